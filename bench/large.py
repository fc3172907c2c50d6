"""What the largest commits of a clone cost, each committed once more in a repository of its own."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from itertools import islice
from statistics import median
from typing import TYPE_CHECKING

from bench import sandbox
from bench.contest import complain
from bench.edits import BlobReader, lines_by_commit, list_changes
from bench.measure import run
from bench.regimes import Case

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from bench.measure import Run
    from bench.tools import Tool

COMMITS = 30
MOST_BYTES = 2_000_000
"""Bytes of a file that is taken, at most."""


@dataclass(frozen=True, slots=True)
class LargeCommits:
    """The runs of one tool, one for each commit, in the same order for each tool."""

    tool: Tool
    runs: tuple[Run, ...]

    @property
    def median_s(self) -> float:
        """The median of the processor time."""
        return median(one.cpu_s for one in self.runs)

    @property
    def worst_s(self) -> float:
        """The longest processor time."""
        return max(one.cpu_s for one in self.runs)


def measure_large(clone: Path, tools: Sequence[Tool], folder: Path, commits: int = COMMITS) -> list[LargeCommits]:
    """Run each tool as a hook, with the paths of the files, on as many `commits`, those that change most lines.

    Renamed and new files are left out, and commits of which nothing is left. There may be none.
    """
    taken: dict[str, list[Run]] = {tool.name: [] for tool in tools}
    for number, cases in enumerate(islice(largest(clone), commits)):
        sandbox.build(folder / str(number), cases)
        for tool in tools:
            root = folder / "copy"
            sandbox.copy(folder / str(number), root)
            done = run((*tool.check, *(case.path for case in cases)), root)
            complain(tool, done, " ".join(tool.check))
            taken[tool.name].append(done)
            shutil.rmtree(root)
        shutil.rmtree(folder / str(number))
    return [LargeCommits(tool, tuple(taken[tool.name])) for tool in tools if taken[tool.name]]


def largest(clone: Path) -> Iterator[list[Case]]:
    """Yield the files of the commits that change most lines, those of one commit together."""
    lines = lines_by_commit(clone)
    commits = sorted(lines, key=lambda commit: (-lines[commit], commit))[:COMMITS]
    changes = list_changes(clone)
    with BlobReader(clone) as blobs:
        for commit in commits:
            cases = []
            for change in changes:
                if change.commit == commit:
                    texts = [_text(blobs.read(object_id)) for object_id in (change.old, change.new)]
                    if all(texts) and texts[0] != texts[1]:
                        cases.append(Case(change.path, "clean", texts[0], texts[1], texts[1]))
            if cases:
                yield cases


def _text(raw: bytes | None) -> str:
    """Return a text; empty for none, and for what is no text or too large."""
    if raw is None or b"\0" in raw or len(raw) > MOST_BYTES:
        return ""
    return raw.decode("utf-8", "surrogateescape")
