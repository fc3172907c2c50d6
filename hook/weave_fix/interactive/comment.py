"""The comments that leave a block alone, put above it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weave_fix.edits import apply_edits
from weave_fix.markdown.blocks import Kind
from weave_fix.markdown.syntax import syntax_of
from weave_fix.records import Edit
from weave_fix.signatures.chosen import is_ignored

if TYPE_CHECKING:
    from collections.abc import Iterable

    from weave_fix.interactive.question import Question


def can_be_ignored(question: Question) -> bool:
    """Tell whether a comment above the block of a finding leaves it alone: not in front matter or in code."""
    text = question.document.text
    path = question.document.path
    edit = _edit(path, text, _line_above(path, text, question.edits[0].start), {question.finding.signature})
    moved = len(edit.after)
    spans = [(one.start + moved, one.end + moved) for one in question.edits]
    return is_ignored(apply_edits(text, [edit]), spans, question.finding.signature)


def comments(questions: Iterable[Question]) -> list[Edit]:
    """Return what puts the comments into the text of one file, ascending: one above each block."""
    wanted: dict[int, set[str]] = {}
    path = text = ""
    for question in questions:
        path, text = question.document.path, question.document.text
        wanted.setdefault(_line_above(path, text, question.edits[0].start), set()).add(question.finding.signature)
    return [_edit(path, text, start, names) for start, names in sorted(wanted.items())]


def _edit(path: str, text: str, start: int, names: Iterable[str]) -> Edit:
    line = text[start:].partition("\n")[0]
    indent = line[: len(line) - len(line.lstrip(" \t"))]
    end = "\r\n" if line.endswith("\r") else "\n"
    opening, closing = ("{/*", "*/}") if path.endswith(".mdx") else ("<!--", "-->")
    words = f"{opening} weave-fix: ignore {', '.join(sorted(names))} {closing}"
    return Edit(start, start, "", f"{indent}{words}{end}")


def _line_above(path: str, text: str, offset: int) -> int:
    """Return where the first line of the block begins that `offset` is in."""
    blocks = syntax_of(path).blocks(text)
    lines, number = blocks.lines, blocks.line_index(offset)
    is_fence = lines[number].kind is Kind.FENCED
    while number and (lines[number - 1].kind is Kind.FENCED if is_fence else lines[number - 1].kind is not Kind.BLANK):
        number -= 1
    return lines[number].start
