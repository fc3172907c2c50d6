"""Standard output and standard error, which may be closed, full, or a pipe that nobody reads."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import IO


def open_missing() -> None:
    """Put the null device in the place of standard streams that are closed.

    Else they are None to Python, and the next file that is opened gets the number that git and others write to.
    """
    with suppress(OSError):
        while (handle := os.open(os.devnull, os.O_RDWR)) <= 2:
            os.set_inheritable(handle, True)
        os.close(handle)
        sys.stdout = sys.stdout or _null()
        sys.stderr = sys.stderr or _null()


def _null() -> IO[str]:
    return open(os.devnull, "w", encoding="utf-8")


def settle() -> None:
    """Write out what is still to be written; what cannot be, goes nowhere.

    Else the interpreter would complain when it ends, and make its own exit status of it.
    """
    _flush(sys.stdout)
    _flush(sys.stderr)


def _flush(stream: IO[str]) -> None:
    try:
        stream.flush()
        return
    except (OSError, ValueError):
        pass
    with suppress(OSError, ValueError):
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, stream.fileno())
        os.close(null)
