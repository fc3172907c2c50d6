"""Fit the language's decision to held-out text, and set its thresholds on how often undamaged text is taken for
damaged.

Candidates come from texts that the model was not trained on, as they are and damaged. Trees weigh the counts' answers,
and where these leave a doubt others weigh the tagger's as well. What undamaged text scores is measured by trees that
never saw its file. Much of what scores highest there is a typo of its writer: the trees are fitted again without those.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple
from zlib import crc32

import numpy as np

from weave_fix.evidence.language import tagger_features
from weave_fix.evidence.language.source import LanguageSource
from weave_fix.language.model_file import Model
from weave_fix.language.tokens import PUNCTUATION_CLASSES
from weave_fix.markdown.blocks import WORD
from weave_fix.records import decode
from weave_fix.runtime.regular_file import LARGE, read_regular
from weave_fix.runtime.workers import end_with_parent
from weave_fix.signatures import registry
from weave_fix.signatures.registry import discover
from weave_fix.training.export import export
from weave_fix.training.language.dataset import Misspellings, examples
from weave_fix.vocabulary.lookup import EmptyVocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

FLOORS = (-0.1, -0.8, -1.6)
"""Log-odds that each of the three takes at least, however rare the candidates."""
NEVER = 99.0
"""The threshold of a signature that the text alone never shows."""
SURE_MISSPELLING = -1.0
"""Log-odds from which on a word that is doubled, or glued to code or to a comma, is taken for a typo of the writer of
an undamaged text: neither is hardly ever intended."""
FOLDS = 4
CLEAN_WEIGHT = 3.0
LONGEST = 150_000
"""Characters of a file that are read."""
ALONE = 0.4
"""Share of the texts that are judged as if the repository knew no word; the others are told those of some files."""
NEIGHBOURS = 30
ROUNDS = 250
PARAMETERS = {
    "objective": "binary",
    "learning_rate": 0.06,
    "num_leaves": 31,
    "min_data_in_leaf": 40,
    "feature_fraction": 0.4,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 5.0,
    "seed": 1,
    "deterministic": True,
    "force_row_wise": True,
    "verbose": -1,
}


class Example(NamedTuple):
    """One labelled candidate."""

    signature: str
    corruption: str
    """What was damaged there; empty: nothing."""
    right: bool
    features: list[float]
    fold: int
    quotation: tuple[str, str, str]
    """What is taken out, what is put in, and the text around it."""


class Dataset(NamedTuple):
    """What was collected."""

    names: list[str]
    examples: list[Example]
    words: int
    """Words of undamaged text."""


class LeaveOneOutVocabulary(EmptyVocabulary):
    """Some words, as a repository would know them."""

    def __init__(self, words: set[str]) -> None:
        self._words = words

    def known_among(self, words: Iterable[str]) -> set[str]:
        """Return those of `words` that are known."""
        return self._words & set(words)


def _known(path: Path, files: Sequence[Path], rng: Random) -> EmptyVocabulary:
    """Return the words of some of the files in the folders around `path`, or of none."""
    near = [other for other in files if other.parts[:-2] == path.parts[:-2] and other != path]
    if rng.random() < ALONE or len(near) < 2:
        return EmptyVocabulary()
    words: set[str] = set()
    for other in rng.sample(near, min(NEIGHBOURS, (len(near) + 1) // 2)):
        words.update(WORD.findall(decode(read_regular(other, LARGE))))
    return LeaveOneOutVocabulary(words)


def _collect(path: Path, model: Path, files: Sequence[Path], seed: int, misspellings: Misspellings) -> Dataset:
    """Return the candidates of one file; with a tagger in the model only those that the counts leave in doubt."""
    rng = Random(f"{seed} {path.name}")
    text = decode(read_regular(path, LARGE))[:LONGEST]
    language_source = _language_source(model)
    signatures = [name for name, signature in discover().items() if signature.from_text is not None]
    names: list[str] = []
    rows = []
    for one in examples(text, signatures, language_source.counts, _known(path, files, rng), misspellings, rng):
        features = one.candidate.features
        if language_source.tagger is not None:
            if language_source.first_guess(one.candidate) is None:
                continue
            features = (
                features | tagger_features.extract(one.extractor, language_source.tagger, [one.candidate.candidate])[0]
            )
        names = names or list(features)
        edit = one.candidate.candidate.edits[0]
        around = one.extractor.document.text[max(0, edit.start - 40) : edit.end + 40]
        rows.append(
            Example(
                one.candidate.candidate.signature,
                one.corruption,
                one.right,
                [float(features[name]) for name in names],
                crc32(path.as_posix().encode()) % FOLDS,
                (edit.before, edit.after, around),
            )
        )
    return Dataset(names, rows, len(text.split()))


_language_sources: dict[Path, LanguageSource] = {}


def _language_source(model: Path) -> LanguageSource:
    if model not in _language_sources:
        _language_sources[model] = LanguageSource(Model(model))
    return _language_sources[model]


def collect(
    files: Sequence[Path], model: Path, seed: int, misspellings: Mapping[str, str], processes: int | None = None
) -> Dataset:
    """Return the labelled candidates of `files`, which the model in the file `model` has not seen, in all processes.

    `misspellings` says what is meant by typos that many writers make.
    """
    parts: list[Dataset] = []
    with ProcessPoolExecutor(processes, initializer=end_with_parent) as pool:
        work = partial(_collect, model=model, files=files, seed=seed, misspellings=Misspellings(misspellings))
        for number, part in enumerate(pool.map(work, files, chunksize=4), 1):
            parts.append(part)
            if number % 100 == 0:
                print(f"{number} of {len(files)} held-out files read", file=sys.stderr, flush=True)
    names = next((part.names for part in parts if part.names), [])
    return Dataset(names, [row for part in parts for row in part.examples], sum(part.words for part in parts))


class Decision(NamedTuple):
    """A fitted decision."""

    ensemble: bytes
    """What `ensemble.Ensemble` reads."""
    scores: NDArray[np.float64]
    """The held-out log-odds of each row."""
    thresholds: dict[str, dict[str, float]]


def fit(sample: Dataset) -> Decision:
    """Fit trees to a sample, with thresholds from what held-out undamaged text scores. Needs LightGBM."""
    import lightgbm

    matrix = np.array([row.features for row in sample.examples], np.float32)
    right = np.array([row.right for row in sample.examples], np.float64)
    clean = np.array([not row.corruption for row in sample.examples])
    folds = np.array([row.fold for row in sample.examples])
    misspelling = np.array([discover()[row.signature].misspelling for row in sample.examples])
    column = {name: matrix[:, number] for number, name in enumerate(sample.names)}
    misspelling[column["doubled word"] > 0] = SURE_MISSPELLING
    parted = column["is delete_whitespace_character"] > 0
    behind_a_comma = (column["before is a mark"] == PUNCTUATION_CLASSES[","]) & (column["unknown now"] == 0)
    misspelling[parted & ((column["barriers beside"] > 0) | behind_a_comma)] = SURE_MISSPELLING
    weight = np.where(clean, CLEAN_WEIGHT, 1.0)

    def train(rows: NDArray[np.bool_]) -> Any:
        return lightgbm.train(PARAMETERS, lightgbm.Dataset(matrix[rows], right[rows], weight=weight[rows]), ROUNDS)

    kept = np.ones(len(right), bool)
    scores = np.zeros(len(right))
    for _ in range(2):
        for fold in range(FOLDS):
            scores[folds == fold] = train((folds != fold) & kept).predict(matrix[folds == fold], raw_score=True)
        kept = ~(clean & (scores > misspelling))
    limits = thresholds(sample, scores)
    return Decision(export(train(kept), sample.names, limits), scores, limits)


def rates_by_subtype() -> dict[str, tuple[float, float, float]]:
    """Return for each subtype the candidates per 100,000 words of undamaged text that may reach each applicability.

    Typos of the writers that are on no list are among them. The rates were set by reading what reaches them: of words
    misspelled or shuffled nearly all are typos.
    """
    return {kind or name: rates for name, one in discover().items() for kind, rates in one.rates.items()}


def thresholds(sample: Dataset, scores: NDArray[np.float64]) -> dict[str, dict[str, float]]:
    """Return for each kind of candidate the least log-odds of each applicability, from what undamaged text scores."""
    alarms: dict[str, list[float]] = defaultdict(list)
    for score, row in zip(scores, sample.examples, strict=True):
        if not row.corruption:
            alarms[_subtype(row.signature, sample, row)].append(float(score))
    found: dict[str, dict[str, float]] = {}
    for name in dict.fromkeys([*discover(), *rates_by_subtype()]):
        found[name] = {}
        highest = sorted(alarms[name], reverse=True)
        rates = rates_by_subtype().get(name)
        for level, rate, floor in zip(("safe", "unsafe", "shown"), rates or FLOORS, FLOORS, strict=True):
            at = int(rate * sample.words / 100_000)
            limit = highest[at] + 0.01 if rates and at < len(highest) else floor
            found[name][level] = round(max(floor, limit), 2) if rates else NEVER
    return found


def _subtype(signature: str, sample: Dataset, row: Example) -> str:
    return registry.subtype(signature, dict(zip(sample.names, row.features, strict=True)))


def table(sample: Dataset, decision: Decision) -> Iterable[str]:
    """Yield lines that say, by kind, what share of the right candidates is safe, unsafe, shown; and the false ones."""
    right: dict[str, list[float]] = defaultdict(list)
    sound: dict[str, list[float]] = defaultdict(list)
    for score, row in zip(decision.scores, sample.examples, strict=True):
        if row.right:
            right[_subtype(row.corruption, sample, row)].append(score)
        elif not row.corruption:
            sound[_subtype(row.signature, sample, row)].append(score)
    yield f"{'kind':42s}{'right':>7s}{'safe':>9s}{'unsafe':>9s}{'shown':>9s}  on sound text"
    for name in rates_by_subtype():
        limits = decision.thresholds[name].values()
        shares = (100 * sum(s >= limit for s in right[name]) / max(1, len(right[name])) for limit in limits)
        alarms = ", ".join(str(sum(s >= limit for s in sound[name])) for limit in limits)
        yield f"{name:42s}{len(right[name]):7d}" + "".join(f"{share:8.1f}%" for share in shares) + f"  {alarms}"


def reliability(sample: Dataset, decision: Decision) -> Iterable[str]:
    """Yield lines of the reliability curve: of the candidates that score so, how many are right."""
    probability = 1 / (1 + np.exp(-decision.scores))
    right = np.array([row.right for row in sample.examples])
    damaged = np.array([bool(row.corruption) for row in sample.examples])
    for low in np.arange(0, 1, 0.1):
        inside = damaged & (probability >= low) & (probability < low + 0.1)
        if inside.any():
            share = right[inside].mean()
            yield f"{low:.1f} to {low + 0.1:.1f}: {inside.sum()} ideas, {100 * share:.0f} % right"
