"""What spares a signature's import never hides anything that the signature would find."""

from __future__ import annotations

from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.shapes import SHAPES, TRACES
from weave_fix.signatures.file._first_tests import FIRST_TESTS, changed_lines, has_lost_heading
from weave_fix.signatures.file.context import FileContext
from weave_fix.signatures.file.registry import discover, may_find, names

EXAMPLES = [text for signature in discover().values() for text in signature.EXAMPLE]
PIECES = [piece for text in EXAMPLES for piece in (text, *text.splitlines(keepends=True))]
PIECES += [
    "```\n",
    "~~~\n",
    "?",
    "don?t ",
    "they?re ",
    "I?m ",
    "\r\n",
    "\ufffd",
    "\x1a",
    "&amp;",
    "\\*",
    "> ",
    "+a\n+b\n",
    "[a](#b)\n",
    "\u200b",
    "\n\n",
]
PIECES += [
    "Here is the updated file:\n",
    "Let me know if you want me to change it.\n",
    "(rest unchanged)\n",
    "1. a\n2. b\n",
]


def check(text: str, base: str | None) -> None:
    for name, signature in discover().items():
        for whole in (False, True):
            if may_find(name, text, base or "", whole=whole) or not signature.is_possible(text):
                continue
            # As a whole a text is judged by itself that is its base.
            for seen in {base, None if whole and base == text else base}:
                assert list(signature.find(FileContext("a.md", text, seen, whole=whole))) == [], name


def test_each_signature_has_a_test_in_its_place() -> None:
    assert {name: test.order for name, test in FIRST_TESTS.items()} == {
        name: signature.ORDER for name, signature in discover().items()
    }
    assert list(names()) == list(discover()) == list(FIRST_TESTS)


@pytest.mark.parametrize("name", names())
def test_no_test_hides_the_example_of_its_signature(name: str) -> None:
    sound, damaged = discover()[name].EXAMPLE
    assert may_find(name, damaged, sound)


@pytest.mark.parametrize(
    ("text", "base", "changed"),
    [
        pytest.param("a\nb\nc\n", "a\nx\nc\n", "b", id="one line"),
        pytest.param("a\nb\n", "a\nb\n", "", id="none"),
        pytest.param("a\nb\nb\n", "a\nb\n", "b", id="a line more"),
        pytest.param("a\n", "a\nb\n", "", id="a line less"),
        pytest.param("a\nb", "a\nb\n", "", id="a line end less"),
        pytest.param("a\r\nb\n", "a\nb\n", "a\r", id="another line end"),
        pytest.param("a\nb\nc\nd", "x\nb\nc\ny", "a\nb\nc\nd", id="both ends"),
    ],
)
def test_the_changed_lines(text: str, base: str, changed: str) -> None:
    assert changed_lines(text, base) == changed


LINES = st.lists(st.sampled_from(["a", "b", "", "# c", "d", "==", "--"]), max_size=7).map("\n".join)


@given(LINES, LINES)
def test_the_changed_lines_are_those_that_comparing_each_line_gives(text: str, base: str) -> None:
    old, new = base.split("\n"), text.split("\n")
    least = min(len(old), len(new))
    head = next((n for n in range(least) if old[n] != new[n]), least)
    tail = next((n for n in range(least - head) if old[-1 - n] != new[-1 - n]), least - head)
    assert changed_lines(text, base) == "\n".join(new[head : len(new) - tail])


@given(LINES, LINES)
def test_a_heading_is_lost_whose_line_the_text_has_nowhere(text: str, base: str) -> None:
    old = base.split("\n")
    lost = set(old) - set(text.split("\n"))
    pairs = [pair for pair in pairwise(old) if lost.intersection(pair)]
    expected = any(line.startswith("#") for line in lost) or any(below in ("==", "--") for _, below in pairs)
    assert has_lost_heading(text, base) == expected


def test_a_plain_text_needs_no_signature() -> None:
    text = "# Doors\n\nOpen the door, and close it again.\n\n- The hinge is old.\n- The wood has warped.\n"
    assert not [name for name in names() if FIRST_TESTS[name].may_find(text, text.replace("old", "new"))]


@pytest.mark.parametrize("shape", [*SHAPES, *TRACES])
def test_no_shape_is_hidden(shape: str) -> None:
    text = {**SHAPES, **TRACES}[shape](400)
    for base in (None, text[:300], text + EXAMPLES[0], EXAMPLES[0]):
        check(text, base)


@given(st.lists(st.sampled_from(PIECES), max_size=9), st.integers(0, 10**6))
def test_no_damage_is_hidden(pieces: list[str], seed: int) -> None:
    rng = Random(seed)
    base = "".join(pieces)
    cut = rng.randrange(len(base) + 1)
    text = base[:cut] + rng.choice([*PIECES, ""]) + base[cut + rng.choice((0, 1, 40, len(base))) :]
    check(text, base)
    check(text, None)
