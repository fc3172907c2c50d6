"""Candidates with their evidence: what the decision chooses from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weave_fix.evidence import ensemble
from weave_fix.evidence.history.intent.reasons import UNTOLD, Verdict, limit
from weave_fix.language.plausible_words import respells_a_name
from weave_fix.named_tuple import NamedTuple
from weave_fix.records import HISTORY, Applicability

if TYPE_CHECKING:
    from weave_fix.language.ngram_model import NgramModel
    from weave_fix.records import Candidate, Evidence


class ScoredCandidate(NamedTuple):
    """A candidate with the evidence for it, and how far that lets it go."""

    candidate: Candidate
    evidence: tuple[Evidence, ...]
    """One entry for each source that proposes it, the one that decides first."""
    applicability: Applicability | None
    """None: an edit, or too little to report."""
    verdict: Verdict = UNTOLD
    """Whether a person could have made the change on purpose; of a repair from the text alone nothing is said."""
    is_faint: bool = False
    """Whether it is too doubtful to be reported, and only keeps less likely ones from its place."""

    @property
    def score(self) -> float:
        """The log-odds in nats of the evidence that decides."""
        return self.evidence[0].score or 0.0

    @property
    def kind(self) -> str:
        """The kind of the evidence that decides."""
        return self.evidence[0].kind

    @property
    def form(self) -> float | None:
        """The log-odds of the form, where that alone makes the repair safe: as many as its kind needs."""
        of_history = [one.score for one in self.evidence if one.kind == HISTORY and one.score is not None]
        is_safe = self.applicability is Applicability.SAFE and self.verdict.is_decisive
        if not (is_safe and of_history):
            return None  # the trees of history are not read for a text without a base
        needed = ensemble.shipped().thresholds.get(self.verdict.kind, {}).get("safe", 0.0)
        return needed if max(of_history) < needed else None

    @property
    def extent(self) -> int:
        """Characters of both sides that it explains."""
        return sum(len(edit.before) + len(edit.after) for edit in self.candidate.edits)


def applicable(
    candidate: Candidate, score: float, verdict: Verdict, text: str, words: NgramModel
) -> Applicability | None:
    """Return how far a repair from history with these log-odds may go: as far as the kind of its change lets it."""
    found = limit(ensemble.shipped().applicability(verdict.kind, score), verdict)
    if found is Applicability.SAFE and respells_a_name(candidate.edits[0], text, words):
        return Applicability.UNSAFE
    return found
