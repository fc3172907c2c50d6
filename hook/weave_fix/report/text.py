"""Lines for a person, on standard error: one a repair, one a refusal, one a skipped file, and the summary."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, NamedTuple

from weave_fix.report.escape import visible

if TYPE_CHECKING:
    from weave_fix.data import Evidence
    from weave_fix.report.color import Paint
    from weave_fix.report.findings import Finding, Refused

_COMMIT_SHOWN = 7


class Tally(NamedTuple):
    """What a run came to, counted for its last line."""

    files: int = 0
    """Files that differ from their base."""
    repairs: int = 0
    """Repairs made, or with `--check` to be made."""
    repaired_files: int = 0
    left: int = 0
    """Findings that no flag repairs."""
    unsafe: int = 0
    """Repairs that `--unsafe` would make."""


class Text:
    """Writes to `stream`, a line each; `quiet` leaves only complaints, `verbose` adds refusals and skipped files."""

    def __init__(self, stream: IO[str], paint: Paint, *, quiet: bool = False, verbose: bool = False) -> None:
        self._stream = stream
        self._paint = paint
        self._quiet = quiet
        self.verbose = verbose

    def finding(self, finding: Finding) -> None:
        """Say where a finding is, what it is, and what it was repaired to or left for."""
        paint = self._paint
        before, after = finding.quotation
        words = [_place(finding, paint), paint("cyan", finding.signature), paint("red", f'"{before}"')]
        if finding.after is not None:
            words += ["->", paint("green", f'"{after}"')]
        elif before != after:
            words += ["was", paint("green", f'"{after}"')]
        if finding.after is None:
            words.append(f"left for a person: {visible(finding.message)}")
        elif self.verbose:
            words.append(visible(finding.message))
        reasons = [_reason(evidence) for evidence in finding.evidence] + [str(finding.applicability)]
        if finding.origin:
            reasons.append(f"text of {visible(finding.origin)}")
        self._say(" ".join([*words, paint("dim", f"({', '.join(reasons)})")]))

    def refusal(self, refused: Refused) -> None:
        """Say under `verbose` what was thought of, and why it was not done."""
        if self.verbose:
            before, after = refused.quotation
            what = f'{_place(refused, self._paint)} {refused.signature} "{before}" -> "{after}"'
            self._say(f"{what} {self._paint('dim', f'(refused: {visible(refused.reason)})')}")

    def skip(self, path: str, reason: str) -> None:
        """Say under `verbose` which file was not read, and why."""
        if self.verbose:
            self._say(f"{self._paint('bold', visible(path))}: {self._paint('dim', f'skipped: {visible(reason)}')}")

    def detail(self, message: str) -> None:
        """Say under `verbose` what a run did without."""
        if self.verbose:
            self._say(visible(message))

    def note(self, message: str) -> None:
        """Say something that a person has to know; only `quiet` leaves it out."""
        self._say(visible(message))

    def complain(self, kind: str, message: str) -> None:
        """Say, `quiet` or not, what went wrong; `kind` is `warning`, `error` or `fault`."""
        self._stream.write(f"{self._paint('red', f'weave-fix: {kind}:')} {visible(message)}\n")

    def summary(self, tally: Tally, *, check: bool) -> None:
        """Say what the run came to, and what to do next."""
        parts = []
        if tally.repairs:
            verb = "to make" if check else "made"
            parts.append(f"{_count(tally.repairs, 'repair')} {verb} in {_count(tally.repaired_files, 'file')}")
        if tally.unsafe:
            parts.append(f"{tally.unsafe} more with --unsafe")
        if tally.left:
            parts.append(f"{_count(tally.left, 'finding')} left for a person")
        found = ", ".join(parts) or "nothing found"
        self._say(self._paint("bold", f"{_count(tally.files, 'changed Markdown file')}: {found}."))
        if tally.repairs and not check:
            self._say("Look at the repairs with `git diff`, then `git add` the files.")

    def _say(self, line: str) -> None:
        if not self._quiet:
            self._stream.write(line + "\n")


def _place(finding: Finding | Refused, paint: Paint) -> str:
    return paint("bold", f"{visible(finding.path)}:{finding.line}:{finding.column}")


def _reason(evidence: Evidence) -> str:
    commit = evidence.source.partition(":")[0]
    return visible(f"{evidence.kind} {commit[:_COMMIT_SHOWN]}".rstrip())


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
