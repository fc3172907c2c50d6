"""Which notes a commit carries, which wait for another one, and which have nothing left to wait for."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from weave_fix.errors import FileError, WeaveFixError
from weave_fix.files.discover import LIMIT
from weave_fix.named_tuple import NamedTuple
from weave_fix.notes import KEY
from weave_fix.notes.records import Entry, digest, read

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from weave_fix.git import Repository

PATIENCE = 50
"""Commits that a note waits for whose text is seen nowhere, though it may stand where it cannot be seen."""


class NoteMatches(NamedTuple):
    """What becomes of the journal's entries, by key, if the index is committed now."""

    taken: dict[str, Entry]
    """Their lines stand in the commit; each with path and line as the index has them."""
    waiting: dict[str, Entry]
    committed: tuple[str, ...]
    """They were put into a message, and that commit was made: HEAD holds their lines, or another branch does."""
    obsolete: tuple[str, ...]
    """A commit without a message of theirs holds their lines, or nothing does any more."""
    unseen: tuple[str, ...]
    """Those of `waiting` whose text was seen nowhere."""
    standing: dict[str, Entry]
    """Those put into a message before whose lines stand in the index, placed there; an amended message has them."""
    rewritten: frozenset[str]
    """Trailers of entries whose text does not stand in the index; an amended message may still have them."""


def match(entries: Mapping[str, Entry], repository: Repository, environ: Mapping[str, str]) -> NoteMatches:
    """Look for `entries` in the index that git works on now, in HEAD, and, where they can be believed, elsewhere.

    A runner of hooks takes unstaged edits out of the working tree (PRE_COMMIT is set then), and `git commit FILE` has
    an index of its own: what stands in neither the one nor HEAD may then stand where it cannot be seen, and waits.
    """
    versions = _FileVersions(entries, repository, environ)
    history = _TrailerHistory(repository)
    taken: dict[str, Entry] = {}
    waiting: dict[str, Entry] = {}
    committed: list[str] = []
    obsolete: list[str] = []
    unseen: list[str] = []
    standing: dict[str, Entry] = {}
    rewritten: set[str] = set()
    for key, entry in entries.items():
        placed = versions.place(entry)
        if entry.value:
            if placed is None:
                rewritten.add(entry.value)
            else:
                standing[key] = placed
        if versions.held(entry):
            (committed if entry.value else obsolete).append(key)
        elif placed is not None and versions.changes(placed):
            if history.has(entry):
                committed.append(key)
            else:
                taken[key] = placed
        elif entry.committed:
            continue
        elif versions.stands_elsewhere(entry):
            waiting[key] = entry
        elif versions.may_be_unseen(entry) and entry.age < PATIENCE:
            waiting[key] = entry
            unseen.append(key)
        else:
            (committed if history.has(entry, everywhere=True) else obsolete).append(key)
    # Entries that were summed up share a trailer, which stays as long as one of them does.
    rewritten.difference_update(entry.value for entry in standing.values())
    return NoteMatches(taken, waiting, tuple(committed), tuple(obsolete), tuple(unseen), standing, frozenset(rewritten))


class _FileVersions:
    """The files that the entries are about, as the index, the next commit's parents and others hold them."""

    def __init__(self, entries: Mapping[str, Entry], repository: Repository, environ: Mapping[str, str]) -> None:
        self._repository = repository
        self._parents = repository.parents_of_next_commit()
        self._sees_tree = not environ.get("PRE_COMMIT")
        # `git commit FILE` names a file like next-index-1234.lock.
        self._sees_index = not os.path.basename(environ.get("GIT_INDEX_FILE", "")).startswith("next-index-")
        paths = dict.fromkeys(entry.note.path for entry in entries.values())
        specs = [f"{place}:{path}" for path in paths for place in (":0", "refs/stash", *self._parents)]
        self._blobs: dict[str, str | None] = {}
        for spec, _, content in repository.read_blobs_below(specs, LIMIT):
            self._blobs[spec] = None if content is None else read(content)
        self._added: dict[str, str] | None = None
        self._unread: set[str] = set()
        """The files of the working tree that are there and cannot be read."""

    def place(self, entry: Entry) -> Entry | None:
        """Return the entry with path and line as the index has them, None if its text does not stand there."""
        text = self._blobs[f":0:{entry.note.path}"]
        if text is not None:
            return _placed(entry, entry.note.path, text)
        found = (_placed(entry, path, text) for path, text in self._new_files().items())
        return next((one for one in found if one is not None), None)

    def changes(self, placed: Entry) -> bool:
        """Tell whether the commit has a version of the file that is none of its parents'."""
        text = self._blobs.get(f":0:{placed.note.path}")
        return all(self._parent(parent, placed.note.path) != text for parent in self._parents) or text is None

    def held(self, entry: Entry) -> bool:
        """Tell whether a parent holds the text in another version than stood there when the note was made."""
        texts = (self._parent(parent, entry.note.path) for parent in self._parents)
        return any(
            text is not None and entry.find(text) is not None and digest(text) not in entry.bases for text in texts
        )

    def stands_elsewhere(self, entry: Entry) -> bool:
        """Tell whether the text is seen to stand in a version that is not yet committed."""
        path = entry.note.path
        texts = [self._tree(path), self._blobs[f"refs/stash:{path}"], self._blobs[f":0:{path}"]]
        committed = [self._parent(parent, path) for parent in self._parents]
        return any(text is not None and text not in committed and entry.find(text) is not None for text in texts)

    def may_be_unseen(self, entry: Entry) -> bool:
        """Tell whether the text may stand in a version that cannot be seen now."""
        path = entry.note.path
        is_put_aside = not self._sees_tree and self._blobs[f":0:{path}"] is not None
        return not self._sees_index or is_put_aside or path in self._unread

    def _parent(self, parent: str, path: str) -> str | None:
        return self._blobs.get(f"{parent}:{path}")

    def _new_files(self) -> dict[str, str]:
        """Return the texts, by path, of the files that the commit adds: one may be another one renamed."""
        if self._added is None:
            from weave_fix.markdown.suffixes import is_markdown

            changes = self._repository.changes_since(self._parents[0] if self._parents else None)
            new = {one.oid: one.path for one in changes if one.base_path != one.path and is_markdown(one.path)}
            blobs = self._repository.read_blobs_below(new, LIMIT)
            self._added = {new[oid]: read(content) for oid, _, content in blobs if content is not None}
        return self._added

    def _tree(self, path: str) -> str | None:
        from weave_fix.patch.write import read_file

        try:
            return read(read_file(path, self._repository.root / path))
        except FileError as error:
            if isinstance(error.__cause__, PermissionError):
                self._unread.add(path)
            return None


class _TrailerHistory:
    """The trailers that commits have since a note was made."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self._values: dict[tuple[str, bool], frozenset[str]] = {}

    def has(self, entry: Entry, *, everywhere: bool = False) -> bool:
        """Tell whether a commit that the next one builds on bears the entry's trailer, or one on any branch."""
        if not entry.value:
            return False
        asked = entry.head, everywhere
        if asked not in self._values:
            self._values[asked] = self._since(entry.head, everywhere)
        return entry.value in self._values[asked]

    def _since(self, head: str, everywhere: bool) -> frozenset[str]:
        parents: Sequence[str] = self._repository.parents_of_next_commit()
        if not parents:
            return frozenset()
        try:
            found = self._repository.trailers(KEY, *parents, *([f"^{head}"] if head else []), everywhere=everywhere)
        except WeaveFixError:  # that commit may be swept away by now
            found = []
        return frozenset(value for commit in found for value in commit.values)


def _placed(entry: Entry, path: str, text: str) -> Entry | None:
    at = entry.find(text)
    if at is None:
        return None
    return entry._replace(note=entry.note._replace(path=path, line=text.count("\n", 0, at) + 1))
