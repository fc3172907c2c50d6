"""A pipe, an endless device or gigabytes in the place of each file that is read: no run waits or fills memory."""

from __future__ import annotations

import os
import resource
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Repo
from tests.texts import DAMAGED, SOUND
from weave_fix.notes.journal import Journal

MEMORY = 4 << 30
PATIENCE = 120
"""Seconds after which a run is taken to hang; it takes one."""


def gigabytes(path: Path) -> None:
    path.touch()
    os.truncate(path, 5 << 30)  # it takes no room on the disk


@pytest.fixture(
    params=[
        pytest.param(os.mkfifo, id="pipe"),
        pytest.param(lambda path: path.symlink_to("/dev/zero"), id="endless"),
        pytest.param(gigabytes, id="gigabytes"),
    ]
)
def put(request: pytest.FixtureRequest) -> Callable[[Path], object]:
    """Put something at a path, in the place of what is there."""

    def replace(path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        request.param(path)

    return replace


@pytest.fixture
def damaged(repo: Repo) -> Repo:
    """Return a repository with a repair to make, and a word that only its own words can tell from a broken one."""
    repo.commit_files({"a.md": SOUND})
    repo.write("a.md", DAMAGED + "\nThe old mill gives thequernle flour.\n")
    repo.add()
    return repo


def run(module: str, *args: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", module, *args],
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY)),
    )
    return done.returncode, done.stderr


@pytest.mark.parametrize("name", ["pyproject.toml", "own.model", ".git/MERGE_HEAD"])
def test_what_a_run_depends_on_is_named(damaged: Repo, put: Callable[[Path], object], name: str) -> None:
    put(damaged.path(name))
    args = ["--language", name] if name == "own.model" else []
    status, err = run("weave_fix", *args)
    assert (status, err.count("\n")) == (2, 1)
    assert err.startswith(f"weave-fix: error: {damaged.path(name)}: ")
    assert "cannot be read (" in err
    assert ";" in err, "it says what to do"
    assert damaged.read("a.md").startswith(DAMAGED.encode())


@pytest.mark.parametrize("name", [".pre-commit-config.yaml", ".git/hooks/commit-msg"])
def test_what_only_a_hint_depends_on_is_done_without(damaged: Repo, put: Callable[[Path], object], name: str) -> None:
    damaged.write(".git/hooks/commit-msg", "#!/bin/sh\n# by pre-commit\n").chmod(0o755)
    put(damaged.path(name))
    status, err = run("weave_fix")
    assert status == 1
    assert "run `weave-notes --install`" in err
    assert damaged.read("a.md").startswith(SOUND.encode())


def test_the_journal_is_set_aside_and_made_anew(damaged: Repo, put: Callable[[Path], object]) -> None:
    folder = damaged.path(".git/weave-fix")
    put(folder / "notes.jsonl")
    status, err = run("weave_fix.notes", "--pending")
    assert (status, "a part of the notes cannot be read" in err) == (0, True)
    status, err = run("weave_fix")
    assert (status, "was set aside there" in err) == (1, True)
    assert [one.note.path for one in Journal(folder).read().waiting] == ["a.md"]
    (aside,) = folder.glob("notes-*.broken")
    assert not stat.S_ISREG(aside.lstat().st_mode) or aside.stat().st_size > MEMORY


def test_the_lock_of_the_journal_is_set_aside(damaged: Repo, put: Callable[[Path], object]) -> None:
    folder = damaged.path(".git/weave-fix")
    put(folder / "notes.lock")
    status, err = run("weave_fix")
    assert (status, "not kept" in err) == (1, False)
    assert [one.note.path for one in Journal(folder).read().waiting] == ["a.md"]
    assert (folder / "notes.lock").is_file(), "nothing is read of a great one"


def test_the_journal_of_a_commit_is_set_aside(damaged: Repo, put: Callable[[Path], object]) -> None:
    put(damaged.path(".git/weave-fix/notes.jsonl"))
    damaged.write(".git/COMMIT_EDITMSG", "Subject\n")
    status, err = run("weave_fix.notes", ".git/COMMIT_EDITMSG")
    assert status == 0
    assert "was set aside there" in err
    assert run("weave_fix.notes", ".git/COMMIT_EDITMSG") == (0, "")


def test_the_words_of_a_tree_are_gathered_anew(damaged: Repo, put: Callable[[Path], object]) -> None:
    tree = damaged.git("rev-parse", "HEAD^{tree}").strip()
    file = damaged.path(f".git/weave-fix/words/{tree}")
    assert run("weave_fix", "--check")[0] == 1
    whole = file.read_bytes()
    put(file)
    assert run("weave_fix", "--check")[0] == 1
    assert not file.is_symlink()
    assert file.read_bytes() == whole


@pytest.mark.parametrize("name", [".git/ORIG_HEAD", "template"])
def test_what_a_message_hardly_depends_on_is_done_without(
    damaged: Repo, put: Callable[[Path], object], name: str
) -> None:
    damaged.git("config", "commit.template", "template")
    assert run("weave_fix")[0] == 1
    damaged.add("a.md")
    put(damaged.path(name))
    damaged.write(".git/COMMIT_EDITMSG", "Subject\n")
    assert run("weave_fix.notes", ".git/COMMIT_EDITMSG") == (0, "")
    assert b"\nWeave-Orientation: a.md:20 " in damaged.read(".git/COMMIT_EDITMSG")


def test_a_message(damaged: Repo, put: Callable[[Path], object]) -> None:
    file = damaged.path("message")
    put(file)
    status, err = run("weave_fix.notes", "message")
    if file.is_file():
        assert (status, "warning: no notes in this commit's message: " in err) == (0, True)
    else:
        assert (status, "error: message: cannot be read (not a regular file); git calls" in err) == (2, True)


def test_a_patch_that_is_kept(damaged: Repo, put: Callable[[Path], object]) -> None:
    damaged.path("a.md").unlink()
    found = run("weave_fix", "--no-notes")
    (kept,) = damaged.path(".git/weave-fix").glob("*.patch")
    content = kept.read_bytes()
    put(kept)
    assert run("weave_fix", "--no-notes") == found
    assert not kept.is_symlink()
    assert kept.read_bytes() == content


def test_unstaged_text(damaged: Repo, put: Callable[[Path], object]) -> None:
    put(damaged.path("a.md"))
    status, err = run("weave_fix", "--no-notes")
    assert status == 1
    assert "warning: a.md: " in err
    assert "The repair of the staged text is kept" in err
