from __future__ import annotations

import pytest

from weave_fix.evidence.history.intent.vocabulary import Vocabulary
from weave_fix.language import ngram_model

KNOWN = Vocabulary(ngram_model.shipped(), frozenset({"Warre", "queenless"}), frozenset({"combcutter"}).__contains__)


@pytest.mark.parametrize("word", ["lid", "Lid", "lid's", "12", "Warre", "Queenless", "CombCutter"])
def test_a_word_is_known_from_the_language_the_base_or_the_repository(word: str) -> None:
    assert KNOWN.knows(word)


@pytest.mark.parametrize("word", ["", "lidd", "qzx", "warre", "a1b"])
def test_other_words_are_not(word: str) -> None:
    assert not KNOWN.knows(word)


@pytest.mark.parametrize("word", ["lid", "Lid", "weather"])
def test_a_plain_word(word: str) -> None:
    assert KNOWN.is_plain(word)


@pytest.mark.parametrize("word", ["", "London", "LID", "lId", "lid2", "lidd", "well-known"])
def test_no_plain_word(word: str) -> None:
    assert not KNOWN.is_plain(word)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("knead the dough with a wet hand", id="kitchen"),
        pytest.param("then purl and knit the sleeves with a thin yarn", id="knitting"),
        pytest.param("what the mare and her foals have eaten", id="stable"),
        pytest.param("open the file and read the first line", id="computers"),
        pytest.param("ein Haus", id="too-short-to-tell"),
        pytest.param("", id="nothing"),
    ],
)
def test_english_of_a_narrow_field_is_no_other_language(text: str) -> None:
    assert not KNOWN.is_foreign(text.split())


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("den Teig mit nasser Hand kneten", id="german"),
        pytest.param("Teig mehrmals kneten", id="german-without-particles"),
        pytest.param("amassar a massa com a m\u00e3o molhada", id="portuguese"),
        pytest.param("p\u00e9trir la p\u00e2te avec une main mouill\u00e9e", id="french"),
        pytest.param("impastare con la mano bagnata", id="italian"),
        pytest.param("kneed het deeg met een natte hand", id="dutch"),
        pytest.param("zagnie\u015b\u0107 ciasto mokr\u0105 r\u0119k\u0105", id="polish"),
        pytest.param("knead adonan dengan tangan basah", id="indonesian"),
    ],
)
def test_other_languages_are_told(text: str) -> None:
    assert KNOWN.is_foreign(text.split())
