"""The case of one letter was flipped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weave_fix.data import Candidate, Damage, Edit
from weave_fix.language.prose import BOUNDARY
from weave_fix.language.tokens import LOWER, MIXED, RAISED, UPPER
from weave_fix.signatures import undo_each

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from weave_fix.data import Place
    from weave_fix.history import Change, Trial
    from weave_fix.language.page import Page

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


MESSAGE = "the case of a letter flipped"
SELDOM = 0.03
"""Share of a word's places inside a sentence up to which it is not written so there."""
OPENING = frozenset("\"'([\N{LEFT DOUBLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}")
ENDING = frozenset((*".!?:", BOUNDARY))
STOPS = frozenset(".!?")
MOSTLY = 0.9
"""Share from which on it is."""


def alone(page: Page) -> Iterator[Candidate]:
    """Yield letters whose case makes their word one that is not written so, or not at such a place."""
    counts, tokens, numbers = page.counts, page.tokens, page.numbers
    shares = {number: counts.written(number) for number in set(numbers)}
    seldom = {number for number, (raised, upper) in shares.items() if raised + upper < SELDOM} - {counts.size}
    mostly = {number for number, (raised, _) in shares.items() if raised > MOSTLY}
    for at in page.places():
        how = tokens[at].case
        if how == LOWER:
            if numbers[at] in mostly or tokens[at - 1].text in STOPS or tokens[at].text == "i":
                yield _flip(page, at, 0)
        elif how == RAISED:
            # Scripts without cases are RAISED too.
            is_odd = numbers[at] in seldom and tokens[at].text[0].isupper()
            if is_odd and not _opens(page, at) and not page.is_title(at):
                yield _flip(page, at, 0)
        elif how == MIXED or (how == UPPER and len(tokens[at].text) == 2):
            word = tokens[at].text
            for place in _odd_letters(word) if not counts.spelling(word) else ():
                yield _flip(page, at, place)


def _odd_letters(word: str) -> list[int]:
    """Return the letters of which one alone keeps a word from being all lower, all upper case, or raised."""
    bare = [place for place, char in enumerate(word) if char.isalpha()]
    upper = [place for place in bare if word[place].isupper()]
    found = []
    if upper[1:] == [] or (len(upper) == 2 and upper[0] == 0):
        found.append(upper[-1])
    if len(bare) - len(upper) == 1:
        found.append(next(place for place in bare if place not in upper))
    return found


def _opens(page: Page, at: int) -> bool:
    """Whether a sentence, or a unit, may begin with token `at`."""
    at -= 1
    while page.tokens[at].text in OPENING and page.tokens[at].glued:
        at -= 1
    return page.tokens[at].text in ENDING or page.tokens[at].text in OPENING


def _flip(page: Page, at: int, place: int) -> Candidate:
    start = page.start(at) + place
    letter = page.text[start]
    return Candidate("swap_capitalization", (Edit(start, start + 1, letter, letter.swapcase()),), MESSAGE)
