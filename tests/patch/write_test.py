from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import nobody
from tests.patches import replacing
from weave_fix.errors import FileError
from weave_fix.git import Repository
from weave_fix.patch.write import Outcome, replace_file, write_repairs
from weave_fix.records import decode

if TYPE_CHECKING:
    from tests.conftest import Repo
    from weave_fix.files.select import Source
    from weave_fix.records import FilePatch

TOP = "".join(f"{n}\n" for n in range(5))
DAMAGED = f"{TOP}themusic of it\n{TOP}end\n"
SOUND = f"{TOP}the music of it\n{TOP}end\n"


def opened(repo: Repo) -> Repository:
    repository = Repository.discover(repo.root)
    assert repository is not None
    return repository


def repair(repo: Repo, source: Source, before: str | bytes = DAMAGED, after: str | bytes = SOUND) -> Outcome:
    """Have `a.md` repaired and return what became of it."""
    patch = replacing(*(decode(text) if isinstance(text, bytes) else text for text in (before, after)))
    written = write_repairs([(patch, source)], opened(repo), repo.root)
    assert not written.failures
    (outcome,) = written.outcomes
    return outcome


def refused(repo: Repo, source: Source = "worktree") -> str:
    """Have `a.md` repaired beside another file, and return why only the other one was."""
    repo.write("other.md", "ab\n")
    patches: list[tuple[FilePatch, Source]] = [
        (replacing(DAMAGED, SOUND), source),
        (replacing("ab\n", "a b\n", "other.md"), "worktree"),
    ]
    written = write_repairs(patches, opened(repo), repo.root)
    assert [(outcome.path, outcome.kind) for outcome in written.outcomes] == [("other.md", "written")]
    assert repo.read("other.md") == b"a b\n"
    (failure,) = written.failures
    assert failure.path == "a.md"
    return str(failure)


def leftovers(repo: Repo) -> list[str]:
    return [path.name for path in repo.root.iterdir() if path.name.startswith(".weave-fix-")]


class TestWorktree:
    """What was read from the working tree is written over it."""

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            pytest.param(DAMAGED.encode(), SOUND.encode(), id="plain"),
            pytest.param(b"\xef\xbb\xbfthemusic", b"\xef\xbb\xbfthe music", id="byte-order-mark-and-no-line-end"),
            pytest.param(b"themusic\r\nb\n", b"the music\r\nb\n", id="mixed-line-ends"),
            pytest.param(b"caf\xe9 themusic\n", b"caf\xe9 the music\n", id="not-utf8"),
            pytest.param("a\x0c\u2028themusic\x85".encode(), "a\x0c\u2028the music\x85".encode(), id="separators"),
            pytest.param(b"x", b"", id="to-nothing"),
        ],
    )
    def test_every_other_byte_stays(self, repo: Repo, before: bytes, after: bytes) -> None:
        repo.write("a.md", before)
        assert repair(repo, "worktree", before, after).kind == "written"
        assert repo.read("a.md") == after

    def test_the_index_is_left_alone(self, repo: Repo) -> None:
        repo.write("a.md", DAMAGED)
        repo.add()
        repair(repo, "worktree")
        assert repo.git("show", ":a.md") == DAMAGED

    def test_a_file_that_changed_since_is_left_alone(self, repo: Repo) -> None:
        repo.write("a.md", DAMAGED + "more\n")
        assert "a.md: changed since it was read; nothing was written. Run weave-fix again" in refused(repo)
        assert repo.read("a.md") == f"{DAMAGED}more\n".encode()

    def test_a_file_that_is_gone(self, repo: Repo) -> None:
        assert "a.md: gone from the working tree" in refused(repo)

    def test_a_folder_in_its_place(self, repo: Repo) -> None:
        repo.path("a.md").mkdir()
        assert "a.md: not a plain file any more" in refused(repo)

    def test_a_link_is_not_followed(self, repo: Repo) -> None:
        repo.write("real", DAMAGED)
        repo.path("a.md").symlink_to("real")
        assert "a.md: not a plain file any more" in refused(repo)
        assert repo.path("a.md").is_symlink()
        assert repo.read("real") == DAMAGED.encode()

    @pytest.mark.parametrize("source", ["worktree", "index"])
    def test_a_linked_folder_is_not_followed(self, repo: Repo, source: Source) -> None:
        outside = repo.root.parent / "outside"
        outside.mkdir()
        (outside / "a.md").write_text("ab\n")
        repo.path("docs").symlink_to(outside)
        written = write_repairs([(replacing("ab\n", "a b\n", "docs/a.md"), source)], opened(repo), repo.root)
        said = [str(failure) for failure in written.failures] + [outcome.message for outcome in written.outcomes]
        assert len(said) == 1
        assert "a folder above it is a symbolic link" in said[0]
        assert (outside / "a.md").read_text() == "ab\n"

    def test_nothing_to_change_is_no_outcome(self, repo: Repo) -> None:
        written = write_repairs([(replacing("a\n", "a\n"), "worktree")], opened(repo), repo.root)
        assert (written.outcomes, written.failures) == ((), ())

    def test_without_a_repository(self, sealed: Path) -> None:
        (sealed / "a.md").write_text(DAMAGED)
        written = write_repairs([(replacing(DAMAGED, SOUND), "worktree")], None, sealed)
        assert [outcome.kind for outcome in written.outcomes] == ["written"]
        assert (sealed / "a.md").read_text() == SOUND

    def test_a_name_as_long_as_names_may_be(self, repo: Repo) -> None:
        name = "x" * 252 + ".md"
        repo.write(name, "ab\n")
        written = write_repairs([(replacing("ab\n", "a b\n", name), "worktree")], opened(repo), repo.root)
        assert not written.failures
        assert repo.read(name) == b"a b\n"


class TestModes:
    @pytest.mark.parametrize("mode", [0o644, 0o600, 0o755, 0o664, 0o2755])
    def test_the_mode_stays(self, repo: Repo, mode: int) -> None:
        repo.write("a.md", DAMAGED).chmod(mode)
        repair(repo, "worktree")
        assert repo.path("a.md").stat().st_mode & 0o7777 == mode

    @pytest.mark.skipif(os.geteuid() != 0, reason="only the superuser gives files away")
    def test_the_owner_stays(self, repo: Repo) -> None:
        os.chown(repo.write("a.md", DAMAGED), 1234, 2345)
        repo.path("a.md").chmod(0o6755)
        repair(repo, "worktree")
        status = repo.path("a.md").stat()
        assert (status.st_uid, status.st_gid, status.st_mode & 0o7777) == (1234, 2345, 0o6755)

    def test_a_read_only_file(self, repo: Repo) -> None:
        repo.write("a.md", DAMAGED).chmod(0o444)
        assert "a.md: read-only; nothing was written. Make it writable" in refused(repo)
        assert repo.read("a.md") == DAMAGED.encode()

    def test_a_read_only_folder(self) -> None:
        # In a folder of its own: what pytest gives is closed to everybody else, and this test acts as somebody else.
        with tempfile.TemporaryDirectory() as top:
            os.chmod(top, 0o755)
            for name in ("closed/a.md", "open/b.md"):
                Path(top, name).parent.mkdir()
                Path(top, name).write_text("ab\n")
                Path(top, name).chmod(0o666)
            Path(top, "closed").chmod(0o555)
            Path(top, "open").chmod(0o777)
            with nobody():
                patches = [replacing("ab\n", "a b\n", name) for name in ("closed/a.md", "open/b.md")]
                written = write_repairs([(patch, "worktree") for patch in patches], None, Path(top))
            assert [str(failure) for failure in written.failures] == [
                "closed/a.md: cannot be written (Permission denied); it is as it was. "
                "See to its folder and run weave-fix again"
            ]
            assert [Path(top, name).read_text() for name in ("closed/a.md", "open/b.md")] == ["ab\n", "a b\n"]
            assert os.listdir(Path(top, "open")) == ["b.md"]


class TestIndex:
    """A repair of the staged text is carried into the working tree."""

    def stage(self, repo: Repo, staged: str, worktree: str | None = None) -> None:
        repo.write("a.md", staged)
        repo.add("a.md")
        if worktree is not None:
            repo.write("a.md", worktree)

    def test_without_unstaged_edits(self, repo: Repo) -> None:
        self.stage(repo, DAMAGED)
        assert repair(repo, "index").kind == "written"
        assert repo.read("a.md") == SOUND.encode()

    def test_beside_unstaged_edits(self, repo: Repo) -> None:
        self.stage(repo, DAMAGED, f"first\n{DAMAGED}last")
        outcome = repair(repo, "index")
        assert (outcome.kind, outcome.patch) == ("merged", None)
        assert repo.read("a.md") == f"first\n{SOUND}last".encode()
        assert repo.git("show", ":a.md") == DAMAGED

    def test_where_unstaged_edits_stand(self, repo: Repo) -> None:
        unstaged = DAMAGED.replace("themusic", "a new themusic")
        self.stage(repo, DAMAGED, unstaged)
        outcome = repair(repo, "index")
        assert outcome.kind == "kept"
        assert repo.read("a.md") == unstaged.encode()
        assert outcome.patch is not None
        assert outcome.patch.parent == repo.root / ".git/weave-fix"
        assert outcome.message.startswith(
            "its unstaged edits stand where the repair belongs; nothing was written there"
        )
        # What the message says to do is done, from any folder.
        command = outcome.message.partition("to stage it: ")[2]
        subprocess.run(command, shell=True, cwd="/", check=True)
        assert repo.git("show", ":a.md") == SOUND
        assert repo.read("a.md") == unstaged.encode()

    def test_a_kept_patch_of_an_odd_path_can_be_applied(self, repo: Repo) -> None:
        name = "-o 'dd\"/sch\u00f6n $(x)\n.md"
        repo.write(name, "ab\n")
        repo.add()
        repo.write(name, "abc\n")
        written = write_repairs([(replacing("ab\n", "a b\n", name), "index")], opened(repo), repo.root)
        (outcome,) = written.outcomes
        assert outcome.patch is not None
        assert outcome.patch.name.isascii()
        subprocess.run(shlex.split(outcome.message.partition("to stage it: ")[2]), cwd="/", check=True)
        assert repo.git("show", f":{name}") == "a b\n"

    def test_two_files_keep_two_patches(self, repo: Repo) -> None:
        names = ["a/b.md", "a-b.md"]
        for name in names:
            repo.write(name, "ab\n")
        repo.add()
        for name in names:
            repo.write(name, "abc\n")
        patches = [replacing("ab\n", "a b\n", name) for name in names]
        written = write_repairs([(patch, "index") for patch in patches], opened(repo), repo.root)
        assert len({outcome.patch for outcome in written.outcomes}) == 2

    def test_in_a_linked_worktree(self, repo: Repo) -> None:
        repo.commit_files({"a.md": "x\n"})
        repo.git("worktree", "add", "-q", "../tree", "-b", "side")
        repo.write("../tree/a.md", "ab\n")
        repo.git("-C", "../tree", "add", "a.md")
        repo.write("../tree/a.md", "abc\n")
        repository = Repository.discover(repo.root.parent / "tree")
        written = write_repairs([(replacing("ab\n", "a b\n"), "index")], repository, repo.root)
        (outcome,) = written.outcomes
        assert outcome.patch is not None
        assert outcome.patch.parent == repo.root / ".git/worktrees/tree/weave-fix"
        subprocess.run(outcome.message.partition("to stage it: ")[2], shell=True, cwd="/", check=True)
        assert repo.git("-C", "../tree", "show", ":a.md") == "a b\n"

    def test_the_repair_is_there_already(self, repo: Repo) -> None:
        self.stage(repo, DAMAGED, f"{SOUND}more\n")
        assert repair(repo, "index").kind == "present"
        assert repo.read("a.md") == f"{SOUND}more\n".encode()

    def test_deleted_in_the_working_tree(self, repo: Repo) -> None:
        self.stage(repo, DAMAGED)
        repo.path("a.md").unlink()
        outcome = repair(repo, "index")
        assert (outcome.kind, repo.path("a.md").exists()) == ("kept", False)
        assert outcome.message.startswith("gone from the working tree")

    def test_a_link_in_the_working_tree(self, repo: Repo) -> None:
        self.stage(repo, DAMAGED)
        repo.path("a.md").rename(repo.path("real"))
        repo.path("a.md").symlink_to("real")
        assert repair(repo, "index").kind == "kept"
        assert repo.read("real") == DAMAGED.encode()

    def test_a_read_only_file(self, repo: Repo) -> None:
        self.stage(repo, DAMAGED)
        repo.path("a.md").chmod(0o444)
        assert "read-only" in refused(repo, "index")

    def test_nul_bytes_in_the_working_tree(self, repo: Repo) -> None:
        self.stage(repo, DAMAGED, "\x00")
        assert repair(repo, "index").kind == "kept"
        assert repo.read("a.md") == b"\x00"

    def test_no_place_for_the_patch(self, repo: Repo) -> None:
        self.stage(repo, DAMAGED, "other\n")
        repo.write(".git/weave-fix", "a file\n")
        assert "weave-fix" in refused(repo, "index")
        assert repo.read("a.md") == b"other\n"


class TestFilters:
    """The working tree holds what git made of the staged text at checkout."""

    def checked_out(self, repo: Repo, text: str) -> bytes:
        repo.write("a.md", text)
        repo.add("a.md")
        repo.path("a.md").unlink()
        repo.git("checkout", "--", "a.md")
        return repo.read("a.md")

    @pytest.mark.parametrize("attributes", [pytest.param("", id="autocrlf"), pytest.param("*.md eol=crlf\n", id="eol")])
    def test_line_ends(self, repo: Repo, attributes: str) -> None:
        repo.git("config", "core.autocrlf", "false" if attributes else "true")
        repo.write(".gitattributes", attributes)
        crlf = DAMAGED.replace("\n", "\r\n").encode()
        assert self.checked_out(repo, DAMAGED) == crlf
        assert repair(repo, "index").kind == "written"
        assert repo.read("a.md") == SOUND.replace("\n", "\r\n").encode()
        repo.add("a.md")
        assert repo.git("show", ":a.md") == SOUND

    def test_line_ends_beside_unstaged_edits(self, repo: Repo) -> None:
        repo.git("config", "core.autocrlf", "true")
        checkout = self.checked_out(repo, DAMAGED)
        repo.write("a.md", b"first\r\n" + checkout + b"last\n")
        assert repair(repo, "index").kind == "merged"
        assert repo.read("a.md") == f"first\n{SOUND}last".replace("\n", "\r\n").encode() + b"\n"

    def test_an_identifier(self, repo: Repo) -> None:
        repo.write(".gitattributes", "*.md ident\n")
        checkout = self.checked_out(repo, f"$Id$\n{DAMAGED}")
        assert checkout.startswith(b"$Id: ")
        assert repair(repo, "index", f"$Id$\n{DAMAGED}", f"$Id$\n{SOUND}").kind == "merged"
        assert repo.read("a.md") == checkout.replace(b"themusic", b"the music")

    def test_another_encoding(self, repo: Repo) -> None:
        repo.write(".gitattributes", "*.md working-tree-encoding=latin1\n")
        repo.write("a.md", f"caf\xe9\n{DAMAGED}".encode("latin-1"))
        repo.add("a.md")
        staged, sound = f"caf\xe9\n{DAMAGED}", f"caf\xe9\n{SOUND}"
        assert repo.git("show", ":a.md") == staged
        assert repair(repo, "index", staged, sound).kind == "merged"
        assert repo.read("a.md") == sound.encode("latin-1")

    def test_another_encoding_in_the_repaired_line(self, repo: Repo) -> None:
        repo.write(".gitattributes", "*.md working-tree-encoding=latin1\n")
        repo.write("a.md", "thecaf\xe9\n".encode("latin-1"))
        repo.add("a.md")
        assert repair(repo, "index", "thecaf\xe9\n", "the caf\xe9\n").kind == "kept"
        assert repo.read("a.md") == "thecaf\xe9\n".encode("latin-1")

    def test_a_filter_that_turns_everything_about(self, repo: Repo) -> None:
        repo.git("config", "filter.upper.smudge", "tr a-z A-Z")
        repo.write(".gitattributes", "*.md filter=upper\n")
        checkout = self.checked_out(repo, DAMAGED)
        assert b"THEMUSIC" in checkout
        assert repair(repo, "index").kind == "kept"
        assert repo.read("a.md") == checkout


@given(
    lines=st.lists(st.sampled_from(["a\n", "b\n", "c\n", "themusic\n", "\n"]), min_size=1, max_size=12),
    data=st.data(),
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_unstaged_edit_is_ever_lost(repo: Repo, lines: list[str], data: st.DataObject) -> None:
    """Lines put in, taken out and changed without staging them are so afterwards, wherever the repair stands."""
    staged = "".join(lines)
    unstaged = [*lines]
    for n in range(data.draw(st.integers(0, 3))):
        unstaged.insert(data.draw(st.integers(0, len(unstaged))), f"mine {n}\n")
    if data.draw(st.booleans()):
        unstaged.pop(data.draw(st.integers(0, len(unstaged) - 1)))
    repo.write("a.md", staged)
    repo.add("a.md")
    repo.write("a.md", "".join(unstaged))
    patch = replacing(staged, staged.replace("themusic", "the music"))
    written = write_repairs([(patch, "index")], opened(repo), repo.root)
    now = repo.read("a.md").decode()
    assert not written.failures
    assert now.replace("the music", "themusic") == "".join(unstaged)
    kinds = [outcome.kind for outcome in written.outcomes]
    assert ("the music" in now) is (kinds in (["written"], ["merged"]))
    assert (patch.text_after == staged) is (kinds == [])


class TestAtomic:
    @pytest.mark.parametrize("call", ["fsync", "replace", "fchmod"])
    def test_a_failure_leaves_no_trace(self, repo: Repo, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
        def fail(*_: object) -> None:
            raise OSError(28, "No space left on device")

        repo.write("a.md", DAMAGED)
        monkeypatch.setattr(os, call, fail)
        with pytest.raises(FileError, match=r"a\.md: cannot be written \(No space left on device\); it is as it was"):
            replace_file("a.md", repo.path("a.md"), SOUND.encode(), DAMAGED.encode())
        assert repo.read("a.md") == DAMAGED.encode()
        assert leftovers(repo) == []

    def test_an_interruption_leaves_no_trace(self, repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
        def interrupt(*_: object) -> None:
            raise KeyboardInterrupt

        repo.write("a.md", DAMAGED)
        monkeypatch.setattr(os, "replace", interrupt)
        with pytest.raises(KeyboardInterrupt):
            replace_file("a.md", repo.path("a.md"), SOUND.encode(), DAMAGED.encode())
        assert repo.read("a.md") == DAMAGED.encode()
        assert leftovers(repo) == []

    def test_a_change_at_the_last_moment_is_not_lost(self, repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
        fsync = os.fsync

        def edit_meanwhile(handle: int) -> None:
            fsync(handle)
            repo.write("a.md", "written by an editor\n")

        repo.write("a.md", DAMAGED)
        monkeypatch.setattr(os, "fsync", edit_meanwhile)
        with pytest.raises(FileError, match="changed since it was read"):
            replace_file("a.md", repo.path("a.md"), SOUND.encode(), DAMAGED.encode())
        assert repo.read("a.md") == b"written by an editor\n"
        assert leftovers(repo) == []

    @pytest.mark.parametrize("call", ["fchmod", "fsync", "replace"])
    def test_killed_in_mid_write(self, repo: Repo, call: str) -> None:
        repo.write("a.md", DAMAGED)
        code = f"""
import os, signal
from pathlib import Path
from weave_fix.patch.write import replace_file
os.{call} = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
replace_file("a.md", Path.cwd() / "a.md", {SOUND.encode()!r}, {DAMAGED.encode()!r})
"""
        done = subprocess.run([sys.executable, "-c", code], cwd=repo.root, check=False)
        assert done.returncode == -signal.SIGKILL
        assert repo.read("a.md") == DAMAGED.encode()
        # The next run is not bothered by what the killed one left.
        assert repair(repo, "worktree").kind == "written"
        assert repo.read("a.md") == SOUND.encode()

    def test_the_new_content_is_on_the_disk_before_it_has_the_name(
        self, repo: Repo, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        done: list[str] = []

        def watch(call: str) -> None:
            real = getattr(os, call)

            def called(*arguments: object) -> object:
                done.append(call)
                return real(*arguments)

            monkeypatch.setattr(os, call, called)

        watch("fsync")
        watch("replace")
        repo.write("a.md", DAMAGED)
        repair(repo, "worktree")
        assert done == ["fsync", "replace", "fsync"]


class TestWhatAFileIsBesideItsContent:
    @pytest.mark.skipif(sys.platform != "linux", reason="Python has no extended attributes here")
    def test_extended_attributes_stay(self, repo: Repo) -> None:
        file = repo.write("a.md", DAMAGED)
        try:
            os.setxattr(file, "user.origin", b"a scan")
        except OSError:
            pytest.skip("the file system has no extended attributes")
        os.setxattr(file, "user.empty", b"")
        assert repair(repo, "worktree").kind == "written"
        assert {name: os.getxattr(file, name) for name in os.listxattr(file)} == {
            "user.origin": b"a scan",
            "user.empty": b"",
        }

    @pytest.mark.skipif(sys.platform != "linux", reason="Python has no extended attributes here")
    def test_an_attribute_that_cannot_be_kept_keeps_no_repair_back(
        self, repo: Repo, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        file = repo.write("a.md", DAMAGED)
        monkeypatch.setattr(os, "listxattr", lambda *args, **flags: ["user.a", "no.namespace", "security.ima"])
        asked = []

        def get(path: object, name: str, **flags: bool) -> bytes:
            asked.append(name)
            return b"a"

        monkeypatch.setattr(os, "getxattr", get)
        assert repair(repo, "worktree").kind == "written"
        assert file.read_text() == SOUND
        assert asked == ["user.a", "no.namespace"], "what the system computes from the content is not copied"

    def test_another_name_of_the_file_keeps_the_old_text(self, repo: Repo) -> None:
        file = repo.write("a.md", DAMAGED)
        os.link(file, repo.path("other.md"))
        outcome = repair(repo, "worktree")
        assert outcome.kind == "written"
        assert outcome.warning.startswith("it has another name (hard links), where the old text stays; ")
        assert (file.read_text(), repo.path("other.md").read_text()) == (SOUND, DAMAGED)
        assert not os.path.samefile(file, repo.path("other.md"))

    @pytest.mark.parametrize("edit", ["", "an unstaged line\n"])
    def test_several_names_of_a_staged_file(self, repo: Repo, edit: str) -> None:
        repo.write("a.md", DAMAGED)
        repo.add()
        file = repo.write("a.md", DAMAGED + edit)
        for name in ("one", "two"):
            os.link(file, repo.path(name))
        outcome = repair(repo, "index")
        assert outcome.kind == ("merged" if edit else "written")
        assert outcome.warning.startswith("it has 2 other names (hard links), where the old text stays; ")
        assert file.read_text() == SOUND + edit

    def test_nothing_is_said_of_a_file_with_one_name(self, repo: Repo) -> None:
        repo.write("a.md", DAMAGED)
        assert repair(repo, "worktree").warning == ""


class TestNamesThatDifferByCase:
    @pytest.fixture
    def twins(self, repo: Repo) -> list[tuple[FilePatch, Source]]:
        for name in ("A.md", "a.md", "b.md"):
            repo.write(name, DAMAGED)
        return [(replacing(DAMAGED, SOUND, name), "index") for name in ("A.md", "a.md", "b.md")]

    def test_where_they_are_one_file_their_repairs_are_kept(
        self, repo: Repo, twins: list[tuple[FilePatch, Source]]
    ) -> None:
        repo.add()
        repo.git("config", "core.ignoreCase", "true")
        written = write_repairs(twins, opened(repo), repo.root)
        assert [(one.path, one.kind) for one in written.outcomes] == [
            ("A.md", "kept"),
            ("a.md", "kept"),
            ("b.md", "written"),
        ]
        assert written.outcomes[0].message.startswith(
            "here it is one file with a.md, for the case of letters is ignored"
        )
        assert repo.read("A.md") == repo.read("a.md") == DAMAGED.encode()
        for outcome in written.outcomes[:2]:
            repo.git("apply", "--cached", str(outcome.patch))
        assert repo.git("show", ":A.md") == repo.git("show", ":a.md") == SOUND

    def test_where_they_are_one_file_a_named_one_is_an_error(
        self, repo: Repo, twins: list[tuple[FilePatch, Source]]
    ) -> None:
        repo.git("config", "core.ignoreCase", "yes")
        written = write_repairs([(patch, "worktree") for patch, _ in twins], opened(repo), repo.root)
        assert [failure.path for failure in written.failures] == ["A.md", "a.md"]
        assert [(one.path, one.kind) for one in written.outcomes] == [("b.md", "written")]

    @pytest.mark.parametrize("value", ["false", ""])
    def test_elsewhere_they_are_two_files(self, repo: Repo, twins: list[tuple[FilePatch, Source]], value: str) -> None:
        repo.git("config", "core.ignoreCase", value or "false")
        if not value:
            repo.git("config", "--unset-all", "core.ignoreCase")
        if repo.path("A.md").samefile(repo.path("a.md")):
            pytest.skip("here they are one file")
        written = write_repairs(twins, opened(repo), repo.root)
        assert [one.kind for one in written.outcomes] == ["written"] * 3
