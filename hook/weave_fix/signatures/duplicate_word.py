"""A word of the passage was put in once more: beside itself, or anywhere else in the passage."""

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

EXAMPLE = ("The path climbs to the old mill.", "The path climbs old to the old mill.")
RANK = 20
WORD = re.compile(r"\S+")
PASSAGE = 4000
"""Characters of the paragraph that are looked at on each side; a list without a blank line may be a whole file."""


def damage(text: str, place: Place, rng: Random, foreign: str) -> Damage | None:
    """Put a word of the line, and a space, before another word of it."""
    words = list(WORD.finditer(text, place.start, place.end))
    if len(words) < 3:
        return None
    word, at = rng.choice(words)[0], rng.choice(words).start()
    return Damage(text[:at] + word + " " + text[at:], at, at + len(word) + 1)


def candidates(trial: Trial) -> Iterator[Candidate]:
    """Yield the words put in that stand elsewhere in their paragraph as well."""

    def explains(change: Change) -> bool:
        if change.old or not 2 <= len(change.new) <= 40:
            return False
        for left, text, right in change.slides():
            word = text[:-1]
            if text[-1] in " \n" and WORD.fullmatch(word) and (not left or left[-1].isspace()):
                at = change.span.new_start
                start, end = trial.zones.paragraph(at)
                passage = trial.document.text[max(start, at - PASSAGE) : min(end, at + PASSAGE)]
                return len(re.findall(rf"(?<!\S){re.escape(word)}(?!\S)", passage)) > 1
            if not right:
                break
        return False

    return undo_each(trial, __name__, "a word of the passage put in again", explains)
