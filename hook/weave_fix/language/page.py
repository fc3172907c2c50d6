"""A text on trial by itself: its prose as numbered tokens with their places, and what the language says of them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from weave_fix.language.counts import COUNTS, NO_WORD, WEAK
from weave_fix.language.layout import PROSE, Layout
from weave_fix.language.pieces import Token
from weave_fix.language.prose import BARRIER, BOUNDARY, CLEAR, view
from weave_fix.language.tokens import APOSTROPHES, LOWER, MIXED, NONE, PIECE, STOPS, fold
from weave_fix.markdown import Zones

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from weave_fix.data import Candidate, Document
    from weave_fix.language.counts import Counts
    from weave_fix.language.known import Known

DOUBTED = 6
"""Letters from which on a word is doubted though it is known: shorter words have too many neighbours."""
SELDOM = 60
"""Times up to which a short word may be two words run together."""
APART, OFTENER = 200, 10
"""Times that the two have to stand side by side then, and how much oftener than the word."""
OWN = 2
"""Times from which on a word that nobody else knows is the page's own."""
ENOUGH = 12
"""Words from which on a unit tells its language by itself."""
KNOWN = 0.65
"""Share of the words that the model of a text's language knows at least."""
PAIRS = 0.4
"""Share of the words that make a known pair with what stands before them, at least."""
NAME = re.compile(r"[^\W\d_]{4,}")
BLANK = f" \t\r\n\f\v{CLEAR}"


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
        self.view = view(self.text, self.zones.lines)
        pieces = PIECE.findall(self.view)
        self.barrier, self.boundary = counts.number(BARRIER), counts.number(BOUNDARY)
        edge = Token(BOUNDARY, False, self.boundary, False, NONE)
        self.tokens: list[Token] = [edge, *counts.pieces.read(pieces), edge]
        self.ends: list[int] = [0, *accumulate(map(len, pieces)), len(self.text)]
        self.numbers: list[int] = [token.number for token in self.tokens]
        self._in_language: dict[int, bool] = {}
        self._titles: dict[int, bool] = {}
        self._passages: dict[int, dict[str, int]] = {}

    def start(self, at: int) -> int:
        """Return where the token of number `at` begins in the document."""
        return self._starts[at]

    @cached_property
    def _starts(self) -> list[int]:
        starts = [end - len(token.text) for end, token in zip(self.ends, self.tokens, strict=True)]
        # The edges are nowhere in the text.
        starts[0], starts[-1] = 0, len(self.text)
        return starts

    def is_plain(self, at: int) -> bool:
        """Whether a token may be looked at and moved: no boundary, nothing that is masked."""
        number = self.numbers[at]
        return number not in (self.barrier, self.boundary)

    def begins_word(self, at: int) -> bool:
        """Whether white space stands before a token, or nothing of its unit."""
        return not self.tokens[at].glued or self.numbers[at - 1] == self.boundary

    def begins_sentence(self, at: int) -> bool:
        """Whether nothing of its unit stands before a token, or the end of a sentence."""
        return self.numbers[at - 1] == self.boundary or self.tokens[at - 1].text in STOPS

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
    def weak(self) -> Sequence[bool]:
        """For each token whether it and the one before it hardly ever stand together in this order."""
        near = zip(self.levels[1:], self.affinities[1:], strict=True)
        return [True, *(not level or affinity < WEAK for level, affinity in near)]

    @cached_property
    def affinities(self) -> Sequence[float]:
        """For each token by how many nats it and the one before it stand together oftener than chance has it."""
        return [0.0, *self.counts.affinities(self.numbers[:-1], self.numbers[1:])]

    def are_weak(self, first: int, second: int) -> bool:
        """Whether the tokens `first` and `second`, which may stand apart, hardly ever stand together in this order."""
        a, b = self.numbers[first], self.numbers[second]
        return self.counts.is_weak(a, b, self.counts.level(NO_WORD, a, b))

    @cached_property
    def strangers(self) -> list[int]:
        """The tokens on trial that are words and known neither to the language nor to the repository."""
        strange = self.counts.unsound(set(self.numbers))
        found = [
            at
            for at in self.places()
            if self.numbers[at] in strange and self._is_strange(self.tokens[at]) and not self._is_clipped(at)
        ]
        words = {self.tokens[at].text for at in found}
        known = self.known.among(words | {word.lower() for word in words}) if words else set()
        return [at for at in found if not known & {self.tokens[at].text, self.tokens[at].text.lower()}]

    def _is_strange(self, token: Token) -> bool:
        if token.number == self.counts.size:
            return token.begins and not self.counts.is_listed(fold(token.text))
        return token.begins and len(token.text) >= DOUBTED

    def _is_clipped(self, at: int) -> bool:
        """Whether an apostrophe stands for the last letter of a token, as in `somethin'`."""
        following = self.tokens[at + 1]
        return self.tokens[at].text.endswith("in") and following.glued and following.text in APOSTROPHES

    @cached_property
    def run_together(self) -> list[int]:
        """The tokens on trial that are too short to be strangers, and look like two words run together.

        They may be words as well, seldom ones: `anew`, `fora`.
        """
        short = (at for at in self.places() if self.tokens[at].case == LOWER and len(self.tokens[at].text) < DOUBTED)
        kinds = {at: self.tokens[at] for at in short}
        seldom = {token.text for token in kinds.values() if self._may_be_two(token)}
        known = self.known.among(seldom) if seldom else set()
        return [at for at, token in kinds.items() if token.text in seldom and token.text not in known]

    def _may_be_two(self, token: Token) -> bool:
        """Whether a word falls into two that stand side by side far oftener than it stands."""
        counts, word = self.counts, token.text
        times = counts.total(token.number) if token.number < counts.size else 1.0
        if len(word) < 3 or times > SELDOM or not word.isalpha():
            return False
        if token.number == counts.size:
            return counts.is_listed(fold(word)) and self._stand_apart(word, times)
        return (counts.is_doubtful(token.number) and not counts.is_listed(fold(word))) or self._stand_apart(word, times)

    def _stand_apart(self, word: str, times: float) -> bool:
        halves = (
            (self.counts.number(fold(word[:cut])), self.counts.number(fold(word[cut:]))) for cut in range(1, len(word))
        )
        known = ((a, b) for a, b in halves if self.counts.size not in (a, b))
        return any(COUNTS[self.counts.level(NO_WORD, a, b)] >= max(APART, OFTENER * times) for a, b in known)

    @cached_property
    def oddly_written(self) -> list[int]:
        """The tokens on trial that are known words but for a capital inside them, or behind them."""
        return [
            at
            for at in self.places()
            if self.tokens[at].case == MIXED
            and self.numbers[at] != self.counts.size
            and not self.counts.spelling(self.tokens[at].text)
        ]

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
        return Counter([token.text for token in self.tokens])

    @cached_property
    def forms(self) -> dict[str, dict[str, int]]:
        """How often words of letters are written how, those that are written in more than one way; code included."""
        forms: dict[str, dict[str, int]] = {}
        for word, times in Counter(NAME.findall(self.text)).items():
            forms.setdefault(word.lower(), {})[word] = times
        return {key: ways for key, ways in forms.items() if len(ways) > 1 and all(len(way) == len(key) for way in ways)}

    def first_place(self, word: str) -> int:
        """Return where one of the `forms` stands first in the document."""
        found = re.search(rf"(?<![^\W\d_]){re.escape(word)}(?![^\W\d_])", self.text)
        assert found is not None  # it was counted
        return found.start()

    @cached_property
    def _edges(self) -> list[int]:
        return [at for at, number in enumerate(self.numbers) if number == self.boundary]

    def unit(self, at: int) -> tuple[int, int]:
        """Return the first and the last token, half-open, of the unit that token `at` stands in."""
        edge = bisect_left(self._edges, at)
        if self._edges[edge] == at:
            return self._edges[edge - 1] + 1 if edge else at, at
        return self._edges[edge - 1] + 1, self._edges[edge]

    def passage_counts(self, at: int) -> dict[str, int]:
        """How often each thing between white space stands in the unit that token `at` stands in."""
        first, last = self.unit(at)
        if first not in self._passages:
            self._passages[first] = Counter(self.text[self.start(first) : self.ends[last - 1]].split())
        return self._passages[first]

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
        low, high = first, last
        all_words, all_known, all_pairs = self._sums
        while (words := all_words[high] - all_words[low]) < ENOUGH and (low, high) != (1, len(self.tokens) - 1):
            low, high = max(1, low - ENOUGH), min(len(self.tokens) - 1, high + ENOUGH)
        if not words:
            return False
        known, pairs = all_known[high] - all_known[low], all_pairs[high] - all_pairs[low]
        return known >= KNOWN * words and pairs >= PAIRS * words

    @cached_property
    def _sums(self) -> tuple[list[int], list[int], list[int]]:
        """How many of the tokens before each are words, words that are known, and words that make a known pair."""
        masked = {self.barrier, self.boundary}
        words = [token.begins and token.number not in masked for token in self.tokens]
        known = [word and number != self.counts.size for word, number in zip(words, self.numbers, strict=True)]
        pairs = [word and level > 0 for word, level in zip(words, self.levels, strict=True)]
        all_words, all_known, all_pairs = (list(accumulate(each, initial=0)) for each in (words, known, pairs))
        return all_words, all_known, all_pairs

    def is_title(self, at: int) -> bool:
        """Whether most words of the unit that token `at` stands in begin with a capital."""
        first, last = self.unit(at)
        if first not in self._titles:
            self._titles[first] = self._is_title(first, last)
        return self._titles[first]

    def _is_title(self, first: int, last: int) -> bool:
        words = [number for number in range(first, last) if self.is_word(number)]
        return 2 * sum(self.tokens[number].text[0].isupper() for number in words) > len(words)

    def token_at(self, offset: int) -> int:
        """Return the number of the first token that ends behind `offset`."""
        return min(bisect_right(self.ends, offset, lo=1), len(self.tokens) - 1)

    @cached_property
    def word_ends(self) -> list[int]:
        """For each token the first one behind it that is not glued, or a boundary."""
        ends = [len(self.tokens) - 1] * len(self.tokens)
        end = len(self.tokens) - 1
        for at in range(len(self.tokens) - 2, -1, -1):
            ends[at] = end
            if not self.tokens[at].glued or self.numbers[at] == self.boundary:
                end = at
        return ends

    def word_from(self, at: int) -> Word:
        """Return the word that begins with token `at`."""
        last = self.word_ends[at]
        end = self.ends[last - 1] if self.numbers[last - 1] != self.barrier else self._code_end(last - 1)
        return Word(at, last, self._starts[at], end)

    def _code_end(self, at: int) -> int:
        """Return where the code ends that token `at` stands for; where it is something else, where the token does."""
        start, text = self._starts[at], self.text
        content = start
        while text.startswith("`", content):
            content += 1
        end = text.find(text[start:content], content) if content > start else -1
        return end + content - start if end >= 0 else self.ends[at]

    def words(self) -> Iterator[int]:
        """Yield the first tokens of the words on trial in order, code between white space among them."""
        for at in self.places():
            if self.begins_word(at):
                before = at - 1
                while self.numbers[before] != self.boundary and not self.begins_word(before):
                    before -= 1
                if self.numbers[before] == self.barrier:
                    yield before
                yield at

    @cached_property
    def zones(self) -> Zones:
        """What stands where in the document."""
        return Zones(self.text)

    @cached_property
    def layout(self) -> Layout:
        """How its lines are laid out."""
        return Layout(self.text, self.zones)

    def knows(self, word: str) -> bool:
        """Whether the language knows a word, whatever its case, and not as a common slip, or the page has it often."""
        return self.counts.is_sound(fold(word)) or self.word_counts.get(word, 0) >= OWN

    def is_own(self, word: str) -> bool:
        """Whether the page writes a word so oftener than a slip would, alone or with the sign of a possessive."""
        bare = word.removesuffix("'s").removesuffix("\N{RIGHT SINGLE QUOTATION MARK}s")
        return max(self.word_counts.get(word, 0), self.word_counts.get(bare, 0)) >= OWN

    def tokenize(self, text: str) -> list[Token]:
        """Return the tokens of a piece of a view."""
        return self.counts.pieces.read(PIECE.findall(text.rstrip(BLANK)))

    def is_word(self, at: int) -> bool:
        """Whether a token begins with a letter."""
        token = self.tokens[at]
        return token.begins and token.number not in (self.barrier, self.boundary)

    def paragraphs(self) -> Iterator[tuple[int, int]]:
        """Yield the lines on trial that hold prose, half-open in the document."""
        for line in self.zones.lines:
            if line.kind in PROSE and line.end > line.start and self.on_trial(line.start, line.end):
                yield line.start, line.end
