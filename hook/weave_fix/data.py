"""The frozen records that travel through weave-fix.

Offsets are 0-based character offsets into the text that the record names, half-open; lines and columns are
1-based. Bytes appear in `Document.raw` alone: everywhere else text is `str`, decoded so that any bytes survive
the way back (see `decode` and `encode`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


def decode(raw: bytes) -> str:
    """Return the text of `raw`; bytes that are not UTF-8 become lone surrogates, so that `encode` gives them back."""
    return raw.decode("utf-8", "surrogateescape")


def encode(text: str) -> bytes:
    """Return the bytes that `decode` made `text` from."""
    return text.encode("utf-8", "surrogateescape")


class Applicability(IntEnum):
    """How far a repair may go by itself; a policy is one comparison."""

    SHOWN = 0
    """Reported only: there is no repair, or too little evidence for one."""
    UNSAFE = 1
    """Applied with `--unsafe`."""
    SAFE = 2
    """Applied by default."""

    def __str__(self) -> str:
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Document:
    """A Markdown text on trial."""

    path: str
    """Relative to the repository's root, with `/`; as the user named it outside a repository."""
    raw: bytes
    text: str
    """`raw` decoded: line ends and byte-order mark kept."""

    @classmethod
    def from_bytes(cls, path: str, raw: bytes) -> Document:
        """Return the document that `raw` holds."""
        return cls(path, raw, decode(raw))


@dataclass(frozen=True, slots=True)
class Base:
    """The text as it stood before, with the place where it is kept."""

    text: str
    commit: str
    """40 or 64 hexadecimal digits."""
    path: str
    """The path in that commit: another one than the document's after a rename."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace `before`, which stands at `start` to `end` of the document's text, by `after`."""

    start: int
    end: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a signature proposes: edits that do not overlap, in ascending order."""

    signature: str
    edits: tuple[Edit, ...]
    message: str

    @property
    def start(self) -> int:
        """Where the first edit begins."""
        return self.edits[0].start

    @property
    def end(self) -> int:
        """Where the last edit ends."""
        return self.edits[-1].end


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a repair is right."""

    kind: str
    """`history`, `language` or `form`."""
    score: float
    """`history`: log-odds in nats that the change was damage and no edit."""
    source: str
    """`history`: `COMMIT:PATH` of the version that says so."""


@dataclass(frozen=True, slots=True)
class Repair:
    """A candidate that was judged."""

    candidate: Candidate
    evidence: tuple[Evidence, ...]
    applicability: Applicability


@dataclass(frozen=True, slots=True)
class Refusal:
    """A candidate that was not taken, and why, in words for a user."""

    candidate: Candidate
    reason: str


@dataclass(frozen=True, slots=True)
class FilePatch:
    """All that was found in one document, and its text once the repairs of `applied` are made."""

    document: Document
    applied: tuple[Repair, ...]
    """In ascending order, not overlapping; they make `text_after`."""
    reported: tuple[Repair, ...]
    """Found, but not to be applied under the present configuration."""
    refused: tuple[Refusal, ...]
    text_after: str

    @property
    def changed(self) -> bool:
        """Whether there is anything to write."""
        return self.text_after != self.document.text


@dataclass(frozen=True, slots=True)
class Place:
    """Where an operation damages a text: a chosen character inside a line of prose, and all such lines."""

    at: int
    start: int
    """Where the line starts."""
    end: int
    """Where the line ends, its line end left out."""
    prose: tuple[tuple[int, int], ...]
    """The half-open spans of all lines of prose."""


@dataclass(frozen=True, slots=True)
class Damage:
    """A text after an operation; `start` to `end` is the damage in that text, empty where something was taken out."""

    text: str
    start: int
    end: int
