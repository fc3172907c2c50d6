"""Text taken out with one bracket of a pair is put back; other text that was taken out is not."""

from __future__ import annotations

import pytest

from tests.evidence.history.intent.looks import verdict
from weave_fix.evidence.history.intent.reasons import Reason

TAKEN_OUT = [
    pytest.param("The lid is open (nearly always) in May.", "nearly always", id="inside-the-brackets"),
    pytest.param("The lid is open (nearly always) in May.", " (nearly always)", id="with-both-brackets"),
    pytest.param("The lid is open :) in May (nearly) always.", "in May (nearly) ", id="beside-a-smile"),
    pytest.param("Steps: 1) open, 2) shut the lid again.", ", 2) shut the lid", id="number-of-an-item"),
    pytest.param("```\nopen (nearly always) now\n```", "(nearly ", id="in-code"),
    pytest.param("Call `lid.open(when, how)` in May.", "(when, ", id="in-a-code-span"),
]
HALF = [
    pytest.param("The lid is open (as the bees like it best) in May.", "open (as the bees like ", id="opening-bracket"),
    pytest.param("The lid is open (as the bees like it best) in May.", "like it best) in ", id="closing-bracket"),
    pytest.param("It is said in [the plan](plan.md) of the year.", "in [the plan](plan.md", id="rest-of-a-link"),
    pytest.param("It is said in `plan.md` of the year, they say.", "`plan.md", id="back-tick"),
]


@pytest.mark.parametrize(("before", "piece"), TAKEN_OUT)
def test_what_leaves_its_brackets_in_pairs_is_not_told(before: str, piece: str) -> None:
    assert before.count(piece) == 1
    assert verdict(before, before.replace(piece, "")) != Reason.PARTNER_LOST.broken


@pytest.mark.parametrize(("before", "piece"), HALF)
def test_what_leaves_half_a_pair_is_broken(before: str, piece: str) -> None:
    assert before.count(piece) == 1
    assert verdict(before, before.replace(piece, "")) == Reason.PARTNER_LOST.broken


def test_beside_another_edit_of_the_paragraph_it_is_not_told() -> None:
    before = "The lid is open (as the bees like it best) in May."
    after = before.replace("open (as the bees like ", "").replace("in May", "in June")
    assert verdict(before, after) != Reason.PARTNER_LOST.broken
