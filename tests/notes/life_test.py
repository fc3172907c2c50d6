"""A note's way through the life of a commit, with real git and the real hook."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Repo
from tests.notes.writer import OTHER_DAMAGE, Writer, is_note
from tests.texts import BOTH, DAMAGED, EDITED, SOUND
from weave_fix.cli import main
from weave_fix.notes import NAME, hooks, select
from weave_fix.notes.command import main as main_of_notes

MENDED = EDITED.replace("# Darning", "# Mending")


def script(folder: Path, name: str, text: str) -> str:
    """Write a shell script and return its path."""
    path = folder / name
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return str(path)


def carried(writer: Writer) -> None:
    """Make a commit that carries the note."""
    writer.repair()
    writer.add("a.md")
    assert writer.try_commit("-m", "Change")
    (value,) = writer.trailers()
    assert is_note(value)


def test_the_commit_that_carries_the_repair_has_its_note_and_the_next_has_none(writer: Writer) -> None:
    carried(writer)
    assert writer.git("interpret-trailers", "--parse", stdin=writer.git_bytes("log", "-1", "--format=%B")) == (
        f"Weave-Orientation: {writer.trailers()[0]}\n"
    )
    writer.edit("a.md", "# Darning a sock", "# How to darn a sock")
    assert writer.try_commit("-m", "Next")
    assert writer.trailers() == writer.waiting() == []


def test_a_commit_of_something_else_has_none_and_the_note_waits(writer: Writer) -> None:
    writer.repair()
    writer.git("reset", "-q")
    writer.edit("b.md", "Another", "One more")
    assert writer.try_commit("-m", "Other")
    assert writer.trailers() == []
    assert writer.waiting() == ["a.md:20"]
    assert writer.try_commit("-am", "Change")
    assert len(writer.trailers()) == 1


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
        script(ours.parent, "commit-msg", '.git/hooks/ours "$1"; grep -q ^Weave-Orientation "$1" && exit 1')
        assert not writer.try_commit("-m", "Change")
        assert writer.waiting() == ["a.md:20"]
        ours.with_name("ours").rename(ours)
        assert writer.try_commit("-m", "Change")
        assert len(writer.trailers()) == 1


class TestAmend:
    def test_no_doubles(self, writer: Writer) -> None:
        carried(writer)
        before = writer.trailers()
        for number in range(3):
            writer.edit("a.md", "# Darning" if not number else f"# {number} Darning", f"# {number + 1} Darning")
            assert writer.try_commit("--amend", "--no-edit")
            assert writer.trailers() == before
        writer.run("commit", "-q", "--amend")
        assert writer.trailers() == before

    def test_the_note_of_a_line_since_rewritten_goes(self, writer: Writer) -> None:
        carried(writer)
        writer.edit("a.md", "leave a small loop for shrinkage", "leave a loop")
        assert writer.try_commit("--amend", "--no-edit")
        assert writer.git("log", "-1", "--format=%B").rstrip("\n") == "Change"

    def test_the_note_of_a_line_rewritten_in_a_later_amend_goes(self, writer: Writer) -> None:
        carried(writer)
        assert writer.try_commit("--amend", "--no-edit")
        assert [entry.settled for entry in writer.journal.read().entries.values()] == [True]
        writer.edit("a.md", "leave a small loop for shrinkage", "leave a loop")
        assert writer.try_commit("--amend", "--no-edit")
        assert writer.trailers() == []

    def test_the_note_of_a_file_since_deleted_goes(self, writer: Writer) -> None:
        carried(writer)
        writer.git("rm", "-q", "a.md")
        assert writer.try_commit("--amend", "--no-edit", "--signoff")
        assert writer.git("log", "-1", "--format=%b").strip() == "Signed-off-by: A Writer <writer@example.org>"

    def test_a_repair_of_the_amended_commit_joins_the_first(self, writer: Writer) -> None:
        carried(writer)
        damaged = EDITED.replace(*OTHER_DAMAGE)
        writer.repair("a.md", damaged.replace("# Darning", "# Mending"), MENDED)
        writer.add("a.md")
        assert writer.try_commit("--amend", "--no-edit")
        first, second = writer.trailers()
        assert is_note(first)
        assert second.startswith("a.md:16 insert_spurious_html_xml_tag: ")


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


def test_revert(writer: Writer) -> None:
    carried(writer)
    writer.run("revert", "--no-edit", "HEAD")
    assert writer.trailers() == []
    writer.edit("a.md", "# Darning", "# Mending")
    assert writer.try_commit("-m", "Next")
    assert writer.trailers() == writer.waiting() == []


def test_a_revert_that_is_committed_by_hand(writer: Writer) -> None:
    carried(writer)
    writer.run("revert", "--no-commit", "HEAD")
    writer.run("commit", "-q")
    assert writer.trailers() == []


class TestCherryPick:
    def test_the_note_comes_along_once(self, writer: Writer) -> None:
        writer.git("branch", "side")
        carried(writer)
        before = writer.trailers()
        writer.git("checkout", "-q", "side")
        writer.run("cherry-pick", "main")
        assert writer.trailers() == before
        writer.run("commit", "-q", "--amend")
        assert writer.trailers() == before

    def test_after_a_conflict(self, writer: Writer) -> None:
        carried(writer)
        before = writer.trailers()
        writer.git("checkout", "-q", "-b", "side", "HEAD~1")
        writer.edit("a.md", "usually good for years", "good for weeks")
        assert writer.try_commit("-m", "Elsewhere")
        assert not writer.attempt("cherry-pick", "main")
        writer.write("a.md", EDITED)
        writer.add("a.md")
        writer.run("cherry-pick", "--continue")
        assert writer.trailers() == before

    def test_after_a_conflict_that_moved_the_line(self, writer: Writer) -> None:
        writer.edit("b.md", "Another", "One more")
        carried(writer)
        before = writer.trailers()
        writer.git("checkout", "-q", "-b", "side", "HEAD~1")
        writer.edit("b.md", "Another", "No other")
        assert writer.try_commit("-m", "Elsewhere")
        assert not writer.attempt("cherry-pick", "main")
        writer.edit("a.md", "# Darning a sock\n", "# Darning a sock\n\nA line more.\n")
        writer.add()
        writer.run("cherry-pick", "--continue")
        assert writer.trailers() == before

    def test_after_a_conflict_that_took_the_line_away(self, writer: Writer) -> None:
        carried(writer)
        writer.git("checkout", "-q", "-b", "side", "HEAD~1")
        writer.edit("a.md", "usually good for years", "good for weeks")
        assert writer.try_commit("-m", "Elsewhere")
        assert not writer.attempt("cherry-pick", "main")
        writer.write("a.md", EDITED.replace("leave a small loop for shrinkage", "leave a loop"))
        writer.add("a.md")
        writer.run("cherry-pick", "--continue")
        assert writer.trailers() == []


class TestRebase:
    def test_reword(self, writer: Writer, tmp_path: Path) -> None:
        first = writer.git("rev-parse", "HEAD").strip()
        writer.edit("b.md", "Another", "One more")
        assert writer.try_commit("-m", "Before")
        carried(writer)
        before = writer.trailers()
        writer.edit("a.md", "# Darning", "# Mending")
        assert writer.try_commit("-m", "After")
        writer.git("config", "sequence.editor", "sed -i s/^pick/reword/")
        writer.run("rebase", "-q", "-i", first, editor="sed -i '1s/$/, reworded/'")
        assert writer.git("log", "-3", "--format=%s").split("\n")[:3] == [
            "After, reworded",
            "Change, reworded",
            "Before, reworded",
        ]
        assert [writer.trailers(name) for name in ("HEAD", "HEAD~1", "HEAD~2")] == [[], before, []]

    @pytest.mark.parametrize("kind", ["fixup", "squash"])
    def test_autosquash(self, writer: Writer, kind: str) -> None:
        carried(writer)
        before = writer.trailers()
        writer.edit("b.md", "Another", "One more")
        assert writer.try_commit("-m", "Between")
        writer.edit("a.md", "# Darning", "# Mending")
        writer.run("commit", "-q", f"--{kind}=HEAD~1")
        writer.git("config", "sequence.editor", "true")
        writer.run("rebase", "-q", "-i", "--autosquash", "HEAD~3")
        assert writer.git("log", "-2", "--format=%s") == "Between\nChange\n"
        assert writer.git("show", "HEAD:a.md") == EDITED.replace("# Darning", "# Mending")
        assert [writer.trailers(name) for name in ("HEAD", "HEAD~1")] == [[], before]
        assert writer.waiting() == []

    def test_a_squash_of_two_commits_with_notes_keeps_both(self, writer: Writer) -> None:
        carried(writer)
        first = writer.trailers()
        writer.repair("a.md", EDITED.replace(*OTHER_DAMAGE).replace("# Darning", "# Mending"), MENDED)
        writer.add("a.md")
        assert writer.try_commit("-m", "More")
        second = writer.trailers()
        writer.git("config", "sequence.editor", "sed -i '2s/pick/squash/'")
        writer.run("rebase", "-q", "-i", "HEAD~2")
        assert writer.git("log", "-1", "--format=%B").count("\nWeave-Orientation: ") == 2
        assert writer.trailers() == second, "git calls no hook here, and reads the last block alone"
        writer.run("commit", "-q", "--amend")
        assert writer.trailers() == second + first
        assert writer.git("log", "-1", "--format=%B").startswith("Change\n\nMore\n\nWeave-Orientation: ")

    def test_a_commit_made_again_on_another_base(self, writer: Writer) -> None:
        carried(writer)
        before = writer.trailers()
        writer.git("checkout", "-q", "-b", "upstream", "HEAD~1")
        writer.edit("a.md", "usually good for years", "good for weeks")
        writer.edit("a.md", "# Darning a sock\n", "# Darning a sock\n\nA line more.\n")
        assert writer.try_commit("-m", "Elsewhere")
        writer.git("checkout", "-q", "main")
        assert not writer.attempt("rebase", "-q", "upstream")
        writer.write("a.md", EDITED.replace("# Darning a sock\n", "# Darning a sock\n\nA line more.\n"))
        writer.add("a.md")
        writer.run("rebase", "--continue")
        assert writer.trailers() == before, "though its line is another one now"


class TestMerge:
    def test_of_a_branch_that_carries_notes(self, writer: Writer) -> None:
        writer.git("checkout", "-q", "-b", "side")
        carried(writer)
        writer.git("checkout", "-q", "main")
        writer.edit("b.md", "Another", "One more")
        assert writer.try_commit("-m", "Elsewhere")
        writer.run("merge", "-q", "--no-edit", "side")
        assert writer.git("rev-list", "--count", "--merges", "HEAD") == "1\n"
        assert writer.trailers() == []

    def test_of_a_branch_committed_without_hooks(self, writer: Writer) -> None:
        writer.git("checkout", "-q", "-b", "side")
        writer.repair()
        writer.add("a.md")
        assert writer.try_commit("--no-verify", "-m", "Change")
        writer.git("checkout", "-q", "main")
        writer.edit("b.md", "Another", "One more")
        assert writer.try_commit("--no-verify", "-m", "Elsewhere")
        writer.run("merge", "-q", "--no-edit", "side")
        assert writer.trailers() == []

    def test_a_repair_of_the_merge_itself(self, writer: Writer) -> None:
        writer.git("checkout", "-q", "-b", "side")
        writer.edit("a.md", "usually good for years", "good for weeks")
        assert writer.try_commit("-m", "One")
        writer.git("checkout", "-q", "main")
        writer.edit("a.md", "usually good for years", "good for days")
        assert writer.try_commit("-m", "Other")
        assert not writer.attempt("merge", "-q", "side")
        writer.repair()
        writer.add("a.md")
        writer.run("commit", "-q", "--no-edit")
        assert len(writer.git("log", "-1", "--format=%P").split()) == 2
        (value,) = writer.trailers()
        assert is_note(value)


class TestSquash:
    def test_merge_squash_brings_the_notes_of_the_branch(self, writer: Writer) -> None:
        writer.git("checkout", "-q", "-b", "side")
        carried(writer)
        before = writer.trailers()
        writer.edit("b.md", "Another", "One more")
        assert writer.try_commit("-m", "More")
        writer.git("checkout", "-q", "main")
        writer.edit("b.md", "# B", "# Bee")
        assert writer.try_commit("-m", "Elsewhere")
        writer.run("merge", "-q", "--squash", "side")
        assert writer.try_commit("-m", "All of side")
        assert writer.trailers() == before

    def test_after_a_commit_elsewhere_that_knows_nothing_of_the_branch(self, writer: Writer) -> None:
        writer.git("checkout", "-q", "-b", "side")
        carried(writer)
        before = writer.trailers()
        writer.git("checkout", "-q", "main")
        writer.edit("b.md", "# B", "# Bee")
        assert writer.try_commit("-m", "Elsewhere")
        assert writer.waiting() == []
        writer.run("merge", "-q", "--squash", "side")
        assert writer.try_commit("-m", "All of side")
        assert writer.trailers() == before

    def test_commits_undone_and_made_again_as_one(self, writer: Writer) -> None:
        carried(writer)
        before = writer.trailers()
        for name in ("More", "Most"):
            writer.edit("b.md", "text", f"{name} text")
            assert writer.try_commit("-m", name)
        writer.git("reset", "-q", "--soft", "HEAD~3")
        assert writer.try_commit("-m", "All")
        assert writer.trailers() == before


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


class TestEditedAgain:
    @pytest.mark.parametrize(
        ("old", "new", "place"),
        [
            pytest.param("# Darning", "# Mending", "a.md:20", id="elsewhere"),
            pytest.param("another ten years", "another twenty years", "a.md:20", id="in the writer's own edit"),
            pytest.param("# Darning", "# About\n\n# Darning", "a.md:22", id="above, so that the line moves"),
            pytest.param("come back beside", "return beside", "a.md:20", id="in the same line"),
        ],
    )
    def test_the_repaired_text_stands(self, writer: Writer, old: str, new: str, place: str) -> None:
        writer.repair()
        writer.edit("a.md", old, new)
        assert writer.try_commit("-m", "Change")
        (value,) = writer.trailers()
        assert is_note(value, place)

    @pytest.mark.parametrize(
        "new", ["leave a small loop f</ribbon>or shrinkage", "leave a loop"], ids=["taken back", "rewritten"]
    )
    def test_the_repaired_text_does_not_stand(self, writer: Writer, new: str) -> None:
        writer.repair()
        writer.edit("a.md", "leave a small loop for shrinkage", new)
        assert writer.try_commit("-m", "Change")
        assert writer.trailers() == writer.waiting() == []


class TestFile:
    def test_unstaged(self, writer: Writer) -> None:
        writer.repair()
        writer.git("restore", "--staged", "a.md")
        assert writer.try_commit("--allow-empty", "-m", "Other")
        assert writer.trailers() == []
        assert writer.waiting() == ["a.md:20"]

    def test_unstaged_under_a_runner_that_puts_the_tree_away(
        self, writer: Writer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        writer.repair()
        writer.git("restore", "--staged", "a.md")
        writer.write("a.md", SOUND)
        monkeypatch.setenv("PRE_COMMIT", "1")
        assert writer.try_commit("--allow-empty", "-m", "Other")
        monkeypatch.delenv("PRE_COMMIT")
        writer.write("a.md", EDITED)
        assert writer.try_commit("-am", "Change")
        assert len(writer.trailers()) == 1

    def test_a_note_that_is_seen_nowhere_does_not_wait_for_ever(
        self, writer: Writer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(select, "PATIENCE", 2)
        writer.repair()
        writer.git("checkout", "-q", "HEAD", "--", "a.md")
        monkeypatch.setenv("PRE_COMMIT", "1")
        writer.write("message", "Subject\n")
        for number in range(4):
            assert writer.journal.file.exists() is (number < 3)
            assert main_of_notes(["message"]) == 0
        assert writer.read("message") == b"Subject\n"

    def test_stashed(self, writer: Writer) -> None:
        writer.repair()
        writer.git("stash", "-q")
        writer.edit("b.md", "Another", "One more")
        assert writer.try_commit("-m", "Other")
        assert writer.trailers() == []
        writer.git("checkout", "-q", "stash@{0}", "--", "a.md")
        assert writer.try_commit("-am", "Change")
        assert len(writer.trailers()) == 1

    def test_given_up(self, writer: Writer) -> None:
        writer.repair()
        writer.git("checkout", "-q", "HEAD", "--", "a.md")
        assert writer.waiting() == []
        assert writer.try_commit("--allow-empty", "-m", "Other")
        writer.edit("a.md", "# Darning", "# Mending")
        assert writer.try_commit("-m", "Anew")
        assert writer.trailers() == []

    def test_given_up_after_a_commit_that_failed(self, writer: Writer) -> None:
        writer.repair()
        writer.add("a.md")
        writer.write("message", "Subject\n")
        assert main_of_notes(["message"]) == 0
        assert b"Weave-Orientation: " in writer.read("message")
        writer.git("checkout", "-q", "HEAD", "--", "a.md")
        writer.edit("b.md", "Another", "One more")
        assert writer.try_commit("-m", "Other")
        writer.edit("a.md", "# Darning", "# Mending")
        assert writer.try_commit("-m", "Anew")
        assert writer.trailers() == []

    def test_brought_back_to_what_head_holds(self, writer: Writer) -> None:
        writer.repair("a.md", DAMAGED, SOUND)
        writer.edit("b.md", "Another", "One more")
        writer.add("a.md")
        assert writer.try_commit("-m", "Other")
        assert writer.trailers() == writer.waiting() == []

    def test_renamed(self, writer: Writer) -> None:
        writer.repair()
        writer.add("a.md")
        writer.git("mv", "a.md", "socks.md")
        assert writer.try_commit("-m", "Change")
        (value,) = writer.trailers()
        assert is_note(value, "socks.md:20")
        assert writer.waiting() == []

    def test_renamed_before_the_repair(self, writer: Writer) -> None:
        writer.git("mv", "a.md", "socks.md")
        writer.repair("socks.md")
        writer.add("socks.md")
        assert writer.try_commit("-m", "Change")
        (value,) = writer.trailers()
        assert is_note(value, "socks.md:20")

    def test_deleted(self, writer: Writer) -> None:
        writer.repair()
        writer.git("rm", "-q", "-f", "a.md")
        assert writer.try_commit("-m", "Change")
        assert writer.trailers() == writer.waiting() == []


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
    assert hooks.is_installed(writer.opened())
    assert (repo.root.parent / "apart" / "weave-fix" / NAME).exists()
