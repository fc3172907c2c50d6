"""`--format text`: nothing on standard output; in a file, the lines that standard error gets, without colours."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from weave_fix.report.terminal import TerminalReporter

if TYPE_CHECKING:
    from weave_fix.report.color import Colorizer
    from weave_fix.report.registry import Report

HELP = "lines on standard error, nothing on standard output (the default)"


def write(report: Report, stream: IO[str], paint: Colorizer) -> None:
    """Write a line for each finding."""
    lines = TerminalReporter(stream, paint, strict=True)
    for finding in report.findings():
        lines.finding(finding)
