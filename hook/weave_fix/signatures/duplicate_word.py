"""A word of the passage was put in once more: beside itself, or anywhere else in the passage."""

from __future__ import annotations

import re
from math import log
from typing import TYPE_CHECKING

from weave_fix.data import Candidate, Damage, Edit
from weave_fix.language.tokens import LOWER, RAISED, UPPER
from weave_fix.signatures import undo_each

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from random import Random

    from weave_fix.data import Place
    from weave_fix.history import Change, Trial
    from weave_fix.language.page import Page
    from weave_fix.language.tokenized import Word

EXAMPLE = ("The path climbs to the old mill.", "The path climbs old to the old mill.")
RANK = 20
GAIN = 3.5
DOUBT = -4.5
BESIDE_ITSELF = "duplicate_word beside itself"
"""The kind of this damage that is hardly ever meant."""
SAID_TWICE = "duplicate_word said twice"
"""The kind that mostly is."""
DOUBLED = frozenset({"had", "that", "is", "do", "in", "on", "so", "no", "very", "really", "far", "her", "you", "it"})
"""Words that English has twice side by side; others that it may are those that were seen so, such as `blah blah`."""
NAMES = frozenset({"may", "will"})
"""Words that are names as well: `Will will sign`."""
OFTEN = 100
"""Times from which on a word would have been seen twice side by side if that were English."""
NEARER = -4.0
"""Nats by which the words on both sides have to stand nearer to each other than to the one between them."""
NEAR = 6.0
"""Nats from which on they stand too near to it for that."""
BETWEEN = frozenset({"after", "and", "by", "for", "is", "or", "to", "upon", "versus", "vs"})
"""Words that a longer word stands on both sides of: `step by step`, `from page to page`."""
LONGER = 3
"""Letters from which on a word does."""
BARE = frozenset({"and", "for", "the"})
"""Words that never do."""
OPENING = frozenset('(["\N{LEFT DOUBLE QUOTATION MARK}')
"""Marks that a word may begin with."""
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


def alone(page: Page) -> Iterator[Candidate]:
    """Yield words that stand twice side by side, or once more elsewhere and between two that stand nearer without."""
    tokens, numbers, times, affinities = page.tokens, page.numbers, page.word_counts, page.affinities
    found: list[tuple[int, int, bool]] = []
    for at in page.words():
        token, last = tokens[at], page.word_ends[at]
        is_code = numbers[at] == page.barrier
        is_word = is_code or token.text[0].isalnum() or (token.text in OPENING and last > at + 1)
        if not is_word or _is_symbol(page, at, last) or _begins_sentence(page, at, last):
            continue
        beside = numbers[at] in (numbers[at - 1], numbers[at + 1])
        if beside and (token.text.isdecimal() or _is_all(page, at)):
            continue
        double = beside and _is_double(page, at)
        if double or (times[token.text] > 1 and affinities[at] + affinities[last] < NEAR):
            found.append((at, last, double))
    without = page.counts.affinities([numbers[at - 1] for at, _, _ in found], [numbers[last] for _, last, _ in found])
    for (at, last, double), nearness in zip(found, without, strict=True):
        word = page.word_from(at)
        if page.text[word.end : word.end + 1] != " ":
            continue
        nearer = nearness - affinities[at] - affinities[last]
        if double or (nearer >= NEARER and _stands_elsewhere(page, word) and not _is_meant_again(page, word)):
            edit = Edit(word.start, word.end + 1, page.text[word.start : word.end + 1], "")
            yield Candidate("duplicate_word", (edit,), "a word of the passage put in again")


def _is_symbol(page: Page, at: int, following: int) -> bool:
    """Whether a word stands for something by a letter: `T_n`, `3 c.`."""
    text = page.tokens[at].text
    if following == at + 1:
        return False
    return page.tokens[at + 1].text == "_" or (len(text) == 1 and page.tokens[at + 1].text == "." and text not in "aAI")


def _begins_sentence(page: Page, at: int, following: int) -> bool:
    """Whether a sentence begins with the word at token `at`, and not with the one behind it, by their capitals."""
    raised = page.tokens[at].case in (RAISED, UPPER) and page.tokens[following].case == LOWER
    return raised and page.begins_sentence(at)


def _is_all(page: Page, at: int) -> bool:
    """Whether nothing but token `at` and one beside it stands in its unit, as in the cell of a table."""
    first, last = page.unit(at)
    return last - first == 2


def _is_double(page: Page, at: int) -> bool:
    """Whether the word that begins at token `at` stands before it, or behind it, once more."""
    if page.numbers[at] == page.barrier:
        code, other = page.word_from(at), page.word_from(at - 1)
        return page.text[code.start : code.end] == page.text[other.start : other.end]
    word = page.tokens[at].text.lower()
    if not word[0].isalpha():
        return False
    others = [page.tokens[at - 1].text, "" if page.tokens[at + 1].glued else page.tokens[at + 1].text]
    return any(o.lower() == word and (o == page.tokens[at].text or word not in NAMES) for o in others)


def _stands_elsewhere(page: Page, word: Word) -> bool:
    return page.passage_counts(word.first).get(page.text[word.start : word.end], 0) > 1


def _is_meant_again(page: Page, word: Word) -> bool:
    return _is_said_again(page, word) or _is_around_another(page, word)


def _is_around_another(page: Page, word: Word) -> bool:
    """Whether a word stands on both sides of one that joins the two, as in `step by step`."""
    text = page.tokens[word.first].text
    if word.last - word.first > 1 or len(text) < LONGER or text in BARE:
        return False
    joints = ((word.last, word.last + 1), (word.first - 1, word.first - 2))
    return any(
        page.tokens[joint].text in BETWEEN and page.tokens[other].text == text
        for joint, other in joints
        if joint >= 0 and 0 <= other < len(page.tokens)
    )


def _is_said_again(page: Page, word: Word) -> bool:
    """Whether a word stands there three times with its mark, as in `old, old, old mill`, or twice as in `Re: Re:`."""
    said = page.text[word.start : word.end] + " "
    if said[-2].isalnum():
        return False
    times = 2 if said[-2] == ":" else 3
    around = page.text[max(0, word.start - 2 * len(said)) : word.end + 2 * len(said)]
    return said * (times - 1) + said[:-2] in around


def is_formal(edit: Edit, page: Page) -> bool:
    """Whether code stands beside itself: all code is alike to the language."""
    code = edit.before.strip()
    return code.startswith("`") and f"{code} {code}" in page.text[max(0, edit.start - 1) : edit.end + len(code) + 1]


def kind(answers: Mapping[str, float]) -> str:
    """Return what the thresholds of a repair are called.

    A word may come again, and hardly ever beside itself, but for the few that the language has twice: `that that`.
    """
    if not answers["doubled word"]:
        return "duplicate_word"
    return SAID_TWICE if answers["pair with itself"] else BESIDE_ITSELF


def may_be_meant(edit: Edit, answers: Mapping[str, float]) -> bool:
    """Whether a word may be said twice on purpose: `very very`."""
    word = edit.before.strip().strip(".,;:!?)").lower()
    is_seen = answers["pair with itself"] > 0 or answers["rarest word now"] < log(OFTEN)
    return bool(answers["doubled word"]) and (word in DOUBLED or is_seen)
