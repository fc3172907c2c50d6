"""What each line of a Markdown text is, and what stands inside it: prose, code, tables, link targets, ...

A scanner of lines and not a parser: the text to check may be broken, and a parser would let one stray back-tick
turn half a page into code. It costs well under a millisecond a page. The gate before a write (`patch.verify`) uses a
real parser.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from enum import IntEnum
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, TypeAlias, overload

from weave_fix.markdown.markers import HEADING, ITEM, LIST_ITEM
from weave_fix.named_tuple import NamedTuple
from weave_fix.patterns import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

WORD = lazy_pattern(r"\w+")
FENCE = lazy_pattern(rf"\s{{0,12}}(?:>\s?)*({ITEM}\s+)?(`{{3,}}|~{{3,}})(.*)", re.DOTALL)
"""The list item that it stands in, the marks, the words behind them."""
FRONT_MATTER = lazy_pattern(r"\ufeff?---[ \t]*\r?\n(?:.*?\n)??(?:---|\.\.\.)[ \t]*\r?(?:\n|\Z)", re.DOTALL)
TABLE_RULE = lazy_pattern(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)+\|?")
HTML = lazy_pattern(r"</?[a-zA-Z][\w-]*(?:[\s/>]|$)|<[!?]")
INLINE_CODE = lazy_pattern(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)")
TARGET = lazy_pattern(r"(?<=\]\()[^()\s]*(?:\([^()\s]*\)[^()\s]*)*|(?<=\]: )\S+|https?://[^\s<>)\]]+|<[^<>\s]+>")


class Kind(IntEnum):
    """What a line, or a place in it, is; the numbers are features of the decision and must not be reordered."""

    PROSE = 0
    BLANK = 1
    HEADING = 2
    LIST = 3
    QUOTE = 4
    TABLE = 5
    HTML = 6
    FENCED = 7
    INDENTED = 8
    FRONT = 9
    TARGET = 10
    CODE = 11


KINDS = tuple(Kind)
BLANK = int(Kind.BLANK)


class Line(NamedTuple):
    """One line: characters `start` to `end`, its line end left out."""

    start: int
    end: int
    kind: Kind


class Lines(Sequence[Line]):
    """Lines in order, each made when it is asked for: as numbers they take a tenth of the memory."""

    __slots__ = ("ends", "kinds", "starts")

    def __init__(self, starts: array[int], ends: array[int], kinds: bytes) -> None:
        self.starts = starts
        self.ends = ends
        self.kinds = kinds
        """The number of each line's kind."""

    @overload
    def __getitem__(self, index: int) -> Line: ...

    @overload
    def __getitem__(self, index: slice) -> list[Line]: ...

    def __getitem__(self, index: int | slice) -> Line | list[Line]:
        if isinstance(index, slice):
            kinds = map(KINDS.__getitem__, self.kinds[index])
            return list(map(Line, self.starts[index], self.ends[index], kinds))
        return Line(self.starts[index], self.ends[index], KINDS[self.kinds[index]])

    def __len__(self) -> int:
        return len(self.starts)

    def __iter__(self) -> Iterator[Line]:
        return map(Line, self.starts, self.ends, map(KINDS.__getitem__, self.kinds))


WITHOUT_INLINE = frozenset({Kind.FENCED, Kind.INDENTED, Kind.FRONT})
"""Lines in which neither code spans nor targets stand."""
CODE_MAY_FOLLOW, ROWS_MAY_FOLLOW = 1, 2
FOLLOWERS = tuple(
    CODE_MAY_FOLLOW if kind in (Kind.BLANK, Kind.INDENTED) else ROWS_MAY_FOLLOW if kind is Kind.TABLE else 0
    for kind in Kind
)
"""For each kind what a line behind such a line may be that it is not elsewhere."""
LONG_LINE = 500
"""Characters of a line whose kind is not kept."""


@lru_cache(maxsize=4096)
def _kind(line: str, may_be: int) -> Kind:
    """Return what a line is, outside of fences and front matter; `may_be` is one of `FOLLOWERS`.

    The same lines are asked for in a text, in its base, and in each version of its past.
    """
    stripped = line.strip()
    if not stripped:
        return Kind.BLANK
    first = stripped[0]
    is_indented = may_be == CODE_MAY_FOLLOW and line.startswith(("    ", "\t"))
    if first == "#" and re.match(rf"{HEADING}(\s|$)", stripped):
        return Kind.INDENTED if is_indented else Kind.HEADING
    if first == "|" or (may_be == ROWS_MAY_FOLLOW and "|" in stripped):
        return Kind.TABLE
    if first == ">":
        return Kind.QUOTE
    if (first in "-*+" or first.isdecimal()) and LIST_ITEM.match(line):
        return Kind.LIST
    if is_indented:
        return Kind.INDENTED
    if first == "<" and HTML.match(stripped):
        return Kind.HTML
    return Kind.PROSE


def lines(text: str) -> list[Line]:
    """Return the lines of `text` in order, split at LF alone."""
    return [*lines_of(text)]


def lines_of(text: str) -> Lines:
    """Return the same as numbers."""
    starts, ends, kinds = array("i"), array("i"), bytearray()
    start, fence, previous = 0, "", Kind.BLANK
    front = FRONT_MATTER.match(text)
    front_end = front.end() if front else 0
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        line = text[start:end]
        marks = FENCE.match(line) if "```" in line or "~~~" in line else None
        if start < front_end:
            kind = Kind.FRONT
        elif fence:
            kind = Kind.FENCED
            if marks and not marks[1] and marks[2].startswith(fence) and not marks[3].strip():
                fence = ""
        elif marks and not (marks[2][0] == "`" and "`" in marks[3]):
            kind, fence = Kind.FENCED, marks[2]
        else:
            kind = (_kind if end - start < LONG_LINE else _kind.__wrapped__)(line, FOLLOWERS[previous])
            if kind is Kind.PROSE is previous and "|" in line and TABLE_RULE.fullmatch(line.strip()):
                kind = Kind.TABLE
                kinds[-1] = kind
        starts.append(start)
        ends.append(end)
        kinds.append(kind)
        start, previous = end + 1, kind
    return Lines(starts, ends, bytes(kinds))


Inline: TypeAlias = "Sequence[tuple[Kind, re.Pattern[str]]]"
INLINE: Inline = ((Kind.CODE, INLINE_CODE), (Kind.TARGET, TARGET))
"""What stands inside a line of Markdown, and is no prose; the first that holds a place counts."""


class BlockMap:
    """Tells what stands at an offset of a text."""

    __slots__ = ("_blanks", "_inline", "_patterns", "lines", "text")

    def __init__(self, text: str, found: list[Line] | None = None, inline: Inline = INLINE) -> None:
        """`found` are the lines of `text`, None for those of Markdown; `inline` is what stands inside of them."""
        self.text = text
        self.lines = lines_of(text) if found is None else _as_numbers(found)
        self._patterns = inline
        self._blanks = array("i", (number for number, kind in enumerate(self.lines.kinds) if kind == BLANK))
        self._inline: dict[int, Sequence[tuple[Kind, list[tuple[int, int]]]]] = {}

    def line_index(self, offset: int) -> int:
        """Return the 0-based index of the line that holds `offset`; a line end belongs to the line it ends."""
        return bisect_right(self.lines.starts, offset) - 1

    def line_at(self, offset: int) -> Line:
        """Return the line that holds `offset`."""
        return self.lines[self.line_index(offset)]

    def kind_at(self, offset: int) -> Kind:
        """Return what stands at `offset`: the line's kind, or inside it a code span or a link's target."""
        index = self.line_index(offset)
        of_line = KINDS[self.lines.kinds[index]]
        if of_line in WITHOUT_INLINE:
            return of_line
        spans_of_kinds = self._inline.get(index)
        for kind, spans in self._spans(index) if spans_of_kinds is None else spans_of_kinds:
            near = bisect_right(spans, offset, key=itemgetter(0)) - 1
            if near >= 0 and offset < spans[near][1]:
                return kind
        return of_line

    def _spans(self, index: int) -> Sequence[tuple[Kind, list[tuple[int, int]]]]:
        """Return the code spans of a line, in order, and its targets; code goes before a target in it."""
        start = self.lines.starts[index]
        body = self.text[start : self.lines.ends[index]]
        found = (
            (kind, [(start + m.start(), start + m.end()) for m in pattern.finditer(body)])
            for kind, pattern in self._patterns
        )
        # Most lines have neither, and share one empty tuple.
        self._inline[index] = tuple((kind, spans) for kind, spans in found if spans)
        return self._inline[index]

    def paragraph(self, offset: int) -> tuple[int, int]:
        """Return the half-open span of the lines around `offset` up to the next blank line on each side."""
        index = self.line_index(offset)
        before, after = bisect_left(self._blanks, index), bisect_right(self._blanks, index)
        first = self._blanks[before - 1] + 1 if before else 0
        last = self._blanks[after] - 1 if after < len(self._blanks) else len(self.lines) - 1
        return self.lines.starts[first], self.lines.ends[last]


def _as_numbers(found: Sequence[Line]) -> Lines:
    starts, ends = (array("i", map(itemgetter(side), found)) for side in (0, 1))
    return Lines(starts, ends, bytes(map(itemgetter(2), found)))


def prose_spans(text: str) -> list[tuple[int, int]]:
    """Return the half-open spans of the lines that are mostly words: running text, list items, quotes."""
    spans = []
    for line in lines(text):
        body = text[line.start : line.end].strip()
        wordy = sum(char.isalpha() or char == " " for char in body) >= 0.85 * len(body)
        if line.kind in (Kind.PROSE, Kind.LIST, Kind.QUOTE) and len(body) >= 30 and wordy:
            spans.append((line.start, line.end))
    return spans
