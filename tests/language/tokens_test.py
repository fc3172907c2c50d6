from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from weave_fix.language.tokens import NUMBER, TOKEN, fold, is_word, keys

QUOTE = "\N{RIGHT SINGLE QUOTATION MARK}"
TEXTS = st.text(
    alphabet=st.one_of(st.sampled_from(f"ab1_' \n{QUOTE}.İΣσßǅﬁé\u0301٣½\udce4"), st.characters()), max_size=30
)


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        pytest.param("The fence, by far.", ["The", "fence", ",", "by", "far", "."], id="prose"),
        pytest.param("don't rock'n'roll", ["don't", "rock'n'roll"], id="an-apostrophe-inside-joins"),
        pytest.param(f"don{QUOTE}t", [f"don{QUOTE}t"], id="a-typographic-one-too"),
        pytest.param("'tis the boys' own", ["'", "tis", "the", "boys", "'", "own"], id="quotes-at-the-ends-do-not"),
        pytest.param("the 90's, 5'3", ["the", "90's", ",", "5", "'", "3"], id="behind-it-stands-a-letter"),
        pytest.param("snake_case __x__", ["snake", "_", "case", "_", "_", "x", "_", "_"], id="underscores-part"),
        pytest.param("x86 3.14", ["x86", "3", ".", "14"], id="digits"),
        pytest.param("re-do... (so)", ["re", "-", "do", ".", ".", ".", "(", "so", ")"], id="each-mark-for-itself"),
        pytest.param("Über naïve 日本", ["Über", "naïve", "日本"], id="letters-beyond-ascii"),
        pytest.param("e\N{COMBINING ACUTE ACCENT}t", ["e", "\N{COMBINING ACUTE ACCENT}", "t"], id="combining-mark"),
        pytest.param("a\udce4b", ["a", "\udce4", "b"], id="a-byte-that-is-no-text"),
        pytest.param(" \t\r\n\u2028", [], id="white-space"),
        pytest.param("", [], id="empty"),
    ],
)
def test_tokens(text: str, tokens: list[str]) -> None:
    assert TOKEN.findall(text) == tokens


@given(TEXTS)
def test_no_character_but_white_space_is_lost(text: str) -> None:
    assert "".join(TOKEN.findall(text)) == "".join(text.split())


@pytest.mark.parametrize(
    ("token", "key"),
    [
        pytest.param("Fence", "fence", id="case"),
        pytest.param(f"Don{QUOTE}t", "don't", id="apostrophe"),
        pytest.param("1234", NUMBER, id="number"),
        pytest.param("٣٤", NUMBER, id="digits-of-another-script"),
        pytest.param("x86", "x86", id="a-digit-makes-no-number"),
        pytest.param("½", "½", id="nor-does-a-fraction"),
        pytest.param(".", ".", id="mark"),
        pytest.param("STRASSE", "strasse", id="lower-case-and-no-more"),
    ],
)
def test_fold(token: str, key: str) -> None:
    assert fold(token) == key


@given(TEXTS)
def test_a_key_is_its_own_key(text: str) -> None:
    for token in TOKEN.findall(text):
        assert fold(fold(token)) == fold(token)


@given(TEXTS)
@example("İstanbul")
@example("Α.Σ ΟΔΟΣ Σ")
@example(f"{QUOTE}a{QUOTE}B 12")
def test_the_keys_of_a_text_are_those_of_its_tokens(text: str) -> None:
    assert keys(text) == [fold(token) for token in TOKEN.findall(text)]


@pytest.mark.parametrize(
    ("token", "word"), [("a", True), ("É", True), ("x86", True), ("3d", False), (".", False), ("_", False)]
)
def test_a_word_begins_with_a_letter(token: str, word: bool) -> None:
    assert is_word(token) is word
