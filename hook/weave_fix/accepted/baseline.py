"""A baseline: the findings that a project has today and accepts, so that only new ones are reported.

A finding is known by its file, its words and those beside it (see `Piece.lookups`), and not by its line. One that
stands twice is accepted twice: a third is new.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from weave_fix.accepted.rejections import object_of, piece_of
from weave_fix.errors import WeaveFixError
from weave_fix.named_tuple import NamedTuple
from weave_fix.runtime.atomic_write import write_atomically
from weave_fix.runtime.regular_file import read_regular
from weave_fix.runtime.strict_json import is_count, loads

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from weave_fix.accepted.pieces import Piece

VERSION = 1
"""Of the format; another one is refused."""
LIMIT = 50_000_000
"""Bytes of the file at most."""
MOST = 1 << 40


class Accepted(NamedTuple):
    """A finding that is accepted, and how often."""

    signature: str
    places: tuple[Piece, ...]
    often: int = 1


class Baseline:
    """The accepted findings by the path of their file."""

    def __init__(self, files: Mapping[str, Sequence[Accepted]]) -> None:
        self._files = files

    def accepted_in(self, *paths: str) -> Remaining:
        """Return what is accepted in the first of `paths` that the baseline knows, to be counted down."""
        return Remaining(next((self._files[path] for path in paths if path in self._files), ()))


class Remaining:
    """The accepted findings of one file that were not met yet in one look at it."""

    def __init__(self, found: Sequence[Accepted]) -> None:
        self._left = [one.often for one in found]
        self._owners: dict[tuple[str, ...], list[int]] = {}
        for number, one in enumerate(found):
            for key in {key for place in one.places for key in place.lookups()}:
                self._owners.setdefault(key, []).append(number)

    def take(self, found: Iterable[Piece]) -> bool:
        """Tell whether a finding at these places is accepted; it is counted where it is."""
        for piece in found:
            for key in piece.lookups():
                owners = self._owners.get(key, [])
                while owners and not self._left[owners[-1]]:
                    owners.pop()
                if owners:
                    self._left[owners[-1]] -= 1
                    return True
        return False


def load(file: Path) -> Baseline:
    """Return the baseline in `file`; WeaveFixError for one that is none, or is one of another version."""
    try:
        raw = read_regular(file, LIMIT)
    except FileNotFoundError as error:
        raise WeaveFixError(f"{file}: no such baseline; make it with --write-baseline") from error
    except OSError as error:
        raise WeaveFixError(f"{file}: cannot be read ({error.strerror}); name a baseline") from error
    hint = f"make it anew: weave-fix --write-baseline {file.name}"
    try:
        value = loads(raw)
    except ValueError as error:
        line = getattr(error, "lineno", 1)
        raise WeaveFixError(f"{file}:{line}: not a baseline of weave-fix, which is JSON; {hint}") from error
    version = value.get("version") if isinstance(value, dict) else None
    if version is not None and version != VERSION:
        raise WeaveFixError(f"{file}: a baseline of version {version!r:.20}, and this is version {VERSION}; {hint}")
    files = value.get("files") if version is not None else None
    if not isinstance(files, dict):
        raise WeaveFixError(f"{file}: not a baseline of weave-fix; {hint}")
    found: dict[str, list[Accepted]] = {}
    for path, rows in files.items():
        every = [_accepted(row) for row in rows] if isinstance(rows, list) else [None]
        if None in every:
            raise WeaveFixError(f"{file}: what it says of {path!r:.80} is no list of findings; {hint}")
        found[path] = [one for one in every if one is not None]
    return Baseline(found)


def _accepted(row: object) -> Accepted | None:
    if not isinstance(row, dict) or not isinstance(row.get("places"), list) or not row["places"]:
        return None
    places = list(map(piece_of, row["places"]))
    count, signature = row.get("count", 1), row.get("signature", "")
    if None in places or not is_count(count, MOST) or not isinstance(signature, str):
        return None
    return Accepted(signature, tuple(place for place in places if place is not None), count)


def write(file: Path, findings: Iterable[tuple[str, str, tuple[Piece, ...]]]) -> int:
    """Write the findings, each with its path and signature, as a baseline, and return how many they are.

    OSError where it cannot be written.
    """
    counts = Counter(findings)
    files: dict[str, list[dict[str, Any]]] = {}
    for (path, signature, places), count in sorted(counts.items()):
        row = {"signature": signature, "places": list(map(object_of, places)), "count": count}
        files.setdefault(path, []).append(row)
    value = {"version": VERSION, "files": files}
    write_atomically(file, (json.dumps(value, indent=1) + "\n").encode("ascii"))
    return counts.total()
