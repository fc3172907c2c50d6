"""What is found in a document, less the repairs that would change its Markdown structure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weave_fix.decision import AnalysisContext
    from weave_fix.records import Base, Document, FilePatch


def propose(document: Document, bases: Sequence[Base], context: AnalysisContext) -> FilePatch:
    """Return the patch of `document`, not yet verified.

    Repairs are judged together. Where some are dropped for the structure and the others would not settle without them,
    the document is left alone, and the patch has a remark that says so.
    """
    from weave_fix.decision import analyze

    patch = analyze(document, bases, context)
    if not patch.changed:
        return patch
    from weave_fix.patch.verify import drop_structure_changes, unless_a_second_run_goes_on

    kept = drop_structure_changes(patch, bases)
    if kept is patch:
        return patch
    return unless_a_second_run_goes_on(
        kept, lambda other: drop_structure_changes(analyze(other, bases, context), bases)
    )
