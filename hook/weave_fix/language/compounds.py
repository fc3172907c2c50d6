"""Two words that are written as one: a space was lost, or it is a term that somebody made of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weave_fix.language.doubled import ARTICLES, GRAMMAR
from weave_fix.language.word_formation import PREFIXES
from weave_fix.records import Applicability

if TYPE_CHECKING:
    from weave_fix.language.ngram_model import NgramModel

COMPOUNDS = 2
"""Powers of two of the compounds that a word begins, or ends, from which on one more may be made with it."""
PARTICLES = frozenset({"back", "by", "down", "in", "no", "off", "on", "out", "over", "under", "up"})
"""Words that terms begin and end with: `onvalue`, `nofollow`, `plugin`, `rollup`."""
OPERANDS = frozenset(
    {
        "align",
        "all",
        "any",
        "base",
        "class",
        "index",
        "instance",
        "key",
        "length",
        "none",
        "one",
        "size",
        "type",
        "value",
    }
)
"""Words behind which programs write `of` without a space: `instanceof`, `sizeof`."""
TERMS = {("is", "a")}
"""Two words that are a term of programs."""
JOINED = frozenset({"and", "the"})
"""Words that nothing is made of."""
FUNCTION_WORDS = GRAMMAR | {
    *("again", "already", "although", "always", "because", "both", "even", "few", "had", "her", "here", "him", "his"),
    *("however", "instead", "just", "many", "me", "most", "much", "never", "often", "only", "other", "soon", "still"),
    *("such", "though", "very", "what", "when", "where", "who", "why"),
    *("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twenty"),
    *("hundred", "thousand", "million"),
}
"""Words that hold a sentence together or count; hardly any term is made of them."""
ADVERB = 6
"""Letters from which on a word that ends with `-ly` is an adverb, and no second word of a compound."""
SHORT = 5
"""Letters up to which two words that hold a sentence together may be a term: `ifnot`."""
UP_TO, IN_SPITE = (16, 1.5), (12, 3.0)
"""The level of a pair, and the nats by which its words stand together more often than chance has it, from which on two
words are a turn of phrase: a short one of function words, and a particle with another word."""
INFLECTED = ("ed", "est", "ly", "s")
"""What the first word of a compound does not end with."""
STEM = 3
"""Letters that it has without that, at least."""
NO_PLURAL = ("is", "ss", "us")
"""What words in the singular end with."""


def most_apart(first: str, second: str, counts: NgramModel) -> Applicability | None:
    """Return how far the repair may go at most that puts a space between two folded words.

    Terms are made of things: `hookwrapper`, `labelanchor`. Nobody but the writer knows whether one is meant; in 2,600
    files that nobody had damaged, hardly one of two such words had lost a space. Where one of them only holds sentences
    together, or is inflected, no term is made of them. But a word may begin like two, as `anon`.
    """
    if first in JOINED or second in JOINED:
        return Applicability.SAFE
    if (first, second) in TERMS or (first == "a" and second in PREFIXES):
        return Applicability.DISPLAY_ONLY
    are_function_words = first in FUNCTION_WORDS, second in FUNCTION_WORDS
    if all(are_function_words):
        is_term = (
            len(first + second) <= SHORT and second not in ARTICLES and not _are_said(first, second, counts, UP_TO)
        )
        return Applicability.UNSAFE if is_term else Applicability.SAFE
    said = UP_TO if are_function_words[1] else IN_SPITE
    if first in PARTICLES and second not in PARTICLES and _are_said(first, second, counts, said):
        return Applicability.SAFE
    if first in PARTICLES or second in PARTICLES:
        return Applicability.UNSAFE
    if any(are_function_words) and first not in PREFIXES:
        return Applicability.UNSAFE if second == "of" and first in OPERANDS else Applicability.SAFE
    if second.endswith("ly") and len(second) >= ADVERB:
        return Applicability.SAFE
    if _is_inflected(first, counts) and not _is_compound(first, second, counts):
        return Applicability.SAFE
    return Applicability.DISPLAY_ONLY


def _is_inflected(word: str, counts: NgramModel) -> bool:
    """Whether a word is a form of another: `fastest`, not `test`, `linked`, not `seed`."""
    if word.endswith("s"):
        return not word.endswith(NO_PLURAL)
    stems = [word.removesuffix(end) for end in INFLECTED if word.endswith(end)]
    return any(len(stem) >= STEM and (counts.is_valid(stem) or counts.is_valid(f"{stem}e")) for stem in stems)


def _are_said(first: str, second: str, counts: NgramModel, least: tuple[int, float]) -> bool:
    """Whether two words stand side by side so often that they are a turn of phrase."""
    numbers = counts.number(first), counts.number(second)
    return counts.quantized_pairs(numbers)[1] >= least[0] and counts.pmis(numbers[:1], numbers[1:])[0] >= least[1]


def _is_compound(first: str, second: str, counts: NgramModel) -> bool:
    """Whether many compounds begin with the one word and end with the other."""
    begins, ends = counts.compound_counts(counts.number(first))[0], counts.compound_counts(counts.number(second))[1]
    return (begins >= COMPOUNDS and ends >= COMPOUNDS) or first in PREFIXES
