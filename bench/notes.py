"""What the commit-msg hook costs a commit that has no notes to carry, over the start of a bare interpreter."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from bench import sandbox
from bench.errors import BenchError
from bench.measure import run
from bench.regimes import Case
from weave_fix.demo import PATH, SOUND, make_case
from weave_fix.notes import FOLDER, NAME

if TYPE_CHECKING:
    from pathlib import Path

    from bench.measure import Run

MESSAGE = ".git/COMMIT_EDITMSG"
HOOK = ("weave-notes", MESSAGE)
BARE = (sys.executable, "-c", "pass")


@dataclass(frozen=True, slots=True)
class NotesCost:
    """Pairs of runs; the i-th of the one stood beside the i-th of the other."""

    state: str
    """What there is in the repository, for a person."""
    hook: tuple[Run, ...]
    bare: tuple[Run, ...]

    @property
    def over_s(self) -> float:
        """Return the median, over the pairs, of what the hook takes longer than the interpreter's start."""
        return median(hook.wall_s - bare.wall_s for hook, bare in zip(self.hook, self.bare, strict=True))


def measure_notes(folder: Path, runs: int) -> tuple[NotesCost, NotesCost]:
    """Time the hook `runs` times in a repository below `folder`: before its first note, and after one was carried."""
    case = make_case()
    sandbox.build(folder, [Case(PATH, "notes", SOUND, case.damaged, case.edited)])
    message = folder / MESSAGE
    message.write_text("A commit\n", encoding="utf-8")
    first = NotesCost("no notes yet", *_pairs(folder, runs))
    run(("weave-fix",), folder)
    sandbox.git(folder, "add", "--all")
    run(HOOK, folder)
    sandbox.git(folder, "commit", "--quiet", "--file", str(message))
    message.write_text("Another commit\n", encoding="utf-8")
    run(HOOK, folder)  # it sees that the commit was made
    if not (folder / ".git" / FOLDER / NAME).exists():
        raise BenchError("weave-fix made no notes to measure with; look at its runs with `weave-fix --demo`")
    return first, NotesCost("past notes kept", *_pairs(folder, runs))


def _pairs(folder: Path, runs: int) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    run(HOOK, folder)  # fills the file cache
    taken = [(run(HOOK, folder), run(BARE, folder)) for _ in range(runs)]
    return tuple(hook for hook, _ in taken), tuple(bare for _, bare in taken)
