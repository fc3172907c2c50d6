"""The commit-msg hook: the notes of what is being committed go into the message, as trailers."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from weave_fix.errors import NoGitError, WeaveFixError
from weave_fix.notes import FOLDER, KEY, LARGEST, NAME
from weave_fix.runtime.regular_file import SMALL, TooLargeError, read_regular

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from weave_fix.git import Repository
    from weave_fix.notes.match import NoteMatches

MARK = f"{KEY}: ".encode("ascii")
GIT_HAS = (("HEAD",), ("objects", "commondir"))
"""What tells a folder that git keeps for a working tree."""
MESSAGE = 100_000_000
"""Bytes of a message that is read at most."""


def apply(name: str, environ: Mapping[str, str], warn: Callable[[str], None]) -> None:
    """Put the notes whose text is in the index into the message in the file `name`, and take rewritten ones out.

    Without such notes the file is not touched. WeaveFixError if there is no such file, or no repository around the
    current folder; what else goes wrong is told to `warn`, be it a fault of weave-fix: no commit fails for its notes.
    """
    try:
        raw = _read(name)
    except TooLargeError as error:  # a verbose commit shows its whole diff there
        warn(f"no notes in this commit's message: {error}")
        return
    if _is_idle(os.path.dirname(name), raw):
        return
    from pathlib import Path

    from weave_fix.config_file import NO_NOTES, find
    from weave_fix.git import Repository

    cwd = Path.cwd()
    try:
        repository = Repository.discover(cwd)
    except (NoGitError, OSError) as error:
        warn(f"no notes in this commit's message: {error}")
        return
    if repository is None:
        raise WeaveFixError(f"{cwd}: no git repository here; git calls weave-notes in the one that it commits to")
    if find(repository.root).values.get("notes") == NO_NOTES:
        return
    try:
        _put(cwd / name, raw, repository, environ, warn)
    except (WeaveFixError, OSError) as error:
        warn(f"no notes in this commit's message: {error}")
    except Exception as error:
        from weave_fix.report.crash import describe

        warn(f"no notes in this commit's message: {describe(error)}")


def _read(name: str) -> bytes:
    try:
        return read_regular(name, MESSAGE)
    except TooLargeError:
        raise
    except OSError as error:
        hint = "git calls weave-notes with the file that holds the commit's message"
        raise WeaveFixError(f"{name}: cannot be read ({error.strerror}); {hint}") from error


def _is_idle(folder: str, raw: bytes) -> bool:
    """Tell, without asking git for anything, whether there is nothing to do for the message `raw`.

    `folder` is where the message lies: git puts it into its own folder for the working tree, where the journal is.
    """
    # A linked worktree's folder has no objects, but a file that names where they are.
    if not all(any(os.path.exists(os.path.join(folder, name)) for name in names) for names in GIT_HAS):
        return False
    try:
        journal = read_regular(os.path.join(folder, FOLDER, NAME), LARGEST)
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    from weave_fix.notes.journal import state_of

    state = state_of(journal)
    if state.broken or state.waiting:
        return False
    # Settled notes matter to a message that has them, and to commits that are undone and made again.
    return not state.entries or (MARK not in raw and state.seen == _undone(folder))


def _undone(folder: str | Path) -> str:
    """Return what ORIG_HEAD holds: where HEAD was before git last undid or joined commits."""
    try:
        return read_regular(os.path.join(folder, "ORIG_HEAD"), SMALL).decode("ascii", "replace").strip()
    except OSError:
        return ""


def _put(
    file: Path, raw: bytes, repository: Repository, environ: Mapping[str, str], warn: Callable[[str], None]
) -> None:
    from weave_fix.notes.journal import Journal
    from weave_fix.notes.match import match

    journal = Journal(repository.git_path(FOLDER))
    aside = journal.quarantine_corrupt()
    if aside is not None:
        warn(f"{aside}: a part of the notes could not be read and was set aside there; the rest is kept")
    state = journal.read()
    if not state.entries:
        return
    matches = match(state.entries, repository, environ)
    offered = _edit(file, raw, matches, repository, environ)
    seen = _undone(repository.git_dir)
    journal.mark(offered, matches.committed, matches.obsolete, matches.unseen, seen=seen)


def _edit(
    file: Path,
    raw: bytes,
    matches: NoteMatches,
    repository: Repository,
    environ: Mapping[str, str],
) -> dict[str, str]:
    """Write the message again if it changes; return the trailer that each taken entry has in it, by key."""
    from weave_fix.git.trailers import with_trailers
    from weave_fix.notes import message as messages
    from weave_fix.notes.trailer import LONGEST, MOST, values_of
    from weave_fix.patch.write import replace_file

    habits = messages.habits(repository.settings(messages.SETTINGS), environ, repository.root, raw)
    message = messages.split(raw, habits)
    if messages.is_empty(message, habits) or b"\0" in raw:  # neither becomes a commit
        return {}
    rewritten = set(map(_line, matches.rewritten))
    text = messages.without(message.text, rewritten)
    lines = {line.rstrip() for line in text.split(b"\n")}
    # A commit that is made again, in a rebase or after a conflict, brings its trailers along.
    there = {key: entry for key, entry in matches.standing.items() if _line(entry.value) in lines}
    offered = {key: entry.value for key, entry in there.items() if key in matches.taken}
    told = {key: entry for key, entry in matches.taken.items() if key not in offered}
    if told and len(told) + sum(line.startswith(MARK) for line in lines) > MOST:
        # With those of the commit that is amended they are too many, and are summed up together.
        told |= there
        text = messages.without(text, {_line(entry.value) for entry in there.values()})
    misplaced = messages.misplaced_trailers(text, MARK)
    new = sorted(told, key=lambda key: (told[key].note.path, told[key].note.line))
    values = values_of([told[key].note for key in new])
    if habits.ascii:
        values = [value.encode("ascii", "backslashreplace").decode()[:LONGEST] for value in values]
    offered |= dict(zip(new, values, strict=True))
    trailers = [*misplaced, *map(_line, values)]
    if trailers:
        text = messages.without(text, misplaced)
        text = with_trailers(text, list(dict.fromkeys(trailers)), messages.comment_for_git(message))
    if text != message.text:
        replace_file(os.fspath(file), file, text + message.rest, raw)
    return offered


def _line(value: str) -> bytes:
    """Return the line of a message that has `value` as a note."""
    return f"{KEY}: {value}".encode()
