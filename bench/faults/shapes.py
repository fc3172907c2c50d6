"""The processor time of odd texts, and how it grows: as new files, beside damage and inside damaged text."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NamedTuple

from bench.faults.texts import at_most, propose_alone
from bench.shapes import MORE, SHAPES, SOUND, TRACES, beside_damage, new, put_in

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

SIZE = 30_000
"""Characters; GROWN times as many are compared with it."""
GROWN = 4
LONGEST_S = 60
ALLOWED_S = 1.0
"""Seconds of processor time at SIZE."""
ALLOWED_GROWTH = 2.3**2
WORTH_GROWING_S = 0.15
"""What takes less at SIZE is not compared: the start of a run would hide how it grows."""


class Timed(NamedTuple):
    """The time of one shape in one place."""

    shape: str
    place: str
    seconds: float
    """Of the processor, at SIZE; infinite where it took over LONGEST_S."""
    growth: float | None
    """Times as much at GROWN times the size, as `_growth` says; None where it was not measured."""

    @property
    def is_slow(self) -> bool:
        """Whether it takes more than is allowed."""
        return self.seconds > ALLOWED_S or (self.growth or 0) > ALLOWED_GROWTH


PLACES: dict[str, Callable[[str], tuple[str | None, str]]] = {"new": new, "beside": beside_damage, "inside": put_in}


def measure_shapes(names: Sequence[str] = (), size: int = SIZE) -> list[Timed]:
    """Take the time of each shape of `names`, or of all, in each place."""
    found = []
    made = {**SHAPES, **MORE, **TRACES}
    propose_alone(None, SOUND)  # the model is read once, and is no part of any time
    for name in names or made:
        for place, put in PLACES.items():
            seconds = _seconds(*put(made[name](size)))
            found.append(Timed(name, place, seconds, _growth(made[name], put, size, seconds)))
    return found


def _growth(
    make: Callable[[int], str], put: Callable[[str], tuple[str | None, str]], size: int, seconds: float
) -> float | None:
    """Return how many times as long GROWN times the text takes; None where that cannot be told.

    Some work begins only with enough of a text: what grows too much is compared at GROWN times the size again.
    """
    if not WORTH_GROWING_S < seconds <= LONGEST_S:
        return None
    longer = _seconds(*put(make(size * GROWN)))
    growth = longer / seconds
    if not ALLOWED_GROWTH < growth < float("inf"):
        return growth
    return min(growth, _seconds(*put(make(size * GROWN**2))) / longer)


def _seconds(base: str | None, text: str) -> float:
    begin = time.process_time()
    try:
        with at_most(LONGEST_S):
            propose_alone(base, text)
    except TimeoutError:
        return float("inf")
    return time.process_time() - begin


def render_shapes(timed: Sequence[Timed], show: int = 10) -> str:
    """Return a table of the slowest, and how many there are."""
    slow = [one for one in timed if one.is_slow]
    shapes = len({one.shape for one in timed})
    head = f"{len(timed)} texts of {SIZE:,} characters, of {shapes} shapes; too slow: {len(slow)}"
    lines = [head, "", f"| shape | where | s | {GROWN} times the text |", "|---|---|---|---|"]
    shown = sorted(timed, key=lambda one: (one.is_slow, one.seconds), reverse=True)[: max(show, len(slow))]
    for one in shown:
        growth = "" if one.growth is None else f"{one.growth:.1f} x"
        lines.append(f"| {one.shape} | {one.place} | {one.seconds:.2f} | {growth} |")
    return "\n".join(lines)
