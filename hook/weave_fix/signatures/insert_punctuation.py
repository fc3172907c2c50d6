"""A punctuation character was put in, beside a word or inside it."""

from __future__ import annotations

import re
import string
from typing import TYPE_CHECKING

from weave_fix.data import Candidate, Damage, Edit
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
EMPHASIS = frozenset("*_~`")
MARKS = re.compile(r"(?<![*_~`\\])([*_~])(?!\1)")


def alone(page: Page) -> Iterator[Candidate]:
    """Yield marks inside a word, marks that no word stands beside so, and marks of emphasis without a partner."""
    for at in page.places():
        token = page.tokens[at]
        if token.begins:
            if token.glued and page.ends[at - 1] + 1 == page.start(at) and _are_one_word(page, at - 1, at):
                yield _take_out(page, page.ends[at - 1])
        elif token.text in PUNCTUATION and not _breaks_a_line(page, at):
            inside = page.tokens[at + 1].glued and token.glued and _are_one_word(page, at - 1, at + 1)
            odd = page.weak[at] or page.weak[at + 1]
            if inside or (odd and not page.are_weak(at - 1, at + 1)):
                yield _take_out(page, page.start(at))
    for start, end in page.paragraphs():
        yield from _without_partner(page, start, end)


def _without_partner(page: Page, start: int, end: int) -> Iterator[Candidate]:
    """Yield the marks of emphasis in a line that stand at a word, if they are odd in number."""
    places: dict[str, list[tuple[int, bool]]] = {}
    for mark in MARKS.finditer(page.text, start, end):
        at = mark.start()
        beside = page.view[at - 1 : at] if at else "", page.view[at + 1 : at + 2]
        if page.view[at] == CLEAR and any(map(str.isalnum, beside)):
            places.setdefault(mark[0], []).append((at, all(map(str.isalnum, beside))))
    for found in places.values():
        if len(found) % 2:
            yield from (_take_out(page, at) for at, is_inside in found if not is_inside)


def _breaks_a_line(page: Page, at: int) -> bool:
    """Whether a token is the backslash at the end of a line, which Markdown takes for a line break."""
    end = page.ends[at]
    return page.tokens[at].text == "\\" and page.text[end : end + 1] in ("\n", "\r", "")


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
    """Whether a mark says how something is meant: `*and!*`."""
    return edit.before in ("!", "?") and answers["right is letter"] != 1
