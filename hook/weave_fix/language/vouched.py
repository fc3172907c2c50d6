"""Words of the repository that may be typos committed before, and say nothing for what is written like them."""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING

from weave_fix.language.listed_typos import listed_word
from weave_fix.language.tokens import LOWER, case

if TYPE_CHECKING:
    from collections.abc import Iterable

    from weave_fix.language.ngram_model import NgramModel
    from weave_fix.vocabulary.lookup import Vocabulary

FILES = 3
"""Files from which on a word is no typo: three hands hardly typo alike."""
LONG = 6
"""Letters from which on a word is hardly like another by chance."""
COMMON = log(300)
"""Logarithm of the count from which on a word is common."""


class Vouched:
    """Knows what a repository knows, but for the words that stand in few of its files and are like a common one."""

    def __init__(self, vocabulary: Vocabulary, counts: NgramModel) -> None:
        self._known = vocabulary
        self._counts = counts

    def known_among(self, words: Iterable[str]) -> set[str]:
        """Return those of `words` that are known, written just so, and no typos."""
        return {word for word in self._known.known_among(words) if not self._may_be_typo(word)}

    def files(self, word: str) -> int:
        """Return in how many files `word` stands, as the repository does."""
        return self._known.files(word)

    def _may_be_typo(self, word: str) -> bool:
        if len(word) < LONG or case(word) != LOWER or not word.isascii() or not word.isalpha():
            return False
        if listed_word(word):
            return self._known.files(word) < FILES
        from weave_fix.language.suggest import anagrams, suggest
        from weave_fix.language.typos import is_odd_typo
        from weave_fix.language.word_formation import is_well_formed

        if self._counts.is_attested(word) and not self._counts.is_likely_misspelling(self._counts.number(word)):
            return False
        if self._known.files(word) >= FILES or is_well_formed(word, self._counts):
            return False
        near = [other for other, distance in suggest(word, self._counts) if distance == 1]
        near += anagrams(word, self._counts)
        return any(self._counts.count(other) > COMMON and not is_odd_typo(word, other) for other in near)
