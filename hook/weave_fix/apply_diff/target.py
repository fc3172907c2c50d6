"""Which file a patch means, and whether that is one that it may change."""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from weave_fix.apply_diff.hunks import FileDiff, Hunk, PatchError
from weave_fix.apply_diff.lines import MOST_KINDS, TextLines
from weave_fix.errors import FileError, WeaveFixError
from weave_fix.files.discover import Expansion, expand, load, not_text
from weave_fix.markdown.suffixes import why_never
from weave_fix.named_tuple import NamedTuple
from weave_fix.records import Document

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from weave_fix.git import Repository

HINT = "name the file to patch: weave-fix --apply PATCH PATH"


class Target(NamedTuple):
    """A file with all that a patch does to it."""

    document: Document
    file: Path
    """Absolute."""
    lines: TextLines
    hunks: tuple[Hunk, ...]


def targets(
    diffs: Sequence[FileDiff], named: Sequence[str], repository: Repository | None, cwd: Path
) -> tuple[list[Target], list[WeaveFixError]]:
    """Return the files that `diffs` change, each once, and what is wrong with the others.

    `named` are the paths that the user gave, one at most, relative to `cwd`; without one the patch names the files,
    from the repository's root or else from `cwd`.
    """
    if len(named) > 1:
        raise WeaveFixError(f"--apply takes one PATH, not {len(named)}; a patch that names its files needs none")
    if named and len({diff.names for diff in diffs if diff.names}) > 1:
        raise PatchError(f"names several files, and {named[0]} is one; leave PATH out")
    hunks: dict[str, list[Hunk]] = {}
    files: dict[str, Path] = {}
    errors: list[WeaveFixError] = []
    for diff in diffs:
        with _collecting(errors):
            path, file = _named(named[0], repository, cwd) if named else _found(diff, repository, cwd)
            files[path] = file
            hunks.setdefault(path, []).extend(diff.hunks)
    made = []
    for path, file in files.items():
        with _collecting(errors):
            document = _read(path, file)
            made.append(Target(document, file, TextLines(document.text), tuple(hunks[path])))
    return made, errors


@contextmanager
def _collecting(errors: list[WeaveFixError]) -> Iterator[None]:
    try:
        yield
    except WeaveFixError as error:
        errors.append(error)


def _found(diff: FileDiff, repository: Repository | None, cwd: Path) -> tuple[str, Path]:
    """Return the file that `diff` names, as a user is shown it and absolute."""
    if not diff.names:
        raise PatchError(f"names no file; {HINT}", diff.at)
    names = [name.removeprefix("./") for name in diff.names]
    inside = [name for name in names if not name.startswith("/") and ".." not in name.split("/") and "\0" not in name]
    if not inside:
        raise FileError(names[0], f"lies outside of what a patch may name; if it is meant, {HINT}")
    reasons = list(filter(None, map(why_never, inside)))
    if len(reasons) == len(inside):
        raise FileError(inside[0], reasons[0].partition(";")[0] + "; a patch may not change it")
    for folder in dict.fromkeys((cwd if repository is None else repository.root, cwd)):
        for name in inside:
            if why_never(name) is None and os.path.lexists(folder / name):
                if not _is_below(folder / name, folder):
                    raise FileError(name, f"leads out of {folder} by a symbolic link; if it is meant, {HINT}")
                return _named(name, repository, folder)
    raise FileError(
        inside[0], f"the patch names it, and there is no such file here; {HINT} (new files are left to git)"
    )


def _is_below(file: Path, folder: Path) -> bool:
    real = Path(os.path.realpath(file.parent))
    return real.is_relative_to(os.path.realpath(folder))


def _named(name: str, repository: Repository | None, folder: Path) -> tuple[str, Path]:
    """Return the one file that `name` stands for from `folder` on."""
    if os.path.isdir(folder / name):
        raise FileError(name, "is a folder; name the file to patch")
    expansion = expand([name], repository, folder)
    if expansion.failures:
        raise expansion.failures[0]
    if expansion.skipped:
        raise FileError(name, expansion.skipped[0].reason)
    ((path, file),) = expansion.files.items()
    return path, file


def _read(path: str, file: Path) -> Document:
    expansion = Expansion()
    raw = load(path, file, expansion)
    if expansion.failures:
        raise expansion.failures[0]
    if raw is None:
        raise FileError(path, f"{expansion.skipped[0].reason}; nothing was written")
    if reason := not_text(raw):
        raise FileError(path, f"{reason}; nothing was written")
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise FileError(path, f"line {line} is not UTF-8; nothing was written. Save it as UTF-8 first") from error
    if raw.count(b"\n") >= MOST_KINDS:
        raise FileError(path, f"has more than {MOST_KINDS:,} lines; nothing was written. Use `git apply`")
    return Document.from_bytes(path, raw)
