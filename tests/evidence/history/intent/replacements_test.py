"""The same words for the same words at two places of a commit: no accident, in whatever file, inflection or case."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest

from weave_fix.config import Config
from weave_fix.evidence.history.intent.replacements import repeated, replacement
from weave_fix.git import Repository
from weave_fix.run import run

if TYPE_CHECKING:
    from tests.conftest import Repo

FERRY = """\
# Ferry

The ferry leaves at noon, and nobody waits for late guests. Ask the harbour office for a seat by the window.

A receipt is printed at the desk. Keep it until the return, since the crew looks at every one of them.
"""
MILL = """\
# Mill

The harbour office has the keys of the mill. Two receipts are needed to go up, one for the guide and one for the desk.

Nobody may go up in a storm.
"""


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param((["Hexo"], ["Hugo"]), (["Hexo's"], ["Hugo's"]), id="genitive"),
        pytest.param((["analize"], ["analyse"]), (["Analized"], ["Analysed"]), id="participle-and-case"),
        pytest.param((["kolours,"], ["colours,"]), (["kolours"], ["colours"]), id="mark-beside-it"),
        pytest.param((["loginpage"], ["login", "page"]), (["Loginpages"], ["Login", "pages"]), id="two-words"),
    ],
)
def test_inflections_of_one_replacement_are_the_same(
    first: tuple[list[str], list[str]], second: tuple[list[str], list[str]]
) -> None:
    assert replacement(*first) is not None
    assert replacement(*first) == replacement(*second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param((["teh"], ["the"]), (["hte"], ["the"]), id="two-typos-of-one-word"),
        pytest.param((["mary"], ["Mary"]), (["monday"], ["Monday"]), id="case-of-two-words"),
        pytest.param((["one,"], ["one"]), (["two,"], ["two"]), id="mark-behind-two-words"),
        pytest.param((["recieve"], ["receive"]), (["beleive"], ["believe"]), id="one-typo-in-two-words"),
    ],
)
def test_two_replacements_are_told_apart(
    first: tuple[list[str], list[str]], second: tuple[list[str], list[str]]
) -> None:
    assert replacement(*first) != replacement(*second)


@pytest.mark.parametrize(
    ("now", "was"),
    [
        pytest.param([], ["the"], id="taken-out"),
        pytest.param(["the"], [], id="put-in"),
        pytest.param(["a", "b", "c", "d"], ["e"], id="a-phrase"),
    ],
)
def test_what_is_no_word_for_a_word_is_no_replacement(now: list[str], was: list[str]) -> None:
    assert replacement(now, was) is None


def test_a_replacement_counts_over_all_texts_together() -> None:
    texts = [(FERRY, FERRY.replace("receipt", "reciept")), (MILL, MILL.replace("receipts", "reciepts"))]
    assert repeated(texts) == {("recie", "recei")}
    assert repeated(texts[:1]) == frozenset()
    assert repeated([(FERRY, FERRY), (MILL, MILL)]) == frozenset()


def result(repo: Repo, changes: dict[str, str], config: Config) -> dict[str, str]:
    """Return what is left of changed files, both of which are committed as they were."""
    repo.commit_files({"docs/ferry.md": FERRY, "mill.md": MILL})
    for name, text in changes.items():
        repo.write(name, text)
    repo.add()
    run(config, Repository.discover(repo.root), {"CI": "1"}, repo.root, io.StringIO(), io.StringIO())
    return {name: repo.read(name).decode() for name in changes}


@pytest.mark.parametrize("config", [Config(), Config(unsafe=True)], ids=["default", "unsafe"])
@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        pytest.param("receipt", "reciept", id="spelling"),
        pytest.param("harbour office", "harbouroffice", id="one-word"),
        pytest.param("Nobody", "Noboddy", id="house-style"),
        pytest.param("desk", "dekc", id="name"),
    ],
)
def test_a_replacement_made_in_two_files_stays(repo: Repo, config: Config, was: str, becomes: str) -> None:
    changes = {"docs/ferry.md": FERRY, "mill.md": MILL}
    for name, text in changes.items():
        changes[name] = text.replace(was, becomes).replace(was.lower(), becomes.lower())
        assert changes[name] != text
    assert result(repo, changes, config) == changes


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        pytest.param("receipt", "reciept", id="spelling"),
        pytest.param("harbour office", "harbouroffice", id="one-word"),
    ],
)
def test_the_same_made_once_is_undone_beside_other_changes(repo: Repo, was: str, becomes: str) -> None:
    changes = {
        "docs/ferry.md": FERRY.replace(was, becomes),
        "mill.md": MILL.replace("Nobody may go up in a storm.", "Nobody may go up when it blows."),
    }
    assert result(repo, changes, Config()) == changes | {"docs/ferry.md": FERRY}


def test_different_damage_in_two_files_is_undone(repo: Repo) -> None:
    changes = {
        "docs/ferry.md": FERRY.replace("receipt", "reciept"),
        "mill.md": MILL.replace("receipts", "recepits").replace("the mill", "the m</fox>ill"),
    }
    assert result(repo, changes, Config()) == {"docs/ferry.md": FERRY, "mill.md": MILL}


def test_what_a_machine_does_in_two_files_is_undone(repo: Repo) -> None:
    changes = {
        "docs/ferry.md": FERRY.replace("office for", "off\x0bice for"),
        "mill.md": MILL.replace("office has", "off\x0bice has"),
    }
    assert result(repo, changes, Config()) == {"docs/ferry.md": FERRY, "mill.md": MILL}


def test_two_words_exchanged_at_two_places_are_one_replacement() -> None:
    old = "We open the old wooden gate at six.\n\nThe old wooden gate is shut at nine."
    new = old.replace("old wooden", "wooden old")
    assert repeated([(old, new)]) == {("wooden old", "old wooden")}
    assert not repeated([(old, new.replace("The wooden old", "The old wooden"))])
