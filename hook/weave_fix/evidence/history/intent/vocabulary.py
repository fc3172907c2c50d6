"""What is known of a word: whether it is one at all, of which language, and how it is usually written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weave_fix.evidence.history.intent.letters import LETTERS
from weave_fix.language.foreign_words import has_foreign_words, has_own_words
from weave_fix.language.tokens import normalize

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from weave_fix.language.ngram_model import NgramModel

MIN_WORDS = 3
"""Words from which on the language of a passage can be told."""
FOREIGN_SHARE = 0.34
"""Share of unusual words above which a passage is in another language than the model's."""
USUAL = 4.5
"""Natural logarithm of the count above which a word is evidence for the model's language."""
FREQUENT = 5.0
"""Natural logarithm of the count above which a word is a frequent one."""
FAIRLY_FREQUENT = 2.0
"""Natural logarithm of the count above which a word's usual case is known."""
FUNCTION_WORD = 10.0
"""Natural logarithm of the count above which a word is a function word."""
# fmt: off
PARTICLES = frozenset({
    "the", "a", "an", "of", "in", "on", "at", "to", "for", "and", "or", "but", "with", "from", "by", "is", "are", "was",
    "were", "be", "been", "has", "have", "had", "that", "which", "this", "these", "those", "it", "its", "as", "if",
    "than", "then", "not", "their", "they", "we", "you", "he", "she", "his", "her", "our", "your", "my", "will",
    "would", "can", "could", "should", "into", "onto", "via",
})
# fmt: on
"""Words that make no compounds, and that no style writes with a capital between two words in small letters."""
NAME_SHARE = 0.5
"""Share of a word's occurrences inside sentences with a capital, from which on it is a name."""
ALWAYS_CAPITAL = 0.9
"""The same share, above which it is written with a capital everywhere."""
SHORT = 3
"""Letters up to which two pieces of words make a word by chance."""
STUB = 2
"""Letters up to which a piece of a word is no word of its own."""
# fmt: off
PREFIXES = frozenset({
    "a", "i", "e", "x", "ex", "re", "co", "un", "non", "pre", "sub", "de", "o", "d", "l", "s", "t", "ll", "ve", "m",
    "to", "of", "in", "on", "by", "up", "is", "it", "or", "at", "an", "as", "so", "no", "do",
})
# fmt: on
"""Short words and prefixes that may stand on one side of a mark, in the keys of the language model."""
MIN_LISTED = 4
"""Letters from which on a word of a list of English words is evidence for English; shorter ones are words elsewhere
too."""


class Vocabulary:
    """The words of the language model, of the base and of the repository."""

    def __init__(self, counts: NgramModel, base_words: frozenset[str], is_in_repository: Callable[[str], bool]) -> None:
        """`is_in_repository` says whether a word stands in another file of the repository."""
        self.counts = counts
        self._base_words = base_words
        self._is_in_repository = is_in_repository
        self._known: dict[str, bool] = {}
        self._usual: dict[tuple[str, bool], bool] = {}

    def knows(self, word: str) -> bool:
        """Whether `word` is a number, or a word of the language, of the base or of the repository."""
        if word not in self._known:
            self._known[word] = word.isdecimal() or self._is_of_model(word) or self.is_of_project(word)
        return self._known[word]

    def _is_of_model(self, word: str) -> bool:
        key = normalize(word)
        return self.counts.is_valid(key) or self.counts.is_valid(key.removesuffix("'s"))

    def is_of_project(self, word: str) -> bool:
        """Whether `word` stands in the base or in another file of the repository."""
        return any(form in self._base_words or self._is_in_repository(form) for form in (word, word.lower()))

    def is_word(self, word: str) -> bool:
        """Whether a word that an edit may have made by chance is one: a short one has to be frequent."""
        if len(word) > SHORT:
            return self.knows(word)
        return self.counts.count(word) > FREQUENT or word in self._base_words

    def is_plain(self, word: str) -> bool:
        """Whether `word` is a dictionary word of the model's language, written as such, and no name."""
        if not LETTERS.fullmatch(word) or not (word[1:].islower() or len(word) == 1):
            return False
        key = normalize(word)
        if not self.is_in_model(word):
            return word.islower() and self.counts.in_word_list(key)
        return self.counts.is_valid(key) and (word.islower() or self.counts.titlecase_share(word) < NAME_SHARE)

    def is_in_model(self, word: str) -> bool:
        """Whether the language model counts `word` at all."""
        return self.counts.number(normalize(word)) < self.counts.size

    def is_listed(self, word: str) -> bool:
        """Whether a list of correct words holds `word`."""
        return self.counts.in_word_list(normalize(word))

    def is_written_so(self, word: str) -> bool:
        """Whether the language knows this mixture of small and capital letters, as of `JavaScript`."""
        return self.counts.mixed_case_count(word) > 0

    def is_cased_so_here(self, word: str) -> bool:
        """Whether this mixture of small and capital letters is known from anywhere."""
        return self.is_written_so(word) or word in self._base_words or self._is_in_repository(word)

    def is_function_word(self, word: str) -> bool:
        """Whether `word` is as frequent as articles and prepositions are."""
        return self.counts.count(word) > FUNCTION_WORD

    def is_particle(self, word: str) -> bool:
        """Whether `word` only joins others: it is no part of a new compound, and is not doubled for emphasis."""
        return normalize(word) in PARTICLES

    def is_frequent(self, word: str) -> bool:
        """Whether `word` is a frequent one."""
        return self.counts.count(word) > FREQUENT

    def is_capital_name(self, word: str) -> bool:
        """Whether `word` is known well enough, and always with a capital."""
        return self.counts.count(word) > FAIRLY_FREQUENT and self.is_always_capital(word)

    def is_always_capital(self, word: str) -> bool:
        """Whether `word`, frequent or not, is nearly always written with a capital."""
        return self.counts.titlecase_share(word) > ALWAYS_CAPITAL

    def stands_alone(self, part: str) -> bool:
        """Whether a part of a word can be one by itself, as the halves of a compound are."""
        return (len(part) > STUB and self.knows(part)) or normalize(part) in PREFIXES

    def is_foreign(self, words: Sequence[str]) -> bool:
        """Whether these words are of another language; of few of them that cannot be told.

        A rare English word, as of cooking, is as rare to the model as a word of another language. So a list of words
        is asked too, but only where a word that nothing but English has stands among them.
        """
        if has_foreign_words(words):
            return True
        or_listed = has_own_words(words)
        unusual = sum(not self._is_usual(word, or_listed=or_listed) for word in words)
        return len(words) >= MIN_WORDS and unusual / len(words) > FOREIGN_SHARE

    def _is_usual(self, word: str, *, or_listed: bool) -> bool:
        found = self._usual.get((word, or_listed))
        if found is None:
            found = self._usual[word, or_listed] = self._is_frequent_or_listed(word, or_listed=or_listed)
        return found

    def _is_frequent_or_listed(self, word: str, *, or_listed: bool) -> bool:
        if self.counts.count(word) > USUAL or self.is_written_so(word):
            return True
        return or_listed and len(word) >= MIN_LISTED and word.islower() and self.is_listed(word)
