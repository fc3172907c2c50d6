"""A document with all that evidence sources ask of it, each part made when it is first asked for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from weave_fix.diff.comparison import Comparison, compare
from weave_fix.records import Base
from weave_fix.runtime.stages import TOKENS, stage

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from weave_fix.evidence.history.intent.replacements import Replacement
    from weave_fix.evidence.language.dismissed import DismissedRepairs
    from weave_fix.language.analyzed_document import AnalyzedDocument
    from weave_fix.language.ngram_model import NgramModel
    from weave_fix.markdown.blocks import BlockMap
    from weave_fix.records import Document
    from weave_fix.vocabulary.lookup import Vocabulary

NO_BASE = Base("", "", "")
"""Stands for the base of a document that has none."""
LONG = 200_000
"""Characters of a text from which on what work on it leaves is worth to be handed back to the system."""


class DocumentContext:
    """One document, the bases that it is compared with, and the words of its repository."""

    def __init__(
        self,
        document: Document,
        vocabulary: Vocabulary,
        bases: Sequence[Base] = (),
        replaced: Callable[[], frozenset[Replacement]] = frozenset,
        dismissed: DismissedRepairs | None = None,
        *,
        everything: bool = False,
    ) -> None:
        """With `everything` the whole document is checked, and not only what differs from its bases.

        `vocabulary` and `replaced`, the replacements of words that the commit makes more than once, take long to ask.
        `dismissed` is what is known of earlier texts of the document, and is added to.
        """
        self.document = document
        self.vocabulary = vocabulary
        self.bases = tuple(bases)
        self._replaced = replaced
        self.dismissed = dismissed
        self.was_asked_for_others = False
        """Whether a source has asked what the other files of the commit replace."""
        self.everything = everything
        self._analyzed: tuple[NgramModel, AnalyzedDocument] | None = None

    def replaced(self) -> frozenset[Replacement]:
        """Return the replacements of words that the commit makes more than once, in whatever file."""
        self.was_asked_for_others = True
        return self._replaced()

    @cached_property
    def comparison(self) -> Comparison | None:
        """The document beside its bases; None where it has none, or is equal to one."""
        text = self.document.text
        if not self.bases or any((base.committed or base.text) == text for base in self.bases):
            return None
        return compare(self.document, self.bases[0], self.bases[1:])

    @cached_property
    def changes(self) -> Comparison:
        """The comparison; where there is none, one without a change."""
        return self.comparison or Comparison(self.document, NO_BASE, ())

    @property
    def blocks(self) -> BlockMap:
        """What stands where in the document."""
        return self.changes.blocks

    @cached_property
    def spans(self) -> tuple[tuple[int, int], ...] | None:
        """What is checked of the document, half-open and in order; None: everything."""
        if self.everything or not self.bases:
            return None
        return tuple((hunk.span.new_start, hunk.span.new_end) for hunk in self.changes.hunks)

    @stage(TOKENS)
    def analyzed(self, counts: NgramModel) -> AnalyzedDocument:
        """Return the words of the document as the language model with these counts sees them.

        Its vocabulary is one that only records what it is asked for, until a source sets another one.
        """
        if self._analyzed is None or self._analyzed[0] is not counts:
            from weave_fix.language.analyzed_document import AnalyzedDocument
            from weave_fix.vocabulary.lookup import RecordingVocabulary

            self._hand_back()
            made = AnalyzedDocument(self.document, counts, RecordingVocabulary(), self.spans, self.blocks)
            self._analyzed = counts, made
        return self._analyzed[1]

    def release(self) -> None:
        """Forget the words of the document: of a large one they take much memory, and the scores are known."""
        self._analyzed = None
        self._hand_back()

    def _hand_back(self) -> None:
        """Hand back to the system what earlier work on a long document has left."""
        if len(self.document.text) > LONG:
            from weave_fix.runtime.memory import hand_back

            hand_back()
