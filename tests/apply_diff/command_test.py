"""`weave-fix --apply` as it is run: files, exit statuses, what is written and what is not."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.apply_diff.texts import DIFF, MENDED, PAGE
from tests.conftest import Repo

COMMAND = [sys.executable, "-m", "weave_fix", "--apply"]
NOWHERE = "@@ -1,2 +1,2 @@\n the heron eats the fish\n-of the pond\n+of the lake\n"
ONE = "--- a/{0}\n+++ b/{0}\n@@ -1 +1 @@\n-old\n+new\n"


@pytest.fixture
def pond(repo: Repo) -> Repo:
    """Return a repository with the page committed, and the diff beside it."""
    repo.commit_files({"pond.md": PAGE, "docs/a.md": "old\n", "b.md": "old\n"})
    repo.write("fix.diff", DIFF)
    return repo


def run(*args: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run([*COMMAND, *args], input=stdin, capture_output=True, text=True, check=False)


def test_a_patch_that_names_its_file_is_applied(pond: Repo) -> None:
    done = run("fix.diff")
    assert (done.returncode, done.stdout) == (1, "")
    assert "2 hunks applied in 1 file." in done.stderr
    assert pond.read("pond.md") == MENDED.encode()
    assert pond.git("show", ":pond.md") == PAGE, "nothing is staged"


def test_a_patch_without_names_is_for_the_path(pond: Repo) -> None:
    pond.write("docs/b.md", PAGE)
    os.chdir(pond.root / "docs")
    done = run("-", "b.md", stdin=DIFF.replace("a/pond.md", "").replace("b/pond.md", ""))
    assert done.returncode == 1
    assert pond.read("docs/b.md") == MENDED.encode()


def test_without_a_repository(sealed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(sealed)
    (sealed / "pond.md").write_text(PAGE, encoding="utf-8")
    assert run("-", stdin=DIFF).returncode == 1
    assert (sealed / "pond.md").read_text(encoding="utf-8") == MENDED


def test_names_start_at_the_root_or_at_the_current_folder(pond: Repo) -> None:
    os.chdir(pond.root / "docs")
    assert run("-", stdin=ONE.format("docs/a.md")).returncode == 1
    pond.write("docs/a.md", "old\n")
    assert run("-", stdin=ONE.format("a.md")).returncode == 1
    assert pond.read("docs/a.md") == b"new\n"


@pytest.mark.parametrize("name", ["docs/two words.md", "docs/ü.md"])
def test_names_as_git_quotes_them(pond: Repo, name: str) -> None:
    pond.commit_files({name: PAGE})
    pond.write(name, MENDED)
    diff = pond.git("diff", "--", name)
    pond.git("checkout", "--quiet", "--", name)
    assert run("-", stdin=diff).returncode == 1
    assert pond.read(name) == MENDED.encode()


def test_a_patch_of_several_files(pond: Repo) -> None:
    done = run("-", stdin=ONE.format("docs/a.md") + DIFF + ONE.format("b.md"))
    assert done.returncode == 1
    assert "4 hunks applied in 3 files." in done.stderr
    assert [pond.read(name) for name in ("docs/a.md", "b.md", "pond.md")] == [b"new\n", b"new\n", MENDED.encode()]


def test_applying_it_again_changes_nothing(pond: Repo) -> None:
    run("fix.diff")
    done = run("fix.diff")
    assert done.returncode == 0
    assert "already; nothing was written" in done.stderr
    assert pond.read("pond.md") == MENDED.encode()


@pytest.mark.parametrize("order", [0, 1])
def test_one_hunk_without_a_place_keeps_all_from_being_written(pond: Repo, order: int) -> None:
    parts = [ONE.format("b.md"), "--- a/pond.md\n+++ b/pond.md\n" + NOWHERE]
    done = run("-", stdin="".join(reversed(parts) if order else parts))
    assert done.returncode == 2
    assert "pond.md: the hunk at line" in done.stderr
    assert "Nothing was written." in done.stderr
    assert pond.git("status", "--porcelain") == "?? fix.diff\n"


def test_partial_writes_what_fits_and_leaves_the_rest_beside(pond: Repo) -> None:
    done = run("-", "--partial", stdin=DIFF + NOWHERE)
    assert done.returncode == 2
    assert pond.read("pond.md") == MENDED.encode()
    rest = "--- a/pond.md\n+++ b/pond.md\n" + NOWHERE
    assert pond.read("pond.md.rej.patch").decode() == rest
    pond.write("pond.md", "the heron eats the fish\nof the pond\n")
    assert run("pond.md.rej.patch").returncode == 1
    assert pond.read("pond.md") == b"the heron eats the fish\nof the lake\n"


def test_what_an_earlier_run_left_is_not_written_over(pond: Repo) -> None:
    pond.write("pond.md.rej.patch", "mine\n")
    done = run("-", "--partial", stdin=DIFF + NOWHERE)
    assert done.returncode == 2
    assert "pond.md.rej.patch: is there already" in done.stderr
    assert pond.read("pond.md") == PAGE.encode()
    assert pond.read("pond.md.rej.patch") == b"mine\n"


def test_what_is_left_is_left_of_all_files_or_of_none(pond: Repo) -> None:
    pond.write("pond.md.rej.patch", "mine\n")
    one = ONE.format("b.md").replace("-old", "-older")
    done = run("-", "--partial", stdin=one + "--- a/pond.md\n+++ b/pond.md\n" + NOWHERE)
    assert done.returncode == 2
    assert "nothing was written" in done.stderr
    assert not (pond.root / "b.md.rej.patch").exists()


def test_partial_leaves_no_hunk_that_is_there_already(pond: Repo) -> None:
    assert run("fix.diff").returncode == 1
    done = run("-", "--partial", stdin=DIFF + ONE.format("b.md"))
    assert done.returncode == 1
    assert "pond.md: has what the hunk at line" in done.stderr
    assert not (pond.root / "pond.md.rej.patch").exists()
    assert pond.read("b.md") == b"new\n"


def test_a_refusal_says_that_other_hunks_have_a_place(pond: Repo) -> None:
    done = run("-", stdin=DIFF + NOWHERE)
    assert "Nothing was written. --partial writes what has a place." in done.stderr
    assert "--partial" not in run("-", stdin="--- a/pond.md\n+++ b/pond.md\n" + NOWHERE).stderr


def test_a_file_that_is_no_patch_is_named(pond: Repo) -> None:
    assert "the patch b.md: holds no hunk" in run("b.md").stderr
    assert "the patch: holds no hunk" in run("-", stdin="old\n").stderr


def test_check_prints_the_diff_that_git_applies(pond: Repo) -> None:
    bent = DIFF.replace("@@ -2,7 +2,7 @@", "@@").replace(" the south", "the south")
    done = run("-", "--check", stdin=bent)
    assert done.returncode == 1
    assert "2 hunks to apply in 1 file." in done.stderr
    assert pond.read("pond.md") == PAGE.encode()
    pond.git("apply", "--index", stdin=done.stdout.encode())
    assert pond.read("pond.md") == MENDED.encode()


def test_json_has_a_row_for_each_hunk(pond: Repo) -> None:
    rows = json.loads(run("fix.diff", "--format", "json").stdout)
    assert [(row["path"], row["line"], row["signature"]) for row in rows] == [
        ("pond.md", 5, "patch"),
        ("pond.md", 12, "patch"),
    ]
    assert (rows[1]["before"], rows[1]["after"]) == ("wenty-four", "hirty")


def test_the_commit_gets_a_note(pond: Repo) -> None:
    run("fix.diff")
    pond.add("pond.md")
    pond.write("message", "Mend the page\n")
    hook = subprocess.run([sys.executable, "-m", "weave_fix.notes", "message"], capture_output=True, check=False)
    assert hook.returncode == 0, hook.stderr
    message = pond.read("message").decode()
    assert message.count("Weave-Orientation: pond.md:") == 2
    assert "pond.md:5 patch: " in message


def test_no_notes(pond: Repo) -> None:
    run("fix.diff", "--no-notes")
    run("fix.diff", "--check")
    assert not (pond.root / ".git" / "weave-fix").exists()


def test_an_unstaged_edit_survives(pond: Repo) -> None:
    pond.write("pond.md", PAGE.replace("# The mill pond", "# The old mill pond"))
    pond.add("pond.md")
    pond.write("pond.md", PAGE.replace("# The mill pond", "# The very old mill pond"))
    assert run("fix.diff").returncode == 1
    assert pond.read("pond.md").decode() == MENDED.replace("# The mill pond", "# The very old mill pond")


def test_a_file_that_cannot_be_written_keeps_the_others_from_it(pond: Repo) -> None:
    (pond.root / "docs" / "a.md").chmod(0o444)
    done = run("-", stdin=ONE.format("b.md") + ONE.format("docs/a.md"))
    assert done.returncode == 2
    assert "docs/a.md: read-only" in done.stderr
    assert pond.read("b.md") == b"old\n"


OUTSIDE = {
    "above the repository": ("../x.md", "lies outside"),
    "absolute": ("/etc/hostname", "lies outside"),
    "above and back": ("docs/../../x.md", "lies outside"),
    "git's own folder": (".git/config", "git's own"),
    "git's own folder in other letters": (".GIT/config", "git's own"),
    "a link to a folder outside": ("out/x.md", "symbolic link"),
    "a link to a file": ("link.md", "symbolic link"),
    "no such file": ("gone.md", "no such file"),
    "a folder": ("docs", "is a folder"),
    "not UTF-8": ("latin.md", "line 2 is not UTF-8"),
    "no text": ("nul.md", "NUL"),
    "a pipe": ("pipe.md", "neither a file nor a folder"),
}


@pytest.mark.parametrize(("name", "reason"), OUTSIDE.values(), ids=OUTSIDE)
@pytest.mark.parametrize("how", ["named by the patch", "named by the user"])
def test_what_may_not_be_patched(pond: Repo, sealed: Path, name: str, reason: str, how: str) -> None:
    outside = sealed / "outside"
    outside.mkdir()
    for file in (outside / "x.md", sealed / "x.md"):
        file.write_text("old\n", encoding="utf-8")
    (pond.root / "out").symlink_to(outside)
    (pond.root / "link.md").symlink_to("b.md")
    pond.write("latin.md", b"old\nM\xfcller\n")
    pond.write("nul.md", b"old\n\0\n")
    os.mkfifo(pond.root / "pipe.md")
    if how == "named by the patch":
        patch = ONE.format(name).replace("a/" + name, name).replace("b/" + name, name)
        done = run("-", stdin=patch)
        assert reason in done.stderr
    else:
        done = run("-", name, stdin=ONE.format(""))
    assert done.returncode == 2, done.stderr
    assert done.stderr.startswith("weave-fix: error: "), done.stderr
    assert (outside / "x.md").read_text(encoding="utf-8") == "old\n"
    assert pond.read("b.md") == b"old\n"
    assert pond.read(".git/HEAD") == b"ref: refs/heads/main\n"


WRONG_USE = {
    "no such patch": (["gone.diff"], "--apply gone.diff: no such file"),
    "a folder": (["docs"], "--apply docs: cannot be read"),
    "two paths": (["fix.diff", "b.md", "pond.md"], "takes one PATH"),
    "no patch": (["b.md"], "holds no hunk"),
}


@pytest.mark.parametrize(("args", "reason"), WRONG_USE.values(), ids=WRONG_USE)
def test_wrong_use(pond: Repo, args: list[str], reason: str) -> None:
    done = run(*args)
    assert done.returncode == 2
    assert reason in done.stderr


def test_several_files_and_one_path(pond: Repo) -> None:
    done = run("-", "b.md", stdin=ONE.format("docs/a.md") + ONE.format("b.md"))
    assert done.returncode == 2
    assert "names several files" in done.stderr


def test_no_name_at_all(pond: Repo) -> None:
    done = run("-", stdin="@@\n-old\n+new\n")
    assert done.returncode == 2
    assert "the patch, line 1: names no file" in done.stderr


def test_a_refusal_is_one_line_of_what_can_be_seen(pond: Repo) -> None:
    pond.write("b.md", "old\x1b[31m text of the page\n")
    done = run("-", stdin="--- a/b.md\n+++ b/b.md\n@@\n-old\x1b[32m text of a page\n-and more of it\n+new\n")
    assert done.returncode == 2
    assert "\x1b" not in done.stderr
