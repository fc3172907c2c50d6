"""One or two letters of a word were put in, lost, replaced or exchanged, as a hand on a keyboard does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weave_fix.language.confused import are_confused
from weave_fix.language.foreign_words import FOREIGN_WORDS, has_foreign_words, has_own_words, is_own_page, words_near
from weave_fix.language.listed_typos import listed_word, listed_words
from weave_fix.language.meanings import meant_word
from weave_fix.language.mention import is_part_of_a_name
from weave_fix.language.misused import meant_at, misused
from weave_fix.language.plausible_words import (
    has_rival_on_page,
    is_called_so,
    is_little_known_name,
    is_meant_word,
    may_be_a_term,
    may_be_a_word,
    min_shown,
    most_of_word,
    word_around,
)
from weave_fix.language.tokens import TITLE, case
from weave_fix.language.typos import is_common_typo, is_plain_typo, lacks_a_double, turns_a_function_word
from weave_fix.language.word_formation import LONG_WORD
from weave_fix.patterns import lazy_pattern
from weave_fix.records import Applicability, Candidate, Corruption, Edit
from weave_fix.signatures._diff_helpers import undo_each
from weave_fix.signatures.record import Signature
from weave_fix.vocabulary.lookup import MAX_WORD

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from random import Random

    from weave_fix.diff.comparison import Comparison, Hunk
    from weave_fix.language.analyzed_document import AnalyzedDocument
    from weave_fix.records import Site

LETTERS = lazy_pattern(r"[^\W\d_]")
WORD = lazy_pattern(r"[^\W\d_]{4,}")
LONGEST = 5
"""Letters that one side of an edit has at most: a word that is taken for another is exchanged whole."""
MESSAGE = "a word misspelled"
OPENING = frozenset('(["\N{LEFT DOUBLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}')
TWICE = lazy_pattern(r"(.)\1")
BRITISH = lazy_pattern(r"(?<=[iy])s(?=[aei])")
VOWELS = "aeiou"
OFTEN = "aeinst"
"""Letters that a hand puts in too many."""
KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
BY_SOUND = frozenset({"of"})
"""Words that stand for others as these are spoken (`could of`), which a page may want to show."""
FAINT, FAINT_TWICE, FAINT_BEFORE, FAINT_NAME = 0.3, 1.5, 2.0, 4.0
"""Log-odds from which on a word is reported, one of two typos, one with a letter before it, which may be another word
(`deliminated` is no `eliminated`), and one in capitals, which may be an acronym, or with a `y` behind it: `classy`."""
SECOND_TYPO = 5.0
"""Nats by which a word with two typos in it is less likely than one with one."""


def corrupt(text: str, site: Site, rng: Random, foreign: str) -> Corruption | None:
    """Exchange two letters of a word, lose one, write one twice, or hit the key beside it."""
    words = list(WORD.finditer(text, site.start, site.end))
    if not words:
        return None
    word = rng.choice(words)
    start, end = word.span()
    spelled = make_typo(word[0], rng)
    return Corruption(text[:start] + spelled + text[end:], start, start + len(spelled))


def make_typo(word: str, rng: Random) -> str:
    """Return `word`, of four letters or more, with one typo behind its first letter."""
    at, kind = rng.randrange(1, len(word)), rng.random()
    if kind < 0.25 and at + 1 < len(word):
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if kind < 0.55:
        return word[:at] + word[at + 1 :]
    if kind < 0.7:
        return word[:at] + word[at] + word[at:]
    if kind < 0.85:
        return word[: at + 1] + rng.choice(word[1:].lower() + OFTEN) + word[at + 1 :]
    if word[at] in VOWELS:
        return word[:at] + rng.choice(VOWELS) + word[at + 1 :]
    row = next((row for row in KEYS if word[at].lower() in row), KEYS[1])
    key = max(0, min(len(row) - 1, row.find(word[at].lower()) + rng.choice((-1, 1))))
    return word[:at] + row[key] + word[at + 1 :]


def _explains(hunk: Hunk) -> bool:
    if max(len(hunk.old), len(hunk.new)) > LONGEST:
        return False
    old, new = hunk.widened(LETTERS)
    if are_confused(old, new):
        return True
    if max(len(hunk.old), len(hunk.new)) > 2:
        return False
    return old.isalpha() and new.isalpha() and len(old) > 3 and old[1:] != new[1:]


def from_diff(comparison: Comparison) -> Iterator[Candidate]:
    """Yield the words that are spelled otherwise in the base, by a letter or two."""
    return undo_each(comparison, __name__, MESSAGE, _explains)


def from_text(document: AnalyzedDocument) -> Iterator[Candidate]:
    """Yield for each word that nobody knows the nearest that are known, or stand more often on the page.

    And for each that English never has there the one that it has.
    """
    from weave_fix.language.suggest import match_case, suggest

    for at, word in misused(document):
        start, end = document.start(at), document.ends[at]
        yield Candidate("misspelled_word", (Edit(start, end, document.text[start:end], word),), MESSAGE)
    places: dict[str, list[int]] = {}
    for at in document.oov:
        places.setdefault(document.tokens[at].text, []).append(document.start(at))
    names = _names(document)
    for word, found in places.items():
        if len(word) < 3 or not word.isalpha() or document.is_foreign(document.token_at(found[0])):
            continue
        starts = [start for start in found if not is_part_of_a_name(document, start, start + len(word))] or found[:1]
        meant = listed_word(word)
        near = [meant] if meant else [other for other, _ in suggest(word.lower(), document.counts)]
        others = [match_case(word, other) for other in near]
        for sound in dict.fromkeys([*others, *document.document_words_like(word)]):
            is_same = sound.lower() == word.lower() or _is_variant(word, sound)
            if not (is_same or (word in names and _differ_in_a_letter_twice(word, sound))):
                edits = tuple(Edit(start, start + len(word), word, sound) for start in starts)
                yield Candidate("misspelled_word", edits, MESSAGE)


def _names(document: AnalyzedDocument) -> set[str]:
    """Return the words that nobody knows and that have a capital where no sentence begins."""
    tokens = document.tokens
    inside = (at for at in document.oov if not document.begins_sentence(at) and tokens[at - 1].text not in OPENING)
    return {tokens[at].text for at in inside if tokens[at].case == TITLE}


def _differ_in_a_letter_twice(word: str, sound: str) -> bool:
    """Whether one has letters twice that the other has once, as names have: `Webb`, `Stubbs`."""
    return TWICE.sub(r"\1", word) == TWICE.sub(r"\1", sound)


def _is_variant(word: str, sound: str) -> bool:
    """Whether two words are one in British and in American English: `initialiser`, `initializer`."""
    return BRITISH.sub("z", word.lower()) == BRITISH.sub("z", sound.lower())


def penalty(edit: Edit) -> float:
    """Return the nats that more than one letter put in, lost, replaced or exchanged costs."""
    from rapidfuzz.distance import OSA

    return SECOND_TYPO * (OSA.distance(edit.before.lower(), edit.after.lower()) - 1)


def veto_safe(edit: Edit, features: Mapping[str, float]) -> bool:
    """Whether what is spelled so may be a word all the same."""
    return may_be_a_word(edit, features)


def max_applicability(edit: Edit, features: Mapping[str, float], document: AnalyzedDocument) -> Applicability | None:
    """Return how far a repair may go at most: what is well formed, or no typo of a hand, is for a person to say."""
    most = most_of_word(edit, features, document)
    return Applicability.DISPLAY_ONLY if most and _is_cut_elsewhere(edit, document) else most


def min_reported(edit: Edit, document: AnalyzedDocument) -> float:
    """Return the log-odds that a repair needs to be reported where it is not safe.

    More for a word in capitals, and for one of two typos.
    """
    word = document.tokens[document.token_at(edit.start)].text
    if word.isupper() and len(word) > 1:
        return FAINT_NAME
    _, _, now, then = word_around(edit, document.text)
    if not listed_words(now) and now in (f"{now[:1]}{then}", f"{then}y"):
        return FAINT_NAME if now[1:] != then else FAINT_BEFORE
    return FAINT if listed_words(now) or penalty(Edit(0, len(now), now, then)) <= 0 else FAINT_TWICE


def _is_cut_elsewhere(edit: Edit, document: AnalyzedDocument) -> bool:
    """Whether the letter that is missing stands at the end of the word before: `the roomd irectory`."""
    lost = not edit.before or (edit.after.endswith(edit.before) and len(edit.after) == len(edit.before) + 1)
    left = document.text[max(0, edit.start - 2) : edit.start]
    return lost and len(left) == 2 and left[1].isspace() and left[0] == edit.after[:1]


def skip_gain_filter(edit: Edit, document: AnalyzedDocument) -> bool:
    """Whether a word is a known typo, which is looked at though no word beside it makes another likelier."""
    _, _, word, other = word_around(edit, document.text)
    return meant_word(word, document.token_at(edit.start), document) == other.lower()


def is_sure(edit: Edit, document: AnalyzedDocument) -> bool:
    """Whether a word that everybody writes has a typo that many make, and is no name; or one stands for another."""
    at = document.token_at(edit.start)
    if meant_at(document, at) == edit.after and document.text[edit.start : edit.end] == document.tokens[at].text:
        return edit.before not in BY_SOUND and _is_in_language(at, document)
    start, _, word, other = word_around(edit, document.text)
    before = document.text[max(0, start - MAX_WORD) : start]
    is_meant = not listed_words(word) and is_meant_word(word, other, before, document.counts)
    if is_meant or has_foreign_words(words_near(document, at)):
        return False
    return _is_known_typo(word, other, at, document) and not has_rival_on_page(word, other, document)


def _is_known_typo(word: str, other: str, at: int, document: AnalyzedDocument) -> bool:
    """Whether the word at token `at` is a typo of `other` that many make, or that its form gives away, and no name."""
    is_name = not word.islower() and document.numbers[at - 1] != document.boundary
    is_turned = not is_name and turns_a_function_word(word, other, document.counts)
    if is_turned or is_common_typo(word, other, document.counts):
        return True
    start, end = document.start(at), document.ends[at]
    if may_be_a_term(word, other, document.counts) or not _is_in_language(at, document):
        return False
    meant = meant_word(word, at, document)
    if meant or listed_words(word):
        is_called = is_called_so(word, start, end, document)
        is_no_name = _is_no_name(word, at, document) or _is_in_another_name(word, other, document)
        return meant == other.lower() and not is_called and is_no_name
    if is_little_known_name(other.lower(), document.counts) or document.is_named(start, end):
        return False
    is_plain = is_plain_typo(word, other, document.counts) and not _has_more(word, other)
    return is_plain or lacks_a_double(word, other, document.counts)


def _has_more(word: str, other: str) -> bool:
    """Whether `word` has a letter that `other` lacks, and not twice in a row: `testling` may be a name."""
    more = (at for at in range(len(word)) if word[:at] + word[at + 1 :] == other)
    return any(word[at] not in word[max(0, at - 1) : at] + word[at + 1 : at + 2] for at in more)


def _is_no_name(word: str, at: int, document: AnalyzedDocument) -> bool:
    """Whether a word has a capital at most where each has one, at the beginning of a sentence, and is long then."""
    if document.tokens[at].no_space_before and document.tokens[at - 1].text == "-":
        return False  # a part of another word, as in `sub-setted`
    return word.islower() or (case(word) == TITLE and len(word) >= LONG_WORD and document.begins_sentence(at))


def _is_in_another_name(word: str, other: str, document: AnalyzedDocument) -> bool:
    """Whether `other` stands on the page with its capital, more often than `word`, and is no name of a person."""
    is_title = case(word) == case(other) == TITLE and len(word) >= LONG_WORD
    times = document.word_counts
    return (
        is_title
        and times.get(other, 0) > times.get(word, 0)
        and not is_little_known_name(other.lower(), document.counts)
    )


def _is_in_language(at: int, document: AnalyzedDocument) -> bool:
    """Whether the words around token `at` are of the model's language beyond doubt, as some that only it has show."""
    words = words_near(document, at)
    is_foreign = any(word.isalpha() and not word.isascii() for word in words)
    is_own = has_own_words(words) or is_own_page(document)
    return is_own and FOREIGN_WORDS.isdisjoint(map(str.lower, words)) and not is_foreign


SIGNATURE = Signature(
    rank=16,
    example=("We will definitely meet on Monday.", "We will definately meet on Monday."),
    corrupt=corrupt,
    from_diff=from_diff,
    from_text=from_text,
    penalty=penalty,
    is_sure=is_sure,
    max_applicability=max_applicability,
    min_reported=min_reported,
    min_shown=min_shown,
    skip_gain_filter=skip_gain_filter,
    veto_safe=veto_safe,
    is_spelling=True,
    rates={"": (3.5, 5.2, 7.5)},
    misspelling=0.0,
)
