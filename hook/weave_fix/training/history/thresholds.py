"""From which log-odds on a repair is safe, unsafe or shown, for each kind of change: set on undamaged commits.

A kind is what the check of intent says of a change, as `CUT open`. What it calls intended is never undone and not
counted; what writers themselves mended later, or would have, is no wrong finding either: such slips are read once,
and kept in a file of verdicts.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from weave_fix.diff.align import shared_prefix, shared_suffix
from weave_fix.evidence.history.intent.reasons import Intent, Reason, Verdict, limit
from weave_fix.records import Applicability
from weave_fix.signatures.registry import discover
from weave_fix.training.history.dataset import PERSON

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import numpy as np

    from weave_fix.training.history.dataset import HumanEdit
    from weave_fix.training.history.human_edits import Place, Quotation

    Matrix: TypeAlias = np.ndarray[Any, np.dtype[np.float32]]
    Vector: TypeAlias = np.ndarray[Any, np.dtype[np.float64]]
    Thresholds: TypeAlias = Mapping[str, Mapping[str, float]]

WRONG = {"safe": 0.0, "unsafe": 0.4, "shown": 1.2}
"""In how many of 1,000 undamaged commits a change of one kind may reach each threshold."""
MARGIN = 0.1
"""Nats that a threshold lies above the last change that may not reach it."""
LEAST = {
    Intent.OPEN: {"safe": 2.0, "unsafe": 0.5, "shown": 0.0},
    Intent.BROKEN: {"safe": 0.2, "unsafe": -0.5, "shown": -1.0},
}
"""Log-odds, nats, that are asked for however rare a kind is in undamaged commits."""
FEW, UNSEEN = 10, 3.0
"""Commits that have to show an open change of a kind: with fewer, nobody knows how far people go, and a safe repair
needs `UNSEEN` nats."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """Candidates as columns."""

    features: Matrix
    right: list[bool]
    exact: list[bool]
    corruption: list[str]
    verdict: list[Verdict]
    quotation: list[Quotation]
    """Of an undamaged text, what the candidate changes and into what."""
    run: list[tuple[int, int]]
    """Number of the edit, number of its damaged text."""
    fold: list[int]


def without_slips(sample: Dataset, edits: Sequence[HumanEdit], slips: Mapping[Place, Sequence[Quotation]]) -> Dataset:
    """Return `sample` without the changes in undamaged texts that are damage all the same, as was read."""
    kept = [
        i
        for i, (number, _) in enumerate(sample.run)
        if sample.corruption[i]
        or not _is_slip(sample.quotation[i], slips.get((edits[number].commit, edits[number].path), ()))
    ]
    return Dataset(
        sample.features[kept],
        [sample.right[i] for i in kept],
        [sample.exact[i] for i in kept],
        [sample.corruption[i] for i in kept],
        [sample.verdict[i] for i in kept],
        [sample.quotation[i] for i in kept],
        [sample.run[i] for i in kept],
        [sample.fold[i] for i in kept],
    )


def set_thresholds(sample: Dataset, scores: Vector, edits: Sequence[HumanEdit]) -> dict[str, dict[str, float]]:
    """Return for each kind of change the least log-odds of each applicability.

    `edits` are those that `sample` was made from; one that belongs to no commit is one by itself.
    """
    commits = [edit.commit or str(number) for number, edit in enumerate(edits)]
    highest: dict[str, dict[str, float]] = defaultdict(dict)
    for i, (number, _) in enumerate(sample.run):
        if not sample.corruption[i] and sample.verdict[i].intent is not Intent.INTENDED:
            of = highest[sample.verdict[i].kind]
            of[commits[number]] = max(of.get(commits[number], -99.0), float(scores[i]))
    thousands = len(set(commits)) / 1000
    return {
        Verdict(intent, reason).kind: {
            name: _threshold(highest[Verdict(intent, reason).kind].values(), int(WRONG[name] * thousands), least)
            for name, least in _least(intent, len(highest[Verdict(intent, reason).kind])).items()
        }
        for reason in Reason
        for intent in LEAST
    }


def _least(intent: Intent, commits: int) -> dict[str, float]:
    is_unseen = intent is Intent.OPEN and commits < FEW
    return {**LEAST[intent], "safe": UNSEEN} if is_unseen else LEAST[intent]


def _threshold(scores: Iterable[float], allowed: int, least: float) -> float:
    above = sorted(scores, reverse=True)[allowed : allowed + 1]
    return round(max(least, above[0] + MARGIN), 2) if above else least


def _is_slip(quotation: Quotation, slips: Sequence[Quotation]) -> bool:
    return bool(slips) and _core(quotation) in map(_core, slips)


def _core(quotation: Quotation) -> Quotation:
    """Return the two sides without what they begin and end with alike."""
    before, after = quotation
    start = shared_prefix(before, after)
    before, after = before[start:], after[start:]
    end = shared_suffix(before, after)
    return before[: len(before) - end], after[: len(after) - end]


def applicability(verdict: Verdict, score: float, thresholds: Thresholds) -> Applicability | None:
    """Return how far a change goes with these thresholds."""
    of = thresholds[verdict.kind] if verdict.intent is not Intent.INTENDED else {}
    return limit(max((one for one in Applicability if score >= of.get(str(one), 99.0)), default=None), verdict)


def table(sample: Dataset, scores: Vector, thresholds: Thresholds) -> Iterator[str]:
    """Yield lines that say, by damage, in how many texts a right candidate reached each threshold."""
    best: dict[str, dict[tuple[int, int], set[Applicability]]] = defaultdict(lambda: defaultdict(set))
    for i, score in enumerate(scores):
        corruption, reached = sample.corruption[i], applicability(sample.verdict[i], float(score), thresholds)
        found = best[corruption][sample.run[i]]
        if reached is not None and (sample.exact[i] or not corruption or corruption.startswith(PERSON)):
            found.update(one for one in Applicability if one <= reached)
    levels = sorted(Applicability, reverse=True)
    yield f"{'damage':34s}" + "".join(f"{level!s:>9s}" for level in levels)
    edited = sorted(name for name in best if name.startswith(PERSON))
    for corruption in ("", *discover(), *edited):
        runs = best[corruption].values()
        shares = (100 * sum(level in reached for reached in runs) / max(1, len(runs)) for level in levels)
        yield f"{corruption or '(none: candidates touched)':34s}" + "".join(f"{share:8.1f}%" for share in shares)
