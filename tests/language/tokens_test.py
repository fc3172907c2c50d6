from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from weave_fix.language.tokens import (
    LOWER,
    MIXED,
    NONE,
    NUMBER,
    PIECE,
    TITLE,
    TOKEN,
    UPPER,
    case,
    is_word,
    normalize,
    normalized_tokens,
    split_piece,
)
from weave_fix.markdown.masking import BLOCK, HIDDEN, MASK, masked_text

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
    assert normalize(token) == key


@given(TEXTS)
def test_a_key_is_its_own_key(text: str) -> None:
    for token in TOKEN.findall(text):
        assert normalize(normalize(token)) == normalize(token)


@given(TEXTS)
@example("İstanbul")
@example("Α.Σ ΟΔΟΣ Σ")
@example(f"{QUOTE}a{QUOTE}B 12")
def test_the_keys_of_a_text_are_those_of_its_tokens(text: str) -> None:
    assert normalized_tokens(text) == [normalize(token) for token in TOKEN.findall(text)]


@pytest.mark.parametrize(
    ("token", "word"), [("a", True), ("É", True), ("x86", True), ("3d", False), (".", False), ("_", False)]
)
def test_a_word_begins_with_a_letter(token: str, word: bool) -> None:
    assert is_word(token) is word


@pytest.mark.parametrize(
    ("token", "written"),
    [
        pytest.param("fence", LOWER, id="lower"),
        pytest.param("don't", LOWER, id="lower-with-an-apostrophe"),
        pytest.param("Fence", TITLE, id="raised"),
        pytest.param("I", TITLE, id="one-capital-is-raised"),
        pytest.param("Don't", TITLE, id="raised-with-an-apostrophe"),
        pytest.param("HTML", UPPER, id="upper"),
        pytest.param("H2O", UPPER, id="upper-with-a-digit"),
        pytest.param("x86", LOWER, id="lower-with-a-digit"),
        pytest.param("JavaScript", MIXED, id="capital-inside"),
        pytest.param("tHe", MIXED, id="capital-inside-alone"),
        pytest.param("O'Brien", MIXED, id="capital-behind-an-apostrophe"),
        pytest.param("Über", TITLE, id="capital-beyond-ascii"),
        pytest.param("日本", TITLE, id="letters-without-case"),
        pytest.param("12", NONE, id="number"),
        pytest.param("3D", NONE, id="a-digit-first"),
        pytest.param(".", NONE, id="mark"),
        pytest.param(MASK, NONE, id="barrier"),
    ],
)
def test_case(token: str, written: int) -> None:
    assert case(token) == written


@pytest.mark.parametrize(
    ("piece", "token", "glued"),
    [
        pytest.param("word", "word", True, id="nothing-before-it"),
        pytest.param(" word", "word", False, id="a-space"),
        pytest.param(f"{HIDDEN}{HIDDEN}word", "word", True, id="marks-that-are-not-seen"),
        pytest.param(f"{HIDDEN} {HIDDEN}word", "word", False, id="a-space-among-them"),
        pytest.param("\r word", "word", False, id="end-of-a-line-on-windows"),
        pytest.param(f"\r{HIDDEN}word", "word", False, id="carriage-return-and-marks"),
        pytest.param(f" \N{NO-BREAK SPACE}{HIDDEN}\u2028word", "word", False, id="white-space-of-other-kinds"),
        pytest.param(f" {MASK}", MASK, False, id="barrier"),
        pytest.param(BLOCK, BLOCK, True, id="boundary"),
        pytest.param(f"{HIDDEN}.", ".", True, id="mark"),
    ],
)
def test_a_piece_is_a_token_with_what_stands_before_it(piece: str, token: str, glued: bool) -> None:
    assert PIECE.fullmatch(piece)
    assert split_piece(piece) == (token, glued)


VIEWS = st.text(st.sampled_from(f"ab1_' \n\r\N{NO-BREAK SPACE}\u2028{QUOTE}.é{MASK}{BLOCK}{HIDDEN}\udce4"), max_size=30)


@given(VIEWS)
@example(f"a{HIDDEN} \u2028{HIDDEN}b {HIDDEN}")
def test_the_pieces_of_a_view_are_all_of_it_up_to_its_last_token(text: str) -> None:
    pieces = PIECE.findall(text)
    assert text.startswith("".join(pieces))
    assert text[len("".join(pieces)) :].replace(HIDDEN, "").strip() == ""
    tokens = [split_piece(piece) for piece in pieces]
    assert [token for token, _ in tokens] == TOKEN.findall(text.replace(HIDDEN, " ")) or HIDDEN in text
    for piece, (token, glued) in zip(pieces, tokens, strict=True):
        assert piece.endswith(token)
        lead = piece[: len(piece) - len(token)]
        assert glued is not any(char.isspace() for char in lead)
        assert lead.replace(HIDDEN, "").strip() == ""


@given(TEXTS)
def test_the_pieces_of_a_text_end_in_its_tokens(text: str) -> None:
    seen = masked_text(text)
    ends = [match.end() for match in PIECE.finditer(seen)]
    for match, end in zip(PIECE.finditer(seen), ends, strict=True):
        token, _ = split_piece(match[0])
        assert seen[end - len(token) : end] == token
