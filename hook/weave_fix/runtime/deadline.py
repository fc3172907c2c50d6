"""A bound on the processor time that one piece of work may take."""

from __future__ import annotations

import signal
import threading
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

    Result = TypeVar("Result")

AGAIN = 0.5
"""Seconds of processor time after which the timer goes off again: an exception inside `__del__` is lost."""


class Overdue(BaseException):
    """The time is over; like KeyboardInterrupt it passes everything that handles errors."""


def _end(number: int, frame: FrameType | None) -> None:
    raise Overdue


def within(seconds: float, work: Callable[[], Result]) -> Result:
    """Return what `work` does; raise Overdue once it has taken `seconds` of this process's processor time, 0: never.

    Processor time, for what comes of a text must not depend on what else the machine does. One call of a library's C
    code is not interrupted. Outside the main thread, and on Windows, which has no such timers, nothing is raised.
    """
    if not seconds or not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        return work()
    before = signal.signal(signal.SIGPROF, _end)
    try:
        try:
            signal.setitimer(signal.ITIMER_PROF, seconds, AGAIN)
            return work()
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
    finally:  # the timer may go off before the inner block has stopped it
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
