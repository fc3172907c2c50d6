"""What is found in a document, less the repairs that would change its Markdown structure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weave_fix.decision import AnalysisContext
    from weave_fix.records import Base, Document, FilePatch


DEEP = 2
"""Texts at most, each of which a patch of the one before comes to, of which it is asked what a run would propose."""


class _TooDeepError(Exception):
    """What a run would propose depends on what it would propose for too many other texts."""


def propose(document: Document, bases: Sequence[Base], context: AnalysisContext) -> FilePatch:
    """Return the patch of `document`, not yet verified.

    Repairs are judged together. Where some are dropped for the structure and the others would not settle without them,
    what a second run would go on with is made as well, or what is beside it is left out. Where that does not settle,
    the document is left alone, and the patch has a remark that says so.
    """
    try:
        return _propose(document, bases, context, 0)
    except _TooDeepError:
        from weave_fix.patch.settle import left_alone

        return left_alone(document)


def _propose(document: Document, bases: Sequence[Base], context: AnalysisContext, depth: int) -> FilePatch:
    if depth > DEEP:
        raise _TooDeepError
    from weave_fix.decision import analyze

    patch = analyze(document, bases, context)
    if not patch.changed:
        return patch
    from weave_fix.patch.verify import drop_structure_changes

    kept = drop_structure_changes(patch, bases)
    if kept is patch or not kept.changed:
        return kept
    from weave_fix.patch.settle import settle

    def look(other: Document) -> FilePatch:
        return drop_structure_changes(analyze(other, bases, context), bases)

    return settle(kept, bases, look, lambda other: _propose(other, bases, context, depth + 1))
