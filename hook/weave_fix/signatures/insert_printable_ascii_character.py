"""A printable character was put in, a letter in most cases; a line end, a tab and a form feed count as printable."""

from __future__ import annotations

import string
from typing import TYPE_CHECKING

from weave_fix.data import Damage
from weave_fix.signatures import undo_each

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from weave_fix.data import Candidate, Place
    from weave_fix.history import Change, Trial

EXAMPLE = ("Water the ferns in the morning.", "Water the ferQns in the morning.")
RANK = 12


def damage(text: str, place: Place, rng: Random, foreign: str) -> Damage | None:
    """Put in one character of `string.printable`."""
    return Damage(text[: place.at] + rng.choice(string.printable) + text[place.at :], place.at, place.at + 1)


def _explains(change: Change) -> bool:
    if change.old or len(change.new) != 1 or change.new not in string.printable:
        return False
    # A digit more in a number is another number.
    beside = change.left[-1:] + change.right[:1]
    return not (change.new.isdecimal() and any(char.isdecimal() for char in beside))


def candidates(trial: Trial) -> Iterator[Candidate]:
    """Yield the single characters that the base does not have."""
    return undo_each(trial, __name__, "a character put in", _explains)
