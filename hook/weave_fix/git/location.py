"""Finds the repository around a folder as git would, without running git, where nothing is out of the ordinary.

One folder `.git` of the user's own, with an ordinary configuration and a HEAD that names a commit: so are nearly all.
Whatever differs in any way is left to git itself.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from weave_fix.named_tuple import NamedTuple
from weave_fix.runtime.regular_file import SMALL, read_regular

DECIDING = frozenset(
    {"GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY", "GIT_DISCOVERY_ACROSS_FILESYSTEM"}
    | {"GIT_NAMESPACE", "GIT_IMPLICIT_WORK_TREE", "GIT_CONFIG_PARAMETERS", "GIT_CONFIG_COUNT"}
    | {"GIT_TEST_ASSUME_DIFFERENT_OWNER"}
)
"""The variables that tell git where its repository is, or how to look for it."""
INSIDE = ("HEAD", "objects", "refs")
"""What a folder has that git takes for a repository."""
LINE = re.compile(rb'[ \t]*(?:[#;].*|\[[A-Za-z0-9.-]+(?: "[^"\\\n]*")?\]|[A-Za-z][A-Za-z0-9-]*(?: *=.*)?)?')
"""One of the lines that an ordinary configuration consists of."""
UNUSUAL = re.compile(rb"worktree|extensions|include|(?:bare(?! = false\n)|repositoryformatversion(?! = 0\n))")
"""What says in a configuration that the repository, or the working tree, is not where it seems to be."""
ID = re.compile(rb"([0-9a-f]{40})\n")
REF = re.compile(rb"ref: (refs/heads/[A-Za-z0-9][A-Za-z0-9._/+@=-]*)\n")


class Location(NamedTuple):
    """Where a repository is, and where its HEAD stands."""

    root: Path
    git_dir: Path
    head: str


def plain_location(start: Path) -> Location | None:
    """Return where the repository around the folder `start` is; None where git has to be asked."""
    if os.name != "posix" or not DECIDING.isdisjoint(os.environ):
        return None
    try:
        return _around(os.path.realpath(start))
    except OSError:
        return None


def _around(folder: str) -> Location | None:
    user, device = os.geteuid(), os.stat(folder).st_dev
    ceilings = os.environ.get("GIT_CEILING_DIRECTORIES", "").split(os.pathsep)
    ceilings += [os.path.realpath(ceiling) for ceiling in ceilings]
    while True:
        git_dir = os.path.join(folder, ".git")
        if os.path.lexists(git_dir):
            break
        above = os.path.dirname(folder)
        # A folder that looks like a repository by itself, or another file system: git says what that means.
        if above == folder or above in ceilings or _is_repository(folder) or os.stat(above).st_dev != device:
            return None
        folder = above
    if _is_repository(folder) or os.path.islink(git_dir) or not _is_repository(git_dir):
        return None
    if any(os.stat(own).st_uid != user for own in (folder, git_dir)) or os.path.lexists(f"{git_dir}/commondir"):
        return None
    if not _is_ordinary(read_regular(f"{git_dir}/config", SMALL)):
        return None
    head = _head(git_dir)
    return Location(Path(folder), Path(git_dir), head) if head else None


def _is_repository(folder: str) -> bool:
    return all(os.path.exists(os.path.join(folder, name)) for name in INSIDE)


def _is_ordinary(config: bytes) -> bool:
    """Tell whether a configuration can be read line by line, and moves nothing."""
    lines = config.splitlines()
    if b"\\\n" in config or b"\r" in config or not all(map(LINE.fullmatch, lines)):
        return False
    return not UNUSUAL.search(config.lower() + b"\n")


def _head(git_dir: str) -> str:
    """Return the commit that HEAD stands at; empty where that is not plain to see."""
    raw = read_regular(f"{git_dir}/HEAD", SMALL, follow=False)
    named = REF.fullmatch(raw)
    if named is not None:
        name = named[1].decode("ascii")
        if ".." in name or "//" in name:
            return ""
        try:
            raw = read_regular(f"{git_dir}/{name}", SMALL, follow=False)
        except FileNotFoundError:
            raw = _packed(git_dir, named[1])
    found = ID.fullmatch(raw)
    return found[1].decode("ascii") if found else ""


def _packed(git_dir: str, name: bytes) -> bytes:
    """Return the line of the packed references that has the id of a branch, without its name."""
    packed = b"\n" + read_regular(f"{git_dir}/packed-refs", 16 * SMALL)
    end = packed.find(b" " + name + b"\n")
    return packed[packed.rfind(b"\n", 0, end) + 1 : end] + b"\n" if end >= 0 else b""
