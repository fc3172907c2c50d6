"""Scored candidates for one comparison."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weave_fix.evidence import ensemble
from weave_fix.evidence.history.candidates import candidates
from weave_fix.evidence.history.features import HistoryFeatures
from weave_fix.evidence.history.intent.check import IntentCheck
from weave_fix.evidence.history.intent.replacements import repeated
from weave_fix.evidence.scored import ScoredCandidate, applicable
from weave_fix.language import ngram_model
from weave_fix.records import HISTORY, Evidence
from weave_fix.vocabulary.lookup import RecordingVocabulary, Vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from weave_fix.diff.comparison import Comparison
    from weave_fix.evidence.history.intent.replacements import Replacement
    from weave_fix.records import Candidate


def score_candidates(
    comparison: Comparison, vocabulary: Vocabulary, replaced: Callable[[], frozenset[Replacement]] = frozenset
) -> list[ScoredCandidate]:
    """Return every candidate for `comparison` with its log-odds; `replaced` is what the commit replaces repeatedly.

    To look for words in the repository takes longer than all the rest, and a word that is known only speaks for an
    edit, as a replacement does that is made elsewhere too. So both are asked for only where something would be damage
    without them.
    """
    proposals = candidates(comparison)
    if not proposals:
        return []
    recording = RecordingVocabulary()
    judged = _score_candidates(proposals, comparison, recording, frozenset())
    if all(one.applicability is None for one in judged):
        return judged
    replacements = replaced() | repeated([(comparison.base.text, comparison.document.text)])
    if recording.was_asked or replacements:
        return _score_candidates(proposals, comparison, vocabulary if recording.was_asked else recording, replacements)
    return judged


def _score_candidates(
    proposals: Sequence[Candidate],
    comparison: Comparison,
    vocabulary: Vocabulary,
    replacements: frozenset[Replacement],
) -> list[ScoredCandidate]:
    words = ngram_model.shipped()
    fitted, extractor = ensemble.shipped(), HistoryFeatures(comparison, words, vocabulary)
    check = IntentCheck(comparison, words, lambda word: word in extractor.repository_words, replacements)
    judged = []
    for candidate in proposals:
        score = fitted.predict(fitted.row(extractor.extract(candidate)))
        verdict = check.of(candidate, score)
        applicability = applicable(candidate, score, verdict, comparison.document.text, words)
        judged.append(ScoredCandidate(candidate, (Evidence(HISTORY, score),), applicability, verdict))
    return judged
