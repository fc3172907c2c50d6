from __future__ import annotations

import pytest

from weave_fix.language.confused import GROUPS, are_confused


@pytest.mark.parametrize(
    ("one", "other"), [("their", "there"), ("Then", "than"), ("it\u2019s", "its"), ("a", "AN"), ("of", "have")]
)
def test_both_ways_in_any_case(one: str, other: str) -> None:
    assert are_confused(one, other)
    assert are_confused(other, one)


@pytest.mark.parametrize(("one", "other"), [("their", "their"), ("is", "are"), ("then", "there"), ("", "a")])
def test_other_words_are_not(one: str, other: str) -> None:
    assert not are_confused(one, other)


def test_no_word_is_of_two_groups() -> None:
    words = [word for group in GROUPS for word in group]
    assert len(words) == len(set(words))
