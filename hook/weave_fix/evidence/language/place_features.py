"""Where a repair stands: in which unit, what that is made of, and what stands beside it and in its line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from weave_fix.edits import FAR
from weave_fix.language.tokens import LOWER, NONE, PUNCTUATION_CLASSES
from weave_fix.markdown.masking import MASK

if TYPE_CHECKING:
    from weave_fix.language.analyzed_document import AnalyzedDocument
    from weave_fix.records import Edit

JOINERS = frozenset("-/_.:\\@+=#'\N{RIGHT SINGLE QUOTATION MARK}")
PAIRED = (("(", ")"), ("[", "]"), ("\N{LEFT DOUBLE QUOTATION MARK}", "\N{RIGHT DOUBLE QUOTATION MARK}"))
MARKS = frozenset('"`').union(*PAIRED)
"""Marks that come in twos."""
NEAR = 1000
"""Places of each kind that are known at most: repairs are asked for in order of place."""
UNIT = ("unit length", "unit known", "unit pairs", "unit raised", "unit barriers", "unit digits", "unit marks")
"""What is said of the unit that a repair stands in."""


class PlaceFeatures:
    """What is known of the places of a page; of each unit and each piece it is worked out once."""

    def __init__(self, document: AnalyzedDocument) -> None:
        self.document, self.counts = document, document.counts
        self._blocks: dict[int, tuple[float, ...]] = {}
        self._chunks: dict[tuple[int, int], tuple[int, int, int]] = {}

    def extract(self, edit: Edit) -> dict[str, float]:
        """Return the features by name."""
        document = self.document
        at = document.token_at(edit.start)
        if document.numbers[at] == document.boundary:
            at = max(1, at - 1)
        first, last = document.block(at) if document.numbers[at] != document.boundary else (at, at)
        if first not in self._blocks:
            _make_room(self._blocks)
            self._blocks[first] = self._block(first, last)
        found = dict(zip(UNIT, self._blocks[first], strict=True))
        found["from the beginning"] = min(FAR, at - first)
        found["to the end"] = min(FAR, last - at)
        found["zone"] = document.blocks.kind_at(edit.start)
        found["once more in"] = self._once_more(edit, at)
        found["marked beside"] = self._marked_beside(edit)
        token, following = document.tokens[at - 1], document.tokens[min(at + 1, len(document.tokens) - 1)]
        marks, joiners, digits = self._chunk(*document.chunk(edit.start, edit.end))
        found["marks in the word"] = marks
        found["joiners in the word"] = joiners
        found["digits in the word"] = digits
        found["before is a mark"] = PUNCTUATION_CLASSES.get(token.text, 0)
        found["after is a mark"] = PUNCTUATION_CLASSES.get(following.text, 0)
        start, end = document.line_around(edit.start, edit.end)
        mark = edit.before if len(edit.before) == 1 else edit.after if len(edit.after) == 1 else ""
        is_mark = mark and not mark.isalnum() and mark != " "
        marks = document.text.count(mark, start, end) if is_mark else -1
        found["such marks in the line"] = marks
        found["odd marks"] = marks % 2 if marks > 0 else -1
        found["unbalanced"] = 0 if MARKS.isdisjoint(edit.before + edit.after) else self._balanced_by(edit, start, end)
        word = edit.before.strip()
        found["stands in the line again"] = document.text.count(word, start, end) if len(word) > 1 else 0
        return found

    def _once_more(self, edit: Edit, at: int) -> float:
        """Return in how many tokens from `at` a word that is taken out stands once more, at most `FAR`."""
        word = edit.before.strip().rstrip(".,;:!?)")
        if edit.after or not word:
            return FAR
        tokens = self.document.tokens
        near = tokens[max(0, at - int(FAR)) : at][::-1], tokens[at + 1 : at + int(FAR)]
        before, behind = ([token.text for token in side] for side in near)
        return min((side.index(word) + 1.0 for side in (before, behind) if word in side), default=FAR)

    def _balanced_by(self, edit: Edit, start: int, end: int) -> int:
        """Return by how many marks more the characters `start` to `end` are balanced with a repair."""
        text = self.document.text
        changed = text[start : edit.start] + edit.after + text[edit.end : end]
        return _unbalanced(text[start:end]) - _unbalanced(changed)

    def _chunk(self, start: int, end: int) -> tuple[int, int, int]:
        """Return how many marks, joiners inside it, and digits stand between two white spaces."""
        if (start, end) not in self._chunks:
            _make_room(self._chunks)
            chunk = self.document.text[start:end]
            self._chunks[start, end] = (
                sum(not char.isalnum() for char in chunk),
                sum(char in JOINERS for char in chunk[1:-1]),
                sum(char.isdecimal() for char in chunk),
            )
        return self._chunks[start, end]

    def _marked_beside(self, edit: Edit) -> int:
        """Return how many lines nearby are laid out as the one that white space is put in; -1: none is.

        They have the mark that it is put in behind, or before, or the blank line.
        """
        if edit.before:
            return -1
        layout = self.document.layout
        if edit.after == "\n" == self.document.text[edit.start - 1 : edit.start]:
            return layout.parted_beside(edit.start)
        if edit.after == " ":
            return layout.marked_beside(edit.start)
        return layout.begun_beside(edit.start) if edit.after.startswith("\n") else -1

    def _block(self, first: int, last: int) -> tuple[float, ...]:
        """Return how long a unit is, and what it is made of: is it a sentence, and in the model's language?"""
        document = self.document
        tokens = document.tokens[first:last]
        size = max(1, len(tokens))
        words = [token for token in tokens if token.text[0].isalpha()]
        many = max(1, len(words))
        known = sum(token.number < self.counts.size for token in words)
        pairs = sum(level > 0 for level in document.quantized_pairs[first:last])
        raised = sum(token.case not in (LOWER, NONE) for token in words)
        barriers = sum(token.text == MASK for token in tokens)
        digits = sum(token.text.isdecimal() for token in tokens)
        return (
            min(FAR, len(tokens)),
            known / many,
            pairs / size,
            raised / many,
            barriers / size,
            digits / size,
            (len(tokens) - len(words) - digits - barriers) / size,
        )


def _make_room(known: dict[Any, Any]) -> None:
    """Forget what is known of places once it is of too many."""
    if len(known) >= NEAR:
        known.clear()


def _unbalanced(text: str) -> int:
    odd = sum(text.count(mark) % 2 for mark in ('"', "`"))
    return odd + sum(abs(text.count(opening) - text.count(closing)) for opening, closing in PAIRED)
