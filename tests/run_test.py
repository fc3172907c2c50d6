"""The whole way, as functions: one file's trouble is that file's alone."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Repo
from tests.texts import DAMAGED, SOUND
from weave_fix import decision
from weave_fix.config import Config
from weave_fix.decision import analyze
from weave_fix.errors import WeaveFixError
from weave_fix.git import Repository
from weave_fix.patch import settle
from weave_fix.records import Applicability, Candidate, Document, Edit, Evidence, FilePatch, Fix
from weave_fix.run import run

Examine = Callable[..., FilePatch]


def go(config: Config, root: Path) -> tuple[int, str, str]:
    """Run in `root` and return status, standard output and standard error."""
    raw, err = io.BytesIO(), io.StringIO()
    out = io.TextIOWrapper(raw, encoding="utf-8", write_through=True)
    status = run(config, Repository.discover(root), os.environ, root, out, err)
    return status, raw.getvalue().decode(), err.getvalue()


@pytest.fixture
def three(repo: Repo) -> Repo:
    """Return a repository with three damaged files staged."""
    names = ("a.md", "b.md", "c.md")
    repo.commit_files(dict.fromkeys(names, SOUND))
    for name in names:
        repo.write(name, DAMAGED)
    repo.add()
    return repo


def trouble_with(name: str, error: Exception) -> Examine:
    """Return the real `analyze`, except that it fails for one file."""

    def examining(document: Document, *args: object, **flags: object) -> FilePatch:
        if document.path == name:
            raise error
        return analyze(document, *args, **flags)  # type: ignore[arg-type]  # passed on as they came

    return examining


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        pytest.param(RuntimeError("lost"), 3, "weave-fix: fault: b.md: RuntimeError: lost [", id="a fault"),
        pytest.param(WeaveFixError("git is ill"), 2, "weave-fix: error: b.md: git is ill\n", id="an expected error"),
    ],
)
def test_the_other_files_are_handled(
    three: Repo, monkeypatch: pytest.MonkeyPatch, error: Exception, status: int, words: str
) -> None:
    monkeypatch.setattr(decision, "analyze", trouble_with("b.md", error))
    got, out, err = go(Config(format="diff"), three.root)
    assert got == status
    assert words in err
    assert [three.read(name) for name in ("a.md", "b.md", "c.md")] == [SOUND.encode(), DAMAGED.encode(), SOUND.encode()]
    assert out.count("diff --git") == 2
    assert "2 Markdown files checked: 2 repairs made in 2 files." in err


def test_what_the_gate_refuses_is_a_fault_and_not_written(three: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    def liar(document: Document, *args: object, **flags: object) -> FilePatch:
        patch = analyze(document, *args, **flags)  # type: ignore[arg-type]  # passed on as they came
        if document.path == "b.md":
            return FilePatch(document, patch.applied, (), (), patch.text_after + "more\n")
        return patch

    monkeypatch.setattr(decision, "analyze", liar)
    status, out, err = go(Config(check=True, format="diff"), three.root)
    assert status == 3
    assert "weave-fix: fault: b.md: " in err
    assert "b/b.md" not in out
    assert go(Config(), three.root)[0] == 3
    assert three.read("b.md") == DAMAGED.encode()
    assert three.read("c.md") == SOUND.encode()


def test_a_failed_write_is_not_counted_and_not_in_the_diff(three: Repo) -> None:
    three.path("b.md").chmod(0o444)
    status, out, err = go(Config(format="diff"), three.root)
    assert status == 2
    assert "weave-fix: error: b.md: read-only" in err or "weave-fix: warning: b.md: " in err
    assert "b/b.md" not in out
    assert three.read("b.md") == DAMAGED.encode()
    assert three.read("c.md") == SOUND.encode()


@pytest.mark.parametrize(
    ("applicability", "strict", "status"),
    [
        pytest.param(Applicability.DISPLAY_ONLY, False, 0, id="shown is for reading"),
        pytest.param(Applicability.DISPLAY_ONLY, True, 1, id="strict stops for everything"),
        pytest.param(Applicability.UNSAFE, False, 0, id="unsafe is not sure"),
        pytest.param(Applicability.UNSAFE, True, 1, id="strict, unsafe"),
        pytest.param(Applicability.SAFE, False, 1, id="sure, and nothing to put in its place"),
    ],
)
@pytest.mark.parametrize("check", [False, True])
def test_status_of_what_is_only_reported(
    repo: Repo,
    monkeypatch: pytest.MonkeyPatch,
    applicability: Applicability,
    strict: bool,
    status: int,
    check: bool,
) -> None:
    def reporting(document: Document, *_: object, **__: object) -> FilePatch:
        edit = Edit(0, 0, "", "x")
        found = Fix(Candidate("delete_substring", (edit,), "lost"), (Evidence("history", 1.0, "a:b"),), applicability)
        return FilePatch(document, (), (found,), (), document.text)

    monkeypatch.setattr(decision, "analyze", reporting)
    repo.commit_files({"a.md": "one\n"})
    repo.write("a.md", "two\n")
    repo.add()
    got, out, err = go(Config(check=check, format="diff" if check else "text", strict=strict), repo.root)
    assert (got, out) == (status, "")
    assert "a.md:1:1: delete_substring: " in err
    assert repo.read("a.md") == b"two\n"


def test_a_new_file_is_judged_by_its_language(repo: Repo) -> None:
    repo.write("a.md", DAMAGED)
    repo.add()
    status, out, err = go(Config(verbose=True), repo.root)
    assert (status, out) == (1, "")
    assert "a.md:20:33: insert_spurious_html_xml_tag: " in err
    assert b"leave a small loop for shrinkage" in repo.read("a.md")


def test_without_a_language_nothing_is_found_in_a_new_file(repo: Repo) -> None:
    repo.write("a.md", DAMAGED)
    repo.add()
    status, out, err = go(Config(language="none"), repo.root)
    assert (status, out) == (0, "")
    assert err.splitlines() == ["1 Markdown file checked: nothing found."]
    assert repo.read("a.md") == DAMAGED.encode()


@pytest.mark.parametrize(("scope", "status", "after"), [("changed", 0, DAMAGED), ("all", 1, SOUND)])
def test_all_of_a_file_is_checked_when_asked(repo: Repo, scope: str, status: int, after: str) -> None:
    repo.commit_files({"a.md": DAMAGED})
    assert go(Config(scope=scope, paths=("a.md",)), repo.root)[0] == status
    assert repo.read("a.md") == after.encode()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(None, "cannot be read", id="lost"),
        pytest.param(b"{}", "no language model of this version", id="another-file"),
    ],
)
def test_a_language_that_is_no_model_is_named(repo: Repo, content: bytes | None, words: str) -> None:
    repo.write("a.md", DAMAGED)
    repo.add()
    if content is not None:
        repo.write("own.model", content)
    with pytest.raises(WeaveFixError, match=rf"own\.model: .*{words}"):
        go(Config(language="own.model"), repo.root)
    assert repo.read("a.md") == DAMAGED.encode()


def test_a_collision_keeps_the_patch_and_says_how_to_apply_it(three: Repo) -> None:
    unstaged = DAMAGED.replace("leave a small loop f</ribbon>or shrinkage", "leave no loop f</ribbon>or anything")
    three.write("b.md", unstaged)
    status, out, err = go(Config(format="diff"), three.root)
    assert status == 1
    (warning,) = (line for line in err.splitlines() if line.startswith("weave-fix: warning: b.md: "))
    assert three.read("b.md") == unstaged.encode()
    assert "b/b.md" not in out
    three.git("apply", "--cached", warning.split()[-1])
    assert three.git("show", ":b.md") == SOUND


def test_the_other_names_of_a_repaired_file_are_spoken_of(three: Repo) -> None:
    os.link(three.path("b.md"), three.path("twin"))
    status, _, err = go(Config(), three.root)
    assert status == 1
    assert [line for line in err.splitlines() if "warning" in line] == [
        "weave-fix: warning: b.md: it has another name (hard links), where the old text stays; link the repaired file "
        "there again with ln"
    ]
    assert (three.read("b.md"), three.read("twin")) == (SOUND.encode(), DAMAGED.encode())


def test_an_unstaged_edit_elsewhere_is_merged(three: Repo) -> None:
    three.write("b.md", DAMAGED.replace("# Darning a sock", "# How to darn a sock"))
    status, _, err = go(Config(), three.root)
    assert status == 1
    assert "b.md: repaired beside its unstaged edits" in err
    assert three.read("b.md") == SOUND.replace("# Darning a sock", "# How to darn a sock").encode()


def test_a_rewritten_file_is_left_alone_and_named(repo: Repo) -> None:
    words = SOUND.split()
    repo.commit_files({"book.md": "\n".join(words * 12) + "\n"})
    repo.write("book.md", "\n".join(word + "," for word in words * 12) + "\n")
    repo.add()
    status, out, err = go(Config(verbose=True), repo.root)
    assert (status, out) == (0, "")
    assert "book.md: skipped: rewritten: it differs from its base in " in err


def test_verbose_says_what_is_compared_as_one_change(repo: Repo) -> None:
    old, new = ("\n".join(f"{word} {number}" for number in range(5500)) + "\n" for word in ("stone", "flour"))
    repo.commit_files({"a.md": f"# Mill\n\n{old}"})
    repo.write("a.md", f"# Mill\n\n{new}")
    repo.add()
    status, _, err = go(Config(verbose=True), repo.root)
    assert status == 0
    assert "a.md:3: 5500 lines are compared as one change: too much of them differs" in err
    assert "as one change" not in go(Config(), repo.root)[2]


def test_what_a_second_run_would_go_on_with_is_made_at_once(repo: Repo) -> None:
    """Of two repairs one would change the structure; without it a second run would find a third."""
    repo.commit_files({"a.md": "line\nThe"})
    file = repo.write("a.md", "- s line\n-Theold")
    repo.add()
    status, _, _ = go(Config(unsafe=True, scope="all", notes="none"), repo.root)
    assert (status, file.read_text()) == (1, "- s line\nThe old")


def test_a_text_that_would_not_settle_is_left_alone_and_named(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settle, "ROUNDS", 0)
    monkeypatch.setattr(settle, "DROPS", 0)
    repo.commit_files({"a.md": "line\nThe"})
    file = repo.write("a.md", "- s line\n-Theold")
    repo.add()
    status, _, err = go(Config(unsafe=True, scope="all", notes="none", verbose=True), repo.root)
    assert (status, file.read_text()) == (0, "- s line\n-Theold")
    assert "a.md: skipped: its repairs would not settle without those that change its structure" in err


def test_a_conflict_resolved_by_a_word_of_each_side_stays(repo: Repo) -> None:
    repo.commit_files({"a.md": SOUND})
    repo.git("checkout", "-q", "-b", "side")
    repo.commit_files({"a.md": SOUND.replace("a small loop", "a knot")})
    repo.git("checkout", "-q", "main")
    repo.commit_files({"a.md": SOUND.replace("a small loop", "a tiny small loop")})
    assert not repo.attempt("merge", "-q", "side")
    resolved = SOUND.replace("a small loop", "a tiny knot")
    repo.write("a.md", resolved)
    repo.add()
    assert go(Config(unsafe=True, strict=True), repo.root)[0] == 0
    repo.write("a.md", resolved.replace("tiny knot", "tiny kno;t").replace("The threads", "Thethreads"))
    repo.add()
    assert go(Config(), repo.root)[0] == 1
    assert repo.read("a.md") == resolved.encode()


def last_line(config: Config, root: Path) -> str:
    """Return the summary of a run that repaired nothing."""
    lines = go(config, root)[2].splitlines()
    return next(line for line in reversed(lines) if "Markdown file" in line)


class TestSummary:
    """The last line says no more than what was done."""

    def test_of_a_file_that_cannot_be_written(self, three: Repo) -> None:
        three.path("b.md").chmod(0o444)
        err = go(Config(), three.root)[2]
        assert "3 Markdown files checked: 2 repairs made in 2 files, 1 repair not written.\n" in err

    def test_of_nothing_but_such(self, three: Repo) -> None:
        for name in ("a.md", "b.md", "c.md"):
            three.path(name).chmod(0o444)
        assert last_line(Config(notes="none"), three.root) == "3 Markdown files checked: 3 repairs not written."

    def test_of_a_patch_that_is_kept(self, three: Repo) -> None:
        three.path("b.md").unlink()
        err = go(Config(), three.root)[2]
        assert "3 Markdown files checked: 2 repairs made in 2 files, 1 repair kept as a patch.\n" in err

    def test_of_a_repair_that_stands_there_already(self, three: Repo) -> None:
        three.write("b.md", SOUND)
        status, out, err = go(Config(format="diff"), three.root)
        assert status == 1
        assert "3 Markdown files checked: 2 repairs made in 2 files, 1 repair in the working tree already.\n" in err
        assert "b.md: the working tree holds this repair already; stage it\n" in err
        assert "b/b.md" not in out

    @pytest.mark.parametrize(
        ("content", "verbose", "why"),
        [(b"# A\n\0\n", False, "--verbose says why"), (b"x" * 10_000_001, True, "for the reasons above")],
    )
    def test_of_a_file_left_alone(self, repo: Repo, content: bytes, verbose: bool, why: str) -> None:
        repo.write("a.md", content)
        repo.add()
        found = last_line(Config(verbose=verbose), repo.root)
        assert found == f"No Markdown file was looked at. 1 file left alone, {why}."

    def test_of_a_rewritten_file(self, repo: Repo) -> None:
        words = SOUND.split()
        repo.commit_files({"book.md": "\n".join(words * 12) + "\n", "a.md": SOUND})
        repo.write("book.md", "\n".join(word + "," for word in words * 12) + "\n")
        repo.write("a.md", SOUND.replace("flat enough", "thin enough"))
        repo.add()
        assert last_line(Config(), repo.root) == (
            "2 Markdown files checked: 1 finding needs review in 1 file. 1 file left alone, --verbose says why."
        )

    def test_of_a_file_that_the_configuration_leaves_out(self, repo: Repo) -> None:
        repo.write("a.md", DAMAGED)
        repo.add()
        assert last_line(Config(exclude=("a.md",)), repo.root) == "0 Markdown files checked: nothing found."

    def test_of_a_file_that_is_not_there(self, repo: Repo) -> None:
        assert last_line(Config(paths=("lost.md",)), repo.root) == (
            "No Markdown file was looked at. 1 file not looked at because of the errors above."
        )


def test_a_system_that_has_no_room_is_no_fault(three: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decision, "analyze", trouble_with("b.md", OSError(24, "Too many open files")))
    status, _, err = go(Config(), three.root)
    assert status == 2
    assert "weave-fix: error: b.md: [Errno 24] Too many open files; see to it and run weave-fix again\n" in err
    assert "2 Markdown files checked: 2 repairs made in 2 files. 1 file not looked at because of the errors" in err
