"""What a hunk may mean: its lines by their marks, and what the file's own text says of lines without them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from weave_fix.apply.hunks import ADD, KEEP, REMOVE, Line, Lines, changes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from weave_fix.apply.hunks import Hunk
    from weave_fix.apply.lines import TextLines

SHORTEST = 3
"""Characters of a line of the file, at least, that is looked for at the end of a line put in."""
MARKS = (KEEP, REMOVE, ADD)


def readings(hunk: Hunk, file: TextLines) -> Iterator[Lines]:
    """Yield the lines that `hunk` may mean, the likeliest first; each changes something."""
    seen: set[Lines] = set()
    for make in (
        lambda: (hunk.lines, *hunk.others),
        lambda: (_without_marks(hunk, file),),
        lambda: (_split(hunk, file, added=False),),
        lambda: (_split(hunk, file, added=True),),
    ):
        for lines in make():
            if lines is not None and lines not in seen and changes(lines):
                seen.add(lines)
                yield lines


def _without_marks(hunk: Hunk, file: TextLines) -> Lines | None:
    """Return the lines if those that stay have lost the blank before them; None if that is not so.

    `- item` is then no line taken out but an item of a list that stays: it stands in the file with its dash. Where
    other lines have their blank, or a line ` other` is put in beside it, the dash may as well be a mark: None.
    """
    lines: list[Line] = []
    marked = doubtful = proven = False
    for raw in hunk.raw:
        text = raw[1:]
        if raw.startswith(ADD):
            lines.append(Line(ADD, text))
        elif raw.startswith(REMOVE) and (text in file.exact or raw not in file.exact):
            lines.append(Line(REMOVE, text))
            proven = True
        elif raw.startswith(REMOVE):
            lines.append(Line(KEEP, raw))
            doubtful = True
        else:
            marked = marked or (raw.startswith(KEEP) and bool(text.strip()) and raw not in file.exact)
            proven = proven or (bool(raw.strip()) and not raw.startswith(KEEP))
            lines.append(Line(KEEP, raw))
    if doubtful and (marked or not proven or any(line.mark == ADD and line.text[:1] == " " for line in lines)):
        return None
    return tuple(lines)


def _split(hunk: Hunk, file: TextLines, *, added: bool) -> Lines | None:
    """Return the lines with those parted that run together, None where there are none.

    A line that is to stand in the file and does not may begin with one that does, followed by another mark. With
    `added`, one that is put in may end with one.
    """
    pieces: list[Line] = []
    is_split = False
    for raw in hunk.raw:
        line = Line(raw[0], raw[1:]) if raw[:1] in MARKS and raw else Line(KEEP, raw)
        is_lost = line.mark != ADD and line.text not in file.loose
        parts = _parts(line, file) if is_lost else [line]
        if added and parts is not None:
            parts = [*parts[:-1], *_tail(parts[-1], file)]
        if parts is None:
            return None
        is_split = is_split or len(parts) > 1
        pieces += parts
    return tuple(pieces) if is_split else None


def _parts(line: Line, file: TextLines) -> list[Line] | None:
    """Return the lines that `line`, which is to stand in the file, is made of; None if it is made of none."""
    parts: list[Line] = []
    while line.mark != ADD and line.text not in file.loose:
        head = next(filter(partial(_is_head, line.text, file), file.lengths), None)
        if head is None:
            return None
        parts.append(Line(line.mark, line.text[:head]))
        rest = line.text[head:]
        if rest[:1] not in (REMOVE, ADD):
            bare = rest.lstrip(" ")
            rest = bare if bare[:1] in (REMOVE, ADD) and bare else rest
        line = Line(rest[0], rest[1:])
    return [*parts, line]


def _is_head(text: str, file: TextLines, length: int) -> bool:
    """Tell whether the first `length` characters of `text` are a line of the file, and a mark follows."""
    return 0 < length < len(text) and text[length] in "+- " and text[:length] in file.bare


def _is_tail(text: str, file: TextLines, length: int) -> bool:
    """Tell whether the last `length` characters of `text` are a line of the file, and a mark stands before them."""
    at = len(text) - length - 1
    return length >= SHORTEST and at > 0 and text[at] in "- " and text[at + 1 :] in file.bare


def _tail(line: Line, file: TextLines) -> list[Line]:
    """Return `line` and those that stand in the file and have run together with it."""
    tail: list[Line] = []
    while line.mark == ADD and len(line.text) > SHORTEST:
        text = line.text
        length = next(filter(partial(_is_tail, text, file), file.lengths), None)
        if length is None:
            break
        at = len(text) - length - 1
        tail.append(Line(text[at], text[at + 1 :]))
        line = Line(ADD, text[:at])
    return [line, *reversed(tail)]
