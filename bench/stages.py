"""What share of a run each stage has, as `weave-fix --profile` prints it."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING, NamedTuple

from bench import sandbox
from bench.measure import run

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bench.tools import Tool

ROW = re.compile(r"(?P<stage>\S.{23}) *(?P<wall>-?[\d.]+) +\S+ %? *(?P<processor>-?[\d.]+) +\S+(?: %)?")


class Stage(NamedTuple):
    """What a stage takes, in seconds."""

    name: str
    wall_s: float
    processor_s: float
    """Without that of git."""


def measure_stages(tool: Tool, command: Sequence[str], pristine: Path, root: Path) -> list[Stage]:
    """Run `command` with `--profile` in a copy of `pristine` at `root`; nothing where the tool has no such flag."""
    if not tool.is_weave_fix:
        return []
    sandbox.copy(pristine, root)
    done = run((*command, "--profile", "--no-cache"), root)
    shutil.rmtree(root)
    return read_stages(done.stderr)


def read_stages(printed: str) -> list[Stage]:
    """Return the stages of the table that stands in what was printed, the sum of all left out."""
    rows = [row for row in map(ROW.fullmatch, printed.splitlines()) if row]
    stages = [Stage(row["stage"].strip(), float(row["wall"]), float(row["processor"])) for row in rows]
    return [one for one in stages if one.name != "all"]
