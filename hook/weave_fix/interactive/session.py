"""The questions, one after the other, and the way back."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from weave_fix.edits import apply_within
from weave_fix.errors import WeaveFixError
from weave_fix.interactive.comment import can_be_ignored
from weave_fix.interactive.editor import edited
from weave_fix.interactive.question import (
    EDIT,
    IGNORE,
    IN_EDIT,
    NEVER,
    NO,
    WORD,
    YES,
    Decision,
    Question,
    chosen,
    clashes,
    overlap,
)
from weave_fix.positions import LineIndex
from weave_fix.records import Edit
from weave_fix.report.escape import visible
from weave_fix.report.quotation import cut, narrowed, sides

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from weave_fix.report.color import Colorizer
    from weave_fix.report.quotation import Segment
    from weave_fix.report.terminal import TerminalReporter

HELP = {
    "y": "make this repair",
    "n": "leave this place as it is",
    "n!": "leave it, and remember that: the repair never comes back",
    "a": "make this repair and all later ones of this signature",
    "i": "leave it, and write a comment that says so above its block",
    "w": "leave it, and put the word into the words file",
    "e": "edit the lines, with the repair made, in $EDITOR",
    "u": "take the last answer back",
    "q": "end: what was not decided stays as it was",
    "?": "print this help",
}
MOST = 1200
"""Characters that the lines of a repair are shown with at most."""


class Session:
    """A run of questions; `run` asks them."""

    def __init__(
        self,
        questions: Sequence[Question],
        why_not: Mapping[str, Callable[[Question], str]],
        environ: Mapping[str, str],
        reporter: TerminalReporter,
        streams: tuple[IO[str], IO[str]],
        paint: Colorizer,
    ) -> None:
        """`why_not` says of an answer why it cannot be given to a question, empty where it can.

        `streams` are what answers are read from, and what questions go to.
        """
        self._questions = questions
        self._why_not = {
            **why_not,
            "y": _why_not_repaired,
            "a": _why_not_repaired,
            "i": _why_not_ignored,
        }
        self._environ = environ
        self._reporter = reporter
        self._input, self._output = streams
        self._paint = paint
        self._decisions: dict[int, Decision] = {}
        self._past: list[tuple[int, dict[int, Decision]]] = []

    def run(self) -> dict[int, Decision]:
        """Ask, and return what was decided by the number of the question; what was not stands nowhere."""
        at = 0
        while at < len(self._questions):
            if at in self._decisions:
                at += 1
                continue
            question = self._questions[at]
            if clashes(question, self._questions, self._decisions):
                self._decisions[at] = Decision(NO)
                at += 1
                continue
            self._show(question)
            answer = self._answer(question, at)
            if answer == "q":
                break
            if answer == "u":
                at, self._decisions = self._past.pop()
                continue
            before = dict(self._decisions)
            if self._decide(answer, question, at):
                self._past.append((at, before))
                at += 1
        return self._decisions

    def _answer(self, question: Question, at: int) -> str:
        """Return an answer that can be given, once there is one; the end of the input is `q`."""
        keys = ",".join(key for key in HELP if key != "?" and not self._refused(key, question))
        while True:
            prompt = f"Make this repair ({at + 1} of {len(self._questions)})? [{keys},?] "
            self._output.write(self._paint("bold", prompt))
            self._output.flush()
            line = self._input.readline()
            if not line:
                self._output.write("\n")
                return "q"
            answer = line.strip()
            if answer in HELP and answer != "?":
                if not (reason := self._refused(answer, question)):
                    return answer
                self._reporter.note(reason)
            else:
                for key, words in HELP.items():
                    self._reporter.note(f"{key:2}  {words}")

    def _refused(self, answer: str, question: Question) -> str:
        """Return why an answer cannot be given, empty where it can."""
        if answer == "u":
            return "" if self._past else "There is no answer to take back."
        why = self._why_not.get(answer)
        return why(question) if why else ""

    def _decide(self, answer: str, question: Question, at: int) -> bool:
        """Take an answer down; false where it came to nothing, and has to be asked again."""
        if answer == "e":
            return self._edit(question, at)
        kinds = {"y": YES, "a": YES, "n": NO, "n!": NEVER, "i": IGNORE, "w": WORD}
        self._decisions[at] = Decision(kinds[answer], question.edits if answer in ("y", "a") else ())
        if answer == "a":
            for later in range(at + 1, len(self._questions)):
                other = self._questions[later]
                is_same = other.finding.signature == question.finding.signature and not _why_not_repaired(other)
                if is_same and not clashes(other, self._questions, self._decisions):
                    self._decisions[later] = Decision(YES, other.edits)
        return True

    def _edit(self, question: Question, at: int) -> bool:
        """Have a person edit the lines of a finding, with its repair made and those that were chosen there."""
        text = question.document.text
        index = LineIndex(text)
        starts = [*index.starts, len(text)]
        start = starts[index.line(question.edits[0].start)]
        end = starts[index.line(question.edits[-1].end) + 1]
        lines = Edit(start, end, text[start:end], "")
        inside = [edit for edit in chosen(self._questions, self._decisions, question.file) if overlap(edit, lines)]
        if any(edit.start < start or edit.end > end for edit in inside):
            self._reporter.note("A repair that was chosen goes beyond these lines; take it back (u) to edit them.")
            return False
        every = sorted([*inside, *question.edits], key=lambda edit: (edit.start, edit.end))
        try:
            made = edited(apply_within(text, start, end, every), self._environ)
        except WeaveFixError as error:
            self._reporter.error("error", str(error))
            return False
        for number, decision in self._decisions.items():
            if self._questions[number].file == question.file and any(edit in inside for edit in decision.edits):
                self._decisions[number] = Decision(IN_EDIT)
        is_changed = made != text[start:end]
        self._decisions[at] = Decision(EDIT, (lines._replace(after=made),) if is_changed else ())
        return True

    def _show(self, question: Question) -> None:
        """Show the line of a finding, and the lines that it stands in before and after."""
        self._reporter.finding(question.finding._replace(applied=True))
        text = question.document.text
        index = LineIndex(text)
        starts = [*index.starts, len(text)]
        first, last = index.line(question.edits[0].start), index.line(question.edits[-1].end)
        start, end = starts[first], starts[last + 1]
        self._lines(" ", "dim", [(text[starts[max(0, first - 1)] : start], False)])
        old, new = sides(text, start, end, list(map(narrowed, question.edits)))
        self._lines("-", "red", cut(old, MOST))
        if not _why_not_repaired(question):
            self._lines("+", "green", cut(new, MOST))
        self._lines(" ", "dim", [(text[end : starts[min(last + 2, len(starts) - 1)]], False)])

    def _lines(self, sign: str, color: str, segments: Iterable[Segment | tuple[str, bool]]) -> None:
        """Print lines behind their sign, the characters that change in colour."""
        row = sign
        for text, is_changed in segments:
            for number, piece in enumerate(text.split("\n")):
                if number:
                    self._output.write(f"{row}\n")
                    row = sign
                shown = visible(piece)
                row += self._paint(color, shown) if is_changed or color == "dim" else shown
        if row != sign:
            self._output.write(f"{row}\n")


def _why_not_repaired(question: Question) -> str:
    return "" if question.fix.changes else "There is no repair to make: edit the lines (e), or leave them."


def _why_not_ignored(question: Question) -> str:
    return "" if can_be_ignored(question) else "No comment can stand there; leave the place (n)."
