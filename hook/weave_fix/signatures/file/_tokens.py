"""Align a text with its base by what their tokens come to once a suspected damage is taken off.

Both sides are folded, so that a damaged token and the one it came from are equal: then the damage cannot hinder the
alignment, and the edits of a person beside it do not hinder it either.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from weave_fix.diff.align import MAX_CELLS, shared_prefix, shared_suffix
from weave_fix.named_tuple import NamedTuple
from weave_fix.positions import split_lines

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from weave_fix.signatures.file.context import FileContext

MIN_WORDS = 2
"""Words that a run of equal tokens needs in lines that differ in more than the damage.

A careless alignment of two unlike passages matches their every mark.
"""


LONG_LINE = 500
"""Characters of a line whose key is not kept."""


class Pair(NamedTuple):
    """A token of the base and the token of the text that it is aligned with; both fold to the same."""

    old: str
    new: str
    old_start: int
    """Character offset into the base."""
    start: int
    """Character offset into the text."""

    @property
    def end(self) -> int:
        """Where the token of the text ends."""
        return self.start + len(self.new)


def paired_tokens(
    context: FileContext, token: re.Pattern[str], fold: Callable[[str], str], mark: re.Pattern[str]
) -> Iterator[Pair]:
    """Yield the aligned tokens of base and text that are not the same, in ascending order.

    `token` matches at every place of any text. `mark` is found in each token of the text that is wanted: blocks of
    lines without it are left out, and few others are left where most lines of a text changed. Lines that stand so in
    another parent of a merge have no pairs. A line that stands in the text again, as in a block that was pasted twice,
    has the pairs of the line that the base has.
    """
    if context.base is None:
        return
    others = {line for other in context.others for line in split_lines(other)}
    found: list[Pair] = []
    of_line: dict[str, tuple[int, list[Pair]]] = {}
    for old, new in _blocks(context, token, fold):
        if not mark.search(context.text, context.starts[new.first], context.starts[new.last]):
            continue
        pairs = [
            pair
            for pair in _pairs_of_block(context, old, new, token, fold)
            if pair.old != pair.new and not (others and _line_around(context.text, pair.start) in others)
        ]
        found += pairs
        if old.same and pairs:
            of_line[context.lines[new.first]] = (context.starts[new.first], pairs)
    yield from sorted([*found, *_of_copies(context, of_line, found)], key=lambda pair: pair.start)


def _of_copies(
    context: FileContext, of_line: Mapping[str, tuple[int, list[Pair]]], found: Sequence[Pair]
) -> Iterator[Pair]:
    """Yield the pairs of the lines that are others of the text letter for letter and have none yet."""
    if not of_line:
        return
    taken = {bisect_right(context.starts, pair.start) - 1 for pair in found}
    for number, line in enumerate(context.lines):
        if line in of_line and number not in taken:
            start, pairs = of_line[line]
            shift = context.starts[number] - start
            yield from (pair._replace(start=pair.start + shift) for pair in pairs)


def _line_around(text: str, at: int) -> str:
    end = text.find("\n", at) + 1
    return text[text.rfind("\n", 0, at) + 1 : end or len(text)]


class _Block(NamedTuple):
    """Lines from `first` to before `last`; `same` where both sides fold to the same."""

    first: int
    last: int
    same: bool


def _blocks(
    context: FileContext, token: re.Pattern[str], fold: Callable[[str], str]
) -> Iterator[tuple[_Block, _Block]]:
    old, new = context.base_lines, context.lines
    least = min(len(old), len(new))
    head = 0
    while head < least and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < least - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    olds, news = (
        [
            _key(line, token, fold) if len(line) < LONG_LINE else _key.__wrapped__(line, token, fold)
            for line in lines[head : len(lines) - tail]
        ]
        for lines in (old, new)
    )
    a = c = 0
    for b, d, size in [*_equal_runs(olds, news), (len(olds), len(news), 0)]:
        if a < b and c < d:
            yield _Block(head + a, head + b, same=False), _Block(head + c, head + d, same=False)
        for number in range(size):
            yield (
                _Block(head + b + number, head + b + number + 1, same=True),
                _Block(head + d + number, head + d + number + 1, same=True),
            )
        a, c = b + size, d + size


@lru_cache(maxsize=4096)
def _key(line: str, token: re.Pattern[str], fold: Callable[[str], str]) -> str:
    """Return what equal lines have in common; most lines are asked for in both texts, and in each version of them."""
    return "\0".join(map(fold, token.findall(line)))


def _equal_runs(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Yield the runs of equal items in order: where they start on each side, and how many they are."""
    if len(old) * len(new) > MAX_CELLS:
        yield from _unique_in_both(old, new)
        return
    from rapidfuzz.distance import Indel

    for code in Indel.opcodes(old, new):
        if code.tag == "equal":
            yield code.src_start, code.dest_start, code.src_end - code.src_start


def _unique_in_both(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    olds, news = Counter(old), Counter(new)
    place = {item: number for number, item in enumerate(old) if olds[item] == 1 == news[item]}
    last = -1
    for number, item in enumerate(new):
        if place.get(item, -1) > last:
            last = place[item]
            yield last, number, 1


def _pairs_of_block(
    context: FileContext, old: _Block, new: _Block, token: re.Pattern[str], fold: Callable[[str], str]
) -> Iterator[Pair]:
    old_at, new_at = context.base_starts[old.first], context.starts[new.first]
    base = (context.base or "")[old_at : context.base_starts[old.last]]
    text = context.text[new_at : context.starts[new.last]]
    if old.same:
        if base != text:
            yield from _zipped(token.findall(base), token.findall(text), old_at, new_at)
        return
    olds, news = token.findall(base), token.findall(text)
    old_keys, new_keys = list(map(fold, olds)), list(map(fold, news))
    old_offsets, new_offsets = _offsets(olds, old_at), _offsets(news, new_at)
    for a, c, size in _equal_runs(old_keys, new_keys):
        if sum(key[:1].isalnum() for key in old_keys[a : a + size]) >= MIN_WORDS:
            yield from _zipped(olds[a : a + size], news[c : c + size], old_offsets[a], new_offsets[c])


def _offsets(tokens: Sequence[str], start: int) -> list[int]:
    offsets = [start]
    for token in tokens:
        offsets.append(offsets[-1] + len(token))
    return offsets


def _zipped(olds: Sequence[str], news: Sequence[str], old_at: int, new_at: int) -> Iterator[Pair]:
    for old, new in zip(olds, news, strict=True):
        yield Pair(old, new, old_at, new_at)
        old_at += len(old)
        new_at += len(new)


def fresh_lines(context: FileContext) -> list[bool]:
    """Tell of each line of the text whether it may be judged by its form: no version before holds it.

    Line ends are left out of account. Of a text that is checked as a whole each line may be judged.
    """
    if context.whole:
        return [True] * len(context.lines)
    known = {*context.base_keys, *(line.rstrip("\r\n") for other in context.others for line in split_lines(other))}
    return [key not in known for key in context.keys]


def trimmed(pair: Pair) -> tuple[int, str, str]:
    """Return where the token differs from that of the base, what stands there, and what stood there."""
    head = shared_prefix(pair.new, pair.old)
    tail = shared_suffix(pair.new[head:], pair.old[head:])
    return pair.start + head, pair.new[head : len(pair.new) - tail], pair.old[head : len(pair.old) - tail]
