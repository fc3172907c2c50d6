"""An edit widened to whole words, and what all the checks ask of its place, worked out when it is asked for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from weave_fix.diff.align import slides
from weave_fix.evidence.history.intent.letters import words_of
from weave_fix.evidence.history.intent.likelihood import gain
from weave_fix.named_tuple import NamedTuple
from weave_fix.patterns import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weave_fix.evidence.history.intent.texts import Texts
    from weave_fix.evidence.history.intent.vocabulary import Vocabulary
    from weave_fix.records import Edit

MAX_CHUNK = 64
"""Characters up to which the rest of a word beside an edit is read."""
CONTEXT = 60
"""Characters on each side of an edit that the language model reads."""
NO_PROSE = lazy_pattern(r"://|\]\(|[`\\_<>{}$#@]|\w[.:(\[]\w")
"""What addresses, paths and code hold."""


class Chunks(NamedTuple):
    """What an edit comes to in whole words. A chunk is what stands between white space."""

    now: list[str]
    """The chunks of the document that the base has not."""
    was: list[str]
    """Those of the base in their place."""
    left: str
    """Up to `CONTEXT` characters of the document before them, without the white space at the border."""
    right: str
    """As many behind them."""
    start: int
    """Where the words that the edit touches begin in the document, 0-based; `now` may begin some words behind."""


class Passage:
    """One edit as whole words, with the texts and the vocabulary that it is compared with."""

    def __init__(self, edit: Edit, texts: Texts, vocabulary: Vocabulary) -> None:
        self.edit = edit
        self.texts = texts
        self.vocabulary = vocabulary
        self.now, self.was, self.left, self.right, self.start = widened(edit, texts.document)

    @cached_property
    def in_language(self) -> bool:
        """Whether the text around the change is in the model's language, or too short to tell."""
        chunks = f"{self.left} {' '.join(self.was)} {self.right}".split()
        words = words_of(prose_of(chunks))
        return not self.vocabulary.is_foreign([w for w in words if w.islower() or (w[1:].islower() and len(w) > 1)])

    @cached_property
    def is_code(self) -> bool:
        """Whether the change stands in code, in markup or in an address."""
        return self.texts.is_code(self.start)

    @cached_property
    def gain(self) -> float:
        """By how many nats the old wording is likelier than the new one, for as many tokens."""
        return gain(self.left, self.now, self.was, self.right, self.vocabulary.counts)


def prose_of(chunks: Sequence[str]) -> list[str]:
    """Return the chunks whose words are of a language; those of addresses, paths and code are of none."""
    return [chunk for chunk in chunks if not NO_PROSE.search(chunk)]


def widened(edit: Edit, text: str) -> Chunks:
    """Return `edit` of the document `text` as whole chunks, where it can slide at the place where it cuts least."""
    left, new, old, right = _best_place(edit, text)
    head, tail = _chunk_before(left), _chunk_at(right)
    start = edit.start + len(left) - min(edit.start, CONTEXT + MAX_CHUNK) - len(head)
    now, was = (head + new + tail).split(), (head + old + tail).split()
    first = _shared(now, was)
    last = _shared(now[first:][::-1], was[first:][::-1])
    before = " ".join([left[: len(left) - len(head)].rstrip(), *now[:first]])
    behind = " ".join([*now[len(now) - last :], right[len(tail) :].lstrip()])
    changed = now[first : len(now) - last], was[first : len(was) - last]
    return Chunks(*changed, before[-CONTEXT:], behind[:CONTEXT], start)


def _shared(now: Sequence[str], was: Sequence[str]) -> int:
    """Return with how many chunks both sides begin alike."""
    differing = (at for at, (new, old) in enumerate(zip(now, was, strict=False)) if new != old)
    return next(differing, min(len(now), len(was)))


def _best_place(edit: Edit, text: str) -> tuple[str, str, str, str]:
    """Return the text before the edit, its new and its old side, and the text behind it."""
    left = text[max(0, edit.start - CONTEXT - MAX_CHUNK) : edit.start]
    right = text[edit.end : edit.end + CONTEXT + MAX_CHUNK]
    new, old = edit.before, edit.after
    if bool(new) == bool(old):
        return left, new, old, right
    left, body, right = min(slides(left, new or old, right), key=_cuts)
    return (left, body, "", right) if new else (left, "", body, right)


def _cuts(place: tuple[str, str, str]) -> int:
    """Return how many borders of an insertion, or a deletion, stand inside a word."""
    left, body, right = place
    return (left[-1:].isalnum() and body[:1].isalnum()) + (body[-1:].isalnum() and right[:1].isalnum())


def _chunk_at(text: str) -> str:
    """Return the characters other than white space that `text` begins with, at most `MAX_CHUNK`."""
    text = text[:MAX_CHUNK]
    return text[: next((at for at, char in enumerate(text) if char.isspace()), len(text))]


def _chunk_before(text: str) -> str:
    """Return the characters other than white space that `text` ends with, at most `MAX_CHUNK`."""
    return _chunk_at(text[::-1])[::-1]
