"""Text taken out with one bracket of a pair is put back; other text that was taken out is not."""

from __future__ import annotations

import pytest

from tests.evidence.history.intent.looks import page, verdict
from weave_fix import fix_text
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


PAIRED = "Write `bees --list all` in the shed, or `bees --count` where the list is long and the day is short."
PUT_IN = [
    pytest.param("or `bees", "or `bees `bees", id="the-same-word-beside-it"),
    pytest.param("in the shed", "in all` the shed", id="the-end-of-a-span"),
    pytest.param("the day is", "the `bees day is", id="far-away"),
]
LEFT = [
    pytest.param("in the shed", "in `wasps the shed", id="another-word"),
    pytest.param("or `bees", "or `bees` or `bees", id="a-span-of-its-own"),
    pytest.param("the day is", "the `bees --count` day is", id="a-span-again"),
    pytest.param("the day is", "the `bees day was", id="beside-another-edit"),
]


@pytest.mark.parametrize(("piece", "put"), PUT_IN)
def test_a_copied_word_that_leaves_a_back_tick_alone_is_broken(piece: str, put: str) -> None:
    now = PAIRED.replace(piece, put)
    assert verdict(PAIRED, now) == Reason.PARTNER_MISSING.broken
    assert fix_text(page(now), base=page(PAIRED)) == page(PAIRED)


@pytest.mark.parametrize(("piece", "put"), LEFT)
def test_other_back_ticks_are_left(piece: str, put: str) -> None:
    now = PAIRED.replace(piece, put)
    assert verdict(PAIRED, now) != Reason.PARTNER_MISSING.broken


def test_in_a_fence_nothing_is_a_pair() -> None:
    was, now = f"```\n{PAIRED}\n```", f"```\n{PAIRED.replace('or `bees', 'or `bees `bees')}\n```"
    assert verdict(was, now) != Reason.PARTNER_MISSING.broken
