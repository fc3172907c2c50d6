"""The questions of one run, and what is kept of the answers beside the texts."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from weave_fix.interactive.decide import decide
from weave_fix.report import color

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from weave_fix.config import Config
    from weave_fix.report.terminal import TerminalReporter
    from weave_fix.runner import FileResult


def ask(
    judged: Sequence[FileResult],
    config: Config,
    environ: Mapping[str, str],
    reporter: TerminalReporter,
    streams: tuple[IO[str], IO[str]],
) -> tuple[list[FileResult], list[FileResult]]:
    """Ask about all findings; return the results to report, and those to write, which have the comments too.

    `streams` are the terminal to read answers from and the one to ask on.
    """
    paint = color.Colorizer(color.wanted(config.color, streams[1], environ))
    decided = decide(judged, {"n!": _not_kept, "w": _not_kept}, environ, reporter, streams, paint)
    return decided.told, decided.written


def _not_kept(_: object) -> str:
    return "no"
