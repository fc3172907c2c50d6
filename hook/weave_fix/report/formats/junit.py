"""`--format junit`: XML as of JUnit, which most CI systems read.

Each finding is a test case, and so is each file without one. What stops a commit is a failure.
"""

from __future__ import annotations

from typing import IO, TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from weave_fix.report.escape import visible
from weave_fix.report.findings import findings_of, sentence

if TYPE_CHECKING:
    from weave_fix.report.color import Colorizer
    from weave_fix.report.findings import Finding
    from weave_fix.report.registry import Report

HELP = "XML as of JUnit, a failure for each finding that stops a commit"


def write(report: Report, stream: IO[str], paint: Colorizer) -> None:
    """Write the test suite; characters that XML cannot hold are escaped as on a terminal."""
    cases: list[str] = []
    failures = 0
    for patch in report.patches:
        found = findings_of(patch)
        failures += sum(finding.severity == "error" for finding in found)
        cases += map(_case, found) if found else [f"{_opening(patch.document.path, patch.document.path)}/>\n"]
    counts = f'tests="{len(cases)}" failures="{failures}" errors="0"'
    stream.write(f'<?xml version="1.0" encoding="utf-8"?>\n<testsuites {counts}>\n')
    stream.write(f'<testsuite name="weave-fix" {counts}>\n{"".join(cases)}</testsuite>\n</testsuites>\n')


def _opening(path: str, name: str) -> str:
    return f'<testcase classname="weave-fix" name={quoteattr(visible(name))} file={quoteattr(visible(path))}'


def _case(finding: Finding) -> str:
    words = sentence(finding)
    place = f"{finding.path}:{finding.line}:{finding.column}"
    if finding.severity == "error":
        inner = f"<failure type={quoteattr(finding.signature)} message={quoteattr(words)}>"
        inner += f"{escape(f'{visible(place)}: {words}')}</failure>"
    else:
        inner = f"<system-out>{escape(f'{visible(place)}: {words}')}</system-out>"
    return f'{_opening(finding.path, f"{place} {finding.signature}")} line="{finding.line}">{inner}</testcase>\n'
