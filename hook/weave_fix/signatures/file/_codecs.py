"""What becomes of UTF-8 that is read as another encoding, and the way back."""

from __future__ import annotations

import codecs
import re
from functools import cache

from weave_fix.named_tuple import NamedTuple

SINGLE_BYTE = (
    "cp1252",
    "latin-1",
    "mac_roman",
    "cp437",
    "cp850",
    "cp1251",
    "cp1250",
    "cp1254",
    "iso8859-15",
    "iso8859-2",
    "cp1253",
    "cp1257",
    "cp866",
    "koi8-r",
)
"""Encodings of one byte a character that UTF-8 is taken for, the likeliest first."""
MULTI_BYTE = ("gbk", "cp932", "big5", "cp949")
"""Those of East Asia: there a character may take in the ASCII letter behind it."""
HANDLERS = ("strict", "ignore", "replace")
"""What is done with bytes that an encoding lacks: kept as control characters, left out, or replaced by U+FFFD."""
ASCII = "".join(map(chr, range(0x80)))
UNDEFINED = "\ufffe"
"""Stands in a table of Python's codecs for a byte that has no character."""
NOT_LATIN = frozenset({"cp1251", "cp866", "koi8-r", "cp1253"})
"""Encodings whose upper half is letters of another script: there a letter and a quotation mark may be sound."""


class Misreading(NamedTuple):
    """A way in which UTF-8 was misread: the encodings it was taken for, one after the other."""

    codecs: tuple[str, ...]
    handler: str = "strict"

    def garble(self, text: str) -> str:
        """Return what `text` becomes."""
        for codec in self.codecs:
            text = _misread(text, codec, self.handler)
        return text

    def __str__(self) -> str:
        names = dict.fromkeys(_NAMES.get(codec, codec) for codec in self.codecs)
        return f"UTF-8 was read as {' and '.join(names)} and saved again{', twice' * (len(self.codecs) > 1)}"


_NAMES = {"cp1252": "Windows-1252", "latin-1": "Latin-1", "cp1251": "Windows-1251", "mac_roman": "Mac Roman"}


@cache
def misreadings() -> tuple[Misreading, ...]:
    """Return all ways that are looked for, the likeliest first."""
    once = [Misreading((codec,), handler) for codec in SINGLE_BYTE for handler in HANDLERS]
    twice = [
        Misreading(codecs, handler)
        for codecs in [*((codec, codec) for codec in SINGLE_BYTE), ("latin-1", "cp1252"), ("cp1252", "latin-1")]
        for handler in HANDLERS
    ]
    return tuple(once + twice)


@cache
def upper_half(codec: str) -> tuple[str, ...]:
    """Return the characters of the bytes from 0x80 on; a byte that has none stays, as a control character.

    So Windows does it, and so does a browser.
    """
    return tuple(bytes([byte]).decode(codec, "ignore") or chr(byte) for byte in range(0x80, 0x100))


@cache
def _table(codec: str, *, is_whole: bool) -> str:
    """Return the characters of all bytes; not `is_whole`: a byte that has none is marked so."""
    if is_whole:
        return ASCII + "".join(upper_half(codec))
    return ASCII + "".join(bytes([byte]).decode(codec, "ignore") or UNDEFINED for byte in range(0x80, 0x100))


@cache
def _bytes_of(codec: str) -> dict[int, int]:
    return codecs.charmap_build(_table(codec, is_whole=True))  # type: ignore[return-value]  # any mapping does


def _misread(text: str, codec: str, handler: str) -> str:
    raw = text.encode("utf-8", "surrogateescape")
    return codecs.charmap_decode(raw, handler, _table(codec, is_whole=handler == "strict"))[0]


def decoded(text: str, codec: str) -> str | None:
    """Return the text that became `text`, all of it characters of the encoding's upper half; None where none did."""
    try:
        sound = codecs.charmap_encode(text, "strict", _bytes_of(codec))[0].decode("utf-8")
    except UnicodeError:
        return None
    return sound if _misread(sound, codec, "strict") == text else None


@cache
def sequences(codec: str) -> re.Pattern[str]:
    """Return a pattern of what sequences of UTF-8 become when they are read as `codec`: one or more of them."""
    upper = upper_half(codec)

    def of_bytes(first: int, last: int) -> str:
        return "[" + re.escape("".join(upper[byte - 0x80] for byte in range(first, last + 1))) + "]"

    more = of_bytes(0x80, 0xBF)
    return re.compile(
        f"(?:{of_bytes(0xC2, 0xDF)}{more}|{of_bytes(0xE0, 0xEF)}{more}{{2}}|{of_bytes(0xF0, 0xF4)}{more}{{3}})+"
    )
