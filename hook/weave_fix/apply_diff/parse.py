"""From the text of a patch, whatever its form, to what it does to each file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from weave_fix.apply_diff import apply_patch, episode, search_replace, unified
from weave_fix.apply_diff.hunks import FileDiff, PatchError, may_change
from weave_fix.apply_diff.packed import unpacked
from weave_fix.patterns import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from weave_fix.apply_diff.unified import Numbered

NO_PATCH = (
    "holds no hunk (`@@`), no `*** Update File:`, no `<<<<<<< SEARCH` and no action of an episode; give a unified diff"
)
NO_CHANGE = "changes nothing: none of its hunks takes a line out or puts one in"
OPENS = r"(?:@@|diff --git |\*\*\* (?:Begin Patch|Update File)|(?:<{5,9}|-{5,9}) ?(?:SEARCH|ORIGINAL)|#startblock)"
OPENING = lazy_pattern(rf"^{OPENS}", re.MULTILINE)
"""What begins a patch, or a hunk of it."""
COLOUR = lazy_pattern(r"\x1b\[[\d;]{0,20}[mK]")
COLOURED = lazy_pattern(rf"^(?:\x1b\[[\d;]{{0,20}}[mK])+{OPENS}", re.MULTILINE)
"""What git and diff print on a terminal."""
MARGIN = lazy_pattern(rf"[ \t>]+(?={OPENS}|--- )")
"""White space, or the marks of a quotation, before what begins a patch."""


def parse(raw: bytes) -> list[FileDiff]:
    """Return what the patch does to each file, in its order.

    PatchError for what is no patch, changes nothing, is not UTF-8, or asks for what is left to git.
    """
    numbered = list(enumerate(_without_margin(_lines(_text(raw))), start=1))
    read = _form(numbered)
    files = [file for file in read(numbered) if any(map(may_change, file.hunks))]
    if not files and unified.are_all_marked(numbered):
        files = read([(0, "@@"), *numbered])
    if not files:
        if read is unified.parse:
            for number, line in numbered:
                unified.refuse_metadata(number, line)
        raise PatchError(NO_CHANGE if read is not unified.parse or _has_hunk(numbered) else NO_PATCH)
    return files


def _text(raw: bytes) -> str:
    if b"\0" in raw:
        raise PatchError("is not text (it holds NUL bytes); save it as UTF-8")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise PatchError("is not UTF-8; save it as UTF-8", line) from error
    if COLOURED.search(text):
        text = COLOUR.sub("", text)
    return unpacked(text, OPENING.search)


def _without_margin(lines: Sequence[str]) -> list[str]:
    """Return the lines of a patch without what stands before all of it: in a list item, or in a mail that is quoted."""
    if any(map(OPENING.match, lines)):
        return list(lines)
    margin = next((match[0] for match in map(MARGIN.match, lines) if match), "")
    return ["" if line == margin.rstrip() else line.removeprefix(margin) for line in lines]


def _lines(text: str) -> list[str]:
    """Return the lines; where all of them end with CRLF, that belongs to the way the patch came by."""
    lines = text.split("\n")
    if not lines[-1]:
        lines.pop()
    if lines and all(line.endswith("\r") for line in lines[:-1]) and len(lines) > 1:
        return [line.removesuffix("\r") for line in lines]
    return lines


def _form(lines: Sequence[Numbered]) -> Callable[[Sequence[Numbered]], list[FileDiff]]:
    """Return the reader of the form that begins first."""
    for _, line in lines:
        if line.startswith(episode.OPENING):
            return episode.parse
        if line.startswith((apply_patch.BEGIN, apply_patch.UPDATE)):
            return apply_patch.parse
        if search_replace.SEARCH.fullmatch(line):
            return search_replace.parse
        if line.startswith(("@@", "diff --git ")):
            break
    return unified.parse


def _has_hunk(lines: Sequence[Numbered]) -> bool:
    return any(line.startswith("@@") for _, line in lines)
