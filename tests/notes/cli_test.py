"""The commands around the hook, and what weave-fix itself says and keeps."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Repo
from tests.notes.writer import OTHER_DAMAGE, Writer, is_note
from tests.texts import BOTH, EDITED, SOUND
from weave_fix import __version__, cli, decision
from weave_fix.config import Config
from weave_fix.notes import KEY
from weave_fix.notes.cli import main
from weave_fix.records import Applicability, Candidate, Document, Edit, Evidence, FilePatch, Fix
from weave_fix.run import run

HINT = "default_install_hook_types: [pre-commit, commit-msg]"


@pytest.fixture
def repaired(writer: Writer) -> Writer:
    """Return a writer with a repaired file staged."""
    writer.repair()
    writer.add("a.md")
    return writer


def test_pending_and_drop(repaired: Writer, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--pending"]) == 0
    out, err = capsys.readouterr()
    assert out.startswith('a.md:20  insert_spurious_html_xml_tag  "f</ribbon>or" -> "for" (history ')
    assert err == ""
    assert main(["--pending", "--format", "json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert is_note(row["value"])
    assert (row["commit"], row["path"], row["line"]) == (None, "a.md", 20)
    assert main(["--drop"]) == 0
    assert capsys.readouterr() == ("", "1 note forgotten\n")
    assert main(["--pending"]) == 0
    assert main(["--pending", "--format", "json"]) == 0
    assert capsys.readouterr() == ("[]\n", "")
    assert repaired.try_commit("-m", "Change")
    assert repaired.trailers() == []


def test_pending_changes_nothing(repaired: Writer) -> None:
    before = repaired.journal.file.read_bytes()
    repaired.write("a.md", SOUND)
    repaired.add()
    main(["--pending"])
    assert repaired.journal.file.read_bytes() == before


class TestLog:
    def test_it_shows_what_git_shows(self, repaired: Writer, capsys: pytest.CaptureFixture[str]) -> None:
        assert repaired.try_commit("-m", "Change")
        (value,) = repaired.trailers()
        head = repaired.git("rev-parse", "HEAD").strip()
        assert main(["--log"]) == 0
        out = capsys.readouterr().out
        assert out == f"{head[:7]}  2024-02-29  " + value.replace(" ", "  ", 1).replace(": ", "  ", 1) + "\n"
        assert main(["--log", "--format", "json"]) == 0
        (row,) = json.loads(capsys.readouterr().out)
        assert row == {
            "commit": head,
            "date": "2024-02-29",
            "path": "a.md",
            "line": 20,
            "signature": "insert_spurious_html_xml_tag",
            "message": value.partition(": ")[2],
            "value": value,
        }

    def test_a_range(self, repaired: Writer, capsys: pytest.CaptureFixture[str]) -> None:
        assert repaired.try_commit("-m", "Change")
        repaired.commit("Next")
        for revisions, lines in (("HEAD~1..", 0), ("HEAD~2..", 1), ("HEAD~1", 1), ("HEAD ^HEAD~1", 0)):
            assert main(["--log", revisions]) == 0
            assert capsys.readouterr().out.count("\n") == lines

    def test_what_others_wrote(self, writer: Writer, capsys: pytest.CaptureFixture[str]) -> None:
        writer.commit(f"One\n\n{KEY}: looks \x1b[31mwell\nweave-orientation: b.md:1 x: y\n{KEY}: folded\n over two")
        writer.commit(f"Two\n\n{KEY}: in the text\n\nThe end.")
        writer.commit(f"Three\n\n{KEY}: commit 1234 is good")
        assert main(["--log"]) == 0
        out = capsys.readouterr().out
        cells = [line.split("  ", 2)[2].split() for line in out.splitlines()]
        assert cells == [
            ["commit", "1234", "is", "good"],
            ["looks", "\\x1b[31mwell"],
            ["b.md:1", "x", "y"],
            ["folded", "over", "two"],
        ]
        assert main(["--log", "HEAD", "--format", "json"]) == 0
        rows = json.loads(capsys.readouterr().out)
        assert [row["path"] for row in rows] == [None, None, "b.md", None]

    def test_nothing(self, repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["--log"]) == 0
        repo.commit()
        assert main(["--log"]) == 0
        assert main(["--log", "--format", "json"]) == 0
        assert capsys.readouterr() == ("[]\n", "")

    def test_hostile_configuration(self, repaired: Writer, capsys: pytest.CaptureFixture[str]) -> None:
        assert repaired.try_commit("-m", "Gr\u00fc\u00dfe")
        main(["--log"])
        plain = capsys.readouterr().out
        for key, value in (
            ("log.showSignature", "true"),
            ("grep.patternType", "fixed"),
            ("color.ui", "always"),
            ("i18n.logOutputEncoding", "ISO-8859-1"),
            ("format.pretty", "oneline"),
        ):
            repaired.git("config", key, value)
        main(["--log"])
        assert capsys.readouterr().out == plain != ""


@pytest.mark.parametrize(
    ("args", "words"),
    [
        pytest.param(["--log", "no-such-rev"], "--log no-such-rev: ", id="unknown revision"),
        pytest.param(["--log", "HEAD", "--pending"], "not allowed with", id="two things at once"),
        pytest.param([], "one of the arguments MSGFILE", id="nothing asked for"),
        pytest.param(["lost"], "lost: cannot be read (No such file or directory); git calls", id="no message"),
        pytest.param(["--log=--output=x"], "--log --output=x: ", id="a revision that looks like a flag"),
        pytest.param(["--pending", "--dro"], "unrecognized arguments: --dro", id="no abbreviations"),
    ],
)
def test_wrong_use_ends_with_2(writer: Writer, args: list[str], words: str) -> None:
    done = subprocess.run([sys.executable, "-m", "weave_fix.notes", *args], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr
    assert not writer.path("x").exists()


@pytest.mark.parametrize("args", [["--pending"], ["--log"], ["message"]])
def test_no_repository(
    sealed: Path, monkeypatch: pytest.MonkeyPatch, args: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(sealed)
    Path("message").write_text("Subject\n")
    assert main(args) == 2
    assert "no git repository here" in capsys.readouterr().err


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        main(["--version"])
    assert capsys.readouterr().out == f"weave-notes {__version__}\n"


class TestMessageFile:
    @pytest.mark.parametrize(
        "raw", [b"Subject", b"Subject\r\n\r\n# x\r\n", b"\xff\n\n\n", b"# only\n", b"\nSigned-off-by: A\n", b""]
    )
    def test_without_notes_it_is_not_touched(self, writer: Writer, raw: bytes) -> None:
        file = writer.write(".git/COMMIT_EDITMSG", raw)
        os.utime(file, ns=(1, 1))
        assert main([".git/COMMIT_EDITMSG"]) == 0
        assert (file.read_bytes(), file.stat().st_mtime_ns) == (raw, 1)

    def test_with_notes_an_empty_one_stays_empty(self, repaired: Writer) -> None:
        for raw in (b"", b"\n\n# only\n", b"\nSigned-off-by: A\n"):
            repaired.write(".git/COMMIT_EDITMSG", raw)
            assert main([".git/COMMIT_EDITMSG"]) == 0
            assert repaired.read(".git/COMMIT_EDITMSG") == raw

    def test_it_may_lie_anywhere_and_keeps_its_mode(self, repaired: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
        file = repaired.write("message", "Subject\n")
        file.chmod(0o640)
        monkeypatch.setenv("GIT_EDITOR", ":")
        assert main(["message"]) == 0
        assert main([str(file)]) == 0
        assert file.read_text().count(f"\n{KEY}: a.md:20 ") == 1
        assert file.stat().st_mode & 0o777 == 0o640

    def test_a_folder_that_only_looks_like_gits(self, repaired: Writer) -> None:
        repaired.write("HEAD", "a file of the writer's\n")
        file = repaired.write("message", "Subject\n")
        assert main(["message"]) == 0
        assert file.read_text().count(f"\n{KEY}: a.md:20 ") == 1

    def test_in_a_linked_worktree_git_is_not_asked(self, writer: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
        writer.git("worktree", "add", "-q", "../tree", "-b", "side")
        file = writer.write(".git/worktrees/tree/COMMIT_EDITMSG", "Subject\n")
        monkeypatch.setenv("PATH", "/nowhere")
        assert main([str(file)]) == 0

    def test_one_that_cannot_be_written_fails_no_commit(
        self, repaired: Writer, capsys: pytest.CaptureFixture[str]
    ) -> None:
        file = repaired.write("message", "Subject\n")
        file.chmod(0o444)
        assert main(["message"]) == 0
        assert "weave-fix: warning: no notes in this commit's message: " in capsys.readouterr().err
        assert file.read_text() == "Subject\n"
        assert repaired.waiting() == ["a.md:20"]


def reporting(applicability: Applicability) -> object:
    def examining(document: Document, *_: object, **__: object) -> FilePatch:
        at = document.text.index("two")
        edit = Edit(at, at + 3, "two", "one")
        candidate = Candidate("delete_substring", (edit,), "lost\n\nSigned-off-by: someone")
        found = Fix(candidate, (Evidence("language", 1.0, ""),), applicability)
        return FilePatch(document, (), (found,), (), document.text)

    return examining


@pytest.mark.parametrize("applicability", [Applicability.DISPLAY_ONLY, Applicability.UNSAFE])
def test_what_is_left_is_noted_in_the_same_commit_where_all_notes_are_asked_for(
    writer: Writer, monkeypatch: pytest.MonkeyPatch, applicability: Applicability
) -> None:
    writer.write("pyproject.toml", '[tool.weave-fix]\nnotes = "all"\n')
    monkeypatch.setattr(decision, "analyze", reporting(applicability))
    writer.write("b.md", "# B\n\nAnother two.\n")
    writer.add("b.md")
    for _ in range(2):  # a commit that failed for something else is tried again
        assert cli.main(["--quiet"]) == 0
    assert writer.try_commit("-m", "Change")
    assert writer.trailers() == ["b.md:3 delete_substring: needs review"]


@pytest.mark.parametrize("applicability", [Applicability.DISPLAY_ONLY, Applicability.UNSAFE])
@pytest.mark.parametrize("flags", [[], ["--notes"]], ids=["default", "flag"])
def test_what_is_left_is_no_word_of_the_message(
    writer: Writer, monkeypatch: pytest.MonkeyPatch, applicability: Applicability, flags: list[str]
) -> None:
    monkeypatch.setattr(decision, "analyze", reporting(applicability))
    writer.write("b.md", "# B\n\nAnother two.\n")
    writer.add("b.md")
    assert cli.main(["--quiet", *flags]) == 0
    assert writer.try_commit("-m", "Change")
    assert (writer.trailers(), writer.waiting()) == ([], [])


def test_a_flag_keeps_what_the_table_says_of_notes(writer: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decision, "analyze", reporting(Applicability.UNSAFE))
    writer.write("pyproject.toml", '[tool.weave-fix]\nnotes = "all"\n')
    writer.write("b.md", "# B\n\nAnother two.\n")
    writer.add("b.md")
    assert cli.main(["--quiet", "--no-notes"]) == 0
    assert writer.waiting() == []
    assert cli.main(["--quiet", "--notes"]) == 0
    assert writer.waiting() == ["b.md:3"]


def test_what_a_person_has_mended_is_not_noted(writer: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    writer.write("pyproject.toml", '[tool.weave-fix]\nnotes = "all"\n')
    monkeypatch.setattr(decision, "analyze", reporting(Applicability.DISPLAY_ONLY))
    writer.write("b.md", "# B\n\nAnother two.\n")
    writer.add("b.md")
    assert cli.main(["--quiet"]) == 0
    writer.edit("b.md", "Another two", "Something else")
    assert writer.try_commit("-m", "Change")
    assert writer.trailers() == []


def test_many_repairs_are_summed_up(writer: Writer) -> None:
    names = [f"{number:02}.md" for number in range(21)]
    writer.commit_files(dict.fromkeys(names, SOUND))
    for name in names:
        writer.write(name, BOTH)
    writer.add()
    assert cli.main(["--quiet"]) == 1
    assert writer.try_commit("-am", "Change")
    assert writer.trailers() == [
        *(f"{name} insert_spurious_html_xml_tag: 1 repaired" for name in names[:19]),
        "2 more files: 2 repaired",
    ]
    before = writer.trailers()
    writer.edit("00.md", "leave a small loop for shrinkage", "leave a loop")
    assert writer.try_commit("--amend", "--no-edit")
    assert writer.trailers() == before[1:]
    writer.edit("20.md", "leave a small loop for shrinkage", "leave a loop")
    assert writer.try_commit("--amend", "--no-edit")
    assert writer.trailers() == before[1:], "one of the two that share a trailer stands"
    writer.edit("19.md", "leave a small loop for shrinkage", "leave a loop")
    assert writer.try_commit("--amend", "--no-edit")
    assert writer.trailers() == before[1:-1]


def test_those_of_an_amended_commit_are_summed_up_with_the_new_ones(writer: Writer) -> None:
    names = [f"{number:02}.md" for number in range(12)]
    writer.commit_files(dict.fromkeys(names, SOUND))
    for times, text in enumerate((BOTH, EDITED.replace("# Darning", "# Mending").replace(*OTHER_DAMAGE)), 1):
        for name in names:
            writer.write(name, text)
        writer.add()
        assert cli.main(["--quiet"]) == 1
        assert writer.try_commit("-a", *(("-m", "Change") if times == 1 else ("--amend", "--no-edit")))
        assert len(writer.trailers()) == 12
    summed = [f"{name} insert_spurious_html_xml_tag: 2 repaired" for name in names]
    assert writer.trailers() == summed
    writer.edit("00.md", "leave a small loop for shrinkage", "leave a loop")
    assert writer.try_commit("--amend", "--no-edit")
    assert writer.trailers() == summed, "the other of the two stands"
    writer.edit("00.md", "lies over its top", "lies on its top")
    assert writer.try_commit("--amend", "--no-edit")
    assert writer.trailers() == summed[1:]
    assert writer.waiting() == []


def _kept(writer: Writer) -> list[str]:
    """Return what is kept below the git directory besides the repository's words, and the digests of clean texts."""
    folder = writer.path(".git/weave-fix")
    return [path.name for path in folder.iterdir() if path.name not in ("words", "clean")] if folder.exists() else []


class TestNothingIsKept:
    @pytest.mark.parametrize("args", [["--check"], ["--no-notes"], ["--check", "--format", "json"]])
    def test_by_a_flag(self, writer: Writer, args: list[str]) -> None:
        writer.write("a.md", BOTH)
        writer.add()
        assert cli.main(args) == 1
        assert _kept(writer) == []

    @pytest.mark.parametrize("value", ["true", "1"])
    def test_in_ci(self, writer: Writer, monkeypatch: pytest.MonkeyPatch, value: str) -> None:
        monkeypatch.setenv("CI", value)
        writer.repair()
        assert _kept(writer) == []

    def test_by_the_table(self, writer: Writer) -> None:
        writer.write("pyproject.toml", "[tool.weave-fix]\nnotes = false\n")
        writer.repair()
        assert _kept(writer) == []

    def test_without_damage(self, writer: Writer) -> None:
        writer.edit("a.md", "# Darning", "# Mending")
        assert cli.main([]) == 0
        assert _kept(writer) == []


def test_the_table_turns_the_hook_off_too(repaired: Writer) -> None:
    repaired.write("pyproject.toml", "[tool.weave-fix]\nnotes = false\n")
    assert repaired.try_commit("-m", "Change")
    assert repaired.trailers() == []


def test_the_hint_is_given_once(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    repo.commit_files({"a.md": SOUND})
    repo.write("a.md", BOTH)
    assert cli.main(["--quiet", "a.md"]) == 1
    assert capsys.readouterr().err == ""
    for wanted in (1, 0):
        repo.write("a.md", BOTH)
        assert cli.main(["a.md"]) == 1
        err = capsys.readouterr().err
        assert sum(HINT in line and "weave-notes --install" in line for line in err.splitlines()) == wanted
    repo.path(".git/weave-fix/hinted").unlink()
    main(["--install"])
    repo.write("a.md", BOTH)
    assert cli.main(["a.md"]) == 1
    assert HINT not in capsys.readouterr().err


def test_a_journal_that_cannot_be_written_is_a_warning(writer: Writer) -> None:
    writer.write("a.md", BOTH)
    writer.write(".git/weave-fix", "a file in the folder's place")
    err = io.StringIO()
    out = io.TextIOWrapper(io.BytesIO())
    assert run(Config(), writer.opened(), os.environ, writer.root, out, err) == 0, "nothing is staged"
    writer.add()
    assert run(Config(), writer.opened(), os.environ, writer.root, out, err) == 1
    assert "weave-fix: warning: the notes of this run are not kept: " in err.getvalue()
    assert b"f</ribbon>or" not in writer.read("a.md")


def test_without_git_no_commit_fails(repaired: Writer, tmp_path: Path) -> None:
    repaired.write(".git/COMMIT_EDITMSG", "Subject\n")
    command = [sys.executable, "-m", "weave_fix.notes", ".git/COMMIT_EDITMSG"]
    environ = {**os.environ, "PATH": str(tmp_path)}
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert done.stderr.startswith("weave-fix: warning: no notes in this commit's message: git was not found")
    assert repaired.read(".git/COMMIT_EDITMSG") == b"Subject\n"


def test_the_hook_imports_nothing_heavy_when_nothing_waits(writer: Writer) -> None:
    assert writer.try_commit("--allow-empty", "-m", "Empty")
    code = """
import sys
from weave_fix.notes.cli import main
main([".git/COMMIT_EDITMSG"])
print(*sys.modules)
"""

    def modules() -> set[str]:
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        return set(done.stdout.split())

    heavy = {"git", "numpy", "rapidfuzz", "unidiff", "markdown_it", "subprocess", "argparse", "weave_fix.git"}
    heavy |= {"weave_fix.language", "weave_fix.diff.comparison", "weave_fix.signatures", "pathlib"}
    assert heavy.isdisjoint(modules())
    writer.repair()
    writer.add("a.md")
    assert writer.try_commit("-m", "Change")
    writer.commit_files({"b.md": "# B\n"})
    assert writer.try_commit("--allow-empty", "-m", "Settles")
    assert writer.journal.read().entries
    writer.write(".git/COMMIT_EDITMSG", "Next\n")
    assert heavy.isdisjoint(modules()), "nor when settled notes are kept for an amended message"
