"""The objects of a partial clone as git sees them where there is no remote to fetch from.

Before git 2.45 nothing keeps it from fetching an object that is missing, one by one, and from giving up where that
fails. In a repository that has the same objects and knows of no remote, what is missing is missing, for every git.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from weave_fix.git.runner import unconfigured
from weave_fix.runtime.signals import temporary_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

SHA256 = """\
[core]
repositoryFormatVersion = 1
[extensions]
objectFormat = sha256
"""


def is_partial(objects: Path) -> bool:
    """Tell whether the folder `objects` of a repository has packs that a partial clone has fetched."""
    try:
        with os.scandir(objects / "pack") as entries:
            return any(entry.name.endswith(".promisor") for entry in entries)
    except OSError:
        return False


@contextmanager
def without_remotes(objects: Path, *, sha256: bool) -> Iterator[dict[str, str]]:
    """Yield the environment in which git sees the folder `objects`, and no index, reference or configuration."""
    with temporary_folder() as folder:
        made = Path(folder)
        made.joinpath("HEAD").write_text("ref: refs/heads/none\n", encoding="ascii")
        made.joinpath("config").write_text(SHA256 if sha256 else "", encoding="ascii")
        made.joinpath("refs").mkdir()
        yield {
            **unconfigured(made),
            # A hook may inherit these; each would lead back into the repository.
            **dict.fromkeys(("GIT_DIR", "GIT_COMMON_DIR", "GIT_WORK_TREE"), folder),
            "GIT_INDEX_FILE": os.path.join(folder, "index"),
            "GIT_OBJECT_DIRECTORY": os.fspath(objects),
        }
