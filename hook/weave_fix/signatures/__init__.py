"""One file a signature: what an operation does to a text, forward, and where a change looks like its work.

A signature module's name is its id. Its docstring is what `--explain` prints; it has

- `EXAMPLE`: a sound text and the same text damaged;
- `RANK`: where several signatures explain one change, the lowest rank names it;
- `damage(text, place, rng, foreign)`: the operation itself, a `Damage` or None;
- `candidates(trial)`: the changes that can be its work, as candidates that undo them;
- `alone(page)`, where the text alone can show it: the places that can be its work, though nothing changed.

Of a repair from the text alone a signature says what differs from `decide.asked`: `GAIN`, `DOUBT`, `WITNESS`,
`is_formal(edit, page)`, `price(edit)`, `kind(answers)`, `may_be_meant(edit, answers)`.

Whether a candidate *is* damage and no edit is for `decide` to say; a signature is generous.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from weave_fix.data import Candidate, Edit

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
    from random import Random

    from weave_fix.data import Damage, Place
    from weave_fix.history import Change, Trial
    from weave_fix.language.page import Page


SHORTEST = 24
"""Characters from which on a text that is nearly the same is taken for the same text, moved."""
ALIKE = 0.7
"""Share of the characters that two texts must have in common, in order, to be nearly the same."""
END = 8
"""Characters at one end in which they have to be the same."""
MAX_PARTNERS = 100
"""Changes that one is compared with, the nearest."""
MAX_PAIRS = 8
"""Candidates of two changes that one of them is in the first of, the nearest: where more would do, as where a name was
replaced throughout, it is none of them."""


class Signature(Protocol):
    """What a module in this package offers."""

    __name__: str
    __doc__: str | None
    EXAMPLE: tuple[str, str]
    RANK: int

    def damage(self, text: str, place: Place, rng: Random, foreign: str) -> Damage | None:
        """Damage `text` at `place`."""

    def candidates(self, trial: Trial) -> Iterator[Candidate]:
        """Yield what may undo this damage in the document on trial."""

    def alone(self, page: Page) -> Iterator[Candidate]:
        """Yield what may undo this damage, seen from the text alone; not every signature can be."""


@cache
def discover() -> Mapping[str, Signature]:
    """Return the signatures of this package by id, the most telling first."""
    names = [path.stem for path in Path(__file__).parent.glob("*.py") if path.stem != "__init__"]
    found = {name: cast("Signature", import_module(f"{__name__}.{name}")) for name in sorted(names)}
    return dict(sorted(found.items(), key=lambda item: item[1].RANK))


def undo_each(trial: Trial, signature: str, message: str, explains: Callable[[Change], bool]) -> Iterator[Candidate]:
    """Yield a candidate for each change that `explains` accepts."""
    name = signature.rpartition(".")[2]
    for change in trial.changes:
        if explains(change):
            yield Candidate(name, (change.edit,), message)


def undo_pairs(
    trial: Trial,
    signature: str,
    message: str,
    explains: Callable[[Change, Change], bool],
    *,
    trait: Callable[[str], Hashable] = len,
    within: int | None = None,
) -> Iterator[Candidate]:
    """Yield a candidate for each two changes that `explains` accepts together.

    It is asked of two whose sides have the same `trait` crosswise, their length or themselves, and that stand at most
    `within` characters apart.
    """
    name = signature.rpartition(".")[2]
    partners = _Partners((trait(change.old), trait(change.new), change) for change in trial.changes)
    for first in trial.changes:
        behind = partners.behind(first, [(trait(first.new), trait(first.old))], within)
        for second in islice((one for one in behind if explains(first, one)), MAX_PAIRS):
            yield Candidate(name, (first.edit, second.edit), message)


def undo_exchanges(
    trial: Trial,
    signature: str,
    message: str,
    explains: Callable[[Change, Change], bool],
) -> Iterator[Candidate]:
    """Yield a candidate for each two changes whose texts went to each other's places and were changed there.

    The texts go back as they stand in the document, so that what a person changed inside them stays; `explains` is
    asked only of two changes of which one took out nearly what the other put in.
    """
    name = signature.rpartition(".")[2]
    long = [change for change in trial.changes if max(len(change.old), len(change.new)) >= SHORTEST]
    partners = _Partners(
        (side, end, change)
        for change in long
        for side, text in (("old", change.old), ("new", change.new))
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


def _are_nearly_exchanged(first: Change, second: Change) -> bool:
    """Whether each side of one change is nearly the other side of the other, and not quite."""
    if first.old == second.new and first.new == second.old:
        return False
    return alike(first.old, second.new) and alike(first.new, second.old)


def _ends(text: str) -> tuple[tuple[bool, str], ...]:
    """Return the beginning and the end of a text, told apart."""
    return (False, text[:END]), (True, text[-END:])


class _Partners:
    """Changes by two traits, so that none has to be compared with all others."""

    def __init__(self, changes: Iterable[tuple[Hashable, Hashable, Change]]) -> None:
        """`changes` come in order of place."""
        self._found: dict[tuple[Hashable, Hashable], list[Change]] = {}
        for one, other, change in changes:
            self._found.setdefault((one, other), []).append(change)

    def behind(
        self, first: Change, traits: Iterable[tuple[Hashable, Hashable]], within: int | None = None
    ) -> list[Change]:
        """Return the changes of any of the `traits` behind `first`, in order, at most `within` characters behind it.

        The nearest `MAX_PARTNERS` of each.
        """
        end = first.span.new_end
        found: dict[Change, None] = {}
        for trait in traits:
            changes = self._found.get(trait, [])
            at = bisect_left(changes, end, key=_start)
            for change in changes[at : at + MAX_PARTNERS]:
                if within is not None and _start(change) - end > within:
                    break
                if change is not first:
                    found[change] = None
        return sorted(found, key=lambda change: (_start(change), change.span.new_end))


def _start(change: Change) -> int:
    return change.span.new_start


def is_mention(change: Change) -> bool:
    """Whether a change puts an `@` before a word, as people do to call somebody."""
    return change.new == "@" and not change.left[-1:].strip("([ \t\n") and change.right[:1].isalnum()


def alike(first: str, second: str) -> bool:
    """Whether two texts are nearly one: most of their characters are, and they begin or end the same."""
    if first == second:
        return True
    short, long = sorted((len(first), len(second)))
    if short < SHORTEST or short < long * ALIKE or not (first[:END] == second[:END] or first[-END:] == second[-END:]):
        return False
    from rapidfuzz.distance import Indel

    return Indel.normalized_similarity(first, second, score_cutoff=ALIKE) >= ALIKE
