"""The words of the repository as they would be had damage of one file never been committed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weave_fix.markdown.blocks import WORD
from weave_fix.past.mend import AROUND

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from weave_fix.records import Base
    from weave_fix.vocabulary.lookup import Vocabulary


class SoundVocabulary:
    """Another vocabulary without the words that only the damage of one file has brought in, and with those that it has
    taken out."""

    def __init__(self, vocabulary: Vocabulary, bases: Iterable[Base]) -> None:
        """`bases` are without some damage."""
        self._vocabulary = vocabulary
        self._broken = {
            word for base in bases for word in _words(one.around for one in base.undone) - _words([base.text])
        }
        self._lost = {word for base in bases for word in _words(_put_back(base))}

    def known_among(self, words: Iterable[str]) -> set[str]:
        """Return those of `words` that are known, and stand elsewhere too if the damage has them."""
        words = set(words)
        known = self._vocabulary.known_among(words)
        return {word for word in known if word not in self._broken or self.files(word)} | (words & self._lost)

    def files(self, word: str) -> int:
        """Return in how many files `word` stands, the damaged one left out."""
        files = self._vocabulary.files(word)
        if word in self._lost:
            return max(1, files)
        return max(0, files - 1) if word in self._broken else files


def _put_back(base: Base) -> Iterator[str]:
    """Yield what the text had before each damage, with the words at its ends."""
    text = base.committed or base.text
    for one in base.undone:
        yield text[max(0, one.start - AROUND) : one.end + AROUND] if one.start < one.end else ""


def _words(texts: Iterable[str]) -> set[str]:
    return {word for text in texts for word in WORD.findall(text)}
