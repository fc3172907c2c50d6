"""`python -m weave_fix.notes`."""

from __future__ import annotations

import sys

from weave_fix.notes.command import main

if __name__ == "__main__":
    sys.exit(main())
