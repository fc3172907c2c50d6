"""Repairs that are judged together pass the gate together."""

from __future__ import annotations

import pytest

from weave_fix.decision import AnalysisContext
from weave_fix.patch.propose import propose
from weave_fix.patch.verify import verify
from weave_fix.records import Base, Document, FilePatch, Scope
from weave_fix.vocabulary.lookup import EmptyVocabulary


@pytest.mark.parametrize(
    ("base", "text"),
    [
        pytest.param(
            "\u4f60\u597d\u4f60\u597d e,andd s ked ilt[[[vi,the bride.\n\n"
            "- First we look at\n- Then we car \n\nnd nobo",
            "\u4f60\u597d\u4f60\u597d t[[[\n hat the bo First we loo at a chos a road\n"
            "- Then we carl\n\n eo en\nof villagend nobo",
            id="a-list-that-gets-a-gap",
        ),
        pytest.param(
            "<!-- a r\n- n w c ba he river mill \nof the village",
            "a e \ne\nr mill e village",
            id="a-comment-that-ends-nowhere",
        ),
    ],
)
def test_repairs_that_change_the_structure_only_together_are_not_all_made(base: str, text: str) -> None:
    context = AnalysisContext(EmptyVocabulary(), unsafe=True, scope=Scope.EVERYTHING)
    bases = [Base(base, "0" * 40, "a.md")]

    def look(document: Document) -> FilePatch:
        return propose(document, bases, context)

    patch = look(Document.from_bytes("a.md", text.encode()))
    verify(patch, bases, look)
    assert patch.refused or patch.remark
