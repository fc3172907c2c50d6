"""The case of one letter was flipped."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from math import log
from typing import TYPE_CHECKING

from weave_fix.data import Applicability, Candidate, Damage, Edit
from weave_fix.language.coined import FUNCTION
from weave_fix.language.layout import PROSE
from weave_fix.language.prose import BOUNDARY
from weave_fix.language.tokens import LOWER, MIXED, RAISED, STOPS, UPPER, fold
from weave_fix.markdown import Kind
from weave_fix.signatures import undo_each

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from random import Random

    from weave_fix.data import Place
    from weave_fix.history import Change, Trial
    from weave_fix.language.page import Page

EXAMPLE = ("The lamp stays on at night.", "The lamp stAys on at night.")
RANK = 14
IN_CODE = "swap_capitalization in code"
"""The kind of this damage in names that may well differ in nothing but case."""


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
DOUBT = -3.5
SELDOM = 0.1
"""Share of a word's places inside a sentence up to which it is not written so there."""
OPENING = frozenset("\"'([\N{LEFT DOUBLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}")
ENDING = frozenset((*STOPS, ":", BOUNDARY))
MOSTLY = 0.9
"""Share from which on it is."""
KNOWN = 3.0
"""Logarithm of the count from which on a word is known well enough to see that a letter inside it is flipped."""
OFTENER = 2
"""Times from which on the page tells how a name is written."""
WRITTEN = PROSE | {Kind.CODE}
BRANDS = frozenset("eix")
"""Letters that names of things begin with, before their capital."""
SLIPS = 2
"""Times up to which a word may be written wrong on one page."""


def alone(page: Page) -> Iterator[Candidate]:
    """Yield letters whose case makes their word one that is not written so, or not at such a place."""
    counts, tokens, numbers = page.counts, page.tokens, page.numbers
    shares = {number: counts.written(number) for number in set(numbers)}
    seldom = {number for number, (raised, upper) in shares.items() if raised + upper < SELDOM} - {counts.size}
    mostly = {number for number, (raised, _) in shares.items() if raised > MOSTLY}
    names = _Names(page)
    for at in page.places():
        how = tokens[at].case
        if how == LOWER:
            behind_a_stop = tokens[at - 1].text in STOPS and not (tokens[at].glued or _is_short_form(page, at - 1))
            is_i_e = tokens[at].text == "i" and tokens[at + 1].text == "."
            if behind_a_stop or (numbers[at] in mostly and not is_i_e):
                yield _flip(page, page.start(at))
        elif how == RAISED:
            # Scripts without cases are RAISED too.
            is_odd = numbers[at] in seldom and tokens[at].text[0].isupper()
            may_be_so = _opens(page, at) or page.is_title(at) or tokens[at].text in names
            if is_odd and not may_be_so and not page.layout.begins_verse(page.start(at)):
                yield _flip(page, page.start(at))
        elif how == MIXED or (how == UPPER and len(tokens[at].text) == 2):
            word = tokens[at].text
            if how == MIXED and _is_among_odd(page, at):
                continue
            if how == MIXED and _is_held_down(page, at):
                yield _flip(page, page.start(at) + 1)
                continue
            is_known = counts.count_of(numbers[at]) >= KNOWN or counts.is_listed(fold(word)) or _is_on_page(page, word)
            for place in _odd_letters(word) if is_known and not counts.spelling(word) else ():
                yield _flip(page, page.start(at) + place)
    yield from _in_names(page)


def _is_held_down(page: Page, at: int) -> bool:
    """Whether the shift key was held too long at a word that everybody writes: `THe`."""
    word = page.tokens[at].text
    return (
        len(word) > 2
        and word[:2].isupper()
        and word[2:].islower()
        and page.counts.count_of(page.numbers[at]) > log(FUNCTION)
        and sum(page.counts.written(page.numbers[at])) < SELDOM
    )


def _is_among_odd(page: Page, at: int) -> bool:
    """Whether a word beside token `at` is written as oddly: `pErFeCtLy CaLm` is meant."""
    near = [*page.tokens[max(0, at - 2) : at], *page.tokens[at + 1 : at + 3]]
    return any(token.case == MIXED and not page.counts.spelling(token.text) for token in near)


def _is_on_page(page: Page, word: str) -> bool:
    """Whether the page writes a word in lower case too, or with a capital."""
    return bool(page.word_counts.get(word.lower(), 0) or page.word_counts.get(word.capitalize(), 0))


def _in_names(page: Page) -> Iterator[Candidate]:
    """Yield letters inside words, in code too, that the page writes otherwise at other places: `tracKed`, `tracked`."""
    for forms in page.forms.values():
        for word, starts in forms.items():
            for at in range(1, len(word)) if len(starts) == 1 else ():
                other = word[:at] + word[at].swapcase() + word[at + 1 :]
                if len(forms.get(other, ())) < OFTENER or _parts_words(page, word, at):
                    continue
                start = starts[0] + at
                if page.zones.at(start) in WRITTEN and page.on_trial(start, start + 1):
                    yield _flip(page, start)


def _parts_words(page: Page, word: str, place: int) -> bool:
    """Whether the capital at `place` of a name parts two words, as in `mouseLeave`."""
    end = next((at for at in range(place + 1, len(word)) if word[at].isupper()), len(word))
    start = max((at for at in range(place) if word[at].isupper()), default=0)
    halves = word[start:place], word[place:end]
    return word[place].isupper() and all(len(half) > 2 and page.counts.is_sound(fold(half)) for half in halves)


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


def _is_short_form(page: Page, at: int) -> bool:
    """Whether the stop at token `at` ends an abbreviation, as in `e.g.`, or a name such as `Node.`."""
    before = page.tokens[at - 1]
    return not page.tokens[at].glued or len(before.text) == 1 or (before.glued and page.tokens[at - 2].text in STOPS)


class _Names:
    """The words that a page writes with a capital oftener than a slip would, and than without.

    Where sentences begin says nothing.
    """

    def __init__(self, page: Page) -> None:
        self._page = page

    def __contains__(self, word: str) -> bool:
        least = max(SLIPS, self._page.word_counts.get(word.lower(), 0))
        return self._page.word_counts[word] > least and self._inside[word] > least

    @cached_property
    def _inside(self) -> Counter[str]:
        """How often each word has a capital inside a sentence."""
        page = self._page
        return Counter(t.text for at, t in enumerate(page.tokens) if t.case == RAISED and not _opens(page, at))


def _opens(page: Page, at: int) -> bool:
    """Whether a sentence, or a unit, may begin with token `at`."""
    at -= 1
    while page.tokens[at].text in OPENING and page.tokens[at].glued:
        at -= 1
    return page.tokens[at].text in ENDING or page.tokens[at].text in OPENING


def _flip(page: Page, start: int) -> Candidate:
    letter = page.text[start]
    return Candidate("swap_capitalization", (Edit(start, start + 1, letter, letter.swapcase()),), MESSAGE)


def is_formal(edit: Edit, page: Page) -> bool:
    """A word is as likely with a letter flipped: the counts are of folded words."""
    return True


def kind(answers: Mapping[str, float]) -> str:
    """Return what the thresholds of a repair are called."""
    return IN_CODE if answers["zone"] == Kind.CODE else "swap_capitalization"


def may_be_meant(edit: Edit, answers: Mapping[str, float]) -> bool:
    """Whether the letter stands in code: what is written there nobody but a person can be sure of."""
    return answers["zone"] == Kind.CODE


def most(edit: Edit, answers: Mapping[str, float], page: Page) -> Applicability | None:
    """Return how far a repair may go at most: brands are written like `eBay`, and acronyms like `IoT`."""
    at = page.token_at(edit.start)
    word = page.tokens[at].text
    is_brand = edit.start == page.start(at) + 1 and word[:1] in BRANDS and len(word) > 3 and edit.before.isupper()
    is_acronym = edit.before.islower() and word[: edit.start - page.start(at)].isupper()
    return Applicability.SHOWN if is_brand or is_acronym else Applicability.SAFE


def is_sure(edit: Edit, page: Page) -> bool:
    """Whether the second letter of a word that everybody writes has a capital like the first."""
    at = page.token_at(edit.start)
    return edit.start == page.start(at) + 1 and page.tokens[at].case == MIXED and _is_held_down(page, at)
