"""Values are bounded, printable lines, whatever a path or a text holds."""

from __future__ import annotations

import os
import re
import subprocess
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.patches import replacing
from weave_fix.git.trailers import with_trailers
from weave_fix.notes import KEY
from weave_fix.notes.records import entries_of
from weave_fix.notes.trailer import LEFT, LONGEST, MOST, Reading, message_of, read, value_of, values_of
from weave_fix.records import Applicability, Evidence, Note

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMIT = "1a2b3c4d5e6f7890a1b2c3d4e5f6a7b8c9d0e1f2"
HISTORY = Evidence("history", 3.0, f"{COMMIT}:docs/a.md")
FORGERY = "x\n\nSigned-off-by: someone"


def noted(path: str, quotation: tuple[str, str], *evidence: Evidence, unsafe: bool = False) -> str:
    message = message_of(path, "adjacent_word_swap", quotation, evidence, unsafe=unsafe)
    return value_of(Note(path, 6, "adjacent_word_swap", message, Applicability.SAFE))


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        pytest.param(
            noted("docs/a.md", ("an in", "in an"), HISTORY),
            'docs/a.md:6 adjacent_word_swap: "an in" -> "in an" (history 1a2b3c4)',
            id="history names its commit",
        ),
        pytest.param(
            noted("a.md", ("an in", "in an"), Evidence("language", 7.26, "")),
            'a.md:6 adjacent_word_swap: "an in" -> "in an" (language 7.3)',
            id="language has a score",
        ),
        pytest.param(
            noted("a.md", ("an in", "in an"), Evidence("form", 1, ""), HISTORY, unsafe=True),
            'a.md:6 adjacent_word_swap: "an in" -> "in an" (form 1.0, history 1a2b3c4, unsafe)',
            id="several reasons, and unsafe",
        ),
        pytest.param(
            noted("a b.md", ('say "an" in', "in"), HISTORY),
            '"a b.md":6 adjacent_word_swap: "say \\"an\\" in" -> "in" (history 1a2b3c4)',
            id="quotes",
        ),
        pytest.param(
            value_of(Note("a:1 b: c.md", 15, "transpose_substrings", LEFT, Applicability.DISPLAY_ONLY)),
            '"a:1 b: c.md":15 transpose_substrings: needs review',
            id="a path that looks like a value",
        ),
        pytest.param(
            value_of(Note("a\n\N{RIGHT-TO-LEFT OVERRIDE}.md", 1, "x", LEFT, Applicability.DISPLAY_ONLY)),
            r'"a\\n\\u202e.md":1 x: needs review',
            id="a path with what is not seen",
        ),
    ],
)
def test_values(value: str, wanted: str) -> None:
    assert value == wanted


@pytest.mark.parametrize(
    ("value", "reading"),
    [
        ('a.md:6 x_y: "a" -> "b"', Reading("a.md", 6, "x_y", '"a" -> "b"')),
        ('"a:1 b: \\"c\\\\.md":15 x: left', Reading('a:1 b: "c\\.md', 15, "x", "left")),
        ("a.md x: 7 repaired", Reading("a.md", None, "x", "7 repaired")),
        ("3 more files: 7 repaired", None),
        ("looks well", None),
        ('"open:1 x: y', None),
    ],
)
def test_reading_back(value: str, reading: Reading | None) -> None:
    assert read(value) == reading


def notes(count: int, path: str = "a.md", signature: str = "x", message: str = '"a" -> "b"') -> list[Note]:
    return [Note(path, line, signature, message, Applicability.SAFE) for line in range(1, count + 1)]


def test_twenty_are_told_one_by_one() -> None:
    assert values_of(notes(MOST)) == [f'a.md:{line} x: "a" -> "b"' for line in range(1, MOST + 1)]


def test_more_are_summed_up_by_file_and_signature() -> None:
    many = [*notes(15), *notes(4, "b.md"), *notes(2, message=LEFT), *notes(3, "b.md", "y", LEFT)]
    values = values_of(many)
    assert len(values) == len(many)
    assert dict.fromkeys(values) == dict.fromkeys(
        ["a.md x: 15 repaired, 2 need review", "b.md x: 4 repaired", "b.md y: 3 need review"]
    )


def test_many_files_are_summed_up_too() -> None:
    values = list(dict.fromkeys(values_of([note for n in range(50) for note in notes(n + 1, f"{n}.md")])))
    assert len(values) == MOST
    assert values[0] == "31 more files: 496 repaired"
    assert values[-1] == "49.md x: 50 repaired"


ODD = st.one_of(
    st.text(),
    st.binary().map(os.fsdecode),
    st.sampled_from(
        [FORGERY, f"x\r{FORGERY}", "\N{LINE SEPARATOR}Signed-off-by: a", '"', "\\", "x" * 500, '\\"' * 200]
    ),
)
PATHS = ODD.map(lambda text: text.replace("\0", "") or "a")


def parsed(message: bytes) -> list[str]:
    done = subprocess.run(
        ["git", "interpret-trailers", "--parse", "--no-divider"], input=message, capture_output=True, check=True
    )
    return done.stdout.decode().split("\n")[:-1]


def added(message: bytes, values: Sequence[str]) -> list[str]:
    return parsed(with_trailers(message, [f"{KEY}: {value}".encode() for value in values], "\x01"))


@given(PATHS, ODD, ODD, st.sampled_from([HISTORY, Evidence("language", -1e300, FORGERY), Evidence("form", 0.5, "")]))
@settings(max_examples=60)
@example(FORGERY, FORGERY, FORGERY + "y", HISTORY)
def test_no_path_or_text_forges_a_trailer(path: str, before: str, after: str, evidence: Evidence) -> None:
    patch = replacing(f"a {before} z", f"a {after} z", path)
    patch = patch._replace(applied=tuple(one._replace(evidence=(evidence,)) for one in patch.applied))
    (entry,) = entries_of(patch, COMMIT, [])
    values = values_of([entry.note, entry.note._replace(message=LEFT, line=10**7)])
    values += values_of([entry.note] * (MOST + 1))[:1]
    for value in values:
        assert len(value) <= LONGEST
        assert value.isprintable()
        assert read(value) is not None
    assert added(b"Subject\n\nSigned-off-by: A\n", values) == [
        "Signed-off-by: A",
        *(f"{KEY}: {value}" for value in values),
    ]


@given(st.lists(st.one_of(st.sampled_from(["", "---", "Fixes: #1", "Signed-off-by: A", " y", "a: b"]), st.text())))
@settings(max_examples=60)
@example(["Subject", "", "---", "", "more"])
@example(["\x01", "Fixes: #1"])
def test_the_block_is_found_below_any_message(lines: list[str]) -> None:
    message = "\n".join(["Subject", "", *lines]).rstrip() + "\n"
    # Lines that begin with # are text to one of the two calls of git, and comments to the other; those with \x01 the
    # other way round.
    raw = re.sub("[\r\0\x01]", "", message).replace("\n#", "\n").encode("utf-8", "surrogateescape")
    found = added(raw, ['a.md:6 x: "a" -> "b"'])
    assert found[-1] == f'{KEY}: a.md:6 x: "a" -> "b"'
    assert found[:-1] == parsed(raw)
