"""One file a format: what is printed on standard output, or written into a file, once a run is done.

A module's name in `formats` is the name of the format. It has `HELP`, one line of `--help` and of the README, and
`write(report, stream, paint)`. Nothing else has to be told of it.
"""

from __future__ import annotations

import io
import os
import stat
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

from weave_fix.errors import WeaveFixError
from weave_fix.named_tuple import NamedTuple
from weave_fix.report.color import Colorizer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Protocol

    from weave_fix.config import Config
    from weave_fix.records import FilePatch
    from weave_fix.report.findings import Finding

    class Format(Protocol):
        """What a module of a format offers."""

        HELP: str

        def write(self, report: Report, stream: IO[str], paint: Colorizer) -> None:
            """Write `report` to `stream`, a text stream over bytes such as `sys.stdout`."""


FORMATS = "formats"
TEXT = "text"
"""The format whose lines go to standard error, so that standard output stays empty."""


class Report(NamedTuple):
    """What a run has to report."""

    patches: Sequence[FilePatch]
    """Every file that was looked at, in order."""
    diff: bytes = b""
    """The diff of the repairs that were made; empty where no format asks for it."""
    folder: str = ""
    """The absolute folder that paths start at."""
    window: int | None = None
    """Lines shown at either side of a finding by formats that show the text; None: all of the file."""

    def findings(self) -> Iterator[Finding]:
        """Yield all repairs and findings, file by file, in the order of the text."""
        from weave_fix.report.findings import findings_of

        for patch in self.patches:
            yield from findings_of(patch)


@cache
def names() -> tuple[str, ...]:
    """Return the names of all formats, sorted, without loading one."""
    found = os.listdir(os.path.join(os.path.dirname(__file__), FORMATS))
    return tuple(sorted(name[:-3] for name in found if name.endswith(".py") and not name.startswith("_")))


def load(name: str) -> Format:
    """Return the format `name`, one of `names`."""
    return cast("Format", import_module(f"{__package__}.{FORMATS}.{name}"))


def discover() -> Mapping[str, Format]:
    """Return all formats by name."""
    return {name: load(name) for name in names()}


def check_files(config: Config, cwd: Path) -> None:
    """Raise WeaveFixError for a file of a report whose folder does not exist, before anything is changed."""
    for _, file in config.reports:
        folder = (cwd / file).parent
        if not folder.is_dir():
            raise WeaveFixError(f"{file}: there is no folder {folder}; make it first")


def write(config: Config, report: Report, stdout: IO[str], paint: Colorizer, cwd: Path) -> None:
    """Write `report` in each format that `config` asks for; a file's path starts at the absolute folder `cwd`."""
    if config.format != TEXT:
        load(config.format).write(report, stdout, paint)
    for name, file in config.reports:
        raw = io.BytesIO()
        stream = io.TextIOWrapper(raw, "utf-8", "surrogateescape", newline="\n", write_through=True)
        load(name).write(report, stream, Colorizer(False))
        stream.flush()
        try:
            _put(cwd / file, raw.getvalue())
        except OSError as error:
            raise WeaveFixError(f"{file}: cannot be written ({error.strerror}); name another file") from error


def _put(file: Path, content: bytes) -> None:
    """Write a file whole; what is there and no plain file, such as a pipe or a device, is written to as it is."""
    from weave_fix.runtime.atomic_write import write_atomically

    file = Path(os.path.realpath(file))
    if file.exists() and not stat.S_ISREG(file.stat().st_mode):
        file.write_bytes(content)
    else:
        write_atomically(file, content)
