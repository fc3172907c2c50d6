"""A space or a line end was taken out, so that two words run together."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from weave_fix.data import Candidate, Damage, Edit
from weave_fix.language.prose import BARRIER, CLEAR
from weave_fix.language.tokens import RAISED, case, fold
from weave_fix.markdown import MARK
from weave_fix.signatures import undo_each

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from weave_fix.data import Place
    from weave_fix.history import Change, Trial
    from weave_fix.language.page import Page

EXAMPLE = ("Rinse the rice until the water runs clear.", "Rinse therice until the water runs clear.")
RANK = 10


def damage(text: str, place: Place, rng: Random, foreign: str) -> Damage | None:
    """Take out one white-space character of the line, its end included."""
    spaces = [i for i in range(place.start, min(place.end + 1, len(text))) if text[i].isspace()]
    if not spaces:
        return None
    at = rng.choice(spaces)
    return Damage(text[:at] + text[at + 1 :], at, at)


def _explains(change: Change) -> bool:
    return not change.new and change.old in (" ", "\n", "\t", "\r\n", "\N{NO-BREAK SPACE}")


def candidates(trial: Trial) -> Iterator[Candidate]:
    """Yield the places where the base has one white space more."""
    return undo_each(trial, __name__, "white space lost", _explains)


OPENING = frozenset("([\N{LEFT DOUBLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}")
CLOSING = frozenset(".,;:!?)")
PREFIX = 3
"""Letters in brackets up to which they may be a part of the word behind them: `(de)serialize`."""
OPENED, CLOSED = frozenset("{<&"), frozenset("}>;")
"""What a placeholder, a tag or a dash by its name begins and ends with: those stand beside letters on purpose."""
SPLITS = 3
"""Ways to split a word that are offered at most."""
SHORT = {"a": 1, "i": 1}
USUAL = 7.5
"""Natural logarithm of the count that a word of two letters must have to be one half of a split."""
DIGITS = re.compile(r"([^\W\d_]{2,})(\d+)")
NUMBERED = re.compile(r"(\d+)([^\W\d_]{4,})")
"""A number and a word that is no unit of measure."""


def alone(page: Page) -> Iterator[Candidate]:
    """Yield places where two words, or a mark and a word, stand together that are written apart."""
    places: list[int] = []
    for at in page.strangers:
        places += [page.start(at) + cut for cut in _splits(page, at, page.tokens[at].text)]
    for at in page.places():
        if (word := page.tokens[at].text)[0].isdecimal() and (run := NUMBERED.fullmatch(word)) and page.knows(run[2]):
            places.append(page.start(at) + len(run[1]))
    glued = [at for at in page.places() if page.tokens[at].glued]
    places += [place for at in glued if (place := _before(page, at)) is not None]
    places += _before_code(page)
    places += _behind_marks(page)
    for place in places:
        edit = Edit(place, place, "", page.separator(place))
        yield Candidate("delete_whitespace_character", (edit,), "white space lost")


def _before(page: Page, at: int) -> int | None:
    """Return where a space may be lost between the glued token `at` and the one before; None where none is."""
    token, before = page.tokens[at], page.tokens[at - 1]
    if page.numbers[at - 1] == page.boundary:
        return None
    start = page.start(at)
    if not token.text[0].isalnum():
        is_apart = token.text in OPENING and page.is_word(at - 1) and not _is_in_brackets(page, at + 1)
        return start if is_apart else None
    if before.text == BARRIER:
        return start if len(token.text) > 1 and page.text[start - 1] not in CLOSED else None
    if before.text in CLOSING:
        is_apart = page.tokens[at - 2].text.isalnum() and page.is_word(at) and not _is_in_brackets(page, at - 2)
        return _outside_marks(page, at) if is_apart and (before.text != "." or case(token.text) == RAISED) else None
    return _outside_marks(page, at) if before.text[-1].isalnum() and page.view[start - 1] == CLEAR else None


def _is_in_brackets(page: Page, at: int) -> bool:
    """Whether token `at` may be a part of the word beside it, put in brackets: `(de)serialize`, `team(s)`."""
    near = [token.text for token in page.tokens[at - 1 : at + 2]]
    return near[:1] == ["("] and near[2:] == [")"] and len(near[1]) <= PREFIX and near[1].islower()


def _before_code(page: Page) -> Iterator[int]:
    """Yield the places between a word and code that is glued to it."""
    for at in [at for at, number in enumerate(page.numbers) if number == page.barrier]:
        if page.tokens[at].glued and page.is_word(at - 1):
            place = page.ends[at - 1]
            if page.view[place] in (BARRIER, CLEAR) and page.text[place] not in OPENED and page.on_trial(place, place):
                yield place


def _behind_marks(page: Page) -> Iterator[int]:
    """Yield where the mark of a list item, a task or a heading lost the space behind it that lines nearby have."""
    for line in page.zones.lines:
        found = MARK.match(page.text, line.start, line.end)
        if found is None or not page.text[found.end() : found.end() + 1].isalpha():
            continue
        is_emphasis = found["bullet"] == "*" and "*" in page.text[found.end() : line.end]
        if not is_emphasis and page.on_trial(found.end(), found.end()) and page.marked_beside(found.end()) > 0:
            yield found.end()


def _splits(page: Page, at: int, word: str) -> list[int]:
    """Return where a word that nobody knows falls into two that are known, the likeliest places first."""
    counts = page.counts
    found: list[tuple[float, int]] = []
    if digits := DIGITS.fullmatch(word):
        return [len(digits[1])] if page.knows(digits[1]) else []
    for cut in range(1, len(word)):
        halves = fold(word[:cut]), fold(word[cut:])
        if any(len(half) == 1 and half not in SHORT for half in halves):
            continue
        if any(len(half) == 2 and counts.count(half) < USUAL for half in halves):
            continue
        first, second = map(counts.number, halves)
        if counts.size in (first, second):
            continue
        likelihood = counts.probability(page.numbers[at - 1], page.numbers[at - 1], first)
        found.append((likelihood + counts.probability(page.numbers[at - 1], first, second), cut))
    return [cut for _, cut in sorted(found, reverse=True)[:SPLITS]]


def _outside_marks(page: Page, at: int) -> int:
    """Return where a space belongs between token `at` and the one before, which nothing but masked marks parts."""
    left, right = page.ends[at - 1], page.start(at)
    marks = page.text[left:right]
    if marks[:1] in ("", "[", "!"):
        return left
    if marks[-1] in ")]":
        return right
    first, _ = page.unit(at)
    opened = page.text.count(marks, page.start(first), left)
    return left if opened % 2 == 0 else right
