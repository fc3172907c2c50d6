"""Fixtures that every test may use: a repository that nothing on the machine can reach into."""

from __future__ import annotations

import os
import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from weave_fix.runtime.start import use_one_thread

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

use_one_thread()  # as the commands do, before numpy is imported
# LightGBM's threads wait for each other at full load: beside another process a fit of a second takes minutes.
os.environ.setdefault("OMP_NUM_THREADS", "1")
# No test depends on how fast the machine is.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")

DATE = "2024-02-29T12:00:00+0000"
SEALED = {
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "A Writer",
    "GIT_AUTHOR_EMAIL": "writer@example.org",
    "GIT_AUTHOR_DATE": DATE,
    "GIT_COMMITTER_NAME": "A Writer",
    "GIT_COMMITTER_EMAIL": "writer@example.org",
    "GIT_COMMITTER_DATE": DATE,
    "GIT_EDITOR": "false",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C.UTF-8",
    "TZ": "UTC",
}


class Repo:
    """A git repository in a folder of its own; the same calls give the same object ids on every machine."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def path(self, name: str | bytes) -> Path:
        """Return where `name`, relative to the root, lies; bytes stand for a name that need not be UTF-8."""
        return self.root / os.fsdecode(name)

    def write(self, name: str | bytes, content: str | bytes) -> Path:
        """Write a file and the folders above it; text is written as UTF-8 with its line ends as they are."""
        path = self.path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogateescape"))
        return path

    def read(self, name: str | bytes) -> bytes:
        """Return what the working tree holds."""
        return self.path(name).read_bytes()

    def add(self, *names: str | bytes) -> None:
        """Stage the files, or without a name everything."""
        self.git("add", "--", *names) if names else self.git("add", "--all")

    def commit(self, message: str = "A commit") -> str:
        """Commit what is staged, even if it is nothing, and return the commit's object id."""
        self.git("commit", "--quiet", "--allow-empty", "--no-verify", "-m", message)
        return self.git("rev-parse", "HEAD").strip()

    def commit_files(self, files: dict[str, str | bytes], message: str = "A commit") -> str:
        """Write, stage and commit `files`; return the commit's object id."""
        for name, content in files.items():
            self.write(name, content)
        self.add(*files)
        return self.commit(message)

    def git(self, *args: str | bytes, stdin: bytes | None = None) -> str:
        """Run git in the root and return its standard output; fail the test with its standard error if it fails."""
        return self.git_bytes(*args, stdin=stdin).decode("utf-8", "surrogateescape")

    def attempt(self, *args: str | bytes) -> bool:
        """Run git, as for a merge that is to collide, and tell whether it succeeded."""
        return subprocess.run(["git", *args], cwd=self.root, capture_output=True, check=False).returncode == 0

    def git_bytes(self, *args: str | bytes, stdin: bytes | None = None) -> bytes:
        """Run git as `git` does and return the very bytes of its standard output."""
        done = subprocess.run(["git", *args], cwd=self.root, input=stdin, capture_output=True, check=False)
        if done.returncode:
            pytest.fail(f"git {args} ended with {done.returncode}: {done.stderr.decode(errors='replace')}")
        return done.stdout


@pytest.fixture
def sealed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Seal this process's environment from the machine's git; return the folder that holds everything."""
    for name in [*os.environ]:
        if name.startswith(("GIT_", "PRE_COMMIT_", "PREK_", "XDG_")):
            monkeypatch.delenv(name)
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.delenv("CI", raising=False)  # there no notes are kept
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / ".config"))
    # Nothing above tmp_path is taken for the repository of a folder that has none.
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    for name, value in SEALED.items():
        monkeypatch.setenv(name, value)
    return tmp_path


@pytest.fixture
def repo(sealed: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    """Return a fresh repository without a commit, on branch `main`; the current folder is its root."""
    root = sealed / "repo"
    root.mkdir()
    monkeypatch.chdir(root)
    made = Repo(root)
    made.git("init", "--quiet", "--template=", "--initial-branch=main")
    return made


@contextmanager
def nobody() -> Iterator[None]:
    """Act without the superuser's rights, who may read and write everything."""
    if os.geteuid():
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)
