"""What the commits of a history changed in some files: one `git log` for all of them, read while it runs."""

from __future__ import annotations

import os
from threading import Timer
from time import monotonic
from typing import TYPE_CHECKING

from weave_fix.markdown.suffixes import MARKDOWN_PATHSPECS
from weave_fix.named_tuple import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from weave_fix.git.runner import Stream

CHUNK = 1 << 16
OPTIONS = (
    *("--raw", "-z", "-M", "-c", "--root", "--no-abbrev", "--no-follow", "--no-color", "--no-show-signature"),
    *("--no-notes", "-O/dev/null", "--diff-filter=AMRT", "--format=%H %aI %P"),
)


class PastText(NamedTuple):
    """A text in a commit."""

    commit: str
    path: str
    oid: str
    """The blob, or `COMMIT:PATH`, which may name none."""


class PastChange(NamedTuple):
    """What one commit did to one file."""

    after: PastText
    before: tuple[PastText, ...]
    """The texts that it was made of: none of a file that the commit added, several in a merge."""
    date: str
    """The author's, as ISO 8601 has it."""


class Past(NamedTuple):
    """The changes of some files, newest first, renames followed."""

    changes: dict[str, list[PastChange]]
    """By the path that the file has in the newest commit."""
    is_late: bool
    """Whether time was up before all was read."""
    is_read: bool
    """Whether the log was read to its end."""


def read_past(stream: Stream, paths: Collection[str], most: int, deadline: float) -> Past:
    """Return the last `most` changes of each of `paths`, from the standard output of `git log` with `OPTIONS`.

    What only renamed a file comes with them and is not counted. `deadline` is when to stop, on the clock of
    `time.monotonic`.
    """
    finder = _Finder(paths, most)
    is_late = False

    def stop() -> None:
        nonlocal is_late
        is_late = True
        stream.stop()

    timer = Timer(max(0.0, deadline - monotonic()), stop)
    timer.daemon = True
    timer.start()
    try:
        for change in _changes(_fields(stream)):
            finder.add(change)
            if finder.is_done:
                return Past(finder.found, is_late=False, is_read=False)
    finally:
        timer.cancel()
    return Past(finder.found, is_late, is_read=not is_late)


class _Finder:
    """Gathers the changes of some files while their history comes by, newest first."""

    def __init__(self, paths: Collection[str], most: int) -> None:
        self.found: dict[str, list[PastChange]] = {path: [] for path in paths}
        self._left = dict.fromkeys(paths, most)
        """Changes of the text that are wanted yet."""
        self._owners = {path: {path} for path in paths}
        """For each path that a file of interest has had, the paths of today."""
        self._others: dict[str, list[PastChange]] = {}
        """Changes of files that are not known to be of interest: a branch may go on under the old name."""
        self._open = set(paths)

    @property
    def is_done(self) -> bool:
        """Whether no file needs another change."""
        return not self._open

    def add(self, change: PastChange) -> None:
        """Take one more change."""
        path = change.after.path
        owners = self._owners.get(path)
        if owners is None:
            self._others.setdefault(path, []).append(change)
            return
        for owner in owners:
            self._keep(owner, change)
        for before in change.before:
            if before.path != path:
                self._follow(before.path, owners)

    def _keep(self, owner: str, change: PastChange) -> None:
        if owner not in self._open:
            return
        self.found[owner].append(change)
        self._left[owner] -= all(before.oid != change.after.oid for before in change.before)
        if self._left[owner] <= 0:
            self._open.discard(owner)

    def _follow(self, path: str, owners: set[str]) -> None:
        fresh = owners - self._owners.setdefault(path, set())
        self._owners[path] |= fresh
        if fresh:
            for change in self._others.pop(path, []):
                self.add(change)


def _fields(stream: Stream) -> Iterator[bytes]:
    rest = b""
    while chunk := stream.out.read1(CHUNK):
        *fields, rest = (rest + chunk).split(b"\0")
        yield from fields


def _changes(fields: Iterator[bytes]) -> Iterator[PastChange]:
    commit, date, parents = "", "", list[str]()
    for field in fields:
        entry = field.strip(b"\n")
        if entry.startswith(b":"):
            change = _change(entry, fields, (commit, date), parents)
            if change is not None:
                yield change
        elif entry:
            commit, date, *parents = entry.decode("ascii").split()


def _change(
    entry: bytes, fields: Iterator[bytes], commit: tuple[str, str], parents: Sequence[str]
) -> PastChange | None:
    """Read one record of `--raw -c -z`, whose paths come next in `fields`; None for what is no file."""
    count = len(entry) - len(entry.lstrip(b":"))
    words = entry[count:].decode("ascii").split()
    modes, oids, status = words[: count + 1], words[count + 1 : -1], words[-1]
    first = os.fsdecode(next(fields, b""))
    # A merge names the path of its own text alone.
    path = os.fsdecode(next(fields, b"")) if count == 1 and status[0] in "RC" else first
    if not modes[-1].startswith("100"):
        return None
    before = tuple(
        PastText(parent, first if count == 1 else path, oid)
        for parent, mode, oid in zip(parents, modes, oids, strict=False)
        if mode.startswith("100")
    )
    return PastChange(PastText(commit[0], path, oids[-1]), before, commit[1])


def arguments_of_past(revisions: Sequence[str], pairing: str) -> tuple[str, ...]:
    """Return the arguments of the `git log` of the Markdown of `revisions`, object ids with `^` before some."""
    options = (pairing if option == "-M" else option for option in OPTIONS)
    return ("log", *options, *revisions, "--", *MARKDOWN_PATHSPECS)
