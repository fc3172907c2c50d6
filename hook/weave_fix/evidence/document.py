"""A document with all that evidence sources ask of it, each part made when it is first asked for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from weave_fix.diff.comparison import Comparison, compare
from weave_fix.places import Places
from weave_fix.positions import each_line
from weave_fix.records import Base, Scope
from weave_fix.runtime.stages import TOKENS, stage

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from weave_fix.evidence.history.intent.replacements import Replacement
    from weave_fix.evidence.language.dismissed import DismissedRepairs
    from weave_fix.language.analyzed_document import AnalyzedDocument
    from weave_fix.language.ngram_model import NgramModel
    from weave_fix.markdown.blocks import BlockMap
    from weave_fix.records import Candidate, Document
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
        scope: Scope = Scope.CHANGES,
    ) -> None:
        """The repository's `vocabulary`, and what the commit replaces more than once, take long to ask.

        `dismissed` is what is known of earlier texts of the document, and is added to.
        """
        self.document = document
        self.vocabulary = vocabulary
        self.bases = tuple(bases)
        self._replaced = replaced
        self.dismissed = dismissed
        self.was_asked_for_others = False
        """Whether a source has asked what the other files of the commit replace."""
        self._scope = scope
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
        if self._scope is Scope.EVERYTHING or not self.bases:
            return None
        return tuple((hunk.span.new_start, hunk.span.new_end) for hunk in self.changes.hunks)

    @cached_property
    def read_spans(self) -> tuple[tuple[int, int], ...] | None:
        """What is read for slips, half-open and in order, as `spans` are; None: everything.

        It is what is checked; with `Scope.LINES` the lines that it stands in too, as far as no base has them just so.
        """
        if self._scope is not Scope.LINES or not self.spans:
            return self.spans
        ends = [self.blocks.line_at(place) for span in self.spans for place in span]
        lines = {self.document.text[line.start : line.end] for line in ends}
        committed = {line for base in self.bases for line in lines.intersection(each_line(base.text))}
        found: list[tuple[int, int]] = []
        for start, end in (self._to_ends_of_lines(*span, committed) for span in self.spans):
            if found and start <= found[-1][1]:
                first, last = found.pop()
                found.append((first, max(end, last)))
            else:
                found.append((start, end))
        return tuple(found)

    def _to_ends_of_lines(self, start: int, end: int, committed: set[str]) -> tuple[int, int]:
        """Return the characters `start` to `end` with the rest of their first and last line; not of `committed` ones.

        A change of whole lines may end where the next line begins.
        """
        from weave_fix.language.tokenized_document import MAX_PASSAGE

        first, last = self.blocks.line_at(start), self.blocks.line_at(end)
        text = self.document.text
        if text[first.start : first.end] not in committed:
            start = min(start, max(first.start, start - MAX_PASSAGE))
        if text[last.start : last.end] not in committed:
            end = max(end, min(last.end, end + MAX_PASSAGE))
        return start, end

    def is_checked(self, candidate: Candidate) -> bool:
        """Whether an edit of a candidate touches what is checked."""
        return self.spans is None or any(self._checked.touch(edit.start, edit.end) for edit in candidate.edits)

    @cached_property
    def _checked(self) -> Places:
        return Places(self.spans or ())

    @stage(TOKENS)
    def analyzed(self, counts: NgramModel) -> AnalyzedDocument:
        """Return the words of the document as the language model with these counts sees them.

        Its vocabulary is one that only records what it is asked for, until a source sets another one.
        """
        if self._analyzed is None or self._analyzed[0] is not counts:
            from weave_fix.language.analyzed_document import AnalyzedDocument
            from weave_fix.vocabulary.lookup import RecordingVocabulary

            self._hand_back()
            made = AnalyzedDocument(self.document, counts, RecordingVocabulary(), self.read_spans, self.blocks)
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
