from __future__ import annotations

import io
import json
from collections.abc import Iterable

import pytest

from tests.conftest import Repo
from tests.texts import SOUND
from weave_fix.config import Config
from weave_fix.git import Repository
from weave_fix.run import run
from weave_fix.vocabulary import lookup
from weave_fix.vocabulary.lookup import EmptyVocabulary, RecordingVocabulary, RepositoryVocabulary
from weave_fix.vocabulary.scan import ScanLimits

PAGE = """# Weaving the Zettelkasten

The `kubectl_apply` verb, über alles: Prüfung, ΔΣ, naïveté, 日本語, x86 and don't; snake_case, café.
"""
SECOND = "Only `in_a_folder` stands this one.\r\nLast-word"
HIDDEN = "Nothing of secretword is Markdown.\n"
NOTHING = ScanLimits(markdown=0, total=0)
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
            "e.py": "def in_code(x86, kubectl): return readLine_count\n",
            "nul.md": b"\0 afternul\n",
            "e.md": b"\xe4ther b\xe4h\n",
        }
    )
    repo.write("a.md", "unstagedword\n")
    found = Repository.discover(repo.root)
    assert found is not None
    return found


def words_of(books: Repository, limits: ScanLimits | None = None, *, code: bool = False) -> RepositoryVocabulary:
    head = books.head()
    assert head is not None
    return RepositoryVocabulary(books, head, limits=limits, code=code)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[set[str]]:
    """What git was asked to look for, each time that it was."""
    found: list[set[str]] = []
    grep = Repository.grep_words

    def grep_words(self: Repository, words: Iterable[str], commit: str) -> set[str]:
        found.append(set(words))
        return grep(self, words, commit)

    monkeypatch.setattr(Repository, "grep_words", grep_words)
    return found


@pytest.mark.parametrize("bounds", [pytest.param(NOTHING, id="by-git"), pytest.param(None, id="by-gathering")])
@pytest.mark.parametrize("one_by_one", [pytest.param(True, id="one-by-one"), pytest.param(False, id="at-once")])
def test_words_of_the_commit_are_known_as_they_are_written(
    books: Repository, monkeypatch: pytest.MonkeyPatch, bounds: ScanLimits | None, one_by_one: bool
) -> None:
    monkeypatch.setattr(lookup, "FEW", 100)
    words = words_of(books, bounds)
    every = {**WORDS, "afternul": True, "ther": True, "b": True, "unstagedword": False, "in_code": False}
    expected = {word for word, stands in every.items() if stands}
    if one_by_one:
        assert {word for word in every if words.known_among([word]) == {word}} == expected
    else:
        assert words.known_among(every) == expected
    assert words.known_among(iter(every)) == expected
    assert words.known_among([]) == set()
    assert {word for word in every if words.files(word) and word != "in_code"} >= expected


def test_what_was_gathered_is_not_looked_for(books: Repository, asked: list[set[str]]) -> None:
    words = words_of(books)
    assert words.known_among(["Zettelkasten", "fresh", *(f"word{number}" for number in range(lookup.FEW))]) == {
        "Zettelkasten"
    }
    assert not asked


def test_a_few_words_are_looked_for_in_what_was_not_gathered(books: Repository, asked: list[set[str]]) -> None:
    small = ScanLimits()._replace(markdown=len(PAGE.encode()) - 1)
    words = words_of(books, small)
    assert words.files("Zettelkasten") == 0
    assert words.known_among(["in_a_folder", "Zettelkasten", "fresh"]) == {"in_a_folder", "Zettelkasten"}
    assert words.known_among(["Zettelkasten", "über"]) == {"Zettelkasten", "über"}
    assert asked == [{"Zettelkasten", "fresh"}, {"über"}], "what was asked before is not looked for again"
    assert [words.files(word) for word in ("in_a_folder", "Zettelkasten", "fresh")] == [1, 1, 0]
    many = [f"word{number}" for number in range(lookup.FEW)]
    assert words.known_among(["x86", "word", *many]) == {"word"}, "too many to look for"
    assert len(asked) == 2


def test_what_is_known_does_not_depend_on_what_was_asked_before(books: Repository) -> None:
    known = ("in_a_folder", "Zettelkasten", "über")
    texts = [[word, *(f"{word}{number}" for number in range(20))] for word in known]
    one_way, other_way = words_of(books, NOTHING), words_of(books, NOTHING)
    assert [one_way.known_among(text) for text in texts] == [{word} for word in known]
    assert [other_way.known_among(text) for text in reversed(texts)] == [{word} for word in reversed(known)]


def test_nothing_is_looked_for_in_too_much_markdown(
    books: Repository, monkeypatch: pytest.MonkeyPatch, asked: list[set[str]]
) -> None:
    monkeypatch.setattr(lookup, "GREPPED", len(PAGE.encode()))
    words = words_of(books, NOTHING)
    assert words.known_among(["Zettelkasten"]) == set()
    assert not asked


def test_no_word_asked_for_is_no_process(books: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_TRACE", str(books.root / "trace"))
    assert words_of(books).known_among([]) == set()
    assert not (books.root / "trace").exists()


def test_identifiers_are_known_where_they_are_wanted(books: Repository) -> None:
    wanted = ["readLine_count", "Line", "line", "in_code", "x86", "kubectl", "secretword"]
    assert words_of(books).known_among(wanted) == {"x86"}
    assert words_of(books, code=True).known_among(wanted) == {*wanted} - {"secretword"}


@pytest.mark.parametrize(
    ("word", "files"),
    [
        pytest.param("x86", 2, id="in-markdown-and-code"),
        pytest.param("kubectl", 2, id="a-part-of-an-identifier"),
        pytest.param("Zettelkasten", 1, id="in-one"),
        pytest.param("zettelkasten", 0, id="in-another-case"),
        pytest.param("Prüfung", 1, id="beyond-ascii"),
        pytest.param("line", 1, id="a-part-in-lower-case"),
        pytest.param("secretword", 0, id="in-no-file-that-counts"),
        pytest.param("\udce4", 0, id="no-character"),
        pytest.param("", 0, id="nothing"),
    ],
)
def test_in_how_many_files_a_word_stands(books: Repository, word: str, files: int) -> None:
    assert words_of(books).files(word) == files


def test_no_more_than_255_files_are_told_apart(repo: Repo) -> None:
    repo.commit_files({f"{number}.md": f"common {'rare' * (number < 2)}\n" for number in range(300)})
    books = Repository.discover(repo.root)
    assert books is not None
    assert [words_of(books).files(word) for word in ("common", "rare", "none")] == [255, 2, 0]


@pytest.mark.parametrize("bounds", [pytest.param(NOTHING, id="by-git"), pytest.param(None, id="by-gathering")])
def test_the_commit_asked_is_the_one_that_counts(repo: Repo, bounds: ScanLimits | None) -> None:
    base = repo.commit_files({"a.md": "An oldword.\n", "b.md": "Both have bothword.\n"})
    repo.commit_files({"a.md": "A newword.\n"})
    books = Repository.discover(repo.root)
    assert books is not None
    asked = ["oldword", "newword", "bothword"]
    assert RepositoryVocabulary(books, base, limits=bounds).known_among(asked) == {"oldword", "bothword"}
    assert words_of(books, bounds).known_among(asked) == {"newword", "bothword"}


def test_without_a_repository_no_word_is_known() -> None:
    assert EmptyVocabulary().known_among(["word"]) == set()
    assert EmptyVocabulary().files("word") == 0


def test_a_forgetful_one_remembers_that_it_was_asked() -> None:
    asked, counted = RecordingVocabulary(), RecordingVocabulary()
    assert not asked.was_asked
    assert asked.known_among(["word"]) == set()
    assert counted.files("word") == 0
    assert asked.was_asked
    assert counted.was_asked


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
