"""What each of many repairs by itself changes of a page, read from a few texts in which many of them are made.

A repair within a line, behind the first letter or digit there, does not change what the line begins; so it changes the
inline text that holds the line, or nothing. Where the repaired texts have the same blocks, this is seen, and each
inline text that holds one repair is as it would be with this one alone.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from typing import TYPE_CHECKING

from weave_fix.edits import apply_edits, minimize
from weave_fix.markdown.structure import DEFINITION, LINE_END, Structure
from weave_fix.named_tuple import NamedTuple
from weave_fix.patterns import lazy_pattern
from weave_fix.records import Edit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from weave_fix.markdown.parts import Part, Parts
    from weave_fix.markdown.syntax import Syntax

LETTER = lazy_pattern(r"[^\W_]")
FEW = 2
"""Repairs of which one changes the blocks are not looked at by halves any more where they are so few."""
LOOKS = 8
"""Texts that are parsed at most; beyond, repairs are left to be looked at in another way."""


class Change(NamedTuple):
    """What one repair changes: its parts before and after, as structures without their share."""

    before: Structure
    after: Structure


class _Repair(NamedTuple):
    """A repair within the lines of some parts."""

    number: int
    edits: Sequence[Edit]
    parts: tuple[int, ...]


def changes_alone(text: str, repairs: Sequence[Sequence[Edit]], syntax: Syntax) -> list[Change | None]:
    """Return what each of the `repairs`, given by its edits of `text`, changes if it is made alone; None: not known.

    The repairs do not overlap.
    """
    found: list[Change | None] = [None] * len(repairs)
    before = syntax.parts(text)
    within = _Lines(text, before)
    placed = (_Repair(number, edits, within.parts_of(edits)) for number, edits in enumerate(repairs))
    groups = [[repair for repair in placed if repair.parts]]
    looks = LOOKS
    while groups and looks:
        group = groups.pop()
        if not group:
            continue
        looks -= 1
        after = syntax.parts(apply_edits(text, sorted(edit for repair in group for edit in repair.edits)))
        if after.frame != before.frame:
            half = len(group) // 2
            groups += [group[half:], group[:half]] if len(group) > FEW else []
            continue
        crowded = _crowded(group, before, after)
        left = []
        for repair in group:
            if crowded.isdisjoint(repair.parts):
                sides = (_joined(parts.each[at] for at in repair.parts) for parts in (before, after))
                found[repair.number] = Change(*sides)
            else:
                left.append(repair)
        groups += _one_a_part(left)
    return found


def _crowded(group: Sequence[_Repair], before: Parts, after: Parts) -> set[int]:
    """Return the parts that hold several repairs, of which one might hide what another one changes."""
    held = Counter(part for repair in group for part in repair.parts)
    return {
        part
        for part, repairs in held.items()
        if repairs > 1 and not (before.each[part].is_plain and after.each[part].is_plain)
    }


def _one_a_part(repairs: Sequence[_Repair]) -> list[list[_Repair]]:
    """Return the repairs in groups, in each of which a part holds one repair at most; the largest last."""
    groups: list[list[_Repair]] = []
    rounds = Counter[int]()
    for repair in repairs:
        at = max(rounds[part] for part in repair.parts)
        groups += [[]] if at == len(groups) else []
        groups[at].append(repair)
        for part in repair.parts:
            rounds[part] = at + 1
    return groups[::-1]


def _joined(each: Iterable[Part]) -> Structure:
    tokens: list[str] = []
    pieces = Counter[tuple[str, str]]()
    for part in each:
        tokens += part.tokens
        pieces.update(part.pieces)
    return Structure(tokens, pieces)


def _by_line(edit: Edit) -> Iterator[Edit]:
    """Yield what an edit changes in each line; the edit as it is where other lines come of it."""
    old, new = ([*_lines(text)] for text in (edit.before, edit.after))
    if [end for _, end in old] != [end for _, end in new]:
        yield edit
        return
    at = edit.start
    for (before, end), (after, _) in zip(old, new, strict=True):
        if before != after:
            yield minimize(Edit(at, at + len(before), before, after))
        at += len(before) + len(end)


def _lines(text: str) -> Iterator[tuple[str, str]]:
    """Yield each line of a text and its line end."""
    done = 0
    for end in LINE_END.finditer(text):
        yield text[done : end.start()], end[0]
        done = end.end()
    yield text[done:], ""


class _Lines:
    """The lines of a text, and the parts that hold them."""

    def __init__(self, text: str, parts: Parts) -> None:
        self._text = text
        self._starts = [0, *(end.end() for end in LINE_END.finditer(text))]
        self._parts: dict[int, list[int]] = {}
        for number, part in enumerate(parts.each):
            for line in range(part.first, part.last):
                self._parts.setdefault(line, []).append(number)

    def parts_of(self, edits: Sequence[Edit]) -> tuple[int, ...]:
        """Return the numbers of the parts that `edits` change, in order; none where they may change something else."""
        found: set[int] = set()
        for edit in (line_edit for one in edits for line_edit in _by_line(one)):
            line = bisect_right(self._starts, edit.start) - 1
            if line not in self._parts or not self._is_inside(edit, line):
                return ()
            found.update(self._parts[line])
        return tuple(sorted(found))

    def _is_inside(self, edit: Edit, line: int) -> bool:
        """Whether an edit changes neither what its line begins with nor where it ends, nor makes a definition."""
        start = self._starts[line]
        end = self._starts[line + 1] if line + 1 < len(self._starts) else len(self._text)
        becomes = f"{self._text[start : edit.start]}{edit.after}{self._text[edit.end : end]}"
        return (
            LINE_END.search(edit.before + edit.after) is None
            and LETTER.search(self._text, start, edit.start) is not None
            and DEFINITION not in self._text[start:end]
            and DEFINITION not in becomes
        )
