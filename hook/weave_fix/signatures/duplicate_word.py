"""A word of the passage was put in once more: beside itself, or anywhere else in the passage."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from weave_fix.data import Applicability, Candidate, Damage, Edit
from weave_fix.language.doubled import ARTICLES, OWNERS, PREPOSITIONS, Doubling, doubled
from weave_fix.language.missing import may_be_missing
from weave_fix.language.tokens import LOWER, RAISED, STOPS, UPPER
from weave_fix.signatures import undo_each

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
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
NAMES = frozenset({"may", "will"})
"""Words that are names as well: `Will will sign`."""
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
RELATIVE = frozenset({"that", "which", "who", "whose"})
"""Words that tell more of the word before them: `up, noise which we hear`."""
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
    yield from _words_again(page)
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
        double = beside and (is_code or last == at + 1) and _is_double(page, at)
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


def _words_again(page: Page) -> Iterator[Candidate]:
    """Yield a preposition and an article that stand there twice, and three words that do: `of the of the`."""
    tokens, numbers = page.tokens, page.numbers
    for at in page.places():
        for many in (2, 3):
            if at < many or numbers[at - many : at] != numbers[at : at + many]:
                continue
            words = [tokens[n].text for n in range(at, at + many)]
            start, end = page.ends[at - 1], page.ends[at + many - 1]
            plain = all(tokens[n].case == LOWER and not tokens[n].glued for n in range(at + 1 - many, at + many))
            if plain and _is_never_said_again(words) and page.text[start:end].isprintable():
                edit = Edit(start, end, page.text[start:end], "")
                yield Candidate("duplicate_word", (edit,), "words of the passage put in again")


def _is_never_said_again(words: Sequence[str]) -> bool:
    """Whether words are no saying that goes on and on, as `over and over and` does."""
    if len(words) == 2:
        return words[0] in PREPOSITIONS and words[1] in ARTICLES | OWNERS
    return words[0] in PREPOSITIONS and words[2] in PREPOSITIONS | {"to"} and words[0] != words[2]


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


def _first_of_two(page: Page, edit: Edit) -> int:
    """Return the first of two tokens that are one word twice, one of which `edit` takes out; -1: there are none."""
    if edit.after or len(edit.before.split()) != 1:
        return -1
    at = page.token_at(edit.start + len(edit.before) - len(edit.before.lstrip()))
    pairs = ((first, first + 1) for first in (at, at - 1) if 0 < first < len(page.tokens) - 1)
    return next((a for a, b in pairs if page.numbers[a] == page.numbers[b] and page.is_word(a)), -1)


def _are_words_again(edit: Edit) -> bool:
    return edit.before[:1] == " " and len(edit.before.split()) > 1 and not edit.after


def is_formal(edit: Edit, page: Page) -> bool:
    """Whether code stands beside itself: all code is alike to the language; or a word that is never said twice."""
    code = edit.before.strip()
    if code.startswith("`") and f"{code} {code}" in page.text[max(0, edit.start - 1) : edit.end + len(code) + 1]:
        return True
    return is_sure(edit, page)


def is_sure(edit: Edit, page: Page) -> bool:
    """Whether a word stands twice side by side that English never has so."""
    first = _first_of_two(page, edit)
    return _are_words_again(edit) or (first >= 0 and doubled(page, first) is Doubling.SLIP)


def most(edit: Edit, answers: Mapping[str, float], page: Page) -> Applicability | None:
    """Return how far a repair may go at most.

    A word beside itself may be English; one that stands elsewhere as well may be meant where it stands, or another word
    may be missing beside it.
    """
    if _are_words_again(edit):
        return Applicability.SAFE
    first = _first_of_two(page, edit)
    if first >= 0:
        may_go = {Doubling.MEANT: None, Doubling.UNCLEAR: Applicability.UNSAFE, Doubling.SLIP: Applicability.SAFE}
        return may_go[doubled(page, first)]
    at = page.token_at(edit.start)
    if page.numbers[at] == page.barrier:
        return Applicability.SAFE
    if may_be_missing(page, at):
        return None
    return Applicability.UNSAFE if _may_stand_so(page, at) else Applicability.SAFE


def _may_stand_so(page: Page, at: int) -> bool:
    """Whether a word may be a name there, belong to code beside it, or be told more of behind a comma."""
    before, word, after = (page.tokens[n].text for n in (at - 1, at, at + 1))
    is_named = word[0].isupper() and before not in STOPS and page.numbers[at - 1] != page.boundary
    is_told = before in (",", ";", "(") and after in RELATIVE
    return is_named or is_told or page.numbers[at + 1] == page.barrier or not (after[0].isalnum() or after in ",.;:!?)")


def kind(answers: Mapping[str, float]) -> str:
    """Return what the thresholds of a repair are called.

    A word may come again, and hardly ever beside itself, but for the few that the language has twice: `that that`.
    """
    if not answers["doubled word"]:
        return "duplicate_word"
    return SAID_TWICE if answers["pair with itself"] else BESIDE_ITSELF
