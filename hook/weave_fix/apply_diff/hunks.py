"""What a patch says: for each file its hunks, and for each hunk the lines that it keeps, takes out and puts in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from weave_fix.errors import WeaveFixError
from weave_fix.named_tuple import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

NUMBERS = re.compile(r"[-+]?\d{1,12}")
KEEP, REMOVE, ADD = " ", "-", "+"
MARKS = (KEEP, REMOVE, ADD)


class PatchError(WeaveFixError):
    """The patch cannot be read, or asks for what is left to git."""

    def __init__(self, reason: str, line: int = 0, name: str = "") -> None:
        """`line`, 1-based, is where in the patch; 0 where it has no line. `name` is that of its file."""
        patch = f"the patch {name}" if name else "the patch"
        super().__init__(f"{patch}, line {line}: {reason}" if line else f"{patch}: {reason}")
        self.reason = reason
        self.line = line


class Line(NamedTuple):
    """One line of a hunk."""

    mark: str
    """`KEEP`, `REMOVE` or `ADD`."""
    text: str
    """Without the mark and without LF; a CR before the LF belongs to it."""


Lines = tuple[Line, ...]


class Ranges(NamedTuple):
    """What a header `@@ -START,LENGTH +NEW_START,NEW_LENGTH @@` says: 1-based lines and their numbers."""

    start: int
    length: int
    new_start: int
    new_length: int


class Hunk(NamedTuple):
    """One change of a file."""

    at: int
    """The line of the patch that it begins at, 1-based."""
    lines: Lines
    raw: tuple[str, ...] = ()
    """The lines as the patch has them, from which others can be read; empty where their marks cannot be in doubt."""
    others: tuple[Lines, ...] = ()
    """What else the patch may mean, the likeliest first; taken where `lines` fit nowhere."""
    ranges: Ranges | None = None
    """None where the header does not say all four."""
    start: int | None = None
    """The line, 1-based, that the header names."""
    heading: str = ""
    """A line of the file that stands before the hunk, as a header gives it; empty where it gives none."""
    ends_with_newline: bool | None = None
    """What the hunk makes of the end of the file; None where it leaves that as it is."""


class FileDiff(NamedTuple):
    """What a patch does to one file."""

    names: tuple[str, ...]
    """The names that the patch may mean, the likeliest first; empty where it gives none."""
    at: int
    """The line of the patch that it begins at, 1-based."""
    hunks: tuple[Hunk, ...]


def old_side(lines: Iterable[Line]) -> list[str]:
    """Return the text of the lines that are there before the change."""
    return [line.text for line in lines if line.mark != ADD]


def new_side(lines: Iterable[Line]) -> list[str]:
    """Return the text of the lines that are there after it."""
    return [line.text for line in lines if line.mark != REMOVE]


def changes(lines: Iterable[Line]) -> bool:
    """Tell whether the lines change anything."""
    return any(line.mark != KEEP for line in lines)


def may_change(hunk: Hunk) -> bool:
    """Tell whether `hunk` changes something, or would if lines in it have run together."""
    return changes(hunk.lines) or any(mark in raw[1:] for raw in hunk.raw for mark in (REMOVE, ADD))


def has_lengths(ranges: Ranges | None, lines: Sequence[Line]) -> bool:
    """Tell whether the header's numbers of lines are those of `lines`."""
    return ranges is not None and (ranges.length, ranges.new_length) == (len(old_side(lines)), len(new_side(lines)))


def agree(hunks: Iterable[Hunk]) -> bool:
    """Tell whether each header of a file's hunks gives the numbers that a program would have given it."""
    grown = 0
    for hunk in hunks:
        if hunk.ranges is None or not has_lengths(hunk.ranges, hunk.lines):
            return False
        start, length, new_start, new_length = hunk.ranges
        if new_start != start + grown + (length == 0) - (new_length == 0):
            return False
        grown += new_length - length
    return True
