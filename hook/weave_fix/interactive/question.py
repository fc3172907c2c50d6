"""What is asked, and what can be answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weave_fix.named_tuple import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from weave_fix.records import Document, Edit, Fix
    from weave_fix.report.findings import Finding

YES, NO, NEVER, IGNORE, WORD, EDIT, IN_EDIT = "yes", "no", "never", "ignore", "word", "edit", "in edit"
"""What becomes of a finding; of `IN_EDIT`, that its repair is in what a person wrote."""


class Decision(NamedTuple):
    """What a person said of one finding."""

    kind: str
    edits: tuple[Edit, ...] = ()
    """What is to be done to the text: the repair, what the person wrote, or nothing."""


class Question(NamedTuple):
    """One finding to decide about."""

    file: int
    """Which of the results it belongs to, 0-based."""
    fix: Fix
    finding: Finding
    document: Document

    @property
    def edits(self) -> tuple[Edit, ...]:
        """What its repair does."""
        return self.fix.candidate.edits


def overlap(one: Edit, other: Edit) -> bool:
    """Tell whether only one of two edits can be made; those that touch are both made."""
    if (one.start, one.end) == (other.start, other.end):
        return True
    return one.start < other.end and other.start < one.end


def clashes(question: Question, questions: Sequence[Question], decisions: Mapping[int, Decision]) -> bool:
    """Tell whether the repair of a question changes what was decided already."""
    taken = chosen(questions, decisions, question.file)
    return any(overlap(one, other) for one in question.edits for other in taken)


def chosen(questions: Sequence[Question], decisions: Mapping[int, Decision], file: int) -> list[Edit]:
    """Return the edits that were chosen for one file, ascending."""
    found: Iterable[Edit] = (
        edit for at, decision in decisions.items() if questions[at].file == file for edit in decision.edits
    )
    return sorted(found, key=lambda edit: (edit.start, edit.end))
