"""`--format github`: workflow commands, which GitHub Actions shows beside the lines of a pull request."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from weave_fix.report.escape import visible
from weave_fix.report.findings import sentence

if TYPE_CHECKING:
    from weave_fix.report.color import Colorizer
    from weave_fix.report.findings import Finding
    from weave_fix.report.registry import Report

HELP = "workflow commands of GitHub Actions, which annotate the lines"
COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}


def write(report: Report, stream: IO[str], paint: Colorizer) -> None:
    """Write a line for each finding."""
    for finding in report.findings():
        stream.write(_line(finding))


def _line(finding: Finding) -> str:
    properties = {"file": finding.path, "line": finding.line, "endLine": finding.end_line}
    if finding.line == finding.end_line:  # columns of several lines are refused
        properties |= {"col": finding.column, "endColumn": finding.end_column}
    properties["title"] = f"weave-fix: {finding.signature}"
    told = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    return f"::{COMMANDS[finding.severity]} {told}::{_data(sentence(finding))}\n"


def _data(text: str) -> str:
    return visible(text).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
