"""Lines for a person, on standard error: one a repair, one a refusal, one a skipped file, and the summary."""

from __future__ import annotations

from contextlib import suppress
from typing import IO, TYPE_CHECKING, NamedTuple

from weave_fix.report.escape import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from weave_fix.records import Evidence
    from weave_fix.report.color import Colorizer
    from weave_fix.report.findings import Finding, Refused

_COMMIT_SHOWN = 7


class Summary(NamedTuple):
    """What a run came to, counted for its last line."""

    files: int = 0
    """Files that differ from their base, those of them included that were not looked at."""
    repairs: int = 0
    """Repairs made, or with `--check` to be made."""
    repaired_files: int = 0
    present: int = 0
    """Repairs of staged text that the working tree holds already."""
    kept: int = 0
    """Repairs kept as a patch, for the working tree has edits in their place."""
    unwritten: int = 0
    """Repairs that could not be written."""
    left: int = 0
    """Findings that no flag repairs."""
    unsafe: int = 0
    """Repairs that `--unsafe` would make."""
    unseen: int = 0
    """Those of `files` that were not looked at."""
    alone: int = 0
    """Files left alone for what they are."""
    failed: int = 0
    """Files that an error kept from being looked at."""


class TerminalReporter:
    """Writes to `stream`, a line each; `quiet` leaves only complaints, `verbose` adds refusals and skipped files.

    Errors of the stream are suppressed, for one that is full or gone cannot be complained of, and the work goes on;
    with `strict`, where the lines are the work, they are raised.
    """

    def __init__(
        self, stream: IO[str], paint: Colorizer, *, quiet: bool = False, verbose: bool = False, strict: bool = False
    ) -> None:
        self._stream = stream
        self._paint = paint
        self._quiet = quiet
        self.verbose = verbose
        self._suppressed = () if strict else (OSError, ValueError)

    def finding(self, finding: Finding, commit: str = "") -> None:
        """Say where a finding is, in `commit` if there is one, what it is, and what it was repaired to or left for."""
        paint = self._paint
        words = [*self._commit(commit), _place(finding, paint), paint("cyan", finding.signature)]
        words += self._event(finding) if finding.is_event else self._words(finding)
        reasons = [_reason(evidence) for evidence in finding.evidence] + [str(finding.applicability)]
        if finding.origin:
            reasons.append(f"text of {visible(finding.origin)}")
        self._say(" ".join([*words, paint("dim", f"({', '.join(reasons)})")]))

    def _words(self, finding: Finding) -> list[str]:
        """Return what a finding about words says: the words, and what they become."""
        paint = self._paint
        before, after = finding.quotation
        words = [paint("red", f'"{before}"')]
        if finding.after is not None:
            words += ["->", paint("green", f'"{after}"')]
        elif before != after:
            words += ["was", paint("green", f'"{after}"')]
        if finding.after is None:
            words.append(f"needs review: {visible(finding.message)}")
        elif self.verbose:
            words.append(visible(finding.message))
        return words

    def _event(self, finding: Finding) -> list[str]:
        """Return what a finding about a whole file says: what happened, and the text where it is one short place."""
        before, after = finding.quotation
        words = [visible(finding.message) if finding.after is not None else f"needs review: {visible(finding.message)}"]
        if finding.places > 1:
            words.append(f"in {finding.places} places")
        elif before != after:
            words += [f"{self._paint('red', chr(34) + before + chr(34))} ->", self._paint("green", f'"{after}"')]
        return words

    def around(self, excerpt: str) -> None:
        """Show the text that a finding stands in, below it."""
        self._say(f"    {self._paint('dim', visible(excerpt))}")

    def refusal(self, refused: Refused) -> None:
        """Say under `verbose` what was thought of, and why it was not done."""
        if self.verbose:
            before, after = refused.quotation
            what = f'{_place(refused, self._paint)} {refused.signature} "{before}" -> "{after}"'
            self._say(f"{what} {self._paint('dim', f'(refused: {visible(refused.reason)})')}")

    def skip(self, path: str, reason: str, commit: str = "") -> None:
        """Say under `verbose` which file was not read, of `commit` if there is one, and why."""
        if self.verbose:
            what = f"{self._paint('bold', visible(path))}: {self._paint('dim', f'skipped: {visible(reason)}')}"
            self._say(" ".join([*self._commit(commit), what]))

    def detail(self, message: str) -> None:
        """Say under `verbose` what a run did without."""
        if self.verbose:
            self._say(visible(message))

    def note(self, message: str) -> None:
        """Say something that a person has to know; only `quiet` leaves it out."""
        self._say(visible(message))

    def table(self, lines: Iterable[str]) -> None:
        """Print what was asked for, `quiet` or not."""
        for line in lines:
            self._write(line)

    def error(self, kind: str, message: str) -> None:
        """Say, `quiet` or not, what went wrong; `kind` is `warning`, `error` or `fault`."""
        self._write(f"{self._paint('red', f'weave-fix: {kind}:')} {visible(message)}")

    def summary(self, summary: Summary, *, check: bool) -> None:
        """Say what the run came to, and what to do next."""
        sentences = [_found(summary, check=check)]
        if summary.failed:
            sentences.append(f"{_count(summary.failed, 'file')} not looked at because of the errors above.")
        if summary.alone:
            why = "for the reasons above" if self.verbose else "--verbose says why"
            sentences.append(f"{_count(summary.alone, 'file')} left alone, {why}.")
        self._say(self._paint("bold", " ".join(sentences)))
        if summary.repairs and not check:
            self._say("Look at the repairs with `git diff`, then `git add` the files.")

    def _commit(self, commit: str) -> list[str]:
        return [self._paint("yellow", commit[:_COMMIT_SHOWN])] if commit else []

    def _say(self, line: str) -> None:
        if not self._quiet:
            self._write(line)

    def _write(self, line: str) -> None:
        with suppress(*self._suppressed):
            self._stream.write(line + "\n")


def _found(summary: Summary, *, check: bool) -> str:
    seen = summary.files - summary.unseen
    if not seen and (summary.alone or summary.failed):
        return "No changed Markdown file was looked at."
    verb = "to make" if check else "made"
    parts = [
        (summary.repairs, f"{_count(summary.repairs, 'repair')} {verb} in {_count(summary.repaired_files, 'file')}"),
        (summary.present, f"{_count(summary.present, 'repair')} in the working tree already"),
        (summary.kept, f"{_count(summary.kept, 'repair')} kept as a patch"),
        (summary.unwritten, f"{_count(summary.unwritten, 'repair')} not written"),
        (summary.unsafe, f"{summary.unsafe} more with --unsafe"),
        (summary.left, f"{_count(summary.left, 'finding')} {'needs' if summary.left == 1 else 'need'} review"),
    ]
    found = ", ".join(words for number, words in parts if number)
    if not found:
        found = "nothing found" if seen == summary.files else f"nothing found in {seen} of them"
    return f"{_count(summary.files, 'changed Markdown file')}: {found}."


def _place(finding: Finding | Refused, paint: Colorizer) -> str:
    return paint("bold", f"{visible(finding.path)}:{finding.line}:{finding.column}")


def _reason(evidence: Evidence) -> str:
    commit = evidence.source.partition(":")[0]
    return visible(f"{evidence.kind} {commit[:_COMMIT_SHOWN]}".rstrip())


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
