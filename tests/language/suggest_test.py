from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from weave_fix.language.ngram_model import shipped
from weave_fix.language.suggest import LONG, MAX_SUGGESTIONS, anagrams, match_case, suggest

LETTERS = st.text("abcdefghijklmnopqrstuvwxyzéß'", min_size=1, max_size=12).filter(lambda word: word[0].isalpha())


@pytest.mark.parametrize(
    ("word", "sound"),
    [
        pytest.param("recieve", "receive", id="exchanged"),
        pytest.param("adress", "address", id="lost"),
        pytest.param("tommorrow", "tomorrow", id="put-in"),
        pytest.param("definately", "definitely", id="replaced"),
        pytest.param("accomodatoin", "accommodation", id="two-typos-in-a-long-word"),
        pytest.param("hte", "the", id="first-letters-exchanged"),
        pytest.param("nother", "another", id="first-letter-lost"),
        pytest.param("xwater", "water", id="a-letter-put-before"),
        pytest.param("jouse", "house", id="first-letter-replaced"),
        pytest.param("dont", "don't", id="apostrophe-lost"),
    ],
)
def test_near_words(word: str, sound: str) -> None:
    assert sound in dict(suggest(word, shipped()))


@pytest.mark.parametrize(
    ("word", "other"),
    [
        pytest.param("wlkas", "walks", id="two-typos-in-a-short-word"),
        pytest.param("hausxx", "house", id="far"),
        pytest.param("yzceive", "receive", id="two-typos-at-the-beginning"),
    ],
)
def test_words_that_are_not_near(word: str, other: str) -> None:
    assert other not in dict(suggest(word, shipped()))


@settings(deadline=None, max_examples=60)
@given(LETTERS)
def test_near_words_are_sound_few_and_in_order(word: str) -> None:
    counts = shipped()
    found = suggest(word, counts)
    assert len(found) <= MAX_SUGGESTIONS
    assert word not in dict(found)
    assert all(counts.is_valid(other) for other, _ in found)
    assert {distance for _, distance in found} <= ({1, 2} if len(word) >= LONG else {1})
    order = [(distance, -counts.count(other)) for other, distance in found]
    assert order == sorted(order)


@pytest.mark.parametrize(
    ("word", "sound"),
    [
        pytest.param("sricatase", "staircase", id="long"),
        pytest.param("tkoen", "token", id="two-neighbours"),
        pytest.param("wrtie", "write", id="short"),
    ],
)
def test_anagrams(word: str, sound: str) -> None:
    assert sound in anagrams(word, shipped())


@settings(deadline=None, max_examples=60)
@given(LETTERS)
def test_an_anagram_has_the_letters_of_the_word_and_its_ends(word: str) -> None:
    for other in anagrams(word, shipped()):
        assert sorted(other) == sorted(word)
        assert (other[0], other[-1]) == (word[0], word[-1])
        assert other != word


@pytest.mark.parametrize("word", ["a", "of", "teh"])
def test_a_word_without_two_inner_letters_has_no_anagram(word: str) -> None:
    assert anagrams(word, shipped()) == []


@pytest.mark.parametrize(
    ("word", "other", "written"),
    [
        pytest.param("recieve", "receive", "receive", id="lower"),
        pytest.param("Recieve", "receive", "Receive", id="raised"),
        pytest.param("RECIEVE", "receive", "RECEIVE", id="upper"),
        pytest.param("reCieve", "receive", "receive", id="mixed"),
    ],
)
def test_written_like(word: str, other: str, written: str) -> None:
    assert match_case(word, other) == written
