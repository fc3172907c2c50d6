"""Whether a file holds trees: lists that fit together, nodes that lead down to leaves, and finite numbers."""

from __future__ import annotations

from typing import Any

from weave_fix.runtime.strict_json import is_number

GREATEST = 1e9
"""Of a threshold; answers are counts and logarithms."""
LEAF = 1000.0
"""Nats of a leaf, and of the bias; those of a fit are below 5."""
LEVELS = {"safe", "unsafe", "shown"}


def check(data: Any) -> None:
    """Raise ValueError, TypeError, LookupError or AttributeError where `data` is not what `Ensemble` reads."""
    names = data["names"]
    _demand(isinstance(names, list) and all(isinstance(name, str) for name in names), "names")
    _demand(is_number(data["bias"], LEAF), "bias")
    for limits in data["thresholds"].values():
        _demand(limits.keys() >= LEVELS and all(is_number(limits[level], GREATEST) for level in LEVELS), "thresholds")
    _demand(isinstance(data["trees"], list), "trees")
    for tree in data["trees"]:
        _check_tree(tree, len(names))


def _check_tree(tree: Any, names: int) -> None:
    feature, threshold, left, right = (tree[side] for side in ("feature", "threshold", "left", "right"))
    _demand(all(isinstance(side, list) for side in (feature, threshold, left, right)), "a tree")
    size = len(feature)
    _demand(0 < size == len(threshold) == len(left) == len(right), "a tree")
    _demand({int} >= {*map(type, feature), *map(type, left), *map(type, right)}, "a node")
    _demand(min(feature) >= -1 and max(feature) < names, "a node")
    _demand(min(*left, *right) >= 0 and max(*left, *right) < size, "a node")
    # Each leads on to later nodes alone: no way is endless.
    _demand(all(node < min(left[node], right[node]) for node in range(size) if feature[node] >= 0), "a node")
    greatest = (LEAF if one < 0 else GREATEST for one in feature)
    _demand(all(map(is_number, threshold, greatest)), "a threshold")


def _demand(holds: bool, part: str) -> None:
    if not holds:
        raise ValueError(f"{part} cannot be right")
