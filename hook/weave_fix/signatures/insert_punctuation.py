"""A punctuation character was put in, beside a word or inside it."""

from __future__ import annotations

import re
import string
from typing import TYPE_CHECKING

from weave_fix.data import Applicability, Candidate, Damage, Edit
from weave_fix.language.mention import most_of_pair
from weave_fix.language.prose import CLEAR
from weave_fix.signatures import is_mention, undo_each

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from random import Random

    from weave_fix.data import Place
    from weave_fix.history import Change, Trial
    from weave_fix.language.page import Page

EXAMPLE = ("The ferry leaves at noon.", "The ferry l;eaves at noon.")
RANK = 11
GAIN = 8.0


def damage(text: str, place: Place, rng: Random, foreign: str) -> Damage | None:
    """Put in one character of ASCII punctuation."""
    return Damage(text[: place.at] + rng.choice(string.punctuation) + text[place.at :], place.at, place.at + 1)


def _explains(change: Change) -> bool:
    return not change.old and len(change.new) == 1 and change.new in string.punctuation and not is_mention(change)


def candidates(trial: Trial) -> Iterator[Candidate]:
    """Yield the punctuation characters that the base does not have."""
    return undo_each(trial, __name__, "a punctuation character put in", _explains)


MESSAGE = "a punctuation character put in"
PUNCTUATION = frozenset(string.punctuation)
PARTNERS = {"(": ")", "[": "]", "{": "}", ")": "(", "]": "[", "}": "{"}
OPENING = frozenset("([{")
BEFORE_NAMES = frozenset("#@$^")
EMPHASIS = frozenset("*_~`")
SIGNS = frozenset("#$%&+-/<=>@\\^|")
"""Marks that are no part of a sentence, and make a word of another with the word that they are glued to."""
MARKS = re.compile(r"(?<![*_~`\\])([*_~])(?!\1)")


def alone(page: Page) -> Iterator[Candidate]:
    """Yield marks inside a word, marks that no word stands beside so, and marks of emphasis without a partner."""
    places = page.places()
    shorthand = _shorthand(page) if any(page.tokens[at].text in SIGNS for at in places) else ()
    for at in places:
        token = page.tokens[at]
        if token.begins:
            if token.glued and page.ends[at - 1] + 1 == page.start(at) and _are_one_word(page, at - 1, at):
                yield _take_out(page, page.ends[at - 1])
        elif token.text in PUNCTUATION and at not in shorthand and not _is_needed(page, at):
            inside = page.tokens[at + 1].glued and token.glued and _are_one_word(page, at - 1, at + 1)
            odd = page.weak[at] or page.weak[at + 1]
            if inside or (odd and not page.are_weak(at - 1, at + 1)):
                yield _take_out(page, page.start(at))
    yield from _without_partner(page)


def _without_partner(page: Page) -> Iterator[Candidate]:
    """Yield the marks of emphasis that stand at a word, where they are odd in number in their line and paragraph."""
    odd: dict[int, set[str]] = {}
    for start, end in page.paragraphs():
        for mark, found in _emphasis(page, start, end).items():
            if len(found) % 2:
                first, last = page.zones.paragraph(start)
                if first not in odd:
                    marks = _emphasis(page, first, last).items()
                    odd[first] = {mark for mark, places in marks if len(places) % 2}
                if mark in odd[first]:
                    yield from (_take_out(page, at) for at, is_inside in found if not is_inside)


def _emphasis(page: Page, start: int, end: int) -> dict[str, list[tuple[int, bool]]]:
    """Return by mark where marks of emphasis stand at a word, and whether they stand inside one."""
    places: dict[str, list[tuple[int, bool]]] = {}
    for mark in MARKS.finditer(page.text, start, end):
        at = mark.start()
        beside = page.view[at - 1 : at] if at else "", page.view[at + 1 : at + 2]
        if page.view[at] == CLEAR and any(map(str.isalnum, beside)):
            places.setdefault(mark[0], []).append((at, all(map(str.isalnum, beside))))
    return places


def _shorthand(page: Page) -> set[int]:
    """Return the tokens that are a sign beside a word that it stands beside so again, as in `w/ rice` or `#general`."""
    tokens = page.tokens
    found: dict[tuple[str, str], set[int]] = {}
    for at in range(1, len(tokens) - 1):
        if tokens[at].text in SIGNS:
            if tokens[at].glued and tokens[at - 1].begins:
                found.setdefault((tokens[at - 1].text, tokens[at].text), set()).add(at)
            if tokens[at + 1].glued and tokens[at + 1].begins:
                found.setdefault((tokens[at].text, tokens[at + 1].text), set()).add(at)
    return {at for places in found.values() if len(places) > 1 for at in places}


def _is_needed(page: Page, at: int) -> bool:
    """Whether a mark is one of a kind that stands so on purpose.

    A bracket with a partner; the backslash that Markdown takes for a line break; a sign before a name, as in
    `#general`; what parts two letters, as in `n/a`, or follows one, as in `n-th`; and more than a number, `130+`.
    """
    token, after = page.tokens[at], page.tokens[at + 1]
    mark, end = token.text, page.ends[at]
    if mark in BEFORE_NAMES and page.begins_word(at) and after.glued:
        return True
    before = page.tokens[at - 1]
    if len(before.text) == 1 and (mark == "-" or (mark in "/:" and len(after.text) == 1)):
        return True
    if mark == "+" and before.text[-1].isdecimal() and token.glued:
        return True
    if mark == "\\":
        return page.text[end : end + 1] in ("\n", "\r", "")
    first, last = page.unit(at) if mark in PARTNERS else (at, at)
    beyond = range(at + 1, last) if mark in OPENING else range(at - 1, first - 1, -1)
    return next((other for n in beyond if (other := page.tokens[n].text) in (mark, PARTNERS[mark])), mark) != mark


def _are_one_word(page: Page, first: int, second: int) -> bool:
    """Whether two tokens would be a known word if nothing stood between them."""
    if not (page.is_word(first) and page.is_word(second)):
        return False
    return page.knows(page.tokens[first].text + page.tokens[second].text)


def _take_out(page: Page, place: int) -> Candidate:
    return Candidate("insert_punctuation", (Edit(place, place + 1, page.text[place], ""),), MESSAGE)


def is_formal(edit: Edit, page: Page) -> bool:
    """Whether a mark is one of emphasis, or of code, which no word is less likely for."""
    return edit.before in EMPHASIS


def may_be_meant(edit: Edit, answers: Mapping[str, float]) -> bool:
    """Whether a mark says how something is meant: `*and!*`, `~late 2018`."""
    if edit.before == "~":
        return answers["left is letter"] == 2
    return edit.before in ("!", "?") and answers["right is letter"] != 1


def most(edit: Edit, answers: Mapping[str, float], page: Page) -> Applicability | None:
    """Return how far a repair may go at most: of a bracket or quotation mark the partner may be missing."""
    return most_of_pair(edit, page)
