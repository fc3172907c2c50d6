"""What the journal keeps of one repair or finding: its note, and how to tell whether a text holds it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import adler32, crc32

from weave_fix.named_tuple import NamedTuple
from weave_fix.records import Applicability, Note, decode

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from weave_fix.records import Edit, FilePatch

CONTEXT = 8
"""Characters at either side of a repaired span that belong to it at least, so that what was taken out has a place."""
STEP = 8
WIDEST = 160
"""Characters at either side that a piece grows to at most, to stand but once in its text."""


class Entry(NamedTuple):
    """A note, and what tells where its text is."""

    note: Note
    pieces: tuple[str, ...]
    """What stands in a text that holds the note: each repaired span, or found one, with what is beside it."""
    lead: int
    """Characters of the first piece before the span itself."""
    head: str
    """HEAD when the note was made; empty before the first commit."""
    bases: tuple[int, ...]
    """Digests of what HEAD, and in a merge the other parents, held then; none where they had no such file."""
    value: str = ""
    """The trailer that this note has been put into a message as; empty as long as it was not."""
    committed: bool = False
    """Whether a commit was seen to hold it; it is then remembered for messages that are made again."""
    age: int = 0
    """Commits that were made since, without it and without a view of where it could be."""

    @property
    def key(self) -> str:
        """What two entries share that are about the same thing."""
        spoken = "\0".join((self.note.path, self.note.signature, *self.pieces)).encode("utf-8", "surrogateescape")
        return f"{crc32(spoken):08x}{adler32(spoken):08x}"

    def find(self, text: str) -> int | None:
        """Return the offset of the noted span in `text`, as `read` gives it; None if not all of it stands there."""
        if not all(piece in text for piece in self.pieces):
            return None
        return text.index(self.pieces[0]) + self.lead


def read(raw: bytes) -> str:
    """Return the text of `raw` as entries know it: a checkout may have other line ends than its blob."""
    return decode(raw).replace("\r\n", "\n")


def digest(text: str) -> int:
    """Return what tells one text, as `read` gives it, from another."""
    return crc32(text.encode("utf-8", "surrogateescape"))


def entries_of(patch: FilePatch, head: str, parents: Sequence[str], *, every: bool = False) -> list[Entry]:
    """Return an entry for each repair of `patch`, with `every` for each finding too.

    `parents` are what the next commit's parents hold. What is only reported and stands in a parent already came with
    another commit, and is left out.
    """
    from weave_fix.notes.trailer import LEFT, message_of
    from weave_fix.patch.unified_diff import edits_of
    from weave_fix.report.findings import findings_of

    repairs = [*patch.applied, *patch.unapplied]
    repairs.sort(key=lambda fix: (fix.candidate.start, fix.candidate.end))
    edits = edits_of(patch)
    made = []
    for fix, finding in zip(repairs, findings_of(patch), strict=True):
        if not (finding.applied or every):
            continue
        spans = [_after(edit, edits, applied_itself=finding.applied) for edit in fix.candidate.edits]
        pieces = [_piece(patch.text_after, start, end) for start, end in spans]
        signature, path = finding.signature, finding.path
        message = LEFT
        if finding.applied:
            unsafe = fix.applicability < Applicability.SAFE
            message = message_of(path, signature, finding.quotation, finding.evidence, unsafe=unsafe)
        line = patch.text_after.count("\n", 0, spans[0][0]) + 1
        note = Note(path, line, signature, message, fix.applicability)
        texts = tuple(piece for piece, _ in pieces)
        entry = Entry(note, texts, pieces[0][1], head, tuple(map(digest, parents)))
        if finding.applied or all(entry.find(text) is None for text in parents):
            made.append(entry)
    return made


def _after(edit: Edit, applied: Iterable[Edit], *, applied_itself: bool) -> tuple[int, int]:
    """Return where what `edit` is about stands once the edits `applied` are made."""
    moved = sum(len(other.after) - len(other.before) for other in applied if other.end <= edit.start and other != edit)
    start = edit.start + moved
    return start, start + len(edit.after if applied_itself else edit.before)


def _piece(text: str, start: int, end: int) -> tuple[str, int]:
    """Return the span with as much beside it as makes it stand once in `text`, and the length of what is before it."""
    reach = CONTEXT
    while True:
        first, last = max(0, start - reach), min(len(text), end + reach)
        piece = text[first:last]
        if reach >= WIDEST or text.find(piece, text.find(piece) + 1) < 0:
            break
        reach += STEP
    return piece.replace("\r\n", "\n"), len(text[first:start].replace("\r\n", "\n"))
