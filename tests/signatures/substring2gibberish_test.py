from __future__ import annotations

import string

import pytest

from tests.signatures import comparisons, pages
from tests.signatures.pages import block, crlf, front, german, sentence
from weave_fix.signatures.substring2gibberish import MOST, SIGNATURE

NAME = "substring2gibberish"

UNCHANGED = [
    pytest.param(sentence, "It is always fast.", "It is mostly fast.", id="word-as-long"),
    pytest.param(sentence, "It is a small server.", "It is a quick daemon.", id="two-words"),
    pytest.param(sentence, "Set `keys_file` there.", "Set `KEYS_PATH` there.", id="name-in-a-code-span"),
    pytest.param(sentence, "Its hash is 3fa9c1.", "Its hash is b07d44.", id="hash"),
    pytest.param(sentence, "Pin it to `sha256:0f3ab9`.", "Pin it to `sha256:d41c7e`.", id="hash-in-a-code-span"),
    pytest.param(sentence, "Read [it](docs/a1.md).", "Read [it](docs/zq.md).", id="link-target"),
    pytest.param(sentence, "See https://a.example/Ab3x9.", "See https://a.example/Qz7Rt.", id="short-link"),
    pytest.param(sentence, "Give it `/etc/ng.yaml`.", "Give it `C:\\ng\\n.yml`.", id="path-of-another-system"),
    pytest.param(sentence, "Match it with `[a-z]+`.", "Match it with `\\w{1,}`.", id="pattern"),
    pytest.param(sentence, "Write $a + b$ there.", "Write $x^2_i$ there.", id="formula"),
    pytest.param(sentence, "Ask Ann (see there).", "Ask Bob (see there).", id="name"),
    pytest.param(
        sentence,
        "Say \N{LEFT DOUBLE QUOTATION MARK}no\N{RIGHT DOUBLE QUOTATION MARK}.",
        'Say "no".',
        id="quotes-made-straight",
    ),
    pytest.param(german, "Das ist immer schnell.", "Das ist meist schnell.", id="german-word"),
    pytest.param(block, "```sh\ncellar forget -p\n```", "```sh\nsudo rm -rf /srv\n```", id="line-of-code"),
    pytest.param(block, "```py\na = x[1:]\n```", "```py\na = b(*c)\n```", id="expression"),
    pytest.param(block, "```js\nx => x+1\n```", "```js\n!!(y|0);\n```", id="dense-code"),
    pytest.param(block, "| a | b |\n|---|---|\n| 12 | ok |", "| a | b |\n|:--|--:|\n| 12 | ok |", id="rule-of-a-table"),
    pytest.param(block, "![](a.png)", "![a](b.gif)", id="picture"),
    pytest.param(block, "Locks expire :-)", "Locks expire...", id="smiley"),
    pytest.param(block, "```\nQmFzZTY0\n```", "```\nZGVjb2Rl\n```", id="base64"),
    pytest.param(front, "id: 7c9e6679", "id: a0b1f3d2", id="front-matter-id"),
    pytest.param(crlf, "It is always fast.", "It is mostly fast.", id="word-as-long-crlf"),
]

NOISE = "%f}Q~2x|=K)w8Z&{q,[:Y0\\*tv#"


def garbled(passage: str, span: str, noise: str = NOISE) -> tuple[str, str]:
    """Return the passage, and the passage with noise in the place of the span, which it has once."""
    assert passage.count(span) == 1
    return passage, passage.replace(span, noise[: len(span)])


REPAIRS = [
    pytest.param(
        sentence,
        *garbled("The proxy keeps one connection open for every backend.", "ection open for e"),
        id="word-to-word",
    ),
    pytest.param(sentence, *garbled("Only the token is checked.", "oke"), id="inside-a-word"),
    pytest.param(
        sentence, *garbled("Only the token is checked.", "ken is che", "\x0bF\n;\r9@\x0cQ~"), id="control-characters"
    ),
    pytest.param(sentence, *garbled("Set `keys.refresh` to an hour.", "fresh` to a"), id="cut-code-span"),
    pytest.param(sentence, *garbled("Read [the notes](docs/notes.md) first.", "tes](docs/no"), id="cut-link"),
    pytest.param(german, *garbled("Der Ordner wird beim Start angelegt.", "d beim Sta"), id="german"),
    pytest.param(
        block,
        *garbled("A lock that nobody renews\nexpires by itself after an hour.", "enews\nexp"),
        id="over-a-line-end",
    ),
    pytest.param(block, *garbled("- a lock that has expired\n- a piece", "s expired\n- a p"), id="over-list-items"),
    pytest.param(block, *garbled("### What the locks protect", "e lock"), id="heading"),
    pytest.param(
        block,
        *garbled("| Lock | Held by |\n|------|---------|\n| shared | every reader |", "ery re"),
        id="table-cell",
    ),
    pytest.param(block, *garbled("```sh\n# wait until the lock is free\n```", "il the loc"), id="comment-in-code"),
    pytest.param(front, *garbled("summary: Where the pieces are kept", "e piece"), id="front-matter"),
    pytest.param(crlf, *garbled("A lock is kept for an hour.", "ept for a"), id="crlf"),
]

SAID_NO = [
    pytest.param("one two three", "one tXo three", id="one-character"),
    pytest.param("one two three", "one #?~ %three", id="longer"),
    pytest.param("one two three", "one #? three", id="shorter"),
    pytest.param("one two three", "one t\N{SNOWMAN}# three", id="beyond-ascii"),
    pytest.param("x" * (MOST + 1), "~" * (MOST + 1), id="too-much"),
]


def test_never_worse() -> None:
    comparisons.assert_never_worse(NAME)


@pytest.mark.parametrize("text", [pages.UNWRAPPED, pages.WRAPPED, pages.GERMAN])
def test_the_operation_puts_noise_in_the_place_of_a_span(text: str) -> None:
    for done in comparisons.damages(NAME, text):
        assert len(done.text) == len(text)
        assert 4 <= done.end - done.start <= MOST
        assert set(done.text[done.start : done.end]) <= set(string.printable)


def test_the_operation_ends_with_the_text() -> None:
    done = comparisons.attempt(NAME, "The end.", at=6)
    assert done is not None
    assert (done.text[:6], done.start, done.end, len(done.text)) == ("The en", 6, 8, 8)


def test_nothing_made_of_nothing_is_no_damage() -> None:
    assert comparisons.driven(NAME, "") is None


def test_the_example_is_the_work_of_the_operation() -> None:
    sound, damaged = SIGNATURE.example
    differ = [at for at, pair in enumerate(zip(sound, damaged, strict=True)) if pair[0] != pair[1]]
    assert 4 <= differ[-1] + 1 - differ[0] <= MOST
    assert set(damaged) <= set(string.printable)
    comparisons.assert_example_is_undone(NAME)
