"""What a commit costs, as text for a terminal and as one JSON value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bench.speed import NEW_FILE
from bench.table import MIB

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bench.large import LargeCommits
    from bench.loading import Loading
    from bench.notes import NotesCost
    from bench.speed import Speed, Trial
    from bench.words import Words


def render_speed(speed: Speed) -> str:
    """Return a table for each way in which the tools were timed."""
    titles = {
        "one_file": "A clean commit of one edited file, in turn",
        "new_file": "A clean commit of one new file, in turn",
        "several": "Some files changed by people",
        "many": "Files changed by people",
        "small": "New files of a paragraph each",
        "whole": "Whole files without a change, on one core where the platform can pin it",
        "whole_large": "More of them, the same way",
    }
    lines: list[str] = []
    for name, trial in speed.items():
        title = titles.get(name) or f"A clean commit of one new file of {name.removeprefix(NEW_FILE)} kB"
        runs = len(trial.timings[0].runs) if trial.timings else 0
        lines += [
            f"## {title}: {trial.files} of {trial.size_bytes / 1e6:.2f} MB, {runs} alternating runs each",
            "",
            *_timings(trial),
            *_stages(trial),
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
            "stages": {stage.name: [stage.wall_s, stage.processor_s] for stage in trial.stages},
            "tools": {
                timing.tool.name: {
                    "wall_s": [one.wall_s for one in timing.runs],
                    "cpu_s": [one.cpu_s for one in timing.runs],
                    "peak_bytes": timing.peak_bytes,
                    "files_changed": timing.files_changed,
                    "ratio_to": {
                        other.tool.name: timing.ratio_to(other) for other in trial.timings if other is not timing
                    },
                }
                for timing in trial.timings
            },
        }
        for name, trial in speed.items()
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
        ratio = ""
        if codespell not in (None, timing):
            ratio = f"  {timing.ratio_to(codespell):6.2f} and {timing.cpu_ratio_to(codespell):6.2f} x codespell"
        yield (
            f"{timing.tool.name:<{width}}  {timing.wall_s:8.3f} s, processor {timing.cpu_s:8.3f} s"
            f"  {trial.size_bytes / 1e6 / timing.wall_s:8.2f} MB/s  peak {timing.peak_bytes / MIB:6.1f} MiB"
            f"  {timing.files_changed:4d} files changed{ratio}"
        )


def _stages(trial: Trial) -> Iterator[str]:
    """Yield a line with what share of the wall time the stages have that have any."""
    total = sum(stage.wall_s for stage in trial.stages)
    shares = [(stage.name, round(100 * stage.wall_s / total)) for stage in trial.stages] if total else []
    if shares:
        yield "   " + ", ".join(f"{name} {share} %" for name, share in shares if share)


def render_large(large: Sequence[LargeCommits]) -> str:
    """Return the table of what the largest commits cost."""
    if not large:
        return "## No large commits\n"
    width = max(len(one.tool.name) for one in large)
    return "\n".join(
        [
            f"## The {len(large[0].runs)} largest commits, processor time",
            "",
            *(
                f"{one.tool.name:<{width}}  median {one.median_s:8.3f} s  worst {one.worst_s:8.3f} s"
                f"  peak {max(run.peak_bytes for run in one.runs) / MIB:6.1f} MiB"
                for one in large
            ),
            "",
        ]
    )


def large_json(large: Sequence[LargeCommits]) -> dict[str, Any]:
    """Return what `render_large` prints, every commit by itself."""
    return {
        one.tool.name: {
            "cpu_s": [run.cpu_s for run in one.runs],
            "wall_s": [run.wall_s for run in one.runs],
            "peak_bytes": [run.peak_bytes for run in one.runs],
        }
        for one in large
    }
