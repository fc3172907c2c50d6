"""Up to 64 characters were taken out, mostly from the middle of one word to the middle of another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weave_fix.records import Corruption
from weave_fix.signatures._diff_helpers import undo_each
from weave_fix.signatures.record import Signature

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from weave_fix.diff.comparison import Comparison, Hunk
    from weave_fix.records import Candidate, Site

MOST = 64
APOSTROPHES = "'\N{RIGHT SINGLE QUOTATION MARK}"
PARTNERED = frozenset('()[]{}"`|\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}')
"""Marks that come in pairs, or as often in each row of a table, so that one is missed where it is lost."""


def corrupt(text: str, site: Site, rng: Random, foreign: str) -> Corruption | None:
    """Take out 2 to 64 characters, over line ends where they come."""
    end = min(len(text), site.at + rng.randint(2, MOST))
    return Corruption(text[: site.at] + text[end:], site.at, site.at)


def _explains(hunk: Hunk) -> bool:
    is_mark = hunk.old in PARTNERED or _is_apostrophe_of_a_word(hunk)
    return not hunk.new and (2 <= len(hunk.old) <= MOST or is_mark)


def _is_apostrophe_of_a_word(hunk: Hunk) -> bool:
    """Whether one apostrophe was lost between two letters: its loss can be told by itself."""
    is_apostrophe = len(hunk.old) == 1 and hunk.old in APOSTROPHES
    return is_apostrophe and hunk.left_context[-1:].isalpha() and hunk.right_context[:1].isalpha()


def from_diff(comparison: Comparison) -> Iterator[Candidate]:
    """Yield the short spans that the base has and the document has not."""
    return undo_each(comparison, __name__, "a span lost", _explains)


SIGNATURE = Signature(
    rank=17,
    example=("The first frost came early, and the pears were lost.", "The first froe pears were lost."),
    corrupt=corrupt,
    from_diff=from_diff,
)
