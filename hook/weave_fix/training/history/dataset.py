"""Labelled candidates for the fit: real edits as they are, and with our own damage put in.

A label is measured, not assumed: a candidate is right when every character that it changes brings the damaged text
nearer to the text before the damage. So the undoing of half a damage is right too, and one that takes a person's
edit with it is wrong.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING

from rapidfuzz.distance import Indel

from weave_fix.diff.align import align
from weave_fix.diff.comparison import compare
from weave_fix.evidence.history.candidates import candidates
from weave_fix.evidence.history.features import HistoryFeatures
from weave_fix.evidence.history.intent.check import IntentCheck
from weave_fix.evidence.history.intent.replacements import repeated
from weave_fix.records import Base, Document
from weave_fix.signatures.corrupt import corrupt
from weave_fix.signatures.registry import discover
from weave_fix.training.history import simulated_edits

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from random import Random

    from weave_fix.diff.align import ChangedRange
    from weave_fix.evidence.history.intent.reasons import Verdict
    from weave_fix.evidence.history.intent.replacements import Replacement
    from weave_fix.language.ngram_model import NgramModel
    from weave_fix.records import Edit
    from weave_fix.vocabulary.lookup import Vocabulary

AROUND = 700
"""Characters around a candidate in which its effect is measured."""
PERSON = "person: "
EDITS_EACH = 4
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
    path: str = ""
    """From the top of the repository; empty where it is not known."""
    commit: str = ""
    """The commit's name, where the edit comes with all others of its commit."""


@dataclass(frozen=True, slots=True)
class Example:
    """One candidate of one run: its answers, and whether undoing it is right."""

    run: int
    """Number of the damaged or undamaged file that it belongs to."""
    signature: str
    """The name that the candidate goes by."""
    corruption: str
    """What was put in: the id of a damage, `several`, `PERSON` and a kind of edit, or nothing: the text as it is."""
    features: list[float]
    right: bool
    exact: bool
    """Whether it alone gives back the text before the damage."""
    verdict: Verdict
    """What the check of intent says of it, the log-odds left out."""
    edits: tuple[Edit, ...]
    quotation: tuple[str, str]
    """The text that it changes, without what both sides share, and what becomes of it."""


def undo(text: str, edits: Sequence[Edit], start: int = 0) -> str:
    """Return `text`, which begins at `start` of the document, with `edits` made."""
    for edit in reversed(edits):
        text = text[: edit.start - start] + edit.after + text[edit.end - start :]
    return text


def _window(truth: Sequence[ChangedRange], start: int, end: int, sizes: tuple[int, int]) -> tuple[int, int, int, int]:
    """Return a span of the damaged text around `start` to `end`, and the same span of the undamaged text.

    `truth` aligns the undamaged text (old) with the damaged one (new); no border falls inside one of its spans.
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
    """Whether the spans that several edits restored hold no difference from the undamaged text.

    Two spans exchanged are nearer to the undamaged text than the lengths of the spans say, so that for them the gain
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


def examples(
    edit: HumanEdit,
    damaged: str,
    name: str,
    run: int,
    counts: NgramModel,
    vocabulary: Vocabulary,
    replacements: frozenset[Replacement] = frozenset(),
) -> Iterator[Example]:
    """Yield the candidates for `damaged`, which is `edit.after` with the damage `name` put in, or is `edit.after`.

    `replacements` are those that the commit of the edit makes more than once.
    Of a damaged text only the candidates that touch the damage come: the rest are those of the undamaged text. Where
    `name` says that a person edited the text, none of them is right.
    """
    on_purpose = name.startswith(PERSON)
    comparison = compare(Document("", b"", damaged), Base(edit.before, "", ""))
    truth = align(edit.after, damaged)
    extractor = HistoryFeatures(comparison, counts, vocabulary)
    replacements |= repeated([(edit.before, damaged)])
    check = IntentCheck(comparison, counts, lambda word: word in extractor.repository_words, replacements)
    for candidate in candidates(comparison):
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
        yield Example(
            run,
            candidate.signature,
            name,
            list(map(float, extractor.extract(candidate).values())),
            right,
            exact,
            check.of(candidate, -inf),
            candidate.edits,
            (
                damaged[candidate.start : candidate.end],
                undo(damaged[candidate.start : candidate.end], candidate.edits, candidate.start),
            ),
        )


def corrupted_variants(
    edit: HumanEdit, rng: Random, foreign: Sequence[HumanEdit], counts: NgramModel, kinds: int | None = None
) -> Iterator[tuple[HumanEdit, str, str]]:
    """Yield (edit, staged text, name): the text as it is, damaged in each way, damaged in several, edited on purpose.

    With `kinds` only so many ways of damage are drawn, and one edit on purpose; none at all with 0. A person also
    mends: there the base holds the damage, and the staged text is undamaged.
    """
    yield edit, edit.after, ""
    if kinds == 0:
        return
    ways = list(discover())
    for signature in ways if kinds is None else rng.sample(ways, kinds):
        done = corrupt(edit.after, signature, rng, rng.choice(foreign).after)
        if done:
            yield edit, done.text, signature
    yield from _several(edit, rng, foreign)
    for kind in rng.sample(sorted(simulated_edits.SIMULATED_EDITS), EDITS_EACH if kinds is None else 1):
        edited = simulated_edits.SIMULATED_EDITS[kind](edit.after, rng, counts)
        if edited is not None and edited != edit.after:
            yield edit, edited, f"{PERSON}{kind}"
    misspelled_texts = [simulated_edits.misspell(edit.after, rng, counts)]
    for signature in rng.sample(ways, MENDED if kinds is None else 1):
        done = corrupt(edit.after, signature, rng, rng.choice(foreign).after)
        misspelled_texts.append(done.text if done else None)
    for misspelled in misspelled_texts:
        if misspelled is not None and misspelled != edit.after:
            yield HumanEdit(edit.repository, misspelled, misspelled), edit.after, f"{PERSON}mend"


def _several(edit: HumanEdit, rng: Random, foreign: Sequence[HumanEdit]) -> Iterator[tuple[HumanEdit, str, str]]:
    text = edit.after
    for _ in range(rng.randint(3, 10)):
        done = corrupt(text, rng.choice(list(discover())), rng, rng.choice(foreign).after)
        text = done.text if done else text
    if text != edit.after:
        yield edit, text, "several"
