"""No repair may lose text, or double it.

Where text moved, the base has it at one place and the document at another. To undo only one end of the move would take
the text away for good, or leave it standing twice. So the other end is undone too, where a candidate does it; else
better nothing is.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from weave_fix.edits import apply_edits, slide_range
from weave_fix.language.listed_typos import listed_word
from weave_fix.markdown.blocks import WORD
from weave_fix.places import Places
from weave_fix.records import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from weave_fix.diff.comparison import Comparison
    from weave_fix.evidence.scored import ScoredCandidate

PIECE = 20
"""Characters that are followed through a repair; shorter text stands in many places by chance."""
DOUBT = -2.0
"""Log-odds from which on a change may be the other end of a sure one's move."""
SEARCHES = 100
"""Ends of moves that are looked for in one file; where more text moved, what is undone at one end only is left."""
LOST = "text that moved would be lost"
DOUBLED = "text that moved would stand twice"
NEAR = 60
"""Characters between the ends of a word's move; farther away the same word is another one."""
HALF_MOVE = "a word that moved would be undone at one end only"


def conserve(
    taken: Sequence[ScoredCandidate], judged: Sequence[ScoredCandidate], comparison: Comparison
) -> tuple[list[ScoredCandidate], list[Refusal], str]:
    """Return what of `taken` neither loses nor doubles text, the rest with a reason, and the text after the repairs.

    Of all that was `judged` the other ends of moves are taken as well.
    """
    kept, refused = list(taken), list[Refusal]()
    text = comparison.document.text
    occurrences = _OccurrenceCounts(comparison.base.text, text)
    searches = SEARCHES
    while True:
        after = _applied(kept, text)
        problems = (problem for one in kept if (problem := occurrences.problem(one, after)))
        found = list(islice(problems, 1 if searches else None))
        if not found:
            return sorted(kept, key=lambda one: one.candidate.start), refused, after
        if searches:
            searches -= 1
            whole, piece, reason = found[0]
            gone = {refusal.candidate for refusal in refused}
            left = [other for other in judged if other.candidate not in gone]
            end = _other_end(piece, reason, kept, left, text)
            if end is not None and occurrences.problem(whole, _applied([*kept, end], text)) is None:
                kept.append(end)
                continue
        refused += [Refusal(one.candidate, reason) for one, _, reason in found]
        bad = {id(one) for one, _, _ in found}
        kept = [one for one in kept if id(one) not in bad]


def reject_half_moves(
    judged: Iterable[ScoredCandidate], comparison: Comparison
) -> tuple[list[ScoredCandidate], list[Refusal]]:
    """Return what of `judged` undoes no move of a word at one end alone, and the rest with a reason.

    A word that was exchanged with its neighbours looks like one word too many here, and one too few there. A word that
    is listed as a typo of another was not exchanged with it.
    """
    kept, refused = [], []
    words = _MovedWords(comparison)
    for one in judged:
        if one.applicability is not None and words.are_left_by(one) and not _is_listed(one):
            refused.append(Refusal(one.candidate, HALF_MOVE))
        else:
            kept.append(one)
    return kept, refused


def _is_listed(one: ScoredCandidate) -> bool:
    return all(listed_word(edit.before) == edit.after.lower() != "" for edit in one.candidate.edits)


class _MovedWords:
    """The words that the changes of a text took away and put in, by the numbers of the changes."""

    def __init__(self, comparison: Comparison) -> None:
        self._comparison = comparison
        self._starts = [hunk.span.new_start for hunk in comparison.hunks]
        self._ends = [hunk.span.new_end for hunk in comparison.hunks]

    @cached_property
    def _changes(self) -> tuple[dict[str, list[int]], dict[str, list[int]]]:
        """For each word the changes that took it away, and those that put it in."""
        gone: dict[str, list[int]] = {}
        come: dict[str, list[int]] = {}
        for number, hunk in enumerate(self._comparison.hunks):
            old, new = (Counter(WORD.findall(side)) for side in hunk.widened(WORD))
            for words, changes in ((old - new, gone), (new - old, come)):
                for word in words:
                    changes.setdefault(word, []).append(number)
        return gone, come

    def are_left_by(self, one: ScoredCandidate) -> bool:
        """Whether a change nearby, which `one` leaves, holds a word that it takes away or puts in."""
        taken, put = Counter[str](), Counter[str]()
        for edit in one.candidate.edits:
            if max(len(edit.before), len(edit.after)) < PIECE:
                before, after = (Counter(WORD.findall(side)) for side in (edit.before, edit.after))
                taken.update(before - after)
                put.update(after - before)
        if not (taken or put) or not self._starts:
            return False
        spans = [slide_range(edit, self._comparison.document.text) for edit in one.candidate.edits]
        first, last = bisect_left(self._ends, spans[0][0] - NEAR), bisect_right(self._starts, spans[-1][1] + NEAR)
        if first >= last:
            return False
        places, (gone, come) = Places(spans), self._changes
        for words, changes in ((taken, gone), (put, come)):
            for word in words:
                numbers = changes.get(word, ())
                for number in numbers[bisect_left(numbers, first) : bisect_left(numbers, last)]:
                    if not places.touch(self._starts[number], self._ends[number]):
                        return True
        return False


def _applied(kept: Sequence[ScoredCandidate], text: str) -> str:
    edits = (edit for one in kept for edit in one.candidate.edits)
    return apply_edits(text, sorted(edits, key=lambda edit: edit.start))


class _OccurrenceCounts:
    """Knows what there was of a piece of text before the repairs."""

    def __init__(self, base: str, text: str) -> None:
        self._base = base
        self._text = text
        self._counts: dict[str, tuple[int, int]] = {}

    def _before(self, piece: str) -> tuple[int, int]:
        """Return how often `piece` stands in the base and in the document."""
        if piece not in self._counts:
            self._counts[piece] = self._base.count(piece), self._text.count(piece)
        return self._counts[piece]

    def problem(self, one: ScoredCandidate, after: str) -> tuple[ScoredCandidate, str, str] | None:
        """Return, with the repair, a piece of the text that it loses or doubles, and which of the two.

        Most of a side's pieces have to tell the same: one alone may be a phrase that stands in many places.
        """
        for edit in one.candidate.edits:
            pieces = _pieces(edit.before)
            lost = [piece for piece in pieces if piece not in after and self._before(piece)[0]]
            if 2 * len(lost) > len(pieces):
                return one, lost[len(lost) // 2], LOST
            pieces = _pieces(edit.after)
            doubled = [piece for piece in pieces if after.count(piece) > max(self._before(piece))]
            if 2 * len(doubled) > len(pieces):
                return one, doubled[len(doubled) // 2], DOUBLED
        return None


def _other_end(
    piece: str, reason: str, kept: Sequence[ScoredCandidate], judged: Sequence[ScoredCandidate], text: str
) -> ScoredCandidate | None:
    """Return the likeliest change that puts the lost `piece` back, or takes the doubled one away, beside `kept`."""
    places = Places(slide_range(edit, text) for one in kept for edit in one.candidate.edits)
    ends = []
    for one in judged:
        sides = (edit.after if reason is LOST else edit.before for edit in one.candidate.edits)
        if one.score >= DOUBT and not one.verdict.is_objection and any(piece in side for side in sides):
            spans = [slide_range(edit, text) for edit in one.candidate.edits]
            if not any(places.touch(start, end) for start, end in spans):
                ends.append(one)
    return max(ends, key=lambda one: one.score, default=None)


def _pieces(text: str) -> list[str]:
    """Return pieces of `text` that overlap by half; none of a short one."""
    return [text[start : start + PIECE] for start in range(0, len(text) - PIECE + 1, PIECE // 2)]
