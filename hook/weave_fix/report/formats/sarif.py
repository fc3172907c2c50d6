"""`--format sarif`: SARIF 2.1.0, which GitHub's code scanning and editors read, with the repairs as fixes."""

from __future__ import annotations

import inspect
import json
import os
from typing import IO, TYPE_CHECKING, Any
from urllib.parse import quote

from weave_fix import __version__
from weave_fix.records import Applicability
from weave_fix.report.escape import without_surrogates
from weave_fix.report.findings import fingerprints, sentence
from weave_fix.signatures.catalogue import catalogue

if TYPE_CHECKING:
    from weave_fix.report.color import Colorizer
    from weave_fix.report.findings import Finding
    from weave_fix.report.registry import Report
    from weave_fix.signatures.catalogue import Entry

HELP = "SARIF 2.1.0, for code scanning, with the repairs as fixes"
SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT = "SRCROOT"


def write(report: Report, stream: IO[str], paint: Colorizer) -> None:
    """Write the log: one run, a rule for each signature that is known, a result for each finding."""
    entries = catalogue()
    numbers = {name: number for number, name in enumerate(entries)}
    findings = list(report.findings())
    results = [
        _result(finding, numbers.get(finding.signature), mark)
        for finding, mark in zip(findings, fingerprints(findings), strict=True)
    ]
    driver = {"name": "weave-fix", "version": __version__, "rules": list(map(_rule, entries.values()))}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    if report.folder:
        run["originalUriBaseIds"] = {ROOT: {"uri": f"file://{quote(os.fsencode(report.folder))}/"}}
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    stream.write(json.dumps(log, indent=1) + "\n")


def _rule(entry: Entry) -> dict[str, Any]:
    sound, damaged = entry.example
    help_ = f"{inspect.cleandoc(entry.explanation)}\n\nUndamaged:\n\n{sound}\n\nDamaged:\n\n{damaged}"
    level = "error" if entry.can_be_safe else "warning"
    return {
        "id": entry.id,
        "name": "".join(map(str.capitalize, entry.id.split("_"))),
        "shortDescription": {"text": without_surrogates(entry.summary)},
        "fullDescription": {"text": without_surrogates(inspect.cleandoc(entry.explanation))},
        "help": {"text": without_surrogates(help_)},
        "defaultConfiguration": {"level": level},
        "properties": {"tags": [entry.family]},
    }


def _result(finding: Finding, number: int | None, mark: str) -> dict[str, Any]:
    place = {"uri": quote(os.fsencode(finding.path)), "uriBaseId": ROOT}
    region = {
        "startLine": finding.line,
        "startColumn": finding.column,
        "endLine": finding.end_line,
        "endColumn": finding.end_column,
    }
    result: dict[str, Any] = {
        "ruleId": finding.signature,
        "level": finding.severity,
        "message": {"text": sentence(finding)},
        "locations": [{"physicalLocation": {"artifactLocation": place, "region": region}}],
        "partialFingerprints": {"weaveFix/v1": mark},
        "properties": {
            "applicability": str(finding.applicability),
            "evidence": [evidence._asdict() for evidence in finding.evidence],
        },
    }
    if number is not None:
        result["ruleIndex"] = number
    after = finding.after
    if after is not None and without_surrogates(after) == after:  # bytes that are no UTF-8 cannot be written
        change = {"deletedRegion": region, "insertedContent": {"text": after}}
        words = "Safe repair" if finding.applicability is Applicability.SAFE else "Unsafe repair"
        result["fixes"] = [
            {
                "description": {"text": words},
                "artifactChanges": [{"artifactLocation": place, "replacements": [change]}],
            }
        ]
    return result
