"""What a clean commit costs: one file, edited or new, many files at once, whole files and small ones, in turn."""

from __future__ import annotations

import random
import shutil
from dataclasses import dataclass, replace
from itertools import cycle, islice
from statistics import median
from typing import TYPE_CHECKING, TypeAlias

from bench import sandbox
from bench.contest import complain
from bench.measure import run
from bench.regimes import Case
from bench.stages import measure_stages

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from bench.edits import HumanEdit
    from bench.measure import Run
    from bench.stages import Stage
    from bench.tools import Tool

ONE_FILE_BYTES = 10_000
PAGES = 7
"""Edits of about that size that are committed in turn: what a commit costs depends on what was edited."""
NEW_BYTES = (40_000, 160_000)
"""Sizes of new files, beside the pages."""
NEW_FILE = "new_file_"
"""What their trials are called, before the kilobytes."""
SOME_FILES, MANY_FILES = 10, 500
MANY_RUNS = 3
WHOLE_BYTES, LARGE_BYTES = 1_000_000, 10_000_000
SMALL_FILES, SMALL_BYTES = 5000, 500
LARGE_RUNS = 1
QUICK = 10
"""Times fewer files, and less of whole ones, where only a few minutes are given."""
QUICK_RUNS = 3
"""Runs of each tool then."""
SHORTEST_S = 0.001
"""Processor time that a run is taken to need at least: the kernel counts in steps."""


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
    def cpu_s(self) -> float:
        """The processor time of the median run."""
        return median(one.cpu_s for one in self.runs)

    @property
    def peak_bytes(self) -> int:
        """The greatest run's."""
        return max(one.peak_bytes for one in self.runs)

    def ratio_to(self, other: Timing) -> float:
        """Return the median, over the pairs of runs, of this one's wall time over the other's."""
        return median(mine.wall_s / theirs.wall_s for mine, theirs in zip(self.runs, other.runs, strict=True))

    def cpu_ratio_to(self, other: Timing) -> float:
        """Return the same of the processor time."""
        pairs = zip(self.runs, other.runs, strict=True)
        return median(mine.cpu_s / max(theirs.cpu_s, SHORTEST_S) for mine, theirs in pairs)


@dataclass(frozen=True, slots=True)
class Trial:
    """Several tools on the same texts."""

    files: int
    size_bytes: int
    timings: tuple[Timing, ...]
    stages: tuple[Stage, ...] = ()
    """What the stages of weave-fix take there."""


Speed: TypeAlias = "dict[str, Trial]"
"""The measurements of one set of tools, by name."""


def measure_speed(
    edits: Sequence[HumanEdit], tools: Sequence[Tool], folder: Path, runs: int, *, quick: bool = False
) -> Speed:
    """Time `tools` on human edits without damage, in repositories below `folder`.

    One file: the edits whose texts are nearest to 10 kB are staged, the other texts are in HEAD; each tool is run
    `runs` times with the path of one of them after the other, as a hook gets it. New file: the same, but HEAD has no
    such file; longer ones are several texts behind each other. Several and many files: 10 and 500 edits are staged
    (the same ones again where there are fewer) and each tool is run three times as a user runs it by hand. Small files:
    once, with 5,000 new ones of a paragraph each. Whole: a megabyte lies in HEAD and has not changed; each tool looks
    at all of it, three times, on one core; and once at ten. With `quick` those that are many are `QUICK` times fewer,
    and each is run once.
    """
    share, many_runs = (QUICK, LARGE_RUNS) if quick else (1, MANY_RUNS)
    nearest = sorted(edits, key=lambda edit: abs(len(edit.after.encode()) - ONE_FILE_BYTES))[:PAGES]
    pages = [_clean(f"docs/page-{number}.md", edit) for number, edit in enumerate(nearest)]
    rest = [(edit, _unchanged(f"docs/{number}.md", edit)) for number, edit in enumerate(edits) if edit not in nearest]
    # Other versions of a page would tell its words.
    own = {edit.path for edit in nearest}
    others = [case for edit, case in rest if edit.path not in own]
    hooked = [(tool, tool.check) for tool in tools]
    by_hand = [(tool, tool.repair) for tool in tools if tool.repair]
    everything = [(tool, tool.whole) for tool in tools if tool.whole is not None]

    def as_a_hook(name: str, staged: Sequence[Case], beside: Sequence[Case]) -> Trial:
        paths = [case.path for case in staged]
        return _trial(staged, [*staged, *beside], hooked, folder / name, runs, paths)

    found = {"one_file": as_a_hook("one", pages, [case for _, case in rest])}
    found["new_file"] = as_a_hook("new", [replace(page, head=None) for page in pages], others)
    for size in NEW_BYTES:
        found[f"{NEW_FILE}{size // 1000}"] = as_a_hook(f"new-{size}", [_new("docs/long.md", edits, size)], [])
    for name, number in (("several", SOME_FILES), ("many", MANY_FILES // share)):
        cases = [_clean(f"docs/{number}.md", edit) for number, edit in enumerate(islice(cycle(edits), number))]
        found[name] = _trial(cases, cases, by_hand, folder / name, many_runs)
    small = list(_small(edits, SMALL_FILES // share))
    found["small"] = _trial(small, small, by_hand, folder / "small", LARGE_RUNS)
    for name, size, times in (("whole", WHOLE_BYTES, many_runs), ("whole_large", LARGE_BYTES, LARGE_RUNS)):
        texts = list(_whole(edits, size // share))
        found[name] = _trial(texts, texts, everything, folder / name, times, one_core=True)
    return found


def _new(path: str, edits: Sequence[HumanEdit], size: int) -> Case:
    """Return a new file of `size` characters at most, the texts of the edits behind each other."""
    text = "\n\n".join(edit.after for edit in islice(cycle(edits), 1 + size // min(len(edit.after) for edit in edits)))
    text = text[: text.rfind("\n", 0, size) + 1]
    return Case(path, "clean", None, text, text)


def _small(edits: Sequence[HumanEdit], count: int) -> Iterator[Case]:
    """Yield `count` new files, a paragraph of the edits' texts each."""
    paragraphs = [part.strip() for edit in edits for part in edit.after.split("\n\n") if part.strip()]
    for number, text in enumerate(islice(cycle(paragraphs), count)):
        kept = f"{text[:SMALL_BYTES]}\n"
        yield Case(f"docs/{number % 100}/{number}.md", "clean", None, kept, kept)


def _whole(edits: Sequence[HumanEdit], most: int) -> Iterator[Case]:
    """Yield the texts of all edits, again and again, until they have `most` bytes together."""
    size = 0
    for number, edit in enumerate(cycle(edits)):
        if size >= most:
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


def _trial(
    cases: Sequence[Case],
    held: Sequence[Case],
    commands: Sequence[tuple[Tool, tuple[str, ...]]],
    folder: Path,
    runs: int,
    paths: Sequence[str] = (),
    *,
    one_core: bool = False,
) -> Trial:
    """Time the commands on `cases` in a repository that holds `held`; see `_alternate`."""
    timings = _alternate(held, commands, folder, runs, paths, one_core=one_core)
    stages: list[Stage] = []
    for tool, command in commands:
        stages = stages or measure_stages(tool, (*command, *paths[:1]), folder / "pristine", folder / "profiled")
    shutil.rmtree(folder)
    return Trial(len(cases), sum(len(case.staged.encode()) for case in cases), timings, tuple(stages))
