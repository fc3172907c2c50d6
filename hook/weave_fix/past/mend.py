"""Today's text as it would be had damage of the past never been committed."""

from __future__ import annotations

from itertools import pairwise
from time import monotonic
from typing import TYPE_CHECKING

from weave_fix.decision.compose import compose
from weave_fix.edits import apply_edits
from weave_fix.named_tuple import NamedTuple
from weave_fix.past.carry import Carrier, follow
from weave_fix.past.slips import has_slip
from weave_fix.past.standing import StandingPart, all_of, standing_parts
from weave_fix.records import Document, FilePatch, Undone, encode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from weave_fix.records import Base, Edit, Fix

    Judge = Callable[[Document, tuple[Base, ...]], FilePatch]
    Glance = Callable[[Document, tuple[Base, ...], Callable[[Fix], bool]], Iterable[Fix]]

AROUND = 80
"""Characters at either side of a damage that are kept with it: no word is longer."""


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


class Mended(NamedTuple):
    """A text without the damage that its past shows."""

    text: str
    undone: tuple[Undone, ...] = ()
    repairs: FilePatch | None = None
    """The same as a patch of the text as it is; None where nothing was found."""
    is_whole: bool = True
    """Whether all versions were looked at; else time was up."""


def mend(now: str, versions: Iterable[Version], glance: Glance, judge: Judge, deadline: float) -> Mended:
    """Return the text `now` without the damage that its `versions`, newest first, brought in and that still stands.

    `glance` may find more than `judge` does, and is asked first, for it is fast. `deadline` is when to stop, on the
    clock of `time.monotonic`.
    """
    text, undone = now, list[Undone]()
    repairs: FilePatch | None = None
    for version in versions:
        if monotonic() > deadline:
            return Mended(text, tuple(undone), repairs, is_whole=False)
        if fixes := _still_standing(version, text, glance, judge):
            edits = _edits_of(fixes)
            places = follow(((one.start, one.end) for one in undone), edits)
            undone = [one._replace(start=start, end=end) for one, (start, end) in zip(undone, places, strict=True)]
            undone += _undone(version, text, edits)
            further = FilePatch(Document("", b"", text), tuple(fixes), (), (), apply_edits(text, edits))
            repairs = further if repairs is None else compose(repairs, further)
            text = further.text_after
    return Mended(text, tuple(undone), repairs)


def _still_standing(version: Version, text: str, glance: Glance, judge: Judge) -> list[Fix]:
    """Return the repairs of `text`, in order of place, that undo the damage which `version` brought in."""
    carrier = Carrier(version.text, text)
    if not any(_may_be_damage(version, part, carrier, glance, judge) for part in _parts(version, text)):
        return []
    document = Document(version.path, encode(version.text), version.text)
    carried = ((fix, tuple(carrier.carry(fix))) for fix in judge(document, version.bases).applied)
    fixes = [fix._replace(candidate=fix.candidate._replace(edits=edits)) for fix, edits in carried if edits]
    apart = all(one.end <= other.start for one, other in pairwise(_edits_of(fixes)))
    return sorted(fixes, key=lambda fix: fix.candidate.start) if apart else []


def _edits_of(fixes: Iterable[Fix]) -> list[Edit]:
    """Return the edits of all `fixes`, in order of place."""
    return sorted(edit for fix in fixes for edit in fix.candidate.edits)


def _parts(version: Version, text: str) -> tuple[StandingPart, ...]:
    """Return the part of a change from one text that stands in `text`, seen in several ways; else all of it."""
    base, *others = version.bases
    # The line ends of a text tell of all of it.
    if others or base.committed:
        return (all_of(base.text, version.text),)
    return standing_parts(base.text, version.text, text)


def _may_be_damage(version: Version, part: StandingPart, carrier: Carrier, glance: Glance, judge: Judge) -> bool:
    """Tell whether the part of a change may have damage in it that can be carried over."""
    document = Document(version.path, encode(part.after), part.after)
    bases = (version.bases[0]._replace(text=part.before), *version.bases[1:])

    def stands(fix: Fix) -> bool:
        """Tell whether a fix of the part changes anything, and can be carried over."""
        edits = part.in_whole(fix.candidate.edits)
        carried = edits and fix.changes and carrier.carry(fix._replace(candidate=fix.candidate._replace(edits=edits)))
        return bool(carried)

    if has_slip(part, version.text):
        return True
    if not any(True for _ in glance(document, bases, stands)):
        return False
    if 2 * len(part.after) > len(version.text):
        return True
    found = judge(document, bases)
    return any(map(stands, (*found.applied, *found.unapplied)))


def _undone(version: Version, text: str, edits: Iterable[Edit]) -> Iterable[Undone]:
    """Yield what the `edits` undo, with its place once they are made."""
    source = f"{version.bases[0].commit}:{version.bases[0].path}"
    shift = 0
    for edit in edits:
        start = edit.start + shift
        around = text[max(0, edit.start - AROUND) : edit.end + AROUND]
        yield Undone(start, start + len(edit.after), around, source, version.commit, version.date)
        shift += len(edit.after) - len(edit.before)
