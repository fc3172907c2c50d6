"""A text as numbered tokens with their places: what stands where, beside what, in which unit, and what is checked."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from functools import cached_property
from itertools import accumulate, chain, compress, count, islice, pairwise
from operator import itemgetter, sub
from re import Match
from typing import TYPE_CHECKING

from weave_fix.language.ngram_model import AT_A_TIME, NO_WORD, UNLIKELY
from weave_fix.language.token_cache import IS_GLUED, MAX_PIECE, NUMBER, TEXT, Token
from weave_fix.language.tokens import NONE, PIECE
from weave_fix.markdown.layout import PROSE, STOPS
from weave_fix.markdown.masking import BLOCK, HIDDEN, MASK
from weave_fix.markdown.syntax import syntax_of
from weave_fix.named_tuple import NamedTuple
from weave_fix.patterns import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from weave_fix.language.ngram_model import NgramModel
    from weave_fix.language.token_arrays import TokenArrays
    from weave_fix.markdown.blocks import BlockMap
    from weave_fix.markdown.layout import Layout
    from weave_fix.records import Candidate, Document

BLANK = f" \t\r\n\f\v{HIDDEN}"
WHITE = lazy_pattern(r"\s")
MAX_PASSAGE = 4000
"""Characters of a line, or of a unit, that are looked at on each side of a place.

JSON in one line, or a list without a blank line, may be a whole file, and each place in it would be read with all of
it; a paragraph of prose is shorter.
"""

BULK = 1000
"""Tokens in scope from which on arrays of them are worth their making."""


WORDS_OF_A_SENTENCE = 5
"""Words of the six tokens around a word, itself one of them, that tell a sentence that was copied from a form that is
filled in: `Fixed by ada in #12`."""
TOGETHER = 50_000
"""Tokens that are cut out of a text at a time."""


class Word(NamedTuple):
    """What stands between two white spaces: tokens `first` to `last`, the last not included."""

    first: int
    last: int
    start: int
    """Where it begins in the document."""
    end: int


class TokenizedDocument:
    """The tokens of a document, boundaries first and last. `spans` are checked, half-open; None: everything."""

    def __init__(
        self,
        document: Document,
        counts: NgramModel,
        spans: Sequence[tuple[int, int]] | None = None,
        blocks: BlockMap | None = None,
    ) -> None:
        self.document = document
        self.syntax = syntax_of(document.path)
        self.blocks = self.syntax.blocks(document.text) if blocks is None else blocks
        """What stands where in the document."""
        self.text = document.text
        self.counts = counts
        self._spans = spans
        self.masked_text = self.syntax.masked_text(self.text, self.blocks)
        self.mask, self.boundary = counts.number(MASK), counts.number(BLOCK)
        edge = Token(BLOCK, False, self.boundary, False, NONE)
        self.tokens: list[Token] = [edge]
        lengths = array("i", (0,))
        for pieces in _parts(PIECE.finditer(self.masked_text)):
            self.tokens += counts.token_cache.read(pieces)
            lengths.extend(map(len, pieces))
        self.tokens.append(edge)
        self.ends = array("i", chain(accumulate(lengths), (len(self.text),)))
        self.numbers = array("i", map(NUMBER, self.tokens))
        self._passage: tuple[int, dict[str, int]] = (-1, {})
        self._held: dict[str, bool] = {}

    def start(self, at: int) -> int:
        """Return where the token of number `at` begins in the document."""
        return self._starts[at]

    @cached_property
    def _starts(self) -> Sequence[int]:
        starts = array("i", map(sub, self.ends, map(len, map(TEXT, self.tokens))))
        # The edges are nowhere in the text.
        starts[0], starts[-1] = 0, len(self.text)
        return starts

    def is_plain(self, at: int) -> bool:
        """Whether a token may be looked at and moved: no boundary, nothing that is masked."""
        number = self.numbers[at]
        return number not in (self.mask, self.boundary)

    def begins_word(self, at: int) -> bool:
        """Whether white space stands before a token, or nothing of its unit."""
        return not self.tokens[at].no_space_before or self.numbers[at - 1] == self.boundary

    def begins_sentence(self, at: int) -> bool:
        """Whether nothing of its unit stands before a token, or the end of a sentence."""
        return self.numbers[at - 1] == self.boundary or self.tokens[at - 1].text in STOPS

    def in_scope(self, start: int, end: int) -> bool:
        """Whether the document's characters `start` to `end`, or a place between two, are checked."""
        if self._spans is None:
            return True
        at = bisect_left(self._spans, (start, start))
        near = self._spans[max(0, at - 1) : at + 1]
        return any(a <= end and start <= b for a, b in near)

    def tokens_in_scope(self) -> Sequence[int]:
        """Return the tokens in scope in order, boundaries and barriers left out."""
        return self._tokens_in_scope

    @cached_property
    def _tokens_in_scope(self) -> Sequence[int]:
        masked = (self.mask, self.boundary)
        spans = [(0, len(self.text))] if self._spans is None else self._spans
        found = array("i")
        done = 1
        for a, b in spans:
            first, last = max(done, bisect_left(self.ends, a)), min(bisect_right(self.ends, b) + 1, len(self.ends) - 1)
            done = max(done, last)
            found.extend(at for at in range(first, last) if self.numbers[at] not in masked)
        return found

    @cached_property
    def is_glued(self) -> Sequence[int]:
        """For each token whether no white space stands before it."""
        return bytearray(map(IS_GLUED, self.tokens))

    @cached_property
    def quantized_pairs(self) -> Sequence[int]:
        """For each token the level of the pair that it makes with the one before."""
        return self.counts.quantized_pairs(self.numbers)

    @cached_property
    def unlikely_pairs(self) -> Sequence[int]:
        """For each token whether it and the one before it hardly ever stand together in this order."""
        near = zip(self.quantized_pairs[1:], self.pmis[1:], strict=True)
        return bytearray(chain((True,), (not level or affinity < UNLIKELY for level, affinity in near)))

    @cached_property
    def pmis(self) -> Sequence[float]:
        """For each token by how many nats it and the one before it stand together more often than chance has it."""
        found = array("d", (0.0,))
        for at in range(1, len(self.numbers), AT_A_TIME):
            second, levels = (each[at : at + AT_A_TIME] for each in (self.numbers, self.quantized_pairs))
            first = self.numbers[at - 1 : at - 1 + len(second)]
            found.extend(self.counts.pmis(first, second, levels))
        return found

    def is_unlikely_pair(self, first: int, second: int) -> bool:
        """Whether the tokens `first` and `second`, which may stand apart, hardly ever stand together in this order."""
        a, b = self.numbers[first], self.numbers[second]
        return self.counts.is_unlikely_pair(a, b, self.counts.quantized_count(NO_WORD, a, b))

    @cached_property
    def _white(self) -> Sequence[int]:
        return array("i", map(Match.start, WHITE.finditer(self.text)))

    def chunk(self, start: int, end: int) -> tuple[int, int]:
        """Return where what is not parted by white space from the characters `start` to `end` begins and ends."""
        before, behind = bisect_left(self._white, start), bisect_left(self._white, end)
        first = self._white[before - 1] + 1 if before else 0
        return first, self._white[behind] if behind < len(self._white) else len(self.text)

    def line_around(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the line that `start` stands in, as far as it lies near the characters `start` to `end`.

        At most `MAX_PASSAGE` characters of it on each side.
        """
        line = self.blocks.line_at(start)
        return max(line.start, start - MAX_PASSAGE), min(line.end, end + MAX_PASSAGE)

    def touched(self, candidate: Candidate) -> set[int]:
        """Return the tokens that the edits of a candidate change or part."""
        return {
            at
            for edit in candidate.edits
            for at in range(self.token_at(edit.start), self.token_at(max(edit.start, edit.end - 1)) + 1)
        }

    @cached_property
    def word_counts(self) -> dict[str, int]:
        """How often each token stands in the document, as it is written.

        A word that the language does not know counts once for all the places where the same words stand beside it: who
        copies a sentence copies its typo.
        """
        found = Counter(map(TEXT, self.tokens))
        unknown = (at for at, number in enumerate(self.numbers) if number == self.counts.size)
        again = [at for at in unknown if found[self.tokens[at].text] > 1]
        for passage, times in Counter(map(self._passage_at, again)).items():
            if sum(map(str.isalpha, passage)) >= WORDS_OF_A_SENTENCE:
                found[passage[-1]] -= times - 1
        return found

    def _passage_at(self, at: int) -> tuple[str, ...]:
        """Return the two tokens before token `at` and the three behind it, in lower case, and the token."""
        beside = [*self.tokens[max(0, at - 2) : at], *self.tokens[at + 1 : at + 4]]
        return (*(token.text.lower() for token in beside), self.tokens[at].text)

    @cached_property
    def pair_counts(self) -> Counter[tuple[str, str]]:
        """How often two tokens stand side by side in the document, as they are written."""
        return Counter(pairwise(map(TEXT, self.tokens)))

    @cached_property
    def _edges(self) -> Sequence[int]:
        return array("i", compress(count(), map(self.boundary.__eq__, self.numbers)))

    def block(self, at: int) -> tuple[int, int]:
        """Return the first and the last token, half-open, of the unit that token `at` stands in."""
        edge = bisect_left(self._edges, at)
        if self._edges[edge] == at:
            return self._edges[edge - 1] + 1 if edge else at, at
        return self._edges[edge - 1] + 1, self._edges[edge]

    def unit_around(self, at: int) -> tuple[int, int]:
        """Return the span of the unit that token `at` stands in: `MAX_PASSAGE` characters on each side at most."""
        first, last = self.block(at)
        start, end = self.start(at), self.ends[at]
        return max(self.start(first), start - MAX_PASSAGE), min(self.ends[last - 1], end + MAX_PASSAGE)

    def holds(self, text: str) -> bool:
        """Whether a text stands in the document; it is looked for once."""
        if text not in self._held:
            self._held[text] = text in self.text
        return self._held[text]

    def passage_counts(self, at: int) -> dict[str, int]:
        """How often each thing between white space stands in the unit that token `at` stands in."""
        first, last = self.block(at)
        if first != self._passage[0]:
            self._passage = (first, Counter(self.text[self.start(first) : self.ends[last - 1]].split()))
        return self._passage[1]

    def token_at(self, offset: int) -> int:
        """Return the number of the first token that ends behind `offset`."""
        return bisect_right(self.ends, offset, 1, len(self.ends) - 1)

    @cached_property
    def word_ends(self) -> Sequence[int]:
        """For each token the first one behind it that is not glued, or a boundary."""
        ends = array("i", [len(self.tokens) - 1]) * len(self.tokens)
        end = len(self.tokens) - 1
        glued, numbers, boundary = self.is_glued, self.numbers, self.boundary
        for at in range(len(self.tokens) - 2, -1, -1):
            ends[at] = end
            if not glued[at] or numbers[at] == boundary:
                end = at
        return ends

    def word_from(self, at: int) -> Word:
        """Return the word that begins with token `at`."""
        last = self.word_ends[at]
        end = self.ends[last - 1] if self.numbers[last - 1] != self.mask else self._code_end(last - 1)
        return Word(at, last, self._starts[at], end)

    def _code_end(self, at: int) -> int:
        """Return where the code ends that token `at` stands for; where it is something else, where the token does."""
        start, text = self._starts[at], self.text
        content = start
        while text.startswith("`", content):
            content += 1
        end = text.find(text[start:content], content) if content > start else -1
        return end + content - start if end >= 0 else self.ends[at]

    @cached_property
    def arrays(self) -> TokenArrays | None:
        """The tokens as arrays, which are worth their making where many are looked at; else None."""
        many = len(self.tokens_in_scope())
        if many < BULK or not self.counts.is_bulk(many):
            return None
        from weave_fix.language.token_arrays import TokenArrays

        return TokenArrays(self)

    def words(self) -> Sequence[int]:
        """Return the first tokens of the words in scope in order, code between white space among them."""
        return self._words

    @cached_property
    def _words(self) -> Sequence[int]:
        return array("i", self._first_tokens())

    def _first_tokens(self) -> Iterator[int]:
        glued, numbers, boundary = self.is_glued, self.numbers, self.boundary
        for at in self.tokens_in_scope():
            if not glued[at] or numbers[at - 1] == boundary:
                before = at - 1
                while numbers[before] != boundary and not self.begins_word(before):
                    before -= 1
                if numbers[before] == self.mask:
                    yield before
                yield at

    @cached_property
    def layout(self) -> Layout:
        """How its lines are laid out."""
        return self.syntax.layout(self.text, self.blocks)

    def squeezed(self, start: int, end: int) -> str:
        """Return a piece of the view; of one longer than `MAX_PIECE`, in which no token stands, what it is read as."""
        if end - start <= MAX_PIECE:
            return self.masked_text[start:end]
        return " " if WHITE.search(self.masked_text, start, min(end, start + MAX_PASSAGE)) else HIDDEN

    def tokenize(self, text: str) -> list[Token]:
        """Return the tokens of a piece of a view."""
        return self.counts.token_cache.read(PIECE.findall(text.rstrip(BLANK)))

    def is_word(self, at: int) -> bool:
        """Whether a token begins with a letter."""
        token = self.tokens[at]
        return token.is_alpha_start and token.number not in (self.mask, self.boundary)

    def paragraphs(self) -> Iterator[tuple[int, int]]:
        """Yield the lines in scope that hold prose, half-open in the document."""
        lines = self.blocks.lines
        for start, end, kind in zip(lines.starts, lines.ends, lines.kinds, strict=True):
            if kind in PROSE and end > start and self.in_scope(start, end):
                yield start, end


def _parts(matches: Iterator[Match[str]]) -> Iterator[list[str]]:
    """Yield the texts of matches in lists of at most `TOGETHER`: those of a long text take more than all else of it."""
    texts = map(itemgetter(0), matches)
    while part := [*islice(texts, TOGETHER)]:
        yield part
