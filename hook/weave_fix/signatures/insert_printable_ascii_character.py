"""A printable character was put in, a letter in most cases; a line end, a tab and a form feed count as printable."""

from __future__ import annotations

import re
import string
from typing import TYPE_CHECKING

from weave_fix.data import Applicability, Candidate, Damage, Edit
from weave_fix.language.coined import may_be_a_word, most_of_word
from weave_fix.language.mention import most_of_pair
from weave_fix.language.tokens import APOSTROPHES, RAISED, fold
from weave_fix.signatures import is_mention, undo_each

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from random import Random

    from weave_fix.data import Place
    from weave_fix.history import Change, Trial
    from weave_fix.language.page import Page

EXAMPLE = ("Water the ferns in the morning.", "Water the ferQns in the morning.")
RANK = 12


def damage(text: str, place: Place, rng: Random, foreign: str) -> Damage | None:
    """Put in one character of `string.printable`."""
    return Damage(text[: place.at] + rng.choice(string.printable) + text[place.at :], place.at, place.at + 1)


def _explains(change: Change) -> bool:
    if change.old or len(change.new) != 1 or change.new not in string.printable:
        return False
    # A digit more in a number is another number.
    beside = change.left[-1:] + change.right[:1]
    return not (change.new.isdecimal() and any(char.isdecimal() for char in beside)) and not is_mention(change)


def candidates(trial: Trial) -> Iterator[Candidate]:
    """Yield the single characters that the base does not have."""
    return undo_each(trial, __name__, "a character put in", _explains)


MESSAGE = "a character put in"
OF_ONE_LETTER = frozenset("aAI")
BEHIND = frozenset(",;:.!?")
"""Marks behind which white space follows, not a character."""
LED_WORD = re.compile(r"[0-9][^\W\d_]{4,}")
"""A word behind a digit; shorter ones are written so: `4th`, `8bit`."""
CONTROLS = frozenset("\f\v\r\t")
CONTROL = re.compile(r"(?<!\x0b)\x0b|(?<!\x0c)\x0c|(?<!\r)\r(?!\n)|(?<=\w)\t(?=\w)")
"""One that no text has inside a line; of several side by side the first, for to take out any of them is the same."""


def alone(page: Page) -> Iterator[Candidate]:
    """Yield the characters without which a word that nobody knows is known, and what no text has inside a line."""
    places = [*_inside_words(page), *_before_words(page), *_behind_marks(page), *_between_halves(page)]
    if "\n" in page.text:
        for start, end in page.paragraphs():
            # The line end is looked at too: a carriage return before it belongs to it.
            places += [control.start() for control in CONTROL.finditer(page.text, start, end + 1)]
    for place in places:
        edit = Edit(place, place + 1, page.text[place], "")
        yield Candidate("insert_printable_ascii_character", (edit,), MESSAGE)


def _inside_words(page: Page) -> Iterator[int]:
    for at in [*page.strangers, *page.oddly_written]:
        start, word = page.start(at), page.tokens[at].text
        if page.is_foreign(at):
            continue
        # Names have letters twice that words have once: `Webb`, `Stubbs`.
        may_be_name = page.tokens[at].case == RAISED and not page.begins_sentence(at)
        for place, char in enumerate(word):
            rest = word[:place] + word[place + 1 :]
            is_doubled = char in word[place + 1 : place + 2]
            if (char in APOSTROPHES and word[place + 1 :] == "s") or (is_doubled and may_be_name):
                continue
            is_long = len(rest) > 1 or rest in OF_ONE_LETTER
            if char != word[place - 1 : place] and is_long and char.isascii() and page.knows(rest):
                yield start + place


def _before_words(page: Page) -> Iterator[int]:
    """Yield the places of digits that stand before a word, nothing between."""
    unknown = (at for at in page.places() if page.numbers[at] == page.counts.size and not page.tokens[at].begins)
    found = [at for at in unknown if LED_WORD.fullmatch(page.tokens[at].text)]
    known = page.known.among({page.tokens[at].text for at in found}) if found else set()
    for at in found:
        word = page.tokens[at].text
        if word not in known and page.knows(word[1:]):
            yield page.start(at)


def _behind_marks(page: Page) -> Iterator[int]:
    """Yield the places of letters and digits that stand alone between the mark behind a word and a white space."""
    tokens = page.tokens
    for at in page.places():
        token, mark = tokens[at], tokens[at - 1]
        if len(token.text) > 1 or not (token.glued and token.text.isalnum() and token.text.isascii()):
            continue
        is_word = mark.text in BEHIND and mark.glued and tokens[at - 2].begins and len(tokens[at - 2].text) > 2
        if is_word and not tokens[at + 1].glued and page.ends[at - 1] == page.start(at):
            yield page.start(at)


def _between_halves(page: Page) -> Iterator[int]:
    for at in page.strangers:
        for second in (at, at + 1):
            if _is_cut_in_two(page, second):
                yield page.ends[second - 1]
    levels = page.levels
    for at in page.places():
        is_usual = levels[at] and page.counts.size not in page.numbers[at - 1 : at + 1]
        if is_usual or page.tokens[at].glued or not (page.is_word(at) and page.is_word(at - 1)):
            continue
        place = page.ends[at - 1]
        parts = page.tokens[at - 1].text, page.tokens[at].text
        is_stuttered = page.tokens[at - 1].glued and page.tokens[at + 1].glued and page.tokens[at + 1].text == "-"
        is_word = page.start(at) == place + 1 and page.knows("".join(parts)) and parts[1].islower()
        if is_word and not is_stuttered:
            yield place


def _is_cut_in_two(page: Page, at: int) -> bool:
    """Whether token `at` and the one before it are one word but for a single white space between them."""
    if page.tokens[at].glued or not (page.is_word(at) and page.is_word(at - 1)):
        return False
    joined = page.tokens[at - 1].text + page.tokens[at].text
    return page.start(at) == page.ends[at - 1] + 1 and joined[1:].islower() and page.counts.is_sound(fold(joined))


def is_formal(edit: Edit, page: Page) -> bool:
    """Whether a character is one that no text has inside a line."""
    return edit.before in CONTROLS


def may_be_meant(edit: Edit, answers: Mapping[str, float]) -> bool:
    """Whether what is spelled so may be a word all the same."""
    return may_be_a_word(edit, answers)


def most(edit: Edit, answers: Mapping[str, float], page: Page) -> Applicability | None:
    """Return how far a repair may go at most: a mark may lack its partner, and a word be well formed."""
    return most_of_word(edit, answers, page) if edit.before.isalpha() else most_of_pair(edit, page)
