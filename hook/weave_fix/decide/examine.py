"""One document on trial: from what changed to the repairs to make, with a reason for each not made."""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from math import log
from typing import TYPE_CHECKING, NamedTuple

from weave_fix.data import Applicability, Document, Evidence, FilePatch, Refusal, Repair, encode
from weave_fix.decide import trees
from weave_fix.decide.proposals import gather
from weave_fix.decide.questions import Asker
from weave_fix.history import try_document
from weave_fix.language import vocabulary
from weave_fix.lines import apply_edits

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from weave_fix.data import Base, Candidate, Edit
    from weave_fix.decide.proposals import Proposal
    from weave_fix.history import Trial
    from weave_fix.language.known import Known

NUMBER = "random_number_replacement"
ROUNDS = 3
"""How often a repaired text is judged again at most."""
REWRITTEN = 2000
"""Places where a document may differ from its base, two seconds' work; a tool that reflows a book changes more."""
MANY = 2
"""Sure damages in one file from which on what else changed there is seen in another light."""
COMPANY = 2.0
"""Nats by which the odds of a change rise where as many others in the file are damage as are not."""
HALF = 0.5
"""A change is no witness against itself: of the others it is left out, but for half a one that may yet come."""
LEAD = 3.0
"""Nats by which a part of a change has to be surer than the whole to be repaired instead of it."""


class Judged(NamedTuple):
    """A proposal with its log-odds in nats, and how far that lets it go."""

    proposal: Proposal
    score: float
    applicability: Applicability | None
    """None: an edit, or too little to report."""

    @property
    def candidate(self) -> Candidate:
        """What is proposed."""
        return self.proposal.candidate

    @property
    def extent(self) -> int:
        """Characters of both sides that it explains."""
        return sum(len(edit.before) + len(edit.after) for edit in self.candidate.edits)


def examine(document: Document, bases: Sequence[Base], known: Known, *, unsafe: bool = False) -> FilePatch:
    """Return what is wrong with `document`, seen against `bases`, and its text with the repairs made.

    In a merge there are several bases: what one of them says as well is not on trial, and a repair comes from the one
    that is nearest at its place. `known` knows the repository's words; it is asked only for words that neither the base
    nor the language knows. Safe repairs are made, with `unsafe` also the unsafe ones. Without a base nothing is found.

    A repair can bring to light what stood beside it; so the repaired text is judged again until it rests.
    """
    patch = _examine_once(document, bases, known, unsafe=unsafe, found=0)
    for _ in range(ROUNDS):
        if not patch.changed:
            break
        now = Document(document.path, encode(patch.text_after), patch.text_after)
        further = _examine_once(now, bases, known, unsafe=unsafe, found=len(patch.applied))
        if not further.applied:
            break
        from weave_fix.decide.follow import follow

        patch = follow(patch, further)
    return patch


def _examine_once(document: Document, bases: Sequence[Base], known: Known, *, unsafe: bool, found: int) -> FilePatch:
    """Look at the document once; `found` is how much damage earlier looks have repaired."""
    if not bases or any(base.text == document.text for base in bases):
        return FilePatch(document, (), (), (), document.text)
    trial, judged = _judge_document(document, tuple(bases), known)
    if len(trial.groups) > REWRITTEN:
        remark = (
            f"rewritten: it differs from its base in {len(trial.groups)} places, too many to tell damage from edits"
        )
        return FilePatch(document, (), (), (), document.text, remark)
    taken, refused = choose(judged, trial)
    found += sum(one.applicability is Applicability.SAFE for one in taken)
    if nats := _company(found, taken, trial):
        taken, refused = choose(_shifted(judged, nats), trial)
    limit = Applicability.UNSAFE if unsafe else Applicability.SAFE
    repairs = [
        Repair(one.candidate, (_evidence(one, trial),), one.applicability)
        for one in taken
        if one.applicability is not None
    ]
    applied = tuple(repair for repair in repairs if repair.applicability >= limit)
    reported = tuple(repair for repair in repairs if repair.applicability < limit)
    edits = sorted((edit for repair in applied for edit in repair.candidate.edits), key=lambda edit: edit.start)
    return FilePatch(document, applied, reported, tuple(refused), apply_edits(document.text, edits))


def _evidence(one: Judged, trial: Trial) -> Evidence:
    base = trial.witness(one.candidate.start)
    return Evidence("history", round(one.score, 2), f"{base.commit}:{base.path}")


@lru_cache(maxsize=2)
def _judge_document(document: Document, bases: tuple[Base, ...], known: Known) -> tuple[Trial, list[Judged]]:
    """Judge a text once, though its repairs and then the gate's second look both ask for it."""
    trial = try_document(document, bases[0], bases[1:])
    return trial, judge(trial, known) if len(trial.groups) <= REWRITTEN else []


def judge(trial: Trial, known: Known) -> list[Judged]:
    """Return every proposal for `trial` with its log-odds."""
    proposals = gather(trial)
    if not proposals:
        return []
    forest, asker = trees.shipped(), Asker(trial, vocabulary.shipped(), known)
    judged = []
    for proposal in proposals:
        score = forest.score(asker.answers(proposal.candidate, proposal.claims))
        judged.append(Judged(proposal, score, forest.applicability(proposal.candidate.signature, score)))
    return judged


def _company(found: int, taken: Sequence[Judged], trial: Trial) -> float:
    """Return the nats by which the other changes in a file are likelier damage for the `found` damages in it.

    The thresholds are for a file out of many, where damage is rare. A file in which much is damaged tells another
    rate by itself: of its changes so many are damage, so many are not.
    """
    if found < MANY:
        return 0.0
    edits = sorted(edit for one in taken for edit in one.candidate.edits)
    ends = [edit.end for edit in edits]
    others = 0
    for region in trial.regions:
        next_edit = bisect_left(ends, region.new_start)
        others += next_edit == len(edits) or edits[next_edit].start > region.new_end
    return max(0.0, COMPANY + log(found / (max(1, others) - HALF)))


def _shifted(judged: Iterable[Judged], nats: float) -> list[Judged]:
    forest = trees.shipped()
    return [
        one._replace(
            score=one.score + nats,
            applicability=forest.applicability(one.candidate.signature, one.score + nats),
        )
        for one in judged
    ]


def choose(judged: Iterable[Judged], trial: Trial) -> tuple[list[Judged], list[Refusal]]:
    """Return the proposals to take, in order of place and not overlapping, and the others with a reason.

    Of proposals that overlap the surer class wins, then the one that explains more, unless a part of it is surer by
    `LEAD`: then the rest was a person's edit.
    """
    judged = list(judged)
    found = [one for one in judged if one.applicability is not None]
    refused = [
        Refusal(one.candidate, f"looks like an edit (log-odds {one.score:.1f})")
        for one in judged
        if one.applicability is None
    ]
    found.sort(key=lambda one: (-(one.applicability or 0), -one.extent, -one.score))
    rivals = _rivals([one.candidate for one in found], trial.document.text)
    taken: set[int] = set()
    for number, one in enumerate(found):
        others = [found[rival] for rival in rivals[number]]
        if any(_is_surer_part(other, one) for other in others):
            refused.append(Refusal(one.candidate, "a part of it is damage, the rest looks like an edit"))
        elif taken.isdisjoint(rivals[number]):
            taken.add(number)
        else:
            refused.append(Refusal(one.candidate, "overlaps a surer repair"))
    chosen = _capped([found[number] for number in taken], trial)
    return sorted(chosen, key=lambda one: one.candidate.start), refused


def _is_surer_part(part: Judged, whole: Judged) -> bool:
    return part.applicability == whole.applicability and part.extent < whole.extent and part.score > whole.score + LEAD


def _rivals(candidates: Sequence[Candidate], text: str) -> list[set[int]]:
    """Return for each candidate the numbers of those that touch the same characters of `text`, or meet at a border."""
    places = sorted((*reach(edit, text), number) for number, one in enumerate(candidates) for edit in one.edits)
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


def reach(edit: Edit, text: str) -> tuple[int, int]:
    """Return the first and the last place that `edit` touches, wherever it slides.

    To take `an ` out of `in an an apple` is the same at two places, and touches both.
    """
    start, end = edit.start, edit.end
    body = edit.before or edit.after
    if edit.before and edit.after:
        return start, end
    back = forth = 0
    while start - back > 0 and text[start - back - 1] == body[-1 - back % len(body)]:
        back += 1
    while end + forth < len(text) and text[end + forth] == body[forth % len(body)]:
        forth += 1
    return start - back, end + forth


def _capped(taken: Sequence[Judged], trial: Trial) -> list[Judged]:
    """Keep a number's repair unsafe, however sure, unless another safe repair stands in the same lines."""
    zones = trial.zones

    def lines(one: Judged) -> Iterator[int]:
        for edit in one.candidate.edits:
            yield from range(zones.line_index(edit.start), zones.line_index(edit.end) + 1)

    safe = [one for one in taken if one.applicability is Applicability.SAFE]
    numbers = [one for one in safe if one.candidate.signature == NUMBER]
    if not numbers:
        return list(taken)
    damaged = {line for one in safe if one.candidate.signature != NUMBER for line in lines(one)}
    capped = [one for one in numbers if damaged.isdisjoint(lines(one))]
    return [one._replace(applicability=Applicability.UNSAFE) if one in capped else one for one in taken]
