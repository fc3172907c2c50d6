"""Keeps the words of the last few trees below the git directory: a commit counts what changed, not everything."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from typing import TYPE_CHECKING

from weave_fix.runtime.atomic_write import write_atomically
from weave_fix.runtime.regular_file import read_regular
from weave_fix.vocabulary.packed import NoTableError, Table
from weave_fix.vocabulary.scan import ScanLimits, VocabularyIndex, scan

if TYPE_CHECKING:
    from pathlib import Path

    from weave_fix.git import Repository

TREE = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
FOLDER = "weave-fix/words"
"""Below the directory that all worktrees share: words belong to a tree, wherever it is checked out."""
KEPT = 4
"""Trees whose words are kept, those of the last use."""
GREATEST = 64_000_000
"""Bytes of a file that is looked into; none that was written here comes near."""
LISTED = 200
"""Bytes that git says of one change, at most: two object ids and a path. More of them and it is no near tree."""


def words_of_commit(
    repository: Repository, commit: str, limits: ScanLimits, folder: Path | None = None
) -> VocabularyIndex:
    """Return the words of `commit`'s tree: kept ones, those of a near tree and what changed since, or all read again.

    They are kept in `folder`, by default below the git directory. What cannot be read or written there is done
    without. WeaveFixError where git fails.
    """
    shared, tree = repository.shared_path_and_tree(FOLDER, commit)
    folder = folder or shared
    if (table := _load(folder / tree)) is not None:
        return VocabularyIndex(table)
    for name in [*filter(TREE.fullmatch, _by_last_use(folder))][:KEPT]:
        changes = repository.tree_changes(name, tree, LISTED * limits.changes)
        if changes is not None and (table := _load(folder / name)) is not None:
            index = VocabularyIndex(table)
            if index.update(changes, repository, limits):
                return index
    packed = scan(repository, tree, limits)
    if not packed.lacking:  # what is missing may be there the next time
        _save(folder / tree, packed.table)
    return VocabularyIndex(Table(packed.table), packed.lacking)


def _by_last_use(folder: Path) -> list[str]:
    """Return the names of the trees that are kept, the one used last before the others."""
    found: list[tuple[int, str]] = []
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            with suppress(OSError):  # another run may clear up beside this one
                found.append((entry.stat(follow_symlinks=False).st_mtime_ns, entry.name))
    return [name for _, name in sorted(found, reverse=True)]


def _load(file: Path) -> Table | None:
    with suppress(OSError, NoTableError):
        table = Table(read_regular(file, GREATEST))
        with suppress(OSError):
            os.utime(file)
        return table
    return None


def _save(file: Path, packed: bytes) -> None:
    """Write the file whole or not at all, and clear up what is old."""
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        # Not flushed to the disk: after a crash its checksum is wrong, and it is made again.
        write_atomically(file, packed)
        for name in _by_last_use(file.parent)[KEPT:]:
            with suppress(OSError):
                os.unlink(file.parent / name)
