"""What is known of a piece of a view, wherever it stands: worked out once for all the pages that a run reads."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING

from weave_fix.language.tokens import case, normalize, split_piece
from weave_fix.named_tuple import NamedTuple
from weave_fix.vocabulary.lookup import MAX_WORD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

MAX_PIECES = 50_000
"""Pieces that are kept at most, some 15 MB of them; a run of foreign texts starts again."""
MAX_PIECE = 4 * MAX_WORD
"""Characters of a piece that is kept: a word behind a link's target, no page of masked text."""

FEW = 8
"""Pieces up to which each is asked for by itself: those of a repair, most of them met before."""


class Token(NamedTuple):
    """A piece without what stands before it."""

    text: str
    no_space_before: bool
    """Whether no white space stands before it."""
    number: int
    """Its number in the counts."""
    is_alpha_start: bool
    """Whether it begins with a letter."""
    case: int
    """How it is written: see `tokens.case`."""


TEXT, IS_GLUED, NUMBER, IS_ALPHA_START, CASE = map(itemgetter, range(5))
"""What returns each of them, for what is asked of all tokens of a text."""


class TokenCache:
    """The tokens of all pieces met so far."""

    def __init__(self, numbers: Callable[[Iterable[str]], list[int]]) -> None:
        """`numbers` tells the numbers of folded words."""
        self._numbers = numbers
        self._known: dict[str, Token] = {}

    def read(self, pieces: Sequence[str]) -> list[Token]:
        """Return the token of each piece."""
        known = self._known
        if len(pieces) < FEW and all(map(known.__contains__, pieces)):
            return list(map(known.__getitem__, pieces))
        if new := set(pieces).difference(known):
            if len(known) > MAX_PIECES:
                known.clear()
                new = set(pieces)
            unpacked = list(map(split_piece, new))
            numbers = self._numbers(normalize(text) for text, _ in unpacked)
            for piece, (text, glued), number in zip(new, unpacked, numbers, strict=True):
                known[piece] = Token(text, glued, number, text[0].isalpha(), case(text))
        found = list(map(known.__getitem__, pieces))
        for piece in new:
            if len(piece) > MAX_PIECE:
                del known[piece]
        return found
