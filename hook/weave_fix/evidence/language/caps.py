"""How far a repair from the text alone may go: what the thresholds allow, within what its place allows."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from weave_fix.language import mention
from weave_fix.language.foreign_words import has_foreign_words, words_near
from weave_fix.language.meanings import may_mean_another
from weave_fix.language.plausible_words import word_around
from weave_fix.records import FORM, Applicability
from weave_fix.signatures import registry

if TYPE_CHECKING:
    from weave_fix.evidence.ensemble import Ensemble
    from weave_fix.evidence.language.candidates import LanguageCandidate
    from weave_fix.language.analyzed_document import AnalyzedDocument
    from weave_fix.records import Candidate

SHOWN = 0.0
"""Log-odds from which on a repair that is not made keeps others from its place."""
REPORTED = 0.6
"""Log-odds from which on it is shown: of those below, hardly one in forty is right in undamaged text."""


def applicability(
    idea: LanguageCandidate, score: float, ensemble: Ensemble, document: AnalyzedDocument
) -> tuple[Candidate, Applicability | None]:
    """Return the candidate, and how far its repair may go; None: it is taken for nothing.

    Of the signatures that propose it the one counts, and names it, whose threshold lets it go farthest; of several the
    one of lowest rank.
    """
    best: Applicability | None = None
    candidate = idea.candidate
    for claim in idea.candidate.claims:
        kind = registry.subtype(claim.signature, idea.features)
        reached = ensemble.applicability(kind, score)
        if reached is not None and (best is None or reached > best):
            best, candidate = reached, idea.candidate.named_by(claim.signature)
    return candidate, _within_limits(idea, score, best, document)


def _within_limits(
    idea: LanguageCandidate, score: float, reached: Applicability | None, document: AnalyzedDocument
) -> Applicability | None:
    """Return what is left of `reached`: the limits are those of the signature of lowest rank, which knows the form."""
    candidate = idea.candidate
    if idea.is_sure:
        reached = Applicability.SAFE
    if reached is None:
        return None
    if reached is Applicability.SAFE and not idea.is_sure:
        is_too_low = score < registry.discover()[candidate.signature].min_safe
        if is_too_low or registry.veto_safe(candidate, idea.features):
            reached = Applicability.UNSAFE
    limit = _most(idea, document)
    if limit is None or (min(reached, limit) is Applicability.DISPLAY_ONLY and score < SHOWN):
        return None
    return min(reached, limit)


def is_faint(candidate: Candidate, score: float, may_go: Applicability | None, document: AnalyzedDocument) -> bool:
    """Whether a repair that may go as far as `may_go` is too doubtful to be reported.

    Its log-odds are too low, its word is a name in the code, the links or the front matter of the page, or the page is
    in another language.
    """
    if may_go is None or may_go is Applicability.SAFE:
        return False
    is_shown = may_go is Applicability.DISPLAY_ONLY
    needed = max(REPORTED, registry.min_shown(candidate, document)) if is_shown else -inf
    if score < max(needed, registry.min_reported(candidate, document)):
        return True
    edit = candidate.edits[0]
    if document.may_be_foreign(edit.start):
        return True
    is_respelled = (edit.before + edit.after).isalnum() and edit.before.lower() != edit.after.lower()
    return is_respelled and document.is_named(edit.start, edit.end)


def _most(idea: LanguageCandidate, document: AnalyzedDocument) -> Applicability | None:
    candidate = idea.candidate
    signature = registry.discover()[candidate.signature]
    if signature.evidence_kind != FORM:
        start, end = candidate.start, candidate.edits[0].end
        if mention.is_no_language(document, start, end) or mention.is_quoted(document, start, end):
            return None
        if signature.is_spelling and _is_no_typo(candidate, document):
            return None
    if idea.is_sure:
        return Applicability.SAFE
    most = registry.max_applicability(candidate, idea.features, document)
    is_unclear = most is Applicability.SAFE and signature.is_spelling and _may_mean_another(candidate, document)
    return Applicability.UNSAFE if is_unclear else most


def _is_no_typo(candidate: Candidate, document: AnalyzedDocument) -> bool:
    """Whether a word is spelled so on purpose, by where it stands: in another language, in a name, in an anchor."""
    edit = candidate.edits[0]
    if edit.before.lower() != edit.after.lower() and _is_foreign(document, edit.start):
        return True
    asked = (mention.is_shown, mention.is_part_of_a_name, mention.is_cut, mention.is_in_an_anchor)
    return any(ask(document, edit.start, edit.end) for ask in asked)


def _is_foreign(document: AnalyzedDocument, offset: int) -> bool:
    """Whether the text at `offset` may be in another language, whose words are like those of this one: `ressources`."""
    words = words_near(document, document.token_at(offset), in_unit=True)
    return document.may_be_foreign(offset) or has_foreign_words(words)


def _may_mean_another(candidate: Candidate, document: AnalyzedDocument) -> bool:
    edit = candidate.edits[0]
    _, _, word, other = word_around(edit, document.text)
    return may_mean_another(word, other, document.token_at(edit.start), document)
