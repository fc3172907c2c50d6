"""The rows of every signature that needs no history: `ALONE` and `NOT_ALONE` in its own test file."""

from __future__ import annotations

from importlib import import_module

import pytest

from tests.signatures.from_text import proposed
from weave_fix.signatures.registry import discover

NAMES = sorted(name for name, signature in discover().items() if signature.from_text is not None)


def rows(table: str) -> list[object]:
    """Return the rows of a table of each signature with the signature's name before them."""
    return [
        pytest.param(name, *row.values, id=f"{name}-{row.id}")
        for name in NAMES
        for row in getattr(import_module(f"tests.signatures.{name}_test"), table)
    ]


@pytest.mark.parametrize(("name", "text", "sound"), rows("ALONE"))
def test_the_text_alone_shows_it(name: str, text: str, sound: str) -> None:
    assert sound in proposed(name, text)
    assert proposed(name, text, spans=[]) == []


@pytest.mark.parametrize(("name", "text"), rows("NOT_ALONE"))
def test_the_text_alone_shows_none_of_it(name: str, text: str) -> None:
    assert proposed(name, text) == []
