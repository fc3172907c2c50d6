"""The errors that a user can do something about, and weave-fix's own faults."""

from __future__ import annotations


class WeaveFixError(Exception):
    """Wrong use, bad configuration or unreadable input: exit status 2.

    The message says what happened, to which path, and what to do next.
    """


class FileError(WeaveFixError):
    """One file cannot be handled; the other files still are."""

    def __init__(self, path: str, message: str) -> None:
        super().__init__(f"{path}: {message}")
        self.path = path


class NoGitError(WeaveFixError):
    """Git cannot be started: it is missing, or the system has no room for one more process."""


class FaultError(Exception):
    """Something that weave-fix should never do, caught before it was written: exit status 3."""
