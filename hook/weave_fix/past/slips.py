"""Words with one letter more, less or another in a part of a change, which the whole text has without it as well.

A part by itself does not tell that: the other places lie outside of it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from weave_fix.diff.align import align
from weave_fix.evidence.history.intent.references import is_lost, labels

if TYPE_CHECKING:
    from weave_fix.past.standing import StandingPart

LEAST = 3
"""Characters of a word that is told from others by one letter."""
MOST = 40
"""Characters of either side of a change inside a word."""


def has_slip(part: StandingPart, text: str) -> bool:
    """Tell whether a word of the part stands once in `text`, the whole text after, which also has what it was before.

    Numbers are none: most of them are one digit from another. So it is with a label whose definition lies elsewhere.
    """
    now, was = set(labels(part.after)), set(labels(part.before))
    if any(is_lost(label, before, text) for label in now - was for before in was - now):
        return True
    for span in align(part.before, part.after):
        if max(span.old_end - span.old_start, span.new_end - span.new_start) > MOST:
            continue
        old = _word(part.before, span.old_start, span.old_end)
        new = _word(part.after, span.new_start, span.new_end)
        if len(old) >= LEAST and _is_one_off(new, old) and _count(text, new) == 1 and _count(text, old):
            return True
    return False


def _word(text: str, start: int, end: int) -> str:
    """Return the word around the half-open span `start` to `end`; empty if it is more than a word."""
    while start and _is_of_word(text[start - 1]):
        start -= 1
    while end < len(text) and _is_of_word(text[end]):
        end += 1
    word = text[start:end]
    return word if all(map(_is_of_word, word)) and not any(map(str.isdecimal, word)) else ""


def _is_of_word(char: str) -> bool:
    return char.isalnum() or char == "_"


def _is_one_off(new: str, old: str) -> bool:
    from rapidfuzz.distance import OSA

    return bool(new) and OSA.distance(new, old, score_cutoff=1) == 1


def _count(text: str, word: str) -> int:
    return word in text and len(re.findall(rf"(?<!\w){re.escape(word)}(?!\w)", text))
