"""Comments that say what to leave as it is: `<!-- weave-fix: ignore -->` and its kin.

`ignore` holds for the next block, `off` up to `on` or the end of the text, `ignore-file` for all of it; signatures or
families behind the word limit it to those. In MDX `{/* weave-fix: ignore */}` is the same, and anywhere
`[//]: # (weave-fix: ignore)`. What stands in code is no comment.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import chain

from weave_fix.markdown import COMMENT
from weave_fix.markdown.blocks import BlockMap, Kind
from weave_fix.named_tuple import NamedTuple

OPENINGS = {"<!--": "-->", "{/*": "*/}", "[//]:": ")"}
WORDS = ("ignore", "ignore-file", "off", "on")
CODE = (Kind.FENCED, Kind.INDENTED, Kind.CODE, Kind.FRONT)


class Ignore(NamedTuple):
    """A part of a text that is left as it is."""

    line: int
    """1-based, of the comment."""
    word: str
    start: int
    """Characters `start` to `end` of the text, half-open."""
    end: int
    names: frozenset[str]
    """The signatures and families that are ignored there; empty: all."""
    is_closed: bool = True
    """Whether it ends where the comment says; false for an `off` without `on`."""


class Comments(NamedTuple):
    """The comments of one text."""

    ignores: tuple[Ignore, ...] = ()
    unknown: tuple[tuple[int, str], ...] = ()
    """Line and word of comments that say something else."""


@cache
def _pattern() -> re.Pattern[str]:
    """Return the pattern of a comment, compiled when the first text may have one."""
    return re.compile(
        r"(?P<open><!--|\{/\*|\[//\]:[ \t]{0,9}\#[ \t]{0,9}\()[ \t]{0,9}weave-fix:[ \t]{0,9}(?P<word>[a-z-]{1,20})"
        r"(?P<names>[ \t,a-z0-9_]{0,1000})(?P<close>-->|\*/\}|\))"
    )


def comments(text: str) -> Comments:
    """Return the comments of `text`, in its order."""
    if COMMENT not in text:
        return Comments()
    blocks = BlockMap(text)
    ignores: list[Ignore] = []
    unknown: list[tuple[int, str]] = []
    open_: dict[frozenset[str], list[Ignore]] = {}
    for found in _pattern().finditer(text):
        if blocks.kind_at(found.start()) in CODE or not _is_closed(found["open"], found["close"]):
            continue
        number = blocks.line_index(found.start())
        word, names = found["word"], frozenset(re.findall(r"[a-z0-9_]+", found["names"]))
        if word == "ignore":
            ignores.append(Ignore(number + 1, word, *_next_block(blocks, blocks.line_index(found.end())), names))
        elif word == "ignore-file":
            ignores.append(Ignore(number + 1, word, 0, len(text), names))
        elif word == "off":
            open_.setdefault(names, []).append(Ignore(number + 1, word, found.end(), len(text), names, is_closed=False))
        elif word == "on":
            for key in [names] if names else list(open_):
                ignores += [one._replace(end=found.start(), is_closed=True) for one in open_.pop(key, ())]
        else:
            unknown.append((number + 1, word))
    return Comments(
        tuple(sorted([*ignores, *chain.from_iterable(open_.values())], key=lambda one: one.line)), tuple(unknown)
    )


def _is_closed(opening: str, closing: str) -> bool:
    return any(opening.startswith(start) and closing == end for start, end in OPENINGS.items())


def _next_block(blocks: BlockMap, number: int) -> tuple[int, int]:
    """Return the span of the block below the line `number`, 0-based; empty at the end where there is none."""
    lines = blocks.lines
    first = number + 1
    while first < len(lines) and lines[first].kind is Kind.BLANK:
        first += 1
    if first == len(lines):
        return len(blocks.text) + 1, len(blocks.text) + 1
    last = first
    is_fence = lines[first].kind is Kind.FENCED
    while last + 1 < len(lines) and (
        lines[last + 1].kind is Kind.FENCED if is_fence else lines[last + 1].kind is not Kind.BLANK
    ):
        last += 1
    return lines[first].start, lines[last].end
