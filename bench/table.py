"""What a regime gave, as text for a terminal and as one JSON value."""

from __future__ import annotations

from dataclasses import asdict
from itertools import islice
from statistics import fmean
from typing import TYPE_CHECKING, Any

from bench.score import changes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bench.contest import Contest, Entry
    from bench.score import Row

MIB = 1 << 20
NUMBERS = "random_number_replacement"
"""Told from an edit by no one: a mean is also given without it."""
COLUMNS = {
    "history": ("exact", "closer", "worse", "seen"),
    "episode": ("exact", "closer", "worse", "seen", "left"),
    "mixed": ("exact", "closer", "worse", "seen", "left"),
    "clean-edit": ("changed", "seen"),
    "new": ("exact", "closer", "worse", "seen"),
    "episode-new": ("exact", "closer", "worse", "seen", "left"),
    "clean-new": ("changed", "seen", "places", "found"),
}
WORDS = 100_000
"""The places that a tool changed, and its findings, are counted in so many words."""
CELL = 8
"""Characters in a column of figures."""
SHOWN_CHANGES = 6
"""Of each file that is shown."""

Cells = dict[str, float | None]
"""What stands in each column; None: not known."""


def render_contest(contest: Contest, show: int) -> str:
    """Return a regime's table, the tools' time and memory, and `show` changes of each tool that did harm."""
    return "\n".join(
        [
            f"## {contest.regime}: {contest.files} files, {_words(contest)} words, {contest.size_bytes / 1e6:.2f} MB",
            "",
            *_table(contest),
            "",
            *_costs(contest),
            *(line for entry in contest.entries for line in _harm(entry, show)),
            "",
        ]
    )


def contest_json(contest: Contest) -> dict[str, Any]:
    """Return what `render_contest` prints, counts in place of shares."""
    return {
        "files": contest.files,
        "bytes": contest.size_bytes,
        "tools": {
            entry.tool.name: {
                "wall_s": entry.run.wall_s,
                "cpu_s": entry.run.cpu_s,
                "peak_bytes": entry.run.peak_bytes,
                "status": entry.run.status,
                "rows": {name: asdict(row) for name, row in entry.rows.items()},
            }
            for entry in contest.entries
        },
    }


def shares(row: Row) -> Cells:
    """Return the row's counts in percent of its files, `left` of the damage; `places` and `found` in `WORDS` words."""
    counts = {"changed": row.changed, "exact": row.exact, "closer": row.closer, "worse": row.worse, "seen": row.seen}
    cells: Cells = {name: None if count is None else 100 * count / row.n for name, count in counts.items()}
    in_words = {"places": row.places, "found": row.found}
    cells |= {name: None if count is None else WORDS * count / row.words for name, count in in_words.items()}
    return cells | {"left": 100 * row.left / row.damage if row.damage else None}


def mean(rows: Sequence[Cells]) -> Cells:
    """Return the unweighted mean of each column; None where one of the rows does not know it."""
    columns = {name: [row[name] for row in rows] for name in rows[0]}
    return {
        name: None if None in values else fmean(value for value in values if value is not None)
        for name, values in columns.items()
    }


def _table(contest: Contest) -> Iterator[str]:
    columns = COLUMNS[contest.regime]
    first = contest.entries[0].rows
    width = max(map(len, [*first, "mean without numbers"]))
    group = CELL * len(columns)
    yield _line("", width, "", (f"{_clipped(entry.tool.name, group - 2):^{group}}" for entry in contest.entries))
    yield _line("", width, "n", ("".join(f"{column:>{CELL}}" for column in columns) for _ in contest.entries))
    cells = {name: [shares(entry.rows[name]) for entry in contest.entries] for name in first}
    for name, of_tools in cells.items():
        yield _line(name, width, first[name].n, (_cells(of_tool, columns) for of_tool in of_tools))
    for label, names in _means([*first]).items():
        of_tools = [mean(of_rows) for of_rows in zip(*(cells[name] for name in names), strict=True)]
        count = sum(first[name].n for name in names)
        yield _line(label, width, count, (_cells(of_tool, columns) for of_tool in of_tools))


def _words(contest: Contest) -> int:
    return sum(row.words for row in contest.entries[0].rows.values())


def _means(names: Sequence[str]) -> dict[str, list[str]]:
    if len(names) < 2:
        return {}
    means = {"mean": list(names)}
    if NUMBERS in names:
        means["mean without numbers"] = [name for name in names if name != NUMBERS]
    return means


def _line(name: str, width: int, n: int | str, groups: Iterable[str]) -> str:
    return (f"{name:<{width}}{n:>6}" + "".join(f"  {group}" for group in groups)).rstrip()


def _cells(cells: Cells, columns: Sequence[str]) -> str:
    values = [cells[column] for column in columns]
    return "".join(f"{'-' if value is None else f'{value:.1f}':>{CELL}}" for value in values)


def _clipped(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"


def _costs(contest: Contest) -> Iterator[str]:
    width = max(len(entry.tool.name) for entry in contest.entries)
    for entry in contest.entries:
        done = entry.run
        yield (
            f"{entry.tool.name:<{width}}  {done.wall_s:8.2f} s  {contest.size_bytes / 1e6 / done.wall_s:8.2f} MB/s"
            f"  peak {done.peak_bytes / MIB:6.1f} MiB  exit {done.status}"
        )


def _harm(entry: Entry, show: int) -> Iterator[str]:
    """Yield the changes that took a text farther from what the human wrote; in an undamaged text, every change."""
    harmful = (verdict for verdict in entry.verdicts if verdict.left > verdict.damage)
    for verdict in islice(harmful, show):
        yield f"\n{entry.tool.name} changed {verdict.case.path}"
        done = changes(verdict.case.staged, verdict.got)
        yield from (f"  {_printable(line)}" for line in done[:SHOWN_CHANGES])
        if len(done) > SHOWN_CHANGES:
            yield f"  and {len(done) - SHOWN_CHANGES} more"


def _printable(line: str) -> str:
    """Escape what could move a terminal's cursor or change its colour."""
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode("ascii") for char in line)
