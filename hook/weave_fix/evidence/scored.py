"""Proposals with their log-odds: what is chosen from."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from weave_fix.evidence import ensemble
from weave_fix.evidence.history.intent.reasons import UNTOLD, Verdict, limit
from weave_fix.language.plausible_words import respells_a_name
from weave_fix.records import Applicability

if TYPE_CHECKING:
    from weave_fix.evidence.history.candidates import ProposedCandidate
    from weave_fix.language.ngram_model import NgramModel
    from weave_fix.records import Candidate


class ScoredCandidate(NamedTuple):
    """A proposal with its log-odds in nats, and how far that lets it go."""

    proposal: ProposedCandidate
    score: float
    applicability: Applicability | None
    """None: an edit, or too little to report."""
    evidence_kind: str = "history"
    """Who says so: `history`, `language` or `form`."""
    second_evidence: tuple[str, float] | None = None
    """Another witness that says the same, with its log-odds."""
    verdict: Verdict = UNTOLD
    """Whether a person could have made the change on purpose; of a repair from the text alone nothing is said."""

    @property
    def candidate(self) -> Candidate:
        """What is proposed."""
        return self.proposal.candidate

    @property
    def form(self) -> float | None:
        """The log-odds of the form, where that alone makes the repair safe: as many as its signature needs."""
        of_history = [score for witness, score in self.witnesses if witness == "history"]
        needed = ensemble.shipped().thresholds.get(self.candidate.signature, {}).get("safe", 0.0)
        is_safe = self.applicability is Applicability.SAFE and self.verdict.is_decisive
        return needed if is_safe and of_history and max(of_history) < needed else None

    @property
    def witnesses(self) -> tuple[tuple[str, float], ...]:
        """Who says that it is damage, with the log-odds."""
        return (self.evidence_kind, self.score), *([self.second_evidence] if self.second_evidence else ())

    @property
    def extent(self) -> int:
        """Characters of both sides that it explains."""
        return sum(len(edit.before) + len(edit.after) for edit in self.candidate.edits)


def applicable(
    candidate: Candidate, score: float, verdict: Verdict, text: str, words: NgramModel
) -> Applicability | None:
    """Return how far a repair from history with these log-odds may go."""
    found = limit(ensemble.shipped().applicability(candidate.signature, score), score, verdict)
    if found is Applicability.SAFE and respells_a_name(candidate.edits[0], text, words):
        return Applicability.UNSAFE
    return found
