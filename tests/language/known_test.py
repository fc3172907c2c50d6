from __future__ import annotations

import io
import json
from collections.abc import Iterable

import pytest

from tests.conftest import Repo
from tests.texts import SOUND
from weave_fix.config import Config
from weave_fix.git import Repository, TreeBlob
from weave_fix.language import known
from weave_fix.language.known import NoWords, RepositoryWords
from weave_fix.run import run

PAGE = """# Weaving the Zettelkasten

The `kubectl_apply` verb, über alles: Prüfung, ΔΣ, naïveté, 日本語, x86 and don't; snake_case, café.
"""
SECOND = "Only `in_a_folder` stands this one.\r\nLast-word"
HIDDEN = "Nothing of secretword is Markdown.\n"
WORDS = {
    "Zettelkasten": True,
    "zettelkasten": False,
    "kubectl_apply": True,
    "kubectl": False,
    "über": True,
    "ber": False,
    "Prüfung": True,
    "Pr": False,
    "fung": False,
    "ΔΣ": True,
    "δς": False,
    "naïveté": True,
    "na": False,
    "日本語": True,
    "日本": False,
    "x86": True,
    "x8": False,
    "don": True,
    "caf": False,
    "café": True,
    "in_a_folder": True,
    "word": True,
    "secretword": False,
    "e": False,
    "": False,
}


@pytest.fixture
def books(repo: Repo) -> Repository:
    repo.commit_files(
        {
            "a.md": PAGE,
            "b/c.MARKDOWN": SECOND,
            "d.txt": HIDDEN,
            "nul.md": b"\0 afternul\n",
            "e.md": b"\xe4ther b\xe4h\n",
        }
    )
    repo.write("a.md", "unstagedword\n")
    found = Repository.discover(repo.root)
    assert found is not None
    return found


def words_of(books: Repository) -> RepositoryWords:
    head = books.head()
    assert head is not None
    return RepositoryWords(books, head)


@pytest.mark.parametrize("few", [pytest.param(100, id="by-git"), pytest.param(0, id="by-reading")])
@pytest.mark.parametrize("one_by_one", [pytest.param(True, id="one-by-one"), pytest.param(False, id="at-once")])
def test_words_of_the_commit_are_known_as_they_are_written(
    books: Repository, monkeypatch: pytest.MonkeyPatch, few: int, one_by_one: bool
) -> None:
    monkeypatch.setattr(known, "FEW", few)
    words = words_of(books)
    every = {**WORDS, "afternul": True, "ther": True, "b": True, "unstagedword": False}
    expected = {word for word, stands in every.items() if stands}
    if one_by_one:
        assert {word for word in every if words.among([word]) == {word}} == expected
    else:
        assert words.among(every) == expected
    assert words.among(iter(every)) == expected
    assert words.among([]) == set()


def test_few_words_are_left_to_git_and_many_are_read_once(books: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[set[str]] = []
    read: list[str] = []
    grep, blobs = Repository.grep_words, Repository.tree_blobs

    def grep_words(self: Repository, words: Iterable[str], commit: str) -> set[str]:
        asked.append(set(words))
        return grep(self, words, commit)

    def tree_blobs(self: Repository, commit: str) -> list[TreeBlob]:
        read.append(commit)
        return blobs(self, commit)

    monkeypatch.setattr(Repository, "grep_words", grep_words)
    monkeypatch.setattr(Repository, "tree_blobs", tree_blobs)
    words = words_of(books)
    words.among(["Zettelkasten", "fresh"])
    words.among(["Zettelkasten", "über"])
    assert asked == [{"Zettelkasten", "fresh"}, {"über"}], "what was asked before is not looked for again"
    assert not read
    many = [f"word{number}" for number in range(known.FEW)]
    assert words.among(["x86", *many]) == {"x86"}
    assert words.among(["Zettelkasten", "other"]) == {"Zettelkasten"}
    assert (len(asked), len(read)) == (2, 1)


def test_words_asked_one_by_one_add_up(books: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[set[str]] = []
    grep = Repository.grep_words

    def grep_words(self: Repository, words: Iterable[str], commit: str) -> set[str]:
        asked.append(set(words))
        return grep(self, words, commit)

    monkeypatch.setattr(Repository, "grep_words", grep_words)
    monkeypatch.setattr(known, "FEW", 3)
    words = words_of(books)
    assert [words.among([word]) for word in ("x86", "a1", "b1", "c1", "über")] == [
        {"x86"},
        set(),
        set(),
        set(),
        {"über"},
    ]
    assert asked == [{"x86"}, {"a1"}, {"b1"}]


def test_no_more_is_read_than_a_bound(books: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(known, "FEW", 0)
    monkeypatch.setattr(known, "MOST", len(PAGE.encode()) + 1)
    assert words_of(books).among(["Zettelkasten", "in_a_folder"]) == {"Zettelkasten"}


@pytest.mark.parametrize("few", [pytest.param(100, id="by-git"), pytest.param(0, id="by-reading")])
def test_the_commit_asked_is_the_one_that_counts(repo: Repo, monkeypatch: pytest.MonkeyPatch, few: int) -> None:
    base = repo.commit_files({"a.md": "An oldword.\n", "b.md": "Both have bothword.\n"})
    repo.commit_files({"a.md": "A newword.\n"})
    monkeypatch.setattr(known, "FEW", few)
    books = Repository.discover(repo.root)
    assert books is not None
    asked = ["oldword", "newword", "bothword"]
    assert RepositoryWords(books, base).among(asked) == {"oldword", "bothword"}
    assert words_of(books).among(asked) == {"newword", "bothword"}


def test_without_a_repository_no_word_is_known() -> None:
    assert NoWords().among(["word"]) == set()


def test_with_a_base_named_its_words_are_known_and_not_those_of_head(repo: Repo) -> None:
    damaged = SOUND.replace("the warp. They", "the wxarp. They")
    knows: dict[str, str | bytes] = {"b.md": "The wxarp of a loom, as every weaver of wxarps says.\n"}

    def score(base: str) -> float:
        out = io.StringIO()
        config = Config(base=base, check=True, strict=True, format="json")
        run(config, Repository.discover(repo.root), {}, repo.root, out, io.StringIO())
        found = [evidence["score"] for finding in json.loads(out.getvalue()) for evidence in finding["evidence"]]
        return max(found, default=-9.0)

    early = repo.commit_files({"a.md": SOUND})
    repo.commit_files({"a.md": damaged})
    nobody_knows = score(early)
    repo.commit_files(knows)
    assert score(early) == nobody_knows > 0
    late = repo.commit_files({"a.md": SOUND})
    repo.commit_files({"a.md": damaged})
    assert score(late) < nobody_knows
