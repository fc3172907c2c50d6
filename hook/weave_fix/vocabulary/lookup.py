"""The words of the repository: its jargon, its names and its commands are no damage."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from weave_fix.runtime.stages import WORDS, stage

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from weave_fix.git import Repository
    from weave_fix.vocabulary.scan import ScanLimits, VocabularyIndex

MAX_WORD = 80
"""Characters beyond which a run of letters is no word of a language: base64, DNA, minified code, Chinese without marks.

The longest word in the lists of the shipped model has 75; German compounds that somebody wrote have 79. A longer one
is not looked up, split or corrected: each of its letters would be a place to do so, and a new word of its length.
"""


FEW = 24
"""Words of one text that git looks for at most, in Markdown that was too much to gather. Not those of a run: what is
found in a text would depend on which texts were read before."""
GREPPED = 16_000_000
"""Bytes of such Markdown that git still looks into: some 0.2 s. Of a repository with more, words stay unknown."""
SURE = 255
"""Files from which on nobody counts."""


class Vocabulary(Protocol):
    """Whatever knows words."""

    def known_among(self, words: Iterable[str]) -> set[str]:
        """Return those of `words` that are known, written just so."""

    def files(self, word: str) -> int:
        """Return in how many files `word` stands, written just so: 0 for an unknown one, 255 for that many or more.

        What is no word as it stands may be the lower-case form of one: ask for both.
        """

    def __hash__(self) -> int:
        """Two that know the same may differ: what was judged with one is not asked of the other."""


class EmptyVocabulary:
    """Knows no word: there is no repository."""

    def known_among(self, words: Iterable[str]) -> set[str]:
        """Return nothing."""
        return set()

    def files(self, word: str) -> int:
        """Return 0."""
        return 0


class RecordingVocabulary(EmptyVocabulary):
    """Knows no word either, and remembers whether it was asked for one, and for which."""

    def __init__(self) -> None:
        self.was_asked = False
        self.words: set[str] = set()

    def known_among(self, words: Iterable[str]) -> set[str]:
        """Return nothing."""
        self.was_asked = True
        self.words.update(words)
        return super().known_among(words)

    def files(self, word: str) -> int:
        """Return 0."""
        self.was_asked = True
        return super().files(word)


class RepositoryVocabulary:
    """The words of one commit: of its Markdown as they are written there, and the identifiers of its code."""

    def __init__(
        self,
        repository: Repository,
        commit: str,
        *,
        code: bool = False,
        limits: ScanLimits | None = None,
        folder: Path | None = None,
    ) -> None:
        """`commit` is the one that holds the bases: a later one may hold the damage already.

        With `code` identifiers and their parts are `among` the known words, else the words of Markdown alone. `limits`
        None are the usual ones. `folder` is where words are kept; None: below the git directory.
        """
        self._repository = repository
        self._commit = commit
        self._code = code
        self._limits = limits
        self._folder = folder
        self._asked: set[str] = set()
        self._found: set[str] = set()

    @property
    def lacking(self) -> int:
        """Markdown files of the commit that a partial clone lacks, so that their words are not known.

        0 as long as no word was asked for.
        """
        index: VocabularyIndex | None = self.__dict__.get("_index")
        return 0 if index is None else index.lacking

    @cached_property
    @stage(WORDS)
    def _index(self) -> VocabularyIndex:
        from weave_fix.vocabulary.cache import words_of_commit
        from weave_fix.vocabulary.scan import ScanLimits

        return words_of_commit(self._repository, self._commit, self._limits or ScanLimits(), self._folder)

    def known_among(self, words: Iterable[str]) -> set[str]:
        """Return those of `words` that stand in the commit; what is longer than `MAX_WORD` is not looked for."""
        wanted = {word for word in words if len(word) <= MAX_WORD}
        known = {word for word in wanted if self._stands(word)} if wanted else set()
        if missing := wanted - known - self._asked:
            self._look_for(missing)
        return known | (wanted & self._found)

    def files(self, word: str) -> int:
        """Return in how many files `word` stands, as Markdown, an identifier or a part of one, at most 255.

        A word that only `among` has found, in what was too much to gather, is in one.
        """
        count = self._index.count(word)
        return min(SURE, count.markdown + count.other) or int(word in self._found)

    def _stands(self, word: str) -> bool:
        count = self._index.count(word)
        return count.markdown > 0 or (self._code and count.other > 0)

    @stage(WORDS)
    def _look_for(self, words: set[str]) -> None:
        """Have git look for `words` in the Markdown that was not gathered, as long as they are few."""
        if 0 < self._index.left <= GREPPED and len(words) <= FEW:
            self._found |= self._repository.grep_words(words, self._commit)
            self._asked |= words
