"""The runs of lines by which two texts differ, and the edits that put lines in or take them out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weave_fix.diff.align import MAX_CELLS
from weave_fix.named_tuple import NamedTuple
from weave_fix.records import Edit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weave_fix.signatures.file.context import FileContext


class Change(NamedTuple):
    """Lines `old_start` to `old_end` of the base became lines `new_start` to `new_end`; 0-based, half-open."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int


def changes(old: Sequence[str], new: Sequence[str]) -> list[Change]:
    """Return the runs of lines by which `new` differs from `old`, in order, not touching each other."""
    head, most = 0, min(len(old), len(new))
    while head < most and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < most - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    left, right = old[head : len(old) - tail], new[head : len(new) - tail]
    if not left or not right or len(left) * len(right) > MAX_CELLS:
        return [Change(head, head + len(left), head, head + len(right))] if left or right else []
    from rapidfuzz.distance import Indel

    found: list[Change] = []
    for code in Indel.opcodes(left, right):
        if code.tag == "equal":
            continue
        a, b, c, d = (head + at for at in (code.src_start, code.src_end, code.dest_start, code.dest_end))
        if found and found[-1].old_end == a and found[-1].new_end == c:
            found[-1] = Change(found[-1].old_start, b, found[-1].new_start, d)
        else:
            found.append(Change(a, b, c, d))
    return found


def replace_lines(context: FileContext, first: int, last: int, lines: Sequence[str]) -> Edit:
    """Return the edit that puts `lines`, given without line ends, in the place of the text's lines `first` to `last`.

    Each gets the text's line end; at the end of the text the last one has one where the text had one.
    """
    start, end = context.span(first, last)
    after = "".join(line + context.newline for line in lines)
    if end == len(context.text) and context.text and not context.text.endswith("\n"):
        after = after[: len(after) - len(context.newline)]
    return Edit(start, end, context.text[start:end], after)


def likeness(one: str, other: str) -> float:
    """Return the share of their pieces of three characters that two lines have in common."""
    ones, others = ({line[n : n + 3] for n in range(max(1, len(line) - 2))} for line in (one.strip(), other.strip()))
    return 2 * len(ones & others) / (len(ones) + len(others))
