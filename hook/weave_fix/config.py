"""What the user asked for: the flags, and the `[tool.weave-fix]` table of the repository's pyproject.toml."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any, NamedTuple

from weave_fix.errors import WeaveFixError
from weave_fix.exclude import is_excluded, is_too_wild
from weave_fix.runtime.regular_file import SMALL, read_regular

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

TABLE = "tool.weave-fix"
NO_NOTES, REPAIRS, ALL_NOTES = "none", "repairs", "all"
TEXT = "text"
STANDARD_OUTPUT = "-"
PARTS = 100
"""Of a dotted key, at most."""
LONG_KEY = re.compile(rb"""(?<![\w-])(?:(?:[\w-]+|"[^"\n]*"|'[^'\n]*')[ \t]*\.[ \t]*){%d}""" % PARTS)


class Config(NamedTuple):
    """One run's settings."""

    paths: tuple[str, ...] = ()
    """Files and folders as the user named them, relative to the current folder; empty: what the index holds."""
    check: bool = False
    """Print, change nothing."""
    base: str | None = None
    """A revision; None: HEAD, or what pre-commit's environment says."""
    scope: str = "changed"
    """What is on trial of a file: `changed`, what differs from its bases (all of a new file), or `all`."""
    language: str | None = None
    """The path of a language model, from the repository's root; None: the one that is shipped; `none`: no model."""
    deep: int | None = None
    """Earlier versions of a file that are searched for what HEAD has lost; None: none."""
    deep_seconds: float | None = None
    """How long that search may take; None: its own bound."""
    since: str | None = None
    """The revision after which damage that still stands is looked for; None: find damage instead."""
    unsafe: bool = False
    """Apply unsafe repairs too."""
    strict: bool = False
    """Every finding makes the exit status 1, sure or not."""
    notes: str = REPAIRS
    """What the message of the commit is told: `repairs` that were made, `all` that was found, or `none`."""
    exclude: tuple[str, ...] = ()
    """Patterns as in a `.gitignore` at the repository's root; see `excludes`."""
    format: str = "text"
    """What standard output gets, one of `report.registry.names`; `text`: nothing."""
    reports: tuple[tuple[str, str], ...] = ()
    """Formats that go into files, each with the file's path as the user named it, relative to the current folder."""
    apply: str | None = None
    """The file of a patch to apply, `-` for standard input; None: find damage instead."""
    partial: bool = False
    """Of a patch, apply the hunks that have a place though others have none."""
    window: int | None = None
    """Lines that an episode shows at either side of a finding; None: all of the file."""
    color: str = "auto"
    """`auto`, `always` or `never`."""
    quiet: bool = False
    """No lines about repairs, no summary; warnings and errors stay."""
    verbose: bool = False
    """Also what was refused and skipped, with the reasons."""

    @property
    def formats(self) -> frozenset[str]:
        """All formats that something is printed or written in."""
        return frozenset({self.format, *(name for name, _ in self.reports)})

    def excludes(self, path: str) -> bool:
        """Tell whether the patterns leave out `path` (from the repository's root, with `/`), as git's would ignore it.

        WeaveFixError for a pattern that is none.
        """
        return is_excluded(path, self.exclude)


def load(arguments: argparse.Namespace, root: Path | None) -> Config:
    """Join the command line's `arguments` with the table in `root`'s pyproject.toml; a flag given goes first.

    `root` is the top of the working tree, None outside a repository. WeaveFixError for a table that does not hold.
    """
    settings: dict[str, Any] = {} if root is None else read_table(root / "pyproject.toml")
    given = {key: value for key, value in vars(arguments).items() if key in _FLAGS and value is not None}
    if "notes" in given:
        given["notes"] = _notes(given["notes"], settings.get("notes", REPAIRS))
    settings.update(given)
    formats = vars(arguments).get("format") or ()
    settings["format"], settings["reports"] = _formats(
        formats, vars(arguments).get("output"), "diff" if settings.get("check") else TEXT
    )
    settings["paths"] = tuple(settings.get("paths", ()))
    return Config(**settings)


def _formats(given: Sequence[str], output: str | None, default: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Return the format of standard output, and those of files with their paths."""
    pairs = [word.partition("=")[::2] for word in given]
    reports = [(name, file) for name, file in pairs if file]
    plain = list(dict.fromkeys(name for name, file in pairs if not file))
    if len(plain) > 1:
        raise WeaveFixError(
            f"--format {plain[0]} and --format {plain[1]} both go to standard output; write one as NAME=FILE"
        )
    name = plain[0] if plain else TEXT if given else default
    if output is not None and output != STANDARD_OUTPUT:
        if not plain and reports:
            raise WeaveFixError("--output needs a --format without a file; leave it out, or name one")
        reports.append((name, output))
        name = TEXT
    files = [file for _, file in reports]
    for file in files:
        if files.count(file) > 1:
            raise WeaveFixError(f"{file}: two formats cannot go into one file; name another")
    return name, tuple(reports)


def read_table(path: Path) -> dict[str, Any]:
    """Return the checked keys of `[tool.weave-fix]` in the file `path`; empty where file or table is missing."""
    try:
        raw = read_regular(path, SMALL)
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as error:
        raise WeaveFixError(
            f"{path}: cannot be read ({error.strerror}); put a readable file there or remove it"
        ) from error
    if b"weave-fix" not in raw:
        return {}  # spares every other project the price of a TOML parser, and its mistakes
    table = _parse(raw, path).get("tool", {})
    table = table.get("weave-fix", {}) if isinstance(table, dict) else {}
    if not isinstance(table, dict):
        raise WeaveFixError(f"{path}: weave-fix has to be a table; write [{TABLE}]")
    settings: dict[str, Any] = {key: _checked(key, value, path) for key, value in table.items()}
    _refuse_wild(settings.get("exclude", ()), path)
    return settings


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


def _checked(key: str, value: object, path: Path) -> object:
    if key not in _KEYS:
        known = ", ".join(sorted(_KEYS))
        raise WeaveFixError(f"{path}: [{TABLE}] has a key {key!r:.80} that does not exist; the keys are {known}")
    expected, convert = _KEYS[key]
    converted = convert(value)
    if converted is None:
        raise WeaveFixError(f"{path}: [{TABLE}] {key} has to be {expected}, not {value!r:.80}")
    return converted


def _refuse_wild(patterns: Iterable[str], path: Path) -> None:
    for pattern in filter(is_too_wild, patterns):
        hint = "write several with fewer: three * in one name, or two ** between folders, are the most"
        raise WeaveFixError(f"{path}: [{TABLE}] exclude has a pattern with too many wildcards, {pattern!r:.80}; {hint}")


def _truth(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _notes_of_table(value: object) -> str | None:
    if isinstance(value, bool):
        return REPAIRS if value else NO_NOTES
    return value if value in (REPAIRS, ALL_NOTES) and isinstance(value, str) else None


def _notes(is_wanted: bool, of_table: str) -> str:
    """Return which notes are kept where the flag says whether, and the table which."""
    if not is_wanted:
        return NO_NOTES
    return REPAIRS if of_table == NO_NOTES else of_table


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else None


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _patterns(value: object) -> tuple[str, ...] | None:
    if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
        return None
    return tuple(value)


_KEYS: Mapping[str, tuple[str, Callable[[object], object]]] = {
    "deep": ("a number of versions, 1 or more", _count),
    "unsafe": ("true or false", _truth),
    "strict": ("true or false", _truth),
    "language": ('the path of a language model, or "none"', _text),
    "notes": ('"repairs", "all" or false', _notes_of_table),
    "exclude": ('a list of patterns as in a .gitignore, such as ["vendor/"]', _patterns),
}
_FLAGS = frozenset({"paths", "check", "base", "scope", "language", "unsafe", "strict", "notes"})
_FLAGS |= {"color", "quiet", "verbose", "apply", "partial", "window", "deep", "deep_seconds", "since"}
