"""The words of a repository that stand in other files than one: a file cannot vouch for its own words."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from weave_fix.diff.comparison import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from weave_fix.records import Base
    from weave_fix.vocabulary.lookup import Vocabulary


class WordsElsewhere:
    """Another vocabulary without the words that stand in one file alone, all of which is checked."""

    def __init__(self, vocabulary: Vocabulary, bases: Iterable[Base]) -> None:
        """`bases` are the committed texts of the file, whose words `vocabulary` has counted too."""
        self._vocabulary = vocabulary
        self._bases = tuple(bases)

    @cached_property
    def _own(self) -> frozenset[str]:
        return frozenset().union(*(words_of(base.text) for base in self._bases))

    def known_among(self, words: Iterable[str]) -> set[str]:
        """Return those of `words` that are known, and stand elsewhere too if the file has them."""
        known = self._vocabulary.known_among(words)
        return {word for word in known if word not in self._own or self.files(word)}

    def files(self, word: str) -> int:
        """Return in how many other files `word` stands."""
        files = self._vocabulary.files(word)
        return max(0, files - 1) if word in self._own else files
