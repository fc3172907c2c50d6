"""A few lines in the editor of a person."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from weave_fix.errors import WeaveFixError
from weave_fix.records import decode, encode
from weave_fix.runtime.signals import temporary_folder

if TYPE_CHECKING:
    from collections.abc import Mapping

NAMES = ("GIT_EDITOR", "VISUAL", "EDITOR")
"""Variables that are asked, in this order; without them it is `vi`."""


def edited(text: str, environ: Mapping[str, str]) -> str:
    """Return what a person makes of `text`; WeaveFixError where the editor fails, for which nothing is to be done.

    The editor's command may have arguments, and goes through the shell as git's does.
    """
    command = next((environ[name] for name in NAMES if environ.get(name)), "vi")
    with temporary_folder() as folder:
        file = Path(folder, "lines.md")
        file.write_bytes(encode(text))
        done = subprocess.run(["sh", "-c", f'{command} "$@"', command, os.fspath(file)], check=False)
        if done.returncode:
            raise WeaveFixError(f"the editor {command!r:.80} ended with {done.returncode}; nothing was changed")
        try:
            return decode(file.read_bytes())
        except OSError as error:
            raise WeaveFixError(f"the editor {command!r:.80} left no file; nothing was changed") from error
