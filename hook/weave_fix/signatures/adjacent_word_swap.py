"""Two neighbouring words were exchanged."""

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

EXAMPLE = ("Leave the dough in a warm corner.", "Leave the dough a in warm corner.")
RANK = 15
PAIR = re.compile(r"(\S+)(\s+)(\S+)")
NO_SPACE = re.compile(r"\S")


def damage(text: str, place: Place, rng: Random, foreign: str) -> Damage | None:
    """Exchange a word of the line with the next; the space between them stays."""
    words = list(re.finditer(r"\S+", text[place.start : place.end]))
    if len(words) < 3:
        return None
    i = rng.randrange(len(words) - 1)
    start, end = place.start + words[i].start(), place.start + words[i + 1].end()
    between = text[place.start + words[i].end() : place.start + words[i + 1].start()]
    swapped = words[i + 1][0] + between + words[i][0]
    return Damage(text[:start] + swapped + text[end:], start, end)


def _explains(change: Change) -> bool:
    if len(change.old) != len(change.new) or not change.old:
        return False
    old, new = change.widened(NO_SPACE)
    pair = PAIR.fullmatch(old)
    return pair is not None and new == pair[3] + pair[2] + pair[1]


def candidates(trial: Trial) -> Iterator[Candidate]:
    """Yield the neighbours that stand the other way round in the base."""
    return undo_each(trial, __name__, "two neighbouring words exchanged", _explains)
