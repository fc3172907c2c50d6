"""From the paths that a user names to files in the working tree, and from a file to its bytes."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from weave_fix.errors import FileError
from weave_fix.markdown.suffixes import is_markdown, why_never
from weave_fix.named_tuple import NamedTuple
from weave_fix.runtime.regular_file import read_regular

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from weave_fix.git import Files, Repository

LIMIT = 10_000_000
"""Files of more bytes are left alone."""
LFS = b"version https://git-lfs.github.com/spec/"
OTHER = "not Markdown by its name; `include` in the configuration names other endings"
NESTED = "belongs to another repository inside this one; run weave-fix there"


class SkippedFile(NamedTuple):
    """A file that is left alone on purpose."""

    path: str
    reason: str
    is_asked_for: bool = False
    """Whether the configuration says so."""


class Expansion:
    """The files that paths stand for."""

    def __init__(self, include: tuple[str, ...] = ()) -> None:
        self.include = include
        """Endings of names that count as Markdown besides the usual ones, in lower case."""
        self.files: dict[str, Path] = {}
        """Absolute paths by the name a user is shown: relative to the repository's root, or as named without one."""
        self.skipped: list[SkippedFile] = []
        self.failures: list[FileError] = []
        self.lacking: list[str] = []
        """The bases that a partial clone lacks, in words for a user."""
        self.unchanged: list[str] = []
        """Files that are a base word for word, as a user is shown them."""


def expand(names: Iterable[str], repository: Repository | None, cwd: Path, include: tuple[str, ...] = ()) -> Expansion:
    """Return the files that `names`, relative to `cwd`, stand for: themselves, or the Markdown below a folder.

    `include` has other endings of names, in lower case, that count as Markdown.

    A file that is named and is no Markdown is left alone, and said to be. A name that stands for nothing becomes a
    failure.
    """
    expansion = Expansion(include)
    for name in names:
        _expand(name, repository, cwd, expansion)
    return expansion


def load(name: str, file: Path, expansion: Expansion) -> bytes | None:
    """Return the bytes of `file`; None where it is left alone or cannot be read, which `expansion` then says."""
    try:
        status = os.lstat(file)
        if reason := _not_a_file(status.st_mode) or too_large(status.st_size):
            expansion.skipped.append(SkippedFile(name, reason))
            return None
        # What was a file a moment ago is not followed if it has become a link since.
        return read_regular(file, LIMIT, follow=False)
    except FileNotFoundError:
        expansion.failures.append(FileError(name, "vanished while weave-fix was reading; run weave-fix again"))
    except OSError as error:
        expansion.failures.append(_unreadable(name, error.strerror))
    return None


def too_large(size: int) -> str | None:
    """Return why a file of `size` bytes is left alone, None if it is not."""
    return f"over 10 MB ({size:,} bytes)" if size > LIMIT else None


def not_text(raw: bytes) -> str | None:
    """Return why these bytes are no text to look at, None if they are one."""
    if raw.startswith(LFS):
        return "a pointer of git-lfs"
    return "not text (it holds NUL bytes)" if b"\0" in raw else None


def _not_a_file(mode: int) -> str | None:
    if stat.S_ISREG(mode):
        return None
    if stat.S_ISLNK(mode):
        return "a symbolic link; name the file that it leads to"
    return "a folder stands in its place" if stat.S_ISDIR(mode) else "neither a file nor a folder"


def _unreadable(name: str, reason: str | None) -> FileError:
    return FileError(name, f"cannot be read ({reason}); make it readable, or leave it out")


def real_path(path: Path) -> Path:
    """Return `path` without links in the folders above it; the last name stays, so that a link is seen as one."""
    if path.name in ("", ".."):
        return path.resolve()
    return Path(os.path.realpath(path.parent), path.name)


def _expand(name: str, repository: Repository | None, cwd: Path, expansion: Expansion) -> None:
    try:
        if repository is None:
            _expand_plain(name, cwd / name, expansion)
        else:
            _expand_tracked(name, real_path(cwd / name), repository, expansion)
    except (FileNotFoundError, NotADirectoryError):
        expansion.failures.append(FileError(name, "no such file; check its spelling, and the folder you are in"))
    except OSError as error:
        expansion.failures.append(_unreadable(name, error.strerror))


def _expand_plain(name: str, path: Path, expansion: Expansion) -> None:
    """Add what `path`, which lies in no repository, stands for; OSError if it is nothing."""
    if not stat.S_ISDIR(path.lstat().st_mode):
        _add_named(name, path, expansion)
        return

    def fail(error: OSError) -> None:
        expansion.failures.append(_unreadable(str(error.filename), error.strerror))

    for folder, folders, files in os.walk(path, onerror=fail):
        folders[:] = sorted(folder for folder in folders if folder != ".git")
        for file in sorted(file for file in files if is_markdown(file, expansion.include)):
            below = Path(folder, file)
            expansion.files[Path(name, below.relative_to(path)).as_posix()] = below


def _expand_tracked(name: str, path: Path, repository: Repository, expansion: Expansion) -> None:
    """Add what the absolute `path` stands for in `repository`; OSError if it is nothing."""
    if not path.is_relative_to(repository.root):
        reason = f"lies outside the repository {repository.root}; run weave-fix in the folder that it is in"
        expansion.failures.append(FileError(name, reason))
        return
    mode = path.lstat().st_mode
    relative = "" if path == repository.root else path.relative_to(repository.root).as_posix()
    inner = path if stat.S_ISDIR(mode) else path.parent
    if relative and (never := why_never(relative)):
        expansion.failures.append(FileError(name, never))
    elif any(os.path.lexists(folder / ".git") for folder in _between(inner, repository.root)):
        expansion.skipped.append(SkippedFile(relative, NESTED))
    elif stat.S_ISDIR(mode):
        for below in _present(repository.list_files(relative), repository, expansion):
            expansion.files[below] = repository.root / below
    else:
        _add_named(relative, path, expansion)


def _add_named(name: str, path: Path, expansion: Expansion) -> None:
    """Add a file that was named, if its name is one of a Markdown file."""
    if is_markdown(name, expansion.include):
        expansion.files[name] = path
    else:
        expansion.skipped.append(SkippedFile(name, OTHER))


def _between(folder: Path, root: Path) -> Iterator[Path]:
    """Yield `folder` and those above it, `root` left out."""
    while folder != root:
        yield folder
        folder = folder.parent


def _present(files: Files, repository: Repository, expansion: Expansion) -> Iterator[str]:
    """Yield those of the Markdown files that are there; others may be deleted, or left out of a sparse checkout."""
    root = repository.root
    closed: dict[str, str | None] = {_closed_folder(root, folder): reason for folder, reason in files.unread.items()}
    for path in files.paths:
        if not is_markdown(path, expansion.include):
            continue
        if reason := why_never(path):
            expansion.failures.append(FileError(path, reason))
            continue
        try:
            mode = os.lstat(root / path).st_mode
        except (FileNotFoundError, NotADirectoryError):
            expansion.skipped.append(SkippedFile(path, "not in the working tree"))
            continue
        except OSError as error:
            if not any(path.startswith(f"{folder}/") for folder in closed):
                closed[_closed_folder(root, path)] = error.strerror
            continue
        if stat.S_ISDIR(mode):
            expansion.skipped.append(SkippedFile(path, NESTED))
        else:
            yield path
    expansion.failures += [_unreadable(folder, reason) for folder, reason in sorted(closed.items())]


def _closed_folder(root: Path, path: str) -> str:
    """Return the first folder above `path` that lets nobody through to it; `path` itself if there is none."""
    names = path.split("/")
    folders = ("/".join(names[:depth]) for depth in range(1, len(names)))
    effective = os.access in os.supports_effective_ids
    return next((one for one in folders if not os.access(root / one, os.X_OK, effective_ids=effective)), path)
