"""Edits at offsets of a text: apply, minimize, canonicalize, and rank those that overlap."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from weave_fix.diff.align import shared_prefix, shared_suffix, slide
from weave_fix.errors import FaultError
from weave_fix.records import Candidate, Edit

if TYPE_CHECKING:
    from collections.abc import Sequence

FAR = 40.0
"""Leads, in nats, and distances, in tokens, are not told apart beyond this."""
MAX_RIVALS = 32
"""Repairs that have a rank among those that overlap, the likeliest.

Prose has three or four of a place. Text that repeats itself has thousands that are as likely as each other: which of
them is meant nobody can tell.
"""


def apply_edits(text: str, edits: Sequence[Edit]) -> str:
    """Return `text` with the ascending edits made; FaultError if one does not find its text, or two overlap."""
    pieces, done = [], 0
    for edit in edits:
        ends = edit.start + len(edit.before)
        if edit.start < done or edit.end != ends or not text.startswith(edit.before, edit.start):
            raise FaultError(f"an edit at character {edit.start} does not fit its text")
        pieces += [text[done : edit.start], edit.after]
        done = edit.end
    return "".join([*pieces, text[done:]])


def apply_within(text: str, start: int, end: int, edits: Sequence[Edit]) -> str:
    """Return the characters `start` to `end` of `text` with the ascending edits made, which lie inside of them."""
    return apply_edits(
        text[start:end], [edit._replace(start=edit.start - start, end=edit.end - start) for edit in edits]
    )


def slide_range(edit: Edit, text: str) -> tuple[int, int]:
    """Return the first and the last place that `edit` touches, wherever it slides; see `align.slide`.

    To take `an ` out of `in an an apple` is the same at two places, and touches both.
    """
    back, forth = slide(edit, text)
    return edit.start - back, edit.end + forth


def minimize(edit: Edit) -> Edit:
    """Return an edit without what its two sides end with alike, then without what they begin with.

    What two edits are trimmed to may still stand at two places and come to the same: see `canonicalize`.
    """
    before, after = edit.before, edit.after
    if not (before and after):
        return edit
    tail = shared_suffix(before, after)
    before, after = before[: len(before) - tail], after[: len(after) - tail]
    head = shared_prefix(before, after)
    return Edit(edit.start + head, edit.end - tail, before[head:], after[head:])


def canonicalize(edit: Edit, text: str) -> Edit:
    """Return the first of the edits that come to the same: of `the the ` either word can be taken out.

    It slides no farther than `align.slide` lets it.
    """
    edit = minimize(edit)
    back, _ = slide(edit, text)
    body = edit.before or edit.after
    if not back:
        return edit
    at = -back % len(body)
    body = body[at:] + body[:at]
    start = edit.start - back
    return Edit(start, start + len(edit.before), body if edit.before else "", body if edit.after else "")


def rank_overlapping(candidates: Sequence[Candidate], gains: Sequence[float]) -> list[tuple[int, int, float]]:
    """Return for each candidate its standing among those that touch the same characters.

    Its rank, its rank among those of its signature, and its lead over the best other: in nats, at most `FAR`; negative
    where another one is likelier. The rank is how many are likelier; beyond the first `MAX_RIVALS` of a cluster, by
    their gain and then their place, it is at least that.
    """
    found: list[tuple[int, int, float]] = [(0, 0, FAR)] * len(candidates)
    for cluster in _clusters(candidates):
        ascending = sorted(gains[number] for number in cluster)
        of_kind: dict[str, list[float]] = {}
        for number in sorted(cluster, key=gains.__getitem__):
            of_kind.setdefault(candidates[number].signature, []).append(gains[number])
        first, second = ascending[-1], ascending[-2] if len(cluster) > 1 else -FAR
        for number in cluster:
            gain, kind = gains[number], of_kind[candidates[number].signature]
            rank, rank_of_its_kind = (len(side) - bisect_right(side, gain) for side in (ascending, kind))
            lead = gain - (first if rank else second)
            found[number] = rank, rank_of_its_kind, max(-FAR, min(FAR, lead))
        for number in sorted(cluster, key=lambda number: -gains[number])[MAX_RIVALS:]:
            rank, rank_of_its_kind, lead = found[number]
            found[number] = max(rank, MAX_RIVALS), rank_of_its_kind, lead
    return found


def _clusters(candidates: Sequence[Candidate]) -> list[list[int]]:
    """Return the numbers of the candidates whose first edits touch, one after the other."""
    clusters: list[list[int]] = []
    end = -1
    for number in sorted(range(len(candidates)), key=lambda number: candidates[number].start):
        edit = candidates[number].edits[0]
        if clusters and edit.start <= end:
            clusters[-1].append(number)
            end = max(end, edit.end)
        else:
            clusters.append([number])
            end = edit.end
    return clusters
