"""The lines of the text that a patch is applied to, and where a run of lines stands in it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
MOST_KINDS = 0x10FFFF
"""Different lines that a text has at most: each is a character of the string that is searched."""


def as_written(text: str) -> str:
    """Return `text`: the key of lines that have to be the same."""
    return text


def but_for_blanks(text: str) -> str:
    """Return `text` with single blanks and none at its ends: the key of lines that may differ in white space.

    A byte-order mark is no part of it, nor is a CR at the end.
    """
    return " ".join(text.removeprefix(BOM).split())


class CodedLines:
    """The lines of a text as one string, a character for each line, which `str.find` searches in linear time."""

    def __init__(self, lines: Sequence[str], key: Callable[[str], str]) -> None:
        self.key = key
        self.keys = list(map(key, lines))
        self._codes: dict[str, str] = {}
        for line in self.keys:
            self._codes.setdefault(line, chr(len(self._codes) + 1))
        self._coded = "".join(map(self._codes.__getitem__, self.keys))

    def __contains__(self, line: str) -> bool:
        return self.key(line) in self._codes

    def find(self, lines: Sequence[str], start: int = 0, most: int = 2) -> list[int]:
        """Return the first places from `start` on, 0-based, `most` at most, where `lines` stand; they may overlap."""
        coded = self._code(lines)
        places: list[int] = []
        while coded and len(places) < most and (place := self._coded.find(coded, start)) >= 0:
            places.append(place)
            start = place + 1
        return places

    def stand_at(self, lines: Sequence[str], place: int) -> bool:
        """Tell whether `lines` stand at `place`."""
        coded = self._code(lines)
        return coded is not None and place >= 0 and self._coded.startswith(coded, place)

    def _code(self, lines: Sequence[str]) -> str | None:
        try:
            return "".join(self._codes[self.key(line)] for line in lines)
        except KeyError:
            return None

    @cached_property
    def positions(self) -> dict[str, list[int]]:
        """Where each line stands, 0-based and ascending, by its key."""
        found: dict[str, list[int]] = {}
        for number, line in enumerate(self.keys):
            found.setdefault(line, []).append(number)
        return found


class TextLines:
    """A text as lines without their LF, with the offset of each."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = text.split("\n")
        self.ends_with_newline = text.endswith("\n")
        if not self.lines[-1]:
            self.lines.pop()
        self.starts = [0]
        """The offset of each line, and behind the last one that of the end."""
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line) + 1)
        self.starts[-1] = len(text)
        self.budget = 20_000_000
        """What comparing lines that are not the same may still cost, in lines of up to 64 characters."""

    @cached_property
    def exact(self) -> CodedLines:
        """The lines as they are."""
        return CodedLines(self.lines, as_written)

    @cached_property
    def loose(self) -> CodedLines:
        """The lines but for their white space."""
        return CodedLines(self.lines, but_for_blanks)

    @cached_property
    def bare(self) -> frozenset[str]:
        """The lines, with the blanks at their ends and without."""
        return frozenset(self.lines) | {line.rstrip() for line in self.lines}

    def has(self, line: str) -> bool:
        """Tell whether `line` is one of the lines, blanks and a CR at its end aside."""
        return line.rstrip() in self.bare

    @cached_property
    def lengths(self) -> list[int]:
        """The lengths of `bare`, the greatest first."""
        return sorted(set(map(len, self.bare)), reverse=True)
