"""A space or a line end was taken out, so that two words run together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weave_fix.data import Damage
from weave_fix.signatures import undo_each

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from weave_fix.data import Candidate, Place
    from weave_fix.history import Change, Trial

EXAMPLE = ("Rinse the rice until the water runs clear.", "Rinse therice until the water runs clear.")
RANK = 10


def damage(text: str, place: Place, rng: Random, foreign: str) -> Damage | None:
    """Take out one white-space character of the line, its end included."""
    spaces = [i for i in range(place.start, min(place.end + 1, len(text))) if text[i].isspace()]
    if not spaces:
        return None
    at = rng.choice(spaces)
    return Damage(text[:at] + text[at + 1 :], at, at)


def _explains(change: Change) -> bool:
    return not change.new and change.old in (" ", "\n", "\t", "\r\n", "\N{NO-BREAK SPACE}")


def candidates(trial: Trial) -> Iterator[Candidate]:
    """Yield the places where the base has one white space more."""
    return undo_each(trial, __name__, "white space lost", _explains)
