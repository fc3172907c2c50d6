"""Texts that must stay as they are, and a few whose repair nobody would dispute.

`*.md` are undamaged pages as users have them, 250 to 600 words each, in many languages and manners of writing.
`traps.json` holds short undamaged texts, each with the trap that a careless repair would fall into. Nothing may be
found in either, with `--unsafe` or without. `damaged.json` holds short texts with one damage each, whose repair a
careful reader sees from the text alone; the signature is that of the operation, and another may name the same change.

To add a page, write one of your own, quote nobody, name nobody who lives, read it twice, and put it beside the others.
To add a row, give it an `id` that names the trap or the place; characters that cannot be seen are `\\u` escapes.
A row that a repair falls for is kept and marked where it is asserted, never taken out.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent


class Trap(NamedTuple):
    """A short undamaged text."""

    id: str
    text: str
    why: str
    """What would lead a careless repair to change it."""


class Damaged(NamedTuple):
    """A short text with one damage."""

    id: str
    text: str
    """As it was."""
    damaged: str
    signature: str

    def is_undone_by(self, repaired: str) -> bool:
        """Tell whether `repaired` is the text as it was; a space or a line end between two words is the same."""
        return _blocks(repaired) == _blocks(self.text)


def _blocks(text: str) -> list[list[str]]:
    return [block.split() for block in text.split("\n\n")]


def pages() -> list[Path]:
    """Return the undamaged pages, by name."""
    return sorted(HERE.glob("*.md"))


def traps() -> list[Trap]:
    """Return the short undamaged texts, in the order of the file."""
    return [Trap(**row) for row in json.loads((HERE / "traps.json").read_text(encoding="utf-8"))]


def damaged() -> list[Damaged]:
    """Return the short damaged texts, in the order of the file."""
    return [Damaged(**row) for row in json.loads((HERE / "damaged.json").read_text(encoding="utf-8"))]
