"""The tagger's run-time: a small convolutional network that says of each token whether it should stand there so.

See `training.language.tagger` for its form. numpy alone runs it, and is imported only where something is in doubt: a
page without a suspect never pays for it.
"""

from __future__ import annotations

from array import array
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, Any, TypeAlias

from weave_fix.errors import WeaveFixError
from weave_fix.language.model_check import check_tagger
from weave_fix.language.tokens import CASES, normalize
from weave_fix.named_tuple import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from weave_fix.language.model_file import Model
    from weave_fix.language.ngram_model import NgramModel
    from weave_fix.language.token_cache import Token

CORRECT, WORD_ORDER, UNNECESSARY, MISSING, ORTHOGRAPHY, REPLACEMENT = range(6)
"""What a token can be: as it should be; exchanged with the next word; not to be here; one that something is missing
before; of the wrong case; not the word that should stand here, or a piece of it."""
CLASSES = 6
SUFFIX = 3
"""Letters at the end by which words that are not in the table are told apart."""
EPSILON = 1e-5
GREATEST = 1000.0
"""Of a weight; those that come of training are below 2."""
TOGETHER = 24
"""Windows that are read together at most: some 2,000 rows of a layer, 6 MB."""
MAX_KEPT = 4096
"""Windows whose scores are kept at most, some 4 MB; then they are forgotten, and read again."""
CASED = 2 * CASES
"""Ways in which a token is written, with white space before it or without."""


def suffix_bucket(token: str, buckets: int) -> int:
    """Return the bucket of a token by its last letters, folded."""
    from zlib import crc32

    return crc32(normalize(token)[-SUFFIX:].encode("utf-8", "surrogatepass")) % buckets


_Key: TypeAlias = "tuple[bytes, int, int]"
"""The tokens of a window as numbers, and which of them are asked for."""


class Window(NamedTuple):
    """Tokens that are read together, and which of them are asked for: `first` to `last`, the last not included."""

    tokens: Sequence[Token]
    first: int
    last: int


class Tagger:
    """Runs the network of a model over tokens."""

    def __init__(self, model: Model, counts: NgramModel) -> None:
        """Read the tagger of `model`.

        WeaveFixError where it was trained on words numbered otherwise than `counts`, or does not fit together.
        """
        numbering = model.fact("counts").get("numbering")
        if numbering is None or model.fact("tagger").get("numbering") != numbering:
            raise WeaveFixError(f"{model.path}: the language model's tagger is not that of its counts; train it again")
        check_tagger(model, cases=CASED, classes=CLASSES)
        self._model = model
        self._unknown = counts.size
        facts = model.fact("tagger")
        self._words: int = facts["words"]
        self._buckets: int = facts["buckets"]
        self._distances: list[int] = facts["distances"]
        self._shapes: dict[str, list[int]] = facts["shapes"]
        self.receptive_field = sum(self._distances)
        """Tokens on each side that a token's scores depend on."""
        self._known: dict[_Key, NDArray[np.float32]] = {}

    @cached_property
    def _weights(self) -> dict[str, NDArray[np.float32]]:
        import numpy as np

        weights = {}
        for name in self._shapes.keys() - {"words"}:
            rows, scales = self._kept(name)
            weights[name] = rows.astype(np.float32) if scales is None else rows * scales[:, None]
        return weights

    @cached_property
    def _table(self) -> tuple[NDArray[Any], NDArray[np.float32] | None]:
        return self._kept("words")

    def _kept(self, name: str) -> tuple[NDArray[Any], NDArray[np.float32] | None]:
        """Return a matrix as the model has it; if that is in bytes, also what each row of it has to be scaled by."""
        import numpy as np

        section, scales = f"tagger {name}", f"tagger {name} scales"
        is_scaled = scales in self._model
        rows = np.frombuffer(self._model.section(section), np.int8 if is_scaled else np.float16)
        kept = rows.reshape(self._shapes[name])
        if not is_scaled:
            self._model.demand(_is_bounded(kept), section)
            return kept, None
        factors = np.frombuffer(self._model.section(scales), np.float16)
        self._model.demand(_is_bounded(factors), scales)
        return kept, factors.astype(np.float32)

    def row(self, token: Token) -> int:
        """Return the row of the table that stands for a token."""
        if token.number < min(self._words, self._unknown):
            return token.number
        return self._words + suffix_bucket(token.text, self._buckets)

    def scores(self, windows: Sequence[Window]) -> list[list[list[float]]]:
        """Return for each window, and each of the tokens asked for there, the log-probability of each class.

        What was read before is known: most of a repaired text is as it was.
        """
        keys = [self._key(*window) for window in windows]
        if len(self._known) > MAX_KEPT:
            self._known.clear()
        new = [key for key in dict.fromkeys(keys) if key not in self._known]
        for at in range(0, len(new), TOGETHER):
            part = new[at : at + TOGETHER]
            self._known.update(zip(part, self._read(part), strict=True))
        return [self._known[key].tolist() for key in keys]

    def _key(self, tokens: Sequence[Token], first: int, last: int) -> _Key:
        """Return all that the scores of a window depend on."""
        start, end = max(0, first - self.receptive_field), min(len(tokens), last + self.receptive_field)
        limit, row = min(self._words, self._unknown), self.row
        numbers = [
            CASED * (token.number if token.number < limit else row(token)) + 2 * token.case + token.no_space_before
            for token in tokens[start:end]
        ]
        return array("l", numbers).tobytes(), first - start, last - start

    def _read(self, windows: Sequence[_Key]) -> list[NDArray[np.float32]]:
        """Read windows together.

        In each layer only what the tokens asked for depend on is worked out, and only once what windows have in
        common: most are read twice, as they stand and with a word or two changed.
        """
        import numpy as np

        texts = [np.frombuffer(raw, "l") for raw, _, _ in windows]
        spans = [self._spans(len(text), first, last) for text, (_, first, last) in zip(texts, windows, strict=True)]
        rows, numbers = _numbered(np.concatenate(texts).astype(np.int64))
        x = self._input_projection(np.stack(np.divmod(rows, CASED), axis=1))
        for layer, distance in enumerate(self._distances):
            within = np.array([(*span[layer], *span[layer + 1]) for span in spans])
            threes, numbers = _conv_indices(numbers, within, distance, len(x))
            x = self._layer(layer, x, threes)
        weights = self._weights
        out = (
            _layer_norm(x, weights["last.weight"], weights["last.bias"]) @ weights["out.weight"].T + weights["out.bias"]
        )
        out -= out.max(axis=1, keepdims=True)
        found: NDArray[np.float32] = (out - np.log(np.exp(out).sum(axis=1, keepdims=True)))[numbers]
        ends = accumulate(last - first for _, first, last in windows)
        # A view would keep what was read of all windows.
        return [found[end - (last - first) : end].copy() for end, (_, first, last) in zip(ends, windows, strict=True)]

    def _spans(self, size: int, first: int, last: int) -> list[tuple[int, int]]:
        """Return which of `size` tokens each layer reads, half-open, the first layer's first; then those asked for."""
        spans = [(first, last)]
        for distance in reversed(self._distances):
            first, last = max(0, first - distance), min(size, last + distance)
            spans.append((first, last))
        return spans[::-1]

    def _input_projection(self, rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return what the first layer reads, for each row of the table with how the word is written."""
        import numpy as np

        weights, (table, scales) = self._weights, self._table
        words = table[rows[:, 0]].astype(np.float32)
        if scales is not None:
            words *= scales[rows[:, 0], None]
        widened: NDArray[np.float32] = words @ weights["widen.weight"].T + weights["widen.bias"]
        return widened + weights["cases"][rows[:, 1]]

    def _layer(self, layer: int, x: NDArray[np.float32], three: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return what a layer makes of `x`, for each three rows of it: a token's own between those beside it."""
        import numpy as np

        weights = self._weights
        h = _layer_norm(x, weights[f"norms.{layer}.weight"], weights[f"norms.{layer}.bias"])
        h = np.concatenate((h, np.zeros((1, h.shape[1]), np.float32)))
        both = h.take(three.ravel(), axis=0).reshape(len(three), -1) @ weights[f"layers.{layer}.weight"].T
        both += weights[f"layers.{layer}.bias"]
        value, gate = np.split(both, 2, axis=1)
        # value / (1 + exp(-gate)) + x, in one array: to fill new ones takes as long as to multiply.
        made: NDArray[np.float32] = np.clip(gate, -60, 60)
        np.negative(made, out=made)
        np.exp(made, out=made)
        made += 1
        np.divide(value, made, out=made)
        made += x.take(three[:, 1], axis=0)
        return made


def _numbered(keys: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return each key once, in the order in which they come first, and for each of `keys` its place among these."""
    import numpy as np

    # As `np.unique` does it, which imports what masks arrays.
    ordered = np.argsort(keys, kind="stable")
    is_first = np.append(True, np.diff(keys[ordered]) != 0)[: len(keys)]
    first, places = ordered[is_first], np.empty(len(keys), np.int64)
    places[ordered] = np.cumsum(is_first) - 1
    order = np.argsort(first)
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    return keys[first[order]], rank[places]


def _conv_indices(
    numbers: NDArray[np.int64], within: NDArray[np.int64], distance: int, rows: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the threes of `numbers` that the next layer reads, each once, and for each wanted token its three.

    `numbers`, which are below `rows`, are those of the tokens of all windows, one window behind the other. For each
    window `within` has the tokens read and those wanted, both half-open. Beyond the ends of a window stands nothing:
    the last row, -1.
    """
    import numpy as np

    read_from, read_to, start, end = within.T
    read, wanted = read_to - read_from, end - start
    # With room for as many tokens as the distance before each window and behind the last one.
    room = np.arange(1, len(within) + 1) * distance
    padded = np.full(len(numbers) + distance * (len(within) + 1), -1, np.int64)
    padded[np.arange(len(numbers)) + room.repeat(read)] = numbers
    first = np.cumsum(read) - read + room + start - read_from
    middle = np.arange(wanted.sum()) + (first - (np.cumsum(wanted) - wanted)).repeat(wanted)
    keys = np.zeros_like(middle)
    for shift in (-distance, 0, distance):
        keys = keys * (rows + 1) + padded[middle + shift] + 1
    keys, places = _numbered(keys)
    threes = np.empty((len(keys), 3), np.int64)
    for column in (2, 1, 0):
        keys, threes[:, column] = np.divmod(keys, rows + 1)
    return threes - 1, places


def _is_bounded(weights: NDArray[Any]) -> bool:
    """Tell whether all weights are numbers with which nothing overflows."""
    import numpy as np

    return bool((np.abs(weights) <= GREATEST).all())


def _layer_norm(x: NDArray[np.float32], weight: NDArray[np.float32], bias: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return `x` with each row of mean 0 and variance 1, then scaled (layer normalisation, Ba et al. 2016)."""
    import numpy as np

    normed: NDArray[np.float32] = x - x.mean(axis=1, keepdims=True)
    normed /= np.sqrt((normed**2).mean(axis=1, keepdims=True) + EPSILON)
    normed *= weight
    normed += bias
    return normed
