"""How the lines of a Markdown text are laid out: how long they are, what they begin with, what parts their words."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from weave_fix.markdown.blocks import Kind
from weave_fix.markdown.markers import ITEM_OR_QUOTE, like_marker
from weave_fix.patterns import lazy_pattern

if TYPE_CHECKING:
    from weave_fix.markdown.blocks import BlockMap, Line

STOPS = frozenset(".!?")
"""What a sentence ends with."""


PROSE = frozenset({Kind.PROSE, Kind.LIST, Kind.QUOTE})
PROSE_NUMBERS = bytes(PROSE)
MARKED = PROSE | {Kind.HEADING}
"""Kinds of lines that may begin with a mark; one that lost the space behind it may be taken for another kind."""
PARTED = frozenset({Kind.PROSE, Kind.HEADING})
"""Kinds of lines that a blank line may part from the text above."""
BEFORE_A_LINE = " \t>"
"""What a line of verse may stand behind."""
INDENT = lazy_pattern(f"[{BEFORE_A_LINE}]*")
NEXT_WORD = lazy_pattern(r"\s*(\S*)")
MAX_MARK = 80
"""Characters of a mark with what stands before it."""
MAX_NEXT = 4000
"""Characters behind a place in which the next word ends; no line of prose is as long as one beyond."""
LINES = 30
"""Lines above and below that tell how long lines are."""
NEAR = 8
"""Lines above and below that may have the mark of a line."""
ENOUGH = 3
"""Lines of a paragraph that tell how long its lines are; where it has fewer, those nearby are asked."""
NOT_LONGEST = 0.9
"""Share of the lines nearby that are shorter than a line gets: a few hold an address, or were never wrapped."""
WRAPPED = 50
"""Characters from which on lines are wrapped, and no verse or list."""
EARLY = 20
"""Characters from which on a line ends so early that its writer meant to end it."""
SENTENCE = lazy_pattern(r"(?<=[^\W\d_][.!?])[ ](?=[^\W\d_])")
"""Where a sentence begins inside a line."""
MORE_OFTEN = 5
"""Times that sentences begin lines for each that begins inside one, where every line is a sentence."""
LONGEST = 130
"""Characters that no line is longer than, where lines are wrapped throughout."""
MANY = 5
"""Lines that go on in the next, from which on it is seen that lines are wrapped throughout."""
FULL = 0.8
"""Share of the width from which on a line is a full one; of lines that are wrapped a third is full at least."""
SLACK = 4
"""Characters by which a line may be longer than all others and still be one line."""


class Layout:
    """The lines of one text."""

    def __init__(self, text: str, blocks: BlockMap) -> None:
        self._text = text
        self._zones = blocks
        self._width_near: dict[int, tuple[int, int]] = {}
        self._filled_to: dict[int, int] = {}
        self._verse: dict[int, bool] = {}
        self._sentences: dict[int, bool] = {}

    def marked_beside(self, place: int) -> int:
        """Return how many lines near the one of `place` have its mark and a space; -1 if no mark ends at `place`.

        Its mark is what stands before `place`: that of a list item, of a task, or of a heading. One that is indented
        may be so more or less there.
        """
        index = self._zones.line_index(place)
        line = self._zones.lines[index]
        is_far = place - line.start > MAX_MARK
        if line.kind not in MARKED or is_far or not (like := like_marker(self._text[line.start : place])):
            return -1
        near = (other for other in self._near(index) if other.kind in MARKED)
        return sum(like.match(self._text, other.start, other.end) is not None for other in near)

    def line_end(self, place: int) -> str:
        """Return the line end that belongs before the mark at `place`, with the indentation behind it.

        Empty where neither the line of `place` nor the one below it begins with such a mark.
        """
        mark = ITEM_OR_QUOTE.match(self._text, place)
        index = self._zones.line_index(place)
        for line in self._zones.lines[index : index + 2] if mark else ():
            begin = ITEM_OR_QUOTE.match(self._text, line.start, line.end)
            if mark and begin and begin["mark"][-1] == mark["mark"][-1]:
                return "\n" + begin["indent"]
        return ""

    def begun_beside(self, place: int) -> int:
        """Return how many lines near the one of `place` begin with such a mark as stands there; -1 if none does."""
        mark = ITEM_OR_QUOTE.match(self._text, place)
        if mark is None:
            return -1
        near = self._near(self._zones.line_index(place))
        begun = (ITEM_OR_QUOTE.match(self._text, line.start, line.end) for line in near)
        return sum(begin is not None and begin["mark"][-1] == mark["mark"][-1] for begin in begun)

    def parted_beside(self, place: int) -> int:
        """Return how many lines near the one of `place` stand behind a blank line, if every such line there does.

        Such lines are headings for a heading, and for a line of text those that are a paragraph by themselves; where
        lines are wrapped, those that a paragraph begins with. -1 where another stands behind text, or where that of
        `place` does not.
        """
        index = self._zones.line_index(place)
        kinds = self._zones.lines.kinds
        kind = kinds[index]
        if not index or kind not in PARTED or kinds[index - 1] != Kind.PROSE:
            return -1
        first, last = max(1, index - LINES), min(len(kinds), index + LINES)
        above = [kinds[at - 1] for at in range(first, last) if kinds[at] == kind and at != index]
        if Kind.PROSE in above and not (kind == Kind.PROSE and self._alone_ends_early(index - 1)):
            return -1
        return above.count(Kind.BLANK)

    def _alone_ends_early(self, index: int) -> bool:
        """Whether the line of number `index` had room for much more of the next, as none nearby has that goes on."""
        width, lines = self._widths(index)[0], self._zones.lines
        if width < WRAPPED:
            return False
        first, last = max(0, index - LINES), min(len(lines) - 1, index + LINES)
        near = lines.kinds[first : last + 1]
        prose = (first + at for at, (kind, below) in enumerate(pairwise(near)) if kind == below == Kind.PROSE)
        return [at for at in prose if width - self._filled(at) >= EARLY] == [index]

    def _filled(self, index: int) -> int:
        """Return how many characters a line takes with a space and the first word of the next."""
        found = self._filled_to.get(index)
        if found is None:
            starts, ends = self._zones.lines.starts, self._zones.lines.ends
            found = ends[index] - starts[index] + 1 + self._next_word(starts[index + 1], ends[index + 1])
            self._filled_to[index] = found
        return found

    def _next_word(self, place: int, end: int) -> int:
        """Return how long the first word between two places is; 0 where there is none."""
        word = NEXT_WORD.match(self._text, place, min(end, place + MAX_NEXT))
        assert word is not None  # it may be empty
        return len(word[1])

    def _indent(self, line: Line) -> str:
        """Return what stands before the text of a line."""
        indent = INDENT.match(self._text, line.start, line.end)
        assert indent is not None  # it may be empty
        return indent[0]

    def begins_new_line(self, place: int) -> bool:
        """Whether the text of a line begins at `place` that is not there because the one above was full.

        Those of verse, notes and forms begin with capitals; so do the lines beside one then, or the one above is short.
        """
        index = self._zones.line_index(place)
        lines = self._zones.lines
        if lines[index].start + len(self._indent(lines[index])) < place:
            return False
        above = lines[max(0, index - 1)]
        beside = [line for line in lines[max(0, index - 1) : index + 2] if line.kind is lines[index].kind]
        begun = [self._text[line.start : line.end].lstrip(BEFORE_A_LINE)[:1] for line in beside]
        are_raised = len(begun) > 1 and all(letter.isupper() for letter in begun)
        return are_raised or above.end - above.start < WRAPPED

    def is_verse(self, place: int) -> bool:
        """Whether the line of `place` is one of a few short ones that begin with capitals, as those of verse do.

        Not each of them is a sentence.
        """
        index = self._zones.line_index(place)
        if index not in self._verse:
            self._verse[index] = self._is_verse(index)
        return self._verse[index]

    def _is_verse(self, index: int) -> bool:
        first, last = self._alike(index, NEAR)
        lines = self._zones.lines[first:last]
        bodies = [self._text[line.start : line.end].strip(BEFORE_A_LINE + "\r\\") for line in lines]
        begin = len(bodies) >= ENOUGH and all(body[:1].isupper() and len(body) < WRAPPED for body in bodies)
        return begin and any(body[-1] not in STOPS for body in bodies[:-1])

    def _alike(self, index: int, most: int) -> tuple[int, int]:
        """Return the first and the last line, half-open, of those around line `index` that are of its kind.

        At most `most` above it, and fewer than `most` below.
        """
        kinds = self._zones.lines.kinds
        low, first, last, high = max(0, index - most), index, index + 1, min(len(kinds), index + most)
        while first > low and kinds[first - 1] == kinds[index]:
            first -= 1
        while last < high and kinds[last] == kinds[index]:
            last += 1
        return first, last

    def _near(self, index: int) -> list[Line]:
        lines = self._zones.lines
        return lines[max(0, index - NEAR) : index] + lines[index + 1 : index + 1 + NEAR]

    def separator(self, place: int) -> str:
        """Return the white space that belongs at `place`: a line end where two lines were joined there.

        They were where the line has run beyond the others, and would still do without the word behind `place`, or is
        longer than any line nearby; and behind a sentence in a text that begins each on a line of its own.

        What the next line of the paragraph begins with, such as an indentation, comes behind the line end.
        """
        index = self._zones.line_index(place)
        line = self._zones.lines[index]
        head, tail, length = place - line.start, line.end - place, line.end - line.start
        if not self._begins_sentences(index, place):
            width, longest = self._widths(index)
            fits = head + 1 + self._next_word(place, line.end) <= width
            allowed = (longest or length) if fits else width
            if max(head, tail) > (longest or width) + 1 or length <= allowed + SLACK:
                return " "
        below = self._zones.lines[index + 1] if index + 1 < len(self._zones.lines) else line
        return "\n" + (self._indent(below) if below.kind is line.kind else "")

    def _begins_sentences(self, index: int, place: int) -> bool:
        """Whether a sentence begins at `place` of line `index`, and those nearby begin lines."""
        if self._text[place - 1] not in STOPS or not self._text[place].isupper():
            return False
        if index not in self._sentences:
            self._sentences[index] = self._sentences_begin_lines(index)
        return self._sentences[index]

    def _sentences_begin_lines(self, index: int) -> bool:
        line, text = self._zones.lines[index], self._text
        lines = self._zones.lines[max(0, index - LINES) : index + LINES]
        inside = sum(len(SENTENCE.findall(text, near.start, near.end)) for near in lines if near.kind in PROSE)
        begun = sum(
            above.kind in PROSE
            and near.kind is above.kind
            and text[above.end - 1 : above.end] in STOPS
            and text[near.start].isupper()
            for above, near in pairwise(lines)
        )
        return line.kind in PROSE and begun >= ENOUGH and begun >= MORE_OFTEN * inside

    def _widths(self, index: int) -> tuple[int, int]:
        """Return how long lines near line `index` get, and how long the longest is.

        Lines that the text goes on behind tell how long they get: where the paragraph has a few other lines it is
        those, else those nearby without the few longest. 0 where hardly one is; the second also where it is not seen
        that lines are wrapped throughout.
        """
        if index not in self._width_near:
            self._width_near[index] = self._measured(index)
        return self._width_near[index]

    def _measured(self, index: int) -> tuple[int, int]:
        kinds, starts, ends = self._zones.lines.kinds, self._zones.lines.starts, self._zones.lines.ends
        first, last = max(0, index - LINES), min(len(kinds), index + LINES)
        near = [at for at in range(first, last - 1) if kinds[at] in PROSE_NUMBERS and at != index]
        wrapped = [at for at in near if _goes_on(kinds[at], kinds[at + 1])]
        low, high = self._alike(index, LINES)
        own = [ends[at] - starts[at] for at in wrapped if low <= at < high - 1]
        if len(own) < ENOUGH and len(wrapped) < 2:
            return 0, 0
        if len(own) >= ENOUGH:
            width = max(own)
        else:
            width = sorted(ends[at] - starts[at] for at in wrapped)[int(NOT_LONGEST * len(wrapped))]
        lengths = [ends[at] - starts[at] for at in near]
        longest = max(lengths)
        are_full = 3 * sum(length >= FULL * width for length in lengths) >= len(lengths)
        are_wrapped = are_full and len(wrapped) >= MANY and width >= WRAPPED and longest <= LONGEST
        return width, longest if are_wrapped else 0


def _goes_on(kind: int, below: int) -> bool:
    """Whether the text of a line of this kind goes on in the next one, which is of the kind `below`."""
    return below == Kind.PROSE or below == kind == Kind.QUOTE
