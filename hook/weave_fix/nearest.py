"""What somebody may have meant by a name that does not exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def nearest(name: str, names: Sequence[str], otherwise: str) -> str:
    """Return a hint with the nearest of `names`, and all of them behind the word `otherwise`."""
    from difflib import get_close_matches

    near = get_close_matches(name, names, 1)
    every = f"{otherwise} {', '.join(names)}"
    return f"did you mean {near[0]}? {every[0].upper()}{every[1:]}" if near else every
