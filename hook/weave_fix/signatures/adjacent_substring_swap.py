"""A span was cut in half, at any character, and the halves exchanged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weave_fix.data import Candidate, Damage
from weave_fix.signatures import undo_each, undo_exchanges, undo_pairs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from weave_fix.data import Place
    from weave_fix.history import Change, Trial

EXAMPLE = ("Fold the map and put it away.", "Fold d put it athe map anway.")
RANK = 31
MOST = 256
MESSAGE = "the halves of a span exchanged"
SLACK = 24
"""Characters that the halves may share at their ends, by which the change is narrower than the span."""


def damage(text: str, place: Place, rng: Random, foreign: str) -> Damage | None:
    """Exchange the halves of 4 to 256 characters, over line ends where they come."""
    end = min(len(text), place.at + rng.randint(4, MOST))
    middle = (place.at + end) // 2
    swapped = text[middle:end] + text[place.at : middle]
    return Damage(text[: place.at] + swapped + text[end:], place.at, end)


def _rotated(change: Change) -> bool:
    """Whether one side is the other, turned; with what the halves share at their ends put back."""
    if len(change.old) != len(change.new) or not 2 <= len(change.old) <= MOST:
        return False
    for take in range(min(SLACK, len(change.left)) + 1):
        head = change.left[len(change.left) - take :]
        old, new = head + change.old, head + change.new
        if new in old + old:
            return True
    for take in range(1, min(SLACK, len(change.right)) + 1):
        tail = change.right[:take]
        if change.new + tail in (change.old + tail) * 2:
            return True
    return False


def _moved(first: Change, second: Change) -> bool:
    """Whether what one change took out is what the other put in, near by; the ends may have slid."""
    taken, put = (first.old, second.new) if first.old else (second.old, first.new)
    if (first.new if first.old else second.new) or (second.old if first.old else first.old):
        return False
    near = second.span.new_start - first.span.new_end <= MOST
    return near and 2 <= len(taken) == len(put) <= MOST and put in taken + taken


def _near(first: Change, second: Change) -> bool:
    """Whether nothing but one text's way to the other side of its neighbour happened."""
    one_sided = not (first.new or second.old) or not (first.old or second.new)
    return one_sided and second.span.new_start - first.span.new_end <= MOST


def candidates(trial: Trial) -> Iterator[Candidate]:
    """Yield the spans whose halves stand the other way round in the base."""
    yield from undo_each(trial, __name__, MESSAGE, _rotated)
    yield from undo_pairs(trial, __name__, MESSAGE, _moved, within=MOST)
    yield from undo_exchanges(trial, __name__, MESSAGE, _near)
