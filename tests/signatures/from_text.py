"""What a signature proposes from a text alone, with the shipped model and without any history or repository.

A row of a table is a text and what one of the candidates makes of it. A signature is generous, and which candidate is
damage is for the decision to say; so a table says what is among the candidates, and what is not.
"""

from __future__ import annotations

from itertools import pairwise
from math import inf

from weave_fix.edits import apply_edits, minimize
from weave_fix.language.analyzed_document import AnalyzedDocument
from weave_fix.language.ngram_model import shipped
from weave_fix.records import Applicability, Document, Edit, encode
from weave_fix.signatures.registry import discover
from weave_fix.vocabulary.lookup import EmptyVocabulary, Vocabulary

PATH = "docs/page.md"


def proposed(
    signature: str, text: str, *, spans: list[tuple[int, int]] | None = None, vocabulary: Vocabulary | None = None
) -> list[str]:
    """Return the text after each single candidate; `spans` are checked, None: everything."""
    document = AnalyzedDocument(Document(PATH, encode(text), text), shipped(), vocabulary or EmptyVocabulary(), spans)
    from_text = discover()[signature].from_text
    assert from_text is not None
    found = list(from_text(document))
    assert {candidate.signature for candidate in found} <= {signature}
    for candidate in found:
        assert candidate.edits
        assert all(a.end <= b.start for a, b in pairwise(candidate.edits))
        assert all(edit.before != edit.after for edit in candidate.edits)
    return [apply_edits(text, candidate.edits) for candidate in found]


def limits(signature: str, text: str, before: str, after: str) -> tuple[Applicability | None, float]:
    """Return how far a repair may go at most, and the log-odds that it needs to be reported.

    `before` stands once in `text`; what it ends with in `after` too is no part of the edit, nor what it begins with.
    """
    assert text.count(before) == 1
    document = AnalyzedDocument(Document(PATH, encode(text), text), shipped(), EmptyVocabulary(), None)
    edit = Edit(text.index(before), text.index(before) + len(before), before, after)
    one = discover()[signature]
    assert one.max_applicability is not None
    edit = edit if sorted(before) == sorted(after) else minimize(edit)
    least = -inf if one.min_reported is None else one.min_reported(edit, document)
    return one.max_applicability(edit, Features(), document), least


class Features(dict[str, float]):
    """Features that say nothing."""

    def __missing__(self, name: str) -> float:
        return 0.0
