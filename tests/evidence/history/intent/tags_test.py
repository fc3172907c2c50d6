from __future__ import annotations

import pytest

from tests.evidence.history.intent.looks import SURE, verdict
from weave_fix.evidence.history.intent.reasons import Intent, Reason

INTENDED = [
    pytest.param("The lid is dry.", "The lid<br> is dry.", id="br"),
    pytest.param(
        "```ts\nfunction add(lids: List): number\n```",
        "```ts\nfunction add(lids: List<number>): number\n```",
        id="parameter-in-code",
    ),
    pytest.param("Use a `lid` here.", "Use a `<lid>` here.", id="name-in-code"),
    pytest.param("The lid is dry.", "The lid is dry.<br>", id="br-at-the-end"),
    pytest.param("The lid is dry.", "The lid<BR> is dry.", id="br-in-capitals"),
    pytest.param("The lid is dry.", "The lid<br /> is dry.", id="br-with-a-space"),
    pytest.param("The lid is dry.", "The lid is<wbr> dry.", id="wbr"),
    pytest.param("It is one. It is two.", "It is one.<br/> It is two.", id="br-between-sentences"),
    pytest.param("The lid is dry.", "<hr>The lid is dry.", id="hr-before"),
    pytest.param("The lid is dry.", "The lid is dry.<hr/>", id="hr-closed"),
]
OPEN = [
    pytest.param("The lid is dry.", "The lid <br/> is dry.", Reason.WORD_PUT_IN, id="br-with-a-space-of-its-own"),
    pytest.param("The lid is dry.", "The lid </div> is dry.", Reason.WORD_PUT_IN, id="div-closed"),
    pytest.param("The lid is dry.", "The lid <zebra/> is dry.", Reason.WORD_PUT_IN, id="empty-by-itself"),
    pytest.param("The lid is dry.", "The lid is dry. <hr>", Reason.WORD_PUT_IN, id="hr-with-a-space-of-its-own"),
]
BROKEN = [
    pytest.param("The lid is dry.", "The li</zebra>d is dry.", Reason.TAG_UNOPENED, id="closed-inside-a-word"),
    pytest.param("The lid is dry.", "The li<zebra>d is dry.", Reason.TAG_IN_WORD, id="opened-inside-a-word"),
    pytest.param("The lid is dry.", "The li<zebra/>d is dry.", Reason.TAG_UNKNOWN, id="empty-inside-a-word"),
    pytest.param("The lid is dry.", "The lid<zebra/> is dry.", Reason.TAG_UNKNOWN, id="empty-behind-a-word"),
    pytest.param("The lid is dry.", "The lid<zebra> is dry.", Reason.TAG_UNCLOSED, id="opened-behind-a-word"),
    pytest.param("The lid is dry.", "The li<br>d is dry.", Reason.TAG_IN_WORD, id="br-inside-a-word"),
]
BROKEN_THOUGH_INTENDED = [
    pytest.param("The lid is dry.", "The <b>lid is dry.", id="b-opened"),
    pytest.param("The lid is dry.", "<div>The lid is dry.", id="div-opened"),
]


@pytest.mark.parametrize(("before", "after"), INTENDED)
def test_what_a_person_writes_is_intended(before: str, after: str) -> None:
    assert verdict(before, after).intent is Intent.INTENDED
    assert verdict(before, after, score=SURE).intent is Intent.INTENDED


@pytest.mark.parametrize(("before", "after", "reason"), OPEN)
def test_what_may_be_either_hangs_on_the_fitted_decision(before: str, after: str, reason: Reason) -> None:
    assert verdict(before, after) == verdict(before, after, score=SURE) == reason.open


@pytest.mark.parametrize(("before", "after", "reason"), BROKEN)
def test_what_nobody_writes_is_broken(before: str, after: str, reason: Reason) -> None:
    assert verdict(before, after) == reason.broken


@pytest.mark.xfail(strict=True, reason="taken for broken")
@pytest.mark.parametrize(("before", "after"), BROKEN_THOUGH_INTENDED)
def test_what_a_person_writes_is_intended_and_is_not_yet(before: str, after: str) -> None:
    assert verdict(before, after).intent is Intent.INTENDED
