"""The frozen records that travel through weave-fix.

Named tuples, for a hook pays at every start: a frozen, slotted dataclass takes 0.4 ms to define, a named tuple a tenth
of that, and the module `dataclasses` brings `inspect` with it, 15 ms.

Offsets are 0-based character offsets into the text that the record names, half-open; lines and columns are
1-based. Bytes appear in `Document.raw` alone: everywhere else text is `str`, decoded so that any bytes survive
the way back (see `decode` and `encode`).
"""

from __future__ import annotations

from enum import Enum, IntEnum
from math import inf
from typing import TYPE_CHECKING

from weave_fix.named_tuple import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

COMMIT_SHOWN = 7
"""Digits of a commit that a person is shown."""


def decode(raw: bytes) -> str:
    """Return the text of `raw`; bytes that are not UTF-8 become lone surrogates, so that `encode` gives them back."""
    return raw.decode("utf-8", "surrogateescape")


def encode(text: str) -> bytes:
    """Return the bytes that `decode` made `text` from."""
    return text.encode("utf-8", "surrogateescape")


class Scope(Enum):
    """What is checked of a document that has bases; of one without, everything is."""

    CHANGES = "what differs from the bases"
    LINES = "that, and for slips that are sure the lines that it stands in"
    EVERYTHING = "the whole document"


class Applicability(IntEnum):
    """How far a repair may go by itself; a policy is one comparison."""

    DISPLAY_ONLY = 0
    """Reported only: there is no repair, or too little evidence for one."""
    UNSAFE = 1
    """Applied with `--unsafe`."""
    SAFE = 2
    """Applied by default."""

    def __str__(self) -> str:
        return "shown" if self is Applicability.DISPLAY_ONLY else self.name.lower()


class Document(NamedTuple):
    """A Markdown text to check."""

    path: str
    """Relative to the repository's root, with `/`; as the user named it outside a repository."""
    raw: bytes
    text: str
    """`raw` decoded: line ends and byte-order mark kept."""

    @classmethod
    def from_bytes(cls, path: str, raw: bytes) -> Document:
        """Return the document that `raw` holds."""
        return cls(path, raw, decode(raw))


class Undone(NamedTuple):
    """A damage of the past that a base is without, though it stands in the commit that the base is from."""

    start: int
    """Where the base, with the line ends that are committed, has what stood there before; half-open."""
    end: int
    around: str
    """The damage with some text around it."""
    source: str
    """`COMMIT:PATH` of the version in which the text was whole."""
    commit: str
    """The commit that brought the damage in."""
    date: str
    """That commit's author's date, as ISO 8601 has it."""


class Base(NamedTuple):
    """The text as it stood before, with the place where it is kept."""

    text: str
    commit: str
    """40 or 64 hexadecimal digits."""
    path: str
    """The path in that commit: another one than the document's after a rename."""
    committed: str = ""
    """The text as it is in that commit, where `text` has the line ends of the document instead; else empty."""
    undone: tuple[Undone, ...] = ()
    """What the text is without, where damage of its past has been looked for."""
    repairs: FilePatch | None = None
    """The same as a patch of the committed text, whose repairs were judged in the commits that brought damage in."""


class Edit(NamedTuple):
    """Replace `before`, which stands at `start` to `end` of the document's text, by `after`."""

    start: int
    end: int
    before: str
    after: str


class Claim(NamedTuple):
    """A signature proposes a candidate, and says what happened in its words."""

    signature: str
    message: str


class Candidate(NamedTuple):
    """What a signature proposes: edits that do not overlap, in ascending order."""

    signature: str
    edits: tuple[Edit, ...]
    message: str
    origin: str = ""
    """The path of the file that a foreign span came from, where one was found."""
    claims: tuple[Claim, ...] = ()
    """All that propose these edits, in the order of their ranks; empty before the candidates are gathered."""

    @property
    def proposed_by(self) -> frozenset[str]:
        """The signatures that propose it."""
        return frozenset(claim.signature for claim in self.claims)

    def named_by(self, signature: str) -> Candidate:
        """Return it under the name and with the message of one of the signatures that propose it."""
        claim = next(claim for claim in self.claims if claim.signature == signature)
        return self._replace(signature=claim.signature, message=claim.message)

    @property
    def start(self) -> int:
        """Where the first edit begins."""
        return self.edits[0].start

    @property
    def end(self) -> int:
        """Where the last edit ends."""
        return self.edits[-1].end


HISTORY = "history"
LANGUAGE = "language"
FORM = "form"


class Evidence(NamedTuple):
    """Why a repair is right."""

    kind: str
    """`history`, `language` or `form`."""
    score: float | None
    """Log-odds in nats that this is damage and no edit; None where an exact check proves it."""
    source: str = ""
    """`history`: `COMMIT:PATH` of the version that shows it."""


def is_of_history(evidence: Iterable[Evidence]) -> bool:
    """Whether history shows it, alone or beside other evidence."""
    return any(one.kind == HISTORY for one in evidence)


class Fix(NamedTuple):
    """A candidate that was judged."""

    candidate: Candidate
    evidence: tuple[Evidence, ...]
    applicability: Applicability
    stops: bool = False
    """Whether it stops a commit although it is not repaired."""
    keeps: bool = False
    """Whether nothing else is repaired where it is."""

    @property
    def is_event(self) -> bool:
        """Whether it is about the file as a whole, shown by an exact check."""
        return any(evidence.score is None for evidence in self.evidence)

    @property
    def changes(self) -> bool:
        """Whether its edits change anything; those of what only a person can repair say where it is."""
        return any(edit.before != edit.after for edit in self.candidate.edits)


class Refusal(NamedTuple):
    """A candidate that was not taken, and why, in words for a user."""

    candidate: Candidate
    reason: str
    score: float = -inf
    """Log-odds in nats that it is damage, where it looks like an edit."""


class FilePatch(NamedTuple):
    """All that was found in one document, and its text once the repairs of `applied` are made."""

    document: Document
    applied: tuple[Fix, ...]
    """In ascending order, not overlapping; they make `text_after`."""
    unapplied: tuple[Fix, ...]
    """Found, but not to be applied under the present configuration."""
    refused: tuple[Refusal, ...]
    text_after: str
    remark: str = ""
    """Why the document was not judged, in words for a user; empty where it was."""

    @property
    def changed(self) -> bool:
        """Whether there is anything to write."""
        return self.text_after != self.document.text

    @property
    def document_after(self) -> Document:
        """The document as it is once the repairs are made."""
        return Document(self.document.path, encode(self.text_after), self.text_after)


class Note(NamedTuple):
    """One line about one repair or finding, for the message of the commit that carries it."""

    path: str
    line: int
    """1-based."""
    signature: str
    message: str
    """What it was and became, on what evidence, or that it was left: one printable line."""
    applicability: Applicability


class Site(NamedTuple):
    """Where an operation damages a text: a chosen character inside a line of prose, and all such lines."""

    at: int
    start: int
    """Where the line starts."""
    end: int
    """Where the line ends, its line end left out."""
    prose: tuple[tuple[int, int], ...]
    """The half-open spans of all lines of prose."""


class Corruption(NamedTuple):
    """A text after an operation; `start` to `end` is the damage in that text, empty where something was taken out."""

    text: str
    start: int
    end: int
