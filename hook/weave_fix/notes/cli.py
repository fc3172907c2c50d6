"""The command line of weave-notes: its arguments, and what they lead to."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from weave_fix.exit_status import ending
from weave_fix.notes.commit_msg import apply
from weave_fix.report import color
from weave_fix.report.terminal import TerminalReporter

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from weave_fix.git import Repository

EPILOG = """\
exit status:
  0  done, or nothing to do; notes that cannot be put into a message are a warning, and the commit goes on
  2  wrong use, wrong configuration, or a hook that is not weave-notes' own
  3  a fault of weave-notes itself, which for a commit's message is a warning as well

[tool.weave-fix] in the repository's pyproject.toml turns notes off with `notes = false`.
"""


def parser() -> argparse.ArgumentParser:
    """Return the parser of all arguments."""
    import argparse

    from weave_fix import __version__

    made = argparse.ArgumentParser(
        prog="weave-notes",
        description="Put the notes of weave-fix's repairs into the message of the commit that carries them.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    one = made.add_mutually_exclusive_group(required=True)
    one.add_argument("message", nargs="?", metavar="MSGFILE", help="the commit's message, as git calls commit-msg")
    one.add_argument("--log", nargs="?", const="", metavar="RANGE", help="show the notes of past commits (all of HEAD)")
    one.add_argument("--pending", action="store_true", help="show the notes that wait for their commit")
    one.add_argument("--drop", action="store_true", help="forget the notes that wait")
    one.add_argument("--install", action="store_true", help="write a plain commit-msg hook")
    one.add_argument("--uninstall", action="store_true", help="take the hook of --install away")
    made.add_argument("--format", choices=("text", "json"), default="text", help="of --log and --pending (text)")
    made.add_argument("--version", action="version", version=f"weave-notes {__version__}")
    return made


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the arguments ask for and return the exit status; `argv` is without the program's name."""
    return ending(lambda: _dispatch(sys.argv[1:] if argv is None else argv))


def _dispatch(argv: Sequence[str]) -> int:
    reporter = TerminalReporter(sys.stderr, color.Colorizer(color.wanted("auto", sys.stderr, os.environ)))
    # This is how git calls it, at every commit; a parser of arguments would be a third of the price.
    message = argv[0] if len(argv) == 1 and not argv[0].startswith("-") else None
    if message is None:
        arguments = parser().parse_args(argv)
        message = arguments.message
    if message is not None:
        apply(message, os.environ, lambda said: reporter.error("warning", said))
        return 0
    return _look_after(arguments, reporter)


def _look_after(arguments: argparse.Namespace, reporter: TerminalReporter) -> int:
    """Do what a person asks for, in the repository around the current folder."""
    from pathlib import Path

    from weave_fix.errors import WeaveFixError
    from weave_fix.git import Repository

    cwd = Path.cwd()
    repository = Repository.discover(cwd)
    if repository is None:
        raise WeaveFixError(f"{cwd}: no git repository here; run weave-notes inside one")
    if arguments.log is not None or arguments.pending:
        _list(arguments, repository, reporter)
    elif arguments.drop:
        number = _drop(repository)
        reporter.note(f"{number} {'note' if number == 1 else 'notes'} forgotten")
    else:
        from weave_fix.notes import install

        reporter.note(install.install(repository) if arguments.install else install.uninstall(repository))
    return 0


def _list(arguments: argparse.Namespace, repository: Repository, reporter: TerminalReporter) -> None:
    """Print the notes of `--log` or `--pending` to standard output."""
    from weave_fix.notes import listing

    if arguments.pending:
        from weave_fix.notes import FOLDER
        from weave_fix.notes.journal import Journal
        from weave_fix.notes.match import match

        state = Journal(repository.git_path(FOLDER)).read()
        if state.broken:
            reporter.error("warning", "a part of the notes cannot be read; the next commit sets it aside")
        matches = match(state.entries, repository, os.environ)
        entries = [*matches.taken.values(), *matches.waiting.values()]
        rows = listing.pending(entry.note for entry in entries)
    else:
        rows = listing.log(repository, arguments.log or None)
    sys.stdout.write(listing.render_json(rows) if arguments.format == "json" else listing.table(rows))


def _drop(repository: Repository) -> int:
    from weave_fix.notes import FOLDER
    from weave_fix.notes.journal import Journal

    return Journal(repository.git_path(FOLDER)).drop()
