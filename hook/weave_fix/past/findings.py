"""Ask older texts of a file for what was found and HEAD cannot repair."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from weave_fix.decision import analyze
from weave_fix.decision.compose import compose
from weave_fix.decision.resolve import TOO_DOUBTFUL
from weave_fix.diff.align import ChangedRange, align
from weave_fix.edits import apply_edits
from weave_fix.files.discover import LIMIT, not_text
from weave_fix.named_tuple import NamedTuple
from weave_fix.patch.verify import drop_structure_changes
from weave_fix.places import Places
from weave_fix.positions import with_line_ends_of
from weave_fix.records import Base, Document, FilePatch, Scope, decode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from weave_fix.decision import AnalysisContext
    from weave_fix.git import Repository
    from weave_fix.git.past import PastText
    from weave_fix.records import Candidate


class _Older(NamedTuple):
    """An older text of a file."""

    base: Base
    is_elsewhere: bool
    """Whether it is of another branch, the stash or the reflog, and none of the file's own past."""


class _Open(NamedTuple):
    """What a patch leaves."""

    now: Document
    """The text after the patch."""
    left: FilePatch
    """What is found in it."""
    fresh: Places | None
    """Where that is in what `HEAD` has not; None where nothing is."""
    every: Places | None
    """Where it is at all, if all of the file is checked, else as `fresh`."""

    def places(self, older: _Older) -> Places | None:
        """Return the places that `older` is asked for: what is committed has been judged by its own past before."""
        return self.every if older.is_elsewhere else self.fresh


class OlderTexts:
    """The older texts of one file, newest first; each is read once, when it is asked for."""

    def __init__(self, repository: Repository, places: Sequence[PastText], deadline: float) -> None:
        """`deadline` is when to stop, on the clock of `time.monotonic`."""
        self._repository = repository
        self._places = places
        self._deadline = deadline
        self._read: list[_Older] | None = None

    def __iter__(self) -> Iterator[_Older]:
        if self._read is None:
            self._read = list(self._texts())
        return (older for older in self._read if monotonic() < self._deadline)

    def _texts(self) -> Iterator[_Older]:
        seen = set[bytes]()
        blobs = self._repository.read_blobs_below([place.oid for place in self._places], LIMIT)
        for place, (_, _, raw) in zip(self._places, blobs, strict=True):
            if raw is not None and raw not in seen and not_text(raw) is None:
                seen.add(raw)
                is_elsewhere = place.oid == f"{place.commit}:{place.path}"
                yield _Older(Base(decode(raw), place.commit, place.path), is_elsewhere)


def restore(
    patch: FilePatch,
    older: OlderTexts,
    bases: Sequence[Base],
    context: AnalysisContext,
    look: Callable[[Document], FilePatch],
) -> FilePatch:
    """Return `patch` with the repairs besides that an older text shows for what was found and is left.

    The file's own past is asked only for what the first of `bases` has not: what is committed has been judged change by
    change. Where all of a file is checked, texts from elsewhere are asked for the rest as well.

    The newest text that says otherwise at a place is taken for the base of that place alone, and the ordinary judgement
    has to call the difference damage. `look` examines a document as the first look did.
    """
    is_whole = context.scope is Scope.EVERYTHING
    if (bases and bases[0].text == patch.text_after and not is_whole) or not _asked(patch):
        return patch
    state = _open(patch, bases, look, is_whole=is_whole)
    for one in older if state.every else ():
        places = state.places(one)
        step = None if places is None else _restored(state.now, places, state.left, one.base, context)
        if step is not None and not look(step.document_after).changed:
            patch = compose(patch, step)
            state = _open(patch, bases, look, is_whole=is_whole)
            if state.every is None:
                break
    return patch


def _open(patch: FilePatch, bases: Sequence[Base], look: Callable[[Document], FilePatch], *, is_whole: bool) -> _Open:
    """Return what `patch` leaves; `is_whole`: all of the file is checked, not only what the first of `bases` lacks."""
    now = patch.document_after
    left = look(now) if patch.changed else patch
    if left.changed:
        return _Open(now, left, None, None)
    text = left.document.text
    new = align(bases[0].text, text) if bases else [ChangedRange(0, 0, 0, len(text))]
    changed = Places((span.new_start, span.new_end) for span in new)
    fresh = [span for span in _spans(_asked(left)) if changed.touch(*span)]
    every = fresh + (_spans([fix.candidate for fix in left.unapplied]) if is_whole else [])
    return _Open(now, left, Places(fresh) if fresh else None, Places(every) if every else None)


def _spans(candidates: Iterable[Candidate]) -> list[tuple[int, int]]:
    return [(edit.start, edit.end) for candidate in candidates for edit in candidate.edits]


def _asked(patch: FilePatch) -> list[Candidate]:
    """Return what was found and not repaired, with what is too doubtful to be reported by itself."""
    faint = [refusal.candidate for refusal in patch.refused if refusal.reason.startswith(TOO_DOUBTFUL)]
    return [fix.candidate for fix in patch.unapplied] + faint


def _restored(now: Document, found: Places, left: FilePatch, base: Base, context: AnalysisContext) -> FilePatch | None:
    """Return the patch that puts back what `base` shows at the places `found`, None if there is none."""
    base = base._replace(text=with_line_ends_of(now.text, base.text))
    here = _with_older_places(now.text, base.text, found)
    if here == now.text:
        return None
    context = context._replace(scope=Scope.CHANGES, unsafe=False)
    bases = (base._replace(text=here),)
    patch = drop_structure_changes(analyze(now, bases, context), bases)
    applied = [fix for fix in patch.applied if any(found.touch(edit.start, edit.end) for edit in fix.candidate.edits)]
    if applied:
        # By itself a word of a passage that was translated or written anew looks broken.
        whole = analyze(now, (base,), context)
        known = {fix.candidate.edits for fix in (*whole.applied, *whole.unapplied)}
        applied = [fix for fix in applied if fix.candidate.edits in known]
    if not applied:
        return None
    edits = sorted(edit for fix in applied for edit in fix.candidate.edits)
    made = Places((edit.start, edit.end) for edit in edits)
    rest = (fix for fix in left.unapplied if not any(made.touch(edit.start, edit.end) for edit in fix.candidate.edits))
    return FilePatch(now, tuple(applied), tuple(rest), (), apply_edits(now.text, edits))


def _with_older_places(text: str, older: str, found: Places) -> str:
    """Return `text` with what the `older` text has at the places that were `found`."""
    pieces, done = [], 0
    for span in align(older, text):
        if found.touch(span.new_start, span.new_end):
            pieces += [text[done : span.new_start], older[span.old_start : span.old_end]]
            done = span.new_end
    return "".join([*pieces, text[done:]])
