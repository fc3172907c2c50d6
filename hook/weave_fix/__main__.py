"""`python -m weave_fix`."""

from __future__ import annotations

import sys

from weave_fix.cli import main

if __name__ == "__main__":
    sys.exit(main())
