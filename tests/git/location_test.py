"""Where git is not asked, the answer is the one that it would give."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Repo
from weave_fix.git.location import Location, plain_location


def said_by_git(folder: Path) -> Location:
    options = ("--show-toplevel", "--absolute-git-dir", "--verify", "HEAD")
    out = subprocess.run(["git", "rev-parse", *options], cwd=folder, capture_output=True, text=True, check=True).stdout
    root, git_dir, head = out.splitlines()
    return Location(Path(root), Path(git_dir), head)


def configured(key: str, value: str) -> Callable[[Repo], object]:
    return lambda repo: repo.git("config", key, value)


def written(name: str, content: str, mode: str = "w") -> Callable[[Repo], None]:
    def write(repo: Repo) -> None:
        with open(repo.path(".git") / name, mode, encoding="utf-8") as file:
            file.write(content)

    return write


def below(repo: Repo) -> Path:
    folder = repo.path("docs/old")
    folder.mkdir(parents=True)
    return folder


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda repo: None, id="as-it-was-made"),
        pytest.param(lambda repo: repo.git("pack-refs", "--all"), id="packed-references"),
        pytest.param(lambda repo: repo.git("checkout", "-q", "--detach"), id="no-branch"),
        pytest.param(lambda repo: repo.git("checkout", "-q", "-b", "fix/a.b-c_1"), id="a-branch-with-a-folder"),
        pytest.param(configured("user.name", 'O"Neil # \\ ;'), id="a-value-with-marks"),
        pytest.param(configured("remote.origin.url", "/srv/bare"), id="a-remote"),
        pytest.param(written("config", "[core] # here\n\tautocrlf\n; there\n", "a"), id="a-key-without-a-value"),
    ],
)
def test_an_ordinary_repository(repo: Repo, change: Callable[[Repo], object]) -> None:
    repo.commit()
    change(repo)
    folder = below(repo)
    found = [plain_location(start) for start in (repo.root, folder)]
    assert found[0] in (None, said_by_git(repo.root))
    assert found[0] == found[1]


@pytest.mark.parametrize("packed", [False, True])
def test_git_is_not_asked_where_all_is_plain(repo: Repo, packed: bool) -> None:
    repo.commit()
    if packed:
        repo.git("pack-refs", "--all")
    folder = below(repo)
    link = repo.root.parent / "link"
    link.symlink_to(folder)
    for start in (repo.root, folder, link):
        assert plain_location(start) == said_by_git(repo.root)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(configured("core.worktree", "/tmp"), id="another-working-tree"),
        pytest.param(configured("core.bare", "true"), id="bare"),
        pytest.param(configured("core.bare", "no"), id="a-word-for-not-bare"),
        pytest.param(configured("extensions.worktreeConfig", "true"), id="an-extension"),
        pytest.param(configured("core.repositoryformatversion", "1"), id="another-format"),
        pytest.param(configured("include.path", "other"), id="more-configuration"),
        pytest.param(written("config", "[core\n", "a"), id="a-broken-configuration"),
        pytest.param(written("config", "[core]\n\tworktree\\\n = /tmp\n", "a"), id="a-line-that-goes-on"),
        pytest.param(written("commondir", "../other\n"), id="shared-with-another"),
        pytest.param(written("HEAD", "ref: refs/heads/none\n"), id="no-commit-yet"),
        pytest.param(written("HEAD", "ref: refs/heads/../../HEAD\n"), id="a-branch-outside"),
        pytest.param(written("HEAD", "nothing\n"), id="a-broken-head"),
        pytest.param(lambda repo: os.remove(repo.path(".git/HEAD")), id="no-head"),
        pytest.param(lambda repo: os.remove(repo.path(".git/config")), id="no-configuration"),
        pytest.param(lambda repo: repo.git("symbolic-ref", "HEAD", "refs/heads/two"), id="an-unborn-branch"),
    ],
)
def test_git_is_asked_where_anything_is_out_of_the_ordinary(repo: Repo, change: Callable[[Repo], object]) -> None:
    repo.commit()
    change(repo)
    assert plain_location(repo.root) is None


def test_git_is_asked_about_a_linked_working_tree(repo: Repo) -> None:
    repo.commit()
    repo.git("worktree", "add", "-q", "linked")
    assert plain_location(repo.path("linked")) is None
    assert plain_location(repo.root) == said_by_git(repo.root)


@pytest.mark.parametrize("name", [".git", ".git/objects", ".git/hooks", "inner", "inner/docs"])
def test_git_is_asked_inside_its_folder_and_inside_another_repository(repo: Repo, name: str) -> None:
    repo.commit()
    repo.git("init", "-q", "--bare", "inner")
    (repo.root / name).mkdir(parents=True, exist_ok=True)
    assert plain_location(repo.root / name) is None


def test_git_is_asked_about_a_folder_of_another_user(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.commit()
    monkeypatch.setattr(os, "geteuid", lambda: os.stat(repo.root).st_uid + 1)
    assert plain_location(repo.root) is None


@pytest.mark.parametrize("name", ["GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_CONFIG_COUNT"])
def test_git_is_asked_where_the_environment_decides(repo: Repo, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.commit()
    monkeypatch.setenv(name, "0")
    assert plain_location(repo.root) is None


def test_nothing_is_looked_for_above_a_ceiling(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.commit()
    folder = below(repo)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(repo.path("docs")))
    assert plain_location(folder) is None
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", f"/nowhere:{repo.root}")
    assert plain_location(folder) is None
    assert plain_location(repo.root) == said_by_git(repo.root)
