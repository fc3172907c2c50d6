"""A span was replaced by a span of another text."""

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

MOST = 512
MARGIN = 3
"""How much longer than an operation's span a region may be: two damages that lie close make one."""


def corrupt(text: str, site: Site, rng: Random, foreign: str) -> Corruption | None:
    """Replace 1 to 512 characters by 1 to 512 characters of `foreign`."""
    if not foreign:
        return None
    end = min(len(text), site.at + rng.randint(1, MOST))
    start = rng.randrange(len(foreign))
    put = foreign[start : start + rng.randint(1, MOST)]
    return Corruption(text[: site.at] + put + text[end:], site.at, site.at + len(put))


def _explains(hunk: Hunk) -> bool:
    old, new = len(hunk.old), len(hunk.new)
    return max(old, new) <= MARGIN * MOST and new > 0 and (old > 0 or new > 1)


def from_diff(comparison: Comparison) -> Iterator[Candidate]:
    """Yield the spans that the base has another text for."""
    return undo_each(comparison, __name__, "a span replaced by another text", _explains)


SIGNATURE = Signature(
    rank=40,
    example=("The tower has stood here since the great fire.", "The tower has stoo, and a pinch of salt. Streat fire."),
    corrupt=corrupt,
    from_diff=from_diff,
)
