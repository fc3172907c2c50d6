"""Places where a word is missing, or another one stands, rather than one too many."""

from __future__ import annotations

from functools import lru_cache
from math import inf
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weave_fix.language.analyzed_document import AnalyzedDocument
    from weave_fix.language.ngram_model import NgramModel

WORDS = (
    *(
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "by",
        "can",
        "do",
        "for",
        "from",
        "has",
        "have",
        "he",
        "if",
        "in",
        "is",
    ),
    *("it", "its", "not", "of", "on", "or", "so", "that", "the", "then", "they", "this", "to", "was", "we", "when"),
    *("which", "will", "with", "you"),
)
"""The words that are left out or mistaken most easily, as they hold sentences together."""
GAINED = 1.5
"""Nats that a sentence gains by a word put in from which on it is likely missing: a word more mostly costs some."""
AHEAD = 8.0
"""Nats by which the sentence has to gain more by a word taken out, for that to be what it needs all the same."""
INSTEAD = 1.0
"""Nats by which it has to gain more by another word in the place of one than without it."""


@lru_cache(maxsize=4)
def _numbers(counts: NgramModel) -> Sequence[int]:
    return counts.numbers(WORDS)


def may_be_missing(document: AnalyzedDocument, at: int) -> bool:
    """Whether a word may be missing beside token `at`, or another belong in its place, so that it must not go.

    `find the logs the folder` lacks an `in`, `could of tested` wants a `have`.
    """
    if at < 2 or at + 2 >= len(document.tokens):
        return False
    counts, likely = document.counts, document.counts.trigram_logprob
    start, before, here, after, end = document.numbers[at - 2 : at + 3]
    here_first = likely(start, before, here)
    now = here_first + likely(before, here, after) + likely(here, after, end)
    without = likely(start, before, after) + likely(before, after, end) - now
    most = instead = -inf
    for word in _numbers(counts):
        first, behind = likely(start, before, word), likely(here, after, end)
        put_before = first + likely(before, word, here) + likely(word, here, after) + behind
        put_behind = here_first + likely(before, here, word) + likely(here, word, after) + likely(word, after, end)
        most = max(most, put_before - now, put_behind - now)
        if word != here:
            instead = max(instead, first + likely(before, word, after) + likely(word, after, end) - now)
    return (most > GAINED and without < most + AHEAD) or instead > without + INSTEAD
