"""Whether what `--format episode` prints is read back by `--apply` to the very repair that was printed."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING, Any

from bench.damage import OPERATIONS, damaged
from bench.errors import BenchError
from bench.regimes import Case
from bench.sandbox import build, environment, git, read

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from bench.edits import HumanEdit

SHARE = 25
"""Files of one run, and so of one episode."""
DAMAGES = (1, 4)
"""Fewest and most in a file."""
WINDOWS = ("", "0", "3")
"""Values of `--window`, in turn; empty for whole files."""


@dataclass
class ReadBack:
    """What became of the damaged files."""

    counts: Counter[str] = field(default_factory=Counter)
    """`files`; `repaired`: the episode has an action; `same`: the file is after `--apply` what the diff makes it."""
    others: list[tuple[str, str]] = field(default_factory=list)
    """Files that became something else, with what was said."""


def measure_episodes(edits: Sequence[HumanEdit], count: int, seed: int, folder: Path) -> ReadBack:
    """Damage `count` texts, print the episodes of their repair in repositories in `folder`, and have them applied."""
    cases = list(_cases(edits, count, seed))
    done = ReadBack()
    for number, start in enumerate(range(0, len(cases), SHARE)):
        _round(cases[start : start + SHARE], WINDOWS[number % len(WINDOWS)], folder / str(number), done)
    return done


def _cases(edits: Sequence[HumanEdit], count: int, seed: int) -> Iterator[Case]:
    rng = Random(f"episodes {seed}")
    for number in range(count):
        edit = edits[number % len(edits)]
        text, operations = edit.after, [OPERATIONS[number % len(OPERATIONS)]]
        operations += rng.choices(OPERATIONS, k=rng.randint(*DAMAGES) - 1)
        for operation in operations:
            text = damaged(text, operation, rng, rng.choice(edits).after) or text
        yield Case(f"docs/{number}.md", "episode", edit.before, text, edit.after)


def _round(cases: Sequence[Case], window: str, root: Path, done: ReadBack) -> None:
    """Add to `done` what becomes of the files of one run."""
    build(root, cases)
    flags = ["--window", window] if window else []
    _weave(root, "--check", "--unsafe", "--quiet", "--format", "episode=episode", "--format", "diff=diff", *flags)
    diff = (root / "diff").read_bytes()
    said = _weave(root, "--apply", "episode", "--no-notes")
    made = {case.path: read(root, case) for case in cases}
    git(root, "checkout", "--quiet", "--", ".")
    if diff:
        git(root, "apply", "--whitespace=nowarn", "diff")
    for case in cases:
        wanted = read(root, case)
        done.counts.update({"files": 1, "repaired": wanted != case.staged, "same": made[case.path] == wanted})
        if made[case.path] != wanted:
            done.others.append((case.path, said))


def _weave(root: Path, *arguments: str) -> str:
    command = [sys.executable, "-m", "weave_fix", *arguments]
    ended = subprocess.run(command, cwd=root, capture_output=True, check=False, env=environment())
    said = ended.stderr.decode("utf-8", "replace")
    if ended.returncode > 2:
        raise BenchError(f"{root}: weave-fix ended with {ended.returncode}: {said}")
    return said


def render_episodes(done: ReadBack, show: int) -> str:
    """Return the counts in a sentence, and `show` files that were not read back."""
    counts = done.counts
    lines = [
        "## Episodes read back",
        "",
        f"{counts['files']} damaged files, {counts['repaired']} of them with a repair: --apply makes of"
        f" {counts['same']} what the diff makes of them.",
    ]
    for path, said in done.others[:show]:
        lines += ["", f"--- {path}", said.strip()]
    return "\n".join([*lines, ""])


def episodes_json(done: ReadBack) -> dict[str, Any]:
    """Return the counts behind the sentence."""
    return dict(done.counts)
