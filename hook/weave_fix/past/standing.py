"""The part of a past change that still stands in today's text, cut out with some lines around it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from weave_fix.diff.align import ChangedRange, align
from weave_fix.markdown.blocks import Kind, lines
from weave_fix.past.carry import MARGIN, margin_behind_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

LONG = 200
"""Characters from which on a passage is looked for line by line."""
TELLING = 20
"""Characters of a line that hardly stands in a text by chance."""
NEAR = 2
"""Lines above and below that are kept at least."""


class StandingPart(NamedTuple):
    """A change without what of it does not stand any more."""

    before: str
    after: str
    start: int
    """Where `after` starts in the whole text after the change."""


def standing_part(before: str, after: str, now: str) -> StandingPart | None:
    """Return what of the change from `before` to `after` stands in `now`; None where nothing of it does.

    Long passages that people wrote are left out: no text was lost there.
    """
    spans = [span for span in align(before, after) if _stands(after, span, now) and not _was_written(after, span)]
    if not spans:
        return None
    pieces, done = [], 0
    for span in spans:
        pieces += [after[done : span.new_start], before[span.old_start : span.old_end]]
        done = span.new_end
    reduced = "".join([*pieces, after[done:]])
    if any(_stands_twice(after[span.new_start : span.new_end], after) for span in spans):
        return StandingPart(reduced, after, 0)
    start, end = _window(after, spans)
    return StandingPart(reduced[start : len(reduced) - (len(after) - end)], after[start:end], start)


def _stands(after: str, span: ChangedRange, now: str) -> bool:
    is_lost = span.new_start == span.new_end
    behind = margin_behind_lines(after, span.new_end) if is_lost else MARGIN
    start, end = max(0, span.new_start - MARGIN), span.new_end + behind
    if end - start < LONG:
        return after[start:end] in now
    inside = after[start:end].split("\n")
    return any(line in now for line in inside if len(line) >= TELLING) or max(map(len, inside)) < TELLING


def _was_written(after: str, span: ChangedRange) -> bool:
    """Tell whether a passage was put in that is long, took nothing's place, and is no copy."""
    is_new = span.old_start == span.old_end and span.new_end - span.new_start >= LONG
    return is_new and not _stands_twice(after[span.new_start : span.new_end], after)


def _stands_twice(passage: str, text: str) -> bool:
    """Tell whether what was put in stands elsewhere too: whether it is a copy shows in the whole text alone."""
    return any(len(line) >= TELLING and text.count(line) > 1 for line in passage.split("\n"))


def _window(text: str, spans: Sequence[ChangedRange]) -> tuple[int, int]:
    """Return the half-open span of whole paragraphs around `spans`; neither end lies in code or front matter."""
    found = lines(text)
    blanks = [number for number, line in enumerate(found) if line.kind is Kind.BLANK]
    first = text.count("\n", 0, spans[0].new_start) - NEAR
    last = text.count("\n", 0, spans[-1].new_end) + NEAR
    start = max((number for number in blanks if number <= first), default=0)
    end = min((number for number in blanks if number >= last), default=len(found) - 1)
    return found[start].start, min(found[end].end + 1, len(text))
