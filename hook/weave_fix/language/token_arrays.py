"""The tokens of a long text as arrays: a few passes over all of them dismiss most places before anything else looks.

What is dismissed here would be dismissed later as well, one place at a time: a swap or a deletion of words that makes
nothing likelier. The signatures decide about all other places. numpy is imported where this is used.
"""

from __future__ import annotations

from array import array
from itertools import chain
from math import nan
from typing import TYPE_CHECKING, Any

import numpy as np

from weave_fix.language.ngram_model import AT_A_TIME
from weave_fix.language.token_cache import CASE
from weave_fix.language.tokens import LOWER, TITLE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from weave_fix.language.tokenized_document import TokenizedDocument

MARGIN = 1e-6
"""Nats within which a sum may come out otherwise when its parts are added in another order."""


LONG = 4
"""Tokens of a word at most that is dismissed here."""


class TokenArrays:
    """What is known of the tokens of one document, by their numbers."""

    def __init__(self, document: TokenizedDocument) -> None:
        self._counts = document.counts
        tokens = document.tokens
        self._numbers = np.array(document.numbers, np.int64)
        self._is_glued = np.array(document.is_glued, np.bool_)
        self._cases = np.fromiter(map(CASE, tokens), np.int8, len(tokens))
        self._ends = np.array(document.word_ends, np.int32)
        self._pmis = np.asarray(document.pmis)
        self._words = np.array(document.words(), np.int32)
        self._is_boundary = self._numbers == document.boundary
        self._plain_before = _sums_before(~self._is_boundary & (self._numbers != document.mask))
        self._known_before = _sums_before(self._numbers < self._counts.size)
        self._logprobs = document.counts.logprobs(document.numbers, document.quantized_pairs)
        self._now = self._logprobs_now()

    def _logprobs_now(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return how likely each token is where nothing but it changes before it, and the sums of those before each."""
        each = np.array(self._logprobs)
        before = np.concatenate(([0.0], np.cumsum(each)))
        # Nothing stands before a boundary.
        first = np.flatnonzero(self._is_boundary[:-1]) + 1
        edge = self._numbers[first - 1]
        each[first] = self._counts.trigram_logprobs(edge, edge, self._numbers[first])
        return each, before

    def known_logprobs(self) -> array[float]:
        """Return the log-probability of each token after the two before it, as `NgramModel.trigram_logprob` says.

        NaN for those that the language does not know: of these others are asked.
        """
        known = np.where(self._numbers == self._counts.size, nan, np.array(self._logprobs))
        return array("d", known.tobytes())

    def useful_swaps(self, near: float, nearer: float, least: float) -> Sequence[int]:
        """Return the first tokens of the words that may gain `least` nats where they change places with the next.

        Left out are also those that stand `near` nats or more to it and to the words around both, and those that would
        not stand `nearer` there, but for words that may begin a sentence late.
        """
        found = (self._useful_swaps(words, near, nearer, least) for words in self._some_words())
        return array("i", chain.from_iterable(found))

    def _some_words(self) -> Iterator[NDArray[Any]]:
        """Yield the first tokens of the words to look at, in parts."""
        for at in range(0, len(self._words), AT_A_TIME):
            yield self._words[at : at + AT_A_TIME]

    def _useful_swaps(self, at: NDArray[Any], near: float, nearer: float, least: float) -> list[int]:
        numbers, ends, pmis, glued = self._numbers, self._ends, self._pmis, self._is_glued
        middle = ends[at]
        is_pair = ~glued[middle] & ~self._is_boundary[middle]
        is_late = (self._cases[at] == LOWER) & (self._cases[middle] == TITLE)
        at, middle, is_late = at[is_pair], middle[is_pair], is_late[is_pair]
        last = ends[middle]
        now = pmis[at] + pmis[middle] + pmis[last]
        then = self._pmi(numbers[at - 1], numbers[middle]) + self._pmi(numbers[last - 1], numbers[at])
        then += self._pmi(numbers[middle - 1], numbers[last])
        dismissed = (now >= near + MARGIN) | (then < now + nearer - MARGIN)
        is_simple = self._are_plain(at, middle) & self._are_plain(middle, last) & ~glued[at] & ~glued[last]
        left = np.flatnonzero(is_simple & ~dismissed)
        dismissed[left] = self._swap_gains(at[left], middle[left], last[left]) < least - MARGIN
        return list(at[~dismissed | is_late].tolist())

    def useful_deletions(self, times: Sequence[int], near: float, nearer: float, least: float) -> Sequence[int]:
        """Return the first tokens of the words that may gain `least` nats where they are taken out.

        Left out are also those that stand once, `near` nats or more to both neighbours, or between two that are not
        `nearer` without them; but for words that stand beside themselves. `times` says for each token how often it
        stands in the text.
        """
        found = (self._useful_deletions(words, times, near, nearer, least) for words in self._some_words())
        return array("i", chain.from_iterable(found))

    def _useful_deletions(
        self, words: NDArray[Any], times: Sequence[int], near: float, nearer: float, least: float
    ) -> list[int]:
        numbers, ends, pmis, glued = self._numbers, self._ends, self._pmis, self._is_glued
        is_single = (numbers[words] != numbers[words - 1]) & (numbers[words] != numbers[words + 1])
        at = words[is_single]
        last = ends[at]
        now = pmis[at] + pmis[last]
        then = self._pmi(numbers[at - 1], numbers[last])
        dismissed = np.asarray(times)[at] < 2
        dismissed |= (now >= near + MARGIN) | (then - now < nearer - MARGIN)
        is_simple = self._are_plain(at, last) & self._are_known(at, last) & ~glued[at]
        is_simple &= self._are_plain(last, last + 1) & ~self._is_boundary[np.minimum(last + 1, len(numbers) - 1)]
        left = np.flatnonzero(is_simple & ~dismissed)
        dismissed[left] = self._deletion_gains(at[left], last[left]) < least - MARGIN
        is_useful = ~is_single
        is_useful[is_single] = ~dismissed
        return list(words[is_useful].tolist())

    def _pmi(self, first: NDArray[Any], second: NDArray[Any]) -> NDArray[np.float64]:
        return self._counts.pmi_array(first, second)

    def _are_plain(self, first: NDArray[Any], last: NDArray[Any]) -> NDArray[np.bool_]:
        """Return whether few tokens stand from `first` to `last`, half-open, and nothing masked among them."""
        found: NDArray[np.bool_] = (last - first <= LONG) & _all(self._plain_before, first, last)
        return found

    def _are_known(self, first: NDArray[Any], last: NDArray[Any]) -> NDArray[np.bool_]:
        """Return whether the language knows all tokens from `first` to `last`, half-open."""
        return _all(self._known_before, first, last)

    def _swap_gains(self, at: NDArray[Any], middle: NDArray[Any], last: NDArray[Any]) -> NDArray[np.float64]:
        """Return the nats that the words from `at` to `middle` and from there to `last` gain in each other's place."""
        numbers, steps = self._numbers, np.arange(2 * LONG)
        size = (last - at)[:, None]
        places = at[:, None] + steps
        moved = (last - middle)[:, None]
        swapped = places + np.where(steps < moved, (middle - at)[:, None], np.where(steps < size, -moved, 0))
        # What stands behind a pair is not asked for.
        words = numbers[np.where(steps < size, swapped, 0)]
        return self._likelihood_with(at, words, last - at, last) - self._likelihood(at, last)

    def _deletion_gains(self, at: NDArray[Any], last: NDArray[Any]) -> NDArray[np.float64]:
        """Return the nats that a text gains without the word from `at` to `last`."""
        nothing = np.empty((len(at), 0), np.int64)
        return self._likelihood_with(at, nothing, np.zeros(len(at)), last) - self._likelihood(at, last)

    def _likelihood(self, at: NDArray[Any], last: NDArray[Any]) -> NDArray[np.float64]:
        """Return how likely the language thinks the tokens from `at` to `last`, and the two behind them."""
        end = len(self._numbers) - 1
        each, before = self._now
        further = np.where(self._is_boundary[last], last, np.minimum(last + 1, end))
        found: NDArray[np.float64] = each[at] + before[further + 1] - before[at + 1]
        return found

    def _likelihood_with(
        self, at: NDArray[Any], words: NDArray[Any], many: NDArray[Any], last: NDArray[Any]
    ) -> NDArray[np.float64]:
        """Return the same with `words` in the place of the tokens from `at` to `last`: of each row the first `many`."""
        numbers, end = self._numbers, len(self._numbers) - 1
        first = numbers[at - 1]
        # Nothing stands before a boundary.
        second = np.where(self._is_boundary[at - 1], first, numbers[at - 2])
        total = np.zeros(len(at))
        for step in range(words.shape[1]):
            row = np.flatnonzero(step < many)
            here = words[row, step]
            total[row] += self._counts.trigram_logprobs(second[row], first[row], here)
            second[row], first[row] = first[row], here
        behind, further = numbers[last], numbers[np.minimum(last + 1, end)]
        total += self._counts.trigram_logprobs(second, first, behind)
        row = np.flatnonzero(~self._is_boundary[last])
        total[row] += self._counts.trigram_logprobs(first[row], behind[row], further[row])
        return total


def _sums_before(holds: NDArray[np.bool_]) -> NDArray[np.int32]:
    """Return for each token, and for the end, for how many tokens before it something holds."""
    return np.concatenate((np.zeros(1, np.int32), np.cumsum(holds, dtype=np.int32)))


def _all(sums: NDArray[np.int32], first: NDArray[Any], last: NDArray[Any]) -> NDArray[np.bool_]:
    """Return whether something holds for all tokens from `first` to `last`, half-open; see `_sums_before`."""
    found: NDArray[np.bool_] = sums[last] - sums[first] == last - first
    return found
