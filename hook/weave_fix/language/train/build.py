"""The parts of a model in their order: counts, tagger, decision."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import numpy as np

from weave_fix.errors import WeaveFixError
from weave_fix.language.model import pack
from weave_fix.language.train.corpus import listed_words, read
from weave_fix.language.train.count import count, order

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

LEAST = 100
"""Labelled ideas that a decision is fitted to at least."""
TABLE = "words"
"""The tagger's largest part, kept in bytes with a scale for each row; the others are kept in half precision."""


def build(files: Sequence[Path], held: Sequence[Path], output: Path, options: argparse.Namespace) -> None:
    """Train on `files`, calibrate on `held`, and write the model to `output` after each part that is done."""
    listed = listed_words(options.words)
    stream = read(files)
    words = order(stream)
    sections, counted = count(stream, words, listed)
    facts: dict[str, Any] = {"counts": counted, "files": len(files), "held out": len(held)}
    _write(output, sections, facts)
    _calibrate(held, output, options, sections, facts, "decision")
    if options.steps:
        from weave_fix.language.train.network import Settings, train

        ranks = {word: rank for rank, (word, _) in enumerate(words)}
        settings = Settings(options.steps, options.seed, output.with_suffix(".checkpoint"), options.threads)
        weights = train(stream, ranks, settings)
        parts, facts["tagger"] = tagger_sections(weights, options.steps)
        sections.update(parts)
        _write(output, sections, facts)
        _calibrate(held, output, options, sections, facts, "decision with tagger")


def _write(output: Path, sections: Mapping[str, bytes], facts: Mapping[str, object]) -> None:
    partial = output.with_suffix(".part")
    partial.write_bytes(pack(sections, facts))
    partial.replace(output)


def _calibrate(
    held: Sequence[Path],
    output: Path,
    options: argparse.Namespace,
    sections: dict[str, bytes],
    facts: dict[str, Any],
    name: str,
) -> None:
    """Fit the decision to the held-out files with the model as it is written so far, and write it again with it."""
    from weave_fix.decide.calibrate import collect, fit, reliability, table

    sample = collect(held, output, options.seed, options.threads)
    if len(sample.rows) < LEAST:
        raise WeaveFixError(
            f"{output}: {len(sample.rows)} ideas in {len(held)} held-out files are too few to fit a decision; "
            "train on more text, or hold out more of it"
        )
    decision = fit(sample)
    sections[name] = decision.trees.encode()
    facts[name] = {"words": sample.words, "ideas": len(sample.rows)}
    _write(output, sections, facts)
    for line in (*table(sample, decision), *reliability(sample, decision)):
        print(line, file=sys.stderr, flush=True)


def tagger_sections(weights: Mapping[str, NDArray[np.float32]], steps: int) -> tuple[dict[str, bytes], dict[str, Any]]:
    """Return the sections of a model file that `tagger.Tagger` reads, and their facts."""
    from weave_fix.language.train.network import BATCH, BUCKETS, DISTANCES, WINDOW, WORDS

    named = {
        name.removesuffix(".weight") if name in ("words.weight", "cases.weight") else name: value
        for name, value in weights.items()
    }
    table = named.pop(TABLE)
    scales = np.maximum(np.abs(table).max(axis=1), 1e-8) / 127
    sections = {
        "tagger words": np.round(table / scales[:, None]).astype(np.int8).tobytes(),
        "tagger scales": scales.astype(np.float32).tobytes(),
    }
    sections |= {f"tagger {name}": value.astype(np.float16).tobytes() for name, value in named.items()}
    shapes = {name: list(value.shape) for name, value in named.items()}
    facts = {
        "words": WORDS,
        "buckets": BUCKETS,
        "distances": list(DISTANCES),
        "shapes": {TABLE: list(table.shape), **shapes},
        "steps": steps,
        "tokens": steps * BATCH * WINDOW,
    }
    return sections, facts
