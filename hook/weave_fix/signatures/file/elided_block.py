"""A placeholder stands where text was: "the rest stays the same", written by a model that did not repeat it.

Where the base has lines in the place of the placeholder, they are put back, and what a person wrote around it stays.
Without a base what stood there is gone, and the placeholder is shown.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from weave_fix.markdown.blocks import Kind
from weave_fix.records import Applicability
from weave_fix.signatures.file._changes import Change, likeness, replace_lines
from weave_fix.signatures.file._placeholder_hints import is_possible as has_placeholder
from weave_fix.signatures.file._placeholders import ELLIPSIS, MOST, is_placeholder
from weave_fix.signatures.file.registry import Event

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from weave_fix.signatures.file.context import FileContext

ORDER = 550
EVIDENCE = ("history", "form")
CAN_BE_SAFE = True
EXAMPLE = (
    "# Doors\n\nOpen the door.\n\nClose it again.\n",
    "# Doors\n\n... (rest of the document unchanged) ...\n",
)

CODE = (Kind.FENCED, Kind.INDENTED, Kind.FRONT)
LIKE, UNLIKE = 0.5, 0.3
"""How much two lines have in common, from which on one was made of the other, and up to which neither was."""
LEAST = 6
"""Lines, blank ones not counted, that dots without a word have to stand for."""
MOST_AROUND = 40
"""Lines of a person beside a placeholder that are compared with the base, at most."""


def is_possible(text: str) -> bool:
    """Tell whether a word stands in the text that placeholders have."""
    return has_placeholder(text)


def find(context: FileContext) -> Iterator[Event]:
    """Yield one event for each placeholder."""
    found = [number for number, key in enumerate(context.keys) if _stands_for_text(context, number, key)]
    if not found:
        return
    blocks = _blocks(context) if context.base is not None else []
    starts = [block.new_start for block in blocks]
    for number in found:
        at = bisect_right(starts, number) - 1
        block = blocks[at] if at >= 0 and number < blocks[at].new_end else None
        if block and bisect_left(found, block.new_end) - bisect_left(found, block.new_start) > 1:
            block = None  # what stood at which of several placeholders nobody can tell
        if block and at + 1 < len(blocks) and not "".join(context.keys[number + 1 : block.new_end]).strip():
            block = _with_what_follows(context, block, blocks[at + 1])
        is_dots = bool(ELLIPSIS.fullmatch(context.keys[number]))
        event = _from_base(context, number, block, is_dots=is_dots) if block else None
        if event:
            yield event
        elif not is_dots:
            place = (context.span(number, number + 1),)
            message = "a placeholder stands in the place of text; a model did not repeat what it meant to keep"
            yield Event((), place, message, Applicability.DISPLAY_ONLY, "form", stops=True)


def _stands_for_text(context: FileContext, number: int, key: str) -> bool:
    """Tell whether a line is a placeholder that was not there before; code is shortened on purpose."""
    if not key or len(key) > MOST:
        return False
    is_dots = context.base is not None and not key[-1].isalnum() and ELLIPSIS.fullmatch(key)
    if not is_dots and not is_placeholder(key, alone=key[0].isupper() and _is_alone(context, number)):
        return False
    is_code = context.kinds[number] in CODE or key.startswith(("    ", "\t"))
    return not is_code and (context.whole or not context.known(key))


def _is_alone(context: FileContext, number: int) -> bool:
    """Tell whether a line is all of its paragraph."""
    return not any(
        key.strip() for key in (*context.keys[max(0, number - 1) : number], *context.keys[number + 1 : number + 2])
    )


def _blocks(context: FileContext) -> list[Change]:
    """Return the changes, those joined that only blank lines hold apart."""
    joined: list[Change] = []
    for change in context.changes:
        last = joined[-1] if joined else None
        if last and not any(line.strip() for line in context.keys[last.new_end : change.new_start]):
            joined[-1] = Change(last.old_start, change.old_end, last.new_start, change.new_end)
        else:
            joined.append(change)
    return joined


def _with_what_follows(context: FileContext, change: Change, following: Change) -> Change:
    """Return a change that takes in the next one, where lines went there that may as well have gone here.

    Of lines that come again, as `To be written.` below each heading, the text kept one: the first or the last of them.
    """
    kept, gone = following.old_start - change.old_end, following.old_end - following.old_start
    between = context.base_keys[change.old_end : following.old_start]
    is_gone = following.new_start == following.new_end and 0 < kept <= gone
    if not is_gone or context.base_keys[following.old_end - kept : following.old_end] != between:
        return change
    return change._replace(old_end=following.old_end - kept)


def _from_base(context: FileContext, number: int, block: Change, *, is_dots: bool) -> Event | None:
    """Return the event that puts back what the placeholder stands for; None where the base has nothing there.

    The lines of the text between the block's start and the placeholder answer the first ones of the base's block, those
    behind it the last ones; what is left between is what was left out.
    """
    old = context.base_keys[block.old_start : block.old_end]
    above, below = context.keys[block.new_start : number], context.keys[number + 1 : block.new_end]
    first = _answered(above, old)
    last = _answered(below[::-1], old[first or 0 :][::-1])
    if first is None or last is None:
        return None
    lines = old[first : len(old) - last]
    worded = [line for line in lines if line.strip()]
    if not worded or sum(_stands_as_often(context, line) for line in worded) > 0.3 * len(worded):
        return None
    if is_dots and (len(worded) < LEAST or context.base_kinds[block.old_start + first] in CODE):
        return None
    is_end = number + 1 == len(context.keys)
    if is_end:
        lines = lines[: len(lines) - next(n for n, line in enumerate(reversed(lines)) if line.strip())]
    edit = replace_lines(context, number, number + 1, _without_blanks_twice(above, lines, below))
    if is_end and block.old_end == len(context.base_keys) and not (context.base or "").endswith("\n"):
        edit = edit._replace(after=edit.after.removesuffix(context.newline))
    message = f"a placeholder stands in the place of {len(worded)} lines; a model did not repeat what it meant to keep"
    applicability = Applicability.UNSAFE if is_dots else Applicability.SAFE
    return Event((edit,), (context.span(number, number + 1),), message, applicability, "history")


def _stands_as_often(context: FileContext, line: str) -> bool:
    """Tell whether a line of the base is nowhere missing: it was moved, or never went."""
    return context.key_counts[line] >= context.base_key_counts[line]


def _answered(lines: Sequence[str], old: Sequence[str]) -> int | None:
    """Return how many of the old lines, from their start, `lines` were made of; None where that is not plain."""
    at = 0
    for line in lines[:MOST_AROUND]:
        if not line.strip():
            at += at < len(old) and not old[at].strip()
            continue
        near = [(likeness(line, old[n]), n) for n in range(at, min(at + 4, len(old))) if old[n].strip()]
        best, number = max(near, key=lambda pair: (pair[0], -pair[1]), default=(0.0, at))
        if best >= LIKE:
            at = number + 1
        elif best > UNLIKE:
            return None
    return at if len(lines) <= MOST_AROUND else None


def _without_blanks_twice(above: Sequence[str], lines: Sequence[str], below: Sequence[str]) -> list[str]:
    """Return the lines without the blank ones at their ends that the text beside them has already."""
    start, end = 0, len(lines)
    while above and not above[-1].strip() and start < end and not lines[start].strip():
        start += 1
    while below and not below[0].strip() and start < end and not lines[end - 1].strip():
        end -= 1
    return list(lines[start:end])
