"""Labelled ideas for the fit of the language's decision: sound texts as they are, and with damage put in.

A label is measured: an idea is right where it gives back, character for character, the text before the damage.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from weave_fix.damage import damage
from weave_fix.data import Damage, Document
from weave_fix.decide.alone import ideas
from weave_fix.decide.wording import Wording
from weave_fix.language.nearest import written_like
from weave_fix.language.page import Page
from weave_fix.language.tokens import fold
from weave_fix.lines import apply_edits
from weave_fix.markdown import prose_spans
from weave_fix.signatures import misspelled_word

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from random import Random

    from weave_fix.decide.alone import Idea
    from weave_fix.language.counts import Counts
    from weave_fix.language.known import Known

SPARSE = 3
"""Lines of prose for each damage: the lines beside a damage are sound."""
MISSPELLED = "misspelled_word"
TIMES = 2
"""How often each text is damaged, each time elsewhere."""
THROUGHOUT = 0.5
"""Share of the texts in which one slip is made at all places of a word."""
REPEATED = (2, 3)
"""How often that word stands in the text."""
COMMON = 0.5
"""Share of the words that are misspelled by a slip that many writers make, where one is known of a word of the line."""
LETTERS = re.compile(r"(?<![^\W_])[^\W\d_]+(?![^\W_])")
WORD = re.compile(r"(?<![^\W_])[a-z]{5,}(?![^\W_])")


class Labelled(NamedTuple):
    """One idea, what was damaged there (empty: nothing), and whether it is right."""

    idea: Idea
    wording: Wording
    damage: str
    right: bool


class _Done(NamedTuple):
    """One damage: the text before and after it, where it is, and by how much later ones moved it."""

    signature: str
    before: str
    after: str
    start: int
    end: int
    shift: int


class Slips:
    """Slips that many writers make. Where one stands in a sound text, the text is not sound there."""

    def __init__(self, meant: Mapping[str, str]) -> None:
        """`meant` says for each slip, folded, which word was meant."""
        self._meant = meant
        self._made: dict[str, list[str]] = {}
        for slip, word in meant.items():
            self._made.setdefault(word, []).append(slip)

    def undo(self, text: str) -> list[_Done]:
        """Return the places of the slips that stand in `text`; where one stands oftener it is undone everywhere."""
        found = []
        for slip in dict.fromkeys(LETTERS.findall(text)):
            if (meant := self._meant.get(fold(slip))) is not None:
                whole = re.compile(rf"(?<![^\W_]){slip}(?![^\W_])")
                before = whole.sub(written_like(slip, meant), text)
                found += [_Done(MISSPELLED, before, text, *place.span(), 0) for place in whole.finditer(text)]
        return found

    def make(self, text: str, place: tuple[int, int], rng: Random) -> Damage | None:
        """Make a slip in a word of `place`; None where none is known."""
        words = [word for word in LETTERS.finditer(text, *place) if fold(word[0]) in self._made]
        if not words:
            return None
        word = rng.choice(words)
        slip = written_like(word[0], rng.choice(self._made[fold(word[0])]))
        return Damage(text[: word.start()] + slip + text[word.end() :], word.start(), word.start() + len(slip))


def _misspell_throughout(text: str, rng: Random) -> _Done | None:
    """Write a word of `text` wrong at all its places, as long as it was: some slips are made twice."""
    counts = Counter(WORD.findall(text))
    words = sorted(word for word, times in counts.items() if times in REPEATED)
    if not words:
        return None
    word = rng.choice(words)
    spelled = misspelled_word.slip(word, rng)
    if len(spelled) != len(word) or spelled == word or spelled in text:
        return None
    whole = re.compile(rf"(?<![^\W_]){word}(?![^\W_])")
    found = whole.search(text)
    assert found is not None  # it was counted
    return _Done(MISSPELLED, text, whole.sub(spelled, text), *found.span(), 0)


def spoil(text: str, signatures: Sequence[str], slips: Slips, rng: Random) -> tuple[str, list[_Done]]:
    """Return `text` with one damage in some of its lines of prose, and the damages."""
    spans = prose_spans(text)
    chosen = sorted(rng.sample(spans, len(spans) // SPARSE or min(1, len(spans))), reverse=True)
    done: list[_Done] = []
    for span in chosen:
        signature = rng.choice(signatures)
        is_common = signature == MISSPELLED and rng.random() < COMMON
        made = (slips.make(text, span, rng) if is_common else None) or damage(text, signature, rng, prose=[span])
        if made is None:
            continue
        grown = len(made.text) - len(text)
        done = [one._replace(shift=one.shift + grown) for one in done]
        done.append(_Done(signature, text, made.text, made.start, made.end, 0))
        text = made.text
    if rng.random() < THROUGHOUT and (one := _misspell_throughout(text, rng)):
        done.append(one)
        text = one.after
    return text, done


def labelled(
    text: str, signatures: Sequence[str], counts: Counts, known: Known, slips: Slips, rng: Random
) -> Iterator[Labelled]:
    """Yield the ideas for `text` as it is, then those that touch a damage where it is damaged, `TIMES` over.

    A slip of its writer that is one of `slips` is damage as well.
    """
    wording = Wording(Page(Document("", b"", text), counts, known))
    found = ideas(wording.page, wording)
    of_writers = {one.idea.candidate.edits: one for one in _touching(slips.undo(text), found, wording)}
    for idea in found:
        yield of_writers.get(idea.candidate.edits, Labelled(idea, wording, "", False))
    for _ in range(TIMES):
        spoiled, done = spoil(text, signatures, slips, rng)
        wording = Wording(Page(Document("", b"", spoiled), counts, known))
        yield from _touching(done, ideas(wording.page, wording), wording)


def _touching(done: Sequence[_Done], found: Sequence[Idea], wording: Wording) -> Iterator[Labelled]:
    """Yield the ideas that touch a damage, with what was damaged there."""
    for idea in found:
        for one in done:
            edits = [e._replace(start=e.start - one.shift, end=e.end - one.shift) for e in idea.candidate.edits]
            if all(edit.start > one.end + 2 or edit.end < one.start - 2 for edit in edits):
                continue
            if any(one.after[edit.start : edit.end] != edit.before for edit in edits) or edits[0].start < 0:
                continue
            yield Labelled(idea, wording, one.signature, apply_edits(one.after, edits) == one.before)
            break
