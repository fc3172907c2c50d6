"""What the user asked for: the flags, and the configuration file of the repository."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from weave_fix import config_file
from weave_fix.config_file import NO_NOTES, REPAIRS
from weave_fix.errors import WeaveFixError
from weave_fix.exclude import is_excluded
from weave_fix.named_tuple import NamedTuple

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from pathlib import Path

TEXT = "text"
STANDARD_OUTPUT = "-"
FLAG = "the command line"


class Config(NamedTuple):
    """One run's settings."""

    paths: tuple[str, ...] = ()
    """Files and folders as the user named them, relative to the current folder; empty: what the index holds."""
    check: bool = False
    """Print, change nothing."""
    base: str | None = None
    """A revision; None: HEAD, or what pre-commit's environment says."""
    exact: bool = False
    """Compare with `base` itself, and not with where HEAD and it parted."""
    scope: str = "changed"
    """What is checked of a file: `changed`, what differs from its bases (all of a new file), or `all`."""
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
    select: tuple[str, ...] = ()
    """Signatures and families that alone are looked for; empty: all."""
    ignore: tuple[str, ...] = ()
    """Signatures and families that are not looked for."""
    exit_zero: bool = False
    """Exit with 0 whatever is found; errors keep their status."""
    statistics: bool = False
    """Print how often each signature was found, by class."""
    profile: bool = False
    """Print what each stage of the run took."""
    exclude: tuple[str, ...] = ()
    """Patterns as in a `.gitignore` at the repository's root; see `excludes`."""
    extend_exclude: tuple[str, ...] = ()
    """More of them."""
    include: tuple[str, ...] = ()
    """Endings of names, in lower case, that count as Markdown besides the usual ones."""
    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Signatures and families that are not looked for in the files that a pattern matches."""
    per_file_language: tuple[tuple[str, str], ...] = ()
    """As `language`, for the files that a pattern matches; the first that matches counts."""
    words: tuple[str, ...] = ()
    """Words that are right as they are written; `*` at an end stands for any letters."""
    words_files: tuple[str, ...] = ()
    """Files with such words, from the repository's root; those of the command line are absolute."""
    spelling: str = "any"
    """`american`, `british`, or `any`: both are right."""
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
    """Also which files were looked at or skipped, with the reasons."""
    debug: bool = False
    """Also what was thought of and refused, with the reasons; `verbose` is on then too."""
    interactive: bool = False
    """Ask about each repair before it is made."""
    timeout: float = 10
    """Seconds of processor time that a file may take; one that takes more is left as it was. 0: any time."""
    cache: bool = True
    """Remember the texts in which nothing was found, and look at none of them again."""
    jobs: int | None = None
    """Processes that share many files; None: as many as there are processors, within bounds."""
    baseline: str | None = None
    """The absolute path of the file of the findings that are accepted; None: none are."""
    sources: tuple[tuple[str, str], ...] = ()
    """By key where its value comes from, as `PATH:LINE` or the command line, where it is not the default."""
    file: str = ""
    """The path of the configuration file that was read; empty for none."""

    @property
    def formats(self) -> frozenset[str]:
        """All formats that something is printed or written in."""
        return frozenset({self.format, *(name for name, _ in self.reports)})

    @property
    def volume(self) -> dict[str, bool]:
        """How much the lines for a person are to say, by the arguments of `TerminalReporter`."""
        return {"quiet": self.quiet, "verbose": self.verbose, "debug": self.debug}

    def excludes(self, path: str) -> bool:
        """Tell whether the patterns leave out `path` (from the repository's root, with `/`), as git's would ignore it.

        WeaveFixError for a pattern that is none.
        """
        key = "exclude" if self.exclude else "extend-exclude"
        return is_excluded(path, (*self.exclude, *self.extend_exclude), key)

    def ignored_in(self, path: str) -> tuple[str, ...]:
        """Return the signatures and families that `per_file_ignores` leaves out in the file `path`."""
        return tuple(
            name
            for pattern, names in self.per_file_ignores
            if is_excluded(path, (pattern,), "per-file-ignores")
            for name in names
        )

    def language_of(self, path: str) -> str | None:
        """Return what `language` is for the file `path`."""
        for pattern, language in self.per_file_language:
            if is_excluded(path, (pattern,), "per-file-language"):
                return language
        return self.language


def load(arguments: argparse.Namespace, root: Path | None, cwd: Path | None = None) -> Config:
    """Join the command line's `arguments` with the configuration file; a flag given goes first.

    `root` is the top of the working tree, None outside a repository; the file that `--config` names starts at `cwd`.
    WeaveFixError for a file that does not hold.
    """
    given = {key: value for key, value in vars(arguments).items() if value is not None}
    found = _settings(given, root, cwd)
    settings: dict[str, Any] = {key.replace("-", "_"): value for key, value in found.values.items()}
    sources = {key.replace("-", "_"): source for key, source in found.sources.items()}
    mode = settings.pop("mode", "fix")
    if given.get("interactive"):
        if given.get("check"):
            raise WeaveFixError("--check does not go with --interactive, which makes the repairs; leave one out")
        mode = "fix"
    sources["check"] = sources.pop("mode", "")
    if mode == "warn" and "check" not in given:
        settings["exit_zero"] = True
    settings["check"] = mode != "fix"
    flags = {key: value for key, value in given.items() if key in Config._fields and key not in ("format", "paths")}
    if "notes" in flags:
        flags["notes"] = _notes(flags["notes"], settings.get("notes", REPAIRS))
    if flags.get("debug"):
        flags["verbose"] = True
    settings.update(flags)
    sources.update(dict.fromkeys(flags, FLAG))
    default = "diff" if settings["check"] and (mode != "warn" or "check" in given) else TEXT
    settings["format"], settings["reports"] = _formats(given.get("format") or (), given.get("output"), default)
    if cwd is not None and "baseline" in flags:
        settings["baseline"] = str(cwd / flags["baseline"])
    if cwd is not None and "words_files" in flags:
        settings["words_files"] = tuple(str(cwd / name) for name in flags["words_files"])
    if given.get("format"):
        sources["format"] = FLAG
    settings["paths"] = tuple(given.get("paths", ()))
    kept = tuple(sorted((key, source) for key, source in sources.items() if source))
    return Config(**settings, sources=kept, file=found.file)


def _settings(given: dict[str, Any], root: Path | None, cwd: Path | None) -> config_file.Settings:
    """Return what the file says that the command line names, or the one at `root`."""
    name = given.get("config")
    if given.get("isolated"):
        if name is not None:
            raise WeaveFixError("--config does not go with --isolated, which reads no file; leave one out")
        return config_file.NO_SETTINGS
    if name is not None and cwd is not None:
        found = config_file.read(cwd / name)
        if found is None:
            raise WeaveFixError(f"--config {name}: no such file, or no table [{config_file.TABLE}] in it; name another")
        return found
    return config_file.NO_SETTINGS if root is None else config_file.find(root)


def show(config: Config) -> str:
    """Return the settings in force, one a line as in TOML, each with where it comes from."""
    sources = dict(config.sources)
    mode = "fix" if not config.check else "warn" if config.exit_zero else "check"
    rows = []
    for key in config_file.KEYS:
        name = key.replace("-", "_")
        value = mode if key == "mode" else getattr(config, name)
        source = sources.get("check" if key == "mode" else name, "default")
        rows.append(f"{key} = {_toml(key, value)}  # {source}\n")
    return "".join(rows)


def _toml(key: str, value: object) -> str:
    from json import dumps

    if key.startswith("per-file-") and isinstance(value, tuple):
        pairs = [f"{dumps(pattern, ensure_ascii=False)} = {_toml('', item)}" for pattern, item in value]
        return f"{{{', '.join(pairs)}}}"
    return '""' if value is None else dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False)


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


def _notes(is_wanted: bool, of_file: str) -> str:
    """Return which notes are kept where the flag says whether, and the file which."""
    if not is_wanted:
        return NO_NOTES
    return REPAIRS if of_file == NO_NOTES else of_file
