"""`python -m weave_fix.notes`, and the command weave-notes."""

from __future__ import annotations

import sys

from weave_fix.runtime.start import end_silently, leave_garbage


def run() -> int:
    """Run weave-notes with the arguments of the process and return its exit status."""
    end_silently()
    from weave_fix.notes.cli import main

    try:
        return main()
    finally:
        leave_garbage()


if __name__ == "__main__":
    sys.exit(run())
