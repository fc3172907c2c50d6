from __future__ import annotations

import pytest

from weave_fix.data import Document
from weave_fix.decide.alone import Reader, ideas
from weave_fix.decide.asked import kind, may_be_meant
from weave_fix.decide.wording import Wording
from weave_fix.language.known import NoWords
from weave_fix.language.model import shipped
from weave_fix.language.page import Page
from weave_fix.signatures.delete_whitespace_character import BEHIND_A_STOP, BESIDE_A_MARK

COUNTS = Reader(shipped()).counts


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
    page = Page(Document("a.md", text.encode(), text), COUNTS, NoWords())
    found = [
        idea
        for idea in ideas(page, Wording(page))
        if (idea.candidate.edits[0].before, idea.candidate.edits[0].after) == (before, after)
    ]
    assert found, "it is proposed"
    assert any(may_be_meant(idea.candidate, idea.answers) for idea in found) is meant


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("We walk to the mill.Then we walk home again.", BEHIND_A_STOP, id="behind-a-sentence"),
        pytest.param("We walk to the mill,then we walk home again.", BESIDE_A_MARK, id="behind-a-comma"),
        pytest.param("We walk to theold mill by the river.", "delete_whitespace_character", id="two-words"),
    ],
)
def test_spaces_lost_at_such_places_have_thresholds_of_their_own(text: str, name: str) -> None:
    page = Page(Document("a.md", text.encode(), text), COUNTS, NoWords())
    found = [idea for idea in ideas(page, Wording(page)) if idea.candidate.edits[0].after == " "]
    assert {kind(idea.candidate.signature, idea.answers) for idea in found} == {name}
