from __future__ import annotations

import pytest

from tests.signatures import comparisons, pages
from tests.signatures.pages import UNWRAPPED, WRAPPED, block, crlf, front, german, sentence, whole
from weave_fix.signatures.delete_substring import MOST, SIGNATURE

NAME = "delete_substring"


def without(page: str, passage: str) -> tuple[str, str]:
    """Return the page, and the page without the passage, which it has once."""
    assert page.count(passage) == 1
    return page, page.replace(passage, "")


UNCHANGED = [
    pytest.param(sentence, "It's name is short.", "Its name is short.", id="its"),
    pytest.param(sentence, "Send the PDF's on.", "Send the PDFs on.", id="plural-of-an-acronym"),
    pytest.param(sentence, "It reads the lock's file.", "It reads the locks file.", id="possessive"),
    pytest.param(sentence, "It is really very fast.", "It is fast.", id="words-dropped"),
    pytest.param(sentence, "It is small, fast and free.", "It is small and free.", id="one-of-a-list-dropped"),
    pytest.param(sentence, "In order to reload, send it.", "To reload, send it.", id="sentence-starts-later"),
    pytest.param(sentence, "It reads the file (if any).", "It reads the file.", id="parenthesis-dropped"),
    pytest.param(sentence, "The backends are probed.", "The backend is probed.", id="number-of-a-noun"),
    pytest.param(sentence, "The unhealthy ones are probed.", "The healthy ones are probed.", id="prefix-dropped"),
    pytest.param(sentence, "It was reloaded before.", "It was loaded before.", id="re-dropped"),
    pytest.param(sentence, "Keys are being cached.", "Keys are cached.", id="auxiliary-dropped"),
    pytest.param(sentence, "See [the limits](docs/b.md).", "See the limits.", id="link-taken-off"),
    pytest.param(sentence, "(b) Locks stay.", "b) Locks stay.", id="bracket-of-an-item"),
    pytest.param(sentence, "It stays: (2) the lock.", "It stays: 2) the lock.", id="bracket-of-an-item-in-a-sentence"),
    pytest.param(sentence, "The (second) lock stays.", "The second lock stays.", id="both-brackets"),
    pytest.param(sentence, "Set `locks` first.", "Set locks first.", id="both-back-ticks"),
    pytest.param(sentence, "It is locked :)", "It is locked :", id="smiley"),
    pytest.param(sentence, 'A 3" disk is locked.', "A 3 disk is locked.", id="inches"),
    pytest.param(sentence, "This is **not** allowed.", "This is not allowed.", id="emphasis-taken-off"),
    pytest.param(sentence, "Run `serve --verbose` now.", "Run `serve` now.", id="option-dropped"),
    pytest.param(sentence, "See https://a.example/docs/b.", "See https://a.example/b.", id="part-of-an-address"),
    pytest.param(sentence, "It costs 100,000 cycles.", "It costs 100 cycles.", id="part-of-a-number"),
    pytest.param(sentence, "It stops... and starts.", "It stops and starts.", id="ellipsis-dropped"),
    pytest.param(german, "Das ist ja eigentlich klar.", "Das ist klar.", id="german-particles-dropped"),
    pytest.param(whole, *without(WRAPPED, "and may take an hour for a terabyte"), id="end-of-a-sentence"),
    pytest.param(whole, *without(WRAPPED, "daily = 7\n"), id="line-of-code"),
    pytest.param(whole, *without(WRAPPED, "  # set to true to see what would go"), id="comment-in-code"),
    pytest.param(whole, *without(WRAPPED, "| check   | shared         | no          |\n"), id="row-of-a-table"),
    pytest.param(
        whole,
        *without(WRAPPED, "2. Mount the one that you want, see [Mounting](mounting.md#read-only).\n"),
        id="list-item",
    ),
    pytest.param(whole, *without(WRAPPED, "weight: 40\n"), id="line-of-front-matter"),
    pytest.param(whole, *without(WRAPPED, "## Restoring\n\n"), id="heading"),
    pytest.param(
        whole, *without(UNWRAPPED, "## Contributing\n\nBug reports are welcome. "), id="heading-and-a-sentence"
    ),
    pytest.param(whole, *without(UNWRAPPED, " There is no database and no cluster to run:"), id="half-a-sentence"),
    pytest.param(whole, *without(UNWRAPPED, " It terminates TLS,"), id="from-a-full-stop-to-a-comma"),
    pytest.param(
        whole,
        *without(UNWRAPPED, UNWRAPPED[UNWRAPPED.index("Callers auth") : UNWRAPPED.index("## Contr")]),
        id="paragraph",
    ),
    pytest.param(
        whole, *without(UNWRAPPED, UNWRAPPED[UNWRAPPED.index("## Tokens") : UNWRAPPED.index("## Contr")]), id="section"
    ),
    pytest.param(whole, *without(UNWRAPPED, UNWRAPPED[UNWRAPPED.index("## Tokens") :]), id="all-the-rest"),
    pytest.param(front, "aliases: [locks, pieces]", "aliases: [locks]", id="front-matter-list"),
    pytest.param(crlf, "Locks expire. Others stay.", "Locks expire.", id="sentence-crlf"),
]

REPAIRS = [
    pytest.param(sentence, "The (second) lock stays.", "The (second lock stays.", id="closing-bracket"),
    pytest.param(sentence, "The (second) lock stays.", "The second) lock stays.", id="opening-bracket"),
    pytest.param(sentence, "See [the limits](b.md) first.", "See [the limits](b.md first.", id="end-of-a-link"),
    pytest.param(sentence, "Set `keys` and `locks` first.", "Set `keys and `locks` first.", id="back-tick"),
    pytest.param(sentence, "It doesn't need a lock.", "It doesnt need a lock.", id="apostrophe"),
    pytest.param(
        sentence,
        "The proxy keeps one connection open for every backend.",
        "The proxy keeps one connecery backend.",
        id="word-to-word",
    ),
    pytest.param(
        sentence,
        "Every reload is logged. Its duration is logged too.",
        "Every reload is loration is logged too.",
        id="over-the-end-of-a-sentence",
    ),
    pytest.param(sentence, "Set `keys.refresh` to an hour.", "Set `keys.reto an hour.", id="cut-code-span"),
    pytest.param(
        block,
        "A lock that nobody renews expires by itself\nafter an hour, and the next writer removes it.",
        "A lock that nobody renews exper an hour, and the next writer removes it.",
        id="over-a-line-end",
    ),
    pytest.param(
        block,
        "Locks expire by themselves.\n\nWriters wait for them.",
        "Locks expire by thers wait for them.",
        id="over-a-blank-line",
    ),
    pytest.param(
        block,
        "- a lock that has expired\n- a piece that is not used",
        "- a lock that hace that is not used",
        id="over-list-items",
    ),
    pytest.param(block, "### What the locks protect", "### What the lotect", id="heading"),
    pytest.param(
        block,
        "| Lock | Held by |\n|------|---------|\n| shared | every reader of it |\n| exclusive | one writer |",
        "| Lock | Held by |\n|------|---------|\n| shared | every reaclusive | one writer |",
        id="over-table-rows",
    ),
    pytest.param(
        block,
        "```sh\ncellar check --read-data\ncellar prune --dry-run\n```",
        "```sh\ncellar cheune --dry-run\n```",
        id="over-lines-of-code",
    ),
    pytest.param(
        block,
        "They stay locked:\n\n```sh\ncellar unlock\n```",
        "They stay locellar unlock\n```",
        id="opening-fence-lost",
    ),
    pytest.param(
        front, "summary: Where the pieces are kept\nlayout: page", "summary: Where the pieyout: page", id="front-matter"
    ),
    pytest.param(crlf, "A lock is kept for an hour\nand then removed.", "A lock is kept fohen removed.", id="crlf"),
]

KNOWN_MISSES = [
    pytest.param(
        sentence, "The proxy keeps one connection open.", "The proxy keeps one connecn open.", id="inside-a-word"
    ),
    pytest.param(sentence, "Read [the notes](docs/notes.md) first.", "Read [the nocs/notes.md) first.", id="cut-link"),
]

LEFT_IN_ANOTHER_LANGUAGE = [
    pytest.param(german, "Der Ordner wird beim ersten Lauf angelegt.", "Der Ordnim ersten Lauf angelegt.", id="german"),
]

SAID_NO = [
    pytest.param("one two three", "one two thre", id="one-character"),
    pytest.param("one two' three", "one two three", id="apostrophe-behind-a-word"),
    pytest.param("one two three", "one four three", id="replaced"),
    pytest.param("one three", "one two three", id="put-in"),
    pytest.param("one " + "x" * (MOST + 1) + " two", "one  two", id="too-much"),
]


def test_never_worse() -> None:
    comparisons.assert_never_worse(NAME)


@pytest.mark.parametrize("text", [pages.UNWRAPPED, pages.WRAPPED, pages.GERMAN])
def test_the_operation_takes_a_span_out(text: str) -> None:
    for done in comparisons.damages(NAME, text):
        assert done.start == done.end
        assert 2 <= len(comparisons.taken_out(text, done)) <= MOST


def test_the_operation_ends_with_the_text() -> None:
    done = comparisons.attempt(NAME, "The end.", at=7)
    assert done is not None
    assert (done.text, done.start, done.end) == ("The end", 7, 7)


def test_nothing_taken_out_of_nothing_is_no_damage() -> None:
    assert comparisons.driven(NAME, "") is None


def test_the_example_is_the_work_of_the_operation() -> None:
    sound, damaged = SIGNATURE.example
    lost = len(sound) - len(damaged)
    assert 2 <= lost <= MOST
    assert any(sound[:at] + sound[at + lost :] == damaged for at in range(len(sound)))
    comparisons.assert_example_is_undone(NAME)


def test_a_span_of_the_longest_kind_is_seen() -> None:
    sound = "one " + "x" * MOST + " two"
    assert comparisons.undone(NAME, sound, "one  two") == [sound]
