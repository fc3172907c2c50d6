"""Gradient-boosted trees as plain data: the run-time of the decision, without the library that fitted it.

`ensemble_file` reads them. `names` are the features that a row holds, `bias` the constant; each tree is four lists by
node: `feature` (the place of the answer, or -1 at a leaf), `threshold`, `left` and `right` (node numbers), and at a
leaf `threshold` is its value. A node goes left where the answer is at most the threshold (as in LightGBM, whose trees
these are). The sum is a log-odds in nats. `thresholds` holds the least log-odds of `safe`, `unsafe` and `shown`: for
each kind of change where history is the evidence, for each signature or a subtype of it where the language is.
"""

from __future__ import annotations

import sys
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from weave_fix.errors import WeaveFixError
from weave_fix.evidence.ensemble_file import load, read
from weave_fix.records import Applicability
from weave_fix.runtime.stages import TREES, stage

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from weave_fix.evidence.ensemble_arrays import EnsembleArrays
    from weave_fix.evidence.ensemble_file import Tree

UNFITTED = 0.0
"""Log-odds from which on a candidate of a kind without thresholds is shown: it is as likely right as wrong."""
EARLY = 60
"""Trees that a first guess is made with."""
SLACK = 1.0
"""Nats that the other trees can add to a guess that is far below a floor."""
FEW = 8
"""Rows up to which each is judged by itself."""
MANY = 64
"""Rows from which on numpy is imported for them: of so many one is in doubt, and the tagger needs it then."""
VERY_MANY = 500
"""Rows from which on the import of numpy takes less time than it saves, whether the tagger is needed or not."""
SHIPPED = Path(__file__).with_name("history") / "ensemble.model"


class Ensemble:
    """A sum of decision trees."""

    def __init__(self, raw: bytes, path: Path, *, is_shipped: bool = True) -> None:
        """Read `raw`, which stands in the file at `path`.

        WeaveFixError where it holds no trees; only of those that came with the package it is known that they lead
        somewhere.
        """
        self._path = path
        self._hint = hint = "reinstall weave-fix" if is_shipped else "train the model again, or name another"
        try:
            if not is_shipped:
                from weave_fix.evidence.ensemble_check import check

                check(read(raw))
            data, self._nodes = load(raw)
            self.names: list[str] = data["names"]
            self.bias: float = data["bias"]
            self.thresholds: dict[str, dict[str, float]] = data["thresholds"]
        except (ValueError, LookupError, TypeError, AttributeError) as error:
            raise WeaveFixError(f"{path}: the decision's trees cannot be read ({error}); {hint}") from error

    def row(self, features: Mapping[str, float]) -> list[float]:
        """Return the features that the trees ask for, in their order; others are ignored.

        WeaveFixError where one is missing: the trees are of another version than the code.
        """
        try:
            return [*map(features.__getitem__, self.names)]
        except KeyError as error:
            message = f"{self._path}: the decision's trees ask for the feature {error}, which this version lacks"
            raise WeaveFixError(f"{message}; {self._hint}") from error

    def applicability(self, kind: str, score: float) -> Applicability | None:
        """Return how far a candidate with log-odds `predict` may go; None: it is taken for an edit.

        `kind` is what the thresholds are called. One that the trees were fitted without has none, and is shown at most.
        """
        limits = self.thresholds.get(kind)
        if limits is None:
            return Applicability.DISPLAY_ONLY if score >= UNFITTED else None
        for applicability in (Applicability.SAFE, Applicability.UNSAFE, Applicability.DISPLAY_ONLY):
            if score >= limits[str(applicability)]:
                return applicability
        return None

    def predict_or_none(self, row: Sequence[float], floor: float) -> float | None:
        """Return `predict`, or None where it is below `floor`: of most rows a part of the trees is enough to say so."""
        part = self.bias + self._sum(row, self._trees[:EARLY])
        if part < floor - SLACK:
            return None
        score = part + self._sum(row, self._trees[EARLY:])
        return score if score >= floor else None

    def predict(self, row: Sequence[float]) -> float:
        """Return the log-odds in nats for the features in `row`."""
        return self.bias + self._sum(row, self._trees)

    def predict_all(self, rows: Sequence[Sequence[float]]) -> list[float]:
        """Return `predict` of each row, to the last digit; rows that are many are judged at once."""
        if len(rows) < (FEW if "numpy" in sys.modules else VERY_MANY):
            return list(map(self.predict, rows))
        return [self.bias + total for total in self._all_arrays.sums_in_order(rows)]

    @stage(TREES)
    def predict_batch(self, rows: Sequence[Sequence[float]], floors: Sequence[float]) -> list[float | None]:
        """Return `predict_or_none` of each row with its floor; rows that are many are judged at once."""
        if len(rows) < (FEW if "numpy" in sys.modules else MANY):
            return [self.predict_or_none(row, floor) for row, floor in zip(rows, floors, strict=True)]
        import numpy as np

        answers, least = np.array(rows, np.float64), np.array(floors)
        early, late = self._arrays
        sums = self.bias + early.sums(answers)
        doubtful = np.flatnonzero(sums >= least - SLACK)
        sums[doubtful] += late.sums(answers[doubtful])
        found: list[float | None] = [None] * len(rows)
        for at in doubtful[sums[doubtful] >= least[doubtful]].tolist():
            found[at] = float(sums[at])
        return found

    @cached_property
    def _all_arrays(self) -> EnsembleArrays:
        from weave_fix.evidence.ensemble_arrays import EnsembleArrays

        return EnsembleArrays(self._nodes, 0, len(self._nodes.ends) - 1)

    @cached_property
    def _trees(self) -> list[Tree]:
        return self._nodes.trees()

    @cached_property
    def _arrays(self) -> tuple[EnsembleArrays, EnsembleArrays]:
        from weave_fix.evidence.ensemble_arrays import EnsembleArrays

        many = len(self._nodes.ends) - 1
        early = min(EARLY, many)
        return EnsembleArrays(self._nodes, 0, early), EnsembleArrays(self._nodes, early, many)

    def _sum(self, row: Sequence[float], trees: Sequence[Tree]) -> float:
        total = 0.0
        for feature, threshold, left, right in trees:
            node = 0
            while (at := feature[node]) >= 0:
                node = left[node] if row[at] <= threshold[node] else right[node]
            total += threshold[node]
        return total


@cache
def shipped() -> Ensemble:
    """Return the trees that come with the package, read once."""
    try:
        raw = SHIPPED.read_bytes()
    except OSError as error:
        raise WeaveFixError(f"{SHIPPED}: the decision's trees cannot be read ({error}); reinstall weave-fix") from error
    return Ensemble(raw, SHIPPED)
