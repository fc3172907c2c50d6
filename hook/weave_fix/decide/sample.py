"""Labelled candidates for the fit: real edits as they are, and with our own damage put in.

A label is measured, not assumed: a candidate is right when every character that it changes brings the damaged text
nearer to the text before the damage. So the undoing of half a damage is right too, and one that takes a person's
edit with it is wrong.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz.distance import Indel

from weave_fix.alignment import align
from weave_fix.damage import damage
from weave_fix.data import Base, Document
from weave_fix.decide import persons
from weave_fix.decide.proposals import gather
from weave_fix.decide.questions import Asker
from weave_fix.history import try_document
from weave_fix.signatures import discover

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from random import Random

    from weave_fix.alignment import Span
    from weave_fix.data import Edit
    from weave_fix.language.counts import Counts
    from weave_fix.language.known import Known

AROUND = 700
"""Characters around a candidate in which its effect is measured."""
PERSON = "person: "
PERSONS = 4
"""Kinds of edits on purpose that each text gets, one at a time."""
MENDED = 4
"""Kinds of damage that each text gets mended by a person, one at a time."""
RIGHT = 0.95
"""Share of a candidate's changed characters that have to bring the text nearer."""


@dataclass(frozen=True, slots=True)
class HumanEdit:
    """One Markdown file before and after an ordinary commit."""

    repository: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Row:
    """One candidate of one run: its answers, and whether undoing it is right."""

    run: int
    """Number of the damaged or undamaged file that it belongs to."""
    signature: str
    """The name that the candidate goes by."""
    damage: str
    """What was put in: the id of a damage, `several`, `PERSON` and a kind of edit, or nothing: the text as it is."""
    answers: list[float]
    right: bool
    exact: bool
    """Whether it alone gives back the text before the damage."""
    spans: tuple[tuple[int, int], ...]


def undo(text: str, edits: Sequence[Edit], start: int = 0) -> str:
    """Return `text`, which begins at `start` of the document, with `edits` made."""
    for edit in reversed(edits):
        text = text[: edit.start - start] + edit.after + text[edit.end - start :]
    return text


def _window(truth: Sequence[Span], start: int, end: int, sizes: tuple[int, int]) -> tuple[int, int, int, int]:
    """Return a span of the damaged text around `start` to `end`, and the same span of the sound text.

    `truth` aligns the sound text (old) with the damaged one (new); no border falls inside one of its spans.
    """
    sound_size, damaged_size = sizes
    low, high = max(0, start - AROUND), min(damaged_size, end + AROUND)
    for span in truth:
        if span.new_start <= low <= span.new_end:
            low = max(0, span.new_start - 1)
    for span in reversed(truth):
        if span.new_start <= high <= span.new_end:
            high = min(damaged_size, span.new_end + 1)
    shift = sum((s.old_end - s.old_start) - (s.new_end - s.new_start) for s in truth if s.new_end <= low)
    more = sum((s.old_end - s.old_start) - (s.new_end - s.new_start) for s in truth if s.new_end <= high)
    return low, high, max(0, low + shift), min(sound_size, high + more)


def _sound_there(edits: Sequence[Edit], start: int, undone: str, sound: str) -> bool:
    """Whether the spans that several edits restored hold no difference from the sound text.

    Two spans exchanged are nearer to the sound text than the lengths of the spans say, so that for them the gain
    falls short of the cost.
    """
    if len(edits) < 2:
        return False
    shift, left = 0, align(sound, undone)
    for edit in edits:
        low = edit.start - start + shift
        high = low + len(edit.after)
        shift += len(edit.after) - len(edit.before)
        if any(low < span.new_start < high or (span.new_start < high and low < span.new_end) for span in left):
            return False
    return True


def rows(edit: HumanEdit, damaged: str, name: str, run: int, counts: Counts, known: Known) -> Iterator[Row]:
    """Yield the candidates for `damaged`, which is `edit.after` with the damage `name` put in, or is `edit.after`.

    Of a damaged text only the candidates that touch the damage come: the rest are those of the undamaged text. Where
    `name` says that a person edited the text, none of them is right.
    """
    on_purpose = name.startswith(PERSON)
    trial = try_document(Document("", b"", damaged), Base(edit.before, "", ""))
    truth = align(edit.after, damaged)
    asker = Asker(trial, counts, known)
    for proposal in gather(trial):
        candidate = proposal.candidate
        near = [s for s in truth if s.new_start <= candidate.end + 1 and candidate.start - 1 <= s.new_end]
        if name and not near:
            continue
        right = exact = False
        if name:
            a, b, c, d = _window(truth, candidate.start, candidate.end, (len(edit.after), len(damaged)))
            now, sound = damaged[a:b], edit.after[c:d]
            undone = undo(now, candidate.edits, a)
            gain = Indel.distance(now, sound) - Indel.distance(undone, sound)
            exact = undo(damaged, candidate.edits) == edit.after
            right = exact or gain >= RIGHT * sum(Indel.distance(e.before, e.after) for e in candidate.edits)
            right = right or _sound_there(candidate.edits, a, undone, sound)
            exact, right = (exact and not on_purpose), (right and not on_purpose)
        yield Row(
            run,
            candidate.signature,
            name,
            asker.answers(candidate, proposal.claims),
            right,
            exact,
            tuple((e.start, e.end) for e in candidate.edits),
        )


def variants(
    edit: HumanEdit, rng: Random, foreign: Sequence[HumanEdit], counts: Counts
) -> Iterator[tuple[HumanEdit, str, str]]:
    """Yield (edit, staged text, name): the text as it is, damaged in each way, damaged in several, edited on purpose.

    A person also mends: there the base holds the damage, and the staged text is sound.
    """
    yield edit, edit.after, ""
    for signature in discover():
        done = damage(edit.after, signature, rng, rng.choice(foreign).after)
        if done:
            yield edit, done.text, signature
    yield from _several(edit, rng, foreign)
    for kind in rng.sample(sorted(persons.EDITS), PERSONS):
        edited = persons.EDITS[kind](edit.after, rng, counts)
        if edited is not None and edited != edit.after:
            yield edit, edited, f"{PERSON}{kind}"
    slips = [persons.misspell(edit.after, rng, counts)]
    for signature in rng.sample(list(discover()), MENDED):
        done = damage(edit.after, signature, rng, rng.choice(foreign).after)
        slips.append(done.text if done else None)
    for slip in slips:
        if slip is not None and slip != edit.after:
            yield HumanEdit(edit.repository, slip, slip), edit.after, f"{PERSON}mend"


def _several(edit: HumanEdit, rng: Random, foreign: Sequence[HumanEdit]) -> Iterator[tuple[HumanEdit, str, str]]:
    text = edit.after
    for _ in range(rng.randint(3, 10)):
        done = damage(text, rng.choice(list(discover())), rng, rng.choice(foreign).after)
        text = done.text if done else text
    if text != edit.after:
        yield edit, text, "several"
