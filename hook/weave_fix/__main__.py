"""`python -m weave_fix`, and the command weave-fix."""

from __future__ import annotations

import sys

from weave_fix.runtime.start import collect_garbage_seldom, end_silently, leave_garbage, use_one_thread


def run() -> int:
    """Run weave-fix with the arguments of the process and return its exit status."""
    end_silently()
    use_one_thread()
    collect_garbage_seldom()
    from weave_fix.cli import main

    try:
        return main()
    finally:
        leave_garbage()


if __name__ == "__main__":
    sys.exit(run())
