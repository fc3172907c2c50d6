"""The model file: named sections behind a small directory, mapped and never parsed as a whole.

Layout, little-endian: `MAGIC`, the length of the directory (uint32), the directory (JSON, UTF-8), then the sections,
each at a multiple of 64 bytes. The directory holds `sections`: name to (offset, length) in bytes, and `facts`: what is
small enough to stand there as it is.
"""

from __future__ import annotations

import json
import mmap
import struct
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from weave_fix.errors import WeaveFixError

if TYPE_CHECKING:
    from collections.abc import Mapping

MAGIC = b"weavelm1"
LENGTH = struct.Struct("<I")
ALIGNED = 64
SHIPPED = Path(__file__).with_name("english.model")


class Model:
    """The mapped file."""

    def __init__(self, path: Path) -> None:
        """Map the file at `path`. WeaveFixError where it is no model of this version."""
        self.path = path
        try:
            with path.open("rb") as file:
                data = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
            if data[: len(MAGIC)] != MAGIC:
                raise WeaveFixError(f"{path}: this is no language model of this version; train one, or leave it out")
            (length,) = LENGTH.unpack_from(data, len(MAGIC))
            start = len(MAGIC) + LENGTH.size
            directory = json.loads(bytes(data[start : start + length]))
            self.facts: dict[str, Any] = directory["facts"]
            self._sections = {
                name: data[offset : offset + size] for name, (offset, size) in directory["sections"].items()
            }
            if any(len(self._sections[name]) != size for name, (_, size) in directory["sections"].items()):
                raise WeaveFixError(f"{path}: the language model is cut short; fetch it again")
        except (OSError, ValueError, LookupError, TypeError, AttributeError, struct.error) as error:
            raise WeaveFixError(
                f"{path}: the language model cannot be read ({error}); name another, or reinstall weave-fix"
            ) from error

    def __contains__(self, name: str) -> bool:
        return name in self._sections

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the sections, in their order."""
        return tuple(self._sections)

    def section(self, name: str, kind: Literal["B", "H", "I"] = "B") -> memoryview[int]:
        """Return a section as bytes (`B`), or as numbers of 16 (`H`) or 32 bits (`I`).

        WeaveFixError where there is none.
        """
        try:
            return self._sections[name].cast(kind)
        except (KeyError, TypeError) as error:
            raise WeaveFixError(f"{self.path}: the language model lacks its part {name!r}; train it again") from error


def pack(sections: Mapping[str, bytes], facts: Mapping[str, object]) -> bytes:
    """Return the bytes of a model file."""
    directory: dict[str, tuple[int, int]] = {}

    def head() -> bytes:
        raw = json.dumps({"facts": facts, "sections": directory}, separators=(",", ":")).encode()
        raw += b" " * (-(len(MAGIC) + LENGTH.size + len(raw)) % ALIGNED)
        return MAGIC + LENGTH.pack(len(raw)) + raw

    # The offsets are numbers in the text that they come after: room for ten digits each is enough for every file.
    directory.update((name, (10**10, len(data))) for name, data in sections.items())
    at = len(head())
    body = b""
    for name, data in sections.items():
        directory[name] = (at + len(body), len(data))
        body += data + bytes(-len(data) % ALIGNED)
    first = head()
    return (
        first[: len(MAGIC)]
        + LENGTH.pack(at - len(MAGIC) - LENGTH.size)
        + first[len(MAGIC) + LENGTH.size :].ljust(at - len(MAGIC) - LENGTH.size)
        + body
    )


@cache
def shipped() -> Model:
    """Return the model that comes with the package, mapped once."""
    return Model(SHIPPED)
