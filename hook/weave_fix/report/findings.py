"""What a report tells about one repair or finding: its place in the staged text, and the text before and after."""

from __future__ import annotations

from collections import Counter
from hashlib import sha256
from typing import TYPE_CHECKING

from weave_fix.accepted.pieces import identity, pieces
from weave_fix.named_tuple import NamedTuple
from weave_fix.positions import LineIndex
from weave_fix.records import Applicability
from weave_fix.report.escape import ELLIPSIS, shorten, visible
from weave_fix.report.quotation import QUOTED, marked, plain, quotation

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from weave_fix.records import Candidate, Edit, Evidence, FilePatch
    from weave_fix.report.quotation import Segments

AROUND = 60
"""Characters that an excerpt shows on either side."""


class Finding(NamedTuple):
    """One repair or finding of a file. Lines and columns are 1-based and count in the text to check."""

    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    """One behind the last character."""
    signature: str
    message: str
    applicability: Applicability
    evidence: tuple[Evidence, ...]
    before: str
    """All that stands between the two places."""
    after: str | None
    """What a repair puts there; None where no flag makes one."""
    origin: str
    """The file that a foreign span came from; empty where none is known."""
    quotation: tuple[str, str]
    """Before and after for a person: whole words, escaped, shortened."""
    applied: bool
    is_event: bool = False
    """Whether it is about the file as a whole."""
    places: int = 1
    """Spans of text that it is about."""
    excerpt: str = ""
    """The text that it stands in, for a person: one line, escaped."""
    stops: bool = False
    """Whether it stops a commit although it is not repaired."""
    edits: tuple[Edit, ...] = ()
    """What the repair does, in ascending order; offsets are 0-based characters, half-open, of the text to check."""
    marks: tuple[Segments, Segments] = ((), ())
    """The quotation in parts that say what changed."""
    id: str = ""
    """10 hexadecimal digits of the signature, the words and those beside them; it stays while lines move."""

    @property
    def severity(self) -> str:
        """`error` for what stops a commit, `warning` for an unsafe repair, `note` for what is only shown."""
        if self.stops or self.applicability is Applicability.SAFE:
            return "error"
        return "warning" if self.applicability is Applicability.UNSAFE else "note"


class Refused(NamedTuple):
    """A candidate that was not taken, with its place and quotation as in `Finding`."""

    path: str
    line: int
    column: int
    signature: str
    quotation: tuple[str, str]
    reason: str


def refused_of(patch: FilePatch) -> list[Refused]:
    """Return what was refused in one file, in the order of the text."""
    if not patch.refused:
        return []
    text = patch.document.text
    lines = LineIndex(text)
    return [
        Refused(
            patch.document.path,
            *lines.position(refusal.candidate.start),
            refusal.candidate.signature,
            quotation(text, refusal.candidate.edits),
            refusal.reason,
        )
        for refusal in sorted(patch.refused, key=lambda refusal: refusal.candidate.start)
    ]


def findings_of(patch: FilePatch) -> list[Finding]:
    """Return the repairs and findings of one file, in the order of the text."""
    judged = [(fix, True) for fix in patch.applied] + [(fix, False) for fix in patch.unapplied]
    if not judged:
        return []
    text = patch.document.text
    lines = LineIndex(text)
    found = []
    for fix, applied in sorted(judged, key=lambda pair: (pair[0].candidate.start, pair[0].candidate.end)):
        candidate = fix.candidate
        line, column = lines.position(candidate.start)
        end_line, end_column = lines.position(candidate.end)
        marks = marked(text, candidate.edits)
        found.append(
            Finding(
                path=patch.document.path,
                line=line,
                column=column,
                end_line=end_line,
                end_column=end_column,
                signature=candidate.signature,
                message=candidate.message,
                applicability=fix.applicability,
                evidence=fix.evidence,
                before=text[candidate.start : candidate.end],
                after=_after(text, candidate) if applied or fix.applicability is Applicability.UNSAFE else None,
                origin=candidate.origin,
                quotation=(plain(marks[0]), plain(marks[1])),
                applied=applied,
                is_event=fix.is_event,
                places=len(candidate.edits),
                excerpt=excerpt(text, candidate.start, candidate.end),
                stops=fix.stops,
                edits=candidate.edits,
                marks=marks,
                id=identity(candidate.signature, pieces(text, candidate.edits)),
            )
        )
    return found


def _after(text: str, candidate: Candidate) -> str:
    return replaced(text, candidate.start, candidate.end, candidate.edits)


def replaced(text: str, start: int, end: int, edits: Sequence[Edit]) -> str:
    """Return the characters `start` to `end` of `text` with the `edits` made, which lie inside and ascend."""
    parts = []
    for edit in edits:
        parts += [text[start : edit.start], edit.after]
        start = edit.end
    return "".join([*parts, text[start:end]])


def sentence(finding: Finding) -> str:
    """Return what happened, in one printable line: the message, the words, the evidence and the confidence."""
    before, after = finding.quotation
    words = visible(finding.message)
    if before != after and finding.places == 1:
        words += f': "{before}" {"was" if finding.after is None else "->"} "{after}"'
    kinds = [evidence.kind for evidence in finding.evidence]
    return f"{words} ({', '.join([*kinds, str(finding.applicability)])})"


def fingerprints(findings: Iterable[Finding]) -> list[str]:
    """Return for each finding 32 hexadecimal digits that stay the same while lines move around it.

    They are made of path, signature and text; of several that are alike, also of which of them it is.
    """
    seen: Counter[str] = Counter()
    made = []
    for finding in findings:
        parts = (finding.path, finding.signature, finding.before, finding.after or "")
        text = "\0".join([*parts, str(seen["\0".join(parts)])])
        seen["\0".join(parts)] += 1
        made.append(sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32])
    return made


def excerpt(text: str, start: int, end: int) -> str:
    """Return the characters `start` to `end` of `text`, shortened, and what stands around them, for a person."""
    left, right = max(0, start - AROUND), min(len(text), end + AROUND)
    middle = shorten(text[start:end], QUOTED)
    parts = [ELLIPSIS if left else "", text[left:start], middle, text[end:right], ELLIPSIS if right < len(text) else ""]
    return visible("".join(parts))
