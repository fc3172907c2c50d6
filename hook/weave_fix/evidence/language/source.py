"""What the text alone says: the repairs that the language is for, though no history shows them."""

from __future__ import annotations

from functools import cached_property
from itertools import islice
from math import inf
from typing import TYPE_CHECKING, TypeVar

from weave_fix.evidence.language.candidates import LanguageCandidate, candidates
from weave_fix.evidence.language.caps import applicability, is_faint
from weave_fix.evidence.language.features import LanguageFeatures
from weave_fix.evidence.scored import ScoredCandidate
from weave_fix.records import LANGUAGE, Evidence
from weave_fix.runtime.stages import FEATURES, stage
from weave_fix.signatures.registry import discover
from weave_fix.vocabulary.lookup import RecordingVocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from weave_fix.evidence.document import DocumentContext
    from weave_fix.evidence.ensemble import Ensemble
    from weave_fix.language.model_file import Model
    from weave_fix.language.ngram_model import NgramModel
    from weave_fix.language.tagger import Tagger

    Item = TypeVar("Item")

MANY_TOKENS = 1000
"""Tokens to check from which on numpy is imported at once: of so many one is in doubt, and the tagger needs it then."""
TOGETHER = 128
"""Candidates that are judged at a time."""


class LanguageSource:
    """A language model with its decision, read where a text is to be judged by itself."""

    kind = LANGUAGE

    def __init__(self, model: Model) -> None:
        self.model = model

    @cached_property
    def counts(self) -> NgramModel:
        """The model's counts."""
        from weave_fix.language.ngram_model import NgramModel

        return NgramModel(self.model)

    @cached_property
    def _first(self) -> Ensemble:
        """The decision on the counts' answers."""
        return self._ensemble("decision")

    @cached_property
    def _second(self) -> Ensemble:
        """The decision on the counts' and the tagger's answers."""
        return self._ensemble("decision with tagger")

    @cached_property
    def tagger(self) -> Tagger | None:
        """The model's tagger, where it has one."""
        from weave_fix.language.tagger import Tagger

        return Tagger(self.model, self.counts) if "tagger words" in self.model else None

    def _ensemble(self, name: str) -> Ensemble:
        from weave_fix.evidence.ensemble import Ensemble

        return Ensemble(bytes(self.model.section(name)), self.model.path, is_shipped=self.model.is_shipped)

    def first_guess(self, idea: LanguageCandidate) -> float | None:
        """Return the log-odds from the counts' answers alone; None where they leave no doubt that nothing is wrong."""
        return self._guesses([idea])[0]

    def _guesses(self, found: Sequence[LanguageCandidate]) -> list[float | None]:
        rows = [self._first.row(idea.features) for idea in found]
        floors = [-inf if idea.is_sure else discover()[idea.candidate.signature].prefilter for idea in found]
        return self._first.predict_batch(rows, floors)

    def score(self, context: DocumentContext) -> list[ScoredCandidate]:
        """Return what is proposed for a document from its text alone, with log-odds.

        The repository is asked for words only where one stands in what is checked that the language does not know.
        """
        analyzed = context.analyzed(self.counts)
        if len(analyzed.tokens_in_scope()) >= MANY_TOKENS:
            import numpy as np  # noqa: F401  # what is loaded is used from the beginning
        recording = analyzed.vocabulary
        assert isinstance(recording, RecordingVocabulary)
        extractor = LanguageFeatures(analyzed, context.dismissed)
        judged = self._score(candidates(analyzed, extractor), extractor)
        if not recording.was_asked or all(one.applicability is None for one, _ in judged):
            return [one for one, _ in judged]
        from weave_fix.language.vouched import Vouched

        before = set(analyzed.oov)
        extractor.set_vocabulary(Vouched(context.vocabulary, self.counts))
        doubted = [
            idea
            for one, idea in judged
            if one.applicability is not None and before.isdisjoint(analyzed.touched(idea.candidate) - set(analyzed.oov))
        ]
        named = [idea._replace(features=extractor.extract(idea.candidate, *idea.rank), key=None) for idea in doubted]
        return [one for one, _ in self._score(named, extractor)]

    @stage(FEATURES)
    def _score(
        self, found: Iterable[LanguageCandidate], extractor: LanguageFeatures
    ) -> list[tuple[ScoredCandidate, LanguageCandidate]]:
        guesses = (guess for some in _batches(found) for guess in self._likely(some, extractor))
        return [one for some in _batches(guesses) for one in self._judged(some, extractor)]

    def _likely(
        self, found: Sequence[LanguageCandidate], extractor: LanguageFeatures
    ) -> list[tuple[LanguageCandidate, float]]:
        """Return what the counts' answers leave in doubt, with their log-odds."""
        scored = [*zip(found, self._guesses(found), strict=True)]
        if (known := extractor.dismissed) is not None:
            known.add(idea.key for idea, score in scored if score is None and idea.key is not None)
            for idea, score in scored:
                if score is not None and idea.key is not None:
                    known.keep_answers(idea.key, idea.features)
        return [(idea, score) for idea, score in scored if score is not None]

    def _judged(
        self, guesses: Sequence[tuple[LanguageCandidate, float]], extractor: LanguageFeatures
    ) -> Iterator[tuple[ScoredCandidate, LanguageCandidate]]:
        """Yield what may go how far, and the candidate without its answers."""
        ensemble = self._first
        if self.tagger is not None:
            from weave_fix.evidence.language import tagger_features

            ensemble = self._second
            from_tagger = tagger_features.extract(extractor, self.tagger, [idea.candidate for idea, _ in guesses])
            features = [idea.features | more for (idea, _), more in zip(guesses, from_tagger, strict=True)]
            rows = list(map(ensemble.row, features))
            scores = ensemble.predict_batch(rows, [-inf] * len(rows))
            guesses = [(idea, score) for (idea, _), score in zip(guesses, scores, strict=True) if score is not None]
        for idea, score in guesses:
            candidate, may_go = applicability(idea, score, ensemble, extractor.document)
            evidence = Evidence(discover()[candidate.signature].evidence_kind, score)
            faint = is_faint(candidate, score, may_go, extractor.document)
            yield ScoredCandidate(candidate, (evidence,), may_go, is_faint=faint), idea._replace(features={})


def _batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Yield the items in lists of at most `TOGETHER`: the answers of a long text are not in memory all at once."""
    left = iter(items)
    while some := [*islice(left, TOGETHER)]:
        yield some
