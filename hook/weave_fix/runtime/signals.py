"""What SIGINT, SIGTERM and SIGHUP do to a command: it ends as by an exception, and no file is left half done."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

STOPPING = (signal.SIGTERM, signal.SIGHUP)
"""Sent by whoever wants a command to end, and by a terminal that goes away."""
RAISING = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGPROF") if hasattr(signal, name))
"""Those that may raise an exception: `STOPPING`, an interrupt, and the end of the time of `runtime.deadline`."""


class Stopped(BaseException):
    """One of `STOPPING` came; like KeyboardInterrupt it passes everything that handles errors."""

    def __init__(self, number: int) -> None:
        super().__init__(signal.Signals(number).name)
        self.number = number


def _stop(number: int, frame: FrameType | None) -> None:
    # A terminal sends SIGHUP twice, a machine that shuts down SIGTERM as well: clearing up is not stopped once more.
    for one in STOPPING:
        signal.signal(one, signal.SIG_IGN)
    raise Stopped(number)


@contextmanager
def stoppable() -> Iterator[None]:
    """Have the signals that would end the process raise Stopped and KeyboardInterrupt; one that is ignored stays so.

    Outside the main thread, where Python handles no signals, nothing changes.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    handlers = {signal.SIGINT: signal.default_int_handler, **dict.fromkeys(STOPPING, _stop)}
    taken = [number for number in handlers if signal.getsignal(number) is signal.SIG_DFL]
    try:
        for number in taken:
            signal.signal(number, handlers[number])
        yield
    finally:
        for number in taken:
            signal.signal(number, signal.SIG_DFL)


@contextmanager
def held() -> Iterator[None]:
    """Have the signals that raise an exception wait until the block is left; for blocks that take no time.

    The process's mask would not do: the threads of a library take what the main thread does not.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    waiting: list[int] = []
    handlers = {number: signal.getsignal(number) for number in RAISING}
    taken = {number: handler for number, handler in handlers.items() if callable(handler)}
    try:
        for number in taken:
            signal.signal(number, lambda came, frame: waiting.append(came))
        yield
    finally:
        for number, handler in taken.items():
            signal.signal(number, handler)
        if waiting:
            signal.raise_signal(waiting[0])


@contextmanager
def temporary_folder() -> Iterator[str]:
    """Make a folder for temporary files, which is gone afterwards whatever happens but SIGKILL."""
    from shutil import rmtree
    from tempfile import mkdtemp

    folder = ""
    try:
        with held():
            folder = mkdtemp(prefix="weave-fix-")
        yield folder
    finally:
        if folder:
            with held():
                rmtree(folder, ignore_errors=True)
