"""Repairs that people refused, kept in a file of the repository: they never come back, on any machine.

The file has one JSON object a line. What counts is `places`; the rest is for people. A place is known by its words and
by those beside it (see `Piece.lookups`), and neither by its path nor by its line.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from weave_fix.accepted.pieces import Piece
from weave_fix.errors import WeaveFixError
from weave_fix.named_tuple import NamedTuple
from weave_fix.runtime.atomic_write import write_atomically
from weave_fix.runtime.regular_file import NotRegularError, TooLargeError, read_regular
from weave_fix.runtime.strict_json import loads

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

NAME = ".weave-fix-rejected.jsonl"
"""The file, at the top of the repository."""
LIMIT = 4_000_000
"""Bytes of the file at most: some 10,000 repairs."""
TEXTS = ("id", "signature", "path")


class Rejection(NamedTuple):
    """One refused repair."""

    id: str
    signature: str
    path: str
    """Where it was refused, relative to the repository's root."""
    places: tuple[Piece, ...]


class Rejections:
    """The refused repairs of a repository."""

    def __init__(self, every: Iterable[Rejection] = ()) -> None:
        self.every = tuple(every)
        self._keys = {key for one in self.every for place in one.places for key in place.lookups()}

    def matches(self, found: Iterable[Piece]) -> bool:
        """Tell whether a repair of one of these places was refused."""
        return bool(self._keys) and any(key in self._keys for piece in found for key in piece.lookups())

    def holds(self, identity: str) -> bool:
        """Tell whether the repair with this id was refused."""
        return any(one.id == identity for one in self.every)


def load(root: Path) -> Rejections:
    """Return what was refused in the repository at `root`; WeaveFixError, with the line, for a file that is broken."""
    file = root / NAME
    try:
        raw = read_regular(file, LIMIT, follow=False)
    except FileNotFoundError:
        return Rejections()
    except TooLargeError as error:
        raise WeaveFixError(f"{file}: {error.strerror}; take out lines that no longer matter") from error
    except NotRegularError as error:
        raise WeaveFixError(f"{file}: not a regular file; put the file of refused repairs there") from error
    except OSError as error:
        raise WeaveFixError(f"{file}: cannot be read ({error.strerror}); make it a readable file") from error
    return Rejections(_rejection(line, file, number) for number, line in enumerate(raw.split(b"\n"), 1) if line.strip())


def _rejection(line: bytes, file: Path, number: int) -> Rejection:
    hint = "take the line out, or take the file from an earlier commit"
    if line.startswith((b"<<<<<<<", b"=======", b">>>>>>>")):
        raise WeaveFixError(f"{file}:{number}: a conflict of a merge; keep the lines of both sides")
    try:
        value = loads(line)
    except ValueError as error:
        raise WeaveFixError(f"{file}:{number}: not a line of JSON; {hint}") from error
    places = value.get("places") if isinstance(value, dict) else None
    found = tuple(map(piece_of, places)) if isinstance(places, list) else ()
    known = [piece for piece in found if piece is not None]
    if not known or len(known) != len(found) or not all(isinstance(value.get(key, ""), str) for key in TEXTS):
        raise WeaveFixError(f"{file}:{number}: not a refused repair as weave-fix --reject writes it; {hint}")
    return Rejection(value.get("id", ""), value.get("signature", ""), value.get("path", ""), tuple(known))


def piece_of(value: object) -> Piece | None:
    """Return the piece that a JSON object says; None if it says none."""
    if not isinstance(value, dict):
        return None
    parts = [part for name in Piece._fields if isinstance(part := value.get(name), str)]
    return Piece(*parts) if len(parts) == len(Piece._fields) else None


def object_of(piece: Piece) -> dict[str, str]:
    """Return the JSON object that `piece_of` reads."""
    return piece._asdict()


def add(root: Path, fresh: Sequence[Rejection]) -> Path:
    """Remember the refused repairs in the repository at `root`, and return the path of the file.

    The lines are sorted by id, so that two branches seldom meet in one place. WeaveFixError as of `load`, OSError where
    the file cannot be written.
    """
    every = {one.id: one for one in (*load(root).every, *fresh)}
    rows = [_row(one) for _, one in sorted(every.items())]
    write_atomically(root / NAME, "".join(rows).encode("ascii"))
    return root / NAME


def _row(one: Rejection) -> str:
    value: dict[str, Any] = {"id": one.id, "signature": one.signature, "path": one.path}
    return json.dumps({**value, "places": list(map(object_of, one.places))}) + "\n"
