"""A plain commit-msg hook for a repository without pre-commit: put there, taken away, looked for."""

from __future__ import annotations

import os
import re
import shlex
import sys
from typing import TYPE_CHECKING

from weave_fix.errors import WeaveFixError
from weave_fix.runtime.atomic_write import write_atomically
from weave_fix.runtime.regular_file import SMALL, read_regular

if TYPE_CHECKING:
    from pathlib import Path

    from weave_fix.git import Repository

HOOK = "hooks/commit-msg"
MARK = "# Written by `weave-notes --install`; `weave-notes --uninstall` takes this file away."
SCRIPT = """\
#!/bin/sh
{mark}
if [ -x {python} ]; then exec {python} -m weave_fix.notes "$1"; fi
if command -v weave-notes >/dev/null; then exec weave-notes "$1"; fi
echo 'weave-notes is not installed any more; this commit goes without its notes' >&2
"""
LINE = 'weave-notes "$1"'
NAMES = (b"weave-notes", b"weave_fix.notes")
RUNNERS = (b"pre-commit", b"prek")


def install(repository: Repository) -> str:
    """Write the hook where git looks for it and say so; WeaveFixError, with what to do, if there is another one."""
    file = repository.git_path(HOOK)
    if _is_ours(file):
        return f"{file}: is there already"
    script = SCRIPT.format(mark=MARK, python=shlex.quote(sys.executable)).encode("utf-8", "surrogateescape")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(file, script, mode=0o777, new=True)
    except FileExistsError as error:
        if not file.parent.is_dir():
            hint = "that is no folder, so that git runs no hooks here; see to core.hooksPath in its configuration"
            raise WeaveFixError(f"{file.parent}: {hint}") from error
        if any(runner in _read(file) for runner in RUNNERS):
            hint = "a runner of hooks wrote this hook, and it stays; add the hook weave-notes to its configuration"
            raise WeaveFixError(f"{file}: {hint}") from error
        raise WeaveFixError(f"{file}: there is a hook already, and it stays; add this line to it: {LINE}") from error
    except OSError as error:
        raise _cannot(file, error) from error
    return f"{file}: written; commits get the notes of their repairs"


def uninstall(repository: Repository) -> str:
    """Take the hook away that `install` wrote and say so; WeaveFixError, with what to do, if there is another one."""
    file = repository.git_path(HOOK)
    if not os.path.lexists(file):
        return f"{file}: there is none"
    if not _is_ours(file):
        raise WeaveFixError(f"{file}: was not written by weave-notes, and stays; take this line out of it: {LINE}")
    if not _is_unchanged(file):
        hint = "was changed since `weave-notes --install` wrote it, and stays; take its lines out by hand"
        raise WeaveFixError(f"{file}: {hint}")
    try:
        file.unlink()
    except OSError as error:
        raise _cannot(file, error) from error
    return f"{file}: taken away"


def is_installed(repository: Repository) -> bool:
    """Tell whether git finds a commit-msg hook that leads to weave-notes, by itself or through a runner of hooks."""
    file = repository.git_path(HOOK)
    script = _read(file)
    if not os.access(file, os.X_OK):
        return False
    if any(name in script for name in NAMES):
        return True
    if not any(runner in script for runner in RUNNERS):
        return False
    configs = (".pre-commit-config.yaml", ".pre-commit-config.yml", "prek.toml")
    return any(b"weave-notes" in _read(repository.root / name) for name in configs)


def _is_ours(file: Path) -> bool:
    return MARK.encode() in _read(file).split(b"\n")


def _is_unchanged(file: Path) -> bool:
    """Tell whether the hook is as `install` writes it, for this interpreter or another one."""
    before, between, after = (re.escape(part) for part in SCRIPT.format(mark=MARK, python="\0").split("\0"))
    return re.fullmatch(f"{before}(.+){between}\\1{after}", _read(file).decode("utf-8", "surrogateescape")) is not None


def _read(file: Path) -> bytes:
    try:
        return read_regular(file, SMALL)
    except OSError:
        return b""


def _cannot(file: Path, error: OSError) -> WeaveFixError:
    return WeaveFixError(f"{file}: {error.strerror}; see to that folder, which git's core.hooksPath may name")
