"""Where the time of a run goes, by stage: measured for `--profile` alone.

A stage's time is without that of the stages inside it. What is imported counts for the stage that first needs it.
"""

from __future__ import annotations

from contextlib import contextmanager
from functools import wraps
from time import perf_counter, process_time
from typing import TYPE_CHECKING, TypeVar

from weave_fix.named_tuple import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import ParamSpec

    P = ParamSpec("P")

R = TypeVar("R")

GIT, WORDS, WHOLE_FILES = "git and files", "words of the repository", "whole files"
ALIGNMENT, CHANGES, TOKENS, PROPOSALS = "alignment", "history", "masking and tokens", "proposals"
FEATURES, TREES, TAGGER, GATE = "features", "trees", "tagger", "gate"
STAGES = (GIT, WORDS, WHOLE_FILES, ALIGNMENT, CHANGES, TOKENS, PROPOSALS, FEATURES, TREES, TAGGER, GATE)
"""The stages, in the order in which a text comes to them."""
OTHERS = "start and all else"


class Time(NamedTuple):
    """What a stage took, in seconds."""

    wall: float
    processor: float
    """This process's own, without that of git."""

    def plus(self, other: Time, sign: int = 1) -> Time:
        """Return the sum with `other`, or the difference where `sign` is -1."""
        return Time(self.wall + sign * other.wall, self.processor + sign * other.processor)


class Clock:
    """Adds up what the stages take."""

    def __init__(self) -> None:
        self._begun = _now()
        self._times: dict[str, Time] = {}
        self._inside: list[Time] = []
        """For each stage that has begun and not ended what the stages inside it took."""

    @contextmanager
    def of(self, stage: str) -> Iterator[None]:
        """Count what happens until the block is left for `stage`."""
        before = _now()
        self._inside.append(Time(0.0, 0.0))
        try:
            yield
        finally:
            took = _now().plus(before, -1)
            own = took.plus(self._inside.pop(), -1)
            self._times[stage] = self._times.get(stage, Time(0.0, 0.0)).plus(own)
            if self._inside:
                self._inside[-1] = self._inside[-1].plus(took)

    def times(self) -> list[tuple[str, Time]]:
        """Return what each stage took so far, and all else, in the order of `STAGES`."""
        rest = _now().plus(self._begun, -1)
        for took in self._times.values():
            rest = rest.plus(took, -1)
        return [*((stage, self._times.get(stage, Time(0.0, 0.0))) for stage in STAGES), (OTHERS, rest)]


_clock: list[Clock] = []
"""The clock of this run, where `--profile` asks for one."""


def begin() -> None:
    """Measure the stages from now on, afresh."""
    _clock[:] = [Clock()]


def end() -> list[tuple[str, Time]]:
    """Return what the stages took since `begin`, and measure no more."""
    return _clock.pop().times() if _clock else []


def stage(name: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Return a decorator: what the function does is the stage `name`."""

    def decorate(act: Callable[P, R]) -> Callable[P, R]:
        @wraps(act)
        def timed(*args: P.args, **kwargs: P.kwargs) -> R:
            if not _clock:
                return act(*args, **kwargs)
            with _clock[0].of(name):
                return act(*args, **kwargs)

        return timed

    return decorate


def _now() -> Time:
    return Time(perf_counter(), process_time())
