"""Selecting as a run does, for the tests of what is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weave_fix.config import Config
from weave_fix.files.select import Inputs, select
from weave_fix.git import Repository

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def read(
    start: Path,
    *paths: str,
    base: str | None = None,
    exclude: tuple[str, ...] = (),
    environ: Mapping[str, str] | None = None,
    scope: str = "changed",
    exact: bool = False,
) -> Inputs:
    """Select as a run in the folder `start` does."""
    config = Config(paths=paths, base=base, exclude=exclude, scope=scope, exact=exact)
    return select(config, Repository.discover(start), environ or {}, start)


def texts(inputs: Inputs) -> dict[str, tuple[str, ...]]:
    """Return text and bases of each subject by path; fail if anything was left out."""
    assert not inputs.skipped
    assert not inputs.failures
    return {s.document.path: (s.document.text, *(base.text for base in s.bases)) for s in inputs.documents}


def reasons(inputs: Inputs) -> dict[str, str]:
    return {skip.path: skip.reason for skip in inputs.skipped}


def failures(inputs: Inputs) -> dict[str, str]:
    return {failure.path: str(failure) for failure in inputs.failures}
