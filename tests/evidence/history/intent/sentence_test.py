from __future__ import annotations

import pytest

from tests.evidence.history.intent.looks import SURE, is_left, verdict
from weave_fix.evidence.history.intent.reasons import Intent, Reason

INTENDED = [
    pytest.param("It is good honey.", "It is very good honey.", id="very-put-in"),
    pytest.param("It is good honey.", "It is very, very good honey.", id="very-twice-with-a-comma"),
    pytest.param("It is very good honey.", "It is very very good honey.", id="very-very"),
    pytest.param("We had left by then.", "We had had left by then.", id="had-had"),
    pytest.param("They knew that he came.", "They knew that that he came.", id="that-that"),
    pytest.param("We met in Baden.", "We met in Baden Baden.", id="name-twice"),
    pytest.param("It often rains here.", "It rains often here.", id="often-moved"),
    pytest.param("We also sell wax.", "We sell also wax.", id="also-moved"),
    pytest.param("The lid is quickly opened.", "The lid is opened quickly.", id="adverb-moved-to-the-end"),
    pytest.param("We take the old lid off.", "We take the lid off.", id="adjective"),
    pytest.param("We look at the frames.", "We look carefully at all the frames.", id="several-words-put-in"),
    pytest.param("Some say no to it.", "Some say no no to it.", id="no-no"),
    pytest.param("The bees are calm.", "The bees are mostly calm.", id="adverb-put-in"),
    pytest.param("We open the heavy wet lid.", "We open the heavy lid.", id="adjective-taken-out"),
    pytest.param("Nobody sells the wax.", "Nobody ever sells the wax.", id="ever"),
    pytest.param("It is warm and it is dry.", "It is warm or and it is dry.", id="or-put-in"),
    pytest.param("We sell `rye` fresh bread and wax.", "We sell `rye` and fresh bread and wax.", id="and-behind-code"),
    pytest.param("We do sell wax, not honey.", "We do not sell wax, not honey.", id="not-put-in"),
    pytest.param("We look at the frames.", "We look the frames over.", id="preposition-of-another-phrase"),
    pytest.param("It is far from here.", "It is far far from here.", id="far-far"),
    pytest.param("It was a such long day.", "It was such a long day.", id="such-a"),
    pytest.param("It is a so heavy box.", "It is so heavy a box.", id="so-heavy-a"),
    pytest.param("Ask whether should not they come.", "Ask whether not should they come.", id="whether-not"),
    pytest.param("Open the first box.", "Open first the box.", id="first-the"),
    pytest.param("We stand in -- all of us -- a line.", "We stand -- in all of us -- a line.", id="dash-moved"),
    pytest.param("We use `one`, `two` or `three` here.", "We use `one` or `two`, `three` here.", id="or-in-a-list"),
    pytest.param("We use `one` two or `three` here.", "We use `one` or two `three` here.", id="or-before-a-word"),
    pytest.param("- One lid\n- Two lids\n", "- - One lid\n- - Two lids\n", id="lists-in-a-list"),
    pytest.param("- One lid\n- Two lids\n", "- One - lid\n- Two lids\n", id="dash-in-an-item"),
    pytest.param("* Five times two lids\n* One\n", "* Five * two lids\n* One\n", id="asterisk-for-a-word"),
]
OPEN = [
    pytest.param("They all know that it rains.", "They all know it rains.", Reason.TEXT_TAKEN_OUT, id="that"),
    pytest.param(
        "A lid of tin, a box maker of fame.",
        "A lid of tin, a box of maker fame.",
        Reason.EXCHANGED,
        id="of-to-the-left",
    ),
    pytest.param("A couple of weeks later.", "A couple weeks later.", Reason.TEXT_TAKEN_OUT, id="of"),
    pytest.param(
        "Both of them have a key to the shed there.",
        "Both of them have of a key to the shed there.",
        Reason.WORD_PUT_IN,
        id="preposition-put-in",
    ),
]
BROKEN = [
    pytest.param(
        "Shut it by `close` or `end`, saving the trouble.",
        "Shut it by `close` `end`, or saving the trouble.",
        Reason.NEVER_ORDERED_SO,
        id="or-behind-two-names",
    ),
    pytest.param(
        "Shut it by `close` and `end` each time.",
        "Shut it by and `close` `end` each time.",
        Reason.NEVER_ORDERED_SO,
        id="and-before-two-names",
    ),
    pytest.param(
        "There is a collection of honey jars in the shed.",
        "There is a collection honey of jars in the shed.",
        Reason.NEVER_ORDERED_SO,
        id="of-behind-a-noun",
    ),
    pytest.param("The lid is of tin.", "The the lid is of tin.", Reason.DOUBLED, id="capital-and-small"),
    pytest.param("They took the lid off.", "They took the the lid off.", Reason.DOUBLED, id="article"),
    pytest.param("One of the frames broke.", "One of the of the frames broke.", Reason.DOUBLED, id="two-words"),
    pytest.param("We see the bees.", "We we see the bees.", Reason.DOUBLED, id="pronoun"),
    pytest.param("It stands in the sun.", "It stands in in the sun.", Reason.DOUBLED, id="preposition"),
    pytest.param(
        "We keep the keys in the shed.", "We keep the keys the shed.", Reason.WORD_MISSING, id="preposition-lost"
    ),
    pytest.param("She is at the hive.", "She is is at the hive.", Reason.DOUBLED, id="verb"),
    pytest.param(
        "They look after the hives in the winter.",
        "They look after hives the in the winter.",
        Reason.NEVER_ORDERED_SO,
        id="noun-and-article",
    ),
    pytest.param(
        "Put the lid on the box and wait.",
        "Put the lid the on box and wait.",
        Reason.NEVER_ORDERED_SO,
        id="preposition-and-article",
    ),
    pytest.param(
        "It is a matter of luck.",
        "It is matter a of luck.",
        Reason.NEVER_ORDERED_SO,
        id="noun-and-article-put-in-order",
    ),
    pytest.param(
        "We sort the lids when the rain stops at night.",
        "We sort the lids when night. the rain stops at night.",
        Reason.BREAKS_SENTENCE,
        id="word-with-a-full-stop",
    ),
    pytest.param(
        "The keeper SHOULD NOT open it.",
        "The keeper NOT SHOULD open it.",
        Reason.NEVER_ORDERED_SO,
        id="not-and-its-verb",
    ),
    pytest.param(
        "They may ask for a higher fence there.",
        "They may ask for higher a fence there.",
        Reason.NEVER_ORDERED_SO,
        id="adjective-and-article",
    ),
    pytest.param(
        "We looked, and no such key was there.",
        "We looked, and such no key was there.",
        Reason.NEVER_ORDERED_SO,
        id="such-no",
    ),
    pytest.param(
        "It hangs in the first row -- at the end of the shed.",
        "It hangs in the first row at -- the end of the shed.",
        Reason.NEVER_ORDERED_SO,
        id="preposition-before-a-dash",
    ),
    pytest.param(
        "- The first lid is wet\n- The second one is dry\n",
        "- - The first lid is wet\n- The second one is dry\n",
        Reason.MARKER_DOUBLED,
        id="marker-twice",
    ),
    pytest.param(
        "* The keeper has asked in the shed\n* The lid is dry\n",
        "* The keeper has asked * in the shed\n* The lid is dry\n",
        Reason.MARKER_DOUBLED,
        id="marker-in-the-sentence",
    ),
]
NOT_BROKEN_YET = [
    pytest.param(
        "We sort the lids when the rain stops.", "We sort the lids when. the rain stops.", id="full-stop-behind-a-word"
    ),
]
BROKEN_THOUGH_INTENDED = [
    pytest.param("Go on and wait.", "Go on and on and wait.", id="on-and-on"),
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


@pytest.mark.xfail(strict=True, reason="taken for intended")
@pytest.mark.parametrize(("before", "after"), NOT_BROKEN_YET)
def test_what_nobody_writes_is_broken_and_is_not_yet(before: str, after: str) -> None:
    assert verdict(before, after).intent is Intent.BROKEN


def test_a_word_that_of_stands_behind_may_have_been_moved_there() -> None:
    assert not verdict("She has a bag of full cups here.", "She has a bag full of cups here.").is_decisive
