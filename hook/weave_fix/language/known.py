"""The words of the repository: its jargon, its names and its commands are no damage."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from weave_fix.data import decode
from weave_fix.git import is_markdown
from weave_fix.markdown import WORD

if TYPE_CHECKING:
    from collections.abc import Iterable

    from weave_fix.git import Repository

MOST = 8_000_000
"""Bytes of Markdown that are read at most, in the order of their paths: some 0.3 s."""
FEW = 24
"""Words that git looks for by itself; for more, all words are read once."""


class Known(Protocol):
    """Whatever knows words."""

    def among(self, words: Iterable[str]) -> set[str]:
        """Return those of `words` that are known, written just so."""

    def __hash__(self) -> int:
        """Two that know the same may differ: what was judged with one is not asked of the other."""


class NoWords:
    """Knows no word: there is no repository."""

    def among(self, words: Iterable[str]) -> set[str]:
        """Return nothing."""
        return set()


class Forgetful(NoWords):
    """Knows no word either, and remembers whether it was asked for one."""

    was_asked = False

    def among(self, words: Iterable[str]) -> set[str]:
        """Return nothing."""
        self.was_asked = True
        return super().among(words)


class RepositoryWords:
    """The words of the Markdown in one commit, as they are written there."""

    def __init__(self, repository: Repository, commit: str) -> None:
        """`commit` is the one that holds the bases: a later one may hold the damage already."""
        self._repository = repository
        self._commit = commit
        self._asked: set[str] = set()
        self._found: set[str] = set()
        self._all: set[str] | None = None

    def among(self, words: Iterable[str]) -> set[str]:
        """Return those of `words` that stand in the commit. One git process for a few words, or for all there are."""
        wanted = set(words)
        if self._all is None:
            fresh = wanted - self._asked
            self._asked |= fresh
            if len(self._asked) > FEW:
                self._all = self._read()
            else:
                self._found |= self._repository.grep_words(fresh, self._commit)
        return wanted & (self._found if self._all is None else self._all)

    def _read(self) -> set[str]:
        blobs: list[str] = []
        left = MOST
        for blob in self._repository.tree_blobs(self._commit):
            if is_markdown(blob.path) and blob.size <= left:
                left -= blob.size
                blobs.append(blob.oid)
        words: set[str] = set()
        for _, content in self._repository.read_blobs(blobs):
            words.update(WORD.findall(decode(content or b"")))
        return words
