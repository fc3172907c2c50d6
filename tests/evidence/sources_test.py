"""A source that is registered beside the history and the language has its say, and changes nothing of theirs."""

from __future__ import annotations

from typing import ClassVar

import pytest

from weave_fix import check_text, evidence
from weave_fix.evidence import EvidenceSource, sources
from weave_fix.evidence.document import DocumentContext
from weave_fix.evidence.scored import ScoredCandidate
from weave_fix.records import Applicability, Base, Candidate, Document, Edit, Evidence, Scope
from weave_fix.vocabulary.lookup import EmptyVocabulary

BASE = "The ferry leaves at noon, and it is never late.\n"
TEXT = "The ferry leaves at ten, and it is never latQe.\n\nThe harbour master said zonk.\n"


class WordList:
    """Knows two words that are wrong."""

    kind = "word-list"
    wrong: ClassVar = {"latQe": "late", "zonk": "no"}

    def score(self, context: DocumentContext) -> list[ScoredCandidate]:
        text = context.document.text
        found = []
        for word, right in self.wrong.items():
            if (at := text.find(word)) >= 0:
                edit = Edit(at, at + len(word), word, right) if word == "zonk" else Edit(at + 3, at + 4, "Q", "")
                candidate = Candidate("misspelled_word", (edit,), "a wrong word")
                found.append(ScoredCandidate(candidate, (Evidence(self.kind, 3.0),), Applicability.UNSAFE))
        return found


def found_with(*registered: EvidenceSource) -> dict[str, list[tuple[str, float]]]:
    """Return the evidence for each repair of the text, by what it takes out."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(evidence, "FURTHER", [*registered])
        return {
            edit.before: [(one.kind, one.score or 0.0) for one in finding.evidence]
            for finding in check_text(TEXT, base=BASE)
            for edit in finding.edits
        }


def test_its_evidence_stands_beside_that_of_the_others() -> None:
    plain, more = found_with(), found_with(WordList())
    assert [kind for kind, _ in plain["Q"]] == ["history", "language"]
    assert more == {"Q": [*plain["Q"], ("word-list", 3.0)], "zonk": [("word-list", 3.0)]}


def test_the_history_and_the_language_are_registered() -> None:
    (history,) = sources(None)
    assert [one.kind for one in sources(WordList())] == [history.kind, "word-list"] == ["history", "word-list"]


def test_the_context_of_a_new_file_has_no_comparison() -> None:
    context = DocumentContext(Document("a.md", TEXT.encode(), TEXT), EmptyVocabulary())
    assert (context.comparison, context.spans, context.changes.hunks) == (None, None, ())


def test_the_context_of_an_edit_checks_what_changed() -> None:
    document = Document("a.md", TEXT.encode(), TEXT)
    context = DocumentContext(document, EmptyVocabulary(), [Base(BASE, "", "a.md")])
    assert context.spans
    assert TEXT[slice(*context.spans[0])] == "te"  # the base has `noon`, with the same last letter
    assert context.blocks is context.changes.blocks
    whole = DocumentContext(document, EmptyVocabulary(), [Base(BASE, "", "a.md")], scope=Scope.EVERYTHING)
    assert whole.spans is None
