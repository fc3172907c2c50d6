"""What the readers of a format require, as JSON schemas: the properties that their specifications call required."""

from __future__ import annotations

from typing import Any


def _object(required: dict[str, Any], optional: dict[str, Any] | None = None) -> dict[str, Any]:
    properties = {**required, **(optional or {})}
    return {"type": "object", "required": [*required], "properties": properties, "additionalProperties": False}


def _array(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


TEXT = {"type": "string", "minLength": 1}
NUMBER = {"type": "integer", "minimum": 1}
SARIF_MESSAGE = _object({"text": TEXT})
SARIF_URI = {"type": "string", "format": "uri-reference", "pattern": r"^[!#$&-;=?-\[\]_a-z~%]+$"}
SARIF_ARTIFACT = _object({"uri": SARIF_URI}, {"uriBaseId": TEXT})
SARIF_REGION = _object({"startLine": NUMBER, "startColumn": NUMBER, "endLine": NUMBER, "endColumn": NUMBER})
SARIF_LEVEL = {"enum": ["none", "note", "warning", "error"]}
SARIF_RULE = _object(
    {"id": TEXT},
    {
        "name": TEXT,
        "shortDescription": SARIF_MESSAGE,
        "fullDescription": SARIF_MESSAGE,
        "help": SARIF_MESSAGE,
        "defaultConfiguration": _object({"level": SARIF_LEVEL}),
        "properties": _object({"tags": _array(TEXT)}),
    },
)
SARIF_REPLACEMENT = _object({"deletedRegion": SARIF_REGION}, {"insertedContent": _object({"text": {"type": "string"}})})
SARIF_FIX = _object(
    {
        "artifactChanges": _array(
            _object({"artifactLocation": SARIF_ARTIFACT, "replacements": _array(SARIF_REPLACEMENT)})
        )
    },
    {"description": SARIF_MESSAGE},
)
SARIF_RESULT = _object(
    {"message": SARIF_MESSAGE},
    {
        "ruleId": TEXT,
        "ruleIndex": {"type": "integer", "minimum": 0},
        "level": SARIF_LEVEL,
        "locations": _array(
            _object({"physicalLocation": _object({"artifactLocation": SARIF_ARTIFACT, "region": SARIF_REGION})})
        ),
        "partialFingerprints": {"type": "object", "additionalProperties": TEXT},
        "properties": {"type": "object"},
        "fixes": _array(SARIF_FIX),
    },
)
SARIF_RUN = _object(
    {"tool": _object({"driver": _object({"name": TEXT}, {"version": TEXT, "rules": _array(SARIF_RULE)})})},
    {
        "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
        "results": _array(SARIF_RESULT),
        "originalUriBaseIds": {"type": "object", "additionalProperties": SARIF_ARTIFACT},
    },
)
SARIF = _object({"version": {"const": "2.1.0"}, "runs": _array(SARIF_RUN)}, {"$schema": {"type": "string"}})
"""OASIS SARIF 2.1.0: `sarifLog` and what it needs; a result may have nothing that is not in it."""

RD_POSITION = _object({}, {"line": NUMBER, "column": NUMBER})
RD_RANGE = _object({"start": RD_POSITION}, {"end": RD_POSITION})
RDJSON = _object(
    {
        "diagnostics": _array(
            _object(
                {"message": TEXT, "location": _object({"path": TEXT}, {"range": RD_RANGE})},
                {
                    "severity": {"enum": ["UNKNOWN_SEVERITY", "ERROR", "WARNING", "INFO"]},
                    "code": _object({"value": TEXT}, {"url": TEXT}),
                    "suggestions": _array(_object({"range": RD_RANGE, "text": {"type": "string"}})),
                },
            )
        )
    },
    {"source": _object({"name": TEXT}, {"url": TEXT})},
)
"""Reviewdog Diagnostic Format: `DiagnosticResult`."""

GITLAB = _array(
    _object(
        {
            "description": TEXT,
            "check_name": TEXT,
            "fingerprint": TEXT,
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": _object({"path": TEXT, "lines": _object({"begin": NUMBER}, {"end": NUMBER})}),
        }
    )
)
"""A code quality report of GitLab."""
