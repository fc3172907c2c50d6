"""The keys of the configuration file, each through the installed command, and the schema that describes them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.conftest import Repo
from tests.in_process import found, run
from weave_fix.config import Config
from weave_fix.config_file import KEYS, _checked
from weave_fix.errors import WeaveFixError

COMMAND = str(Path(sys.executable).with_name("weave-fix"))
SCHEMA = json.loads((Path(__file__).parents[1] / "docs" / "config.schema.json").read_text(encoding="utf-8"))
TWICE = "# Barn\n\nThe cat sleeps in the the barn.\n"
ONCE = TWICE.replace("the the", "the")
STYLES = "# Shop\n\nThe colour of the door is red.\n\nThe color of the roof is black.\n"


@pytest.fixture
def twice(repo: Repo) -> Repo:
    repo.commit_files({"docs/a.md": "# Barn\n"})
    repo.write("docs/a.md", TWICE)
    repo.add()
    return repo


def test_the_schema_has_the_keys_and_their_defaults() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert list(SCHEMA["properties"]) == list(KEYS)
    assert SCHEMA["additionalProperties"] is False
    for key, described in SCHEMA["properties"].items():
        default = described.get("default")
        if key == "mode":
            assert default == "fix"
        else:
            shown = getattr(Config(), key.replace("-", "_"))
            assert default in (shown, list(shown) if isinstance(shown, tuple) else shown, {} if shown == () else shown)


VALUES: list[Any] = [
    *(True, False, 0, 1, -1, 1.5, "", "none", "repairs", "all", "fix", "check", "warn", "changed", "docs/de.model"),
    *(
        "american",
        "british",
        "any",
        "some",
        [],
        [""],
        ["a"],
        ["a b"],
        ["*"],
        ["kube*"],
        [".txt"],
        ["txt"],
        [1],
        [["a"]],
    ),
    *({}, {"a": "b"}, {"a": ["b"]}, {"a": []}, {"a": ""}, {"": "b"}, {"": ["b"]}, {"a": 1}, {"a": [""]}, ["./x"]),
]


@pytest.mark.parametrize("key", KEYS)
def test_the_schema_takes_what_the_command_takes(key: str) -> None:
    validator = Draft202012Validator(SCHEMA)
    for value in VALUES:
        try:
            _checked(key, value, "here")
        except WeaveFixError:
            is_taken = False
        else:
            is_taken = True
        assert validator.is_valid({key: value}) is is_taken, (key, value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("\nscoop = 'all'\n", "weave-fix.toml:2: there is no key 'scoop'; did you mean scope?"),
        ("scope = 'some'\n", 'weave-fix.toml:1: scope has to be "changed" or "all", not \'some\''),
        ("spelling = 'canadian'\n", 'weave-fix.toml:1: spelling has to be "american", "british" or "any"'),
        ("include = ['txt']\n", "weave-fix.toml:1: include has to be a list of endings"),
        ("words = ['two words']\n", "weave-fix.toml:1: words has to be a list of words"),
        ("words-files = 'w.txt'\n", "weave-fix.toml:1: words-files has to be a list of files"),
        ("extend-exclude = ['*a*a*a*']\n", "weave-fix.toml:1: extend-exclude has a pattern with too many wildcards"),
        ("strict = true\n[per-file-ignores]\n'a*' = 'file'\n", "weave-fix.toml:2: per-file-ignores has to be a table"),
        (
            "per-file-ignores = {'a' = ['duplicate_wrod']}\n",
            "weave-fix.toml:1: per-file-ignores: there is no signature",
        ),
        ("per-file-language = {'a' = 1}\n", "weave-fix.toml:1: per-file-language has to be a table"),
        ("per-file-language = {'[z-a]' = 'none'}\n", "per-file-language has a pattern that is none"),
    ],
)
def test_a_wrong_key_ends_with_2_and_says_where(twice: Repo, text: str, words: str) -> None:
    twice.write("weave-fix.toml", text)
    status, _, err = run()
    assert (status, words in err) == (2, True), err
    assert twice.read("docs/a.md") == TWICE.encode()


def test_what_is_in_force_is_shown_as_toml_that_can_be_read_again(twice: Repo) -> None:
    rows = [
        "spelling = 'british'",
        "words = ['Kube*']",
        "per-file-ignores = {'docs/' = ['file']}",
        "per-file-language = {'de/*.md' = 'none'}",
        "include = ['.TXT']",
    ]
    twice.write("weave-fix.toml", "\n".join(rows))
    status, out, _ = run("--show-config", "--words-file", "w.txt")
    assert status == 0
    shown = out.splitlines()
    assert f'spelling = "british"  # {twice.root}/weave-fix.toml:1' in shown
    assert f'per-file-ignores = {{"docs/" = ["file"]}}  # {twice.root}/weave-fix.toml:3' in shown
    assert f'per-file-language = {{"de/*.md" = "none"}}  # {twice.root}/weave-fix.toml:4' in shown
    assert f'include = [".txt"]  # {twice.root}/weave-fix.toml:5' in shown
    assert f'words-files = ["{twice.root}/w.txt"]  # the command line' in shown
    kept = [row for row in shown if row not in ('deep = ""  # default', 'language = ""  # default')]
    twice.write("weave-fix.toml", "\n".join(kept))
    again = [row.partition("  # ")[0] for row in run("--show-config")[1].splitlines()]
    assert again == [row.partition("  # ")[0] for row in shown]


def test_scope_all_looks_at_what_has_not_changed(twice: Repo) -> None:
    twice.commit()
    assert found("docs/a.md") == []
    twice.write("weave-fix.toml", "scope = 'all'\n")
    assert [one for one, _, _ in found("docs/a.md")] == ["duplicate_word"]
    assert found("docs/a.md", "--scope", "changed") == []


def test_both_lists_of_patterns_leave_files_out(twice: Repo) -> None:
    twice.write("b.md", TWICE)
    twice.write("c.md", TWICE)
    twice.add()
    twice.write("weave-fix.toml", "exclude = ['docs/', 'c.md']\nextend-exclude = ['b.md', '!c.md']\n")
    status, out, _ = run("--check")
    assert (status, out.count("diff --git"), "+++ b/c.md" in out) == (1, 1, True)


def test_other_endings_count_as_markdown(twice: Repo) -> None:
    twice.write("notes/b.TXT", TWICE)
    twice.write("notes/c.mdown", TWICE)
    twice.write("notes/d.rst", TWICE)
    twice.add()
    twice.write("weave-fix.toml", "include = ['.txt', '.mdown']\n")
    assert run("--check", ".")[1].count("diff --git") == 3
    assert run()[0] == 1
    assert twice.read("notes/d.rst") == TWICE.encode()
    assert twice.read("notes/b.TXT") == ONCE.encode()


def test_signatures_are_left_out_by_file(twice: Repo) -> None:
    twice.write("b.md", TWICE)
    twice.add()
    text = "[per-file-ignores]\n'docs/' = ['duplicate_word']\n'nothing.md' = ['text']\n"
    twice.write("weave-fix.toml", text)
    status, out, _ = run("--check")
    assert (status, "b/docs/a.md" in out, "b/b.md" in out) == (1, False, True)
    assert found("-", "--stdin-filename", "docs/new.md", text=TWICE) == []
    assert len(found("-", "--stdin-filename", "new.md", text=TWICE)) == 1


def test_the_language_is_chosen_by_file(twice: Repo) -> None:
    twice.write("docs/de/b.md", TWICE)
    twice.write("c.md", TWICE)
    twice.add()
    twice.write("weave-fix.toml", "[per-file-language]\n'docs/de/' = 'none'\n'docs/' = 'lost.model'\n")
    status, out, err = run("--check")
    assert "docs/a.md: " in err
    assert "lost.model" in err
    assert (status, "b/docs/de/b.md" in out, "b/c.md" in out) == (2, False, True)


@pytest.mark.parametrize(
    ("spelling", "words"),
    [
        ("any", []),
        ("american", [("misspelled_word", "unsafe", "colour")]),
        ("british", [("misspelled_word", "unsafe", "color")]),
    ],
)
def test_the_other_spelling_is_found_and_never_safe(twice: Repo, spelling: str, words: list[Any]) -> None:
    twice.write("weave-fix.toml", f"spelling = '{spelling}'\n")
    assert found("-", text=STYLES) == words
    assert run("-", text=STYLES)[:2] == (0, STYLES)
    status, out, _ = run("-", "--unsafe", text=STYLES)
    one = {"american": "color", "british": "colour"}.get(spelling)
    assert out == (STYLES if one is None else STYLES.replace("colour", one).replace("color ", f"{one} "))
    assert status == (one is not None)


@pytest.mark.parametrize(
    ("spelling", "text"),
    [
        ("american", "We visit the [house](colour.md), see `colour`, my_colour, --colour and colour.txt there."),
        ("american", "We analyze, organize and center the gray meter of the catalog."),
        ("british", "We analyse, organise, organize and centre the grey meter and the metre."),
        ("british", "The analyses of the humoral artifact license the practice of the program."),
    ],
)
def test_what_is_right_in_a_spelling_is_left(twice: Repo, spelling: str, text: str) -> None:
    twice.write("weave-fix.toml", f"spelling = '{spelling}'\n")
    assert found("-", text=f"# Text\n\n{text}\n") == []


def test_a_name_in_the_other_spelling_is_shown_alone(twice: Repo) -> None:
    twice.write("weave-fix.toml", "spelling = 'american'\n")
    text = "# Text\n\nIn the evening the Labour Party met in the old town hall.\n"
    assert found("-", text=text) == [("misspelled_word", "shown", "Labour")]
    assert run("-", "--unsafe", text=text)[1] == text
    twice.write("weave-fix.toml", "spelling = 'american'\nlanguage = 'none'\n")
    assert found("-", text=text) == []


def test_going_over_to_the_spelling_that_is_asked_for_is_no_damage(repo: Repo) -> None:
    british = "# Shop\n\nThe colour of the door and the behaviour of the lock are new.\n"
    american = british.replace("colour", "color").replace("behaviour", "behavior")
    repo.commit_files({"a.md": british})
    repo.write("weave-fix.toml", "spelling = 'american'\n")
    assert found("-", "--stdin-filename", "a.md", text=american) == []
    repo.commit_files({"a.md": american})
    assert {row[1] for row in found("-", "--stdin-filename", "a.md", text=british)} == {"unsafe"}


def test_the_installed_command_keeps_what_is_right(twice: Repo) -> None:
    def command(*args: str) -> tuple[int, str, str]:
        done = subprocess.run([COMMAND, *args], capture_output=True, text=True, check=False)
        return done.returncode, done.stdout, done.stderr

    status, out, err = command("--reject", "docs/a.md:3")
    assert (status, out) == (0, "")
    assert err.startswith('docs/a.md:3:19: refused "the the" -> "the"\n')
    assert command("--check", "docs/a.md")[:2] == (0, "")
    twice.write("b.md", TWICE.replace("cat", "dog"))
    assert command("b.md", "--write-baseline", "b.json")[0] == 0
    assert command("b.md", "--baseline", "b.json")[0] == 0
    assert command("b.md")[0] == 1
