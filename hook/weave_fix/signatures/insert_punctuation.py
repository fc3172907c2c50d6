"""A punctuation character was put in, beside a word or inside it."""

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

EXAMPLE = ("The ferry leaves at noon.", "The ferry l;eaves at noon.")
RANK = 11


def damage(text: str, place: Place, rng: Random, foreign: str) -> Damage | None:
    """Put in one character of ASCII punctuation."""
    return Damage(text[: place.at] + rng.choice(string.punctuation) + text[place.at :], place.at, place.at + 1)


def _explains(change: Change) -> bool:
    return not change.old and len(change.new) == 1 and change.new in string.punctuation


def candidates(trial: Trial) -> Iterator[Candidate]:
    """Yield the punctuation characters that the base does not have."""
    return undo_each(trial, __name__, "a punctuation character put in", _explains)
