"""Today's text as it would be had damage of the past never been committed."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, NamedTuple

from weave_fix.edits import apply_edits
from weave_fix.past.carry import Carrier, follow
from weave_fix.records import Document, Edit, encode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from weave_fix.records import Base, FilePatch

    Judge = Callable[[Document, tuple[Base, ...]], "FilePatch"]


class Version(NamedTuple):
    """One change of a file: its text after it, and before."""

    commit: str
    """The commit that made the change."""
    date: str
    """The author's, as ISO 8601 has it."""
    path: str
    text: str
    bases: tuple[Base, ...]
    """The texts before; several in a merge."""


class Undone(NamedTuple):
    """A damage of the past that the mended text is without."""

    version: Version
    """The change that brought it in."""
    start: int
    """Where the mended text has what stood there before, half-open."""
    end: int

    @property
    def source(self) -> str:
        """The version in which the text was whole: `COMMIT:PATH`."""
        base = self.version.bases[0]
        return f"{base.commit}:{base.path}"


class Mended(NamedTuple):
    """A text without the damage that its past shows."""

    text: str
    undone: tuple[Undone, ...] = ()
    is_whole: bool = True
    """Whether all versions were looked at; else time was up."""


def mend(now: str, versions: Iterable[Version], glance: Judge, judge: Judge, deadline: float) -> Mended:
    """Return the text `now` without the damage that its `versions`, newest first, brought in and that still stands.

    `glance` may find more than `judge` does, and is asked first, for it is fast. `deadline` is when to stop, on the
    clock of `time.monotonic`.
    """
    text, undone = now, list[Undone]()
    for version in versions:
        if monotonic() > deadline:
            return Mended(text, tuple(undone), is_whole=False)
        for edits in _still_standing(version, text, glance, judge):
            text = apply_edits(text, edits)
            places = follow(((one.start, one.end) for one in undone), edits)
            undone = [one._replace(start=start, end=end) for one, (start, end) in zip(undone, places, strict=True)]
            undone += [Undone(version, start, end) for start, end in _places_after(edits)]
    return Mended(text, tuple(undone))


def _still_standing(version: Version, text: str, glance: Judge, judge: Judge) -> Iterable[list[Edit]]:
    """Yield the edits of `text` that undo each damage which `version` brought in, the last in the text first."""
    document = Document(version.path, encode(version.text), version.text)
    seen = glance(document, version.bases)
    found = (*seen.applied, *seen.unapplied)
    if not found:
        return
    carrier = Carrier(version.text, text)
    if not any(fix.changes and carrier.carry(fix) for fix in found):
        return
    edits = sorted(edit for fix in judge(document, version.bases).applied for edit in carrier.carry(fix))
    if edits and all(one.end <= other.start for one, other in zip(edits, edits[1:], strict=False)):
        yield edits


def _places_after(edits: Iterable[Edit]) -> Iterable[tuple[int, int]]:
    shift = 0
    for edit in edits:
        yield edit.start + shift, edit.start + shift + len(edit.after)
        shift += len(edit.after) - len(edit.before)
