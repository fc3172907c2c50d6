"""The words of the repository: its jargon, its names and its commands are no damage."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from weave_fix.data import decode
from weave_fix.git import is_markdown

if TYPE_CHECKING:
    from weave_fix.git import Repository

WORD = re.compile(r"\w+")
MOST = 8_000_000
"""Bytes of Markdown that are read at most, in the order of their paths: some 0.3 s."""


class RepositoryWords:
    """The words of the Markdown in HEAD, as they are written there; read when the first one is asked for."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self._words: set[str] | None = None

    def __contains__(self, word: object) -> bool:
        """Whether `word` stands in HEAD, written just so."""
        if self._words is None:
            self._words = self._read()
        return word in self._words

    def _read(self) -> set[str]:
        head = self._repository.head()
        if head is None:
            return set()
        wanted: list[str] = []
        left = MOST
        for blob in self._repository.tree_blobs(head):
            if is_markdown(blob.path) and blob.size <= left:
                left -= blob.size
                wanted.append(blob.oid)
        words: set[str] = set()
        for _, content in self._repository.read_blobs(wanted):
            words.update(WORD.findall(decode(content or b"")))
        return words
