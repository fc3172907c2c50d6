"""Where lines have lost what parts them: the blank line before one, its end, or the space behind its mark."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from weave_fix.language.layout import ENOUGH, PARTED
from weave_fix.language.prose import BARRIER, CLEAR
from weave_fix.markdown import MARK, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from weave_fix.language.page import Page

ENDS = frozenset('.:!?)`"\N{RIGHT DOUBLE QUOTATION MARK} ')
"""What a paragraph may end with; two spaces at a line's end among it."""
SPACES = re.compile(r"(?<=\S)[ ]{2,}(?=\S)")
ITEM = re.compile(r"[ ]*(?:(?:[-*+]|\d{1,3}[.)])[ ]+)?")
"""What stands before the words of a line: as many characters as the lines that go on with it are indented."""
STAR_ITEM = re.compile(r"\s*\*[ ]")
"""What a list item begins with whose asterisk is no emphasis."""
ARROW = frozenset("-=/")
"""What stands before the `>` that ends a comment, an arrow or a tag."""
RUN_ON = re.compile(r"(?<=\S)(?=(?:[-*+]|\d{1,3}[.)])[ ]{1,4}(?:\[[ xX]\][ ])?[A-Z`\[*_]|>[ ]\w)")
"""Where a list item, or a line of a quote, begins behind the last word of the line before."""


def behind_marks(page: Page) -> Iterator[int]:
    """Yield where the mark of a list item, a task or a heading lost the space behind it that lines nearby have."""
    for line in page.zones.lines:
        found = MARK.match(page.text, line.start, line.end)
        if found is None or not page.text[found.end() : found.end() + 1].isalpha():
            continue
        is_emphasis = found["bullet"] == "*" and "*" in page.text[found.end() : line.end]
        if not is_emphasis and page.on_trial(found.end(), found.end()) and page.layout.marked_beside(found.end()) > 0:
            yield found.end()


def before_marks(page: Page) -> Iterator[int]:
    """Yield where a list item or a line of a quote has run on to the line before it."""
    for start, end in page.paragraphs():
        opened = _Emphasis(page.text, start)
        for found in RUN_ON.finditer(page.text, start + 1, end):
            place = found.start()
            behind_code = page.view[place - 1] in (CLEAR, BARRIER) or page.text[place - 1] in ARROW
            if not (behind_code or opened.ends_at(place)) and page.layout.line_end(place):
                yield place


class _Emphasis:
    """Counts the asterisks of a line, from `start` on, as it is read."""

    def __init__(self, text: str, start: int) -> None:
        self._text = text
        first = STAR_ITEM.match(text, start)
        self._at = first.end() if first else start
        self._stars = 0

    def ends_at(self, place: int) -> bool:
        """Whether the mark at `place` is an asterisk that ends what another one began; places are asked in order."""
        if self._text[place] != "*":
            return False
        self._stars += self._text.count("*", self._at, place)
        self._at = max(self._at, place)
        return self._stars % 2 == 1


def between_lines(page: Page) -> Iterator[int]:
    """Yield where a heading, or a paragraph of one line, lost the blank line before it that all others nearby have."""
    for line in page.zones.lines[1:]:
        end = line.start - 1
        if line.kind not in PARTED or not page.on_trial(end, line.start) or page.text[end - 1] not in ENDS:
            continue
        begins = page.text[line.start].isupper() or line.kind is not Kind.PROSE
        if begins and page.layout.parted_beside(line.start) >= ENOUGH:
            yield line.start


def before_indentations(page: Page) -> Iterator[int]:
    """Yield where a line of a list item has run on to the line before it, its indentation with it."""
    for start, end in page.paragraphs():
        begun = ITEM.match(page.text, start, end)
        assert begun is not None  # it may be empty
        wide = begun.end() - start
        for found in SPACES.finditer(page.text, begun.end(), end) if wide > 1 else ():
            place = found.start()
            is_as_wide = found.end() - place == wide and page.view[place - 1] != CLEAR
            if is_as_wide and page.layout.separator(place).startswith("\n"):
                yield place
