"""The configuration file: `weave-fix.toml`, `.weave-fix.toml`, or `[tool.weave-fix]` in `pyproject.toml`.

The first that is found at the top of the repository counts, and no other is read.
"""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any

from weave_fix.errors import WeaveFixError
from weave_fix.exclude import is_too_wild
from weave_fix.named_tuple import NamedTuple
from weave_fix.patterns import lazy_pattern
from weave_fix.runtime.regular_file import SMALL, read_regular

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

TABLE = "tool.weave-fix"
PYPROJECT = "pyproject.toml"
NAMES = ("weave-fix.toml", ".weave-fix.toml", PYPROJECT)
NO_NOTES, REPAIRS, ALL_NOTES = "none", "repairs", "all"
MODES = ("fix", "check", "warn")
SCOPES = ("changed", "all")
SPELLINGS = ("american", "british", "any")
PATTERNS = ("exclude", "extend-exclude", "per-file-ignores", "per-file-language")
"""The keys that hold patterns of paths."""
SUFFIX = lazy_pattern(r"\.[^\s/\\*?\[\]]{1,30}")
DAY = 86_400
"""Seconds."""
PARTS = 100
"""Of a dotted key, at most."""
LONG_KEY = lazy_pattern(rb"""(?<![\w-])(?:(?:[\w-]+|"[^"\n]*"|'[^'\n]*')[ \t]*\.[ \t]*){%d}""" % PARTS)


class Settings(NamedTuple):
    """What a configuration file says."""

    values: dict[str, Any]
    """By key, checked; lists are tuples."""
    sources: dict[str, str]
    """By key the path of the file and the 1-based line, as `PATH:LINE`."""
    file: str = ""
    """The path of the file; empty where there is none."""


NO_SETTINGS = Settings({}, {})


def find(root: Path) -> Settings:
    """Return the settings of the first configuration file in the folder `root`; WeaveFixError for a wrong one."""
    for name in NAMES:
        found = read(root / name)
        if found is not None:
            return found
    return NO_SETTINGS


def read(path: Path) -> Settings | None:
    """Return the settings in the file `path`; None where the file, or its table in a `pyproject.toml`, is missing."""
    try:
        raw = read_regular(path, SMALL)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise WeaveFixError(
            f"{path}: cannot be read ({error.strerror}); put a readable file there or remove it"
        ) from error
    is_shared = path.name == PYPROJECT
    if is_shared and b"weave-fix" not in raw:
        return None  # spares every other project the price of a TOML parser, and its mistakes
    document = _parse(raw, path)
    table = _own_table(document, path)
    if table is None:
        if is_shared:
            return None
        table = document
    text = raw.decode("utf-8")
    sources = {key: f"{path}:{_line(text, key)}" for key in table}
    return Settings({key: _checked(key, value, sources[key]) for key, value in table.items()}, sources, str(path))


def _own_table(document: Mapping[str, Any], path: Path) -> dict[str, Any] | None:
    tool = document.get("tool", {})
    table = tool.get("weave-fix") if isinstance(tool, dict) else None
    if table is not None and not isinstance(table, dict):
        raise WeaveFixError(f"{path}: weave-fix has to be a table; write [{TABLE}]")
    return table


def _parse(raw: bytes, path: Path) -> dict[str, Any]:
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    if LONG_KEY.search(raw):  # which take the square of their length
        raise WeaveFixError(f"{path}: has a key of more than {PARTS} parts; make it shorter")
    try:
        document: dict[str, Any] = tomllib.loads(raw.decode("utf-8"))
    except RecursionError as error:
        raise WeaveFixError(f"{path}: is nested too deeply to be read; make it simpler") from error
    except ValueError as error:  # a number of too many digits is another one than what is no TOML
        raise WeaveFixError(f"{path}: is not valid TOML: {error}; correct it there") from error
    return document


def _line(text: str, key: str) -> int:
    """Return the line that sets `key`, else the one of the table, else 1; the parser does not tell."""
    header = re.search(r"^[ \t]*\[[ \t]*tool[ \t]*\.[ \t]*\"?weave-fix\"?[ \t]*\]", text, re.MULTILINE)
    start = header.start() if header else 0
    name = rf"[\"']?{re.escape(key)}[\"']?[ \t]*"
    pattern = re.compile(
        rf"^[ \t]*(?:(?:tool\.weave-fix\.)?{name}[.=]|\[[ \t]*(?:tool\.weave-fix\.)?{name}\])", re.MULTILINE
    )
    found = pattern.search(text, start) or header
    return text.count("\n", 0, found.start()) + 1 if found else 1


def _checked(key: str, value: object, source: str) -> object:
    if key not in KEYS:
        from weave_fix.nearest import nearest

        hint = nearest(key, sorted(KEYS), "the keys are")
        raise WeaveFixError(f"{source}: there is no key {key!r:.80}; {hint}")
    expected, convert = KEYS[key]
    converted = convert(value)
    if converted is None:
        raise WeaveFixError(f"{source}: {key} has to be {expected}, not {value!r:.80}")
    if key in PATTERNS:
        _refuse_wild(key, value, source)
    return converted


def _refuse_wild(key: str, patterns: Any, source: str) -> None:
    for pattern in filter(is_too_wild, patterns):
        hint = "write several with fewer: three * in one name, or two ** between folders, are the most"
        raise WeaveFixError(f"{source}: {key} has a pattern with too many wildcards, {pattern!r:.80}; {hint}")


def _truth(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _notes(value: object) -> str | None:
    if isinstance(value, bool):
        return REPAIRS if value else NO_NOTES
    return value if value in (REPAIRS, ALL_NOTES) and isinstance(value, str) else None


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else None


def _seconds(value: object) -> float | None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return value if is_number and 0 <= value <= DAY else None  # type: ignore[operator,return-value]  # is a number


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _one_of(names: tuple[str, ...]) -> Callable[[object], str | None]:
    return lambda value: value if isinstance(value, str) and value in names else None


def _words(value: object) -> tuple[str, ...] | None:
    if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
        return None
    return tuple(value)


def _suffixes(value: object) -> tuple[str, ...] | None:
    names = _words(value)
    return None if names is None or not all(map(SUFFIX.fullmatch, names)) else tuple(map(str.lower, names))


def _dictionary(value: object) -> tuple[str, ...] | None:
    words = _words(value)
    return None if words is None or any(word.split() != [word] or not word.strip("*") for word in words) else words


def _lists_by_pattern(value: object) -> tuple[tuple[str, tuple[str, ...]], ...] | None:
    if not isinstance(value, dict):
        return None
    found = [(pattern, _words(names)) for pattern, names in value.items() if pattern]
    known = tuple((pattern, names) for pattern, names in found if names is not None)
    return known if len(known) == len(value) else None


def _texts_by_pattern(value: object) -> tuple[tuple[str, str], ...] | None:
    if not isinstance(value, dict) or not all(pattern and _text(text) for pattern, text in value.items()):
        return None
    return tuple(value.items())


KEYS: Mapping[str, tuple[str, Callable[[object], object]]] = {
    "select": ('a list of signatures or families, such as ["duplicate_word"]', _words),
    "ignore": ('a list of signatures or families, such as ["file"]', _words),
    "deep": ("a number of versions, 1 or more", _count),
    "unsafe": ("true or false", _truth),
    "strict": ("true or false", _truth),
    "mode": ('"fix", "check" or "warn"', _one_of(MODES)),
    "scope": ('"changed" or "all"', _one_of(SCOPES)),
    "exit-zero": ("true or false", _truth),
    "language": ('the path of a language model, or "none"', _text),
    "notes": ('"repairs", "all", true or false', _notes),
    "timeout": ("a number of seconds, 0 for any time", _seconds),
    "exclude": ('a list of patterns as in a .gitignore, such as ["vendor/"]', _words),
    "extend-exclude": ('a list of patterns as in a .gitignore, such as ["vendor/"]', _words),
    "include": ('a list of endings of names, such as [".mdown", ".txt"]', _suffixes),
    "per-file-ignores": (
        'a table of lists of signatures or families by pattern, such as {"docs/*.md" = ["duplicate_word"]}',
        _lists_by_pattern,
    ),
    "per-file-language": (
        'a table of language models, or "none", by pattern, such as {"docs/de/" = "none"}',
        _texts_by_pattern,
    ),
    "words": ('a list of words, each without a blank, such as ["Kubernetes", "kube*"]', _dictionary),
    "words-files": ('a list of files with a word a line, such as ["docs/words.txt"]', _words),
    "spelling": ('"american", "british" or "any"', _one_of(SPELLINGS)),
}
"""What may stand in the file: what each has to be, in words for a user, and its check."""
