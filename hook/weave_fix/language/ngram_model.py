"""How often words, pairs and triples of words stand in the text that the model was trained on.

Tokens are counted folded (`tokens.normalize`) and numbered by their frequency, the most frequent 0; the number after
the last is that of all unknown words together. The probability of a word after two others is interpolated: absolute
discounting from the triple to the pair to the share of different words that it follows (Kneser and Ney 1995; Chen and
Goodman 1998), with the weight of the shorter context looked up by how often the longer one was seen.
"""

from __future__ import annotations

import sys
from array import array
from functools import cache, cached_property
from itertools import pairwise, repeat
from math import log
from typing import TYPE_CHECKING, TypeVar

from weave_fix.language.levels import DEQUANTIZED, FINE, FINE_PARTS, FINE_TIMES, TOGETHER, dequantize
from weave_fix.language.model_check import check_counts
from weave_fix.language.model_file import shipped as shipped_model
from weave_fix.language.ngram_table import ApproximateMap
from weave_fix.language.token_cache import TokenCache
from weave_fix.language.tokens import BOS, normalize
from weave_fix.language.word_index import WordIndex
from weave_fix.language.word_list import Deflated, WordList
from weave_fix.markdown.masking import BLOCK
from weave_fix.vocabulary.lookup import MAX_WORD

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    import numpy as np
    from numpy.typing import NDArray

    from weave_fix.language.model_file import Model

Key = TypeVar("Key")
Value = TypeVar("Value")

DISCOUNT = 0.75
NO_WORD = (1 << 20) - 1
"""Stands for the missing first word of a pair, so that pairs and triples share one table."""
UNLIKELY = -2.5
"""Nats by which a pair stands less often than its words would meet by chance, from which on it is weak."""
LETTERS = "abcdefghijklmnopqrstuvwxyz"
"""The letters that the model of spelling tells apart; all else, and a word's edge, is one more."""
MANY = 15_000
"""Searches for a word after which a dictionary of all words is made and kept: 30 ms and 10 MB, less than to search for
each."""
MANY_AT_ONCE = 4000
"""Words from which on one is made to look them up together, and not kept."""
BULK = 20_000
"""Pairs, of all texts of a run, from which on they are looked up with numpy, whose import alone costs 0.1 s."""
AT_A_TIME = 1 << 15
"""Words of a text that are worked on together, more than `BULK`; what is made on the way takes ten times the memory."""
MAX_KEPT = 50_000
"""Answers of each kind that are kept for the texts of a run, some 6 MB; then they are forgotten, and asked again."""

SIDES = len(LETTERS) + 1


class NgramModel:
    """Looks words, pairs and triples up in a model."""

    def __init__(self, model: Model) -> None:
        """Read the counts of `model`. WeaveFixError where they do not fit together."""
        check_counts(model, most=NO_WORD - 1, letters=SIDES**3)
        self._model = model
        facts = model.fact("counts")
        self._sorted = WordIndex(model, "words")
        self._numbers = model.section("numbers", "I")
        self._spellings = WordIndex(model, "spellings")
        self._spelling_counts = model.section("spelling counts")
        self._counts = model.section("word counts")
        self._unigrams = model.section("word probabilities")
        self._shorter = model.section("word back-off")
        self._title = model.section("raised")
        self._upper = model.section("upper")
        self._rare = WordList(model, "rare")
        self._listed = model.section("listed words")
        self._only_listed = Deflated(model, "listed")
        self._rarer = Deflated(model, "rarer")
        self._likely_misspellings = model.section("doubtful")
        self._compound_counts = model.section("halves")
        self._ngrams = ApproximateMap(model.section("ngrams", "H"), facts["seed"])
        self._pair_shorter: list[float] = facts["back-off"]
        self.tokens: int = facts["tokens"]
        self._log_tokens = log(max(1, self.tokens))
        self.size = len(self._sorted)
        """How many words there are; also the number of every unknown word."""
        self._all: dict[str, int] | None = None
        self._known: dict[str, int] = {}
        self._searched = 0
        self._always = {BOS: self.number(BLOCK)}
        """What `_known` begins with, also once it has grown too large."""
        self._known.update(self._always)
        self.token_cache = TokenCache(self.numbers)
        self._lists: dict[str, bool] = {}
        self._quantized: dict[int, int] = {}
        self._bigrams: dict[int, float] = {}
        self._looked_up = 0

    def number(self, key: str) -> int:
        """Return the number of a folded word; `size` where it is unknown."""
        number = self._known.get(key)
        if number is None:
            if len(key) > MAX_WORD:
                return self.size
            if len(self._known) >= MAX_KEPT:
                self._known = dict(self._always)
            if self._all is None:
                place = self._sorted.find(key)
                number = self._numbers[place] if place >= 0 else self.size
            else:
                number = self._all.get(key, self.size)
            self._known[key] = number
        return number

    def all_words(self) -> dict[str, int]:
        """Return the number of every word."""
        if self._all is None:
            self._all = dict(zip(self._sorted.texts(), self._numbers, strict=True))
        return self._all

    def words_like(self, first: str, length: int) -> list[str]:
        """Return the words that begin with the character `first` and are `length` bytes long."""
        return self._sorted.like(first, length)

    def listed_like(self, first: str, length: int) -> list[str]:
        """Return the same of the listed words that the text does not have."""
        return self._only_listed.like(first, length)

    def numbers(self, keys: Iterable[str]) -> list[int]:
        """Return the numbers of folded words in their order."""
        keys = list(keys)
        new = {key for key in keys if key not in self._known} if self._all is None else ()
        if len(new) > MANY_AT_ONCE:
            self.all_words()
            found = [self.number(key) for key in keys]
            self._all = None
            return found
        self._searched += len(new)
        if self._searched > MANY:
            self.all_words()
        return [self.number(key) for key in keys]

    def is_likely_misspelling(self, number: int) -> bool:
        """Whether a known word looks like a typo that many writers make: a far commoner word is one typo away."""
        return bool(self._likely_misspellings[number])

    def compound_counts(self, number: int) -> tuple[int, int]:
        """Return how many words begin with a known word and go on with another, and how many end so.

        As powers of two: `device` begins many and ends some, `confusing` neither. 0 for none, and for an unknown word.
        """
        both = self._compound_counts[number]
        return both >> 4, both & 15

    def invalid(self, numbers: Iterable[int]) -> set[int]:
        """Return those of `numbers` that are the unknown words', or those of doubtful ones."""
        return {number for number in numbers if number == self.size or self._likely_misspellings[number]}

    def is_valid(self, key: str) -> bool:
        """Whether a folded word is known and no doubtful one, or a listed one that the text does not have."""
        number = self.number(key)
        return not self._likely_misspellings[number] if number < self.size else self.in_word_list(key)

    def is_rare(self, key: str) -> bool:
        """Whether a folded word that is not known stood in the training text once or twice all the same."""
        return key in self._rare

    def in_word_list(self, key: str) -> bool:
        """Whether a folded word stands in the lists of words that the model was given beside its text."""
        number = self.number(key)
        if number < self.size:
            return bool(self._listed[number])
        if len(key) > MAX_WORD:
            return False
        found = self._lists.get(key)
        if found is None:
            found = _keep(self._lists, key, key in self._only_listed)
        return found

    def is_attested(self, key: str) -> bool:
        """Whether a folded word is one that the language knows, or that a list of rarer words has.

        No rarer word is proposed for another one: it is only no typo.
        """
        return self.number(key) < self.size or self.in_word_list(key) or key in self._rarer

    @cached_property
    def _char_logprobs(self) -> memoryview[int]:
        return self._model.section("letters")

    def char_logprob(self, key: str) -> float:
        """Return the logarithm of the probability that a folded word is spelled as it is, letter after letter.

        Each letter depends on the two before it. `thier` is as likely as `their`; `tihng` is far less than `thing`. Of
        a word longer than `MAX_WORD` the beginning is enough to say that it is none.
        """
        before = total = 0
        for char in f"{key[:MAX_WORD]}\n":
            here = LETTERS.find(char) + 1
            total += self._char_logprobs[before * SIDES + here]
            before = before % SIDES * SIDES + here
        return -total / FINE

    def is_unlikely_pair(self, second: int, third: int, level: int) -> bool:
        """Whether two words hardly ever stand together in this order, though each may be frequent.

        `quantized_count` is that of their pair.
        """
        return not level or self.pmi(second, third, level) < UNLIKELY

    def pmi(self, second: int, third: int, level: int) -> float:
        """Return by how many nats two words stand together in this order more often than chance has it.

        `quantized_count` is that of their pair; one that stood less than twice is taken for half a time. (Pointwise
        mutual information, Church and Hanks 1990.)
        """
        return TOGETHER[level] - ((self._counts[second] + self._counts[third]) / FINE - self._log_tokens)

    def pmis(self, seconds: Sequence[int], thirds: Sequence[int], levels: Sequence[int] | None = None) -> list[float]:
        """Return the affinity of each of `seconds` to that of `thirds` which stands at its place.

        `levels` are those of the pairs, where they are known.
        """
        if not self.is_bulk(len(seconds)):
            levels = self.levels(repeat(NO_WORD), seconds, thirds) if levels is None else levels
            return list(map(self.pmi, seconds, thirds, levels))
        import numpy as np

        known = None if levels is None else np.array(levels, np.int64)
        found = self.pmi_array(np.array(seconds, np.int64), np.array(thirds, np.int64), known)
        return list(found.tolist())

    def pmi_array(
        self, seconds: NDArray[Any], thirds: NDArray[Any], levels: NDArray[Any] | None = None
    ) -> NDArray[np.float64]:
        """Return `pmi` of each of `seconds` with that of `thirds` which stands at its place.

        `levels` are those of the pairs, where they are known.
        """
        import numpy as np

        levels = self._level_array(seconds, thirds) if levels is None else levels
        counts = np.frombuffer(self._counts, np.uint8)
        apart = (counts[seconds].astype(np.float64) + counts[thirds]) / FINE - self._log_tokens
        found: NDArray[np.float64] = np.array(TOGETHER)[levels] - apart
        return found

    def _level_array(self, *words: NDArray[Any]) -> NDArray[Any]:
        """Return `quantized_count` of pairs or triples whose words stand at the same places of arrays."""
        import numpy as np

        first, second, third = words if len(words) == 3 else (np.int64(NO_WORD), *words)
        return self._ngrams.levels((first << 40 | second << 20 | third).astype(np.uint64))

    def trigram_logprobs(self, first: NDArray[Any], second: NDArray[Any], third: NDArray[Any]) -> NDArray[np.float64]:
        """Return `trigram_logprob` of many triples, whose words stand at the same places of three arrays.

        The last digit may be another one.
        """
        import numpy as np

        pairs, contexts = self._level_array(second, third), self._level_array(first, second)
        found: NDArray[np.float64] = np.log(self._trigram_probs(first, second, third, pairs, contexts))
        return found

    def logprobs(self, numbers: Sequence[int], pairs: Sequence[int]) -> array[float]:
        """Return `trigram_logprob` of each word of a text after the two before it; those of the first two mean nothing.

        `pairs` are the `quantized_pairs` of the text.
        """
        import numpy as np

        third, levels = np.array(numbers, np.int64), np.array(pairs)
        each = (np.roll(third, 2), np.roll(third, 1), third, levels, np.roll(levels, 1))
        found = array("d")
        for at in range(0, len(third), AT_A_TIME):
            probs = self._trigram_probs(*(values[at : at + AT_A_TIME] for values in each))
            # The logarithm of numpy may differ in the last digit, and what is asked one by one has to be the same.
            found.extend(map(log, probs.tolist()))
        return found

    def _trigram_probs(
        self,
        first: NDArray[Any],
        second: NDArray[Any],
        third: NDArray[Any],
        pairs: NDArray[Any],
        contexts: NDArray[Any],
    ) -> NDArray[np.float64]:
        """Return the probabilities of `third`, given the levels of the two pairs: `contexts` are those of the first."""
        import numpy as np

        dequantized, totals = np.array(DEQUANTIZED), np.array(FINE_TIMES)
        triples = self._level_array(first, second, third)
        counts, shares = np.frombuffer(self._counts, np.uint8), np.frombuffer(self._unigrams, np.uint8)
        shorter = np.frombuffer(self._shorter, np.uint8)[second] / 255 * np.array(FINE_PARTS)[shares[third]]
        pair = np.where(pairs, (dequantized[pairs] - DISCOUNT) / totals[counts[second]], 0.0) + shorter
        often = np.where(contexts, dequantized[contexts], 1.0)
        seen = np.where(triples, (dequantized[triples] - DISCOUNT) / often, 0.0)
        together = np.minimum(1.0, seen + np.array(self._pair_shorter)[contexts] * pair)
        found: NDArray[np.float64] = np.where(contexts, together, pair)
        return found

    def is_bulk(self, count: int) -> bool:
        """Whether `count` more pairs are looked up with numpy."""
        self._looked_up += count
        return self._looked_up >= BULK or "numpy" in sys.modules

    def look_up(self, triples: Sequence[tuple[int, int, int]]) -> None:
        """Look up at once what `trigram_logprob` asks for these triples; numpy is imported for it."""
        import numpy as np

        first, second, third = np.array(triples, np.int64).reshape(-1, 3).T
        pairs = [NO_WORD << 40 | first << 20 | second, NO_WORD << 40 | second << 20 | third]
        # `np.unique` imports what masks arrays, which takes a fifth of the time of all numpy.
        keys = np.sort(np.concatenate([*pairs, first << 40 | second << 20 | third]))
        keys = keys[np.append(True, keys[1:] != keys[:-1])[: len(keys)]]
        if len(self._quantized) + len(keys) > MAX_KEPT:
            self._quantized.clear()
        levels = self._ngrams.levels(keys.astype(np.uint64))
        self._quantized.update(zip(keys.tolist(), levels.tolist(), strict=True))

    def quantized_count(self, first: int, second: int, third: int) -> int:
        """Return the level of a triple's count; of a pair's where `first` is `NO_WORD`."""
        key = first << 40 | second << 20 | third
        found = self._quantized.get(key)
        if found is None:
            found = _keep(self._quantized, key, self._ngrams.level(key))
        return found

    def levels(self, first: Iterable[int], second: Iterable[int], third: Iterable[int]) -> list[int]:
        """Return `quantized_count` of each of some triples, whose words stand at the same places of the three."""
        get = self._quantized.get
        triples = zip(first, second, third, strict=False)
        found = [(get(a << 40 | b << 20 | c), a, b, c) for a, b, c in triples]
        return [self.quantized_count(a, b, c) if level is None else level for level, a, b, c in found]

    def quantized_pairs(self, numbers: Sequence[int]) -> Sequence[int]:
        """Return for each place but the first the level of the pair that ends there; the first has 0."""
        if not self.is_bulk(len(numbers)):
            return [0, *(self.quantized_count(NO_WORD, a, b) for a, b in pairwise(numbers))]
        import numpy as np

        words = np.array(numbers, np.int64)
        return array("B", b"\0" + self._level_array(words[:-1], words[1:]).astype(np.uint8).tobytes())

    def unigram_logprob(self, number: int) -> float:
        """Return the logarithm of a word's probability in any place."""
        return -self._unigrams[number] / FINE

    def bigram_prob(self, second: int, third: int) -> float:
        """Return the probability of `third` after `second`."""
        found = self._bigrams.get(second << 20 | third)
        if found is None:
            level = self.quantized_count(NO_WORD, second, third)
            seen = (DEQUANTIZED[level] - DISCOUNT) / self.total(second) if level else 0.0
            found = seen + self._shorter[second] / 255 * FINE_PARTS[self._unigrams[third]]
            _keep(self._bigrams, second << 20 | third, found)
        return found

    def trigram_logprob(self, first: int, second: int, third: int) -> float:
        """Return the logarithm of the probability of `third` after `first` and `second`."""
        context = self._quantized.get(NO_WORD << 40 | first << 20 | second)
        if context is None:
            context = self.quantized_count(NO_WORD, first, second)
        pair = self._bigrams.get(second << 20 | third) or self.bigram_prob(second, third)
        if not context:
            return log(pair)
        level = self._quantized.get(first << 40 | second << 20 | third)
        if level is None:
            level = self.quantized_count(first, second, third)
        seen = (DEQUANTIZED[level] - DISCOUNT) / DEQUANTIZED[context] if level else 0.0
        return log(min(1.0, seen + self._pair_shorter[context] * pair))

    def total(self, number: int) -> float:
        """Return how often a word was counted."""
        return FINE_TIMES[self._counts[number]]

    def count(self, token: str) -> float:
        """Return the natural logarithm of the token's count plus one step; 0 where it is unknown."""
        return self.count_of(self.number(normalize(token)))

    def count_of(self, number: int) -> float:
        """Return `count` of the word with this number."""
        return (self._counts[number] + 1) / FINE if number < self.size else 0.0

    def rarer(self, numbers: Iterable[int], times: float) -> set[int]:
        """Return those of `numbers` that are words which stand less than `times` times."""
        most = log(times) * FINE - 1
        return {number for number in numbers if number < self.size and self._counts[number] < most}

    def mixed_case_count(self, token: str) -> float:
        """Return `count` for a word with capitals inside it, written just so, as in `JavaScript`."""
        place = self._spellings.find(token) if token[1:] != token[1:].lower() else -1
        return (self._spelling_counts[place] + 1) / FINE if place >= 0 else 0.0

    def titlecase_share(self, token: str) -> float:
        """Return the share of the word's places inside a sentence where it begins with a capital; -1 if unknown."""
        return self.titlecase_share_of(self.number(normalize(token)))

    def titlecase_share_of(self, number: int) -> float:
        """Return `titlecase_share` of the word with this number."""
        return (self._title[number] + self._upper[number]) / 255 if number < self.size else -1.0

    def case_shares(self, number: int) -> tuple[float, float]:
        """Return the shares of a word's places inside a sentence where it is written `Word`, and `WORD`."""
        return (self._title[number] / 255, self._upper[number] / 255) if number < self.size else (0.0, 0.0)

    def pair(self, first: str, second: str) -> float:
        """Return the natural logarithm of the count plus one step of two folded words; 0 for less than two."""
        level = self.quantized_count(NO_WORD, self.number(first), self.number(second))
        return log(dequantize(level)) + 1 / FINE if level else 0.0


def _keep(cache: dict[Key, Value], key: Key, value: Value) -> Value:
    """Put `value` into `cache`, which starts again where it is full, and return it."""
    if len(cache) >= MAX_KEPT:
        cache.clear()
    cache[key] = value
    return value


@cache
def shipped() -> NgramModel:
    """Return the counts of the model that comes with the package."""
    return NgramModel(shipped_model())
