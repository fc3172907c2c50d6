"""Bad input, as a user meets it: message, exit status, every other file handled, nothing lost."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Repo
from tests.texts import BOTH, DAMAGED, EDITED, SOUND
from weave_fix.cli import main
from weave_fix.notes.cli import main as notes

GOOD = "zz good.md"
"""The other file: damaged and staged in every test, and the last in order."""


class Tried:
    """What a run came to."""

    def __init__(self, status: int, out: str, err: str) -> None:
        self.status = status
        self.out = out
        self.err = err

    def line(self, words: str) -> str:
        """Return the one line on standard error that holds `words`."""
        (line,) = (line for line in self.err.splitlines() if words in line)
        return line


class Bench:
    """A repository with the other file in it."""

    def __init__(self, repo: Repo, capfd: pytest.CaptureFixture[str]) -> None:
        self.repo = repo
        self._capfd = capfd

    def start(self, **files: str | bytes) -> None:
        """Commit `files` (a name ends in `_md` for `.md`) with the other file, then damage and stage that."""
        named = {name.replace("_md", ".md"): content for name, content in files.items()}
        self.repo.commit_files({**named, GOOD: SOUND})
        self.repo.write(GOOD, DAMAGED)
        self.repo.add(GOOD)

    def stage(self, name: str | bytes, content: str | bytes) -> None:
        self.repo.write(name, content)
        self.repo.git("--literal-pathspecs", "add", "--", name)

    def run(self, *args: str) -> Tried:
        self._capfd.readouterr()
        status = main(args)
        return Tried(status, *self._capfd.readouterr())

    def good_is_repaired(self) -> bool:
        return self.repo.read(GOOD) == SOUND.encode()


@pytest.fixture
def bench(repo: Repo, capfd: pytest.CaptureFixture[str]) -> Bench:
    return Bench(repo, capfd)


class TestTheFileItself:
    def test_read_only(self, bench: Bench) -> None:
        bench.start(a_md=SOUND)
        bench.stage("a.md", DAMAGED)
        bench.repo.path("a.md").chmod(0o444)
        tried = bench.run("a.md", GOOD)
        assert tried.status == 2
        assert tried.line("a.md: read-only").startswith("weave-fix: error: a.md: read-only; nothing was written.")
        assert bench.repo.read("a.md") == DAMAGED.encode()
        assert bench.repo.path("a.md").stat().st_mode & 0o777 == 0o444
        assert bench.good_is_repaired()

    @pytest.mark.parametrize(
        ("name", "words"),
        [
            pytest.param("lost.md", "no such file", id="never there"),
            pytest.param(f"{GOOD}/x.md", "no such file", id="a file where a folder was expected"),
            pytest.param("../outside.md", "lies outside the repository", id="outside the repository"),
            pytest.param("x" * 300 + ".md", "cannot be read", id="a name too long for the file system"),
            pytest.param("loop/x.md", "cannot be read", id="a link that leads to itself"),
        ],
    )
    def test_a_path_that_leads_nowhere(self, bench: Bench, name: str, words: str) -> None:
        bench.start()
        bench.repo.path("loop").symlink_to("loop")
        bench.repo.path("../outside.md").write_text("# Outside\n")
        tried = bench.run(name, GOOD)
        assert tried.status == 2
        assert tried.line(words).startswith("weave-fix: error: ")
        assert bench.good_is_repaired()

    @pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
    def test_unreadable(self, bench: Bench) -> None:
        bench.start(a_md=SOUND)
        bench.repo.path("a.md").chmod(0)
        tried = bench.run("a.md", GOOD)
        assert tried.status == 2
        assert "a.md: cannot be read (Permission denied); make it readable" in tried.err
        assert bench.good_is_repaired()

    def test_vanished_from_the_working_tree(self, bench: Bench) -> None:
        bench.start(a_md=SOUND)
        bench.stage("a.md", DAMAGED)
        bench.repo.path("a.md").unlink()
        tried = bench.run()
        assert tried.status == 1
        warning = tried.line("weave-fix: warning: a.md: ")
        assert not bench.repo.path("a.md").exists()
        bench.repo.git("apply", "--cached", warning.split()[-1])
        assert bench.repo.git("show", ":a.md") == SOUND
        assert bench.good_is_repaired()

    def test_a_folder_in_its_place(self, bench: Bench) -> None:
        bench.start(a_md=SOUND)
        bench.stage("a.md", DAMAGED)
        bench.repo.path("a.md").unlink()
        bench.repo.write("a.md/kept.txt", "kept")
        tried = bench.run()
        assert tried.status == 1
        assert "weave-fix: warning: a.md: not a plain file any more" in tried.err
        assert bench.repo.read("a.md/kept.txt") == b"kept"
        assert bench.good_is_repaired()

    @pytest.mark.parametrize(
        ("make", "reason"),
        [
            pytest.param(lambda repo: repo.write("a.md", b"# A\n" + b"word " * 2_400_000), "over 10 MB", id="12 MB"),
            pytest.param(lambda repo: repo.write("a.md", b"# A\n\0\n"), "not text (it holds NUL bytes)", id="NUL"),
            pytest.param(
                lambda repo: repo.write("a.md", "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n"),
                "a pointer of git-lfs",
                id="LFS pointer",
            ),
            pytest.param(
                lambda repo: (repo.path("a.md").unlink(), repo.path("a.md").symlink_to(GOOD)),
                "a symbolic link",
                id="link",
            ),
        ],
    )
    def test_left_alone_with_a_reason(self, bench: Bench, make: Callable[[Repo], object], reason: str) -> None:
        bench.start(a_md=SOUND)
        make(bench.repo)
        bench.repo.add("a.md")
        before = bench.repo.read("a.md")
        for args in ([], ["a.md"]):
            tried = bench.run("--verbose", "--check", *args, GOOD) if args else bench.run("--verbose", "--check")
            assert tried.status == 1
            assert reason in tried.line("a.md: skipped: ")
        assert "skipped" not in bench.run().err
        assert bench.good_is_repaired()
        if not bench.repo.path("a.md").is_symlink():
            assert bench.repo.read("a.md") == before

    def test_submodule(self, bench: Bench) -> None:
        bench.start()
        head = bench.repo.git("rev-parse", "HEAD").strip()
        bench.repo.git("update-index", "--add", "--cacheinfo", f"160000,{head},sub.md")
        tried = bench.run("--verbose")
        assert tried.status == 1
        assert "sub.md: skipped: a submodule" in tried.err
        assert bench.good_is_repaired()


class TestAnIndexThatGitDidNotWrite:
    @pytest.mark.parametrize(
        ("staged", "forged", "words"),
        [
            pytest.param("xgit/p.md", ".git/p.md", "lies in a folder of git's own", id="in git's folder"),
            pytest.param("xGiT/p.md", ".GiT/p.md", "lies in a folder of git's own", id="in other letters"),
            pytest.param("a/xgit/p.md", "a/.git/p.md", "lies in a folder of git's own", id="in another git's folder"),
            pytest.param("xx/p.md", "../p.md", "is no path that git could check out", id="outside"),
            pytest.param("x{}/p.md", "/{}/p.md", "is no path that git could check out", id="absolute"),
        ],
    )
    @pytest.mark.parametrize("args", [[], ["."], ["--check"]], ids=["staged", "named", "checked"])
    def test_a_path_of_no_file_is_never_written(
        self, bench: Bench, staged: str, forged: str, words: str, args: list[str]
    ) -> None:
        outside = str(bench.repo.root.parent).strip("/")
        staged, forged = staged.format(outside), forged.format(outside)
        bench.start()
        bench.stage(staged, DAMAGED)
        bench.repo.write(forged, DAMAGED)
        index = bench.repo.path(".git/index")
        raw = index.read_bytes()[:-20]
        assert raw.count(staged.encode()) == 1
        raw = raw.replace(staged.encode(), forged.encode())
        index.write_bytes(raw + hashlib.sha1(raw).digest())
        bench.repo.path(staged).unlink()
        tried = bench.run(*args)
        assert tried.status == 2
        assert tried.line(words).startswith(f"weave-fix: error: {forged}: ")
        assert bench.repo.read(forged) == DAMAGED.encode()
        assert bench.good_is_repaired() is (args != ["--check"])
        assert not [*bench.repo.path(".git/weave-fix").glob("*.patch")]

    def test_a_named_file_of_gits_own(self, bench: Bench) -> None:
        bench.start()
        bench.repo.write(".git/p.md", DAMAGED)
        bench.repo.path("link").symlink_to(".git")
        for name in (".git/p.md", "link/p.md", ".git"):
            tried = bench.run(name, GOOD)
            assert (tried.status, "lies in a folder of git's own" in tried.line(f"error: {name}: ")) == (2, True)
        assert bench.repo.read(".git/p.md") == DAMAGED.encode()
        assert bench.good_is_repaired()


class TestKilled:
    CODE = """
import os, signal, sys
from weave_fix import cli
real, calls = os.{call}, []
def replaced(*args, **flags):
    calls.append(args)
    if len(calls) == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    return real(*args, **flags)
os.{call} = replaced
sys.exit(cli.main(sys.argv[1:]))
"""

    @pytest.mark.parametrize("call", ["replace", "fchmod"], ids=["before the new name", "before the content is safe"])
    def test_in_mid_write(self, bench: Bench, call: str) -> None:
        bench.start(a_md=SOUND, b_md=SOUND)
        bench.stage("a.md", DAMAGED)
        bench.stage("b.md", BOTH)
        bench.run("--check")  # so that the repository's words are kept already, which takes a rename of its own
        command = [sys.executable, "-c", self.CODE.format(call=call), "--no-cache"]  # so is what the cache keeps
        done = subprocess.run(command, capture_output=True, check=False)
        assert done.returncode == -signal.SIGKILL
        assert bench.repo.read("a.md") == SOUND.encode()
        assert bench.repo.read("b.md") == BOTH.encode()
        assert bench.run().status == 1
        assert bench.repo.read("b.md") == EDITED.encode()
        assert bench.good_is_repaired()


class TestEncodingAndLineEnds:
    @pytest.mark.parametrize(
        "change",
        [
            pytest.param(lambda text: text.replace("Wool", "W\u00f6ll").encode("latin-1"), id="latin-1"),
            pytest.param(lambda text: text.replace("\n", "\r\n").encode(), id="CRLF"),
            pytest.param(lambda text: text.replace("\n", "\r\n", 9).encode(), id="mixed line ends"),
            pytest.param(lambda text: b"\xef\xbb\xbf" + text.encode(), id="BOM"),
            pytest.param(lambda text: text.rstrip("\n").encode(), id="no final line end"),
            pytest.param(lambda text: text.replace("sock, and", "sock,\x0cand").encode(), id="form feed"),
            pytest.param(
                lambda text: text.replace(" once", "\u2028once").replace(" warp", "\x85warp").encode(), id="U+2028"
            ),
            pytest.param(lambda text: text.encode() + b"\n \t \n\n", id="blanks at the end"),
        ],
    )
    @pytest.mark.parametrize("args", [[], ["a.md"]], ids=["staged", "named"])
    def test_every_other_byte_stays(self, bench: Bench, change: Callable[[str], bytes], args: list[str]) -> None:
        bench.start(a_md=change(SOUND))
        bench.stage("a.md", change(BOTH))
        diff = bench.run("--check", *args)
        assert diff.status == 1
        assert bench.run(*args, *([GOOD] if args else [])).status == 1
        assert bench.repo.read("a.md") == change(EDITED)
        assert bench.good_is_repaired()

    @pytest.mark.parametrize("value", ["true", "input"])
    @pytest.mark.parametrize("args", [[], ["a.md"]], ids=["staged", "named"])
    def test_autocrlf(self, bench: Bench, value: str, args: list[str]) -> None:
        end = "\r\n" if value == "true" else "\n"
        bench.repo.git("config", "core.autocrlf", value)
        bench.repo.git("config", "core.safecrlf", "false")
        bench.start(a_md=SOUND.replace("\n", end))
        bench.stage("a.md", BOTH.replace("\n", end))
        assert bench.run(*args, *([GOOD] if args else [])).status == 1
        assert bench.repo.read("a.md") == EDITED.replace("\n", end).encode()
        assert bench.good_is_repaired()


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("two words.md", id="space"),
        pytest.param("quo\"te's.md", id="quotes"),
        pytest.param("gr\u00fc\u00df e.md", id="umlauts"),
        pytest.param("line\nend.md", id="line end"),
        pytest.param("-dash.md", id="leading dash"),
        pytest.param("a/ b/c.md", id="a folder that looks like a diff's"),
        pytest.param("tab\tback\\slash.md", id="tab and backslash"),
        pytest.param(":(top)x.md", id="pathspec magic"),
        pytest.param("$(touch x);x.md", id="shell"),
        pytest.param("\x1b[2J\u202e.md", id="escape sequences"),
        pytest.param(os.fsdecode(b"latin-\xe9.md"), id="bytes that are not UTF-8"),
    ],
)
@pytest.mark.parametrize("named", [False, True], ids=["staged", "named"])
def test_odd_paths(bench: Bench, name: str, named: bool) -> None:
    bench.stage(name, SOUND)
    bench.start()
    bench.stage(name, DAMAGED)
    args = [name, GOOD] if named else []
    rows = json.loads(bench.run("--check", "--format", "json", *args).out)
    assert [row["path"] for row in rows] == ([name, GOOD] if named else sorted([name, GOOD]))
    tried = bench.run("--check", *args)
    assert tried.status == 1
    lines = tried.err.splitlines()
    assert len([line for line in lines if "insert_spurious_html_xml_tag" in line]) == 2
    assert len(lines) == 3, "a path cannot make a line of its own"
    assert "\x1b" not in tried.err
    bench.repo.git("apply", "--cached", stdin=tried.out.encode())
    assert bench.repo.git("show", f":{name}") == SOUND
    assert bench.run(*args).status == (1 if named else 0), "what is staged is sound now"
    if named:
        assert bench.repo.read(name) == SOUND.encode()
        assert bench.good_is_repaired()


class TestTheRepository:
    def test_none_and_no_path(
        self, sealed: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.chdir(sealed)
        assert main([]) == 2
        assert "no git repository here; run weave-fix inside one, or name the files" in capsys.readouterr().err

    def test_none_but_paths(
        self, sealed: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.chdir(sealed)
        (sealed / "a.md").write_text(DAMAGED)
        assert main(["--verbose", "lost.md", "a.md"]) == 2
        err = capsys.readouterr().err
        assert "weave-fix: error: lost.md: no such file" in err
        assert "a.md:" in err
        assert "(history" not in err, "a text outside a repository is read by itself"

    def test_bare(self, bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        bench.start()
        bench.repo.git("clone", "--quiet", "--bare", ".", "../bare")
        monkeypatch.chdir(tmp_path / "bare")
        tried = bench.run()
        assert tried.status == 2
        assert "a bare repository has no files to read; run weave-fix in a clone of it" in tried.err

    def test_no_commit_yet(self, bench: Bench) -> None:
        bench.stage("a.md", DAMAGED)
        tried = bench.run("--verbose")
        assert tried.status == 1, "a new file is judged by the language"
        assert "(form, safe)" in tried.err
        assert "(history" not in tried.err
        assert bench.repo.read("a.md") != DAMAGED.encode()
        assert bench.run("a.md").status == 0, "what is repaired rests"

    def test_linked_worktree(self, bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        bench.start()
        bench.repo.git("worktree", "add", "--quiet", "../linked")
        linked = Repo(tmp_path / "linked")
        linked.write(GOOD, BOTH)
        linked.add()
        monkeypatch.chdir(linked.root)
        assert bench.run().status == 1
        assert linked.read(GOOD) == EDITED.encode()
        assert bench.repo.read(GOOD) == DAMAGED.encode(), "the main working tree has no part in it"

    def test_shallow(self, bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        bench.start()
        bench.repo.commit()
        bench.repo.git("clone", "--quiet", "--depth", "1", bench.repo.root.as_uri(), "../shallow")
        shallow = Repo(tmp_path / "shallow")
        monkeypatch.chdir(shallow.root)
        tried = bench.run("--check", "--base", "HEAD~1", ".")
        assert tried.status == 2
        assert "'HEAD~1' names no commit" in tried.err
        assert "in a shallow clone fetch it first" in tried.err
        shallow.write(GOOD, DAMAGED + "\nA line more, put there by a person.\n")
        assert bench.run(".").status == 0, "the damage is in the only commit there is"

    def test_sparse(self, bench: Bench) -> None:
        bench.stage("far/b.md", SOUND)
        bench.start(a_md=SOUND)
        bench.repo.git("sparse-checkout", "set", "--no-cone", "/*.md")
        tried = bench.run("--verbose", ".")
        assert tried.status == 1
        assert "far/b.md: skipped: not in the working tree" in tried.err
        assert bench.good_is_repaired()

    def test_git_is_missing(self, bench: Bench, tmp_path: Path) -> None:
        bench.start()
        environ = {**os.environ, "PATH": str(tmp_path)}
        command = [sys.executable, "-m", "weave_fix"]
        done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)
        assert done.returncode == 2
        assert done.stderr == "weave-fix: error: git was not found or cannot be run; install it, or put it on PATH\n"

    @pytest.mark.parametrize(
        "settings",
        [
            pytest.param({"color.ui": "always", "color.diff": "always"}, id="colours"),
            pytest.param({"diff.mnemonicPrefix": "true"}, id="mnemonic prefixes"),
            pytest.param({"diff.noprefix": "true"}, id="no prefixes"),
            pytest.param({"diff.external": "false", "core.pager": "false"}, id="an external diff"),
            pytest.param({"core.quotePath": "false", "core.precomposeUnicode": "true"}, id="paths as they are"),
            pytest.param({"status.showUntrackedFiles": "no", "diff.renames": "false"}, id="no renames"),
            pytest.param({"core.fsmonitor": "false", "core.hooksPath": "/nowhere"}, id="hooks elsewhere"),
        ],
    )
    def test_hostile_configuration(self, bench: Bench, settings: dict[str, str]) -> None:
        bench.start(a_md=SOUND)
        bench.repo.git("mv", "a.md", "moved.md")
        bench.stage("moved.md", BOTH)
        for key, value in settings.items():
            bench.repo.git("config", "--global", key, value)
        diff = bench.run("--check")
        assert diff.status == 1
        bench.repo.git_bytes("-c", "diff.noprefix=false", "apply", "--check", "--index", stdin=diff.out.encode())
        assert bench.run().status == 1
        assert bench.repo.read("moved.md") == EDITED.encode()
        assert bench.good_is_repaired()


COMMANDS = [
    "core.fsmonitor",
    "core.editor",
    "core.pager",
    "core.sshCommand",
    "core.alternateRefsCommand",
    "pager.ls-tree",
    "diff.external",
    "diff.page.command",
    "diff.page.textconv",
    "filter.page.clean",
    "filter.page.smudge",
    "filter.page.process",
    "merge.page.driver",
    "gpg.program",
    "trailer.page.command",
    "credential.helper",
]
HOOKS = [
    "pre-commit",
    "commit-msg",
    "post-index-change",
    "reference-transaction",
    "post-checkout",
    "fsmonitor-watchman",
]


class TestCommandsOfTheConfiguration:
    @pytest.fixture
    def ran(self, bench: Bench, tmp_path: Path) -> Path:
        """Return a file that is there as soon as git has run a command that its configuration, or a hook, names."""
        file, command = tmp_path / "ran", tmp_path / "command"
        command.write_text(f"#!/bin/sh\necho \"$0 $*\" >> '{file}'\ncat\n")
        command.chmod(0o755)
        bench.start(a_md=SOUND, old_md=SOUND)
        bench.repo.git("commit", "-q", "--allow-empty", "-m", "Carry\n\nWeave-Orientation: a.md:1 x: y")
        bench.repo.write(".gitattributes", "*.md diff=page filter=page merge=page\n")
        bench.repo.git("mv", "old.md", "new.md")
        bench.stage("a.md", DAMAGED + "\nThe quernle and the wefterl.\n")
        for hook in HOOKS:
            bench.repo.write(f"hooks/{hook}", command.read_bytes()).chmod(0o755)
        for key in COMMANDS:
            bench.repo.git("config", "--global", key, str(command))
        settings = {
            "core.hooksPath": str(bench.repo.path("hooks")),
            "core.untrackedCache": "true",
            "diff.page.cachetextconv": "true",
            "log.showSignature": "true",
            "trailer.page.key": "Page",
        }
        for key, value in settings.items():
            bench.repo.git("config", "--global", key, value)
        file.unlink(missing_ok=True)
        return file

    def test_none_is_run_for_a_repair(self, bench: Bench, ran: Path) -> None:
        for args in (["--check"], ["--check", "."], ["--check", "--base", "HEAD~1", "."], []):
            assert bench.run(*args).status == 1
        assert not ran.exists()

    def test_none_is_run_for_notes(self, bench: Bench, ran: Path) -> None:
        bench.run()
        bench.repo.add("a.md")
        ran.unlink(missing_ok=True)  # `git add` asks for the working tree's changes
        message = bench.repo.write(".git/COMMIT_EDITMSG", "Subject\n")
        for arguments in ([str(message)], ["--pending"], ["--log"], ["--drop"]):
            assert notes(arguments) == 0
        assert notes(["--install"]) == 2, "the hook that is there stays"
        assert b"Weave-Orientation: a.md:20 " in message.read_bytes()
        assert not ran.exists()

    def test_none_is_run_for_the_demonstration(self, bench: Bench, ran: Path) -> None:
        assert bench.run("--demo").status == 0
        assert not ran.exists()

    def test_git_runs_them(self, bench: Bench, ran: Path) -> None:
        bench.repo.git("status")
        assert ran.read_text()


@pytest.mark.parametrize(
    ("table", "words"),
    [
        pytest.param(
            "[tool.weave-fix]\nsave = 1\n",
            ["'save'", "exclude, exit-zero, extend-exclude, ignore, include, language, mode, notes, per-file-ignores"],
            id="a key that is not there",
        ),
        pytest.param("[tool.weave-fix]\nunsafe = 'no'\n", ["unsafe has to be true or false"], id="a wrong type"),
        pytest.param("[tool.weave-fix\n", ["not valid TOML"], id="broken"),
    ],
)
def test_bad_configuration_stops_before_anything_is_written(bench: Bench, table: str, words: list[str]) -> None:
    bench.start()
    bench.repo.write("pyproject.toml", table)
    tried = bench.run()
    assert tried.status == 2
    assert all(word in tried.err for word in ["pyproject.toml:", *words])
    assert bench.repo.read(GOOD) == DAMAGED.encode()
    bench.repo.path("pyproject.toml").unlink()
    assert bench.run().status == 1
    assert bench.good_is_repaired()
