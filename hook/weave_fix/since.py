"""`--since REV`: which commits after REV brought in damage that still stands in HEAD; nothing is changed."""

from __future__ import annotations

import os
import re
from pathlib import Path
from time import monotonic
from typing import IO, TYPE_CHECKING

from weave_fix.config import FLAG
from weave_fix.errors import FileError, WeaveFixError
from weave_fix.files.discover import LIMIT, not_text, real_path
from weave_fix.files.select import Input, Inputs
from weave_fix.markdown.suffixes import is_markdown
from weave_fix.named_tuple import NamedTuple
from weave_fix.past.deepen import mended_base, why_stopped
from weave_fix.past.names import PastNames
from weave_fix.past.search import PastSearch
from weave_fix.records import COMMIT_SHOWN, Base, Document, decode, encode
from weave_fix.remember import begin, keep
from weave_fix.report import color
from weave_fix.report.findings import findings_of
from weave_fix.report.formats.json import render_introduced
from weave_fix.report.terminal import TerminalReporter
from weave_fix.run import CLEAN, EXPECTED, FAULT, FOUND
from weave_fix.runner import BatchRunner, FileFailure, reader_of
from weave_fix.runtime.signals import temporary_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from weave_fix.config import Config
    from weave_fix.evidence.language.source import LanguageSource
    from weave_fix.git import Change, Repository
    from weave_fix.past.search import Searched
    from weave_fix.records import FilePatch, Undone
    from weave_fix.remember import Remember
    from weave_fix.report.findings import Finding

FORMATS = ("text", "json")
"""What it prints: a table, or the findings with the commit of each."""
MOST = 2**31 - 1
"""Changes of a file that are looked at: all of the range."""
FOREVER = 10.0**9
"""Seconds of a search that has no bound."""
STANDARD_INPUT = "-"
DATE = re.compile(r"\d{4}[-./]\d\d?[-./]\d\d?|yesterday|.*\b(?:ago|days?|weeks?|months?|years?)", re.IGNORECASE)
"""What `git log --since` takes."""


class Introduced(NamedTuple):
    """A damage that still stands, as it would be repaired today."""

    undone: Undone
    finding: Finding


def since(
    config: Config,
    repository: Repository | None,
    environ: Mapping[str, str],
    cwd: Path,
    stdout: IO[str],
    stderr: IO[str],
    wanted: Remember | None = None,
) -> int:
    """List the damage that the commits after `config.since` brought into HEAD's Markdown; return 1 if there is some.

    Or keep what is `wanted` of it, and return 0.

    It is judged as the hook would have judged each commit, and again as a change of today's text. Named paths start at
    the absolute folder `cwd`. WeaveFixError for a revision that is none, for paths that stand for nothing, and for
    flags that do not go with it.
    """
    repository, revision, head = _range(config, repository)
    config = config if wanted is None else begin(wanted, config, repository)
    reporter = TerminalReporter(stderr, _paint(config, stderr, environ), quiet=config.quiet)
    changes = repository.changes_between(revision, head)
    names = [_name(path, repository, cwd, changes) for path in config.paths]
    texts = _texts(config, repository, [change for change in changes if _is_named(change.path, names)])
    deadline = monotonic() + (FOREVER if config.deep_seconds is None else config.deep_seconds)
    past = repository.past_of(texts, [head, f"^{revision}"], config.deep or MOST, deadline)
    with temporary_folder() as folder:
        language_source = reader_of(config, repository)
        search = PastSearch(repository, language_source, Path(folder), unsafe=config.unsafe)
        searched = search.search(texts, past.changes, deadline)
    found, failures = _judged(_inputs(searched, texts, head), repository, config, language_source)
    for message in dict.fromkeys(why_stopped(searched, repository, is_late=past.is_late)):
        reporter.error("warning", message)
    for failure in failures:
        reporter.error("error", failure.message)
    if wanted is None:
        _print(found, config, environ, stdout)
    else:
        for line in keep(wanted, [(one.finding, texts[one.finding.path]) for one in found], config, repository, cwd):
            reporter.note(line)
    reporter.note(_summary(len(texts), len(found), revision))
    if failures:
        return FAULT if any(failure.is_fault for failure in failures) else EXPECTED
    return FOUND if found and wanted is None and not (config.exit_zero and "exit_zero" in _given(config)) else CLEAN


def _summary(files: int, damages: int, revision: str) -> str:
    changed = "1 Markdown file" if files == 1 else f"{files} Markdown files"
    stand = "1 damage still stands" if damages == 1 else f"{damages} damages still stand"
    return f"{changed} changed since {revision[:COMMIT_SHOWN]}; {stand}."


def _given(config: Config) -> set[str]:
    """Return the settings that flags give: the file's mode is for other runs."""
    return {key for key, source in config.sources if source == FLAG}


def _range(config: Config, repository: Repository | None) -> tuple[Repository, str, str]:
    """Return the repository, and the commits between which it is looked."""
    is_given = _given(config)
    wrong = {"--check": "check" in is_given and config.check, "--base": config.base is not None}
    wrong |= {"--fix": "check" in is_given and not config.check, "--interactive": config.interactive}
    wrong |= {"--apply": config.apply is not None, "--output": bool(config.reports)}
    wrong |= {"the path `-`": STANDARD_INPUT in config.paths, "--statistics": config.statistics}
    wrong |= {f"--format {config.format}": "format" in is_given and config.format not in FORMATS}
    for flag in (flag for flag, is_wrong in wrong.items() if is_wrong):
        raise WeaveFixError(f"{flag} does not go with --since, which looks at commits; leave it out")
    head = None if repository is None else repository.head()
    if repository is None or head is None or config.since is None:
        raise WeaveFixError("no git repository here that has commits; run weave-fix inside one")
    return repository, _revision(config.since, repository), head


def _revision(word: str, repository: Repository) -> str:
    """Return the commit that `word` names; WeaveFixError if it names none, with what to write for a range or a date."""
    try:
        return repository.resolve(word)
    except WeaveFixError as error:
        first, dots, last = word.partition("..")
        if dots:
            hint = "" if last.lstrip(".") in ("", "HEAD") else f", with {last.lstrip('.')} checked out"
            hint = f"--since takes the commit before it: --since {first or 'HEAD'}{hint}"
        elif DATE.match(word):
            hint = f"--since takes a commit: --since \"$(git rev-list -1 --before='{word}' HEAD)\""
        else:
            raise
        raise WeaveFixError(f"{word!r:.80} is a {'range' if dots else 'date'}; {hint}") from error


def _name(name: str, repository: Repository, cwd: Path, changes: Sequence[Change]) -> str:
    """Return the path below the top of the repository that a user names; FileError if it stands for nothing."""
    path = real_path(cwd / name)
    if not path.is_relative_to(repository.root):
        hint = "run weave-fix in the folder that it is in"
        raise FileError(name, f"lies outside the repository {repository.root}; {hint}")
    found = path.relative_to(repository.root).as_posix()
    if not os.path.lexists(path) and not any(_is_named(change.path, [found]) for change in changes):
        raise FileError(name, "no such file; check its spelling, and the folder you are in")
    return found


def _texts(config: Config, repository: Repository, changes: Iterable[Change]) -> dict[str, str]:
    """Return the texts of those `changes` that are Markdown files of HEAD and not excluded, by path."""
    changes = [
        change
        for change in changes
        if is_markdown(change.path, config.include)
        and change.mode.startswith("100")
        and not config.excludes(change.path)
    ]
    found: dict[str, str] = {}
    for change, (_, _, raw) in zip(
        changes, repository.read_blobs_below([change.oid for change in changes], LIMIT), strict=True
    ):
        if raw is not None and not_text(raw) is None:
            found[change.path] = decode(raw)
    return found


def _is_named(path: str, names: Sequence[str]) -> bool:
    """Tell whether `path` is one of `names`, or lies below one; without names it is."""
    return not names or any(name in (".", path) or path.startswith(f"{name}/") for name in names)


def _inputs(searched: Searched, texts: Mapping[str, str], head: str) -> Inputs:
    """Return the files in which something still stands, with the bases that are without it."""
    documents = []
    for path, mended in searched.mended.items():
        if mended.undone:
            document = Document.from_bytes(path, encode(texts[path]))
            base = mended_base(Base(texts[path], head, path), mended, document.text)
            documents.append(Input(document, (base,), "index"))
    return Inputs(tuple(documents), (), (), head, pages=head)


def _judged(
    inputs: Inputs, repository: Repository, config: Config, language_source: LanguageSource | None
) -> tuple[list[Introduced], list[FileFailure]]:
    """Return what still stands as today's text shows it, and the files of which that cannot be told."""
    runner = BatchRunner(inputs, repository, config._replace(scope="changed"), language_source)
    found, failures = list[Introduced](), list[FileFailure]()
    for result, item in zip(runner.run_all(), inputs.documents, strict=True):
        if isinstance(result, FileFailure):
            failures.append(result)
        else:
            found += _introduced(result.patch, item)
    return found, failures


def _introduced(patch: FilePatch, item: Input) -> Iterator[Introduced]:
    names = PastNames(item.document.text, item.bases[0])
    for fix in patch.applied:
        undone = names.undone_by(fix)
        if undone is not None:
            for finding in findings_of(patch._replace(applied=(fix,), unapplied=())):
                yield Introduced(undone, finding)


def _print(found: Sequence[Introduced], config: Config, environ: Mapping[str, str], stdout: IO[str]) -> None:
    if config.format == "json":
        stdout.write(render_introduced((one.undone.commit, one.undone.date, one.finding) for one in found))
        return
    report = TerminalReporter(stdout, _paint(config, stdout, environ), quiet=config.quiet)
    for line in _table(found):
        report.note(line)


def _table(found: Sequence[Introduced]) -> list[str]:
    """Return the lines of the table, one for each damage: its place, commit and date, and its repair."""
    rows = [
        (
            f"{one.finding.path}:{one.finding.line}",
            one.undone.commit[:COMMIT_SHOWN],
            one.undone.date[:10],
            one.finding.signature,
            f'"{one.finding.quotation[0]}" -> "{one.finding.quotation[1]}"',
        )
        for one in found
    ]
    if not rows:
        return []
    rows.insert(0, ("place", "commit", "date", "signature", "repair"))
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    return ["  ".join([*map(str.ljust, row, widths), row[4]]) for row in rows]


def _paint(config: Config, stream: IO[str], environ: Mapping[str, str]) -> color.Colorizer:
    return color.Colorizer(color.wanted(config.color, stream, environ))
