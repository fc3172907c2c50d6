"""The command in this process, as its entry point starts it: one of its own costs half a second."""

from __future__ import annotations

import io
import json
import sys
from contextlib import redirect_stderr, redirect_stdout
from typing import NamedTuple

import pytest

from weave_fix.cli import main


class Ran(NamedTuple):
    """What a command came to."""

    status: int
    out: str
    err: str


def run(*args: str, text: str | None = None) -> Ran:
    """Run the command with `text` on its standard input."""
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="") for _ in range(2))
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO((text or "").encode()), "utf-8"))
        try:
            status = main(args)
        except SystemExit as stop:
            status = int(stop.code or 0)
    shown = []
    for stream in (out, err):
        stream.flush()
        stream.seek(0)
        shown.append(stream.read())
    return Ran(status, *shown)


def found(*args: str, text: str | None = None) -> list[tuple[str, str, str]]:
    """Return signature, class and the words of what the command finds; fail for an error."""
    ran = run("--check", "--format", "json", *args, text=text)
    assert ran.status in (0, 1), ran.err
    return [(one["signature"], one["applicability"], one["before"]) for one in json.loads(ran.out)]
