"""From edits to the text after them, and to one unified diff as git writes and takes it.

The diff is made of bytes, from the same edits that are applied: lines are split at LF alone, and what is not UTF-8
stays what it is.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from weave_fix.edits import apply_edits
from weave_fix.errors import FaultError
from weave_fix.named_tuple import NamedTuple
from weave_fix.positions import LineIndex, split_lines
from weave_fix.records import Edit, encode

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from unidiff.patch import Hunk

    from weave_fix.records import FilePatch

__all__ = ["Block", "FileChange", "apply_edits", "edits_of", "file_change", "unified_diff"]

CONTEXT = 3
"""Unchanged lines around each hunk."""
PAIRS = 1_000_000
"""A block with more pairs of an old and a new line is replaced whole instead of compared line by line."""
NO_LINE_END = b"\\ No newline at end of file\n"
ESCAPES = {7: "a", 8: "b", 9: "t", 10: "n", 11: "v", 12: "f", 13: "r", 34: '"', 92: "\\"}


class Block(NamedTuple):
    """Lines `start` to `end` (0-based, half-open) of the text before become `lines`."""

    start: int
    end: int
    lines: list[bytes]


class FileChange(NamedTuple):
    """One file's part of a diff."""

    path: str
    before: list[bytes]
    """Lines with their ends."""
    blocks: list[Block]
    """Ascending, not overlapping, none of them empty on both sides."""
    after: bytes


def edits_of(patch: FilePatch) -> list[Edit]:
    """Return the edits of all repairs that `patch` applies, ascending."""
    return sorted((edit for fix in patch.applied for edit in fix.candidate.edits), key=lambda e: (e.start, e.end))


def file_change(patch: FilePatch) -> FileChange:
    """Return the lines that `patch` changes; FaultError if its edits do not fit its text."""
    text = patch.document.text
    index = LineIndex(text)
    starts = [*index.starts, len(text)]
    before = split_lines(encode(text))
    blocks: list[Block] = []
    for first, last, group in _by_line(edits_of(patch), index):
        start, end = starts[first], starts[last + 1]
        moved = [Edit(edit.start - start, edit.end - start, edit.before, edit.after) for edit in group]
        after = split_lines(encode(apply_edits(text[start:end], moved)))
        blocks += _refine(first, before[first : last + 1], after)
    return FileChange(patch.document.path, before, blocks, encode(patch.text_after))


def _by_line(edits: Sequence[Edit], index: LineIndex) -> list[tuple[int, int, list[Edit]]]:
    """Group edits that share a line; return the first and the last line (0-based) of each group with it.

    The line that an edit ends in belongs to it even where the edit only reaches its start: without the line end
    before it, the two become one.
    """
    groups: list[tuple[int, int, list[Edit]]] = []
    for edit in edits:
        first, last = index.line(edit.start), index.line(edit.end)
        if groups and first <= groups[-1][1]:
            begin, end, group = groups[-1]
            group.append(edit)
            groups[-1] = (begin, max(end, last), group)
        else:
            groups.append((first, last, [edit]))
    return groups


def _refine(start: int, old: list[bytes], new: list[bytes]) -> Iterator[Block]:
    """Yield the blocks, fewest lines first in mind, that make the lines `old`, which begin at `start`, to `new`."""
    if len(old) * len(new) > PAIRS:
        yield Block(start, start + len(old), new)
        return
    from difflib import SequenceMatcher

    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            yield Block(start + i, start + j, new[k:m])


def unified_diff(changes: Sequence[FileChange]) -> bytes:
    """Return one diff of all `changes` in git's format, read back with unidiff before it is given out.

    Empty if nothing changes. FaultError if reading back does not lead from each text before to the one after.
    """
    changes = [change for change in changes if change.blocks]
    diff = b"".join(line for change in changes for line in _file_lines(change))
    if diff:
        _read_back(diff, changes)
    return diff


def _file_lines(change: FileChange) -> Iterator[bytes]:
    old, new = (_quoted(side + os.fsencode(change.path)) for side in (b"a/", b"b/"))
    # After a name with a space in it, a tab tells where the name ends.
    end = b"\t\n" if b" " in old else b"\n"
    yield b"diff --git " + old + b" " + new + b"\n"
    yield b"--- " + old + end
    yield b"+++ " + new + end
    grown = 0  # lines that the blocks before have added
    for blocks in _hunks(change.blocks):
        yield from _hunk_lines(change.before, blocks, grown)
        grown += sum(len(block.lines) - (block.end - block.start) for block in blocks)


def _quoted(name: bytes) -> bytes:
    """Return `name` as git writes it: in quotes, with escapes, if it holds more than plain ASCII."""
    if all(32 <= byte < 127 and byte not in ESCAPES for byte in name):
        return name
    written = "".join(
        f"\\{ESCAPES[byte]}" if byte in ESCAPES else chr(byte) if 32 <= byte < 127 else f"\\{byte:03o}" for byte in name
    )
    return f'"{written}"'.encode("ascii")


def _hunks(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Yield groups of blocks whose contexts touch."""
    group: list[Block] = []
    for block in blocks:
        if group and block.start - group[-1].end > 2 * CONTEXT:
            yield group
            group = []
        group.append(block)
    if group:
        yield group


def _hunk_lines(before: Sequence[bytes], blocks: Sequence[Block], grown: int) -> Iterator[bytes]:
    start = max(0, blocks[0].start - CONTEXT)
    end = min(len(before), blocks[-1].end + CONTEXT)
    grows = sum(len(block.lines) - (block.end - block.start) for block in blocks)
    old, new = _range(start, end - start), _range(start + grown, end - start + grows)
    yield f"@@ -{old} +{new} @@\n".encode("ascii")
    done = start
    for block in blocks:
        yield from _marked(b" ", before[done : block.start])
        yield from _marked(b"-", before[block.start : block.end])
        yield from _marked(b"+", block.lines)
        done = block.end
    yield from _marked(b" ", before[done:end])


def _range(start: int, count: int) -> str:
    """Return a hunk's range from a 0-based start; one of no lines is named by the line before it."""
    if count == 1:
        return str(start + 1)
    return f"{start + 1 if count else start},{count}"


def _marked(mark: bytes, lines: Sequence[bytes]) -> Iterator[bytes]:
    for line in lines:
        yield mark + line
        if not line.endswith(b"\n"):
            yield b"\n" + NO_LINE_END


def _read_back(diff: bytes, changes: Sequence[FileChange]) -> None:
    """Raise FaultError unless unidiff finds in `diff` what leads from each text before to the one after.

    As latin-1 every byte is one character and comes back. The lines `diff --git` are kept from unidiff: it cannot
    tell where the first name ends if ` b/` stands in it, as in a folder named `a b`.
    """
    from unidiff.errors import UnidiffParseError
    from unidiff.patch import PatchSet

    lines = (line.decode("latin-1") for line in split_lines(diff) if not line.startswith(b"diff --git "))
    try:
        files = list(PatchSet(lines))
    except UnidiffParseError as error:
        raise FaultError(f"unidiff cannot read the diff that was made ({error}); please report this") from error
    if len(files) != len(changes):
        raise FaultError(f"the diff holds {len(files)} files instead of {len(changes)}; please report this")
    for file, change in zip(files, changes, strict=True):
        named = _quoted(b"b/" + os.fsencode(change.path)).decode("ascii")
        if file.target_file != named or _patched(change.before, file) != change.after:
            raise FaultError(f"{change.path}: the diff does not make the text after the repair; please report this")


def _patched(before: Sequence[bytes], hunks: Sequence[Hunk]) -> bytes | None:
    """Return `before` with the hunks applied, None if they do not fit."""
    after: list[bytes] = []
    done = 0
    for hunk in hunks:
        start = hunk.source_start - (1 if hunk.source_length else 0)
        old, new = _sides(hunk)
        if start < done or list(before[start : start + len(old)]) != old:
            return None
        after += [*before[done:start], *new]
        done = start + len(old)
    return b"".join([*after, *before[done:]])


def _sides(hunk: Hunk) -> tuple[list[bytes], list[bytes]]:
    """Return the old and the new lines of `hunk`."""
    sides: dict[str, list[bytes]] = {"-": [], "+": []}
    marks = ""
    for line in hunk:
        if line.line_type == "\\":
            for mark in marks:
                sides[mark][-1] = sides[mark][-1][:-1]
            continue
        marks = "-+" if line.line_type == " " else line.line_type
        for mark in marks:
            sides[mark].append(line.value.encode("latin-1"))
    return sides["-"], sides["+"]
