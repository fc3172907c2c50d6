from __future__ import annotations

import string

import pytest

from tests.signatures import comparisons, pages
from tests.signatures.from_text import limits
from tests.signatures.pages import block, crlf, front, german, sentence
from weave_fix.records import Applicability
from weave_fix.signatures.insert_punctuation import FAINT, FAINT_CLAUSE, FAINT_HYPHEN, PROGRAM, SIGNATURE

NAME = "insert_punctuation"
SAFE, SHOWN = Applicability.SAFE, Applicability.DISPLAY_ONLY

UNCHANGED = [
    pytest.param(sentence, "Thanks to alice for it.", "Thanks to @alice for it.", id="mention"),
    pytest.param(
        sentence, "When a key expires it is gone.", "When a key expires, it is gone.", id="comma-behind-a-clause"
    ),
    pytest.param(sentence, "Keys, tokens and hosts.", "Keys, tokens, and hosts.", id="serial-comma"),
    pytest.param(sentence, "However this may fail.", "However, this may fail.", id="comma-behind-an-adverb"),
    pytest.param(
        sentence, "The well known port is used.", "The well-known port is used beyond.", id="hyphen-for-a-space"
    ),
    pytest.param(sentence, "Please reenter the token.", "Please re-enter the token.", id="hyphen-in-a-word"),
    pytest.param(
        sentence, "A nonblocking write follows.", "A non-blocking write follows.", id="hyphen-behind-a-prefix"
    ),
    pytest.param(sentence, "Its the callers token.", "Its the caller's token.", id="apostrophe-of-a-genitive"),
    pytest.param(sentence, "It wont start without it.", "It won't start without it.", id="apostrophe-of-a-contraction"),
    pytest.param(sentence, "The hosts ports are open.", "The hosts' ports are open.", id="apostrophe-behind-a-plural"),
    pytest.param(sentence, "Keys, tokens, etc are kept.", "Keys, tokens, etc. are kept.", id="full-stop-of-etc"),
    pytest.param(sentence, "A port, eg 8443, is bound.", "A port, e.g. 8443, is bound.", id="full-stops-of-eg"),
    pytest.param(sentence, "Set the following", "Set the following:", id="colon-before-what-follows"),
    pytest.param(sentence, "Run `serve -verbose` now.", "Run `serve --verbose` now.", id="hyphen-of-a-long-option"),
    pytest.param(sentence, "Set `keys_file` there.", "Set `.keys_file` there.", id="dot-of-a-hidden-file"),
    pytest.param(sentence, "See docs/limits for more.", "See /docs/limits for more.", id="path-from-the-root"),
    pytest.param(sentence, "It needs Python 310 now.", "It needs Python 3.10 now.", id="dot-of-a-version"),
    pytest.param(sentence, "Read the RFC*.", "Read the RFC\\*.", id="escape-put-in"),
    pytest.param(sentence, "See issue 42 about it.", "See issue #42 about it.", id="number-sign-of-an-issue"),
    pytest.param(german, "Das Wort dass hier steht.", "Das Wort, dass hier steht.", id="german-comma"),
    pytest.param(german, "Die NAS Geräte sind leise.", "Die NAS-Geräte sind leise und klein.", id="german-hyphen"),
    pytest.param(block, "Locks expire after an hour", "Locks expire after an hour.", id="full-stop-at-the-end"),
    pytest.param(block, "- a lock\n- a piece", "- a lock;\n- a piece", id="semicolon-behind-a-list-item"),
    pytest.param(block, "## Locks", "### Locks", id="heading-one-level-down"),
    pytest.param(block, "#Locks expire", "##Locks expire", id="heading-without-a-space"),
    pytest.param(block, "```c\nreturn busy\n```", "```c\nreturn busy;\n```", id="semicolon-in-code"),
    pytest.param(block, "```c\nif (busy)\n```", "```c\nif (!busy)\n```", id="negation-in-code"),
    pytest.param(block, "```yaml\nhost laptop\n```", "```yaml\nhost: laptop\n```", id="colon-in-yaml"),
    pytest.param(block, "Keep ~2 GB free.", "Keep ~~2 GB free.", id="tilde-doubled"),
    pytest.param(block, "| a | b \n|---|---|", "| a | b |\n|---|---|", id="last-bar-of-a-table-row"),
    pytest.param(block, "|---|--|\n", "|---|---|\n", id="rule-of-a-table"),
    pytest.param(block, "See <https://a.example/b>.", "See <https://a.example/b/>.", id="slash-behind-an-address"),
    pytest.param(
        block,
        "Locks expire.[1]\n\n[1]: After an hour.",
        "Locks expire.[^1]\n\n[^1]: After an hour.",
        id="footnote-made-of-a-link",
    ),
    pytest.param(front, "slug: locks", "slug: /locks", id="front-matter-path"),
    pytest.param(crlf, "When a lock expires it is gone.", "When a lock expires, it is gone.", id="comma-crlf"),
    pytest.param(sentence, "It costs 1000 cycles.", "It costs 1,000 cycles.", id="thousands-separator"),
    pytest.param(sentence, "It costs 5 of the time.", "It costs 5% of the time.", id="per-cent-sign"),
]

REPAIRS = [
    pytest.param(sentence, "Only the token is checked.", "Only the to|ken is checked.", id="bar-inside-a-word"),
    pytest.param(sentence, "Only the token is checked.", "Only the tok;en is checked.", id="semicolon-inside-a-word"),
    pytest.param(sentence, "Only the token is checked.", "Only t,he token is checked.", id="comma-inside-a-short-word"),
    pytest.param(sentence, "Only the token is checked.", "Only the ^token is checked.", id="caret-before-a-word"),
    pytest.param(sentence, "Only the token is checked.", "Only the} token is checked.", id="closing-brace"),
    pytest.param(sentence, "Only the token is checked.", "Only the token i`s checked.", id="back-tick"),
    pytest.param(sentence, "A key is **never sent** twice.", "A key is **nev{er sent** twice.", id="inside-emphasis"),
    pytest.param(sentence, "Read [the other page](b.md).", "Read [the oth&er page](b.md).", id="inside-a-link-text"),
    pytest.param(
        sentence, "Read [more](docs/rate-limits.md).", "Read [more](docs/rate-l^imits.md).", id="inside-a-link-target"
    ),
    pytest.param(german, "Der Ordner ist danach leer.", "Der Ord<ner ist danach leer.", id="german"),
    pytest.param(german, "Er wird täglich geleert.", "Er wird täg=lich geleert.", id="beside-an-umlaut"),
    pytest.param(block, "- a lock that has expired", "- a lock t%hat has expired", id="list-item"),
    pytest.param(block, "### What the locks protect", "### What the lo]cks protect", id="heading"),
    pytest.param(block, "> Never prune in a hurry.", "> Never pru@ne in a hurry.", id="quote"),
    pytest.param(
        block,
        "| Lock | Held by |\n|------|---------|\n| shared | every reader |",
        "| Lock | Held by |\n|------|---------|\n| shared | every re;ader |",
        id="table-cell",
    ),
    pytest.param(
        block,
        "```sh\n# wait until the lock is free\n```",
        "```sh\n# wait un$til the lock is free\n```",
        id="comment-in-code",
    ),
    pytest.param(front, "summary: Where the pieces are kept", "summary: Where the pie]ces are kept", id="front-matter"),
    pytest.param(crlf, "A lock is kept for an hour.", "A lock is ke+pt for an hour.", id="crlf"),
    pytest.param(block, "A lock that nobody\nrenews expires.", "A lock that nobody=\nrenews expires.", id="line-end"),
    pytest.param(
        block, "A lock that nobody\nrenews expires.", "A lock that nobody\n~renews expires.", id="start-of-a-line"
    ),
    pytest.param(sentence, "It works, even alone.", "It works,= even alone.", id="beside-a-comma"),
]

SAID_NO = [
    pytest.param("one two", "one x two", id="a-letter"),
    pytest.param("one two", "one,; two", id="two-marks"),
    pytest.param("one, two", "one; two", id="a-mark-replaced"),
    pytest.param("one, two", "one two", id="a-mark-lost"),
    pytest.param("one two", "one\N{RIGHT SINGLE QUOTATION MARK} two", id="a-typographic-mark"),
    pytest.param("one two", "one  two", id="a-space"),
]


def test_never_worse() -> None:
    comparisons.assert_never_worse(NAME)


@pytest.mark.parametrize("text", [pages.UNWRAPPED, pages.WRAPPED, pages.GERMAN])
def test_the_operation_puts_one_mark_in(text: str) -> None:
    put = set()
    for done in comparisons.damages(NAME, text):
        assert comparisons.taken_out(text, done) == ""
        put.add(done.text[done.start : done.end])
    assert put <= set(string.punctuation)
    assert len(put) > 16


def test_the_operation_works_on_an_empty_text() -> None:
    done = comparisons.attempt(NAME, "")
    assert done is not None
    assert (done.start, done.end, len(done.text)) == (0, 1, 1)


def test_a_text_without_prose_is_not_damaged() -> None:
    assert comparisons.driven(NAME, "```\nall of it is code and nothing else\n```\n") is None


def test_the_example_is_the_work_of_the_operation() -> None:
    sound, damaged = SIGNATURE.example
    assert any(
        mark in string.punctuation and sound == damaged[:at] + damaged[at + 1 :] for at, mark in enumerate(damaged)
    )
    comparisons.assert_example_is_undone(NAME)


@pytest.mark.parametrize(
    ("text", "before", "after", "most", "least"),
    [
        pytest.param("We see it or !print it.", "!print", "print", None, FAINT, id="what-a-program-negates"),
        pytest.param("We see it or go!print it.", "go!print", "goprint", SAFE, FAINT, id="between-words"),
        pytest.param("It reads the ?CURRENT door.", "?CURRENT", "CURRENT", None, FAINT, id="what-is-asked-for"),
        pytest.param("Set the door_bell of it.", "r_b", "rb", None, FAINT, id="name-of-two-words"),
        pytest.param("Set the la_symbind of it.", "a_s", "as", None, FAINT, id="name-of-no-word"),
        pytest.param("See the ri_ver of it.", "i_v", "iv", SAFE, FAINT, id="inside-a-word-with-a-low-line"),
        pytest.param("It is in self._stream of it.", "._stream", ".stream", None, FAINT, id="name-of-its-own"),
        pytest.param("door: What to ring.\n  bell (str): It rings.", "ring.", "ring", None, FAINT, id="list-of-names"),
        pytest.param("We see what to ring.\nIt rings (at noon).", "ring.", "ring", SAFE, FAINT, id="sentences"),
        pytest.param("Names:\n\n.Mill.Doors\n: all of them", ".Mill", "Mill", None, FAINT, id="name-with-dots"),
        pytest.param("Names:\n\n.Doors\n: all of them", ".Doors", "Doors", None, FAINT, id="name-by-itself"),
        pytest.param("We saw the .old mill by the river.", ".old", "old", None, FAINT, id="dot-before-a-word"),
        pytest.param("It is .then that we saw it.", ".then", "then", SAFE, FAINT, id="dot-before-a-joint"),
        pytest.param("The _mill folder is by the river.", "_mill", "mill", None, FAINT, id="line-before-a-word"),
        pytest.param("The OLD_* names are here.", "OLD_*", "OLD*", None, FAINT, id="names-that-begin-alike"),
        pytest.param("It is f(a)*b of them.", "f(a)*b", "f(a)b", None, FAINT, id="product"),
        pytest.param("See it (*note Doors) here.", "(*note", "(note", None, FAINT, id="star-before-a-note"),
        pytest.param("Read the old (*Mill) part.", "(*Mill", "(Mill", None, FAINT, id="star-before-a-name"),
        pytest.param("Set it to M|F in the house.", "M|F", "MF", None, FAINT, id="one-of-two-letters"),
        pytest.param("Set it to M&F in the house.", "M&F", "MF", None, FAINT, id="letters-of-two-words"),
        pytest.param("Use the MillDoor/Gate of it.", "Door/Gate", "DoorGate", None, FAINT, id="one-of-two-names"),
        pytest.param("Use the mil/l door of it.", "mil/l", "mill", SAFE, FAINT, id="slash-in-a-word"),
        pytest.param("Set the colour of the door/s there.", "door/s", "doors", None, FAINT, id="one-or-more"),
        pytest.param("Set the colour of the d/oors there.", "d/oors", "doors", SAFE, FAINT, id="slash-before-the-rest"),
        pytest.param("English| [Dutch](nl.md)", "|", "", None, FAINT, id="bar-between-links"),
        pytest.param("See| the doors.", "|", "", SAFE, FAINT, id="bar-behind-a-word"),
        pytest.param("- doors! See the mill", "doors!", "doors", None, FAINT, id="said-aloud"),
        pytest.param("- doors!: see the mill", "doors!", "doors", None, FAINT, id="change-that-breaks"),
        pytest.param("Wait until! the mill", "until!", "until", SAFE, FAINT, id="not-said-aloud"),
        pytest.param("See doors!mill there.", "doors!mill", "doorsmill", SAFE, FAINT, id="stop-in-a-word"),
        pytest.param("- [doors:] Open them.", "doors:]", "doors]", None, FAINT, id="colon-before-a-bracket"),
        pytest.param("It is old.\n\n~Ann Miller", "~Ann", "Ann", None, FAINT, id="writer"),
        pytest.param("Call doors(mill, ?key) for it.", "?key", "key", None, FAINT, id="argument"),
        pytest.param("See the doors (old, ?key) there.", "?key", "key", SAFE, FAINT, id="no-argument"),
        pytest.param("- doors?: any of them", "doors?:", "doors:", None, FAINT, id="name-that-may-be-left-out"),
        pytest.param("All (now!) of the mills.", "now!)", "now)", None, FAINT, id="said-in-brackets"),
        pytest.param(
            "Você pode visitá-los por um dia.", "visitá-los", "visitálos", None, FAINT_HYPHEN, id="portuguese"
        ),
        pytest.param("It has to run in <IE11 too.", "<IE", "IE", None, FAINT, id="less-than-a-version"),
        pytest.param("It has to run in <ovens too.", "<ov", "ov", SAFE, FAINT, id="less-than-a-word"),
        pytest.param("- out of support :(\n", ":(", ":", None, FAINT, id="face"),
        pytest.param(
            "We co-operate in the house.", "co-operate", "cooperate", None, FAINT_HYPHEN, id="behind-a-prefix"
        ),
        pytest.param("_Say what it is..._", "_Say", "Say", None, FAINT, id="emphasis-that-ends-at-a-mark"),
        pytest.param("1. _Why so\n   many mills?_", "_Why", "Why", None, FAINT, id="emphasis-over-lines"),
        pytest.param("Set `a_b` and _that.", "_that", "that", SAFE, FAINT, id="emphasis-without-end"),
        pytest.param("An _old_ mill shoul_d be kept.", "shoul_d", "should", SAFE, FAINT, id="line-in-a-word"),
        pytest.param("They can: open the mill.", "can:", "can", SAFE, FAINT_CLAUSE, id="colon-that-begins-a-clause"),
        pytest.param("Ask the mill; it is open.", "mill;", "mill", SAFE, FAINT_CLAUSE, id="semicolon-before-a-clause"),
        pytest.param("Get a loaf by: asking for it.", "by:", "by", SAFE, FAINT, id="colon-behind-a-preposition"),
        pytest.param("See the millers' house there.", "millers'", "millers", None, FAINT, id="those-who-own-it"),
        pytest.param("It is the miller' house.", "miller'", "miller", SHOWN, FAINT, id="no-more-than-one-who-owns-it"),
        pytest.param("See [[old mill|the mill]] there.", "mill|", "mill", None, FAINT, id="how-a-link-is-shown"),
        pytest.param("See [[old mill]]|the mill there.", "|the", "the", SAFE, FAINT, id="bar-behind-a-link"),
        pytest.param("Some {++more mills++} are here.", "{++m", "++m", None, FAINT, id="editor-begins"),
        pytest.param("Some {--more mills--} are here.", "--}", "--", None, FAINT, id="editor-ends"),
        pytest.param("Some {more mills--} are here.", "{m", "m", SHOWN, FAINT, id="brace-of-no-editor"),
        pytest.param("We have a few take-aways here.", "take-aways", "takeaways", SAFE, FAINT_HYPHEN, id="hyphen"),
    ],
)
def test_how_far_a_mark_may_go(text: str, before: str, after: str, most: Applicability | None, least: float) -> None:
    assert limits(NAME, text, before, after) == (most, least)


def test_a_picture_is_looked_for_only_so_far() -> None:
    # It is asked for at each mark, and a text of nothing but beginnings of pictures was read to its end each time.
    assert PROGRAM.match("![" + "a" * 400 + "](b)")
    assert not PROGRAM.match("![" * 400 + "](b)")


# What the text alone shows, and what it does not: from_text_test.py runs the rows.
ALONE = [
    pytest.param("The ferry l;eaves at noon.", "The ferry leaves at noon.", id="inside-a-word"),
    pytest.param("The ho-use is old.", "The house is old.", id="hyphen-inside-a-word"),
    pytest.param("The *house is old.", "The house is old.", id="emphasis-without-its-end"),
    pytest.param("The house_ is old.", "The house is old.", id="emphasis-without-its-beginning"),
    pytest.param("The *old house* is *old.", "The *old house* is old.", id="emphasis-of-which-one-is-odd"),
    pytest.param("The ho*use is old.", "The house is old.", id="asterisk-inside-a-word"),
    pytest.param("The old @ house is here.", "The old  house is here.", id="mark-that-no-word-stands-beside"),
]

NOT_ALONE = [
    pytest.param("Open it:\n\n![Old mill here]{ width=3 }", id="picture-with-attributes"),
    pytest.param("It reaches *the old\nsoft goal* here.", id="emphasis-over-a-line-end"),
    pytest.param("We built 130+ of them, for IE9+ alone.", id="and-more"),
    pytest.param("Ask in #general, or @anna, or press ^C twice.", id="signs-before-names"),
    pytest.param("Soak the n-th one o/n, or n/a, as an M:N one.", id="single-letters-parted"),
    pytest.param("That gives us fair rates and [allows us to] push it back.", id="brackets-around-words"),
    pytest.param("We went (as one\ndoes) home.", id="brackets-over-a-line-end"),
    pytest.param("Thin w/ water, serve w/ cheese.", id="a-shorthand"),
    pytest.param("Ask in #general, or come to #general.", id="a-name-with-its-sign"),
    pytest.param("The river is wide.\\\nThe mill is old.", id="a-line-break"),
    pytest.param("The house is old.", id="sound"),
    pytest.param("It's an old house.", id="apostrophe"),
    pytest.param("The **house** is old.", id="strong"),
    pytest.param("See `a;b` now.", id="in-code"),
    pytest.param("The house (the old one) is here.", id="brackets"),
    pytest.param("Yes, the house is old.", id="comma"),
    pytest.param("```\nl;eaves\n```\n", id="in-a-fence"),
    pytest.param("[the house](l;eaves)", id="in-a-link-target"),
    pytest.param("snake_case is used.", id="underscore-in-a-name"),
]
