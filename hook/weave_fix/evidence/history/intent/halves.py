"""Two neighbouring spans that changed places, with their borders inside words: nobody moves text like that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weave_fix.edits import apply_edits
from weave_fix.patterns import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weave_fix.records import Edit

SPACE = lazy_pattern(r"\s")
LONGEST = 600
"""Characters of both spans together."""
SHORTEST = 12
"""Characters of each, which is several words or pieces of them."""
REACH = 80
"""Characters at either side by which the same change may be told a little farther on."""
CUT_BORDERS = 2
"""Borders, of the three, that lie inside words wherever the change is told."""


def exchanges_halves(edits: Sequence[Edit], document: str) -> bool:
    """Tell whether `edits` turn two neighbouring spans of `document` round whose borders cut words open.

    What a person moves begins and ends with a word, a line or a mark. Where the text at the borders is alike, the same
    change can be told from several places, and each of them has to cut words.
    """
    start, end = edits[0].start, edits[-1].end
    if not 2 * SHORTEST <= end - start <= LONGEST:
        return False
    new = document[start:end]
    old = apply_edits(new, [edit._replace(start=edit.start - start, end=edit.end - start) for edit in edits])
    middle = (old + old).find(new)
    if len(old) != len(new) or not SHORTEST <= middle <= len(old) - SHORTEST:
        return False
    if not all(map(SPACE.search, (old[:middle].strip(), old[middle:].strip()))):
        return False
    left = document[max(0, start - REACH) : start]
    return _cuts(left + old + document[end : end + REACH], (len(left), len(left) + middle, len(left) + len(old)))


def _cuts(text: str, borders: tuple[int, int, int]) -> bool:
    """Tell whether most of the three `borders` lie inside words, also where they can be moved all together."""
    first, last = borders[0], borders[0]
    while first > 0 and _are_alike(text, borders, first - 1 - borders[0]):
        first -= 1
    while last + borders[2] - borders[0] < len(text) and _are_alike(text, borders, last - borders[0]):
        last += 1
    if first == 0 or last + borders[2] - borders[0] == len(text):
        return False
    moved = ([border + at - borders[0] for border in borders] for at in range(first, last + 1))
    return all(sum(_is_inside_word(text, at) for at in places) >= CUT_BORDERS for places in moved)


def _are_alike(text: str, borders: tuple[int, int, int], by: int) -> bool:
    return len({text[border + by] for border in borders}) == 1


def _is_inside_word(text: str, at: int) -> bool:
    """Tell whether letters of a script that has capitals stand on both sides; others write words without blanks."""
    return all(char.lower() != char.upper() for char in text[at - 1 : at + 1])
