"""`--since REV`: which commits after REV brought in damage that still stands in HEAD; nothing is changed."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from time import monotonic
from typing import IO, TYPE_CHECKING, NamedTuple

from weave_fix.config import FLAG
from weave_fix.decision import AnalysisContext, analyze
from weave_fix.decision.earlier import EarlierLooks
from weave_fix.errors import WeaveFixError
from weave_fix.files.discover import LIMIT, not_text
from weave_fix.markdown.suffixes import is_markdown
from weave_fix.past.deepen import mended_base, why_stopped
from weave_fix.past.names import PastNames, name_past
from weave_fix.past.search import PastSearch
from weave_fix.past.settled import with_settled
from weave_fix.past.words import SoundVocabulary
from weave_fix.patch.verify import drop_structure_changes
from weave_fix.records import COMMIT_SHOWN, Base, Document, decode
from weave_fix.report import color
from weave_fix.report.findings import findings_of
from weave_fix.report.formats.json import render_introduced
from weave_fix.report.terminal import TerminalReporter
from weave_fix.run import CLEAN, FOUND
from weave_fix.runner import reader_of
from weave_fix.runtime.signals import temporary_folder
from weave_fix.vocabulary.lookup import RepositoryVocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from weave_fix.config import Config
    from weave_fix.evidence.language.source import LanguageSource
    from weave_fix.git import Repository
    from weave_fix.past.search import Searched
    from weave_fix.records import FilePatch, Undone
    from weave_fix.report.findings import Finding

FORMATS = ("text", "json")
"""What it prints: a table, or the findings with the commit of each."""
MOST = 2**31 - 1
"""Changes of a file that are looked at: all of the range."""
FOREVER = 10.0**9
"""Seconds of a search that has no bound."""


class Introduced(NamedTuple):
    """A damage that still stands, as it would be repaired today."""

    undone: Undone
    finding: Finding


def since(
    config: Config,
    repository: Repository | None,
    environ: Mapping[str, str],
    stdout: IO[str],
    stderr: IO[str],
) -> int:
    """List the damage that the commits after `config.since` brought into HEAD's Markdown; return 1 if there is some.

    It is judged as the hook would have judged each commit, and again as a change of today's text. WeaveFixError for
    a revision that is none, and for flags that do not go with it.
    """
    repository, revision, head = _range(config, repository)
    reporter = TerminalReporter(stderr, _paint(config, stderr, environ), quiet=config.quiet)
    texts = _texts(config, repository, revision, head)
    deadline = monotonic() + (FOREVER if config.deep_seconds is None else config.deep_seconds)
    past = repository.past_of(texts, [head, f"^{revision}"], config.deep or MOST, deadline)
    with temporary_folder() as folder:
        language_source = reader_of(config, repository)
        searched = PastSearch(repository, language_source, Path(folder)).search(texts, past.changes, deadline)
    found = list(_introduced(searched, texts, head, repository, language_source))
    for message in dict.fromkeys(why_stopped(searched, repository, is_late=past.is_late)):
        reporter.error("warning", message)
    if config.format == "json":
        stdout.write(render_introduced((one.undone.commit, one.undone.date, one.finding) for one in found))
    else:
        report = TerminalReporter(stdout, _paint(config, stdout, environ), quiet=config.quiet)
        for line in _table(found):
            report.note(line)
    files = "1 Markdown file" if len(texts) == 1 else f"{len(texts)} Markdown files"
    damages = "1 damage still stands" if len(found) == 1 else f"{len(found)} damages still stand"
    reporter.note(f"{files} changed since {revision[:COMMIT_SHOWN]}; {damages}.")
    return FOUND if found else CLEAN


def _range(config: Config, repository: Repository | None) -> tuple[Repository, str, str]:
    """Return the repository, and the commits between which it is looked."""
    is_given = {key for key, source in config.sources if source == FLAG}  # the file's mode is for other runs
    wrong = {"--check": "check" in is_given and config.check, "--base": config.base is not None}
    wrong |= {"--apply": config.apply is not None, "--output": bool(config.reports)}
    wrong |= {f"--format {config.format}": "format" in is_given and config.format not in FORMATS}
    for flag in (flag for flag, is_wrong in wrong.items() if is_wrong):
        raise WeaveFixError(f"{flag} does not go with --since, which looks at commits; leave it out")
    head = None if repository is None else repository.head()
    if repository is None or head is None or config.since is None:
        raise WeaveFixError("no git repository here that has commits; run weave-fix inside one")
    return repository, repository.resolve(config.since), head


def _texts(config: Config, repository: Repository, revision: str, head: str) -> dict[str, str]:
    """Return the Markdown files of HEAD that differ from `revision`, by path, but for those that are excluded."""
    changes = [
        change
        for change in repository.changes_between(revision, head)
        if is_markdown(change.path, config.include)
        and change.mode.startswith("100")
        and not config.excludes(change.path)
    ]
    changes = [change for change in changes if _is_named(change.path, config.paths)]
    found: dict[str, str] = {}
    for change, (_, _, raw) in zip(
        changes, repository.read_blobs_below([change.oid for change in changes], LIMIT), strict=True
    ):
        if raw is not None and not_text(raw) is None:
            found[change.path] = decode(raw)
    return found


def _is_named(path: str, names: Sequence[str]) -> bool:
    return not names or any(path == name or path.startswith(f"{name.rstrip('/')}/") or name == "." for name in names)


def _introduced(
    searched: Searched,
    texts: Mapping[str, str],
    head: str,
    repository: Repository,
    language_source: LanguageSource | None,
) -> Iterator[Introduced]:
    vocabulary = RepositoryVocabulary(repository, head, code=True)
    for path, mended in searched.mended.items():
        if not mended.undone:
            continue
        document = Document.from_bytes(path, texts[path].encode("utf-8", "surrogateescape"))
        base = mended_base(Base(texts[path], head, path), mended, document.text)
        sound = SoundVocabulary(vocabulary, [base])
        context = AnalysisContext(sound, language_source, line_ends=repository.line_ends, earlier=EarlierLooks())
        look = partial(_look, bases=(base,), context=context)
        patch = with_settled(look(document), (base,), context, look)
        yield from _named(name_past(patch, base), PastNames(document.text, base))


def _look(document: Document, bases: tuple[Base, ...], context: AnalysisContext) -> FilePatch:
    return drop_structure_changes(analyze(document, bases, context), bases)


def _named(patch: FilePatch, names: PastNames) -> Iterator[Introduced]:
    for fix in patch.applied:
        undone = names.undone_by(fix)
        if undone is not None:
            for finding in findings_of(patch._replace(applied=(fix,), unapplied=())):
                yield Introduced(undone, finding)


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
