"""The JSON array."""

from __future__ import annotations

import json

from weave_fix.records import Applicability, Evidence, decode
from weave_fix.report.findings import Finding
from weave_fix.report.formats.json import render

KEYS = [
    "path",
    "line",
    "column",
    "end_line",
    "end_column",
    "signature",
    "message",
    "applicability",
    "evidence",
    "before",
    "after",
    "id",
]


def finding(before: str, after: str | None) -> Finding:
    evidence = (Evidence("history", 4.5, "a" * 40 + ":x.md"),)
    return Finding("x.md", 1, 2, 3, 4, "id", "why", Applicability.UNSAFE, evidence, before, after, "", ("", ""), False)


def test_nothing_is_an_empty_array() -> None:
    assert json.loads(render([])) == []


def test_every_key_of_the_format_and_no_other() -> None:
    (row,) = json.loads(render([finding("b", "c")]))
    assert list(row) == KEYS
    assert row["evidence"] == [{"kind": "history", "score": 4.5, "source": "a" * 40 + ":x.md"}]
    assert (row["applicability"], row["before"], row["after"]) == ("unsafe", "b", "c")
    assert (row["line"], row["column"], row["end_line"], row["end_column"]) == (1, 2, 3, 4)


def test_no_repair_is_null() -> None:
    assert json.loads(render([finding("b", None)]))[0]["after"] is None


def test_whatever_a_file_holds_the_array_is_plain_ascii_and_comes_back() -> None:
    text = decode(b"\xff\x1b[2J\xe2\x80\xae\x85\n") + "\N{LINE SEPARATOR}"
    rendered = render([finding(text, text), finding("", "")])
    assert rendered.isascii()
    assert "\x1b" not in rendered
    assert [row["before"] for row in json.loads(rendered)] == [text, ""]
