"""Repairs that were refused: `--reject`, and the file that remembers them."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from tests.conftest import Repo
from tests.in_process import found, run
from weave_fix.accepted import rejections
from weave_fix.accepted.pieces import Piece, identity, pieces
from weave_fix.accepted.rejections import NAME, Rejection, Rejections, add, load
from weave_fix.errors import WeaveFixError
from weave_fix.records import Edit

LINE = "We will recieve the keys of the old house on Monday morning."
TYPO = f"# Keys\n\n{LINE}\n"
OTHER = "\nThe cat sleeps in the the barn.\n"


@pytest.fixture
def typo(repo: Repo) -> Repo:
    repo.commit_files({"docs/a.md": "# Keys\n"})
    repo.write("docs/a.md", TYPO + OTHER)
    repo.add()
    return repo


def place(text: str, word: str, after: str) -> list[Piece]:
    start = text.index(word)
    return pieces(text, [Edit(start, start + len(word), word, after)])


def test_a_place_is_its_words_and_three_beside_it() -> None:
    (piece,) = place(TYPO, "iev", "eiv")
    assert piece == Piece("Keys We will", "recieve", "receive", "the keys of")
    assert piece == place(TYPO.replace(" ", "\n> "), "recieve", "receive")[0]
    assert re.fullmatch("[0-9a-f]{10}", identity("misspelled_word", [piece]))
    assert identity("misspelled_word", [piece]) != identity("shuffle_word_middle", [piece])


@pytest.mark.parametrize(
    ("text", "word", "after", "is_refused"),
    [
        pytest.param("Intro.\n\n" * 50 + TYPO, "recieve", "receive", True, id="other lines"),
        pytest.param(TYPO.replace(" ", "\n"), "recieve", "receive", True, id="other line breaks"),
        pytest.param(TYPO.replace("We will", "They shall"), "recieve", "receive", True, id="edited on the left"),
        pytest.param(TYPO.replace("the keys", "all doors"), "recieve", "receive", True, id="edited on the right"),
        pytest.param(TYPO, "recieve", "relieve", True, id="another repair of the same words"),
        pytest.param("We will recieve the keys.", "recieve", "receive", False, id="too few words beside it"),
        pytest.param("They shall recieve no doors.", "recieve", "receive", False, id="edited on both sides"),
        pytest.param("They shall recieve the keys of it", "recieve", "relieve", False, id="another repair elsewhere"),
        pytest.param(TYPO.replace("recieve", "reciev"), "reciev", "receive", False, id="another word"),
        pytest.param(TYPO, "Monday", "Sunday", False, id="another place"),
    ],
)
def test_a_refusal_is_matched_by_words_and_surroundings(text: str, word: str, after: str, is_refused: bool) -> None:
    known = Rejections([Rejection("x", "misspelled_word", "a.md", tuple(place(TYPO, "recieve", "receive")))])
    assert known.matches(place(text, word, after)) is is_refused


def test_a_long_span_takes_little_room() -> None:
    text = "word " * 100_000
    (piece,) = pieces(text, [Edit(10, 400_000, text[10:400_000], "")])
    assert len(piece.before) < 400
    assert len(pieces(text, [Edit(at, at + 4, "word", "sword") for at in range(0, 100_000, 5)])) == 20


def test_a_refused_repair_never_comes_back(typo: Repo) -> None:
    _, out, _ = run("--check", "--format", "json")
    first, _ = json.loads(out)
    status, out, err = run("--reject", first["id"])
    assert (status, out) == (0, "")
    assert 'docs/a.md:3:9: refused "recieve" -> "receive"' in err
    assert f"Commit {NAME}" in err
    assert typo.read("docs/a.md") == (TYPO + OTHER).encode()
    moved = "# New\n\nText.\n\n" + TYPO + OTHER
    left = [("duplicate_word", "safe")]
    assert [row[:2] for row in found("-", "--stdin-filename", "new.md", text=moved)] == left
    assert run()[0] == 1
    assert typo.read("docs/a.md") == (TYPO + OTHER.replace("the the", "the")).encode()
    assert run("--reject", first["id"])[2] == f"{first['id']} is refused already\n"
    err = run("--debug", "--check")[2]
    assert "(refused: refused before, with --reject)" in err


@pytest.mark.parametrize("wanted", ["docs/a.md:3:9:", "docs/a.md:3"])
def test_the_place_names_a_finding(typo: Repo, wanted: str) -> None:
    assert run("--reject", wanted)[0] == 0
    assert [row[0] for row in found()] == ["duplicate_word"]


def test_several_are_refused_at_once_and_the_file_is_sorted(typo: Repo) -> None:
    ids = [one["id"] for one in json.loads(run("--check", "--format", "json")[1])]
    assert run("--reject", ids[1], "--reject", ids[0][:6])[0] == 0
    rows = [json.loads(row) for row in typo.read(NAME).splitlines()]
    assert [row["id"] for row in rows] == sorted(ids)
    assert {row["path"] for row in rows} == {"docs/a.md"}
    assert run("--strict", "--check")[0] == 0


def test_the_id_is_in_the_lines_of_verbose_and_in_json(typo: Repo) -> None:
    ids = [one["id"] for one in json.loads(run("--check", "--format", "json")[1])]
    err = run("--check", "--format", "text", "--verbose")[2]
    assert re.findall(r"\) \[([0-9a-f]{10})\]$", err, re.MULTILINE) == ids


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["--reject", "ab"], "--reject 'ab': too short; give 4 digits of the id or more"),
        (["--reject", "00000000"], "--reject 00000000: nothing is found there, or with this id; name the file"),
        (["--reject", "docs/a.md:9"], "--reject docs/a.md:9: nothing is found there"),
        (["--reject", "docs/a.md:3", "--add-words"], "--reject and --add-words do not go together"),
    ],
)
def test_wrong_use_says_what_to_do(typo: Repo, args: list[str], words: str) -> None:
    status, _, err = run(*args)
    assert (status, words in err) == (2, True), err
    assert not typo.path(NAME).exists()


def test_outside_of_a_repository_nothing_is_refused(sealed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(sealed)
    (sealed / "a.md").write_text(TYPO)
    status, _, err = run("--reject", "a.md:3", "a.md")
    assert (status, "--reject: no git repository here that could keep it" in err) == (2, True)


GOOD = b'{"id": "x", "places": [{"left": "a", "before": "b", "after": "c", "right": "d", "more": 1}], "more": 2}\n'


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (GOOD + b"{", f"{NAME}:2: not a line of JSON; take the line out"),
        (GOOD + b"\n<<<<<<< HEAD\n", f"{NAME}:3: a conflict of a merge; keep the lines of both sides"),
        (b"[]\n", f"{NAME}:1: not a refused repair"),
        (b'{"places": []}\n', f"{NAME}:1: not a refused repair"),
        (b'{"places": [{"left": 1}]}\n', f"{NAME}:1: not a refused repair"),
        (b'{"id": 1, "places": [{"left":"","before":"","after":"","right":""}]}\n', f"{NAME}:1: not a refused repair"),
        (b"\xff\n", f"{NAME}:1: not a line of JSON"),
        (b"[" * 100_000, f"{NAME}:1: not a line of JSON"),
        (b"\n" * 4_000_001, f"{NAME}: over 4,000,000 bytes; take out lines"),
    ],
)
def test_a_broken_file_ends_with_2_and_says_where(typo: Repo, raw: bytes, words: str) -> None:
    typo.write(NAME, raw)
    typo.write("clean.md", "# Barn\n")
    typo.add("clean.md")
    status, _, err = run()
    assert (status, f"{typo.root}/{words}" in err) == (2, True), err
    assert typo.read("docs/a.md") == (TYPO + OTHER).encode()
    assert run("clean.md")[0] == 0, "it is read where something is found"


def test_no_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "other").write_bytes(GOOD)
    os.symlink("other", tmp_path / NAME)
    with pytest.raises(WeaveFixError, match="not a regular file"):
        load(tmp_path)
    (tmp_path / NAME).unlink()
    os.mkfifo(tmp_path / NAME)
    with pytest.raises(WeaveFixError, match="not a regular file"):
        load(tmp_path)


def test_what_is_added_is_read_again(tmp_path: Path) -> None:
    assert load(tmp_path).every == ()
    one = Rejection("b", "mojibake", "\udcff.md", (Piece("\udce9", "x", "y", ""),))
    other = Rejection("a", "", "", (Piece("", "", "", ""),))
    assert add(tmp_path, [one]) == tmp_path / rejections.NAME
    add(tmp_path, [other, one])
    assert load(tmp_path).every == (other, one)
    assert load(tmp_path).holds("a")
