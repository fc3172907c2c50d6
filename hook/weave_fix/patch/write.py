"""The sink that repairs the working tree: whole files or nothing, and never an unstaged edit lost."""

from __future__ import annotations

import os
import re
import stat
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Literal

from weave_fix.errors import FileError
from weave_fix.markdown.suffixes import why_never
from weave_fix.named_tuple import NamedTuple
from weave_fix.patch.unified_diff import file_change, unified_diff
from weave_fix.positions import LINE_ENDS, line_ends_of
from weave_fix.records import decode, encode
from weave_fix.runtime.atomic_write import write_atomically
from weave_fix.runtime.regular_file import NotRegularError, read_regular

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from weave_fix.files.select import Source
    from weave_fix.git import Repository
    from weave_fix.records import FilePatch

SLUG = re.compile(r"[^A-Za-z0-9._-]+")
OF_CONTENT = {"security.ima", "security.evm"}
"""Extended attributes that the system computes from what a file holds."""
LARGEST = 100_000_000
"""Bytes of a file in the working tree that a repair is carried into; the text that was looked at has far less."""


class Outcome(NamedTuple):
    """What became of one file's repairs."""

    path: str
    kind: Literal["written", "merged", "present", "kept"]
    """Written over the file; carried into a file with unstaged edits; found there already; kept as a patch."""
    message: str
    """For a user: what happened, and what to do next."""
    patch: Path | None = None
    """The file that keeps the repair, in git's diff format."""
    warning: str = ""
    """For a user: what a repair that was made has changed besides; empty where it has changed nothing."""


class Written(NamedTuple):
    """What became of all files; each stands in one of the two."""

    outcomes: tuple[Outcome, ...]
    failures: tuple[FileError, ...]


def write_repairs(patches: Iterable[tuple[FilePatch, Source]], repository: Repository | None, cwd: Path) -> Written:
    """Carry each patch that changes something into the working tree; a failure leaves the other files to go on.

    Documents of source `worktree` are written over the file they were read from if it still holds the same bytes.
    For those of source `index` the file takes the change that the repair makes to the staged text; where it holds
    unstaged edits by a three-way merge, and where they collide the repair is kept as a patch below the git
    directory instead. Without a repository paths start at `cwd`.
    """
    root = cwd if repository is None else repository.root
    outcomes: list[Outcome] = []
    failures: list[FileError] = []
    changed = [(patch, source) for patch, source in patches if patch.changed]
    twins = _twins([patch.document.path for patch, _ in changed], repository)
    for patch, source in changed:
        twin = twins.get(patch.document.path)
        try:
            if repository is not None and twin is not None:
                outcomes.append(_keep_apart(patch, repository, twin, source))
            elif repository is None or source == "worktree":
                outcomes.append(_write_over(patch, root, strict=repository is not None))
            else:
                outcomes.append(_carry_over(patch, repository))
        except FileError as failure:
            failures.append(failure)
    return Written(tuple(outcomes), tuple(failures))


def _twins(paths: Sequence[str], repository: Repository | None) -> dict[str, str]:
    """Return, for each path that is one file with another one of them here, that other path."""
    groups: dict[str, list[str]] = {}
    for path in dict.fromkeys(paths):
        groups.setdefault(path.casefold(), []).append(path)
    groups = {key: group for key, group in groups.items() if len(group) > 1}
    if not groups or repository is None or not repository.ignores_case():
        return {}
    return {path: next(other for other in group if other != path) for group in groups.values() for path in group}


def _keep_apart(patch: FilePatch, repository: Repository, twin: str, source: Source) -> Outcome:
    """Keep the repair of a text that shares its file with that of `twin`: whose text the file holds is not known."""
    reason = f"here it is one file with {twin}, for the case of letters is ignored"
    if source == "index":
        return _keep(patch, repository, reason)
    raise FileError(patch.document.path, f"{reason}; nothing was written. Rename one of the two")


def _write_over(patch: FilePatch, root: Path, *, strict: bool) -> Outcome:
    document = patch.document
    file = root / document.path
    if strict:
        _refuse_other_place(document.path, file)
    warning = _broken_links(file)
    replace_file(document.path, file, encode(patch.text_after), document.raw)
    return Outcome(document.path, "written", "repaired; look at it and stage it", warning=warning)


def _carry_over(patch: FilePatch, repository: Repository) -> Outcome:
    """Carry the repair of a staged text into the working tree's file."""
    path, file = patch.document.path, repository.root / patch.document.path
    try:
        _refuse_other_place(path, file)
        current = read_file(path, file)
    except FileError as error:
        return _keep(patch, repository, str(error).removeprefix(f"{path}: "))
    # A checkout may have other line ends than its blob. Whatever else a filter changed on the way out is to the
    # merge what an unstaged edit is: kept, and in the repaired lines themselves a collision.
    text = patch.document.text
    same = [ends for ends in LINE_ENDS if encode(ends(text)) == current]
    # Those of the repaired text must not be asked for: a repair can take out what made its line ends mixed.
    ends = same[0] if same else line_ends_of(decode(current), text)
    staged, repaired = encode(ends(text)), encode(ends(patch.text_after))
    merged = repaired if same else repository.merge(current, staged, repaired)
    if merged is None:
        return _keep(patch, repository, "its unstaged edits stand where the repair belongs")
    if merged == current:
        return Outcome(path, "present", "the working tree holds this repair already; stage it")
    warning = _broken_links(file)
    replace_file(path, file, merged, current)
    if same:
        return Outcome(path, "written", "repaired; look at it and stage it", warning=warning)
    message = "repaired beside its unstaged edits; look at it and stage the repair"
    return Outcome(path, "merged", message, warning=warning)


def _broken_links(file: Path) -> str:
    """Return what has to be said of the other names of `file`, which will be hard links to the old text."""
    try:
        others = os.lstat(file).st_nlink - 1
    except OSError:
        return ""
    if others < 1:
        return ""
    names = "another name" if others == 1 else f"{others} other names"
    return f"it has {names} (hard links), where the old text stays; link the repaired file there again with ln"


def _keep(patch: FilePatch, repository: Repository, reason: str) -> Outcome:
    """Keep the repair of a staged text as a patch; FileError if even that cannot be written."""
    from shlex import quote
    from zlib import crc32

    path = patch.document.path
    diff = unified_diff([file_change(patch)])
    slug = SLUG.sub("-", path).strip("-.")[-80:]
    kept = repository.git_path("weave-fix") / f"{slug}-{crc32(diff):08x}.patch"
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(kept, diff)
    except OSError as error:
        raise FileError(path, f"{reason}, and {kept} cannot be written ({error.strerror}); make room for it") from error
    command = f"git -C {quote(os.fspath(repository.root))} apply --cached {quote(os.fspath(kept))}"
    message = f"{reason}; nothing was written there. The repair of the staged text is kept; to stage it: {command}"
    return Outcome(path, "kept", message, kept)


def read_file(path: str, file: Path, most: int = LARGEST) -> bytes:
    """Return the bytes of `file`, which a user knows as `path`.

    FileError if it is no plain file, unreadable, or has more than `most` bytes.
    """
    try:
        return read_regular(file, most, follow=False)
    except NotRegularError as error:
        raise FileError(path, "not a plain file any more; put the file back and run weave-fix again") from error
    except FileNotFoundError as error:
        raise FileError(path, "gone from the working tree; put it back and run weave-fix again") from error
    except OSError as error:
        raise FileError(path, f"cannot be read ({error.strerror}); make it readable and run weave-fix again") from error


def replace_file(path: str, file: Path, content: bytes, expected: bytes) -> None:
    """Replace what `file` holds, all at once, if it is still `expected`; its mode stays, if possible its owner too.

    Extended attributes, access lists among them, stay where the platform lets them; a hard link is broken.

    The new content is on the disk before it takes the file's place: whatever happens, the file is the old one or
    the new one, whole. FileError, with the file untouched, if it cannot be done.
    """
    _refuse_changed(path, file, expected)
    status = os.lstat(file)
    # Renaming over a read-only file would work, and so would the superuser's write: neither is what its mode asks.
    if not status.st_mode & 0o222 or not os.access(file, os.W_OK):
        raise FileError(path, "read-only; nothing was written. Make it writable and run weave-fix again")

    def keep_attributes(handle: int) -> None:
        with suppress(PermissionError):
            os.fchown(handle, status.st_uid, status.st_gid)
        os.fchmod(handle, stat.S_IMODE(status.st_mode))  # after chown, which clears bits
        _copy_attributes(file, handle)

    try:
        write_atomically(
            file,
            content,
            mode=0o600,  # until it has the owner of the file, nobody else may read it
            flush=True,
            prepare=keep_attributes,
            confirm=lambda: _refuse_changed(path, file, expected),
        )
    except OSError as error:
        reason = f"cannot be written ({error.strerror}); it is as it was. See to its folder and run weave-fix again"
        raise FileError(path, reason) from error


def _copy_attributes(file: Path, handle: int) -> None:
    """Give the open file the extended attributes of `file`, as far as the platform and one's rights allow it."""
    if sys.platform != "linux":  # elsewhere Python cannot
        return
    with suppress(OSError):
        for name in os.listxattr(file, follow_symlinks=False):
            if name not in OF_CONTENT:
                with suppress(OSError):
                    os.setxattr(handle, name, os.getxattr(file, name, follow_symlinks=False))


def _refuse_changed(path: str, file: Path, expected: bytes) -> None:
    if read_file(path, file) != expected:
        raise FileError(path, "changed since it was read; nothing was written. Run weave-fix again")


def _refuse_other_place(path: str, file: Path) -> None:
    if reason := why_never(path):
        raise FileError(path, reason)
    if os.path.realpath(file.parent) != os.fspath(file.parent):
        raise FileError(path, "a folder above it is a symbolic link; nothing was written. Name the real file")
