from __future__ import annotations

import re

import pytest

from tests.signatures import comparisons, pages
from tests.signatures.pages import block, crlf, front, german, sentence
from weave_fix.signatures.insert_spurious_html_xml_tag import SIGNATURE

NAME = "insert_spurious_html_xml_tag"

UNCHANGED = [
    pytest.param(sentence, "It takes 10 us at most.", "It takes 10<br>us at most.", id="line-break-for-a-space"),
    pytest.param(sentence, "Run serve there.", "Run serve <host> there.", id="placeholder-of-a-command"),
    pytest.param(sentence, "Run `serve` there.", "Run `serve <host>` there.", id="placeholder-in-a-code-span"),
    pytest.param(sentence, "Use a strong key.", "Use a <strong>strong</strong> key.", id="strong"),
    pytest.param(sentence, "Water is H2O here.", "Water is H<sub>2</sub>O here.", id="subscript"),
    pytest.param(sentence, "See the limits.", 'See <a href="b.html">the limits</a>.', id="link-in-html"),
    pytest.param(sentence, "See the limits.", 'See <a id="limits"></a>the limits.', id="anchor"),
    pytest.param(sentence, "Write to a@example.org.", "Write to <a@example.org>.", id="address-made-a-link"),
    pytest.param(german, "Das gilt immer.", "Das gilt <em>immer</em>.", id="german-emphasis"),
    pytest.param(block, "Locks expire.", "<!-- a lock -->\n\nLocks expire.", id="comment"),
    pytest.param(
        block,
        "Locks expire.",
        "<details>\n<summary>Locks</summary>\n\nLocks expire.\n\n</details>",
        id="details-around-a-paragraph",
    ),
    pytest.param(block, "<details>\n\nLocks expire.", "<details>\n\nLocks expire.\n\n</details>", id="details-closed"),
    pytest.param(block, "<ul>\n<li>a\n</ul>", "<ul>\n<li>a</li>\n</ul>", id="list-item-closed"),
    pytest.param(
        block, "| a | b |\n|---|---|\n| 1 | 2 |", "| a | b |\n|---|---|\n| 1<br>2 | 2 |", id="break-in-a-table"
    ),
    pytest.param(block, "```html\n<p>Locks\n```", "```html\n<p>Locks</p>\n```", id="closing-tag-in-code"),
    pytest.param(block, "```xml\n<a>\n</a>\n```", "```xml\n<a>\n  <lock/>\n</a>\n```", id="element-in-code"),
    pytest.param(block, "```rust\nfn f(a: Vec) {}\n```", "```rust\nfn f(a: Vec<u8>) {}\n```", id="type-in-code"),
    pytest.param(block, "Locks expire.", "<Note>\n\nLocks expire.\n\n</Note>", id="component-in-mdx"),
    pytest.param(block, "Locks expire.", "<Tabs/>\n\nLocks expire.", id="empty-component-in-mdx"),
    pytest.param(front, "title2: Locks", "title2: Locks<br>", id="front-matter"),
    pytest.param(sentence, "Press Enter to stop.", "Press <kbd>Enter</kbd> to stop.", id="keyboard-key"),
    pytest.param(sentence, "It is fast. It is small.", "It is fast.<br> It is small.", id="line-break"),
    pytest.param(sentence, "It is fast. It is small.", "It is fast.<br/> It is small.", id="line-break-closed"),
    pytest.param(sentence, "<b>Keys expire.", "<b>Keys expire.</b>", id="missing-closing-tag"),
    pytest.param(crlf, "Locks expire. Others stay.", "Locks expire.<br> Others stay.", id="line-break-crlf"),
    pytest.param(sentence, "Give `Map` a key.", "Give `Map<Key>` a key.", id="type-parameter-in-a-code-span"),
]

REPAIRS = [
    pytest.param(sentence, "Only the token is checked.", "Only the to<zebra>ken is checked.", id="opening-in-a-word"),
    pytest.param(sentence, "Only the token is checked.", "Only the to</zebra>ken is checked.", id="closing-in-a-word"),
    pytest.param(sentence, "Only the token is checked.", "Only the to<zebra/>ken is checked.", id="empty-in-a-word"),
    pytest.param(sentence, "Only the token is checked.", "Only the</pencil> token is checked.", id="behind-a-word"),
    pytest.param(sentence, "Only the token is checked.", "Only <quartz/>the token is checked.", id="before-a-word"),
    pytest.param(sentence, "Set `keys.refresh` there.", "Set `keys.ref<falcon>resh` there.", id="in-a-code-span"),
    pytest.param(sentence, "A key is **never sent** twice.", "A key is **never</orchid> sent** twice.", id="emphasis"),
    pytest.param(sentence, "Read [the other page](b.md).", "Read [the ot<kettle>her page](b.md).", id="link-text"),
    pytest.param(
        sentence, "Read [more](docs/rate-limits.md).", "Read [more](docs/rate-<ladder/>limits.md).", id="link-target"
    ),
    pytest.param(german, "Der Ordner ist danach leer.", "Der Ord<canyon>ner ist danach leer.", id="german"),
    pytest.param(block, "Locks\nexpire by themselves.", "Locks</basket>\nexpire by themselves.", id="line-end"),
    pytest.param(block, "Locks\nexpire by themselves.", "Locks\n<acorn>expire by themselves.", id="start-of-a-line"),
    pytest.param(block, "- a lock that has expired", "- a lock tha<dolphin/>t has expired", id="list-item"),
    pytest.param(block, "### What the locks protect", "### What the lo</jungle>cks protect", id="heading"),
    pytest.param(block, "> Never prune in a hurry.", "> Never pr<orchid>une in a hurry.", id="quote"),
    pytest.param(
        block,
        "| Lock | Held by |\n|------|---------|\n| shared | every reader |",
        "| Lock | Held by |\n|------|---------|\n| shared | every rea</pencil>der |",
        id="table-cell",
    ),
    pytest.param(
        block,
        "```sh\n# wait until the lock is free\n```",
        "```sh\n# wait un<acorn>til the lock is free\n```",
        id="code",
    ),
    pytest.param(
        front, "summary: Where the pieces are kept", "summary: Where the pi</kettle>eces are kept", id="front-matter"
    ),
    pytest.param(crlf, "A lock is kept for an hour.", "A lock is ke<ladder>pt for an hour.", id="crlf"),
]

NAMED_OTHERWISE = [
    pytest.param(sentence, "Only the token is checked.", "Only the token is che<br>cked.", id="a-known-tag-in-a-word"),
]

SAID_NO = [
    pytest.param("one two", "one <two", id="no-closing-bracket"),
    pytest.param("one two", "one <zebra b> two", id="attribute"),
    pytest.param("one two", "one <zebra></zebra> two", id="pair-of-tags"),
    pytest.param("one two", "one <1> two", id="number-for-a-name"),
    pytest.param("one two", "one <!-- --> two", id="comment"),
    pytest.param("one two", "one<zebra>two", id="put-in-the-place-of-something"),
    pytest.param("one two", "one <br> two", id="html-element"),
    pytest.param("one <zebra> two", "one two", id="taken-out"),
    pytest.param("one two", "one <" + "a" * 40 + "> two", id="too-long"),
]


@comparisons.alone_and_beside_an_edit
@pytest.mark.parametrize(comparisons.ROW, NAMED_OTHERWISE)
def test_damage_is_undone_under_another_name(
    frame: comparisons.Frame, before: str, after: str, beside: comparisons.Frame
) -> None:
    comparisons.assert_restored(frame, before, after, beside)


def test_never_worse() -> None:
    comparisons.assert_never_worse(NAME)


@pytest.mark.parametrize("text", [pages.UNWRAPPED, pages.WRAPPED, pages.GERMAN])
def test_the_operation_puts_a_tag_in(text: str) -> None:
    shapes = set()
    for done in comparisons.damages(NAME, text):
        assert comparisons.taken_out(text, done) == ""
        tag = re.fullmatch(r"<(/?)[a-z]+(/?)>", done.text[done.start : done.end])
        assert tag is not None
        shapes.add(tag.groups())
    assert shapes == {("", ""), ("/", ""), ("", "/")}


def test_the_operation_works_on_an_empty_text() -> None:
    done = comparisons.attempt(NAME, "")
    assert done is not None
    assert (done.start, done.end) == (0, len(done.text))


def test_a_text_without_prose_is_not_damaged() -> None:
    assert comparisons.driven(NAME, "```\nall of it is code and nothing else\n```\n") is None


def test_the_example_is_the_work_of_the_operation() -> None:
    sound, damaged = SIGNATURE.example
    tag = re.search(r"</?[a-z]+/?>", damaged)
    assert tag is not None
    assert damaged[: tag.start()] + damaged[tag.end() :] == sound
    comparisons.assert_example_is_undone(NAME)


def test_a_tag_beside_a_bracket_is_seen_where_it_slides() -> None:
    # Of `<<zebra>` it cannot be told which `<` was put in.
    assert comparisons.undone(NAME, "if a < c then", "if a <zebra>< c then") == ["if a < c then"]


# What the text alone shows, and what it does not: from_text_test.py runs the rows.
ALONE = [
    pytest.param("Close the lid bef</kettle>ore you shake.", "Close the lid before you shake.", id="inside-a-word"),
    pytest.param("Close the <kettle>lid now.", "Close the lid now.", id="before-a-word"),
    pytest.param("Close the lid<kettle/> now.", "Close the lid now.", id="empty-behind-a-word"),
    pytest.param("Close the </kettle> lid now.", "Close the lid now.", id="closing-between-words"),
    pytest.param("- Close the</kettle> lid.", "- Close the lid.", id="list-item"),
    pytest.param("See [it](https://a</kettle>b.org/c) now.", "See [it](https://ab.org/c) now.", id="in-an-address"),
    pytest.param(
        "See [it](https://ab.org/<kettle/>c) now.", "See [it](https://ab.org/c) now.", id="empty-in-an-address"
    ),
    pytest.param("Call `clo</kettle>se` now.", "Call `close` now.", id="inside-a-word-of-code"),
    pytest.param("So it is.\n\n</kettle>Close the lid now.", "So it is.\n\nClose the lid now.", id="at-the-beginning"),
]

NOT_ALONE = [
    pytest.param("It gives a Promise<Grid<number>> or a list<u8>, so wait.", id="types-as-parameters"),
    pytest.param("Close the lid now.", id="sound"),
    pytest.param("Close the lid now.\n\n<harbour-clock/>\n", id="custom-element"),
    pytest.param("Close the lid now.\n</harbour-clock>\n", id="end-of-a-custom-element"),
    pytest.param("Close the<br>lid now.", id="element"),
    pytest.param("Close the<BR/>lid now.", id="element-in-capitals"),
    pytest.param("Press <kbd>x</kbd>now.", id="pair-of-elements"),
    pytest.param("Type `<kettle>`now.", id="in-code"),
    pytest.param("Type `x</kettle>` now.", id="at-the-end-of-code"),
    pytest.param("See [it](a/<name>b.md) now.", id="placeholder-in-an-address"),
    pytest.param("Pass <your-name> here.", id="placeholder"),
    pytest.param("Use Vec<T> here.", id="type"),
    pytest.param("Use (old<shared_lid>) here.", id="type-with-a-low-line"),
    pytest.param("It is an <old_lid/>and a lid.", id="element-with-a-low-line"),
    pytest.param("A list of <lid-name>s is old.", id="placeholder-of-many"),
    pytest.param("It allows <verb>ing of a lid.", id="placeholder-of-a-verb"),
    pytest.param('Read "man lid<something>" for more.', id="placeholder-behind-a-word"),
    pytest.param('The "<super>s" key is old.', id="key"),
    pytest.param("A Map<String>is here.", id="type-before-a-word"),
    pytest.param("A <Kettle>x</Kettle> is a component.", id="component"),
    pytest.param("See <https://a.b>now.", id="autolink"),
    pytest.param("Mail <a@b.c>now.", id="autolink-of-mail"),
    pytest.param("```\nbef</kettle>ore\n```\n", id="in-a-fence"),
    pytest.param("1<a and b>2", id="signs-of-order"),
    pytest.param(
        "The <kettle>x is a kettle. " * 4,
        id="what-the-document-is-about",
    ),
]
