"""A number was replaced by another one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from weave_fix.data import Damage
from weave_fix.signatures import undo_each

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from weave_fix.data import Candidate, Place
    from weave_fix.history import Change, Trial

EXAMPLE = ("Bake it for 25 minutes.", "Bake it for 173 minutes.")
RANK = 16
DIGIT = re.compile(r"[0-9]")


def damage(text: str, place: Place, rng: Random, foreign: str) -> Damage | None:
    """Replace one number of the prose by a random one of up to ten times its size."""
    numbers = [m for start, end in place.prose for m in re.compile(r"[0-9]+").finditer(text, start, end)]
    if not numbers:
        return None
    number = rng.choice(numbers)
    other = str(rng.randint(0, int(number[0][:9]) * 10 + 9))
    return Damage(text[: number.start()] + other + text[number.end() :], number.start(), number.start() + len(other))


def _explains(change: Change) -> bool:
    old, new = change.widened(DIGIT)
    return old.isdecimal() and new.isdecimal()


def candidates(trial: Trial) -> Iterator[Candidate]:
    """Yield the numbers that are others in the base."""
    return undo_each(trial, __name__, "a number replaced by another", _explains)
