"""Words with the number of files that hold them, packed into bytes that are looked up and not parsed.

Layout, in the byte order of the machine, for the file never leaves it: `MAGIC`, the CRC-32 of all that follows, then

- a header (`HEADER`);
- `words` + 1 offsets into the text of the words (uint32), the words in byte order;
- per word the number of Markdown files that hold it, then the number of other places (uint16 each);
- the text of the words, UTF-8;
- the object ids of the Markdown files counted, in byte order, then those of the code.
"""

from __future__ import annotations

import struct
import sys
from array import array
from itertools import accumulate, repeat
from typing import TYPE_CHECKING
from zlib import crc32

from weave_fix.named_tuple import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MAGIC = b"weave.k1<" if sys.byteorder == "little" else b"weave.k1>"
"""Its number goes up whenever the layout changes, or what is taken for a word or a file of code."""
CHECKSUM = struct.Struct("=I")
HEADER = struct.Struct("=IIIIIQ")
"""Words; bytes of their text; Markdown files, files of code, bytes of an object id; bytes of Markdown left out."""
MOST = (1 << 16) - 1


class Count(NamedTuple):
    """How many files hold a word."""

    markdown: int
    """Those that are Markdown and hold it as it is written."""
    other: int
    """Files of code, and Markdown files with the word as a part of an identifier."""


class NoTableError(ValueError):
    """The bytes are no table of this version, or are damaged."""


class Table:
    """Looks words up in packed bytes."""

    def __init__(self, packed: bytes) -> None:
        """Raises NoTableError where `packed` is not what `pack` made, byte for byte."""
        body = memoryview(packed)[len(MAGIC) + CHECKSUM.size :]
        if not packed.startswith(MAGIC) or len(body) < HEADER.size:
            raise NoTableError
        if CHECKSUM.unpack_from(packed, len(MAGIC))[0] != crc32(body):
            raise NoTableError
        words, text, markdown, code, width, self.left = HEADER.unpack_from(body)
        # Whoever can write the file can compute its checksum as well.
        if len(body) != HEADER.size + 4 * (words + 1) + 4 * words + text + width * (markdown + code):
            raise NoTableError
        at = HEADER.size
        self._offsets = body[at : at + 4 * (words + 1)].cast("I")
        at += 4 * (words + 1)
        self._markdown = body[at : at + 2 * words].cast("H")
        at += 2 * words
        self._other = body[at : at + 2 * words].cast("H")
        at += 2 * words
        self._text = body[at : at + text]
        at += text
        self._oids = body[at:]
        self._width = width
        self._codes = markdown
        """Where the object ids of code begin, counted in ids."""

    left: int
    """Bytes of Markdown that the tree holds and the table does not."""

    def __len__(self) -> int:
        return len(self._markdown)

    def count(self, word: bytes) -> Count:
        """Return in how many files `word`, UTF-8, stands."""
        offsets, text = self._offsets, self._text
        low, high = 0, len(self)
        while low < high:
            middle = (low + high) // 2
            start = offsets[middle]  # in a forged table what starts there may have no end
            if bytes(text[start : min(offsets[middle + 1], start + len(word) + 1)]) < word:
                low = middle + 1
            else:
                high = middle
        if low == len(self) or text[offsets[low] : offsets[low + 1]] != word:
            return Count(0, 0)
        return Count(self._markdown[low], self._other[low])

    def counted(self) -> tuple[set[str], set[str]]:
        """Return the object ids of the Markdown files counted, and of the files of code."""
        hexadecimal, width = self._oids.hex(), 2 * self._width
        oids = [hexadecimal[at : at + width] for at in range(0, len(hexadecimal), width)] if width else []
        return set(oids[: self._codes]), set(oids[self._codes :])


def pack(
    markdown: Mapping[bytes, int], other: Mapping[bytes, int], counted: tuple[Iterable[str], Iterable[str]], left: int
) -> bytes:
    """Return the bytes of a table: the files of either kind by word, what `Table.counted` returns, `Table.left`."""
    words = sorted(markdown.keys() | other.keys())
    text = b"".join(words)
    oids = [[bytes.fromhex(oid) for oid in sorted(kind)] for kind in counted]
    width = max((len(oid) for kind in oids for oid in kind), default=0)
    body = b"".join(
        (
            HEADER.pack(len(words), len(text), len(oids[0]), len(oids[1]), width, left),
            array("I", accumulate(map(len, words), initial=0)).tobytes(),
            *(_numbers(kind, words).tobytes() for kind in (markdown, other)),
            text,
            *oids[0],
            *oids[1],
        )
    )
    return MAGIC + CHECKSUM.pack(crc32(body)) + body


def _numbers(files: Mapping[bytes, int], words: Iterable[bytes]) -> array[int]:
    numbers = map(files.get, words, repeat(0))
    return array("H", numbers if max(files.values(), default=0) <= MOST else (min(MOST, number) for number in numbers))
