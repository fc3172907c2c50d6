"""Texts in a model file that are found by their checksums, without a dictionary of all of them."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING
from zlib import crc32

from weave_fix.language.word_list import decoded, sort_key

if TYPE_CHECKING:
    from weave_fix.language.model_file import Model


class WordIndex:
    """Texts in the order of `sort_key`, found by their checksums in the mapped file."""

    def __init__(self, model: Model, name: str) -> None:
        self._model = model
        self._name = name
        self._text = model.section(name)
        self._offsets = model.section(name + " offsets", "I")
        self._sums = model.section(name + " sums", "I")
        self._places = model.section(name + " places", "I")

    def __len__(self) -> int:
        return len(self._offsets) - 1

    def _raw(self, place: int) -> bytes:
        return bytes(self._text[self._offsets[place] : self._offsets[place + 1]])

    def _before(self, wanted: tuple[bytes, int, bytes]) -> int:
        """Return how many texts stand before `wanted`."""
        return bisect_left(range(len(self)), wanted, key=lambda place: sort_key(self._raw(place)))

    def find(self, text: str) -> int:
        """Return the place of `text`, -1 where it is not there."""
        wanted = text.encode("utf-8", "surrogatepass")
        sums, wanted_sum = self._sums, crc32(wanted)
        at = bisect_left(sums, wanted_sum)
        while at < len(sums) and sums[at] == wanted_sum:
            if self._raw(self._places[at]) == wanted:
                return self._places[at]
            at += 1
        return -1

    def like(self, first: str, length: int) -> list[str]:
        """Return the texts that begin with the character `first` and are `length` bytes long."""
        head = first.encode("utf-8", "surrogatepass")[:1]
        start, end = self._before((head, length, b"")), self._before((head, length + 1, b""))
        return self.texts(start, end)

    def texts(self, start: int = 0, end: int | None = None) -> list[str]:
        """Return the texts of the places `start` to `end`, in their order. WeaveFixError where one is no UTF-8."""
        end = len(self) if end is None else end
        if end <= start:
            return []
        offsets = self._offsets[start : end + 1].tolist()
        origin = offsets[0]
        raw = bytes(self._text[origin : offsets[-1]])
        return decoded(self._model, self._name, raw, [offset - origin for offset in offsets])
