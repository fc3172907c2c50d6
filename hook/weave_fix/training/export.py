"""Write LightGBM's trees as the arrays that `evidence.ensemble` reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from weave_fix.evidence.ensemble_file import packed

if TYPE_CHECKING:
    from collections.abc import Sequence


def export(booster: Any, names: Sequence[str], thresholds: dict[str, dict[str, float]]) -> bytes:
    """Return the booster as the file that `Ensemble` reads."""
    trees = []
    for info in booster.dump_model()["tree_info"]:
        tree: dict[str, list[float]] = {"feature": [], "threshold": [], "left": [], "right": []}
        _flatten(info["tree_structure"], tree)
        trees.append(tree)
    return packed({"names": list(names), "bias": 0.0, "thresholds": thresholds, "trees": trees})


def _flatten(node: dict[str, Any], tree: dict[str, list[float]]) -> int:
    """Append `node` and what is below it to `tree`; return its number."""
    number = len(tree["feature"])
    leaf = "leaf_value" in node
    tree["feature"].append(-1 if leaf else node["split_feature"])
    tree["threshold"].append(float(f"{node['leaf_value' if leaf else 'threshold']:.6g}"))
    tree["left"].append(0)
    tree["right"].append(0)
    if not leaf:
        tree["left"][number] = _flatten(node["left_child"], tree)
        tree["right"][number] = _flatten(node["right_child"], tree)
    return number
