"""Labelled ideas for the fit of the language's decision: sound texts as they are, and with damage put in.

A label is measured: an idea is right where it gives back, character for character, the text before the damage.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from weave_fix.damage import damage
from weave_fix.data import Document
from weave_fix.decide.alone import ideas
from weave_fix.decide.wording import Wording
from weave_fix.language.page import Page
from weave_fix.lines import apply_edits
from weave_fix.markdown import prose_spans
from weave_fix.signatures import misspelled_word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from random import Random

    from weave_fix.decide.alone import Idea
    from weave_fix.language.counts import Counts
    from weave_fix.language.known import Known

SPARSE = 3
"""Lines of prose for each damage: the lines beside a damage are sound."""
TIMES = 2
"""How often each text is damaged, each time elsewhere."""
THROUGHOUT = 0.5
"""Share of the texts in which one slip is made at all places of a word."""
REPEATED = (2, 3)
"""How often that word stands in the text."""
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
    return _Done("misspelled_word", text, whole.sub(spelled, text), *found.span(), 0)


def spoil(text: str, signatures: Sequence[str], rng: Random) -> tuple[str, list[_Done]]:
    """Return `text` with one damage in some of its lines of prose, and the damages."""
    spans = prose_spans(text)
    chosen = sorted(rng.sample(spans, len(spans) // SPARSE or min(1, len(spans))), reverse=True)
    done: list[_Done] = []
    for span in chosen:
        signature = rng.choice(signatures)
        made = damage(text, signature, rng, prose=[span])
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


def labelled(text: str, signatures: Sequence[str], counts: Counts, known: Known, rng: Random) -> Iterator[Labelled]:
    """Yield the ideas for `text` as it is, then those that touch a damage where it is damaged, `TIMES` over."""
    wording = Wording(Page(Document("", b"", text), counts, known))
    for idea in ideas(wording.page, wording):
        yield Labelled(idea, wording, "", False)
    for _ in range(TIMES):
        spoiled, done = spoil(text, signatures, rng)
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
