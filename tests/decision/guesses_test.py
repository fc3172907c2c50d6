from __future__ import annotations

import pytest

from tests.decision.examples import changed
from weave_fix.decision import AnalysisContext, analyze
from weave_fix.decision.guesses import KNOWN
from weave_fix.evidence.language.source import LanguageSource
from weave_fix.language.model_file import shipped
from weave_fix.records import Base, Document, FilePatch, encode
from weave_fix.vocabulary.lookup import EmptyVocabulary

PAGE = """The old mill stands beside the river, and each wheel that turns there has a name.

Visitors may see the wheels on market days, if the water is high enough for them.
"""


def look(now: str, base: str) -> FilePatch:
    """Look at a text with its base, the language beside it."""
    context = AnalysisContext(EmptyVocabulary(), LanguageSource(shipped()))
    return analyze(Document("a.md", encode(now), now), [Base(base, "0" * 40, "a.md")], context)


def test_a_broken_word_is_not_taken_for_another_than_the_base_has() -> None:
    patch = look(changed(PAGE, ("and each wheel", "and each each whele")), PAGE)
    assert "whole" not in patch.text_after
    assert KNOWN in {refusal.reason for refusal in patch.refused}


@pytest.mark.parametrize(
    ("before", "now", "sound"),
    [
        pytest.param("beside the river", "besdie the the river", "beside the river", id="side-by-side"),
        pytest.param("the wheels on market days", "teh the wheels on market days", None, id="word-again"),
        pytest.param(
            "each wheel that turns", "each whole that turns recieve", "each whole that turns receive", id="new"
        ),
        pytest.param("has a name", "has a knwon name", "has a known name", id="word-that-the-base-has-not"),
    ],
)
def test_what_the_base_does_not_speak_against_is_mended(before: str, now: str, sound: str | None) -> None:
    patch = look(changed(PAGE, (before, now)), PAGE)
    assert patch.text_after == (PAGE if sound is None else changed(PAGE, (before, sound)))


def test_two_typos_side_by_side_are_mended() -> None:
    page = changed(PAGE, ("The old mill", "The old mill, which reads its water,"))
    assert look(changed(page, ("which reads its", "which which raeds its")), page).text_after == page
