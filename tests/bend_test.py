"""The bench of bent diffs: what it bends is bent, and what each tool makes of it is told right."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest

from bench.applying import OURS, PEERS, applying_json, measure_applying, render_applying
from bench.bend import BENDS, bends, has_one_place, straight
from tests.apply_diff.texts import MENDED, PAGE
from tests.conftest import Repo

APART = [(PAGE + "\n" * 9 + "The end\n", MENDED + "\n" * 9 + "The very end\n")]


def test_a_straight_diff_is_gits(repo: Repo) -> None:
    for before, after in [(PAGE, MENDED), (PAGE, MENDED.rstrip("\n")), (PAGE.rstrip("\n"), MENDED), *APART]:
        repo.write("page.md", before)
        repo.write("diff", straight(before, after).diff)
        repo.git("apply", "diff")
        assert repo.read("page.md").decode() == after


def test_every_way_bends_a_diff_of_two_hunks_without_a_last_line_end() -> None:
    before, after = (text.rstrip("\n") for text in APART[0])
    made = bends(straight(before, after), Random("a seed"))
    assert made.keys() >= BENDS.keys()
    bent = [
        case.diff for way, case in made.items() if way not in ("as it is", "CRLF in the file", "no trailing blanks")
    ]
    assert straight(before, after).diff not in bent
    assert len(set(bent)) == len(bent)


@pytest.mark.parametrize(("text", "one"), [("a\nold\nb\n", True), ("a\nold\nb\na\nold\nb\n", False)])
def test_whether_a_diff_has_one_place(text: str, one: bool) -> None:
    case = straight("a\nold\nb\n", "a\nnew\nb\n")
    assert has_one_place(type(case)(text, text, case.diff)) is one


def test_every_way_is_applied_and_counted(sealed: Path) -> None:
    trial = measure_applying(APART, sealed / "bench", 7)
    shares = applying_json(trial)
    assert json.loads(json.dumps(shares))["as it is"]["one place"].keys() >= {OURS}
    assert {way for way, share in shares.items() if share["all"][OURS] != {"right": 1}} == set()
    assert shares["no file names"]["all"][next(iter(PEERS))] == {"refused": 1}
    table = render_applying(trial, 1)
    assert "| as it is | 1 | 100.0 / 0.0 / 0.0 |" in table
    assert "| together | " in table
