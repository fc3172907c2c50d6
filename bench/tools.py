"""The tools that are compared, how each is run, and how its report is read."""

from __future__ import annotations

import json
import re
import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bench.errors import BenchError
from bench.measure import find

if TYPE_CHECKING:
    from collections.abc import Iterator

_LINE = re.compile(r"^(?:\./)?(?P<path>[^:\n]+):(?P<line>\d+):", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Tool:
    """A command that repairs the working tree in place, or looks at files."""

    name: str
    repair: tuple[str, ...]
    """Empty where it repairs nothing."""
    report: tuple[str, ...] | None
    """Prints findings and changes nothing; None where the tool has no such thing, or none that is known here."""
    check: tuple[str, ...]
    """What comes before the path of one file that is only looked at, as a hook does with a clean commit."""
    whole: tuple[str, ...] | None
    """Looks at all that the folder docs holds, changed or not, and changes nothing; None as with `report`."""
    expected: frozenset[int] = frozenset({0, 1})
    """Exit statuses that mean the tool did its work."""
    is_weave_fix: bool = False
    """Whether it has weave-fix's flags."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a report says of one place; lines 1-based, the last one included."""

    path: str
    first_line: int
    last_line: int


PEERS = (
    # 65: some findings have more than one correction, so that they were left.
    Tool(
        "codespell",
        repair=("codespell", "-w", "docs"),
        report=("codespell", "docs"),
        check=("codespell",),
        whole=("codespell", "docs"),
        expected=frozenset({0, 65}),
    ),
    # 2: some findings could not be corrected.
    Tool(
        "typos",
        repair=("typos", "-w", "docs"),
        report=("typos", "--format", "brief", "docs"),
        check=("typos",),
        whole=("typos", "--format", "brief", "docs"),
        expected=frozenset({0, 2}),
    ),
)


CHECKERS = (
    Tool(
        "harper-cli",
        repair=(),
        report=None,
        check=("harper-cli", "lint"),
        whole=None,
    ),
    # It has no rules of its own; this one is a package beside it.
    Tool(
        "textlint",
        repair=(),
        report=None,
        check=("textlint", "--no-textlintrc", "--rule", "common-misspellings"),
        whole=("textlint", "--no-textlintrc", "--rule", "common-misspellings", "docs"),
    ),
)
"""Peers that only look at files; they are asked for their speed alone."""


def installed_peers(peers: tuple[Tool, ...] = PEERS) -> tuple[Tool, ...]:
    """Return those of the peers that are on this machine."""
    return tuple(peer for peer in peers if find(peer.name) is not None)


def parse_tool(line: str) -> Tool:
    """Return the tool that the command `line` runs; weave-fix's report is known, other commands have none.

    Raises BenchError where the line is empty, has an open quote, or names a command that is not installed.
    """
    try:
        command = tuple(shlex.split(line))
    except ValueError as error:
        raise BenchError(f"--tool {line!r}: {error}; close the quotes") from None
    if not command or find(command[0]) is None:
        raise BenchError(
            f"--tool {line!r}: not installed; install it beside this Python (pip install .) or name its path"
        )
    is_weave_fix = any(word.rpartition("/")[2] in ("weave-fix", "weave_fix") for word in command)
    report = (*command, "--check", "--format", "json") if is_weave_fix else None
    whole = (*command, "--check", "--scope", "all", "docs") if is_weave_fix else None
    return Tool(line, command, report, command, whole, is_weave_fix=is_weave_fix)


def read_report(output: str) -> list[Finding]:
    """Return the findings of a report: one JSON array as weave-fix prints it, or lines that begin `PATH:LINE:`.

    Raises BenchError where an array was begun that is not JSON, or lacks a finding's path and line.
    """
    if output.lstrip().startswith("["):
        try:
            return list(_from_json(output))
        except (ValueError, KeyError, TypeError) as error:
            raise BenchError(f"the report cannot be read ({error!r}): {output[:200]}") from None
    return [Finding(m["path"], int(m["line"]), int(m["line"])) for m in _LINE.finditer(output)]


def _from_json(output: str) -> Iterator[Finding]:
    for entry in json.loads(output):
        yield Finding(str(entry["path"]), int(entry["line"]), int(entry.get("end_line", entry["line"])))
