"""The whole story: select, judge, hand to a sink, report, exit status.

What a commit without Markdown, or without damage, has no use for is imported where it is used.
"""

from __future__ import annotations

import sys
from collections import Counter
from typing import IO, TYPE_CHECKING

from weave_fix.config_file import ALL_NOTES, NO_NOTES
from weave_fix.files.select import Inputs, select, select_text
from weave_fix.named_tuple import NamedTuple
from weave_fix.records import COMMIT_SHOWN, Applicability, decode, encode
from weave_fix.report import color
from weave_fix.report.registry import Report, check_files, write
from weave_fix.report.terminal import Summary, TerminalReporter
from weave_fix.runner import BatchRunner, FileFailure, FileResult, reader_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from weave_fix.clean_cache import CleanCache
    from weave_fix.config import Config
    from weave_fix.errors import FileError
    from weave_fix.evidence.language.source import LanguageSource
    from weave_fix.files.select import Input
    from weave_fix.git import Repository
    from weave_fix.notes.record import NoteMessages
    from weave_fix.patch.write import Outcome
    from weave_fix.records import FilePatch

    Sunk = tuple[Sequence[Outcome], Sequence[FileError]]


class GivenText(NamedTuple):
    """A text that comes from standard input."""

    name: str
    """The path of the file that it is for, relative to the current folder."""
    raw: bytes


CLEAN, FOUND, EXPECTED, FAULT = 0, 1, 2, 3
MADE = ("made", "written", "merged")
"""What becomes of repairs that are made."""


def run(
    config: Config,
    repository: Repository | None,
    environ: Mapping[str, str],
    cwd: Path,
    stdout: IO[str],
    stderr: IO[str],
    given: GivenText | None = None,
) -> int:
    """Do what `config` asks for and return the exit status.

    With a text that is `given` nothing is read or written but that: without `check` it goes to `stdout` repaired.

    `cwd`, absolute, is where named paths start; `environ` is asked for pre-commit's refs and for NO_COLOR. What ails
    one file is reported, and the others are handled; what ails all of them raises WeaveFixError.
    """
    check_files(config, cwd)
    where = (config, repository, environ, cwd)
    inputs = select(*where) if given is None else select_text(*where, *given)
    results, inputs = _judged(inputs, repository, config, stderr)
    judged = [result for result in results if isinstance(result, FileResult)]
    file_failures = [FileFailure(str(failure), is_fault=False) for failure in inputs.failures]
    file_failures += [result for result in results if isinstance(result, FileFailure)]
    failed = len(file_failures)
    is_kept = given is None and not config.check
    reporter = TerminalReporter(stderr, _paint(config, stderr, environ), **config.volume)
    judged, to_write = _asked(judged, where, reporter, stderr)
    messages = _remember([one.patch for one in judged], config, repository, environ) if is_kept else None
    sink = _write if is_kept else _leave
    outcomes, failures = sink([one for one in to_write if one.patch.changed], repository, cwd)
    file_failures += [FileFailure(str(failure), is_fault=False) for failure in failures]
    kinds = {one.path: one.kind for one in outcomes} | dict.fromkeys((one.path for one in failures), "failed")

    if config.file:
        reporter.detail(f"configuration: {config.file}")
    _report_files(inputs, judged, reporter)
    if not config.interactive:
        _tell(judged, reporter)
    _report_warnings(inputs, judged, reporter)
    _complain(outcomes, file_failures, reporter)  # before standard output, which may be full
    done = [one for one in judged if _became(one, kinds) in MADE]
    report = Report(
        [one.patch for one in judged],
        b"".join(one.diff for one in done),
        str(cwd if repository is None else repository.root),
        config.window,
    )
    if given is not None and not config.check:
        _print_text(judged[0].patch.text_after if judged else decode(given.raw), stdout)
    write(config, report, stdout, _paint(config, stdout, environ), cwd)
    summary = _tally(inputs, judged, kinds, failed)
    is_nothing_staged = given is None and not (config.paths or inputs.documents or inputs.skipped or failed)
    reporter.summary(summary._replace(is_nothing_staged=is_nothing_staged), check=not is_kept)
    _add_remarks(config, inputs, report, messages, reporter)
    return _status(config, judged, file_failures)


def _add_remarks(
    config: Config, inputs: Inputs, report: Report, messages: NoteMessages | None, reporter: TerminalReporter
) -> None:
    """Say what stands behind the summary."""
    if config.statistics:
        from weave_fix.report.statistics import table

        reporter.table(table(report.findings()))
    if config.profile:
        from weave_fix.report import profile
        from weave_fix.runtime.stages import end

        reporter.table(profile.table(end()))
    if messages is not None:
        _mention(messages, reporter)
    if config.paths and not inputs.documents and inputs.unchanged:
        reporter.note(_as_it_was(inputs))


def _judged(
    inputs: Inputs, repository: Repository | None, config: Config, stderr: IO[str]
) -> tuple[list[FileResult | FileFailure], Inputs]:
    """Return what comes of each document, and the inputs with what `--deep` adds to them."""
    cache = _cache(inputs, repository, config)
    known = frozenset() if cache is None else cache.known(inputs)
    language_source = None
    if config.deep is not None or len(known) < len(inputs.documents):
        language_source = reader_of(config, repository)
    if config.deep is not None:
        inputs = _deepened(inputs, repository, config, language_source)
        known = frozenset(number for number in known if _is_as_committed(inputs.documents[number]))
    runner = BatchRunner(inputs, repository, config, language_source, cache=cache, known=known)
    results = list(_watched(runner, inputs, config, stderr))
    if cache is not None:
        cache.add(digest for one in results if isinstance(one, FileResult) for digest in one.digests)
    return results, inputs


def _cache(inputs: Inputs, repository: Repository | None, config: Config) -> CleanCache | None:
    """Return what knows the texts in which nothing was found before; None where each has to be looked at."""
    if repository is None or not inputs.documents or not config.cache:
        return None
    if repository.is_partial:  # the words that it knows may become more
        return None
    from weave_fix.clean_cache import CleanCache

    try:
        # What the past says of a text is asked in each run, and only where that is nothing is the text known.
        return CleanCache(repository, config._replace(deep=None), inputs.commit)
    except OSError:
        return None


def _asked(
    judged: list[FileResult],
    where: tuple[Config, Repository | None, Mapping[str, str], Path],
    reporter: TerminalReporter,
    stderr: IO[str],
) -> tuple[list[FileResult], list[FileResult]]:
    """Return what is to be reported and what is to be written, after a person was asked where that is wanted."""
    config, repository, environ, cwd = where
    if not config.interactive:
        return judged, judged
    from weave_fix.interactive.command import ask

    return ask(judged, config, repository, cwd, environ, reporter, (sys.stdin, stderr))


def _watched(
    runner: BatchRunner, inputs: Inputs, config: Config, stderr: IO[str]
) -> Iterator[FileResult | FileFailure]:
    """Return what the runner yields; on a terminal, say how far it is where there is much to do."""
    total = len(inputs.documents)
    if total < 2 or config.quiet or not stderr.isatty():
        return runner.run_all()
    from weave_fix.report.progress import told

    return told(runner.run_all(), total, "files", stderr)


def _status(config: Config, judged: Sequence[FileResult], file_failures: Sequence[FileFailure]) -> int:
    if file_failures:
        return FAULT if any(file_failure.is_fault for file_failure in file_failures) else EXPECTED
    return FOUND if not config.exit_zero and any(is_sure(one.patch, config.strict) for one in judged) else CLEAN


def _is_as_committed(item: Input) -> bool:
    """Tell whether a text is its base, of which the past restores nothing: older texts are asked for nothing then."""
    is_restored = any(base.undone for base in item.bases)
    return bool(item.bases) and item.bases[0].text == item.document.text and not is_restored


def _deepened(
    inputs: Inputs, repository: Repository | None, config: Config, language_source: LanguageSource | None
) -> Inputs:
    """Return the inputs with what the past of their files restores."""
    from weave_fix.past.deepen import deepen

    return deepen(inputs, repository, config, language_source)


def _report_files(inputs: Inputs, judged: Sequence[FileResult], reporter: TerminalReporter) -> None:
    """Say under `verbose` what was compared with what, and what was left out; that too where it was all there is."""
    if inputs.remark:
        reporter.detail(inputs.remark)
    _report_checked(inputs, judged, reporter)
    for path in inputs.unchanged if reporter.verbose else ():
        reporter.skip(path, f"not changed since {(inputs.commit or '')[:COMMIT_SHOWN]}")
    for skip in inputs.skipped:
        reporter.skip(skip.path, skip.reason, is_all=not inputs.documents and not inputs.unchanged)
    if lacking := max((one.lacking for one in judged), default=0):
        reporter.detail(_unknown_words(lacking, inputs.commit or ""))
    for one in judged:
        if one.is_overdue:
            reporter.error("warning", f"{one.patch.document.path}: {one.patch.remark}")
        elif one.patch.remark:
            reporter.skip(one.patch.document.path, one.patch.remark)


def _report_checked(inputs: Inputs, judged: Sequence[FileResult], reporter: TerminalReporter) -> None:
    """Say under `verbose` what each file was compared with that was not left as it was."""
    done = {one.patch.document.path for one in judged if not one.patch.remark} if reporter.verbose else ()
    for item in inputs.documents:
        if item.document.path in done:
            base = f"compared with {item.bases[0].commit[:COMMIT_SHOWN]}" if item.bases else "as a new file"
            reporter.detail(f"{item.document.path}: checked, {base}")
            for remark in _compared_as_one(item):
                reporter.detail(remark)


def _compared_as_one(item: Input) -> Iterator[str]:
    """Yield what to say of passages in which too much differs to compare them word by word."""
    if not item.bases:
        return
    from weave_fix.diff.align import rewritten

    text = item.document.text
    for block in rewritten(item.bases[0].text, text):
        line = text.count("\n", 0, block.new_start) + 1
        lines = text.count("\n", block.new_start, block.new_end)
        yield f"{item.document.path}:{line}: {lines} lines are compared as one change: too much of them differs"


def _report_warnings(inputs: Inputs, judged: Sequence[FileResult], reporter: TerminalReporter) -> None:
    """Warn of bases that are missing and of wrong comments in the texts; say which comments ignore nothing."""
    for message in (*inputs.lacking, *(message for one in judged for message in one.warnings)):
        reporter.error("warning", message)
    for message in (message for one in judged for message in one.unused):
        reporter.detail(message)


def _as_it_was(inputs: Inputs) -> str:
    """Return what to say where nothing was compared, as under `pre-commit run --all-files`."""
    files = "The file is" if len(inputs.unchanged) == 1 else f"All {len(inputs.unchanged)} files are"
    return (
        f"{files} as in {(inputs.commit or '')[:COMMIT_SHOWN]}, so there was nothing to compare. To check all text: "
        "`weave-fix --check --scope all .`, or the hook `weave-check-all`."
    )


def _print_text(text: str, stdout: IO[str]) -> None:
    """Write the very bytes of `text`."""
    stdout.flush()
    stdout.buffer.write(encode(text))  # type: ignore[attr-defined]  # IO[str] does not promise a buffer
    stdout.buffer.flush()  # type: ignore[attr-defined]


def _unknown_words(lacking: int, commit: str) -> str:
    files = "Markdown file" if lacking == 1 else "Markdown files"
    shown = commit[:COMMIT_SHOWN]
    return f"this partial clone lacks {lacking} {files} of {shown}; words that stand only there are not known"


def _write(judged: Sequence[FileResult], repository: Repository | None, cwd: Path) -> Sunk:
    """Carry the patches into the working tree."""
    if not judged:
        return (), ()
    from weave_fix.patch.write import write_repairs

    written = write_repairs([(one.patch, one.source) for one in judged], repository, cwd)
    return written.outcomes, written.failures


def _leave(judged: Sequence[FileResult], repository: Repository | None, cwd: Path) -> Sunk:
    """Do nothing: the sink of `--check`, whose patches are printed and no more."""
    return (), ()


def _remember(
    patches: Sequence[FilePatch], config: Config, repository: Repository | None, environ: Mapping[str, str]
) -> NoteMessages | None:
    """Keep the notes of what is repaired, before it is written; None where there are none to keep."""
    every = config.notes == ALL_NOTES
    found = [patch for patch in patches if patch.applied or (every and patch.unapplied)]
    if not found or config.check or config.notes == NO_NOTES or repository is None:
        return None
    from weave_fix.notes.record import is_wanted, record

    return record(found, repository, every=every, hints=not config.quiet) if is_wanted(environ) else None


def _mention(messages: NoteMessages, reporter: TerminalReporter) -> None:
    if messages.warning:
        reporter.error("warning", messages.warning)
    if messages.hint:
        reporter.note(messages.hint)


def _paint(config: Config, stream: IO[str], environ: Mapping[str, str]) -> color.Colorizer:
    return color.Colorizer(color.wanted(config.color, stream, environ))


def _tell(judged: Sequence[FileResult], reporter: TerminalReporter) -> None:
    if not reporter.debug:
        judged = [one for one in judged if one.patch.applied or one.patch.unapplied]
    if not judged:
        return
    from weave_fix.report.findings import findings_of, refused_of

    for one in judged:
        for finding in findings_of(one.patch):
            reporter.finding(finding)
        for refused in refused_of(one.patch):
            reporter.refusal(refused)


def _complain(outcomes: Sequence[Outcome], file_failures: Sequence[FileFailure], reporter: TerminalReporter) -> None:
    for outcome in outcomes:
        if outcome.warning:
            reporter.error("warning", f"{outcome.path}: {outcome.warning}")
        if outcome.kind == "kept":
            reporter.error("warning", f"{outcome.path}: {outcome.message}")
        elif outcome.kind != "written":
            reporter.note(f"{outcome.path}: {outcome.message}")
    for failure in sorted(file_failures, key=lambda failure: failure.is_fault):
        reporter.error("fault" if failure.is_fault else "error", failure.message)


def _became(one: FileResult, kinds: Mapping[str, str]) -> str:
    """Return what became of a file's repairs; `kinds` has by path what became of those that were to be written."""
    return kinds.get(one.patch.document.path, "made")


def _tally(inputs: Inputs, judged: Sequence[FileResult], kinds: Mapping[str, str], failed: int) -> Summary:
    reported = [fix.applicability for one in judged for fix in one.patch.unapplied]
    repairs: Counter[str] = Counter()
    for one in judged:
        repairs[_became(one, kinds)] += len(one.patch.applied)
    alone = sum(bool(one.patch.remark) for one in judged)
    return Summary(
        files=sum(not one.patch.remark or bool(one.patch.unapplied) for one in judged),
        repairs=sum(repairs[kind] for kind in MADE),
        repaired_files=sum(one.patch.changed and _became(one, kinds) in MADE for one in judged),
        present=repairs["present"],
        kept=repairs["kept"],
        unwritten=repairs["failed"],
        unsafe=reported.count(Applicability.UNSAFE),
        left=len(reported) - reported.count(Applicability.UNSAFE),
        left_files=sum(
            any(fix.applicability is not Applicability.UNSAFE for fix in one.patch.unapplied) for one in judged
        ),
        alone=alone + sum(not skip.is_asked_for for skip in inputs.skipped),
        failed=failed,
    )


def is_sure(patch: FilePatch, strict: bool) -> bool:
    """Tell whether what was found in a file has to stop a commit."""
    if patch.applied or (strict and patch.unapplied):
        return True
    return any(fix.applicability is Applicability.SAFE or fix.stops for fix in patch.unapplied)
