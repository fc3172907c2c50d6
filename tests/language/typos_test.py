from __future__ import annotations

import pytest

from weave_fix.language.ngram_model import shipped
from weave_fix.language.typos import is_common_typo, is_odd_typo, is_plain_typo, lacks_a_double


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
        pytest.param("setable", "stable", id="of-a-short-verb"),
        pytest.param("reviewees", "reviewers", id="to-whom-it-is-done"),
        pytest.param("merkelized", "merklized", id="seldom-one"),
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


@pytest.mark.parametrize(
    ("word", "other", "is_common"),
    [
        pytest.param("seperate", "separate", True, id="no-other-word"),
        pytest.param("compite", "compute", False, id="another-word-as-near"),
        pytest.param("absense", "absence", True, id="by-sound"),
        pytest.param("condense", "condence", False, id="a-word"),
    ],
)
def test_a_letter_for_another_is_a_common_typo_where_one_word_alone_is_near(
    word: str, other: str, *, is_common: bool
) -> None:
    assert is_common_typo(word, other, shipped()) is is_common


@pytest.mark.parametrize(
    ("word", "other", "lacks"),
    [
        pytest.param("droped", "dropped", True, id="past"),
        pytest.param("mimicing", "mimicking", True, id="by-a-k"),
        pytest.param("adress", "address", True, id="everyday-word"),
        pytest.param("benched", "bencched", False, id="no-other-word"),
        pytest.param("pluging", "plugging", False, id="another-word-as-near"),
        pytest.param("flikr", "flickr", False, id="name"),
        pytest.param("Adress", "Address", False, id="capital"),
        pytest.param("canceled", "cancelled", False, id="american"),
    ],
)
def test_a_letter_that_belongs_there_twice(word: str, other: str, *, lacks: bool) -> None:
    assert lacks_a_double(word, other, shipped()) is lacks
