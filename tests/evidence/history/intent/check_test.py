from __future__ import annotations

import pytest

from tests.evidence.history.intent.looks import comparison_of, page, passage_of, verdict
from weave_fix.evidence.history.intent.check import IntentCheck
from weave_fix.evidence.history.intent.own_sentences import takes_a_sentence
from weave_fix.evidence.history.intent.reasons import UNTOLD, Intent, Reason
from weave_fix.language import ngram_model
from weave_fix.records import Candidate, Edit


def check(base: str, now: str) -> IntentCheck:
    return IntentCheck(comparison_of(base, now), ngram_model.shipped(), frozenset[str]().__contains__)


@pytest.mark.parametrize("now", ["", "a", "a b"])
@pytest.mark.parametrize("base", ["", "a", "b c"])
def test_no_edit_raises_however_short_the_text(base: str, now: str) -> None:
    for start in range(len(now) + 1):
        for end in range(start, len(now) + 1):
            for after in ("", "x", "x y", " "):
                edit = Edit(start, end, now[start:end], after)
                assert check(base, now).of(Candidate("", (edit,), ""), 9.0).intent in Intent


def test_nothing_is_said_of_no_edit() -> None:
    assert check("a", "b").of(Candidate("", (), ""), 9.0) == UNTOLD


def test_two_edits_near_each_other_are_one_change() -> None:
    base, now = page("Put the lid on the box."), page("Put the on lid the box.")
    at = now.index("on lid")
    edits = (Edit(at, at + 3, "on ", ""), Edit(at + 6, at + 6, "", " on"))
    assert check(base, now).of(Candidate("", edits, ""), -9.0).reason is Reason.NEVER_ORDERED_SO


def test_a_word_of_the_repository_is_no_typo() -> None:
    before, after = "The temperature matters.", "The temperatre matters."
    assert verdict(before, after) == Reason.MISSPELLED.broken
    assert verdict(before, after, repository=["temperatre"]) == Reason.WORD.intended


def test_one_replacement_at_two_places_is_intended() -> None:
    base, now = page("A smoker, a smoker."), page("A smokeer, a smokeer.")
    at = now.index("smokeer")
    candidate = Candidate("", (Edit(at, at + 7, "smokeer", "smoker"),), "")
    assert check(base, now).of(candidate, 9.0) == Reason.REPEATED.intended


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("Put the lid on. Wait.", "Put the lixq#. I never wait for the rain. Wait.", id="behind-damage"),
        pytest.param("Put the lid on. Wait.", "I never wait for the rain. Put lixq on. Wait.", id="before-damage"),
    ],
)
def test_a_sentence_of_ones_own_keeps_the_change(before: str, after: str) -> None:
    passage = passage_of(before, after)
    assert takes_a_sentence(passage.edit, passage.texts, passage.vocabulary)
    assert verdict(before, after, score=2.5).intent is Intent.INTENDED


def test_a_sentence_of_the_base_is_none_of_ones_own() -> None:
    before = "Put the lid on. Wait for the rain."
    passage = passage_of(before, before.replace("Put", "Wait for the rain. Puxt"))
    assert not takes_a_sentence(passage.edit, passage.texts, passage.vocabulary)


@pytest.mark.parametrize(
    ("after", "score", "intent"),
    [
        pytest.param("Both of them have of a key to the shed there.", 3.0, Intent.BROKEN, id="copy-and-sure"),
        pytest.param("Both of them have of a key to the shed there.", 2.5, Intent.OPEN, id="copy-and-less-sure"),
        pytest.param("Both of them have at a key to the shed there.", 3.0, Intent.OPEN, id="no-copy"),
    ],
)
def test_a_copy_of_a_word_nearby_breaks_a_sentence_where_history_is_sure(
    after: str, score: float, intent: Intent
) -> None:
    assert verdict("Both of them have a key to the shed there.", after, score=score).intent is intent


def test_the_words_of_an_address_are_of_no_language() -> None:
    before = "See [the notes](https://notes.example/wasps/hornets/Imkerei) of the keepers, which are free."
    assert verdict(before, before.replace("notes.example/wasps/", "")).reason is not Reason.ANOTHER_LANGUAGE
    foreign = "Siehe [die Notizen](https://notes.example/wasps) der Imker, und sie ist nicht teuer."
    assert verdict(before, foreign).reason is Reason.ANOTHER_LANGUAGE
