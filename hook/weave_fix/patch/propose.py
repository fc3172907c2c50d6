"""What is found in a document, less the repairs that would change its Markdown structure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weave_fix.decision import AnalysisContext
    from weave_fix.records import Base, Document, FilePatch


def propose(document: Document, bases: Sequence[Base], context: AnalysisContext) -> FilePatch:
    """Return the patch of `document`, not yet verified."""
    from weave_fix.decision import analyze

    return keep_structure(analyze(document, bases, context), bases)


def keep_structure(patch: FilePatch, bases: Sequence[Base]) -> FilePatch:
    """Return `patch`, or one without the repairs that would change the Markdown structure."""
    if not patch.changed:
        return patch
    from weave_fix.patch.verify import drop_structure_changes

    return drop_structure_changes(patch, bases)
