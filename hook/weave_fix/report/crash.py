"""What a user can report about a fault of weave-fix itself."""

from __future__ import annotations

import sys
import traceback
from pathlib import Path

from weave_fix import __version__


def describe(error: BaseException) -> str:
    """Return one line for a bug report: what was raised and where, without a word of anybody's text but the message."""
    frames = traceback.extract_tb(error.__traceback__)[-3:]
    where = " < ".join(f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in reversed(frames))
    python = ".".join(map(str, sys.version_info[:3]))
    version = f"weave-fix {__version__}, Python {python}"
    return f"{type(error).__name__}: {error} [{version}, {where}]; this is a bug, please report this line"
