"""A number was replaced by another one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from weave_fix.records import Corruption
from weave_fix.signatures._diff_helpers import undo_each
from weave_fix.signatures.record import Signature

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from weave_fix.diff.comparison import Comparison, Hunk
    from weave_fix.records import Candidate, Site

DIGIT = re.compile(r"[0-9]")


def corrupt(text: str, site: Site, rng: Random, foreign: str) -> Corruption | None:
    """Replace one number of the prose by a random one of up to ten times its size."""
    numbers = [m for start, end in site.prose for m in re.compile(r"[0-9]+").finditer(text, start, end)]
    if not numbers:
        return None
    number = rng.choice(numbers)
    other = str(rng.randint(0, int(number[0][:9]) * 10 + 9))
    return Corruption(
        text[: number.start()] + other + text[number.end() :], number.start(), number.start() + len(other)
    )


def _explains(hunk: Hunk) -> bool:
    old, new = hunk.widened(DIGIT)
    return old.isdecimal() and new.isdecimal()


def from_diff(comparison: Comparison) -> Iterator[Candidate]:
    """Yield the numbers that are others in the base."""
    return undo_each(comparison, __name__, "a number replaced by another", _explains)


SIGNATURE = Signature(
    rank=16,
    example=("Bake it for 25 minutes.", "Bake it for 173 minutes."),
    corrupt=corrupt,
    from_diff=from_diff,
    is_number=True,
)
