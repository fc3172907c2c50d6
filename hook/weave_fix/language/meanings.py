"""Which word is meant by a listed typo that may stand for several, or that is short: what stands beside it says so."""

from __future__ import annotations

from math import inf, log
from typing import TYPE_CHECKING

from weave_fix.language.doubled import PREPOSITIONS
from weave_fix.language.listed_typos import is_special_term, listed_word, listed_words
from weave_fix.language.suggest import suggest
from weave_fix.language.typos import EVERYDAY

if TYPE_CHECKING:
    from collections.abc import Collection

    from weave_fix.language.analyzed_document import AnalyzedDocument
    from weave_fix.language.ngram_model import NgramModel

OPENING = frozenset("([\N{LEFT DOUBLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}")
CLOSING = frozenset(".,;:!?)")
AHEAD, FAR_AHEAD = 3.0, 4.5
"""Nats by which a word has to be likelier than any other where it is the only meaning that is one typo away, and where
it is not. Where all are two typos away, no lead is enough: `one expection per block` is an expectation there, and 4.9
nats likelier as an exception."""
SHORT = 3
"""Letters that a typo has at least; the list has shorter ones that are abbreviations."""
HOLDING = log(10_000)
"""Logarithm of the times from which on a word is so frequent that a short typo of it is no other word."""
SPOKEN = frozenset({"jus", "tha", "ther", "thet"})
"""Typos that are words of a dialect as well, as people write it down."""
LONG = 8
"""Letters from which on a typo with the ending of a rarer form (`informations`) is none that many write on purpose."""


def meant_word(word: str, at: int, document: AnalyzedDocument) -> str:
    """Return the word that is meant by `word`, which stands at token `at`, in lower case; "": that is not clear.

    A listed typo has one meaning, or one that is one typo away and far likelier between the two words before it and the
    two behind it.
    """
    if meant := listed_word(word):
        return meant
    from rapidfuzz.distance import OSA

    counts = document.counts
    listed = listed_words(word, letters=SHORT)
    meanings = [other for other in listed if other.isascii() and other.isalpha()]
    if counts.is_attested(word.lower()) or any(is_special_term(word.lower(), other) for other in meanings):
        return ""
    if len(meanings) == 1 and len(word) >= LONG:
        is_usual = counts.count(meanings[0]) > log(EVERYDAY) and not word.endswith("ings")
        return meanings[0] if is_usual else ""
    if not meanings or not word.islower() or word in SPOKEN:
        return ""
    if not _stands_free(at, document) or _is_glued_to_a_preposition(word, counts):
        return ""
    near = {found for found, distance in suggest(word, counts) if distance == 1}
    meant = max(meanings, key=lambda other: _likelihood(other, at, document))
    near_meanings = [other for other in listed if OSA.distance(word, other) == 1]
    if meant not in near_meanings or (len(word) <= SHORT + 1 and counts.count(meant) < HOLDING):
        return ""
    ahead = AHEAD if len(near_meanings) == 1 else FAR_AHEAD
    return meant if _lead(meant, near.union(meanings), at, document) > ahead else ""


def may_mean_another(word: str, other: str, at: int, document: AnalyzedDocument) -> bool:
    """Whether a listed typo of several words, one of which is `other`, may well stand for another that is as near."""
    from rapidfuzz.distance import OSA

    word, other = word.lower(), other.lower()
    distances = {meaning: OSA.distance(word, meaning) for meaning in listed_words(word)}
    here = distances.get(other, 0)
    rivals = {meaning for meaning, distance in distances.items() if distance <= here} - {other}
    return bool(rivals) and (here > 1 or _lead(other, rivals, at, document) <= FAR_AHEAD)


def _lead(word: str, others: Collection[str], at: int, document: AnalyzedDocument) -> float:
    """Return the nats by which `word` is likelier at token `at` than any other of `others`; infinite without any."""
    best = max((_likelihood(other, at, document) for other in others if other != word), default=-inf)
    return _likelihood(word, at, document) - best


def _stands_free(at: int, document: AnalyzedDocument) -> bool:
    """Whether nothing but marks of the sentence is glued to token `at`: not the `efore` of `[b]efore`."""
    tokens, edge = document.tokens, document.boundary
    before, after = tokens[at - 1], tokens[at + 1]
    is_free = not tokens[at].no_space_before or document.numbers[at - 1] == edge or before.text in OPENING
    return is_free and (not after.no_space_before or document.numbers[at + 1] == edge or after.text in CLOSING)


def _is_glued_to_a_preposition(word: str, counts: NgramModel) -> bool:
    """Whether `word` is two that lost their space, the first of which is a preposition: `atmost`."""
    parts = ((word[:cut], word[cut:]) for cut in range(2, len(word) - 1))
    return any(first in PREPOSITIONS and counts.count(rest) > log(EVERYDAY) for first, rest in parts)


def _likelihood(word: str, at: int, document: AnalyzedDocument) -> float:
    """Return the logarithm of the probability of the five words around token `at` with `word` in their middle."""
    numbers, counts = document.numbers, document.counts
    around = [numbers[n] if 0 <= n < len(numbers) else document.boundary for n in (at - 2, at - 1, at + 1, at + 2)]
    window = [*around[:2], counts.number(word), *around[2:]]
    return sum(counts.trigram_logprob(*window[first : first + 3]) for first in range(3))
