from __future__ import annotations

import pytest

from tests.signatures import comparisons, pages
from tests.signatures.pages import (
    FOREIGN,
    GERMAN,
    UNWRAPPED,
    WRAPPED,
    block,
    crlf,
    front,
    german,
    replaced,
    sentence,
    stretch,
    whole,
)
from weave_fix.signatures.transpose_substrings import MARGIN, MOST, SIGNATURE

NAME = "transpose_substrings"

UNCHANGED = [
    pytest.param(
        sentence,
        "It is quick because it does very little.",
        "Speed comes from doing very little.",
        id="sentence-written-anew",
    ),
    pytest.param(sentence, "Keys are cached for an hour.", "Keys live in a cache.", id="end-of-a-sentence-anew"),
    pytest.param(sentence, "It use less memory.", "It uses less memory than others do.", id="mended-and-added-to"),
    pytest.param(sentence, "It is writen in C.", "It is written in Rust.", id="typo-mended-and-word-changed"),
    pytest.param(sentence, "Run `serve` first.", "Run `northgate serve --config x.yaml` first.", id="code-span"),
    pytest.param(sentence, "See [here](a.md).", "See [the notes on limits](docs/limits.md).", id="link-written-anew"),
    pytest.param(sentence, "It is called a gateway.", "It is called a Schnittstelle.", id="foreign-word"),
    pytest.param(sentence, "Read it here.", "Read it at https://a.example/x?y=1&z=2#b.", id="address"),
    pytest.param(sentence, "It costs much.", "It costs $O(n^2)$ steps.", id="formula"),
    pytest.param(sentence, "It says hello.", "It says \N{HIRAGANA LETTER KO}\N{HIRAGANA LETTER N}.", id="other-script"),
    pytest.param(german, "Das ist sehr schnell.", "Das erledigt ein Hintergrunddienst.", id="german-sentence-anew"),
    pytest.param(german, "Das geht leicht.", "Use `cellar` for that.", id="translated"),
    pytest.param(
        block,
        "A lock expires.\nThen it is\nremoved.",
        "A lock expires after\nan hour. It is removed by the next writer.",
        id="wrapped-anew",
    ),
    pytest.param(block, "- a lock\n- a piece", "- the index\n- the pack files\n- the locks", id="list-written-anew"),
    pytest.param(
        block,
        "```sh\ncellar list\n```",
        "```py\nimport cellar\n\nprint(cellar.snapshots())\n```",
        id="code-written-anew",
    ),
    pytest.param(block, "| a | b |\n|---|---|", "| Lock | Held by |\n|:-----|--------:|", id="table-head-anew"),
    pytest.param(block, "TODO", "Locks are files below `locks/`, one for each process that reads.", id="to-do-done"),
    pytest.param(
        whole,
        *replaced(
            UNWRAPPED, "Bug reports are welcome.", "We use `ruff` and `mypy`; both run in CI. Bug reports are welcome."
        ),
        id="sentence-put-in",
    ),
    pytest.param(
        whole,
        *replaced(
            WRAPPED,
            "> Restore something once a month.",
            FOREIGN.split("\n\n")[1] + "\n\n> Restore something once a month.",
        ),
        id="paragraph-put-in",
    ),
    pytest.param(
        whole,
        *replaced(
            WRAPPED,
            "A snapshot is a list of the files that a folder held at one moment, together with the\n"
            "pieces that their contents are made of.",
            "A snapshot lists files and pieces.",
        ),
        id="sentence-shortened",
    ),
    pytest.param(whole, *replaced(WRAPPED, "# Snapshots", "# How snapshots are kept"), id="heading-renamed"),
    pytest.param(
        whole,
        *replaced(WRAPPED, "How a backup is kept, and for how long", "Retention of backups"),
        id="front-matter-anew",
    ),
    pytest.param(front, "layout: page", "permalink: /snapshots/\nlayout: docs", id="front-matter-line"),
    pytest.param(crlf, "Locks expire.", "Writers wait until every lock has expired.", id="sentence-anew-crlf"),
    pytest.param(whole, UNWRAPPED, GERMAN, id="another-page"),
]

REPAIRS = [
    pytest.param(
        sentence,
        "Only the healthy backends are used.",
        "Only the healith a wet finger: if the dent sed.",
        id="long-for-short",
    ),
    pytest.param(
        sentence,
        "Set `keys.refresh` to less than an hour.",
        "Set `keys.reen that takes an hss than an hour.",
        id="cut-code-span",
    ),
    pytest.param(
        block,
        "A lock that nobody renews\nexpires by itself after an hour.",
        "A lock that noough is ready for the oven.\n\n- Strong flter an hour.",
        id="lines-for-lines",
    ),
    pytest.param(
        sentence,
        "Read [the notes](docs/notes.md) before.",
        "Read [the noty, sugar hurrieotes.md) before.",
        id="cut-link",
    ),
    pytest.param(crlf, "A lock is kept for an hour.", "A lock is ket finger: if the dent fan hour.", id="crlf"),
    pytest.param(
        block,
        "| Lock | Held by |\n|------|---------|\n| shared | every reader |\n| exclusive | one writer |",
        f"| Lock | Hel{stretch(FOREIGN, 'oven.', 'yeast down')}ne writer |",
        id="most-of-a-table",
    ),
    pytest.param(
        sentence,
        "The proxy keeps one connection open for every backend.",
        "The proxy keeps one connpread will taste the bett every backend.",
        id="word-to-word",
    ),
    pytest.param(block, "### What the locks protect", "### What thls slowly and not quicks protect", id="heading"),
    pytest.param(
        block,
        "### What the locks protect\n\nA lock that nobody renews expires by itself after an hour.",
        f"### What the lo{stretch(FOREIGN, 'ugh in a', 'bread will ta')}elf after an hour.",
        id="heading-and-more",
    ),
    pytest.param(
        front,
        "summary: Where the pieces are kept and for how long\nlayout: page",
        f"summary: Wh{stretch(FOREIGN, 'slowly and', 'for the ov')}ayout: page",
        id="most-of-a-line-of-front-matter",
    ),
    pytest.param(
        block,
        "```sh\n# wait until the lock is free\ncellar prune --dry-run\ncellar check\n```",
        f"```sh\n# wait un{stretch(FOREIGN, 'ugh in a', 'bread will')}ar check\n```",
        id="most-of-the-code",
    ),
]

UNDONE_AS_A_WHOLE = [
    pytest.param(
        *replaced(
            UNWRAPPED,
            stretch(UNWRAPPED, "matched against", "asked for,"),
            " covered bowl until it has doubled. In a warm kitchen that ",
        ),
        id="a-list-and-the-line-before-it",
    ),
    pytest.param(
        *replaced(WRAPPED, "may take an hour for a terabyte", " takes an hour; in"), id="the-old-text-beside-the-new"
    ),
    pytest.param(
        *replaced(
            UNWRAPPED,
            stretch(UNWRAPPED, "very 10 seconds", "with a slash a"),
            stretch(FOREIGN, "slowly and", "- St"),
        ),
        id="the-end-of-the-old-text-behind-the-new",
    ),
]

KNOWN_MISSES = [
    pytest.param(
        block,
        "```sh\n# wait until the lock is free\ncellar prune --dry-run\n```",
        "```sh\n# wait until the l slows the yeast e --dry-run\n```",
        id="over-lines-of-code",
    ),
    pytest.param(
        front,
        "summary: Where the pieces are kept\nlayout: page",
        "summary: Where the pisalt slows the yeastyout: page",
        id="front-matter",
    ),
    pytest.param(
        block,
        "- a lock that has expired\n- a piece that is not used",
        "- a lock that hough in a covered bowlce that is not used",
        id="over-list-items",
    ),
    pytest.param(
        sentence,
        "Keys are cached for an hour. Tokens are never cached.",
        "Keys are cow flour.\n- Salcached.",
        id="short-for-long",
    ),
    pytest.param(
        block,
        "| Lock | Held by |\n|------|---------|\n| shared | every reader |",
        "| Lock | Held by |\n|------|---------|\n| sharlour holds moder |",
        id="over-table-cells",
    ),
]

LEFT_IN_ANOTHER_LANGUAGE = [
    pytest.param(
        german,
        "Der Ordner wird beim Start angelegt.",
        "Der Ore water tgelegt.",
        id="german-for-fewer-english-words",
    ),
    pytest.param(
        german,
        "Der Ordner wird beim ersten Start angelegt. Er darf nicht verschoben werden, solange das Werkzeug läuft.",
        f"Der Ord{stretch(FOREIGN, 'nger: if', 'the ov')}rkzeug läuft.",
        id="english-sentences-in-german",
    ),
    pytest.param(
        german,
        "Der Ordner wird beim Start angelegt.",
        "Der Ordner wiur holds rt angelegt.",
        id="german-for-english",
    ),
]

SAID_NO = [
    pytest.param("one two", "one t\N{SNOWMAN}wo", id="one-character-put-in"),
    pytest.param("one two three", "one three", id="taken-out"),
    pytest.param("x", "y" * (MARGIN * MOST + 1), id="too-long"),
    pytest.param("x" * (MARGIN * MOST + 1), "y", id="for-too-much"),
]


def test_never_worse() -> None:
    comparisons.assert_never_worse(NAME, whole=False)


@pytest.mark.parametrize(("base", "now"), UNDONE_AS_A_WHOLE)
def test_a_span_is_undone_as_a_whole_or_not_at_all(base: str, now: str) -> None:
    assert comparisons.look(base, now).text_after in (base, now)


@pytest.mark.parametrize("text", [pages.UNWRAPPED, pages.WRAPPED, pages.GERMAN])
def test_the_operation_puts_a_span_of_another_text_in(text: str) -> None:
    for done in comparisons.damages(NAME, text):
        assert done.text[done.start : done.end] in FOREIGN
        assert 1 <= done.end - done.start <= MOST
        assert 1 <= len(comparisons.taken_out(text, done)) <= MOST


def test_the_operation_needs_another_text() -> None:
    assert comparisons.attempt(NAME, "A text that stands alone.") is None


def test_the_operation_ends_with_the_text() -> None:
    done = comparisons.attempt(NAME, "The end.", at=7, foreign="x")
    assert done is not None
    assert (done.text, done.start, done.end) == ("The endx", 7, 8)


def test_a_span_of_the_same_text_is_no_damage() -> None:
    assert comparisons.driven(NAME, "") is None


def test_the_example_is_the_work_of_the_operation() -> None:
    # The other text is any text: all that shows is a span that is another one, with undamaged text on both sides.
    sound, damaged = SIGNATURE.example
    assert sound in comparisons.undone(NAME, sound, damaged)
    assert (sound[:16], sound[-6:]) == (damaged[:16], damaged[-6:])


def test_a_region_of_two_spans_that_lie_close_is_seen() -> None:
    assert comparisons.undone(NAME, "a " + "x" * MOST + " b", "a " + "y" * 2 * MOST + " b") == [
        "a " + "x" * MOST + " b"
    ]
