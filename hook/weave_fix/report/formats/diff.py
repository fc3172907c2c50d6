"""`--format diff`: the very bytes of the diff to a pipe or a file, escaped and coloured lines to a terminal."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from weave_fix.records import decode
from weave_fix.report.escape import visible

if TYPE_CHECKING:
    from weave_fix.report.color import Colorizer
    from weave_fix.report.registry import Report

HELP = "one unified diff that `git apply` takes (the default with --check)"

_COLORS = (("+++ ", "bold"), ("--- ", "bold"), ("diff ", "bold"), ("@@", "cyan"), ("+", "green"), ("-", "red"))


def write(report: Report, stream: IO[str], paint: Colorizer) -> None:
    """Write the diff to `stream`, which is a text stream over bytes such as `sys.stdout`.

    Only a terminal gets another text than `git apply` does: what a file holds must not steer it.
    """
    diff = report.diff
    if not diff:
        return  # even no bytes at all are refused by a device that is full
    stream.flush()
    if not stream.isatty():
        stream.buffer.write(diff)  # type: ignore[attr-defined]  # IO[str] does not promise the buffer of a TextIOWrapper
        stream.buffer.flush()  # type: ignore[attr-defined]
        return
    for line in decode(diff).split("\n")[:-1]:
        stream.write(_line(line, paint) + "\n")


def _line(line: str, paint: Colorizer) -> str:
    seen = "\t".join(map(visible, line.split("\t")))
    for start, color in _COLORS:
        if line.startswith(start):
            return paint(color, seen)
    return seen
