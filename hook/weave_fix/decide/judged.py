"""Proposals with their log-odds: what is chosen from."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from weave_fix.decide import trees
from weave_fix.decide.proposals import gather
from weave_fix.decide.questions import Asker
from weave_fix.language import counts
from weave_fix.language.known import Forgetful

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from weave_fix.data import Applicability, Candidate, Edit
    from weave_fix.decide.proposals import Proposal
    from weave_fix.history import Trial
    from weave_fix.language.known import Known


class Judged(NamedTuple):
    """A proposal with its log-odds in nats, and how far that lets it go."""

    proposal: Proposal
    score: float
    applicability: Applicability | None
    """None: an edit, or too little to report."""
    witness: str = "history"
    """Who says so: `history`, `language` or `form`."""
    second: tuple[str, float] | None = None
    """Another witness that says the same, with its log-odds."""

    @property
    def candidate(self) -> Candidate:
        """What is proposed."""
        return self.proposal.candidate

    @property
    def extent(self) -> int:
        """Characters of both sides that it explains."""
        return sum(len(edit.before) + len(edit.after) for edit in self.candidate.edits)


def judge(trial: Trial, known: Known) -> list[Judged]:
    """Return every proposal for `trial` with its log-odds.

    To look for words in the repository takes longer than all the rest, and a word that is known only speaks for an
    edit. So the repository is asked only where something would be damage if it knew none.
    """
    proposals = gather(trial)
    if not proposals:
        return []
    nobody = Forgetful()
    judged = _judge(proposals, trial, nobody)
    if nobody.was_asked and any(one.applicability is not None for one in judged):
        return _judge(proposals, trial, known)
    return judged


def _judge(proposals: Sequence[Proposal], trial: Trial, known: Known) -> list[Judged]:
    forest, asker = trees.shipped(), Asker(trial, counts.shipped(), known)
    judged = []
    for proposal in proposals:
        score = forest.score(asker.answers(proposal.candidate, proposal.claims))
        judged.append(Judged(proposal, score, forest.applicability(proposal.candidate.signature, score)))
    return judged


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


def heard(judged: Sequence[Judged], alone: Iterable[Judged]) -> list[Judged]:
    """Return what history and the language say together: where both propose one repair, the surer one speaks."""
    by_edits = {one.candidate.edits: one for one in judged}
    for one in alone:
        other = by_edits.get(one.candidate.edits)
        if other is None:
            by_edits[one.candidate.edits] = one
            continue
        first, second = (one, other) if _sureness(one) > _sureness(other) else (other, one)
        by_edits[one.candidate.edits] = first._replace(second=(second.witness, second.score))
    return list(by_edits.values())


def _sureness(one: Judged) -> int:
    return -1 if one.applicability is None else int(one.applicability)
