"""The parts of a model in their order: counts, tagger, decision."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import numpy as np

from weave_fix.errors import WeaveFixError
from weave_fix.language.model_file import Model, pack
from weave_fix.runtime.atomic_write import write_atomically
from weave_fix.training.language.corpus import known_misspellings, listed_words, rarer_words, read
from weave_fix.training.language.ngrams import count, lists, numbering, order

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from weave_fix.training.language.tagger import Settings

LEAST = 100
"""Labelled candidates that a decision is fitted to at least."""
LARGE = 50_000
"""Numbers from which on a matrix is kept in bytes with a scale for each row; all else is kept in half precision."""
SMALLEST = 1e-4


def build(files: Sequence[Path], held: Sequence[Path], output: Path, options: argparse.Namespace) -> None:
    """Train on `files`, calibrate on `held`, and write the model to `output` after each part that is done."""
    listed, misspellings = listed_words(options.words), known_misspellings(options.misspellings)
    stream = read(files)
    words = order(stream)
    known = {word for word, _ in words}
    rarer = rarer_words(options.rarer, options.rarest, known | listed, options.misspellings)
    sections, counted = count(stream, words, listed, rarer)
    facts: dict[str, Any] = {"counts": counted, "files": len(files), "held out": len(held)}
    _write(output, sections, facts)
    _calibrate(held, output, options, misspellings, sections, facts, "decision")
    if options.steps:
        from weave_fix.training.language.tagger import Settings, train

        ranks = {word: rank for rank, (word, _) in enumerate(words)}
        checkpoint = output.with_suffix(".checkpoint")
        settings = Settings(options.steps, options.seed, checkpoint, options.threads, options.batch)
        weights = train(stream, ranks, settings)
        parts, facts["tagger"] = tagger_sections(weights, settings, numbering(words))
        sections.update(parts)
        _write(output, sections, facts)
        _calibrate(held, output, options, misspellings, sections, facts, "decision with tagger")


def relist(source: Path, output: Path, options: argparse.Namespace) -> None:
    """Write the model at `source` with its lists of words made again, and all its other sections as they are.

    Which of the counted words are listed is not changed by it. WeaveFixError where `source` is no model.
    """
    from weave_fix.language.word_index import WordIndex

    model = Model(source)
    known, listed = set(WordIndex(model, "words").texts()), listed_words(options.words)
    rarer = rarer_words(options.rarer, options.rarest, known | listed, options.misspellings)
    made = lists(listed, rarer, known)
    kept = {name: bytes(model.section(name)) for name in model.names if name not in {*made, "listed"}}
    counted = {**model.facts["counts"], "rarer": len(rarer - listed - known)}
    _write(output, {**kept, **made}, {**model.facts, "counts": counted})


def _write(output: Path, sections: Mapping[str, bytes], facts: Mapping[str, object]) -> None:
    write_atomically(output, pack(sections, facts))


def _calibrate(
    held: Sequence[Path],
    output: Path,
    options: argparse.Namespace,
    misspellings: Mapping[str, str],
    sections: dict[str, bytes],
    facts: dict[str, Any],
    name: str,
) -> None:
    """Fit the decision to the held-out files with the model as it is written so far, and write it again with it."""
    from weave_fix.training.language.classifier import collect, fit, reliability, table

    sample = collect(held, output, options.seed, misspellings, options.threads)
    if len(sample.examples) < LEAST:
        raise WeaveFixError(
            f"{output}: {len(sample.examples)} ideas in {len(held)} held-out files are too few to fit a decision; "
            "train on more text, or hold out more of it"
        )
    decision = fit(sample)
    sections[name] = decision.ensemble
    facts[name] = {"words": sample.words, "ideas": len(sample.examples)}
    _write(output, sections, facts)
    for line in (*table(sample, decision), *reliability(sample, decision)):
        print(line, file=sys.stderr, flush=True)


def tagger_sections(
    weights: Mapping[str, NDArray[np.float32]], settings: Settings, numbered: str
) -> tuple[dict[str, bytes], dict[str, Any]]:
    """Return the sections of a model file that `tagger.Tagger` reads, and their facts.

    `numbered` is the `numbering` of the words that the tagger was trained on.
    """
    from weave_fix.training.language.batches import BUCKETS, WINDOW, WORDS
    from weave_fix.training.language.tagger import DISTANCES

    sections: dict[str, bytes] = {}
    shapes: dict[str, list[int]] = {}
    for full, value in weights.items():
        name = full.removesuffix(".weight") if full in ("words.weight", "cases.weight") else full
        shapes[name] = list(value.shape)
        if value.ndim == 2 and value.size >= LARGE:
            scales = (np.maximum(np.abs(value).max(axis=1), SMALLEST) / 127).astype(np.float16)
            rows = np.round(value / scales[:, None].astype(np.float32)).clip(-127, 127)
            sections[f"tagger {name}"] = rows.astype(np.int8).tobytes()
            sections[f"tagger {name} scales"] = scales.tobytes()
        else:
            sections[f"tagger {name}"] = value.astype(np.float16).tobytes()
    facts = {
        "words": WORDS,
        "numbering": numbered,
        "buckets": BUCKETS,
        "distances": list(DISTANCES),
        "shapes": shapes,
        "steps": settings.steps,
        "tokens": settings.steps * settings.batch * WINDOW,
    }
    return sections, facts
