"""Where the texts are, in shares that one process reads at a time, and their reading."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

import fsspec
from fsspec.implementations.local import LocalFileSystem

from weave_fix.errors import WeaveFixError
from weave_fix.library import LIMIT
from weave_fix.markdown.suffixes import is_markdown
from weave_fix.named_tuple import NamedTuple
from weave_fix.records import decode
from weave_fix.runtime.regular_file import read_regular
from weave_fix.runtime.strict_json import loads

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyarrow.parquet import ParquetFile

FILES = 64
"""Files of a share at most."""
BLOCK = 4_000_000
"""Bytes of a share of JSON lines; a line belongs to the share that it begins in."""
ROWS = 10_000
"""Rows of a share of Parquet at most; a share is read from the beginning of its row group."""
BATCH = 1000
"""Rows that are in memory at a time."""
LONGEST = 8 * LIMIT
"""Bytes of one line: JSON may write six for one of the text."""


class Share(NamedTuple):
    """What one task reads."""

    number: int
    kind: str
    """`files`, `lines` or `rows`."""
    paths: tuple[str, ...]
    start: int = 0
    """Of lines: the first byte. Of rows: the first of them, 0-based."""
    end: int = 0
    """Of lines: behind the last byte that a line may begin at. Of rows: behind the last one."""
    group: int = 0
    """Of rows: the row group that they are in."""
    offset: int = 0
    """Of rows: how many of the row group come before them."""


class Text(NamedTuple):
    """One text, or the reason why there is none."""

    name: str
    position: int
    """0-based: of JSON lines the byte that the line begins at, of Parquet the row, of files 0."""
    text: str
    error: str = ""


def shares_of(source: str) -> Iterator[Share]:
    """Yield the shares of `source`; WeaveFixError where there is nothing that can be read."""
    try:
        files, root = fsspec.core.url_to_fs(source)
    except (ImportError, ValueError) as error:  # of a file system whose package is not installed, or that is not known
        raise WeaveFixError(f"{source}: {error}") from error
    paths = [root] if files.exists(root) else sorted(files.glob(root))
    if not paths:
        raise WeaveFixError(f"{source}: there is no such file or folder; name another")
    shares = (share for path in paths for share in _shares(files, path))
    return (share._replace(number=number) for number, share in enumerate(shares))


def _shares(files: Any, root: str) -> Iterator[Share]:
    """Yield the shares of one file or folder, not yet numbered."""
    source = files.unstrip_protocol(root)
    if files.isdir(root):
        full = [files.unstrip_protocol(path) for path in sorted(files.find(root)) if is_markdown(path)]
        for start in range(0, len(full), FILES):
            yield Share(0, "files", tuple(full[start : start + FILES]))
    elif not files.isfile(root):
        raise WeaveFixError(f"{source}: is not a regular file; name another")
    elif root.endswith(".jsonl"):
        for start in range(0, files.size(root), BLOCK):
            yield Share(0, "lines", (source,), start, start + BLOCK)
    elif root.endswith(".parquet"):
        yield from _groups(source)
    else:
        raise WeaveFixError(f"{source}: is no folder, and no .jsonl or .parquet file; name one")


def _groups(source: str) -> Iterator[Share]:
    from pyarrow import ArrowException
    from pyarrow.parquet import ParquetFile

    with fsspec.open(source, "rb") as opened:
        try:
            metadata = ParquetFile(opened).metadata
        except ArrowException as error:
            raise WeaveFixError(f"{source}: {error}") from error
    first = 0
    for group in range(metadata.num_row_groups):
        rows = metadata.row_group(group).num_rows
        for offset in range(0, rows, ROWS):
            start = first + offset
            yield Share(0, "rows", (source,), start, start + min(ROWS, rows - offset), group, offset)
        first += rows


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
        if isinstance(files, LocalFileSystem):
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
    return Text(name, position, text if isinstance(text, str) else "", _no_text(column, text))


def _rows(share: Share, column: str) -> Iterator[Text]:
    from pyarrow import ArrowException
    from pyarrow.parquet import ParquetFile

    name = share.paths[0]
    position = share.start
    with fsspec.open(name, "rb") as opened:
        try:
            file = ParquetFile(opened)
            if column not in file.schema_arrow.names:
                raise WeaveFixError(f"{name}: there is no column {column}; name one with --column")
            for value in islice(_values(file, share.group, column), share.offset, share.offset + share.end - position):
                text = value.as_py()
                yield Text(name, position, text if isinstance(text, str) else "", _no_text(column, text))
                position += 1
        except ArrowException as error:
            yield Text(name, position, "", f"the rows up to {share.end} cannot be read ({error})")


def _values(file: ParquetFile, group: int, column: str) -> Iterator[Any]:
    for batch in file.iter_batches(BATCH, row_groups=[group], columns=[column]):
        yield from batch.column(0)


def _no_text(column: str, value: object) -> str:
    return "" if isinstance(value, str) else f"there is no text in {column}"
