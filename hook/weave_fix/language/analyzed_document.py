"""A text by itself: its tokens, and what the language, the repository and the text itself say of them."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter
from functools import cached_property
from itertools import accumulate, compress, count
from math import sqrt
from operator import and_
from typing import TYPE_CHECKING

from weave_fix.language.foreign_words import FOREIGN_WORDS, OWN_WORDS, has_own_words
from weave_fix.language.levels import DEQUANTIZED
from weave_fix.language.listed_typos import listed_word
from weave_fix.language.ngram_model import NO_WORD
from weave_fix.language.software_names import named_among
from weave_fix.language.suggest import suggest
from weave_fix.language.token_cache import IS_ALPHA_START
from weave_fix.language.tokenized_document import TokenizedDocument
from weave_fix.language.tokens import APOSTROPHES, LOWER, MIXED, TITLE, normalize
from weave_fix.language.typos import turns_a_function_word
from weave_fix.markdown.masking import HIDDEN, MASK
from weave_fix.patterns import lazy_pattern
from weave_fix.positions import widened
from weave_fix.vocabulary.lookup import MAX_WORD

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from weave_fix.language.ngram_model import NgramModel
    from weave_fix.language.token_cache import Token
    from weave_fix.markdown.blocks import BlockMap
    from weave_fix.records import Document
    from weave_fix.vocabulary.lookup import Vocabulary

DOUBTED = 6
"""Letters from which on a word is doubted though it is known: shorter words have too many neighbours."""
SELDOM = 60
"""Times up to which a short word may be two words run together."""
HARDLY_EVER = 20
"""Times up to which a word may be one that the language knows for a typo that writers made."""
MUCH_RARER = 3.0
"""Nats by which it is rarer then than the word that is meant."""
APART, MORE_OFTEN = 200, 10
"""Times that the two have to stand side by side then, and how much more often than the word."""
OWN = 2
"""Times from which on a word that nobody else knows is the page's own."""
MAX_OWN = 1000
"""Such words that others are compared with, each with each: a page with more is a list, and not a text with jargon."""
ENOUGH = 12
"""Words from which on a unit tells its language by itself."""
NEAR = 6
"""Letters of an unknown word that may be a known one with a typo, where the language of a short text is told."""
FOREIGN = 50
"""Words from which on one that does not is foreign, and none of its words is worth a comparison with known ones."""
KNOWN = 0.65
"""Share of the words that the model of a text's language knows at least."""
LONG, VARIETY = 400, 2.0
"""Tokens from which on a unit may be one thing over and over, and the different tokens that it has at least then, as a
multiple of the root of their number: a text's vocabulary grows with that root (Heaps 1978), and prose has ten times."""
PAIRS = 0.4
"""Share of the words that make a known pair with what stands before them, at least."""
DOTTED = lazy_pattern(r"(?<!\w)(\w+)\.(?=([^\W\d_]))")
NAME = lazy_pattern(r"[^\W\d_]{4,}")
COMPOUND_NAME = lazy_pattern(r"\b(?:[A-Za-z][a-z]+|[A-Z]{2,}?)(?:[A-Z][a-z]+)+\b")
"""A name such as `MachinePool`, `machinePool` or `HTTPPool`."""
SET_OFF = lazy_pattern(r"(?<!\w)[^\W\d_](?:[*_]{1,3}|</\w{1,8}>)\Z")
"""A letter that is set off, before the rest of its word."""
FAR = 12
"""Characters in which it is looked for."""
OWN_ANCHOR = lazy_pattern(r"\]\(#([^\s()]{1,400})\)")
NO_LETTERS = lazy_pattern(r"[\W_]+")
ANCHOR_OR_NAME = lazy_pattern(r"#[\w-]+|[^\W\d_]{4,}")
"""The anchor of a heading, which is spelled as the heading is, or a name."""


class AnalyzedDocument(TokenizedDocument):
    """A document with what is known of its words. `spans` are checked, half-open; None: everything."""

    def __init__(
        self,
        document: Document,
        counts: NgramModel,
        vocabulary: Vocabulary,
        spans: Sequence[tuple[int, int]] | None = None,
        blocks: BlockMap | None = None,
    ) -> None:
        super().__init__(document, counts, spans, blocks)
        self.vocabulary = vocabulary
        self._in_language: dict[int, bool] = {}
        self._titles: dict[int, bool] = {}

    @cached_property
    def oov(self) -> list[int]:
        """The tokens in scope that are words, known to neither language nor repository, and name no software."""
        strange = self._doubted | self._seldom
        found = [
            at
            for at in self.tokens_in_scope()
            if self.numbers[at] in strange and self._is_strange(self.tokens[at]) and not self._is_clipped(at)
        ]
        words = {self.tokens[at].text for at in found}
        known = self.vocabulary.known_among(words | {word.lower() for word in words}) if words else set()
        known |= named_among(word.lower() for word in words)
        return [at for at in found if not known & {self.tokens[at].text, self.tokens[at].text.lower()}]

    @cached_property
    def _doubted(self) -> set[int]:
        """The numbers of the words that are unknown, or look like a typo of a far commoner one."""
        return self.counts.invalid(set(self.numbers))

    @cached_property
    def _seldom(self) -> set[int]:
        """The numbers of the other words that hardly anybody writes: the language knows some for their typos."""
        return self.counts.rarer(set(self.numbers) - self._doubted, HARDLY_EVER)

    def _is_strange(self, token: Token) -> bool:
        if len(token.text) > MAX_WORD:
            return False
        if token.number in self._seldom:
            meant = listed_word(token.text)
            is_rarer = self.counts.count(normalize(token.text)) + MUCH_RARER < self.counts.count(meant)
            return is_rarer and not self.counts.in_word_list(normalize(token.text))
        if token.number == self.counts.size:
            word = normalize(token.text)
            is_owner = word.endswith("'s") and self.counts.is_valid(word[:-2])
            return token.is_alpha_start and not (is_owner or self.counts.is_attested(word))
        return token.is_alpha_start and (len(token.text) >= DOUBTED or self._is_turned(token.text))

    def _is_turned(self, word: str) -> bool:
        """Whether a short word is one that everybody writes, with two of its letters turned."""
        if not word.islower():
            return False
        turned = (word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1))
        return any(turns_a_function_word(word, other, self.counts) for other in turned)

    def _is_clipped(self, at: int) -> bool:
        """Whether an apostrophe stands for the last letter of a token, or its first one is set apart before it.

        As in `somethin'`, and as in `[s]ystem` or `**S**ystem`, by which a page says what a letter stands for.
        """
        if SET_OFF.search(self.text, max(0, self.start(at) - FAR), self.start(at)):
            return True
        if at > 3 and [token.text for token in self.tokens[at - 3 : at : 2]] == ["[", "]"]:
            return self.tokens[at].no_space_before and len(self.tokens[at - 2].text) == 1
        following = self.tokens[at + 1]
        return self.tokens[at].text.endswith("in") and following.no_space_before and following.text in APOSTROPHES

    @cached_property
    def possible_compounds(self) -> list[int]:
        """The tokens in scope that are too short to be unknown words, and look like two words run together.

        They may be words as well, rare ones: `anew`, `fora`.
        """
        tokens = self.tokens
        short = [at for at in self.tokens_in_scope() if tokens[at].case == LOWER and len(tokens[at].text) < DOUBTED]
        words = {tokens[at].text: tokens[at] for at in short}
        seldom = {word for word, token in words.items() if self._may_be_two(token)}
        known = self.vocabulary.known_among(seldom) if seldom else set()
        found = seldom - known
        return [at for at in short if tokens[at].text in found]

    def _may_be_two(self, token: Token) -> bool:
        """Whether a word falls into two that stand side by side far more often than it stands."""
        counts, word = self.counts, token.text
        times = counts.total(token.number) if token.number < counts.size else 1.0
        if len(word) < 3 or times > SELDOM or not word.isalpha():
            return False
        if token.number == counts.size:
            return counts.in_word_list(normalize(word)) and self._stand_apart(word, times)
        return (
            counts.is_likely_misspelling(token.number) and not counts.in_word_list(normalize(word))
        ) or self._stand_apart(word, times)

    def _stand_apart(self, word: str, times: float) -> bool:
        halves = (
            (self.counts.number(normalize(word[:cut])), self.counts.number(normalize(word[cut:])))
            for cut in range(1, len(word))
        )
        known = ((a, b) for a, b in halves if self.counts.size not in (a, b))
        return any(
            DEQUANTIZED[self.counts.quantized_count(NO_WORD, a, b)] >= max(APART, MORE_OFTEN * times) for a, b in known
        )

    @cached_property
    def dotted(self) -> Counter[tuple[str, str]]:
        """How often a word stands before a dot and a letter with no space, by the word and the letter: `os.P`."""
        return Counter((found[1], found[2]) for found in DOTTED.finditer(self.text))

    @cached_property
    def compound_names(self) -> frozenset[str]:
        """The names of several words that the page writes with a capital for each, in lower case: `machinepool`."""
        return frozenset(found[0].lower() for found in COMPOUND_NAME.finditer(self.text))

    @cached_property
    def raised_words(self) -> frozenset[str]:
        """The words that have a capital inside a sentence, as names have, in lower case; none of a title."""
        return frozenset(
            token.text.lower()
            for at, token in enumerate(self.tokens)
            if token.case == TITLE and not (self.begins_sentence(at) or self.is_title(at))
        )

    @cached_property
    def named_words(self) -> frozenset[str]:
        """The words of the page's code, links and front matter, in lower case."""
        text, masked = self.text, self.masked_text
        names = (found for found in ANCHOR_OR_NAME.finditer(text) if text[found.start()] != "#")
        return frozenset(found[0].lower() for found in names if masked[found.start()] in (MASK, HIDDEN))

    @cached_property
    def anchor_words(self) -> frozenset[str]:
        """The words of the anchors in the page's links to places in itself, in lower case: `#two-words`."""
        return frozenset(word for found in OWN_ANCHOR.findall(self.text) for word in NO_LETTERS.split(found.lower()))

    def is_named(self, start: int, end: int) -> bool:
        """Whether the word around the characters `start` to `end` is one of a name in code, a link or front matter."""
        start, end = widened(self.text, start, end, len(self.text), str.isalnum)
        word = self.text[start:end].lower()
        return not self.named_words.isdisjoint((word, word.removesuffix("s")))

    @cached_property
    def odd_case(self) -> list[int]:
        """The tokens in scope that are known words but for a capital inside them, or behind them."""
        return [
            at
            for at in self.tokens_in_scope()
            if self.tokens[at].case == MIXED
            and self.numbers[at] != self.counts.size
            and not self.counts.mixed_case_count(self.tokens[at].text)
        ]

    @cached_property
    def document_words(self) -> list[str]:
        """The words that the language does not know, and that stand on the page more often than a typo would.

        The most frequent first, `MAX_OWN` of them.
        """
        unknown = {token.text for token in self.tokens if token.number == self.counts.size}
        found = [
            word for word in unknown if 3 < len(word) <= MAX_WORD and word.isalpha() and self.word_counts[word] >= OWN
        ]
        return sorted(found, key=lambda word: (-self.word_counts[word], word))[:MAX_OWN]

    def document_words_like(self, word: str) -> list[str]:
        """Return the page's own words that are one typo away from `word` and stand more often."""
        if len(word) < 5 or not self.document_words:
            return []
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        near = process.extract(word, self.document_words, scorer=OSA.distance, score_cutoff=1, limit=None)
        return [other for other, _, _ in near if self.word_counts[other] > self.word_counts[word]]

    def set_vocabulary(self, vocabulary: Vocabulary) -> None:
        """Let `vocabulary` know words from now on: some unknown words may be none."""
        self.vocabulary = vocabulary
        self.__dict__.pop("oov", None)

    @cached_property
    def forms(self) -> dict[str, dict[str, int]]:
        """How often words of letters are written how, those that are written in more than one way; code included."""
        written: dict[str, dict[str, int]] = {}
        for word, times in Counter(found[0] for found in NAME.finditer(self.text)).items():
            if len(word) <= MAX_WORD:
                written.setdefault(word.lower(), {})[word] = times
        return {
            key: ways for key, ways in written.items() if len(ways) > 1 and all(len(way) == len(key) for way in ways)
        }

    def places_of(self, words: Collection[str]) -> dict[str, int]:
        """Return where each of some words of `forms` stands last; code included."""
        every = NAME.finditer(self.text) if words else ()
        return {found[0]: found.start() for found in every if found[0] in words}

    def is_in_language(self, offset: int) -> bool:
        """Whether the unit at `offset` of the document reads like the model's language.

        Most of its words are known, and many stand beside each other as they do there. A short unit, such as a
        heading, is read with what stands around it.
        """
        at = min(self.token_at(offset), len(self.tokens) - 2)
        first, last = (at, at) if self.numbers[at] == self.boundary else self.block(at)
        if first not in self._in_language:
            self._in_language[first] = self._reads_well(first, last)
        return self._in_language[first]

    def is_foreign(self, at: int) -> bool:
        """Whether the unit that token `at` stands in is long enough to see that it is not in the model's language."""
        first, last = self.block(at)
        all_words = self._sums[0]
        return all_words[last] - all_words[first] >= FOREIGN and not self.is_in_language(self.start(at))

    def _reads_well(self, first: int, last: int) -> bool:
        all_words, all_known, all_pairs = self._sums
        end = len(self.tokens) - 1

        def grown(steps: int) -> tuple[int, int]:
            return max(1, first - steps * ENOUGH), min(end, last + steps * ENOUGH)

        def is_enough(steps: int) -> bool:
            low, high = grown(steps)
            return all_words[high] - all_words[low] >= ENOUGH

        low, high = grown(bisect_left(range(end // ENOUGH + 1), True, key=is_enough))
        words = all_words[high] - all_words[low]
        if not words:
            return False
        known, pairs = all_known[high] - all_known[low], all_pairs[high] - all_pairs[low]
        if words < ENOUGH and self._are_near_words(low, high):
            return True
        return known >= KNOWN * words and pairs >= PAIRS * words and not self._repeats_itself(first, last)

    def may_be_foreign(self, offset: int) -> bool:
        """Whether the page is in another language, and nothing in the unit at `offset` is English alone."""
        if not self._is_page_foreign:
            return False
        first, last = self.block(self.token_at(offset))
        return not has_own_words([token.text for token in self.tokens[first:last]])

    @cached_property
    def _is_page_foreign(self) -> bool:
        """Whether frequent words of other languages outnumber those of English on the page."""
        foreign = own = 0
        for word, times in self.word_counts.items():
            foreign += times * (word.lower() in FOREIGN_WORDS)
            own += times * (word.lower() in OWN_WORDS)
        return foreign > own

    def _are_near_words(self, low: int, high: int) -> bool:
        """Whether a text of few words is of the model's language, though most of its words have a typo."""
        words = [token.text for token in self.tokens[low:high] if token.is_alpha_start and token.text.isalpha()]
        if not has_own_words(words) or not FOREIGN_WORDS.isdisjoint(map(str.lower, words)):
            return False
        return all(self.knows(word) or self._is_near_a_word(word) for word in words)

    def _is_near_a_word(self, word: str) -> bool:
        """Whether a word, long enough not to be like others by chance, is one typo from one that is known."""
        return len(word) >= NEAR and any(distance < 2 for _, distance in suggest(word.lower(), self.counts))

    def _repeats_itself(self, first: int, last: int) -> bool:
        """Whether a long unit has far fewer different tokens than a text of its length: a machine made it."""
        size = last - first
        return size >= LONG and len(set(self.numbers[first:last])) < VARIETY * sqrt(size)

    @cached_property
    def _sums(self) -> tuple[Sequence[int], Sequence[int], Sequence[int]]:
        """How many of the tokens before each are words, words that are known, and words that make a known pair."""
        masked = {self.mask, self.boundary}
        words = bytearray(map(IS_ALPHA_START, self.tokens))
        for at in compress(count(), map(masked.__contains__, self.numbers)):
            words[at] = False
        known = map(and_, words, map(self.counts.size.__ne__, self.numbers))
        pairs = map(and_, words, map(bool, self.quantized_pairs))
        all_words, all_known, all_pairs = (array("i", accumulate(each, initial=0)) for each in (words, known, pairs))
        return all_words, all_known, all_pairs

    def is_title(self, at: int) -> bool:
        """Whether most words of the unit that token `at` stands in begin with a capital."""
        first, last = self.block(at)
        if first not in self._titles:
            self._titles[first] = self._is_title(first, last)
        return self._titles[first]

    def _is_title(self, first: int, last: int) -> bool:
        words = [number for number in range(first, last) if self.is_word(number)]
        return 2 * sum(self.tokens[number].text[0].isupper() for number in words) > len(words)

    def knows(self, word: str) -> bool:
        """Whether the language knows a word, whatever its case, and not as a common typo, or the page has it often."""
        return self.counts.is_valid(normalize(word)) or self.word_counts.get(word, 0) >= OWN

    def is_document_word(self, word: str) -> bool:
        """Whether the page writes a word so more often than a typo would, alone or with the sign of a possessive."""
        bare = word.removesuffix("'s").removesuffix("\N{RIGHT SINGLE QUOTATION MARK}s")
        return max(self.word_counts.get(word, 0), self.word_counts.get(bare, 0)) >= OWN
