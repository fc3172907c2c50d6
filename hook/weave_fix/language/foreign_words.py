"""Frequent words of other languages, by which a passage is seen not to be English."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from weave_fix.language.tokenized_document import TokenizedDocument

# fmt: off
FOREIGN_WORDS = frozenset({
    "que", "los", "las", "del", "una", "para", "como", "más", "pero", "este", "esta", "sus", "con", "por", "el", "é",
    "não", "uma", "dos", "das", "você", "mais", "der", "und", "ist", "nicht", "ein", "eine", "den", "mit", "für",
    "auf", "le", "les", "des", "est", "une", "dans", "pour", "avec", "sur", "qui", "pas", "il", "che", "di", "della",
    "sono", "nel", "het", "een", "van", "niet", "voor", "ook", "jest", "nie", "og", "er", "det", "som", "til", "på",
    "och", "att", "är", "av", "si", "pentru", "cu", "din", "ca", "ve", "bir", "yang", "dan", "untuk", "dengan", "un",
    "en", "su", "se", "lo", "cada",
})
# fmt: on
"""Frequent words of other languages that English does not have, or has seldom."""
# fmt: off
OWN_WORDS = frozenset({
    "the", "and", "with", "from", "this", "that", "which", "these", "those", "they", "their", "your", "would",
    "could", "should", "have", "been", "were", "what", "when", "if", "than", "then", "not", "you", "our",
})
# fmt: on
"""Frequent words of English that other languages hardly have."""


NEAR = 12
"""Tokens on each side that say in which language a word stands."""
MANY = 6
"""Frequent words of English that a page has which is in English, though a list on it may have none."""


def words_near(document: TokenizedDocument, at: int, *, in_unit: bool = False) -> list[str]:
    """Return the tokens around token `at` that say in which language it stands; `in_unit`: those of its unit alone."""
    first, last = document.block(at) if in_unit else (0, len(document.tokens))
    return [token.text for token in document.tokens[max(first, at - NEAR) : min(last, at + NEAR)]]


def is_own_page(document: TokenizedDocument) -> bool:
    """Whether a page has many of English's frequent words, and one of those of other languages at most."""
    words = document.word_counts
    return len(OWN_WORDS.intersection(words)) >= MANY and len(FOREIGN_WORDS.intersection(words)) <= 1


def has_foreign_words(words: Iterable[str]) -> bool:
    """Whether at least two frequent words of other languages are among `words`."""
    return len({word.lower() for word in words} & FOREIGN_WORDS) > 1


def has_own_words(words: Sequence[str]) -> bool:
    """Whether a frequent word that nothing but English has is among `words`."""
    return any(word.lower() in OWN_WORDS for word in words)
