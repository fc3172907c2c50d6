"""Memory that is free, handed back to the system."""

from __future__ import annotations

import ctypes
from typing import Any


def hand_back() -> None:
    """Hand back to the system what is free of the memory of this process.

    The GNU C library keeps it where anything that stands behind it is in use: of a megabyte of text 30 MB. Others do
    it by themselves, or have no such function.
    """
    trim: Any = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
