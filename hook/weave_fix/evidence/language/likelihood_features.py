"""How likely the language thinks a text as it stands, and with a repair made: of its words, pairs and triples."""

from __future__ import annotations

from itertools import repeat
from typing import TYPE_CHECKING

from weave_fix.language.ngram_model import NO_WORD, UNLIKELY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weave_fix.evidence.language.context import ScoredContext
    from weave_fix.language.tokenized_document import TokenizedDocument

NAMES = (
    *("likelihood", "mean", "worst", "unseen pairs", "weak pairs", "least affinity", "first affinity", "last affinity"),
    *("inner affinity", "rarest pair", "first pair", "last pair", "triples", "best triple", "tokens"),
)
NAMES_NOW, NAMES_THEN = ([f"{name} {when}" for name in NAMES] for when in ("now", "then"))


def likelihood_features(now: ScoredContext, then: ScoredContext, document: TokenizedDocument) -> dict[str, float]:
    """Return the features by name."""
    found = dict(zip(NAMES_NOW, _likelihoods(now, document), strict=True))
    found.update(zip(NAMES_THEN, _likelihoods(then, document), strict=True))
    found["gain"] = found["likelihood then"] - found["likelihood now"]
    return found


def _likelihoods(context: ScoredContext, document: TokenizedDocument) -> tuple[float, ...]:
    """Return the values of `NAMES`."""
    counts, scores = document.counts, context.scores
    numbers = [token.number for token in context.tokens]
    first, last = max(1, context.first), min(context.last, len(numbers) - 1)
    pairs: Sequence[int]
    drawn: Sequence[float]
    if context.place is None:
        left, right = numbers[first - 1 : last], numbers[first : last + 1]
        pairs = counts.levels(repeat(NO_WORD), left, right)
        drawn = list(map(counts.pmi, left, right, pairs))
    else:
        here = slice(context.place + first, context.place + last + 1)
        pairs, drawn = document.quantized_pairs[here], document.pmis[here]
    weak = sum([not level or affinity < UNLIKELY for level, affinity in zip(pairs, drawn, strict=True)])
    start, end = max(0, first - 2), min(last, len(numbers) - 2)
    triples = counts.levels(numbers[start:end], numbers[start + 1 :], numbers[start + 2 :])
    total = sum(scores)
    return (
        total,
        total / len(scores) if scores else 0.0,
        min(scores[: max(1, context.last - first + 1)], default=0.0),
        pairs.count(0),
        weak,
        min(drawn, default=0.0),
        drawn[0] if drawn else 0.0,
        drawn[-1] if drawn else 0.0,
        sum(drawn[1:-1]),
        min(pairs, default=0),
        pairs[0] if pairs else 0,
        pairs[-1] if pairs else 0,
        len(triples) - triples.count(0),
        max(triples, default=0),
        len(numbers),
    )
