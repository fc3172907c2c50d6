"""Names of software that are no words, as `axios` and `varint`: whoever writes them means them.

They are what the names of much used packages are made of; `training/language/software_names.py` makes the list.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@cache
def _names() -> frozenset[str]:
    return frozenset(Path(__file__).with_name("software_names.txt").read_text("ascii").split())


def named_among(words: Iterable[str]) -> set[str]:
    """Return those of `words`, in lower case, that are names of software; the list is read where there are any."""
    asked = set(words)
    return asked & _names() if asked else asked
