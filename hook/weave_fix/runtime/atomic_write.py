"""Writes files all at once: whatever happens, a file is the old one or the new one, whole."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from weave_fix.runtime.signals import held

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def write_atomically(
    file: Path,
    content: bytes,
    *,
    mode: int = 0o666,
    new: bool = False,
    flush: bool = False,
    prepare: Callable[[int], None] | None = None,
    confirm: Callable[[], None] | None = None,
) -> None:
    """Put `content` in the place of whatever `file` is, all at once; a folder stays, and is an OSError.

    The file gets `mode`, less the umask. With `new` there may be nothing yet, not even a link: else FileExistsError.
    With `flush` the content is on the disk before it takes that place, and its name after it. `prepare` gets the
    handle of the written file before it takes its place; `confirm` is called last before that, and may raise to stop
    it. OSError, with nothing changed, if it cannot be done.
    """
    with held():  # a signal between two steps would leave the new file beside the old one
        if new:
            os.close(_create(file, mode))
        try:
            _write(file, content, mode, flush, prepare, confirm)
        except BaseException:
            if new:
                with suppress(OSError):
                    os.unlink(file)
            raise


def _write(
    file: Path,
    content: bytes,
    mode: int,
    flush: bool,
    prepare: Callable[[int], None] | None,
    confirm: Callable[[], None] | None,
) -> None:
    # A name of its own: what lies there under a known one could be a link or a pipe.
    beside = file.with_name(f".{file.name[:40]}-{os.urandom(8).hex()}")
    handle = _create(beside, mode)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
            out.flush()
            if prepare is not None:
                prepare(handle)
            if flush:
                os.fsync(handle)
        if confirm is not None:
            confirm()
        os.replace(beside, file)
    except BaseException:
        with suppress(OSError):
            os.unlink(beside)
        raise
    if flush:
        _sync_folder(file.parent)


def _create(file: Path, mode: int) -> int:
    return os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, mode)


def _sync_folder(folder: Path) -> None:
    """Have the new name on the disk too; the content is there already, so a file system that cannot may not."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
