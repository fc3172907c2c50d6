"""A replay says of past commits what the hook would have done to each, and changes nothing."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from signal import Signals
from typing import Any

import pytest

from tests.conftest import Repo
from tests.report.json_test import KEYS
from tests.runtime.signals_test import PATIENCE, STATUSES, is_gone, until
from tests.texts import BOTH, DAMAGED, EDITED, SOUND
from weave_fix import replay
from weave_fix.cli import main
from weave_fix.runtime import pool

TYPO = (
    'docs/a.md:20:33: insert_spurious_html_xml_tag: a stray tag put in: "f</ribbon>or" -> "for" '
    "(history {}, form, safe)"
)

ENDLESS = """
import os, signal, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)
for number in (signal.SIGTERM, signal.SIGHUP):
    signal.signal(number, signal.SIG_DFL)
from weave_fix import decision, replay
replay.SHARE = 1
def analyze(*args):
    os.write(1, b'%d\\n' % os.getpid())
    time.sleep(99)
decision.analyze = analyze
sys.argv[1:] = ["--replay", "4"]
from weave_fix.__main__ import run
sys.exit(run())
"""
"""Replays with processes that never end, and with the usual signals: a shell has its background ignore some."""


@pytest.fixture
def slipped(repo: Repo) -> Repo:
    """Return a repository of four commits: a new file, an edit, a typo beside code, and its repair."""
    repo.commit_files({"docs/a.md": SOUND, "a.py": "a = 1\n"})
    repo.commit_files({"docs/a.md": EDITED})
    repo.commit_files({"docs/a.md": BOTH, "a.py": "a = 2\n"})
    repo.commit_files({"docs/a.md": EDITED})
    return repo


def short(repo: Repo, revision: str) -> str:
    return repo.git("rev-parse", revision)[:7]


def rows(capsys: pytest.CaptureFixture[str], *args: str) -> list[dict[str, Any]]:
    """Return the array of a replay with `args`."""
    capsys.readouterr()
    assert main(["--replay", *args, "--format", "json", "--quiet"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    found: list[dict[str, Any]] = json.loads(out)
    return found


def lines(capsys: pytest.CaptureFixture[str], *args: str) -> list[str]:
    """Return the report of a replay with `args`, but for its last line, which says how long it took."""
    capsys.readouterr()
    assert main(["--replay", *args]) == 0
    *found, took = capsys.readouterr().out.splitlines()
    assert took.startswith("It took ")
    return found


def state(root: Path) -> dict[str, str]:
    """Return a digest of every file of a working tree and of what git keeps."""
    return {
        str(path): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(root.rglob("*"))
        if path.is_file() and not path.is_symlink()
    }


def test_a_typo_is_told_with_its_commit_and_what_stands_around_it(
    slipped: Repo, capsys: pytest.CaptureFixture[str]
) -> None:
    finding, around, *summary = lines(capsys, "4")
    assert finding == f"{short(slipped, 'HEAD~1')} {TYPO.format(short(slipped, 'HEAD~2'))}"
    assert around.startswith("    \N{HORIZONTAL ELLIPSIS}")
    assert "turn round, leave a small loop f</ribbon>or shrinkage, and come back" in around
    assert "\\n" in around, "a line end is escaped"
    assert len(around) == 4 + 1 + 60 + len("</ribbon>") + 60 + 1 + around.count("\\n")
    assert summary == [
        "4 commits looked at, 4 of them with Markdown.",
        "The hook would have stopped 1: 25.0 per 100 commits.",
        "Findings: 1 safe, 0 unsafe, 0 shown; 25.0, 0.0 and 0.0 per 100 commits.",
    ]


def test_commits_that_undo_nothing_have_no_finding(slipped: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    slipped.commit_files({"a.py": "a = 3\n"})
    assert lines(capsys, "2") == [
        "2 commits looked at, 1 of them with Markdown.",
        "The hook would have stopped 0: 0.0 per 100 commits.",
        "Findings: 0 safe, 0 unsafe, 0 shown; 0.0, 0.0 and 0.0 per 100 commits.",
    ]


def test_json_has_the_usual_keys_and_the_commit(slipped: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    (row,) = rows(capsys, "4")
    assert list(row) == ["commit", *KEYS]
    assert row["commit"] == slipped.git("rev-parse", "HEAD~1").strip()
    base = slipped.git("rev-parse", "HEAD~2").strip()
    assert row["evidence"][0]["source"] == f"{base}:docs/a.md"
    assert (row["path"], row["line"], row["before"], row["after"]) == ("docs/a.md", 20, "</ribbon>", "")


def test_json_leaves_the_report_to_standard_error(slipped: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--replay", "4", "--format", "json"]) == 0
    out, err = capsys.readouterr()
    assert len(json.loads(out)) == 1
    assert "insert_spurious_html_xml_tag" in err
    assert "4 commits looked at" in err


def test_what_it_says_of_each_commit_is_what_the_hook_says(slipped: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    slipped.git("mv", "docs/a.md", "docs/b.md")
    slipped.commit_files({"docs/b.md": BOTH, "c.md": DAMAGED})
    slipped.commit_files({"docs/b.md": BOTH.replace("2 metres", "7 metres"), "c.md": SOUND.replace("blunt", "bulnt")})
    replayed = rows(capsys, "5")
    said = []
    for _ in range(5):
        commit = slipped.git("rev-parse", "HEAD").strip()
        slipped.git("reset", "--quiet", "--soft", "HEAD~1")  # the index is as it was before the commit was made
        capsys.readouterr()
        main(["--check", "--format", "json", "--quiet"])
        said += [{"commit": commit, **row} for row in json.loads(capsys.readouterr().out)]
        slipped.git("reset", "--quiet", "--hard")
    assert replayed == said
    assert len({row["commit"] for row in replayed}) == 3


def test_the_newest_comes_first_from_the_revision_that_is_named(
    slipped: Repo, capsys: pytest.CaptureFixture[str]
) -> None:
    slipped.commit_files({"docs/a.md": DAMAGED})
    typos = [slipped.git("rev-parse", name).strip() for name in ("HEAD", "HEAD~2")]
    assert [row["commit"] for row in rows(capsys, "9")] == typos
    assert [row["commit"] for row in rows(capsys, "9", "HEAD~1")] == typos[1:]
    assert [row["commit"] for row in rows(capsys, "1", "HEAD~2")] == typos[1:]
    assert rows(capsys, "2", "HEAD~3") == []


def test_a_renamed_file_has_its_old_text_for_a_base(slipped: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    slipped.git("mv", "docs/a.md", "b.md")
    slipped.commit_files({"b.md": BOTH})
    (row,) = rows(capsys, "1")
    assert row["path"] == "b.md"
    assert row["evidence"][0]["source"].endswith(":docs/a.md")


def test_a_new_file_is_looked_at_by_itself(slipped: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    slipped.commit_files({"new.md": DAMAGED})
    (row,) = rows(capsys, "1")
    assert row["path"] == "new.md"
    assert {one["kind"] for one in row["evidence"]} == {"form"}
    assert rows(capsys, "1", "--language", "none") == []


def test_the_first_commit_has_no_parent(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    commit = repo.commit_files({"a.md": DAMAGED})
    assert [row["commit"] for row in rows(capsys, "7")] == [commit]


def test_a_deleted_file_is_nothing(slipped: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    slipped.git("rm", "--quiet", "docs/a.md")
    slipped.commit()
    assert lines(capsys, "1")[0] == "1 commit looked at, 0 of them with Markdown."


def test_a_merge_is_passed_over_and_what_it_merges_is_not(slipped: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    slipped.git("checkout", "--quiet", "-b", "side")
    side = slipped.commit_files({"docs/a.md": BOTH})
    slipped.git("checkout", "--quiet", "main")
    slipped.commit_files({"a.py": "a = 4\n"})
    slipped.git("merge", "--quiet", "--no-ff", "-m", "Merge", "side")
    assert lines(capsys, "2")[-3] == "2 commits looked at, 1 of them with Markdown."
    assert [row["commit"] for row in rows(capsys, "2")] == [side]


def test_the_words_are_those_of_the_parent(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    text = "# A\n\nThe folowing holds the cover of the lamp in its place.\n"
    repo.commit_files({"a.md": "# A\n"})
    first = ["a.md", "c.md", "d.md"]
    repo.commit_files(dict.fromkeys(first, text))
    repo.commit_files({"b.md": text})
    assert [row["path"] for row in rows(capsys, "2")] == first, "the second commit knows the word of the first"


def test_unsafe_and_strict_stop_more_commits(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    text = "# N\n\nWe put it beside the dialog box of the day and keep the lamp on until the ferry leaves.\n"
    repo.commit_files({"n.md": text})
    repo.commit_files({"n.md": text.replace("dialog box", "dialogbox")})
    assert lines(capsys, "1")[-2:] == [
        "The hook would have stopped 0: 0.0 per 100 commits.",
        "Findings: 0 safe, 1 unsafe, 0 shown; 0.0, 100.0 and 0.0 per 100 commits.",
    ]
    for flag in ("--unsafe", "--strict"):
        assert lines(capsys, "1", flag)[-2] == "The hook would have stopped 1: 100.0 per 100 commits."


def test_scope_and_exclude_apply(slipped: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    slipped.commit_files({"docs/a.md": DAMAGED})
    slipped.commit_files({"docs/a.md": BOTH})
    assert rows(capsys, "1") == []
    assert len(rows(capsys, "1", "--scope", "all")) == 1
    slipped.write("pyproject.toml", '[tool.weave-fix]\nexclude = ["docs"]\n')
    assert rows(capsys, "9", "--scope", "all") == []
    skip = f"{short(slipped, 'HEAD')} docs/a.md: skipped: excluded by the configuration"
    assert lines(capsys, "1", "--verbose")[0] == skip


def test_quiet_and_color_apply(slipped: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--replay", "4", "--quiet"]) == 0
    assert capsys.readouterr() == ("", "")
    assert main(["--replay", "4", "--color", "always"]) == 0
    assert "\x1b[" in capsys.readouterr().out


def test_nothing_is_changed(slipped: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    slipped.write("docs/a.md", DAMAGED)
    slipped.add()
    slipped.write("docs/a.md", BOTH)
    main(["--quiet"])  # repairs, and keeps a note and the words
    slipped.write("docs/a.md", DAMAGED + "\nAnd an edit.\n")
    slipped.write("untracked.md", DAMAGED)
    assert (slipped.root / ".git" / "weave-fix").is_dir()
    before = state(slipped.root)
    times = {path: os.stat(path).st_mtime_ns for path in before}
    assert len(rows(capsys, "9")) == 1
    assert len(lines(capsys, "9", "--unsafe", "--scope", "all")) > 3
    assert state(slipped.root) == before
    assert {path: os.stat(path).st_mtime_ns for path in before} == times


def test_no_temporary_file_stays(
    slipped: Repo, sealed: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (sealed / "tmp").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(sealed / "tmp"))
    monkeypatch.setattr(replay, "SHARE", 1)
    assert len(rows(capsys, "4")) == 1
    assert list((sealed / "tmp").iterdir()) == []


@pytest.mark.skipif(pool.processes() < 2, reason="several processes need a fork and processors")
def test_several_processes_say_what_one_says(
    slipped: Repo, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(6):
        slipped.commit_files({"docs/a.md": (BOTH, EDITED, DAMAGED)[number % 3], f"{number}.md": DAMAGED})
    alone = rows(capsys, "99")
    monkeypatch.setattr(replay, "SHARE", 2)
    assert rows(capsys, "99") == alone
    assert len(alone) > 6


def test_a_bare_repository_is_read(slipped: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    expected = rows(capsys, "4")
    slipped.git("clone", "--quiet", "--bare", ".", "../bare")
    os.chdir("../bare")
    assert rows(capsys, "4") == expected
    os.chdir("refs")
    assert rows(capsys, "4") == expected


def test_a_clone_without_a_checkout_is_read(slipped: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    expected = rows(capsys, "4")
    slipped.git("clone", "--quiet", "--no-checkout", ".", "../empty")
    os.chdir("../empty")
    assert rows(capsys, "4") == expected


def test_a_shallow_clone_says_what_it_lacks_and_goes_on(slipped: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    typo, lowest = slipped.git("rev-parse", "HEAD~1").strip(), short(slipped, "HEAD~2")
    slipped.git("clone", "--quiet", "--depth=3", slipped.root.as_uri(), "../shallow")
    os.chdir("../shallow")
    assert main(["--replay", "9", "--format", "json"]) == 0
    out, err = capsys.readouterr()
    assert [row["commit"] for row in json.loads(out)] == [typo]
    assert f"warning: this shallow clone lacks the parents of {lowest}, left out; `git fetch --unshallow`" in err
    assert "2 commits looked at" in err
    assert rows(capsys, "2") != [], "nothing is lacking of these"


def test_a_partial_clone_says_how_many_files_it_lacks(slipped: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    slipped.git("config", "uploadpack.allowFilter", "true")
    arguments = ("--quiet", "--no-checkout", "--filter=blob:none")
    slipped.git("clone", *arguments, slipped.root.as_uri(), "../partial")
    os.chdir("../partial")
    found = lines(capsys, "9")
    assert found[0] == "4 commits looked at, 0 of them with Markdown."
    assert found[-1] == "4 files left alone; --verbose says why."


@pytest.mark.parametrize(
    ("lost", "read"),
    [pytest.param("HEAD:docs/a.md", 5, id="a text"), pytest.param("HEAD^{tree}", 4, id="a tree")],
)
def test_a_commit_that_cannot_be_read_is_an_error_and_the_others_are_read(
    slipped: Repo, capsys: pytest.CaptureFixture[str], lost: str, read: int
) -> None:
    typo = slipped.git("rev-parse", "HEAD~1").strip()
    slipped.commit_files({"docs/a.md": f"{SOUND}\nAn edit.\n"})
    oid = slipped.git("rev-parse", lost).strip()
    slipped.path(f".git/objects/{oid[:2]}/{oid[2:]}").unlink()
    assert main(["--replay", "9", "--format", "json"]) == 2
    out, err = capsys.readouterr()
    assert [row["commit"] for row in json.loads(out)] == [typo]
    assert err.startswith(f"weave-fix: error: {short(slipped, 'HEAD')}: ")
    assert f"\n{read} commits looked at, 4 of them with Markdown.\n" in err


@pytest.mark.parametrize(
    ("args", "words"),
    [
        pytest.param(["0"], "'0' is no number of commits; give 1 or more", id="none"),
        pytest.param(["-3"], "'-3' is no number of commits", id="a negative number"),
        pytest.param(["x"], "'x' is no number of commits", id="no number"),
        pytest.param(["\N{SUPERSCRIPT TWO}"], "is no number of commits", id="a digit that is no number"),
        pytest.param(["9" * 5000], "is no number of commits", id="more digits than Python reads"),
        pytest.param([], "expected one argument", id="nothing"),
        pytest.param(["2", "no-such-rev"], "'no-such-rev' names no commit", id="an unknown revision"),
        pytest.param(["2", "HEAD", "HEAD~1"], "--replay takes one revision, not 2", id="two revisions"),
        pytest.param(["2", "--check"], "--check does not go with --replay", id="check"),
        pytest.param(["2", "--base", "HEAD"], "--base does not go with --replay", id="base"),
        pytest.param(["2", "--format", "diff"], "--format diff does not go with --replay", id="diff"),
    ],
)
def test_wrong_use_ends_with_2(repo: Repo, args: list[str], words: str) -> None:
    repo.commit_files({"a.md": "# A\n"})
    command = [sys.executable, "-m", "weave_fix", "--replay", *args]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_without_a_repository_or_a_commit_it_ends_with_2(
    repo: Repo, sealed: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--replay", "2"]) == 2
    assert "'HEAD' names no commit" in capsys.readouterr().err
    monkeypatch.chdir(sealed)
    assert main(["--replay", "2"]) == 2
    assert "no git repository here" in capsys.readouterr().err


def test_a_great_number_is_all_there_are(slipped: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    assert lines(capsys, "9999999999999999999")[-3] == "4 commits looked at, 4 of them with Markdown."


def test_an_interrupt_ends_it(
    slipped: Repo, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(replay, "select_commit", interrupted)
    assert main(["--replay", "4"]) == 130
    assert "interrupted" in capsys.readouterr().err


@pytest.mark.skipif(pool.processes() < 2, reason="several processes need a fork and processors")
@pytest.mark.parametrize(("number", "status"), STATUSES)
def test_its_processes_and_its_folder_end_with_it(slipped: Repo, sealed: Path, number: Signals, status: int) -> None:
    (sealed / "tmp").mkdir()
    run = subprocess.Popen(
        [sys.executable, "-c", ENDLESS],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "TMPDIR": str(sealed / "tmp")},
    )
    assert run.stdout is not None
    workers = [int(run.stdout.readline()) for _ in range(2)]
    assert os.listdir(sealed / "tmp") != []
    run.send_signal(number)
    _, err = run.communicate(timeout=PATIENCE)
    assert run.returncode == status
    assert err.startswith("weave-fix: error: ")
    assert err.count("\n") == 1
    until(lambda: all(map(is_gone, workers)))
    assert os.listdir(sealed / "tmp") == []


def test_a_reader_that_leaves_early_ends_it(slipped: Repo) -> None:
    read, written = os.pipe()
    os.close(read)
    with os.fdopen(written, "wb") as pipe:
        command = [sys.executable, "-m", "weave_fix", "--replay", "4"]
        done = subprocess.run(command, stdout=pipe, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr) == (141, "")
