"""`--statistics`: how often each signature was found, by class."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from weave_fix.report.findings import Finding

CLASSES = ("safe", "unsafe", "shown")


def table(findings: Iterable[Finding]) -> Iterator[str]:
    """Yield the lines of a table: a signature each, the most frequent first, and the sum."""
    counts = Counter((finding.signature, str(finding.applicability)) for finding in findings)
    yield _row("signature", CLASSES, "all")
    totals = Counter[str]()
    for (signature, _), number in counts.items():
        totals[signature] += number
    for signature, number in sorted(totals.items(), key=lambda item: (-item[1], item[0])):
        yield _row(signature, [str(counts[signature, name]) for name in CLASSES], str(number))
    sums = [str(sum(number for (_, found), number in counts.items() if found == name)) for name in CLASSES]
    yield _row("all", sums, str(counts.total()))


def _row(name: str, classes: Iterable[str], total: str) -> str:
    return f"{name:32}" + "".join(f"{word:>8}" for word in (*classes, total))
