"""How `weave-fix --apply` and its peers carry out bent diffs."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING, Any

from bench.bend import NAME, bends, has_one_place, straight
from bench.edits import reading_environment

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from bench.bend import Case

PEERS = {
    "git apply --recount": ["git", "apply", "--recount", "diff"],
    "patch -F3": ["patch", "-s", "-f", "-F3", "--no-backup-if-mismatch", "-r", "-", NAME, "diff"],
    "git apply --3way": ["git", "apply", "--3way", "diff"],
}
OURS = "weave-fix --apply"
RIGHT, WRONG, REFUSED = "right", "wrong", "refused"


@dataclass
class Tally:
    """What became of the cases of one way to bend: by tool, for all and for those with one place."""

    every: dict[str, Counter[str]] = field(default_factory=dict)
    unique: dict[str, Counter[str]] = field(default_factory=dict)

    def add(self, tool: str, outcome: str, *, one_place: bool) -> None:
        """Count one case."""
        self.every.setdefault(tool, Counter())[outcome] += 1
        if one_place:
            self.unique.setdefault(tool, Counter())[outcome] += 1


@dataclass
class Trial:
    """The outcomes by the way to bend, and those of weave-fix that are not right, for `--show`."""

    tallies: dict[str, Tally] = field(default_factory=dict)
    failures: list[tuple[str, str, str, Case]] = field(default_factory=list)
    """The way, the outcome, what was said, the case."""


def measure_applying(edits: Iterable[tuple[str, str]], folder: Path, seed: int, *, peers: bool = True) -> Trial:
    """Bend the diff of each edit (the text before and after) in every way, and have each tool apply it in `folder`."""
    trial = Trial()
    subprocess.run(["git", "init", "-q", str(folder)], check=True, env=reading_environment())
    for number, (before, after) in enumerate(edits):
        case = straight(before, after)
        one_place = has_one_place(case)
        for way, bent in bends(case, Random(f"{seed} {number}")).items():
            tally = trial.tallies.setdefault(way, Tally())
            outcome, said = _ours(bent, folder)
            tally.add(OURS, outcome, one_place=one_place)
            if outcome != RIGHT:
                trial.failures.append((way, outcome if one_place else f"{outcome}, several places", said, bent))
            for tool, command in PEERS.items() if peers else ():
                if shutil.which(command[0]):
                    tally.add(tool, _theirs(command, bent, folder), one_place=one_place)
    return trial


def _lay(case: Case, folder: Path) -> None:
    (folder / NAME).write_bytes(case.before.encode())
    (folder / "diff").write_bytes(case.diff.encode())


def _outcome(case: Case, folder: Path) -> str:
    made = (folder / NAME).read_bytes()
    if made == case.after.encode():
        return RIGHT
    return REFUSED if made == case.before.encode() else WRONG


def _ours(case: Case, folder: Path) -> tuple[str, str]:
    _lay(case, folder)
    command = [sys.executable, "-m", "weave_fix", "--apply", "diff", "--no-notes", NAME]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False, env=reading_environment())
    return _outcome(case, folder), done.stderr.decode("utf-8", "replace")


def _theirs(command: Sequence[str], case: Case, folder: Path) -> str:
    _lay(case, folder)
    environment = reading_environment()
    subprocess.run(["git", "add", NAME], cwd=folder, check=True, capture_output=True, env=environment)
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False, env=environment)
    outcome = _outcome(case, folder)
    # A tool that says it failed and left marks of a conflict has not put the change into a wrong place.
    return REFUSED if outcome == WRONG and done.returncode else outcome


def render_applying(trial: Trial, show: int) -> str:
    """Return a table of the shares in percent, a row for each way, and `show` cases that were not applied rightly."""
    tools = list(dict.fromkeys(tool for tally in trial.tallies.values() for tool in tally.every))
    heads = "".join(f" | {tool}" for tool in tools)
    lines = [
        "## Bent diffs: right / wrong / refused, in percent of those whose hunks have one place; then of all",
        "",
        f"| way | cases{heads} | all: {tools[0]} |",
        "|---|---" + "|---" * (len(tools) + 1) + "|",
    ]
    for way, tally in trial.tallies.items():
        cells = "".join(f" | {_shares(tally.unique.get(tool, Counter()))}" for tool in tools)
        total = sum(tally.unique.get(tools[0], Counter()).values())
        lines.append(f"| {way} | {total}{cells} | {_shares(tally.every[tools[0]])} |")
    sums = {tool: sum((t.unique.get(tool, Counter()) for t in trial.tallies.values()), Counter()) for tool in tools}
    every = sum((tally.every[tools[0]] for tally in trial.tallies.values()), Counter[str]())
    cells = "".join(f" | {_shares(sums[tool])}" for tool in tools)
    lines.append(f"| together | {sum(sums[tools[0]].values())}{cells} | {_shares(every)} |")
    for way, outcome, said, case in trial.failures[:show]:
        lines += ["", f"--- {way}: {outcome}", said.strip(), case.diff]
    return "\n".join([*lines, ""])


def _shares(counts: Counter[str]) -> str:
    total = sum(counts.values())
    if not total:
        return "-"
    return " / ".join(f"{100 * counts[kind] / total:.1f}" for kind in (RIGHT, WRONG, REFUSED))


def applying_json(trial: Trial) -> dict[str, Any]:
    """Return the counts behind the table."""
    return {way: {"one place": tally.unique, "all": tally.every} for way, tally in trial.tallies.items()}
