"""The one place where errors end: what a command did, or could not do, becomes its exit status."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from weave_fix import streams
from weave_fix.errors import FaultError, WeaveFixError
from weave_fix.report import color
from weave_fix.report.text import Text
from weave_fix.signals import Stopped, stoppable

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
        return _status(act, Text(sys.stderr, color.Paint(False)))
    finally:
        streams.settle()


def _status(act: Callable[[], int], complaints: Text) -> int:
    # What is printed may hold characters that the terminal's encoding has not.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        with stoppable():
            status = act()
            sys.stdout.flush()
    except WeaveFixError as error:
        complaints.complain("error", str(error))
        return EXPECTED
    except KeyboardInterrupt:
        complaints.complain("error", "interrupted; every file is as it was or whole")
        return INTERRUPTED
    except Stopped as stop:
        complaints.complain("error", f"stopped by {stop}; every file is as it was or whole")
        return SIGNALLED + stop.number
    except BrokenPipeError:
        return BROKEN_PIPE
    except OSError as error:
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
