"""Which spans of a text touch a place, without looking at each of them."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class Places:
    """Spans of a text by their numbers, in the order they are given in; each from `start` to `end`, both included."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        found = sorted((start, end, number) for number, (start, end) in enumerate(spans))
        self._starts = [start for start, _, _ in found]
        self._ends = [end for _, end, _ in found]
        self._numbers = [number for _, _, number in found]
        self._farthest = list(accumulate(self._ends, max))
        """For each span where the farthest of those ends that begin no later."""

    def touching(self, start: int, end: int) -> list[int]:
        """Return the numbers, ascending, of the spans that share a place from `start` to `end`."""
        at = bisect_right(self._starts, end) - 1
        found = []
        while at >= 0 and self._farthest[at] >= start:
            if self._ends[at] >= start:
                found.append(self._numbers[at])
            at -= 1
        return sorted(found)

    def touch(self, start: int, end: int) -> bool:
        """Whether one of the spans shares a place from `start` to `end`."""
        at = bisect_right(self._starts, end) - 1
        return at >= 0 and self._farthest[at] >= start
