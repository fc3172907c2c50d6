"""Repairs that were judged in the commit that brought the damage in, where today's text alone leaves them open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weave_fix.decision.compose import compose
from weave_fix.edits import apply_edits
from weave_fix.past.carry import Carrier
from weave_fix.patch.verify import drop_structure_changes
from weave_fix.places import Places
from weave_fix.records import Applicability, Document, FilePatch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from weave_fix.decision import AnalysisContext
    from weave_fix.records import Base, Fix

ROUNDS = 3
"""How often a repaired text is judged again at most."""


def with_settled(
    patch: FilePatch, bases: Sequence[Base], context: AnalysisContext, look: Callable[[Document], FilePatch]
) -> FilePatch:
    """Return `patch` with the repairs besides that the past of the first of `bases` has settled.

    A whole file's damage may not show any more where later edits lie in it, and of a word the edits since may say too
    little: what was safe in its own commit is made if it stands as it came in, and is not called an edit today. `look`
    examines a document as the first look did.
    """
    base = bases[0]
    if base.repairs is None or base.committed or patch.remark:
        return patch
    begun = _begun(patch, bases, base.repairs, context)
    patch = patch if begun is None else compose(begun, look(begun.document_after))
    fixes = list(_left(patch, base.repairs, context))
    if not fixes:
        return patch
    step = _made(patch.document_after, fixes, bases)
    if not step.changed:
        return patch
    done = compose(patch, step)
    for _ in range(ROUNDS):
        further = look(done.document_after)
        done = compose(done, further)
        if not further.changed:
            return done
    return patch


def _made(document: Document, fixes: Sequence[Fix], bases: Sequence[Base]) -> FilePatch:
    """Return the patch that makes `fixes`, but for those that would change the structure."""
    edits = sorted(edit for fix in fixes for edit in fix.candidate.edits)
    patch = FilePatch(document, tuple(fixes), (), (), apply_edits(document.text, edits))
    return drop_structure_changes(patch, bases)


def _begun(patch: FilePatch, bases: Sequence[Base], repairs: FilePatch, context: AnalysisContext) -> FilePatch | None:
    """Return the patch that first undoes what happened to the whole file where `patch` repairs but words of it.

    A passage that was pasted twice is no copy any more once a word in one of both is repaired.
    """
    document = patch.document
    today = Carrier(repairs.document.text, document.text)
    words, events = (
        Places(
            (edit.start, edit.end) for fix in patch.applied if fix.is_event is is_event for edit in fix.candidate.edits
        )
        for is_event in (False, True)
    )
    found = []
    for fix in repairs.applied:
        edits = tuple(today.carry(fix)) if fix.is_event else ()
        one = fix._replace(candidate=fix.candidate._replace(edits=edits))
        is_open = any(words.touch(edit.start, edit.end) and not events.touch(edit.start, edit.end) for edit in edits)
        if is_open and _is_allowed(one, document, context):
            found.append(one)
    step = _made(document, sorted(found, key=lambda fix: fix.candidate.start), bases)
    return step if step.changed else None


def _is_allowed(fix: Fix, document: Document, context: AnalysisContext) -> bool:
    return context.allows(fix, document.text) and not context.why_not(fix, document.text, (document.path,))


def _left(patch: FilePatch, repairs: FilePatch, context: AnalysisContext) -> Iterator[Fix]:
    """Yield the `repairs` that `patch` lacks, as repairs of the text after it."""
    document = patch.document
    today, after = Carrier(repairs.document.text, document.text), Carrier(document.text, patch.text_after)
    made = Places((edit.start, edit.end) for fix in patch.applied for edit in fix.candidate.edits)
    open_ones = {fix.candidate.edits for fix in patch.unapplied if fix.applicability is Applicability.UNSAFE}
    for fix in sorted(repairs.applied, key=lambda fix: fix.candidate.start):
        edits = tuple(today.carry(fix))
        is_made = any(made.touch(edit.start, edit.end) for edit in edits)
        if not edits or is_made or not (fix.is_event or edits in open_ones):
            continue
        one = fix._replace(candidate=fix.candidate._replace(edits=edits))
        if not _is_allowed(one, document, context):
            continue
        if moved := tuple(after.carry(one)):
            yield one._replace(candidate=one.candidate._replace(edits=moved))
