"""A patch that has lost repairs for the structure, made one that a second run leaves as it is.

Its repairs were judged together, and what is left may be judged otherwise: another run would go on with it.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from weave_fix.decision.compose import compose
from weave_fix.markdown.syntax import syntax_of
from weave_fix.patch.verify import drop_structure_changes, without
from weave_fix.places import Places
from weave_fix.records import Document, FilePatch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from weave_fix.records import Base, Fix

ROUNDS = 4
"""How often it is looked at what another run would go on with."""
DROPS = 2
"""How often the repairs beside that are left out."""
LEFT_OUT = "beside it other repairs would change the Markdown structure, and without these a second run would go on"
NOT_SETTLED = "its repairs would not settle without those that change its structure; the file was left unchanged"


def settle(
    patch: FilePatch,
    bases: Sequence[Base],
    look: Callable[[Document], FilePatch],
    again: Callable[[Document], FilePatch],
) -> FilePatch:
    """Return `patch` with what a second run would go on with, or else without the repairs beside that.

    `look` returns what is found in a text, less what would change its structure; `again` the same once it has settled.
    The document is left alone where neither comes to rest.
    """
    seen = {patch.document.text, patch.text_after}
    further = look(patch.document_after)
    for _ in range(ROUNDS):
        if not further.applied:
            return patch
        longer = _with_more(patch, further, bases)
        if longer.text_after in seen:
            break
        seen.add(longer.text_after)
        patch, further = longer, look(longer.document_after)
    for asked in range(DROPS):
        beside = [*_beside(patch, further)]
        patch = without(patch, ((fix, LEFT_OUT) for fix in beside))
        if not patch.applied or (asked and not beside):
            break
        further = again(patch.document_after)
        longer = _with_more(patch, further, bases)
        if longer.text_after == further.text_after:
            return longer
    return left_alone(patch.document)


def left_alone(document: Document) -> FilePatch:
    """Return a patch that changes nothing, and says why."""
    return FilePatch(document, (), (), (), document.text, NOT_SETTLED)


def _with_more(patch: FilePatch, further: FilePatch, bases: Sequence[Base]) -> FilePatch:
    """Return `patch` with the repairs of its result that do not change the structure with it.

    None is surer than those of `patch`, of which any may have brought it to light.
    """
    least = min((fix.applicability for fix in patch.applied), default=None)
    if least is None or not further.applied:
        return patch
    applied = (fix._replace(applicability=min(fix.applicability, least)) for fix in further.applied)
    return drop_structure_changes(compose(patch, further._replace(applied=tuple(applied))), bases)


def _beside(patch: FilePatch, further: FilePatch) -> Iterator[Fix]:
    """Yield the repairs of `patch` in the paragraphs that `further`, a patch of its result, goes on with."""
    blocks = syntax_of(patch.document.path).blocks(patch.text_after)
    edits = [edit for fix in further.applied for edit in fix.candidate.edits]
    near = Places(blocks.paragraph(at) for edit in edits for at in (edit.start, edit.end))
    placed = sorted((edit, number) for number, fix in enumerate(patch.applied) for edit in fix.candidate.edits)
    grown = accumulate((len(edit.after) - len(edit.before) for edit, _ in placed), initial=0)
    touched = {
        number
        for (edit, number), shift in zip(placed, grown, strict=False)
        if near.touch(edit.start + shift, edit.start + shift + len(edit.after))
    }
    yield from (fix for number, fix in enumerate(patch.applied) if number in touched and not fix.is_event)
