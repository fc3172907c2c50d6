"""Repairs of one place: which of them come to the same, and which is the likeliest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weave_fix.alignment import shared_prefix, shared_suffix
from weave_fix.data import Edit
from weave_fix.decide.judged import reach

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weave_fix.data import Candidate

FAR = 40.0
"""Leads, in nats, and distances, in tokens, are not told apart beyond this."""


def trimmed(edit: Edit) -> Edit:
    """Return an edit without what its two sides end with alike, then without what they begin with.

    What two edits are trimmed to may still stand at two places and come to the same: see `leftmost`.
    """
    before, after = edit.before, edit.after
    tail = shared_suffix(before, after)
    before, after = before[: len(before) - tail], after[: len(after) - tail]
    head = shared_prefix(before, after)
    return Edit(edit.start + head, edit.end - tail, before[head:], after[head:])


def leftmost(edit: Edit, text: str) -> Edit:
    """Return the first of the edits that come to the same: of `the the ` either word can be taken out."""
    edit = trimmed(edit)
    if edit.before and edit.after:
        return edit
    start, _ = reach(edit, text)
    body = edit.before or edit.after
    at = -(edit.start - start) % len(body)
    body = body[at:] + body[:at]
    return Edit(start, start + len(edit.before), body if edit.before else "", body if edit.after else "")


def overlapping(candidates: Sequence[Candidate], gains: Sequence[float]) -> list[tuple[int, int, float]]:
    """Return for each candidate its standing among those that touch the same characters.

    Its rank, its rank among those of its signature, and its lead over the best other: in nats, at most `FAR`; negative
    where another one is likelier.
    """
    order = sorted(range(len(candidates)), key=lambda number: candidates[number].start)
    found: list[tuple[int, int, float]] = [(0, 0, FAR)] * len(candidates)
    cluster: list[int] = []
    reach = -1
    for number in [*order, -1]:
        if number >= 0 and candidates[number].edits[0].start <= reach:
            cluster.append(number)
            reach = max(reach, candidates[number].edits[0].end)
            continue
        for one in cluster:
            better = [other for other in cluster if gains[other] > gains[one]]
            of_its_kind = sum(candidates[other].signature == candidates[one].signature for other in better)
            best = max((gains[other] for other in cluster if other != one), default=-FAR)
            found[one] = len(better), of_its_kind, max(-FAR, min(FAR, gains[one] - best))
        if number >= 0:
            cluster, reach = [number], candidates[number].edits[0].end
    return found
