"""Decision trees walked down by many rows at once, with numpy: for pages with so much to judge that it is loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from weave_fix.evidence.ensemble_file import Nodes


TOGETHER = 128
"""Rows that are walked down at a time: the arrays of more leave the processor's cache."""


class EnsembleArrays:
    """Trees as arrays: the nodes of all of them behind each other, and a leaf's children are the leaf itself."""

    def __init__(self, nodes: Nodes, first: int, last: int) -> None:
        """Take the trees `first` to `last`, half-open."""
        start, end = nodes.ends[first], nodes.ends[last]
        ends = np.array(nodes.ends[first : last + 1], np.int64) - start
        self._roots = ends[:-1]
        origin = np.repeat(self._roots, np.diff(ends))
        feature, left, right = (
            np.array(side[start:end], np.int64) for side in (nodes.feature, nodes.left, nodes.right)
        )
        leaf = feature < 0
        itself = np.arange(len(leaf))
        self._is_inner = ~leaf
        self._feature = np.where(leaf, 0, feature)
        self._threshold = np.array(nodes.threshold[start:end], np.float64)
        self._children = np.stack([np.where(leaf, itself, side + origin) for side in (left, right)], axis=1).ravel()

    def sums(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return for each row the sum of the leaves that it comes to."""
        parts = [self._leaves(rows[at : at + TOGETHER]).sum(axis=1) for at in range(0, len(rows), TOGETHER)]
        return np.concatenate(parts) if parts else np.zeros(0)

    def sums_in_order(self, rows: Sequence[Sequence[float]]) -> list[float]:
        """Return the same added up tree by tree, as it is without numpy: `sum` adds pairs, with other last digits."""
        found: list[float] = []
        for at in range(0, len(rows), TOGETHER):
            leaves = self._leaves(np.array(rows[at : at + TOGETHER], np.float64))
            found += np.add.accumulate(leaves, axis=1)[:, -1].tolist() if leaves.size else [0.0] * len(leaves)
        return found

    def _leaves(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the values of the leaves that each row comes to, a column for each tree."""
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
        leaves: NDArray[np.float64] = self._threshold.take(ends).reshape(len(rows), len(self._roots))
        return leaves
