"""A span was replaced by a span of another text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weave_fix.data import Damage
from weave_fix.signatures import undo_each

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from weave_fix.data import Candidate, Place
    from weave_fix.history import Change, Trial

EXAMPLE = ("The tower has stood here since the great fire.", "The tower has stoo, and a pinch of salt. Streat fire.")
RANK = 40
MOST = 512
MARGIN = 3
"""How much longer than an operation's span a region may be: two damages that lie close make one."""


def damage(text: str, place: Place, rng: Random, foreign: str) -> Damage | None:
    """Replace 1 to 512 characters by 1 to 512 characters of `foreign`."""
    if not foreign:
        return None
    end = min(len(text), place.at + rng.randint(1, MOST))
    start = rng.randrange(len(foreign))
    put = foreign[start : start + rng.randint(1, MOST)]
    return Damage(text[: place.at] + put + text[end:], place.at, place.at + len(put))


def _explains(change: Change) -> bool:
    old, new = len(change.old), len(change.new)
    return max(old, new) <= MARGIN * MOST and new > 0 and (old > 0 or new > 1)


def candidates(trial: Trial) -> Iterator[Candidate]:
    """Yield the spans that the base has another text for."""
    return undo_each(trial, __name__, "a span replaced by another text", _explains)
