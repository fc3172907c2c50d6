"""The form `*** Begin Patch`, `*** Update File: x`, `@@`, which agents are taught to write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weave_fix.apply_diff.hunks import FileDiff, Hunk, PatchError
from weave_fix.apply_diff.unified import hunks_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from weave_fix.apply_diff.unified import Numbered

BEGIN, END, UPDATE = "*** Begin Patch", "*** End Patch", "*** Update File:"
END_OF_FILE = "*** End of File"
LEFT_TO_GIT = {
    "*** Add File:": "makes a file",
    "*** Delete File:": "takes a file away",
    "*** Move to:": "renames a file",
}
NO_HEADER = "@@"


def parse(lines: Sequence[Numbered]) -> list[FileDiff]:
    """Return what the patch says; PatchError for what is left to git."""
    files: list[FileDiff] = []
    hunks: list[list[Hunk]] = []
    """Of each file."""
    header, at = NO_HEADER, 0
    body: list[Numbered] = []

    def close() -> None:
        if files:
            hunks[-1] += hunks_of(header, at, body)
        body.clear()

    for number, line in _inside(lines):
        if line.startswith(UPDATE):
            close()
            name = line[len(UPDATE) :].strip()
            files.append(FileDiff((name,) if name else (), number, ()))
            hunks.append([])
            header, at = NO_HEADER, number
        elif line.startswith("@@"):
            close()
            header, at = line, number
        else:
            body.append((number, line))
    close()
    return [file._replace(hunks=tuple(found)) for file, found in zip(files, hunks, strict=True) if found]


def _inside(lines: Sequence[Numbered]) -> Iterator[Numbered]:
    """Yield the lines up to the end of the patch, without those that only frame it."""
    for number, line in lines:
        if line.startswith(END):
            return
        for start, what in LEFT_TO_GIT.items():
            if line.startswith(start):
                raise PatchError(f"it {what}, which is left to git; leave that part out", number)
        if not line.startswith((BEGIN, END_OF_FILE)):
            yield number, line
