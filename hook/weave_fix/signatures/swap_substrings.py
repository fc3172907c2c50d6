"""Two spans, some way apart, were exchanged."""

from __future__ import annotations

import re
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from weave_fix.records import Candidate, Corruption, Edit
from weave_fix.signatures._diff_helpers import END, SHORTEST, alike, undo_each, undo_exchanges, undo_pairs
from weave_fix.signatures.record import Signature

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from weave_fix.diff.comparison import Comparison, Hunk
    from weave_fix.records import Site

MOST = 512
MESSAGE = "two spans exchanged"
SLACK = 512
"""Characters that other damage may have put into what stayed."""
LONG_CHANGES = 40
"""Long changes of one text that are looked at beside edits, at most."""
CUTS = 8
"""Places at which a text is cut at most, to see whether its halves were exchanged."""


def corrupt(text: str, site: Site, rng: Random, foreign: str) -> Corruption | None:
    """Exchange two spans of 4 to 512 characters; the second begins in any line of prose."""
    first, length = site.at, rng.randint(4, MOST)
    start, end = rng.choices(site.prose, weights=[b - a for a, b in site.prose])[0]
    second, other = rng.randrange(start, end), rng.randint(4, MOST)
    if second < first:
        first, length, second, other = second, other, first, length
    first_end, second_end = first + length, min(len(text), second + other)
    if first_end >= second:
        return None
    swapped = text[second:second_end] + text[first_end:second] + text[first:first_end]
    return Corruption(text[:first] + swapped + text[second_end:], first, second_end)


def _exchanged(hunk: Hunk) -> bool:
    """Whether the old side is X m Y and the new one Y m X."""
    old, new = hunk.old, hunk.new
    if len(old) != len(new) or not 4 <= len(old) <= 3 * MOST:
        return False
    heads = [k for k in range(1, len(old)) if new.endswith(old[:k])]
    tails = [k for k in range(1, len(old)) if new.startswith(old[-k:])]
    size = len(old)
    return any(x + y <= size and old[x : size - y] == new[y : size - x] for x in heads[-40:] for y in tails[-40:])


def _crossed(first: Hunk, second: Hunk) -> bool:
    """Whether each side of one change is the other side of the other."""
    longest = max(len(first.old), len(first.new))
    return 2 <= longest <= MOST and bool(first.old and first.new) and (first.old, first.new) == (second.new, second.old)


def _both_sided(first: Hunk, second: Hunk) -> bool:
    return bool(first.old and first.new and second.old and second.new)


def from_diff(comparison: Comparison) -> Iterator[Candidate]:
    """Yield the spans that stand in each other's places in the base."""
    yield from undo_each(comparison, __name__, MESSAGE, _exchanged)
    yield from undo_pairs(comparison, __name__, MESSAGE, _crossed, trait=str)
    yield from undo_exchanges(comparison, __name__, MESSAGE, _both_sided)
    yield from _around_the_longer(comparison)
    yield from _beside_an_edit(comparison)


def _beside_an_edit(comparison: Comparison) -> Iterator[Candidate]:
    """Yield the exchanges of two spans of which an edit beside one hides that it is a change by itself.

    The other one shows both: what it lost stands elsewhere, where the base has what it gained, between the same
    characters. One of them cuts a word open, as rows of a list that changed their places do not.
    """
    text, base = comparison.document.text, comparison.base.text
    long = [
        c
        for c in comparison.all_hunks
        if SHORTEST <= min(len(c.old), len(c.new)) <= max(len(c.old), len(c.new)) <= MOST
    ]
    for hunk in islice(long, LONG_CHANGES):
        if text.count(hunk.old) != 1 or base.count(hunk.new) != 1 or text.count(hunk.new) != 1:
            continue
        at, stood, span = text.index(hunk.old), base.index(hunk.new), hunk.span
        other = Edit(at, at + len(hunk.old), hunk.old, hunk.new)
        is_apart = other.end <= span.new_start or span.new_end <= at
        places = (
            (span.new_start, span.new_end, span.old_start, span.old_end),
            (at, other.end, stood, stood + len(hunk.new)),
        )
        is_between = all(_is_between_the_same(text, base, *place) for place in places)
        if is_apart and is_between and _cuts_a_word(text, hunk.edit, other):
            yield Candidate("swap_substrings", tuple(sorted((hunk.edit, other))), MESSAGE)


def _is_between_the_same(text: str, base: str, start: int, end: int, old_start: int, old_end: int) -> bool:
    """Tell whether the same characters stand before and behind a span of either text."""
    left, right = text[max(0, start - END) : start], text[end : end + END]
    return left == base[max(0, old_start - END) : old_start] and right == base[old_end : old_end + END]


def _cuts_a_word(text: str, one: Edit, other: Edit) -> bool:
    """Tell whether two exchanged spans begin, or end, inside of words, which are not the same two in both places."""
    before = [_letters(text[max(0, edit.start - MOST) : edit.start][::-1]) for edit in (one, other)]
    behind = [_letters(text[edit.end : edit.end + MOST]) for edit in (one, other)]
    begins = any(letters and text[edit.start].isalpha() for letters, edit in zip(before, (one, other), strict=True))
    ends = any(letters and text[edit.end - 1].isalpha() for letters, edit in zip(behind, (one, other), strict=True))
    return (begins and before[0] != before[1]) or (ends and behind[0] != behind[1])


def _letters(text: str) -> str:
    return "".join(takewhile(str.isalpha, text))


def _around_the_longer(comparison: Comparison) -> Iterator[Candidate]:
    """Yield what exchanges X and Y of `X m Y` again where the longer of the two is all that seems to have stayed.

    Beside `Y m X` the base looks as if `Y m` had been put in before X, and `m Y` taken out behind it, or the same
    the other way round. The spans go back as they stand in the document.
    """
    one_sided = [
        c for c in comparison.all_hunks if not (c.old and c.new) and SHORTEST <= len(c.old or c.new) <= 3 * MOST
    ]
    for place, first in enumerate(one_sided):
        for second in one_sided[place + 1 :]:
            between = second.span.new_start - first.span.new_end
            taken, put = (first.old, second.new) if first.old else (second.old, first.new)
            if between > MOST + SLACK:
                break
            if between < 0 or not (taken and put) or taken == put:
                continue
            if (back := turned(put, taken)) is not None:
                edits = tuple(
                    Edit(c.span.new_start, c.span.new_end, c.new, back if c.old else "") for c in (first, second)
                )
                yield Candidate("swap_substrings", edits, MESSAGE)


def turned(text: str, wanted: str) -> str | None:
    """Return `text` cut in two and its halves exchanged, where that makes it nearly `wanted`; else None."""
    ends = [match.end() for match in re.finditer(re.escape(wanted[-END:]), text)]
    starts = [match.start() for match in re.finditer(re.escape(wanted[:END]), text)]
    for cut in [*starts, *ends][:CUTS]:
        if 0 < cut < len(text) and alike(text[cut:] + text[:cut], wanted):
            return text[cut:] + text[:cut]
    return None


SIGNATURE = Signature(
    rank=32,
    example=(
        "The upper field grows barley, the lower one beans.",
        "The upwer one bean grows barley, the loper fields.",
    ),
    corrupt=corrupt,
    from_diff=from_diff,
)
