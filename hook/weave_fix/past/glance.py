"""A fast look at a past change: may there be damage in it? Judging a change as the hook does takes much longer."""

from __future__ import annotations

from functools import cached_property
from math import inf
from typing import TYPE_CHECKING

from weave_fix.decision.combine import LIKELY
from weave_fix.decision.events import undo_events
from weave_fix.evidence import ensemble
from weave_fix.evidence.document import DocumentContext
from weave_fix.evidence.history.candidates import candidates
from weave_fix.evidence.history.features import HistoryFeatures
from weave_fix.evidence.history.intent.check import IntentCheck
from weave_fix.evidence.history.intent.reasons import Intent, Policy
from weave_fix.evidence.language.source import LanguageSource
from weave_fix.evidence.scored import applicable
from weave_fix.language import ngram_model
from weave_fix.records import Applicability, Fix
from weave_fix.vocabulary.lookup import EmptyVocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from weave_fix.diff.comparison import Comparison
    from weave_fix.language.ngram_model import NgramModel
    from weave_fix.records import Base, Document

MANY = 500
"""Places that differ from which on a change is left to be judged as a whole."""

SHORT = 8000
"""Characters up to which the language is asked; a change whose part is longer is one of many places."""


class CountsSource(LanguageSource):
    """What the counts of a language model say: the tagger, which reads whole sentences, is not asked."""

    def __init__(self, source: LanguageSource) -> None:
        super().__init__(source.model)
        self._source = source

    @cached_property
    def counts(self) -> NgramModel:
        """The model's counts, read once for both."""
        return self._source.counts

    @cached_property
    def tagger(self) -> None:
        """None."""
        return


def glance(
    document: Document,
    bases: tuple[Base, ...],
    stands: Callable[[Fix], bool],
    language: CountsSource | None,
    line_ends: Callable[[str], str],
) -> Iterator[Fix]:
    """Yield what may be damage in the change from `bases` to `document`, as if no word of the repository were known.

    More is found than there is: only what a person may have meant in any case is passed over, and what `stands` says no
    to.
    """
    events = undo_events(document, bases, Applicability.SAFE, line_ends=lambda: line_ends(document.path))
    yield from filter(stands, (*events.applied, *events.unapplied))
    context = DocumentContext(document, EmptyVocabulary(), bases)
    if context.comparison is None:
        return
    if len(context.comparison.hunks) <= MANY:
        yield from _of_history(context.comparison, stands)
    if language is not None and len(document.text) <= SHORT:
        found = language.score(context)
        fixes = (Fix(one.candidate, (), one.applicability) for one in found if one.applicability is not None)
        yield from filter(stands, fixes)


def _of_history(comparison: Comparison, stands: Callable[[Fix], bool]) -> Iterator[Fix]:
    """Yield the candidates that nobody can have meant; the others need not be scored, which takes most of the time."""
    words, fitted = ngram_model.shipped(), ensemble.shipped()
    check = IntentCheck(comparison, words, lambda word: False)
    extractor = HistoryFeatures(comparison, words, EmptyVocabulary())
    least = min([ensemble.UNFITTED, *(limit for limits in fitted.thresholds.values() for limit in limits.values())])
    for candidate in candidates(comparison):
        # Most are told by their words, or by their score; where one stands today, a longer alignment has to say.
        verdict = check.of(candidate, inf)
        if verdict.intent is Intent.INTENDED and verdict.reason.policy is not Policy.NEUTRAL:
            continue
        score = fitted.predict_or_none(fitted.row(extractor.extract(candidate)), least)
        if score is None:
            continue
        verdict = check.of(candidate, score)
        found = applicable(candidate, score, verdict, comparison.document.text, words)
        if found is None and verdict.reason.policy is Policy.NEUTRAL and score > LIKELY:
            found = Applicability.UNSAFE  # with the language's word it is a safe one
        if found is not None and stands(fix := Fix(candidate, (), found)):
            yield fix
