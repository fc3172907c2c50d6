"""What cannot be said is not said, and the work is done all the same; with the real commands and a shell."""

from __future__ import annotations

import os
import re
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Repo
from tests.notes.writer import Writer
from tests.texts import BOTH, DAMAGED, SOUND
from weave_fix.cli import main
from weave_fix.notes.cli import main as notes_main

FULL = Path("/dev/full")
CLOSED = ["", ">&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-", "<&-"]
CLOGGED = [">/dev/full", "2>/dev/full", ">/dev/full 2>/dev/full", ">&- 2>/dev/full"] if FULL.exists() else []


def shell(redirections: str, *args: str, module: str = "weave_fix") -> subprocess.CompletedProcess[bytes]:
    """Run a command under a shell that redirects its streams; without redirections they are pipes."""
    script = f'exec "$0" -m {module} "$@" {redirections}'
    return subprocess.run(["sh", "-c", script, sys.executable, *args], capture_output=True, check=False)


@pytest.fixture
def staged(repo: Repo) -> Repo:
    """Return a repository with a damaged text staged."""
    repo.commit_files({"a.md": SOUND})
    repo.write("a.md", DAMAGED)
    repo.add()
    return repo


class TestStreams:
    @pytest.mark.parametrize("redirections", CLOSED + CLOGGED)
    def test_a_repair_is_made(self, staged: Repo, redirections: str) -> None:
        done = shell(redirections)
        assert done.returncode == 1
        assert b"Traceback" not in done.stderr
        assert b"weave-fix: fault" not in done.stderr
        assert staged.read("a.md") == SOUND.encode()
        staged.add()
        assert shell(redirections).returncode == 0

    @pytest.mark.parametrize("redirections", CLOSED + CLOGGED)
    def test_a_check_finds_what_it_finds(self, staged: Repo, redirections: str) -> None:
        done = shell(redirections, "--check")
        # A diff that was asked for and cannot be written is an error.
        assert done.returncode == (2 if re.search("(^| )>/dev/full", redirections) else 1)
        assert staged.read("a.md") == DAMAGED.encode()
        staged.write("a.md", SOUND)
        staged.add()
        assert shell(redirections, "--check").returncode == 0

    @pytest.mark.parametrize("redirections", CLOSED + CLOGGED)
    def test_a_commit_gets_its_note(self, repo: Repo, redirections: str) -> None:
        writer = Writer(repo.root)
        writer.commit_files({"a.md": SOUND})
        writer.repair()
        writer.add("a.md")
        hook = writer.path(".git/hooks/commit-msg")
        hook.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m weave_fix.notes "$1" {redirections}\n')
        assert writer.try_commit("-m", "Change")
        assert len(writer.trailers()) == 1
        journal = writer.journal.file
        journal.write_bytes(journal.read_bytes() + b"nothing that can be read\n")
        assert writer.try_commit("--allow-empty", "-m", "With a warning")

    @pytest.mark.parametrize("redirections", ["", "2>&-", *(["2>/dev/full"] if FULL.exists() else [])])
    def test_a_wrong_flag_is_wrong_use(self, staged: Repo, redirections: str) -> None:
        assert shell(redirections, "--chek").returncode == 2
        assert shell(redirections, "--lgo", module="weave_fix.notes").returncode == 2

    def test_a_reader_of_errors_that_leaves_early_changes_nothing(self, staged: Repo) -> None:
        read, written = os.pipe()
        os.close(read)
        with os.fdopen(written, "wb") as pipe:
            command = [sys.executable, "-m", "weave_fix"]
            done = subprocess.run(command, stdout=subprocess.PIPE, stderr=pipe, check=False)
        assert (done.returncode, done.stdout) == (1, b"")
        assert staged.read("a.md") == SOUND.encode()

    @pytest.mark.skipif(not FULL.exists(), reason="the system has no /dev/full")
    def test_what_was_done_is_said_though_standard_output_is_full(self, staged: Repo) -> None:
        staged.path("a.md").unlink()
        done = shell(">/dev/full", "--format", "json")
        assert done.returncode == 2
        assert b"weave-fix: warning: a.md: gone from the working tree" in done.stderr
        assert b"No space left on device" in done.stderr


class TestDisk:
    """A limit on the size of files stands for a disk that is full."""

    CODE = """
import resource, sys
from weave_fix.__main__ import run
resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))
sys.exit(run())
"""

    def run(self, limit: int, *args: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", self.CODE.format(limit=limit), *args]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    @pytest.fixture
    def large(self, repo: Repo) -> Repo:
        """Return a repository with a damaged text staged that is larger than what is kept of it."""
        repo.commit_files({"a.md": SOUND + SOUND.replace("sock", "stocking")})
        repo.write("a.md", BOTH + SOUND.replace("sock", "stocking"))
        repo.add()
        return repo

    def test_full_between_the_notes_and_the_file(self, large: Repo, capsys: pytest.CaptureFixture[str]) -> None:
        before = large.read("a.md")
        done = self.run(len(before) // 2)
        assert done.returncode == 2
        assert "weave-fix: error: a.md: cannot be written (File too large); it is as it was." in done.stderr
        assert "1 Markdown file checked: 1 repair not written.\n" in done.stderr
        assert "made in" not in done.stderr
        assert large.read("a.md") == before
        assert large.git("status", "--short", "--untracked-files") == "M  a.md\n"
        assert notes_main(["--pending"]) == 0
        assert capsys.readouterr().out == ""
        assert main(["--quiet"]) == 1
        large.add()
        assert notes_main(["--pending"]) == 0
        assert "a.md:20 " in capsys.readouterr().out

    def test_full_before_the_notes(self, large: Repo) -> None:
        journal = large.write(".git/weave-fix/notes.jsonl", '{"seen":""}\n' * 100)  # more goes beyond the limit
        done = self.run(journal.stat().st_size)
        assert done.returncode == 2
        assert "weave-fix: warning: the notes of this run are not kept: " in done.stderr
        assert "1 repair not written." in done.stderr

    def test_no_room_for_a_patch_either(self, large: Repo) -> None:
        large.path("a.md").unlink()
        done = self.run(100)
        assert done.returncode == 2
        assert "cannot be written (File too large); make room for it" in done.stderr
        assert "1 repair not written." in done.stderr
        assert not list(large.path(".git/weave-fix").glob("*.patch"))

    def test_no_room_for_a_hook(self, repo: Repo) -> None:
        code = self.CODE.replace("weave_fix.__main__", "weave_fix.notes.__main__").format(limit=16)
        command = [sys.executable, "-c", code, "--install"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 2
        assert "File too large" in done.stderr
        assert not repo.path(".git/hooks/commit-msg").exists()


def test_too_few_file_handles_are_no_missing_git(staged: Repo) -> None:
    staged.write("message", "Subject\n")
    main(["--quiet"])
    staged.add("a.md")
    seen = set()
    for limit in range(5, 17):
        for module, args, least in (
            ("weave_fix", ("--check", "--base", "HEAD~0"), 2),
            ("weave_fix.notes", ("message",), 0),
        ):
            code = f"import resource, runpy, sys; resource.setrlimit(resource.RLIMIT_NOFILE, ({limit}, {limit}))\n"
            code += f"sys.argv = ['x', *{args!r}]; runpy.run_module('{module}', run_name='__main__')"
            done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
            assert done.returncode in (0, least), done.stderr
            assert "git was not found" not in done.stderr
            seen.add(re.sub(r".*\((.*)\); see to it.*", r"\1", done.stderr.strip()))
    assert "Too many open files" in seen
    assert resource.getrlimit(resource.RLIMIT_NOFILE)[0] > 16
