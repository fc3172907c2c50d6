from __future__ import annotations

import string
from math import inf

import pytest

from tests.signatures import comparisons, pages
from tests.signatures.from_text import limits
from tests.signatures.pages import block, crlf, front, german, sentence
from weave_fix.records import Applicability
from weave_fix.signatures.insert_printable_ascii_character import FAINT_NAME, SIGNATURE

NAME = "insert_printable_ascii_character"
DISPLAY_ONLY, UNSAFE, SAFE = Applicability

UNCHANGED = [
    pytest.param(sentence, "It has SHA sums.", "It has SHA1 sums.", id="acronym-with-a-digit"),
    pytest.param(sentence, "It is not like that.", "It is not alike that.", id="letter-before-a-preposition"),
    pytest.param(sentence, "The backend are probed.", "The backends are probed.", id="plural"),
    pytest.param(sentence, "The proxy keep them open.", "The proxy keeps them open.", id="verb-ending"),
    pytest.param(sentence, "A open port is bound.", "An open port is bound.", id="article-before-a-vowel"),
    pytest.param(sentence, "It is wel known.", "It is well known.", id="typing-typo-mended"),
    pytest.param(sentence, "An intial reload is made.", "An initial reload is made.", id="missing-letter-mended"),
    pytest.param(
        sentence, "It must not loose a key to a log.", "It must not loosen a key to a log.", id="another-word"
    ),
    pytest.param(sentence, "It can rise.", "It can arise.", id="letter-before-a-word"),
    pytest.param(sentence, "It ran for an hour.", "It rang for an hour.", id="letter-behind-a-word"),
    pytest.param(sentence, "Use HTTP here.", "Use HTTPS here.", id="acronym-with-a-letter-more"),
    pytest.param(sentence, "Set `key_id` there.", "Set `keys_id` there.", id="name-in-a-code-span"),
    pytest.param(sentence, "See http://a.example/ first.", "See https://a.example/ first.", id="scheme-of-an-address"),
    pytest.param(sentence, "It makes an index, too.", "It makes an index , too.", id="space-before-a-comma"),
    pytest.param(sentence, "The filename counts.", "The file name counts.", id="space-into-a-compound"),
    pytest.param(german, "Der Ordner werden geleert.", "Die Ordner werden geleert.", id="german-article"),
    pytest.param(block, "Locks expire. Others stay.", "Locks expire.\n\nOthers stay.", id="paragraph-parted"),
    pytest.param(block, "Locks expire.\nOthers stay.", "Locks expire.\n\nOthers stay.", id="blank-line-put-in"),
    pytest.param(block, "### Locks\nThey expire.", "### Locks\n\nThey expire.", id="blank-line-below-a-heading"),
    pytest.param(block, "Locks expire.\nOthers stay.", "Locks expire. \nOthers stay.", id="trailing-space"),
    pytest.param(block, "- a lock\n- a piece", "- a lock\n - a piece", id="list-item-moved-in"),
    pytest.param(block, "```c\nfor i\n```", "```c\nfor i2\n```", id="name-in-code"),
    pytest.param(block, "```c\nbusy\n```", "```c\n\tbusy\n```", id="tab-before-code"),
    pytest.param(block, "- a lock\n-a piece", "- a lock\n- a piece", id="space-behind-a-list-marker"),
    pytest.param(front, "draft: fals", "draft: false", id="front-matter-value-mended"),
    pytest.param(front, "weights: 4", "weights: 40", id="front-matter-number"),
    pytest.param(crlf, "The lock are kept.", "The locks are kept.", id="plural-crlf"),
    pytest.param(sentence, "Wait 30 seconds.", "Wait 300 seconds.", id="digit-behind-a-number"),
    pytest.param(sentence, "Wait 30 seconds.", "Wait 130 seconds.", id="digit-before-a-number"),
    pytest.param(sentence, "It needs version 3.1 of it.", "It needs version 3.12 of it.", id="version-number-longer"),
    pytest.param(german, "Das Programm laufe weiter.", "Das Programm laufen weiter.", id="german-ending"),
    pytest.param(sentence, "The colour is grey.", "The colour is greyer.", id="comparative"),
    pytest.param(sentence, "Run `serve -v` first.", "Run `serve -vv` first.", id="option-doubled"),
]

REPAIRS = [
    pytest.param(sentence, "Only the token is checked.", "Only the tokQen is checked.", id="capital-inside-a-word"),
    pytest.param(sentence, "Only the token is checked.", "Only the tokxen is checked.", id="letter-inside-a-word"),
    pytest.param(sentence, "Only the token is checked.", "Only the to7ken is checked.", id="digit-inside-a-word"),
    pytest.param(sentence, "Only the token is checked.", "Only the to\fken is checked.", id="form-feed-inside-a-word"),
    pytest.param(sentence, "Only the token is checked.", "Only the to\x0bken is checked.", id="vertical-tab"),
    pytest.param(sentence, "Only the token is checked.", "Only the tok\nen is checked.", id="line-end-inside-a-word"),
    pytest.param(sentence, "Only the token is checked.", "Only the tok\ten is checked.", id="tab-inside-a-word"),
    pytest.param(sentence, "Only the token is checked.", "Only the tok en is checked.", id="space-inside-a-word"),
    pytest.param(sentence, "Only the token is checked.", "Only the token iJs checked.", id="inside-a-short-word"),
    pytest.param(sentence, "A key is **never sent** twice.", "A key is **nevKer sent** twice.", id="inside-emphasis"),
    pytest.param(
        sentence, "Read [more](docs/rate-limits.md).", "Read [more](docs/rate-liXmits.md).", id="inside-a-link-target"
    ),
    pytest.param(block, "- a lock that has expired", "- a lock thaZt has expired", id="list-item"),
    pytest.param(block, "### What the locks protect", "### What the locWks protect", id="heading"),
    pytest.param(block, "> Never prune in a hurry.", "> Never prVune in a hurry.", id="quote"),
    pytest.param(
        block,
        "| Lock | Held by |\n|------|---------|\n| shared | every reader |",
        "| Lock | Held by |\n|------|---------|\n| shared | every reaFder |",
        id="table-cell",
    ),
    pytest.param(front, "summary: Where the pieces are kept", "summary: Where the piecYes are kept", id="front-matter"),
    pytest.param(crlf, "A lock is kept for an hour.", "A lock is kepGt for an hour.", id="crlf"),
    pytest.param(sentence, "Only the token is checked.", "Only the to\rken is checked.", id="carriage-return"),
]

LEFT_IN_ANOTHER_LANGUAGE = [
    pytest.param(german, "Der Ordner ist danach leer.", "Der OrdPner ist danach leer.", id="german"),
]

KNOWN_MISSES = [
    pytest.param(
        block,
        "```sh\n# wait until the lock is free\n```",
        "```sh\n# wait until thBe lock is free\n```",
        id="comment-in-code",
    ),
]

SAID_NO = [
    pytest.param("one two", "one ä two", id="several-characters"),
    pytest.param("one two", "onäe two", id="a-letter-beyond-ascii"),
    pytest.param("one two", "one\N{NO-BREAK SPACE} two", id="a-no-break-space"),
    pytest.param("one two", "one\x00 two", id="a-control-character-that-is-not-printable"),
    pytest.param("one two", "ond two", id="a-character-replaced"),
    pytest.param("one two", "on two", id="a-character-lost"),
]


def test_never_worse() -> None:
    comparisons.assert_never_worse(NAME)


@pytest.mark.parametrize("text", [pages.UNWRAPPED, pages.WRAPPED, pages.GERMAN])
def test_the_operation_puts_one_character_in(text: str) -> None:
    put = set()
    for done in comparisons.damages(NAME, text):
        assert comparisons.taken_out(text, done) == ""
        put.add(done.text[done.start : done.end])
    assert put <= set(string.printable)
    assert any(char.isspace() for char in put)
    assert any(char.isalpha() for char in put)


def test_the_operation_works_on_an_empty_text() -> None:
    done = comparisons.attempt(NAME, "")
    assert done is not None
    assert (done.start, done.end, len(done.text)) == (0, 1, 1)


def test_a_text_without_prose_is_not_damaged() -> None:
    assert comparisons.driven(NAME, "```\nall of it is code and nothing else\n```\n") is None


def test_the_example_is_the_work_of_the_operation() -> None:
    sound, damaged = SIGNATURE.example
    assert any(
        char in string.printable and sound == damaged[:at] + damaged[at + 1 :] for at, char in enumerate(damaged)
    )
    comparisons.assert_example_is_undone(NAME)


@pytest.mark.parametrize(
    ("text", "before", "after", "most", "least"),
    [
        pytest.param("It runs on Plan9 as well.", "Plan9", "Plan", None, -inf, id="version"),
        pytest.param("It runs on mill9 as well.", "mill9", "mill", None, -inf, id="version-of-a-short-name"),
        pytest.param("It runs on millpack4 as well.", "millpack4", "millpack", None, -inf, id="version-of-a-name"),
        pytest.param("All middlewares of the mill run.", "middlewares", "middleware", None, -inf, id="plural"),
        pytest.param("All informations are here.", "informations", "information", DISPLAY_ONLY, -inf, id="no-plural"),
        pytest.param("Set it in the babelrc of it.", "babelrc", "babel", None, -inf, id="file-of-settings"),
        pytest.param("It is easy peasy to mend.", "peasy", "easy", None, -inf, id="rhyme"),
        pytest.param("It runs from9 as well.", "from9", "from", SAFE, -inf, id="digit-behind-a-joint"),
        pytest.param("It runs on rivers9 as well.", "rivers9", "rivers", SAFE, -inf, id="digit-behind-a-word"),
        pytest.param("It makes A32 code.", "A32", "32", None, FAINT_NAME, id="letter-beside-a-number"),
        pytest.param(
            "It is made for millv7l too.", "millv7l", "millv7", None, -inf, id="letter-of-a-name-with-a-number"
        ),
        pytest.param("It is Mill3's door.", "Mill3", "Mill", None, -inf, id="version-of-an-owner"),
        pytest.param("Use a highp mill there.", "highp", "high", SAFE, FAINT_NAME, id="term-of-a-letter-more"),
        pytest.param("Each vnode is made anew.", "vnode", "node", UNSAFE, FAINT_NAME, id="letter-that-names-have"),
        pytest.param("Each zriver is made anew.", "zriver", "river", UNSAFE, -inf, id="letter-that-they-have-not"),
        pytest.param("The XMPP protocol is old.", "XMPP", "XMP", SAFE, FAINT_NAME, id="acronym"),
        pytest.param("They are expensive or crashy doors.", "crashy", "crash", SAFE, FAINT_NAME, id="made-by-y"),
        pytest.param(
            "Jane Miller\tjane@example.com is here.", "Miller\tjane", "Millerjane", None, -inf, id="tab-apart"
        ),
        pytest.param("The mil\tler is here.", "mil\tler", "miller", SAFE, -inf, id="tab-in-a-word"),
        pytest.param(
            "A small peep hole of the mill.", "peep hole", "peephole", UNSAFE, -inf, id="compound-of-two-words"
        ),
        pytest.param("It goes with out the mill.", "with out", "without", SAFE, -inf, id="word-of-two-short-ones"),
        pytest.param(
            "See what jconsole can show.", "jconsole", "console", UNSAFE, FAINT_NAME, id="name-of-a-letter-more"
        ),
        pytest.param("Give it the valueB of the mill.", "valueB", "value", None, -inf, id="letter-that-counts"),
        pytest.param("See the riQver of the mill.", "riQver", "river", SAFE, -inf, id="letter-that-does-not-count"),
        pytest.param("Links to rexports are here.", "rexports", "reports", UNSAFE, FAINT_NAME, id="rest-of-a-prefix"),
        pytest.param("Links to repxorts are not there.", "repxorts", "reports", SAFE, -inf, id="no-word-inside"),
    ],
)
def test_how_far_a_letter_may_go(text: str, before: str, after: str, most: Applicability | None, least: float) -> None:
    assert limits(NAME, text, before, after) == (most, least)


# What the text alone shows, and what it does not: from_text_test.py runs the rows.
ALONE = [
    pytest.param("Water the ferQns in the morning.", "Water the ferns in the morning.", id="capital-inside"),
    pytest.param("Water the gardenz in the morning.", "Water the garden in the morning.", id="letter-at-the-end"),
    pytest.param("The housee is old.", "The house is old.", id="letter-twice"),
    pytest.param("The hou5se is old.", "The house is old.", id="digit"),
    pytest.param("The wa ter is cold.", "The water is cold.", id="space"),
    pytest.param("The gard en is cold.", "The garden is cold.", id="space-behind-a-word"),
    pytest.param("This isH a house.", "This is a house.", id="capital-behind-a-word"),
    pytest.param("The hou\x0cse is old.\n", "The house is old.\n", id="form-feed"),
    pytest.param("The old \x0bhouse is here.\n", "The old house is here.\n", id="vertical-tab"),
    pytest.param("The hou\rse is old.\n", "The house is old.\n", id="carriage-return"),
    pytest.param("The wa\tter is cold.\n", "The water is cold.\n", id="tab"),
    pytest.param("The 8house is old.", "The house is old.", id="digit-before-a-word"),
    pytest.param("This is aD house.", "This is a house.", id="capital-behind-a-word-of-one-letter"),
    pytest.param("To do this,q we walk.", "To do this, we walk.", id="letter-behind-a-comma"),
    pytest.param("We walk.9 The house is old.", "We walk. The house is old.", id="digit-behind-a-stop"),
]

NOT_ALONE = [
    pytest.param("It was signed by Faith Stubbs.", id="a-name-with-a-letter-twice"),
    pytest.param("We walk to the house.", id="sound"),
    pytest.param("One line.\r\nAnother line.\r\n", id="line-ends-as-on-windows"),
    pytest.param("```\nhou\x0cse\n```\n", id="in-a-fence"),
    pytest.param("See `housee` now.", id="in-code"),
    pytest.param("| house\tis |\n|---|\n| c |\n", id="tab-in-a-table"),
    pytest.param("The house \x0b is \x00 old.", id="data"),
    pytest.param("\tThe house\n", id="tab-before-a-line"),
    pytest.param("A cat and a dog.", id="short-words"),
    pytest.param("On the 4th day, or the 2nd.", id="ordinals"),
    pytest.param("\N{SUPERSCRIPT ONE}Only a few of them.", id="the-mark-of-a-footnote"),
    pytest.param("As e.g. in x,y or v1.9 of it.", id="letters-and-digits-between-marks"),
]
