"""What stood in a text and what a repair makes of it, quoted for a person: short, printable, changes marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weave_fix.edits import minimize
from weave_fix.named_tuple import NamedTuple
from weave_fix.positions import widened
from weave_fix.report.escape import ELLIPSIS, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from weave_fix.records import Edit

QUOTED = 64
"""Characters of a text that a quotation shows at most, but for the ellipses between its pieces."""
MOST_PIECES = 3
"""Places that a quotation shows at most."""
WORD_REACH = 20
"""Characters by which a piece grows at most at either side, to show whole words."""
BLANK = " "
SEEN_BLANK = "\N{OPEN BOX}"
"""Stands for a blank that would not be seen: at the start or end of a quotation, or beside another or a line end."""
LETTERS_OF_ESCAPES = frozenset("nrtfxuU\\")
"""A backslash before one of these is doubled, so that a line end is told from the two characters that name it."""
GAP = f" {ELLIPSIS} "


class Segment(NamedTuple):
    """A part of a quotation."""

    text: str
    """Escaped."""
    is_changed: bool
    """Whether it is what the repair takes out or puts in."""


Segments = tuple[Segment, ...]
"""A quotation in parts: joined, their texts are the quotation."""


def quotation(text: str, edits: Sequence[Edit]) -> tuple[str, str]:
    """Return what stands in `text` and what the `edits` make of it, some `QUOTED` characters each, for a person.

    Edits are widened to whole words, so that a lost space reads `"themusic" -> "the music"`; those far apart are
    quoted one by one with an ellipsis between them. A long piece is cut in its middle.
    """
    before, after = marked(text, edits)
    return plain(before), plain(after)


def marked(text: str, edits: Sequence[Edit]) -> tuple[Segments, Segments]:
    """Return the two texts of `quotation` in parts that say what changed."""
    pieces = _pieces(text, list(map(narrowed, edits)))
    share = QUOTED // min(len(pieces), MOST_PIECES)
    before, after = [], []
    for start, end, changes in pieces[:MOST_PIECES]:
        old, new = sides(text, start, end, changes)
        before.append(_escaped(cut(old, share)))
        after.append(_escaped(cut(new, share)))
    is_more = len(pieces) > MOST_PIECES
    return _joined(before, is_more), _joined(after, is_more)


def plain(segments: Iterable[Segment]) -> str:
    """Return a quotation without its marks."""
    return "".join(segment.text for segment in segments)


def narrowed(edit: Edit) -> Edit:
    """Return an edit without what both of its sides have; one that only says where something is stays."""
    return edit if edit.before == edit.after else minimize(edit)


def _pieces(text: str, changes: Sequence[Edit]) -> list[tuple[int, int, list[Edit]]]:
    """Return the spans that hold the changes and the words that they cut, joined where they touch."""
    pieces: list[tuple[int, int, list[Edit]]] = []
    for change in changes:
        start, end = _widened(text, change)
        if pieces and start - pieces[-1][1] <= 1:
            start, _, inside = pieces.pop()
            inside.append(change)
        else:
            inside = [change]
        pieces.append((start, end, inside))
    return pieces


def _widened(text: str, change: Edit) -> tuple[int, int]:
    start, end = change.start, change.end
    if not (text[start:end] + change.after).strip(BLANK):
        # Blanks alone are seen between the words beside them.
        start, end = widened(text, start, end, WORD_REACH, BLANK.__eq__)
    return widened(text, start, end, WORD_REACH, _in_word)


def _in_word(char: str) -> bool:
    return char.isalnum() or char in "'\N{RIGHT SINGLE QUOTATION MARK}_-"


def sides(text: str, start: int, end: int, changes: Sequence[Edit]) -> tuple[list[Segment], list[Segment]]:
    """Return the characters `start` to `end` before and after the changes, which are `narrowed`, in parts."""
    old, new = [], []
    for change in changes:
        kept = Segment(text[start : change.start], is_changed=False)
        old += [kept, Segment(text[change.start : change.end], is_changed=True)]
        new += [kept, Segment(change.after, is_changed=True)]
        start = change.end
    rest = Segment(text[start:end], is_changed=False)
    return [*old, rest], [*new, rest]


def cut(parts: Sequence[Segment], limit: int) -> list[Segment]:
    """Return the parts if they have at most `limit` characters, else start and end with an ellipsis between them."""
    total = sum(len(part.text) for part in parts)
    if total <= limit:
        return list(parts)
    head = limit // 2
    behind = total - (limit - head - 1)
    first, last, at = [], [], 0
    for text, is_changed in parts:
        first.append(Segment(text[: max(0, head - at)], is_changed))
        last.append(Segment(text[max(0, behind - at) :], is_changed))
        at += len(text)
    return [*first, Segment(ELLIPSIS, is_changed=False), *last]


def _escaped(parts: Sequence[Segment]) -> list[Segment]:
    """Return the parts with every character escaped that is not seen; they belong to one piece."""
    text = "".join(part.text for part in parts)
    made, at = [], 0
    for part in parts:
        end = at + len(part.text)
        made.append(Segment("".join(_seen(text, number) for number in range(at, end)), part.is_changed))
        at = end
    return [part for part in made if part.text]


def _seen(text: str, at: int) -> str:
    char, before, behind = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    if char == BLANK:
        is_hidden = not before or not behind or before.isspace() or behind.isspace()
        return SEEN_BLANK if is_hidden else BLANK
    if char == "\\" and (not behind or behind in LETTERS_OF_ESCAPES or not behind.isprintable()):
        return "\\\\"
    return f"\\u{ord(char):04x}" if char == SEEN_BLANK else visible(char)


def _joined(pieces: Sequence[Sequence[Segment]], is_more: bool) -> Segments:
    joined: list[Segment] = []
    for number, piece in enumerate(pieces):
        joined += [Segment(GAP, is_changed=False), *piece] if number else piece
    if is_more:
        joined.append(Segment(GAP[:-1], is_changed=False))
    return tuple(joined)
