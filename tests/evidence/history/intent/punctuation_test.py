from __future__ import annotations

import pytest

from tests.evidence.history.intent.looks import SURE, is_left, verdict
from weave_fix.evidence.history.intent.reasons import Reason

INTENDED = [
    pytest.param("Say what he'll do.", 'Say what "he"\'ll do.', id="quotes-before-a-contraction"),
    pytest.param("Set `we'll` there.", "Set `we.'ll` there.", id="mark-before-a-contraction-in-code"),
    pytest.param("Go to http://a.org/b now.", "Go to http://a.org/b- now.", id="mark-in-an-address"),
    pytest.param("* One lid\n* Two lids\n", "* One lid\n/* Two lids\n", id="comment-of-code"),
    pytest.param("* One lid\n\nThe end.\n", "%* One lid\n\nThe end.\n", id="mark-before-the-only-bullet"),
    pytest.param("* One lid\n* Two lids\n", "* One lid\n** Two lids\n", id="two-asterisks"),
    pytest.param("Send the PDF's by mail.", "Send the PDFs by mail.", id="apostrophe-of-a-plural"),
    pytest.param("The bee's knees hurt.", "The bees knees hurt.", id="possessive-of-one"),
    pytest.param("It is dry and warm there.", "It is dry, and warm there.", id="comma"),
    pytest.param("It works well.", "It works well!", id="exclamation-mark"),
    pytest.param("Take the second frame out.", "Take the *second* frame out.", id="emphasis"),
    pytest.param("Take the second frame out.", 'Take the "second" frame out.', id="quotes"),
    pytest.param("It is a well known trick.", "It is a well-known trick.", id="words-joined-by-a-hyphen"),
    pytest.param("Set the email up.", "Set the e-mail up.", id="hyphen-in-a-word"),
    pytest.param("We coordinate the work.", "We co-ordinate the work.", id="hyphen-behind-a-prefix"),
    pytest.param("Read the wiki page, too.", "Read the wiki page too.", id="comma-taken-out"),
    pytest.param("A cup & a spoon.", "A cup &amp; a spoon.", id="entity"),
    pytest.param("The bees' food is here.", "The bees food is here.", id="possessive"),
    pytest.param("Ask e.g. the chair.", "Ask eg the chair.", id="abbreviation"),
    pytest.param("We don't smoke.", "We don\N{RIGHT SINGLE QUOTATION MARK}t smoke.", id="curly-apostrophe"),
    pytest.param("It has two lids, etc.", "It has two lids etc.", id="comma-before-etc"),
    pytest.param("You can't see it.", "You cant see it.", id="cant-is-a-word"),
    pytest.param("Call step2 of it.", "Call step3 of it.", id="another-digit"),
    pytest.param("See the lid.", "See the lid2.", id="digit-behind-a-noun"),
    pytest.param("They were late.", "They we're late.", id="apostrophe-of-a-contraction"),
    pytest.param("Send the tshirt here.", "Send the t-shirt here.", id="hyphen-behind-a-letter"),
    pytest.param("Its lid is old.", "It's lid is old.", id="apostrophe-before-an-s"),
    pytest.param("Set the lid upon it.", "Set the lid _upon_ it.", id="emphasis-with-underscores"),
    pytest.param("The lid is based on it.", "The lid is _based on_ it.", id="emphasis-of-two-words"),
    pytest.param("Then ask vendor first.", "Then ask _vendor first. The folder _vendor is hidden.", id="name-with-_"),
    pytest.param("Open the *frame* there.", "Open the *frame*s there.", id="plural-behind-emphasis"),
    pytest.param("See O(n) there.", "See O(n)k there.", id="letter-behind-a-formula"),
    pytest.param("You have to; but you may rest.", "You want to; but you may rest.", id="clause-that-ends-with-to"),
    pytest.param("It is where he came from then he left.", "It is where he came from; then he left.", id="came-from"),
    pytest.param("It is an objet dart from here.", "It is an objet d'art from here.", id="elision"),
]
OPEN = [
    pytest.param("The lids are clean.", "The lids ,are clean.", Reason.MARK_BEFORE_WORD, id="comma-behind-the-space"),
    pytest.param("The lids are clean.", "The ;lids are clean.", Reason.MARK_BEFORE_WORD, id="semicolon-before"),
]
BROKEN = [
    pytest.param("That ought to dry the lid.", "That ought to; dry the lid.", Reason.MARK_BEHIND_WORD, id="to;"),
    pytest.param("Then open the lid of it.", "Then open the! lid of it.", Reason.MARK_BEHIND_WORD, id="the!"),
    pytest.param(
        "They are paid based on their work.",
        "They are paid _based on their work.",
        Reason.MARK_BEFORE_WORD,
        id="lone-_",
    ),
    pytest.param(
        "Every *wooden frame* has a lid.", "Every *wooden frame*w has a lid.", Reason.LETTER_BEHIND_MARK, id="frame*w"
    ),
    pytest.param(
        "The bees are flowing down to the box.",
        "The bees are flowing d'own to the box.",
        Reason.CHARACTER_IN_WORD,
        id="d'own",
    ),
    pytest.param(
        "There you'll see them.", "There you.'ll see them.", Reason.CHARACTER_IN_WORD, id="before-a-contraction"
    ),
    pytest.param("Go to http://a.org now.", "Go to http;://a.org now.", Reason.CHARACTER_IN_WORD, id="in-a-scheme"),
    pytest.param(
        "A [lid](https://a.org).", "A [lid](ht.tps://a.org).", Reason.CHARACTER_IN_WORD, id="in-a-link-s-scheme"
    ),
    pytest.param(
        "* One lid\n* Two lids\n", "* One lid\n%* Two lids\n", Reason.MARK_BEFORE_MARKER, id="before-a-bullet"
    ),
    pytest.param("  - One\n  - Two\n", "  ;- One\n  - Two\n", Reason.MARK_BEFORE_MARKER, id="before-an-inner-bullet"),
    pytest.param("There they are.", "There t-hey are.", Reason.CHARACTER_IN_WORD, id="hyphen-in-a-function-word"),
    pytest.param("Nobody can tell them.", "Nobody can t'ell them.", Reason.CHARACTER_IN_WORD, id="apostrophe-behind-t"),
    pytest.param("The frames are heavy.", "The fra'mes are heavy.", Reason.CHARACTER_IN_WORD, id="apostrophe-inside"),
    pytest.param("Set the lid upon it.", "Set the lid upon_ it.", Reason.MARK_BEHIND_WORD, id="lone-underscore"),
    pytest.param("We know that's true.", "We know thats true.", Reason.APOSTROPHE_LOST, id="thats"),
    pytest.param("Say they'll come.", "Say theyll come.", Reason.APOSTROPHE_LOST, id="theyll"),
    pytest.param("The lids are clean.", "The li;ds are clean.", Reason.CHARACTER_IN_WORD, id="semicolon-inside"),
    pytest.param("The lids are clean.", "The li7ds are clean.", Reason.CHARACTER_IN_WORD, id="digit-inside"),
    pytest.param("The lids are clean.", "The lids= are clean.", Reason.MARK_BEHIND_WORD, id="equals-sign-behind"),
    pytest.param("The lids are clean.", "The lids^ are clean.", Reason.MARK_BEHIND_WORD, id="caret-behind"),
    pytest.param("The lids are clean.", "The 4lids are clean.", Reason.DIGIT_BESIDE_WORD, id="digit-before"),
    pytest.param("Put it on the roof.", "Put it on the3 roof.", Reason.DIGIT_BESIDE_WORD, id="digit-behind-an-article"),
    pytest.param("It is (nearly) full.", "It is (nearly full.", Reason.PARTNER_LOST, id="closing-bracket-lost"),
    pytest.param("It is nearly full.", "It is (nearly full.", Reason.PARTNER_MISSING, id="opening-bracket-put-in"),
    pytest.param('They say "soon" a lot.', 'They say "soon a lot.', Reason.PARTNER_LOST, id="closing-quote-lost"),
    pytest.param("We don't smoke.", "We dont smoke.", Reason.APOSTROPHE_LOST, id="dont"),
    pytest.param("It isn't cold.", "It isnt cold.", Reason.APOSTROPHE_LOST, id="isnt"),
    pytest.param(
        "We clean the lids every spring.",
        "We cl.ean the lids every spring.",
        Reason.CHARACTER_IN_WORD,
        id="full-stop-inside",
    ),
    pytest.param(
        "We clean the lids every spring.",
        "We cle-an the lids every spring.",
        Reason.CHARACTER_IN_WORD,
        id="hyphen-inside",
    ),
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
