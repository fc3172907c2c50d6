"""What a repair is known by when lines have moved: the words that it changes, and those beside them."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from weave_fix.edits import apply_within
from weave_fix.named_tuple import NamedTuple
from weave_fix.patterns import lazy_pattern
from weave_fix.positions import widened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from weave_fix.records import Edit

WORD = lazy_pattern(r"\w+")
BLANKS = lazy_pattern(r"\s+")
BESIDE = 3
"""Words on each side that belong to a piece."""
TELLING = 20
"""Characters from which on fewer words say as much, as those of a language that has no blanks."""
WINDOW = 100
"""Characters on each side that those words are looked for in."""
REACH = 40
"""Characters by which an edit is widened at most to whole words."""
LONG = 300
"""Characters of a text that is kept whole; of a longer one its beginning and its end are kept."""
MOST = 20
"""Pieces of one repair that are looked at."""
DIGITS = 10
"""Hexadecimal digits of an id."""


class Piece(NamedTuple):
    """One place that a repair changes; blanks and line ends between words count as one blank."""

    left: str
    """The words before it."""
    before: str
    """What stands there, in whole words."""
    after: str
    """What the repair puts there."""
    right: str
    """The words behind it."""

    def lookups(self) -> Iterator[tuple[str, ...]]:
        """Yield what another piece has one of if it stands for the same place.

        The words and both sides are the same; or words, repair and one side, where the other side was edited since.
        """
        yield "", self.left, self.before, self.right
        if _says_enough(self.left):
            yield "left", self.left, self.before, self.after
        if _says_enough(self.right):
            yield "right", self.before, self.after, self.right


def _says_enough(words: str) -> bool:
    """Whether the words of one side alone say where a piece stands: few are those of many places."""
    return words.count(" ") == BESIDE - 1 or len(words) > TELLING


def pieces(text: str, edits: Sequence[Edit]) -> list[Piece]:
    """Return the first `MOST` places of `text` that the `edits`, in ascending order, change."""
    return [_piece(text, start, end, inside) for start, end, inside in spans(text, edits)]


def spans(text: str, edits: Sequence[Edit]) -> list[tuple[int, int, list[Edit]]]:
    """Return the first `MOST` spans of whole words that `edits` change, half-open, each with the edits inside."""
    found: list[tuple[int, int, list[Edit]]] = []
    for edit in edits:
        start, end = widened(text, edit.start, edit.end, REACH, _in_word)
        if found and start <= found[-1][1]:
            first, last, inside = found.pop()
            found.append((first, max(last, end), [*inside, edit]))
        elif len(found) == MOST:
            break
        else:
            found.append((start, end, [edit]))
    return found


def identity(signature: str, found: Iterable[Piece]) -> str:
    """Return the id of what `signature` finds there: 10 hexadecimal digits of a hash."""
    text = "\0".join([signature, *(part for piece in found for part in piece)])
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:DIGITS]


def _piece(text: str, start: int, end: int, edits: Sequence[Edit]) -> Piece:
    after = apply_within(text, start, end, edits)
    left = WORD.findall(text[max(0, start - WINDOW) : start])[-BESIDE:]
    right = WORD.findall(text[end : end + WINDOW])[:BESIDE]
    return Piece(" ".join(left), _short(text[start:end]), _short(after), " ".join(right))


def _short(text: str) -> str:
    if len(text) > 10 * LONG:  # what is hardly kept is not read
        text = text[: 5 * LONG] + text[-5 * LONG :]
    text = BLANKS.sub(" ", text)
    half = LONG // 2
    return text if len(text) <= LONG else f"{text[:half]}\N{HORIZONTAL ELLIPSIS}{text[-half:]}"


def _in_word(char: str) -> bool:
    return char.isalnum() or char == "_"
