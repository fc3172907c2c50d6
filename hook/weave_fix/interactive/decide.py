"""From what was found, through the answers, to what is written."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from weave_fix.edits import apply_edits
from weave_fix.interactive.comment import comments
from weave_fix.interactive.question import EDIT, IGNORE, YES, Decision, Question
from weave_fix.interactive.session import Session
from weave_fix.named_tuple import NamedTuple
from weave_fix.patch.unified_diff import edits_of, file_change, unified_diff
from weave_fix.records import Applicability, Candidate, Fix
from weave_fix.report.findings import findings_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from weave_fix.records import FilePatch
    from weave_fix.report.color import Colorizer
    from weave_fix.report.terminal import TerminalReporter
    from weave_fix.runner import FileResult


class Decided(NamedTuple):
    """What came of all questions."""

    told: list[FileResult]
    """With the repairs that were chosen, as reports tell them."""
    written: list[FileResult]
    """The same with the comments that were asked for."""
    kinds: dict[str, list[Question]]
    """The questions by what was decided."""


def decide(
    results: Sequence[FileResult],
    why_not: Mapping[str, Callable[[Question], str]],
    environ: Mapping[str, str],
    reporter: TerminalReporter,
    streams: tuple[IO[str], IO[str]],
    paint: Colorizer,
) -> Decided:
    """Ask about every finding of `results`, and return them with what was chosen; see `Session` for the arguments.

    KeyboardInterrupt passes: then nothing was decided.
    """
    questions = [
        Question(number, fix, finding, one.patch.document)
        for number, one in enumerate(results)
        for fix, finding in zip(_fixes(one.patch), findings_of(one.patch), strict=True)
    ]
    decisions = Session(questions, why_not, environ, reporter, streams, paint).run()
    told, written = [], []
    for number, one in enumerate(results):
        own = {at: decision for at, decision in decisions.items() if questions[at].file == number}
        patch = _patch(one.patch, questions, own)
        told.append(_result(one, patch))
        ignored = [questions[at] for at, decision in own.items() if decision.kind == IGNORE]
        written.append(_result(one, _with_comments(patch, ignored)))
    kinds: dict[str, list[Question]] = {}
    for at, decision in sorted(decisions.items()):
        kinds.setdefault(decision.kind, []).append(questions[at])
    return Decided(told, written, kinds)


def _fixes(patch: FilePatch) -> list[Fix]:
    """Return the fixes in the order of `findings_of`."""
    return sorted([*patch.applied, *patch.unapplied], key=lambda fix: (fix.candidate.start, fix.candidate.end))


def _patch(patch: FilePatch, questions: Sequence[Question], decisions: Mapping[int, Decision]) -> FilePatch:
    """Return what of a patch was chosen; what was refused is no finding any more, what was not decided is one."""
    applied, seen = [], set()
    for at, decision in decisions.items():
        fix = questions[at].fix
        seen.add(id(fix))
        if decision.kind == YES:
            applied.append(fix)
        elif decision.kind == EDIT and decision.edits:
            applied.append(fix._replace(candidate=fix.candidate._replace(edits=decision.edits)))
    applied.sort(key=lambda fix: (fix.candidate.start, fix.candidate.end))
    left = tuple(fix for fix in _fixes(patch) if id(fix) not in seen)
    made = patch._replace(applied=tuple(applied), unapplied=left)
    return made._replace(text_after=apply_edits(patch.document.text, edits_of(made)))


def _with_comments(patch: FilePatch, questions: Sequence[Question]) -> FilePatch:
    chosen = edits_of(patch)
    edits = [edit for edit in comments(questions) if not any(one.start < edit.start < one.end for one in chosen)]
    if not edits:
        return patch
    fixes = [Fix(Candidate("ignore", (edit,), "a comment"), (), Applicability.SAFE) for edit in edits]
    made = patch._replace(applied=(*patch.applied, *fixes))
    return made._replace(text_after=apply_edits(patch.document.text, edits_of(made)))


def _result(one: FileResult, patch: FilePatch) -> FileResult:
    return one._replace(patch=patch, diff=unified_diff([file_change(patch)]) if patch.changed else b"")
