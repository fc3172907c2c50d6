"""A space or a line end was taken out, so that two words run together."""

from __future__ import annotations

import re
from math import log
from typing import TYPE_CHECKING

from weave_fix.data import Applicability, Candidate, Damage, Edit
from weave_fix.language import joined
from weave_fix.language.coined import FUNCTION, PREFIXES
from weave_fix.language.prose import BARRIER, CLEAR
from weave_fix.language.tokens import APOSTROPHES, LOWER, MARKS, MIXED, RAISED, STOPS, UPPER, case, fold
from weave_fix.signatures import undo_each

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from random import Random

    from weave_fix.data import Place
    from weave_fix.history import Change, Trial
    from weave_fix.language.page import Page

EXAMPLE = ("Rinse the rice until the water runs clear.", "Rinse therice until the water runs clear.")
RANK = 10
BESIDE_A_MARK = "delete_whitespace_character beside a mark"
BEHIND_A_STOP = "delete_whitespace_character behind a stop"
"""Kinds of this damage that nobody writes on purpose."""


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


DOUBT = -3.5
OPENING = frozenset("([\N{LEFT DOUBLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}")
CLOSING = frozenset(".,;:!?)")
ENDING = frozenset((")", "\N{RIGHT DOUBLE QUOTATION MARK}", '"', BARRIER))
"""What a sentence may end with before its stop, beside a word."""
DASHES = frozenset("\N{EM DASH}\N{EN DASH}")
SELDOM = 0.03
"""Share of a word's places inside sentences with a capital up to which one says that a sentence begins."""
PREFIX = 3
"""Letters in brackets up to which they may be a part of the word behind them: `(de)serialize`."""
OPENED, CLOSED = frozenset("{<&"), frozenset("}>;")
"""What a placeholder, a tag or a dash by its name begins and ends with: those stand beside letters on purpose."""
SUFFIXES = frozenset({"able", "ed", "er", "ers", "es", "ing", "ish", "like", "ly", "nd", "ness", "rd", "st", "th"})
"""What a name in code is given to make a word of it."""
SPLITS = 3
"""Ways to split a word that are offered at most."""
SHORT = {"a": 1, "i": 1}
USUAL = 7.5
"""Natural logarithm of the count that a word of two letters must have to be one half of a split."""
COMMONEST = 300_000
"""Times from which on a word of three letters is `the` or `and`: no name begins so, as it may with `to` or `is`."""
BEGINS = 10_000
"""Times from which on a word is one that sentences begin with, and not the name of something behind a dot."""
COMPOUNDS = 3
"""Powers of two of the compounds that a word begins, or ends, from which on one more may be made with it."""
DIGITS = re.compile(r"([^\W\d_]{2,})(\d+)")
NUMBERED = re.compile(r"(\d+)([^\W\d_]{4,})")
"""A number and a word that is no unit of measure."""
UNDERLINED = re.compile(r"(?<=[^\W\d_])(?=_([^\W_]+)(?:[ ][^_\n]*[^\W_])?_(?!\w))")
"""Where words begin whose emphasis nobody sees, since the word before is glued to them."""


def alone(page: Page) -> Iterator[Candidate]:
    """Yield places where two words, or a mark and a word, stand together that are written apart."""
    places = [*_inside_words(page), *_before_code(page), *joined.behind_marks(page), *_before_emphasis(page)]
    places += [place for at in page.places() if page.tokens[at].glued and (place := _before(page, at)) is not None]
    lost = {place: page.layout.separator(place) for place in places}
    lost |= {place: page.layout.line_end(place) for place in joined.before_marks(page)}
    lost |= dict.fromkeys((*joined.between_lines(page), *joined.before_indentations(page)), "\n")
    for place, space in lost.items():
        yield Candidate("delete_whitespace_character", (Edit(place, place, "", space),), "white space lost")


def _inside_words(page: Page) -> Iterator[int]:
    """Yield where words that nobody knows fall into known ones, and a number ends that a word is glued to."""
    for at in [*page.strangers, *page.run_together]:
        if not page.is_foreign(at):
            yield from (page.start(at) + cut for cut in _splits(page, at, page.tokens[at].text))
    for at in page.places():
        if (word := page.tokens[at].text)[0].isdecimal() and (run := NUMBERED.fullmatch(word)) and page.knows(run[2]):
            yield page.start(at) + len(run[1])


def _before(page: Page, at: int) -> int | None:
    """Return where a space may be lost between the glued token `at` and the one before; None where none is."""
    token, before = page.tokens[at], page.tokens[at - 1]
    if page.numbers[at - 1] == page.boundary:
        return None
    start = page.start(at)
    if token.text in DASHES or before.text in DASHES:
        return start if _is_half_apart(page, at) else None
    if not token.text[0].isalnum():
        opens = (token.text in OPENING and _opens_behind_a_word(page, at)) or _is_next_quoted(page, at)
        return start if opens else None
    if before.text == BARRIER:
        is_ending = token.text in SUFFIXES or len(token.text) == 1
        return None if is_ending or page.text[start - 1] in CLOSED else start
    if before.text in CLOSING:
        return _outside_marks(page, at) if _is_stopped(page, at) else None
    return _outside_marks(page, at) if before.text[-1].isalnum() and page.view[start - 1] == CLEAR else None


def _is_next_quoted(page: Page, at: int) -> bool:
    """Whether the quotation mark at token `at` opens behind a comma that stands behind another."""
    marks = [token.text for token in page.tokens[at - 2 : at + 1]]
    return marks == ['"', ",", '"'] and page.tokens[at + 1].glued and page.tokens[at - 1].glued


def _is_half_apart(page: Page, at: int) -> bool:
    """Whether a dash stands apart on one side alone, in a text that sets such dashes apart on both."""
    dash = at if page.tokens[at].text in DASHES else at - 1
    is_glued = page.tokens[dash].glued, page.tokens[dash + 1].glued
    return is_glued[0] != is_glued[1] and page.holds(f" {page.tokens[dash].text} ")


def _opens_behind_a_word(page: Page, at: int) -> bool:
    """Whether the bracket or quotation mark at token `at` opens behind a known word or a sentence, and is no call."""
    before, inside = page.tokens[at - 1], page.tokens[at + 1]
    if before.text == "." and page.tokens[at - 2].case == LOWER:
        return inside.case == RAISED
    is_known = before.begins and before.case != MIXED and page.knows(before.text)
    is_name = before.glued and page.tokens[at - 2].text in ("-", ".", "_")
    return is_known and not is_name and (inside.begins or inside.text == BARRIER) and not _is_in_brackets(page, at + 1)


def _is_stopped(page: Page, at: int) -> bool:
    """Whether a sentence, or a part of one, ends before the word of token `at`, which is no part of a name."""
    mark, last = page.tokens[at - 1], page.tokens[at - 2]
    is_symbol = len(last.text) == 1 == len(page.tokens[at].text)
    if is_symbol or not page.is_word(at) or _is_in_brackets(page, at - 2):
        return False
    if mark.text == ".":
        is_last = last.text in ENDING or (last.case == LOWER and not (last.glued and page.tokens[at - 3].text == "."))
        return case(page.tokens[at].text) == RAISED and (
            is_last or (last.case == UPPER and _is_seldom_raised(page, at))
        )
    return last.text in ENDING or (last.text.isalnum() and (mark.text != ":" or last.number != page.counts.size))


def _is_seldom_raised(page: Page, at: int) -> bool:
    """Whether token `at` is a known word that has no capital inside sentences."""
    token = page.tokens[at]
    return page.counts.is_sound(fold(token.text)) and sum(page.counts.written(token.number)) < SELDOM


def _is_in_brackets(page: Page, at: int) -> bool:
    """Whether token `at` may be a part of the word beside it, put in brackets: `(de)serialize`, `team(s)`."""
    near = [token.text for token in page.tokens[at - 1 : at + 2]]
    return near[:1] == ["("] and near[2:] == [")"] and len(near[1]) <= PREFIX and near[1].islower()


def _before_code(page: Page) -> Iterator[int]:
    """Yield the places between a word and code that is glued to it, and in a list between a comma and code."""
    for at in [at for at, number in enumerate(page.numbers) if number == page.barrier]:
        if page.tokens[at].glued and (page.is_word(at - 1) or _is_next_of_a_list(page, at)):
            place = page.ends[at - 1]
            if page.view[place] in (BARRIER, CLEAR) and page.text[place] not in OPENED and page.on_trial(place, place):
                yield place


def _is_next_of_a_list(page: Page, at: int) -> bool:
    """Whether the code at token `at` stands behind a comma, and other code of its unit behind a comma and a space."""
    if page.tokens[at - 1].text != ",":
        return False
    start, end = page.unit_around(at)
    return page.text.find(", `", start, end) >= 0


def _before_emphasis(page: Page) -> Iterator[int]:
    for start, end in page.paragraphs() if "_" in page.text else ():
        for found in UNDERLINED.finditer(page.text, start, end):
            if page.view[found.start()] == "_" and page.knows(found[1]):
                yield found.start()


def _splits(page: Page, at: int, word: str) -> list[int]:
    """Return where a word that nobody knows falls into two that are known, the likeliest places first.

    Known is too what the page itself writes so, as `Ember` in `modernEmber`.
    """
    counts = page.counts
    found: list[tuple[float, int]] = []
    if digits := DIGITS.fullmatch(word):
        return [len(digits[1])] if page.knows(digits[1]) else []
    for cut in range(1, len(word)):
        if word[cut] in APOSTROPHES or not all(_is_half(page, half) for half in (word[:cut], word[cut:])):
            continue
        first, second = (counts.number(fold(half)) for half in (word[:cut], word[cut:]))
        likelihood = counts.probability(page.numbers[at - 1], page.numbers[at - 1], first)
        found.append((likelihood + counts.probability(page.numbers[at - 1], first, second), cut))
    return [cut for _, cut in sorted(found, reverse=True)[:SPLITS]]


def _is_half(page: Page, half: str) -> bool:
    """Whether a piece of a word is a word, without the sign of a possessive."""
    key = fold(half)
    if len(key) == 1:
        return key in SHORT
    if len(key) == 2:
        return page.counts.count(key) >= USUAL
    bare = key.removesuffix("'").removesuffix("'s")
    return any(page.counts.number(word) < page.counts.size for word in (key, bare)) or page.is_own(half)


def _outside_marks(page: Page, at: int) -> int:
    """Return where a space belongs between token `at` and the one before, which nothing but masked marks parts."""
    left, right = page.ends[at - 1], page.start(at)
    marks = page.text[left:right]
    if marks[:1] in ("", "[", "!"):
        return left
    if marks[-1] in ")]":
        return right
    opened = page.text.count(marks, page.unit_around(at)[0], left)
    return left if opened % 2 == 0 else right


def is_formal(edit: Edit, page: Page) -> bool:
    """Whether a space belongs beside a mark or code, which makes no word likelier."""
    return not (page.text[edit.start - 1].isalnum() and page.text[edit.start].isalnum())


def kind(answers: Mapping[str, float]) -> str:
    """Return what the thresholds of a repair are called.

    Two words run together may be a compound, or a name such as `node1` and `types.Type`; a comma or code with no space
    beside it is none, nor is the beginning of a sentence behind a stop.
    """
    is_behind_a_stop = answers["before is a mark"] == MARKS["."]
    is_before_a_word = answers["right is letter"] == 1
    if is_behind_a_stop and is_before_a_word and answers["capitals then"] < SELDOM:
        return BEHIND_A_STOP
    inside = answers["left is letter"] == 1 and is_before_a_word
    is_blank_line = answers["right is letter"] == 2
    is_name = (answers["digits in the word"] or is_behind_a_stop) and not is_blank_line
    return "delete_whitespace_character" if inside or is_name else BESIDE_A_MARK


def may_be_meant(edit: Edit, answers: Mapping[str, float]) -> bool:
    """Whether a capital parts two words already: `outerHTML`, but not `theAPI`."""
    is_with_article = answers["commonest part"] > log(COMMONEST) and answers["shortest word then"] > 2
    return bool(answers["mixed case now"]) and not is_with_article


def is_sure(edit: Edit, page: Page) -> bool:
    """Whether a sentence ends at a stop and the next one begins there, by their words: `seconds.After that`."""
    at = page.token_at(edit.start)
    if edit.after != " " or page.start(at) != edit.start or at + 1 >= len(page.tokens):
        return False
    last, mark, first, following = page.tokens[at - 2 : at + 2]
    is_stop = mark.text in STOPS and mark.glued and first.glued and not last.glued and last.case == LOWER
    is_begun = first.case == RAISED and not following.glued and following.case == LOWER
    if not (is_stop and is_begun and len(last.text) > 2 and page.knows(last.text) and _is_seldom_raised(page, at)):
        return False
    begins = page.counts.count(first.text) > log(BEGINS) and page.affinities[at + 1] > 0
    return mark.text != "." or (begins and page.text.count(f" {last.text}.{first.text[0]}") == 1)


def most(edit: Edit, answers: Mapping[str, float], page: Page) -> Applicability | None:
    """Return how far a repair may go at most: two words that many compounds are made of may be one on purpose."""
    text, place = page.text, edit.start
    if edit.before or not (text[place - 1 : place].isalpha() and text[place : place + 1].isalpha()):
        return Applicability.SAFE
    start, end = place, place
    while start and text[start - 1].isalpha():
        start -= 1
    while end < len(text) and text[end].isalpha():
        end += 1
    counts, first, second = page.counts, fold(text[start:place]), fold(text[place:end])
    if any(counts.count(half) > log(FUNCTION) for half in (first, second)):
        return Applicability.SAFE
    begins, ends = counts.halves(counts.number(first))[0], counts.halves(counts.number(second))[1]
    is_compound = (begins >= COMPOUNDS and ends >= COMPOUNDS) or first in PREFIXES
    return Applicability.SHOWN if is_compound else Applicability.SAFE
