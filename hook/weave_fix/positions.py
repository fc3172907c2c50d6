"""Lines of a text, split at LF alone, the way from an offset to its line and column, and edits at offsets.

`str.splitlines` also breaks at U+0085, U+2028, form feed and others; git, and so every diff, does not.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, AnyStr

from weave_fix.patterns import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


LINE = lazy_pattern(r"[^\n]*\n|[^\n]+")
LINE_OF_BYTES = lazy_pattern(rb"[^\n]*\n|[^\n]+")
LONE_LF = lazy_pattern(r"(?<!\r)\n")


def split_lines(text: AnyStr) -> list[AnyStr]:
    """Return the lines of `text` with their line ends; joined they are `text`, and the last may lack its end."""
    if isinstance(text, str):
        return LINE.findall(text)
    return LINE_OF_BYTES.findall(text)


def each_line(text: str) -> Iterator[str]:
    """Yield the lines of `text` without their line ends, as `text.split("\n")` has them, one at a time."""
    start = 0
    while (end := text.find("\n", start)) >= 0:
        yield text[start:end]
        start = end + 1
    yield text[start:]


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


def widened(text: str, start: int, end: int, reach: int, belongs: Callable[[str], bool]) -> tuple[int, int]:
    """Return a span, half-open, with up to `reach` characters at either side that belong to it, none left out."""
    first, last = max(0, start - reach), min(len(text), end + reach)
    while start > first and belongs(text[start - 1]):
        start -= 1
    while end < last and belongs(text[end]):
        end += 1
    return start, end


def as_it_is(text: str) -> str:
    """Return `text`."""
    return text


def with_crlf(text: str) -> str:
    """Return `text` with every line end CRLF."""
    return LONE_LF.sub("\r\n", text)


def with_lf(text: str) -> str:
    """Return `text` with every line end LF."""
    return text.replace("\r\n", "\n")


LINE_ENDS = (as_it_is, with_crlf, with_lf)
"""What a checkout makes of the line ends of a blob, and a commit of those of a file."""


def line_ends_of(model: str, text: str) -> Callable[[str], str]:
    """Return that of `LINE_ENDS` which gives `text` the line ends that its lines have in `model`.

    A checkout under `core.autocrlf` differs from its blob in every line end, and nobody wrote that difference. In a
    text of mixed line ends each may have been meant: what tells is the lines that both texts have, and where there
    are none, line ends of one kind throughout.
    """
    total, windows = model.count("\n"), model.count("\r\n")
    own_total, own_windows = text.count("\n"), text.count("\r\n")
    if windows == own_windows == 0 or (windows == total and own_windows == own_total):
        return as_it_is
    lines = {line for line in split_lines(model) if line.endswith("\n") and line.strip()}
    shared = {ends: sum(line in lines for line in split_lines(ends(text))) for ends in LINE_ENDS}
    likest = max(LINE_ENDS, key=shared.__getitem__)  # the first of those that share as many
    if shared[likest] or not total or own_windows not in (0, own_total):
        return likest
    if windows == total:
        return with_crlf
    return as_it_is if windows else with_lf


def with_line_ends_of(model: str, text: str) -> str:
    """Return `text` with the line ends that its lines have in `model`."""
    return line_ends_of(model, text)(text)
