"""The diff on standard output."""

from __future__ import annotations

import io

from weave_fix.report.color import Colorizer
from weave_fix.report.formats import diff
from weave_fix.report.registry import Report

DIFF = b"diff --git a/a b/a\n--- a/a\n+++ b/a\n@@ -1 +1 @@\n-caf\xe9\x1b[2J\r\n+caf\xc3\xa9\tx\n"


class Pipe(io.TextIOWrapper):
    terminal = False

    def isatty(self) -> bool:
        return self.terminal


class Terminal(Pipe):
    terminal = True


def test_a_pipe_gets_the_very_bytes_behind_what_was_printed_before() -> None:
    raw = io.BytesIO()
    stream = Pipe(raw, encoding="ascii")
    stream.write("before\n")
    diff.write(Report((), DIFF), stream, Colorizer(True))
    assert raw.getvalue() == b"before\n" + DIFF


def test_a_terminal_gets_nothing_that_steers_it() -> None:
    raw = io.BytesIO()
    stream = Terminal(raw, encoding="utf-8")
    diff.write(Report((), DIFF), stream, Colorizer(False))
    stream.flush()
    lines = raw.getvalue().decode().split("\n")
    assert lines[-3:] == ["-caf\\xe9\\x1b[2J\\r", "+caf\N{LATIN SMALL LETTER E WITH ACUTE}\tx", ""]


def test_a_terminal_gets_colours() -> None:
    raw = io.BytesIO()
    stream = Terminal(raw, encoding="utf-8")
    diff.write(Report((), DIFF), stream, Colorizer(True))
    stream.flush()
    assert b"\n\x1b[1m+++ b/a\x1b[0m\n\x1b[36m@@ -1 +1 @@\x1b[0m\n\x1b[31m-caf" in raw.getvalue()
