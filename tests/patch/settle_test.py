"""What is left of a patch once repairs are dropped for the structure is what a second run leaves as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.patches import patch_of
from weave_fix.decision import AnalysisContext
from weave_fix.evidence.language.source import LanguageSource
from weave_fix.language.model_file import shipped
from weave_fix.patch.propose import propose
from weave_fix.patch.settle import LEFT_OUT, NOT_SETTLED, ROUNDS, settle
from weave_fix.patch.verify import verify
from weave_fix.records import Base, Document, FilePatch
from weave_fix.vocabulary.lookup import EmptyVocabulary

if TYPE_CHECKING:
    from collections.abc import Callable

TEXT = "one tow.\n\nteh end.\n"
PATCH = patch_of(TEXT, [(4, 7, "two"), (10, 13, "the")])
FARM = """\
# The farm

- The gate opens at dawn.
- Water comes from the spring.

The barn is old and of stone.
"""


def replacing(old: str, new: str) -> Callable[[Document], FilePatch]:
    """Return what finds one repair in a text, where `old` stands there."""

    def look(document: Document) -> FilePatch:
        at = document.text.find(old)
        return patch_of(document.text, [(at, at + len(old), new)] if at >= 0 else [])

    return look


def never(document: Document) -> FilePatch:
    raise AssertionError(document)


def test_a_patch_with_which_no_run_goes_on_stays() -> None:
    assert settle(PATCH, [], replacing("no such", ""), never) == PATCH


def test_what_a_second_run_goes_on_with_is_made() -> None:
    found = settle(PATCH, [], replacing("end", "stop"), never)
    assert (found.text_after, len(found.applied), found.remark) == ("one two.\n\nthe stop.\n", 3, "")


def test_the_repairs_beside_one_that_would_change_the_structure_are_left_out() -> None:
    found = settle(PATCH, [], replacing("one", "`one`"), replacing("no such", ""))
    assert found.text_after == "one tow.\n\nthe end.\n"
    assert [(one.candidate.edits[0].before, one.reason) for one in found.refused[-1:]] == [("tow", LEFT_OUT)]
    assert found.applied == PATCH.applied[1:]


def test_one_that_is_undone_and_made_again_is_left_out_and_the_others_are_made() -> None:
    def look(document: Document) -> FilePatch:
        return replacing(*(("two", "tow") if "two" in document.text else ("tow", "two")))(document)

    found = settle(PATCH, [], look, replacing("no such", ""))
    assert found.text_after == "one tow.\n\nthe end.\n"


def test_a_text_with_which_every_run_goes_on_is_left_alone() -> None:
    looks = []

    def grows(document: Document) -> FilePatch:
        looks.append(document)
        return patch_of(document.text, [(0, 0, "x")])

    found = settle(PATCH, [], grows, replacing("no such", ""))
    assert (found.text_after, found.applied) == ("one tow.\n\nthe end.\n", PATCH.applied[1:])
    assert len(looks) == ROUNDS + 1
    alone = settle(PATCH, [], grows, replacing("end", "`end`"))
    assert (alone.text_after, alone.applied, alone.remark) == (TEXT, (), NOT_SETTLED)


@pytest.mark.parametrize(
    "damaged",
    [
        pytest.param(
            FARM.replace("The farm", "T ehfarm").replace("at dawn", "ad tawn"),
            id="letters-exchanged-over-a-space",
        ),
        pytest.param(
            FARM.replace("The farm", "T ehfarm").replace("opens", "open`s").replace("and of stone", "and  fostone"),
            id="with-a-mark-put-in",
        ),
    ],
)
def test_a_page_is_repaired_though_one_repair_of_many_would_change_its_structure(damaged: str) -> None:
    context = AnalysisContext(EmptyVocabulary(), LanguageSource(shipped()))
    bases = [Base(FARM, "0" * 40, "a.md")]

    def look(document: Document) -> FilePatch:
        return propose(document, bases, context)

    patch = look(Document.from_bytes("a.md", damaged.encode()))
    verify(patch, bases, look)
    assert patch.text_after == FARM
    assert any("structure" in refusal.reason for refusal in patch.refused)
