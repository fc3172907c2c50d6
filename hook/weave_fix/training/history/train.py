"""Fit the decision again: `python -m weave_fix.training.history.train EDITS... -o ensemble.model`.

EDITS are JSON lines (.jsonl, .jsonl.xz) with `repo`, `before` and `after`: one Markdown file before and after an
ordinary commit; `python -m bench CLONE --draw FILE` draws them from a clone. Each text is judged as it is and with our
own damage put in, by trees that never saw its repository; from those judgements come the thresholds: the log-odds
above which only a stated share of undamaged commits is touched. Then the trees are fitted to everything.

A model that was trained on the very repositories of EDITS knows their words too well. `--fold NAMES=FILE` takes
a model that was trained without some of them, for those; the folds are then also the parts that are held out.
Needs the extra `fit`.
"""

from __future__ import annotations

import argparse
import json
import lzma
import sys
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, TypeAlias

from weave_fix.evidence.ensemble import SHIPPED as TREES
from weave_fix.language import model_file
from weave_fix.language.ngram_model import NgramModel
from weave_fix.markdown.blocks import WORD
from weave_fix.runtime.atomic_write import write_atomically
from weave_fix.runtime.regular_file import LARGE, read_regular
from weave_fix.runtime.workers import end_with_parent
from weave_fix.signatures.record import HARDLY_INTENDED, MAY_BE_INTENDED, NUMBERS, REWRITTEN
from weave_fix.signatures.registry import discover
from weave_fix.training.export import export
from weave_fix.training.history.dataset import PERSON, HumanEdit, corrupted_variants, examples
from weave_fix.vocabulary.lookup import EmptyVocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import numpy as np

    Matrix: TypeAlias = np.ndarray[Any, np.dtype[np.float32]]
    Vector: TypeAlias = np.ndarray[Any, np.dtype[np.float64]]

TOUCHED: dict[str, dict[str, float]] = {
    MAY_BE_INTENDED: {"safe": 0.0015, "unsafe": 0.01, "shown": 0.03},
    HARDLY_INTENDED: {"safe": 0.001, "unsafe": 0.01, "shown": 0.03},
    REWRITTEN: {"safe": 0.001, "unsafe": 0.01, "shown": 0.03},
    NUMBERS: {"safe": 0.004, "unsafe": 0.02, "shown": 0.04},
}
"""Share of undamaged commits in which at least one candidate of such signatures may reach the threshold.

People change words, exchange neighbours and take text out; they hardly ever exchange spans far apart or write noise.
To take out what a person rewrote for what stood there before is the worst that can happen.
"""
LEVELS = ("safe", "unsafe", "shown")
CLEAN_WEIGHT = 40.0
"""What one candidate of an undamaged text weighs: false alarms are what the thresholds are set on."""
PERSON_WEIGHT = 1.0
"""What one candidate weighs where we edited the text as a person may: our guess of people is no commit."""
ROUNDS = 200
BATCH = 20
PARAMETERS = {
    "objective": "binary",
    "learning_rate": 0.08,
    "num_leaves": 24,
    "min_data_in_leaf": 30,
    "feature_fraction": 0.25,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 2.0,
    "max_bin": 127,
    "seed": 1,
    "deterministic": True,
    "force_row_wise": True,
    "verbose": -1,
}


class LeaveOneOutVocabulary(EmptyVocabulary):
    """The words of a repository's other files: what its tree would know of a text."""

    def __init__(self, counts: dict[str, int], own: frozenset[str]) -> None:
        self._counts = counts
        self._own = own

    def known_among(self, words: Iterable[str]) -> set[str]:
        """Return those of `words` that stand in another file."""
        return {word for word in words if self.files(word)}

    def files(self, word: str) -> int:
        """Return in how many other files `word` stands."""
        return max(0, self._counts.get(word, 0) - (word in self._own))


@dataclass(frozen=True, slots=True)
class Batch:
    """Some edits of one repository, and what judging them takes."""

    edits: list[HumanEdit]
    numbers: list[int]
    fold: int
    model: Path
    seed: int


@dataclass(frozen=True, slots=True)
class Dataset:
    """Candidates as columns."""

    features: Matrix
    right: list[bool]
    exact: list[bool]
    corruption: list[str]
    signature: list[str]
    run: list[tuple[int, int]]
    """Number of the edit, number of its damaged text."""
    fold: list[int]


_everything: list[HumanEdit] = []
_counts: dict[str, dict[str, int]] = {}


def read(paths: Iterable[Path]) -> list[HumanEdit]:
    """Return the edits of the files, in order; OSError where one cannot be read."""
    edits = []
    for path in paths:
        raw = read_regular(path, LARGE)
        for line in (lzma.decompress(raw) if path.suffix == ".xz" else raw).splitlines():
            case = json.loads(line)
            edits.append(HumanEdit(case["repo"], case["before"], case["after"]))
    return edits


def _begin(edits: list[HumanEdit]) -> None:
    """Begin a process of the pool."""
    end_with_parent()
    _prepare(edits)


def _prepare(edits: list[HumanEdit]) -> None:
    """Hold in each process what the batches share."""
    _everything[:] = edits
    for edit in edits:
        counts = _counts.setdefault(edit.repository, {})
        for word in set(WORD.findall(edit.before)):
            counts[word] = counts.get(word, 0) + 1


def _batch_dataset(batch: Batch) -> Dataset:
    import numpy as np

    words = NgramModel(model_file.Model(batch.model))
    found = []
    for number, edit in zip(batch.numbers, batch.edits, strict=True):
        rng = Random(f"{batch.seed} {number}")
        vocabulary = LeaveOneOutVocabulary(_counts[edit.repository], frozenset(WORD.findall(edit.before)))
        for run, (case, text, name) in enumerate(corrupted_variants(edit, rng, _everything, words)):
            found += [(number, row) for row in examples(case, text, name, run, words, vocabulary)]
    return Dataset(
        np.array([row.features for _, row in found], dtype=np.float32),
        [row.right for _, row in found],
        [row.exact for _, row in found],
        [row.corruption for _, row in found],
        [row.signature for _, row in found],
        [(number, row.run) for number, row in found],
        [batch.fold] * len(found),
    )


def collect(edits: list[HumanEdit], folds: Sequence[tuple[list[str], Path]], seed: int) -> Dataset:
    """Judge every edit, undamaged and damaged, in all processes that there are."""
    import numpy as np

    batches = []
    numbered: dict[str, list[int]] = defaultdict(list)
    for number, edit in enumerate(edits):
        numbered[edit.repository].append(number)
    for order, (repository, numbers) in enumerate(numbered.items()):
        fold, path = order % 3, model_file.SHIPPED
        for place, (names, file) in enumerate(folds):
            if any(name in repository for name in names):
                fold, path = place, file
        for start in range(0, len(numbers), BATCH):
            part = numbers[start : start + BATCH]
            batches.append(Batch([edits[n] for n in part], part, fold, path, seed))
    with ProcessPoolExecutor(initializer=_begin, initargs=(edits,)) as pool:
        parts = list(pool.map(_batch_dataset, batches))
    parts = [part for part in parts if part.right]
    return Dataset(
        np.concatenate([part.features for part in parts]),
        [value for part in parts for value in part.right],
        [value for part in parts for value in part.exact],
        [value for part in parts for value in part.corruption],
        [value for part in parts for value in part.signature],
        [value for part in parts for value in part.run],
        [value for part in parts for value in part.fold],
    )


def train(features: Matrix, right: Sequence[bool], corruption: Sequence[str]) -> Any:
    """Return LightGBM's booster for candidates with their labels."""
    import lightgbm

    weight = [(PERSON_WEIGHT if name.startswith(PERSON) else 1.0) if name else CLEAN_WEIGHT for name in corruption]
    return lightgbm.train(PARAMETERS, lightgbm.Dataset(features, list(right), weight=weight), ROUNDS)


def judge_held_out(sample: Dataset) -> Vector:
    """Return each candidate's log-odds from trees that saw nothing of its fold."""
    import numpy as np

    scores = np.zeros(len(sample.right))
    folds = np.array(sample.fold)
    for fold in sorted(set(sample.fold)):
        seen = np.flatnonzero(folds != fold)
        booster = train(sample.features[seen], [sample.right[i] for i in seen], [sample.corruption[i] for i in seen])
        scores[folds == fold] = booster.predict(sample.features[folds == fold], raw_score=True)
    return scores


def set_thresholds(sample: Dataset, scores: Vector, edits: int) -> dict[str, dict[str, float]]:
    """Return for each signature the least log-odds of each applicability."""
    highest: dict[str, dict[int, float]] = {group: {} for group in TOUCHED}
    for score, signature, corruption, (number, _) in zip(
        scores, sample.signature, sample.corruption, sample.run, strict=True
    ):
        if not corruption:
            of = highest[discover()[signature].history_group]
            of[number] = max(of.get(number, -99.0), float(score))
    limits = {}
    for group, of in highest.items():
        # Where no commit has such a candidate, even odds have to do.
        ordered = sorted(of.values(), reverse=True) or [0.0]
        limits[group] = {
            name: round(ordered[min(int(share * edits), len(ordered) - 1)] + 0.01, 2)
            for name, share in TOUCHED[group].items()
        }
    return {signature: limits[discover()[signature].history_group] for signature in discover()}


def table(sample: Dataset, scores: Vector, thresholds: dict[str, dict[str, float]]) -> Iterator[str]:
    """Yield lines that say, by damage, in how many texts a right candidate reached each threshold."""
    best: dict[str, dict[tuple[int, int], dict[str, bool]]] = defaultdict(dict)
    for i, score in enumerate(scores):
        reached = best[sample.corruption[i]].setdefault(sample.run[i], dict.fromkeys(LEVELS, False))
        for name, limit in thresholds[sample.signature[i]].items():
            reached[name] |= bool(score >= limit) and (
                sample.exact[i] or not sample.corruption[i] or sample.corruption[i].startswith(PERSON)
            )
    yield f"{'damage':34s}" + "".join(f"{name:>9s}" for name in LEVELS)
    edited = sorted(name for name in best if name.startswith(PERSON))
    for corruption in ("", *discover(), *edited):
        runs = best[corruption].values()
        shares = (100 * sum(reached[name] for reached in runs) / max(1, len(runs)) for name in LEVELS)
        yield f"{corruption or '(none: candidates touched)':34s}" + "".join(f"{share:8.1f}%" for share in shares)


def _fold(text: str) -> tuple[list[str], Path]:
    names, _, file = text.rpartition("=")
    return names.split(","), Path(file)


def main(argv: Sequence[str] | None = None) -> int:
    """Fit, write and print the held-out table; return the exit status."""
    from weave_fix.evidence.history.features import names

    parser = argparse.ArgumentParser(prog="python -m weave_fix.training.history.train", description=__doc__)
    parser.add_argument("edits", metavar="EDITS", nargs="+", type=Path)
    parser.add_argument("-o", "--output", type=Path, default=TREES, help="default: the package's own ensemble.model")
    parser.add_argument("--fold", metavar="NAMES=FILE", type=_fold, action="append", default=[])
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(argv)
    try:
        edits = read(options.edits)
    except OSError as error:
        parser.error(str(error))
    sample = collect(edits, options.fold, options.seed)
    print(f"{len(edits)} edits, {len(sample.right)} candidates", file=sys.stderr)
    scores = judge_held_out(sample)
    thresholds = set_thresholds(sample, scores, len(edits))
    for line in table(sample, scores, thresholds):
        print(line)
    booster = train(sample.features, sample.right, sample.corruption)
    write_atomically(options.output, export(booster, names(), thresholds))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
