"""What becomes of a note while it waits: another commit comes first, or its text or file changes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.notes.writer import Writer, is_note
from tests.texts import DAMAGED, EDITED, SOUND
from weave_fix.notes import match
from weave_fix.notes.cli import main as main_of_notes


def test_a_commit_of_something_else_has_none_and_the_note_waits(writer: Writer) -> None:
    writer.repair()
    writer.git("reset", "-q")
    writer.edit("b.md", "Another", "One more")
    assert writer.try_commit("-m", "Other")
    assert writer.trailers() == []
    assert writer.waiting() == ["a.md:20"]
    assert writer.try_commit("-am", "Change")
    assert len(writer.trailers()) == 1


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
        monkeypatch.setattr(match, "PATIENCE", 2)
        writer.repair()
        writer.git("checkout", "-q", "HEAD", "--", "a.md")
        monkeypatch.setenv("PRE_COMMIT", "1")
        writer.write("message", "Subject\n")
        for number in range(4):
            assert writer.journal.file.exists() is (number < 3)
            assert main_of_notes(["message"]) == 0
        assert writer.read("message") == b"Subject\n"

    def test_unstaged_and_unreadable_for_a_while(self, writer: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
        writer.repair()
        writer.git("reset", "-q")
        writer.write("message", "Subject\n")
        real = os.open

        def refused(name: str | Path, *args: int) -> int:  # the superuser may read everything
            if name == writer.path("a.md"):
                raise PermissionError(13, "Permission denied")
            return real(name, *args)

        with monkeypatch.context() as closed:
            closed.setattr(os, "open", refused)
            assert main_of_notes(["message"]) == 0
        assert writer.waiting() == ["a.md:20"]
        assert writer.try_commit("-am", "Change")
        assert len(writer.trailers()) == 1

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
