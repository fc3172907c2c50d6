"""Lines of a text, split at LF alone, the way from an offset to its line and column, and edits at offsets.

`str.splitlines` also breaks at U+0085, U+2028, form feed and others; git, and so every diff, does not.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, AnyStr

from weave_fix.errors import FaultError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weave_fix.data import Edit

LINE = re.compile(r"[^\n]*\n|[^\n]+")
LINE_OF_BYTES = re.compile(rb"[^\n]*\n|[^\n]+")
LONE_LF = re.compile(r"(?<!\r)\n")


def split_lines(text: AnyStr) -> list[AnyStr]:
    """Return the lines of `text` with their line ends; joined they are `text`, and the last may lack its end."""
    if isinstance(text, str):
        return LINE.findall(text)
    return LINE_OF_BYTES.findall(text)


class LineIndex:
    """Tells line and column of the offsets of one text."""

    __slots__ = ("starts",)

    def __init__(self, text: str) -> None:
        self.starts = [0]
        """Offset of each line's first character, ascending."""
        for line in text.split("\n"):
            self.starts.append(self.starts[-1] + len(line) + 1)
        self.starts.pop()

    def line(self, offset: int) -> int:
        """Return the 0-based number of the line that holds `offset`; a line end belongs to the line it ends."""
        return bisect_right(self.starts, offset) - 1

    def position(self, offset: int) -> tuple[int, int]:
        """Return line and column of `offset`, both 1-based, the column in characters."""
        line = self.line(offset)
        return line + 1, offset - self.starts[line] + 1


def with_line_ends_of(model: str, text: str) -> str:
    """Return `text` with the line ends that most lines of `model` have, if all of its own are of the other kind.

    A checkout under `core.autocrlf` differs from its blob in every line end, and nobody wrote that difference.
    A text of mixed line ends comes back as it is: there each one may have been meant.
    """
    total, windows = text.count("\n"), text.count("\r\n")
    wants_windows = 2 * model.count("\r\n") > model.count("\n")
    if wants_windows and not windows:
        return LONE_LF.sub("\r\n", text)
    if not wants_windows and windows and windows == total and "\n" in model:
        return text.replace("\r\n", "\n")
    return text


def apply_edits(text: str, edits: Sequence[Edit]) -> str:
    """Return `text` with the ascending edits made; FaultError if one does not find its text, or two overlap."""
    pieces, done = [], 0
    for edit in edits:
        ends = edit.start + len(edit.before)
        if edit.start < done or edit.end != ends or not text.startswith(edit.before, edit.start):
            raise FaultError(f"an edit at character {edit.start} does not fit its text")
        pieces += [text[done : edit.start], edit.after]
        done = edit.end
    return "".join([*pieces, text[done:]])
