"""A code fence without its partner: the line that closed it, or the one that opened it, was lost.

Where the base has that line, it is put back, if every fence has a partner then. Without a base the code is closed where
the next fence opens another block and nobody can take the text between for code; else it is shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from weave_fix.edits import apply_edits
from weave_fix.positions import split_lines
from weave_fix.records import Applicability, Edit
from weave_fix.signatures.file import wrapped_in_fence
from weave_fix.signatures.file._changes import likeness
from weave_fix.signatures.file._code_end import code_end
from weave_fix.signatures.file._fences import TEXT, Lone, fence_at, lone_fences
from weave_fix.signatures.file.registry import Event

if TYPE_CHECKING:
    from collections.abc import Iterator

    from weave_fix.signatures.file._changes import Change
    from weave_fix.signatures.file.context import FileContext

ORDER = 700
EVIDENCE = ("history", "form")
CAN_BE_SAFE = True
EXAMPLE = (
    "# Doors\n\n```sh\nopen door\n```\n\nClose it again.\n",
    "# Doors\n\n```sh\nopen door\n\nClose it again.\n",
)


MOST = 12
"""Fences that one was lost of, at most: where a page was rewritten none can be told from another."""


def is_possible(text: str) -> bool:
    """Tell whether there is a fence."""
    return "```" in text or "~~~" in text


def find(context: FileContext) -> Iterator[Event]:
    """Yield one event for each fence without a partner, or one that puts them all back."""
    lone, _ = lone_fences(context.keys)
    if not lone or any(wrapped_in_fence.find(context)):
        return
    if context.base is not None and not context.whole:
        before = max(len(lone_fences(keys)[0]) for keys in (context.base_keys, *map(_keys, context.others)))
        if len(lone) <= before:
            return
        event = _from_base(context, before)
        if event:
            yield event
            return
        lone = [fence for fence in lone if _is_new(context, fence)]
    closed = [(fence, edit) for fence in lone if (edit := _close(context, fence))]
    for _, edit in closed:
        message = "a code fence has no partner, and text is taken for code; an edit took out the line that closed it"
        yield Event((edit,), ((edit.start, edit.end),), message, Applicability.SAFE, "form")
    done = {fence for fence, _ in closed}
    lone = [fence for fence in lone if fence not in done and not _is_cut_off(context, fence)]
    if lone:
        stops = any(fence.to_end and any(map(TEXT.match, context.keys[fence.line + 1 :])) for fence in lone)
        places = tuple(context.span(fence.line, fence.until) for fence in lone)
        message = "a code fence has no partner, and text is taken for code; an edit took the line out"
        yield Event((), places, message, Applicability.DISPLAY_ONLY, "form", stops)


def _close(context: FileContext, lone: Lone) -> Edit | None:
    """Return the edit that closes the code where it ends beyond doubt."""
    at = code_end(context.keys, lone)
    fence = fence_at(context.keys[lone.line], lone.line)
    if at is None or fence is None:
        return None
    start = context.starts[at]
    return Edit(start, start, "", fence.mark + context.newline)


def _keys(text: str) -> list[str]:
    return [line.rstrip("\r\n") for line in split_lines(text)]


def _is_new(context: FileContext, fence: Lone) -> bool:
    """Tell whether a change stands between a fence and where it should have been closed."""
    return any(change.new_start <= fence.until and fence.line <= change.new_end for change in context.changes)


def _is_cut_off(context: FileContext, fence: Lone) -> bool:
    """Tell whether the text ends inside of the code, without a line end: then its end is missing, not a fence."""
    return (
        fence.to_end
        and not context.text.endswith("\n")
        and not any(TEXT.match(key) for key in context.keys[fence.line + 1 :])
    )


def _from_base(context: FileContext, before: int) -> Event | None:
    """Return the event that puts back the fences which the base has; None where that does not pair them all."""
    found = [(edit, change) for change in context.changes if (edit := _put_back(context, change))]
    edits = [edit for edit, _ in found]
    if not 0 < len(edits) <= MOST:
        return None
    flaws = [_flaws(context, edit) for edit in edits]
    best = min(flaws)
    if best[0] > before or flaws.count(best) > 1:
        return None
    edit, change = found[flaws.index(best)]
    applicability = Applicability.SAFE if _is_alone(context, change) else Applicability.UNSAFE
    message = "a code fence has lost its partner; an edit took the line out"
    return Event((edit,), ((edit.start, edit.end),), message, applicability, "history")


def _is_alone(context: FileContext, change: Change) -> bool:
    """Tell whether a change takes out a fence and no other line, though it may change the lines beside it."""
    old = [key for key in context.base_keys[change.old_start : change.old_end] if not fence_at(key, 0)]
    new = context.keys[change.new_start : change.new_end]
    return len(old) == len(new) and all(likeness(*pair) >= 0.5 for pair in zip(old, new, strict=True))


def _flaws(context: FileContext, edit: Edit) -> tuple[int, int]:
    """Return how many fences have no partner once the edit is made, and how many blocks have text in them."""
    lone, mixed = lone_fences(_keys(apply_edits(context.text, [edit])))
    return len(lone), mixed


def _put_back(context: FileContext, change: Change) -> Edit | None:
    """Return the edit that puts the one fence back which a change has taken out; None where it cannot be placed."""
    old = range(change.old_start, change.old_end)
    gone = [n for n in old if fence_at(context.base_keys[n], n)]
    now = [n for n in range(change.new_start, change.new_end) if fence_at(context.keys[n], n)]
    if len(gone) != len(now) + 1 or len(gone) > 1:
        return None
    if gone[0] == change.old_start or change.new_start == change.new_end:
        at = change.new_start
    elif gone[0] == change.old_end - 1:
        at = change.new_end
    elif change.old_end - change.old_start - 1 == change.new_end - change.new_start:
        at = change.new_start + gone[0] - change.old_start
    else:
        return None
    start = context.starts[at]
    line = context.base_keys[gone[0]]
    if start == len(context.text) and not context.text.endswith("\n"):
        return Edit(start, start, "", context.newline + line)
    return Edit(start, start, "", line + context.newline)
