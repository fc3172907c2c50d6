"""The one place where errors end: what a command did, or could not do, becomes its exit status."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from weave_fix.errors import FaultError, WeaveFixError
from weave_fix.report import color
from weave_fix.report.terminal import TerminalReporter
from weave_fix.runtime import streams
from weave_fix.runtime.signals import Stopped, stoppable

if TYPE_CHECKING:
    from collections.abc import Callable

EXPECTED = 2
FAULT = 3
SIGNALLED = 128
"""What a shell adds to the number of the signal that ended a command."""
INTERRUPTED = SIGNALLED + 2
BROKEN_PIPE = SIGNALLED + 13


def ending(act: Callable[[], int]) -> int:
    """Return the status that `act` returns, or the one of the error that ends it, which is told on standard error."""
    streams.open_missing()
    try:
        return _status(act, TerminalReporter(sys.stderr, color.Colorizer(False)))
    finally:
        streams.settle()


def _status(act: Callable[[], int], reporter: TerminalReporter) -> int:
    # What is printed may hold characters that the terminal's encoding has not.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        with stoppable():
            status = act()
            sys.stdout.flush()
    except WeaveFixError as error:
        reporter.error("error", str(error))
        return EXPECTED
    except KeyboardInterrupt:
        reporter.error("error", "interrupted; every file is as it was or whole")
        return INTERRUPTED
    except Stopped as stop:
        reporter.error("error", f"stopped by {stop}; every file is as it was or whole")
        return SIGNALLED + stop.number
    except BrokenPipeError:
        return BROKEN_PIPE
    except OSError as error:
        reporter.error("error", f"{error}; see to it and run again")
        return EXPECTED
    except FaultError as error:
        reporter.error("fault", str(error))
        return FAULT
    except Exception as error:
        from weave_fix.report.crash import describe

        reporter.error("fault", describe(error))
        return FAULT
    return status
