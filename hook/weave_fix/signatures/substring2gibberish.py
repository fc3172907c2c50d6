"""Up to 64 characters were replaced by as many random printable ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weave_fix.characters import PRINTABLE
from weave_fix.records import Corruption
from weave_fix.signatures._diff_helpers import undo_each
from weave_fix.signatures.record import Signature

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from weave_fix.diff.comparison import Comparison, Hunk
    from weave_fix.records import Candidate, Site

MOST = 64


def corrupt(text: str, site: Site, rng: Random, foreign: str) -> Corruption | None:
    """Replace 4 to 64 characters, over line ends where they come, by characters of PRINTABLE."""
    end = min(len(text), site.at + rng.randint(4, MOST))
    noise = "".join(rng.choice(PRINTABLE) for _ in range(end - site.at))
    return Corruption(text[: site.at] + noise + text[end:], site.at, end)


def _explains(hunk: Hunk) -> bool:
    return len(hunk.old) == len(hunk.new) and 2 <= len(hunk.old) <= MOST and hunk.new.isascii()


def from_diff(comparison: Comparison) -> Iterator[Candidate]:
    """Yield the short spans that were replaced by as many ASCII characters."""
    return undo_each(comparison, __name__, "a span replaced by noise", _explains)


SIGNATURE = Signature(
    rank=35,
    example=("Hang the wet coat by the stove to dry.", "Hang the wet ck#9;Tq~Lz(0stove to dry."),
    corrupt=corrupt,
    from_diff=from_diff,
)
