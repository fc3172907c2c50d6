from __future__ import annotations

import pytest

from tests.signatures import comparisons, pages
from tests.signatures.pages import (
    GERMAN,
    UNWRAPPED,
    WRAPPED,
    block,
    crlf,
    exchanged,
    front,
    german,
    sentence,
    stretch,
    whole,
)
from weave_fix.signatures.adjacent_substring_swap import MOST, SIGNATURE

NAME = "adjacent_substring_swap"


def halved(page: str, span: str) -> tuple[str, str]:
    """Return the page, and the page with the halves of the span exchanged, as the operation does it."""
    assert page.count(span) == 1
    middle = len(span) // 2
    return page, page.replace(span, span[middle:] + span[:middle])


UNCHANGED = [
    pytest.param(
        sentence,
        "When a key expires, the proxy asks for a new one.",
        "The proxy asks for a new one when a key expires.",
        id="clauses-exchanged-and-mended",
    ),
    pytest.param(
        sentence,
        "Keys are cached for an hour. Tokens are never cached.",
        "Tokens are never cached. Keys are cached for an hour.",
        id="sentences-exchanged",
    ),
    pytest.param(sentence, "Use `host` or `prefix` there.", "Use `prefix` or `host` there.", id="code-spans-exchanged"),
    pytest.param(
        sentence,
        "It needs a host, a prefix and a list.",
        "It needs a prefix, a host and a list.",
        id="of-a-list-in-prose",
    ),
    pytest.param(
        sentence,
        "Read [the limits](docs/a.md) and [the notes](docs/b.md).",
        "Read [the notes](docs/b.md) and [the limits](docs/a.md).",
        id="links-exchanged",
    ),
    pytest.param(
        sentence,
        "In most cases, at night, it is idle.",
        "At night, in most cases, it is idle.",
        id="adverbials-exchanged",
    ),
    pytest.param(
        german,
        "Heute wird gelöscht, morgen wird geprüft.",
        "Morgen wird geprüft, heute wird gelöscht.",
        id="german-clauses",
    ),
    pytest.param(
        block,
        "- a lock that somebody holds\n- a piece that nobody uses",
        "- a piece that nobody uses\n- a lock that somebody holds",
        id="list-reordered",
    ),
    pytest.param(
        block,
        "Locks expire after an hour.\n\nWriters wait for each other.",
        "Writers wait for each other.\n\nLocks expire after an hour.",
        id="paragraphs-exchanged",
    ),
    pytest.param(
        block,
        "| Name | Held by |\n|---|---|\n| a | b |",
        "| Held by | Name |\n|---|---|\n| b | a |",
        id="table-columns-exchanged",
    ),
    pytest.param(block, "```py\nimport sys\nimport os\n```", "```py\nimport os\nimport sys\n```", id="imports-sorted"),
    pytest.param(
        block, "```sh\ncellar list -a --host x\n```", "```sh\ncellar list --host x -a\n```", id="options-exchanged"
    ),
    pytest.param(whole, *exchanged(WRAPPED, "daily = 7\n", "weekly = 5\n"), id="lines-of-code-exchanged"),
    pytest.param(
        whole,
        *exchanged(
            WRAPPED, "| forget  | no             | no          |\n", "| prune   | yes            | yes         |\n"
        ),
        id="rows-of-a-table-exchanged",
    ),
    pytest.param(
        whole,
        *exchanged(
            UNWRAPPED,
            UNWRAPPED[UNWRAPPED.index("## Routes") : UNWRAPPED.index("## Tokens")],
            UNWRAPPED[UNWRAPPED.index("## Tokens") : UNWRAPPED.index("## Contr")],
        ),
        id="sections-exchanged",
    ),
    pytest.param(
        whole, *exchanged(WRAPPED, "title: Snapshots\n", "weight: 40\n"), id="lines-of-front-matter-exchanged"
    ),
    pytest.param(front, "aliases: [locks, pieces]", "aliases: [pieces, locks]", id="front-matter-list"),
    pytest.param(crlf, "Locks expire. Writers wait.", "Writers wait. Locks expire.", id="sentences-exchanged-crlf"),
]

REPAIRS = [
    pytest.param(
        whole,
        *halved(UNWRAPPED, UNWRAPPED[UNWRAPPED.index("nstall the package") :][:MOST]),
        id="longest-span",
    ),
    pytest.param(
        whole,
        *halved(WRAPPED, stretch(WRAPPED, "tory and may take", "Frees space")),
        id="over-a-table",
    ),
    pytest.param(whole, *halved(WRAPPED, stretch(WRAPPED, "hs:\n\n```toml", "would go\n```\n\nForg")), id="over-code"),
    pytest.param(
        sentence,
        *halved("The proxy keeps one connection open for every backend.", "xy keeps one connection op"),
        id="inside-a-sentence",
    ),
    pytest.param(sentence, *halved("Only the healthy backends are used.", "ealthy back"), id="over-two-words"),
    pytest.param(
        sentence,
        *halved("Keys are cached for an hour. Tokens are never cached.", "ed for an hour. Tokens are nev"),
        id="over-the-end-of-a-sentence",
    ),
    pytest.param(
        sentence, *halved("Set `keys.refresh` to less than an hour.", "efresh` to less tha"), id="cut-code-span"
    ),
    pytest.param(
        sentence, *halved("Read [the notes](docs/notes.md) before.", "otes](docs/notes.md) be"), id="cut-link"
    ),
    pytest.param(german, *halved("Der Ordner wird beim Start angelegt.", "dner wird beim St"), id="german"),
    pytest.param(
        block,
        *halved("A lock that nobody renews\nexpires by itself after an hour.", "body renews\nexpires by it"),
        id="over-a-line-end",
    ),
    pytest.param(
        block,
        *halved("Locks expire by themselves.\n\nWriters wait for them.", "re by themselves.\n\nWriters w"),
        id="over-a-blank-line",
    ),
    pytest.param(
        block,
        *halved("- a lock that has expired\n- a piece that is not used", "has expired\n- a piece th"),
        id="over-list-items",
    ),
    pytest.param(block, *halved("### What the locks of a host protect", "t the locks of a h"), id="heading"),
    pytest.param(
        block,
        *halved("| Lock | Held by |\n|------|---------|\n| shared | every reader |", "hared | every re"),
        id="over-table-cells",
    ),
    pytest.param(
        block,
        *halved("```sh\n# wait until the lock is free\ncellar prune --dry-run\n```", "lock is free\ncellar pru"),
        id="over-lines-of-code",
    ),
    pytest.param(
        front,
        *halved("summary: Where the pieces are kept\nlayout: page", "e pieces are kept\nlay"),
        id="front-matter",
    ),
    pytest.param(crlf, *halved("A lock is kept for an hour.\nThen it goes.", "ept for an hour.\nTh"), id="crlf"),
    pytest.param(whole, *halved(GERMAN, stretch(GERMAN, "otieren Sie", "sich die Da")), id="long-german"),
]

SAID_NO = [
    pytest.param("one two three", "one three four two", id="a-word-more"),
    pytest.param("abcdefgh", "hgfedcba", id="turned-round"),
    pytest.param("ab cdefgh", "ab cdxfgh", id="a-letter-replaced"),
    pytest.param("one two", "one two three", id="put-in"),
    pytest.param("one two three", "one three", id="taken-out"),
]


def test_never_worse() -> None:
    comparisons.assert_never_worse(NAME)


@pytest.mark.parametrize("text", [pages.UNWRAPPED, pages.WRAPPED, pages.GERMAN])
def test_the_operation_exchanges_two_halves(text: str) -> None:
    for done in comparisons.damages(NAME, text):
        was, now = comparisons.taken_out(text, done), done.text[done.start : done.end]
        assert 4 <= len(was) <= MOST
        middle = len(was) // 2
        assert now == was[middle:] + was[:middle]


def test_the_operation_ends_with_the_text() -> None:
    done = comparisons.attempt(NAME, "The end.", at=4)
    assert done is not None
    assert (done.text, done.start, done.end) == ("The d.en", 4, 8)


@pytest.mark.parametrize("text", ["", "a", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"])
def test_halves_that_are_the_same_are_no_damage(text: str) -> None:
    assert comparisons.driven(NAME, text) is None


def test_the_example_is_the_work_of_the_operation() -> None:
    sound, damaged = SIGNATURE.example
    assert damaged in {
        sound[:at] + sound[(at + end) // 2 : end] + sound[at : (at + end) // 2] + sound[end:]
        for at in range(len(sound))
        for end in range(at + 4, len(sound) + 1)
    }
    comparisons.assert_example_is_undone(NAME)


@pytest.mark.parametrize(
    ("left", "first", "second", "right"),
    [
        pytest.param("x", "aa", "bb", "x", id="one-change"),
        pytest.param("The th", "ird lock of th", "em is here of th", "ese.", id="halves-that-end-alike"),
        pytest.param("It is", " seen", " as a sign", " of it.", id="a-space-at-every-seam"),
        pytest.param("A lock", " of the reader is ke", "pt", " for an hour.", id="of-unlike-lengths"),
        pytest.param("One\n", "two\n\n", "three\n", "four", id="over-blank-lines"),
    ],
)
def test_turned_spans_are_proposed(left: str, first: str, second: str, right: str) -> None:
    sound = left + first + second + right
    assert sound in comparisons.undone(NAME, sound, left + second + first + right)


def test_what_a_person_changed_inside_a_half_stays_with_it() -> None:
    first = "The first of the two sentences that went their way. "
    second = "Something quite different had stood behind it before that. "
    edited = first.replace("went", "go")
    assert f"{edited}{second}The end." in comparisons.undone(
        NAME, f"{first}{second}The end.", f"{second}{edited}The end."
    )
