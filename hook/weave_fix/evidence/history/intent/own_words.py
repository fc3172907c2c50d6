"""A word that somebody put in the place of another, right beside a damaged one.

A candidate that undoes both would take out what was written on purpose. So the chunks of both sides are compared one by
one, a space that was lost or put in between them aside: where one of them is another word, and each of the others is
the old one or near it, the change is not undone as a whole. A candidate for the damage alone still is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from weave_fix.evidence.history.intent.letters import core
from weave_fix.evidence.history.intent.noise import NOISE
from weave_fix.evidence.history.intent.reasons import Intent
from weave_fix.evidence.history.intent.words import word_for_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weave_fix.evidence.history.intent.passage import Passage

MAX_CHUNKS = 8
"""Chunks of one side up to which they are compared one by one; more are a passage, of which spans are asked."""
MIN_PAIRS, MAX_DIFFERENT = 2, 4
"""Chunks that are compared at least, and those of them that differ at most."""
MAX_OWN = 2
"""Words of a person's own up to which the change is no span of another text."""
MAX_SIDES = 160
"""Characters of both sides together up to which they are compared."""
NEAR = 3
"""Characters put in, lost or replaced up to which a chunk is the old one with damage in it."""
MARKS = 2
"""Characters that are neither letters nor digits from which on a chunk in the place of a plain word is noise."""

Pair = tuple[str, str]


def has_own_word(passage: Passage) -> bool:
    """Whether one of several chunks is another word, and all others are the old ones or near them."""
    edit = passage.edit
    if len(edit.before) + len(edit.after) > MAX_SIDES or min(len(passage.now), len(passage.was)) == 0:
        return False
    if any('":' in chunk for chunk in passage.was):
        return False  # data, and no words of a sentence
    pairs = _aligned(passage.now, passage.was)
    different = [(new, old) for new, old in pairs if new != old]
    if not 0 < len(different) <= MAX_DIFFERENT or len(pairs) < MIN_PAIRS:
        return False
    if sorted("".join(passage.now)) == sorted("".join(passage.was)):
        return False  # the same text in another order
    moved = {core(chunk) for chunk in passage.was}
    own = [pair for pair in different if core(pair[0]) not in moved and _is_own(pair, passage)]
    return 0 < len(own) <= MAX_OWN and all(pair in own or _is_near(*pair) for pair in different)


def _aligned(now: Sequence[str], was: Sequence[str]) -> list[Pair]:
    """Return the chunks of both sides in pairs; none where they have other numbers, but for one space."""
    if not now or not was or max(len(now), len(was)) > MAX_CHUNKS:
        return []
    if len(now) == len(was):
        return list(zip(now, was, strict=True))
    if len(now) + 1 == len(was):
        return _parted(now, was)
    if len(now) == len(was) + 1:
        return [(old, new) for new, old in _parted(was, now)]
    return []


def _parted(few: Sequence[str], many: Sequence[str]) -> list[Pair]:
    """Return the pairs where one chunk of `few` is two of `many`: the way that leaves the fewest different."""
    ways = []
    for at, whole in enumerate(few):
        left, right = many[at], many[at + 1]
        if whole.endswith(right) and whole != right:
            halves = [(whole[: -len(right)], left), (right, right)]
        elif whole.startswith(left) and whole != left:
            halves = [(left, left), (whole[len(left) :], right)]
        else:
            continue
        before = list(zip(few[:at], many[:at], strict=True))
        behind = list(zip(few[at + 1 :], many[at + 2 :], strict=True))
        ways.append([*before, *halves, *behind])
    return min(ways, key=lambda pairs: sum(a != b for a, b in pairs), default=[])


def _is_own(pair: Pair, passage: Passage) -> bool:
    """Whether a chunk is a word in the place of another, and none that damage made of it."""
    new, old = map(core, pair)
    if not (new.isalpha() and old.isalpha()) or new.lower() == old.lower():
        return False
    may_be_damage = not passage.vocabulary.knows(new) and not new[0].isupper() and _distance(new, old) < NEAR
    return not may_be_damage and word_for_word(*pair, passage).intent is Intent.INTENDED


def _is_near(new: str, old: str) -> bool:
    """Whether a chunk is the old one with damage in it."""
    if _distance(new, old) <= NEAR or sorted(new) == sorted(old) or NOISE.search(new):
        return True
    return core(old).isalpha() and sum(not char.isalnum() for char in core(new)) >= MARKS


def _distance(new: str, old: str) -> int:
    """Return the characters put in, lost, replaced or exchanged between two chunks."""
    from rapidfuzz.distance import OSA

    return OSA.distance(new, old)
