"""The commit that carries a repair has its note, however it is made; with real git and the real hook."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.conftest import Repo
from tests.notes.writer import OTHER_DAMAGE, Writer
from tests.texts import BOTH, DAMAGED, EDITED, SOUND
from weave_fix.cli import main
from weave_fix.notes import NAME, install


def test_the_commit_that_carries_the_repair_has_its_note_and_the_next_has_none(writer: Writer) -> None:
    writer.carry()
    assert writer.git("interpret-trailers", "--parse", stdin=writer.git_bytes("log", "-1", "--format=%B")) == (
        f"Weave-Orientation: {writer.trailers()[0]}\n"
    )
    writer.edit("a.md", "# Darning a sock", "# How to darn a sock")
    assert writer.try_commit("-m", "Next")
    assert writer.trailers() == writer.waiting() == []


class TestAborted:
    @pytest.mark.parametrize(
        "editor", ["false", "sh -c ': > \"$0\"'"], ids=["the editor fails", "the message is emptied"]
    )
    def test_by_the_writer(self, writer: Writer, monkeypatch: pytest.MonkeyPatch, editor: str) -> None:
        writer.repair()
        writer.add("a.md")
        monkeypatch.setenv("GIT_EDITOR", editor)
        assert not writer.try_commit()
        assert writer.waiting() == ["a.md:20"]
        assert writer.try_commit("-m", "Change")
        assert len(writer.trailers()) == 1

    def test_by_a_template_left_as_it_is(self, writer: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
        writer.write(".git/template", "What and why:\n\n# Write above.\n")
        writer.git("config", "commit.template", ".git/template")
        writer.repair()
        writer.add("a.md")
        monkeypatch.setenv("GIT_EDITOR", "true")
        assert not writer.try_commit()
        monkeypatch.setenv("GIT_EDITOR", "sed -i 's/^What.*/A subject/'")
        assert writer.try_commit()
        assert writer.git("log", "-1", "--format=%B").startswith("A subject\n\nWeave-Orientation: a.md:20 ")

    def test_by_a_hook_that_comes_later(self, writer: Writer) -> None:
        writer.repair()
        writer.add("a.md")
        ours = writer.path(".git/hooks/commit-msg")
        ours.rename(ours.with_name("ours"))
        ours.write_text('#!/bin/sh\n.git/hooks/ours "$1"; grep -q ^Weave-Orientation "$1" && exit 1\n')
        ours.chmod(0o755)
        assert not writer.try_commit("-m", "Change")
        assert writer.waiting() == ["a.md:20"]
        ours.with_name("ours").rename(ours)
        assert writer.try_commit("-m", "Change")
        assert len(writer.trailers()) == 1


def test_no_verify_leaves_it_waiting_until_head_holds_the_lines(writer: Writer) -> None:
    writer.repair()
    writer.add("a.md")
    assert writer.waiting() == ["a.md:20"]
    assert writer.try_commit("--no-verify", "-m", "Change")
    assert writer.trailers() == writer.waiting() == []
    writer.edit("a.md", "# Darning", "# Mending")
    assert writer.try_commit("-m", "Next")
    assert writer.trailers() == []
    assert not writer.journal.file.exists()


class TestIndex:
    """Whatever index git makes the commit of is the one that is looked into."""

    def test_commit_file(self, writer: Writer) -> None:
        writer.write("b.md", "# B\n\nStaged.\n")
        writer.add("b.md")
        writer.repair()
        assert writer.try_commit("-m", "Change", "a.md")
        assert len(writer.trailers()) == 1
        assert writer.git("diff", "--cached", "--name-only") == "b.md\n"

    def test_commit_another_file(self, writer: Writer) -> None:
        writer.repair()
        writer.add("a.md")
        writer.write("a.md", "# Started anew\n")
        writer.write("b.md", "# B\n\nAnother one.\n")
        assert writer.try_commit("-m", "Other", "b.md")
        assert writer.trailers() == []
        assert writer.try_commit("-m", "Change")
        assert len(writer.trailers()) == 1

    def test_commit_all(self, writer: Writer) -> None:
        writer.repair()
        assert writer.try_commit("-am", "Change")
        assert len(writer.trailers()) == 1

    def test_commit_patch(self, writer: Writer) -> None:
        damaged = BOTH.replace("A good\ndarn is flat", "Every good\ndarn is flat")
        repaired = damaged.replace("f</ribbon>or", "for")
        writer.repair("a.md", damaged, repaired)
        writer.git("reset", "-q")
        writer.git_bytes("commit", "-q", "-p", "-m", "The first hunk", stdin=b"y\nn\n")
        assert writer.git("diff", "--name-only") == "a.md\n"
        writer.git("commit", "-q", "-a", "-m", "The rest")
        assert [len(writer.trailers(name)) for name in ("HEAD~1", "HEAD")] == [1, 0]

    def test_commit_patch_that_leaves_the_repaired_line_out(self, writer: Writer) -> None:
        writer.repair()
        writer.edit("a.md", "leave a small loop for shrinkage", "leave a small loop for shrinkage, or a large one")
        damaged = BOTH.replace("f</ribbon>or", "for</ribbon>")
        writer.write("c.md", damaged)
        writer.git("update-index", "--cacheinfo", f"100644,{writer.git('hash-object', '-w', 'c.md').strip()},a.md")
        assert writer.try_commit("-m", "Without")
        assert writer.trailers() == []
        assert writer.waiting() == ["a.md:20"]
        assert writer.try_commit("-m", "With", "a.md")
        assert len(writer.trailers()) == 1

    def test_an_index_of_ones_own(self, writer: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
        writer.repair()
        writer.git("reset", "-q")
        monkeypatch.setenv("GIT_INDEX_FILE", str(writer.path(".git/other")))
        writer.git("read-tree", "HEAD")
        writer.add("a.md")
        assert writer.try_commit("-m", "Change")
        assert len(writer.trailers()) == 1


class TestBatches:
    """A runner of hooks gives many files to several runs, one after another, of one commit."""

    def names(self, writer: Writer, number: int) -> list[str]:
        """Commit files and stage a damaged text in each, with an edit that stays; return their names."""
        names = [f"docs/{n}.md" for n in range(number)]
        writer.commit_files(dict.fromkeys(names, SOUND))
        for name in names:
            writer.write(name, BOTH)
        writer.add(*names)
        return names

    def test_each_adds_its_notes(self, writer: Writer) -> None:
        names = self.names(writer, 6)
        for batch in (names[:2], names[2:5], names[5:]):
            assert main(["--quiet", *batch]) == 1
        assert writer.waiting() == [f"{name}:20" for name in names]
        writer.add()
        for batch in (names[:2], names[2:5], names[5:]):  # the runs of the second commit find nothing
            assert main(["--quiet", *batch]) == 0
        assert writer.try_commit("-m", "Change")
        assert [value.split()[0] for value in writer.trailers()] == [f"{name}:20" for name in names]
        assert writer.waiting() == []

    def test_more_than_a_message_takes(self, writer: Writer) -> None:
        names = self.names(writer, 24)
        assert main(["--quiet", *names[:12]]) == 1
        assert main(["--quiet", *names[12:]]) == 1
        writer.add()
        assert writer.try_commit("-m", "Change")
        values = writer.trailers()
        assert len(values) == 20
        assert values[-1] == "5 more files: 5 repaired"
        assert writer.waiting() == []

    def test_at_the_same_time(self, writer: Writer) -> None:
        names = self.names(writer, 6)
        command = [sys.executable, "-m", "weave_fix", "--quiet"]
        runs = [subprocess.Popen([*command, *batch]) for batch in (names[:3], names[3:])]
        assert [run.wait() for run in runs] == [1, 1]
        assert writer.waiting() == [f"{name}:20" for name in names]


def test_two_worktrees_at_once(writer: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    writer.git("worktree", "add", "-q", "../tree", "-b", "side")
    other = Writer(writer.root.parent / "tree")
    writer.repair()
    monkeypatch.chdir(other.root)
    other.repair("a.md", EDITED.replace(*OTHER_DAMAGE), EDITED)
    other.add()
    assert (writer.waiting(), other.waiting()) == (["a.md:20"], ["a.md:16"])
    assert other.try_commit("-m", "Side")
    writer.add()
    assert writer.try_commit("-m", "Main")
    assert [value.split()[0] for value in (*writer.trailers(), *other.trailers())] == ["a.md:20", "a.md:16"]


def test_before_the_first_commit_there_is_nothing_to_note(repo: Repo) -> None:
    writer = Writer(repo.root)
    writer.write("a.md", DAMAGED)
    writer.add()
    assert main(["--language", "none"]) == 0
    assert writer.try_commit("-m", "First")
    assert writer.trailers() == []


def test_a_folder_below_and_a_git_dir_elsewhere(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.git("init", "-q", "--template=", "--separate-git-dir", str(repo.root.parent / "apart"), "work")
    writer = Writer(repo.root / "work")
    writer.commit_files({"docs/a.md": SOUND})
    monkeypatch.chdir(writer.root / "docs")
    writer.repair("docs/a.md")
    writer.add()
    writer.run("-C", "docs", "commit", "-q", "-m", "Change")
    assert len(writer.trailers()) == 1
    assert install.is_installed(writer.opened())
    assert (repo.root.parent / "apart" / "weave-fix" / NAME).exists()
