"""Small questions about the characters of a chunk, which is what stands between white space."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from weave_fix.diff.align import shared_prefix, shared_suffix
from weave_fix.patterns import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

APOSTROPHES = "'\N{RIGHT SINGLE QUOTATION MARK}"
QUOTES = "\"'\N{LEFT DOUBLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}"
STOPS = (".", "!", "?", ":", "\N{HORIZONTAL ELLIPSIS}")
"""What ends a sentence, or what a capital may follow."""
OPENING = "([{\"'*_~`<\N{LEFT DOUBLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}"
"""Marks before the first letter of a word."""
CLOSING_MARKS = ")]}\"'*_~`>\N{RIGHT DOUBLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}\N{HORIZONTAL ELLIPSIS}"
"""Marks that close what the same, or its partner, opened."""
CLOSING = ".,;:!?" + CLOSING_MARKS
"""Marks behind the last letter of a word."""
LETTERS = lazy_pattern(rf"[^\W\d_]+(?:[{APOSTROPHES}][^\W\d_]+)*")
"""A word of letters alone, with the apostrophes inside it."""
CONTROL = lazy_pattern(r"[\x0b\x0c]|\r(?!\n)")
"""Control characters that no text needs: vertical tab, form feed, and a carriage return without its line feed."""
FIRST_OF_GREEK = "\u0370"
"""The letters before it are Latin, with accents or without."""
MIN_HOLE = 3
"""Letters that a word with a hole has to keep at its end."""
MIN_HOLED = 5
"""Letters that it has to keep in all."""


def core(chunk: str) -> str:
    """Return a chunk without the punctuation around it; it may be empty."""
    return chunk.lstrip(OPENING).rstrip(CLOSING)


def character_before(text: str, at: int) -> str:
    """Return the character before offset `at`, or an empty string."""
    return text[at - 1] if 0 < at <= len(text) else ""


def character_at(text: str, at: int) -> str:
    """Return the character at offset `at`, or an empty string."""
    return text[at] if 0 <= at < len(text) else ""


def letters_at(text: str) -> str:
    """Return the letters that `text` begins with."""
    return text[: next((at for at, char in enumerate(text) if not char.isalpha()), len(text))]


def letters_before(text: str) -> str:
    """Return the letters that `text` ends with."""
    return letters_at(text[::-1])[::-1]


def word_at(text: str) -> str:
    """Return the letters and digits that `text` begins with."""
    return text[: next((at for at, char in enumerate(text) if not char.isalnum()), len(text))]


def words_of(chunks: Sequence[str]) -> list[str]:
    """Return the words of letters in several chunks."""
    return [word for chunk in chunks for word in LETTERS.findall(chunk)]


def is_compound(text: str) -> bool:
    """Whether `text` is words with hyphens or slashes between them, or one word."""
    return all(LETTERS.fullmatch(part) for part in re.split(r"[-/]", text))


def one_more(long: str, short: str) -> int | None:
    """Return where `long` has a character that `short` lacks, if that is all; None otherwise."""
    if len(long) != len(short) + 1:
        return None
    at = shared_prefix(long, short)
    return at if long[at + 1 :] == short[at:] else None


def differing_runs(now: str, was: str) -> tuple[str, str]:
    """Return both chunks from the first to the last letter of the words in which they differ."""
    start = shared_prefix(now, was)
    end = shared_suffix(now[start:], was[start:])
    while start and now[start - 1].isalpha():
        start -= 1
    while end and now[len(now) - end].isalpha():
        end -= 1
    return now[start : len(now) - end], was[start : len(was) - end]


def is_anagram(new: str, old: str) -> bool:
    """Whether the letters between the first and the last are the same in another order."""
    return new[0] == old[0] and new[-1] == old[-1] and sorted(new) == sorted(old)


def is_typo(new: str, old: str) -> bool:
    """Whether one letter is missing, too many, or exchanged with its neighbour."""
    if one_more(new, old) is not None or one_more(old, new) is not None:
        return True
    if len(new) != len(old):
        return False
    at = shared_prefix(new, old)
    return new[at : at + 2] == old[at : at + 2][::-1] and new[at + 2 :] == old[at + 2 :]


def mixes_scripts(new: str, old: str) -> bool:
    """Whether letters of a word were exchanged for others of another script, such as a Cyrillic `a`, and some were
    left."""
    others = [one for one, letter in zip(new, old, strict=False) if one != letter]
    is_part = len(new) == len(old) > len(others) > 0
    return is_part and old.isascii() and all(one.isalpha() and one >= FIRST_OF_GREEK for one in others)


def has_hole(new: str, old: str, *, end: int = MIN_HOLE, least: int = MIN_HOLED) -> bool:
    """Whether letters are missing in the middle of a word: two of its beginning are left, and `end` of its end.

    `least` letters of it have to be left in all.
    """
    head = shared_prefix(new, old)
    is_shorter = least <= len(new) < len(old)
    return is_shorter and head > 1 and old.endswith(new[head:]) and len(new) - head >= end


def is_one_letter_off(new: str, old: str) -> bool:
    """Whether exactly one letter is another one."""
    return len(new) == len(old) and sum(a != b for a, b in zip(new, old, strict=True)) == 1
