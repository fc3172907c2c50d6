"""Which two words that are written as one may be a term."""

from __future__ import annotations

import pytest

from weave_fix.language import ngram_model
from weave_fix.language.compounds import most_apart
from weave_fix.records import Applicability

SAFE, UNSAFE, SHOWN = Applicability.SAFE, Applicability.UNSAFE, Applicability.DISPLAY_ONLY


@pytest.mark.parametrize(
    ("first", "second", "most"),
    [
        pytest.param("the", "mill", SAFE, id="article"),
        pytest.param("bread", "and", SAFE, id="conjunction"),
        pytest.param("of", "a", SAFE, id="two-function-words"),
        pytest.param("with", "their", SAFE, id="two-long-function-words"),
        pytest.param("these", "mills", SAFE, id="determiner"),
        pytest.param("ten", "minutes", SAFE, id="numeral"),
        pytest.param("mills", "old", SAFE, id="plural"),
        pytest.param("oldest", "mill", SAFE, id="superlative"),
        pytest.param("test", "benches", SHOWN, id="no-superlative"),
        pytest.param("base", "of", UNSAFE, id="what-programs-write"),
        pytest.param("door", "of", SAFE, id="thing-before-of"),
        pytest.param("seed", "phrase", SHOWN, id="no-participle"),
        pytest.param("runs", "slowly", SAFE, id="adverb"),
        pytest.param("up", "to", SAFE, id="short-turn-of-phrase"),
        pytest.param("in", "spite", SAFE, id="turn-of-phrase"),
        pytest.param("no", "longer", SAFE, id="turn-of-phrase-with-no"),
        pytest.param("a", "non", SHOWN, id="word-that-begins-like-two"),
        pytest.param("a", "none", SAFE, id="article-before-a-word"),
        pytest.param("if", "not", UNSAFE, id="two-short-function-words"),
        pytest.param("on", "value", UNSAFE, id="particle-before"),
        pytest.param("start", "up", UNSAFE, id="particle-behind"),
        pytest.param("hook", "wrapper", SHOWN, id="two-things"),
        pytest.param("class", "name", SHOWN, id="no-plural"),
        pytest.param("super", "trait", SHOWN, id="prefix"),
    ],
)
def test_how_far_two_words_may_be_parted(first: str, second: str, most: Applicability) -> None:
    assert most_apart(first, second, ngram_model.shipped()) is most
