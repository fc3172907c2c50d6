"""Words that nobody knows and that may be words all the same."""

from __future__ import annotations

import pytest

from weave_fix.language.ngram_model import shipped
from weave_fix.language.plausible_words import (
    _may_be_a_term,
    is_common_typo,
    is_odd_typo,
    is_plain_typo,
    respells_a_name,
)
from weave_fix.records import Edit


def respells(text: str, before: str, after: str) -> bool:
    """Return whether `after` instead of the only `before` of the text, marked by bars, respells a name."""
    head, _, rest = text.partition("|")
    _, _, tail = rest.partition("|")
    return respells_a_name(Edit(len(head), len(head) + len(before), before, after), head + before + tail, shipped())


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        pytest.param("Her deputy, Terri||, had gone.", "", "e", id="letter-put-in"),
        pytest.param("Her deputy, Terri|e|, had gone.", "e", "", id="letter-taken-out"),
        pytest.param("Write to Peters|e|n.", "e", "o", id="letter-replaced"),
        pytest.param("J|h|on", "h", "", id="nothing-around-it"),
    ],
)
def test_a_name_of_a_name(text: str, before: str, after: str) -> None:
    assert respells(text, before, after)


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        pytest.param("The Progra||m runs.", "", "m", id="no-name"),
        pytest.param("On Kubern||tes it runs.", "", "e", id="famous-name"),
        pytest.param("The mil|l|er sits.", "l", "", id="lower-case"),
        pytest.param("Her deputy, Te|Q|rri, had gone.", "Q", "", id="capital-inside"),
        pytest.param("Her deputy, Te|7|rri, had gone.", "7", "", id="digit"),
        pytest.param("Her deputy, Te|xy|rri, had gone.", "xy", "", id="several-letters"),
        pytest.param("Her deputy| |Terri had gone.", " ", "", id="white-space"),
    ],
)
def test_anything_else(text: str, before: str, after: str) -> None:
    assert not respells(text, before, after)


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("seperator", "separator"),
        ("heirarchy", "hierarchy"),
        ("occassionally", "occasionally"),
        ("horizonally", "horizontally"),
        ("libaries", "libraries"),
        ("commiting", "committing"),
        ("distinict", "distinct"),
        ("interchangable", "interchangeable"),
    ],
)
def test_a_plain_typo(word: str, other: str) -> None:
    assert is_plain_typo(word, other, shipped())


@pytest.mark.parametrize(
    ("word", "other"),
    [
        pytest.param("workerd", "worker", id="letter-behind-a-word"),
        pytest.param("matchers", "matches", id="what-does-it"),
        pytest.param("selectin", "selection", id="specialist-word"),
        pytest.param("Heirarchy", "hierarchy", id="capital"),
        pytest.param("klient", "client", id="another-first-letter"),
        pytest.param("recal", "recall", id="short"),
        pytest.param("overriden", "override", id="two-words-are-near"),
        pytest.param("d\u00e9cision", "decision", id="letter-of-another-language"),
        pytest.param("horizonally", "horizontal", id="not-the-nearest"),
        pytest.param("sharded", "shared", id="past"),
        pytest.param("extensibly", "extensible", id="adverb"),
    ],
)
def test_what_is_no_plain_typo(word: str, other: str) -> None:
    assert not is_plain_typo(word, other, shipped())


@pytest.mark.parametrize(
    ("word", "other", "odd"),
    [
        pytest.param("hangry", "hungry", True, id="far-apart-on-the-keyboard"),
        pytest.param("HANGRY", "hungry", True, id="capitals"),
        pytest.param("sentance", "sentence", False, id="vowels"),
        pytest.param("hun\N{LATIN CAPITAL LETTER I WITH DOT ABOVE}ry", "hungry", False, id="longer-in-lower-case"),
    ],
)
def test_a_typo_of_neither_hand_nor_ear(word: str, other: str, *, odd: bool) -> None:
    assert is_odd_typo(word, other) is odd


def test_a_letter_by_itself_may_be_a_term() -> None:
    assert _may_be_a_term("x", "", shipped())


@pytest.mark.parametrize(
    ("word", "other", "is_common"),
    [
        pytest.param("seperate", "separate", True, id="no-other-word"),
        pytest.param("compite", "compute", False, id="another-word-as-near"),
    ],
)
def test_a_vowel_for_another_is_a_common_typo_where_one_word_alone_is_near(
    word: str, other: str, *, is_common: bool
) -> None:
    assert is_common_typo(word, other, shipped()) is is_common
