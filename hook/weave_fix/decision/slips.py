"""What is repaired in the rest of a line that a commit changes, where the base has the same words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weave_fix.language.tokenized_document import WHITE
from weave_fix.records import Applicability
from weave_fix.vocabulary.lookup import MAX_WORD

if TYPE_CHECKING:
    from weave_fix.evidence.scored import ScoredCandidate
    from weave_fix.records import Edit


def is_sure_slip(one: ScoredCandidate, text: str) -> bool:
    """Whether a repair is safe, and only spells words otherwise, parts two, or takes out one that stands twice.

    Which word is missing, or one too many, nobody knows but who wrote the line: `You card can` may be `Your card can`.
    """
    return one.applicability is Applicability.SAFE and all(_is_of_spelling(edit, text) for edit in one.candidate.edits)


def _is_of_spelling(edit: Edit, text: str) -> bool:
    if not WHITE.search(edit.before + edit.after) or (not edit.before and edit.after.isspace()):
        return True
    return not edit.after and _is_doubled(edit, text)


def _is_doubled(edit: Edit, text: str) -> bool:
    """Whether the one word that an edit takes out stands right before it or behind it as well, whatever its case."""
    before = text[max(0, edit.start - MAX_WORD) : edit.start].split()[-1:]
    behind = text[edit.end : edit.end + MAX_WORD].split()[:1]
    return edit.before.strip().casefold() in {word.casefold() for word in before + behind}
