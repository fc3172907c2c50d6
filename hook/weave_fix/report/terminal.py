"""Lines for a person, on standard error: one a finding, one a file that was skipped, and the summary.

A finding is `path:line:column: signature: what happened: "before" -> "after" (evidence, class)`.
"""

from __future__ import annotations

from contextlib import suppress
from typing import IO, TYPE_CHECKING

from weave_fix.named_tuple import NamedTuple
from weave_fix.records import COMMIT_SHOWN, Applicability
from weave_fix.report.escape import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from weave_fix.records import Evidence
    from weave_fix.report.color import Colorizer
    from weave_fix.report.findings import Finding, Refused
    from weave_fix.report.quotation import Segments

TAKE_BACK = "Look at the repairs with `git diff`; keep them with `git add`, or take one back with `git restore -p`."
RIGHT = (
    "What is right as it stands: write `<!-- weave-fix: ignore SIGNATURE -->` above it. "
    "`weave-fix --explain SIGNATURE` says more."
)
"""What to do about a finding that needs review."""


class Summary(NamedTuple):
    """What a run came to, counted for its last line."""

    files: int = 0
    """Files that were looked at."""
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
    left_files: int = 0
    """Files with such findings."""
    unsafe: int = 0
    """Repairs that `--unsafe` would make."""
    alone: int = 0
    """Files left alone for what they are."""
    failed: int = 0
    """Files that an error kept from being looked at."""
    is_nothing_staged: bool = False
    """Whether no file or folder was named, and no Markdown that is staged differs from its base."""


class TerminalReporter:
    """Writes to `stream`, a line each; see the flags for what is left out and what is added.

    `quiet` leaves only complaints, `verbose` adds the files that were looked at or skipped, `debug` what was thought
    of and refused. Errors of the stream are suppressed, for one that is full or gone cannot be complained of, and the
    work goes on; with `strict`, where the lines are the work, they are raised.
    """

    def __init__(
        self,
        stream: IO[str],
        paint: Colorizer,
        *,
        quiet: bool = False,
        verbose: bool = False,
        debug: bool = False,
        strict: bool = False,
    ) -> None:
        self._stream = stream
        self._paint = paint
        self._quiet = quiet
        self.verbose = verbose
        self.debug = debug
        self._suppressed = () if strict else (OSError, ValueError)

    def finding(self, finding: Finding, commit: str = "") -> None:
        """Say where a finding is, in `commit` if there is one, what it is, and what it was repaired to or left for."""
        paint = self._paint
        words = f"{_place(finding, paint)}: {paint('cyan', finding.signature)}: {visible(finding.message)}"
        words += self._change(finding) + to_do(finding)
        reasons = [_reason(evidence) for evidence in finding.evidence] + [str(finding.applicability)]
        if finding.stops and finding.applicability is not Applicability.SAFE:
            reasons.append("stops the commit")
        if finding.origin:
            reasons.append(f"text of {visible(finding.origin)}")
        last = [paint("dim", f"[{finding.id}]")] if self.verbose and finding.id and not commit else []
        self._say(" ".join([*self._commit(commit), words, paint("dim", f"({', '.join(reasons)})"), *last]))

    def _change(self, finding: Finding) -> str:
        """Return the words before and after, the characters that change in colour."""
        before, after = finding.quotation
        if finding.is_event and finding.places > 1:
            return f": in {finding.places} places"
        if before == after:
            return "" if finding.is_event else f": {self._marked(before, (), 'red')}"
        old, new = finding.marks
        arrow = "->" if finding.after is not None else "should perhaps be"
        return f": {self._marked(before, old, 'red')} {arrow} {self._marked(after, new, 'green')}"

    def _marked(self, words: str, segments: Segments, color: str) -> str:
        if not self._paint.enabled or not segments:
            return f'"{words}"'
        parts = (self._piece(text, color) if is_changed else text for text, is_changed in segments)
        return f'"{"".join(parts)}"'

    def _piece(self, text: str, color: str) -> str:
        from weave_fix.report.quotation import SEEN_BLANK

        return self._paint(f"{color} blank" if not text.strip(f" {SEEN_BLANK}") else color, text)

    def around(self, excerpt: str) -> None:
        """Show the text that a finding stands in, below it."""
        self._say(f"    {self._paint('dim', visible(excerpt))}")

    def refusal(self, refused: Refused) -> None:
        """Say under `debug` what was thought of, and why it was not done."""
        if self.debug:
            before, after = refused.quotation
            what = f'{_place(refused, self._paint)}: {refused.signature}: "{before}" -> "{after}"'
            self._say(f"{what} {self._paint('dim', f'(refused: {visible(refused.reason)})')}")

    def skip(self, path: str, reason: str, commit: str = "", *, is_all: bool = False) -> None:
        """Say which file was not read, of `commit` if there is one, and why: under `verbose`, or where it `is_all`."""
        if self.verbose or is_all:
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
            self._say(TAKE_BACK)
        if summary.left:
            self._say(RIGHT)

    def _commit(self, commit: str) -> list[str]:
        return [self._paint("yellow", commit[:COMMIT_SHOWN])] if commit else []

    def _say(self, line: str) -> None:
        if not self._quiet:
            self._write(line)

    def _write(self, line: str) -> None:
        with suppress(*self._suppressed):
            self._stream.write(line + "\n")


def _found(summary: Summary, *, check: bool) -> str:
    if not summary.files and (summary.alone or summary.failed):
        return "No Markdown file was looked at."
    if summary.is_nothing_staged:
        return "No staged Markdown differs from its base. To check other files, name them or a folder: `weave-fix .`"
    verb = "to make" if check else "made"
    parts = [
        (summary.repairs, f"{_count(summary.repairs, 'repair')} {verb} in {_count(summary.repaired_files, 'file')}"),
        (summary.present, f"{_count(summary.present, 'repair')} in the working tree already"),
        (summary.kept, f"{_count(summary.kept, 'repair')} kept as a patch"),
        (summary.unwritten, f"{_count(summary.unwritten, 'repair')} not written"),
        (summary.unsafe, f"{summary.unsafe} more with --unsafe"),
        (summary.left, f"{_need(summary.left)} review in {_count(summary.left_files, 'file')}"),
    ]
    found = ", ".join(words for number, words in parts if number) or "nothing found"
    return f"{_count(summary.files, 'Markdown file')} checked: {found}."


def _need(number: int) -> str:
    return f"{_count(number, 'finding')} {'needs' if number == 1 else 'need'}"


def to_do(finding: Finding) -> str:
    """Return what a person has to do about what is not repaired; nothing for the others."""
    if finding.applied:
        return ""
    if finding.after is not None:
        return "; --unsafe repairs it"
    if finding.quotation[0] != finding.quotation[1]:
        return "; needs review: correct it by hand, or mark it as right"
    return "; needs review: see what belongs there, or mark it as right"


def _place(finding: Finding | Refused, paint: Colorizer) -> str:
    return paint("bold", f"{visible(finding.path)}:{finding.line}:{finding.column}")


def _reason(evidence: Evidence) -> str:
    commit = evidence.source.partition(":")[0]
    return visible(f"{evidence.kind} {commit[:COMMIT_SHOWN]}".rstrip())


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
