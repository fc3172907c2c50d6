"""A text on trial by itself: its prose as numbered tokens with their places, and what the language says of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

from weave_fix.language.prose import BARRIER, BOUNDARY, CLEAR, view
from weave_fix.language.tokens import PIECE, fold, is_word, unpack
from weave_fix.markdown import Kind, Zones

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from weave_fix.data import Candidate, Document
    from weave_fix.language.counts import Counts
    from weave_fix.language.known import Known

LINES = 30
"""Lines above and below that tell how long lines are."""
DOUBTED = 6
"""Letters from which on a word is doubted though it is known: shorter words have too many neighbours."""
OWN = 2
"""Times from which on a word that nobody else knows is the page's own."""
ENOUGH = 12
"""Words from which on a unit tells its language by itself."""
KNOWN = 0.65
"""Share of the words that the model of a text's language knows at least."""
PAIRS = 0.4
"""Share of the words that make a known pair with what stands before them, at least."""
PROSE = frozenset({Kind.PROSE, Kind.LIST, Kind.QUOTE})
BLANK = f" \t\r\n\f\v{CLEAR}"


class Token(NamedTuple):
    """What is known of a piece wherever it stands."""

    text: str
    glued: bool
    """Whether no white space stands before it."""
    number: int
    """Its number in the counts."""


class Word(NamedTuple):
    """What stands between two white spaces: tokens `first` to `last`, the last not included."""

    first: int
    last: int
    start: int
    """Where it begins in the document."""
    end: int


class Page:
    """The tokens of a document, boundaries first and last. `spans` are on trial, half-open; None: everything."""

    def __init__(
        self, document: Document, counts: Counts, known: Known, spans: Sequence[tuple[int, int]] | None = None
    ) -> None:
        self.document = document
        self.text = document.text
        self.counts = counts
        self.known = known
        self._spans = spans
        self.view = view(self.text)
        pieces = PIECE.findall(self.view)
        tokens = self._tokens(pieces)
        ends = list(accumulate(map(len, pieces)))
        edge = Token(BOUNDARY, False, counts.number(BOUNDARY))
        self.tokens: list[Token] = [edge, *[tokens[piece] for piece in pieces], edge]
        self.ends: list[int] = [0, *ends, len(self.text)]
        self.numbers: list[int] = [token.number for token in self.tokens]
        self._in_language: dict[int, bool] = {}
        self.barrier = counts.number(BARRIER)
        self.boundary = edge.number

    def _tokens(self, pieces: Sequence[str]) -> dict[str, Token]:
        """Return the token of each different piece."""
        distinct = dict.fromkeys(pieces)
        unpacked = {piece: unpack(piece) for piece in distinct}
        numbers = self.counts.numbers(fold(token) for token, _ in unpacked.values())
        return {
            piece: Token(token, glued, number)
            for (piece, (token, glued)), number in zip(unpacked.items(), numbers, strict=True)
        }

    def start(self, at: int) -> int:
        """Return where the token of number `at` begins in the document."""
        return self.ends[at] - (len(self.tokens[at].text) if 0 < at < len(self.tokens) - 1 else 0)

    def is_plain(self, at: int) -> bool:
        """Whether a token may be looked at and moved: no boundary, nothing that is masked."""
        return self.numbers[at] not in (self.barrier, self.boundary)

    def on_trial(self, start: int, end: int) -> bool:
        """Whether the document's characters `start` to `end`, or a place between two, are on trial."""
        if self._spans is None:
            return True
        at = bisect_left(self._spans, (start, start))
        near = self._spans[max(0, at - 1) : at + 1]
        return any(a <= end and start <= b for a, b in near)

    def places(self) -> Sequence[int]:
        """Return the tokens on trial in order, boundaries and barriers left out."""
        return self._places

    @cached_property
    def _places(self) -> Sequence[int]:
        masked = (self.barrier, self.boundary)
        spans = [(0, len(self.text))] if self._spans is None else self._spans
        found: list[int] = []
        done = 1
        for a, b in spans:
            first, last = max(done, bisect_left(self.ends, a)), min(bisect_right(self.ends, b) + 1, len(self.ends) - 1)
            done = max(done, last)
            found += [at for at in range(first, last) if self.numbers[at] not in masked]
        return found

    @cached_property
    def levels(self) -> Sequence[int]:
        """For each token the level of the pair that it makes with the one before."""
        return self.counts.pair_levels(self.numbers)

    @cached_property
    def strangers(self) -> list[int]:
        """The tokens on trial that are words and known neither to the language nor to the repository."""
        unknown, numbers, tokens = self.counts.size, self.numbers, self.tokens
        found = [
            at
            for at in self.places()
            if tokens[at].text[0].isalpha()
            and (numbers[at] == unknown or (len(tokens[at].text) >= DOUBTED and self.counts.is_doubtful(numbers[at])))
        ]
        words = {self.tokens[at].text for at in found}
        known = self.known.among(words | {word.lower() for word in words}) if words else set()
        return [at for at in found if not known & {self.tokens[at].text, self.tokens[at].text.lower()}]

    @cached_property
    def own_words(self) -> list[str]:
        """The words that the language does not know, and that stand on the page oftener than a slip would."""
        unknown = {token.text for token in self.tokens if token.number == self.counts.size}
        return [word for word in unknown if len(word) > 3 and word.isalpha() and self.word_counts[word] >= OWN]

    def own_like(self, word: str) -> list[str]:
        """Return the page's own words that are one slip away from `word` and stand oftener."""
        if len(word) < 5 or not self.own_words:
            return []
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        near = process.extract(word, self.own_words, scorer=OSA.distance, score_cutoff=1, limit=None)
        return [other for other, _, _ in near if self.word_counts[other] > self.word_counts[word]]

    def learn(self, known: Known) -> None:
        """Let `known` know words from now on: some strangers may be none."""
        self.known = known
        self.__dict__.pop("strangers", None)

    def touched(self, candidate: Candidate) -> set[int]:
        """Return the tokens that the edits of a candidate change or part."""
        return {
            at
            for edit in candidate.edits
            for at in range(self.token_at(edit.start), self.token_at(max(edit.start, edit.end - 1)) + 1)
        }

    @cached_property
    def word_counts(self) -> dict[str, int]:
        """How often each token stands in the document, as it is written."""
        counts: dict[str, int] = {}
        for token in self.tokens:
            counts[token.text] = counts.get(token.text, 0) + 1
        return counts

    @cached_property
    def _edges(self) -> list[int]:
        return [at for at, number in enumerate(self.numbers) if number == self.boundary]

    def unit(self, at: int) -> tuple[int, int]:
        """Return the first and the last token, half-open, of the unit that token `at` stands in."""
        edge = bisect_left(self._edges, at)
        if self._edges[edge] == at:
            return self._edges[edge - 1] + 1 if edge else at, at
        return self._edges[edge - 1] + 1, self._edges[edge]

    def is_in_language(self, offset: int) -> bool:
        """Whether the unit at `offset` of the document reads like the model's language.

        Most of its words are known, and many stand beside each other as they do there. A short unit, such as a
        heading, is read with what stands around it.
        """
        at = min(self.token_at(offset), len(self.tokens) - 2)
        first, last = (at, at) if self.numbers[at] == self.boundary else self.unit(at)
        if first not in self._in_language:
            self._in_language[first] = self._reads_well(first, last)
        return self._in_language[first]

    def _reads_well(self, first: int, last: int) -> bool:
        words = known = pairs = 0
        low, high = first, last
        while True:
            words = sum(map(self.is_word, range(low, high)))
            if words >= ENOUGH or (low == 1 and high == len(self.tokens) - 1):
                break
            low, high = max(1, low - ENOUGH), min(len(self.tokens) - 1, high + ENOUGH)
        if not words:
            return False
        for at in range(low, high):
            if self.is_word(at):
                known += self.numbers[at] != self.counts.size
                pairs += self.levels[at] > 0
        return known >= KNOWN * words and pairs >= PAIRS * words

    def is_title(self, at: int) -> bool:
        """Whether most words of the unit that token `at` stands in begin with a capital."""
        first, last = self.unit(at)
        words = [number for number in range(first, last) if self.is_word(number)]
        return 2 * sum(self.tokens[number].text[0].isupper() for number in words) > len(words)

    def token_at(self, offset: int) -> int:
        """Return the number of the first token that ends behind `offset`."""
        return min(bisect_right(self.ends, offset, lo=1), len(self.tokens) - 1)

    def word_from(self, at: int) -> Word:
        """Return the word that begins with token `at`."""
        last = at + 1
        while self.tokens[last].glued and self.numbers[last] != self.boundary:
            last += 1
        return Word(at, last, self.start(at), self.ends[last - 1])

    @cached_property
    def zones(self) -> Zones:
        """What stands where in the document."""
        return Zones(self.text)

    def knows(self, word: str) -> bool:
        """Whether the language knows a word, whatever its case, and not as a common slip, or the page has it often."""
        return self.counts.is_sound(fold(word)) or self.word_counts.get(word, 0) >= OWN

    def tokenize(self, text: str) -> list[Token]:
        """Return the tokens of a piece of a view."""
        found = []
        for piece in PIECE.findall(text.rstrip(BLANK)):
            token, glued = unpack(piece)
            found.append(Token(token, glued, self.counts.number(fold(token))))
        return found

    def is_word(self, at: int) -> bool:
        """Whether a token begins with a letter."""
        return self.is_plain(at) and is_word(self.tokens[at].text)

    def paragraphs(self) -> Iterator[tuple[int, int]]:
        """Yield the lines on trial that hold prose, half-open in the document."""
        for line in self.zones.lines:
            if line.kind in PROSE and line.end > line.start and self.on_trial(line.start, line.end):
                yield line.start, line.end

    def separator(self, place: int) -> str:
        """Return the white space that belongs at `place`: a line end where a line has run far beyond the others.

        What the next line of the paragraph begins with, such as an indentation, comes behind the line end.
        """
        index = self.zones.line_index(place)
        line = self.zones.lines[index]
        around = self.zones.lines[max(0, index - LINES) : index + LINES]
        others = [
            other.end - other.start
            for other, below in pairwise(around)
            if other is not line and other.kind in PROSE and below.kind is other.kind
        ]
        if len(others) < 2:
            return " "
        width = max(others)
        head, tail = place - line.start, line.end - place
        if line.end - line.start < width * 1.12 + 4 or head > width + 1 or tail > width + 1:
            return " "
        below = self.zones.lines[index + 1] if index + 1 < len(self.zones.lines) else line
        body = self.text[below.start : below.end]
        indent = body[: len(body) - len(body.lstrip(" \t>"))] if below.kind is line.kind else ""
        return "\n" + indent
