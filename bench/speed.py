"""What a clean commit costs: one file against codespell in alternating runs, and many files at once."""

from __future__ import annotations

import random
import shutil
from dataclasses import dataclass
from itertools import cycle, islice
from statistics import median
from typing import TYPE_CHECKING

from bench import sandbox
from bench.contest import complain
from bench.measure import run
from bench.regimes import Case

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bench.edits import HumanEdit
    from bench.measure import Run
    from bench.tools import Tool

ONE_FILE_BYTES = 10_000
MANY_FILES = 500
MANY_RUNS = 3


@dataclass(frozen=True, slots=True)
class Timing:
    """The runs of one tool; the i-th run of each tool stood beside the i-th of the others."""

    tool: Tool
    runs: tuple[Run, ...]
    files_changed: int

    @property
    def wall_s(self) -> float:
        """The median run's."""
        return median(one.wall_s for one in self.runs)

    @property
    def peak_bytes(self) -> int:
        """The greatest run's."""
        return max(one.peak_bytes for one in self.runs)

    def ratio_to(self, other: Timing) -> float:
        """Return the median, over the pairs of runs, of this one's wall time over the other's."""
        return median(mine.wall_s / theirs.wall_s for mine, theirs in zip(self.runs, other.runs, strict=True))


@dataclass(frozen=True, slots=True)
class Speed:
    """The two measurements of one set of tools."""

    one_file_bytes: int
    one_file: tuple[Timing, ...]
    many_files: int
    many_bytes: int
    many: tuple[Timing, ...]


def measure_speed(edits: Sequence[HumanEdit], tools: Sequence[Tool], folder: Path, runs: int) -> Speed:
    """Time `tools` on human edits without damage, in repositories below `folder`.

    One file: the edit whose text is nearest to 10 kB is staged, the other texts are in HEAD; each tool is run `runs`
    times with the file's path, as a hook gets it. Many files: 500 edits are staged (the same ones again where there are
    fewer) and each tool is run three times as a user runs it by hand.
    """
    nearest = min(edits, key=lambda edit: abs(len(edit.after.encode()) - ONE_FILE_BYTES))
    page = _clean("docs/page.md", nearest)
    rest = [
        Case(f"docs/{number}.md", "rest", edit.after, edit.after, edit.after)
        for number, edit in enumerate(edits)
        if edit is not nearest
    ]
    many = [_clean(f"docs/{number}.md", edit) for number, edit in enumerate(islice(cycle(edits), MANY_FILES))]
    hooked = [(tool, (*tool.check, page.path)) for tool in tools]
    by_hand = [(tool, tool.repair) for tool in tools]
    return Speed(
        one_file_bytes=_size([page]),
        one_file=_alternate([page, *rest], hooked, folder / "one", runs),
        many_files=len(many),
        many_bytes=_size(many),
        many=_alternate(many, by_hand, folder / "many", MANY_RUNS),
    )


def _alternate(
    cases: Sequence[Case], commands: Sequence[tuple[Tool, tuple[str, ...]]], folder: Path, runs: int
) -> tuple[Timing, ...]:
    """Run every command `runs` times after one run that is not counted, each time in a fresh copy of the repository."""
    sandbox.build(folder / "pristine", cases)
    taken: list[list[Run]] = [[] for _ in commands]
    changed = [0 for _ in commands]
    order = list(range(len(commands)))
    rng = random.Random("order")
    for turn in range(runs + 1):
        # No tool always runs in another one's wake.
        rng.shuffle(order)
        for number in order:
            tool, command = commands[number]
            root = folder / "copy"
            sandbox.copy(folder / "pristine", root)
            done = run(command, root)
            if turn:
                taken[number].append(done)
            else:  # the first run fills the file cache
                complain(tool, done, " ".join(command))
                changed[number] = sum(sandbox.read(root, case) != case.staged for case in cases)
            shutil.rmtree(root)
    return tuple(Timing(tool, tuple(taken[n]), changed[n]) for n, (tool, _) in enumerate(commands))


def _clean(path: str, edit: HumanEdit) -> Case:
    return Case(path, "clean", edit.before, edit.after, edit.after)


def _size(cases: Sequence[Case]) -> int:
    return sum(len(case.staged.encode()) for case in cases)
