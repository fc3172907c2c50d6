"""`--format jsonl`: the objects of `--format json`, one a line."""

from __future__ import annotations

import json
from typing import IO, TYPE_CHECKING

from weave_fix.report.formats.json import row

if TYPE_CHECKING:
    from weave_fix.report.color import Colorizer
    from weave_fix.report.registry import Report

HELP = "the objects of json, one a line"


def write(report: Report, stream: IO[str], paint: Colorizer) -> None:
    """Write a line of ASCII for each finding."""
    for finding in report.findings():
        stream.write(json.dumps(row(finding)) + "\n")
