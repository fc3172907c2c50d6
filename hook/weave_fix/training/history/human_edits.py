"""Read what people did: single edits, whole commits, and how findings in whole commits were read."""

from __future__ import annotations

import json
import lzma
from typing import TYPE_CHECKING, Any, TypeAlias

from weave_fix.runtime.regular_file import LARGE, read_regular
from weave_fix.training.history.dataset import HumanEdit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

Place: TypeAlias = tuple[str, str]
"""A commit's name, and the path of a file in it."""
Quotation: TypeAlias = tuple[str, str]
"""What a finding changes, and into what."""


def read(paths: Iterable[Path]) -> list[HumanEdit]:
    """Return the edits of the files, in order; OSError where one cannot be read.

    A line has `repo`, `before` and `after`, or is a whole commit: `repo`, `commit` and `files`, each of them with
    `path`, `before` and `after`. A file that a commit adds, or leaves as it was, is left out.
    """
    edits = []
    for path in paths:
        for case in _lines(path):
            if "files" not in case:
                edits.append(HumanEdit(case["repo"], case["before"], case["after"]))
                continue
            edits += [
                HumanEdit(case["repo"], file["before"], file["after"], file["path"], case["commit"])
                for file in case["files"]
                if file["before"] and file["after"] and file["before"] != file["after"]
            ]
    return edits


def read_verdicts(path: Path) -> dict[Place, list[Quotation]]:
    """Return the findings in undamaged commits that were read and found right: slips of the writers."""
    slips: dict[Place, list[Quotation]] = {}
    for case in _lines(path):
        if case["right"]:
            slips.setdefault((case["commit"], case["path"]), []).append((case["before"], case["after"]))
    return slips


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    raw = read_regular(path, LARGE)
    for line in (lzma.decompress(raw) if path.suffix == ".xz" else raw).split(b"\n"):
        if line.strip():
            yield json.loads(line)
