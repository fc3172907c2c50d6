from __future__ import annotations

import pytest

from weave_fix.evidence.language.candidates import candidates
from weave_fix.evidence.language.features import LanguageFeatures
from weave_fix.evidence.language.source import LanguageSource
from weave_fix.language.analyzed_document import AnalyzedDocument
from weave_fix.language.model_file import shipped
from weave_fix.records import Document
from weave_fix.signatures.delete_whitespace_character import BEHIND_A_STOP, BESIDE_A_MARK
from weave_fix.signatures.registry import subtype, veto_safe
from weave_fix.vocabulary.lookup import EmptyVocabulary

COUNTS = LanguageSource(shipped()).counts


@pytest.mark.parametrize(
    ("text", "before", "after", "meant"),
    [
        pytest.param("It was the mill *and!* the river beside it.", "!", "", True, id="exclaimed"),
        pytest.param("We walk to the mi!ll by the river.", "!", "", False, id="a-mark-in-a-word"),
        pytest.param("We read the outerHTML of the page.", "", " ", True, id="a-capital-parts-it"),
        pytest.param("We call theAPI of the mill.", "", " ", False, id="a-capital-behind-an-article"),
        pytest.param("We walk to theold mill by the river.", "", " ", False, id="two-words-run-together"),
        pytest.param("My sister Sylwia walks to the mill.", "Sylwia", "Sylvia", True, id="a-name"),
        pytest.param("The guide has alreadys told us about it.", "s", "", True, id="an-ending"),
        pytest.param("The value is falsey in that case.", "y", "", True, id="an-adjective"),
        pytest.param("The guide says nothting about it.", "t", "", False, id="a-letter-in-a-word"),
        pytest.param("We start the mill on node7 now.", "7", "", True, id="a-number-behind-a-word"),
        pytest.param("We start the mi7ll now and wait.", "7", "", False, id="a-digit-in-a-word"),
        pytest.param("We ask RKTT about it now.", "T", "", True, id="an-acronym"),
    ],
)
def test_what_may_be_meant(text: str, before: str, after: str, meant: bool) -> None:
    document = AnalyzedDocument(Document("a.md", text.encode(), text), COUNTS, EmptyVocabulary())
    found = [
        idea
        for idea in candidates(document, LanguageFeatures(document))
        if (idea.candidate.edits[0].before, idea.candidate.edits[0].after) == (before, after)
    ]
    assert found, "it is proposed"
    assert any(veto_safe(idea.candidate, idea.features) for idea in found) is meant


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("We walk to the mill.Then we walk home again.", BEHIND_A_STOP, id="behind-a-sentence"),
        pytest.param("We walk to the mill,then we walk home again.", BESIDE_A_MARK, id="behind-a-comma"),
        pytest.param("We walk to theold mill by the river.", "delete_whitespace_character", id="two-words"),
    ],
)
def test_spaces_lost_at_such_places_have_thresholds_of_their_own(text: str, name: str) -> None:
    document = AnalyzedDocument(Document("a.md", text.encode(), text), COUNTS, EmptyVocabulary())
    found = [idea for idea in candidates(document, LanguageFeatures(document)) if idea.candidate.edits[0].after == " "]
    assert {subtype(idea.candidate.signature, idea.features) for idea in found} == {name}
