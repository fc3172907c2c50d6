"""The part of a past change that still stands in today's text, cut out with the paragraphs around it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from weave_fix.diff.align import ChangedRange, align
from weave_fix.markdown.blocks import Kind, lines
from weave_fix.named_tuple import NamedTuple
from weave_fix.past.carry import MARGIN, margin_behind_lines
from weave_fix.patterns import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from weave_fix.markdown.blocks import Line
    from weave_fix.records import Edit

FENCE = lazy_pattern(r"^[ \t>]*(?:`{3}|~{3})", re.MULTILINE)
LONG = 200
"""Characters from which on a passage is looked for line by line."""
TELLING = 20
"""Characters of a line that hardly stands in a text by chance."""
SHORT = 40
"""Characters of either side of a change inside one line."""
NEAR = 2
"""Lines above and below that are kept at least."""


class StandingPart(NamedTuple):
    """A change without what of it does not stand any more, and without most of what it left as it was."""

    before: str
    after: str
    pieces: tuple[tuple[int, int], ...]
    """Where each piece of `after` starts, in it and in the whole text after the change."""

    def in_whole(self, edits: Iterable[Edit]) -> tuple[Edit, ...]:
        """Return `edits` of `after` as edits of the whole text; none where one of them goes over a gap."""
        starts = [start for start, _ in self.pieces]
        found = []
        for edit in edits:
            number = bisect_right(starts, edit.start) - 1
            if number + 1 < len(starts) and edit.end > starts[number + 1]:
                return ()
            shift = self.pieces[number][1] - starts[number]
            found.append(edit._replace(start=edit.start + shift, end=edit.end + shift))
        return tuple(found)


def all_of(before: str, after: str) -> StandingPart:
    """Return the whole of a change."""
    return StandingPart(before, after, ((0, 0),))


def standing_parts(before: str, after: str, now: str) -> tuple[StandingPart, ...]:
    """Return what of the change from `before` to `after` stands in `now`, seen in several ways; none: nothing does.

    First comes what stands, as if the rest of the change had not been made, then the same with long passages that were
    moved, if there are any, and lines of which one word was changed without anything else: beside passages that were
    written anew the two sides are not aligned as they are in the whole. Long passages that people wrote are left out:
    no text was lost there. Where a fence has lost its partner, or gained one, all of the change comes last: the next
    fence may be far away.
    """
    every = align(before, after)
    lost = [span for span in every if not _is_new(after, span) or _has_moved(before, after, span)]
    spans = [span for span in lost if _stands(after, span, now)]
    if not spans:
        return ()
    if any(_stands_twice(after[span.new_start : span.new_end], after) for span in spans):
        return (all_of(_undone(before, after, spans, 0, len(after)), after),)
    by_itself = [span for span in spans if not _is_new(after, span)]
    ways = [by_itself, spans] if by_itself else [spans]
    alone = sorted({*_alone_in_their_lines(after, every)}.intersection(by_itself))
    if alone and len(alone) < len(by_itself):
        ways.append(alone)
    found = lines(after)
    parts = [_part(before, after, way, found) for way in ways]
    if (len(FENCE.findall(before)) - len(FENCE.findall(after))) % 2:
        parts.append(all_of(before, after))
    return tuple(dict.fromkeys(parts))


def _part(before: str, after: str, spans: list[ChangedRange], found: Sequence[Line]) -> StandingPart:
    windows = _windows(after, spans, found)
    old = [_undone(before, after, spans, start, end) for start, end in windows]
    new = [after[start:end] for start, end in windows]
    starts = accumulate(map(len, new), initial=0)
    return StandingPart("".join(old), "".join(new), tuple(zip(starts, (start for start, _ in windows), strict=False)))


def _undone(before: str, after: str, spans: Iterable[ChangedRange], start: int, end: int) -> str:
    """Return characters `start` to `end` of `after`, with what stood before in the place of each span in them."""
    pieces, done = [], start
    for span in spans:
        if start <= span.new_start and span.new_end <= end:
            pieces += [after[done : span.new_start], before[span.old_start : span.old_end]]
            done = span.new_end
    return "".join([*pieces, after[done:end]])


def _stands(after: str, span: ChangedRange, now: str) -> bool:
    is_lost = span.new_start == span.new_end
    behind = margin_behind_lines(after, span.new_end) if is_lost else MARGIN
    # The line above may have been edited since.
    line = after.rfind("\n", 0, span.new_start)
    start, end = max(0, line, span.new_start - MARGIN), span.new_end + behind
    if end - start < LONG:
        return after[start:end] in now
    inside = after[start:end].split("\n")
    return any(line in now for line in inside if len(line) >= TELLING) or max(map(len, inside)) < TELLING


def _is_new(after: str, span: ChangedRange) -> bool:
    """Tell whether a passage was put in that is long, took nothing's place, and is no copy."""
    is_new = span.old_start == span.old_end and span.new_end - span.new_start >= LONG
    return is_new and not _stands_twice(after[span.new_start : span.new_end], after)


def _alone_in_their_lines(after: str, spans: Sequence[ChangedRange]) -> Iterator[ChangedRange]:
    """Yield the changes of a word or a few of which no other touches the line."""
    done = 0
    for number, span in enumerate(spans):
        start, end = after.rfind("\n", 0, span.new_start) + 1, after.find("\n", span.new_end)
        following = spans[number + 1].new_start if number + 1 < len(spans) else len(after)
        is_short = max(span.old_end - span.old_start, span.new_end - span.new_start) <= SHORT
        if is_short and done <= start and end <= following:
            yield span
        done = span.new_end


def _has_moved(before: str, after: str, span: ChangedRange) -> bool:
    """Tell whether most lines of what was put in stood elsewhere before."""
    lines = [line for line in after[span.new_start : span.new_end].split("\n") if len(line) >= TELLING]
    return 2 * sum(line in before for line in lines) > len(lines)


def _stands_twice(passage: str, text: str) -> bool:
    """Tell whether what was put in stands elsewhere too: whether it is a copy shows in the whole text alone."""
    return any(len(line) >= TELLING and text.count(line) > 1 for line in passage.split("\n"))


def _windows(text: str, spans: Iterable[ChangedRange], found: Sequence[Line]) -> list[tuple[int, int]]:
    """Return the half-open spans of whole paragraphs of `text`, whose lines are `found`, around `spans`; no end lies in
    code or front matter."""
    starts = [line.start for line in found]
    blanks = [number for number, line in enumerate(found) if line.kind is Kind.BLANK]
    windows: list[tuple[int, int]] = []
    for span in spans:
        first = bisect_right(starts, span.new_start) - 1 - NEAR
        last = bisect_right(starts, span.new_end) - 1 + NEAR
        above, below = bisect_right(blanks, first), bisect_left(blanks, last)
        start = found[blanks[above - 1] if above else 0].start
        end = min(found[blanks[below] if below < len(blanks) else -1].end + 1, len(text))
        if windows and start <= windows[-1][1]:
            windows[-1] = windows[-1][0], max(end, windows[-1][1])
        else:
            windows.append((start, end))
    return windows
