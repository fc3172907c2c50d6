"""What a tool did to a whole file: found and undone before the words of the text are looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weave_fix.edits import apply_edits
from weave_fix.positions import with_line_ends_of
from weave_fix.records import HISTORY, Applicability, Candidate, Document, Edit, Evidence, FilePatch, Fix, encode

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from weave_fix.records import Base
    from weave_fix.signatures.file.context import Linking
    from weave_fix.signatures.file.registry import Event


KEPT = 2
"""Texts of one file of which it is known which signatures find nothing: it, and what its repairs make of it."""


class SilentSignatures:
    """The signatures that are known to find nothing in the texts of one file: those are looked at more than once."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str, tuple[Base, ...], bool], set[str]] = {}

    def of(self, path: str, text: str, bases: Sequence[Base], *, whole: bool) -> set[str]:
        """Return the signatures that find nothing in a text, to be added to.

        One that asks git for the line ends, or for other pages, is none of them: who keeps count of what is asked has
        to know it each time.
        """
        key = (path, text, tuple(bases), whole)
        found = self._known.pop(key, set())
        if len(self._known) >= KEPT:
            del self._known[next(iter(self._known))]
        self._known[key] = found
        return found


def undo_events(  # noqa: PLR0913 - what a file is, what is asked of git, and what is wanted
    document: Document,
    bases: Sequence[Base],
    limit: Applicability,
    *,
    silent_signatures: SilentSignatures | None = None,
    whole: bool = False,
    line_ends: Callable[[], str] = str,
    allows: Callable[[Fix, str], bool] = lambda fix, text: True,
    linking: Linking | None = None,
) -> FilePatch:
    """Return what happened to `document` as a whole, with the repairs of class `limit` or surer made.

    Each signature sees the text that those before it have repaired. `whole`, `line_ends` and `linking` are those of
    `FileContext`; `allows` says of a repair of a text whether it may be made or reported. `silent_signatures` is what
    earlier looks at the file have found out.
    """
    from weave_fix.signatures.file.registry import may_find, names, signature

    patch = FilePatch(document, (), (), (), document.text)
    context: FileContext | None = None
    undone: set[str] = set()
    silent_signatures = SilentSignatures() if silent_signatures is None else silent_signatures
    before = bases[0].committed or bases[0].text if bases else ""
    for name in names():
        text = patch.text_after
        silent = silent_signatures.of(document.path, text, bases, whole=whole)
        if name in silent:
            continue
        if not may_find(name, text, before, whole=whole):
            silent.add(name)
            continue
        from weave_fix.signatures.file.context import FileContext

        if context is None or context.text != text:
            texts = [with_line_ends_of(text, base.text) for base in bases]
            is_same = not bases or (texts[0] == text and not bases[0].committed)
            base = None if is_same else texts[0]
            committed = "" if is_same else bases[0].committed
            context = FileContext(
                document.path,
                text,
                base,
                texts[1:],
                line_ends=line_ends,
                whole=whole,
                committed=committed,
            )
            context.other_pages = linking
            context.undone = frozenset(undone)
        fixes = [_fix(name, event, text, bases) for event in signature(name).find(context)]
        if not (fixes or context.has_asked_git):
            silent.add(name)
        if fixes:
            patch = _further(patch, [fix for fix in fixes if fix is not None and allows(fix, text)], limit)
            if patch.text_after != text:
                undone.add(name)
    return patch


def _fix(name: str, event: Event, text: str, bases: Sequence[Base]) -> Fix | None:
    """Return an event as a fix; one that nothing undoes has edits that change nothing, to say where it is."""
    edits = event.edits or tuple(
        Edit(start, end, text[start:end], text[start:end]) for start, end in _apart(event.places)
    )
    if not edits:
        return None
    source = f"{bases[0].commit}:{bases[0].path}" if bases and event.evidence == HISTORY else ""
    evidence = (Evidence(event.evidence, None, source),)
    return Fix(Candidate(name, edits, event.message), evidence, event.applicability, event.stops, event.keeps)


def _apart(places: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return spans in ascending order, each cut off where the next begins."""
    ordered = sorted(places)
    following = [*(start for start, _ in ordered[1:]), max((end for _, end in ordered), default=0)]
    return [(start, min(end, until)) for (start, end), until in zip(ordered, following, strict=True)]


def _further(patch: FilePatch, fixes: Sequence[Fix], limit: Applicability) -> FilePatch:
    """Return `patch` with more fixes, of which those of class `limit` or surer are made."""
    from weave_fix.decision.compose import compose

    text = patch.text_after
    made = tuple(fix for fix in fixes if fix.applicability >= limit and fix.changes)
    left = tuple(fix for fix in fixes if fix not in made)
    edits = sorted(edit for fix in made for edit in fix.candidate.edits)
    step = FilePatch(Document(patch.document.path, encode(text), text), made, left, (), apply_edits(text, edits))
    composed = compose(patch, step)
    # What earlier signatures found and left stands where it stood, unless a later one has changed its place.
    return composed._replace(unapplied=(*patch.unapplied, *composed.unapplied))
