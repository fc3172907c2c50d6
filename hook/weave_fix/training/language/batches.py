"""The batches that the tagger learns from: windows of a stream, spoiled, as numbers of words, cases and labels."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import numpy as np

from weave_fix.language.tagger import suffix_bucket
from weave_fix.language.tokens import CASES, case, normalize
from weave_fix.training.language.corruption import Token, corrupt_tokens

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from weave_fix.training.language.corpus import Stream

WORDS = 30_000
"""Words that have a row of their own in the tagger's table, the most frequent."""
BUCKETS = 2_000
"""Rows that all other words share, by their last letters."""
WINDOW = 128
"""Tokens that are read together."""
REMEMBERED = 2_000_000


class Batches:
    """Batches by the number of their step: each draws by its own number, whoever asks for it and in whatever order."""

    def __init__(self, stream: Stream, ranks: Mapping[str, int], seed: int, size: int) -> None:
        self._surfaces, self._tokens = stream
        self._ranks = ranks
        self._seed = seed
        self._size = size
        self._codes: dict[str, int] = {}
        self._read: dict[int, Token] = {}

    def _code(self, token: str) -> int:
        """Return the row of a token in the table of words, times 10, plus twice its case."""
        found = self._codes.get(token)
        if found is None:
            rank = self._ranks.get(normalize(token), WORDS)
            row = rank if rank < WORDS else WORDS + suffix_bucket(token, BUCKETS)
            found = row * 2 * CASES + 2 * case(token)
            if len(self._codes) < REMEMBERED:
                self._codes[token] = found
        return found

    def _token(self, packed: int) -> Token:
        found = self._read.get(packed)
        if found is None:
            found = self._read[packed] = Token(self._surfaces[packed >> 1], bool(packed & 1))
        return found

    def __getitem__(self, step: int) -> tuple[NDArray[np.int32], NDArray[np.uint8], NDArray[np.uint8]]:
        """Return the words, cases and labels of a batch (window, place)."""
        rng = Random(self._seed * 1_000_003 + step)
        codes = np.zeros((self._size, WINDOW), np.int32)
        labels = np.zeros((self._size, WINDOW), np.uint8)
        code, token = self._code, self._token
        for row in range(self._size):
            start = rng.randrange(max(1, len(self._tokens) - WINDOW))
            window = corrupt_tokens([token(packed) for packed in self._tokens[start : start + WINDOW]], rng)[:WINDOW]
            codes[row, : len(window)] = [code(text) + glued for text, glued, _ in window]
            labels[row, : len(window)] = [label for _, _, label in window]
        words, cases = np.divmod(codes, 2 * CASES)
        return words, cases.astype(np.uint8), labels
