"""Words for words that a commit exchanges in more than one place: a rename, a term, or the style of the house.

Counts pairs of an old and a new side, whatever their inflection, in all files of the commit. `Texts.is_repeated` asks
less: whether one new piece of text, whatever it replaced, or a space or a letter put in, stands more often than before
in one file. Neither can do the work of the other.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from weave_fix.diff.align import ChangedRange, align, shared_suffix
from weave_fix.evidence.history.intent.letters import core
from weave_fix.evidence.history.intent.passage import widened
from weave_fix.records import Edit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Replacement = tuple[str, str]
"""What two replacements share that are the same, whatever their inflection or case: the new words, and the old ones."""

MAX_WORDS = 3
"""Words of one side at most that are exchanged as a name or a term is."""
MAX_SIDE = 80
"""Characters of one side at most."""


def replacement(now: Sequence[str], was: Sequence[str]) -> Replacement | None:
    """Return what tells the replacement of the chunks `was` by `now`; None where there is none, or more than a term.

    An ending that both sides have is left out: `Hexo's` for `Hugo's` is `Hexo` for `Hugo`.
    """
    if not (0 < len(now) <= MAX_WORDS and 0 < len(was) <= MAX_WORDS):
        return None
    new, old = " ".join(now), " ".join(was)
    if new.casefold() == old.casefold() or core(new) == core(old):
        return new, old
    new, old = core(new).casefold(), core(old).casefold()
    if new == old:
        return " ".join(now), " ".join(was)
    same = shared_suffix(new, old)
    return new[: len(new) - same], old[: len(old) - same]


def repeated(texts: Iterable[tuple[str, str]]) -> frozenset[Replacement]:
    """Return the replacements that are made more than once in `texts`: each a base and what became of it."""
    counts = Counter[Replacement]()
    for old, new in texts:
        for span in _with_exchanges(align(old, new), old, new):
            before, after = new[span.new_start : span.new_end], old[span.old_start : span.old_end]
            if before and after and len(before) <= MAX_SIDE and len(after) <= MAX_SIDE:
                chunks = widened(Edit(span.new_start, span.new_end, before, after), new)
                found = replacement(chunks.now, chunks.was)
                if found is not None:
                    counts[found] += 1
    return frozenset(found for found, times in counts.items() if times > 1)


def _with_exchanges(spans: Iterable[ChangedRange], old: str, new: str) -> Iterator[ChangedRange]:
    """Yield the changed ranges, two that exchange words as one: what is put in at one is taken out at the next."""
    last: ChangedRange | None = None
    for span in spans:
        if last is not None and _are_exchanged(last, span, old, new):
            last = ChangedRange(last.old_start, span.old_end, last.new_start, span.new_end)
            continue
        if last is not None:
            yield last
        last = span
    if last is not None:
        yield last


def _are_exchanged(first: ChangedRange, second: ChangedRange, old: str, new: str) -> bool:
    sides = (new[first.new_start : first.new_end], old[first.old_start : first.old_end])
    others = (old[second.old_start : second.old_end], new[second.new_start : second.new_end])
    is_near = second.new_start - first.new_end <= MAX_SIDE
    return is_near and any(sides) and not all(sides) and [*map(str.strip, sides)] == [*map(str.strip, others)]
