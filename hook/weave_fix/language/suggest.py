"""Known words that are near to one that nobody knows."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from weave_fix.language.ngram_model import LETTERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from weave_fix.language.ngram_model import NgramModel

LONG = 7
"""Letters from which on two typos in one word are looked for."""
MAX_SUGGESTIONS = 12
"""Near words that are returned at most, the most frequent ones."""
BUCKETS = 64
"""Lists of words, of one beginning and one length each, that are kept: some 450 words in each."""


@lru_cache(maxsize=BUCKETS)
def _bucket(counts: NgramModel, first: str, length: int) -> tuple[str, ...]:
    return (*counts.words_like(first, length), *counts.listed_like(first, length))


def _is_valid(word: str, counts: NgramModel) -> bool:
    """Whether a known word may be what was meant: asked of the few that are like a word, not of all in a bucket."""
    return (word.isalpha() or "'" in word) and counts.is_valid(word)


@lru_cache(maxsize=BUCKETS)
def _ending(counts: NgramModel, first: str, length: int) -> dict[str, list[str]]:
    """Return the words of a bucket by their last character."""
    found: dict[str, list[str]] = {}
    for word in _bucket(counts, first, length):
        found.setdefault(word[-1:], []).append(word)
    return found


def anagrams(word: str, counts: NgramModel) -> list[str]:
    """Return the known words with the inner letters of the folded `word` in another order."""
    if len(word) < 4:
        return []
    middle = sorted(word[1:-1])
    return [
        other
        for other in _ending(counts, word[0], len(word.encode())).get(word[-1], ())
        if other != word and sorted(other[1:-1]) == middle and _is_valid(other, counts)
    ]


@lru_cache(maxsize=4096)
def suggest(word: str, counts: NgramModel) -> Sequence[tuple[str, int]]:
    """Return known words near to the folded `word` with their distance of 1 or 2 typos, the most frequent first.

    A typo is a letter put in, lost, replaced or exchanged with the next. Words of fewer than `LONG` letters are
    near at one typo only; two typos never reach the first letter, nor a word that is only listed.
    """
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    reach = 2 if len(word) >= LONG else 1
    size = len(word.encode("utf-8", "surrogatepass"))
    same = [other for length in range(size - reach, size + reach + 1) for other in _bucket(counts, word[0], length)]
    found = {
        other: int(distance)
        for other, distance, _ in process.extract(word, same, scorer=OSA.distance, score_cutoff=reach, limit=None)
        if distance and _is_valid(other, counts) and (distance == 1 or counts.number(other) < counts.size)
    }
    for other in _other_beginnings(word):
        if other != word and other.isalpha() and counts.is_valid(other):
            found.setdefault(other, 1)
    close = min(found.values(), default=1)
    kept = [(other, distance) for other, distance in found.items() if close in (1, distance)]
    kept.sort(key=lambda item: (item[1], -counts.count(item[0]), item[0]))
    return tuple(kept[:MAX_SUGGESTIONS])


def _other_beginnings(word: str) -> Iterable[str]:
    """Yield what `word` may be if the typo is in its first letter."""
    if len(word) < 3:
        return
    yield word[1:]
    yield word[1] + word[0] + word[2:]
    if word[0] in LETTERS:
        for letter in LETTERS:
            yield letter + word
            yield letter + word[1:]


def match_case(word: str, other: str) -> str:
    """Return the folded word `other` in the case of `word`."""
    if word.isupper() and len(word) > 1:
        return other.upper()
    if word[0].isupper() and word[1:].islower():
        return other[0].upper() + other[1:]
    return other
