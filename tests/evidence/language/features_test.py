from __future__ import annotations

import pytest

from weave_fix.edits import FAR
from weave_fix.evidence.language.context import STRANGE
from weave_fix.evidence.language.features import LanguageFeatures
from weave_fix.language.analyzed_document import AnalyzedDocument
from weave_fix.language.ngram_model import shipped
from weave_fix.records import Candidate, Document, Edit
from weave_fix.vocabulary.lookup import EmptyVocabulary

TEXT = "The gardener waters the the beds in the morning, and then he rests in the shade of the old tree.\n"


def wording(text: str) -> LanguageFeatures:
    return LanguageFeatures(AnalyzedDocument(Document("a.md", text.encode(), text), shipped(), EmptyVocabulary()))


def replace(text: str, before: str, after: str, signature: str = "misspelled_word") -> Candidate:
    start = text.index(before)
    return Candidate(signature, (Edit(start, start + len(before), before, after),), "")


def test_a_likelier_text_gains() -> None:
    asked = wording(TEXT)
    assert asked.gain(replace(TEXT, "the the", "the")) > 5
    assert asked.gain(replace(TEXT, "morning", "mroning")) < STRANGE[0] / 2


def test_a_strange_word_is_the_less_likely_the_odder_it_is_spelled() -> None:
    asked = wording(TEXT)
    plausible, odd = (asked.gain(replace(TEXT, "morning", word)) for word in ("marnings", "mxqrnzgk"))
    assert odd < plausible < 0


def test_a_doubled_word_is_told_from_one_that_stands_elsewhere() -> None:
    asked = wording(TEXT)
    double = asked.extract(replace(TEXT, "the the", "the", "duplicate_word"), 0, FAR)
    assert double["weak pairs now"] > double["weak pairs then"]
    taken = replace(TEXT, "the the ", "the ", "duplicate_word").edits[0]
    bare = Candidate("duplicate_word", (Edit(taken.start, taken.start + 4, "the ", ""),), "")
    assert asked.extract(bare, 0, FAR)["doubled word"]


@pytest.mark.parametrize(
    ("word", "tokens"),
    [
        pytest.param("the ", 1, id="twice-side-by-side"),
        pytest.param("in ", 8, id="further-on"),
        pytest.param("beds ", FAR, id="never"),
    ],
)
def test_in_how_many_tokens_a_word_stands_once_more(word: str, tokens: float) -> None:
    start = TEXT.index(word)
    taken = Candidate("duplicate_word", (Edit(start, start + len(word), word, ""),), "")
    assert wording(TEXT).extract(taken, 0, FAR)["once more in"] == tokens


def test_a_listed_word_is_likelier_than_an_unknown_one_and_less_likely_than_a_known_one() -> None:
    text = TEXT.replace("morning", "quahog")
    counts = shipped()
    assert (counts.count("quahog"), counts.in_word_list("quahog")) == (0, True), "the text does not have it"
    asked = wording(text)
    assert asked.gain(replace(text, "quahog", "morning")) > 0 > asked.gain(replace(text, "quahog", "quohag"))


def test_words_that_no_list_has_are_counted() -> None:
    found = wording(TEXT).extract(replace(TEXT, "morning", "mroning"), 0, FAR)
    assert (found["unlisted now"], found["unlisted then"]) == (0, 1)
