"""A span was cut in half, at any character, and the halves exchanged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weave_fix.records import Candidate, Corruption
from weave_fix.signatures._diff_helpers import undo_each, undo_exchanges, undo_pairs
from weave_fix.signatures.record import Signature

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from weave_fix.diff.comparison import Comparison, Hunk
    from weave_fix.records import Site

MOST = 256
MESSAGE = "the halves of a span exchanged"
SLACK = 24
"""Characters that the halves may share at their ends, by which the change is narrower than the span."""


def corrupt(text: str, site: Site, rng: Random, foreign: str) -> Corruption | None:
    """Exchange the halves of 4 to 256 characters, over line ends where they come."""
    end = min(len(text), site.at + rng.randint(4, MOST))
    middle = (site.at + end) // 2
    swapped = text[middle:end] + text[site.at : middle]
    return Corruption(text[: site.at] + swapped + text[end:], site.at, end)


def _rotated(hunk: Hunk) -> bool:
    """Whether one side is the other, turned; with what the halves share at their ends put back."""
    if len(hunk.old) != len(hunk.new) or not 2 <= len(hunk.old) <= MOST:
        return False
    for take in range(min(SLACK, len(hunk.left_context)) + 1):
        head = hunk.left_context[len(hunk.left_context) - take :]
        old, new = head + hunk.old, head + hunk.new
        if new in old + old:
            return True
    for take in range(1, min(SLACK, len(hunk.right_context)) + 1):
        tail = hunk.right_context[:take]
        if hunk.new + tail in (hunk.old + tail) * 2:
            return True
    return False


def _moved(first: Hunk, second: Hunk) -> bool:
    """Whether what one change took out is what the other put in, near by; the ends may have slid."""
    taken, put = (first.old, second.new) if first.old else (second.old, first.new)
    if (first.new if first.old else second.new) or (second.old if first.old else first.old):
        return False
    near = second.span.new_start - first.span.new_end <= MOST
    return near and 2 <= len(taken) == len(put) <= MOST and put in taken + taken


def _near(first: Hunk, second: Hunk) -> bool:
    """Whether nothing but one text's way to the other side of its neighbour happened."""
    one_sided = not (first.new or second.old) or not (first.old or second.new)
    return one_sided and second.span.new_start - first.span.new_end <= MOST


def from_diff(comparison: Comparison) -> Iterator[Candidate]:
    """Yield the spans whose halves stand the other way round in the base."""
    yield from undo_each(comparison, __name__, MESSAGE, _rotated)
    yield from undo_pairs(comparison, __name__, MESSAGE, _moved, within=MOST)
    yield from undo_exchanges(comparison, __name__, MESSAGE, _near)


SIGNATURE = Signature(
    rank=31,
    example=("Fold the map and put it away.", "Fold d put it athe map anway."),
    corrupt=corrupt,
    from_diff=from_diff,
)
