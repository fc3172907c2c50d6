"""The file of an ensemble of trees: arrays of nodes in the container of `language.model_file`, or JSON.

Its facts are `names`, `bias` and `thresholds`. Its sections hold the nodes of all trees behind each other: `sizes`, the
nodes of each tree (uint16); `feature`, the place of the answer, or -1 at a leaf (int16); `threshold`, at a leaf its
value (float64); `left` and `right`, numbers of nodes of the same tree (uint16). All are little-endian.

In JSON, as older models have it, `trees` is a list of objects with the four lists of each tree.
"""

from __future__ import annotations

from itertools import accumulate, chain, pairwise
from struct import pack
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from weave_fix.language import model_file
from weave_fix.named_tuple import NamedTuple
from weave_fix.runtime.strict_json import loads

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Tree: TypeAlias = "tuple[list[int], list[float], list[int], list[int]]"
SIZES = "sizes"
SIDES: dict[str, Literal["h", "d", "H"]] = {"feature": "h", "threshold": "d", "left": "H", "right": "H"}
"""The arrays of nodes, with the code of their numbers."""


class Nodes(NamedTuple):
    """The nodes of all trees behind each other."""

    ends: Sequence[int]
    """Where the nodes of each tree begin, and last how many there are."""
    feature: Sequence[int]
    threshold: Sequence[float]
    left: Sequence[int]
    right: Sequence[int]

    def trees(self) -> list[Tree]:
        """Return the nodes of each tree as lists."""
        feature, left, right = list(self.feature), list(self.left), list(self.right)
        threshold = list(self.threshold)
        return [
            (feature[start:end], threshold[start:end], left[start:end], right[start:end])
            for start, end in pairwise(self.ends)
        ]


def load(raw: bytes) -> tuple[Any, Nodes]:
    """Return what the bytes of a file say of the ensemble, and its nodes.

    ValueError, LookupError, TypeError or AttributeError where that is no ensemble; whether its trees lead somewhere is
    not looked at.
    """
    sides: list[Any]
    if not raw.startswith(model_file.MAGIC):
        facts = loads(raw)
        trees = facts.pop("trees")
        sides = [[*chain.from_iterable(tree[name] for tree in trees)] for name in SIDES]
        ends = [0, *accumulate(len(tree["feature"]) for tree in trees)]
    else:
        facts, sections = model_file.parts(memoryview(raw))
        ends = [0, *accumulate(sections[SIZES].cast("H"))]
        sides = [sections[name].cast(code) for name, code in SIDES.items()]
    if any(len(side) != ends[-1] for side in sides):
        raise ValueError("its arrays have different lengths")
    return {name: facts[name] for name in ("names", "bias", "thresholds")}, Nodes(ends, *sides)


def read(raw: bytes) -> Any:
    """Return what the bytes of a file hold, in the form of the JSON; errors as `load`, for JSON fewer."""
    if not raw.startswith(model_file.MAGIC):
        return loads(raw)
    facts, nodes = load(raw)
    return facts | {"trees": [dict(zip(SIDES, tree, strict=True)) for tree in nodes.trees()]}


def packed(ensemble: Mapping[str, Any]) -> bytes:
    """Return the bytes of the file for what `read` returns. struct.error for a tree of more than 65,535 nodes."""
    trees = ensemble["trees"]
    sections = {SIZES: pack(f"<{len(trees)}H", *(len(tree["feature"]) for tree in trees))}
    for name, code in SIDES.items():
        numbers = [number for tree in trees for number in tree[name]]
        sections[name] = pack(f"<{len(numbers)}{code}", *numbers)
    return model_file.pack(sections, {name: ensemble[name] for name in ("names", "bias", "thresholds")})
