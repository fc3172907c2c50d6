"""Align a text with the version it came from.

Lines are aligned first, then the tokens of the lines that differ. A careless alignment of two unlike passages matches
their spaces and their every `the`, so blocks of lines that are held apart by little are one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from weave_fix.named_tuple import NamedTuple
from weave_fix.patterns import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from weave_fix.records import Edit

TOKEN = lazy_pattern(r"\w+|[^\S\n]+|\n|[^\w\s]")
BLANK_LINE = lazy_pattern(r"\n[ \t\r]*\n")
THIN = 14
"""Characters, white space at the ends not counted, from which on equal lines hold two blocks apart."""
MAX_CELLS = 4e8
"""Lines or tokens of one side times those of the other beyond which a block counts as rewritten: 50 MB of bits."""
LONG_LINE = 500
"""Characters of a line whose tokens are not kept."""

MAX_SLIDE = 80
"""Characters that an edit slides over, each way, to the places where it comes to the same.

A longer text slides over one more of itself. What repeats itself beyond that is a rule, a table or made by a machine:
which of its pieces was put in nobody can tell.
"""


class ChangedRange(NamedTuple):
    """Characters `old_start` to `old_end` of the base became characters `new_start` to `new_end` of the document."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int


def align(old: str, new: str) -> list[ChangedRange]:
    """Return the token groups by which `new` differs from `old`, in order, not touching each other."""
    return [span for block in _blocks(old, new) for span in _token_groups(old, new, block)] if old != new else []


def rewritten(old: str, new: str) -> list[ChangedRange]:
    """Return the blocks of lines so long, and so different, that each counts as one change, whatever it holds."""
    if old == new or len(old) * len(new) <= MAX_CELLS:
        return []
    return [block for block in _blocks(old, new) if _is_rewritten(*_tokens(old, new, block))]


def _blocks(old: str, new: str) -> Iterator[ChangedRange]:
    """Yield the blocks of lines by which two texts differ."""
    head = shared_prefix(old, new)
    head = old.rfind("\n", 0, head) + 1
    tail = shared_suffix(old[head:], new[head:])
    if tail:
        # Begin the shared tail after a line end, on both sides, so that only whole lines are compared.
        cut = old.find("\n", len(old) - tail)
        tail = 0 if cut < 0 else len(old) - cut - 1
    old_lines = _lines(old[head : len(old) - tail])
    new_lines = _lines(new[head : len(new) - tail])
    yield from _line_blocks(old_lines, new_lines, head)


def distance(old: str, new: str) -> int:
    """Return how many characters have to be taken out of `old` and put in to make it `new`; of long texts, about."""
    if len(old) * len(new) > MAX_CELLS:
        return len(old) + len(new)
    from rapidfuzz.distance import Indel

    return Indel.distance(old, new)


def shared_prefix(a: str, b: str) -> int:
    """Return with how many characters two texts begin alike."""
    low, high = 0, min(len(a), len(b))
    while low < high:
        middle = (low + high + 1) // 2
        if a[low:middle] == b[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def shared_suffix(a: str, b: str) -> int:
    """Return with how many characters two texts end alike."""
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


def _line_blocks(old: Sequence[str], new: Sequence[str], offset: int) -> Iterator[ChangedRange]:
    """Yield the blocks of lines that differ; an equal run too thin to hold them apart joins its neighbours."""
    old_at, new_at = _offsets(old, offset), _offsets(new, offset)
    joined: list[list[int]] = []
    for a, b, c, d in _line_runs(old, new):
        if joined and len("".join(old[joined[-1][1] : a]).strip()) < THIN:
            joined[-1][1], joined[-1][3] = b, d
        else:
            joined.append([a, b, c, d])
    for a, b, c, d in joined:
        yield ChangedRange(old_at[a], old_at[b], new_at[c], new_at[d])


def _line_runs(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """Yield the runs of lines that differ, as numbers of lines: old from and to, new from and to."""
    a = c = 0
    for b, d in _anchors(old, new):
        if (b - a) * (d - c) > MAX_CELLS:
            yield a, b, c, d
        elif old[a:b] != new[c:d]:
            for first, last, new_first, new_last in _runs(old[a:b], new[c:d]):
                yield a + first, a + last, c + new_first, c + new_last
        a, c = b, d


def _runs(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """Yield the runs of items that differ: old from and to, new from and to. One may be two runs that touch."""
    head, least = 0, min(len(old), len(new))
    while head < least and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < least - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    olds, news = old[head : len(old) - tail], new[head : len(new) - tail]
    if not olds or not news or set(olds).isdisjoint(news):
        # Most edits are one word: to import what aligns takes longer than all the rest of them.
        yield head, head + len(olds), head, head + len(news)
        return
    from rapidfuzz.distance import Indel

    for code in Indel.opcodes(olds, news):
        if code.tag != "equal":
            yield head + code.src_start, head + code.src_end, head + code.dest_start, head + code.dest_end


def _anchors(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Return the numbers of lines at which to cut both texts into pieces that are aligned by themselves.

    Short texts are one piece. Long ones are cut before each line that stands once in either, as many of them as
    come in the same order.
    """
    ends = [(len(old), len(new))]
    if len(old) * len(new) <= MAX_CELLS:
        return ends
    olds, news = Counter(old), Counter(new)
    place = {line: number for number, line in enumerate(old) if olds[line] == 1 == news[line]}
    # The longest ascending subsequence: for each length the least end, and for each line the one before it.
    tails: list[int] = []
    tops: list[tuple[int, int]] = []
    before: dict[tuple[int, int], tuple[int, int] | None] = {}
    for number, line in enumerate(new):
        if line in place:
            at = bisect_left(tails, place[line])
            pair = (place[line], number)
            before[pair] = tops[at - 1] if at else None
            tails[at : at + 1] = [pair[0]]
            tops[at : at + 1] = [pair]
    cuts: list[tuple[int, int]] = []
    step = tops[-1] if tops else None
    while step is not None:
        cuts.append(step)
        step = before[step]
    return cuts[::-1] + ends


def _offsets(pieces: Sequence[str], start: int) -> list[int]:
    return list(accumulate(map(len, pieces), initial=start))


def _tokens(old: str, new: str, block: ChangedRange) -> tuple[list[str], list[str]]:
    return _tokens_of(old[block.old_start : block.old_end]), _tokens_of(new[block.new_start : block.new_end])


def _tokens_of(text: str) -> list[str]:
    """Return what `TOKEN` finds in `text`; no token reaches over a line end."""
    found: list[str] = []
    for line in text.split("\n"):
        found += _tokens_of_line(line) if len(line) < LONG_LINE else TOKEN.findall(line)
        found.append("\n")
    found.pop()
    return found


@lru_cache(maxsize=2048)
def _tokens_of_line(line: str) -> list[str]:
    """Return the tokens of a line: most lines of a file are asked for more than once, and in each of its versions."""
    return TOKEN.findall(line)


def _is_rewritten(olds: Sequence[str], news: Sequence[str]) -> bool:
    return len(olds) * len(news) > MAX_CELLS


def _token_groups(old: str, new: str, block: ChangedRange) -> Iterator[ChangedRange]:
    if block.old_start == block.old_end or block.new_start == block.new_end:
        yield block
        return
    olds, news = _tokens(old, new, block)
    if _is_rewritten(olds, news):
        yield block
        return
    old_at, new_at = _offsets(olds, block.old_start), _offsets(news, block.new_start)
    last: list[int] | None = None
    for a, b, c, d in _runs(olds, news):
        if last and last[1] == a and last[3] == c:
            last[1], last[3] = b, d
            continue
        if last:
            yield ChangedRange(old_at[last[0]], old_at[last[1]], new_at[last[2]], new_at[last[3]])
        last = [a, b, c, d]
    if last:
        yield ChangedRange(old_at[last[0]], old_at[last[1]], new_at[last[2]], new_at[last[3]])


def join(spans: Sequence[ChangedRange], gap: int, new: str, *, across_blank_lines: bool) -> list[ChangedRange]:
    """Join the spans that less than `gap` characters of equal text, or no blank line, hold apart."""
    joined: list[ChangedRange] = []
    for span in spans:
        if joined:
            last = joined[-1]
            between = new[last.new_end : span.new_start]
            if len(between) < gap and (across_blank_lines or not BLANK_LINE.search(between)):
                joined[-1] = ChangedRange(last.old_start, span.old_end, last.new_start, span.new_end)
                continue
        joined.append(span)
    return joined


def strip(span: ChangedRange, old: str, new: str) -> ChangedRange | None:
    """Return the span without what its two sides share at their ends; None where nothing differs."""
    a, b = old[span.old_start : span.old_end], new[span.new_start : span.new_end]
    head = shared_prefix(a, b)
    tail = shared_suffix(a[head:], b[head:])
    if head + tail == len(a) == len(b):
        return None
    return ChangedRange(span.old_start + head, span.old_end - tail, span.new_start + head, span.new_end - tail)


def slide(edit: Edit, text: str) -> tuple[int, int]:
    """Return how many characters of `text`, back and forth, an edit can slide over and come to the same.

    At most `MAX_SLIDE` or the length of what it puts in or takes out; 0 for a replacement.
    """
    if bool(edit.before) == bool(edit.after):
        return 0, 0
    body = edit.before or edit.after
    most = max(MAX_SLIDE, len(body))
    back = forth = 0
    if text.endswith(body[-1], 0, edit.start):
        left = text[max(0, edit.start - most) : edit.start]
        back = shared_suffix(left, body * (most // len(body) + 1))
    if text.startswith(body[0], edit.end):
        right = text[edit.end : edit.end + most]
        forth = shared_prefix(right, body * (most // len(body) + 1))
    return back, forth


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
