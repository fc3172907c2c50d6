"""The questions of one run, and what is kept of the answers beside the texts."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from weave_fix.interactive.decide import decide
from weave_fix.interactive.memory import Memory
from weave_fix.interactive.question import NEVER, WORD
from weave_fix.report import color

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from weave_fix.config import Config
    from weave_fix.git import Repository
    from weave_fix.report.terminal import TerminalReporter
    from weave_fix.runner import FileResult


def ask(
    judged: Sequence[FileResult],
    config: Config,
    repository: Repository | None,
    cwd: Path,
    environ: Mapping[str, str],
    reporter: TerminalReporter,
    streams: tuple[IO[str], IO[str]],
) -> tuple[list[FileResult], list[FileResult]]:
    """Ask about all findings; return the results to report, and those to write, which have the comments too.

    `streams` are the terminal to read answers from and the one to ask on.
    """
    paint = color.Colorizer(color.wanted(config.color, streams[1], environ))
    memory = Memory(config, repository, cwd)
    why_not = {"n!": memory.why_not_refused, "w": memory.why_no_word}
    decided = decide(judged, why_not, environ, reporter, streams, paint)
    for line in memory.keep(decided.kinds.get(NEVER, ()), decided.kinds.get(WORD, ())):
        reporter.note(line)
    return decided.told, decided.written
