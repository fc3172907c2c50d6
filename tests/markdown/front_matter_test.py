"""Which lines of front matter hold a sentence."""

from __future__ import annotations

import pytest

from weave_fix.markdown.front_matter import sentence_start
from weave_fix.markdown.masking import BLOCK, HIDDEN, MASK, masked_text

SHOWN = str.maketrans({BLOCK: "/", HIDDEN: "~", MASK: "#"})


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        pytest.param("description: How a ferry is loaded in winter", "How a ferry is loaded in winter", id="value"),
        pytest.param('title: "How a ferry is loaded"', 'How a ferry is loaded"', id="in-quotes"),
        pytest.param("  - The harbour is closed at night", "The harbour is closed at night", id="item"),
        pytest.param("  - text: The harbour is closed at night", "The harbour is closed at night", id="key-of-an-item"),
        pytest.param("title = 'How a ferry is loaded'", "How a ferry is loaded'", id="equals-sign"),
        pytest.param("tide: the sea is, as the moon is", "the sea is, as the moon is", id="comma"),
    ],
)
def test_a_value_of_some_words_is_a_sentence(line: str, sentence: str) -> None:
    start, goes_on = sentence_start(line, goes_on=False)
    assert (line[start:], goes_on) == (sentence, False)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("", id="empty"),
        pytest.param("---", id="fence"),
        pytest.param("title: Ferries in winter", id="few-words"),
        pytest.param("keywords: ferry, winter ferry, harbour, tide, night boat", id="keywords"),
        pytest.param("tags: [all, the, ferries, of, the, harbour]", id="list"),
        pytest.param("# how a ferry is loaded in winter", id="comment"),
        pytest.param('note: "how a ferry\\nis loaded in winter"', id="escape"),
        pytest.param("path: /a/ferry is/in the/harbour at/night", id="path"),
        pytest.param("run: {{ the ferry is in the harbour }}", id="template"),
        pytest.param("    The harbour is", id="few-words-that-go-on-from-nothing"),
    ],
)
def test_names_keys_and_lists_are_no_sentences(line: str) -> None:
    assert sentence_start(line, goes_on=False)[0] == -1


@pytest.mark.parametrize(
    ("line", "found"),
    [
        pytest.param("  in winter", (2, True), id="indented"),
        pytest.param("in winter", (-1, False), id="not-indented"),
        pytest.param("  weight: 3", (-1, False), id="key"),
        pytest.param("  - in winter", (-1, False), id="item"),
    ],
)
def test_a_sentence_goes_on_in_an_indented_line(line: str, found: tuple[int, bool]) -> None:
    assert sentence_start(line, goes_on=True) == found


def test_a_view_shows_the_sentences_of_front_matter_where_they_are_asked_for() -> None:
    text = "---\nid: a b\nabout: >\n  how a ferry is loaded\n  at night\n---\nBody"
    hidden = "~~~ ~~~~~~~ ~~~~~~~~ "
    assert masked_text(text, front_matter=True).translate(SHOWN) == (
        hidden[:-1] + "/~~how a ferry is loaded ~~at night ~~~/Body"
    )
    assert masked_text(text).translate(SHOWN) == hidden + "~" * 23 + " ~~~~~~~~~~ ~~~/Body"
