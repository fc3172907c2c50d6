"""Fit the decision again: `python -m weave_fix.training.history.train EDITS... -o ensemble.model`.

EDITS are JSON lines (.jsonl, .jsonl.xz) with `repo`, `before` and `after`: one Markdown file before and after an
ordinary commit; `python -m bench CLONE --draw FILE` draws them from a clone. Or a line is a whole commit: `repo`,
`commit`, and `files` with `path`, `before` and `after`. Each text is judged as it is and with our own damage put in,
by trees that never saw its repository; from those judgements come the thresholds: the log-odds that only so many in
1,000 undamaged commits reach. Then the trees are fitted to everything. `--verdicts` has the findings in those commits
as they were read, with `commit`, `path`, `before`, `after` and `right`: what is right is a slip, and left out.

A model that was trained on the very repositories of EDITS knows their words too well. `--fold NAMES=FILE` takes
a model that was trained without some of them, for those; the folds are then also the parts that are held out.
Needs the extra `fit`.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from weave_fix.evidence.ensemble import SHIPPED as TREES
from weave_fix.evidence.history.intent.replacements import repeated
from weave_fix.language import model_file
from weave_fix.language.ngram_model import NgramModel
from weave_fix.markdown.blocks import WORD
from weave_fix.runtime.atomic_write import write_atomically
from weave_fix.runtime.workers import end_with_parent
from weave_fix.training.export import export
from weave_fix.training.history.dataset import PERSON, HumanEdit, corrupted_variants, examples
from weave_fix.training.history.human_edits import read, read_verdicts
from weave_fix.training.history.thresholds import Dataset, set_thresholds, table, without_slips
from weave_fix.vocabulary.lookup import EmptyVocabulary

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from weave_fix.evidence.history.intent.replacements import Replacement
    from weave_fix.training.history.thresholds import Matrix, Vector

CLEAN_WEIGHT = 10.0
"""What one candidate of an undamaged text weighs: false alarms are what the thresholds are set on."""
PERSON_WEIGHT = 1.0
"""What one candidate weighs where we edited the text as a person may: our guess of people is no commit."""
DAMAGES = 4
"""Kinds of damage that a text of a whole commit gets, where it gets any; the single edits get all of them."""
DAMAGED = 0.4
"""Share of the texts of whole commits that are judged with damage too; all are judged as they are."""
ROUNDS = 400
BATCH = 20
PARAMETERS = {
    "objective": "binary",
    "learning_rate": 0.08,
    "num_leaves": 48,
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

    def __init__(self, counts: Mapping[str, int], own: Collection[str]) -> None:
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


_everything: list[HumanEdit] = []
_words: dict[tuple[str, str], set[str]] = {}
"""By repository and path: a file that is edited ten times is one file to its repository."""
_counts: dict[str, Counter[str]] = {}
_commits: dict[str, list[HumanEdit]] = {}


def _begin(edits: list[HumanEdit]) -> None:
    """Begin a process of the pool."""
    end_with_parent()
    _prepare(edits)


def _prepare(edits: list[HumanEdit]) -> None:
    """Hold in each process what the batches share."""
    _everything[:] = edits
    for number, edit in enumerate(edits):
        _words.setdefault(_file(edit, number), set()).update(WORD.findall(edit.before))
        if edit.commit:
            _commits.setdefault(edit.commit, []).append(edit)
    for (repository, _), words in _words.items():
        _counts.setdefault(repository, Counter()).update(words)


def _file(edit: HumanEdit, number: int) -> tuple[str, str]:
    return edit.repository, edit.path or str(number)


@lru_cache(maxsize=8)
def _replacements(commit: str) -> frozenset[Replacement]:
    return repeated((edit.before, edit.after) for edit in _commits.get(commit, ()))


def _batch_dataset(batch: Batch) -> Dataset:
    import numpy as np

    words = NgramModel(model_file.Model(batch.model))
    found = []
    for number, edit in zip(batch.numbers, batch.edits, strict=True):
        rng = Random(f"{batch.seed} {number}")
        vocabulary = LeaveOneOutVocabulary(_counts[edit.repository], _words[_file(edit, number)])
        replacements = _replacements(edit.commit)
        kinds = None if not edit.commit else DAMAGES if rng.random() < DAMAGED else 0
        for run, (case, text, name) in enumerate(corrupted_variants(edit, rng, _everything, words, kinds)):
            rows = examples(case, text, name, run, words, vocabulary, replacements)
            found += [(number, row) for row in rows]
    return Dataset(
        np.array([row.features for _, row in found], dtype=np.float32),
        [row.right for _, row in found],
        [row.exact for _, row in found],
        [row.corruption for _, row in found],
        [row.verdict for _, row in found],
        [("", "") if row.corruption else row.quotation for _, row in found],
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
        [value for part in parts for value in part.verdict],
        [value for part in parts for value in part.quotation],
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
    parser.add_argument("--verdicts", metavar="FILE", type=Path, help="how findings in whole commits were read")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(argv)
    try:
        edits = read(options.edits)
        slips = {} if options.verdicts is None else read_verdicts(options.verdicts)
    except OSError as error:
        parser.error(str(error))
    sample = without_slips(collect(edits, options.fold, options.seed), edits, slips)
    print(f"{len(edits)} edits, {len(sample.right)} candidates", file=sys.stderr)
    scores = judge_held_out(sample)
    thresholds = set_thresholds(sample, scores, edits)
    for line in table(sample, scores, thresholds):
        print(line)
    booster = train(sample.features, sample.right, sample.corruption)
    write_atomically(options.output, export(booster, names(), thresholds))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
