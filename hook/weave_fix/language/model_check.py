"""Whether the parts of a model fit together: a file that nobody trained is refused before it is used.

Sizes are compared in every model, contents only in those that did not come with the package: that takes some
milliseconds.
"""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING, Any

from weave_fix.language.ngram_table import MAX_LEVEL
from weave_fix.runtime.strict_json import is_count, is_number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from weave_fix.language.model_file import Model

WIDEST = 4096
"""Numbers that stand for a word in the tagger at most."""
LAYERS, FARTHEST = 64, 1024
"""Layers of the tagger, and tokens between those that one of them reads, at most."""
LEAST = 1e-3
"""Of the weight of a shorter context; training leaves 0.02 of it."""
OF_WORDS = (
    "word counts",
    "word probabilities",
    "word back-off",
    "raised",
    "upper",
    "listed words",
    "doubtful",
    "halves",
)
"""Sections with a byte for each word, and one for all unknown words."""


def check_counts(model: Model, *, most: int, letters: int) -> None:
    """Raise WeaveFixError where the counts of `model` do not fit together.

    `most` is the number of words at most, `letters` the size of the section of that name.
    """
    facts = model.fact("counts")
    size = _check_sorted(model, "words")
    spellings = _check_sorted(model, "spellings")
    sizes = {**dict.fromkeys(OF_WORDS, size + 1), "spelling counts": spellings, "letters": letters}
    for name, length in sizes.items():
        model.demand(len(model.section(name)) == length, name)
    numbers = model.section("numbers", "I")
    model.demand(size <= most and len(numbers) == size, "numbers")
    model.demand(len(model.section("ngrams", "H")) >= 3, "ngrams")
    model.demand(is_count(facts.get("seed"), 2**64 - 1), "seed")
    model.demand(is_count(facts.get("tokens"), 2**63), "tokens")
    back_off = facts.get("back-off")
    model.demand(isinstance(back_off, list) and len(back_off) == MAX_LEVEL + 1, "back-off")
    model.demand(all(is_number(share, 1) and share >= LEAST for share in back_off or ()), "back-off")
    if not model.is_shipped:
        model.demand(max(numbers, default=-1) < size, "numbers")
        model.demand(0 not in model.section("word back-off").tobytes(), "word back-off")  # no logarithm of nothing


def _check_sorted(model: Model, name: str) -> int:
    """Return how many texts the four sections of `ngram_model.WordIndex` hold."""
    offsets = model.section(name + " offsets", "I")
    places = model.section(name + " places", "I")
    size = len(offsets) - 1
    model.demand(size >= 0, name + " offsets")
    model.demand(len(places) == len(model.section(name + " sums", "I")) == size, name + " places")
    if not model.is_shipped:
        starts = offsets.tolist()
        model.demand(starts[0] == 0 and starts == sorted(starts), name + " offsets")
        model.demand(starts[-1] == len(model.section(name)), name)
        model.demand(max(places, default=-1) < size, name + " places")
    return size


def check_tagger(model: Model, *, cases: int, classes: int) -> None:
    """Raise WeaveFixError where the tagger of `model` does not fit together.

    `cases` are the ways that a token can be written, `classes` those that it is told apart by.
    """
    facts = model.fact("tagger")
    model.demand(is_count(facts.get("words"), 2**20) and is_count(facts.get("buckets"), 2**20), "tagger words")
    model.demand(facts["buckets"] > 0, "tagger words")
    distances = facts.get("distances")
    model.demand(isinstance(distances, list) and len(distances) <= LAYERS, "tagger distances")
    model.demand(all(is_count(one, FARTHEST) and one > 0 for one in distances or ()), "tagger distances")
    shapes = facts.get("shapes")
    model.demand(isinstance(shapes, dict) and {} != shapes == _shapes(facts, shapes, cases, classes), "tagger shapes")
    for name, shape in facts["shapes"].items():
        scales = f"tagger {name} scales"
        is_scaled = scales in model
        model.demand(len(model.section(f"tagger {name}")) == prod(shape) * (1 if is_scaled else 2), f"tagger {name}")
        model.demand(not is_scaled or len(model.section(scales)) == 2 * shape[0], scales)


def _shapes(facts: Mapping[str, Any], shapes: Mapping[str, Any], cases: int, classes: int) -> dict[str, list[int]]:
    """Return the shapes of the network of `training.language.tagger` with the widths that `shapes` has, none if it has
    none."""
    embedded, width = _width(shapes.get("words")), _width(shapes.get("cases"))
    if not embedded or not width:
        return {}
    found = {
        "words": [facts["words"] + facts["buckets"], embedded],
        "cases": [cases, width],
        "widen.weight": [width, embedded],
        "widen.bias": [width],
        "last.weight": [width],
        "last.bias": [width],
        "out.weight": [classes, width],
        "out.bias": [classes],
    }
    for layer in range(len(facts["distances"])):
        found |= {f"norms.{layer}.{part}": [width] for part in ("weight", "bias")}
        found[f"layers.{layer}.weight"] = [2 * width, 3 * width]
        found[f"layers.{layer}.bias"] = [2 * width]
    return found


def _width(shape: Any) -> int:
    """Return the second number of a shape; 0 where it has none."""
    return shape[1] if isinstance(shape, list) and len(shape) == 2 and is_count(shape[1], WIDEST) else 0
