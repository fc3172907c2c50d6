"""A note as the value of one trailer: a bounded, printable line, and the way back."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from weave_fix.named_tuple import NamedTuple
from weave_fix.records import COMMIT_SHOWN
from weave_fix.report.escape import shorten, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from weave_fix.records import Evidence, Note

LONGEST = 200
"""Characters that a value has at most."""
PATH_SHOWN = 80
MOST = 20
"""Trailers of one commit at most; more notes than that are summed up."""
LEFT = "needs review"
PLAIN_PATH = re.compile(r"[^\s\"\\:]+")
VALUE = re.compile(
    r"(?P<path>\"(?:[^\"\\]|\\.)*\"|[^\s\":\\]+)(?::(?P<line>[0-9]+))? (?P<signature>[a-z0-9_]+): (?P<message>.+)"
)


class Reading(NamedTuple):
    """What a trailer's value says."""

    path: str
    """Escaped, and shortened where it is long."""
    line: int | None
    """1-based; None where notes were summed up."""
    signature: str
    message: str


def message_of(
    path: str, signature: str, quotation: tuple[str, str], evidence: Sequence[Evidence], unsafe: bool
) -> str:
    """Return a note's message about a repair; `quotation` is before and after as a report quotes them, escaped."""
    reasons = [_reason(one) for one in evidence] + (["unsafe"] if unsafe else [])
    tail = f" ({', '.join(reasons)})" if reasons else ""
    # Seven digits are room for the line; the two quotations share what is left.
    room = LONGEST - len(f'{_shown(path)}:1234567 {signature}: "" -> ""{tail}')
    before, after = (_quoted(text, max(1, room // 2)) for text in quotation)
    return f"{before} -> {after}{tail}"


def value_of(note: Note) -> str:
    """Return the value of the trailer that tells `note`."""
    head = f"{_shown(note.path)}:{note.line} {note.signature}: "
    return head + shorten(note.message, LONGEST - len(head))


def values_of(notes: Sequence[Note]) -> list[str]:
    """Return the value for each of the notes, in their order; many notes share one that sums them up."""
    if len(notes) <= MOST:
        return [value_of(note) for note in notes]
    groups: dict[tuple[str, str], list[Note]] = {}
    for note in notes:
        groups.setdefault((note.path, note.signature), []).append(note)
    told = sorted(groups, key=lambda group: -len(groups[group]))
    if len(told) > MOST:
        del told[MOST - 1 :]
    rest = [note for note in notes if (note.path, note.signature) not in told]
    values = {group: f"{_shown(group[0])} {group[1]}: {_count(groups[group])}" for group in told}
    files = len({note.path for note in rest})
    others = f"{files} more {'file' if files == 1 else 'files'}: {_count(rest)}"
    return [values.get((note.path, note.signature), others) for note in notes]


def read(value: str) -> Reading | None:
    """Return what `value` says; None if it was written by nothing that is known here."""
    found = VALUE.fullmatch(value)
    if found is None:
        return None
    path = found["path"]
    if path.startswith('"'):
        path = re.sub(r"\\([\"\\])", r"\1", path[1:-1])
    return Reading(path, None if found["line"] is None else int(found["line"]), found["signature"], found["message"])


def _count(notes: Iterable[Note]) -> str:
    counts = Counter("left" if note.message == LEFT else "repaired" for note in notes)
    parts = [f"{counts['repaired']} repaired"] if counts["repaired"] else []
    return ", ".join(
        [*parts, f"{counts['left']} {'needs' if counts['left'] == 1 else 'need'} review"] if counts["left"] else parts
    )


def _shown(path: str) -> str:
    """Return `path` as it stands in a value: in quotes if it could be misread."""
    seen = shorten(visible(path), PATH_SHOWN)
    if PLAIN_PATH.fullmatch(path) and path.isprintable():
        return seen
    return '"' + re.sub(r"([\"\\])", r"\\\1", shorten(visible(path), PATH_SHOWN // 2)) + '"'


def _quoted(text: str, room: int) -> str:
    """Return the escaped `text` in quotes, some `room` characters of it, and quotes inside it escaped as well."""
    short = shorten(text, max(1, room - text.count('"')))
    return '"' + short.replace('"', '\\"') + '"'


def _reason(evidence: Evidence) -> str:
    if evidence.kind == "history":
        return f"history {evidence.source[:COMMIT_SHOWN]}"
    return evidence.kind if evidence.score is None else f"{evidence.kind} {evidence.score:.1f}"
