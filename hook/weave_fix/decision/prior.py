"""How much else is damaged in a file, and what that says of the changes in doubt."""

from __future__ import annotations

from bisect import bisect_left
from math import log
from typing import TYPE_CHECKING

from weave_fix.evidence.scored import applicable
from weave_fix.language import ngram_model
from weave_fix.records import HISTORY

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from weave_fix.diff.comparison import Comparison
    from weave_fix.evidence.scored import ScoredCandidate

MANY = 2
"""Sure damages in one file from which on what else changed there is seen in another light."""
EVEN_SHIFT = 1.0
"""Nats by which the odds of a change rise where as many others in the file are damage as are not."""
HALF = 0.5
"""A change is no evidence against itself: of the others it is left out, but for half a one that may yet come."""


def prior_shift(found: int, taken: Sequence[ScoredCandidate], comparison: Comparison) -> float:
    """Return the nats by which the other changes in a file are likelier damage for the `found` damages in it.

    The thresholds are for a file out of many, where damage is rare. A file in which much is damaged tells another
    rate by itself: of its changes so many are damage, so many are not. An edit made in many places is one decision.
    """
    if found < MANY:
        return 0.0
    edits = sorted(edit for one in taken for edit in one.candidate.edits)
    ends = [edit.end for edit in edits]
    old, new = comparison.base.text, comparison.document.text
    others = set()
    for region in comparison.regions:
        next_edit = bisect_left(ends, region.new_start)
        if next_edit == len(edits) or edits[next_edit].start > region.new_end:
            others.add((old[region.old_start : region.old_end], new[region.new_start : region.new_end]))
    return max(0.0, EVEN_SHIFT + log(found / (max(1, len(others)) - HALF)))


def apply_prior(judged: Iterable[ScoredCandidate], nats: float, comparison: Comparison) -> list[ScoredCandidate]:
    """Return `judged` with `nats` more for each, and how far that lets it go."""
    text, words = comparison.document.text, ngram_model.shipped()
    found = []
    for one in judged:
        if one.kind == HISTORY:
            score = one.score + nats
            far = applicable(one.candidate, score, one.verdict, text, words)
            evidence = (one.evidence[0]._replace(score=score), *one.evidence[1:])
            found.append(one._replace(evidence=evidence, applicability=far))
        else:
            found.append(one)
    return found
