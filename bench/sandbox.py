"""Real git repositories to run a tool in, sealed from the configuration of the machine."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bench.edits import reading_environment
from bench.errors import BenchError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bench.regimes import Case

DATE = "2024-01-01T12:00:00+0000"
NOTHING: Mapping[str, str] = {}


def environment() -> dict[str, str]:
    """Return the environment that git and the tools get: no git configuration but the repository's own.

    The commands installed beside this interpreter come first on the PATH, so that an environment need not be activated.
    """
    beside = Path(sys.executable).parent
    return reading_environment() | {
        "PATH": f"{beside}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_TERMINAL_PROMPT": "0",
        "PYTHONDONTWRITEBYTECODE": "",  # an installed weave-fix is compiled; an editable one is by its first run
        "CI": "",  # there weave-fix does less than for a user: it keeps no notes
        **{f"GIT_{role}_{what}": value for role in ("AUTHOR", "COMMITTER") for what, value in IDENTITY.items()},
    }


IDENTITY = {"NAME": "bench", "EMAIL": "bench@example.org", "DATE": DATE}


def build(root: Path, cases: Sequence[Case], others: Mapping[str, str] = NOTHING) -> None:
    """Make a repository at `root`, a folder that does not exist yet: HEAD and the index hold what `cases` say.

    `others` are texts by path that both of them hold as well.
    """
    root.mkdir(parents=True)
    git(root, "init", "--quiet", "--template=", "--initial-branch=main")
    _write(root, {"README.md": "# Readme\n"} | dict(others))
    _write(root, {case.path: case.head for case in cases if case.head is not None})
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--no-verify", "--message=Base")
    # As in a clone: one pack, not a loose file for each object.
    git(root, "repack", "-a", "-d", "-q")
    _write(root, {case.path: case.staged for case in cases})
    git(root, "add", "--all")


def copy(pristine: Path, root: Path) -> None:
    """Make a repository at `root` that is like `pristine`, its index fresh as after `git add`."""
    shutil.copytree(pristine, root, symlinks=True)
    # The copies are other files to the index (inode, change time): a tool should not pay for reading them all again.
    git(root, "update-index", "-q", "--refresh")


def read(root: Path, case: Case) -> str:
    """Return what the working tree holds for `case`; the empty text where the tool took the file away."""
    try:
        return (root / case.path).read_bytes().decode("utf-8", "surrogateescape")
    except FileNotFoundError:
        return ""


def git(root: Path, *arguments: str) -> None:
    """Run git in `root`; raises BenchError where it fails."""
    done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, check=False, env=environment())
    if done.returncode:
        message = done.stderr.decode("utf-8", "replace").strip()
        raise BenchError(f"{root}: git {arguments[0]} ended with {done.returncode}: {message}")


def _write(root: Path, texts: Mapping[str, str]) -> None:
    for path, text in texts.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode("utf-8", "surrogateescape"))
