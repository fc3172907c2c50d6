"""Many words in little more room than their letters: those of one beginning and one length are in one bucket.

In a bucket all words are equally long, in byte order; where each bucket begins is all that has to be kept beside the
text. Lists that are seldom asked are deflated as well, bucket by bucket and letter by letter: the first letters of all
words of a bucket, then their second ones.
"""

from __future__ import annotations

import zlib
from bisect import bisect_left
from functools import cached_property
from itertools import groupby, pairwise
from struct import pack
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from weave_fix.language.model_file import Model

LONGEST = 255
"""Bytes of a word that is kept at most."""


def sort_key(text: bytes) -> tuple[bytes, int, bytes]:
    """Return what words are sorted by: those of one beginning and one length stand together."""
    return text[:1], len(text), text


DEFLATED = " deflated"
"""What the section of a list is called besides its name, where its words are deflated."""
TABLE = " buckets"
"""What the section is called besides the list's name that tells where each bucket begins."""


class WordList:
    """Words of a model file, in two of its sections."""

    kind = ""

    def __init__(self, model: Model, name: str) -> None:
        self._model = model
        self._name = name + self.kind
        self._text = model.section(self._name)
        self._table = model.section(name + TABLE, "I")

    @cached_property
    def _buckets(self) -> dict[int, tuple[int, int]]:
        """Where the bucket of each first byte and length begins and ends."""
        marks, starts = self._table[::2].tolist(), self._table[1::2].tolist()
        self._model.demand(max(starts, default=0) <= len(self._text), self._name + TABLE)
        return dict(zip(marks, pairwise(starts), strict=False))

    def _bucket(self, first: bytes, length: int) -> bytes | memoryview[int]:
        """Return the words of one bucket, which begin with the byte `first` and are `length` bytes long."""
        start, end = self._buckets.get(_mark(first, length), (0, 0))
        return self._text[start:end]

    def __contains__(self, word: str) -> bool:
        raw = word.encode("utf-8", "surrogatepass")
        size, text = len(raw), self._bucket(raw[:1], len(raw))
        places = range(0, len(text), size or 1)
        at = bisect_left(places, raw, key=lambda place: bytes(text[place : place + size]))
        return at < len(places) and text[places[at] : places[at] + size] == raw

    def like(self, first: str, length: int) -> list[str]:
        """Return the words that begin with the character `first` and are `length` bytes long.

        WeaveFixError where one is no UTF-8.
        """
        raw = bytes(self._bucket(first.encode("utf-8", "surrogatepass")[:1], length))
        return decoded(self._model, self._name, raw, [*range(0, len(raw), max(1, length)), len(raw)])


def decoded(model: Model, name: str, raw: bytes, bounds: Sequence[int]) -> list[str]:
    """Return the texts that `raw`, a piece of the section `name`, has between the offsets `bounds`.

    WeaveFixError where one is no UTF-8.
    """
    # One step makes characters of all bytes: nearly all words are of ASCII alone.
    chars = raw.decode("latin-1")
    texts = [chars[start:end] for start, end in pairwise(bounds)]
    if chars.isascii():
        return texts
    try:
        return [text if text.isascii() else text.encode("latin-1").decode("utf-8", "surrogatepass") for text in texts]
    except UnicodeDecodeError as error:
        raise model.broken(name) from error


class Deflated(WordList):
    """The same, as `deflated` makes them."""

    kind = DEFLATED

    def __init__(self, model: Model, name: str) -> None:
        super().__init__(model, name)
        self._inflated: dict[int, bytes] = {}

    def _bucket(self, first: bytes, length: int) -> bytes:
        mark = _mark(first, length)
        found = self._inflated.get(mark)
        if found is None:
            start, end = self._buckets.get(mark, (0, 0))
            found = self._inflated[mark] = self._inflate(first, length, self._text[start:end]) if end > start else b""
        return found

    def __contains__(self, word: str) -> bool:
        raw = word.encode("utf-8", "surrogatepass")
        size, text = len(raw), self._bucket(raw[:1], len(raw))
        # The end of one word with the beginning of the next is no word.
        at = text.find(raw) if size else -1
        while at > 0 and at % size:
            at = text.find(raw, at + 1)
        return at >= 0

    def _inflate(self, first: bytes, length: int, pressed: memoryview[int]) -> bytes:
        try:
            return _inflate(first, length, pressed)
        except (zlib.error, ValueError) as error:
            raise self._model.broken(self._name) from error


def _deflate(raws: Sequence[bytes]) -> bytes:
    """Return the words of one bucket, deflated without their first byte, which all of them have."""
    rows = b"".join(raws)
    press = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS, 9)
    return press.compress(b"".join(rows[at :: len(raws[0])] for at in range(1, len(raws[0])))) + press.flush()


def _inflate(first: bytes, length: int, pressed: memoryview[int]) -> bytes:
    if length == 1:
        return first
    letters = zlib.decompress(pressed, -zlib.MAX_WBITS)
    many = len(letters) // (length - 1)
    rows = bytearray(first * (many * length))
    for at in range(1, length):
        rows[at::length] = letters[(at - 1) * many : at * many]
    return bytes(rows)


def _mark(first: bytes, length: int) -> int:
    return (first[0] << 8 | length) if first and length <= LONGEST else 0


def pack_word_list(name: str, words: Iterable[str]) -> dict[str, bytes]:
    """Return the two sections that `WordList` reads; empty words, and longer ones than `LONGEST`, are left out."""
    return _sections(name, "", words, b"".join)


def deflated(name: str, words: Iterable[str]) -> dict[str, bytes]:
    """Return the two sections that `Deflated` reads, with the words that `pack_word_list` keeps."""
    return _sections(name, DEFLATED, words, _deflate)


def _sections(
    name: str, kind: str, words: Iterable[str], written: Callable[[Sequence[bytes]], bytes]
) -> dict[str, bytes]:
    raws = sorted((word.encode("utf-8", "surrogatepass") for word in set(words)), key=sort_key)
    kept = [raw for raw in raws if 0 < len(raw) <= LONGEST]
    text, table = b"", []
    for mark, group in groupby(kept, key=lambda raw: _mark(raw[:1], len(raw))):
        table += [mark, len(text)]
        text += written(list(group))
    table += [0, len(text)]
    return {name + kind: text, name + TABLE: pack(f"<{len(table)}I", *table)}
