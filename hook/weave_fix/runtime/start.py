"""The start of the commands, before their modules are read."""

from __future__ import annotations

from signal import SIG_DFL, SIGINT, default_int_handler, getsignal, signal


def end_silently() -> None:
    """Have an interrupt end the process without a traceback, until `stoppable` makes an exception of it."""
    if getsignal(SIGINT) is default_int_handler:
        signal(SIGINT, SIG_DFL)
