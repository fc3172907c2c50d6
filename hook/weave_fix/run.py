"""The whole story: select, judge, hand to a sink, report, exit status.

What a commit without Markdown, or without damage, has no use for is imported where it is used.
"""

from __future__ import annotations

from collections import Counter
from typing import IO, TYPE_CHECKING

from weave_fix.data import Applicability
from weave_fix.files import SHOWN, Selection, select
from weave_fix.judge import Court, Judged, Trouble, reader_of
from weave_fix.report import color
from weave_fix.report.text import Tally, Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from weave_fix.config import Config
    from weave_fix.data import FilePatch
    from weave_fix.errors import FileError
    from weave_fix.git import Repository
    from weave_fix.notes.remember import Said
    from weave_fix.write import Outcome

    Sunk = tuple[Sequence[Outcome], Sequence[FileError]]

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
) -> int:
    """Do what `config` asks for and return the exit status.

    `cwd`, absolute, is where named paths start; `environ` is asked for pre-commit's refs and for NO_COLOR. What ails
    one file is reported, and the others are handled; what ails all of them raises WeaveFixError.
    """
    selection = select(config, repository, environ, cwd)
    results = list(Court(selection, repository, config, reader_of(config, repository)).judge_all())
    judged = [result for result in results if isinstance(result, Judged)]
    troubles = [Trouble(str(failure), is_fault=False) for failure in selection.failures]
    troubles += [result for result in results if isinstance(result, Trouble)]
    failed = len(troubles)
    said = _remember([one.patch for one in judged], config, repository, environ)
    sink = _leave if config.check else _write
    outcomes, failures = sink([one for one in judged if one.patch.changed], repository, cwd)
    troubles += [Trouble(str(failure), is_fault=False) for failure in failures]
    kinds = {one.path: one.kind for one in outcomes} | dict.fromkeys((one.path for one in failures), "failed")

    text = Text(stderr, _paint(config, stderr, environ), quiet=config.quiet, verbose=config.verbose)
    for skip in selection.skipped:
        text.skip(skip.path, skip.reason)
    if lacking := max((one.lacking for one in judged), default=0):
        text.detail(_unknown_words(lacking, selection.commit or ""))
    for one in judged:
        if one.patch.remark:
            text.skip(one.patch.document.path, one.patch.remark)
    _tell(judged, text)
    for message in selection.lacking:
        text.complain("warning", message)
    _complain(outcomes, troubles, text)  # before standard output, which may be full
    done = [one for one in judged if _became(one, kinds) in MADE]
    _print(judged if config.format == "json" else done, config, stdout, _paint(config, stdout, environ))
    text.summary(_tally(selection, judged, kinds, failed), check=config.check)
    if said is not None:
        _mention(said, text)
    if troubles:
        return FAULT if any(trouble.is_fault for trouble in troubles) else EXPECTED
    return FOUND if any(is_sure(one.patch, config.strict) for one in judged) else CLEAN


def _unknown_words(lacking: int, commit: str) -> str:
    files = "Markdown file" if lacking == 1 else "Markdown files"
    return f"this partial clone lacks {lacking} {files} of {commit[:SHOWN]}; words that stand only there are not known"


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


def _remember(
    patches: Sequence[FilePatch], config: Config, repository: Repository | None, environ: Mapping[str, str]
) -> Said | None:
    """Keep the notes of what was found, before it is written; None where there are none to keep."""
    found = [patch for patch in patches if patch.applied or patch.reported]
    if not found or config.check or not config.notes or repository is None:
        return None
    from weave_fix.notes.remember import is_wanted, remember

    return remember(found, repository, hints=not config.quiet) if is_wanted(environ) else None


def _mention(said: Said, text: Text) -> None:
    if said.warning:
        text.complain("warning", said.warning)
    if said.hint:
        text.note(said.hint)


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


def _complain(outcomes: Sequence[Outcome], troubles: Sequence[Trouble], text: Text) -> None:
    for outcome in outcomes:
        if outcome.kind == "kept":
            text.complain("warning", f"{outcome.path}: {outcome.message}")
        elif outcome.kind != "written":
            text.note(f"{outcome.path}: {outcome.message}")
    for trouble in sorted(troubles, key=lambda trouble: trouble.is_fault):
        text.complain("fault" if trouble.is_fault else "error", trouble.message)


def _became(one: Judged, kinds: Mapping[str, str]) -> str:
    """Return what became of a file's repairs; `kinds` has by path what became of those that were to be written."""
    return kinds.get(one.patch.document.path, "made")


def _tally(selection: Selection, judged: Sequence[Judged], kinds: Mapping[str, str], failed: int) -> Tally:
    reported = [repair.applicability for one in judged for repair in one.patch.reported]
    repairs: Counter[str] = Counter()
    for one in judged:
        repairs[_became(one, kinds)] += len(one.patch.applied)
    alone = sum(bool(one.patch.remark) for one in judged)
    return Tally(
        files=len(selection.subjects),
        repairs=sum(repairs[kind] for kind in MADE),
        repaired_files=sum(one.patch.changed and _became(one, kinds) in MADE for one in judged),
        present=repairs["present"],
        kept=repairs["kept"],
        unwritten=repairs["failed"],
        unsafe=reported.count(Applicability.UNSAFE),
        left=reported.count(Applicability.SHOWN) + reported.count(Applicability.SAFE),
        unseen=len(selection.subjects) - len(judged) + alone,
        alone=alone + sum(not skip.is_asked_for for skip in selection.skipped),
        failed=failed,
    )


def is_sure(patch: FilePatch, strict: bool) -> bool:
    """Tell whether what was found in a file has to stop a commit."""
    if patch.applied or (strict and patch.reported):
        return True
    return any(repair.applicability is Applicability.SAFE for repair in patch.reported)
