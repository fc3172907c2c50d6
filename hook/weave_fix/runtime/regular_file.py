"""Opens files whose names a user or a repository chose.

Such a name may lead to a pipe that nobody writes to, to a device without an end, or to gigabytes: only a regular file
of a bounded size is read.
"""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from io import BufferedRandom, BufferedReader
    from pathlib import Path

SMALL = 1_000_000
"""Bytes of a file that a person writes by hand, such as a configuration, at most."""
LARGE = 1 << 30
"""Bytes of a model, and of a file that one is trained on, at most."""
CHUNK = 1 << 20


class NotRegularError(OSError):
    """There is something that is no regular file: a folder, a pipe, a socket, a device."""


class TooLargeError(OSError):
    """The file has more bytes than are read."""


def read_regular(file: str | Path, most: int, *, follow: bool = True) -> bytes:
    """Return the bytes of `file`, at most `most` of them.

    Without `follow` a symbolic link is not followed. OSError if it cannot be read, NotRegularError and TooLargeError
    among them.
    """
    content = bytearray()
    with open_regular(file, most, follow=follow) as opened:
        # What the kernel makes up, as below /proc, has a size of 0 and may have no end.
        while chunk := opened.read(min(CHUNK, most + 1 - len(content))):
            content += chunk
    if len(content) > most:
        raise _too_large(file, most)
    return bytes(content)


def open_regular(file: str | Path, most: int, *, follow: bool = True) -> BufferedReader:
    """Return `file` opened to be read; errors as of `read_regular`."""
    return os.fdopen(_open(file, os.O_RDONLY, most, follow=follow), "rb")


def open_to_change(file: str | Path, most: int) -> BufferedRandom:
    """Return `file`, empty where there was none, opened to be read and written; errors as of `read_regular`."""
    return os.fdopen(_open(file, os.O_RDWR | os.O_CREAT, most, follow=True), "rb+")


def _open(file: str | Path, flags: int, most: int, *, follow: bool) -> int:
    with suppress(FileNotFoundError):
        _refuse_special(file, os.stat(file, follow_symlinks=follow), most)  # to open some devices is to start them
    # What has come into its place since is not waited for.
    flags |= os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC | (0 if follow else os.O_NOFOLLOW)
    handle = os.open(file, flags, 0o666)
    try:
        _refuse_special(file, os.fstat(handle), most)
    except OSError:
        os.close(handle)
        raise
    return handle


def _refuse_special(file: str | Path, status: os.stat_result, most: int) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise NotRegularError(errno.EINVAL, "not a regular file", os.fspath(file))
    if status.st_size > most:
        raise _too_large(file, most)


def _too_large(file: str | Path, most: int) -> TooLargeError:
    return TooLargeError(errno.EFBIG, f"over {most:,} bytes", os.fspath(file))
