"""Check many texts: `python -m weave_fix.batch INPUT OUTPUT`.

INPUT is a folder of Markdown, a file of JSON lines (.jsonl) or a Parquet file (.parquet), or a pattern such as
`texts/*.parquet` for several, by any path that fsspec knows. OUTPUT is a folder that gets Parquet files with one row
for each text: its name and position, its findings, or the error that kept it from being checked. Needs the extra
`scale`.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from typing import TYPE_CHECKING

from weave_fix.errors import WeaveFixError
from weave_fix.exit_status import ending

if TYPE_CHECKING:
    from collections.abc import Sequence

NEEDED = {"local": ("fsspec", "pyarrow"), "dask": ("fsspec", "pyarrow", "distributed")}
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
MOST = 64
"""Processes on this machine at most."""


def parser() -> argparse.ArgumentParser:
    """Return the parser of the arguments."""
    made = argparse.ArgumentParser(
        prog="python -m weave_fix.batch", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = made.add_argument
    add("input", metavar="INPUT", help="a folder of Markdown, a .jsonl or .parquet file, or a pattern for several")
    add("output", metavar="OUTPUT", help="a folder for the findings, without those of another run")
    add("--engine", choices=tuple(NEEDED), default="local", help="processes of this machine (default), or Dask")
    add("--scheduler", metavar="ADDRESS", help="with --engine dask: that of a cluster (default: one on this machine)")
    add("--workers", type=_workers, default=2, metavar="N", help="processes on this machine (2)")
    add("--column", default="text", metavar="NAME", help="the key or column that holds the texts (text)")
    add("--language", metavar="FILE", help="the language model (default: the English one; `none`: none)")
    return made


def main(argv: Sequence[str] | None = None) -> int:
    """Check the texts and return the exit status; `argv` is without the program's name."""
    return ending(lambda: _check(parser().parse_args(argv)))


def _check(options: argparse.Namespace) -> int:
    _demand(NEEDED[options.engine])
    for name in THREADS:  # numpy reads them when it is loaded; several processes with threads each hinder one another
        os.environ.setdefault(name, "1")
    from functools import partial

    from weave_fix.batch.engines import on_dask, on_this_machine
    from weave_fix.batch.judge import Counts, judge, make_output
    from weave_fix.batch.read import shares_of

    begin = time.perf_counter()
    act = partial(judge, output=options.output, column=options.column, language=options.language)
    shares = shares_of(options.input)
    make_output(options.output)
    if options.engine == "dask":
        done = on_dask(act, shares, options.scheduler, options.workers)
    else:
        done = on_this_machine(act, shares, options.workers)
    total = Counts(0, 0, 0, 0)
    for counts in done:
        total = total + counts
    seconds = time.perf_counter() - begin
    said = f"{total.texts:,} texts checked: {total.findings:,} findings, {total.errors:,} errors"
    print(f"{said}; {total.words:,} words in {seconds:.1f} s.")
    return 0


def _demand(names: Sequence[str]) -> None:
    from importlib.util import find_spec

    if missing := [name for name in names if find_spec(name) is None]:
        raise WeaveFixError(f"{missing[0]} is not installed; install weave-fix with the extra: weave-fix[scale]")


def _workers(text: str) -> int:
    number = int(text)
    if not 1 <= number <= MOST:
        raise argparse.ArgumentTypeError(f"{text} is not from 1 to {MOST}")
    return number


if __name__ == "__main__":
    sys.exit(main())
