from __future__ import annotations

import re

import pytest

from tests.signatures import comparisons, pages
from tests.signatures.from_text import limits
from tests.signatures.pages import block, crlf, front, german, sentence
from weave_fix.records import Applicability
from weave_fix.signatures.shuffle_word_middle import SIGNATURE

NAME = "shuffle_word_middle"

UNCHANGED = [
    pytest.param(sentence, "The marital law is old.", "The martial law is old.", id="marital-to-martial"),
    pytest.param(sentence, "Only the tokne is checked.", "Only the token is checked.", id="mended-into-the-base"),
    pytest.param(sentence, "Please recieve the token.", "Please receive the token.", id="typing-typo-mended"),
    pytest.param(sentence, "The refernece is kept.", "The reference is kept.", id="transposed-letters-mended"),
    pytest.param(sentence, "It is read form the file.", "It is read from the file.", id="form-to-from"),
    pytest.param(sentence, "It is the second trail.", "It is the second trial.", id="trail-to-trial"),
    pytest.param(sentence, "An untied route is free.", "An united route is free.", id="untied-to-united"),
    pytest.param(sentence, "The theatre is closed.", "The theater is closed.", id="american-spelling"),
    pytest.param(sentence, "Its fibre has a calibre.", "Its fiber has a caliber.", id="american-spelling-twice"),
    pytest.param(sentence, "The centre host is used.", "The center host is used.", id="centre-to-center"),
    pytest.param(sentence, "Run `serve --form` now.", "Run `serve --from` now.", id="option-in-a-code-span"),
    pytest.param(sentence, "The parental hosts wait.", "The paternal hosts wait.", id="anagram-of-another-meaning"),
    pytest.param(block, "```py\nis_raed = True\n```", "```py\nis_read = True\n```", id="mended-name-in-code"),
    pytest.param(block, "- a lock\n- form a file", "- a lock\n- from a file", id="list-item-mended"),
    pytest.param(front, "layuot: page", "layout: page", id="front-matter-key-mended"),
    pytest.param(crlf, "The refernece is kept.", "The reference is kept.", id="mended-crlf"),
    pytest.param(german, "Die Leider sind lang.", "Die Lieder sind lang.", id="german-anagram"),
]

REPAIRS = [
    pytest.param(sentence, "The configuration is checked.", "The cgntiauoirfon is checked.", id="long-word"),
    pytest.param(sentence, "Only the token is checked.", "Only the tkoen is checked.", id="two-neighbours"),
    pytest.param(sentence, "Every listener has a name.", "Every lentiesr has a name.", id="word-the-base-has-not"),
    pytest.param(sentence, "Reloads are always quick.", "Reloads are aywlas quick.", id="common-word"),
    pytest.param(sentence, "Caching is optional here.", "Cnhicag is optional here.", id="capital-stays-in-front"),
    pytest.param(sentence, "A key is **never sent** twice.", "A key is **nveer sent** twice.", id="inside-emphasis"),
    pytest.param(sentence, "Read [the other page](b.md).", "Read [the ohetr page](b.md).", id="inside-a-link-text"),
    pytest.param(block, "- a lock that has expired", "- a lock that has epriexd", id="list-item"),
    pytest.param(block, "### What the locks protect", "### What the locks pcorett", id="heading"),
    pytest.param(block, "> Never prune in a hurry.", "> Never purne in a hurry.", id="quote"),
    pytest.param(
        block,
        "| Lock | Held by |\n|------|---------|\n| shared | every reader |",
        "| Lock | Held by |\n|------|---------|\n| shared | every rdaeer |",
        id="table-cell",
    ),
    pytest.param(front, "summary: Where the pieces are kept", "summary: Where the pceies are kept", id="front-matter"),
    pytest.param(crlf, "A lock is always released.", "A lock is awalys released.", id="crlf"),
]

LEFT_IN_ANOTHER_LANGUAGE = [
    pytest.param(german, "Der Ordner ist danach leer.", "Der Onredr ist danach leer.", id="german"),
    pytest.param(german, "Die Prüfung dauert lange.", "Die Püfrnug dauert lange.", id="umlaut"),
]

KNOWN_MISSES = [
    pytest.param(
        block,
        "```sh\n# wait until nobody reads it\n```",
        "```sh\n# wait until nbdooy reads it\n```",
        id="comment-in-code",
    ),
]

SAID_NO = [
    pytest.param("the reader", "the eeadrr", id="first-letter-moved"),
    pytest.param("the reader", "the redare", id="last-letter-moved"),
    pytest.param("the reader", "the rxader", id="a-letter-replaced"),
    pytest.param("the reader", "the raeer", id="a-letter-lost"),
    pytest.param("the reader of it", "the rfo adere of it", id="over-a-space"),
    pytest.param("number 12345", "number 13245", id="digits"),
    pytest.param("the READER", "the REDAEr", id="case-changed-as-well"),
]


@comparisons.alone_and_beside_an_edit
def test_a_word_shuffled_alike_wherever_it_stands_is_undone(beside: comparisons.Frame) -> None:
    # The reference set shuffles a word at every place where it stands; there it is one word with one new spelling.
    sound = pages.UNWRAPPED
    damaged, count = re.subn(r"\brequest\b", "rqesuet", sound)
    assert count == 3
    patch = comparisons.look(sound, beside(damaged))
    assert patch.text_after == beside(sound)
    assert {fix.candidate.signature for fix in patch.applied} == {NAME}


def test_never_worse() -> None:
    comparisons.assert_never_worse(NAME)


@pytest.mark.parametrize("text", [pages.UNWRAPPED, pages.WRAPPED, pages.GERMAN])
def test_the_operation_shuffles_the_inside_of_a_word(text: str) -> None:
    for done in comparisons.damages(NAME, text):
        was, now = comparisons.taken_out(text, done), done.text[done.start : done.end]
        assert was.isalpha()
        assert len(was) >= 5
        assert sorted(was) == sorted(now)
        assert (was[0], was[-1]) == (now[0], now[-1])


@pytest.mark.parametrize("text", ["", "four long 12345 ab-cde fghij's", "a, be. cee? deed!"])
def test_the_operation_needs_a_word_of_five_letters(text: str) -> None:
    assert comparisons.attempt(NAME, text) is None


def test_a_word_that_stays_as_it_was_is_no_damage() -> None:
    assert comparisons.driven(NAME, "aaaaa bbbbb ccccc ddddd eeeee fffff ggggg\n") is None


def test_the_example_is_the_work_of_the_operation() -> None:
    sound, damaged = SIGNATURE.example[0].split(), SIGNATURE.example[1].split()
    ((was, now),) = [(a, b) for a, b in zip(sound, damaged, strict=True) if a != b]
    assert len(was) >= 5
    assert sorted(was[1:-1]) == sorted(now[1:-1])
    assert (was[0], was[-1]) == (now[0], now[-1])
    comparisons.assert_example_is_undone(NAME)


# What the text alone shows, and what it does not: from_text_test.py runs the rows.
ALONE = [
    pytest.param("Climb the narrow sricatase now.", "Climb the narrow staircase now.", id="long-word"),
    pytest.param("The tkoen is old.", "The token is old.", id="two-neighbours"),
    pytest.param("The tkoen and the tkoen are old.", "The token and the token are old.", id="at-all-its-places"),
    pytest.param("Tkoen is old.", "Token is old.", id="capital"),
    pytest.param("TKOEN is old.", "TOKEN is old.", id="capitals"),
    pytest.param("The *tkoen* is old.", "The *token* is old.", id="emphasis"),
    pytest.param("# The tkoen", "# The token", id="heading"),
]

NOT_ALONE = [
    pytest.param("Climb the narrow staircase.", id="sound"),
    pytest.param("The xqzzt is here.", id="no-anagram-is-known"),
    pytest.param("See `tkoen` now.", id="in-code"),
    pytest.param("```\ntkoen\n```\n", id="in-a-fence"),
    pytest.param("It was teh mill.", id="too-short"),
    pytest.param("The trail is a trial.", id="known-both"),
    pytest.param("[it](tkoen.md)", id="in-a-link-target"),
]


def test_a_word_that_is_made_as_words_are_made_is_no_other_one_shuffled() -> None:
    assert limits(NAME, "It happens during rerenders of it.", "rerenders", "reenrders")[0] is None
    assert limits(NAME, "We need the binutils of it.", "binutils", "builtins")[0] is None
    assert limits(NAME, "It happens during rdenering of it.", "rdenering", "rendering")[0] is Applicability.SAFE
