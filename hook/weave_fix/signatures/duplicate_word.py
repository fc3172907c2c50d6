"""A word of the passage was put in once more: beside itself, or anywhere else in the passage."""

from __future__ import annotations

import re
from array import array
from itertools import islice
from math import inf
from typing import TYPE_CHECKING

from weave_fix.language.doubled import (
    ARTICLES,
    GRAMMAR,
    OWNERS,
    PREPOSITIONS,
    Doubling,
    doubled,
)
from weave_fix.language.ngram_model import AT_A_TIME
from weave_fix.language.tokens import LOWER, TITLE, UPPER
from weave_fix.patterns import lazy_pattern
from weave_fix.records import Applicability, Candidate, Corruption, Edit
from weave_fix.signatures._copied_words import is_one_too_many, most_of_copy
from weave_fix.signatures._diff_helpers import undo_each
from weave_fix.signatures.record import Signature

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from random import Random

    from weave_fix.diff.comparison import Comparison, Hunk
    from weave_fix.language.analyzed_document import AnalyzedDocument
    from weave_fix.language.tokenized_document import Word
    from weave_fix.records import Site

BESIDE_ITSELF = "duplicate_word beside itself"
"""The kind of this damage that is hardly ever meant."""
SAID_TWICE = "duplicate_word said twice"
"""The kind that mostly is."""
NAMES = frozenset({"may", "will"})
"""Words that are names as well: `Will will sign`."""
NEARER = -4.0
"""Nats by which the words on both sides have to stand nearer to each other than to the one between them."""
FAINT, FAINT_NAME = 0.5, 4.2
"""Log-odds from which on a word that stands elsewhere as well is reported: one that holds a sentence together, and any
other, which may tell of the word behind it: `the support live chat`."""
NEAR = 6.0
"""Nats from which on they stand too near to it for that."""
BETWEEN = frozenset(
    {"after", "and", "by", "for", "is", "or", "to", "upon", "versus", "vs", "-", "\N{EN DASH}", "\N{EM DASH}"}
)
"""What a longer word stands on both sides of: `step by step`, `from page to page`, `something - something new`."""
LONGER = 3
"""Letters from which on a word does."""
BARE = frozenset({"and", "for", "the"})
"""Words that never do."""
OPENING = frozenset('(["\N{LEFT DOUBLE QUOTATION MARK}')
"""Marks that a word may begin with."""
WORD = lazy_pattern(r"\S+")
PASSAGE = 4000
"""Characters of the paragraph that are looked at on each side; a list without a blank line may be a whole file."""


def corrupt(text: str, site: Site, rng: Random, foreign: str) -> Corruption | None:
    """Put a word of the line, and a space, before another word of it."""
    words = list(WORD.finditer(text, site.start, site.end))
    if len(words) < 3:
        return None
    word, at = rng.choice(words)[0], rng.choice(words).start()
    return Corruption(text[:at] + word + " " + text[at:], at, at + len(word) + 1)


def from_diff(comparison: Comparison) -> Iterator[Candidate]:
    """Yield the words put in that stand elsewhere in their paragraph as well."""

    def explains(hunk: Hunk) -> bool:
        if hunk.old or not 2 <= len(hunk.new) <= 40:
            return False
        for left, text, right in hunk.slides():
            word = text[:-1]
            if text[-1] in " \n" and WORD.fullmatch(word) and (not left or left[-1].isspace()):
                at = hunk.span.new_start
                start, end = comparison.blocks.paragraph(at)
                passage = comparison.document.text[max(start, at - PASSAGE) : min(end, at + PASSAGE)]
                return len(re.findall(rf"(?<!\S){re.escape(word)}(?!\S)", passage)) > 1
            if not right:
                break
        return False

    return undo_each(comparison, __name__, "a word of the passage put in again", explains)


def from_text(document: AnalyzedDocument) -> Iterator[Candidate]:
    """Yield words that stand twice side by side, or once more elsewhere and between two that stand nearer without."""
    yield from _words_again(document)
    left = _repeated(document)
    while found := [*islice(left, AT_A_TIME)]:
        yield from _nearer_without(document, found)


def _repeated(document: AnalyzedDocument) -> Iterator[tuple[int, int, bool]]:
    """Yield the words that stand twice, or do not stand very near to those around them, each with its end.

    Also whether it stands twice side by side.
    """
    tokens, numbers, times, affinities = document.tokens, document.numbers, document.word_counts, document.pmis
    for at in _useful_words(document):
        token, last = tokens[at], document.word_ends[at]
        is_code = numbers[at] == document.mask
        opens = token.text in OPENING and last > at + 1 and tokens[at + 1].text[0].isalnum()
        is_word = is_code or token.text[0].isalnum() or opens
        if not is_word or _is_symbol(document, at, last) or _begins_sentence(document, at, last):
            continue
        beside = numbers[at] in (numbers[at - 1], numbers[at + 1])
        if beside and (token.text.isdecimal() or _is_all(document, at)):
            continue
        double = beside and (is_code or last == at + 1) and _is_double(document, at)
        if double or (times[token.text] > 1 and affinities[at] + affinities[last] < NEAR):
            yield at, last, double


def _nearer_without(document: AnalyzedDocument, found: Sequence[tuple[int, int, bool]]) -> Iterator[Candidate]:
    """Yield those of some words without which the others stand nearer; see `_repeated`."""
    numbers, affinities = document.numbers, document.pmis
    without = document.counts.pmis([numbers[at - 1] for at, _, _ in found], [numbers[last] for _, last, _ in found])
    for (at, last, double), nearness in zip(found, without, strict=True):
        word = document.word_from(at)
        if document.text[word.end : word.end + 1] != " " or _is_usage(document.text, word):
            continue
        nearer = nearness - affinities[at] - affinities[last]
        if double or (nearer >= NEARER and _stands_elsewhere(document, word) and not _is_meant_again(document, word)):
            edit = Edit(word.start, word.end + 1, document.text[word.start : word.end + 1], "")
            yield Candidate("duplicate_word", (edit,), "a word of the passage put in again")


def _is_usage(text: str, word: Word) -> bool:
    """Whether brackets say that something may come again, as in the usage of a command: `[FILE [FILE ...]]`."""
    return text[word.start] == "[" and text.startswith(text[word.start : word.end], word.end + 1)


def _useful_words(document: AnalyzedDocument) -> Sequence[int]:
    """Return the words, of a long text without those that a look at all of them dismisses."""
    if document.arrays is None:
        return document.words()
    times = array("i", (document.word_counts[token.text] for token in document.tokens))
    return document.arrays.useful_deletions(times, NEAR, NEARER, SIGNATURE.min_gain)


def _words_again(document: AnalyzedDocument) -> Iterator[Candidate]:
    """Yield a preposition and an article that stand there twice, and three words that do: `of the of the`.

    Also an article before the one that the word behind them takes: `a an error`.
    """
    tokens, numbers = document.tokens, document.numbers
    for at in document.tokens_in_scope():
        if tokens[at].text in ("a", "an") and is_one_too_many(document, at):
            start, end = document.start(at), document.start(at + 1)
            edit = Edit(start, end, document.text[start:end], "")
            yield Candidate("duplicate_word", (edit,), "two articles before a word")
        for many in (2, 3):
            if numbers[at] != numbers[at - many] or at < many or numbers[at - many : at] != numbers[at : at + many]:
                continue
            words = [tokens[n].text for n in range(at, at + many)]
            start, end = document.ends[at - 1], document.ends[at + many - 1]
            plain = all(
                tokens[n].case == LOWER and not tokens[n].no_space_before for n in range(at + 1 - many, at + many)
            )
            if plain and _is_never_said_again(words) and document.text[start:end].isprintable():
                edit = Edit(start, end, document.text[start:end], "")
                yield Candidate("duplicate_word", (edit,), "words of the passage put in again")


def _is_never_said_again(words: Sequence[str]) -> bool:
    """Whether words are no saying that goes on and on, as `over and over and` does."""
    if len(words) == 2:
        return words[0] in PREPOSITIONS and words[1] in ARTICLES | OWNERS
    return words[0] in PREPOSITIONS and words[2] in PREPOSITIONS | {"to"} and words[0] != words[2]


def _is_symbol(document: AnalyzedDocument, at: int, following: int) -> bool:
    """Whether a word stands for something by a letter: `T_n`, `3 c.`, `an alias A`."""
    text = document.tokens[at].text
    if following == at + 1:
        return text == "A" and not document.begins_sentence(at)
    return document.tokens[at + 1].text == "_" or (
        len(text) == 1 and document.tokens[at + 1].text == "." and text not in "aAI"
    )


def _begins_sentence(document: AnalyzedDocument, at: int, following: int) -> bool:
    """Whether a sentence begins with the word at token `at`, and not with the one behind it, by their capitals."""
    raised = document.tokens[at].case in (TITLE, UPPER) and document.tokens[following].case == LOWER
    return raised and document.begins_sentence(at)


def _is_all(document: AnalyzedDocument, at: int) -> bool:
    """Whether nothing but token `at` and one beside it stands in its unit, as in the cell of a table."""
    first, last = document.block(at)
    return last - first == 2


def _is_double(document: AnalyzedDocument, at: int) -> bool:
    """Whether the word that begins at token `at` stands before it, or behind it, once more."""
    if document.numbers[at] == document.mask:
        code, other = document.word_from(at), document.word_from(at - 1)
        return document.text[code.start : code.end] == document.text[other.start : other.end]
    word = document.tokens[at].text.lower()
    if not word[0].isalpha() or _is_glued(document, at) or _begins_a_name(document, at + 1):
        return False
    others = [
        "" if _is_glued(document, at - 1) else document.tokens[at - 1].text,
        "" if document.tokens[at + 1].no_space_before else document.tokens[at + 1].text,
    ]
    return any(o.lower() == word and (o == document.tokens[at].text or word not in NAMES) for o in others)


def _is_glued(document: AnalyzedDocument, at: int) -> bool:
    """Whether token `at` stands at the end of a name: the first `to` of `from_to to`."""
    return document.tokens[at].no_space_before and document.numbers[at - 1] != document.boundary


def _begins_a_name(document: AnalyzedDocument, at: int) -> bool:
    """Whether a name goes on behind the word at token `at`: the second `length` of `length length_of_bread`."""
    behind = document.tokens[min(at + 1, len(document.tokens) - 1)]
    return behind.no_space_before and behind.text in ("_", "~")


def _stands_elsewhere(document: AnalyzedDocument, word: Word) -> bool:
    return document.passage_counts(word.first).get(document.text[word.start : word.end], 0) > 1


def _is_meant_again(document: AnalyzedDocument, word: Word) -> bool:
    return _is_said_again(document, word) or _is_around_another(document, word)


def _is_around_another(document: AnalyzedDocument, word: Word) -> bool:
    """Whether a word stands on both sides of one that joins the two, as in `step by step`."""
    text = document.tokens[word.first].text
    if word.last - word.first > 1 or len(text) < LONGER or text in BARE:
        return False
    joints = ((word.last, word.last + 1), (word.first - 1, word.first - 2))
    return any(
        document.tokens[joint].text in BETWEEN and document.tokens[other].text == text
        for joint, other in joints
        if joint >= 0 and 0 <= other < len(document.tokens)
    )


def _is_said_again(document: AnalyzedDocument, word: Word) -> bool:
    """Whether a word stands there three times with its mark, as in `old, old, old mill`, or twice as in `Re: Re:`."""
    said = document.text[word.start : word.end] + " "
    if said[-2].isalnum():
        return False
    times = 2 if said[-2] == ":" else 3
    around = document.text[max(0, word.start - 2 * len(said)) : word.end + 2 * len(said)]
    return said * (times - 1) + said[:-2] in around


def _first_of_two(document: AnalyzedDocument, edit: Edit) -> int:
    """Return the first of two tokens that are one word twice, one of which `edit` takes out; -1: there are none."""
    if edit.after or len(edit.before.split()) != 1:
        return -1
    at = document.token_at(edit.start + len(edit.before) - len(edit.before.lstrip()))
    pairs = ((first, first + 1) for first in (at, at - 1) if 0 < first < len(document.tokens) - 1)
    return next((a for a, b in pairs if document.numbers[a] == document.numbers[b] and document.is_word(a)), -1)


def _are_words_again(edit: Edit) -> bool:
    return edit.before[:1] == " " and len(edit.before.split()) > 1 and not edit.after


def skip_gain_filter(edit: Edit, document: AnalyzedDocument) -> bool:
    """Whether code stands beside itself: all code is alike to the language; or a word that is never said twice."""
    return _is_code_again(edit, document) or is_sure(edit, document)


def _is_code_again(edit: Edit, document: AnalyzedDocument) -> bool:
    code = edit.before.strip()
    around = document.text[max(0, edit.start - 1) : edit.end + len(code) + 1]
    return code.startswith("`") and f"{code} {code}" in around


def is_sure(edit: Edit, document: AnalyzedDocument) -> bool:
    """Whether a word stands twice side by side, or in an order with another, as English never has it."""
    first = _first_of_two(document, edit)
    if first >= 0:
        return doubled(document, first) is Doubling.MISTAKE
    is_word = not edit.after and len(edit.before.split()) == 1 and edit.before[:1].isalpha()
    return _are_words_again(edit) or (is_word and is_one_too_many(document, document.token_at(edit.start)))


def max_applicability(edit: Edit, features: Mapping[str, float], document: AnalyzedDocument) -> Applicability | None:
    """Return how far a repair may go at most.

    A word beside itself may be English; one that stands elsewhere as well may be meant where it stands, or another word
    may be missing beside it.
    """
    if _are_words_again(edit):
        return Applicability.SAFE
    first = _first_of_two(document, edit)
    if first >= 0:
        may_go = {Doubling.MEANT: None, Doubling.UNCLEAR: Applicability.UNSAFE, Doubling.MISTAKE: Applicability.SAFE}
        return may_go[doubled(document, first)]
    at = document.token_at(edit.start)
    if document.numbers[at] == document.mask:
        return Applicability.SAFE
    return most_of_copy(document, at)


def min_reported(edit: Edit, document: AnalyzedDocument) -> float:
    """Return the log-odds that a repair needs to be reported where it is not safe."""
    if _are_words_again(edit) or _first_of_two(document, edit) >= 0 or _is_code_again(edit, document):
        return -inf
    is_set_off = document.text[edit.end : edit.end + 1] in ("*", "_", '"', "\N{LEFT DOUBLE QUOTATION MARK}")
    return FAINT if edit.before.strip().lower() in GRAMMAR and not is_set_off else FAINT_NAME


def subtype(features: Mapping[str, float]) -> str:
    """Return what the thresholds of a repair are called.

    A word may come again, and hardly ever beside itself, but for the few that the language has twice: `that that`.
    """
    if not features["doubled word"]:
        return "duplicate_word"
    return SAID_TWICE if features["pair with itself"] else BESIDE_ITSELF


SIGNATURE = Signature(
    rank=20,
    example=("The path climbs to the old mill.", "The path climbs to the the old mill."),
    corrupt=corrupt,
    from_diff=from_diff,
    from_text=from_text,
    min_gain=3.5,
    prefilter=-4.5,
    skip_gain_filter=skip_gain_filter,
    subtype=subtype,
    is_sure=is_sure,
    max_applicability=max_applicability,
    min_reported=min_reported,
    rates={"": (0.8, 4.5, 8), BESIDE_ITSELF: (5, 6, 7), SAID_TWICE: (0.02, 0.1, 0.4)},
    misspelling=1.5,
)
