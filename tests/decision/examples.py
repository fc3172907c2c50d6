"""What the tests of the decision share: texts with a place changed, and a look at a text against its bases."""

from __future__ import annotations

from weave_fix.decision import AnalysisContext, analyze
from weave_fix.edits import apply_edits
from weave_fix.records import Base, Document, FilePatch, encode
from weave_fix.vocabulary.lookup import EmptyVocabulary

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
    patch = analyze(Document("docs/a.md", encode(now), now), found, AnalysisContext(EmptyVocabulary(), unsafe=unsafe))
    assert patch.text_after == apply_edits(now, sorted(e for r in patch.applied for e in r.candidate.edits))
    return patch
