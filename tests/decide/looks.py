"""What the tests of the decision share: texts with a place changed, and a look at a text against its bases."""

from __future__ import annotations

from weave_fix.data import Base, Document, FilePatch, encode
from weave_fix.decide import Lens, examine
from weave_fix.language.known import NoWords
from weave_fix.lines import apply_edits

OURS, THEIRS = "0" * 40, "1" * 40


def changed(text: str, *replacements: tuple[str, str]) -> str:
    """Return `text` with each first text, which stands in it once, replaced by the second."""
    for before, after in replacements:
        assert text.count(before) == 1, before
        text = text.replace(before, after)
    return text


def look(now: str, *bases: str, unsafe: bool = False) -> FilePatch:
    """Examine `now` against the text of ours, and of theirs in a merge."""
    commits = (OURS, THEIRS)
    found = [Base(text, commit, "docs/a.md") for text, commit in zip(bases, commits, strict=False)]
    patch = examine(Document("docs/a.md", encode(now), now), found, Lens(NoWords(), unsafe=unsafe))
    assert patch.text_after == apply_edits(now, sorted(e for r in patch.applied for e in r.candidate.edits))
    return patch
