"""Words with their counts and their case, and pairs of neighbours: a file that is mapped, not parsed.

Layout, little-endian: a header (`HEADER`), then

- `words` + 1 offsets into the text of the words (uint32), the words in byte order;
- per word its quantised count, then its case: the share of capitals among its places inside a sentence (uint8 each);
- the text of the words, UTF-8, padded to four bytes;
- per pair the CRC-32 of its two keys, ascending (uint32), then its quantised count (uint8).

A word is kept in lower case, and once more as it is written where it has capitals inside it (`JavaScript`).

A pair is kept by its checksum alone: with a quarter of a million pairs one absent pair in some 16,000 is taken for a
known one, which a decision from dozens of questions outlives.
"""

from __future__ import annotations

import math
import mmap
import struct
from bisect import bisect_left
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

from weave_fix.errors import WeaveFixError
from weave_fix.language.tokens import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

HEADER = struct.Struct("<8sIIIQ")
MAGIC = b"weavevo1"
STEPS = 12.0
"""Quantised counts are `STEPS` times the natural logarithm: a byte reaches 1.6 thousand million, 9 % apart."""


def quantise(count: float) -> int:
    """Return a count of one or more as a byte."""
    return min(255, round(STEPS * math.log(count)) + 1) if count >= 1 else 0


def pair_key(first: str, second: str) -> int:
    """Return the checksum that stands for two neighbouring keys."""
    return crc32(f"{first} {second}".encode("utf-8", "surrogatepass"))


class Vocabulary:
    """Looks words and pairs up in the mapped file."""

    def __init__(self, path: Path) -> None:
        """Map the file at `path`. Raises WeaveFixError where it is no vocabulary."""
        try:
            with path.open("rb") as file:
                data = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
            magic, words, text, pairs, self.tokens = HEADER.unpack_from(data)
        except (OSError, ValueError, struct.error) as error:
            raise WeaveFixError(f"{path}: the vocabulary cannot be read ({error}); reinstall weave-fix") from error
        padded = text + -text % 4
        at = HEADER.size
        if magic != MAGIC or len(data) != at + 4 * (words + 1) + 2 * words + -2 * words % 4 + padded + 5 * pairs:
            raise WeaveFixError(f"{path}: this is no vocabulary of this version; reinstall weave-fix")
        self._offsets = data[at : at + 4 * (words + 1)].cast("I")
        at += 4 * (words + 1)
        self._counts = data[at : at + words]
        self._case = data[at + words : at + 2 * words]
        at += 2 * words + -2 * words % 4
        self._text = data[at : at + text]
        at += padded
        self._pairs = data[at : at + 4 * pairs].cast("I")
        self._pair_counts = data[at + 4 * pairs : at + 5 * pairs]
        self._seen: dict[str, int] = {}
        self._seen_pairs: dict[tuple[str, str], float] = {}

    def _index(self, key: str) -> int:
        """Return the place of a folded word, -1 where it is unknown."""
        if key in self._seen:
            return self._seen[key]
        wanted = key.encode("utf-8", "surrogatepass")
        offsets, text = self._offsets, self._text
        low, high = 0, len(offsets) - 1
        while low < high:
            middle = (low + high) // 2
            if bytes(text[offsets[middle] : offsets[middle + 1]]) < wanted:
                low = middle + 1
            else:
                high = middle
        known = low < len(offsets) - 1 and text[offsets[low] : offsets[low + 1]] == wanted
        self._seen[key] = low if known else -1
        return self._seen[key]

    def count(self, token: str) -> float:
        """Return the natural logarithm of the token's count plus one step; 0 where it is unknown."""
        index = self._index(fold(token))
        return self._counts[index] / STEPS if index >= 0 else 0.0

    def spelling(self, token: str) -> float:
        """Return `count` for a word with capitals inside it, written just so, as in `JavaScript`."""
        index = self._index(token) if token != token.lower() else -1
        return self._counts[index] / STEPS if index >= 0 else 0.0

    def capitals(self, token: str) -> float:
        """Return the share of the word's places inside a sentence where it begins with a capital; -1 if unknown."""
        index = self._index(fold(token))
        return self._case[index] / 255 if index >= 0 else -1.0

    def pair(self, first: str, second: str) -> float:
        """Return the natural logarithm of the count plus one step of two keys; 0 where the pair is unknown."""
        if (first, second) in self._seen_pairs:
            return self._seen_pairs[first, second]
        key = pair_key(first, second)
        index = bisect_left(self._pairs, key)
        known = index < len(self._pairs) and self._pairs[index] == key
        count = self._pair_counts[index] / STEPS if known else 0.0
        self._seen_pairs[first, second] = count
        return count


def pack(
    words: Mapping[str, int], capitals: Mapping[str, float], pairs: Iterable[tuple[tuple[str, str], int]], tokens: int
) -> bytes:
    """Return the bytes of a vocabulary file.

    `words` and `pairs` are counts by folded keys, `capitals` a share from 0 to 1 by folded word, `tokens` the number
    of all tokens counted.
    """
    ordered = sorted((word.encode("utf-8", "surrogatepass"), word) for word in words)
    offsets = [0]
    for raw, _ in ordered:
        offsets.append(offsets[-1] + len(raw))
    text = b"".join(raw for raw, _ in ordered)
    kept: dict[int, int] = {}
    for (first, second), count in pairs:
        key = pair_key(first, second)
        kept[key] = max(kept.get(key, 0), count)
    return b"".join(
        (
            HEADER.pack(MAGIC, len(ordered), len(text), len(kept), tokens),
            struct.pack(f"<{len(offsets)}I", *offsets),
            bytes(quantise(words[word]) for _, word in ordered),
            bytes(round(255 * capitals.get(word, 0.0)) for _, word in ordered),
            bytes(-2 * len(ordered) % 4),
            text,
            bytes(-len(text) % 4),
            struct.pack(f"<{len(kept)}I", *sorted(kept)),
            bytes(quantise(kept[key]) for key in sorted(kept)),
        )
    )


SHIPPED = Path(__file__).with_name("english.vocabulary")


@cache
def shipped() -> Vocabulary:
    """Return the vocabulary that comes with the package, mapped once."""
    return Vocabulary(SHIPPED)
