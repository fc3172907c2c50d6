"""What a signature of whole files is given: a text, the version it came from, and their lines, each made when asked."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from weave_fix.positions import split_lines

if TYPE_CHECKING:
    from collections.abc import Sequence


class FileContext:
    """A text and its base.

    `text` is the document's text as it is now, with the repairs of earlier signatures made, and `base` the version it
    is compared with, None for a new file. `others` are the other parents' versions in a merge: what one of them holds
    was committed before and is nobody's damage now. `line_ends` is what git is told of the line ends of this file:
    `lf`, `crlf`, `auto`, or empty where nothing is said. `whole` is set where everything is checked, what HEAD has too.
    """

    def __init__(
        self,
        path: str,
        text: str,
        base: str | None = None,
        others: Sequence[str] = (),
        *,
        line_ends: str = "",
        whole: bool = False,
    ) -> None:
        self.path = path
        self.text = text
        self.base = base
        self.others = tuple(others)
        self.line_ends = line_ends
        self.whole = whole

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the text, line ends kept."""
        return split_lines(self.text)

    @cached_property
    def base_lines(self) -> list[str]:
        """The lines of the base, line ends kept; none where there is no base."""
        return split_lines(self.base or "")

    @cached_property
    def starts(self) -> list[int]:
        """Where each line of the text starts, and last its length, in characters."""
        starts = [0]
        for line in self.lines:
            starts.append(starts[-1] + len(line))
        return starts

    @cached_property
    def base_starts(self) -> list[int]:
        """Where each line of the base starts, and last its length, in characters."""
        starts = [0]
        for line in self.base_lines:
            starts.append(starts[-1] + len(line))
        return starts
