"""Put a text before a signature of whole files, with a base and without."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weave_fix.edits import apply_edits
from weave_fix.records import Applicability
from weave_fix.signatures.file.context import FileContext

if TYPE_CHECKING:
    from weave_fix.signatures.file.registry import Event, FileSignature

PAGE = """# The cellar

Casks are kept on the lower shelf. Each of them has a label,
and the label names the year, the grower and the slope.

## Rules

- Turn a cask once a week.
- Write down who turned it.
"""
"""An undamaged text of ASCII, to put one beside."""


def events(signature: FileSignature, text: str, base: str | None = None, **options: object) -> list[Event]:
    """Return what the signature finds; where its searches exclude that, nothing."""
    context = FileContext("page.md", text, base, **options)  # type: ignore[arg-type]
    found = list(signature.find(context)) if signature.is_possible(text) else []
    for event in found:
        assert all(text[edit.start : edit.end] == edit.before for edit in event.edits)
        assert all(edit.before != edit.after for edit in event.edits)
        assert [edit.start for edit in event.edits] == sorted(edit.start for edit in event.edits)
        assert event.places
        assert all(0 <= start <= end <= len(text) for start, end in event.places)
        assert event.message
        assert "\n" not in event.message
        assert event.evidence in ("history", "form")
    return found


def repaired(
    signature: FileSignature, text: str, base: str | None = None, least: Applicability = Applicability.SAFE
) -> str:
    """Return the text with all repairs made of the class `least` and above; then nothing more is found to repair."""
    for _ in range(2):
        found = [event for event in events(signature, text, base) if event.edits and event.applicability >= least]
        if not found:
            return text
        after = apply_edits(text, sorted(edit for event in found for edit in event.edits))
        assert not [
            event for event in events(signature, after, base) if event.edits and event.applicability >= least
        ], "a second run still repairs"
        text = after
    return text


def classes(signature: FileSignature, text: str, base: str | None = None) -> list[Applicability]:
    """Return how far each finding may go."""
    return [event.applicability for event in events(signature, text, base)]
