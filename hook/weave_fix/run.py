"""The whole story: select, examine, verify, hand to a sink, report, exit status.

What a commit without Markdown, or without damage, has no use for is imported where it is used.
"""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, NamedTuple

from weave_fix.data import Applicability
from weave_fix.errors import FaultError, FileError, WeaveFixError
from weave_fix.files import select
from weave_fix.report import color
from weave_fix.report.text import Tally, Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from weave_fix.config import Config
    from weave_fix.data import Document, FilePatch
    from weave_fix.files import Source, Subject
    from weave_fix.git import Repository
    from weave_fix.language.known import Known
    from weave_fix.write import Outcome

    Sunk = tuple[Sequence[Outcome], Sequence[FileError]]

CLEAN, FOUND, EXPECTED, FAULT = 0, 1, 2, 3


class Judged(NamedTuple):
    """A patch that has passed the gate."""

    patch: FilePatch
    source: Source
    diff: bytes
    """Empty where nothing changes, or where no diff is to be printed."""


class Troubles:
    """What could not be done, and why; each concerns some files and not the others."""

    def __init__(self, expected: list[str]) -> None:
        self.expected = expected
        self.faults: list[str] = []


def run(
    config: Config,
    repository: Repository | None,
    environ: Mapping[str, str],
    cwd: Path,
    stdout: IO[str],
    stderr: IO[str],
) -> int:
    """Do what `config` asks for and return the exit status.

    `cwd`, absolute, is where named paths start; `environ` is asked for pre-commit's refs and for NO_COLOR. What ails
    one file is reported, and the others are handled; what ails all of them raises WeaveFixError.
    """
    selection = select(config, repository, environ, cwd)
    troubles = Troubles([str(failure) for failure in selection.failures])
    subjects = [subject for subject in selection.subjects if subject.bases]
    known = _known_words(repository, subjects)
    judged = [one for subject in subjects if (one := _judge(subject, known, repository, config, troubles)) is not None]
    sink = _leave if config.check else _write
    outcomes, failures = sink([one for one in judged if one.patch.changed], repository, cwd)
    troubles.expected += map(str, failures)
    not_done = {failure.path for failure in failures} | {one.path for one in outcomes if one.kind == "kept"}
    done = [one for one in judged if one.patch.document.path not in not_done]

    text = Text(stderr, _paint(config, stderr, environ), quiet=config.quiet, verbose=config.verbose)
    for skip in selection.skipped:
        text.skip(skip.path, skip.reason)
    for subject in selection.subjects:
        if not subject.bases:
            text.skip(subject.document.path, "new; there is no earlier version to compare it with")
    _tell(judged, text)
    _print(judged if config.format == "json" else done, config, stdout, _paint(config, stdout, environ))
    _complain(outcomes, troubles, text)
    text.summary(_tally(len(subjects), judged, done), check=config.check)
    if troubles.faults or troubles.expected:
        return FAULT if troubles.faults else EXPECTED
    return FOUND if any(_is_sure(one.patch, config.strict) for one in judged) else CLEAN


def _judge(
    subject: Subject, known: Known, repository: Repository | None, config: Config, troubles: Troubles
) -> Judged | None:
    """Examine one text and take the patch through the gate; None, and a trouble more, if that cannot be done."""
    from weave_fix.decide import examine

    def look(document: Document) -> FilePatch:
        patch = examine(document, subject.bases, known, unsafe=config.unsafe)
        if not patch.changed:
            return patch
        from weave_fix.check import admit

        return admit(patch, subject.bases)

    path = subject.document.path
    try:
        patch = look(subject.document)
        if repository is not None and (patch.applied or patch.reported):
            from weave_fix.foreign import name_sources

            patch = name_sources(patch, repository, subject.bases[0].commit)
        if not patch.changed:
            return Judged(patch, subject.source, b"")
        from weave_fix.check import verify
        from weave_fix.patch import file_change, unified_diff

        verify(patch, subject.bases, look)
        diff = unified_diff([file_change(patch)]) if config.format == "diff" else b""
    except WeaveFixError as error:
        troubles.expected.append(str(error) if isinstance(error, FileError) else f"{path}: {error}")
    except FaultError as error:
        troubles.faults.append(str(error))
    except Exception as error:  # one file's bad luck must not keep the others from being read
        from weave_fix.report.fault import describe

        troubles.faults.append(f"{path}: {describe(error)}")
    else:
        return Judged(patch, subject.source, diff)
    return None


def _known_words(repository: Repository | None, subjects: Sequence[Subject]) -> Known:
    """Return the words of the commit that the bases are in: HEAD may hold the damage already."""
    from weave_fix.language.known import NoWords, RepositoryWords

    if repository is None or not subjects:
        return NoWords()
    return RepositoryWords(repository, subjects[0].bases[0].commit)


def _write(judged: Sequence[Judged], repository: Repository | None, cwd: Path) -> Sunk:
    """Carry the patches into the working tree."""
    if not judged:
        return (), ()
    from weave_fix.write import write_repairs

    written = write_repairs([(one.patch, one.source) for one in judged], repository, cwd)
    return written.outcomes, written.failures


def _leave(judged: Sequence[Judged], repository: Repository | None, cwd: Path) -> Sunk:
    """Do nothing: the sink of `--check`, whose patches are printed and no more."""
    return (), ()


def _paint(config: Config, stream: IO[str], environ: Mapping[str, str]) -> color.Paint:
    return color.Paint(color.wanted(config.color, stream, environ))


def _tell(judged: Sequence[Judged], text: Text) -> None:
    if not text.verbose:
        judged = [one for one in judged if one.patch.applied or one.patch.reported]
    if not judged:
        return
    from weave_fix.report.findings import findings_of, refused_of

    for one in judged:
        for finding in findings_of(one.patch):
            text.finding(finding)
        for refused in refused_of(one.patch):
            text.refusal(refused)


def _print(printed: Sequence[Judged], config: Config, stdout: IO[str], paint: color.Paint) -> None:
    if config.format == "diff":
        from weave_fix.report import diff

        diff.write(b"".join(one.diff for one in printed), stdout, paint)
    elif config.format == "json":
        from weave_fix.report.findings import findings_of
        from weave_fix.report.json import render

        stdout.write(render(finding for one in printed for finding in findings_of(one.patch)))


def _complain(outcomes: Sequence[Outcome], troubles: Troubles, text: Text) -> None:
    for outcome in outcomes:
        if outcome.kind == "kept":
            text.complain("warning", f"{outcome.path}: {outcome.message}")
        elif outcome.kind != "written":
            text.note(f"{outcome.path}: {outcome.message}")
    for message in troubles.expected:
        text.complain("error", message)
    for message in troubles.faults:
        text.complain("fault", message)


def _tally(files: int, judged: Sequence[Judged], done: Sequence[Judged]) -> Tally:
    reported = [repair.applicability for one in judged for repair in one.patch.reported]
    return Tally(
        files=files,
        repairs=sum(len(one.patch.applied) for one in done),
        repaired_files=sum(one.patch.changed for one in done),
        unsafe=reported.count(Applicability.UNSAFE),
        left=reported.count(Applicability.SHOWN),
    )


def _is_sure(patch: FilePatch, strict: bool) -> bool:
    """Tell whether what was found in a file has to stop a commit."""
    if patch.applied or (strict and patch.reported):
        return True
    return any(repair.applicability is Applicability.SAFE for repair in patch.reported)
