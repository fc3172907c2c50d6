"""Up to 64 characters were taken out, mostly from the middle of one word to the middle of another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weave_fix.data import Damage
from weave_fix.signatures import undo_each

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from weave_fix.data import Candidate, Place
    from weave_fix.history import Change, Trial

EXAMPLE = ("The first frost came early, and the pears were lost.", "The first froe pears were lost.")
RANK = 17
MOST = 64
APOSTROPHES = "'\N{RIGHT SINGLE QUOTATION MARK}"


def damage(text: str, place: Place, rng: Random, foreign: str) -> Damage | None:
    """Take out 2 to 64 characters, over line ends where they come."""
    end = min(len(text), place.at + rng.randint(2, MOST))
    return Damage(text[: place.at] + text[end:], place.at, place.at)


def _explains(change: Change) -> bool:
    return not change.new and (2 <= len(change.old) <= MOST or _is_apostrophe_of_a_word(change))


def _is_apostrophe_of_a_word(change: Change) -> bool:
    """Whether one apostrophe was lost between two letters: the one character whose loss can be told by itself."""
    is_apostrophe = len(change.old) == 1 and change.old in APOSTROPHES
    return is_apostrophe and change.left[-1:].isalpha() and change.right[:1].isalpha()


def candidates(trial: Trial) -> Iterator[Candidate]:
    """Yield the short spans that the base has and the document has not."""
    return undo_each(trial, __name__, "a span lost", _explains)
