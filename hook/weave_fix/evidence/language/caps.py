"""How far a repair from the text alone may go: what the thresholds allow, within what its place allows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weave_fix.language import mention
from weave_fix.records import Applicability
from weave_fix.signatures import registry

if TYPE_CHECKING:
    from weave_fix.evidence.ensemble import Ensemble
    from weave_fix.evidence.language.candidates import LanguageCandidate
    from weave_fix.language.analyzed_document import AnalyzedDocument

SHOWN = 0.0
"""Log-odds from which on a repair that is not made is shown: what is as likely right as wrong is worth a look."""
OF_WORDS = frozenset(
    {"insert_printable_ascii_character", "misspelled_word", "shuffle_word_middle", "swap_capitalization"}
)
"""Signatures that tell how a word is written."""
OF_FORM = "form"


def applicability(
    idea: LanguageCandidate, score: float, ensemble: Ensemble, document: AnalyzedDocument
) -> Applicability | None:
    """Return how far the repair of an idea may go; None: it is taken for nothing.

    Of the signatures that propose it the one counts that lets it go farthest: whether a word was shuffled or misspelled
    is all the same to its reader.
    """
    candidate, answers = idea.candidate, idea.features
    kinds = {registry.subtype(signature, answers) for signature in idea.proposed_by}
    found = [one for kind in kinds if (one := ensemble.applicability(kind, score)) is not None]
    reached = Applicability.SAFE if idea.is_sure else max(found, default=None)
    if reached is None:
        return None
    if reached is Applicability.SAFE and not idea.is_sure and registry.veto_safe(candidate, answers):
        reached = Applicability.UNSAFE
    if reached is Applicability.SAFE and not idea.is_sure and score < registry.safe(candidate.signature):
        reached = Applicability.UNSAFE
    limit = _most(idea, document)
    if limit is None or (min(reached, limit) is Applicability.DISPLAY_ONLY and score < SHOWN):
        return None
    return min(reached, limit)


def _most(idea: LanguageCandidate, document: AnalyzedDocument) -> Applicability | None:
    candidate = idea.candidate
    if registry.evidence_kind(candidate.signature) != OF_FORM:
        start, end = candidate.start, candidate.edits[0].end
        if mention.is_no_language(document, start, end) or mention.is_quoted(document, start, end):
            return None
        if candidate.signature in OF_WORDS and mention.is_shown(document, start, end):
            return None
    return Applicability.SAFE if idea.is_sure else registry.most(candidate, idea.features, document)
