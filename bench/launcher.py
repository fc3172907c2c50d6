"""Run one command and report its time and memory; a script of its own, started by `measure`.

The kernel counts a child's peak memory from the fork on, so that it is never below what its parent held at that moment.
Started from the benchmark itself, whose texts fill a hundred megabytes, every tool would seem that large; this small
process between them holds nine.

usage: launcher.py REPORT_FD CORES COMMAND [ARGUMENT...]
CORES is `all`, or `one`: the command and all that it starts get a single core, where the platform can do that.
Writes `wall_s cpu_s maxrss status` to the file descriptor REPORT_FD; maxrss as getrusage counts it.
"""

from __future__ import annotations

import os
import sys
import time


def main() -> None:
    """Do what the module says."""
    report, cores, command = int(sys.argv[1]), sys.argv[2], sys.argv[3:]
    if cores == "one" and sys.platform == "linux":
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    os.set_inheritable(report, False)
    start = time.perf_counter()
    child = os.posix_spawnp(command[0], command, os.environ)
    _, status, usage = os.wait4(child, 0)
    wall = time.perf_counter() - start
    cpu = usage.ru_utime + usage.ru_stime
    os.write(report, f"{wall} {cpu} {usage.ru_maxrss} {os.waitstatus_to_exitcode(status)}".encode())


if __name__ == "__main__":
    main()
