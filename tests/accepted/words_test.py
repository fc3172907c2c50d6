"""Words that are right as they are written: the keys `words` and `words-files`, and `--add-words`."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.conftest import Repo
from tests.in_process import found, run
from weave_fix.accepted.words import WordSet, read_words, takes_known
from weave_fix.errors import WeaveFixError
from weave_fix.records import Edit

TYPO = "# Keys\n\nWe will recieve the keys of the old house on Monday morning.\n"
MENDED = TYPO.replace("recieve", "receive")


@pytest.mark.parametrize(
    ("entry", "word", "is_known"),
    [
        ("Kube", "Kube", True),
        ("Kube", "kube", False),
        ("kube", "Kube", False),
        ("Kube", "Kubes", False),
        ("Kube", "Kube's", True),
        ("Kube", "Kube\u2019s", True),
        ("Jens", "Jens'", True),
        ("kube*", "kubectl", True),
        ("kube*", "kube", True),
        ("kube*", "Kubectl", False),
        ("*ctl", "kubectl", True),
        ("*ctl", "ctls", False),
        ("*bec*", "kubectl", True),
        ("*bec*", "kube", False),
        ("node.js", "node.js", True),
    ],
)
def test_a_word_is_known_as_it_is_written(entry: str, word: str, is_known: bool) -> None:
    assert WordSet([entry]).has(word) is is_known


@pytest.mark.parametrize(
    ("before", "after", "is_taken"),
    [
        pytest.param("Walla Walla is", "Walla is", True, id="taken out"),
        pytest.param("the Walla is", "the is", True, id="the only one taken out"),
        pytest.param("a node.js page", "a node js page", True, id="a mark in it"),
        pytest.param("a xnode.js page", "a node.js page", False, id="mended to it"),
        pytest.param("Walla Wall is", "Walla Hall is", False, id="beside it"),
        pytest.param("Walla the is", "the Walla is", False, id="moved"),
        pytest.param("a  Walla is", "a Walla is", False, id="a blank beside it"),
        pytest.param("one Walla two three four five", "six seven", False, id="in a longer span"),
        pytest.param("(Walla), is", "(Wall), is", True, id="among marks"),
    ],
)
def test_no_repair_takes_a_word(before: str, after: str, is_taken: bool) -> None:
    text = f"It says {before} here."
    known = WordSet(["Walla", "node.js"])
    edit = Edit(8, 8 + len(before), before, after)
    assert takes_known(text, [edit], known, is_event=False) is is_taken


def test_a_word_is_left_in_check_fix_and_standard_input(repo: Repo) -> None:
    repo.commit_files({"a.md": "# Keys\n"})
    repo.write("a.md", TYPO)
    repo.write("docs/w.txt", "\ufeff# ours\n\nKubernetes  # a program\nrecieve\r\n")
    repo.add("a.md")
    assert [row[1:] for row in found()] == [("safe", "recieve")]
    repo.write("weave-fix.toml", "words-files = ['docs/w.txt']")
    assert found("a.md") == []
    assert run("--strict", "--unsafe")[0] == 0
    assert run("-", text=TYPO)[1] == TYPO
    assert repo.read("a.md") == TYPO.encode()
    assert run("--isolated")[0] == 1
    assert repo.read("a.md") == MENDED.encode()


def test_history_does_not_take_a_word_back(repo: Repo) -> None:
    repo.commit_files({"a.md": MENDED})
    repo.write("weave-fix.toml", "words = ['*eve']")
    assert found("-", "--stdin-filename", "a.md", text=TYPO) == []


def test_a_word_twice_is_left_and_one_beside_it_is_not(repo: Repo) -> None:
    text = "# Trip\n\nThe road goes to to Walla Walla, and we recieve a map.\n"
    repo.write("weave-fix.toml", "words = ['Walla', 'to']")
    assert [row[1:] for row in found("-", text=text)] == [("safe", "recieve")]


def test_another_case_is_another_word(repo: Repo) -> None:
    repo.write("weave-fix.toml", "words = ['Recieve']")
    assert found("-", text=TYPO) != []
    repo.write("weave-fix.toml", "words = ['recieve']")
    assert found("-", text=TYPO) == []


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"one\ntwo\ncaf\xe9\n", "w.txt:3: not UTF-8; save the file as UTF-8"),
        (b"one\ntwo words # and\n", "w.txt:2: 2 words in a line; write one word a line"),
        (b"**\n", "w.txt:1: `*` alone is every word"),
        (b"a\n" * 600_000, "w.txt: cannot be read (over 1,000,000 bytes)"),
        (None, "w.txt: no such file; make it, or take it out of words-files"),
    ],
)
def test_a_wrong_words_file_ends_with_2(repo: Repo, raw: bytes | None, words: str) -> None:
    repo.commit_files({"a.md": "# Keys\n"})
    if raw is not None:
        repo.write("w.txt", raw)
    repo.write("weave-fix.toml", "words-files = ['w.txt']")
    repo.write("a.md", TYPO)
    repo.write("b.md", "# Keys\n\nThe cat sleeps in the barn.\n")
    repo.add("a.md", "b.md")
    status, _, err = run()
    assert (status, f"{repo.root}/{words}" in err) == (2, True), err
    assert repo.read("a.md") == TYPO.encode()


def test_a_words_file_of_the_configuration_lies_in_the_repository(repo: Repo, tmp_path: Path) -> None:
    outside = tmp_path / "words.txt"
    outside.write_text("recieve\n")
    os.symlink(outside, repo.root / "link.txt")
    os.mkfifo(repo.root / "pipe.txt")
    for name in (str(outside), "../words.txt", "link.txt"):
        repo.write("weave-fix.toml", f"words-files = ['{name}']")
        status, _, err = run("--check", "-", text=TYPO)
        assert (status, "lies outside of" in err) == (2, True), err
        assert f"{repo.root}/weave-fix.toml:1: words-files:" in err
    repo.write("weave-fix.toml", "words-files = ['pipe.txt']")
    assert run("--check", "-", text=TYPO)[0] == 2
    assert found("-", "--words-file", "../words.txt", text=TYPO) == []


def test_a_clean_text_reads_no_words_file(repo: Repo) -> None:
    repo.write("weave-fix.toml", "words-files = ['lost.txt']")
    assert run("--check", "-", text=MENDED)[0] == 0


def test_the_words_that_are_found_are_added(repo: Repo) -> None:
    repo.commit_files({"a.md": "# Keys\n"})
    repo.write("a.md", TYPO + "\nThe cat sleeps in the the barn.\n")
    repo.add()
    status, _, err = run("--add-words")
    assert (status, "--add-words: there is no words file" in err, "words-files = [" in err) == (2, True, True)
    repo.write("weave-fix.toml", "words-files = ['w.txt', 'other.txt']")
    repo.write("other.txt", "")
    status, out, err = run("--add-words")
    assert (status, out) == (0, "")
    assert f"{repo.root}/w.txt: added recieve\n" in err
    assert "1 finding is not about how a word is written" in err
    assert repo.read("w.txt") == b"recieve\n"
    assert repo.read("a.md") == (TYPO + "\nThe cat sleeps in the the barn.\n").encode()
    assert [one for one, _, _ in found()] == ["duplicate_word"]
    repo.write("w.txt", "# ours\nKubernetes")
    assert run("--add-words")[0] == 0
    assert repo.read("w.txt") == b"# ours\nKubernetes\nrecieve\n"


def test_read_words_names_the_file(tmp_path: Path) -> None:
    with pytest.raises(WeaveFixError, match=r"cannot be read \(not a regular file\)"):
        read_words(tmp_path)
