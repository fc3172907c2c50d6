"""`PATH.rej.patch`: the hunks that found no place, as a unified diff to be corrected and applied again."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from weave_fix.apply_diff.hunks import ADD, REMOVE, Hunk, new_side, old_side
from weave_fix.errors import FileError
from weave_fix.records import encode
from weave_fix.runtime.atomic_write import write_atomically

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from weave_fix.apply_diff.place import Refusal

SUFFIX = ".rej.patch"
NO_LINE_END = "\\ No newline at end of file\n"


def write_all(rest: Iterable[tuple[str, Path, Sequence[Refusal]]]) -> list[Path]:
    """Write the refused hunks of each path beside its file and return where; FileError, and none of them is left."""
    written: list[Path] = []
    try:
        for path, file, refusals in rest:
            written.append(_write(path, file, refusals))
    except FileError:
        take_away(written)
        raise
    return written


def take_away(files: Iterable[Path]) -> None:
    """Remove what `write_all` wrote."""
    for file in files:
        with suppress(OSError):
            file.unlink()


def _write(path: str, file: Path, refusals: Sequence[Refusal]) -> Path:
    """Write the refused hunks beside `file` and return where; FileError if that cannot be done, or is there already."""
    rest = file.with_name(file.name + SUFFIX)
    if os.path.lexists(rest):
        raise FileError(path + SUFFIX, "is there already; nothing was written. Look at it and take it away first")
    text = f"--- a/{path}\n+++ b/{path}\n" + "".join(_written(refusal) for refusal in refusals)
    try:
        write_atomically(rest, encode(text), new=True)
    except OSError as error:
        raise FileError(path + SUFFIX, f"cannot be written ({error.strerror}); nothing was written") from error
    return rest


def _written(refusal: Refusal) -> str:
    hunk = refusal.hunk
    start = hunk.start or refusal.near or 1
    old, new = len(old_side(hunk.lines)), len(new_side(hunk.lines))
    heading = f" {hunk.heading}" if hunk.heading else ""
    header = f"@@ -{start},{old} +{start},{new} @@{heading}\n"
    return header + "".join(f"{line}\n" + _end(hunk, number) for number, line in enumerate(_lines(hunk)))


def _lines(hunk: Hunk) -> list[str]:
    return [line.mark + line.text for line in hunk.lines]


def _end(hunk: Hunk, number: int) -> str:
    """Return the mark that belongs behind a hunk's line if it is the last of a side that ends without a newline."""
    if hunk.ends_with_newline is None:
        return ""
    mark = REMOVE if hunk.ends_with_newline else ADD
    last = max((at for at, line in enumerate(hunk.lines) if line.mark == mark), default=-1)
    return NO_LINE_END if number == last else ""
