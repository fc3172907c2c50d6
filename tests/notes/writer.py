"""Somebody who commits with the commit-msg hook of weave-notes in place; shared by the tests of notes."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

from tests.conftest import Repo
from tests.texts import BOTH, EDITED
from weave_fix.cli import main
from weave_fix.git import Repository
from weave_fix.notes import FOLDER, KEY, install
from weave_fix.notes.journal import Journal

if TYPE_CHECKING:
    from pathlib import Path

OTHER_DAMAGE = ("lies over its top", "lies ove</kettle>r its top")
"""What stands in line 16 of `SOUND`, and a second damage there."""
WHAT = 'insert_spurious_html_xml_tag: "f</ribbon>or" -> "for" (history '


class Writer(Repo):
    """A repository whose commits get notes."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        install.install(self.opened())

    def opened(self) -> Repository:
        repository = Repository.discover(self.root)
        assert repository is not None
        return repository

    @property
    def journal(self) -> Journal:
        return Journal(self.opened().git_path(FOLDER))

    def repair(self, name: str = "a.md", text: str = BOTH, after: str = EDITED) -> None:
        """Stage a damaged text and have it repaired in the working tree, as by a commit that failed."""
        self.write(name, text)
        self.add(name)
        assert main(["--quiet"]) == 1
        assert self.read(name) == after.encode()

    def carry(self) -> None:
        """Make a commit that carries the note of the damage in `BOTH`."""
        self.repair()
        self.add("a.md")
        assert self.try_commit("-m", "Change")
        (value,) = self.trailers()
        assert is_note(value)

    def try_commit(self, *args: str) -> bool:
        """Run `git commit`, hook and all, and tell whether it succeeded."""
        return self.attempt("commit", "-q", *args)

    def run(self, *args: str, editor: str = "true") -> str:
        """Run git with an editor; fail the test with its words if it fails."""
        done = subprocess.run(
            ["git", *args],
            cwd=self.root,
            env={**os.environ, "GIT_EDITOR": editor},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace `old`, which stands once in the file, and stage it."""
        text = self.read(name).decode()
        assert text.count(old) == 1
        self.write(name, text.replace(old, new))
        self.add(name)

    def trailers(self, revision: str = "HEAD") -> list[str]:
        """Return the notes in the commit's message, as git itself reads them."""
        out = self.git("log", "-1", f"--format=%(trailers:key={KEY},valueonly)", revision)
        return [line for line in out.split("\n") if line]

    def waiting(self) -> list[str]:
        """Return the places of the notes that `--pending` shows."""
        from weave_fix.notes.match import match

        matches = match(self.journal.read().entries, self.opened(), os.environ)
        notes = [entry.note for entry in (*matches.taken.values(), *matches.waiting.values())]
        return sorted(f"{note.path}:{note.line}" for note in notes)


def is_note(value: str, place: str = "a.md:20") -> bool:
    """Tell whether `value` is the note of the damage in `BOTH`."""
    return value.startswith(f"{place} {WHAT}") and value.endswith(")")
