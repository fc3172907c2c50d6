"""What changed in a text since the version it came from, at which grain.

Changes are joined over short equal gaps: at several gap widths, since only the whole of a change shows what it was (a
span swapped, a sentence rewritten), and only its parts can be told from an edit beside it.
"""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from weave_fix.diff.align import TOKEN, ChangedRange, align, distance, join, slides, strip
from weave_fix.markdown.blocks import WORD
from weave_fix.markdown.syntax import syntax_of
from weave_fix.named_tuple import NamedTuple
from weave_fix.records import Edit
from weave_fix.runtime.stages import ALIGNMENT, stage

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence

    from weave_fix.markdown.blocks import BlockMap
    from weave_fix.markdown.syntax import Syntax
    from weave_fix.records import Base, Document

GAPS = (2, 5, 14, 40)
"""Changes closer than so many characters are one change, at each grain; 14 is the grain of a region."""
SENTENCE = 20
"""Characters of a change from which on it may hold a sentence of its own."""
BY_CHANCE = 12
"""Characters that the end of a sentence of one's own shares with the base by chance, at most."""
PART = 65_536
"""Characters of a text that are looked at together, about: all words of a long one take more than all else of it."""
REACH = 80
"""Characters of unchanged text that a change carries as context on each side."""


class Hunk(NamedTuple):
    """One change, stripped of what its two sides share at their ends."""

    span: ChangedRange
    old: str
    new: str
    left_context: str
    """Up to `REACH` characters of the document before the change."""
    right_context: str
    """Up to `REACH` characters of the document after it."""
    granularity: int
    """The smallest index into `GAPS` at which this change stands as one."""

    @property
    def edit(self) -> Edit:
        """The edit that undoes the change in the document."""
        return Edit(self.span.new_start, self.span.new_end, self.new, self.old)

    def widened(self, pattern: re.Pattern[str]) -> tuple[str, str]:
        """Return the old and the new side with the characters of `pattern` that touch them on both sides."""
        left, right = len(self.left_context), 0
        while left and pattern.match(self.left_context[left - 1]):
            left -= 1
        while right < len(self.right_context) and pattern.match(self.right_context[right]):
            right += 1
        head, tail = self.left_context[left:], self.right_context[:right]
        return head + self.old + tail, head + self.new + tail

    def slides(self) -> Iterator[tuple[str, str, str]]:
        """Yield the (left, text, right) of each place where this insertion, or deletion, comes to the same."""
        return slides(self.left_context, self.new or self.old, self.right_context)


class ParentRange(NamedTuple):
    """Where, in a merge, the text to compare with is that of one parent; half-open, in the document."""

    start: int
    end: int
    base: Base


class Comparison:
    """A document beside one base: what is checked, and what signatures and the decision ask of it."""

    def __init__(
        self, document: Document, base: Base, hunks: tuple[Hunk, ...], parent_ranges: tuple[ParentRange, ...] = ()
    ) -> None:
        self.document = document
        self.syntax = syntax_of(document.path)
        self.base = base
        """In a merge its text holds the loans."""
        self.all_hunks = hunks
        """At every grain, in order of place; a change that is the same at two grains stands once."""
        self._parent_ranges = parent_ranges

    def base_at(self, offset: int) -> Base:
        """Return the base that says what stood at `offset` of the document."""
        return next(
            (
                parent_range.base
                for parent_range in self._parent_ranges
                if parent_range.start <= offset <= parent_range.end
            ),
            self.base,
        )

    @cached_property
    def hunks(self) -> tuple[Hunk, ...]:
        """The changes at the finest grain; they do not overlap."""
        return tuple(hunk for hunk in self.all_hunks if hunk.granularity == 0)

    @cached_property
    def regions(self) -> tuple[ChangedRange, ...]:
        """Where the document differs from the base, changes that lie close as one."""
        spans = [hunk.span for hunk in self.hunks]
        return tuple(join(spans, GAPS[2], self.document.text, across_blank_lines=False))

    @cached_property
    def blocks(self) -> BlockMap:
        """What stands where in the document."""
        return self.syntax.blocks(self.document.text)

    @cached_property
    def base_words(self) -> frozenset[str]:
        """The words of the base, as they are written there."""
        return words_of(self.base.text)


@lru_cache(maxsize=4)
def words_of(text: str) -> frozenset[str]:
    """Return the words of `text` as they are written; a base is asked again after each round of repairs."""
    found: set[str] = set()
    start = 0
    while start < len(text):
        end = text.find("\n", start + PART)
        end = len(text) if end < 0 else end
        found.update(WORD.findall(text, start, end))
        start = end
    return frozenset(found)


@stage(ALIGNMENT)
def compare(document: Document, base: Base, others: Sequence[Base] = ()) -> Comparison:
    """Compare `document` with `base`.

    What one of `others` (a merge's further parents) says as well is left alone; what none says is
    compared with the parent that is nearest there.
    """
    new = document.text
    parent_ranges: tuple[ParentRange, ...] = ()
    if others:
        text, parent_ranges = _merged(new, (base, *others))
        base = base._replace(text=text)
    old = base.text
    spans = align(old, new)
    seen: dict[ChangedRange, Hunk] = {}
    for granularity, gap in enumerate(GAPS):
        for joined in join(spans, gap, new, across_blank_lines=gap > GAPS[2]):
            span = strip(joined, old, new)
            if span is None or span in seen:
                continue
            seen[span] = _change(span, old, new, granularity)
    for hunk in list(seen.values()):
        for span in _without_own_sentences(hunk.span, old, new, syntax_of(document.path)):
            if span not in seen:
                seen[span] = _change(span, old, new, max(1, hunk.granularity))
    hunks = sorted(seen.values(), key=lambda hunk: (hunk.span.new_start, hunk.span.new_end))
    return Comparison(document, base, tuple(hunks), parent_ranges)


class _Place(NamedTuple):
    """Characters `start` to `end` of a merge's text, and where in it each of its parents differs."""

    start: int
    end: int
    sides: tuple[tuple[ChangedRange, ...], ...]
    """By parent, in order."""

    def texts(self, bases: Sequence[Base], start: int, end: int) -> list[str]:
        """Return what each parent has for the characters `start` to `end`, which hold or touch a difference of each."""
        found = []
        for base, spans in zip(bases, self.sides, strict=True):
            inside = [span for span in spans if span.new_start <= end and start <= span.new_end]
            # Before its first and behind its last span a base is equal to the document.
            head = max(0, inside[0].new_start - start)
            tail = max(0, end - inside[-1].new_end)
            found.append(base.text[inside[0].old_start - head : inside[-1].old_end + tail])
        return found


def _change(span: ChangedRange, old: str, new: str, granularity: int) -> Hunk:
    return Hunk(
        span,
        old[span.old_start : span.old_end],
        new[span.new_start : span.new_end],
        new[max(0, span.new_start - REACH) : span.new_start],
        new[span.new_end : span.new_end + REACH],
        granularity,
    )


def _without_own_sentences(span: ChangedRange, old: str, new: str, syntax: Syntax) -> Iterator[ChangedRange]:
    """Yield `span` without the whole sentence that its new side ends or begins with, which may be the writer's own.

    What the sentence shares with the base by chance, its full stop for one, goes back to the base's side.
    """
    if span.new_end - span.new_start < SENTENCE:
        return
    for start, end in syntax.outer_sentences(new, span.new_start, span.new_end):
        if start > span.new_start:
            shared = end - span.new_end
            is_by_chance = shared < 0 or old[span.old_end : span.old_end + shared] == new[span.new_end : end]
            if shared > BY_CHANCE or not is_by_chance:
                continue
            stop = len(new[:start].rstrip())
            cut = ChangedRange(span.old_start, span.old_end + max(0, shared), span.new_start, max(stop, span.new_start))
        else:
            shared = span.new_start - start
            if shared > SENTENCE or old[span.old_start - shared : span.old_start] != new[start : span.new_start]:
                shared = 0  # the sentence began in a change of its own
            cut = ChangedRange(span.old_start - shared, span.old_end, end, span.new_end)
        stripped = strip(cut, old, new)
        if stripped is not None:
            yield stripped


def _merged(new: str, bases: Sequence[Base]) -> tuple[str, tuple[ParentRange, ...]]:
    """Return what a merge of `bases` may say in the place of `new`, and what of it is on loan from which base.

    Where one of them says what `new` says, that stands, and so does what they say together; else stands the text of the
    one that differs least.
    """
    pieces, at, parent_ranges = [], 0, []
    for place in _places(new, bases):
        for start, end in _unexplained(place, new, bases):
            texts = place.texts(bases, start, end)
            nearest = _nearest(texts, new[start:end])
            pieces += [new[at:start], texts[nearest]]
            parent_ranges.append(ParentRange(start, end, bases[nearest]))
            at = end
    return "".join([*pieces, new[at:]]), tuple(parent_ranges)


def _nearest(texts: Sequence[str], new: str) -> int:
    return min(range(len(texts)), key=lambda number: distance(texts[number], new))


def _places(new: str, bases: Sequence[Base]) -> Iterator[_Place]:
    """Yield the places where every base differs from `new`, differences that touch as one."""
    spans = [(span, number) for number, base in enumerate(bases) for span in align(base.text, new)]
    spans.sort(key=lambda item: (item[0].new_start, item[0].new_end))
    groups: list[list[tuple[ChangedRange, int]]] = []
    ends = -1
    for span, number in spans:
        if span.new_start > ends:
            groups.append([])
        groups[-1].append((span, number))
        ends = max(ends, span.new_end)
    for group in groups:
        sides = tuple(tuple(span for span, owner in group if owner == number) for number in range(len(bases)))
        if all(sides):
            yield _Place(group[0][0].new_start, max(span.new_end for span, _ in group), sides)


def _unexplained(place: _Place, new: str, bases: Sequence[Base]) -> Iterator[tuple[int, int]]:
    """Yield the parts of a place that its bases do not explain: all of it, unless somebody made it of tokens of them.

    Whoever resolves a conflict by a word of each side leaves words of both out, and puts those he takes in an order of
    his own, with words between them. What is no resolver's then is a token that none of the sides has, in the place of
    something that one of them has.
    """
    start, end, _ = place
    texts = place.texts(bases, start, end)
    found = {*TOKEN.findall(new, start, end)}
    held = [found.intersection(TOKEN.findall(text)) for text in texts]
    known = set().union(*held)
    if all(token.isspace() for token in known - held[_nearest(texts, new[start:end])]):
        yield start, end  # the nearest alone explains as much as all do together
        return
    for first, last in _differing(place):
        strange = [match for match in TOKEN.finditer(new, first, last) if match[0] not in known]
        if strange:
            part = strange[0].start(), strange[-1].end()
            if any(place.texts(bases, *part)):
                yield part


def _differing(place: _Place) -> list[tuple[int, int]]:
    """Return the characters of a place that are no base's, as half-open ranges."""
    parts = [(place.start, place.end)]
    for spans in place.sides:
        ranges = [(span.new_start, span.new_end) for span in spans]
        parts = [(max(a, c), min(b, d)) for a, b in parts for c, d in ranges if max(a, c) < min(b, d)]
    return parts
