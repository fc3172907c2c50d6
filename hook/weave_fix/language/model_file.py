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
from weave_fix.runtime.regular_file import LARGE, open_regular
from weave_fix.runtime.strict_json import is_count, loads

if TYPE_CHECKING:
    from collections.abc import Mapping

MAGIC = b"weavelm1"
LENGTH = struct.Struct("<I")
ALIGNED = 64
LONGEST = 1 << 20
"""Bytes of a directory at most; the one that is shipped has 4,000."""
SHIPPED = Path(__file__).with_name("english.model")


class Model:
    """The mapped file."""

    def __init__(self, path: Path) -> None:
        """Map the file at `path`. WeaveFixError where it is no model of this version."""
        self.path = path
        self.is_shipped = path == SHIPPED
        """Whether it came with the package, whose tests know that its contents are undamaged."""
        try:
            with open_regular(path, LARGE) as file:
                data = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
            if data[: len(MAGIC)] != MAGIC:
                raise WeaveFixError(f"{path}: this is no language model of this version; train one, or leave it out")
            facts, self._sections = parts(data)
        except CutShortError as error:
            raise WeaveFixError(f"{path}: the language model is cut short; fetch it again") from error
        except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
            raise WeaveFixError(
                f"{path}: the language model cannot be read ({error}); name another, or reinstall weave-fix"
            ) from error
        self.demand(isinstance(facts, dict), "facts")
        self.facts: dict[str, Any] = facts

    def __contains__(self, name: str) -> bool:
        return name in self._sections

    def demand(self, holds: bool, part: str) -> None:
        """Raise WeaveFixError, with the name of the part that is broken, unless something `holds`."""
        if not holds:
            raise self.broken(part)

    def broken(self, part: str) -> WeaveFixError:
        """Return the error for a part that is not what it has to be."""
        hint = "train it again, name another, or reinstall weave-fix"
        return WeaveFixError(f"{self.path}: the language model is broken, in its part {part!r}; {hint}")

    def fact(self, name: str) -> dict[str, Any]:
        """Return the facts about a part. WeaveFixError where there are none."""
        found = self.facts.get(name)
        self.demand(isinstance(found, dict), name)
        return found or {}

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


class CutShortError(ValueError):
    """A section would end behind the end of the file."""


def parts(data: memoryview) -> tuple[Any, dict[str, memoryview]]:
    """Return the facts and the sections of what begins with `MAGIC`.

    ValueError, LookupError, TypeError or AttributeError where that is no such file; nothing is copied.
    """
    start = len(MAGIC) + LENGTH.size
    if len(data) < start:
        raise ValueError("it has no directory")
    (length,) = LENGTH.unpack_from(data, len(MAGIC))
    if length > LONGEST:
        raise ValueError("its directory is too long")
    directory = loads(bytes(data[start : start + length]))
    facts, places = directory["facts"], {name: (at, size) for name, (at, size) in directory["sections"].items()}
    if not all(is_count(at, len(data)) and is_count(size, len(data) - at) for at, size in places.values()):
        raise CutShortError("it is cut short")
    return facts, {name: data[at : at + size] for name, (at, size) in places.items()}


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
