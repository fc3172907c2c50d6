from __future__ import annotations

from collections.abc import Iterable

import pytest

from weave_fix.language import token_cache as module
from weave_fix.language.token_cache import Token, TokenCache
from weave_fix.language.tokens import LOWER, NONE, TITLE


class Numbers:
    """Numbers words by their length, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, keys: Iterable[str]) -> list[int]:
        found = list(keys)
        self.asked += found
        return [len(key) for key in found]


def test_a_piece_is_a_token_with_all_that_hangs_on_it_alone() -> None:
    assert TokenCache(Numbers()).read([" The", " mill", ".", " 42"]) == [
        Token("The", False, 3, True, TITLE),
        Token("mill", False, 4, True, LOWER),
        Token(".", True, 1, False, NONE),
        Token("42", False, 1, False, NONE),
    ]


@pytest.mark.parametrize("times", [1, module.FEW + 1], ids=["few", "many"])
def test_a_piece_is_asked_for_once(times: int) -> None:
    numbers = Numbers()
    made = TokenCache(numbers)
    first = made.read([" a", " b"] * times)
    assert made.read([" b", " a"] * times) == first[::-1]
    assert sorted(numbers.asked) == ["a", "b"]


def test_too_many_pieces_begin_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_PIECES", 1)
    numbers = Numbers()
    made = TokenCache(numbers)
    made.read([" a", " b"])
    assert [token.text for token in made.read([" a", " c"])] == ["a", "c"]
    assert [token.text for token in made.read([" b"])] == ["b"]
    assert sorted(numbers.asked) == ["a", "a", "b", "b", "c"]
