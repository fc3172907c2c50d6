"""The gateway to git: bytes in, bytes out.

Only plumbing commands with NUL-separated output are run: no user's colours, prefixes, external diff programs or
quoting reach them. Paths are `str` as `os.fsdecode` makes them, relative to the root, with `/`; any byte survives.
GitPython's own view of the index is not used, for it ignores `GIT_INDEX_FILE`, which `git commit FILE` and
`git commit -a` set; git itself honours it.
"""

from __future__ import annotations

from weave_fix.git.objects import LINK, SUBMODULE, Files, Listing, TreeBlob, TreeChange
from weave_fix.git.repository import Change, Repository

__all__ = [
    "LINK",
    "SUBMODULE",
    "Change",
    "Files",
    "Listing",
    "Repository",
    "TreeBlob",
    "TreeChange",
]
