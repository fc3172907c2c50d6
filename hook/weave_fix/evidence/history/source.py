"""Scored candidates for one comparison."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weave_fix.evidence import ensemble
from weave_fix.evidence.history.candidates import candidates
from weave_fix.evidence.history.features import HistoryFeatures
from weave_fix.evidence.history.intent.check import IntentCheck
from weave_fix.evidence.scored import ScoredCandidate, applicable
from weave_fix.language import ngram_model
from weave_fix.records import HISTORY, Evidence
from weave_fix.runtime.stages import CHANGES, stage
from weave_fix.vocabulary.lookup import RecordingVocabulary, Vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from weave_fix.diff.comparison import Comparison
    from weave_fix.evidence.document import DocumentContext
    from weave_fix.evidence.history.intent.replacements import Replacement
    from weave_fix.records import Candidate

TOGETHER = 1000
"""Candidates that are judged at a time: the answers of one take 4 kB."""


class HistorySource:
    """What the comparison with the base says."""

    kind = HISTORY

    def score(self, context: DocumentContext) -> list[ScoredCandidate]:
        """Return every candidate for the changes of the document; nothing where it has no base."""
        if context.comparison is None:
            return []
        return score_candidates(context.comparison, context.vocabulary, context.replaced)


SOURCE = HistorySource()


@stage(CHANGES)
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
    words = ngram_model.shipped()
    extractor = HistoryFeatures(comparison, words, recording)
    scores = _scores(proposals, extractor)
    check = IntentCheck(comparison, words, lambda word: word in extractor.repository_words)
    judged = _judged(proposals, scores, comparison, check)
    if all(one.applicability is None for one in judged):
        return judged
    from weave_fix.evidence.history.intent.replacements import repeated

    replacements = replaced() | repeated([(comparison.base.text, comparison.document.text)])
    if recording.words and vocabulary.known_among(recording.words):
        extractor = HistoryFeatures(comparison, words, vocabulary)
        scores = _scores(proposals, extractor)
        check = IntentCheck(comparison, words, lambda word: word in extractor.repository_words, replacements)
    elif replacements:
        check.add_replacements(replacements)
    else:
        return judged
    return _judged(proposals, scores, comparison, check)


def _scores(proposals: Sequence[Candidate], extractor: HistoryFeatures) -> list[float]:
    """Return the log-odds of each candidate, in nats."""
    fitted = ensemble.shipped()
    found: list[float] = []
    for at in range(0, len(proposals), TOGETHER):
        part = proposals[at : at + TOGETHER]
        found += fitted.predict_all([fitted.row(extractor.extract(candidate)) for candidate in part])
    return found


def _judged(
    proposals: Sequence[Candidate], scores: Sequence[float], comparison: Comparison, check: IntentCheck
) -> list[ScoredCandidate]:
    words = ngram_model.shipped()
    judged = []
    for candidate, score in zip(proposals, scores, strict=True):
        verdict = check.of(candidate, score)
        applicability = applicable(candidate, score, verdict, comparison.document.text, words)
        judged.append(ScoredCandidate(candidate, (Evidence(HISTORY, score),), applicability, verdict))
    return judged
