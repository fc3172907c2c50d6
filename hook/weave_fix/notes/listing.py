"""Notes read back: those of past commits, and those that wait."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from weave_fix.errors import WeaveFixError
from weave_fix.named_tuple import NamedTuple
from weave_fix.notes import KEY
from weave_fix.notes.trailer import read, value_of
from weave_fix.records import COMMIT_SHOWN
from weave_fix.report.escape import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from weave_fix.git import Repository
    from weave_fix.records import Note


class Row(NamedTuple):
    """One note, with the commit that carries it."""

    commit: str
    """Empty for a note that waits."""
    date: str
    value: str


def log(repository: Repository, revisions: str | None) -> list[Row]:
    """Return the notes of the commits of `revisions`, a range or revision as git takes it, newest commit first.

    Without it all that HEAD builds on. WeaveFixError if git knows no such revision.
    """
    if revisions is None and repository.head() is None:
        return []
    try:
        found = repository.trailers(KEY, *(revisions or "HEAD").split())
    except WeaveFixError as error:
        raise WeaveFixError(f"--log {revisions}: {error}") from error
    return [Row(one.commit, one.date, value) for one in found for value in one.values]


def pending(notes: Iterable[Note]) -> list[Row]:
    """Return a row for each of the notes, by path and line."""
    return [Row("", "", value_of(note)) for note in sorted(notes, key=lambda note: (note.path, note.line))]


def table(rows: Sequence[Row]) -> str:
    """Return the rows as columns for a person, without anything in them that steers a terminal."""
    lines = [_cells(row) for row in rows]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True) if width).rstrip() + "\n"
        for line in lines
    )


def _cells(row: Row) -> tuple[str, str, str, str, str]:
    reading = read(row.value)
    start = (row.commit[:COMMIT_SHOWN], row.date)
    if reading is None:
        return (*start, "", "", visible(row.value))
    place = reading.path if reading.line is None else f"{reading.path}:{reading.line}"
    return (*start, visible(place), reading.signature, visible(reading.message))


def render_json(rows: Iterable[Row]) -> str:
    """Return one array, a row a line; path, line, signature and message are null where a trailer has another form."""
    objects = [json.dumps(_object(row)) for row in rows]
    return "[\n" + ",\n".join(objects) + "\n]\n" if objects else "[]\n"


def _object(row: Row) -> dict[str, Any]:
    reading = read(row.value)
    made: dict[str, Any] = {"commit": row.commit or None, "date": row.date or None}
    made |= dict.fromkeys(("path", "line", "signature", "message")) if reading is None else reading._asdict()
    return made | {"value": row.value}
