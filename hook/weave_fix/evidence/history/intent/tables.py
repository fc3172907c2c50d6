"""The borders between the cells of a table's row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weave_fix.evidence.history.intent.reasons import Reason
from weave_fix.markdown.blocks import Kind
from weave_fix.patterns import lazy_pattern

if TYPE_CHECKING:
    from weave_fix.evidence.history.intent.passage import Passage
    from weave_fix.evidence.history.intent.reasons import Verdict

CELL_BORDER = "|"
BORDER = lazy_pattern(r"(?<!\\)\|")
"""A vertical bar that ends a cell, and is none of the text."""
MAX_TABLE = 20_000
"""Characters of a table in which the borders are counted."""


def has_lost_a_border(passage: Passage) -> Verdict:
    """Return what can be said of a border that was taken out of a row, whose table has as many as the row had."""
    texts, at = passage.texts, passage.edit.start
    start, end = texts.paragraph(at)
    if texts.kind(at) is not Kind.TABLE or end - start > MAX_TABLE:
        return Reason.PUNCTUATION.intended
    text = texts.document
    borders = [len(BORDER.findall(line)) for line in text[start:end].strip("\n").split("\n")]
    own = len(BORDER.findall(text[text.rfind("\n", 0, at) + 1 : _end_of_line(text, at)]))
    others = borders.copy()
    others.remove(own)
    is_told = len(others) > 1 and set(others) == {own + 1}
    return Reason.BORDER_LOST.broken if is_told else Reason.PUNCTUATION.intended


def _end_of_line(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end
