"""The inner letters of a word were shuffled; its first and its last letter stand where they stood."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from weave_fix.data import Applicability, Candidate, Damage, Edit
from weave_fix.language.coined import is_common_slip, may_be_a_word, most_of_word
from weave_fix.signatures import undo_each

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from random import Random

    from weave_fix.data import Place
    from weave_fix.history import Change, Trial
    from weave_fix.language.page import Page

EXAMPLE = ("a narrow staircase", "a narrow sricatase")
RANK = 13
LETTER = re.compile(r"[^\W\d_]")


def damage(text: str, place: Place, rng: Random, foreign: str) -> Damage | None:
    """Shuffle the inner letters of a word of five letters or more."""
    words = [m for m in re.finditer(r"\S+", text[place.start : place.end]) if len(m[0]) > 4 and m[0].isalpha()]
    if not words:
        return None
    word = rng.choice(words)
    middle = list(word[0][1:-1])
    rng.shuffle(middle)
    start, end = place.start + word.start(), place.start + word.end()
    return Damage(text[:start] + word[0][0] + "".join(middle) + word[0][-1] + text[end:], start, end)


def _explains(change: Change) -> bool:
    if len(change.old) != len(change.new) or len(change.old) < 2:
        return False
    old, new = change.widened(LETTER)
    return old.isalpha() and old[0] == new[0] and old[-1] == new[-1] and sorted(old) == sorted(new)


def candidates(trial: Trial) -> Iterator[Candidate]:
    """Yield the words whose inner letters stand in another order in the base."""
    return undo_each(trial, __name__, "the letters of a word shuffled", _explains)


def alone(page: Page) -> Iterator[Candidate]:
    """Yield for each word that nobody knows those with its inner letters in another order, at all its places."""
    from weave_fix.language.nearest import anagrams, written_like

    places: dict[str, list[int]] = {}
    for at in page.strangers:
        if page.tokens[at].text.isalpha():
            places.setdefault(page.tokens[at].text, []).append(page.start(at))
    for word, starts in places.items():
        for other in anagrams(word.lower(), page.counts) if not page.is_foreign(page.token_at(starts[0])) else ():
            sound = written_like(word, other)
            edits = tuple(Edit(start, start + len(word), word, sound) for start in starts)
            yield Candidate("shuffle_word_middle", edits, "the letters of a word shuffled")


def may_be_meant(edit: Edit, answers: Mapping[str, float]) -> bool:
    """Whether what is spelled so may be a word all the same."""
    return may_be_a_word(edit, answers)


def most(edit: Edit, answers: Mapping[str, float], page: Page) -> Applicability | None:
    """Return how far a repair may go at most: what is well formed, or no slip of a hand, is for a person to say."""
    return most_of_word(edit, answers, page)


def is_sure(edit: Edit, page: Page) -> bool:
    """Whether a common word has two of its letters turned, as many do."""
    return is_common_slip(edit.before, edit.after, page.counts)
