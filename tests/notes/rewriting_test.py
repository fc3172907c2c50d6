"""Commits made again or undone: a note comes along once, and goes with its text."""

from __future__ import annotations

import pytest

from tests.notes.writer import OTHER_DAMAGE, Writer, is_note
from tests.texts import EDITED

MENDED = EDITED.replace("# Darning", "# Mending")


class TestAmend:
    def test_no_doubles(self, writer: Writer) -> None:
        writer.carry()
        before = writer.trailers()
        for number in range(3):
            writer.edit("a.md", "# Darning" if not number else f"# {number} Darning", f"# {number + 1} Darning")
            assert writer.try_commit("--amend", "--no-edit")
            assert writer.trailers() == before
        writer.run("commit", "-q", "--amend")
        assert writer.trailers() == before

    def test_the_note_of_a_line_since_rewritten_goes(self, writer: Writer) -> None:
        writer.carry()
        writer.edit("a.md", "leave a small loop for shrinkage", "leave a loop")
        assert writer.try_commit("--amend", "--no-edit")
        assert writer.git("log", "-1", "--format=%B").rstrip("\n") == "Change"

    def test_the_note_of_a_line_rewritten_in_a_later_amend_goes(self, writer: Writer) -> None:
        writer.carry()
        assert writer.try_commit("--amend", "--no-edit")
        assert [entry.committed for entry in writer.journal.read().entries.values()] == [True]
        writer.edit("a.md", "leave a small loop for shrinkage", "leave a loop")
        assert writer.try_commit("--amend", "--no-edit")
        assert writer.trailers() == []

    def test_the_note_of_a_file_since_deleted_goes(self, writer: Writer) -> None:
        writer.carry()
        writer.git("rm", "-q", "a.md")
        assert writer.try_commit("--amend", "--no-edit", "--signoff")
        assert writer.git("log", "-1", "--format=%b").strip() == "Signed-off-by: A Writer <writer@example.org>"

    def test_a_repair_of_the_amended_commit_joins_the_first(self, writer: Writer) -> None:
        writer.carry()
        damaged = EDITED.replace(*OTHER_DAMAGE)
        writer.repair("a.md", damaged.replace("# Darning", "# Mending"), MENDED)
        writer.add("a.md")
        assert writer.try_commit("--amend", "--no-edit")
        first, second = writer.trailers()
        assert is_note(first)
        assert second.startswith("a.md:16 insert_spurious_html_xml_tag: ")


def test_revert(writer: Writer) -> None:
    writer.carry()
    writer.run("revert", "--no-edit", "HEAD")
    assert writer.trailers() == []
    writer.edit("a.md", "# Darning", "# Mending")
    assert writer.try_commit("-m", "Next")
    assert writer.trailers() == writer.waiting() == []


def test_a_revert_that_is_committed_by_hand(writer: Writer) -> None:
    writer.carry()
    writer.run("revert", "--no-commit", "HEAD")
    writer.run("commit", "-q")
    assert writer.trailers() == []


class TestCherryPick:
    def test_the_note_comes_along_once(self, writer: Writer) -> None:
        writer.git("branch", "side")
        writer.carry()
        before = writer.trailers()
        writer.git("checkout", "-q", "side")
        writer.run("cherry-pick", "main")
        assert writer.trailers() == before
        writer.run("commit", "-q", "--amend")
        assert writer.trailers() == before

    def test_after_a_conflict(self, writer: Writer) -> None:
        writer.carry()
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
        writer.carry()
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
        writer.carry()
        writer.git("checkout", "-q", "-b", "side", "HEAD~1")
        writer.edit("a.md", "usually good for years", "good for weeks")
        assert writer.try_commit("-m", "Elsewhere")
        assert not writer.attempt("cherry-pick", "main")
        writer.write("a.md", EDITED.replace("leave a small loop for shrinkage", "leave a loop"))
        writer.add("a.md")
        writer.run("cherry-pick", "--continue")
        assert writer.trailers() == []


class TestRebase:
    def test_reword(self, writer: Writer) -> None:
        first = writer.git("rev-parse", "HEAD").strip()
        writer.edit("b.md", "Another", "One more")
        assert writer.try_commit("-m", "Before")
        writer.carry()
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
        writer.carry()
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
        writer.carry()
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
        writer.carry()
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
        writer.carry()
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
        writer.carry()
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
        writer.carry()
        before = writer.trailers()
        writer.git("checkout", "-q", "main")
        writer.edit("b.md", "# B", "# Bee")
        assert writer.try_commit("-m", "Elsewhere")
        assert writer.waiting() == []
        writer.run("merge", "-q", "--squash", "side")
        assert writer.try_commit("-m", "All of side")
        assert writer.trailers() == before

    def test_commits_undone_and_made_again_as_one(self, writer: Writer) -> None:
        writer.carry()
        before = writer.trailers()
        for name in ("More", "Most"):
            writer.edit("b.md", "text", f"{name} text")
            assert writer.try_commit("-m", name)
        writer.git("reset", "-q", "--soft", "HEAD~3")
        assert writer.try_commit("-m", "All")
        assert writer.trailers() == before
