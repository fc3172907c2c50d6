"""Two patches of one text, the second made on the first one's result, as one patch of the text."""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate
from operator import itemgetter
from typing import TYPE_CHECKING

from weave_fix.edits import apply_edits
from weave_fix.places import Places
from weave_fix.records import Edit, FilePatch, Fix

if TYPE_CHECKING:
    from collections.abc import Sequence


class _EditCluster:
    """Edits of both patches that touch: characters `start` to `end` of the text between the two."""

    __slots__ = ("end", "first", "fixes", "second", "start")

    def __init__(self, start: int, end: int) -> None:
        self.start = start
        self.end = end
        self.first: list[Edit] = []
        self.second: list[Edit] = []
        self.fixes: set[int] = set()
        """Numbers of the repairs of both patches, the first patch's before the second's."""

    @property
    def grown(self) -> int:
        """Characters by which the first patch made this place longer."""
        return sum(len(edit.after) - len(edit.before) for edit in self.first)


def compose(first: FilePatch, second: FilePatch) -> FilePatch:
    """Return one patch of `first`'s document that comes to the text of `second`, a patch of `first.text_after`.

    Repairs that go on with each other's text become one, named after the widest of them and no surer than the least
    sure; the others stand beside it. Reported is what the second look reported, where the first patch left the text as
    it was.
    """
    every = (*first.applied, *second.applied)
    clusters = _clusters(first, second)
    owner = _owners(clusters, len(every))
    edits: dict[int, list[Edit]] = {}
    shift = 0
    for cluster in clusters:
        edit = _composed(cluster, shift, first)
        shift += cluster.grown
        if edit.before != edit.after:
            edits.setdefault(owner[min(cluster.fixes)], []).append(edit)
    owned: dict[int, list[Fix]] = {}
    for fix, root in zip(every, owner, strict=True):
        owned.setdefault(root, []).append(fix)
    applied = [_joined(owned[number], made) for number, made in edits.items()]
    applied.sort(key=lambda fix: fix.candidate.start)
    back = _Back(clusters)
    reported = (back.moved(fix) for fix in second.unapplied)
    return first._replace(
        applied=tuple(applied),
        unapplied=tuple(fix for fix in reported if fix is not None),
        text_after=second.text_after,
    )


def _owners(clusters: Sequence[_EditCluster], count: int) -> list[int]:
    """Return for each of `count` repairs the first of those that it is joined with by clusters, one by one."""
    owner = list(range(count))

    def root(number: int) -> int:
        while owner[number] != number:
            owner[number] = number = owner[owner[number]]
        return number

    for cluster in clusters:
        roots = {root(number) for number in cluster.fixes}
        first = min(roots)
        for one in roots:
            owner[one] = first
    return [root(number) for number in range(count)]


def _joined(repairs: Sequence[Fix], edits: Sequence[Edit]) -> Fix:
    """Return one repair with these edits in the place of several."""
    widest = max(repairs, key=lambda fix: sum(len(e.before) + len(e.after) for e in fix.candidate.edits))
    return widest._replace(
        candidate=widest.candidate._replace(edits=tuple(edits)),
        applicability=min(fix.applicability for fix in repairs),
    )


def _clusters(first: FilePatch, second: FilePatch) -> list[_EditCluster]:
    """Return the clusters in order of place."""
    # Each with its place in the text between, and whether it is of the second patch; a text may have a million.
    found: list[tuple[int, int, Edit, int, bool]] = []
    shift = 0
    numbered = ((edit, number) for number, fix in enumerate(first.applied) for edit in fix.candidate.edits)
    for edit, number in sorted(numbered, key=lambda item: item[0].start):
        start = edit.start + shift
        found.append((start, start + len(edit.after), edit, number, False))
        shift += len(edit.after) - len(edit.before)
    for number, fix in enumerate(second.applied, len(first.applied)):
        found += [(edit.start, edit.end, edit, number, True) for edit in fix.candidate.edits]
    found.sort(key=itemgetter(0, 1))
    joined: list[_EditCluster] = []
    for start, end, edit, number, is_second in found:
        if not joined or start > joined[-1].end:
            joined.append(_EditCluster(start, end))
        last = joined[-1]
        last.end = max(last.end, end)
        (last.second if is_second else last.first).append(edit)
        last.fixes.add(number)
    return joined


def _composed(cluster: _EditCluster, shift: int, first: FilePatch) -> Edit:
    """Return the cluster as one edit of the first text; `shift` is what the clusters before it grew by."""
    start, end = cluster.start - shift, cluster.end - shift - cluster.grown
    inside = [
        Edit(edit.start - cluster.start, edit.end - cluster.start, edit.before, edit.after)
        for edit in sorted(cluster.second, key=lambda edit: edit.start)
    ]
    between = first.text_after[cluster.start : cluster.end]
    return Edit(start, end, first.document.text[start:end], apply_edits(between, inside))


class _Back:
    """The way from the text between back to the first one."""

    def __init__(self, clusters: Sequence[_EditCluster]) -> None:
        self._changed = Places((cluster.start, cluster.end) for cluster in clusters if cluster.first)
        self._ends = [cluster.end for cluster in clusters]
        self._grown = list(accumulate((cluster.grown for cluster in clusters), initial=0))

    def moved(self, fix: Fix) -> Fix | None:
        """Return a repair of the text between as one of the first text, None where the first patch changed it."""
        moved = []
        for edit in fix.candidate.edits:
            if self._changed.touch(edit.start, edit.end):
                return None
            shift = self._grown[bisect_left(self._ends, edit.start)]
            moved.append(Edit(edit.start - shift, edit.end - shift, edit.before, edit.after))
        return fix._replace(candidate=fix.candidate._replace(edits=tuple(moved)))
