from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.leave_alone import HERE
from weave_fix.language import tokenized_document
from weave_fix.language.analyzed_document import AnalyzedDocument
from weave_fix.language.ngram_model import shipped
from weave_fix.markdown.masking import BLOCK, MASK
from weave_fix.records import Document, encode
from weave_fix.vocabulary.lookup import EmptyVocabulary, Vocabulary

ENGLISH = "The controller reads four sensors every ten seconds and opens the vents when the air is too warm."
GERMAN = "Eine Sicherung, die niemand je zurückgespielt hat, ist keine Sicherung, sondern eine bloße Hoffnung."
FRENCH = "Le pain est posé sur la table, et les enfants attendent que leur grand-mère revienne du marché voisin."
CHINESE = "这本书讲述了茶叶的历史,以及人们在不同的季节里如何泡茶和喝茶。春天的茶最香,秋天的茶味道更浓。"
TEXTS = st.lists(
    st.one_of(
        st.sampled_from(
            ["word ", "The ", "\n", "\n\n", "\r\n", "- ", "> ", "`x` ", "*", "# ", "|", "```\n", ". ", "\u2028"]
        ),
        st.text(max_size=4),
    ),
    max_size=30,
).map("".join)


class Knows(EmptyVocabulary):
    """Knows a few words."""

    def __init__(self, *words: str) -> None:
        self._words = set(words)

    def known_among(self, words: Iterable[str]) -> set[str]:
        return self._words & set(words)


def page(text: str, *spans: tuple[int, int], vocabulary: Vocabulary | None = None) -> AnalyzedDocument:
    """Return the page of a text; without spans all of it is checked."""
    return AnalyzedDocument(
        Document("a.md", encode(text), text), shipped(), vocabulary or EmptyVocabulary(), spans or None
    )


def words(found: AnalyzedDocument, numbers: Iterable[int] | None = None) -> list[str]:
    """Return the texts of tokens, of all but the edges if none are named."""
    chosen = range(1, len(found.tokens) - 1) if numbers is None else numbers
    return [found.tokens[at].text for at in chosen]


def test_a_text_is_cut_into_tokens_part_by_part(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "A *long* text: `code`, words and\n\n- more of them.\n"
    whole = page(text)
    monkeypatch.setattr(tokenized_document, "TOGETHER", 3)
    parts = page(text)
    assert (parts.tokens, parts.ends, parts.numbers) == (whole.tokens, whole.ends, whole.numbers)


@settings(deadline=None)
@given(TEXTS.filter(lambda text: not any(char in text for char in (MASK, BLOCK, "\ue002"))))
@example("")
@example("a\n\n```\ncode\n")
def test_each_token_stands_where_the_page_says(text: str) -> None:
    made = page(text)
    assert len(made.tokens) == len(made.ends) == len(made.numbers)
    assert made.tokens[0].text == made.tokens[-1].text == BLOCK
    assert list(made.ends) == sorted(made.ends)
    assert (made.ends[0], made.ends[-1]) == (0, len(text))
    for at in range(1, len(made.tokens) - 1):
        token, start, end = made.tokens[at], made.start(at), made.ends[at]
        assert made.masked_text[start:end] == token.text
        if made.is_plain(at):
            assert text[start:end] == token.text
            assert made.token_at(start) == made.token_at(end - 1) == at
        assert made.numbers[at] == token.number


@settings(deadline=None)
@given(TEXTS, st.lists(st.integers(0, 60), max_size=6).map(sorted))
def test_tokens_that_are_checked_touch_a_span_and_come_once(text: str, borders: list[int]) -> None:
    cuts = [min(border, len(text)) for border in borders]
    spans = [(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    made = page(text, *spans)
    places = list(made.tokens_in_scope())
    assert places == sorted(set(places))
    assert all(made.is_plain(at) for at in places)
    for at in range(1, len(made.tokens) - 1):
        inside = any(made.start(at) < b and a < made.ends[at] for a, b in spans)
        if inside and made.is_plain(at):
            assert at in places
    if not spans:
        assert places == [at for at in range(1, len(made.tokens) - 1) if made.is_plain(at)]


@pytest.mark.parametrize(
    ("spans", "place", "tried"),
    [
        pytest.param([], (0, 1), True, id="everything-without-spans"),
        pytest.param([(4, 8)], (5, 6), True, id="inside"),
        pytest.param([(4, 8)], (0, 9), True, id="around"),
        pytest.param([(4, 8)], (2, 4), True, id="touches-its-start"),
        pytest.param([(4, 8)], (8, 9), True, id="touches-its-end"),
        pytest.param([(4, 8)], (0, 3), False, id="before"),
        pytest.param([(4, 8)], (9, 12), False, id="behind"),
        pytest.param([(4, 4)], (4, 4), True, id="a-place-where-something-was-taken-out"),
        pytest.param([(4, 4)], (3, 3), False, id="beside-that-place"),
        pytest.param([(0, 1), (4, 5), (9, 10)], (6, 8), False, id="between-two"),
        pytest.param([(0, 1), (4, 5), (9, 10)], (6, 9), True, id="up-to-the-next"),
    ],
)
def test_what_is_checked(spans: list[tuple[int, int]], place: tuple[int, int], tried: bool) -> None:
    assert page("one two three", *spans).in_scope(*place) is tried


@pytest.mark.parametrize(
    ("spans", "tokens"),
    [
        pytest.param([(4, 7)], ["two", "three"], id="a-word-and-what-follows-it"),
        pytest.param([(5, 6)], ["two"], id="inside-a-word"),
        pytest.param([(8, 9), (10, 11)], ["three"], id="two-spans-in-one-word"),
    ],
)
def test_which_tokens_are_checked(spans: list[tuple[int, int]], tokens: list[str]) -> None:
    made = page("one two three four", *spans)
    assert set(tokens) <= set(words(made, made.tokens_in_scope()))
    assert "four" not in words(made, made.tokens_in_scope())


def test_code_is_not_checked_but_stands_between() -> None:
    made = page("Run `make` now.")
    assert words(made) == ["Run", MASK, "now", "."]
    assert words(made, made.tokens_in_scope()) == ["Run", "now", "."]


def test_glued_is_what_no_white_space_parts() -> None:
    made = page("A *bold* word, so.")
    assert [token.no_space_before for token in made.tokens[1:-1]] == [True, False, False, True, False, True]


@pytest.mark.parametrize(
    ("text", "word", "unit"),
    [
        pytest.param("# Head\n\nOne two.\n\nThree", "two", ["One", "two", "."], id="paragraph"),
        pytest.param("# Head\n\nOne two.", "Head", ["Head"], id="heading"),
        pytest.param("- one\n- two three\n", "two", ["two", "three"], id="list-item"),
        pytest.param("| a | b c |\n|---|---|\n| d | e |", "b", ["b", "c"], id="table-cell"),
        pytest.param("One\ntwo", "two", ["One", "two"], id="wrapped-lines"),
    ],
)
def test_a_unit_ends_at_boundaries(text: str, word: str, unit: list[str]) -> None:
    made = page(text)
    first, last = made.block(made.token_at(text.index(word)))
    assert words(made, range(first, last)) == unit


@pytest.mark.parametrize(
    ("text", "at", "known"),
    [
        pytest.param(ENGLISH, ENGLISH, True, id="english"),
        pytest.param(GERMAN, GERMAN, False, id="german"),
        pytest.param(FRENCH, FRENCH, False, id="french"),
        pytest.param(CHINESE, CHINESE, False, id="chinese"),
        pytest.param(f"{GERMAN}\n\n{ENGLISH}\n\n{GERMAN}", ENGLISH, True, id="english-among-german"),
        pytest.param(f"{ENGLISH}\n\n{GERMAN}\n\n{ENGLISH}", GERMAN, False, id="german-among-english"),
        pytest.param(f"- {ENGLISH}\n- {FRENCH}", FRENCH, False, id="french-list-item"),
        pytest.param(f"> {ENGLISH}\n\n{CHINESE}", ENGLISH, True, id="english-quote-above-chinese"),
        pytest.param(f"{ENGLISH}\n\n## Wiring\n\n{ENGLISH}", "Wiring", True, id="a-heading-is-read-with-its-text"),
        pytest.param(f"{GERMAN}\n\n## Kabel\n\n{GERMAN}", "Kabel", False, id="so-is-a-german-one"),
        pytest.param(
            "zxqv wrrt plmk ghtr bnnw kjjh qwwe rtty dfgg hjkl zxcc vbnm uiop", "zxqv", False, id="no-language"
        ),
        pytest.param("```\nls -l\n```\n", "ls", False, id="nothing-but-code"),
        pytest.param("", "", False, id="empty"),
    ],
)
def test_a_unit_is_read_in_its_language_or_not_at_all(text: str, at: str, known: bool) -> None:
    assert page(text).is_in_language(text.index(at)) is known


FOREIGN = ("chinese-tea", "dutch-bicycles", "french-bakery", "german-backup", "italian-kitchen", "japanese-railway")


@pytest.mark.parametrize("name", [*FOREIGN, "polish-beekeeping", "russian-telescope", "spanish-cooperative"])
def test_hardly_a_paragraph_of_a_foreign_page_passes_for_english(name: str) -> None:
    text = (HERE / f"{name}.md").read_text(encoding="utf-8")
    made = page(text)
    long = [line.start for line in made.blocks.lines if line.end - line.start > 70]
    english = [start for start in long if made.is_in_language(start)]
    assert len(english) <= 0.2 * len(long)


def test_strangers_are_known_to_nobody() -> None:
    text = "The old house stands beside the river. A frobnicator and a Wumpusx sit there, 12 becuase 3."
    made = page(text)
    assert words(made, made.oov) == ["frobnicator", "Wumpusx", "becuase"]
    known = page(text, vocabulary=Knows("frobnicator", "wumpusx"))
    assert words(known, known.oov) == ["becuase"]
    assert page(text, (0, 20)).oov == []


def test_a_clipped_word_is_no_stranger() -> None:
    made = page("He was frobnicatin' and wumpusin all day.")
    assert words(made, made.oov) == ["wumpusin"]


def test_words_go_to_the_next_white_space() -> None:
    text = "A (well-known) rule, so."
    made = page(text)
    word = made.word_from(2)
    assert text[word.start : word.end] == "(well-known)"
    assert words(made, range(word.first, word.last)) == ["(", "well", "-", "known", ")"]
    last = made.word_from(made.token_at(text.index("so")))
    assert text[last.start : last.end] == "so."


def test_code_is_a_word_and_ends_where_its_marks_do() -> None:
    text = "Set `a` to (``b ` c``), or `d`, in [`e`](f)."
    made = page(text)
    found = [made.word_from(at) for at in made.words()]
    shown = [text[word.start : word.end] for word in found]
    assert shown == ["Set", "`a`", "to", "(``b ` c``),", "or", "`d`,", "in"]
    assert [text[word.start : word.end] for word in found if not made.is_plain(word.first)] == ["`a`", "`d`,"]


def test_what_is_masked_and_no_code_ends_with_its_token() -> None:
    made = page("So <b> it is.")
    word = made.word_from(2)
    assert (word.start, word.end) == (3, 4)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# The Keeping of Many Bees", True),
        ("# How bees are kept", False),
        ("# On *Bees*", True),
        ("Plain words", False),
    ],
)
def test_a_title_has_capitals(text: str, title: bool) -> None:
    assert page(text).is_title(1) is title


def test_paragraphs_are_the_lines_of_prose_that_are_checked() -> None:
    text = "# Head\n\nOne.\n\n```\ncode\n```\n\n- two\n> three\n"
    assert [text[a:b] for a, b in page(text).paragraphs()] == ["One.", "- two", "> three"]
    at = text.index("two")
    assert [text[a:b] for a, b in page(text, (at, at + 1)).paragraphs()] == ["- two"]


def test_a_page_that_ends_in_much_code_is_read_to_its_end() -> None:
    # What stands behind the last token is looked at once: else this takes a minute.
    text = "One two.\n\n```\n" + "x = 1\n" * 20_000
    assert words(page(text)) == ["One", "two", "."]


def test_levels_and_counts_are_those_of_its_tokens() -> None:
    made = page((HERE / "minutes.md").read_text(encoding="utf-8"))
    assert len(made.quantized_pairs) == len(made.tokens)
    assert made.word_counts["the"] == words(made).count("the")


def test_oddly_written_words_are_known_but_for_a_capital() -> None:
    text = "ThE garden isH large, JavaScript is loud, and XyZzy is nobody.\n"
    document = AnalyzedDocument(Document("a.md", text.encode(), text), shipped(), EmptyVocabulary())
    assert [document.tokens[at].text for at in document.odd_case] == ["ThE", "isH"]


def test_weak_pairs_are_asked_by_token() -> None:
    text = "The garden of the house has the of it.\n"
    document = AnalyzedDocument(Document("a.md", text.encode(), text), shipped(), EmptyVocabulary())
    of = [at for at, token in enumerate(document.tokens) if token.text == "of"]
    assert [document.unlikely_pairs[at] for at in of] == [False, True]
    assert document.is_unlikely_pair(of[1] - 1, of[1])
    assert not document.is_unlikely_pair(of[0], of[0] + 1)


def test_affinities_are_of_each_token_and_the_one_before_it() -> None:
    text = "The garden of the house has the of it.\n"
    made = page(text)
    of = [at for at, token in enumerate(made.tokens) if token.text == "of"]
    assert made.pmis[of[0]] > 0 > made.pmis[of[1]]
    assert len(made.pmis) == len(made.tokens)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("We put ona coat and go.", ["ona"], id="short"),
        pytest.param("We put on a coat and go.", [], id="sound"),
        pytest.param("We walk to themusic hall.", [], id="a-stranger-is-looked-at-anyway"),
    ],
)
def test_short_words_may_be_two_run_together(text: str, found: list[str]) -> None:
    made = page(text)
    assert words(made, made.possible_compounds) == found


def test_a_short_word_that_the_repository_knows_is_no_two() -> None:
    assert page("We put ona coat and go.", vocabulary=Knows("ona")).possible_compounds == []


@pytest.mark.parametrize(
    ("word", "own"),
    [("Zyxel", True), ("Zyxel's", True), ("zyxel", False), ("Quorp", False)],
)
def test_a_page_has_words_of_its_own(word: str, own: bool) -> None:
    assert page("Zyxel is here. Zyxel is there, and Quorp is not.").is_document_word(word) is own


def test_words_that_are_written_in_more_than_one_way() -> None:
    found = page("The `fillTank` call.\n\n```\nfillTank filltank\n```\n\nSee x_fillTank and Call, but once.\n")
    assert found.forms == {"filltank": {"fillTank": 3, "filltank": 1}, "call": {"call": 1, "Call": 1}}
    assert found.places_of({"filltank", "Call"}) == {
        "filltank": found.text.index("filltank"),
        "Call": found.text.index("Call"),
    }
    assert found.places_of(set()) == {}
    dotted = page("\N{LATIN CAPITAL LETTER I WITH DOT ABOVE}stan istan iSTAN").forms
    assert dotted == {"istan": {"istan": 1, "iSTAN": 1}}


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        pytest.param("They recomended the seperate entrence.\n", True, id="a-sentence-of-typos"),
        pytest.param("The kat drinkt with melk.\n", False, id="short-words-of-another-language"),
        pytest.param("Bitte informieren the Direktion.\n", False, id="long-words-of-another-language"),
        pytest.param("Recomended seperate entrence.\n", False, id="no-word-that-only-english-has"),
    ],
)
def test_the_language_of_a_few_words_with_typos(text: str, is_told: bool) -> None:
    assert page(text).is_in_language(0) is is_told
