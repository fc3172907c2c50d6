"""Arguments, streams and exit status, through `main` and through the installed command."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Repo
from tests.texts import BOTH, DAMAGED, EDITED, SOUND
from weave_fix import __version__, decision, run
from weave_fix.cli import main

LINE = 'docs/a.md:20:33: insert_spurious_html_xml_tag: a stray tag put in: "f</ribbon>or" -> "for" (history '


@pytest.fixture
def damaged(repo: Repo) -> Repo:
    """Return a repository with a damaged text staged beside an undamaged one."""
    repo.commit_files({"docs/a.md": SOUND, "b.md": "# B\n"})
    repo.write("docs/a.md", DAMAGED)
    repo.add()
    return repo


def command(*args: str) -> list[str]:
    return [sys.executable, "-m", "weave_fix", *args]


def test_fix_repairs_the_staged_text_in_the_working_tree(damaged: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(LINE)
    assert err.splitlines()[0].endswith(", safe)")
    assert "1 Markdown file checked: 1 repair made in 1 file." in err
    assert damaged.read("docs/a.md") == SOUND.encode()
    assert damaged.git("show", ":docs/a.md") == DAMAGED, "nothing is staged"


def test_fix_and_add_leaves_nothing_to_do(damaged: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    main([])
    damaged.add()
    capsys.readouterr()
    assert main([]) == 0
    assert capsys.readouterr() == (
        "",
        "No staged Markdown differs from its base. To check other files, name them or a folder: `weave-fix .`\n",
    )


def test_check_prints_a_diff_that_git_takes_and_changes_nothing(
    damaged: Repo, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    before = damaged.git("status", "--porcelain=v2")
    assert main(["--check"]) == 1
    out, err = capfdbinary.readouterr()
    assert err.decode().startswith(LINE)
    assert b"1 repair to make in 1 file." in err
    assert damaged.git("status", "--porcelain=v2") == before
    assert damaged.read("docs/a.md") == DAMAGED.encode()
    damaged.git("apply", "--index", stdin=out)
    assert damaged.git("show", ":docs/a.md") == SOUND


def test_the_diff_of_a_fix_is_what_was_applied(damaged: Repo, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    main(["--check"])
    wanted = capfdbinary.readouterr().out
    assert main(["--format", "diff"]) == 1
    assert capfdbinary.readouterr().out == wanted
    assert damaged.read("docs/a.md") == SOUND.encode()


def test_json(damaged: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--check", "--format", "json"]) == 1
    (row,) = json.loads(capsys.readouterr().out)
    head = damaged.git("rev-parse", "HEAD").strip()
    lines = DAMAGED.split("\n")
    assert lines[row["line"] - 1][row["column"] - 1 : row["end_column"] - 1] == row["before"] == "</ribbon>"
    assert (row["path"], row["end_line"], row["after"]) == ("docs/a.md", row["line"], "")
    assert (row["signature"], row["applicability"]) == ("insert_spurious_html_xml_tag", "safe")
    assert [(one["kind"], one["source"]) for one in row["evidence"]] == [
        ("history", f"{head}:docs/a.md"),
        ("form", ""),
    ]
    assert damaged.read("docs/a.md") == DAMAGED.encode()


def test_json_of_nothing_is_an_array(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--check", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_an_edit_beside_the_damage_is_kept(repo: Repo) -> None:
    repo.commit_files({"a.md": SOUND})
    repo.write("a.md", BOTH)
    assert main(["a.md"]) == 1
    assert repo.read("a.md") == EDITED.encode()


def test_an_edit_alone_is_nothing(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    repo.commit_files({"a.md": SOUND})
    repo.write("a.md", EDITED)
    assert main(["--strict", "a.md"]) == 0
    assert capsys.readouterr().err == "1 Markdown file checked: nothing found.\n"


def test_quiet_says_nothing_but_the_status(damaged: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--quiet"]) == 1
    assert capsys.readouterr() == ("", "")


def test_verbose_names_what_was_skipped(damaged: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    damaged.write("link.md", "")
    (damaged.root / "link.md").unlink()
    (damaged.root / "link.md").symlink_to("docs/a.md")
    damaged.write("nul.md", b"a\0b\n")
    damaged.add()
    main(["--verbose", "--check"])
    err = capsys.readouterr().err
    assert "link.md: skipped: a symbolic link\n" in err
    assert "nul.md: skipped: not text (it holds NUL bytes)\n" in err


def test_the_language_of_a_new_text_can_be_left_out(damaged: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    damaged.write("new.md", DAMAGED)
    damaged.write("docs/a.md", SOUND)
    damaged.add()
    assert main(["--check", "--quiet", "--language", "none"]) == 0
    assert main(["--check", "--quiet"]) == 1
    assert "new.md" in capsys.readouterr().out


def test_all_of_a_committed_text_can_be_checked(damaged: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    damaged.commit()
    assert main(["--check", "docs/a.md"]) == 0
    assert main(["--check", "--scope", "all", "docs/a.md"]) == 1
    assert "docs/a.md" in capsys.readouterr().out


def test_a_committed_text_does_not_vouch_for_its_own_words(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    rest = "The old bell rings in the morning, and we take the bread to the mill.\n"
    damaged = f"{rest}See thetree of it when you are there, and the fizzgarn of it.\n"
    repo.commit_files({"a.md": damaged, "b.md": f"{rest}The fizzgarn is there.\n"})
    assert main(["--check", "a.md"]) == 0
    assert main(["--check", "--scope", "all", "--quiet", "a.md"]) == 1
    assert [line for line in capsys.readouterr().out.splitlines() if line[:1] == "+" and "+++" not in line] == [
        "+See the tree of it when you are there, and the fizzgarn of it."
    ]


def test_base_takes_another_revision(damaged: Repo) -> None:
    damaged.commit()
    assert main(["--check"]) == 0
    assert main(["--check", "--base", "HEAD~1"]) == 1
    assert main(["--check", "--base", "HEAD~1", "docs"]) == 1


def test_the_ref_that_a_push_starts_from_is_the_base(damaged: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    damaged.commit()
    monkeypatch.setenv("PRE_COMMIT_FROM_REF", "HEAD~1")
    monkeypatch.setenv("PRE_COMMIT_TO_REF", "HEAD")
    assert main(["--check", "docs/a.md"]) == 1


def test_a_name_that_starts_with_a_dash_is_a_file(repo: Repo) -> None:
    repo.commit_files({"--check.md": SOUND})
    repo.write("--check.md", DAMAGED)
    assert main(["--check.md"]) == 1  # as pre-commit passes it
    assert repo.read("--check.md") == SOUND.encode()


def test_no_unsafe_overrides_the_table(damaged: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    damaged.write("n.md", "# N\n\nIt took 42 years of listening.\n")
    damaged.add()
    damaged.commit()
    damaged.write("n.md", "# N\n\nIt took 317 years of listening.\n")
    damaged.write("pyproject.toml", "[tool.weave-fix]\nunsafe = true\n")
    main(["--no-unsafe", "n.md"])
    assert damaged.read("n.md") == b"# N\n\nIt took 317 years of listening.\n"


def test_excluded_files_are_left_alone(damaged: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    damaged.write("pyproject.toml", '[tool.weave-fix]\nexclude = ["docs"]\n')
    assert main(["--verbose"]) == 0
    assert "docs/a.md: skipped: excluded by the configuration\n" in capsys.readouterr().err


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        main(["--version"])
    assert capsys.readouterr().out == f"weave-fix {__version__}\n"


def test_explain(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--explain", "duplicate_word"]) == 0
    assert capsys.readouterr().out.startswith("duplicate_word\n\nA word of the passage")


@pytest.mark.parametrize(
    ("args", "words"),
    [
        pytest.param(["--explain", "nothing"], "there is no signature 'nothing'", id="unknown signature"),
        pytest.param(["--base", "no-such-rev"], "'no-such-rev' names no commit", id="unknown revision"),
        pytest.param(["--base", "--output=x"], "expected one argument", id="a revision that looks like a flag"),
        pytest.param(["--format", "xml"], "invalid choice: 'xml'", id="unknown format"),
        pytest.param(["--chek"], "unrecognized arguments: --chek", id="unknown flag"),
        pytest.param(
            ["--che"], "unrecognized arguments: --che", id="no abbreviations, which would bind later versions"
        ),
        pytest.param(["lost.md"], "lost.md: no such file", id="a file that is not there"),
    ],
)
def test_wrong_use_ends_with_2(repo: Repo, args: list[str], words: str) -> None:
    repo.commit_files({"a.md": "# A\n"})
    done = subprocess.run(command(*args), capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_wrong_configuration_ends_with_2(damaged: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    damaged.write("pyproject.toml", "[tool.weave-fix]\nsave = true\n")
    assert main([]) == 2
    err = capsys.readouterr().err
    assert err.startswith("weave-fix: error: ")
    assert "'save'" in err
    assert "exclude, exit-zero, extend-exclude, ignore, include, language, mode, notes, per-file-ignores" in err
    assert damaged.read("docs/a.md") == DAMAGED.encode()


def test_a_fault_is_one_line_to_report(
    damaged: Repo, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("no\x1bway")

    monkeypatch.setattr(run, "select", broken)
    assert main([]) == 3
    err = capsys.readouterr().err
    assert err.startswith("weave-fix: fault: RuntimeError: no\\x1bway [weave-fix ")
    assert "cli_test.py" in err
    assert err.count("\n") == 1


def test_an_interrupt_ends_with_130(
    damaged: Repo, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(decision, "analyze", interrupted)
    assert main([]) == 130
    assert "interrupted" in capsys.readouterr().err
    assert damaged.read("docs/a.md") == DAMAGED.encode()


def test_a_reader_that_leaves_early_is_no_error(damaged: Repo) -> None:
    read, written = os.pipe()
    os.close(read)
    with os.fdopen(written, "wb") as pipe:
        done = subprocess.run(command("--check", "-q"), stdout=pipe, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr) == (141, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
def test_a_full_disk_is_said(damaged: Repo) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(command("--check", "-q"), stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("weave-fix: error: ")
    assert "No space left" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("args", "environ", "colored"),
    [
        ([], {}, True),
        (["--color", "never"], {}, False),
        ([], {"NO_COLOR": "1"}, False),
        (["--color", "always"], {"NO_COLOR": "1"}, True),
    ],
)
def test_a_terminal_gets_colours(damaged: Repo, args: list[str], environ: dict[str, str], colored: bool) -> None:
    ours, theirs = pty.openpty()
    environ = {**{k: v for k, v in os.environ.items() if k != "NO_COLOR"}, "TERM": "xterm", **environ}
    done = subprocess.Popen(command("--check", *args), stdout=subprocess.PIPE, stderr=theirs, env=environ)
    os.close(theirs)
    assert done.stdout is not None
    diff = done.stdout.read()
    seen = os.read(ours, 100_000)
    assert done.wait() == 1
    os.close(ours)
    assert (b"\x1b[" in seen) is colored
    assert b"\x1b[" not in diff, "standard output is no terminal here"


def test_an_old_terminal_gets_escapes_for_what_it_cannot_show(repo: Repo) -> None:
    repo.commit_files({"caf\u00e9.md": SOUND})
    repo.write("caf\u00e9.md", DAMAGED)
    environ = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = subprocess.run(command("--check", "caf\u00e9.md"), capture_output=True, env=environ, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith(b"caf\\xe9.md:20:33: ")
    assert done.stderr.isascii()


@pytest.mark.parametrize("jobs", ["1", "2", "7"])
def test_jobs_give_the_same_lines_in_the_same_order(repo: Repo, jobs: str) -> None:
    names = [f"{number}.md" for number in range(6)]
    repo.commit_files(dict.fromkeys(names, SOUND))
    for number, name in enumerate(names):  # the first is the longest
        repo.write(name, DAMAGED + SOUND * (5 - number))
    done = subprocess.run(command("--check", "--jobs", jobs, *names), capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert [line.split(":")[0] for line in done.stderr.splitlines() if "insert_spurious" in line] == names
    assert "6 Markdown files checked: " in done.stderr
    assert done.stdout.count("diff --git") == 6


@pytest.mark.parametrize("jobs", ["0", "-1", "many"])
def test_jobs_are_a_number(jobs: str) -> None:
    done = subprocess.run(command("--jobs", jobs), capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "is no number of processes; give 1 or more" in done.stderr


def test_quiet_and_verbose_do_not_go_together(damaged: Repo) -> None:
    done = subprocess.run(command("-q", "-v"), capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "-v/--verbose: not allowed with argument -q/--quiet" in done.stderr
    assert damaged.read("docs/a.md") == DAMAGED.encode()


def test_verbose_tells_of_files_and_debug_of_refusals_too(damaged: Repo) -> None:
    damaged.write("new.md", "# New\n")
    head = damaged.git("rev-parse", "--short=7", "HEAD").strip()
    told = []
    for flag in ("--verbose", "--debug"):
        paths = ("docs/a.md", "b.md", "new.md")
        done = subprocess.run(command("--check", flag, *paths), capture_output=True, text=True, check=False)
        assert f"docs/a.md: checked, compared with {head}\n" in done.stderr
        assert "new.md: checked, as a new file\n" in done.stderr
        assert f"b.md: skipped: not changed since {head}\n" in done.stderr
        assert "2 Markdown files checked: 1 repair to make in 1 file.\n" in done.stderr
        told.append([line for line in done.stderr.splitlines() if "(refused: " in line])
    assert told[0] == []


def test_what_is_named_and_no_text_says_so(damaged: Repo) -> None:
    damaged.write("picture.md", b"\x89PNG\0")
    done = subprocess.run(command("picture.md"), capture_output=True, text=True, check=False)
    assert "picture.md: skipped: not text (it holds NUL bytes)\n" in done.stderr
    assert "No Markdown file was looked at." in done.stderr


def test_what_is_named_and_no_markdown_says_so_unless_it_is_included(damaged: Repo) -> None:
    damaged.write("note.txt", "Put the the kettle on.\n")
    done = subprocess.run(command("note.txt"), capture_output=True, text=True, check=False)
    assert (
        "note.txt: skipped: not Markdown by its name; `include` in the configuration names other endings\n"
        in done.stderr
    )
    assert damaged.read("note.txt") == b"Put the the kettle on.\n"
    damaged.write("weave-fix.toml", 'include = [".txt"]\n')
    done = subprocess.run(command("-v", "note.txt"), capture_output=True, text=True, check=False)
    assert f"configuration: {damaged.root / 'weave-fix.toml'}\n" in done.stderr
    assert damaged.read("note.txt") == b"Put the kettle on.\n"


@pytest.mark.parametrize("flags", [["--output", "no/x.json"], ["--format", "sarif=no/x.json"]])
def test_a_folder_that_is_missing_is_named(damaged: Repo, flags: list[str]) -> None:
    done = subprocess.run(command(*flags), capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert f"no/x.json: there is no folder {damaged.root}/no; make it first" in done.stderr
    assert damaged.read("docs/a.md") == DAMAGED.encode()


def test_several_formats_at_once(damaged: Repo) -> None:
    flags = ("--check", "--format", "sarif=out.sarif", "--format", "html=out.html", "--format", "github")
    done = subprocess.run(command(*flags), capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stdout.startswith("::error file=docs/a.md,")
    assert len(json.loads(damaged.read("out.sarif"))["runs"][0]["results"]) == 1
    assert damaged.read("out.html").count(b"<article ") == 1
