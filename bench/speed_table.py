"""What a commit costs, as text for a terminal and as one JSON value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bench.table import MIB

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bench.loading import Loading
    from bench.notes import NotesCost
    from bench.speed import Speed, Trial
    from bench.words import Words


def render_speed(speed: Speed) -> str:
    """Return a table for each way in which the tools were timed."""
    titles = {
        "one_file": "A clean commit of one edited file, in turn",
        "new_file": "A clean commit of one new file, in turn",
        "many": "Files changed by people",
        "whole": "Whole files without a change, on one core where the platform can pin it",
    }
    lines: list[str] = []
    for name, trial in speed.trials():
        runs = len(trial.timings[0].runs) if trial.timings else 0
        lines += [
            f"## {titles[name]}: {trial.files} of {trial.size_bytes / 1e6:.2f} MB, {runs} alternating runs each",
            "",
            *_timings(trial),
            "",
        ]
    return "\n".join(lines)


def render_loading(loading: Loading) -> str:
    """Return what it takes to begin with the language model."""
    return "\n".join(
        [
            "## The shipped language model in a fresh interpreter",
            "",
            f"mapped, and one pair looked up {1e3 * loading.load_s:8.1f} ms",
            f"peak memory                    {loading.peak_bytes / MIB:8.1f} MiB",
            f"the file                       {loading.file_bytes / MIB:8.1f} MiB",
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


def speed_json(speed: Speed) -> dict[str, Any]:
    """Return what `render_speed` prints, every run by itself."""
    return {
        name: {
            "files": trial.files,
            "bytes": trial.size_bytes,
            "tools": {
                timing.tool.name: {
                    "wall_s": [one.wall_s for one in timing.runs],
                    "peak_bytes": timing.peak_bytes,
                    "files_changed": timing.files_changed,
                    "ratio_to": {
                        other.tool.name: timing.ratio_to(other) for other in trial.timings if other is not timing
                    },
                }
                for timing in trial.timings
            },
        }
        for name, trial in speed.trials()
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


def _timings(trial: Trial) -> Iterator[str]:
    width = max((len(timing.tool.name) for timing in trial.timings), default=0)
    codespell = next((timing for timing in trial.timings if timing.tool.name == "codespell"), None)
    for timing in trial.timings:
        ratio = "" if codespell in (None, timing) else f"  {timing.ratio_to(codespell):6.2f} x codespell"
        yield (
            f"{timing.tool.name:<{width}}  {timing.wall_s:8.3f} s  {trial.size_bytes / 1e6 / timing.wall_s:8.2f} MB/s"
            f"  peak {timing.peak_bytes / MIB:6.1f} MiB  {timing.files_changed:4d} files changed{ratio}"
        )
