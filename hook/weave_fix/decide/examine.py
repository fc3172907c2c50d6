"""One document on trial: from what changed to the repairs to make, with a reason for each not made."""

from __future__ import annotations

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
    from collections.abc import Iterable, Sequence

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
        now = Document.from_bytes(document.path, encode(patch.text_after))
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
    others = sum(
        not any(
            region.new_start <= edit.end and edit.start <= region.new_end
            for one in taken
            for edit in one.candidate.edits
        )
        for region in trial.regions
    )
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
    text = trial.document.text
    judged = list(judged)
    found = [one for one in judged if one.applicability is not None]
    refused = [
        Refusal(one.candidate, f"looks like an edit (log-odds {one.score:.1f})")
        for one in judged
        if one.applicability is None
    ]
    taken: list[Judged] = []
    order = sorted(found, key=lambda one: (-(one.applicability or 0), -one.extent, -one.score))
    for one in order:
        rivals = [
            other for other in order if other.extent < one.extent and overlap(one.candidate, other.candidate, text)
        ]
        if any(other.score > one.score + LEAD and other.applicability == one.applicability for other in rivals):
            refused.append(Refusal(one.candidate, "a part of it is damage, the rest looks like an edit"))
        elif any(overlap(one.candidate, other.candidate, text) for other in taken):
            refused.append(Refusal(one.candidate, "overlaps a surer repair"))
        else:
            taken.append(one)
    taken = [_capped(one, taken, trial) for one in taken]
    return sorted(taken, key=lambda one: one.candidate.start), refused


def overlap(first: Candidate, second: Candidate, text: str) -> bool:
    """Whether two candidates for `text` touch the same characters, or meet at one border."""
    mine, theirs = ([reach(edit, text) for edit in candidate.edits] for candidate in (first, second))
    return any(a <= d and c <= b for a, b in mine for c, d in theirs)


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


def _capped(one: Judged, taken: Sequence[Judged], trial: Trial) -> Judged:
    """Keep a number's repair unsafe, however sure, unless a safe repair stands in the same lines."""
    if one.candidate.signature != NUMBER or one.applicability is not Applicability.SAFE:
        return one
    zones = trial.zones
    lines = range(zones.line_index(one.candidate.start), zones.line_index(one.candidate.end) + 1)
    for other in taken:
        safe = other.applicability is Applicability.SAFE and other.candidate.signature != NUMBER
        if safe and zones.line_index(other.candidate.start) in lines:
            return one
    return one._replace(applicability=Applicability.UNSAFE)
