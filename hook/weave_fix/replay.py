"""`--replay N`: what the hook would have done to each of the last N commits; nothing is changed.

A commit's Markdown is judged as the hook would have judged it in the index, with its parent as `HEAD`. The words of the
repository are gathered in a temporary folder, so that those which are kept for the next commit stay.
"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from shutil import rmtree
from time import monotonic
from typing import IO, TYPE_CHECKING

from weave_fix.errors import WeaveFixError
from weave_fix.files.discover import SkippedFile
from weave_fix.files.select import select_commit
from weave_fix.named_tuple import NamedTuple
from weave_fix.records import COMMIT_SHOWN, Applicability
from weave_fix.report import color
from weave_fix.report.findings import findings_of
from weave_fix.report.formats.json import render_commits
from weave_fix.report.terminal import TerminalReporter
from weave_fix.run import CLEAN, EXPECTED, FAULT, is_sure
from weave_fix.runner import BatchRunner, FileFailure, FileResult, reader_of
from weave_fix.runtime.pool import in_order, processes
from weave_fix.runtime.signals import temporary_folder

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping, Sequence

    from weave_fix.config import Config
    from weave_fix.evidence.language.source import LanguageSource
    from weave_fix.git import Repository
    from weave_fix.report.findings import Finding

    Pair = tuple[str, str | None]

SHARE = 16
"""Commits that one process gets at a time. Within them words are made of those of a tree before and what changed since,
which bounds may make other words than all read again; so the cut depends on nothing but the order."""
FEW = 3
"""Commits that a warning names."""


class Replayed(NamedTuple):
    """What came of one commit."""

    commit: str
    files: int
    """Markdown files to check."""
    findings: tuple[Finding, ...] = ()
    is_stopped: bool = False
    """Whether the hook would have stopped it."""
    skipped: tuple[SkippedFile, ...] = ()
    lacking: tuple[str, ...] = ()
    """What a partial clone lacks, in words for a user."""
    troubles: tuple[FileFailure, ...] = ()
    is_read: bool = True
    """Whether git could say what it changed."""


class Counts(NamedTuple):
    """What a replay came to."""

    commits: int = 0
    """Commits that could be read."""
    with_markdown: int = 0
    """Those of the commits that had Markdown to check."""
    stopped: int = 0
    safe: int = 0
    unsafe: int = 0
    shown: int = 0
    alone: int = 0
    """Files left alone for what they are."""

    def plus(self, one: Replayed) -> Counts:
        """Return the counts with one commit more."""
        found = [finding.applicability for finding in one.findings]
        return Counts(
            self.commits + one.is_read,
            self.with_markdown + (one.files > 0),
            self.stopped + one.is_stopped,
            self.safe + found.count(Applicability.SAFE),
            self.unsafe + found.count(Applicability.UNSAFE),
            self.shown + found.count(Applicability.DISPLAY_ONLY),
            self.alone + sum(not skip.is_asked_for for skip in one.skipped),
        )


def replay(
    config: Config,
    number: int,
    repository: Repository | None,
    environ: Mapping[str, str],
    stdout: IO[str],
    stderr: IO[str],
) -> int:
    """Report what the hook would have done to the last `number` commits, and return the exit status.

    `config.paths` has the revision to start from, none for HEAD. The report goes to `stdout`; with the format `json`
    that gets the array, and `stderr` the report. WeaveFixError for wrong use.
    """
    if repository is None:
        raise WeaveFixError("no git repository here that has commits; run weave-fix inside one")
    start = monotonic()
    is_json = config.format == "json"
    reporter = TerminalReporter(stderr, _paint(config, stderr, environ))
    stream = stderr if is_json else stdout
    paint = _paint(config, stream, environ)
    report = TerminalReporter(stream, paint, **config.volume, strict=not is_json)
    pairs = _commits(config, number, repository, reporter)
    found: list[tuple[str, Finding]] = []
    counts, worst = Counts(), CLEAN
    with temporary_folder() as folder, closing(_replayed(pairs, repository, config, Path(folder))) as results:
        for one in results:
            _tell(one, report, reporter)
            counts = counts.plus(one)
            worst = max(worst, *(FAULT if failure.is_fault else EXPECTED for failure in one.troubles), CLEAN)
            found += [(one.commit, finding) for finding in one.findings if is_json]
    if is_json:
        stdout.write(render_commits(found))
    for line in _summary(counts, monotonic() - start):
        report.note(line)
    return worst


def _paint(config: Config, stream: IO[str], environ: Mapping[str, str]) -> color.Colorizer:
    return color.Colorizer(color.wanted(config.color, stream, environ))


def _commits(config: Config, number: int, repository: Repository, reporter: TerminalReporter) -> Sequence[Pair]:
    """Return the commits to look at, newest first, each with its parent; None for the first commit of all."""
    wrong = {"--check": config.check, "--base": config.base is not None, "--apply": config.apply is not None}
    wrong |= {f"--format {name}": True for name in config.formats - {"text", "json"}}
    wrong["--output"] = bool(config.reports)
    for flag in (flag for flag, is_given in wrong.items() if is_given):
        raise WeaveFixError(
            f"{flag} does not go with --replay, which compares commits with their parents; leave it out"
        )
    if len(config.paths) > 1:
        raise WeaveFixError(f"--replay takes one revision, not {len(config.paths)}; leave the others out")
    tip = repository.resolve(config.paths[0] if config.paths else "HEAD")
    pairs = repository.last_commits(tip, number)
    shallow = repository.shallow_commits()
    orphans = [commit[:COMMIT_SHOWN] for commit, _ in pairs if commit in shallow]
    if orphans:
        names = ", ".join(orphans[:FEW]) + (f" and {len(orphans) - FEW} more" if len(orphans) > FEW else "")
        hint = "left out; `git fetch --unshallow` fetches all"
        reporter.error("warning", f"this shallow clone lacks the parents of {names}, {hint}")
    return [pair for pair in pairs if pair[0] not in shallow]


def _replayed(
    pairs: Sequence[Pair], repository: Repository, config: Config, folder: Path
) -> Generator[Replayed, None, None]:
    """Yield what comes of each commit, in their order, from several processes where there are many.

    What is kept in `folder` is the words of the commits in work.
    """
    language_source = reader_of(config, repository)

    def act(first: int) -> list[Replayed]:
        words = folder / str(first)
        return [_replay(pair, repository, config, language_source, words) for pair in pairs[first : first + SHARE]]

    firsts = range(0, len(pairs), SHARE)
    is_alone = len(firsts) < 2 or processes() < 2
    hint = "nothing was written. Run it with fewer commits"
    with closing((act(first) for first in firsts) if is_alone else in_order(act, firsts, hint)) as shares:
        for first, share in zip(firsts, shares, strict=True):
            rmtree(folder / str(first), ignore_errors=True)
            yield from share


def _replay(
    pair: Pair, repository: Repository, config: Config, language_source: LanguageSource | None, words: Path
) -> Replayed:
    """Judge one commit; `words` is a folder for the words of its parent and of others."""
    commit, parent = pair
    try:
        inputs = select_commit(config, repository, commit, parent)
    except WeaveFixError as error:
        return Replayed(
            commit, 0, troubles=(FileFailure(f"{commit[:COMMIT_SHOWN]}: {error}", is_fault=False),), is_read=False
        )
    results = list(BatchRunner(inputs, repository, config, language_source, words).judge_here())
    patches = [one.patch for one in results if isinstance(one, FileResult)]
    troubles = [FileFailure(str(failure), is_fault=False) for failure in inputs.failures]
    troubles += [one for one in results if isinstance(one, FileFailure)]
    remarks = [SkippedFile(patch.document.path, patch.remark) for patch in patches if patch.remark]
    return Replayed(
        commit,
        len(inputs.documents),
        tuple(finding for patch in patches for finding in findings_of(patch)),
        any(is_sure(patch, config.strict) for patch in patches),
        (*inputs.skipped, *remarks),
        inputs.lacking,
        tuple(one._replace(message=f"{commit[:COMMIT_SHOWN]}: {one.message}") for one in troubles),
    )


def _tell(one: Replayed, report: TerminalReporter, reporter: TerminalReporter) -> None:
    for skip in one.skipped:
        report.skip(skip.path, skip.reason, one.commit)
    for finding in one.findings:
        report.finding(finding, one.commit)
        report.around(finding.excerpt)
    for message in one.lacking:
        reporter.error("warning", f"{one.commit[:COMMIT_SHOWN]}: {message}")
    for failure in one.troubles:
        reporter.error("fault" if failure.is_fault else "error", failure.message)


def _summary(counts: Counts, seconds: float) -> list[str]:
    """Return the lines of the summary, the time last."""
    commits, with_markdown, stopped, *found, alone = counts
    stops, *rates = (f"{100 * number / max(commits, 1):.1f}" for number in (stopped, *found))
    return [
        f"{commits} {'commit' if commits == 1 else 'commits'} looked at, {with_markdown} of them with Markdown.",
        f"The hook would have stopped {stopped}: {stops} per 100 commits.",
        "Findings: {} safe, {} unsafe, {} shown; ".format(*found) + "{}, {} and {} per 100 commits.".format(*rates),
        *([f"{alone} {'file' if alone == 1 else 'files'} left alone; --verbose says why."] if alone else []),
        f"It took {seconds:.1f} s.",
    ]
