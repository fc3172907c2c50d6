"""From a place to edits of the text: what stays in the patch stays as the file has it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from weave_fix.apply_diff.hunks import ADD, KEEP
from weave_fix.apply_diff.lines import BOM, but_for_blanks
from weave_fix.apply_diff.place import Level
from weave_fix.records import Edit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weave_fix.apply_diff.lines import TextLines
    from weave_fix.apply_diff.place import Place

TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
LONGEST = 5_000
"""Characters of changed lines that are not quite those of the file, at most."""


class CollisionError(Exception):
    """The lines that a hunk takes out are others in the file, just where it changes them."""


def edits_of(place: Place, file: TextLines) -> list[Edit]:
    """Return the edits, ascending, that make `place`'s change in the text of `file`; CollisionError if none can.

    Lines that stay are never touched. Where lines that go are not quite those of the file, what is changed in them
    is changed there, and the rest stays as the file has it. New lines get the line ends of those beside them, unless
    the hunk's own lines stand there as they are.
    """
    edits: list[Edit] = []
    at = place.at
    old: list[str] = []
    new: list[str] = []
    for line in (*place.lines, None):
        if line is not None and line.mark != KEEP:
            (new if line.mark == ADD else old).append(line.text)
            continue
        if old or new:
            edits += _edit(place, file, at, old, new)
            at += len(old)
            old, new = [], []
        at += 1
    return edits


def _edit(place: Place, file: TextLines, at: int, old: Sequence[str], new: Sequence[str]) -> list[Edit]:
    """Return the edit that makes `new` of the lines `old`, which stand at `at`; none where nothing changes."""
    end = at + len(old)
    there = file.lines[at:end]
    if place.level is not Level.EXACT:
        new = _as_the_file_has_it(old, there, new)
        new = _with_line_ends(file, at, end, new, ends_with_newline=_newline(place, file))
    start, stop = file.starts[at], file.starts[end]
    if at == 0 and file.text.startswith(BOM) and not any(side[:1] and side[0].startswith(BOM) for side in (old, new)):
        start = len(BOM)
    after = "".join(f"{line}\n" for line in new)
    if end == len(file.lines):
        start, after = _at_the_end(place, file, start, new)
    return [Edit(start, stop, file.text[start:stop], after)] if file.text[start:stop] != after else []


def _as_the_file_has_it(old: Sequence[str], there: Sequence[str], new: Sequence[str]) -> Sequence[str]:
    """Return `new` with what the file has otherwise in the lines `there` than the patch in `old`, its line ends aside.

    CollisionError where that is no matter of white space, and the two change the same.
    """
    ours = [line.removeprefix(BOM).removesuffix("\r") for line in there]
    base = [line.removeprefix(BOM).removesuffix("\r") for line in old]
    if ours == base:
        return new
    indent = ours[0][: len(ours[0]) - len(ours[0].lstrip())]
    if ours == [indent + line if line.strip() else line for line in base]:
        return [indent + line if line.strip() else line for line in new]
    try:
        return _carried("\n".join(base), "\n".join(ours), "\n".join(new)).split("\n")
    except CollisionError:
        if list(map(but_for_blanks, ours)) == list(map(but_for_blanks, base)):
            return new
        raise


def _newline(place: Place, file: TextLines) -> bool:
    """Tell whether the file ends with a newline after the change, if that is where it is made."""
    says = place.hunk.ends_with_newline
    return (file.ends_with_newline or not file.lines) if says is None else says


def _at_the_end(place: Place, file: TextLines, start: int, new: Sequence[str]) -> tuple[int, str]:
    """Return where the edit starts that makes `new` the last lines of the file, and what it puts there."""
    if not new:
        if place.hunk.ends_with_newline is False and start > 0:
            start -= 2 if file.text.endswith("\r\n", 0, start) else 1
        return start, ""
    after = "\n".join(new) + ("\n" if _newline(place, file) else "")
    if start == len(file.text) and file.lines and not file.ends_with_newline:
        crlf = len(file.lines) > 1 and file.lines[-2].endswith("\r")
        after = ("\r\n" if crlf else "\n") + after
    return start, after


def _with_line_ends(file: TextLines, at: int, end: int, new: Sequence[str], *, ends_with_newline: bool) -> list[str]:
    """Return `new`, which goes to the lines `at` to `end`, with or without CR as the lines there have it."""
    whole = len(file.lines) - (not file.ends_with_newline)
    if not whole:
        return list(new)
    beside = at if at < min(end, whole) else max(0, min(at, whole) - 1)
    cr = "\r" if file.lines[beside].endswith("\r") else ""
    made = [line.removesuffix("\r") + cr for line in new]
    if made and end == len(file.lines) and not ends_with_newline:
        made[-1] = made[-1].removesuffix("\r")
    return made


def _carried(old: str, there: str, new: str) -> str:
    """Return `there` with the changes that lead from `old` to `new`, by words and marks."""
    if max(len(old), len(there), len(new)) > LONGEST or not new:
        raise CollisionError
    base, ours, theirs = (TOKEN.findall(text) for text in (old, there, new))
    kept, made = _steps(base, ours), _steps(base, theirs)
    merged: list[str] = []
    done = 0
    for number, (start, end, tokens) in enumerate(sorted(set(kept) | set(made))):
        if number and start <= done:
            raise CollisionError
        merged += [*base[done:start], *tokens]
        done = end
    return "".join(merged + base[done:])


def _steps(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int, tuple[str, ...]]]:
    """Return what leads from `old` to `new`: tokens, half-open, and what takes their place."""
    from difflib import SequenceMatcher

    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [(i, j, tuple(new[k:m])) for step, i, j, k, m in steps if step != "equal"]
