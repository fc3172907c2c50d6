"""The tagger's run-time: a small convolutional network that says of each token whether it should stand there so.

See `train.network` for its form. numpy alone runs it, and is imported only where something is in doubt: a page without
a suspect never pays for it.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from weave_fix.language.tokens import case, fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from weave_fix.language.counts import Counts
    from weave_fix.language.model import Model
    from weave_fix.language.page import Token

OK, EXCHANGED, EXTRA, MISSING, CASE, BROKEN = range(6)
"""What a token can be: as it should be; exchanged with the next word; not to be here; one that something is missing
before; of the wrong case; not the word that should stand here, or a piece of it."""
CLASSES = 6
SUFFIX = 3
"""Letters at the end by which words that are not in the table are told apart."""
EPSILON = 1e-5


def suffix(token: str, buckets: int) -> int:
    """Return the bucket of a token by its last letters, folded."""
    from zlib import crc32

    return crc32(fold(token)[-SUFFIX:].encode("utf-8", "surrogatepass")) % buckets


class Tagger:
    """Runs the network of a model over tokens."""

    def __init__(self, model: Model, counts: Counts) -> None:
        self._model = model
        self._unknown = counts.size
        facts = model.facts["tagger"]
        self._words: int = facts["words"]
        self._buckets: int = facts["buckets"]
        self._distances: list[int] = facts["distances"]
        self._shapes: dict[str, list[int]] = facts["shapes"]
        self.reach = sum(self._distances)
        """Tokens on each side that a token's scores depend on."""

    @cached_property
    def _weights(self) -> dict[str, NDArray[np.float32]]:
        import numpy as np

        return {
            name: np.frombuffer(self._model.section("tagger " + name), np.float16).astype(np.float32).reshape(shape)
            for name, shape in self._shapes.items()
            if name != "words"
        }

    @cached_property
    def _table(self) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
        import numpy as np

        table = np.frombuffer(self._model.section("tagger words"), np.int8).reshape(self._shapes["words"])
        return table, np.frombuffer(self._model.section("tagger scales"), np.float32)

    def row(self, token: Token) -> int:
        """Return the row of the table that stands for a token."""
        if token.number < min(self._words, self._unknown):
            return token.number
        return self._words + suffix(token.text, self._buckets)

    def scores(self, tokens: Sequence[Token]) -> list[list[float]]:
        """Return for each token the log-probability of each class."""
        import numpy as np

        weights, (table, scales) = self._weights, self._table
        rows = np.array([self.row(token) for token in tokens])
        cases = np.array([2 * case(token.text) + token.glued for token in tokens])
        words = table[rows].astype(np.float32) * scales[rows, None]
        x = words @ weights["widen.weight"].T + weights["widen.bias"] + weights["cases"][cases]
        for number, distance in enumerate(self._distances):
            h = _normed(x, weights[f"norms.{number}.weight"], weights[f"norms.{number}.bias"])
            beside = np.zeros((len(x) + 2 * distance, h.shape[1]), np.float32)
            beside[distance:-distance] = h
            three = np.concatenate((beside[: len(x)], h, beside[2 * distance :]), axis=1)
            both = three @ weights[f"layers.{number}.weight"].T + weights[f"layers.{number}.bias"]
            value, gate = np.split(both, 2, axis=1)
            x = x + value / (1 + np.exp(-np.clip(gate, -60, 60)))
        last = _normed(x, weights["last.weight"], weights["last.bias"])
        out = last @ weights["out.weight"].T + weights["out.bias"]
        out -= out.max(axis=1, keepdims=True)
        found: list[list[float]] = (out - np.log(np.exp(out).sum(axis=1, keepdims=True))).tolist()
        return found


def _normed(x: NDArray[np.float32], weight: NDArray[np.float32], bias: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return `x` with each row of mean 0 and variance 1, then scaled (layer normalisation, Ba et al. 2016)."""
    import numpy as np

    centred = x - x.mean(axis=1, keepdims=True)
    normed: NDArray[np.float32] = centred / np.sqrt((centred**2).mean(axis=1, keepdims=True) + EPSILON) * weight + bias
    return normed
