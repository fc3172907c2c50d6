from __future__ import annotations

import os
import resource
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from weave_fix.errors import NoGitError, WeaveFixError
from weave_fix.git import Repository

if TYPE_CHECKING:
    from tests.conftest import Repo


class TestNoGit:
    def test_git_is_missing(self, repo: Repo) -> None:
        code = "import pathlib; from weave_fix.git import Repository; Repository.discover(pathlib.Path.cwd())"
        environ = {**os.environ, "PATH": "/nowhere"}
        done = subprocess.run([sys.executable, "-c", code], env=environ, capture_output=True, text=True, check=False)
        assert "NoGitError: git was not found" in done.stderr

    def test_git_that_cannot_be_run(self, repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
        repo.write("git", "no program\n")
        monkeypatch.setenv("GIT_PYTHON_GIT_EXECUTABLE", str(repo.path("git")))
        with pytest.raises(WeaveFixError, match="git was not found or cannot be run"):
            Repository.discover(repo.root)

    @pytest.mark.parametrize("call", ["head", "blobs"])
    def test_a_system_without_room_has_git(self, repo: Repo, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
        opened = Repository.discover(repo.root)
        assert opened is not None
        used = [os.open(os.devnull, os.O_RDONLY) for _ in range(3)]
        limits = resource.getrlimit(resource.RLIMIT_NOFILE)
        # Room for the file that git reads its input from, and for no pipe.
        resource.setrlimit(resource.RLIMIT_NOFILE, (used[-1] + 2, limits[1]))
        try:
            with pytest.raises(NoGitError, match=r"git cannot be started in .* \(Too many open files\); see to it"):
                opened.resolve("HEAD") if call == "head" else list(opened.read_blobs([":a.md"]))
        finally:
            resource.setrlimit(resource.RLIMIT_NOFILE, limits)
            for handle in used:
                os.close(handle)


def in_a_fresh_interpreter(code: str) -> str:
    """Run `code` with a repository at hand and return what it prints."""
    opening = "import sys, pathlib\nfrom weave_fix.git import Repository\nroot = pathlib.Path.cwd()\n"
    done = subprocess.run([sys.executable, "-c", opening + code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


class TestGitPython:
    def test_its_heavy_half_is_not_imported(self, repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("GIT_TRACE", str(repo.path("trace")))
        code = "Repository.discover(root)\nprint(*[name for name in sys.modules if name.partition('.')[0] == 'git'])"
        assert in_a_fresh_interpreter(code) == ""
        assert repo.read("trace").count(b"trace: built-in:") == 1  # no `git version`

    def test_the_whole_of_it_can_be_imported_later(self, repo: Repo) -> None:
        head = repo.commit()
        code = "ours = Repository.discover(root)\nimport git, git.cmd\n"
        code += "print(git.Repo(root).head.commit.hexsha, ours.resolve('HEAD'), git.cmd.Git(root).rev_parse('HEAD'))"
        assert in_a_fresh_interpreter(code) == f"{head} {head} {head}"

    def test_it_may_be_there_already(self, repo: Repo) -> None:
        head = repo.commit()
        assert in_a_fresh_interpreter("import git\nprint(Repository.discover(root).head())") == head

    def test_a_version_that_needs_all_of_itself(self, repo: Repo) -> None:
        head = repo.commit()
        code = """
import weave_fix.git.runner
def refuse(name):
    raise ImportError(name)
weave_fix.git.runner.import_module = refuse
print(Repository.discover(root).head())
"""
        assert in_a_fresh_interpreter(code) == head
