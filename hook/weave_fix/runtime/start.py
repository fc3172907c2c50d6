"""The start of the commands, before their modules are read, and their end."""

from __future__ import annotations

import gc
import os
from signal import SIG_DFL, SIGINT, default_int_handler, getsignal, signal


def end_silently() -> None:
    """Have an interrupt end the process without a traceback, until `stoppable` makes an exception of it."""
    if getsignal(SIGINT) is default_int_handler:
        signal(SIGINT, SIG_DFL)


def use_one_thread() -> None:
    """Have numpy multiply matrices in one thread, unless the environment says otherwise.

    Ours are small: more threads take twice the processor time, waiting for each other, and none of the wall time.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def collect_garbage_seldom() -> None:
    """Have the interpreter look for cycles of objects once in 200,000 new ones, and not in 700.

    A run makes many that live to its end, and hardly a cycle: looking for them took a twentieth of its time.
    """
    gc.set_threshold(200_000, 50, 100)


def leave_garbage() -> None:
    """Have the interpreter look for no cycles of objects when it ends: the system takes back all of its memory.

    To look for them took a seventh of the time of a commit without damage.
    """
    gc.freeze()
