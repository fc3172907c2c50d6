from __future__ import annotations

import pytest

from tests.evidence.history.intent.looks import SURE, is_left, verdict
from weave_fix.evidence.history.intent.reasons import Intent, Reason

INTENDED = [
    pytest.param("Call `wax` and `wax`.", "Call `waxBee` and `wax`.", id="word-put-behind-in-code"),
    pytest.param("Run `hive ls`.", "Run `hiVe ls`.", id="the-only-one-in-code"),
    pytest.param("Set `hex` and `hex`.", "Set `Hex` and `hex`.", id="first-letter-in-code"),
    pytest.param("Two rules: keep it dry.", "Two rules: Keep it dry.", id="capital-behind-a-colon"),
    pytest.param("## The first harvest", "## The First Harvest", id="title-case"),
    pytest.param("We use github for it.", "We use GitHub for it.", id="brand"),
    pytest.param('The term is "frame" here.', 'The term is "Frame" here.', id="in-quotes"),
    pytest.param("Set `mode` to low.", "Set `Mode` to low.", id="in-code"),
    pytest.param("It is a must.", "It is a MUST.", id="word-in-capitals"),
    pytest.param("Open the Lid slowly.", "Open the lid slowly.", id="capital-taken-back"),
    pytest.param("| name | age |\n|---|---|\n| lid | 2 |", "| name | age |\n|---|---|\n| Lid | 2 |", id="table-cell"),
    pytest.param("The lid is closed.", "THE LID is closed.", id="words-in-capitals"),
    pytest.param("Set `filename` now.", "Set `fileName` now.", id="camel-case-in-code"),
    pytest.param("Call `setFramewidth` now.", "Call `setFrameWidth` now.", id="longer-camel-case"),
    pytest.param("Open the `Qunit` page.", "Open the `QUnit` page.", id="name-in-code"),
    pytest.param("Set `includes` and `include`.", "Set `inCludes` and `inCludes`.", id="identifier-renamed-everywhere"),
    pytest.param("Set `open` now.", "Set `oPEN` now.", id="caps-lock-in-code"),
    pytest.param("- **ios:** mend the lid", "- **iOS:** mend the lid", id="brand"),
    pytest.param("Use the grpc of the scale.", "Use the gRPC of the scale.", id="brand-that-nobody-knows"),
    pytest.param("Use the api of the scale.", "Use the API of the scale.", id="acronym"),
]
OPEN = [
    pytest.param("Ask the board first.", "Ask the Board first.", Reason.CASE, id="organisation"),
    pytest.param("- the lid", "- The lid", Reason.CASE, id="list-item"),
    pytest.param(
        "The office is in the town hall.", "The office is in the Town hall.", Reason.CASE, id="office-of-a-town"
    ),
    pytest.param("It is called iris here.", "It is called Iris here.", Reason.CASE, id="name-given"),
]
BROKEN = [
    pytest.param("Run `hive ls`, `hive rm`.", "Run `hiVe ls`, `hive rm`.", Reason.CAPITAL_IN_WORD, id="of-two-in-code"),
    pytest.param("Set `includes` now.", "Set `inCludes` now.", Reason.CAPITAL_IN_WORD, id="capital-in-code"),
    pytest.param("See `getFrameName` here.", "See `getFraMeName` here.", Reason.CAPITAL_IN_WORD, id="in-camel-case"),
    pytest.param("It is `unsafe` code.", "It is `uNsafe` code.", Reason.CAPITAL_IN_WORD, id="second-letter-in-code"),
    pytest.param("The frames are heavy.", "The fRames are heavy.", Reason.CAPITAL_IN_WORD, id="capital-inside"),
    pytest.param("It stands near the wall.", "It stands near The wall.", Reason.CAPITAL_FUNCTION_WORD, id="article"),
    pytest.param("The frames are of wood.", "The frames are Of wood.", Reason.CAPITAL_FUNCTION_WORD, id="preposition"),
    pytest.param(
        "It is dry. The lid is open.",
        "It is dry. the lid is open.",
        Reason.SENTENCE_WITHOUT_CAPITAL,
        id="start-of-a-sentence",
    ),
    pytest.param(
        "We met on a Monday in May.", "We met on a monday in May.", Reason.NAME_WITHOUT_CAPITAL, id="day-of-the-week"
    ),
    pytest.param(
        "She came from London by train.", "She came from london by train.", Reason.NAME_WITHOUT_CAPITAL, id="city"
    ),
    pytest.param("Frames are heavy here.", "fRAMES are heavy here.", Reason.CAPS_LOCK, id="caps-lock"),
    pytest.param("The frames are heavy.", "The fRAMES are heavy.", Reason.CAPS_LOCK, id="all-but-the-first-letter"),
    pytest.param("The frames are heavy.", "tHE FRAMES are heavy.", Reason.CAPS_LOCK, id="two-words-with-caps-lock"),
    pytest.param(
        "Open it slowly and wait.", "Open it sloWly and wait.", Reason.CAPITAL_IN_WORD, id="capital-in-the-middle"
    ),
]
NOT_BROKEN_YET = [
    pytest.param("The frames are heavy.", "THe frames are heavy.", id="two-capitals"),
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


@pytest.mark.xfail(strict=True, reason="taken for intended")
@pytest.mark.parametrize(("before", "after"), NOT_BROKEN_YET)
def test_what_nobody_writes_is_broken_and_is_not_yet(before: str, after: str) -> None:
    assert verdict(before, after).intent is Intent.BROKEN
