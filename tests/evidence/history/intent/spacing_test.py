from __future__ import annotations

import pytest

from tests.evidence.history.intent.looks import SURE, is_left, verdict
from weave_fix.evidence.history.intent.reasons import Reason

INTENDED = [
    pytest.param("Open the\tlid.", "Open the lid.", id="tab-taken-out"),
    pytest.param("The lid is dry.", "The lid  is dry.", id="two-spaces"),
    pytest.param("The lid is dry and the wall is wet.", "The lid is dry\nand the wall is wet.", id="wrapped"),
    pytest.param("First line.  \nSecond line.", "First line.\nSecond line.", id="line-break"),
    pytest.param("- a lid\n  - a nail", "- a lid\n    - a nail", id="indented"),
    pytest.param("The lid is dry\nand the wall is wet.", "The lid is dry and the wall is wet.", id="unwrapped"),
    pytest.param("It is dry. We wait.", "It is dry.\n\nWe wait.", id="paragraph-parted"),
    pytest.param("It is step 5 of six.", "It is step5 of six.", id="number-joined"),
    pytest.param(
        "Die Deckel sind nicht aus Holz, und das Honig Glas ist voll.",
        "Die Deckel sind nicht aus Holz, und das Honigglas ist voll.",
        id="german-compound",
    ),
    pytest.param("The web site is old.", "The website is old.", id="web-site"),
    pytest.param("The data base is small.", "The database is small.", id="data-base"),
    pytest.param("It is a roof top place.", "It is a rooftop place.", id="roof-top"),
    pytest.param("We set up the scale.", "We setup the scale.", id="set-up"),
    pytest.param("Some day it will rain.", "Someday it will rain.", id="some-day"),
    pytest.param("It is every day work.", "It is everyday work.", id="every-day"),
    pytest.param("The lid is at <br />\nthe wall.", "The lid is at<br />\nthe wall.", id="before-a-line-break"),
    pytest.param("The lid is dry <br/> and old.", "The lid is dry <br/>and old.", id="behind-a-line-break"),
    pytest.param("The old lid <sup>1</sup> is dry.", "The old lid<sup>1</sup> is dry.", id="before-a-raised-number"),
    pytest.param("See [the plan](plan.md) here.", "See [a plan] (not yet drawn) here.", id="bracket-behind-a-bracket"),
]
OPEN = [
    pytest.param("It takes 5 kg of sugar.", "It takes 5kg of sugar.", Reason.JOINED, id="unit"),
    pytest.param("Then call open (path) here.", "Then call open(path) here.", Reason.SPACE, id="call-of-a-function"),
    pytest.param("The call open (path, mode) works.", "The call open(path, mode) works.", Reason.SPACE, id="arguments"),
    pytest.param("The bee **keeper** is here.", "The bee**keeper** is here.", Reason.SPACE, id="emphasis-in-a-word"),
    pytest.param(
        "The no **1 in all** is here.", "The no**1 in all** is here.", Reason.SPACE, id="emphasis-of-a-number"
    ),
    pytest.param("In 1999 we moved here.", "In 1999we moved here.", Reason.JOINED, id="year-before-a-word"),
]
BROKEN = [
    pytest.param(
        "The lids **keep their** place.", "The lids**keep their** place.", Reason.SPACE_LOST_BEFORE_MARK, id="emphasis"
    ),
    pytest.param("Put it on the roof again.", "Put it onthe roof again.", Reason.JOINED, id="two-function-words"),
    pytest.param("We wait for the rain.", "We waitfor the rain.", Reason.JOINED, id="word-and-function-word"),
    pytest.param(
        "Wait ten seconds. After that, go.",
        "Wait ten seconds.After that, go.",
        Reason.SPACE_LOST_BEHIND_MARK,
        id="between-sentences",
    ),
    pytest.param(
        "It is dry, and we wait.", "It is dry,and we wait.", Reason.SPACE_LOST_BEHIND_MARK, id="behind-a-comma"
    ),
    pytest.param(
        "They look for the (old) lid.",
        "They look for the(old) lid.",
        Reason.SPACE_LOST_BEFORE_MARK,
        id="article-before-a-bracket",
    ),
    pytest.param(
        "It is a lid (of tin) here.",
        "It is a lid(of tin) here.",
        Reason.SPACE_LOST_BEFORE_MARK,
        id="words-in-brackets",
    ),
    pytest.param(
        'She said "no" and left.', 'She said"no" and left.', Reason.SPACE_LOST_BEFORE_MARK, id="before-a-quote"
    ),
    pytest.param(
        'She said "no" and left.', 'She said "no"and left.', Reason.SPACE_LOST_BEHIND_MARK, id="behind-a-quote"
    ),
    pytest.param("See [the plan](plan.md) here.", "See [the plan] (plan.md) here.", Reason.SPACE_IN_LINK, id="link"),
    pytest.param("The temperature matters.", "The temp erature matters.", Reason.SPLIT, id="word-split"),
    pytest.param("The entrance is narrow.", "The entr ance is narrow.", Reason.SPLIT, id="word-split-behind-a-stub"),
    pytest.param("Open a lid.", "Opena lid.", Reason.JOINED, id="article-joined"),
    pytest.param("It is either a or b here.", "It is either aor b here.", Reason.JOINED, id="letter-joined"),
    pytest.param("The lid is dry.", "The\x0c lid is dry.", Reason.CONTROL, id="form-feed-before-a-space"),
    pytest.param("The lid is dry.", "The \x0clid is dry.", Reason.CONTROL, id="form-feed-behind-a-space"),
    pytest.param("Take the 12 frames out.", "Take the 12frames out.", Reason.JOINED, id="number-before-a-word"),
]
BROKEN_THOUGH_INTENDED = [
    pytest.param("Log in with the key.", "Login with the key.", id="log-in"),
]


@pytest.mark.parametrize(("before", "after"), INTENDED)
def test_what_a_person_writes_is_intended(before: str, after: str) -> None:
    assert is_left(verdict(before, after))
    assert is_left(verdict(before, after, score=SURE))


@pytest.mark.parametrize(("before", "after", "reason"), OPEN)
def test_what_may_be_either_hangs_on_the_fitted_decision(before: str, after: str, reason: Reason) -> None:
    assert verdict(before, after) == verdict(before, after, score=SURE) == reason.open


@pytest.mark.parametrize(("before", "after", "reason"), BROKEN)
def test_what_nobody_writes_is_broken(before: str, after: str, reason: Reason) -> None:
    assert verdict(before, after) == reason.broken


@pytest.mark.xfail(strict=True, reason="taken for broken")
@pytest.mark.parametrize(("before", "after"), BROKEN_THOUGH_INTENDED)
def test_what_a_person_writes_is_intended_and_is_not_yet(before: str, after: str) -> None:
    assert is_left(verdict(before, after))
