"""Characters that nobody puts side by side."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from weave_fix.diff.align import shared_prefix, shared_suffix
from weave_fix.evidence.history.intent.letters import (
    CONTROL,
    LETTERS,
    character_at,
    character_before,
    letters_at,
    letters_before,
)
from weave_fix.patterns import lazy_pattern

if TYPE_CHECKING:
    from weave_fix.evidence.history.intent.texts import Texts
    from weave_fix.records import Edit

MIN_NOISE = 4
MAX_NOISE = 80
"""Characters of a span that is looked at as noise, at least and at most."""
MIN_IN_WORD = 3
"""Characters of noise inside a word, at least."""
MIN_WORD = 4
"""Letters of a word that noise cut, at least; keys and hashes have shorter runs of small letters."""
MAX_ODD = 2
"""Odd pairs of characters that text of another length than the old one may hold; markup and code have some."""
PROSE_SHARE = 0.8
"""Share of letters and white space from which on a text is prose."""
NOISE = lazy_pattern(
    r"[A-Za-z][!\"#$%;=?\\^{|}~+][A-Za-z0-9]"  # a mark inside a word
    r"|[!#$%&+,;=?@\\^|~][!#$%&+;=?@\\^|~]"  # two marks that nobody puts side by side
    r"|[\x0b\x0c]|\r(?!\n)"
)
MIN_RANDOM = 6
"""Characters from which on it can be told that they are drawn at random."""
NOT_RANDOM = lazy_pattern(
    r"[a-z]{5}|[A-Z]{5}|\d{5}|\n\n|(.)\1\1"
    r"|(?<!\S)[a-z]{2,}(?!\S)"  # a word
    r"|\$[^$\n]+\$|`[^`\n]+`"  # a formula, code between its marks
)
"""What random characters hardly hold: long runs of a kind, words and formulas."""
CODE = lazy_pattern(r"\{\{|\}\}|\$\{|[=-]>|&&|\|\||[=!<>]=|</|/>|\(\)|\[\]|\+\+|::")
"""What code is written with."""
LONG_RANDOM = 30
"""Characters of which one pair may be as in code by chance, where hardly four small letters stand side by side."""
WORD_IN_CODE = lazy_pattern(r"[a-z]{4}")
JOINING = frozenset(".-_/:@,")
"""Marks inside hosts, versions, paths and numbers, which random characters have no more often than others."""
CHANGING, ODD_SHARE = 0.6, 0.15
"""Share of the characters that are of another kind than the one before, and share of marks that join nothing.

Of random characters of ASCII seven in ten are of another kind than the one before, and a quarter are such marks.
"""
ENTITY = lazy_pattern(r"&#?\w+;")
"""A character written as `&amp;` or `&#38;`, which is no noise."""


def is_noise(edit: Edit, old: str, texts: Texts) -> bool:
    """Whether a short span of prose, in whole chunks `old`, was replaced by such characters."""
    new = edit.before
    if not MIN_NOISE <= len(new) <= MAX_NOISE:
        return False
    has_control = CONTROL.search(new) and not texts.base_has_control
    if not _is_prose(old):
        return (bool(has_control) or _replaces_part_of_word(edit, texts)) and is_random(new)
    if has_control:
        return True
    if is_random(new) and not is_random(edit.after):
        return True
    beside = character_before(texts.document, edit.start), character_at(texts.document, edit.end)
    is_as_long = len(new) == len(edit.after) and "\n" not in edit.after.strip()
    return len(NOISE.findall(new.join(beside))) > (0 if is_as_long else MAX_ODD)


def _replaces_part_of_word(edit: Edit, texts: Texts) -> bool:
    """Whether noise without white space took the first or the last letters of a word; a password took a whole chunk."""
    if edit.before.split() != [edit.before]:
        return False
    text, old = texts.document, edit.after
    left, right = text[max(0, edit.start - MAX_NOISE) : edit.start], text[edit.end : edit.end + MAX_NOISE]
    borders = (letters_before(left), letters_at(old)), (letters_before(old), letters_at(right))
    is_cut = any(one and other and _is_spelled_as_a_word(one + other) for one, other in borders)
    return is_cut and not is_random(old)


def _is_spelled_as_a_word(letters: str) -> bool:
    return len(letters) >= MIN_WORD and letters[1:].islower()


def is_random(text: str) -> bool:
    """Whether `text` is characters drawn at random: hardly one is of the kind of the one before, and many are marks.

    The kinds are small letters, capitals, digits, marks and control characters. Words, numbers, code and formulas have
    longer runs of each.
    """
    if not (text.isascii() and MIN_RANDOM <= len(text) <= MAX_NOISE) or NOT_RANDOM.search(text):
        return False
    by_chance = len(text) >= LONG_RANDOM and not WORD_IN_CODE.search(text)
    if len(CODE.findall(text)) > by_chance:
        return False
    kinds = [_kind(char) for char in text]
    changes = sum(one != other for one, other in pairwise(kinds))
    odd = sum(kind in "mc" and char not in JOINING for kind, char in zip(kinds, text, strict=True))
    return changes >= CHANGING * (len(text) - 1) and odd >= ODD_SHARE * len(text)


def _kind(char: str) -> str:
    if char.isalpha():
        return "u" if char.isupper() else "l"
    if char.isdecimal():
        return "d"
    return "s" if char in " \n" else "m" if char.isprintable() else "c"


def is_noise_in_word(now: str, was: str) -> bool:
    """Whether a part of the word `was` was replaced by noise, and the chunk `now` begins or ends as it did.

    What a chunk has kept is no noise: in `loaves#12` for `loaves#345` the sign stood there before.
    """
    head = shared_prefix(now, was)
    tail = shared_suffix(now[head:], was[head:])
    end = len(now) - tail
    is_told = head + tail > 1 and end - head >= MIN_IN_WORD and not now[head:end].isalnum()
    return is_told and bool(NOISE.search(ENTITY.sub("", now[max(0, head - 1) : end + 1]))) and bool(LETTERS.search(was))


def _is_prose(text: str) -> bool:
    return sum(char.isalpha() or char.isspace() for char in text) >= PROSE_SHARE * len(text)
