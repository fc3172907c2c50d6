"""The words of the repository, but for those that stand there by damage alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weave_fix.markdown.blocks import WORD

if TYPE_CHECKING:
    from collections.abc import Iterable

    from weave_fix.records import Base
    from weave_fix.vocabulary.lookup import Vocabulary


class SoundVocabulary:
    """Another vocabulary without the words that only the damage of one file has brought in."""

    def __init__(self, vocabulary: Vocabulary, bases: Iterable[Base]) -> None:
        """`bases` are without some damage."""
        self._vocabulary = vocabulary
        self._broken = {
            word for base in bases for word in _words(one.around for one in base.undone) - _words([base.text])
        }

    def known_among(self, words: Iterable[str]) -> set[str]:
        """Return those of `words` that are known, and stand elsewhere too if the damage has them."""
        return {word for word in self._vocabulary.known_among(words) if word not in self._broken or self.files(word)}

    def files(self, word: str) -> int:
        """Return in how many files `word` stands, the damaged one left out."""
        files = self._vocabulary.files(word)
        return max(0, files - 1) if word in self._broken else files


def _words(texts: Iterable[str]) -> set[str]:
    return {word for text in texts for word in WORD.findall(text)}
