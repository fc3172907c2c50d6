"""The structure of a text in parts: the inline text of each paragraph, heading and cell, and the blocks that hold it.

What an inline text is depends on nothing but itself, the blocks around it and the definitions of links. So two texts
that agree in these can be compared part by part.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from weave_fix.markdown.structure import LINE_END, front_and_lines, kind_of, pieces_of, tokens_of
from weave_fix.named_tuple import NamedTuple
from weave_fix.patterns import lazy_pattern

if TYPE_CHECKING:
    from markdown_it.token import Token

MARKED = lazy_pattern(r"[\\`~*_\[\]<>&]")
"""What makes anything but text inside a paragraph begins or ends with one of these."""


class Part(NamedTuple):
    """One inline text."""

    first: int
    """The line that it begins in, 0-based."""
    last: int
    """The line behind it."""
    tokens: tuple[str, ...]
    """The types of what stands in it, in order."""
    pieces: tuple[tuple[str, str], ...]
    """Its code, comments, tags and targets of links, each kind with its content."""
    is_plain: bool
    """Whether it has no mark that could make anything but text of it."""


class Parts(NamedTuple):
    """All inline texts of a text."""

    frame: tuple[Any, ...]
    """What holds them. Where it is equal in two texts, so is their structure but for their parts, which correspond."""
    each: tuple[Part, ...]
    """In the order of the text. The cells of a table's row have the same lines."""


def parts(text: str) -> Parts:
    """Return the parts of a Markdown text."""
    front, lines = front_and_lines(text)
    above = len(LINE_END.findall(front))
    links: dict[str, Any] = {}
    frame: list[object] = [front]
    each: list[Part] = []
    for token in tokens_of(lines, links):
        content = token.content
        if token.type == "inline":
            first, last = token.map or (0, len(lines))
            each.append(_part(token, above + first, above + last))
            content = ""
        frame.append((kind_of(token), token.level, tuple(token.map or ()), content))
    frame += map(repr, (*links.get("references", {}).items(), *links.get("duplicate_refs", ())))
    return Parts(tuple(frame), tuple(each))


def _part(token: Token, first: int, last: int) -> Part:
    inside = token.children or ()
    tokens = tuple(map(kind_of, inside))
    pieces = tuple(piece for child in inside for piece in pieces_of(child))
    return Part(first, last, tokens, pieces, is_plain=MARKED.search(token.content) is None)
