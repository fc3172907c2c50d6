from __future__ import annotations

import os
import resource
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.git.opening import opened
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
        with pytest.raises(WeaveFixError, match=f"{repo.path('git')}: cannot be run as git; correct the variable"):
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

    @pytest.mark.parametrize("program", ["/nowhere/git", "nogit", "/", "git --no-pager", "/bin/true", "/bin/echo"])
    @pytest.mark.parametrize("refresh", ["", "quiet", "raise", "nonsense"])
    def test_a_variable_that_names_another_program(
        self, repo: Repo, monkeypatch: pytest.MonkeyPatch, program: str, refresh: str
    ) -> None:
        repo.write("a.md", "a\n")
        repo.add()
        monkeypatch.setenv("GIT_PYTHON_GIT_EXECUTABLE", program)
        monkeypatch.setenv("GIT_PYTHON_REFRESH", refresh)
        for arguments in (["weave_fix"], ["weave_fix.notes", "--pending"]):
            done = subprocess.run([sys.executable, "-m", *arguments], capture_output=True, text=True, check=False)
            assert (done.returncode, done.stderr.count("\n")) == (2, 1)
            assert done.stderr.startswith("weave-fix: error: ")

    def test_a_program_that_is_gone_later(self, repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
        repo.commit_files({"sub/a.md": "a\n"})
        repo.write("sub/git", '#!/bin/sh\nexec git "$@"\n').chmod(0o755)
        monkeypatch.setenv("GIT_PYTHON_GIT_EXECUTABLE", "./git")  # it is in the folder below alone
        repository = opened(repo.root / "sub")
        for act in (lambda: repository.resolve("HEAD"), lambda: list(repository.read_blobs(["HEAD:sub/a.md"]))):
            with pytest.raises(WeaveFixError, match=r"\./git: cannot be run as git"):
                act()


def in_a_fresh_interpreter(code: str) -> str:
    """Run `code` with a repository at hand and return what it prints."""
    opening = "import sys, pathlib\nfrom weave_fix.git import Repository\nroot = pathlib.Path.cwd()\n"
    done = subprocess.run([sys.executable, "-c", opening + code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


class TestGitPython:
    def test_its_heavy_half_is_not_imported(self, repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("GIT_TRACE", str(repo.path("trace")))
        code = "Repository.discover(root)\nnames = ('git', 'gitdb')\n"
        code += "print(*[name for name in sys.modules if name.partition('.')[0] in names])"
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
