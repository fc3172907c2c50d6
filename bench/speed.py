"""What a clean commit costs: one file, edited or new, many files at once, and whole files; in alternating runs."""

from __future__ import annotations

import random
import shutil
from dataclasses import dataclass, fields, replace
from itertools import cycle, islice
from statistics import median
from typing import TYPE_CHECKING

from bench import sandbox
from bench.contest import complain
from bench.measure import run
from bench.regimes import Case

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from bench.edits import HumanEdit
    from bench.measure import Run
    from bench.tools import Tool

ONE_FILE_BYTES = 10_000
PAGES = 7
"""Edits of about that size that are committed in turn: what a commit costs depends on what was edited."""
MANY_FILES = 500
MANY_RUNS = 3
WHOLE_BYTES = 1_000_000


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
class Trial:
    """Several tools on the same texts."""

    files: int
    size_bytes: int
    timings: tuple[Timing, ...]


@dataclass(frozen=True, slots=True)
class Speed:
    """The measurements of one set of tools."""

    one_file: Trial
    new_file: Trial
    many: Trial
    whole: Trial
    """Of the tools that can look at files that did not change."""

    def trials(self) -> list[tuple[str, Trial]]:
        """Return the measurements by name."""
        return [(field.name, getattr(self, field.name)) for field in fields(self)]


def measure_speed(edits: Sequence[HumanEdit], tools: Sequence[Tool], folder: Path, runs: int) -> Speed:
    """Time `tools` on human edits without damage, in repositories below `folder`.

    One file: the edits whose texts are nearest to 10 kB are staged, the other texts are in HEAD; each tool is run
    `runs` times with the path of one of them after the other, as a hook gets it. New file: the same, but HEAD has no
    such file. Many files: 500 edits are staged (the same ones again where there are fewer) and each tool is run three
    times as a user runs it by hand. Whole: about a megabyte lies in HEAD and has not changed; each tool looks at all of
    it, three times, on one core.
    """
    nearest = sorted(edits, key=lambda edit: abs(len(edit.after.encode()) - ONE_FILE_BYTES))[:PAGES]
    pages = [_clean(f"docs/page-{number}.md", edit) for number, edit in enumerate(nearest)]
    rest = [(edit, _unchanged(f"docs/{number}.md", edit)) for number, edit in enumerate(edits) if edit not in nearest]
    # Other versions of a page would tell its words.
    own = {edit.path for edit in nearest}
    others = [case for edit, case in rest if edit.path not in own]
    new = [replace(page, head=None) for page in pages]
    paths = [page.path for page in pages]
    many = [_clean(f"docs/{number}.md", edit) for number, edit in enumerate(islice(cycle(edits), MANY_FILES))]
    whole = list(_megabyte(edits))
    hooked = [(tool, tool.check) for tool in tools]
    by_hand = [(tool, tool.repair) for tool in tools]
    everything = [(tool, tool.whole) for tool in tools if tool.whole is not None]
    return Speed(
        one_file=_trial(pages, _alternate([*pages, *(case for _, case in rest)], hooked, folder / "one", runs, paths)),
        new_file=_trial(new, _alternate([*new, *others], hooked, folder / "new", runs, paths)),
        many=_trial(many, _alternate(many, by_hand, folder / "many", MANY_RUNS)),
        whole=_trial(whole, _alternate(whole, everything, folder / "whole", MANY_RUNS, one_core=True)),
    )


def _megabyte(edits: Sequence[HumanEdit]) -> Iterator[Case]:
    """Yield the texts of all edits, again and again, until they are a megabyte together."""
    size = 0
    for number, edit in enumerate(cycle(edits)):
        if size >= WHOLE_BYTES:
            return
        size += len(edit.after.encode())
        yield _unchanged(f"docs/{number}.md", edit)


def _alternate(
    cases: Sequence[Case],
    commands: Sequence[tuple[Tool, tuple[str, ...]]],
    folder: Path,
    runs: int,
    paths: Sequence[str] = (),
    *,
    one_core: bool = False,
) -> tuple[Timing, ...]:
    """Run every command `runs` times after one run that is not counted, each time in a fresh copy of the repository.

    It is given one of `paths` each time, where there are any.
    """
    sandbox.build(folder / "pristine", cases)
    taken: list[list[Run]] = [[] for _ in commands]
    changed = [0 for _ in commands]
    order = list(range(len(commands)))
    rng = random.Random("order")
    for turn in range(runs + 1):
        # No tool always runs in another one's wake.
        rng.shuffle(order)
        path = [paths[turn % len(paths)]] if paths else []
        for number in order:
            tool, command = commands[number]
            root = folder / "copy"
            sandbox.copy(folder / "pristine", root)
            done = run((*command, *path), root, one_core=one_core)
            if turn:
                taken[number].append(done)
            else:  # the first run fills the file cache
                complain(tool, done, " ".join(command))
                changed[number] = sum(sandbox.read(root, case) != case.staged for case in cases)
            shutil.rmtree(root)
    return tuple(Timing(tool, tuple(taken[n]), changed[n]) for n, (tool, _) in enumerate(commands))


def _clean(path: str, edit: HumanEdit) -> Case:
    return Case(path, "clean", edit.before, edit.after, edit.after)


def _unchanged(path: str, edit: HumanEdit) -> Case:
    return Case(path, "rest", edit.after, edit.after, edit.after)


def _trial(cases: Sequence[Case], timings: tuple[Timing, ...]) -> Trial:
    return Trial(len(cases), sum(len(case.staged.encode()) for case in cases), timings)
