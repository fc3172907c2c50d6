from __future__ import annotations

import pytest

from weave_fix.data import Candidate, Edit
from weave_fix.decide.rivals import FAR, leftmost, overlapping, trimmed
from weave_fix.lines import apply_edits

TEXT = "The gardener waters the the beds in the morning, and then he rests in the shade of the old tree.\n"


def replace(text: str, before: str, after: str, signature: str = "misspelled_word") -> Candidate:
    start = text.index(before)
    return Candidate(signature, (Edit(start, start + len(before), before, after),), "")


@pytest.mark.parametrize(
    ("edit", "bare"),
    [
        pytest.param(Edit(4, 8, "txhe", "the"), Edit(5, 6, "x", ""), id="letter-too-many"),
        pytest.param(Edit(4, 8, "alll", "all"), Edit(5, 6, "l", ""), id="one-of-several"),
        pytest.param(Edit(4, 7, "teh", "the"), Edit(5, 7, "eh", "he"), id="exchanged"),
        pytest.param(Edit(4, 5, "a", "b"), Edit(4, 5, "a", "b"), id="nothing-alike"),
        pytest.param(Edit(4, 4, "", "b"), Edit(4, 4, "", "b"), id="put-in"),
    ],
)
def test_an_edit_is_trimmed_to_what_differs(edit: Edit, bare: Edit) -> None:
    assert trimmed(edit) == bare
    assert trimmed(bare) == bare


def test_edits_that_come_to_the_same_have_one_leftmost() -> None:
    sound, at = TEXT.replace("the the", "the"), TEXT.index("the the")
    edits = [Edit(at, at + 4, "the ", ""), Edit(at + 4, at + 8, "the ", ""), Edit(at + 3, at + 7, " the", "")]
    assert {apply_edits(TEXT, [edit]) for edit in edits} == {sound}
    (first,) = {leftmost(edit, TEXT) for edit in edits}
    assert apply_edits(TEXT, [first]) == sound
    assert leftmost(Edit(at, at, "", "x"), TEXT) == Edit(at, at, "", "x")


def test_of_repairs_that_overlap_the_likeliest_leads() -> None:
    one, other, apart = (
        replace(TEXT, "waters", "wafers"),
        replace(TEXT, "waters", "waiters", "shuffle_word_middle"),
        replace(TEXT, "shade", "shake"),
    )
    assert overlapping([one, other, apart], [1.0, 4.0, 2.0]) == [(1, 0, -3.0), (0, 0, 3.0), (0, 0, FAR)]
    assert overlapping([one, one], [1.0, 4.0]) == [(1, 1, -3.0), (0, 0, 3.0)]
