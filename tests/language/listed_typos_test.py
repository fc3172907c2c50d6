"""What the list of common misspellings says of a word, and where that repairs a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from weave_fix import check_text
from weave_fix.language import listed_typos
from weave_fix.language.listed_typos import listed_word, listed_words

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def no_list(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Take codespell for not installed."""
    listed_typos._every_line.cache_clear()
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    yield
    listed_typos._every_line.cache_clear()


def safe_words(text: str) -> list[tuple[str, str]]:
    """Return what is repaired in `text` by default: what stands there, and what stands there then."""
    found = (edit for finding in check_text(text) if str(finding.applicability) == "safe" for edit in finding.edits)
    return [(edit.before, edit.after) for edit in found]


@pytest.mark.parametrize(
    ("typo", "word"),
    [
        pytest.param("documenation", "documentation", id="typo"),
        pytest.param("Documenation", "documentation", id="capital"),
        pytest.param("documentation", "", id="word"),
        pytest.param("temporarly", "", id="two-words-may-be-meant"),
        pytest.param("arent", "", id="two-words"),
        pytest.param("teh", "", id="short"),
        pytest.param("collapsable", "", id="variant"),
        pytest.param("unparseable", "", id="another-variant"),
        pytest.param("informations", "", id="plural"),
        pytest.param("requestors", "", id="variant-by-sound"),
        pytest.param("invokable", "", id="variant-by-its-verb"),
        pytest.param("dependees", "", id="to-whom-it-is-done"),
        pytest.param("transferrin", "", id="specialist-word"),
        pytest.param("collectin", "", id="another-specialist-word"),
        pytest.param("docum\u00e9nation", "", id="no-ascii"),
        pytest.param("doc->", "", id="no-word"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_the_word_that_is_meant(typo: str, word: str) -> None:
    assert listed_word(typo) == word


def test_all_words_that_may_be_meant() -> None:
    assert listed_words("temporarly") == ("temporarily", "temporary")


@pytest.mark.usefixtures("no_list")
def test_without_codespell_no_word_is_listed() -> None:
    assert listed_words("documenation") == ()
    assert safe_words("They read the documenation of it, and that was all that they had.\n")


@pytest.mark.parametrize(
    ("text", "repairs"),
    [
        pytest.param(
            "## Instalation\n\nThis is what you should have.\n", [("Instalation", "Installation")], id="heading"
        ),
        pytest.param(
            "It is what they have.\n\n- Programaticaly made\n", [("Programaticaly", "Programmatically")], id="item"
        ),
        pytest.param("You can easily have a more optimzed mill.\n", [("optimzed", "optimized")], id="in-a-sentence"),
        pytest.param(
            "What is meant is occuring when they open it.\n", [("occuring", "occurring")], id="known-to-the-model"
        ),
        pytest.param("The Instalation Guild is what you should join.\n", [], id="name-inside-a-sentence"),
        pytest.param("# Tesselator\n\nWhat you should have is `npm i tesselator`.\n", [], id="name-in-code"),
        pytest.param("Hier ist eine instalation, und das ist nicht gut.\n", [], id="another-language"),
        pytest.param('Many write `instalation`, and "instalation" too, when they should not.\n', [], id="mentioned"),
        pytest.param(
            "The rule is named detect-instalation-cookie and that is what you have.\n", [], id="part-of-a-name"
        ),
        pytest.param("- What you should read is by Hal Varian\n- What is by Avner Greif\n", [], id="surnames"),
        pytest.param("**TODO: benjamn** should do what you have.\n", [], id="name-in-lower-case"),
        pytest.param("r[mill.wheel.number-recievers] is what you should have.\n", [], id="dotted-name"),
        pytest.param("Here is what you have: sittin \u2192 sittin**g**.\n", [], id="becomes-another-word"),
        pytest.param("This is what they mended: accessable -> accessible.\n", [], id="mended"),
        pytest.param("What you have is a part of the sub-setted font.\n", [], id="part-behind-a-hyphen"),
        pytest.param("Welp, that is what you should have said.\n", [], id="slang"),
    ],
)
def test_what_is_repaired_by_the_list(text: str, repairs: list[tuple[str, str]]) -> None:
    assert safe_words(text) == repairs


def test_of_the_places_of_a_typo_those_in_names_stay() -> None:
    text = "# Find a missconfiguration\n\nThe rule find-missconfiguration-mill says what you should have.\n"
    edits = [edit for finding in check_text(text) for edit in finding.edits]
    assert [edit.start < text.index("\n") for edit in edits] == [True]


def test_every_word_of_the_list_is_found() -> None:
    """It is ordered without regard to capitals: `Amercia` stands between `amensty` and `amercian`."""
    rows = (line.partition("->") for line in listed_typos._every_line().decode().splitlines())
    typos = [typo for typo, _, _ in rows if typo.isascii() and typo.isalpha()]
    assert len(typos) > 50_000
    assert [typo for typo in typos if not listed_words(typo, letters=1)] == []
