"""Nothing from a file reaches a terminal raw."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weave_fix.records import decode
from weave_fix.report.escape import shorten, visible


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        pytest.param("caf\u00e9 \u201cx\u201d \u6f22", "caf\u00e9 \u201cx\u201d \u6f22", id="letters and quotes stay"),
        pytest.param("a\nb\r\n\tc", "a\\nb\\r\\n\\tc", id="a line end never makes a second line"),
        pytest.param("\x1b[31mred", "\\x1b[31mred", id="ESC"),
        pytest.param("\x9b31m", "\\u009b31m", id="the C1 twin of ESC ["),
        pytest.param("\x85\N{LINE SEPARATOR}", "\\u0085\\u2028", id="other line ends"),
        pytest.param("\N{RIGHT-TO-LEFT OVERRIDE}fdp.exe", "\\u202efdp.exe", id="bidirectional override"),
        pytest.param("\N{ZERO WIDTH SPACE}\N{NO-BREAK SPACE}", "\\u200b\\xa0".replace("\\xa0", "\\u00a0"), id="unseen"),
        pytest.param("\N{LANGUAGE TAG}", "\\U000e0001", id="beyond the first plane"),
        pytest.param(decode(b"caf\xe9"), "caf\\xe9", id="a byte that is not UTF-8"),
        pytest.param("\ud800", "\\ud800", id="a surrogate that is no byte"),
    ],
)
def test_visible(text: str, seen: str) -> None:
    assert visible(text) == seen


@given(st.text(alphabet=st.characters()))
def test_any_text_is_one_harmless_line(text: str) -> None:
    seen = visible(text)
    seen.encode("utf-8")
    assert {unicodedata.category(char) for char in seen}.isdisjoint({"Cc", "Cf", "Cs", "Zl", "Zp"})


@given(st.binary())
def test_any_bytes_are_one_harmless_line(raw: bytes) -> None:
    assert visible(decode(raw)).isprintable()


@pytest.mark.parametrize(
    ("text", "limit", "short"),
    [
        ("abcdef", 6, "abcdef"),
        ("abcdefg", 6, "abc\N{HORIZONTAL ELLIPSIS}fg"),
        ("abcdefgh", 5, "ab\N{HORIZONTAL ELLIPSIS}gh"),
    ],
)
def test_shorten(text: str, limit: int, short: str) -> None:
    assert shorten(text, limit) == short
    assert len(short) <= limit
