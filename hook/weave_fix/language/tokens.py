"""The tokens of prose, the same for training and for judging."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from weave_fix.characters import PUNCTUATION
from weave_fix.markdown.masking import HIDDEN
from weave_fix.patterns import lazy_pattern
from weave_fix.positions import each_line

if TYPE_CHECKING:
    from collections.abc import Iterator

APOSTROPHES = "'\N{RIGHT SINGLE QUOTATION MARK}"
WORD = rf"[^\W_]+(?:[{APOSTROPHES}][^\W\d_]+)*"
TOKEN = lazy_pattern(rf"{WORD}|[^\w\s]|_")
LEAD = lazy_pattern(rf"[\s{HIDDEN}]*")
PIECE = lazy_pattern(rf"(?<![\s{HIDDEN}])[\s{HIDDEN}]*(?:{WORD}|[^\w\s{HIDDEN}]|_)")
"""A token of a view with what stands before it: white space, or what a reader does not see.

It never begins inside a lead: what stands behind the last token would be tried from each of its characters.
"""
BOS = "\n"
"""Stands before the first token of a unit: a heading, a list item, a paragraph."""
NUMBER = "0"
"""Stands for every token that is all digits."""

PUNCTUATION_CLASSES = {mark: number for number, mark in enumerate(PUNCTUATION, 1)}
"""How the decision knows marks apart."""

NUMERONYM = lazy_pattern(r"[^\W\d_]\d{1,2}[^\W\d_]")
"""A word of which a number counts the letters that are left out: `i18n`."""

LONG_LINE = 500
"""Characters of a line whose tokens are not kept."""

CASES = 5
NONE, LOWER, TITLE, UPPER, MIXED = range(CASES)
"""How a token is written: without letters, `word`, `Word`, `WORD`, `woRd`."""


def normalize(token: str) -> str:
    """Return the key under which a token is counted: lower case, straight apostrophe, all numbers alike."""
    if token.isdecimal():
        return NUMBER
    return token.lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")


def normalized_tokens(text: str) -> list[str]:
    """Return the keys of all tokens of `text`: each token folded, but faster."""
    lower = text.lower()
    if len(lower) != len(text) or "\N{GREEK CAPITAL LETTER SIGMA}" in text:
        # Lower case of a letter may be several characters, or depend on the letters beside it.
        return [normalize(token) for token in TOKEN.findall(text)]
    plain = lower.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    return [NUMBER if token.isdecimal() else token for token in TOKEN.findall(plain)]


def normalized_tokens_by_line(text: str) -> Iterator[str]:
    """Yield the same; what the lines of a text hold is kept, for most of them are asked for in many a version."""
    for line in each_line(text):
        yield from _tokens_of_line(line) if len(line) < LONG_LINE else normalized_tokens(line)


@lru_cache(maxsize=4096)
def _tokens_of_line(line: str) -> list[str]:
    return normalized_tokens(line)


def is_word(token: str) -> bool:
    """Whether a token is a word: it begins with a letter."""
    return token[0].isalpha()


def case(token: str) -> int:
    """Return how a token is written: `NONE`, `LOWER`, `TITLE`, `UPPER` or `MIXED`."""
    if not token[0].isalpha():
        return NONE
    if token.islower():
        return LOWER
    if token[1:] == token[1:].lower():
        return TITLE
    return UPPER if token.isupper() else MIXED


def split_piece(piece: str) -> tuple[str, bool]:
    """Return the token of a piece, and whether it is glued to the token before: no white space stands between."""
    token = piece.lstrip(" " + HIDDEN)
    if token and token[0].isspace():
        lead = LEAD.match(piece)
        assert lead is not None  # it may be empty
        token = piece[lead.end() :]
    return token, not piece[: len(piece) - len(token)].strip(HIDDEN)
