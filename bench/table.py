"""The figures as text for a terminal, and as one JSON value."""

from __future__ import annotations

from dataclasses import asdict
from itertools import islice
from statistics import fmean
from typing import TYPE_CHECKING, Any

from bench.score import changes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bench.contest import Contest, Entry
    from bench.notes import NotesCost
    from bench.score import Row
    from bench.speed import Speed, Timing
    from bench.words import Words

MIB = 1 << 20
NUMBERS = "random_number_replacement"
"""Told from an edit by no one: a mean is also given without it."""
COLUMNS = {
    "history": ("exact", "closer", "worse", "seen"),
    "episode": ("exact", "closer", "worse", "seen", "left"),
    "clean-edit": ("changed", "seen"),
}
CELL = 8
"""Characters in a column of figures."""
SHOWN_CHANGES = 6
"""Of each file that is shown."""

Cells = dict[str, float | None]
"""Percentages by column; None: not known."""


def render_contest(contest: Contest, show: int) -> str:
    """Return a regime's table, the tools' time and memory, and `show` changes of each tool that did harm."""
    return "\n".join(
        [
            f"## {contest.regime}: {contest.files} files, {contest.size_bytes / 1e6:.2f} MB",
            "",
            *_table(contest),
            "",
            *_costs(contest),
            *(line for entry in contest.entries for line in _harm(entry, show)),
            "",
        ]
    )


def render_speed(speed: Speed) -> str:
    """Return the table of what a clean commit costs."""
    return "\n".join(
        [
            f"## One clean commit of one file, {speed.one_file_bytes / 1e3:.1f} kB",
            f"   {len(speed.one_file[0].runs)} alternating runs each",
            "",
            *_timings(speed.one_file, speed.one_file_bytes),
            "",
            f"## {speed.many_files} files changed by people, {speed.many_bytes / 1e6:.2f} MB",
            "",
            *_timings(speed.many, speed.many_bytes),
            "",
        ]
    )


def render_words(words: Words) -> str:
    """Return what a commit waits for the repository's words."""
    return "\n".join(
        [
            "## Fifty words looked up in the clone's HEAD, ms",
            "",
            f"nothing kept                 {1e3 * words.gathered_s:8.1f}",
            f"kept at the commit before    {1e3 * words.followed_s:8.1f}",
            f"kept                         {1e3 * words.kept_s:8.1f}",
            f"Markdown not gathered        {words.left_bytes / 1e6:8.1f} MB",
            "",
        ]
    )


def render_notes(costs: Sequence[NotesCost]) -> str:
    """Return the table of what the commit-msg hook costs a commit that has no notes to carry."""
    width = max(len(cost.state) for cost in costs)
    return "\n".join(
        [
            "## weave-notes with nothing pending",
            f"   {len(costs[0].hook)} runs beside those of a bare interpreter",
            "",
            *(f"{cost.state:<{width}}  {cost.over_s:8.3f} s over the interpreter's start" for cost in costs),
            "",
        ]
    )


def contest_json(contest: Contest) -> dict[str, Any]:
    """Return what `render_contest` prints, counts in place of percentages."""
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


def speed_json(speed: Speed) -> dict[str, Any]:
    """Return what `render_speed` prints, every run by itself."""

    def timings(of: Sequence[Timing]) -> dict[str, Any]:
        return {
            timing.tool.name: {
                "wall_s": [one.wall_s for one in timing.runs],
                "peak_bytes": timing.peak_bytes,
                "files_changed": timing.files_changed,
                "ratio_to": {other.tool.name: timing.ratio_to(other) for other in of if other is not timing},
            }
            for timing in of
        }

    return {
        "one_file": {"bytes": speed.one_file_bytes, "tools": timings(speed.one_file)},
        "many": {"files": speed.many_files, "bytes": speed.many_bytes, "tools": timings(speed.many)},
    }


def notes_json(costs: Sequence[NotesCost]) -> dict[str, Any]:
    """Return what `render_notes` prints, every run by itself."""
    return {
        cost.state: {
            "over_s": cost.over_s,
            "hook_s": [one.wall_s for one in cost.hook],
            "bare_s": [one.wall_s for one in cost.bare],
            "status": sorted({one.status for one in cost.hook}),
        }
        for cost in costs
    }


def percentages(row: Row) -> Cells:
    """Return the row's counts as shares of its files, and `left` as a share of the damage."""
    counts = {"changed": row.changed, "exact": row.exact, "closer": row.closer, "worse": row.worse, "seen": row.seen}
    cells: Cells = {name: None if count is None else 100 * count / row.n for name, count in counts.items()}
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
    cells = {name: [percentages(entry.rows[name]) for entry in contest.entries] for name in first}
    for name, of_tools in cells.items():
        yield _line(name, width, first[name].n, (_cells(of_tool, columns) for of_tool in of_tools))
    for label, names in _means([*first]).items():
        of_tools = [mean(of_rows) for of_rows in zip(*(cells[name] for name in names), strict=True)]
        count = sum(first[name].n for name in names)
        yield _line(label, width, count, (_cells(of_tool, columns) for of_tool in of_tools))


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


def _timings(timings: Sequence[Timing], size_bytes: int) -> Iterator[str]:
    width = max(len(timing.tool.name) for timing in timings)
    codespell = next((timing for timing in timings if timing.tool.name == "codespell"), None)
    for timing in timings:
        ratio = "" if codespell in (None, timing) else f"  {timing.ratio_to(codespell):6.2f} x codespell"
        yield (
            f"{timing.tool.name:<{width}}  {timing.wall_s:8.3f} s  {size_bytes / 1e6 / timing.wall_s:8.2f} MB/s"
            f"  peak {timing.peak_bytes / MIB:6.1f} MiB  {timing.files_changed:4d} files changed{ratio}"
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
