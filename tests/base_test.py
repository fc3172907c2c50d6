"""`--base REV`: compared is with where HEAD and REV parted."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Repo
from tests.texts import DAMAGED, SOUND
from weave_fix.cli import main

OTHER = SOUND.replace("A good", "A really good")


@pytest.fixture
def parted(repo: Repo) -> Repo:
    """Return a repository whose branch `work` has damage, while `main` has gone on by itself."""
    repo.commit_files({"a.md": SOUND, "b.md": DAMAGED})
    repo.git("checkout", "-q", "-b", "work")
    repo.commit_files({"a.md": DAMAGED})
    repo.git("checkout", "-q", "main")
    repo.commit_files({"a.md": OTHER, "b.md": SOUND})
    repo.git("checkout", "-q", "work")
    return repo


def test_what_the_base_has_done_since_is_not_undone(parted: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--base", "main", "--verbose", "."]) == 1
    err = capsys.readouterr().err
    start = parted.git("merge-base", "main", "work").strip()
    assert f"compared with {start[:7]}, where HEAD and main parted; --exact compares with the latter\n" in err
    assert parted.read("a.md") == SOUND.encode()
    assert parted.read("b.md") == DAMAGED.encode(), "it was so before"


def test_exact_compares_with_the_base_itself(parted: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--base", "main", "--exact", "--check", "--verbose", "."]) == 1
    out, err = capsys.readouterr()
    assert "b/b.md" in out
    assert "parted" not in err


def test_a_base_that_is_an_ancestor_is_compared_with_itself(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    first = repo.commit_files({"a.md": SOUND})
    repo.commit_files({"a.md": DAMAGED})
    assert main(["--base", first, "--verbose"]) == 1
    assert "parted" not in capsys.readouterr().err


def test_histories_that_share_nothing_are_compared_as_they_are(parted: Repo) -> None:
    parted.git("checkout", "-q", "--orphan", "alone")
    parted.commit_files({"a.md": DAMAGED})
    assert main(["--base", "main", "--check", "-q", "a.md"]) == 1


@pytest.fixture
def shallow(parted: Repo, sealed: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    """Return a clone with one commit of each branch."""
    parted.git("clone", "-q", "--depth=1", "--no-single-branch", f"file://{parted.root}", "../shallow")
    monkeypatch.chdir(sealed / "shallow")
    return Repo(sealed / "shallow")


def test_a_shallow_clone_is_told_what_to_fetch(shallow: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--base", "origin/main", "--check", "."]) == 2
    err = capsys.readouterr().err
    assert "--base origin/main: this shallow clone does not have where HEAD and it parted" in err
    assert "`fetch-depth: 0`" in err
    assert main(["--base", "origin/main", "--exact", "--check", "-q", "a.md"]) == 1


def test_a_base_that_the_clone_lacks_is_told_what_to_fetch(shallow: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--base", "origin/main~1", "--check", "."]) == 2
    assert "`fetch-depth: 0`" in capsys.readouterr().err
