"""One share of texts is checked, and becomes one Parquet file."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import fsspec
import pyarrow as pa
from pyarrow.parquet import write_table

from weave_fix.batch.read import texts_of
from weave_fix.errors import FaultError, WeaveFixError
from weave_fix.library import check_text
from weave_fix.named_tuple import NamedTuple
from weave_fix.report.crash import describe

if TYPE_CHECKING:
    from weave_fix.batch.read import Share, Text
    from weave_fix.report.findings import Finding

FINDING = pa.struct(
    [
        *((name, pa.int32()) for name in ("line", "column", "end_line", "end_column")),
        *((name, pa.string()) for name in ("signature", "applicability", "message", "before", "after")),
        ("applied", pa.bool_()),
    ]
)
"""As in `Finding`: lines and columns are 1-based, ends exclusive; `after` is null where nothing is repaired."""
SCHEMA = pa.schema(
    [("name", pa.string()), ("position", pa.int64()), ("error", pa.string()), ("findings", pa.list_(FINDING))]
)


class Counts(NamedTuple):
    """What came of some texts."""

    texts: int
    findings: int
    errors: int
    words: int
    """Of the texts that were checked, as white space parts them."""

    def __add__(self, other: Any) -> Counts:
        """Return the sums."""
        return Counts(*(mine + its for mine, its in zip(self, other, strict=True)))


def judge(share: Share, *, output: str, column: str, language: str | None) -> Counts:
    """Check the texts of a share and write its file below `output`, all at once.

    The file has the number of the share in its name, so that a share that is done twice has its rows once.
    """
    rows, total = [], Counts(0, 0, 0, 0)
    for text in texts_of(share, column):
        row = _row(text, language)
        rows.append(row)
        words = 0 if row["error"] else len(text.text.split())
        total += Counts(1, len(row["findings"]), bool(row["error"]), words)
    _write(pa.Table.from_pylist(rows, SCHEMA), output, f"part-{share.number:06}.parquet")
    return total


def _row(text: Text, language: str | None) -> dict[str, Any]:
    error, findings = text.error, []
    if not error:
        try:
            findings = [_finding(one) for one in check_text(text.text, path="text.md", language=language)]
        except (ValueError, WeaveFixError, FaultError) as problem:
            error = str(problem)
        except Exception as problem:  # one bad text is a row with an error, not the end
            error = describe(problem)
    return {
        "name": _storable(text.name),
        "position": text.position,
        "error": _storable(error) if error else None,
        "findings": findings,
    }


def _finding(one: Finding) -> dict[str, Any]:
    return {
        "line": one.line,
        "column": one.column,
        "end_line": one.end_line,
        "end_column": one.end_column,
        "signature": one.signature,
        "applicability": str(one.applicability),
        "message": _storable(one.message),
        "before": _storable(one.before),
        "after": None if one.after is None else _storable(one.after),
        "applied": one.applied,
    }


def _storable(text: str) -> str:
    """Return `text` with bytes that are no UTF-8 written as escapes: Parquet has no others."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def make_output(output: str) -> None:
    """Make the folder for the parts; WeaveFixError where it cannot be made, or has parts."""
    try:
        files, root = fsspec.core.url_to_fs(output)
        files.makedirs(root, exist_ok=True)
    except (ImportError, ValueError, OSError) as error:
        raise WeaveFixError(f"{output}: cannot be written ({error}); name another folder") from error
    if files.glob(f"{root}/part-*.parquet"):
        raise WeaveFixError(f"{output}: has the parts of another run; name another folder, or remove them")


def _write(table: pa.Table, output: str, name: str) -> None:
    files, root = fsspec.core.url_to_fs(output)
    beside = f"{root}/.{name}-{os.urandom(8).hex()}"
    try:
        with files.open(beside, "wb") as opened:
            write_table(table, opened)
        files.mv(beside, f"{root}/{name}")
    except BaseException:
        with suppress(OSError):
            files.rm(beside)
        raise
