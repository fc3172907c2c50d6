"""`--format json`: one array, an object for each repair or finding."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import IO

    from weave_fix.report.color import Colorizer
    from weave_fix.report.findings import Finding
    from weave_fix.report.registry import Report

HELP = "an array, an object for each repair or finding"


def write(report: Report, stream: IO[str], paint: Colorizer) -> None:
    """Write the array of all findings."""
    stream.write(render(report.findings()))


def render(findings: Iterable[Finding]) -> str:
    """Return the array, one finding a line, in ASCII with a final line end.

    A character of a text that was a byte and no UTF-8 is written as the lone surrogate that Python decodes it to.
    """
    return _array(map(row, findings))


def render_commits(findings: Iterable[tuple[str, Finding]]) -> str:
    """Return the array as `render` does, of findings with the object id of the commit that each was found in."""
    return _array({"commit": commit, **row(finding)} for commit, finding in findings)


def render_introduced(findings: Iterable[tuple[str, str, Finding]]) -> str:
    """Return the array as `render` does, of findings with the commit that brought each in and its author's date."""
    return _array({"commit": commit, "date": date, **row(finding)} for commit, date, finding in findings)


def _array(objects: Iterable[dict[str, Any]]) -> str:
    rows = list(map(json.dumps, objects))
    return "[\n" + ",\n".join(rows) + "\n]\n" if rows else "[]\n"


def row(finding: Finding) -> dict[str, Any]:
    """Return the object of one finding; `docs/format-json.schema.json` describes it."""
    return {
        "path": finding.path,
        "line": finding.line,
        "column": finding.column,
        "end_line": finding.end_line,
        "end_column": finding.end_column,
        "signature": finding.signature,
        "message": finding.message,
        "applicability": str(finding.applicability),
        "evidence": [evidence._asdict() for evidence in finding.evidence],
        "before": finding.before,
        "after": finding.after,
        "id": finding.id,
    }
