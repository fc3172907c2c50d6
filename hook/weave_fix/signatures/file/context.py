"""What a signature of whole files is given: a text, the version it came from, and their lines, each made when asked."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

from weave_fix.markdown.syntax import syntax_of
from weave_fix.positions import split_lines
from weave_fix.signatures.file._changes import Change, changes

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from weave_fix.markdown.blocks import BlockMap, Kind

    Linking = Callable[[frozenset[str]], Mapping[str, str]]


class FileContext:
    """A text and its base.

    `text` is the document's text as it is now, with the repairs of earlier signatures made, and `base` the version it
    is compared with, None for a new file. `others` are the other parents' versions in a merge: what one of them holds
    was committed before and is nobody's damage now. `line_ends` is what git is told of the line ends of this file:
    `lf`, `crlf`, `auto`, or empty where nothing is said. `committed` is the base with its
    own line ends, where those of `base` are the text's. `whole` is set where everything is checked, what HEAD has too.
    """

    def __init__(
        self,
        path: str,
        text: str,
        base: str | None = None,
        others: Sequence[str] = (),
        *,
        line_ends: str | Callable[[], str] = "",
        whole: bool = False,
        committed: str = "",
    ) -> None:
        self.path = path
        self.text = text
        self.base = base
        self.others = tuple(others)
        self._line_ends = line_ends
        self.whole = whole
        self.committed = committed or base
        self.other_pages: Linking | None = None
        """What `linking` asks, to be set where other pages are known."""
        self._has_asked_pages = False
        self._known_lines: dict[str, str] = {}
        self.undone: frozenset[str] = frozenset()
        """The signatures whose repairs this look has made already."""

    @cached_property
    def line_ends(self) -> str:
        """What git is told of the line ends of this file; git is asked only where that matters."""
        return self._line_ends if isinstance(self._line_ends, str) else self._line_ends()

    @property
    def has_asked_git(self) -> bool:
        """Whether `line_ends` was looked at, or other pages."""
        return "line_ends" in self.__dict__ or self._has_asked_pages

    def linking(self, anchors: frozenset[str]) -> Mapping[str, str]:
        """Return those of `anchors`, in lower case, to which another page links, each with the path of one of them."""
        self._has_asked_pages = True
        return {} if self.other_pages is None else self.other_pages(anchors)

    def _shared(self, lines: list[str]) -> list[str]:
        """Return lines, each of them one object, however often it stands in both texts."""
        return list(map(self._known_lines.setdefault, lines, lines))

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the text, line ends kept."""
        return self._shared(split_lines(self.text))

    @cached_property
    def base_lines(self) -> list[str]:
        """The lines of the base, line ends kept; none where there is no base."""
        return self._shared(split_lines(self.base or ""))

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

    @cached_property
    def keys(self) -> list[str]:
        """The lines of the text without their line ends."""
        return self._shared([line.rstrip("\r\n") for line in self.lines])

    @cached_property
    def base_keys(self) -> list[str]:
        """The lines of the base without their line ends."""
        return self._shared([line.rstrip("\r\n") for line in self.base_lines])

    @cached_property
    def blocks(self) -> BlockMap:
        """What stands where in the text."""
        return syntax_of(self.path).blocks(self.text)

    @cached_property
    def base_blocks(self) -> BlockMap:
        """What stands where in the base."""
        return syntax_of(self.path).blocks(self.base or "")

    @cached_property
    def kinds(self) -> list[Kind]:
        """What each line of the text is."""
        return [line.kind for line in self.blocks.lines][: len(self.lines)]

    @cached_property
    def base_kinds(self) -> list[Kind]:
        """What each line of the base is."""
        return [line.kind for line in self.base_blocks.lines][: len(self.base_lines)]

    @cached_property
    def changes(self) -> list[Change]:
        """The runs of lines by which the text differs from the base, line ends left out, in order."""
        return changes(self.base_keys, self.keys)

    @cached_property
    def newline(self) -> str:
        """The line end that most lines of the text have."""
        return "\r\n" if 2 * self.text.count("\r\n") > self.text.count("\n") else "\n"

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return the half-open span of characters of the text's lines `first` to `last`, 0-based, half-open."""
        return self.starts[first], self.starts[last]

    def known(self, line: str) -> bool:
        """Tell whether a line, its end left out, stands in the base or in another parent's version."""
        return line in self._known

    @cached_property
    def _known(self) -> set[str]:
        return {*self.base_keys, *(line.rstrip("\r\n") for other in self.others for line in split_lines(other))}

    @cached_property
    def base_pairs(self) -> set[tuple[str, str]]:
        """Each two lines that follow one another in the base, without their line ends."""
        return set(zip(self.base_keys, self.base_keys[1:], strict=False))

    @cached_property
    def base_stripped(self) -> set[str]:
        """The lines of the base without the white space at their ends."""
        return {key.rstrip() for key in self.base_keys}

    @cached_property
    def key_set(self) -> set[str]:
        """The lines of the text without their line ends."""
        return set(self.keys)

    @cached_property
    def key_counts(self) -> Counter[str]:
        """How often each line of the text stands in it."""
        return Counter(self.keys)

    @cached_property
    def base_key_counts(self) -> Counter[str]:
        """How often each line of the base stands in it."""
        return Counter(self.base_keys)

    @cached_property
    def other_keys(self) -> set[str]:
        """The lines of the other parents' versions without their line ends."""
        return {line.rstrip("\r\n") for other in self.others for line in split_lines(other)}
