"""A small model, counted from a few sentences, for the tests of what is read from one."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from weave_fix.language.model_file import Model, pack, shipped
from weave_fix.language.ngram_model import NgramModel
from weave_fix.language.tagger import CLASSES
from weave_fix.language.tokens import CASES
from weave_fix.training.language.corpus import read
from weave_fix.training.language.ngrams import count, order

SENTENCES = (
    "The old mill stands beside the river.",
    "The mill grinds the wheat, and Anna sells the flour.",
    "Anna walks to the old mill with JavaScript books.",
    "The river is wide, and the mill is old.",
    "Most people receive flour from NASA.",
)
TIMES = 5
"""How often each sentence is written, each time with another number behind it, so that no unit stands twice."""
TEXT = "\n\n".join(f"{sentence} {number}." for sentence in SENTENCES for number in range(TIMES))
RARE = "\n\nA zither was heard once.\n"
TYPOS = (
    "\n\n".join(f"Please receive {number} letters." for number in range(1700))
    + "\n\n"
    + "\n\n".join(f"You recieve the {number}th one." for number in range(4))
)
"""A word that stands so often that its typo, which four have made, is doubtful."""


NONE: frozenset[str] = frozenset()


def packed(folder: Path, listed: frozenset[str] = NONE, rarer: frozenset[str] = NONE, /, **files: str) -> bytes:
    """Return the model that is counted from files with these texts, with these words listed, and these rarer ones."""
    for name, text in files.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8", newline="")
    stream = read(sorted(folder.glob("*.md")))
    sections, facts = count(stream, order(stream), listed, rarer)
    return pack(sections, {"counts": facts})


def counted(folder: Path, listed: frozenset[str] = NONE, rarer: frozenset[str] = NONE, /, **files: str) -> NgramModel:
    """Return the counts of files with these texts, with these words listed, and these rarer ones."""
    path = folder / "small.model"
    path.write_bytes(packed(folder, listed, rarer, **files))
    return NgramModel(Model(path))


@cache
def small() -> NgramModel:
    """Return the counts of all that stands above."""
    with TemporaryDirectory() as folder:
        return counted(Path(folder), text=TEXT + RARE, typos=TYPOS)


def complete(folder: Path) -> Model:
    """Return a model of all that stands above with a tagger, that nobody trained, and the decision that is shipped."""
    path = folder / "complete.model"
    path.write_bytes(packed(folder, text=TEXT + RARE, typos=TYPOS))
    counts = Model(path)
    facts, sections = dict(counts.facts), {name: bytes(part) for name, part in counts._sections.items()}
    sections |= {name: bytes(shipped().section(name)) for name in ("decision", "decision with tagger")}
    words, buckets, embedded, width, distances = 12, 3, 2, 4, [1, 2]
    shapes = {
        "words": [words + buckets, embedded],
        "cases": [2 * CASES, width],
        "widen.weight": [width, embedded],
        "widen.bias": [width],
        "last.weight": [width],
        "last.bias": [width],
        "out.weight": [CLASSES, width],
        "out.bias": [CLASSES],
    }
    for layer in range(len(distances)):
        shapes[f"norms.{layer}.weight"] = shapes[f"norms.{layer}.bias"] = [width]
        shapes[f"layers.{layer}.weight"], shapes[f"layers.{layer}.bias"] = [2 * width, 3 * width], [2 * width]
    rng = np.random.default_rng(1)
    for name, shape in shapes.items():
        sections[f"tagger {name}"] = rng.normal(size=shape).astype(np.float16).tobytes()
    sections["tagger words"] = rng.integers(-127, 128, shapes["words"]).astype(np.int8).tobytes()
    sections["tagger words scales"] = np.full(words + buckets, 0.01, np.float16).tobytes()
    facts["tagger"] = {"words": words, "buckets": buckets, "distances": distances, "shapes": shapes}
    facts["tagger"]["numbering"] = facts["counts"]["numbering"]
    path.write_bytes(pack(sections, facts))
    return Model(path)
