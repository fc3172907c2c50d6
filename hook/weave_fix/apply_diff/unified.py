"""Unified diffs, as git, diff and patch write them, and as people and language models do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from weave_fix.apply_diff.hunks import ADD, KEEP, MARKS, REMOVE, FileDiff, Hunk, Line, Lines, PatchError, Ranges
from weave_fix.named_tuple import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

RANGES = re.compile(r"-(\d{1,12})(?:,(\d{1,12}))? \+(\d{1,12})(?:,(\d{1,12}))?")
START = re.compile(r"-\s?(\d{1,12})")
FENCE = re.compile(r"(`{3,20}|~{3,20})[ \t]{0,8}(?:diff|patch|udiff)?[ \t\r]{0,8}")
MINUS = "\N{MINUS SIGN}"
"""What a word processor makes of the mark of a line that is taken out."""
DATE = re.compile(r"\s\d{4}-\d\d-\d\d[ T]")
PREFIX = re.compile(r"[abciow]/")
"""What git puts before a name; `diff.mnemonicPrefix` has others than `a` and `b`."""
ESCAPED = re.compile(rb'\\([0-7]{3}|[abfnrtv"\\])')
NAMED = dict(zip(b'abfnrtv"\\', b'\a\b\f\n\r\t\v"\\', strict=True))
VERSION = re.compile(r"\d{1,3}\.\d")
ELISIONS = frozenset({"...", "\N{HORIZONTAL ELLIPSIS}", "[...]"})
LEFT_TO_GIT = {
    "rename ": "renames a file",
    "copy ": "copies a file",
    "old mode ": "changes the mode of a file",
    "new mode ": "changes the mode of a file",
    "new file mode ": "makes a file",
    "deleted file mode ": "takes a file away",
    "GIT binary patch": "is binary",
    "Binary files ": "is binary",
}
NULL = "/dev/null"

Numbered = tuple[int, str]
"""A line of the patch with its number, 1-based."""


class _Open(NamedTuple):
    """A file of the patch that is being read."""

    names: tuple[str, ...]
    at: int
    hunks: list[Hunk]


def parse(lines: Sequence[Numbered]) -> list[FileDiff]:
    """Return what the diff says; PatchError for what is left to git, or where there is no hunk."""
    lines = _without_signature(unfenced(lines))
    files: list[_Open] = []
    header: str | None = None
    """Of the hunk that `body` belongs to; None outside of one."""
    body: list[Numbered] = []
    at = 0

    def close() -> None:
        nonlocal header
        if header is not None and files:
            files[-1].hunks.extend(hunks_of(header, at, body))
        header = None
        body.clear()

    skip = 0
    for index, (number, line) in enumerate(lines):
        if skip:
            skip -= 1
            continue
        names, skip = _file_header(lines, index, inside=header is not None)
        if names is not None:
            close()
            files.append(_Open(names, number, []))
        elif line.startswith("diff --git "):
            close()
            files.append(_Open((), number, []))
        elif line.startswith("@@"):
            close()
            files = files or [_Open((), number, [])]
            header, at = line, number
        elif header is not None:
            body.append((number, line))
        elif files and not files[-1].hunks and is_marked(line) and line.strip():
            header, at = "@@", number  # a header of the file, and none of a hunk
            body.append((number, line))
        else:
            refuse_metadata(number, line)
    close()
    return [FileDiff(file.names, file.at, tuple(file.hunks)) for file in files if file.hunks]


def refuse_metadata(number: int, line: str) -> None:
    """Raise PatchError if `line`, which stands before a hunk, asks for what is left to git."""
    for start, what in LEFT_TO_GIT.items():
        if line.startswith(start):
            raise PatchError(f"it {what}, which is left to git; use `git apply`, or leave that part out", number)


def unfenced(lines: Sequence[Numbered]) -> Sequence[Numbered]:
    """Return the lines inside the code fences that a diff begins in, or all of them where there are none."""
    openings = [i for i, (_, line) in enumerate(lines) if FENCE.fullmatch(line) and _begins(lines, i + 1)]
    first = next((i for i in range(len(lines)) if _begins(lines, i)), 0)
    if not openings or openings[0] > first:
        return lines
    inner: list[Numbered] = []
    for opening, end in zip(openings, [*openings[1:], len(lines)], strict=True):
        fence = lines[opening][1].rstrip().rstrip("difpatchu \t")
        closing = (i for i in range(end - 1, opening, -1) if lines[i][1].rstrip() == fence)
        inner += lines[opening + 1 : next(closing, end)]
    return inner


def _without_signature(lines: Sequence[Numbered]) -> Sequence[Numbered]:
    """Return the lines without git's version, which `git format-patch` puts behind the diff."""
    last = [number for number in range(max(0, len(lines) - 5), len(lines)) if lines[number][1].rstrip("\r") == "-- "]
    if last and last[-1] + 1 < len(lines) and VERSION.match(lines[last[-1] + 1][1]):
        return lines[: last[-1]]
    return lines


def _begins(lines: Sequence[Numbered], index: int) -> bool:
    if index >= len(lines):
        return False
    line = lines[index][1]
    return line.startswith(("diff --git ", "@@")) or _file_header(lines, index, inside=False)[0] is not None


def _file_header(lines: Sequence[Numbered], index: int, *, inside: bool) -> tuple[tuple[str, ...] | None, int]:
    """Return the names of the file that begins at `index`, and how many lines more belong to its header.

    The names are None where no file begins. `inside` a hunk `--- x` is a line taken out, unless `+++ y` and `@@`
    follow.
    """
    ahead = [line for _, line in lines[index : index + 3]] + ["", "", ""]
    old, new = _name(ahead[0], "---"), _name(ahead[1], "+++")
    if old is not None and new is not None and (not inside or ahead[2].startswith("@@")):
        for name, what in ((old, "makes"), (new, "takes away")):
            if name == NULL:
                raise PatchError(f"it {what} a file, which is left to git; use `git apply`", lines[index][0])
        return _choices(old, new), 1
    if not inside and ahead[1].startswith("@@"):
        alone = old if old is not None else _name(ahead[0], "+++")
        if alone is not None:
            return _choices(alone, alone), 0
    return None, 0


def _name(line: str, mark: str) -> str | None:
    """Return the name behind `mark`, empty where none stands there; None if this is no such line."""
    if not line.startswith(mark) or (line[3:4] and line[3:4] not in " \t\r"):
        return None
    name = line[3:].partition("\t")[0].strip()
    if name.startswith('"') and name.endswith('"') and len(name) > 1:
        raw = ESCAPED.sub(_unescape, name[1:-1].encode("utf-8", "surrogateescape"))
        return raw.decode("utf-8", "surrogateescape")
    return name


def _unescape(found: re.Match[bytes]) -> bytes:
    code = found[1]
    return bytes([int(code, 8) & 255]) if code[:1].isdigit() else bytes([NAMED[code[0]]])


def _choices(old: str, new: str) -> tuple[str, ...]:
    names = []
    for name in (new, old):
        dated = DATE.search(name)
        for one in (name, name[: dated.start()].rstrip() if dated else name):
            names += [one[2:], one] if PREFIX.match(one) else [one]
    return tuple(dict.fromkeys(name for name in names if name))


def hunks_of(header: str, at: int, body: Sequence[Numbered]) -> Iterator[Hunk]:
    """Yield the hunk below `header`, in parts where a line of three dots stands for what is left out."""
    ranges, start, heading = read_header(header)
    parts: list[list[Numbered]] = [[]]
    for number, line in body:
        if line.rstrip() in ELISIONS:
            parts.append([])
        else:
            parts[-1].append((number, line))
    for number, part in enumerate(parts):
        made = _hunk(part, part[0][0] if part and number else at)
        if not any(map(is_marked, made.raw)):
            continue  # words around the diff, or blank lines
        if len(parts) == 1:
            made = made._replace(ranges=ranges)
        yield made if number else made._replace(start=start, heading=heading)


def read_header(line: str) -> tuple[Ranges | None, int | None, str]:
    """Return the numbers of a line `@@ ...`, the first of them, and the text behind it."""
    inside, closed, heading = line.lstrip("@").partition("@@")
    inside, heading = inside.strip(), heading.strip("@").strip()
    found = RANGES.fullmatch(inside)
    if found:
        numbers = [1 if number is None else int(number) for number in found.groups()]
        return Ranges(*numbers), numbers[0], heading
    start = START.match(inside)
    if start:
        return None, int(start[1]), heading
    return None, None, heading if closed and heading else inside.removesuffix("...").strip()


def _hunk(part: Sequence[Numbered], at: int) -> Hunk:
    """Return the hunk that these lines are, with what they may mean else."""
    raw: list[str] = []
    has_minus = any(line.startswith(REMOVE) for _, line in part)
    part = part if has_minus else [(number, _with_minus(line)) for number, line in part]
    ends = {KEEP: True, REMOVE: True, ADD: True}
    """Whether the last line with each mark ends with a newline."""
    for _, line in part:
        if not line.startswith("\\ "):
            raw.append(line)
        elif raw:
            ends[_line(raw[-1]).mark] = False
    final = ends[ADD] if ends[ADD] != ends[REMOVE] else None
    bare = _trimmed(raw)
    lines = tuple(map(_line, raw))
    others: tuple[Lines, ...] = (tuple(map(_line, bare)),) if len(bare) < len(raw) else ()
    return Hunk(at, lines, tuple(raw), others, ends_with_newline=final)


def _with_minus(line: str) -> str:
    return REMOVE + line[1:] if line.startswith(MINUS) else line


def are_all_marked(lines: Sequence[Numbered]) -> bool:
    """Tell whether all lines have a mark, and some are taken out and some put in: a hunk without its header."""
    marks = {line[0] for _, line in lines if line.strip() and not line.startswith(("---", "+++"))}
    return {REMOVE, ADD} <= marks <= set(MARKS)


def is_marked(raw: str) -> bool:
    """Tell whether a line of a hunk begins with a mark."""
    return raw[:1] in MARKS and bool(raw)


def _line(raw: str) -> Line:
    """Return what a line of a hunk says if its mark is one; without a mark it is a line that stays."""
    return Line(raw[0], raw[1:]) if is_marked(raw) else Line(KEEP, raw)


def _trimmed(raw: Sequence[str]) -> Sequence[str]:
    """Return `raw` without the lines at its two ends that have no mark: they may be what stands around the diff."""
    marked = [number for number, line in enumerate(raw) if is_marked(line)]
    return raw[marked[0] : marked[-1] + 1] if marked else []
