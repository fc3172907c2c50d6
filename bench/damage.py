"""Damage a text in one of all the ways: those of the fourteen signatures of words and spans, and those of tools."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.tool_damage import SHOWN_ALONE, TOOL_OPERATIONS, damage_as_tool
from weave_fix.signatures.corrupt import corrupt
from weave_fix.signatures.registry import discover

if TYPE_CHECKING:
    from random import Random

WORD_OPERATIONS = tuple(discover())
OPERATIONS = (*WORD_OPERATIONS, *TOOL_OPERATIONS)
RESTORABLE = tuple(operation for operation in OPERATIONS if operation not in SHOWN_ALONE)


def damaged(text: str, operation: str, rng: Random, foreign: str) -> str | None:
    """Return `text` with the damage of one of `OPERATIONS` somewhere in it, None where it finds no place.

    `foreign` is the other text that a span is taken from.
    """
    if operation in TOOL_OPERATIONS:
        return damage_as_tool(text, operation, rng)
    done = corrupt(text, operation, rng, foreign=foreign)
    return done.text if done is not None and done.text != text else None
