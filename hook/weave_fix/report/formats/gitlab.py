"""`--format gitlab`: a report of GitLab's code quality, which merge requests show."""

from __future__ import annotations

import json
from typing import IO, TYPE_CHECKING

from weave_fix.report.escape import without_surrogates
from weave_fix.report.findings import fingerprints, sentence

if TYPE_CHECKING:
    from weave_fix.report.color import Colorizer
    from weave_fix.report.registry import Report

HELP = "a code quality report, which merge requests of GitLab show"
SEVERITIES = {"error": "major", "warning": "minor", "note": "info"}


def write(report: Report, stream: IO[str], paint: Colorizer) -> None:
    """Write an array with an object for each finding."""
    findings = list(report.findings())
    rows = [
        {
            "description": sentence(finding),
            "check_name": finding.signature,
            "fingerprint": mark,
            "severity": SEVERITIES[finding.severity],
            "location": {
                "path": without_surrogates(finding.path),
                "lines": {"begin": finding.line, "end": finding.end_line},
            },
        }
        for finding, mark in zip(findings, fingerprints(findings), strict=True)
    ]
    stream.write(json.dumps(rows, indent=1) + "\n")
