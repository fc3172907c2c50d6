"""Many words in little more room than their letters: those of one beginning and one length stand together on a shelf.

On a shelf all words are equally long, in byte order; where each shelf begins is all that has to be kept beside the
text.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from itertools import groupby, pairwise
from struct import pack
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from weave_fix.language.model import Model

LONGEST = 255
"""Bytes of a word that is kept at most."""


def shelf(text: bytes) -> tuple[bytes, int, bytes]:
    """Return what words are sorted by: those of one beginning and one length stand together."""
    return text[:1], len(text), text


class Shelves:
    """Words of a model file, in two of its sections."""

    def __init__(self, model: Model, name: str) -> None:
        self._model = model
        self._name = name
        self._text = model.section(name)
        self._table = model.section(name + " shelves", "I")

    @cached_property
    def _shelves(self) -> dict[int, tuple[int, int]]:
        """Where the shelf of each first byte and length begins and ends."""
        marks, starts = self._table[::2].tolist(), self._table[1::2].tolist()
        self._model.demand(max(starts, default=0) <= len(self._text), self._name + " shelves")
        return dict(zip(marks, pairwise(starts), strict=False))

    def __contains__(self, word: str) -> bool:
        raw = word.encode("utf-8", "surrogatepass")
        start, end = self._shelves.get(_mark(raw[:1], len(raw)), (0, 0))
        size, text = len(raw), self._text
        places = range(start, end, size or 1)
        at = bisect_left(places, raw, key=lambda place: bytes(text[place : place + size]))
        return at < len(places) and text[places[at] : places[at] + size] == raw

    def like(self, first: str, length: int) -> list[str]:
        """Return the words that begin with the character `first` and are `length` bytes long.

        WeaveFixError where one is no UTF-8.
        """
        start, end = self._shelves.get(_mark(first.encode("utf-8", "surrogatepass")[:1], length), (0, 0))
        raw = bytes(self._text[start:end])
        raws = (raw[at : at + length] for at in range(0, end - start, max(1, length)))
        return decoded(self._model, self._name, raws)


def decoded(model: Model, name: str, raws: Iterable[bytes]) -> list[str]:
    """Return the texts of `raws`, which stand in the section `name`. WeaveFixError where one is no UTF-8."""
    try:
        return [raw.decode("utf-8", "surrogatepass") for raw in raws]
    except UnicodeDecodeError as error:
        raise model.broken(name) from error


def _mark(first: bytes, length: int) -> int:
    return (first[0] << 8 | length) if first and length <= LONGEST else 0


def shelved(name: str, words: Iterable[str]) -> dict[str, bytes]:
    """Return the two sections that `Shelves` reads; empty words, and longer ones than `LONGEST`, are left out."""
    raws = sorted((word.encode("utf-8", "surrogatepass") for word in set(words)), key=shelf)
    kept = [raw for raw in raws if 0 < len(raw) <= LONGEST]
    table, at = [], 0
    for mark, group in groupby(kept, key=lambda raw: _mark(raw[:1], len(raw))):
        table += [mark, at]
        at += sum(map(len, group))
    table += [0, at]
    return {name: b"".join(kept), name + " shelves": pack(f"<{len(table)}I", *table)}
