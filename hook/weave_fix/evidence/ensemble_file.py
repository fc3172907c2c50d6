"""The file of an ensemble of trees: arrays of nodes in the container of `language.model_file`, or JSON.

Its facts are `names`, `bias` and `thresholds`. Its sections hold the nodes of all trees behind each other: `sizes`, the
nodes of each tree (uint16); `feature`, the place of the answer, or -1 at a leaf (int16); `threshold`, at a leaf its
value (float64); `left` and `right`, numbers of nodes of the same tree (uint16). All are little-endian.

In JSON, as older models have it, `trees` is a list of objects with the four lists of each tree.
"""

from __future__ import annotations

from itertools import accumulate, pairwise
from struct import pack
from typing import TYPE_CHECKING, Any, Literal

from weave_fix.language import model_file
from weave_fix.runtime.strict_json import loads

if TYPE_CHECKING:
    from collections.abc import Mapping

SIZES = "sizes"
SIDES: dict[str, Literal["h", "d", "H"]] = {"feature": "h", "threshold": "d", "left": "H", "right": "H"}
"""The arrays of nodes, with the code of their numbers."""


def read(raw: bytes) -> Any:
    """Return what the bytes of a file hold, in the form of the JSON.

    ValueError, LookupError, TypeError or AttributeError where that is no ensemble; whether its trees lead somewhere is
    not looked at.
    """
    if not raw.startswith(model_file.MAGIC):
        return loads(raw)
    facts, sections = model_file.parts(memoryview(raw))
    ends = [0, *accumulate(sections[SIZES].cast("H"))]
    sides = {name: sections[name].cast(code).tolist() for name, code in SIDES.items()}
    if any(len(side) != ends[-1] for side in sides.values()):
        raise ValueError("its arrays have different lengths")
    trees = [{name: side[start:end] for name, side in sides.items()} for start, end in pairwise(ends)]
    return {name: facts[name] for name in ("names", "bias", "thresholds")} | {"trees": trees}


def packed(ensemble: Mapping[str, Any]) -> bytes:
    """Return the bytes of the file for what `read` returns. struct.error for a tree of more than 65,535 nodes."""
    trees = ensemble["trees"]
    sections = {SIZES: pack(f"<{len(trees)}H", *(len(tree["feature"]) for tree in trees))}
    for name, code in SIDES.items():
        numbers = [number for tree in trees for number in tree[name]]
        sections[name] = pack(f"<{len(numbers)}{code}", *numbers)
    return model_file.pack(sections, {name: ensemble[name] for name in ("names", "bias", "thresholds")})
