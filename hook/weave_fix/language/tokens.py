"""The tokens of prose, the same for counting and for looking up."""

from __future__ import annotations

import re

TOKEN = re.compile(r"[^\W_]+(?:['\N{RIGHT SINGLE QUOTATION MARK}][^\W\d_]+)*|[^\w\s]|_")
START = "\n"
"""Stands before the first token of a unit: a heading, a list item, a paragraph."""
NUMBER = "0"
"""Stands for every token that is all digits."""


def fold(token: str) -> str:
    """Return the key under which a token is counted: lower case, straight apostrophe, all numbers alike."""
    if token.isdecimal():
        return NUMBER
    return token.lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")


def keys(text: str) -> list[str]:
    """Return the keys of all tokens of `text`: each token folded, but faster."""
    lower = text.lower()
    if len(lower) != len(text) or "\N{GREEK CAPITAL LETTER SIGMA}" in text:
        # Lower case of a letter may be several characters, or hang on the letters beside it.
        return [fold(token) for token in TOKEN.findall(text)]
    plain = lower.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    return [NUMBER if token.isdecimal() else token for token in TOKEN.findall(plain)]


def is_word(token: str) -> bool:
    """Whether a token is a word: it begins with a letter."""
    return token[0].isalpha()
