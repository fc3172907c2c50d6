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

EXAMPLE = ("All of my appraisal faculties", "All of my appraiQsal faculties")
RANK = 12


def damage(text: str, place: Place, rng: Random, foreign: str) -> Damage | None:
    """Put in one character of `string.printable`."""
    return Damage(text[: place.at] + rng.choice(string.printable) + text[place.at :], place.at, place.at + 1)


def _explains(change: Change) -> bool:
    return not change.old and len(change.new) == 1 and change.new in string.printable


def candidates(trial: Trial) -> Iterator[Candidate]:
    """Yield the single characters that the base does not have."""
    return undo_each(trial, __name__, "a character put in", _explains)
