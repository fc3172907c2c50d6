"""Of all that is proposed, what to take: nothing that overlaps, with a reason for each not taken."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from math import inf
from typing import TYPE_CHECKING

from weave_fix.edits import slide_range
from weave_fix.evidence.history.intent.reasons import Reason
from weave_fix.named_tuple import NamedTuple
from weave_fix.records import LANGUAGE, Applicability, Refusal, is_of_history

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from weave_fix.diff.comparison import Comparison
    from weave_fix.evidence.scored import ScoredCandidate
    from weave_fix.records import Candidate

NUMBER = "random_number_replacement"
EDIT = -0.5
"""Log-odds below which a region by itself looks like an edit, though a change that spans it looks like damage."""
TIE = 0.5
"""Nats by which a repair from the text alone has to be likelier than another of its place."""
LEAD = 3.0
"""Nats by which a part of a change has to be surer than the whole to be repaired instead of it."""
TOO_DOUBTFUL = "too doubtful to report"
"""How the reason begins of what the text alone hardly shows; an older text may still show it."""


def resolve(judged: Iterable[ScoredCandidate], comparison: Comparison) -> tuple[list[ScoredCandidate], list[Refusal]]:
    """Return the candidates to take, in order of place and not overlapping, and the others with a reason.

    Of candidates that overlap the surer class wins, then the one that explains more of what changed, unless a part of
    it is surer by `LEAD`: then the rest was a person's edit. Of those from the text alone the likelier wins, whatever
    its class, if it is so by more than `TIE`.
    """
    judged = list(judged)
    found = [_Sized(one, one.extent) for one in judged if one.applicability is not None]
    refused = [
        Refusal(one.candidate, f"looks like an edit (log-odds {one.score:.1f})", one.score)
        for one in judged
        if one.applicability is None
    ]
    found.sort(key=lambda one: (-(one.judged.applicability or 0), -_explained(one), -one.judged.score))
    rivals = _rivals([one.judged.candidate for one in found], comparison.document.text)
    regions = _Regions(judged, comparison)
    taken: set[int] = set()
    for number, one in enumerate(found):
        candidate, others = one.judged.candidate, [found[rival] for rival in rivals[number]]
        if any(_is_surer_part(other, one) for other in others) or regions.holds_an_edit(one, others):
            refused.append(Refusal(candidate, "a part of it is damage, the rest looks like an edit"))
        elif any(_leaves_doubt(other.judged, one.judged) for other in others):
            refused.append(Refusal(candidate, "another repair of the place is as likely"))
        elif not any(rival in taken and not _are_apart(found[rival].judged, one.judged) for rival in rivals[number]):
            taken.add(number)
        else:
            refused.append(Refusal(candidate, "overlaps a repair of higher confidence"))
    refused += [
        Refusal(found[number].judged.candidate, f"{TOO_DOUBTFUL} (log-odds {found[number].judged.score:.1f})")
        for number in sorted(taken)
        if found[number].judged.is_faint
    ]
    chosen = _capped([found[number].judged for number in taken if not found[number].judged.is_faint], comparison)
    return sorted(chosen, key=lambda one: one.candidate.start), refused


class _Sized(NamedTuple):
    """A candidate with its extent, which is asked for once for each of its rivals."""

    judged: ScoredCandidate
    extent: int


def _explained(one: _Sized) -> int:
    """Return how many characters that differ from the base a candidate accounts for; the text alone knows of none."""
    return one.extent if is_of_history(one.judged.evidence) else 0


def _is_surer_part(part: _Sized, whole: _Sized) -> bool:
    is_as_sure = part.judged.applicability == whole.judged.applicability
    return is_as_sure and part.extent < whole.extent and part.judged.score > whole.judged.score + LEAD


def _leaves_doubt(other: ScoredCandidate, one: ScoredCandidate) -> bool:
    """Whether of two candidates from the text alone the other is about as likely, though it may be less sure."""
    of_language = one.kind == other.kind == LANGUAGE and _are_of_text(one, other)
    return of_language and other.score > one.score - TIE and not _are_apart(one, other)


def _are_of_text(one: ScoredCandidate, other: ScoredCandidate) -> bool:
    """Whether both are from the text alone, of its language or its form."""
    return not (is_of_history(one.evidence) or is_of_history(other.evidence))


def _are_apart(one: ScoredCandidate, other: ScoredCandidate) -> bool:
    """Whether two candidates from the text alone mend two things, side by side: `recieve the the`.

    One of them leaves all words where they are; two words to take out may be two ways to mend one thing.
    """
    if not _are_of_text(one, other) or not (_keeps_words(one) or _keeps_words(other)):
        return False
    return all(
        first.before and second.before and (first.end <= second.start or second.end <= first.start)
        for first in one.candidate.edits
        for second in other.candidate.edits
    )


def _keeps_words(one: ScoredCandidate) -> bool:
    return not any(char.isspace() for edit in one.candidate.edits for char in edit.before + edit.after)


class _Regions:
    """Where the document differs from its base, and what is proposed inside each such region."""

    def __init__(self, judged: Sequence[ScoredCandidate], comparison: Comparison) -> None:
        self._regions = [(region.new_start, region.new_end) for region in comparison.regions]
        self._ends = [end for _, end in self._regions]
        self._single = sorted(
            (one for one in judged if len(one.candidate.edits) == 1), key=lambda one: one.candidate.start
        )
        self._starts = [one.candidate.start for one in self._single]

    def holds_an_edit(self, whole: _Sized, others: Sequence[_Sized]) -> bool:
        """Whether `whole` spans regions of which one is surely damage by itself, and another looks like an edit.

        `others` are those that overlap it.
        """
        candidate = whole.judged.candidate
        if len(candidate.edits) > 1 or whole.judged.applicability is not Applicability.SAFE:
            return False
        first, last = bisect_left(self._ends, candidate.start), bisect_right(self._regions, (candidate.end, inf))
        safe = (one for one in others if one.judged.applicability is Applicability.SAFE)
        if last - first < 2 or not any(one.extent < whole.extent for one in safe):
            return False
        best = [self._best(low, high, whole.extent) for low, high in self._regions[first:last]]
        return min(best) < EDIT < max(best)

    def _best(self, low: int, high: int, extent: int) -> float:
        """Return the best score of what lies inside a region and explains less than `extent` characters, else 0."""
        inside = self._single[bisect_left(self._starts, low) : bisect_right(self._starts, high)]
        return max((one.score for one in inside if one.candidate.end <= high and one.extent < extent), default=0.0)


def _rivals(candidates: Sequence[Candidate], text: str) -> list[set[int]]:
    """Return for each candidate the numbers of those that touch the same characters of `text`, or meet at a border."""
    places = sorted((*slide_range(edit, text), number) for number, one in enumerate(candidates) for edit in one.edits)
    rivals: list[set[int]] = [set() for _ in candidates]
    open_places: list[tuple[int, int]] = []
    for start, end, number in places:
        open_places = [place for place in open_places if place[0] >= start]
        for _, other in open_places:
            if other != number:
                rivals[number].add(other)
                rivals[other].add(number)
        open_places.append((end, number))
    return rivals


def _capped(taken: Sequence[ScoredCandidate], comparison: Comparison) -> list[ScoredCandidate]:
    """Keep a number's repair unsafe, however sure, unless another safe repair stands in the same lines.

    That of a label is proved by the definition that stands still.
    """
    blocks = comparison.blocks

    def lines(one: ScoredCandidate) -> Iterator[int]:
        for edit in one.candidate.edits:
            yield from range(blocks.line_index(edit.start), blocks.line_index(edit.end) + 1)

    safe = [one for one in taken if one.applicability is Applicability.SAFE]
    are_numbers = (one for one in safe if one.candidate.signature == NUMBER)
    numbers = [one for one in are_numbers if one.verdict.reason is not Reason.DEFINITION_LOST]
    if not numbers:
        return list(taken)
    damaged = {line for one in safe if one.candidate.signature != NUMBER for line in lines(one)}
    capped = {one.candidate for one in numbers if damaged.isdisjoint(lines(one))}
    return [one._replace(applicability=Applicability.UNSAFE) if one.candidate in capped else one for one in taken]
