"""One document on trial: from what changed to the repairs to make, with a reason for each not made."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from weave_fix.data import Applicability, Base, Document, Evidence, FilePatch, Repair, encode
from weave_fix.decide.choose import choose
from weave_fix.decide.company import company, shifted
from weave_fix.decide.conserve import conserve, whole_moves
from weave_fix.decide.judged import Judged, heard, judge, reach
from weave_fix.decide.places import Places
from weave_fix.history import Trial, try_document

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weave_fix.decide.alone import Reader
    from weave_fix.language.known import Known

NOTHING = Base("", "", "")
"""Stands for the base of a document that has none."""
ROUNDS = 6
"""How often a repaired text is judged again at most."""
REWRITTEN = 2000
"""Places where a document may differ from its base, two seconds' work; a tool that reflows a book changes more."""


class Lens(NamedTuple):
    """What a document is looked at with."""

    known: Known
    """The repository's words; asked only for words that neither a base nor the language knows."""
    reader: Reader | None = None
    """Reads a text by itself; None: history alone is heard."""
    unsafe: bool = False
    """Unsafe repairs are made too."""
    everything: bool = False
    """The whole document is on trial, and not only what differs from its bases."""


def examine(document: Document, bases: Sequence[Base], lens: Lens) -> FilePatch:
    """Return what is wrong with `document`, seen against `bases`, and its text with the repairs made.

    In a merge there are several bases: what one of them says as well is not on trial, and a repair comes from the one
    that is nearest at its place. Without a base the whole document is on trial, and the language alone speaks. Safe
    repairs are made, with `lens.unsafe` also the unsafe ones.

    A repair can bring to light what stood beside it; so the repaired text is judged again until it rests. Unsafe
    repairs are made when the safe ones are done, and what only they bring to light is no surer than they are: so what a
    finding is called does not depend on `lens.unsafe`.
    """
    patch, rounds = _until_rest(_examine_once(document, bases, lens), bases, lens, ROUNDS)
    if lens.unsafe and rounds and not patch.remark:
        patch, rounds = _until_rest(patch, bases, lens, rounds, Applicability.UNSAFE)
    if rounds:
        return patch
    remark = f"its repairs do not come to rest in {ROUNDS} rounds"
    return FilePatch(document, (), (), (), document.text, remark)


def _until_rest(
    patch: FilePatch,
    bases: Sequence[Base],
    lens: Lens,
    rounds: int,
    limit: Applicability = Applicability.SAFE,
) -> tuple[FilePatch, int]:
    """Judge what `patch` comes to, and what that comes to, until nothing of class `limit` is left to repair.

    Returns the patch that does all of it, and how many of the `rounds` were not needed; 0: it does not come to rest.
    """
    for left in range(rounds, 0, -1):
        if limit is Applicability.SAFE and not patch.changed:
            return patch, left
        now = Document(patch.document.path, encode(patch.text_after), patch.text_after)
        found = sum(repair.applicability is Applicability.SAFE for repair in patch.applied)
        further = _examine_once(now, bases, lens, limit, found=found)
        if not further.applied and found:
            # Another run would know nothing of the damage that is gone.
            further = _examine_once(now, bases, lens, limit)
        if not further.applied:
            return patch, left
        from weave_fix.decide.follow import follow

        patch = follow(patch, further)
    return patch, 0


def _examine_once(
    document: Document,
    bases: Sequence[Base],
    lens: Lens,
    limit: Applicability = Applicability.SAFE,
    *,
    found: int = 0,
) -> FilePatch:
    """Look at the document once, and make the repairs that are of class `limit` or surer.

    `found` is how much damage earlier looks have repaired for sure. All that is made is called `limit`: the other end
    of a move goes with a sure one, however sure by itself, and unsafe repairs are made when no safe one is left.
    """
    same = any(base.text == document.text for base in bases)
    if (same and not lens.everything) or not (bases or lens.reader):
        return FilePatch(document, (), (), (), document.text)
    if same or not bases:
        trial, judged = Trial(document, NOTHING, ()), list[Judged]()
    else:
        trial, judged = _judge_document(document, tuple(bases), lens.known)
    if len(trial.groups) > REWRITTEN:
        remark = (
            f"rewritten: it differs from its base in {len(trial.groups)} places, too many to tell damage from edits"
        )
        return FilePatch(document, (), (), (), document.text, remark)
    # A merge whose every word a parent has differs from each of them, and nothing of it is on trial.
    spans = None if lens.everything or not bases else _changed(trial)
    if lens.reader is not None and spans != ():
        judged = heard(judged, _read_document(document, lens.reader, lens.known, spans), document.text)
    judged, halves = whole_moves(judged, trial)
    taken, refused = choose(judged, trial)
    found += sum(one.applicability is Applicability.SAFE for one in taken)
    if nats := company(found, taken, trial):
        taken, refused = choose(shifted(judged, nats, trial), trial)
    made = [one for one in taken if (one.applicability or 0) >= limit]
    kept, lossy, text_after = conserve(made, judged, trial)
    applied = tuple(_repair(one, trial, limit) for one in kept)
    touched = Places(reach(edit, document.text) for one in kept for edit in one.candidate.edits)
    # What is sure stops a commit, though it cannot be repaired without losing text.
    left = {refusal.candidate for refusal in lossy}
    reported = tuple(
        _repair(one, trial, one.applicability)
        for one in taken
        if one.applicability is not None
        and (one.applicability < limit or one.candidate in left)
        and not any(touched.touch(edit.start, edit.end) for edit in one.candidate.edits)
    )
    return FilePatch(document, applied, reported, (*halves, *refused, *lossy), text_after)


def _repair(one: Judged, trial: Trial, applicability: Applicability) -> Repair:
    base = trial.witness(one.candidate.start)
    witnesses = one.witnesses
    if one.form is not None and all(witness != "form" for witness, _ in witnesses):
        witnesses = (*witnesses, ("form", one.form))
    evidence = (
        Evidence(witness, round(score, 2), f"{base.commit}:{base.path}" if witness == "history" else "")
        for witness, score in witnesses
    )
    return Repair(one.candidate, tuple(evidence), applicability)


def _changed(trial: Trial) -> tuple[tuple[int, int], ...]:
    """Return the spans of the document that differ from its base."""
    return tuple((group.span.new_start, group.span.new_end) for group in trial.groups)


@lru_cache(maxsize=2)
def _read_document(
    document: Document, reader: Reader, known: Known, spans: tuple[tuple[int, int], ...] | None
) -> list[Judged]:
    """Read a text once, as `_judge_document` judges it."""
    return reader.judge(document, known, spans)


@lru_cache(maxsize=2)
def _judge_document(document: Document, bases: tuple[Base, ...], known: Known) -> tuple[Trial, list[Judged]]:
    """Judge a text once, though its repairs and then the gate's second look both ask for it."""
    trial = try_document(document, bases[0], bases[1:])
    return trial, judge(trial, known) if len(trial.groups) <= REWRITTEN else []
