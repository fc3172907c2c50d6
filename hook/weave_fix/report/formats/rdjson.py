"""`--format rdjson`: the Reviewdog Diagnostic Format, with the repairs as suggestions."""

from __future__ import annotations

import json
from typing import IO, TYPE_CHECKING, Any

from weave_fix.positions import split_lines
from weave_fix.report.escape import without_surrogates
from weave_fix.report.findings import findings_of, sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weave_fix.report.color import Colorizer
    from weave_fix.report.findings import Finding
    from weave_fix.report.registry import Report

HELP = "diagnostics for reviewdog, with the repairs as suggestions"
SEVERITIES = {"error": "ERROR", "warning": "WARNING", "note": "INFO"}


def write(report: Report, stream: IO[str], paint: Colorizer) -> None:
    """Write one object with a diagnostic for each finding; columns count the bytes of UTF-8, from 1."""
    diagnostics: list[dict[str, Any]] = []
    for patch in report.patches:
        if found := findings_of(patch):
            lines = split_lines(patch.document.text)
            diagnostics += [_diagnostic(finding, lines) for finding in found]
    log = {"source": {"name": "weave-fix"}, "diagnostics": diagnostics}
    stream.write(json.dumps(log, indent=1) + "\n")


def _diagnostic(finding: Finding, lines: Sequence[str]) -> dict[str, Any]:
    span = {
        "start": _position(finding.line, finding.column, lines),
        "end": _position(finding.end_line, finding.end_column, lines),
    }
    diagnostic: dict[str, Any] = {
        "message": sentence(finding),
        "location": {"path": without_surrogates(finding.path), "range": span},
        "severity": SEVERITIES[finding.severity],
        "code": {"value": finding.signature},
    }
    after = finding.after
    if after is not None and without_surrogates(after) == after:  # bytes that are no UTF-8 cannot be written
        diagnostic["suggestions"] = [{"range": span, "text": after}]
    return diagnostic


def _position(line: int, column: int, lines: Sequence[str]) -> dict[str, int]:
    before = lines[line - 1][: column - 1] if line <= len(lines) else ""
    return {"line": line, "column": len(before.encode("utf-8", "surrogateescape")) + 1}
