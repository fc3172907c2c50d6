"""Diffs of real edits, bent in the ways in which people and language models write them."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from difflib import unified_diff
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

NAME = "page.md"
NO_LINE_END = "\\ No newline at end of file"
HEADER = re.compile(r"@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")


@dataclass(frozen=True, slots=True)
class Case:
    """A diff with the text that it is for and the text that it is to make."""

    before: str
    after: str
    diff: str


def straight(before: str, after: str) -> Case:
    """Return the case of the diff as git writes it."""
    old, new = before.split("\n"), after.split("\n")
    lines = []
    for line in unified_diff(_ended(old), _ended(new), f"a/{NAME}", f"b/{NAME}", n=3):
        text = line.removesuffix("\n")
        lines += [text.removesuffix(LAST), NO_LINE_END] if text.endswith(LAST) else [text]
    return Case(before, after, "\n".join(lines) + "\n")


LAST = "\0"
"""Ends a last line that has no line end, so that it is another one than the same with its end."""


def _ended(lines: list[str]) -> list[str]:
    return [f"{line}\n" for line in lines[:-1]] + ([f"{lines[-1]}{LAST}\n"] if lines[-1] else [])


def bends(case: Case, random: Random) -> dict[str, Case]:
    """Return `case` and what it is bent to, by the name of the way; a way that it has no place for is left out."""
    made = {"as it is": case}
    for name, bend in BENDS.items():
        diff = bend(case, random)
        if diff is not None:
            made[name] = Case(case.before, case.after, diff)
    made["CRLF in the file"] = Case(_crlf(case.before), _crlf(case.after), case.diff)
    return made


def _crlf(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\n", "\r\n")


def hunks_of(diff: str) -> list[list[str]]:
    """Return each hunk's lines, its header first."""
    hunks: list[list[str]] = []
    for line in diff.split("\n")[2:-1]:
        if line.startswith("@@"):
            hunks.append([])
        hunks[-1].append(line)
    return hunks


def _of(head: list[str], hunks: list[list[str]], between: str = "") -> str:
    body = f"{between}\n" if between else ""
    return "".join(f"{line}\n" for line in head) + body.join("".join(f"{line}\n" for line in hunk) for hunk in hunks)


def _head(case: Case) -> list[str]:
    return case.diff.split("\n")[:2]


def _headers(change: Callable[[list[int], Random], str]) -> Callable[[Case, Random], str]:
    """Return what gives each hunk the header that `change` makes of its four numbers."""

    def bend(case: Case, random: Random) -> str:
        hunks = hunks_of(case.diff)
        for hunk in hunks:
            found = HEADER.match(hunk[0])
            assert found is not None
            hunk[0] = change([int(number or 1) for number in found.groups()], random)
        return _of(_head(case), hunks)

    return bend


def _lines(change: Callable[[str], str]) -> Callable[[Case, Random], str]:
    """Return what changes each line that stays."""

    def bend(case: Case, random: Random) -> str:
        hunks = [[change(line) if line[:1] == " " else line for line in hunk] for hunk in hunks_of(case.diff)]
        return _of(_head(case), hunks)

    return bend


def _run_together(case: Case, random: Random) -> str | None:
    """Join two neighbouring lines of one hunk, the first of them one that is in the text before."""
    hunks = hunks_of(case.diff)
    pairs = [
        (hunk, at)
        for hunk in hunks
        for at in range(1, len(hunk) - 1)
        if hunk[at][0] in " -" and hunk[at][1:].strip() and NO_LINE_END not in hunk[at : at + 2]
    ]
    if not pairs:
        return None
    hunk, at = random.choice(pairs)
    hunk[at : at + 2] = [hunk[at] + hunk[at + 1]]
    return _of(_head(case), hunks)


def _last_together(case: Case, random: Random) -> str | None:
    hunks = hunks_of(case.diff)
    last = [line for line in hunks[-1] if line != NO_LINE_END]
    if _changes_end(case) or (last[-2].startswith("+") and last[-1].startswith("+")):
        return None  # nobody can tell where the one ends
    return _of(_head(case), [*hunks[:-1], [*last[:-2], last[-2] + last[-1]]])


def _changes_end(case: Case) -> bool:
    """Whether only the mark of a missing line end can tell what the last line is to be."""
    return case.before.endswith("\n") != case.after.endswith("\n")


def _no_marks(case: Case, random: Random) -> str | None:
    if NO_LINE_END not in case.diff or _changes_end(case):
        return None
    return case.diff.replace(NO_LINE_END + "\n", "")


def _elided(case: Case, random: Random) -> str | None:
    hunks = hunks_of(case.diff)
    return _of(_head(case), hunks, "...") if len(hunks) > 1 else None


def _apply_patch(case: Case, random: Random) -> str | None:
    if _changes_end(case):
        return None
    hunks = [["@@", *(line for line in hunk[1:] if line != NO_LINE_END)] for hunk in hunks_of(case.diff)]
    return _of(["*** Begin Patch", f"*** Update File: {NAME}"], hunks) + "*** End Patch\n"


def _search_replace(case: Case, random: Random) -> str | None:
    if _changes_end(case):
        return None
    blocks = []
    for hunk in hunks_of(case.diff):
        old = [line[1:] for line in hunk[1:] if line[0] in " -"]
        new = [line[1:] for line in hunk[1:] if line[0] in " +"]
        blocks += [NAME, "<<<<<<< SEARCH", *old, "=======", *new, ">>>>>>> REPLACE", ""]
    return "".join(f"{line}\n" for line in blocks)


def _as_list(case: Case, random: Random) -> str:
    return json.dumps(case.diff.splitlines() if "\r" not in case.diff else case.diff.split("\n"))


BENDS: dict[str, Callable[[Case, Random], str | None]] = {
    "empty file names": lambda case, random: _of(["--- ", "+++ "], hunks_of(case.diff)),
    "no file names": lambda case, random: _of([], hunks_of(case.diff)),
    "wrong line numbers": _headers(
        lambda n, random: f"@@ -{random.randint(1, 400)},{n[1]} +{random.randint(1, 400)},{n[3]} @@"
    ),
    "numbers off by a few": _headers(lambda n, random: f"@@ -{n[0] + 3},{n[1]} +{n[2] + 3},{n[3]} @@"),
    "wrong counts": _headers(
        lambda n, random: f"@@ -{n[0]},{random.randint(1, 30)} +{n[2]},{random.randint(1, 30)} @@"
    ),
    "no counts": _headers(lambda n, random: f"@@ -{n[0]} +{n[2]} @@"),
    "no numbers": _headers(lambda n, random: "@@ ... @@"),
    "text behind the header": _headers(lambda n, random: f"@@ -{n[0]},{n[1]} +{n[2]},{n[3]} @@ ## A heading"),
    "no comma": _headers(lambda n, random: f"@@ -{n[0]} {n[1]} +{n[2]} {n[3]} @@"),
    "no leading blanks": _lines(lambda line: line[1:]),
    "no trailing blanks": _lines(lambda line: line.rstrip(" \t")),
    "lines run together": _run_together,
    "last lines run together": _last_together,
    "no mark at the end": _no_marks,
    "CRLF in the patch": lambda case, random: _crlf(case.diff),
    "in a code fence": lambda case, random: f"Here is the change:\n\n```diff\n{case.diff}```\n\nTell me if it works.\n",
    "dots between hunks": _elided,
    "apply_patch": _apply_patch,
    "SEARCH/REPLACE": _search_replace,
    "a list of strings": _as_list,
}


def has_one_place(case: Case) -> bool:
    """Whether the old side of every hunk stands once in the text before, white space aside."""
    text = "\n" + "\n".join(" ".join(line.split()) for line in case.before.split("\n")) + "\n"
    for hunk in hunks_of(case.diff):
        old = [" ".join(line[1:].split()) for line in hunk[1:] if line[0] in " -"]
        searched = "\n" + "\n".join(old) + "\n"
        first = text.find(searched)
        if first < 0 or text.find(searched, first + 1) >= 0:
            return False
    return True
