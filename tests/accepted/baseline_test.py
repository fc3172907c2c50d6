"""A baseline: what is there today is accepted, what is new is reported."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Repo
from tests.in_process import found, run
from weave_fix.accepted.baseline import load, write
from weave_fix.accepted.pieces import Piece
from weave_fix.errors import WeaveFixError

TWICE = "The cat sleeps in the the barn.\n"
TYPO = "We will recieve the keys on Monday.\n"
FLAGS = ("--scope", "all", ".")


@pytest.fixture
def old(repo: Repo) -> Repo:
    repo.commit_files({"a.md": f"# Barn\n\n{TWICE}\nA line stands between.\n\n{TWICE}", "b.md": f"# Keys\n\n{TYPO}"})
    assert run(*FLAGS, "--write-baseline", "base.json")[0] == 0
    return repo


def test_what_is_there_is_accepted_and_what_is_new_is_found(old: Repo) -> None:
    assert len(found(*FLAGS)) == 3
    assert found(*FLAGS, "--baseline", "base.json") == []
    text = old.read("a.md").decode()
    old.write("a.md", f"# A new heading\n\nA new line.\n\n{text}\n{TYPO}")
    assert run(*FLAGS, "--baseline", "base.json")[0] == 1
    assert old.read("a.md").decode().count("the the") == 2
    assert "receive" in old.read("a.md").decode()


def test_one_more_of_the_same_is_new(old: Repo) -> None:
    text = f"\n\nA line stands between.\n\n{TWICE}\nA line stands between.\n\n".join(["# Barn", TWICE, "The end."])
    old.write("c.md", text)
    assert run("c.md", "--write-baseline", "c.json")[0] == 0
    old.write("c.md", text.replace("The end.", f"{TWICE}\nA line stands between.\n\n{TWICE}\nA line stands between."))
    assert len(found("c.md", "--baseline", "c.json")) == 2


def test_another_file_is_new_and_a_renamed_one_is_not(old: Repo) -> None:
    old.write("new.md", f"# Keys\n\n{TYPO}")
    old.add()
    assert [row[2] for row in found(*FLAGS, "--baseline", "base.json")] == ["recieve"]
    old.git("rm", "-q", "--cached", "new.md")
    old.path("new.md").unlink()
    old.git("mv", "b.md", "moved.md")
    assert found("--scope", "all", "--baseline", "base.json") == []


def test_it_holds_for_standard_input_and_from_a_folder_below(old: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    text = old.read("b.md").decode() + f"\n{TWICE}"
    old.path("sub").mkdir()
    monkeypatch.chdir(old.path("sub"))
    flags = ("-", "--scope", "all", "--stdin-filename", "../b.md", "--baseline", "../base.json")
    assert [row[0] for row in found(*flags, text=text)] == ["duplicate_word"]
    assert run(*flags, text=text)[1] == text.replace("the the", "the")


def test_it_is_written_sorted_and_says_how_many(old: Repo) -> None:
    before = old.read("base.json")
    status, out, err = run(*FLAGS, "--write-baseline", "base.json", "--baseline", "base.json")
    assert (status, out) == (0, "")
    assert f"{old.root}/base.json: 3 findings accepted." in err
    assert old.read("base.json") == before
    assert list(json.loads(before)["files"]) == ["a.md", "b.md"]
    assert b"the the" in old.read("a.md")
    assert run("--write-baseline", "no/such.json")[0] == 2


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ('{"version": 2, "files": {}}', "base.json: a baseline of version 2, and this is version 1; make it anew"),
        ('{"version": "1", "files": {}}', "base.json: a baseline of version '1'"),
        ("{\n!", "base.json:2: not a baseline of weave-fix, which is JSON; make it anew"),
        ("[]", "base.json: not a baseline of weave-fix; make it anew: weave-fix --write-baseline base.json"),
        ('{"version": 1, "files": []}', "base.json: not a baseline"),
        ('{"version": 1, "files": {"a.md": [{}]}}', "base.json: what it says of 'a.md' is no list of findings"),
        ('{"version": 1, "files": {"a.md": 1}}', "base.json: what it says of 'a.md' is no list of findings"),
    ],
)
def test_one_that_does_not_hold_ends_with_2(old: Repo, raw: str, words: str) -> None:
    old.write("base.json", raw)
    text = old.read("a.md")
    status, _, err = run(*FLAGS, "--baseline", "base.json")
    assert (status, f"{old.root}/{words}" in err) == (2, True), err
    assert old.read("a.md") == text


def test_one_that_is_not_there_ends_with_2(old: Repo) -> None:
    status, _, err = run(*FLAGS, "--baseline", "lost.json")
    assert (status, "lost.json: no such baseline; make it with --write-baseline" in err) == (2, True)


def test_many_of_the_same_are_counted_in_linear_time(tmp_path: Path) -> None:
    piece = Piece("three words here", "b", "c", "d")
    assert write(tmp_path / "b.json", [("a.md", "x", (piece,))] * 2_000) == 2_000
    left = load(tmp_path / "b.json").accepted_in("b.md", "a.md")
    assert [left.take([piece]) for _ in range(2_001)] == [True] * 2_000 + [False]
    rows = [("a.md", "x", (piece._replace(right=str(number)),)) for number in range(2_000)]
    write(tmp_path / "b.json", rows)
    left = load(tmp_path / "b.json").accepted_in("a.md")
    assert [left.take([piece]) for _ in range(2_001)] == [True] * 2_000 + [False]
    (tmp_path / "b.json").unlink()
    with pytest.raises(WeaveFixError):
        load(tmp_path / "b.json")
