"""Generators of candidates from the hunks of a comparison, shared by signatures."""

from __future__ import annotations

from bisect import bisect_left
from itertools import islice
from typing import TYPE_CHECKING

from weave_fix.records import Candidate, Edit
from weave_fix.signatures.registry import MAX_PAIRS, MAX_PARTNERS

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator

    from weave_fix.diff.comparison import Comparison, Hunk

SHORTEST = 24
"""Characters from which on a text that is nearly the same is taken for the same text, moved."""
ALIKE = 0.7
"""Share of the characters that two texts must have in common, in order, to be nearly the same."""
END = 8
"""Characters at one end in which they have to be the same."""


def undo_each(
    comparison: Comparison, signature: str, message: str, explains: Callable[[Hunk], bool]
) -> Iterator[Candidate]:
    """Yield a candidate for each change that `explains` accepts."""
    name = signature.rpartition(".")[2]
    for hunk in comparison.all_hunks:
        if explains(hunk):
            yield Candidate(name, (hunk.edit,), message)


def undo_pairs(
    comparison: Comparison,
    signature: str,
    message: str,
    explains: Callable[[Hunk, Hunk], bool],
    *,
    trait: Callable[[str], Hashable] = len,
    within: int | None = None,
) -> Iterator[Candidate]:
    """Yield a candidate for each two changes that `explains` accepts together.

    It is asked of two whose sides have the same `trait` crosswise, their length or themselves, and that stand at most
    `within` characters apart.
    """
    name = signature.rpartition(".")[2]
    partners = _Partners((trait(hunk.old), trait(hunk.new), hunk) for hunk in comparison.all_hunks)
    for first in comparison.all_hunks:
        behind = partners.behind(first, [(trait(first.new), trait(first.old))], within)
        for second in islice((one for one in behind if explains(first, one)), MAX_PAIRS):
            yield Candidate(name, (first.edit, second.edit), message)


def undo_exchanges(
    comparison: Comparison,
    signature: str,
    message: str,
    explains: Callable[[Hunk, Hunk], bool],
) -> Iterator[Candidate]:
    """Yield a candidate for each two changes whose texts went to each other's places and were changed there.

    The texts go back as they stand in the document, so that what a person changed inside them stays; `explains` is
    asked only of two changes of which one took out nearly what the other put in.
    """
    name = signature.rpartition(".")[2]
    long = [hunk for hunk in comparison.all_hunks if max(len(hunk.old), len(hunk.new)) >= SHORTEST]
    partners = _Partners(
        (side, end, hunk)
        for hunk in long
        for side, text in (("old", hunk.old), ("new", hunk.new))
        for end in _ends(text)
    )
    for first in long:
        # Two texts that are alike have one end in common; of the two sides the longer is asked, for it tells more.
        side, text = ("new", first.old) if len(first.old) >= len(first.new) else ("old", first.new)
        behind = partners.behind(first, [(side, end) for end in _ends(text)])
        exchanged = (one for one in behind if _are_nearly_exchanged(first, one) and explains(first, one))
        for second in islice(exchanged, MAX_PAIRS):
            there, back = first.edit, second.edit
            edits = (
                Edit(there.start, there.end, there.before, back.before),
                Edit(back.start, back.end, back.before, there.before),
            )
            yield Candidate(name, edits, message)


def _are_nearly_exchanged(first: Hunk, second: Hunk) -> bool:
    """Whether each side of one change is nearly the other side of the other, and not quite."""
    if first.old == second.new and first.new == second.old:
        return False
    return alike(first.old, second.new) and alike(first.new, second.old)


def _ends(text: str) -> tuple[tuple[bool, str], ...]:
    """Return the beginning and the end of a text, told apart."""
    return (False, text[:END]), (True, text[-END:])


class _Partners:
    """Changes by two traits, so that none has to be compared with all others."""

    def __init__(self, changes: Iterable[tuple[Hashable, Hashable, Hunk]]) -> None:
        """`changes` come in order of place."""
        self._found: dict[tuple[Hashable, Hashable], list[Hunk]] = {}
        for one, other, hunk in changes:
            self._found.setdefault((one, other), []).append(hunk)

    def behind(self, first: Hunk, traits: Iterable[tuple[Hashable, Hashable]], within: int | None = None) -> list[Hunk]:
        """Return the changes of any of the `traits` behind `first`, in order, at most `within` characters behind it.

        The nearest `MAX_PARTNERS` of each.
        """
        end = first.span.new_end
        found: dict[Hunk, None] = {}
        for trait in traits:
            changes = self._found.get(trait, [])
            at = bisect_left(changes, end, key=_start)
            for hunk in changes[at : at + MAX_PARTNERS]:
                if within is not None and _start(hunk) - end > within:
                    break
                if hunk is not first:
                    found[hunk] = None
        return sorted(found, key=lambda hunk: (_start(hunk), hunk.span.new_end))


def _start(hunk: Hunk) -> int:
    return hunk.span.new_start


def is_mention(hunk: Hunk) -> bool:
    """Whether a change puts an `@` before a word, as people do to call somebody."""
    return hunk.new == "@" and not hunk.left_context[-1:].strip("([ \t\n") and hunk.right_context[:1].isalnum()


def alike(first: str, second: str) -> bool:
    """Whether two texts are nearly one: most of their characters are, and they begin or end the same."""
    if first == second:
        return True
    short, long = sorted((len(first), len(second)))
    if short < SHORTEST or short < long * ALIKE or not (first[:END] == second[:END] or first[-END:] == second[-END:]):
        return False
    from rapidfuzz.distance import Indel

    return Indel.normalized_similarity(first, second, score_cutoff=ALIKE) >= ALIKE
