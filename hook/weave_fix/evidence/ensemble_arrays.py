"""Decision trees walked down by many rows at once, with numpy: for pages with so much to judge that it is loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from weave_fix.evidence.ensemble import Tree


class EnsembleArrays:
    """Trees as arrays: the nodes of all of them behind each other, and a leaf's children are the leaf itself."""

    def __init__(self, trees: Sequence[Tree]) -> None:
        sizes = np.array([len(feature) for feature, _, _, _ in trees], np.int64)
        self._roots = np.cumsum(sizes) - sizes
        origin = np.repeat(self._roots, sizes)
        feature, left, right = (_joined([tree[side] for tree in trees], np.int64) for side in (0, 2, 3))
        leaf = feature < 0
        itself = np.arange(len(leaf))
        self._is_inner = ~leaf
        self._feature = np.where(leaf, 0, feature)
        self._threshold = _joined([tree[1] for tree in trees], np.float64)
        self._children = np.stack([np.where(leaf, itself, side + origin) for side in (left, right)], axis=1).ravel()

    def sums(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return for each row the sum of the leaves that it comes to."""
        ends = np.tile(self._roots, len(rows))
        places, nodes = np.arange(len(ends)), ends
        first = np.repeat(np.arange(len(rows)) * rows.shape[1], len(self._roots))
        answers = rows.ravel()
        while len(places):
            goes_right = answers.take(first + self._feature.take(nodes)) > self._threshold.take(nodes)
            nodes = self._children.take(2 * nodes + goes_right)
            ends[places] = nodes
            # Ways are of unequal length: few are as long as the longest.
            going = np.flatnonzero(self._is_inner.take(nodes))
            places, nodes, first = places.take(going), nodes.take(going), first.take(going)
        sums: NDArray[np.float64] = self._threshold.take(ends).reshape(len(rows), len(self._roots)).sum(axis=1)
        return sums


def _joined(lists: Sequence[Sequence[float]], kind: type) -> NDArray[Any]:
    """Return the numbers of all lists behind each other; there may be no list."""
    return np.concatenate([np.empty(0, kind), *(np.asarray(one, kind) for one in lists)])
