"""Where lines stand that are not quite those of the file: the likeliest places, and how alike the two are."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from weave_fix.apply_diff.lines import but_for_blanks
from weave_fix.named_tuple import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weave_fix.apply_diff.lines import TextLines

ALIKE = 0.85
"""Of all lines of a hunk, weighed by their lengths, at least."""
LINE_ALIKE = 0.6
"""Of each of them, at least."""
GOING_ALIKE = 0.8
"""Of each that the hunk takes out, at least."""
LEAD = 0.1
"""By which the best place is better than the next, at least."""
LONGEST = 5_000
"""Characters of a line; longer ones are alike if they are the same."""
CANDIDATES = 24
VOTES = 1_000_000
"""Lines of the file that are looked at to find the places of one hunk, at most."""
PROBES = 3
"""Lines of a hunk that are looked for by their likeness where none of them stands in the file."""


DIGITS = re.compile(r"\d+")


class Near(NamedTuple):
    """A place where the lines may stand."""

    at: int
    """The first line, 0-based."""
    score: float
    """From 0 to 1, weighed by the lengths of the lines."""
    worst: float
    """Of the line that is least alike."""
    different: int
    """The first line of the hunk's old side, 0-based, that is another one there."""


def nearest(old: Sequence[str], file: TextLines) -> list[Near]:
    """Return the places that `old` is likest at, the best first; none where the file is shorter than it."""
    keys = list(map(but_for_blanks, old))
    places = [place for place, _ in _votes(keys, file).most_common(CANDIDATES)]
    last = len(file.lines) - len(old)
    inside = dict.fromkeys(place for place in places if 0 <= place <= last)
    return sorted((_compare(keys, place, file) for place in inside), key=lambda near: (-near.score, near.at))


def likest_line(old: Sequence[str], file: TextLines) -> tuple[int, int] | None:
    """Return the longest line of `old` and the one of the file that is likest to it, both 0-based, for a message.

    None where no line of the file has anything of it, or there is too much to compare.
    """
    from rapidfuzz import fuzz, process

    keys = list(map(but_for_blanks, old))
    number = max(range(len(keys)), key=lambda number: len(keys[number]))
    file.budget -= len(file.lines) * (1 + len(keys[number]) // 64)
    if not keys[number] or len(keys[number]) > LONGEST or file.budget < 0:
        return None
    found = process.extractOne(keys[number], file.loose.keys, scorer=fuzz.ratio, score_cutoff=1)
    return None if found is None else (number, found[2])


def _votes(keys: Sequence[str], file: TextLines) -> Counter[int]:
    """Count for each place how many characters of the lines stand there as they are, the rare ones first."""
    positions = file.loose.positions
    known = [(number, positions[key]) for number, key in enumerate(keys) if key in positions]
    votes: Counter[int] = Counter()
    left = VOTES
    for number, where in sorted(known, key=lambda pair: len(pair[1])):
        weight = 1 + len(keys[number])
        for place in where[:left]:
            votes[place - number] += weight
        left -= len(where)
        if left <= 0:
            break
    if not any(keys[number] for number, _ in known):
        _probe(keys, file, votes)
    return votes


def _probe(keys: Sequence[str], file: TextLines, votes: Counter[int]) -> None:
    """Add the places of lines that are like the longest ones."""
    from rapidfuzz import fuzz, process

    longest = sorted(range(len(keys)), key=lambda number: -len(keys[number]))[:PROBES]
    for number in longest:
        key = keys[number]
        file.budget -= len(file.lines) * (1 + len(key) // 64)
        if not key or len(key) > LONGEST or file.budget < 0:
            continue
        least = 100 * LINE_ALIKE
        found = process.extract(key, file.loose.keys, scorer=fuzz.ratio, limit=CANDIDATES, score_cutoff=least)
        for _, score, place in found:
            votes[place - number] += int(score)


def _compare(keys: Sequence[str], place: int, file: TextLines) -> Near:
    from rapidfuzz import fuzz

    lines = file.loose.keys[place : place + len(keys)]
    others = [number for number, (key, there) in enumerate(zip(keys, lines, strict=True)) if key != there]
    weights = len(keys) + sum(map(len, keys))
    total, worst = float(weights), 1.0
    for number in others:
        key, there = keys[number], lines[number]
        file.budget -= 1 + len(key) * len(there) // 4096
        is_short = max(len(key), len(there)) <= LONGEST and file.budget > 0
        # Another number makes another line of it: the entries of a list of changes are as like as that.
        is_same_number = DIGITS.findall(key) == DIGITS.findall(there)
        alike = fuzz.ratio(key, there) / 100 if is_short and is_same_number else 0.0
        weight = 1 + max(len(key), len(there))
        total += alike * weight - 1 - len(key)
        weights += weight - 1 - len(key)
        worst = min(worst, alike)
    different = others[0] if others else -1
    return Near(place, total / max(1, weights), worst, different)


def may_go(line: str, there: str) -> bool:
    """Tell whether the line `there` of the file is like enough to `line` to be the one that is taken out."""
    from rapidfuzz import fuzz

    key, other = but_for_blanks(line), but_for_blanks(there)
    return key == other or (max(len(key), len(other)) <= LONGEST and fuzz.ratio(key, other) >= 100 * GOING_ALIKE)


def is_sure(found: Sequence[Near]) -> bool:
    """Tell whether the first of the places is the one that is meant."""
    if not found or found[0].score < ALIKE or found[0].worst < LINE_ALIKE:
        return False
    return len(found) == 1 or found[0].score - found[1].score >= LEAD
