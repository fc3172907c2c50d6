"""What a user turns off or leaves as it is: signatures, modes, the configuration file, and comments in the text."""

from __future__ import annotations

import json
import re

import pytest

from tests.conftest import Repo
from tests.texts import DAMAGED, SOUND
from weave_fix import check_text, fix_text
from weave_fix.cli import main
from weave_fix.markdown.comments import comments
from weave_fix.records import Applicability
from weave_fix.signatures.catalogue import FAMILIES, catalogue
from weave_fix.signatures.chosen import is_ignored
from weave_fix.signatures.file.registry import discover

TWICE = "The cat sleeps in the the barn."
ONCE = "The cat sleeps in the barn."
TYPO = "We will recieve the keys on Monday."
TAG = "insert_spurious_html_xml_tag"


@pytest.fixture
def damaged(repo: Repo) -> Repo:
    repo.commit_files({"a.md": SOUND})
    repo.write("a.md", DAMAGED)
    repo.add()
    return repo


def page(*blocks: str) -> str:
    return "# Notes\n\n" + "\n\n".join(blocks) + "\n"


@pytest.mark.parametrize(
    ("blocks", "repaired"),
    [
        pytest.param(("{}", "TWICE", "TWICE"), ("TWICE", "ONCE"), id="the next block and no other"),
        pytest.param(("{}\nTWICE", "TWICE"), ("TWICE", "ONCE"), id="right below"),
        pytest.param(("TWICE", "{}", "TWICE"), ("ONCE", "TWICE"), id="not the block above"),
        pytest.param(("TWICE {}", "TWICE"), ("ONCE", "TWICE"), id="at the end of a paragraph"),
        pytest.param(("{}", "- TWICE\n- TWICE", "TWICE"), ("TWICE", "TWICE", "ONCE"), id="a whole list"),
        pytest.param(("```\n{}\n```", "TWICE"), ("ONCE",), id="in a fence it is code"),
        pytest.param(("`{}` TWICE", "TWICE"), ("ONCE", "ONCE"), id="in a code span it is code"),
        pytest.param(("TWICE", "{}"), ("ONCE",), id="at the end of the text"),
    ],
)
@pytest.mark.parametrize(
    "comment",
    [
        "<!-- weave-fix: ignore -->",
        "<!--weave-fix:ignore-->",
        "<!-- weave-fix: ignore duplicate_word -->",
        "<!-- weave-fix: ignore misspelled_word, duplicate_word -->",
        "<!-- weave-fix: ignore text -->",
        "{/* weave-fix: ignore */}",
        "[//]: # (weave-fix: ignore)",
    ],
)
def test_a_block_is_left(comment: str, blocks: tuple[str, ...], repaired: tuple[str, ...]) -> None:
    if comment.startswith("[") and not blocks[0].startswith(("{}", "TWICE", "```")):
        pytest.skip("a definition stands on a line of its own")
    text = page(*(block.replace("{}", comment).replace("TWICE", TWICE) for block in blocks))
    found = re.findall("|".join(map(re.escape, (TWICE, ONCE))), fix_text(text))
    assert found == [{"TWICE": TWICE, "ONCE": ONCE}[name] for name in repaired]


def test_another_signature_is_still_found() -> None:
    text = page("<!-- weave-fix: ignore misspelled_word -->", TWICE)
    assert fix_text(text) == text.replace(TWICE, ONCE)


def test_what_is_off_is_left_until_it_is_on() -> None:
    text = page(TWICE, "<!-- weave-fix: off -->", TWICE, TWICE, "<!-- weave-fix: on -->", TWICE)
    assert fix_text(text).count(TWICE) == 2
    assert fix_text(text).startswith(page(ONCE, "<!-- weave-fix: off -->"))


def test_one_signature_can_be_off() -> None:
    text = page("<!-- weave-fix: off duplicate_word -->", f"{TWICE} {TYPO}", "<!-- weave-fix: on -->", TWICE)
    assert fix_text(text) == text.replace("recieve", "receive").replace(f"\n{TWICE}\n", f"\n{ONCE}\n")


def test_a_file_is_left() -> None:
    text = page(TWICE, TYPO, "<!-- weave-fix: ignore-file -->")
    assert check_text(text) == []
    assert [one.signature for one in check_text(text.replace("file", "file text"))] == []
    assert [one.signature for one in check_text(text.replace("file", "file duplicate_word"))] != []


@pytest.mark.parametrize("name", [name for name, entry in catalogue().items() if entry.family == "file"])
def test_what_happened_to_a_whole_file_can_be_ignored(name: str) -> None:
    sound, damaged = discover()[name].EXAMPLE
    if damaged.startswith("-"):
        pytest.skip("front matter has to stand first")
    comment = "<!-- weave-fix: ignore-file -->\n\n"
    assert check_text(comment + damaged, base=comment + sound) == []


@pytest.mark.parametrize(
    "comment", ["<!-- weave-fix: ignore -->", "{/* weave-fix: off */}", "[//]: # (weave-fix: ignore)"]
)
def test_a_comment_put_in_is_no_damage(comment: str) -> None:
    base = page("A first paragraph stands here.", "A second one.")
    text = page("A first paragraph stands here.", comment, "A second one.")
    assert check_text(text, base=base) == []


def test_damage_against_a_base_is_left_too() -> None:
    text = DAMAGED.replace("\n\n", "\n\n<!-- weave-fix: off -->\n\n", 1)
    assert fix_text(text, base=SOUND) == text


def test_comments_are_found_in_linear_time() -> None:
    assert comments("<!-- weave-fix: ignore " * 20_000).ignores == ()
    assert comments("<!-- weave-fix:" + " " * 200_000).ignores == ()
    assert len(comments("<!-- weave-fix: ignore -->\n\nx\n\n" * 5_000).ignores) == 5_000
    assert len(comments("<!-- weave-fix: off -->\n" * 2_000).ignores) == 2_000


def test_many_comments_and_findings_take_linear_time() -> None:
    text = "<!-- weave-fix: ignore duplicate_word -->\n\nx\n\ny\n\n<!-- weave-fix: off file -->\n\n" * 10_000
    starts = [found.start() for found in re.finditer(r"^[xy]$", text, re.MULTILINE)]
    ignored = [is_ignored(text, [(start, start + 1)], "duplicate_word") for start in starts]
    assert ignored == [True, False] * 10_000
    assert all(is_ignored(text, [(start, start + 1)], "mojibake") for start in starts[2:])
    assert len(comments("<!-- weave-fix: off text -->\n<!-- weave-fix: on file -->\n" * 10_000).ignores) == 10_000


def test_the_same_holds_in_check_fix_and_every_format(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    text = page("<!-- weave-fix: ignore -->", TWICE)
    repo.commit_files({"b.md": "# B\n"})
    repo.write("a.md", text)
    repo.add()
    formats = [f"{name}=out.{name}" for name in ("json", "sarif", "gitlab", "rdjson", "github", "junit", "episode")]
    assert main(["--check", "--strict", *(word for name in formats for word in ("--format", name))]) == 0
    assert json.loads(repo.read("out.json")) == json.loads(repo.read("out.gitlab")) == []
    assert b"duplicate_word:" not in repo.read("out.github") + repo.read("out.episode") + repo.read("out.junit")
    assert main([]) == 0
    assert repo.read("a.md") == text.encode()
    assert "nothing found" in capsys.readouterr().err


def test_wrong_comments_are_warned_of_and_unused_ones_named(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    blocks = ["<!-- weave-fix: ignore -->", ONCE, "<!-- weave-fix: ignore duplicate_wrod -->", TWICE]
    blocks += ["<!-- weave-fix: ignor -->", "<!-- weave-fix: ignore -->", TWICE, "<!-- weave-fix: off -->"]
    repo.write("a.md", page(*blocks))
    assert main(["--check", "a.md", "--format", "text"]) == 1
    err = capsys.readouterr().err
    assert "weave-fix: warning: a.md:7: there is no signature 'duplicate_wrod'; did you mean duplicate_word?" in err
    assert "weave-fix: warning: a.md:11: there is no 'ignor'; did you mean ignore?" in err
    assert "weave-fix: warning: a.md:17: `weave-fix: off` never ends; put `weave-fix: on` where it should" in err
    assert "ignores nothing" not in err
    assert main(["--check", "--verbose", "a.md", "--format", "text"]) == 1
    unused = re.findall(r"^(a\.md:\d+): `weave-fix: .*` ignores nothing", capsys.readouterr().err, re.MULTILINE)
    assert unused == ["a.md:3", "a.md:7", "a.md:17"]


@pytest.mark.parametrize(
    ("flags", "status"),
    [
        (["--select", TAG], 1),
        (["--select", "text"], 1),
        (["--select", f"duplicate_word, {TAG}"], 1),
        (["--select", "duplicate_word"], 0),
        (["--select", "file"], 0),
        (["--ignore", TAG], 0),
        (["--ignore", "text"], 0),
        (["--ignore", "file"], 1),
        (["--select", "text", "--ignore", TAG], 0),
        (["--exit-zero"], 0),
        (["--exit-zero", "--no-exit-zero"], 1),
    ],
)
def test_flags_choose(damaged: Repo, flags: list[str], status: int) -> None:
    assert main(["--check", "-q", "--format", "text", *flags]) == status


@pytest.mark.parametrize("name", ["weave-fix.toml", ".weave-fix.toml", "pyproject.toml"])
def test_the_file_chooses(damaged: Repo, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    table = "[tool.weave-fix]\n" if name == "pyproject.toml" else ""
    damaged.write(name, f'{table}ignore = ["{TAG}"]\n')
    assert main(["--check"]) == 0
    assert main(["--check", "--isolated", "-q"]) == 1
    capsys.readouterr()
    assert main(["--show-config"]) == 0
    assert f'ignore = ["{TAG}"]  # {damaged.root}/{name}:{1 + bool(table)}\n' in capsys.readouterr().out


def test_the_first_file_found_is_the_only_one(damaged: Repo) -> None:
    damaged.write("weave-fix.toml", "strict = true\n")
    damaged.write("pyproject.toml", f'[tool.weave-fix]\nignore = ["{TAG}"]\n')
    assert main(["--check", "-q"]) == 1


def test_another_file_can_be_named(damaged: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    damaged.write("ci/own.toml", f'ignore = ["{TAG}"]\n')
    assert main(["--check", "--config", "ci/own.toml"]) == 0
    assert main(["--check", "--config", "ci/lost.toml"]) == 2
    assert "--config ci/lost.toml: no such file" in capsys.readouterr().err
    assert main(["--config", "ci/own.toml", "--isolated"]) == 2


@pytest.mark.parametrize(
    ("mode", "flags", "status", "out", "is_changed"),
    [
        ("fix", [], 1, b"", True),
        ("check", [], 1, b"diff --git", False),
        ("warn", [], 0, b"", False),
        ("warn", ["--check"], 1, b"diff --git", False),
        ("warn", ["--fix"], 1, b"", True),
        ("check", ["--fix"], 1, b"", True),
    ],
)
def test_the_mode_is_the_default_of_a_run(
    damaged: Repo,
    capfdbinary: pytest.CaptureFixture[bytes],
    mode: str,
    flags: list[str],
    status: int,
    out: bytes,
    is_changed: bool,
) -> None:
    damaged.write("weave-fix.toml", f'mode = "{mode}"\n')
    assert main(flags) == status
    shown, lines = capfdbinary.readouterr()
    assert shown.startswith(out)
    assert bool(shown) is bool(out)
    assert lines.startswith(b"a.md:20:33: ")
    assert (damaged.read("a.md") == SOUND.encode()) is is_changed


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("\n\nignor = []\n", "weave-fix.toml:3: there is no key 'ignor'; did you mean ignore?"),
        ('mode = "repair"\n', 'weave-fix.toml:1: mode has to be "fix", "check" or "warn", not \'repair\''),
        ("# a comment\nexit-zero = 0\n", "weave-fix.toml:2: exit-zero has to be true or false, not 0"),
        ("strict = true\nselect = 'text'\n", "weave-fix.toml:2: select has to be a list"),
        (
            "ignore = ['duplicat_word']\n",
            "weave-fix.toml:1: ignore: there is no signature 'duplicat_word'; did you mean d",
        ),
        ("select = ['words']\n", "weave-fix.toml:1: select: there is no signature 'words'; "),
        ("strict = \n", "weave-fix.toml: is not valid TOML"),
    ],
)
def test_a_wrong_file_ends_with_2_and_says_where(
    damaged: Repo, capsys: pytest.CaptureFixture[str], text: str, words: str
) -> None:
    damaged.write("weave-fix.toml", text)
    assert main([]) == 2
    assert words in capsys.readouterr().err
    assert damaged.read("a.md") == DAMAGED.encode()


def test_a_wrong_name_on_the_command_line_is_said(damaged: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--ignore", "duplicate_words"]) == 2
    assert "the command line: ignore: there is no signature 'duplicate_words'" in capsys.readouterr().err


def test_what_is_in_force_says_where_it_comes_from(damaged: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    damaged.write("weave-fix.toml", 'mode = "warn"\nexclude = ["vendor/"]\n')
    assert main(["--show-config", "--strict"]) == 0
    rows = capsys.readouterr().out.splitlines()
    assert f'mode = "warn"  # {damaged.root}/weave-fix.toml:1' in rows
    assert f'exclude = ["vendor/"]  # {damaged.root}/weave-fix.toml:2' in rows
    assert "strict = true  # the command line" in rows
    assert "unsafe = false  # default" in rows


def test_every_signature_is_listed_with_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--list-signatures"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == ["signature", *catalogue()]
    for line, entry in zip(lines[1:], catalogue().values(), strict=True):
        family, safe = line.split()[1:3]
        assert family in FAMILIES
        assert (family, safe) == (entry.family, "yes" if entry.can_be_safe else "no")
        assert line.endswith(entry.summary)
        assert entry.summary


@pytest.mark.parametrize("name", discover())
def test_what_is_said_of_a_signature_of_files_is_so(name: str) -> None:
    entry = catalogue()[name]
    sound, damaged = entry.example
    found = [one for base in (sound, None) for one in check_text(damaged, base=base) if one.signature == name]
    assert found
    assert {evidence.kind for one in found for evidence in one.evidence} <= {*entry.evidence}
    assert entry.can_be_safe or all(one.applicability < Applicability.SAFE for one in found)


def test_statistics_count_by_signature_and_class(damaged: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    damaged.write("b.md", page(TWICE, TWICE))
    damaged.add()
    assert main(["--check", "-q", "--format", "text", "--statistics"]) == 1
    rows = [line.split() for line in capsys.readouterr().err.splitlines()]
    assert rows == [
        ["signature", "safe", "unsafe", "shown", "all"],
        ["duplicate_word", "2", "0", "0", "2"],
        [TAG, "1", "0", "0", "1"],
        ["all", "3", "0", "0", "3"],
    ]


def test_the_help_names_every_key() -> None:
    from weave_fix.cli import EPILOG
    from weave_fix.config_file import KEYS

    assert f"keys: {', '.join(KEYS)}." in " ".join(EPILOG.split())
