"""`--apply`: read the patch, place all of it, and write all of it or nothing."""

from __future__ import annotations

import sys
from typing import IO, TYPE_CHECKING

from weave_fix.apply_diff import rejects
from weave_fix.apply_diff.carry import CollisionError, edits_of
from weave_fix.apply_diff.hunks import PatchError, old_side
from weave_fix.apply_diff.lines import but_for_blanks
from weave_fix.apply_diff.parse import parse
from weave_fix.apply_diff.place import Difference, Level, Place, Refusal, place_all
from weave_fix.apply_diff.target import Target, targets
from weave_fix.config_file import NO_NOTES
from weave_fix.edits import apply_edits, minimize
from weave_fix.errors import WeaveFixError
from weave_fix.files.discover import LIMIT
from weave_fix.named_tuple import NamedTuple
from weave_fix.records import Applicability, Candidate, FilePatch, Fix, encode
from weave_fix.report import color
from weave_fix.report.escape import shorten
from weave_fix.report.findings import findings_of
from weave_fix.report.registry import Report, check_files, write
from weave_fix.report.terminal import TerminalReporter
from weave_fix.runtime.regular_file import read_regular

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from weave_fix.config import Config
    from weave_fix.git import Repository

UNCHANGED, CHANGED, REFUSED = 0, 1, 2
SIGNATURE = "patch"
STANDARD_INPUT = "-"
QUOTED = 80
"""Characters that a message quotes of a line."""
TOLD = 20
"""Refusals of one file that are told."""
MESSAGES = {
    Level.EXACT: "a hunk of a patch",
    Level.BLANKS: "a hunk of a patch, placed without regard to white space",
    Level.SIMILAR: "a hunk of a patch, placed by its likeness to the text",
}


class Applied(NamedTuple):
    """What a patch comes to in one file."""

    target: Target
    patch: FilePatch
    refusals: list[Refusal]


def apply(
    config: Config,
    repository: Repository | None,
    environ: Mapping[str, str],
    cwd: Path,
    stdout: IO[str],
    stderr: IO[str],
) -> int:
    """Apply the patch that `config` names to the working tree and return the exit status.

    Nothing is written unless every hunk has its place; with `partial` those that have are, and the others are left
    beside the file. WeaveFixError for a patch that cannot be read.
    """
    reporter = TerminalReporter(stderr, _paint(config, stderr, environ), **config.volume)
    check_files(config, cwd)
    found, errors = _targets(config, repository, cwd)
    made = [_applied(target) for target in found]
    for error in errors:
        reporter.error("error", str(error))
    if not errors and _is_done(made):
        for one in made:
            reporter.note(f"{one.patch.document.path}: has what the patch makes of it already; nothing was written")
        return UNCHANGED
    made = [_without_what_is_there(one, reporter) for one in made] if config.partial else made
    refused = [one for one in made if one.refusals]
    for one in refused:
        _tell_refusals(one, reporter)
    if errors or (refused and not config.partial):
        reporter.note(_nothing(made, errors))
        return REFUSED
    for one in made:
        for finding in findings_of(one.patch):
            reporter.finding(finding)
    changed = [one for one in made if one.patch.changed]
    if not config.check:
        _remember(changed, config, repository, environ, reporter)
        _write(changed, refused, repository, cwd, reporter)
    folder = cwd if repository is None else repository.root
    _print(changed, config, folder, cwd, stdout, _paint(config, stdout, environ))
    reporter.note(_summary(made, check=config.check))
    if refused:
        return REFUSED
    return CHANGED if changed else UNCHANGED


def _targets(config: Config, repository: Repository | None, cwd: Path) -> tuple[list[Target], list[WeaveFixError]]:
    """Return the files that the patch is for, and what is wrong with others that it names."""
    name = config.apply or STANDARD_INPUT
    try:
        return targets(parse(_read(name, cwd)), config.paths, repository, cwd)
    except PatchError as error:
        raise PatchError(error.reason, error.line, "" if name == STANDARD_INPUT else name) from error


def _without_what_is_there(one: Applied, reporter: TerminalReporter) -> Applied:
    """Return the same without the refusals of hunks whose text the file has already, which are told."""
    for refusal in one.refusals:
        if refusal.is_there:
            path = one.patch.document.path
            reporter.note(f"{path}: has what the hunk at line {refusal.hunk.at} of the patch makes of it already")
    return one._replace(refusals=[refusal for refusal in one.refusals if not refusal.is_there])


def _read(name: str, cwd: Path) -> bytes:
    if name == STANDARD_INPUT:
        raw = sys.stdin.buffer.read(LIMIT + 1)
        if len(raw) > LIMIT:
            raise PatchError(f"has over {LIMIT:,} bytes; give it in parts")
        return raw
    try:
        return read_regular(cwd / name, LIMIT)
    except FileNotFoundError as error:
        raise WeaveFixError(f"--apply {name}: no such file; name the patch, or `-` for standard input") from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise WeaveFixError(f"--apply {name}: cannot be read ({reason}); name a file that holds a patch") from error


def _applied(target: Target) -> Applied:
    """Place the hunks of one file."""
    refusals: list[Refusal] = []
    fixes: list[Fix] = []
    for answer in place_all(target.hunks, target.lines):
        if isinstance(answer, Refusal):
            refusals.append(answer)
            continue
        try:
            edits = list(map(minimize, edits_of(answer, target.lines)))
        except CollisionError:
            refusals.append(_collision(answer, target))
            continue
        if edits:
            candidate = Candidate(SIGNATURE, tuple(edits), MESSAGES[answer.level])
            fixes.append(Fix(candidate, (), Applicability.SAFE))
    fixes.sort(key=lambda fix: (fix.candidate.start, fix.candidate.end))
    every = sorted((edit for fix in fixes for edit in fix.candidate.edits), key=lambda edit: (edit.start, edit.end))
    after = apply_edits(target.document.text, every)
    return Applied(target, FilePatch(target.document, tuple(fixes), (), (), after), refusals)


def _collision(place: Place, target: Target) -> Refusal:
    reason = "the lines that it takes out are a little other in the file, just where it changes them"
    old = old_side(place.lines)
    there = target.lines.lines[place.at : place.at + len(old)]
    pairs = enumerate(zip(there, old, strict=True), start=place.at + 1)
    differ = (Difference(number, *pair) for number, pair in pairs if but_for_blanks(pair[0]) != but_for_blanks(pair[1]))
    return Refusal(place.hunk, reason, place.at + 1, next(differ, None))


def _is_done(made: Sequence[Applied]) -> bool:
    """Tell whether the files have all that the patch makes of them."""
    refusals = [refusal for one in made for refusal in one.refusals]
    return (
        bool(refusals) and all(refusal.is_there for refusal in refusals) and not any(one.patch.applied for one in made)
    )


def _nothing(made: Iterable[Applied], errors: Sequence[WeaveFixError]) -> str:
    """Return what to say where nothing was written."""
    has_places = not errors and any(one.patch.applied for one in made)
    return "Nothing was written." + (" --partial writes what has a place." if has_places else "")


def _tell_refusals(one: Applied, reporter: TerminalReporter) -> None:
    path = one.patch.document.path
    for refusal in one.refusals[:TOLD]:
        words = f"{path}: the hunk at line {refusal.hunk.at} of the patch is refused: {refusal.reason}"
        if refusal.near is not None:
            words += f"; nearest {path}:{refusal.near}"
        if refusal.difference is not None:
            line, there, wanted = refusal.difference
            words += f", where line {line} is {_quoted(there)} and the patch has {_quoted(wanted)}"
        reporter.error("error", words)
    if len(one.refusals) > TOLD:
        reporter.error("error", f"{path}: {len(one.refusals) - TOLD} more hunks are refused")


def _quoted(line: str) -> str:
    return f'"{shorten(line, QUOTED)}"'


def _remember(
    changed: Sequence[Applied],
    config: Config,
    repository: Repository | None,
    environ: Mapping[str, str],
    reporter: TerminalReporter,
) -> None:
    """Keep the notes for the commit that carries the patch."""
    if not changed or config.notes == NO_NOTES or repository is None:
        return
    from weave_fix.notes.record import is_wanted, record

    if is_wanted(environ):
        messages = record([one.patch for one in changed], repository, every=False, hints=not config.quiet)
        if messages.warning:
            reporter.error("warning", messages.warning)
        if messages.hint:
            reporter.note(messages.hint)


def _write(
    changed: Sequence[Applied],
    refused: Sequence[Applied],
    repository: Repository | None,
    cwd: Path,
    reporter: TerminalReporter,
) -> None:
    """Write all files, or none of them: WeaveFixError, with everything as it was."""
    from weave_fix.patch.write import replace_file, write_repairs

    left = rejects.write_all([(one.patch.document.path, one.target.file, one.refusals) for one in refused])
    written = write_repairs([(one.patch, "worktree") for one in changed], repository, cwd)
    if written.failures:
        done = {outcome.path for outcome in written.outcomes}
        for one in changed:
            document = one.patch.document
            if document.path in done:
                replace_file(document.path, one.target.file, document.raw, encode(one.patch.text_after))
        rejects.take_away(left)
        reasons = "; ".join(map(str, written.failures))
        raise WeaveFixError(f"{reasons}. No file of the patch was changed")
    for outcome in written.outcomes:
        if outcome.warning:
            reporter.error("warning", f"{outcome.path}: {outcome.warning}")
    for file in left:
        reporter.note(f"The hunks that were refused are in {file}")


def _print(
    changed: Sequence[Applied], config: Config, folder: Path, cwd: Path, stdout: IO[str], paint: color.Colorizer
) -> None:
    patches = [one.patch for one in changed]
    diff = b""
    if "diff" in config.formats:
        from weave_fix.patch.unified_diff import file_change, unified_diff

        diff = unified_diff(list(map(file_change, patches)))
    write(config, Report(patches, diff, str(folder), config.window), stdout, paint, cwd)


def _paint(config: Config, stream: IO[str], environ: Mapping[str, str]) -> color.Colorizer:
    return color.Colorizer(color.wanted(config.color, stream, environ))


def _summary(made: Sequence[Applied], *, check: bool) -> str:
    hunks = sum(len(one.patch.applied) for one in made)
    files = sum(one.patch.changed for one in made)
    left = sum(len(one.refusals) for one in made)
    verb = "to apply" if check else "applied"
    words = f"{hunks} {'hunk' if hunks == 1 else 'hunks'} {verb} in {files} {'file' if files == 1 else 'files'}"
    return f"{words}, {left} refused." if left else f"{words}."
