"""Flags and the `[tool.weave-fix]` table become one Config."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import pytest

from weave_fix.config import Config, load
from weave_fix.config_file import NO_SETTINGS, read
from weave_fix.errors import WeaveFixError


def read_table(path: Path) -> dict[str, Any]:
    return (read(path) or NO_SETTINGS).values


def table(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "pyproject.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "settings"),
    [
        pytest.param("[project]\nname = 'x'\n", {}, id="another project's file"),
        pytest.param("[tool.weave-fix]\n", {}, id="empty table"),
        pytest.param("[tool.weave-fix]\nunsafe = true\nstrict = false\n", {"unsafe": True, "strict": False}, id="both"),
        pytest.param("tool.weave-fix.exclude = ['a/*', 'b']\n", {"exclude": ("a/*", "b")}, id="dotted keys"),
        pytest.param("[tool.weave-fix]\nnotes = 'all'\n", {"notes": "all"}, id="all notes"),
        pytest.param("[tool.weave-fix]\nnotes = 'repairs'\n", {"notes": "repairs"}, id="notes of repairs"),
        pytest.param("[tool.weave-fix]\nnotes = true\n", {"notes": "repairs"}, id="notes by a truth"),
        pytest.param("[tool.weave-fix]\nnotes = false\n", {"notes": "none"}, id="no notes"),
        pytest.param("[tool.weave-fix]\nexclude = []\n", {"exclude": ()}, id="no patterns"),
        pytest.param("not = = toml", {}, id="broken, but it never names weave-fix"),
        pytest.param("dependencies = ['weave-fix']\n", {}, id="named without a table"),
    ],
)
def test_table_that_holds(tmp_path: Path, text: str, settings: dict[str, object]) -> None:
    assert read_table(table(tmp_path, text)) == settings


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param(
            "unsfe = true",
            ["'unsfe'", "exclude, exit-zero, extend-exclude, ignore, include, language, mode, notes, per-file-ignores"],
            id="unknown key names itself and the known",
        ),
        pytest.param("format = 'json'", ["'format'"], id="a flag that is no key"),
        pytest.param("unsafe = 1", ["unsafe", "true or false", "1"], id="1 is no truth"),
        pytest.param("strict = 'yes'", ["strict", "'yes'"], id="text is no truth"),
        pytest.param("notes = 'some'", ["notes", '"all"', "'some'"], id="notes of some"),
        pytest.param("notes = 1", ["notes", '"repairs"'], id="1 is no word for notes"),
        pytest.param("language = true", ["language", "path", "True"], id="a truth is no language"),
        pytest.param("language = ''", ["language"], id="an empty path"),
        pytest.param("scope = 'some'", ["scope", '"changed" or "all"', "'some'"], id="no scope"),
        pytest.param("timeout = -1", ["timeout", "seconds", "-1"], id="less than no time"),
        pytest.param("timeout = true", ["timeout", "True"], id="a truth is no time"),
        pytest.param("timeout = nan", ["timeout", "nan"], id="no number"),
        pytest.param("timeout = inf", ["timeout", "inf"], id="time without end"),
        pytest.param("exclude = 'vendor'", ["exclude", "list"], id="one pattern outside a list"),
        pytest.param("exclude = [1]", ["exclude", "[1]"], id="a number as pattern"),
        pytest.param("exclude = ['']", ["exclude"], id="an empty pattern"),
        pytest.param("exclude = ['a', '*a*a*a*']", ["exclude", "'*a*a*a*'", "fewer"], id="too many wildcards"),
        pytest.param("unsafe = ", ["not valid TOML", "line 2"], id="broken TOML says where"),
    ],
)
def test_table_that_does_not_hold(tmp_path: Path, text: str, words: list[str]) -> None:
    path = table(tmp_path, f"[tool.weave-fix]\n{text}\n")
    with pytest.raises(WeaveFixError) as caught:
        read_table(path)
    for word in [str(path), *words]:
        assert word in str(caught.value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("a = " + "[" * 100_000, "is nested too deeply to be read", id="deep lists"),
        pytest.param("a = " + "{a=" * 50_000, "is nested too deeply to be read", id="deep tables"),
        pytest.param("a." * 400_000 + "a = 1", "has a key of more than 100 parts", id="a long key"),
        pytest.param("'a' . \"b\"." * 80_000 + "a = 1", "has a key of more than 100 parts", id="a long key in quotes"),
        pytest.param("[" + "a." * 400_000 + "a]", "has a key of more than 100 parts", id="a long header"),
        pytest.param("a = " + "1" * 5000, "is not valid TOML", id="a long number"),
        pytest.param("a = 1979-13-45", "is not valid TOML", id="a date that is none"),
    ],
)
def test_what_takes_too_much_is_named(tmp_path: Path, text: str, words: str) -> None:
    path = table(tmp_path, f"[tool.weave-fix]\nstrict = true\n[other]\n{text}\n")
    with pytest.raises(WeaveFixError, match=rf"pyproject\.toml: {words}.*; "):
        read_table(path)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a" + ".a" * 90 + " = 1", id="a key of many parts"),
        pytest.param("a = [" + "'1.2.3', " * 200 + "]", id="many versions in one line"),
        pytest.param("a = '" + "a" * 900_000 + "'", id="a long text"),
        pytest.param("a = '" + "a " * 400_000 + "'", id="many words"),
        pytest.param("#" + '"' * 900_000, id="many quotes"),
    ],
)
def test_what_looks_like_it_is_read(tmp_path: Path, text: str) -> None:
    assert read_table(table(tmp_path, f"[tool.weave-fix]\nstrict = true\n[other]\n{text}\n")) == {"strict": True}


def test_table_that_is_no_table(tmp_path: Path) -> None:
    with pytest.raises(WeaveFixError, match=r"write \[tool\.weave-fix\]"):
        read_table(table(tmp_path, "[tool]\nweave-fix = true\n"))


def test_bytes_that_are_no_utf8(tmp_path: Path) -> None:
    path = tmp_path / "pyproject.toml"
    path.write_bytes(b"[tool.weave-fix]\n# caf\xe9\n")
    with pytest.raises(WeaveFixError, match="not valid TOML"):
        read_table(path)


def test_folder_in_the_place_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").mkdir()
    with pytest.raises(WeaveFixError, match="cannot be read"):
        read_table(tmp_path / "pyproject.toml")


def flags(**given: object) -> argparse.Namespace:
    names = (
        "paths",
        "check",
        "base",
        "scope",
        "language",
        "unsafe",
        "strict",
        "format",
        "output",
        "color",
        "quiet",
        "verbose",
        "explain",
    )
    return argparse.Namespace(**{name: given.get(name) for name in names} | {"paths": given.get("paths", [])})


def test_a_flag_goes_before_the_table(tmp_path: Path) -> None:
    table(tmp_path, "[tool.weave-fix]\nunsafe = true\nstrict = true\n")
    config = load(flags(unsafe=False, paths=["a.md"]), tmp_path)
    assert (config.unsafe, config.strict, config.paths) == (False, True, ("a.md",))


def test_a_language_and_what_is_checked(tmp_path: Path) -> None:
    table(tmp_path, '[tool.weave-fix]\nlanguage = "models/own.model"\n')
    config = load(flags(), tmp_path)
    assert (config.paths, config.check, config.base) == ((), False, None)
    assert (config.scope, config.language) == ("changed", "models/own.model")
    config = load(flags(language="none", scope="all"), tmp_path)
    assert (config.language, config.scope) == ("none", "all")


def test_no_repository_no_table() -> None:
    assert load(flags(), None) == Config()


@pytest.mark.parametrize(
    ("given", "format_"),
    [
        ({}, "text"),
        ({"check": True}, "diff"),
        ({"check": True, "format": ["json"]}, "json"),
        ({"format": ["diff"]}, "diff"),
    ],
)
def test_check_prints_a_diff_unless_told_otherwise(given: dict[str, object], format_: str) -> None:
    assert load(flags(**given), None).format == format_
