"""Up to 64 characters were replaced by as many random printable ones."""

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

EXAMPLE = ("Hang the wet coat by the stove to dry.", "Hang the wet ck#9;Tq~Lz(0stove to dry.")
RANK = 35
MOST = 64


def damage(text: str, place: Place, rng: Random, foreign: str) -> Damage | None:
    """Replace 4 to 64 characters, over line ends where they come, by characters of `string.printable`."""
    end = min(len(text), place.at + rng.randint(4, MOST))
    noise = "".join(rng.choice(string.printable) for _ in range(end - place.at))
    return Damage(text[: place.at] + noise + text[end:], place.at, end)


def _explains(change: Change) -> bool:
    return len(change.old) == len(change.new) and 2 <= len(change.old) <= MOST and change.new.isascii()


def candidates(trial: Trial) -> Iterator[Candidate]:
    """Yield the short spans that were replaced by as many ASCII characters."""
    return undo_each(trial, __name__, "a span replaced by noise", _explains)
