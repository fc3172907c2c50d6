"""Align a text with the version it came from, and tell what changed at which grain.

Lines are aligned first, then the tokens of the lines that differ, then characters at the ends of each change.
A careless alignment of two unlike passages matches their spaces and their every `the`, so changes are joined over
short equal gaps: at several gap widths, since only the whole of a change shows what it was (a span swapped, a
sentence rewritten), and only its parts can be told from an edit beside it.
"""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from weave_fix.data import Edit
from weave_fix.markdown import WORD, Zones

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from weave_fix.data import Base, Document

TOKEN = re.compile(r"\w+|[^\S\n]+|\n|[^\w\s]")
GAPS = (2, 5, 14, 40)
"""Changes closer than so many characters are one change, at each grain; 14 is the grain of a region."""
MAX_CELLS = 4e8
"""Tokens of one side times tokens of the other beyond which a block counts as rewritten: 50 MB of bit matrix."""
REACH = 80
"""Characters of unchanged text that a change carries as context on each side."""


class Span(NamedTuple):
    """Characters `old_start` to `old_end` of the base became characters `new_start` to `new_end` of the document."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int


class Change(NamedTuple):
    """One change, stripped of what its two sides share at their ends."""

    span: Span
    old: str
    new: str
    left: str
    """Up to `REACH` characters of the document before the change."""
    right: str
    """Up to `REACH` characters of the document after it."""
    grain: int
    """The smallest index into `GAPS` at which this change stands as one."""

    @property
    def edit(self) -> Edit:
        """The edit that undoes the change in the document."""
        return Edit(self.span.new_start, self.span.new_end, self.new, self.old)

    def widened(self, pattern: re.Pattern[str]) -> tuple[str, str]:
        """Return the old and the new side with the characters of `pattern` that touch them on both sides."""
        left, right = len(self.left), 0
        while left and pattern.match(self.left[left - 1]):
            left -= 1
        while right < len(self.right) and pattern.match(self.right[right]):
            right += 1
        head, tail = self.left[left:], self.right[:right]
        return head + self.old + tail, head + self.new + tail

    def slides(self) -> Iterator[tuple[str, str, str]]:
        """Yield the (left, text, right) of each place where this insertion, or deletion, comes to the same."""
        return slides(self.left, self.new or self.old, self.right)


def slides(left: str, text: str, right: str) -> Iterator[tuple[str, str, str]]:
    """Yield each place where putting `text` in, or taking it out, comes to the same, leftmost first.

    `an |an |apple` is also `|an |an apple`. Yields nothing for an empty text.
    """
    while left and text and left[-1] == text[-1]:
        left, text, right = left[:-1], text[-1] + text[:-1], text[-1] + right
    if text:
        yield left, text, right
    while right and text and right[0] == text[0]:
        left, text, right = left + text[0], text[1:] + text[0], right[1:]
        yield left, text, right


class Trial:
    """A document beside one base: what is on trial, and what signatures and the decision ask of it."""

    def __init__(self, document: Document, base: Base, changes: tuple[Change, ...]) -> None:
        self.document = document
        self.base = base
        self.changes = changes
        """At every grain, in order of place; a change that is the same at two grains stands once."""

    @cached_property
    def groups(self) -> tuple[Change, ...]:
        """The changes at the finest grain; they do not overlap."""
        return tuple(change for change in self.changes if change.grain == 0)

    @cached_property
    def regions(self) -> tuple[Span, ...]:
        """Where the document differs from the base, changes that lie close as one."""
        spans = [group.span for group in self.groups]
        return tuple(join(spans, GAPS[2], self.document.text, across_blank_lines=False))

    @cached_property
    def zones(self) -> Zones:
        """What stands where in the document."""
        return Zones(self.document.text)

    @cached_property
    def base_words(self) -> frozenset[str]:
        """The words of the base, as they are written there."""
        return words_of(self.base.text)


@lru_cache(maxsize=4)
def words_of(text: str) -> frozenset[str]:
    """Return the words of `text` as they are written; a base is asked again after each round of repairs."""
    return frozenset(WORD.findall(text))


def align(old: str, new: str) -> list[Span]:
    """Return the token groups by which `new` differs from `old`, in order, not touching each other."""
    if old == new:
        return []
    head = _shared_prefix(old, new)
    head = old.rfind("\n", 0, head) + 1
    tail = _shared_suffix(old[head:], new[head:])
    if tail:
        # Begin the shared tail after a line end, on both sides, so that only whole lines are compared.
        cut = old.find("\n", len(old) - tail)
        tail = 0 if cut < 0 else len(old) - cut - 1
    old_lines = _lines(old[head : len(old) - tail])
    new_lines = _lines(new[head : len(new) - tail])
    spans: list[Span] = []
    for block in _line_blocks(old_lines, new_lines, head):
        spans += _token_groups(old, new, block)
    return spans


def _shared_prefix(a: str, b: str) -> int:
    low, high = 0, min(len(a), len(b))
    while low < high:
        middle = (low + high + 1) // 2
        if a[low:middle] == b[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _shared_suffix(a: str, b: str) -> int:
    low, high = 0, min(len(a), len(b))
    while low < high:
        middle = (low + high + 1) // 2
        if a[len(a) - middle : len(a) - low] == b[len(b) - middle : len(b) - low]:
            low = middle
        else:
            high = middle - 1
    return low


def _lines(text: str) -> list[str]:
    """Split at LF alone, each line with its end; unlike `str.splitlines`, which knows ten kinds of line end."""
    lines = text.split("\n")
    return [line + "\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])


def _line_blocks(old: Sequence[str], new: Sequence[str], offset: int) -> Iterator[Span]:
    """Yield the blocks of lines that differ; an equal run too thin to hold them apart joins its neighbours."""
    from rapidfuzz.distance import Indel

    old_at, new_at = _offsets(old, offset), _offsets(new, offset)
    joined: list[list[int]] = []
    for code in Indel.opcodes(old, new):
        a, b, c, d = code.src_start, code.src_end, code.dest_start, code.dest_end
        if code.tag == "equal":
            continue
        if joined:
            between = "".join(old[joined[-1][1] : a])
            if len(between.strip()) < GAPS[2]:
                joined[-1][1], joined[-1][3] = b, d
                continue
        joined.append([a, b, c, d])
    for a, b, c, d in joined:
        yield Span(old_at[a], old_at[b], new_at[c], new_at[d])


def _offsets(pieces: Sequence[str], start: int) -> list[int]:
    offsets = [start]
    for piece in pieces:
        offsets.append(offsets[-1] + len(piece))
    return offsets


def _token_groups(old: str, new: str, block: Span) -> Iterator[Span]:
    if block.old_start == block.old_end or block.new_start == block.new_end:
        yield block
        return
    from rapidfuzz.distance import Indel

    olds = TOKEN.findall(old, block.old_start, block.old_end)
    news = TOKEN.findall(new, block.new_start, block.new_end)
    if len(olds) * len(news) > MAX_CELLS:
        yield block
        return
    old_at, new_at = _offsets(olds, block.old_start), _offsets(news, block.new_start)
    last: list[int] | None = None
    for code in Indel.opcodes(olds, news):
        a, b, c, d = code.src_start, code.src_end, code.dest_start, code.dest_end
        if code.tag == "equal":
            continue
        if last and last[1] == a and last[3] == c:
            last[1], last[3] = b, d
            continue
        if last:
            yield Span(old_at[last[0]], old_at[last[1]], new_at[last[2]], new_at[last[3]])
        last = [a, b, c, d]
    if last:
        yield Span(old_at[last[0]], old_at[last[1]], new_at[last[2]], new_at[last[3]])


def join(spans: Sequence[Span], gap: int, new: str, *, across_blank_lines: bool) -> list[Span]:
    """Join the spans that less than `gap` characters of equal text hold apart."""
    joined: list[Span] = []
    for span in spans:
        if joined:
            last = joined[-1]
            between = new[last.new_end : span.new_start]
            if len(between) < gap and (across_blank_lines or "\n\n" not in between):
                joined[-1] = Span(last.old_start, span.old_end, last.new_start, span.new_end)
                continue
        joined.append(span)
    return joined


def strip(span: Span, old: str, new: str) -> Span | None:
    """Return the span without what its two sides share at their ends; None where nothing differs."""
    a, b = old[span.old_start : span.old_end], new[span.new_start : span.new_end]
    head = _shared_prefix(a, b)
    tail = _shared_suffix(a[head:], b[head:])
    if head + tail == len(a) == len(b):
        return None
    return Span(span.old_start + head, span.old_end - tail, span.new_start + head, span.new_end - tail)


def try_document(document: Document, base: Base, others: Sequence[Base] = ()) -> Trial:
    """Put `document` on trial against `base`.

    What one of `others` (a merge's further parents) says as well is legitimate and not on trial.
    """
    old, new = base.text, document.text
    spans = align(old, new)
    for other in others:
        theirs = align(other.text, new)
        spans = [s for s in spans if any(t.new_start <= s.new_end and s.new_start <= t.new_end for t in theirs)]
    seen: dict[Span, Change] = {}
    for grain, gap in enumerate(GAPS):
        for joined in join(spans, gap, new, across_blank_lines=gap > GAPS[2]):
            span = strip(joined, old, new)
            if span is None or span in seen:
                continue
            seen[span] = Change(
                span,
                old[span.old_start : span.old_end],
                new[span.new_start : span.new_end],
                new[max(0, span.new_start - REACH) : span.new_start],
                new[span.new_end : span.new_end + REACH],
                grain,
            )
    changes = sorted(seen.values(), key=lambda change: (change.span.new_start, change.span.new_end))
    return Trial(document, base, tuple(changes))
