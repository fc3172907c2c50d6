"""A pattern is compiled when it is first used, and does what a compiled one does."""

from __future__ import annotations

import re

import pytest

from weave_fix.patterns import lazy_pattern


def test_it_finds_what_a_compiled_one_finds() -> None:
    pattern = lazy_pattern(r"(?P<word>[a-z]+)", re.IGNORECASE)
    found = pattern.search("12 Mill 3", 1)
    assert found is not None
    assert (found["word"], pattern.sub("x", "a B"), pattern.findall("a B")) == ("Mill", "x x", ["a", "B"])
    assert (pattern.groupindex, pattern.pattern) == ({"word": 1}, r"(?P<word>[a-z]+)")
    assert lazy_pattern(rb"\d+").findall(b"1 22") == [b"1", b"22"]


def test_it_is_compiled_once_and_only_when_it_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []
    compile_now = re.compile

    def counted(expression: str, flags: int = 0) -> re.Pattern[str]:
        compiled.append(expression)
        return compile_now(expression, flags)

    monkeypatch.setattr(re, "compile", counted)
    pattern = lazy_pattern("a+")
    assert (pattern.pattern, compiled) == ("a+", [])
    assert [pattern.search("caat") is not None for _ in range(3)] == [True] * 3
    assert compiled == ["a+"]
    with pytest.raises(re.error):
        lazy_pattern("(").search("a")
