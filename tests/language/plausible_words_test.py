"""Words that nobody knows and that may be words all the same."""

from __future__ import annotations

import pytest

from weave_fix.language.analyzed_document import AnalyzedDocument
from weave_fix.language.ngram_model import shipped
from weave_fix.language.plausible_words import has_rival_on_page, may_be_a_term, respells_a_name
from weave_fix.records import Document, Edit
from weave_fix.vocabulary.lookup import EmptyVocabulary


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


def test_a_letter_by_itselfmay_be_a_term() -> None:
    assert may_be_a_term("x", "", shipped())


@pytest.mark.parametrize(
    ("text", "has_rival"),
    [
        pytest.param("State your expectations. Use one expection a day.", True, id="two-letters-lost"),
        pytest.param("State your exceptions. Use one expection a day.", False, id="the-word-of-the-page"),
        pytest.param("State your wishes. Use one expection a day.", False, id="no-other-word"),
    ],
)
def test_a_word_of_the_page_may_have_lost_two_letters(text: str, has_rival: bool) -> None:
    document = AnalyzedDocument(Document("a.md", text.encode(), text), shipped(), EmptyVocabulary())
    assert has_rival_on_page("expection", "exception", document) is has_rival
