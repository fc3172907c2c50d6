"""Blocks `<<<<<<< SEARCH`, `=======`, `>>>>>>> REPLACE`, with the path on a line before, or behind SEARCH.

Some agents write `------- SEARCH` and `+++++++ REPLACE`, or the number of a line below SEARCH.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from weave_fix.apply_diff.hunks import ADD, KEEP, REMOVE, FileDiff, Hunk, Line, Lines, PatchError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from weave_fix.apply_diff.unified import Numbered

SEARCH = re.compile(r"(?:<{5,9}|-{5,9}) ?(?:SEARCH|ORIGINAL)(?:[ \t:]{1,8}(?P<name>[^\s<>]{1,200}))?[ \t\r>]{0,8}")
DIVIDER = re.compile(r"={5,9}[ \t\r]{0,8}")
REPLACE = re.compile(r"(?:>{5,9}|\+{5,9}) ?(?:REPLACE|UPDATED)(?:[ \t:]{1,8}[^\s<>]{1,200})?[ \t\r<]{0,8}")
NUMBER = re.compile(r":(?:start|end)_line:[ \t]{0,8}\d{1,9}[ \t\r]{0,8}")
BELOW_NUMBERS = re.compile(r"-{5,9}[ \t\r]{0,8}")
"""What parts the numbers of lines below SEARCH from the text."""
FENCE = re.compile(r"(?:`{3,20}|~{3,20})[\w+-]{0,40}[ \t\r]{0,8}")
SUFFIX = re.compile(r"\.\w{1,10}$")
DECORATION = " \t\r`*#:\"'"
PAIRS = 250_000
"""A block with more pairs of an old and a new line is replaced whole instead of compared line by line."""
MOST_DIVIDERS = 8
"""Lines of a block that may be its divider; what has more is refused. A heading can be underlined with one."""


def parse(lines: Sequence[Numbered]) -> list[FileDiff]:
    """Return what the blocks say; PatchError for one that is not closed or divided."""
    files: list[FileDiff] = []
    hunks: list[Hunk] = []
    names: tuple[str, ...] = ()
    index = before = 0
    while index < len(lines):
        opening = SEARCH.fullmatch(lines[index][1])
        if not opening:
            index += 1
            continue
        found = (opening["name"],) if opening["name"] else _names(lines[before:index])
        if found and found != names and hunks:
            files.append(FileDiff(names, hunks[0].at, tuple(hunks)))
            hunks = []
        names = found or names
        end = next((i for i in range(index, len(lines)) if REPLACE.fullmatch(lines[i][1])), None)
        if end is None:
            raise PatchError("this block has no line `>>>>>>> REPLACE`; add it", lines[index][0])
        hunks.append(_hunk(lines[index][0], [line for _, line in lines[index + 1 : end]]))
        index = before = end + 1
    if hunks:
        files.append(FileDiff(names, hunks[0].at, tuple(hunks)))
    return files


def _names(between: Sequence[Numbered]) -> tuple[str, ...]:
    """Return the file that is named right before a block, fences and blank lines aside; the lines end there."""
    for _, line in reversed(between):
        if not line.strip() or FENCE.fullmatch(line):
            continue
        name = line.strip(DECORATION)
        words = name.split()
        if not words or (len(words) > 1 and not SUFFIX.search(name)):
            return ()
        return tuple(dict.fromkeys((name, words[-1].strip(DECORATION))))
    return ()


def _hunk(at: int, block: Sequence[str]) -> Hunk:
    block = _without_numbers(block)
    dividers = [number for number, line in enumerate(block) if DIVIDER.fullmatch(line)]
    if not dividers:
        raise PatchError("this block has no line `=======` between the two texts; add it", at)
    if len(dividers) > MOST_DIVIDERS:
        raise PatchError("this block has too many lines `=======` to tell which divides it; make it smaller", at)
    # The longest text to search for says the most: where it stands, a shorter one would replace a part of it.
    readings = [tuple(_lines(block[:number], block[number + 1 :])) for number in reversed(dividers)]
    return Hunk(at, readings[0], others=tuple(readings[1:]))


def _without_numbers(block: Sequence[str]) -> Sequence[str]:
    """Return the block without the numbers of lines at its start: the text itself says where it stands."""
    first = next((number for number, line in enumerate(block) if not NUMBER.fullmatch(line)), len(block))
    if first and BELOW_NUMBERS.fullmatch("".join(block[first : first + 1])):
        return block[first + 1 :]
    return block


def _lines(old: Sequence[str], new: Sequence[str]) -> Iterator[Line]:
    """Yield the lines that lead from `old` to `new`."""
    head = _shared(old, new)
    tail = _shared(old[head:][::-1], new[head:][::-1])
    yield from (Line(KEEP, text) for text in old[:head])
    yield from _changed(old[head : len(old) - tail], new[head : len(new) - tail])
    yield from (Line(KEEP, text) for text in old[len(old) - tail :])


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((number for number, (left, right) in pairs if left != right), min(len(one), len(other)))


def _changed(old: Sequence[str], new: Sequence[str]) -> Lines:
    from difflib import SequenceMatcher

    if len(old) * len(new) > PAIRS:
        steps = [("replace", 0, len(old), 0, len(new))]
    else:
        steps = list(SequenceMatcher(None, old, new, autojunk=False).get_opcodes())
    lines: list[Line] = []
    for step, i, j, k, m in steps:
        if step == "equal":
            lines += [Line(KEEP, text) for text in old[i:j]]
        else:
            lines += [Line(REMOVE, text) for text in old[i:j]] + [Line(ADD, text) for text in new[k:m]]
    return tuple(lines)
