"""The case of one letter was flipped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weave_fix.data import Damage
from weave_fix.signatures import undo_each

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from weave_fix.data import Candidate, Place
    from weave_fix.history import Change, Trial

EXAMPLE = ("The lamp stays on at night.", "The lamp stAys on at night.")
RANK = 14


def damage(text: str, place: Place, rng: Random, foreign: str) -> Damage | None:
    """Flip the case of one ASCII letter of the line."""
    letters = [i for i in range(place.start, place.end) if text[i].isascii() and text[i].isalpha()]
    if not letters:
        return None
    at = rng.choice(letters)
    return Damage(text[:at] + text[at].swapcase() + text[at + 1 :], at, at + 1)


def _explains(change: Change) -> bool:
    return len(change.old) == 1 and change.old.swapcase() == change.new


def candidates(trial: Trial) -> Iterator[Candidate]:
    """Yield the letters that have the other case in the base."""
    return undo_each(trial, __name__, "the case of a letter flipped", _explains)
