"""Where lines have lost what parts them: the blank line before one, its end, or the space behind its mark."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from weave_fix.markdown.blocks import Kind
from weave_fix.markdown.layout import ENOUGH, PARTED
from weave_fix.markdown.markers import ITEM_INDENT, LINE_MARKER, RUN_ON, RUN_ON_MARK, STAR_ITEM
from weave_fix.markdown.masking import HIDDEN, MASK
from weave_fix.patterns import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from weave_fix.language.analyzed_document import AnalyzedDocument

ENDS = frozenset('.!?)`"\N{RIGHT DOUBLE QUOTATION MARK} ')
"""What a paragraph may end with; two spaces at a line's end among it. A colon leads on to the next line."""
OWNER = "Copyright"
"""What a line of a licence begins with, below its title."""
BREAK = "  "
"""What keeps the line below in the same paragraph, on purpose."""
SPACES = lazy_pattern(r"(?<=[^\s.,;:!?)\]])[ ]{2,}(?=\S)")
"""Behind a mark there are people who type two."""
CLOSED = lazy_pattern(r"<[^\s<>]+\Z")
"""What a `>` closes: `<@alice:example.org>`."""
FAR = 200
"""Characters of it that are looked at."""
IMAGE = lazy_pattern(r"[ \t]*!\[[^\n]{0,400}\)[ \t]*\Z")
"""A line that is an image, which a line below it may describe."""
ARROW = frozenset("-=/")
"""What stands before the `>` that ends a comment, an arrow or a tag."""


def behind_marks(document: AnalyzedDocument) -> Iterator[int]:
    """Yield where the mark of a list item, a task or a heading lost the space behind it that lines nearby have."""
    for line in document.blocks.lines:
        found = LINE_MARKER.match(document.text, line.start, line.end)
        if found is None or not document.text[found.end() : found.end() + 1].isalpha():
            continue
        is_emphasis = found["bullet"] == "*" and "*" in document.text[found.end() : line.end]
        if (
            not is_emphasis
            and document.in_scope(found.end(), found.end())
            and document.layout.marked_beside(found.end()) > 0
        ):
            yield found.end()


def before_marks(document: AnalyzedDocument) -> Iterator[int]:
    """Yield where a list item or a line of a quote has run on to the line before it."""
    for start, end in document.paragraphs():
        opened = _Emphasis(document.text, start)
        for mark in RUN_ON_MARK.finditer(document.text, start + 1, end):
            place = mark.start()
            if not RUN_ON.match(document.text, place, end):
                continue
            behind_code = document.masked_text[place - 1] in (HIDDEN, MASK) or document.text[place - 1] in ARROW
            is_closed = document.text[place] == ">" and CLOSED.search(document.text, max(start, place - FAR), place)
            if not (behind_code or opened.ends_at(place) or is_closed) and document.layout.line_end(place):
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


def between_lines(document: AnalyzedDocument) -> Iterator[int]:
    """Yield where a heading, or a paragraph of one line, lost the blank line before it that all others nearby have."""
    for line in islice(document.blocks.lines, 1, None):
        end = line.start - 1
        if line.kind not in PARTED or not document.in_scope(end, line.start) or document.text[end - 1] not in ENDS:
            continue
        if line.kind is Kind.PROSE and document.text.endswith(BREAK, 0, end):
            continue
        if line.kind is Kind.PROSE and IMAGE.match(document.text, document.blocks.line_at(end).start, end):
            continue
        if document.text.startswith(OWNER, line.start):
            continue
        first = document.text[line.start]
        begins = first.isupper() or (line.kind is not Kind.PROSE and not first.isspace())
        if begins and document.layout.parted_beside(line.start) >= ENOUGH:
            yield line.start


def before_indentations(document: AnalyzedDocument) -> Iterator[int]:
    """Yield where a line of a list item has run on to the line before it, its indentation with it."""
    for start, end in document.paragraphs():
        begun = ITEM_INDENT.match(document.text, start, end)
        assert begun is not None  # it may be empty
        wide = begun.end() - start
        for found in SPACES.finditer(document.text, begun.end(), end) if wide > 1 else ():
            place = found.start()
            is_as_wide = found.end() - place == wide and document.masked_text[place - 1] != HIDDEN
            if is_as_wide and document.layout.separator(place).startswith("\n"):
                yield place
