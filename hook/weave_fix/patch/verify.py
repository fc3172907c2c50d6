"""The gate that every patch passes before it is written.

What it refuses is weave-fix's own fault, never the user's: nothing of that file is written then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from weave_fix.edits import apply_edits
from weave_fix.errors import FaultError
from weave_fix.markdown.structure import structure
from weave_fix.patch.unified_diff import edits_of
from weave_fix.records import Document, Refusal, decode, encode

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from weave_fix.records import Base, FilePatch

IGNORED_TOKENS = frozenset({"text ", "softbreak br", "hardbreak br", "html_inline "})
"""Tokens that come and go with a line end, a stray tag or the piece of text beside them; a page stays what it is."""


def verify(patch: FilePatch, bases: Sequence[Base], again: Callable[[Document], FilePatch]) -> None:
    """Raise FaultError unless `patch` may be written.

    - Outside its edits every byte is as it was.
    - The Markdown structure is as it was, or changes back to a base's: damage breaks structure (a line end taken out
      joins two paragraphs, a stray back-tick opens code), and undoing it restores structure. Where a swap cut what
      the user wrote anew, some of what comes back was never in the base; at most two tokens may lead away from it
      for each that leads back.
    - `again`, which examines a document as the first run did, finds nothing more to apply in the text after.
    """
    document = patch.document
    if decode(document.raw) != document.text or encode(document.text) != document.raw:
        raise _fault_error(patch, "its text is not what its bytes say")
    try:
        made = apply_edits(document.text, edits_of(patch))
        after = encode(patch.text_after)
    except (FaultError, UnicodeEncodeError) as error:
        raise _fault_error(patch, f"its repairs cannot be made ({error})") from error
    if made != patch.text_after:
        raise _fault_error(patch, "its repairs would change text beside them")
    if not patch.changed:
        return
    if problem := structure_problem(_without_events(patch), patch.text_after, bases):
        raise _fault_error(patch, problem)
    if more := again(Document.from_bytes(document.path, after)).applied:
        raise _fault_error(patch, f"a second run would go on with {more[0].candidate.signature}")


def drop_structure_changes(patch: FilePatch, bases: Sequence[Base]) -> FilePatch:
    """Return `patch` without the repairs that would change the Markdown structure away from every base.

    They are refused, with that as the reason: history says that they are right, the page says that they are not.
    """
    if not patch.changed or structure_problem(_without_events(patch), patch.text_after, bases) is None:
        return patch
    text, before = patch.document.text, _without_events(patch)
    events = [edit for fix in patch.applied if fix.is_event for edit in fix.candidate.edits]
    applied, refused = [], list(patch.refused)
    for fix in patch.applied:
        alone = before if fix.is_event else apply_edits(text, sorted([*events, *fix.candidate.edits]))
        if problem := structure_problem(before, alone, bases):
            refused.append(Refusal(fix.candidate, problem))
        else:
            applied.append(fix)
    kept = patch._replace(applied=tuple(applied), refused=tuple(refused))
    return kept._replace(text_after=apply_edits(text, edits_of(kept)))


def _without_events(patch: FilePatch) -> str:
    """Return the text once what happened to the file as a whole is undone: that may change its structure."""
    edits = sorted(edit for fix in patch.applied if fix.is_event for edit in fix.candidate.edits)
    return apply_edits(patch.document.text, edits) if edits else patch.document.text


def structure_problem(before: str, after: str, bases: Sequence[Base]) -> str | None:
    """Return why the way from `before` to `after` may not change the Markdown structure as it does, None if it may."""
    old, new = structure(before), structure(after)
    if [token for token in old if token not in IGNORED_TOKENS] == [
        token for token in new if token not in IGNORED_TOKENS
    ]:
        return None
    from rapidfuzz.distance import Indel

    for base in bases:
        wanted = structure(base.text)
        # Tokens that lead away from the base, less those that lead back to it.
        worse = Indel.distance(new, wanted) - Indel.distance(old, wanted)
        if worse <= 0 or worse * 3 <= Indel.distance(old, new):
            return None
    first = next(
        (n for n, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]), min(len(old), len(new))
    )
    was, becomes = (tokens[first] if first < len(tokens) else "the end" for tokens in (old, new))
    return f"it would change the Markdown structure away from its base ({was} becomes {becomes})"


def _fault_error(patch: FilePatch, reason: str) -> FaultError:
    return FaultError(
        f"{patch.document.path}: {reason}. Nothing was written to this file. This is weave-fix's own fault: please "
        "report it with the file and its last committed version"
    )
