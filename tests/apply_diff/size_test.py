"""Patches of any size come to an end: what is large, deep or alike throughout takes no longer than it is long.

Each of these would take hours if the time went with the square of the size.
"""

from __future__ import annotations

import pytest

from tests.apply_diff.texts import patched
from weave_fix.apply_diff.hunks import PatchError
from weave_fix.apply_diff.parse import parse

MANY = 200_000
ALIKE = 60_000
"""Lines that may each stand in the place of every other one."""


def lines(count: int) -> list[str]:
    return [f"line {number} of the log" for number in range(count)]


def test_a_thousand_hunks() -> None:
    text = "\n".join(lines(20_000)) + "\n"
    hunks = [f"@@\n line {n - 1} of the log\n-line {n} of the log\n+LINE {n}\n" for n in range(10, 20_000, 20)]
    made = patched(text, "".join(hunks))
    assert isinstance(made, str)
    assert made.count("LINE ") == len(hunks) == 1_000


def test_a_thousand_hunks_that_fit_nowhere() -> None:
    text = "\n".join(lines(20_000)) + "\n"
    hunks = [f"@@\n the page {n} of\n-the book {n} of\n+LINE {n}\n" for n in range(1_000)]
    refusals = patched(text, "".join(hunks))
    assert isinstance(refusals, list)
    assert len(refusals) == 1_000


def test_a_hunk_of_megabytes() -> None:
    old = lines(MANY)
    text = "\n".join(old) + "\n"
    hunk = "@@\n" + "".join(f"-{line}\n" for line in old) + "+gone\n"
    assert patched(text, hunk) == "gone\n"


def test_a_hunk_of_megabytes_that_is_a_little_other() -> None:
    old = [line.replace("log", "book") for line in lines(MANY)]
    hunk = "@@\n" + "".join(f" {line}\n" for line in old) + "+more\n"
    made = patched("\n".join(lines(MANY)) + "\n", hunk)
    assert isinstance(made, (str, list))


@pytest.mark.parametrize("line", ["x", "", "-", "+ a"])
def test_lines_that_are_all_alike(line: str) -> None:
    text = f"{line}\n" * ALIKE
    for mark in (" ", "-", ""):
        refusals = patched(text, "@@\n" + f"{mark}{line}\n" * (ALIKE // 2) + "+end\n-beginning\n")
        assert isinstance(refusals, list)


def test_one_line_of_a_megabyte() -> None:
    text = "word " * MANY
    assert isinstance(patched(text + "\n", f"@@\n-{text}\n+{text[:-5]}\n"), str)
    assert isinstance(patched(text + "\n", f"@@\n-{text.replace('r', 'l', 1)}\n+x\n"), list)
    assert isinstance(patched("a\n", f"@@\n-{'- a' * MANY}\n+x\n"), list)


def test_lines_that_run_together_by_the_thousand() -> None:
    joined = "".join(f" {line}" for line in lines(2_000))
    assert patched("\n".join(lines(2_000)) + "\n", f"@@\n{joined}+end\n") == "\n".join([*lines(2_000), "end\n"])


DEEP = {
    "brackets": "#startblock type: action\ndiff_lines = " + "[" * 100_000 + "\n#endblock\n",
    "signs": "#startblock type: action\nx = " + "-" * 100_000 + "1\n#endblock\n",
    "json": "[" * 100_000,
    "fences": "```diff\n" * 100_000,
    "headers": "--- a\n+++ b\n" * 100_000,
    "at signs": "@" * 1_000_000,
    "conflict marks": "<<<<<<< SEARCH\n" * 20_000,
}


@pytest.mark.parametrize("patch", DEEP.values(), ids=DEEP)
def test_what_is_deep_is_refused(patch: str) -> None:
    with pytest.raises(PatchError):
        parse(patch.encode())


def test_ten_thousand_blocks() -> None:
    blocks = "".join(f"<<<<<<< SEARCH\nline {n} of the log\n=======\nLINE\n>>>>>>> REPLACE\n" for n in range(10_000))
    made = patched("\n".join(lines(10_000)) + "\n", blocks)
    assert made == "LINE\n" * 10_000
