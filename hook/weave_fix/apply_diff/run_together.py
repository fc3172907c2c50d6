"""Lines of a hunk that have run together for want of a line end between them, parted by the text of the file."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from weave_fix.apply_diff.hunks import ADD, KEEP, MARKS, REMOVE, Line, Lines, has_lengths
from weave_fix.apply_diff.lines import but_for_blanks
from weave_fix.named_tuple import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from weave_fix.apply_diff.hunks import Hunk
    from weave_fix.apply_diff.lines import TextLines

STARTS = 200
"""Places of the file that are tried for one hunk, at most."""
STEPS = 50_000
"""Lines that are read for one hunk, at most."""
READINGS = 8
"""Things that the lines of one hunk may come to, at most."""
SHORTEST = 8
"""Characters of a line, at least, that is taken for one at the end of another by itself."""


class _Chain(NamedTuple):
    """Lines, the last one first; several ways to read a hunk share what they have in common."""

    line: Line
    before: _Chain | None


class _State(NamedTuple):
    """How far a hunk is read."""

    number: int
    """The next of its lines, 0-based."""
    rest: str
    """What is left of the line before it, with its mark; empty where nothing is."""
    at: int
    """The next line of the file, 0-based."""
    lines: _Chain | None


def parted(hunk: Hunk, file: TextLines) -> tuple[Lines, ...]:
    """Return what the lines of `hunk` come to with those parted that run together.

    A line that stays or goes ends where the file's line does, if another mark follows; one that is put in may end
    before a mark and the very line that comes next in the file. Where they come to several things, and the numbers
    of the header are those of one alone, it is that one. What would take too long to tell comes to nothing.
    """
    found: dict[Lines, None] = {}
    steps = iter(range(STEPS))
    for start in islice(_starts(hunk.raw, file), STARTS):
        found |= dict.fromkeys(islice(_walk(hunk.raw, start, file, steps), READINGS))
        if len(found) > READINGS or next(steps, None) is None:
            return ()
    counted = [lines for lines in found if has_lengths(hunk.ranges, lines)]
    return tuple(counted if len(counted) == 1 else found)


def whole(hunk: Hunk, lines: Lines, then: str | None) -> Lines | None:
    """Return what `lines` come to where the file goes on with the line `then`; None if that cannot be told.

    The last line of a hunk, one that is put in, may have run together with a line that stands there already, with
    the mark of that between them or without. The numbers of the header tell, and without them a short line is none.
    """
    last = lines[-1]
    end = "" if then is None else then.rstrip()
    before = len(last.text) - len(end)
    if not end or last.mark != ADD or before <= 1:
        return lines
    if not last.text.endswith(end):
        has_more = len(end) >= SHORTEST and any(last.text.find(one + end) > 0 for one in (KEEP, REMOVE))
        return None if has_more and not has_lengths(hunk.ranges, lines) else lines
    mark = last.text[before - 1] if last.text[before - 1] in (KEEP, REMOVE) else ""
    two = (*lines[:-1], Line(ADD, last.text[: before - len(mark)]), Line(mark or KEEP, end))
    if has_lengths(hunk.ranges, lines):
        return lines
    if has_lengths(hunk.ranges, two):
        return two
    return lines if len(end) < SHORTEST else None


def _starts(raw: Sequence[str], file: TextLines) -> Iterator[int]:
    """Yield the places where the first line that is in the text before may stand, whole or as the start of several."""
    first = next((_marked(line) for line in raw if not line.startswith(ADD)), None)
    if first is None:
        return
    positions = file.loose.positions
    yield from positions.get(but_for_blanks(first.text), ())
    for length in file.lengths:
        head = first.text[:length]
        if length < len(first.text) and first.text[length] in MARKS and head in file.bare:
            yield from positions[but_for_blanks(head)]


def _walk(raw: Sequence[str], start: int, file: TextLines, steps: Iterator[int]) -> Iterator[Lines]:
    """Yield the ways to read `raw` so that it stands at `start`; each line that is read takes one of `steps`."""
    stack = [_State(0, "", start, None)]
    while stack and next(steps, None) is not None:
        number, rest, at, lines = stack.pop()
        if not rest and number == len(raw):
            yield _unchained(lines)
            continue
        line = _marked(rest or raw[number])
        number += not rest
        for first, rest_of_it in _ways(line, *[*file.lines[at : at + 2], None, None][:2]):
            stack.append(_State(number, rest_of_it, at + (first.mark != ADD), _Chain(first, lines)))


def _ways(line: Line, there: str | None, then: str | None) -> Iterator[tuple[Line, str]]:
    """Yield what `line` may begin with where the file's next lines are `there` and `then`, with the rest of it.

    What begins with a blank line and a blank is mostly an indented line: it is the two only if `then` is the second.
    """
    mark, text = line
    ends = () if there is None else dict.fromkeys((there, there.rstrip()))
    if mark == ADD:
        for end in ends:
            before = len(text) - len(end) - 1
            if before > 0 and text.endswith(end) and text[before] in (KEEP, REMOVE):
                yield Line(ADD, text[:before]), text[before:]
            elif len(end) >= SHORTEST:  # more than one line may have run together with it
                places = (text.find(one + end, 1) for one in (KEEP, REMOVE))
                yield from ((Line(ADD, text[:place]), text[place:]) for place in places if place > 0)
        yield line, ""
    elif text == there:
        yield line, ""
    else:
        if there is not None and but_for_blanks(text) == but_for_blanks(there):
            yield line, ""
        for end in ends:
            rest = text[len(end) :]
            if not rest or not text.startswith(end):
                continue
            bare = rest.lstrip(" ")
            rests = dict.fromkeys((rest, bare if bare[:1] in (REMOVE, ADD) else rest))
            made = [one for one in rests if one[:1] in MARKS and (end or one[0] != KEEP or one[1:] == then)]
            yield from ((Line(mark, end), one) for one in made)
            if made:
                break  # the line as the file has it goes before the one without the blanks at its end


def _marked(raw: str) -> Line:
    return Line(raw[0], raw[1:]) if raw[:1] in MARKS and raw else Line(KEEP, raw)


def _unchained(chain: _Chain | None) -> Lines:
    lines: list[Line] = []
    while chain is not None:
        lines.append(chain.line)
        chain = chain.before
    return tuple(reversed(lines))
