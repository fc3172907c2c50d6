"""Where the texts are, in shares that one process reads at a time, and their reading."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import fsspec

from weave_fix.errors import WeaveFixError
from weave_fix.library import LIMIT
from weave_fix.markdown.suffixes import is_markdown
from weave_fix.records import decode
from weave_fix.runtime.regular_file import read_regular
from weave_fix.runtime.strict_json import loads

if TYPE_CHECKING:
    from collections.abc import Iterator

FILES = 64
"""Files of a share at most."""
BLOCK = 4_000_000
"""Bytes of a share of JSON lines; a line belongs to the share that it begins in."""
LONGEST = 8 * LIMIT
"""Bytes of one line: JSON may write six for one of the text."""


class Share(NamedTuple):
    """What one task reads."""

    number: int
    kind: str
    """`files`, `lines` or `rows`."""
    paths: tuple[str, ...]
    start: int = 0
    """Of lines: the first byte. Of rows: the number of the first row."""
    end: int = 0
    """Of lines: behind the last byte that a line may begin at. Of rows: the number of the row group."""


class Text(NamedTuple):
    """One text, or the reason why there is none."""

    name: str
    position: int
    """0-based: of JSON lines the byte that the line begins at, of Parquet the row, of files 0."""
    text: str
    error: str = ""


def shares_of(source: str) -> Iterator[Share]:
    """Yield the shares of `source`; WeaveFixError where there is nothing that can be read."""
    files, root = fsspec.core.url_to_fs(source)
    if not files.exists(root):
        raise WeaveFixError(f"{source}: there is no such file or folder; name another")
    if files.isdir(root):
        paths = sorted(path for path in files.find(root) if is_markdown(path))
        full = [files.unstrip_protocol(path) for path in paths]
        for number, start in enumerate(range(0, len(full), FILES)):
            yield Share(number, "files", tuple(full[start : start + FILES]))
    elif root.endswith(".jsonl"):
        for number, start in enumerate(range(0, files.size(root), BLOCK)):
            yield Share(number, "lines", (source,), start, start + BLOCK)
    elif root.endswith(".parquet"):
        yield from _groups(source)
    else:
        raise WeaveFixError(f"{source}: is no folder, and no .jsonl or .parquet file; name one")


def _groups(source: str) -> Iterator[Share]:
    from pyarrow.parquet import ParquetFile

    with fsspec.open(source, "rb") as opened:
        metadata = ParquetFile(opened).metadata
        first = 0
        for number in range(metadata.num_row_groups):
            yield Share(number, "rows", (source,), first, number)
            first += metadata.row_group(number).num_rows


def texts_of(share: Share, column: str) -> Iterator[Text]:
    """Yield the texts of a share; what is wrong with one of them is its error."""
    if share.kind == "files":
        yield from map(_file, share.paths)
    elif share.kind == "lines":
        yield from _lines(share, column)
    else:
        yield from _rows(share, column)


def _file(path: str) -> Text:
    try:
        files, name = fsspec.core.url_to_fs(path)
        if files.protocol == "file" or "file" in files.protocol:
            raw = read_regular(name, LIMIT)
        else:
            with files.open(name, "rb") as opened:
                raw = opened.read(LIMIT + 1)
        return Text(path, 0, decode(raw))
    except OSError as error:
        return Text(path, 0, "", f"cannot be read ({error.strerror or error})")


def _lines(share: Share, column: str) -> Iterator[Text]:
    name = share.paths[0]
    with fsspec.open(name, "rb") as opened:
        if share.start:
            opened.seek(share.start - 1)
            while not _ends(opened.readline(LONGEST)):
                pass
        while (position := opened.tell()) < share.end and (line := opened.readline(LONGEST)):
            if not _ends(line) and len(line) == LONGEST:
                while not _ends(opened.readline(LONGEST)):
                    pass
                yield Text(name, position, "", f"a line of over {LONGEST:,} bytes")
            elif line.strip():
                yield _line(name, position, line, column)


def _ends(line: bytes) -> bool:
    return not line or line.endswith(b"\n")


def _line(name: str, position: int, line: bytes, column: str) -> Text:
    try:
        value = loads(line)
    except ValueError as error:
        return Text(name, position, "", f"is no JSON: {error}")
    text = value.get(column) if isinstance(value, dict) else None
    return Text(name, position, text) if isinstance(text, str) else Text(name, position, "", _no_text(column))


def _rows(share: Share, column: str) -> Iterator[Text]:
    from pyarrow.parquet import ParquetFile

    name = share.paths[0]
    with fsspec.open(name, "rb") as opened:
        file = ParquetFile(opened)
        if column not in file.schema_arrow.names:
            raise WeaveFixError(f"{name}: there is no column {column}; name one with --column")
        values = file.read_row_group(share.end, columns=[column]).column(0)
        for at, value in enumerate(values):
            text = value.as_py()
            position = share.start + at
            yield Text(name, position, text) if isinstance(text, str) else Text(name, position, "", _no_text(column))


def _no_text(column: str) -> str:
    return f"there is no text in {column}"
