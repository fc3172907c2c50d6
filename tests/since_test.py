"""--since REV: which commits brought in damage that still stands."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest

from tests.conftest import Repo
from tests.report.json_test import KEYS
from tests.texts import DAMAGED, SOUND
from weave_fix.cli import main

MORE = "\n## Washing\n\nWash the socks by hand and hang them up.\n"


@pytest.fixture
def damaged(repo: Repo) -> Repo:
    """Return a repository with an undamaged file, a commit that damaged it, one that added to it, and another file."""
    repo.commit_files({"docs/a.md": SOUND})
    repo.git("tag", "sound")
    repo.commit_files({"docs/a.md": DAMAGED})
    repo.git("tag", "bad")
    repo.commit_files({"docs/a.md": DAMAGED + MORE, "b.md": "# B\n"})
    return repo


def test_the_table_names_place_commit_date_and_repair(damaged: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--since", "sound"]) == 1
    out, err = capsys.readouterr()
    assert [line.split(maxsplit=4) for line in out.splitlines()] == [
        ["place", "commit", "date", "signature", "repair"],
        [
            "docs/a.md:20",
            damaged.git("rev-parse", "bad")[:7],
            "2024-02-29",
            "insert_spurious_html_xml_tag",
            '"f</ribbon>or" -> "for"',
        ],
    ]
    assert "2 Markdown files changed since" in err


def test_json_has_the_usual_keys_the_commit_and_its_date(damaged: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--since", "sound", "--format", "json", "--quiet"]) == 1
    (row,) = json.loads(capsys.readouterr().out)
    assert list(row) == ["commit", "date", *KEYS]
    assert row["commit"] == damaged.git("rev-parse", "bad").strip()
    assert row["date"] == "2024-02-29T12:00:00+00:00"
    assert row["evidence"][0]["source"] == f"{damaged.git('rev-parse', 'sound').strip()}:docs/a.md"
    assert (row["before"], row["after"]) == ("</ribbon>", "")


def test_older_damage_is_not_in_the_range(damaged: Repo) -> None:
    assert main(["--since", "bad"]) == 0


def test_damage_that_was_repaired_since_is_not_listed(damaged: Repo) -> None:
    damaged.commit_files({"docs/a.md": SOUND + MORE})
    assert main(["--since", "sound"]) == 0


def test_a_file_that_is_gone_is_not_listed(damaged: Repo) -> None:
    damaged.git("rm", "--quiet", "docs/a.md")
    damaged.commit()
    assert main(["--since", "sound"]) == 0


def test_paths_and_excluded_files_bound_it(damaged: Repo) -> None:
    assert main(["--since", "sound", "b.md"]) == 0
    assert main(["--since", "sound", "docs/"]) == 1
    damaged.write("pyproject.toml", '[tool.weave-fix]\nexclude = ["docs/"]\n')
    assert main(["--since", "sound"]) == 0


@pytest.mark.parametrize(
    ("folder", "path", "status"),
    [
        pytest.param("docs", "a.md", 1, id="relative"),
        pytest.param("docs", ".", 1, id="folder"),
        pytest.param("docs", "../b.md", 0, id="beside"),
        pytest.param("other", ".", 0, id="another-folder"),
        pytest.param("other", "../docs", 1, id="another-folder-s-neighbour"),
    ],
)
def test_paths_start_at_the_current_folder(
    damaged: Repo, monkeypatch: pytest.MonkeyPatch, folder: str, path: str, status: int
) -> None:
    (damaged.root / "other").mkdir()
    monkeypatch.chdir(damaged.root / folder)
    assert main(["--since", "sound", path]) == status


def test_an_absolute_path_is_taken(damaged: Repo) -> None:
    assert main(["--since", "sound", str(damaged.root / "docs" / "a.md")]) == 1


@pytest.mark.parametrize(("path", "reason"), [("docs/b.md", "no such file"), ("/elsewhere.md", "lies outside")])
def test_a_path_that_stands_for_nothing_is_refused(
    damaged: Repo, capsys: pytest.CaptureFixture[str], path: str, reason: str
) -> None:
    assert main(["--since", "sound", path]) == 2
    assert f"{path}: {reason}" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("word", "advice"),
    [
        ("sound..", "is a range; --since takes the commit before it: --since sound"),
        ("sound..HEAD", "is a range; --since takes the commit before it: --since sound"),
        ("sound...bad", "--since sound, with bad checked out"),
        ("2024-02-28", "is a date; --since takes a commit: --since \"$(git rev-list -1 --before='2024-02-28' HEAD)\""),
        ("2 weeks ago", "is a date"),
    ],
)
def test_a_range_and_a_date_are_refused_with_what_to_write(
    damaged: Repo, capsys: pytest.CaptureFixture[str], word: str, advice: str
) -> None:
    assert main(["--since", word]) == 2
    assert advice in capsys.readouterr().err


@pytest.mark.parametrize(
    "flags",
    [["--ignore", "insert_spurious_html_xml_tag"], ["--select", "duplicate_word"], ["--exit-zero"]],
    ids=["ignored", "not-selected", "exit-zero"],
)
def test_settings_of_what_is_damage_hold(damaged: Repo, flags: list[str]) -> None:
    assert main(["--since", "sound", *flags]) == 0


def test_the_commands_of_the_page_name_what_they_say(damaged: Repo) -> None:
    page = (Path(__file__).parent.parent / "docs" / "ci.md").read_text(encoding="utf-8")
    first, day = re.findall(r'--since "\$\(git (.*?)\)"', page)
    assert damaged.git(*shlex.split(first.removesuffix(" | tail -1"))) == damaged.git("rev-parse", "sound")
    assert damaged.git(*shlex.split(day.replace("2024-02-29", "2034-02-28"))) == damaged.git("rev-parse", "HEAD")


def test_a_comment_that_says_what_is_right_holds(damaged: Repo) -> None:
    damaged.commit_files({"docs/a.md": f"<!-- weave-fix: ignore-file -->\n\n{DAMAGED}{MORE}"})
    assert main(["--since", "sound"]) == 0


def test_nothing_is_changed(damaged: Repo) -> None:
    before = damaged.git("status", "--porcelain")
    main(["--since", "sound"])
    assert damaged.read("docs/a.md").decode() == DAMAGED + MORE
    assert damaged.git("status", "--porcelain") == before


@pytest.mark.parametrize("revision", ["nowhere", "--all", "", "HEAD:docs/a.md"])
def test_a_revision_that_is_none_is_refused(damaged: Repo, capsys: pytest.CaptureFixture[str], revision: str) -> None:
    assert main([f"--since={revision}"]) == 2
    assert f"{revision!r} names no commit of" in capsys.readouterr().err


@pytest.mark.parametrize(
    "flags",
    [
        *(["--check"], ["--fix"], ["--base", "HEAD"], ["--interactive"], ["--statistics"], ["-"]),
        *(["--format", "diff"], ["--format", "episode"], ["--format", "sarif"]),
        ["--format", "json", "--output", "found.json"],
    ],
)
def test_flags_that_do_not_go_with_it_are_refused(
    damaged: Repo, capsys: pytest.CaptureFixture[str], flags: list[str]
) -> None:
    assert main(["--since", "sound", *flags]) == 2
    assert "does not go with --since" in capsys.readouterr().err


@pytest.mark.parametrize("mode", ["check", "warn"])
def test_a_mode_that_is_configured_for_the_hook_is_no_matter(
    damaged: Repo, capsys: pytest.CaptureFixture[str], mode: str
) -> None:
    damaged.write("pyproject.toml", f'[tool.weave-fix]\nmode = "{mode}"\n')
    assert main(["--since", "sound"]) == 1
    assert "insert_spurious_html_xml_tag" in capsys.readouterr().out


def test_it_needs_commits(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--since", "HEAD"]) == 2
    assert "no git repository here that has commits" in capsys.readouterr().err


def test_a_repair_of_the_table_is_refused_for_good(damaged: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--since", "sound", "--reject", "docs/a.md:20"]) == 0
    out, err = capsys.readouterr()
    assert (out, 'refused "f</ribbon>or" -> "for"' in err) == ("", True)
    assert main(["--since", "sound"]) == 0


def test_what_still_stands_is_written_into_a_baseline(damaged: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--since", "sound", "--write-baseline", "base.json"]) == 0
    assert "base.json: 1 finding accepted" in capsys.readouterr().err
    assert main(["--since", "sound", "--baseline", "base.json"]) == 0
    assert main(["--since", "sound"]) == 1


def test_its_words_are_put_into_the_words_file(repo: Repo) -> None:
    repo.commit_files({"a.md": SOUND})
    repo.commit_files({"a.md": SOUND.replace("usually", "usualyl")})
    assert main(["--since", "HEAD~", "--words-file", "words.txt", "--add-words"]) == 0
    assert repo.read("words.txt").decode().split() == ["usualyl"]
    assert main(["--since", "HEAD~", "--words-file", "words.txt"]) == 0


@pytest.mark.parametrize("asked", [["--reject", "docs/a.md:20"], ["--add-words"], ["--write-baseline", "base.json"]])
@pytest.mark.parametrize("beside", [["--apply", "a.patch"], ["--replay", "1"], ["--interactive"]])
def test_nothing_is_kept_where_nothing_is_looked_for(
    damaged: Repo, capsys: pytest.CaptureFixture[str], asked: list[str], beside: list[str]
) -> None:
    assert main([*asked, *beside]) == 2
    assert f"{asked[0]} does not go with {beside[0]}; give one after the other" in capsys.readouterr().err
