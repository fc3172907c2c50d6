from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.evidence.history.intent.looks import comparison_of
from weave_fix.evidence.history.intent.texts import Texts, WordIndex

TEXT = "A lid, a Lid and a lid-lock; `lid_x`, don't lid.\n\nNo lid2, but lid."


@pytest.mark.parametrize(
    ("word", "any_case", "count"),
    [
        pytest.param("lid", False, 4, id="as-it-is-written"),
        pytest.param("lid", True, 5, id="in-any-case"),
        pytest.param("lid-lock", False, 1, id="with-a-hyphen"),
        pytest.param("don't", False, 1, id="with-an-apostrophe"),
        pytest.param("lid_x", False, 1, id="with-an-underscore"),
        pytest.param("id", False, 0, id="part-of-a-word"),
        pytest.param("-lock", False, 0, id="begins-beside-a-letter"),
        pytest.param("--", False, 0, id="no-word"),
        pytest.param("", False, 0, id="empty"),
    ],
)
def test_a_word_is_counted_where_it_is_whole(word: str, any_case: bool, count: int) -> None:
    assert WordIndex(TEXT).count(word, any_case=any_case) == count


@given(st.text("ab- ", max_size=30), st.text("ab-", min_size=1, max_size=4).filter(lambda word: word.strip("-") != ""))
def test_the_index_counts_what_a_search_finds(text: str, word: str) -> None:
    found = re.findall(rf"(?=(?<!\w){re.escape(word)}(?!\w))", text)
    assert WordIndex(text).count(word, any_case=False) == len(found)


def test_the_count_can_be_of_a_part() -> None:
    start = TEXT.index("\n\n")
    assert WordIndex(TEXT).count("lid", any_case=False, start=start) == 1
    assert WordIndex(TEXT).count("lid", any_case=False, end=start) == 3


@pytest.mark.parametrize(
    ("at", "paragraph"),
    [(0, "one"), (3, "one"), (5, "two"), (8, "two"), (9, "two\n"), (10, "\nthree"), (16, "three")],
)
def test_the_paragraph_around_a_place(at: int, paragraph: str) -> None:
    text = "one\n\ntwo\n\n\nthree"
    start, end = Texts(comparison_of("", text)).paragraph(at)
    assert text[start:end] == paragraph


def test_tags_are_counted_once_for_all() -> None:
    texts = Texts(comparison_of("", "<b>a</b> <B x=1>c</b > <br/> <i/> </i>"))
    assert [texts.tags(name) for name in ("b", "br", "i", "u")] == [(2, 2), (0, 0), (0, 1), (0, 0)]


def test_the_surplus_of_a_character() -> None:
    texts = Texts(comparison_of("(a", "(a) ((b)"))
    assert [texts.surplus(char) for char in "()x"] == [2, 2, 0]


@pytest.mark.parametrize("at", [-5, 0, 3, 99])
def test_a_place_outside_of_the_text_has_a_kind(at: int) -> None:
    assert not Texts(comparison_of("", "abc")).is_code(at)
    assert not Texts(comparison_of("a", "")).is_code(at)


def test_a_replacement_made_twice_is_repeated() -> None:
    texts = Texts(comparison_of("a lid and a lid", "a lyd and a Lyd"))
    assert texts.is_repeated("lyd")
    assert not texts.is_repeated("lyd", any_case=False)
    assert not Texts(comparison_of("a lid and a lid", "a lyd and a lid")).is_repeated("lyd")
