"""The processor time and memory of odd texts, and how the time grows: new, beside damage and inside damaged text."""

from __future__ import annotations

import os
import resource
from math import inf, log2
from typing import TYPE_CHECKING, NamedTuple

from bench.faults.texts import propose_alone, settle
from bench.measure import RSS_UNIT
from bench.shapes import HOSTILE, MORE, SHAPES, SOUND, TRACES, beside_damage, new, put_in, taken_out
from bench.table import MIB

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

SIZE = 30_000
"""Characters."""
GROWN = 4
"""Times as many are compared with it, and so on up to the largest size."""
LARGEST = SIZE * GROWN
LONGEST_S = 60
ALLOWED_S = 1.0
"""Seconds of processor time at SIZE."""
ALLOWED_GROWTH = 2.3
ALLOWED_BYTES = 150 * MIB
WORTH_GROWING_S = 0.15
"""What takes less is not compared with what a longer text takes: the start of a run would hide how it grows."""


class Timed(NamedTuple):
    """The cost of one shape in one place."""

    shape: str
    place: str
    seconds: float
    """Of the processor, at SIZE; infinite where it took over LONGEST_S."""
    growth: float | None
    """Times as much for each doubling, where most; None where it was not measured."""
    longest_s: float
    """At the greatest size that was tried."""
    peak_bytes: int
    """Resident, at the greatest size that was tried, with the interpreter and the model."""
    failure: str
    """What does not hold; empty: nothing."""

    @property
    def is_over(self) -> bool:
        """Whether it takes more than is allowed, or fails."""
        return (
            self.seconds > ALLOWED_S
            or (self.growth or 0) > ALLOWED_GROWTH
            or self.peak_bytes > ALLOWED_BYTES
            or bool(self.failure)
        )


PLACES: dict[str, Callable[[str], tuple[str | None, str]]] = {
    "new": new,
    "beside": beside_damage,
    "inside": put_in,
    "taken out": taken_out,
}
ALL = {**SHAPES, **MORE, **TRACES, **HOSTILE}


def measure_shapes(names: Sequence[str] = (), size: int = SIZE, largest: int = LARGEST) -> Iterator[Timed]:
    """Yield the cost of each shape of `names`, or of all, in each place, at `size` characters and more."""
    propose_alone(None, SOUND)  # the model is read once, and is no part of any time
    for name in names or ALL:
        for place, put in PLACES.items():
            yield _measured(name, place, put, size, largest)


def _measured(name: str, place: str, put: Callable[[str], tuple[str | None, str]], size: int, largest: int) -> Timed:
    first, before, peak, growth = None, 0.0, 0, None
    at, was = size, 0
    while True:
        seconds, peak, failure = _cost(*put(ALL[name](at)))
        first = seconds if first is None else first
        if was and before > WORTH_GROWING_S and seconds < inf:
            growth = max(growth or 0, (seconds / before) ** (1 / log2(at / was)))
        if failure or at >= largest or seconds * GROWN > LONGEST_S:
            return Timed(name, place, first, growth, seconds, peak, failure)
        at, was, before = min(at * GROWN, largest), at, seconds


def _cost(base: str | None, text: str) -> tuple[float, int, str]:
    """Return seconds of processor time, the bytes of memory at most, and what failed, for one text in a process."""
    reading, writing = os.pipe()
    process = os.fork()
    if not process:
        try:
            os.close(reading)
            resource.setrlimit(resource.RLIMIT_CPU, (LONGEST_S, LONGEST_S))
            os.write(writing, settle(base, text).encode("utf-8", "backslashreplace")[:4000])
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as report:
        failure = report.read().decode()
    _, status, used = os.wait4(process, 0)
    seconds = used.ru_utime + used.ru_stime
    if os.WIFSIGNALED(status):
        return inf, used.ru_maxrss * RSS_UNIT, "" if seconds > LONGEST_S - 1 else f"ended by {os.WTERMSIG(status)}"
    return seconds, used.ru_maxrss * RSS_UNIT, failure


def render_shapes(timed: Sequence[Timed], show: int = 10) -> str:
    """Return a table of those over a bound, or of the slowest, and how many there are."""
    over = [one for one in timed if one.is_over]
    shapes = len({one.shape for one in timed})
    head = f"{len(timed)} texts of {shapes} shapes; over a bound: {len(over)}"
    columns = f"| shape | where | s at {SIZE:,} characters | s at most | for each doubling | MiB | fails |"
    lines = [head, "", columns, "|---|---|---|---|---|---|---|"]
    shown = sorted(timed, key=lambda one: (one.is_over, one.seconds), reverse=True)[: max(show, len(over))]
    for one in shown:
        growth = "" if one.growth is None else f"{one.growth:.2f} x"
        lines.append(
            f"| {one.shape} | {one.place} | {one.seconds:.2f} | {one.longest_s:.2f} | {growth} "
            f"| {one.peak_bytes / MIB:.0f} | {one.failure} |"
        )
    return "\n".join(lines)
