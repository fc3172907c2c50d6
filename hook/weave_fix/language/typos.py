"""Typos: how a word that nobody knows differs from one that is known."""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING

from weave_fix.language.suggest import suggest
from weave_fix.language.word_formation import (
    FUNCTION,
    LONG_WORD,
    SELDOM,
    USUAL,
    VOWELS,
    is_compound,
    is_derived,
    is_well_formed,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weave_fix.language.ngram_model import NgramModel

ALIKE = frozenset(
    frozenset(pair)
    for pair in (
        *("ae", "ai", "ao", "ei", "eo", "eu", "ey", "io", "iu", "iy", "ou", "cs", "ck", "sz", "cz", "ks", "kq", "dt"),
        *("bp", "gj", "fv", "vw", "mn", "lr", "bv", "bd", "pq", "gq", "hn", "xz", "xc", "xs"),
    )
)
"""Letters that are taken for each other by their sound or by their looks."""
MIDDLE = 6
"""Letters from which on a word has so long a middle that a typo in it makes no other word."""
EVERYDAY = 500
"""Times from which on everybody writes a word."""
VERY_LONG = 10
"""Letters from which on a word is hardly a name, even where the word meant stands seldom: `interchangable`."""
NOW_AND_THEN = 25
"""Times from which on the word meant stands often enough then; `merklized`, of `merkelized`, stands 20 times."""
AHEAD = 3.0
"""Logarithm of the times that the word meant is more frequent than any other one typo away."""
VERB_ENDINGS = ("ed", "ing")
"""Behind which a verb's last letter stands twice."""
KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
EDGE = 1
"""Keys by which two rows of a keyboard may be shifted for their keys to touch."""


def is_odd_typo(word: str, other: str) -> bool:
    """Whether nobody writes `word` for `other` by a typo of the hand or the ear, as `hangry`, or `selectin`.

    A letter stands for one that is neither near on the keyboard nor like it, or the word ends as a protein's name does.
    """
    if word.endswith("in") and other.endswith(("ing", "ion")):
        return True
    word, other = word.lower(), other.lower()  # which may be longer: that of a dotted capital I is two characters
    if len(word) != len(other):
        return False
    differ = [(a, b) for a, b in zip(word, other, strict=True) if a != b]
    return len(differ) == 1 and frozenset(differ[0]) not in ALIKE and not _are_near(*differ[0])


def _are_near(first: str, second: str) -> bool:
    places = [
        (row, keys.index(letter)) for letter in (first, second) for row, keys in enumerate(KEYS) if letter in keys
    ]
    if len(places) != 2:
        return False
    (row, at), (other_row, other_at) = places
    return abs(row - other_row) <= EDGE and abs(at - other_at) <= EDGE


def is_turned(word: str, other: str) -> bool:
    """Whether two neighbouring letters of `word` stand the other way round in `other`, and nothing else differs."""
    differ = [at for at in range(len(word)) if word[at] != other[at : at + 1]] if len(word) == len(other) else []
    return len(differ) == 2 and differ[1] == differ[0] + 1 and sorted(word) == sorted(other)


def turns_a_function_word(word: str, other: str, counts: NgramModel) -> bool:
    """Whether `word` is one that holds sentences together, two of its letters turned: `teh`, `adn`.

    Not `sue`, which is a word by itself.
    """
    is_written_so = word[1:].islower() and len(word) > 2 and counts.count(other) > log(FUNCTION)
    return is_written_so and is_turned(word.lower(), other.lower()) and not counts.in_word_list(word.lower())


def is_common_typo(word: str, other: str, counts: NgramModel) -> bool:
    """Whether `word`, which is no word, is a common one with a typo in the middle that eyes and ears pass over.

    Two letters turned, as in `recieve`, a vowel for another, as in `seperate`, or an `s` for a `c`, as in `presense`.
    """
    if not (word.islower() and len(word) == len(other) >= MIDDLE):
        return False
    if counts.in_word_list(word) or is_compound(word, counts):
        return False
    if word.endswith("ense") and other == f"{word[:-2]}ce":
        return counts.count(other) > log(USUAL)
    if counts.count(other) <= log(EVERYDAY):
        return False
    if is_turned(word, other):
        return word[0] == other[0]
    differ = [at for at in range(len(word)) if word[at] != other[at]]
    inside = len(word) > MIDDLE and len(differ) == 1 and 1 < differ[0] < len(word) - 2
    is_vowel = inside and word[differ[0]] in VOWELS and other[differ[0]] in VOWELS
    is_made = is_well_formed(word, counts) or is_derived(word, other, counts)
    return is_vowel and not is_made and _has_no_rival(other, _one_typo_away(word, counts), counts)


def lacks_a_double(word: str, other: str, counts: NgramModel) -> bool:
    """Whether a letter stands once in `word`, which is no word, that stands twice in `other`, and no other is meant.

    In a form of a verb, as in `droped` and `panicing`, or in a word that everybody writes, as in `adress`.
    """
    if not (word.islower() and word.isascii() and len(word) >= MIDDLE) or counts.in_word_list(word):
        return False
    if is_compound(word, counts) or is_well_formed(word, counts):
        return False
    near = [found for found in _one_typo_away(word, counts) if found != other]
    stem = next((word.removesuffix(ending) for ending in VERB_ENDINGS if word.endswith(ending)), "")
    if stem and other == f"{stem}{'k' if stem[-1] == 'c' else stem[-1]}{word[len(stem) :]}":
        is_verb = counts.count(stem) > log(SELDOM) and counts.is_valid(stem) and not counts.is_valid(f"{stem}e")
        return is_verb and counts.is_valid(other) and _has_no_rival(stem, near, counts)
    is_double = any(other == word[:at] + letter + word[at:] for at, letter in enumerate(word))
    return is_double and counts.count(other) > log(EVERYDAY) and _has_no_rival(other, near, counts)


def is_plain_typo(word: str, other: str, counts: NgramModel) -> bool:
    """Whether a long word that nothing knows is one typo away from a usual word, `other`, and from no other.

    Not a word with an ending put on it, as `workerd`: it may be a name, or a form of another language.
    """
    is_long = len(word) >= LONG_WORD and word.islower() and word.isascii() and word.isalpha()
    if not is_long or word[0] != other[0] or word.startswith(other) or counts.in_word_list(word):
        return False
    if counts.count(other) < log(NOW_AND_THEN if len(word) >= VERY_LONG else USUAL):
        return False
    near = _one_typo_away(word, counts)
    if not near or near[0] != other or is_well_formed(word, counts) or is_odd_typo(word, other):
        return False
    if is_derived(word, other, counts) or is_compound(word, counts):
        return False
    return _has_no_rival(other, near, counts)


def _one_typo_away(word: str, counts: NgramModel) -> list[str]:
    """Return the known words one typo away from `word`, the most frequent first."""
    return [found for found, distance in suggest(word, counts) if distance == 1]


def _has_no_rival(word: str, near: Sequence[str], counts: NgramModel) -> bool:
    """Whether `word` is far more frequent than all others of `near`."""
    return all(counts.count(found) + AHEAD < counts.count(word) for found in near if found != word)
