"""The benchmark's one error."""

from __future__ import annotations


class BenchError(Exception):
    """The benchmark cannot go on; the message says what happened, to what, and what to do next."""
