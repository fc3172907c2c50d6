"""One regime, every tool: each repairs its own copy of the same repository."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bench import sandbox
from bench.errors import BenchError
from bench.measure import run
from bench.score import Row, Verdict, by_path, judge, tally
from bench.tools import read_report

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from bench.measure import Run
    from bench.regimes import Case
    from bench.tools import Finding, Tool


LAST_LINES = 4
"""Of a tool's own words, when it ended as it should not."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What one tool did in one regime."""

    tool: Tool
    run: Run
    """The repair; the report's run is not timed."""
    verdicts: tuple[Verdict, ...]
    rows: dict[str, Row]


@dataclass(frozen=True, slots=True)
class Contest:
    """One regime and what each tool did in it."""

    regime: str
    files: int
    size_bytes: int
    """Of all staged files together."""
    entries: tuple[Entry, ...]


def hold(
    regime: str,
    cases: Sequence[Case],
    tools: Sequence[Tool],
    folder: Path,
    others: Mapping[str, str] = sandbox.NOTHING,
) -> Contest:
    """Run every tool on `cases`, in repositories below `folder`, which they are free to fill; `others` is in HEAD too.

    Where HEAD lacks a damaged file, the tool gets the undamaged text as a new file as well: what it makes of that is
    right. Raises BenchError where a tool cannot be started or its report not be read; a tool that ends with an
    unexpected exit status is named on standard error, and judged by what it left.
    """
    pristine, sound = folder / regime / "pristine", folder / regime / "sound"
    sandbox.build(pristine, cases, others)
    unspoiled = {case.want: replace(case, staged=case.want) for case in cases if _is_spoiled_and_new(case)}
    if unspoiled:
        sandbox.build(sound, [*unspoiled.values()], others)
    entries = []
    for number, tool in enumerate(tools):
        root = folder / regime / str(number)
        sandbox.copy(pristine, root)
        findings = by_path(_report(tool, root)) if tool.report is not None else None
        repair = run(tool.repair, root)
        complain(tool, repair, regime)
        mended = _mend(tool, unspoiled, sound, folder / regime / f"{number}-sound") if unspoiled else {}
        verdicts = tuple(
            judge(
                case,
                sandbox.read(root, case),
                None if findings is None else findings.get(case.path, ()),
                mended.get(case.want),
            )
            for case in cases
        )
        entries.append(Entry(tool, repair, verdicts, tally(verdicts)))
    return Contest(regime, len(cases), sum(len(case.staged.encode()) for case in cases), tuple(entries))


def _is_spoiled_and_new(case: Case) -> bool:
    return case.head is None and case.staged != case.want


def _mend(tool: Tool, unspoiled: Mapping[str, Case], sound: Path, root: Path) -> dict[str, str]:
    """Return what `tool` makes of each text of `unspoiled` when it is a new file and nobody has damaged it."""
    sandbox.copy(sound, root)
    complain(tool, run(tool.repair, root), "the sound texts")
    return {text: sandbox.read(root, case) for text, case in unspoiled.items()}


def complain(tool: Tool, done: Run, where: str) -> None:
    """Say on standard error that `tool` ended with an exit status that it should not have."""
    if done.status not in tool.expected:
        tail = "\n".join((done.stderr or done.stdout).strip().splitlines()[-LAST_LINES:])
        print(f"bench: {where}: {tool.name} ended with {done.status}: {tail}", file=sys.stderr)


def _report(tool: Tool, root: Path) -> list[Finding]:
    assert tool.report is not None
    done = run(tool.report, root)
    complain(tool, done, "its report")
    try:
        return read_report(done.stdout)
    except BenchError as error:
        raise BenchError(f"{tool.name}: {error}: {done.stderr[-400:]}") from None
