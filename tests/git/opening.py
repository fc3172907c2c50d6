"""Repositories as weave-fix opens them."""

from __future__ import annotations

from pathlib import Path

from weave_fix.git import Repository


def opened(start: Path) -> Repository:
    repository = Repository.discover(start)
    assert repository is not None
    return repository
