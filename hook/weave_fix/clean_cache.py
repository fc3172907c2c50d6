"""Remembers the texts in which nothing was found, so that the next run need not look at them again.

What is kept is a digest of everything that a judgement depends on, and nothing else: whatever a file of such digests
holds, damaged, cut off or of another version, a text is known only if this very judgement was made before.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from weave_fix import __version__
from weave_fix.markdown import COMMENT
from weave_fix.records import encode
from weave_fix.runtime.atomic_write import write_atomically
from weave_fix.runtime.regular_file import LARGE, NotRegularError, read_regular

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from weave_fix.config import Config
    from weave_fix.files.select import Input, Inputs
    from weave_fix.git import Repository
    from weave_fix.records import Base, Document

FILE = "weave-fix/clean"
"""Below the git directory."""
WIDTH = 16
"""Bytes of a digest."""
KEPT = 4096
"""Digests that are kept, the newest."""
OF_OUTPUT = frozenset(
    {
        *("paths", "base", "exact", "since", "exclude", "jobs", "timeout", "cache", "sources", "deep_seconds"),
        *("check", "strict", "notes", "exit_zero", "statistics", "format", "reports", "window", "color", "quiet"),
        *("verbose", "debug", "profile", "interactive", "apply", "partial", "file"),
    }
)
"""The settings that say which texts are judged, or what is done with a judgement; every other one changes it."""
OWN_FILES = ("weave-fix", ".weave-fix")
"""What the names of weave-fix's own files at the top of a repository begin with."""


class CleanCache:
    """The texts in which nothing was found, of one repository under one configuration."""

    def __init__(self, repository: Repository, config: Config, commit: str | None) -> None:
        """`commit` is the one whose words are looked up. OSError where a file that the configuration names cannot be
        read."""
        self._file = repository.git_dir / FILE
        settings = [(name, value) for name, value in zip(config._fields, config, strict=True) if name not in OF_OUTPUT]
        contents = [_content(file) for file in _files(repository.root, settings)]
        code = (__version__, sys.version_info[:2], _state_of_code())
        self._settings = repr((code, settings, contents, commit)).encode("utf-8", "backslashreplace")
        # Only a run that shows what was refused has to know that nothing was.
        self._with_refusals = config.debug

    @cached_property
    def _known(self) -> dict[bytes, None]:
        try:
            raw = read_regular(self._file, 2 * KEPT * WIDTH)
        except OSError:
            return {}
        return dict.fromkeys(raw[at : at + WIDTH] for at in range(0, len(raw) - WIDTH + 1, WIDTH))

    def known(self, inputs: Inputs) -> frozenset[int]:
        """Return the numbers of the documents in which nothing was found before."""
        if not self._known:
            return frozenset()
        return frozenset(number for number, item in enumerate(inputs.documents) if self._holds(item))

    def _holds(self, item: Input) -> bool:
        if not _may_be_kept(item.document, item.bases):
            return False
        return self._digest(item.document, item.bases, with_refusals=self._with_refusals) in self._known

    def digests(self, document: Document, bases: Sequence[Base], *, has_refusals: bool) -> tuple[bytes, ...]:
        """Return what `add` takes for a document in which nothing was found; nothing if it must be looked at again."""
        if not _may_be_kept(document, bases):
            return ()
        kinds = (False,) if has_refusals else (False, True)
        return tuple(self._digest(document, bases, with_refusals=kind) for kind in kinds)

    def add(self, digests: Iterable[bytes]) -> None:
        """Remember documents by their digests; what cannot be written is not remembered."""
        new = dict.fromkeys(digests)
        if new.keys() <= self._known.keys():
            return
        kept = [*(digest for digest in self._known if digest not in new), *new][-KEPT:]
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(self._file, b"".join(kept))

    def _digest(self, document: Document, bases: Sequence[Base], *, with_refusals: bool) -> bytes:
        parts = [self._settings, b"refusals" if with_refusals else b"", os.fsencode(document.path), document.raw]
        parts += [part for base in bases for part in (os.fsencode(base.path), base.commit.encode(), encode(base.text))]
        made = blake2b(digest_size=WIDTH)
        for part in parts:
            made.update(len(part).to_bytes(8, "big"))
            made.update(part)
        return made.digest()


def _may_be_kept(document: Document, bases: Sequence[Base]) -> bool:
    """Tell whether a judgement depends on nothing that is not in the digest.

    Git's settings of line ends are not, nor what the past of a base restores; and what is wrong with a comment is told
    in each run.
    """
    if b"\r" in document.raw or COMMENT in document.text:
        return False
    return not any("\r" in base.text or base.committed or base.undone for base in bases)


def _files(root: Path, settings: object) -> list[Path]:
    """Return weave-fix's own files at `root`, and those that `settings` name; what names no file is no harm."""
    own = sorted(root / name for name in os.listdir(root) if name.startswith(OWN_FILES))
    return own + [root / text for text in _texts(settings) if text and "\0" not in text and (root / text).is_file()]


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [text for item in value for text in _texts(item)] if isinstance(value, list | tuple) else []


def _content(file: Path) -> str:
    try:
        return blake2b(read_regular(file, LARGE)).hexdigest()
    except NotRegularError:  # a folder, or what is refused where it is read
        return ""


def _state_of_code() -> str:
    """Return what changes when a file of the package does, or when a library is installed: a developer's version stays
    the same."""
    found = []
    folders = [os.fspath(Path(__file__).parent)]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.is_dir():
                    folders += [entry.path] if entry.name != "__pycache__" else []
                else:
                    status = entry.stat()
                    found.append((entry.name, status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino))
    for folder in sys.path:
        with suppress(OSError):
            found.append((folder, os.stat(folder).st_mtime_ns, 0, 0, 0))
    return blake2b(repr(sorted(found)).encode("utf-8", "surrogateescape")).hexdigest()
