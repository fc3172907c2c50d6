"""Two neighbouring words were exchanged."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from weave_fix.data import Candidate, Damage, Edit
from weave_fix.signatures import undo_each

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from weave_fix.data import Place
    from weave_fix.history import Change, Trial
    from weave_fix.language.page import Page

EXAMPLE = ("Leave the dough in a warm corner.", "Leave the dough a in warm corner.")
RANK = 15
GAIN = 6.0
PAIR = re.compile(r"(\S+)(\s+)(\S+)")
NO_SPACE = re.compile(r"\S")


def damage(text: str, place: Place, rng: Random, foreign: str) -> Damage | None:
    """Exchange a word of the line with the next; the space between them stays."""
    words = list(re.finditer(r"\S+", text[place.start : place.end]))
    if len(words) < 3:
        return None
    i = rng.randrange(len(words) - 1)
    start, end = place.start + words[i].start(), place.start + words[i + 1].end()
    between = text[place.start + words[i].end() : place.start + words[i + 1].start()]
    swapped = words[i + 1][0] + between + words[i][0]
    return Damage(text[:start] + swapped + text[end:], start, end)


def _explains(change: Change) -> bool:
    if len(change.old) != len(change.new) or not change.old:
        return False
    old, new = change.widened(NO_SPACE)
    pair = PAIR.fullmatch(old)
    return pair is not None and new == pair[3] + pair[2] + pair[1]


def candidates(trial: Trial) -> Iterator[Candidate]:
    """Yield the neighbours that stand the other way round in the base."""
    return undo_each(trial, __name__, "two neighbouring words exchanged", _explains)


def alone(page: Page) -> Iterator[Candidate]:
    """Yield neighbours that meet as words hardly ever do, and would less so the other way round."""
    tokens, ends, weak = page.tokens, page.word_ends, page.weak
    for at in page.places():
        middle = ends[at]
        now = weak[at] + weak[middle] + weak[ends[middle]]
        if not now or tokens[at].glued or tokens[middle].glued or not page.is_plain(middle):
            continue
        first, second = page.word_from(at), page.word_from(middle)
        then = page.are_weak(at - 1, second.first) + page.are_weak(second.last - 1, at)
        if then + page.are_weak(first.last - 1, second.last) < now and not _is_masked(page, first.start, second.end):
            text = page.text
            before, between = text[first.start : second.end], text[first.end : second.start]
            after = text[second.start : second.end] + between + text[first.start : first.end]
            if before != after:
                edit = Edit(first.start, second.end, before, after)
                yield Candidate("adjacent_word_swap", (edit,), "two neighbouring words exchanged")


def _is_masked(page: Page, start: int, end: int) -> bool:
    """Whether something stands there that is no prose."""
    return page.view[start:end] != page.text[start:end].replace("\n", " ")
