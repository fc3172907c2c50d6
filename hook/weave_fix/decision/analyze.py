"""One document: from what changed to the repairs to make, with a reason for each not made."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from weave_fix.decision.combine import combine
from weave_fix.decision.events import undo_events
from weave_fix.decision.guesses import reject_guesses
from weave_fix.decision.moves import conserve, reject_half_moves
from weave_fix.decision.prior import apply_prior, prior_shift
from weave_fix.decision.resolve import resolve
from weave_fix.edits import slide_range
from weave_fix.evidence import sources
from weave_fix.evidence.document import DocumentContext
from weave_fix.markdown import COMMENT
from weave_fix.named_tuple import NamedTuple
from weave_fix.places import Places
from weave_fix.positions import with_line_ends_of
from weave_fix.records import (
    FORM,
    HISTORY,
    Applicability,
    Document,
    Evidence,
    FilePatch,
    Fix,
    Refusal,
    Scope,
    is_of_history,
)
from weave_fix.runtime.stages import WHOLE_FILES, stage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from weave_fix.accepted.acceptance import Acceptance
    from weave_fix.decision.earlier import EarlierLooks
    from weave_fix.diff.comparison import Comparison
    from weave_fix.evidence import EvidenceSource
    from weave_fix.evidence.history.intent.replacements import Replacement
    from weave_fix.evidence.scored import ScoredCandidate
    from weave_fix.records import Base
    from weave_fix.vocabulary.lookup import Vocabulary

ANY = "any"
ROUNDS = 6
"""How often a repaired text is judged again at most."""
MAX_CHANGES = 2000
"""Places where a document may differ from its base, two seconds' work; a tool that reflows a book changes more."""


def nothing_said(path: str) -> str:
    """Return that git is told nothing of a file's line ends."""
    return ""


def no_links(path: str, anchors: frozenset[str]) -> Mapping[str, str]:
    """Return that no other page links to any of the anchors."""
    return {}


@lru_cache(maxsize=1)
def _has_comment(text: str) -> bool:
    """Whether a comment in `text` may ignore findings; asked for each finding of a text."""
    return COMMENT in text


class AnalysisContext(NamedTuple):
    """What a document is looked at with."""

    vocabulary: Vocabulary
    """The repository's words; asked only for words that neither a base nor the language knows."""
    language_source: EvidenceSource | None = None
    """Reads a text by itself; None: history alone is evidence."""
    unsafe: bool = False
    """Unsafe repairs are made too."""
    scope: Scope = Scope.LINES
    """What is checked of a document that has bases."""
    line_ends: Callable[[str], str] = nothing_said
    """What git is told of the line ends of the file at a path: `lf`, `crlf`, `auto`, or nothing."""
    replaced: Callable[[], frozenset[Replacement]] = frozenset
    """The replacements of words that the commit makes more than once; asked only where something looks like damage."""
    linking: Callable[[str, frozenset[str]], Mapping[str, str]] = no_links
    """Given the path of a page and anchors of it, in lower case: those to which another page links, with that page."""
    disabled: frozenset[str] = frozenset()
    """Signatures whose findings are left out."""
    with_comments: bool = True
    """Whether comments in the text that ignore findings are obeyed."""
    accepted: Callable[[], Acceptance] | None = None
    """What people have said is right; asked only where something is found. None: nothing."""
    spelling: str = ANY
    """The spelling of English that is asked for, `american` or `british`; `any`: both are right."""
    earlier: EarlierLooks | None = None
    """What earlier looks at the file have found out; None: each look begins anew."""

    def allows(self, fix: Fix | ScoredCandidate, text: str) -> bool:
        """Whether what is found in `text` is neither turned off nor ignored by a comment."""
        candidate = fix.candidate
        if candidate.signature in self.disabled:
            return False
        if not self.with_comments or not _has_comment(text):
            return True
        from weave_fix.signatures.chosen import is_ignored

        return not is_ignored(text, [(edit.start, edit.end) for edit in candidate.edits], candidate.signature)

    def why_not(self, fix: Fix, text: str, paths: Sequence[str]) -> str:
        """Return why what happened to a whole file, found in `text`, is left as people want it; empty: it is not."""
        candidate = fix.candidate
        if self.accepted is None:
            return ""
        return self.accepted().why_not(candidate.signature, candidate.edits, text, paths)


def analyze(document: Document, bases: Sequence[Base], context: AnalysisContext) -> FilePatch:
    """Return what is wrong with `document`, seen against `bases`, and its text with the repairs made.

    In a merge there are several bases: what one of them says as well is not checked, and a repair comes from the one
    that is nearest at its place. Without a base the whole document is checked, and the language model is the only
    evidence. Safe repairs are made, with `context.unsafe` also the unsafe ones.

    A repair can bring to light what stood beside it; so the repaired text is judged again until it rests. Unsafe
    repairs are made when the safe ones are done, and what only they bring to light is no surer than they are: so what a
    finding is called does not depend on `context.unsafe`.
    """
    patch, rounds = _until_rest(_analyze_once(document, bases, context), bases, context, ROUNDS)
    if context.unsafe and rounds and not patch.remark:
        patch, rounds = _until_rest(patch, bases, context, rounds, Applicability.UNSAFE)
    if rounds:
        return patch
    remark = f"repairs did not converge after {ROUNDS} passes; the file was left unchanged"
    return FilePatch(document, (), (), (), document.text, remark)


def _until_rest(
    patch: FilePatch,
    bases: Sequence[Base],
    context: AnalysisContext,
    rounds: int,
    limit: Applicability = Applicability.SAFE,
) -> tuple[FilePatch, int]:
    """Judge what `patch` comes to, and what that comes to, until nothing of class `limit` is left to repair.

    Returns the patch that does all of it, and how many of the `rounds` were not needed; 0: it does not come to rest.
    """
    for left in range(rounds, 0, -1):
        if limit is Applicability.SAFE and not patch.changed:
            return patch, left
        now = patch.document_after
        sure = [fix for fix in patch.applied if fix.applicability is Applicability.SAFE and not fix.is_event]
        found = sum(is_of_history(fix.evidence) for fix in sure)
        further = _analyze_once(now, bases, context, limit, found=found)
        if not further.applied and found:
            # Another run would know nothing of the damage that is gone.
            further = _analyze_once(now, bases, context, limit)
        if not further.applied:
            return patch, left
        from weave_fix.decision.compose import compose

        patch = compose(patch, further)
    return patch, 0


def _analyze_once(
    document: Document,
    bases: Sequence[Base],
    context: AnalysisContext,
    limit: Applicability = Applicability.SAFE,
    *,
    found: int = 0,
) -> FilePatch:
    """Look at the document once, and make the repairs that are of class `limit` or surer.

    `found` is how much damage earlier looks have repaired for sure. All that is made is called `limit`: the other end
    of a move goes with a sure one, however sure by itself, and unsafe repairs are made when no safe one is left.
    """
    bases = [base._replace(text=with_line_ends_of(document.text, base.text)) for base in bases]
    same = any((base.committed or base.text) == document.text for base in bases)
    if same and context.scope is not Scope.EVERYTHING:
        return FilePatch(document, (), (), (), document.text)
    events = _undo_events(document, bases, context, limit, same=same)
    known = sources(context.language_source)
    if events.changed or not (bases or known[1:]):
        return events
    scored, judged = _scored(
        document,
        tuple(bases),
        context.vocabulary,
        context.replaced,
        known,
        context.earlier,
        context.scope,
    )
    if scored.was_asked_for_others:
        context.replaced()  # who keeps count of what is asked has to know it of scores that were kept, too
    comparison = scored.changes
    if len(comparison.hunks) > MAX_CHANGES:
        places = len(comparison.hunks)
        remark = f"rewritten: it differs from its base in {places} places, too many to tell damage from edits"
        return FilePatch(document, (), events.unapplied, (), document.text, remark)
    if context.spelling != ANY and context.language_source is not None:
        judged = [*judged, *_other_spellings(scored, context.spelling, judged)]
    judged = [one for one in judged if context.allows(one, document.text)]
    judged, refused = _not_accepted(judged, document, bases, context)
    if events.unapplied:
        judged = _outside(judged, events.unapplied)
    patch = _choose(judged, scored, events.unapplied, limit, found)
    return patch._replace(refused=(*patch.refused, *refused)) if refused else patch


def _other_spellings(
    scored: DocumentContext, spelling: str, judged: Sequence[ScoredCandidate]
) -> list[ScoredCandidate]:
    """Return the words that have another spelling than the one asked for, where nothing else is found."""
    from weave_fix.evidence.spelling import other_spellings

    likely = (one for one in judged if one.applicability is not None)
    found = Places((edit.start, edit.end) for one in likely for edit in one.candidate.edits)
    every = other_spellings(scored.document, spelling, scored.spans)
    return [one for one in every if not found.touch(one.candidate.start, one.candidate.end)]


def _not_accepted(
    judged: list[ScoredCandidate], document: Document, bases: Sequence[Base], context: AnalysisContext
) -> tuple[list[ScoredCandidate], list[Refusal]]:
    """Return what people have not said is right, and what else would have been found."""
    if context.accepted is None or all(one.applicability is None for one in judged):
        return judged, []
    from weave_fix.accepted.acceptance import Proposal

    proposals = [Proposal(one.candidate, one.applicability is not None) for one in judged]
    said = context.accepted().judge(proposals, document.text, _paths(document, bases))
    left, refused = [], []
    for one, judgement in zip(judged, said, strict=True):
        if judgement.reason and one.applicability is not None:
            refused.append(Refusal(one.candidate, judgement.reason))
        elif not judgement.reason:
            is_capped = judgement.is_style and one.applicability is Applicability.SAFE
            left.append(one._replace(applicability=Applicability.UNSAFE) if is_capped else one)
    return left, refused


def _paths(document: Document, bases: Sequence[Base]) -> tuple[str, ...]:
    """Return the path of a document, and those of its bases."""
    return (document.path, *(base.path for base in bases))


def _choose(
    judged: list[ScoredCandidate], scored: DocumentContext, events: Sequence[Fix], limit: Applicability, found: int
) -> FilePatch:
    """Return the patch with the candidates that are worth it, and beside them the `events` that were not repaired.

    Of what stands beside the changes, in a line of them, slips that are sure are.
    """
    document, comparison = scored.document, scored.changes
    judged, halves = reject_half_moves(judged, comparison)
    judged, guesses = reject_guesses(judged, comparison)
    taken, refused = resolve(judged, comparison)
    # A slip that the language alone shows says nothing of how much was damaged, and may be as old as the base.
    found += sum(one.applicability is Applicability.SAFE and is_of_history(one.evidence) for one in taken)
    if nats := prior_shift(found, taken, comparison):
        taken, refused = resolve(apply_prior(judged, nats, comparison), comparison)
    if taken:
        from weave_fix.decision.slips import is_sure_slip

        taken = [one for one in taken if scored.is_checked(one.candidate) or is_sure_slip(one, document.text)]
    made = [one for one in taken if (one.applicability or 0) >= limit]
    kept, lossy, text_after = conserve(made, judged, comparison)
    applied = tuple(_fix(one, comparison, limit) for one in kept)
    touched = Places(slide_range(edit, document.text) for one in kept for edit in one.candidate.edits)

    def is_touched(one: ScoredCandidate | Fix) -> bool:
        return any(touched.touch(edit.start, edit.end) for edit in one.candidate.edits)

    # What is sure stops a commit, though it cannot be repaired without losing text.
    left = {refusal.candidate for refusal in lossy}
    reported = tuple(
        _fix(one, comparison, one.applicability)
        for one in taken
        if one.applicability is not None
        and (one.applicability < limit or one.candidate in left)
        and not is_touched(one)
    )
    stay = tuple(event for event in events if event.keeps or not is_touched(event))
    return FilePatch(document, applied, (*stay, *reported), (*halves, *guesses, *refused, *lossy), text_after)


@stage(WHOLE_FILES)
def _undo_events(
    document: Document, bases: Sequence[Base], context: AnalysisContext, limit: Applicability, *, same: bool
) -> FilePatch:
    """Undo what is shown by the bases, and only then, where everything is checked, what the text shows by itself."""

    paths = _paths(document, bases)

    def allows(fix: Fix, text: str) -> bool:
        return context.allows(fix, text) and not context.why_not(fix, text, paths)

    def undone(*, whole: bool) -> FilePatch:
        return undo_events(
            document,
            bases,
            limit,
            silent_signatures=None if context.earlier is None else context.earlier.silent,
            whole=whole,
            line_ends=lambda: context.line_ends(document.path),
            allows=allows,
            linking=lambda anchors: context.linking(document.path, anchors),
        )

    is_whole = context.scope is Scope.EVERYTHING
    if is_whole and bases and not same and (events := undone(whole=False)).changed:
        return events
    return undone(whole=is_whole)


def _outside(judged: Iterable[ScoredCandidate], events: Sequence[Fix]) -> list[ScoredCandidate]:
    """Return what does not touch the events: the words of a text that a tool has spoiled say nothing by themselves.

    History may still explain the place of an event by something else, unless the event keeps it as it is.
    """
    kept, others = (
        Places((edit.start, edit.end) for event in events if event.keeps is keeps for edit in event.candidate.edits)
        for keeps in (True, False)
    )
    return [
        one
        for one in judged
        if not any(
            kept.touch(edit.start, edit.end) or (others.touch(edit.start, edit.end) and not is_of_history(one.evidence))
            for edit in one.candidate.edits
        )
    ]


def _fix(one: ScoredCandidate, comparison: Comparison, applicability: Applicability) -> Fix:
    base = comparison.base_at(one.candidate.start)
    evidence = one.evidence
    if one.form is not None and all(given.kind != FORM for given in evidence):
        evidence = (*evidence, Evidence(FORM, one.form))
    source = f"{base.commit}:{base.path}"
    told = (Evidence(kind, round(score or 0.0, 2), source if kind == HISTORY else "") for kind, score, _ in evidence)
    return Fix(one.candidate, tuple(told), applicability)


@lru_cache(maxsize=2)
def _scored(
    document: Document,
    bases: tuple[Base, ...],
    vocabulary: Vocabulary,
    replaced: Callable[[], frozenset[Replacement]],
    known: tuple[EvidenceSource, ...],
    earlier: EarlierLooks | None,
    scope: Scope,
) -> tuple[DocumentContext, list[ScoredCandidate]]:
    """Score a text once, though its repairs and then the gate's second look both ask for it."""
    dismissed = None if earlier is None else earlier.dismissed
    context = DocumentContext(document, vocabulary, bases, replaced, dismissed, scope=scope)
    # A merge whose every word a parent has differs from each of them, and nothing of it is checked.
    if context.spans == () or len(context.changes.hunks) > MAX_CHANGES:
        return context, []
    found = combine([source.score(context) for source in known], document.text)
    context.release()
    return context, found
