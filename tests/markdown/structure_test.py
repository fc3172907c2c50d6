"""A text that differs little from one that was parsed is not parsed as a whole, and its structure is the same."""

from __future__ import annotations

import re
from cProfile import Profile
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from weave_fix.markdown import structure
from weave_fix.markdown.structure import Structure

if TYPE_CHECKING:
    from collections.abc import Sequence

LINES = (
    *("The mill *stands* beside the river.", "It is `old`.", "", "", "", "# The mill", "Setext", "---", "==="),
    *("- an item", "- another [link][x]", "  that goes on", "    indented", "1. first", "> quoted", "> - both", "lazy"),
    *(
        "```",
        "~~~",
        "<!-- a comment",
        "-->",
        "<div>",
        "</div>",
        "<b>bold</b> text",
        "| a | b |",
        "|---|---|",
        "| c | d |",
    ),
    *("[x]: /there", "***", "a [link](/here) and ![picture](p.png)", "hard\\", "one ~~two~~ three", "\ttab"),
)
PUT_IN = (*LINES, "*", "`", "[", "]", "x", " ", "\n", "\r\n", "---\n", "```\n", "[x]: /other\n", "<!--", "-->")


def afresh(text: str) -> Structure:
    structure._last_parsed.clear()
    return structure._parsed(text)


def beside(before: str, after: str) -> Structure:
    """Return the structure of `after`, read once `before` has been parsed as a whole."""
    afresh(before)
    return structure._parsed(after)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from(LINES), min_size=1, max_size=60),
    st.integers(0, 10_000),
    st.integers(0, 12),
    st.sampled_from(PUT_IN),
)
def test_the_structure_is_that_of_the_whole_text(lines: list[str], at: int, size: int, put_in: str) -> None:
    before = "\n".join(lines)
    at %= len(before) + 1
    after = before[:at] + put_in + before[at + size :]
    assert beside(before, after) == afresh(after)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from(LINES), min_size=1, max_size=120),
    st.dictionaries(st.integers(0, 119), st.sampled_from(LINES), min_size=1, max_size=8),
)
def test_the_structure_is_that_of_the_whole_text_with_changes_at_many_places(
    lines: list[str], changed: dict[int, str]
) -> None:
    after = [changed.get(number, line) for number, line in enumerate(lines)]
    assert beside("\n".join(lines), "\n".join(after)) == afresh("\n".join(after))


@settings(max_examples=500, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["a ", "![", "[", "]", "](b)", "][c]", "`", "``", "*", "~~", "\\", "<b>", "\n", "\n\n", "[c]: /d"]
        )
    )
)
def test_links_are_those_of_a_plain_parser(pieces: list[str]) -> None:
    text = "".join(pieces)
    plain = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    assert [token.as_dict() for token in structure.tokens_of(text.split("\n"), {})] == [
        token.as_dict() for token in plain
    ]


@pytest.mark.parametrize("piece", ["[", "![", "[a *b ", "[{a: "])
def test_a_bracket_that_nothing_closes_is_read_once(piece: str) -> None:
    counted = Profile()
    counted.runcall(lambda: list(structure.tokens_of([piece * 500], {})))
    # Each rule is asked about each character; to read on for each bracket took 20 times as many calls.
    assert sum(entry.callcount for entry in counted.getstats()) < 500 * len(piece) * 60


PAGE = "".join(f"Paragraph {n} of the page, with `code {n}`.\n\n" for n in range(40))


def parsed_lines(before: str, after: str, monkeypatch: pytest.MonkeyPatch) -> int:
    """Return how many lines are parsed for `after`."""
    afresh(before)
    counted: list[int] = []
    parse = structure._parse

    def counting(lines: Sequence[str], links: dict[str, Any]) -> Any:
        counted.append(len(lines))
        return parse(lines, links)

    monkeypatch.setattr(structure, "_parse", counting)
    structure._parsed(after)
    return sum(counted)


@given(st.lists(st.sampled_from(PUT_IN), max_size=30))
@settings(max_examples=100)
def test_a_long_page_has_the_structure_of_a_short_one(lines: list[str]) -> None:
    text = "\n".join(lines)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(structure, "LONG", 0)
        long = afresh(text)
    assert long == afresh(text)


def test_little_is_parsed_for_one_repair(monkeypatch: pytest.MonkeyPatch) -> None:
    after = PAGE.replace("Paragraph 20 of the", "Paragraph 20 of")
    assert parsed_lines(PAGE, after, monkeypatch) < 15


def test_little_is_parsed_for_repairs_far_from_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    after = PAGE.replace("Paragraph 10 of the", "Paragraph 10 of").replace("Paragraph 30 of the", "Paragraph 30 of")
    assert parsed_lines(PAGE, after, monkeypatch) < 30


def test_all_is_parsed_at_once_where_repairs_are_everywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    after = PAGE.replace("of the page", "of page")
    assert parsed_lines(PAGE, after, monkeypatch) <= 2 * after.count("\n")


@pytest.mark.parametrize(
    "put_in",
    [
        pytest.param("```\n", id="a fence that is not closed"),
        pytest.param("<!-- ", id="a comment that does not end"),
        pytest.param("[page]: /there\n", id="what a link means"),
    ],
)
def test_all_is_parsed_where_a_change_reaches_far(put_in: str, monkeypatch: pytest.MonkeyPatch) -> None:
    after = re.sub(r"(?=Paragraph 20)", put_in, PAGE)
    assert parsed_lines(PAGE, after, monkeypatch) >= after.count("\n")
