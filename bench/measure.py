"""Run a command as a user runs it, and take its time and memory."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bench import sandbox
from bench.errors import BenchError

if TYPE_CHECKING:
    from collections.abc import Sequence

LAUNCHER = Path(__file__).with_name("launcher.py")
RSS_UNIT = 1 if sys.platform == "darwin" else 1024
"""Bytes in what getrusage counts memory in."""
LONGEST_S = 1800


@dataclass(frozen=True, slots=True)
class Run:
    """One finished run of a command."""

    wall_s: float
    cpu_s: float
    """Of the command and of every process that it started and waited for."""
    peak_bytes: int
    """Resident, of the largest single process among them."""
    status: int
    """Exit status; negative: the signal that ended it."""
    stdout: str
    stderr: str


def find(name: str) -> str | None:
    """Return the path of the command `name` as the tools' environment finds it; None where it is not installed."""
    return shutil.which(name, path=sandbox.environment()["PATH"])


def run(command: Sequence[str], cwd: Path, *, one_core: bool = False) -> Run:
    """Run `command` in the folder `cwd` to its end, on a single core where asked for and where the platform can.

    Raises BenchError where it is not installed, or takes longer than half an hour.
    """
    program = find(command[0])
    if program is None:
        raise BenchError(f"{command[0]}: not installed; install it, or name another command with --tool")
    reading, writing = os.pipe()
    process = subprocess.Popen(
        [sys.executable, "-I", "-S", str(LAUNCHER), str(writing), "one" if one_core else "all", program, *command[1:]],
        cwd=cwd,
        env=sandbox.environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        pass_fds=(writing,),
        start_new_session=True,
    )
    os.close(writing)
    with os.fdopen(reading, "r", encoding="ascii") as report:
        try:
            stdout, stderr = process.communicate(timeout=LONGEST_S)
        except BaseException as error:
            # The launcher leads a process group of its own, so that the command goes with it.
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            if isinstance(error, subprocess.TimeoutExpired):
                raise BenchError(
                    f"{command[0]}: still running after {LONGEST_S} s; lower --per-op or --edits"
                ) from None
            raise
        figures = report.read().split()
    if len(figures) != 4:
        raise BenchError(f"{command[0]}: could not be started: {stderr.decode('utf-8', 'replace').strip()}")
    return Run(
        wall_s=float(figures[0]),
        cpu_s=float(figures[1]),
        peak_bytes=int(figures[2]) * RSS_UNIT,
        status=int(figures[3]),
        stdout=stdout.decode("utf-8", "replace"),
        stderr=stderr.decode("utf-8", "replace"),
    )
