"""The code fences of a text: which line opens, which closes, and which of them have no partner."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from weave_fix.markdown.markers import ITEM, LIST_ITEM
from weave_fix.named_tuple import NamedTuple
from weave_fix.patterns import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

QUOTES = r"(?:[ ]{0,3}>(?:[ ]{0,4}>)*[ ]?)?"
"""The marks of quotations. A space between two belongs to the second: if it could to either, 40 took a day to fail."""
FENCE = lazy_pattern(
    rf"(?P<quote>{QUOTES})(?P<indent>[ \t]*(?:{ITEM}[ \t]+)?)"
    r"(?P<mark>`{3,}|~{3,})(?P<info>(?![ \t]*</).*)"
)
TEMPLATE = lazy_pattern(r"\{[%{]")
"""What a template has behind a fence that closes: it is no language."""
MARKDOWN = lazy_pattern(r"[ \t]*\{?\.?(?:markdown|md|mdx|mkd|gfm|rst)\b", re.IGNORECASE)
"""Languages whose code may hold fences."""
TEXT = lazy_pattern(r"#{2,6} \S|[A-Z*_\[][^\n]{40,}[.:!?]$")
"""A line that is more likely text than code."""


WORDS = lazy_pattern(r"[^\W\d_]+(?:,? [^\W\d_]+){5}")
QUOTE = lazy_pattern(QUOTES)


class Fence(NamedTuple):
    """A line that opens or closes a code block."""

    line: int
    """0-based."""
    quote: int
    """How many quotations it stands in."""
    indent: int
    """Characters before the marks, those of quotations left out."""
    mark: str
    info: str


class Lone(NamedTuple):
    """A fence that has no partner: lines `line` to `until`, 0-based, half-open, are where it was lost."""

    line: int
    until: int
    to_end: bool
    """Whether what follows is code to the end of the text."""


def fence_at(line: str, number: int) -> Fence | None:
    """Return the fence that a line, its line end left out, is."""
    if "```" not in line and "~~~" not in line:
        return None
    match = FENCE.match(line)
    if match is None or (match["mark"][0] == "`" and "`" in match["info"]):
        return None
    return Fence(
        number, match["quote"].count(">"), len(match["indent"].expandtabs(4)), match["mark"], match["info"].strip()
    )


def lone_fences(keys: Sequence[str]) -> tuple[list[Lone], int]:
    """Return the fences that have no partner, in order, and how many code blocks have text between their fences.

    A code block in a quotation ends with it, and one in a list item has to be closed before the item ends. A fence that
    names a language cannot close a block; where it stands in one that is none of Markdown, the fence above was not
    closed.
    """
    scan = _Scan(keys)
    for number, key in enumerate(outside_comments(keys)):
        if key.strip():
            scan.read(number, key)
    return scan.finish()


class _Scan:
    """Reads the lines of a text in order."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._keys = keys
        self._found: list[Lone] = []
        self._open: Fence | None = None
        self._inner = 0
        """How many fences are open inside of a block of Markdown, as its writer sees them."""
        self._was_inner = False
        self._is_in_list = False
        self._doubtful: Lone | None = None
        """The first block since the last sure fence that has text in it."""
        self._sure = -1
        """The last line that opens a block for sure, for it names a language; behind it any fence may be lost."""
        self._mixed = 0

    def read(self, number: int, key: str) -> None:
        """Take in a line that is not blank."""
        fence = fence_at(key, number)
        if self._open is not None and fence is None and self._has_left(self._open, key):
            if not self._open.quote:
                self._found.append(Lone(self._open.line, number, to_end=False))
            self._open = None
        if self._open is None:
            if not key.startswith("  "):
                self._is_in_list = bool(LIST_ITEM.match(key))
            if key.startswith(("    ", "\t")) and not self._is_in_list:
                return  # code by its indentation
            self._open, self._inner, self._was_inner = fence, 0, False
            if fence and (fence.info or self._sure < 0):
                self._sure, self._doubtful = number, None
        elif fence and fence.mark.startswith(self._open.mark) and fence.indent <= self._open.indent + 3:
            self._meet(self._open, fence)

    def _meet(self, opened: Fence, fence: Fence) -> None:
        """Take in a fence that stands in an open block."""
        if MARKDOWN.match(opened.info):
            self._inner += 1 if fence.info else -1
            self._was_inner = self._was_inner or bool(fence.info)
            if self._inner < 0:
                self._open = None
        elif not fence.info or TEMPLATE.match(fence.info):
            if _has_text(self._keys[opened.line : fence.line]):
                self._doubtful = self._doubtful or Lone(opened.line, fence.line, to_end=False)
                self._mixed += 1
            self._open = None
        elif fence.mark == opened.mark:
            self._found.append(self._doubtful or Lone(opened.line, fence.line, to_end=False))
            self._open, self._doubtful, self._sure = fence, None, fence.line

    def finish(self) -> tuple[list[Lone], int]:
        """Return what was found."""
        is_shown = self._open is not None and self._was_inner and MARKDOWN.match(self._open.info)
        if self._open is not None and not is_shown:
            place = self._doubtful or Lone(self._sure, len(self._keys), to_end=True)
            self._found.append(place._replace(to_end=True))
        return sorted(self._found), self._mixed

    def _has_left(self, fence: Fence, key: str) -> bool:
        """Tell whether a line stands outside of the quotation or the list item that a fence stands in."""
        start = QUOTE.match(key)
        quote = start[0].count(">") if start else 0
        if quote != fence.quote:
            return quote < fence.quote
        return self._is_in_list and fence.indent >= 2 and not quote and not key.startswith(("  ", "\t"))


def outside_comments(keys: Sequence[str]) -> Iterator[str]:
    """Yield the lines, those inside of comments of several lines blank."""
    inside = False
    for key in keys:
        before = inside
        if "<!--" in key and not inside:
            inside = "-->" not in key.rpartition("<!--")[2]
        elif "-->" in key:
            inside = False
        yield "" if before else key


def _has_text(lines: Sequence[str]) -> bool:
    """Tell whether a blank line and a line of running text stand among lines of code."""
    return any(not above.strip() and (TEXT.match(line) or WORDS.match(line)) for above, line in pairwise(lines))
