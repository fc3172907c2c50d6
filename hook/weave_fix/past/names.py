"""Name the version that shows a repair, where it is one of the past, and the change that brought the damage in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weave_fix.diff.align import align
from weave_fix.places import Places
from weave_fix.records import HISTORY

if TYPE_CHECKING:
    from weave_fix.records import Base, FilePatch, Fix, Undone


class PastNames:
    """Knows which past change brought in what the base of a document is without."""

    def __init__(self, document: str, base: Base) -> None:
        spans = align(base.committed or base.text, document)
        self._spans = spans
        self._places = Places((span.new_start, span.new_end) for span in spans)
        self._undone = base.undone
        self._sources = Places((one.start, one.end) for one in base.undone)

    def undone_by(self, fix: Fix) -> Undone | None:
        """Return the past damage that `fix`, a repair of the document, undoes; None where it undoes something else."""
        for edit in fix.candidate.edits:
            for number in self._places.touching(edit.start, edit.end):
                span = self._spans[number]
                for source in self._sources.touching(span.old_start, span.old_end):
                    return self._undone[source]
        return None


def name_past(patch: FilePatch, base: Base) -> FilePatch:
    """Return `patch` with the versions of the past named as the source of the history's evidence."""
    names = PastNames(patch.document.text, base)

    def named(fix: Fix) -> Fix:
        undone = names.undone_by(fix)
        if undone is None:
            return fix
        evidence = (one._replace(source=undone.source) if one.kind == HISTORY else one for one in fix.evidence)
        return fix._replace(evidence=tuple(evidence))

    return patch._replace(applied=tuple(map(named, patch.applied)), unapplied=tuple(map(named, patch.unapplied)))
