"""Patches for the tests of what is done with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weave_fix.edits import apply_edits
from weave_fix.records import Applicability, Candidate, Document, Edit, FilePatch, Fix, encode

if TYPE_CHECKING:
    from collections.abc import Sequence


def patch_of(text: str, edits: Sequence[tuple[int, int, str]], path: str = "a.md") -> FilePatch:
    """Return a patch that replaces each (start, end) by the text given."""
    made = tuple(Edit(start, end, text[start:end], after) for start, end, after in edits)
    repairs = tuple(Fix(Candidate("adjacent_word_swap", (edit,), ""), (), Applicability.SAFE) for edit in made)
    return FilePatch(Document.from_bytes(path, encode(text)), repairs, (), (), apply_edits(text, made))


def replacing(before: str, after: str, path: str = "a.md") -> FilePatch:
    """Return a patch with one edit, as small as can be, that leads from `before` to `after`."""
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    end = 0
    while end < min(len(before), len(after)) - start and before[-1 - end] == after[-1 - end]:
        end += 1
    return patch_of(before, [(start, len(before) - end, after[start : len(after) - end])], path)
