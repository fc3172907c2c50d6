"""The questions that the language answers: how likely is a text as it stands, and how likely with a repair made?

*Now* is the text as it stands, *then* the text with the repair. An answer that has no meaning for a candidate is 0.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from weave_fix.evidence.language.case_features import case_features
from weave_fix.evidence.language.context import ContextScorer
from weave_fix.evidence.language.likelihood_features import likelihood_features
from weave_fix.evidence.language.place_features import PlaceFeatures
from weave_fix.evidence.language.shape_features import shape_features
from weave_fix.evidence.language.word_features import WordFeatures
from weave_fix.signatures.registry import discover

if TYPE_CHECKING:
    from weave_fix.evidence.language.dismissed import DismissedRepairs
    from weave_fix.language.analyzed_document import AnalyzedDocument
    from weave_fix.records import Candidate, Edit


class LanguageFeatures(ContextScorer):
    """Asks the language about the candidates of one page."""

    def __init__(self, document: AnalyzedDocument, dismissed: DismissedRepairs | None = None) -> None:
        """`dismissed` is what is known of earlier texts of the page, and is added to."""
        super().__init__(document)
        self.dismissed = dismissed
        self._words = WordFeatures(document, self.repository)
        self._places = PlaceFeatures(document)
        self._nobody = dict.fromkeys(("is " + signature for signature in discover()), False)
        self.tagger_cache: dict[Edit, dict[str, float]] = {}
        """What the tagger said of edits; see `tagger_features`."""

    def extract(self, candidate: Candidate, rank: int, lead: float) -> dict[str, float]:
        """Return the features by name.

        `rank` is the candidate's place among those that overlap it (0 is the likeliest), `lead` the nats to the
        likeliest other.
        """
        edit = candidate.edits[0]
        now, then = self.contexts(edit)
        found: dict[str, float] = {"places": len(candidate.edits), "rank": rank, "lead": lead}
        found |= likelihood_features(now, then, self.document)
        found |= self._words.extract(edit, now, then)
        found |= shape_features(self.document, edit)
        found |= self._places.extract(edit)
        found |= case_features(self.document, edit)
        found |= self._nobody
        for signature in candidate.proposed_by:
            found["is " + signature] = True
        return found
