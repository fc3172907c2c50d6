"""The one place where errors end: what a command did, or could not do, becomes its exit status."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from weave_fix.errors import FaultError, WeaveFixError
from weave_fix.report import color
from weave_fix.report.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable

EXPECTED = 2
FAULT = 3
INTERRUPTED = 130
BROKEN_PIPE = 141
"""What a shell reports of a command that SIGPIPE ended, git among them."""


def ending(act: Callable[[], int]) -> int:
    """Return the status that `act` returns, or the one of the error that ends it, which is told on standard error."""
    complaints = Text(sys.stderr, color.Paint(False))
    # What is printed may hold characters that the terminal's encoding has not.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        status = act()
        sys.stdout.flush()
    except WeaveFixError as error:
        complaints.complain("error", str(error))
        return EXPECTED
    except KeyboardInterrupt:
        complaints.complain("error", "interrupted; every file is as it was or whole")
        return INTERRUPTED
    except BrokenPipeError:
        _silence_stdout()
        return BROKEN_PIPE
    except OSError as error:
        _silence_stdout()
        complaints.complain("error", f"{error}; see to it and run again")
        return EXPECTED
    except FaultError as error:
        complaints.complain("fault", str(error))
        return FAULT
    except Exception as error:
        from weave_fix.report.fault import describe

        complaints.complain("fault", describe(error))
        return FAULT
    return status


def _silence_stdout() -> None:
    """Let what is still in the buffer go nowhere, so that the interpreter does not complain when it ends."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
