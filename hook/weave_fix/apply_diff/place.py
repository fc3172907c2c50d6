"""Where each hunk of a diff belongs: by its content alone, in one place, or nowhere."""

from __future__ import annotations

from enum import IntEnum
from itertools import pairwise
from typing import TYPE_CHECKING

from weave_fix.apply_diff.hunks import ADD, KEEP, REMOVE, Hunk, Lines, agree, changes, has_lengths, new_side, old_side
from weave_fix.apply_diff.readings import by_marks, has_unmarked, split_at_dots, with_parted
from weave_fix.apply_diff.run_together import whole
from weave_fix.apply_diff.similar import Near, is_sure, likest_line, may_go, nearest
from weave_fix.named_tuple import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weave_fix.apply_diff.lines import CodedLines, TextLines


NOWHERE = "it fits nowhere in the file"


class Level(IntEnum):
    """How a hunk's lines stand in the file."""

    EXACT = 0
    BLANKS = 1
    """But for white space."""
    SIMILAR = 2


class Place(NamedTuple):
    """Where a hunk stands."""

    hunk: Hunk
    lines: Lines
    """What it means there."""
    at: int
    """The first line, 0-based."""
    level: Level


class Difference(NamedTuple):
    """A line of the file that is another one than a hunk says."""

    line: int
    """1-based."""
    there: str
    wanted: str


class Refusal(NamedTuple):
    """A hunk that has no place."""

    hunk: Hunk
    reason: str
    """For a user, without the place."""
    near: int | None = None
    """The line, 1-based, that it is likest at, or one of those that it fits."""
    difference: Difference | None = None
    is_there: bool = False
    """Whether the text has what the hunk makes of it."""


Answer = Place | Refusal


class _Tie(NamedTuple):
    """A hunk that fits in several places."""

    hunk: Hunk
    lines: Lines
    level: Level
    coded: CodedLines
    places: list[int]
    """The first two, 0-based."""


_Found = Place | Refusal | _Tie


def place_all(hunks: Sequence[Hunk], file: TextLines) -> list[Answer]:
    """Return for each hunk, or part of one, where it stands in `file`, or why it is refused.

    Where a hunk fits in several places, the line that its header names decides, if the headers of all hunks are as
    a program writes them and every other hunk stands at the very line that its own one names.
    """
    hunks = [part for hunk in hunks for part in split_at_dots(hunk, file)]
    unmarked = any(map(has_unmarked, hunks))
    found = [_place(hunk, file, unmarked=unmarked) for hunk in hunks]
    placed = [one for one in found if isinstance(one, Place) and _is_change(one)]
    trusted = agree(hunks) and all(one.hunk.start == one.at + 1 for one in placed)
    answers = [_settle(one, file, trusted=trusted) if isinstance(one, _Tie) else one for one in found]
    return _without_overlaps(answers)


def _place(hunk: Hunk, file: TextLines, *, unmarked: bool) -> _Found:
    tried = [(lines, _place_lines(hunk, lines, file)) for lines in by_marks(hunk, file, unmarked=unmarked)]
    placed = [(lines, found) for lines, found in tried if found is not None]
    if placed:
        return _meant(hunk, placed)
    ways = with_parted(hunk, file)
    for lines in (*hunk.others, *(ways if len(ways) == 1 else ())):
        found = _place_lines(hunk, lines, file)
        if found is not None:
            return found
    if len(ways) > 1:
        return Refusal(hunk, "lines of it have run together, and it is not told where one ends; part them")
    if all(line.mark == ADD for line in hunk.lines):
        return Refusal(hunk, "it has no line of the file in it, so nothing says where it belongs; add lines around it")
    return _is_there(hunk, file) or _similar(hunk, file)


def _meant(hunk: Hunk, placed: Sequence[tuple[Lines, _Found]]) -> _Found:
    """Return the one of several ways to read a hunk's marks that the numbers of its header support."""
    effects = {_effect(found) for _, found in placed}
    if len(effects) == 1 or has_lengths(hunk.ranges, placed[0][0]):
        return placed[0][1]
    for lines, found in placed[1:]:
        if has_lengths(hunk.ranges, lines):
            return found
    exact = [found for _, found in placed if not isinstance(found, Refusal) and found.level is Level.EXACT]
    if len({_effect(found) for found in exact}) == 1:
        return exact[0]
    reason = "a dash or a plus in it may be a mark or belong to the text; put a blank before the lines that stay"
    return Refusal(hunk, reason)


def _effect(found: _Found) -> tuple[object, ...]:
    """Return what tells one way to read a hunk from another: what it changes, and where."""
    if isinstance(found, Refusal):
        return (found.reason,)
    at, effect = 0, []
    for line in found.lines:
        if line.mark != KEEP:
            effect.append((at, line))
        at += line.mark != ADD
    return (found.at if isinstance(found, Place) else tuple(found.places), *effect)


def _place_lines(hunk: Hunk, lines: Lines, file: TextLines) -> _Found | None:
    """Return where `lines`, one thing that `hunk` may mean, stand; None if they stand nowhere."""
    old = old_side(lines)
    if not old:
        return None if file.lines else Place(hunk, lines, 0, Level.EXACT)
    if not changes(lines):
        level = Level.EXACT if file.exact.find(old, most=1) else Level.BLANKS
        return Place(hunk, lines, 0, level) if level is Level.EXACT or file.loose.find(old, most=1) else None
    for level, coded in ((Level.EXACT, file.exact), (Level.BLANKS, file.loose)):
        if level and not any(line.strip() for line in old):
            continue  # blank lines stand everywhere
        places = _find(hunk, old, coded, file)
        if len(places) == 1:
            return _whole(hunk, lines, places[0], level, file)
        if places:
            return _Tie(hunk, lines, level, coded, places)
    return None


def _whole(hunk: Hunk, lines: Lines, at: int, level: Level, file: TextLines) -> Answer:
    end = at + len(old_side(lines))
    found = whole(hunk, lines, file.lines[end] if end < len(file.lines) else None)
    if found is None:
        reason = "its last line holds the file's next one, and may be two that have run together; part them"
        return Refusal(hunk, reason, end + 1)
    # The second of the two stands in the file but for its white space.
    return Place(hunk, found, at, level if found == lines else max(level, Level.BLANKS))


def _find(hunk: Hunk, old: Sequence[str], coded: CodedLines, file: TextLines) -> list[int]:
    """Return the first two places of `old`; the one at the end if the hunk says how the file ends."""
    if hunk.ends_with_newline is not None:
        last = len(file.lines) - len(old)
        return [last] if coded.stand_at(old, last) else []
    places = coded.find(old)
    if len(places) > 1 and hunk.heading:
        heading = file.loose.positions.get(file.loose.key(hunk.heading), [])
        if len(heading) == 1 and len(behind := coded.find(old, heading[0] + 1)) == 1:
            return behind
    return places


def _settle(tie: _Tie, file: TextLines, *, trusted: bool) -> Answer:
    hunk, start = tie.hunk, tie.hunk.start
    if trusted and start is not None and tie.coded.stand_at(old_side(tie.lines), start - 1):
        return _whole(hunk, tie.lines, start - 1, tie.level, file)
    first, second = (place + 1 for place in tie.places)
    hint = "and its line number does not tell which of them is meant; add lines around it"
    return Refusal(hunk, f"it fits in several places, at lines {first} and {second} among them, {hint}", first)


def _is_there(hunk: Hunk, file: TextLines) -> Refusal | None:
    """Return the refusal of a hunk whose work is done."""
    new = new_side(hunk.lines)
    lines = hunk.lines
    if hunk.ends_with_newline is not None:
        return None
    adds = any(line.mark == ADD and line.text.strip() for line in lines)
    is_bounded = lines[0].mark == lines[-1].mark == KEEP
    places = file.exact.find(new) if adds or is_bounded else []
    if not places:
        return None
    return Refusal(hunk, "the file has the text that it makes already", places[0] + 1, is_there=True)


def _similar(hunk: Hunk, file: TextLines) -> Answer:
    best: tuple[Near, Lines] | None = None
    for lines in (hunk.lines, *hunk.others):
        old = old_side(lines)
        found = nearest(old, file) if old else []
        if changes(lines) and is_sure(found) and hunk.ends_with_newline is None and _may_be(lines, found[0].at, file):
            return Place(hunk, lines, found[0].at, Level.SIMILAR)
        if found and (best is None or found[0].score > best[0].score):
            best = found[0], lines
            rivals = found
    if best is None:
        return _nowhere(hunk, file)
    near, lines = best
    reason = NOWHERE
    if len(rivals) > 1 and is_sure(rivals[:1]):
        first, second = (rival.at + 1 for rival in rivals[:2])
        reason = f"it is like the text in two places, at lines {first} and {second}, and is that of none"
    if near.different < 0:
        return Refusal(hunk, "it says that the file ends with it, and it does not", near.at + 1)
    line = near.at + near.different
    difference = Difference(line + 1, file.lines[line], old_side(lines)[near.different])
    return Refusal(hunk, reason, near.at + 1, difference)


def _nowhere(hunk: Hunk, file: TextLines) -> Refusal:
    """Return the refusal of a hunk that is like no part of the file, with the line that is likest to its longest."""
    old = old_side(hunk.lines)
    found = likest_line(old, file) if old else None
    if found is None:
        return Refusal(hunk, NOWHERE)
    number, there = found
    return Refusal(hunk, NOWHERE, there + 1, Difference(there + 1, file.lines[there], old[number]))


def _may_be(lines: Lines, at: int, file: TextLines) -> bool:
    """Tell whether `lines` can stand at `at`: each that goes is like the one there, and none is two in one."""
    old = [line for line in lines if line.mark != ADD]
    for line, there in zip(old, file.lines[at : at + len(old)], strict=True):
        if line.mark != KEEP and not may_go(line.text, there):
            return False
        start = there.rstrip()
        if start and line.text.startswith(start) and line.text[len(start) :].lstrip().startswith((ADD, REMOVE)):
            return False
    return True


def changed_span(place: Place) -> tuple[int, int]:
    """Return the lines of the file, 0-based and half-open, from the first to the last that `place` changes."""
    at, start, end = place.at, -1, place.at
    for line in place.lines:
        if line.mark != KEEP:
            start = at if start < 0 else start
            end = at + (line.mark != ADD)
        at += line.mark != ADD
    return start, end


def _is_change(answer: Answer) -> bool:
    return isinstance(answer, Place) and changes(answer.lines)


def _without_overlaps(answers: list[Answer]) -> list[Answer]:
    """Refuse those hunks that change what another one changes."""
    changed = [(one, number) for number, one in enumerate(answers) if isinstance(one, Place) and _is_change(one)]
    placed = sorted((*changed_span(one), number) for one, number in changed)
    for (start, end, one), (next_start, next_end, other) in pairwise(placed):
        if next_start < end or (start, end) == (next_start, next_end):
            for number in (one, other):
                answers[number] = Refusal(answers[number].hunk, "another hunk changes the same lines", next_start + 1)
    return answers
