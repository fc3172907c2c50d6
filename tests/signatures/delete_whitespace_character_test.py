from __future__ import annotations

from math import inf

import pytest

from tests.signatures import comparisons, pages
from tests.signatures.from_text import limits, proposed
from tests.signatures.pages import block, crlf, front, german, sentence
from weave_fix.records import Applicability
from weave_fix.signatures.delete_whitespace_character import FAINT_COMPOUND, SIGNATURE

NAME = "delete_whitespace_character"
SHOWN, UNSAFE, SAFE = Applicability

UNCHANGED = [
    pytest.param(sentence, "Every back end is probed.", "Every backend is probed.", id="compound-the-base-has"),
    pytest.param(sentence, "Give the file name.", "Give the filename.", id="compound-filename"),
    pytest.param(sentence, "Sub folders are read as well.", "Subfolders are read as well.", id="compound-at-the-start"),
    pytest.param(sentence, "Keys are cached.  They expire.", "Keys are cached. They expire.", id="two-spaces-to-one"),
    pytest.param(sentence, "Note : keys expire.", "Note: keys expire.", id="space-before-a-colon"),
    pytest.param(sentence, "It calls `close ()` twice.", "It calls `close()` twice.", id="space-before-a-call"),
    pytest.param(sentence, "A pre- release is tagged.", "A pre-release is tagged.", id="space-after-a-hyphen"),
    pytest.param(sentence, "Read [this] (a.md) first.", "Read [this](a.md) first.", id="link-closed-up"),
    pytest.param(sentence, "This is ** important** here.", "This is **important** here.", id="emphasis-closed-up"),
    pytest.param(sentence, "Set `a = 1` there.", "Set `a =1` there.", id="inside-a-code-span"),
    pytest.param(block, "Locks are shared. \nThey expire.", "Locks are shared.\nThey expire.", id="trailing-space"),
    pytest.param(block, "- a lock\n\n- a piece", "- a lock\n- a piece", id="loose-list-made-tight"),
    pytest.param(block, "Locks expire.\n\n\nOthers stay.", "Locks expire.\n\nOthers stay.", id="blank-line-out"),
    pytest.param(block, "### Locks\n\nThey expire.", "### Locks\nThey expire.", id="blank-line-below-a-heading"),
    pytest.param(block, "-  a lock\n- a piece", "- a lock\n- a piece", id="space-behind-a-list-marker"),
    pytest.param(block, "| a  | b |\n|---|---|", "| a | b |\n|---|---|", id="padding-of-a-table-cell"),
    pytest.param(block, "```c\nif (busy)\n```", "```c\nif(busy)\n```", id="code-formatted"),
    pytest.param(block, "```py\nx = y [0]\n```", "```py\nx = y[0]\n```", id="space-before-an-index"),
    pytest.param(block, "```sh\ncellar  list\n```", "```sh\ncellar list\n```", id="two-spaces-in-code"),
    pytest.param(front, "aliases: [a,  b]", "aliases: [a, b]", id="front-matter-list"),
    pytest.param(crlf, "Locks expire.\n\n\nOthers stay.", "Locks expire.\n\nOthers stay.", id="blank-line-out-crlf"),
    pytest.param(sentence, "The web site lists them.", "The website lists them.", id="compound-website"),
    pytest.param(sentence, "Each log in is recorded.", "Each login is recorded.", id="compound-login"),
    pytest.param(sentence, "You can not turn this off.", "You cannot turn this off.", id="compound-cannot"),
    pytest.param(sentence, "Every time stamp is in UTC.", "Every timestamp is in UTC.", id="compound-timestamp"),
    pytest.param(sentence, "It needs Open SSL too.", "It needs OpenSSL too.", id="a-product-name"),
    pytest.param(german, "Das geht, so dass niemand wartet.", "Das geht, sodass niemand wartet.", id="german-compound"),
    pytest.param(sentence, "A body may have 10 MB.", "A body may have 10MB.", id="unit-closed-up"),
    pytest.param(sentence, "It may have 10\N{NO-BREAK SPACE}MB.", "It may have 10MB.", id="no-break-space-out"),
]

REPAIRS = [
    pytest.param(
        sentence, "A probe is sent before it starts.", "A probe is sent beforeit starts.", id="between-two-words"
    ),
    pytest.param(sentence, "Only the token is checked.", "Only thetoken is checked.", id="behind-an-article"),
    pytest.param(sentence, "It is a sharp tool.", "It is asharp tool.", id="behind-a-single-letter"),
    pytest.param(sentence, "Some callers, not all, retry.", "Some callers,not all, retry.", id="behind-a-comma"),
    pytest.param(sentence, "A key is **never sent** twice.", "A key is **neversent** twice.", id="inside-emphasis"),
    pytest.param(sentence, "Read [the other page](b.md).", "Read [the otherpage](b.md).", id="inside-a-link-text"),
    pytest.param(
        block,
        "A lock that nobody renews\nexpires by itself.",
        "A lock that nobody renewsexpires by itself.",
        id="line-end",
    ),
    pytest.param(block, "- a lock that has expired\n- a piece", "- a lock thathas expired\n- a piece", id="list-item"),
    pytest.param(block, "### What the locks protect", "### What thelocks protect", id="heading"),
    pytest.param(block, "> Never prune in a hurry.", "> Never prune ina hurry.", id="quote"),
    pytest.param(
        block,
        "| Lock | Held by |\n|------|---------|\n| shared | every reader |",
        "| Lock | Held by |\n|------|---------|\n| shared | everyreader |",
        id="table-cell",
    ),
    pytest.param(
        block,
        "```sh\n# wait until the lock is free\n```",
        "```sh\n# wait until thelock is free\n```",
        id="comment-in-code",
    ),
    pytest.param(
        front, "summary: Where pieces of a file are kept", "summary: Where pieces ofa file are kept", id="front-matter"
    ),
    pytest.param(crlf, "A lock is kept for an hour.", "A lock is keptfor an hour.", id="crlf"),
]

KNOWN_FAILURES = [
    pytest.param(sentence, "It asks Name Server too.", "It asks NameServer too.", id="a-name-in-camel-case"),
]

LEFT_IN_ANOTHER_LANGUAGE = [
    pytest.param(german, "Der Ordner ist danach leer.", "Der Ordner istdanach leer.", id="german"),
]

SAID_NO = [
    pytest.param("one two", "one  two", id="white-space-put-in"),
    pytest.param("one two", "one\ntwo", id="white-space-replaced"),
    pytest.param("one two", "onetw", id="more-than-white-space"),
    pytest.param("one  \ntwo", "onetwo", id="several-at-once"),
    pytest.param("one-two", "onetwo", id="a-hyphen"),
]


def test_never_worse() -> None:
    comparisons.assert_never_worse(NAME)


@pytest.mark.parametrize("text", [pages.UNWRAPPED, pages.WRAPPED, pages.WRAPPED.replace("\n", "\r\n")])
def test_the_operation_takes_one_white_space_out(text: str) -> None:
    lost = {comparisons.taken_out(text, done) for done in comparisons.damages(NAME, text) if done.start == done.end}
    assert {" "} < lost <= {" ", "\n", "\r"}


@pytest.mark.parametrize("text", ["oneword", ""])
def test_the_operation_needs_white_space(text: str) -> None:
    assert comparisons.attempt(NAME, text) is None


def test_the_line_end_counts_as_white_space_of_the_line() -> None:
    done = comparisons.attempt(NAME, "oneword\nanother")
    assert done is not None
    assert done.text == "onewordanother"


def test_the_example_is_the_work_of_the_operation() -> None:
    sound, damaged = SIGNATURE.example
    assert any(sound[at].isspace() and sound[:at] + sound[at + 1 :] == damaged for at in range(len(sound)))
    comparisons.assert_example_is_undone(NAME)


HEADINGS = "# A\n\nThe mill stands here.\n\n## B\n\nIt is old here.\n\n## C\n\nSo it is.\n\n## D\n\nNo.\n\n## E\n\nE.\n"
PARAGRAPHS = "The mill is old.\n\nIt was new once.\n\nThe river is wide.\n\nAnna lives there.\n\nShe is a miller.\n"

WRAPPED = "\n\n".join(
    (
        "The mill stands beside the river and grinds what the farmers of the\nvalley bring to it from autumn on.",
        "Anna bought it from her uncle, who had let the wheel rot and the\nroof fall in. She works alone.",
        "In summer it stands still. The water is low then, and the valley has\nnothing to grind, so she mends it.",
        "Whoever comes by in those months finds her on the roof, or below the\nwheel, and is given a hammer.",
        "The flour is sold on market days, at the bridge, in bags of linen that\nshe wants back.\n",
    )
)

ITEMS = """\
* The mill stands beside the river and grinds what the
  farmers of the valley bring to it from autumn on,
  for little money.
* Anna bought it from her uncle, who had let the wheel
  rot and the roof fall in, and she works there alone
  from then on.
"""


@pytest.mark.parametrize(
    ("text", "before", "after", "most", "least"),
    [
        pytest.param("*now or*<br>\nthen", "or*", "or *", None, -inf, id="before-a-tag"),
        pytest.param("See [the mill][doors] now.", "mill]", "mill ]", None, -inf, id="before-the-target-of-a-link"),
        pytest.param("Give it as int(min,max) here.", ",max", ", max", None, -inf, id="what-a-call-gets"),
        pytest.param("Give it as (min,max) here.", ",max", ", max", None, -inf, id="pair"),
        pytest.param("Call seek FROM,WHENCE here.", "FROM,W", "FROM, W", None, -inf, id="what-a-function-gets"),
        pytest.param(
            "Call **turn**(times: `int`).", "**(times", "** (times", None, -inf, id="what-a-name-in-bold-gets"
        ),
        pytest.param("It is **old**(times are hard).", "**(times", "** (times", SAFE, -inf, id="remark-behind-bold"),
        pytest.param("The mill :warning: is old.", ":warning", ": warning", None, -inf, id="picture-by-its-name"),
        pytest.param("The mill :warning it is old.", ":warning", ": warning", SAFE, -inf, id="colon-before-a-word"),
        pytest.param("Give it as lat,long here.", ",long", ", long", UNSAFE, -inf, id="names-of-two-values"),
        pytest.param("It runs on mill14 now.", "mill14", "mill 14", UNSAFE, FAINT_COMPOUND, id="name-with-a-number"),
        pytest.param("It has more than14 doors.", "than14", "than 14", SAFE, -inf, id="number-behind-a-joint"),
        pytest.param("We saw the mill,then the river.", ",then", ", then", SAFE, -inf, id="comma"),
        pytest.param("Run thebox, in `src/thebox/a.c`.", "Run thebox", "Run the box", None, -inf, id="path"),
        pytest.param("We saw thebox doors.go change.", "thebox", "the box", None, -inf, id="before-a-file"),
        pytest.param("We saw theold mill.", "theold", "the old", SAFE, -inf, id="two-words"),
        pytest.param("We met the oldmiller.", "oldmiller", "old miller", SHOWN, FAINT_COMPOUND, id="two-other-words"),
        pytest.param("They saw millsold and new.", "millsold", "mills old", SAFE, -inf, id="plural-before-a-word"),
        pytest.param("The mill runsslowly.", "runsslowly", "runs slowly", SAFE, -inf, id="adverb-behind-a-word"),
        pytest.param("Give it as ifnot.", "ifnot", "if not", UNSAFE, FAINT_COMPOUND, id="two-short-function-words"),
        pytest.param("It is ofa mill.", "ofa", "of a", SAFE, -inf, id="article"),
        pytest.param("Set onvalue first.", "onvalue", "on value", UNSAFE, FAINT_COMPOUND, id="particle"),
        pytest.param("The oneof field is set.", "oneof", "one of", UNSAFE, FAINT_COMPOUND, id="word-of-programs"),
        pytest.param("The millof wood is old.", "millof", "mill of", SAFE, -inf, id="thing-of-something"),
        pytest.param("See [Old mills](a.md) there.", "[", "[ ", None, -inf, id="behind-a-bracket"),
        pytest.param("> __New__{ .note } it is.", "New__", "New __", None, -inf, id="attributes-of-emphasis"),
        pytest.param("> __New__(old) it is.", "New__", "New __", SAFE, -inf, id="emphasis-without-attributes"),
        pytest.param("We set a supertrait there.", "supertrait", "super trait", SHOWN, FAINT_COMPOUND, id="prefix"),
        pytest.param("It is an AWSCluster box.", "AWSCluster", "AWS Cluster", None, -inf, id="name-of-capitals"),
    ],
)
def test_how_far_a_space_may_go(text: str, before: str, after: str, most: Applicability | None, least: float) -> None:
    assert limits(NAME, text, before, after) == (most, least)


@pytest.mark.parametrize(
    ("text", "becomes"),
    [
        pytest.param(
            "Look:\n\n> <@ann:example.org> said so", "<@ann:example.org\n", id="what-stands-in-angle-brackets"
        ),
        pytest.param("(De)serialization is slow.", "(De) s", id="prefix-in-brackets"),
        pytest.param("The mill.\nCopyright 2020\n\nA.\n\nB.\n\nC.\n\nD.", "\n\nCopyright", id="owner"),
        pytest.param("The end of it  \nThe mill.\n\nA.\n\nB.\n\nC.\n\nD.", "  \n\nThe", id="behind-a-line-break"),
        pytest.param("One.\n\nA.\n\n![a](b.png)\nThe mill.\n\nB.\n\nC.", "png)\n\n", id="below-an-image"),
    ],
)
def test_no_white_space_is_missed_there(text: str, becomes: str) -> None:
    assert not any(becomes in after for after in proposed(NAME, text))


# What the text alone shows, and what it does not: from_text_test.py runs the rows.
ALONE = [
    pytest.param(WRAPPED.replace("alone.\n\n", "alone.\n"), WRAPPED, id="between-paragraphs-of-wrapped-lines"),
    pytest.param('It says "one","two" and so on.', 'It says "one", "two" and so on.', id="before-a-quotation"),
    pytest.param("We walk to themusic hall today.", "We walk to the music hall today.", id="two-words"),
    pytest.param("We came home.Then it rained.", "We came home. Then it rained.", id="behind-a-sentence"),
    pytest.param("We came home,then it rained.", "We came home, then it rained.", id="behind-a-comma"),
    pytest.param("See the `list`and go.", "See the `list` and go.", id="behind-code"),
    pytest.param("See the`list` and go.", "See the `list` and go.", id="before-code"),
    pytest.param("We need chapter12 now.", "We need chapter 12 now.", id="before-a-number"),
    pytest.param("We need 12apples now.", "We need 12 apples now.", id="behind-a-number"),
    pytest.param("We came in 2020,then it rained.", "We came in 2020, then it rained.", id="behind-a-year-and-a-comma"),
    pytest.param("The word(in brackets) stays.", "The word (in brackets) stays.", id="before-a-bracket"),
    pytest.param("The *old*mill stands here.", "The *old* mill stands here.", id="behind-emphasis"),
    pytest.param("The old*mill* stands here.", "The old *mill* stands here.", id="before-emphasis"),
    pytest.param("Read [the book](a.md)today.", "Read [the book](a.md) today.", id="behind-a-link"),
    pytest.param("Read[the book](a.md) today.", "Read [the book](a.md) today.", id="before-a-link"),
    pytest.param("Walk,[read](a.md) and go.", "Walk, [read](a.md) and go.", id="between-a-comma-and-a-link"),
    pytest.param("- one old mill\n-two rivers\n", "- one old mill\n- two rivers\n", id="behind-a-list-marker"),
    pytest.param("1. Walk home.\n2.Open it.\n", "1. Walk home.\n2. Open it.\n", id="behind-a-number-of-a-list"),
    pytest.param("- [ ] one mill\n- [ ]two rivers\n", "- [ ] one mill\n- [ ] two rivers\n", id="behind-a-box"),
    pytest.param("## One mill\n\nIt is old.\n\n##Two\n", "## One mill\n\nIt is old.\n\n## Two\n", id="heading"),
    pytest.param(
        "- one old mill- Two more\n- three\n", "- one old mill\n- Two more\n- three\n", id="a-list-item-run-on"
    ),
    pytest.param(
        "-   one mill-   Two more\n-   three\n", "-   one mill\n-   Two more\n-   three\n", id="a-wide-item-run-on"
    ),
    pytest.param("Ask the BBC.If it rains, go.", "Ask the BBC. If it rains, go.", id="behind-capitals-and-a-stop"),
    pytest.param("We came home.(Then it rained.)", "We came home. (Then it rained.)", id="before-a-bracketed-sentence"),
    pytest.param("> We came home> and it rained.\n", "> We came home\n> and it rained.\n", id="a-quote-run-on"),
    pytest.param("Is it (old)?Which mill is it?", "Is it (old)? Which mill is it?", id="behind-a-bracket-and-a-mark"),
    pytest.param("See the `list`.Then go.", "See the `list`. Then go.", id="behind-code-and-a-stop"),
    pytest.param("It is — so to say— old.", "It is — so to say — old.", id="before-a-dash"),
    pytest.param("It is — so to say —old.", "It is — so to say — old.", id="behind-a-dash"),
    pytest.param("The mill is not_only_ old.", "The mill is not _only_ old.", id="before-underlined"),
    pytest.param(
        "It is the one or more_old mills_ here.", "It is the one or more _old mills_ here.", id="underlined-words"
    ),
    pytest.param(HEADINGS.replace("here.\n\n## C", "here.\n## C"), HEADINGS, id="above-a-heading"),
    pytest.param(PARAGRAPHS.replace("once.\n\nT", "once.\nT"), PARAGRAPHS, id="between-paragraphs-of-one-line"),
    pytest.param(ITEMS.replace("the\n  farmers", "the  farmers"), ITEMS, id="a-line-of-an-item-run-on"),
    pytest.param("* one mill\n\nTwo.\n\n  *Three\n", "* one mill\n\nTwo.\n\n  * Three\n", id="at-another-depth"),
    pytest.param("They build anew house here.", "They build a new house here.", id="a-word-that-is-mostly-two"),
    pytest.param("It is fora while only.", "It is for a while only.", id="a-word-that-only-a-list-has"),
    pytest.param("See `a`, `b`,`c` and `d`.", "See `a`, `b`, `c` and `d`.", id="between-a-comma-and-code"),
    pytest.param("We put ona coat and go.", "We put on a coat and go.", id="a-short-known-word"),
    pytest.param("The farmers’money is gone.", "The farmers’ money is gone.", id="behind-an-apostrophe"),
    pytest.param("Zyxel is new. The oldZyxel was not. Zyxel!", "Zyxel is new. The old Zyxel was not. Zyxel!", id="own"),
    pytest.param("It was theOwner's mill.", "It was the Owner's mill.", id="before-a-possessive"),
]

NOT_ALONE = [
    pytest.param("It has M:N threads, and x,y points.", id="letters-around-a-mark"),
    pytest.param("* one\n* It runs with *any* `x` here\n* three", id="emphasis-ends-in-a-list"),
    pytest.param("It passes `must_use`ness on, as it is `close`ed.", id="an-ending-behind-code"),
    pytest.param("Use e.g. this and v1.2.", id="abbreviation-and-version"),
    pytest.param("Ask Node.js about it.", id="name-with-a-point"),
    pytest.param("Open the file.txt now.", id="file-name"),
    pytest.param("Don't say it isn't so.", id="apostrophes"),
    pytest.param(HEADINGS.replace("\n\n## ", "\n## "), id="headings-that-stand-close"),
    pytest.param(PARAGRAPHS.replace("\n\n", "\n"), id="a-line-for-each-sentence"),
    pytest.param("The time is 12:30, see a/b.", id="time-and-slash"),
    pytest.param("It is 3.14, or 1,000 now.", id="numbers"),
    pytest.param("Look at the `x`s now.", id="plural-of-code"),
    pytest.param("It is 64bit, 5min or 20px wide.", id="units"),
    pytest.param("The house is old.", id="sound"),
    pytest.param("We (de)serialize it.", id="a-part-of-a-word-in-brackets"),
    pytest.param("Ask the team(s) now.", id="a-plural-in-brackets"),
    pytest.param("The mill&mdash;it is old&mdash;stands.", id="a-dash-by-its-name"),
    pytest.param("It is {kind}ness.", id="a-placeholder"),
    pytest.param("The flags:\n\n-Wall\n", id="a-hyphen-where-no-list-is"),
    pytest.param("* one mill\n\n*Two* rivers.\n", id="emphasis-below-a-list"),
    pytest.param("- one mill\n\n-2 degrees\n", id="a-negative-number-below-a-list"),
    pytest.param("```\nthemusic\n```\n", id="in-a-fence"),
    pytest.param("See `themusic` now.", id="in-code"),
    pytest.param("See <https://themusic.org/themusic> now.", id="in-an-address"),
    pytest.param("[the hall](themusic.md)", id="in-a-link-target"),
    pytest.param("---\ntitle: themusic\n---\n", id="in-front-matter"),
    pytest.param("Call getTimeFromX(value) now.", id="a-call"),
    pytest.param("Ask EF.Core and NATO.Watch about it.", id="names-of-capitals-with-a-point"),
    pytest.param("Ask Microsoft.Data about it.", id="names-with-a-point-between"),
    pytest.param("See <xref:System.Data> now.", id="a-reference"),
    pytest.param("It is old—so to say—and small.", id="dashes-that-stand-close"),
    pytest.param("*2.1.0— April 16*\n\nThe mill — as it is — was old.", id="dash-behind-a-version"),
    pytest.param("The pre- and post-war years.", id="a-hyphen-that-hangs"),
    pytest.param(ITEMS.replace("bring to", "bring  to"), id="two-spaces-inside-a-line"),
    pytest.param("See `a`,`b`,`c` and `d`.", id="code-parted-by-commas-alone"),
    pytest.param("The field is old_mill_name here.", id="an-identifier"),
]
