"""Carry the repair of one version of a text over to another version."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from weave_fix.diff.align import align
from weave_fix.records import Edit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from weave_fix.records import Fix

MARGIN = 10
"""Characters at either side of an edit that have to stand unchanged; fewer only where the text ends, where what is
replaced is as long as `LONG` or one of many places, or where whole lines are put in."""
LEAST = 2
"""Characters at either side that have to stand unchanged even then."""
LONG = 40
"""Characters of a text that nobody takes for another."""
CONTEXT = 30
"""Characters at either side of an edit by which it is found in a passage that has moved."""
COPIES = 2
"""How often a text stands that was pasted once more."""
LINE_ENDS = "flipped_line_ends"
LINE_END = re.compile(r"\r{0,2}\n")
LIKE = 60.0
"""Per cent of two passages that are alike from which on one is the other, edited."""
PIECE = 20
"""Characters of a text from which on it is counted; shorter text stands in many places by chance."""


class Carrier:
    """Knows where each place of the text `then` stands in the text `now`."""

    def __init__(self, then: str, now: str) -> None:
        self._then = then
        self._now = now

    def carry(self, fix: Fix) -> list[Edit]:
        """Return the edits of `fix`, a repair of `then`, as edits of `now`; none where it cannot be carried over.

        The damage has to stand in `now` as it stood in `then`, with what stood around it. Of what happened to a whole
        file each edit counts by itself; any other repair is carried over with all of its edits, or not at all.
        """
        if fix.candidate.signature == LINE_ENDS:
            return self._line_ends(fix)
        is_one_of_many = fix.is_event and len(fix.candidate.edits) > 1
        found = [self._carried(edit, is_one_of_many=is_one_of_many) for edit in fix.candidate.edits]
        edits = [edit for edit in found if edit is not None]
        if len(edits) < len(found) and not fix.is_event:
            return []
        edits.sort()
        apart = all(one.end <= other.start for one, other in pairwise(edits))
        return edits if apart else []

    def _line_ends(self, fix: Fix) -> list[Edit]:
        """Return the edits of every line end; what was written since ends as the changed lines do.

        None where there are other line ends today: somebody has seen to them.
        """
        changed = {(edit.before, edit.after) for edit in fix.candidate.edits}
        found = [Edit(match.start(), match.end() - 1, match[0][:-1], "") for match in LINE_END.finditer(self._now)]
        if len(changed) != 1 or {edit.before for edit in found} != {before for before, _ in changed}:
            return []
        ((_, after),) = changed
        return [edit._replace(after=after) for edit in found]

    def _carried(self, edit: Edit, *, is_one_of_many: bool) -> Edit | None:
        shift = self._shift(edit, is_one_of_many=is_one_of_many)
        if shift is None or self._is_elsewhere(edit):
            return None
        return edit._replace(start=edit.start + shift, end=edit.end + shift)

    def _shift(self, edit: Edit, *, is_one_of_many: bool) -> int | None:
        before, behind = (LEAST, LEAST) if is_one_of_many and edit.before else self._margins(edit)
        start, end = max(0, edit.start - before), min(len(self._then), edit.end + behind)
        starts, ends, shifts = self._runs
        run = bisect_right(starts, start) - 1
        if run >= 0 and ends[run] >= end:
            shift = shifts[run]
            # What lies at the end of a text lies there still; what was put behind it may be what was lost.
            at_ends = (edit.start > 0 or start + shift == 0) and (
                edit.end < len(self._then) or end + shift == len(self._now)
            )
            return shift if at_ends else None
        return self._shift_of_passage(edit)

    def _margins(self, edit: Edit) -> tuple[int, int]:
        """Return how many characters before and behind the edit have to stand as they stood.

        A long text is found by itself, and a line that is put in by the lines at its sides, though they be short.
        """
        if self._is_found_by_itself(edit):
            return LEAST, min(LEAST, margin_behind_lines(self._then, edit.end))
        is_line = not edit.before and edit.after.endswith("\n")
        return MARGIN, margin_behind_lines(self._then, edit.start) if is_line else MARGIN

    def _is_found_by_itself(self, edit: Edit) -> bool:
        """Whether what is replaced stands once in `now`, and is long or whole lines; of a copy the other one may have
        been edited since."""
        length = len(edit.before.strip())
        if length < PIECE or self._now.count(edit.before) != 1:
            return False
        stood = self._then.count(edit.before)
        starts_line = edit.start == 0 or self._then[edit.start - 1] == "\n"
        return stood <= COPIES if length >= LONG else stood == 1 and starts_line and edit.before.endswith("\n")

    def _shift_of_passage(self, edit: Edit) -> int | None:
        """Return how far the place has moved with its passage, which has to stand once in either text."""
        start, end = edit.start - CONTEXT, edit.end + CONTEXT
        if start < 0 or end > len(self._then):
            return None
        passage = self._then[start:end]
        if self._then.count(passage) != 1 or self._now.count(passage) != 1:
            return None
        return self._now.index(passage) - start

    def _is_elsewhere(self, edit: Edit) -> bool:
        """Tell whether text of the edit was put in or taken out elsewhere since: it may have moved there."""
        before, after = edit.before.strip(), edit.after.strip()
        if len(after) >= PIECE and self._then.count(after) != self._now.count(after):
            return True
        if len(before) < PIECE or (stood := self._then.count(before)) == (stands := self._now.count(before)):
            return False
        # Of a passage that stood twice the other one may have been edited since.
        return stands > stood or not (self._mostly_twice(before) or self._is_edited(before, edit))

    def _mostly_twice(self, passage: str) -> bool:
        """Tell whether most lines of the passage stand twice today."""
        lines = [line for line in passage.split("\n") if len(line) >= PIECE]
        return 2 * sum(self._now.count(line) > 1 for line in lines) > len(lines)

    def _is_edited(self, passage: str, edit: Edit) -> bool:
        """Tell whether what has taken the place of the other `passage` is it still, though somebody edited it."""
        start = self._then.find(passage)
        if edit.start <= start < edit.end:
            start = self._then.find(passage, edit.end)
        if start < 0:
            return False
        from rapidfuzz.fuzz import ratio

        first, last = self._place(start), self._place(start + len(passage))
        return ratio(passage, self._now[first:last], score_cutoff=LIKE) > 0

    def _place(self, at: int) -> int:
        """Return where the place `at` of the text then lies today, or where the run before it ended."""
        starts, ends, shifts = self._runs
        run = bisect_right(starts, at) - 1
        return min(at, ends[run]) + shifts[run]

    @cached_property
    def _runs(self) -> tuple[list[int], list[int], list[int]]:
        """Where the runs of `then` that stand in `now` start and end, and how far each has moved."""
        starts, ends, shifts = [0], list[int](), [0]
        for span in align(self._then, self._now):
            ends.append(span.old_start)
            starts.append(span.old_end)
            shifts.append(span.new_end - span.old_end)
        ends.append(len(self._then))
        return starts, ends, shifts


def margin_behind_lines(text: str, at: int) -> int:
    """Return how many characters of `text` behind the place `at`, where lines were lost, have to stand unchanged."""
    line_end = text.find("\n", at)
    starts_line = text.endswith("\n", 0, at)
    return min(MARGIN, line_end + 1 - at) if starts_line and line_end >= 0 else MARGIN


def follow(spans: Iterable[tuple[int, int]], edits: Sequence[Edit]) -> list[tuple[int, int]]:
    """Return where the half-open `spans` of a text stand once its ascending `edits` are made; they grow with those
    inside."""
    starts, ends = [edit.start for edit in edits], [edit.end for edit in edits]
    shifts = [0, *accumulate(len(edit.after) - len(edit.before) for edit in edits)]

    def moved(at: int, *, is_end: bool) -> int:
        number = bisect_right(ends, at) if is_end else bisect_left(ends, at)
        if number < len(edits) and starts[number] < at:
            return starts[number] + shifts[number] + (len(edits[number].after) if is_end else 0)
        return at + shifts[number]

    return [(moved(start, is_end=False), moved(end, is_end=True)) for start, end in spans]
