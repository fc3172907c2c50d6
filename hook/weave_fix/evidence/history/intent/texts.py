"""The document and its base, with what is counted in them once for all candidates."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

from weave_fix.evidence.history.intent.letters import CONTROL
from weave_fix.markdown.blocks import WORD, Kind
from weave_fix.patterns import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from weave_fix.diff.comparison import Comparison

CODE = frozenset({Kind.FENCED, Kind.INDENTED, Kind.CODE, Kind.TARGET, Kind.HTML})
"""Where the rules of prose do not hold."""
BLANK_LINE = lazy_pattern(r"(?=\n\n)")
TAGS = lazy_pattern(r"<(?:([A-Za-z][\w-]*)(?=[\s>])|/([A-Za-z][\w-]*)\s*>)")
"""An opening tag's name, or a closing one's; one that closes itself is neither."""


class WordIndex:
    """Where the words of one text stand."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts: dict[str, list[int]] = {}

    @cached_property
    def _lower(self) -> str:
        return self._text.lower()

    def _starts_of(self, word: str) -> list[int]:
        """Return where `word`, in lower case, stands as a word of any case."""
        if word not in self._starts:
            is_plain = WORD.fullmatch(word) and len(self._lower) == len(self._text)
            if is_plain and "\N{GREEK CAPITAL LETTER SIGMA}" not in self._text:
                self._starts[word] = list(_words_at(word, self._lower))
            else:  # lower case of a letter may be several characters, or depend on the letters beside it
                found = (match for match in WORD.finditer(self._text) if match[0].lower() == word)
                self._starts[word] = [match.start() for match in found]
        return self._starts[word]

    def count(self, word: str, *, any_case: bool, start: int = 0, end: int | None = None) -> int:
        """Return how often `word` stands between two offsets, with no letter, digit or `_` beside it.

        It may hold punctuation; what holds nothing else is never found.
        """
        first = WORD.search(word)
        if first is None:
            return 0
        starts = self._starts_of(first[0].lower())
        low = bisect_left(starts, start + first.start())
        high = bisect_left(starts, len(self._text) if end is None else end)
        return sum(self._is_at(word, at - first.start(), any_case=any_case) for at in starts[low:high])

    def _is_at(self, word: str, start: int, *, any_case: bool) -> bool:
        end = start + len(word)
        found = self._text[start:end] if start >= 0 else ""
        same = found == word or (any_case and found.lower() == word.lower())
        beside = (start > 0 and WORD.match(self._text[start - 1])) or WORD.match(self._text, end)
        return same and not beside


def _words_at(word: str, text: str) -> Iterator[int]:
    """Yield where `word` stands in `text`, with no letter, digit or `_` beside it."""
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        if not (at and WORD.match(text[at - 1])) and not WORD.match(text, end):
            yield at
        at = text.find(word, end)


class Texts:
    """Both texts of a comparison."""

    def __init__(self, comparison: Comparison) -> None:
        self._comparison = comparison
        self.document = comparison.document.text
        self.base = comparison.base.text
        self._document_index = WordIndex(self.document)
        self._base_index = WordIndex(self.base)
        self._surplus: dict[str, int] = {}
        self._in_base: dict[str, bool] = {}

    @property
    def base_words(self) -> frozenset[str]:
        """The words of the base, as they are written there."""
        return self._comparison.base_words

    def outer_sentences(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return the whole sentences of the document at the outer ends of a span."""
        return self._comparison.syntax.outer_sentences(self.document, start, end)

    def is_in_base(self, piece: str) -> bool:
        """Whether a short `piece` of text stands anywhere in the base."""
        if piece not in self._in_base:
            self._in_base[piece] = piece in self.base
        return self._in_base[piece]

    def is_repeated(self, new: str, *, any_case: bool = True) -> bool:
        """Whether the document has `new` at least twice more than its base: the change was made at other places too.

        What it replaced is not asked; `replacements.repeated` counts pairs of both sides.
        """
        indexes = (self._document_index, self._base_index)
        now, was = (index.count(new, any_case=any_case) for index in indexes)
        return now - was > 1

    def is_only_slip(self, new: str, old: str) -> bool:
        """Whether the document has `new` once, and still has `old`."""
        now, was = (self._document_index.count(word, any_case=False) for word in (new, old))
        return now == 1 and was > 0

    def stands_again(self, word: str, at: int) -> bool:
        """Whether the paragraph around offset `at` holds `word`, or punctuation, more than once."""
        start, end = self.paragraph(at)
        if not WORD.search(word):
            return self.document.count(word, start, end) > 1
        return self._document_index.count(word, any_case=False, start=start, end=end) > 1

    @cached_property
    def _blank_lines(self) -> list[int]:
        return [match.start() for match in BLANK_LINE.finditer(self.document)]

    def paragraph(self, at: int) -> tuple[int, int]:
        """Return the start and the end of the paragraph around offset `at`."""
        number = bisect_left(self._blank_lines, at)
        end = self._blank_lines[number] if number < len(self._blank_lines) else len(self.document)
        earlier = [start + 2 for start in self._blank_lines[max(0, number - 2) : number] if start + 2 <= at]
        return earlier[-1] if earlier else 0, end

    def surplus(self, char: str) -> int:
        """Return how many more of one character the document has than the base."""
        if char not in self._surplus:
            self._surplus[char] = self.document.count(char) - self.base.count(char)
        return self._surplus[char]

    @cached_property
    def _tags(self) -> tuple[Counter[str], Counter[str]]:
        opened, closed = Counter[str](), Counter[str]()
        for match in TAGS.finditer(self.document):
            (closed if match[1] is None else opened)[(match[1] or match[2]).lower()] += 1
        return opened, closed

    def tags(self, name: str) -> tuple[int, int]:
        """Return how many tags of a name in lower case are opened in the document, and how many are closed."""
        opened, closed = self._tags
        return opened[name], closed[name]

    def kind(self, at: int) -> Kind:
        """Return what stands at offset `at` of the document."""
        return self._comparison.blocks.kind_at(max(0, min(at, len(self.document) - 1)))

    def is_code(self, at: int) -> bool:
        """Whether offset `at` of the document stands in code, in markup or in an address."""
        return self.kind(at) in CODE

    @cached_property
    def base_has_control(self) -> bool:
        """Whether the base holds control characters that no text needs."""
        return CONTROL.search(self.base) is not None

    @cached_property
    def base_triples(self) -> frozenset[tuple[str, ...]]:
        """All runs of three words in the base."""
        words = WORD.findall(self.base)
        return frozenset(zip(words, words[1:], words[2:], strict=False))

    @cached_property
    def base_on_one_line(self) -> str:
        """The base with one space for all white space."""
        return " ".join(self.base.split())
