"""A tag that means nothing was put in: an opening, a closing or an empty one."""

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

EXAMPLE = ("Later on, at home, I tried", "Later on, at h</ribbon>ome, I tried")
RANK = 5
RESTORES_STRUCTURE = True
TAG = re.compile(r"</?[A-Za-z][\w-]*/?>")
WORDS = ("acorn", "basket", "canyon", "dolphin", "falcon", "jungle", "kettle", "ladder", "orchid", "pencil", "quartz")


def damage(text: str, place: Place, rng: Random, foreign: str) -> Damage | None:
    """Put in `<word>`, `</word>` or `<word/>`."""
    tag = rng.choice(("<{}>", "</{}>", "<{}/>")).format(rng.choice(WORDS))
    return Damage(text[: place.at] + tag + text[place.at :], place.at, place.at + len(tag))


def _explains(change: Change) -> bool:
    if change.old or not 3 <= len(change.new) <= 40:
        return False
    return any(TAG.fullmatch(text) for _, text, _ in change.slides())


def candidates(trial: Trial) -> Iterator[Candidate]:
    """Yield the lone tags that the base does not have."""
    return undo_each(trial, __name__, "a stray tag put in", _explains)
