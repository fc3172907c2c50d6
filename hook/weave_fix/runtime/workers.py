"""Processes that work for another one, and end when it does, however it ends."""

from __future__ import annotations

import os
from contextlib import suppress
from signal import SIG_DFL, SIG_IGN, SIGHUP, SIGINT, SIGKILL, SIGTERM, signal
from threading import Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import TracebackType

PR_SET_PDEATHSIG = 1


class Leash:
    """A pipe that the first process alone holds open; the workers, which are forked from it, wait for its end."""

    def __init__(self) -> None:
        self._parent = os.getpid()
        self._read, self._write = os.pipe()

    def __enter__(self) -> Leash:
        """Return the leash, which holds until the block is left."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        os.close(self._write)
        os.close(self._read)

    def tie(self) -> None:
        """Have the calling process, a fork, end at once when the first one ends."""
        # A terminal's signals are for the first process to act on. SIGTERM is how a pool ends its processes.
        for number, action in ((SIGINT, SIG_IGN), (SIGHUP, SIG_IGN), (SIGTERM, SIG_DFL)):
            signal(number, action)
        os.close(self._write)
        end_with_parent()
        Thread(target=self._wait, daemon=True).start()
        if os.getppid() != self._parent:  # it ended before anybody could be told
            os._exit(1)

    def _wait(self) -> None:
        os.read(self._read, 1)
        os._exit(1)


def end_with_parent() -> None:
    """Have Linux kill this process when its parent ends: no thread waits for the interpreter to be free then."""
    with suppress(ImportError, OSError, AttributeError):
        import ctypes

        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(SIGKILL), 0, 0, 0)
