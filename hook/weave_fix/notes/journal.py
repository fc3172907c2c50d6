"""The journal: what waits for its commit, in a file of JSON lines below the worktree's own git folder.

Lines are only ever appended, each batch in one write under a lock, so that a crash leaves whole lines and at most the
start of one, which is not read and is cut off before the next batch. A journal that holds anything else is set aside.
"""

from __future__ import annotations

import json
import os
import re
import sys
from contextlib import contextmanager
from itertools import count
from typing import TYPE_CHECKING, Any

from weave_fix.named_tuple import NamedTuple
from weave_fix.notes import LARGEST, NAME
from weave_fix.notes.records import Entry
from weave_fix.records import Applicability, Note, encode
from weave_fix.runtime.atomic_write import write_atomically
from weave_fix.runtime.regular_file import NotRegularError, TooLargeError, open_to_change, read_regular
from weave_fix.runtime.signals import held

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

SIGNATURE = re.compile(r"[a-z0-9_]+")
COMMIT = re.compile(r"[0-9a-f]{0,64}")
UNREADABLE = (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError)
"""What reading a line raises that weave-fix did not write."""
REMEMBERED = 100
"""Settled entries that are kept when the journal is rewritten."""
MOST = 10_000
"""Entries that are kept at all; the oldest go."""
BROKEN = b"\n"
"""A journal of one line that nobody can read."""
LARGE = 1 << 16
"""Bytes from which on a journal is rewritten once more of it is past than present."""


class JournalState(NamedTuple):
    """What the journal comes to."""

    entries: dict[str, Entry]
    """By key, oldest first."""
    seen: str = ""
    """What ORIG_HEAD held when the entries were last looked at: it changes when commits are undone."""
    broken: bool = False
    """Whether there are lines that nobody can read."""

    @property
    def waiting(self) -> list[Entry]:
        """Those that no commit was seen to hold."""
        return [entry for entry in self.entries.values() if not entry.committed]


class Journal:
    """The journal in one folder, which need not exist before something is kept there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / NAME

    def read(self) -> JournalState:
        """Return what is kept, without what is broken; OSError if the file cannot be read."""
        return state_of(self._raw())

    def add(self, entries: Iterable[Entry]) -> None:
        """Keep `entries`; one takes the place of what is kept about the same thing.

        What earlier runs only reported in the same files is forgotten: this run has looked at them again.
        """
        from weave_fix.notes.trailer import LEFT

        new = {entry.key: entry for entry in entries}
        paths = {entry.note.path for entry in new.values()}
        with self._locked():
            old = self.read().entries
            obsolete = [
                key
                for key, entry in old.items()
                if entry.note.path in paths and entry.note.message == LEFT and not entry.value and key not in new
            ]
            self._append(
                {"gone": obsolete} if obsolete else None,
                *({"note": _row(entry)} for key, entry in new.items() if old.get(key) != entry),
            )
            self._compact()

    def mark(
        self,
        offered: Mapping[str, str],
        committed: Iterable[str] = (),
        obsolete: Iterable[str] = (),
        aged: Iterable[str] = (),
        *,
        seen: str,
    ) -> None:
        """Keep what became of entries, by key: the trailer that each was offered as, those settled, gone, not seen."""
        lost, unseen = list(obsolete), list(aged)
        with self._locked():
            state = self.read()
            done = [key for key in committed if key in state.entries and not state.entries[key].committed]
            self._append(
                {"offered": dict(offered)} if offered else None,
                {"settled": done} if done else None,
                {"gone": lost} if lost else None,
                {"waited": unseen} if unseen else None,
                {"seen": seen} if seen != state.seen else None,
            )
            self._compact()

    def drop(self) -> int:
        """Forget everything and return how many entries were waiting."""
        with self._locked():
            waiting = len(self.read().waiting)
            self.file.unlink(missing_ok=True)
        return waiting

    def quarantine_corrupt(self) -> Path | None:
        """Set a broken journal aside and keep what can be read of it; return where it is, None if it is undamaged."""
        from zlib import crc32

        if not self.read().broken:
            return None
        with self._locked():
            raw = self._raw()
            state = state_of(raw)
            if not state.broken:
                return None
            aside = _set_aside(self.file, f"notes-{crc32(raw):08x}")
            self._rewrite(state)
        return aside

    def _raw(self) -> bytes:
        """Return the bytes of the file; of one that is no journal, such as a pipe, those of a broken one."""
        try:
            return read_regular(self.file, LARGEST)
        except FileNotFoundError:
            return b""
        except (NotRegularError, TooLargeError):
            return BROKEN

    def _compact(self) -> None:
        """Write the journal again where it is large and most of it is past, or take it away."""
        state = self.read()
        if state.broken:
            return  # to be set aside as it is
        committed = [key for key, entry in state.entries.items() if entry.committed]
        past = {*committed[:-REMEMBERED], *list(state.entries)[:-MOST]}
        kept = {key: entry for key, entry in state.entries.items() if key not in past}
        if not kept:
            self.file.unlink(missing_ok=True)
        elif past or (len(raw := self._raw()) > LARGE and raw.count(b"\n") > 2 * len(kept) + 2):
            self._rewrite(JournalState(kept, state.seen))

    def _append(self, *records: Mapping[str, Any] | None) -> None:
        batch = b"".join(_line(record) for record in records if record is not None)
        if not batch:
            return
        with open_to_change(self.file, LARGEST) as file, held():
            whole = file.read().rfind(b"\n") + 1
            file.seek(whole)
            file.truncate()  # the start of a line that a crash left
            file.write(batch)
            file.flush()
            os.fsync(file.fileno())

    def _rewrite(self, state: JournalState) -> None:
        lines = [_line({"note": _row(entry)}) for entry in state.entries.values()]
        lines.append(_line({"seen": state.seen}))
        write_atomically(self.file, b"".join(lines), flush=True)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Hold the lock, which is a file of its own: the journal's can be replaced."""
        from fcntl import LOCK_EX, flock

        self.folder.mkdir(parents=True, exist_ok=True)
        file = self.folder / "notes.lock"
        try:
            lock = open_to_change(file, sys.maxsize)
        except NotRegularError:
            _set_aside(file, "notes.lock")
            lock = open_to_change(file, sys.maxsize)
        with lock:
            flock(lock, LOCK_EX)
            yield


def _set_aside(file: Path, name: str) -> Path:
    """Rename whatever `file` is to a free name that begins with `name`, and return its new path."""
    names = (file.with_name(f"{name}{f'-{number}' * (number > 1)}.broken") for number in count(1))
    aside = next(one for one in names if not os.path.lexists(one))
    os.rename(file, aside)
    return aside


def _line(record: Mapping[str, Any]) -> bytes:
    return json.dumps(record, separators=(",", ":")).encode("ascii") + b"\n"


def _row(entry: Entry) -> dict[str, Any]:
    row = entry._asdict() | {"note": [*entry.note[:4], int(entry.note.applicability)]}
    row["settled"], row["waited"] = row.pop("committed"), row.pop("age")
    return row


def _entry(row: dict[str, Any]) -> Entry:
    """Return the entry that `_row` made `row` of; an error of those in `UNREADABLE` if it made none such."""
    path, line, signature, message, applicability = row["note"]
    made = Entry(
        Note(str(path), int(line), str(signature), str(message), Applicability(applicability)),
        tuple(map(str, row["pieces"])),
        int(row["lead"]),
        str(row["head"]),
        tuple(map(int, row["bases"])),
        str(row["value"]),
        row["settled"] is True,
        int(row["waited"]),
    )
    is_sound = made.pieces and _is_path(made.note.path) and COMMIT.fullmatch(made.head)
    if not is_sound or not SIGNATURE.fullmatch(signature) or not (message + made.value).isprintable():
        raise ValueError("nothing that weave-fix has written")
    for text in (made.note.path, *made.pieces):
        encode(text)  # a lone surrogate that stands for no byte is in no file, and raises
    return made


def _is_path(path: str) -> bool:
    """Tell whether git could have such a path: what it is asked for with another one, it refuses, and all the rest."""
    return "\0" not in path and not {"", ".", ".."} & set(path.split("/"))


def _printable(value: str) -> str:
    """Return `value`, which a trailer has; an error of those in `UNREADABLE` if none can."""
    if not value.isprintable():
        raise ValueError("nothing that weave-fix has written")
    return value


class _Record(NamedTuple):
    """What one line says."""

    entry: Entry | None
    offered: dict[str, str]
    committed: list[str]
    obsolete: list[str]
    aged: list[str]
    seen: str | None


def _record(line: bytes) -> _Record | None:
    """Return what `line` says, None if weave-fix did not write it."""
    try:
        record = json.loads(line)
        return _Record(
            _entry(record["note"]) if "note" in record else None,
            {str(key): _printable(value) for key, value in record.get("offered", {}).items()},
            list(map(str, record.get("settled", ()))),
            list(map(str, record.get("gone", ()))),
            list(map(str, record.get("waited", ()))),
            str(record["seen"]) if "seen" in record else None,
        )
    except UNREADABLE:
        return None


def state_of(raw: bytes) -> JournalState:
    """Return what the bytes of a journal come to."""
    entries: dict[str, Entry] = {}
    seen, broken = "", False
    for line in raw.split(b"\n")[:-1]:  # behind the last line end is nothing, or what a crash left
        record = _record(line)
        if record is None:
            broken = True
            continue
        if record.entry is not None:
            entries.pop(record.entry.key, None)  # the newest goes last
            entries[record.entry.key] = record.entry
        for key in entries.keys() & record.offered.keys():
            entries[key] = entries[key]._replace(value=record.offered[key], committed=False)
        for key in entries.keys() & record.committed:
            entries[key] = entries[key]._replace(committed=True)
        for key in entries.keys() & record.aged:
            entries[key] = entries[key]._replace(age=entries[key].age + 1)
        for key in record.obsolete:
            entries.pop(key, None)
        if record.seen is not None:
            seen = record.seen
    return JournalState(entries, seen, broken)
