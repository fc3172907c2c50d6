"""Words that English has, where it never has them: `a interface`, `rather then`, `it's own`; and `dont`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weave_fix.language.tokens import LOWER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from weave_fix.language.analyzed_document import AnalyzedDocument
    from weave_fix.language.ngram_model import NgramModel

OFTEN = 3.0
"""Logarithm of the times from which on an article stands before a word."""
AHEAD = 3.0
"""Logarithm of the times that it stands there more often than the other article."""
CLEAR = 1.0
"""Nats by which `a` has to be likelier than `and` for an `an` to be taken for one."""
VOWELS = frozenset("aeio")
CONSONANTS = frozenset("bcdfgjklmnpqrtvwyz")
"""First letters that are spoken as consonants. Not `h`, `s` and `x`, nor `u`: `an hour`, `a user`, `an umbrella`; and
many write `an` before `s`, as for `an sRGB value`."""
USED = ("uni", "use", "usu", "uti")
"""What a word begins with that has a `u` and is spoken with a consonant."""
LETTERS = 3
"""Letters from which on a word is no symbol."""
CONTRACTED = frozenset(
    {"arent", "couldnt", "didnt", "doesnt", "dont", "hadnt", "hasnt", "havent", "isnt", "shouldnt", "theyre", "wasnt"}
    | {"werent", "wouldnt", "youre", "youve"}
)
"""Words that have lost an apostrophe and are no others then. Not `cant`, `wont` and `weve`."""
PARTICIPLES = frozenset({"been", "done", "given", "gone", "had", "known", "made", "seen", "taken", "told"})
MODALS = frozenset({"could", "might", "must", "should", "would"})
NUMERALS = frozenset({"one", "two", "three", "four", "five", "ten", "half", "twice"})
"""What a thing is compared with by `more than`, besides digits."""
MEASURES = frozenset({"fewer", "greater", "less", "more"})
BEHIND_IT_IS = frozenset({"been", "a", "an", "the"})
"""What follows `it's`, and a thing that belongs to something does not begin with."""
SET_PHRASES = frozenset({"posteriori", "priori"})
"""Words with an `a` before them that is no article."""


def misused(document: AnalyzedDocument) -> Iterator[tuple[int, str]]:
    """Yield the tokens in scope at which a word is that never stands there, with the word that does."""
    for at in document.tokens_in_scope():
        if word := meant_at(document, at):
            yield at, word


def meant_at(document: AnalyzedDocument, at: int) -> str:
    """Return the word that belongs at token `at`, by the words beside it in its sentence; "": the one that is there.

    A name may have a letter behind it: `Appendix a explains` it.
    """
    text = document.tokens[at].text
    if text not in ASKED or not 0 < at < len(document.tokens) - 1 or not _stands_free(document, at):
        return ""
    if text in CONTRACTED:
        return f"{text[:-1]}'{text[-1]}" if text.endswith("nt") else f"{text[:-2]}'{text[-2:]}"
    before, after = document.tokens[at - 1].text, document.tokens[at + 1].text
    if document.tokens[at + 1].case != LOWER and not after.isdecimal():
        return ""
    if text in ("A", "An"):
        return _article(document.counts, text.lower(), after).title() if document.begins_sentence(at) else ""
    if text in ("a", "an"):
        is_other = _may_be_and(document, at) if text == "an" else document.tokens[at - 1].case != LOWER
        return "" if is_other else _article(document.counts, text, after)
    if text in ("it's", "it\N{RIGHT SINGLE QUOTATION MARK}s"):
        return "its" if after == "own" else ""
    if text == "its":
        following = document.tokens[min(at + 2, len(document.tokens) - 1)].text
        return "it's" if after in BEHIND_IT_IS and following not in SET_PHRASES else ""
    if text == "then":
        is_number = after.isdecimal() or after in NUMERALS
        return "than" if before == "rather" or (before in MEASURES and is_number) else ""
    return "have" if before in MODALS and after in PARTICIPLES else ""


ASKED = CONTRACTED | {"A", "An", "a", "an", "it's", "it\N{RIGHT SINGLE QUOTATION MARK}s", "its", "of", "then"}
"""The words that are looked at."""


def _stands_free(document: AnalyzedDocument, at: int) -> bool:
    """Whether white space stands on both sides of token `at`, or the block's edge before it, and no code."""
    beside = document.numbers[at - 1], document.numbers[at + 1]
    is_glued = document.tokens[at].no_space_before and document.numbers[at - 1] != document.boundary
    is_free = not is_glued and not document.tokens[at + 1].no_space_before
    return is_free and document.numbers[at + 1] != document.boundary and document.mask not in beside


def _may_be_and(document: AnalyzedDocument, at: int) -> bool:
    """Whether the `an` at token `at` is as likely an `and` that lost a letter as an `a`: `science an programming`."""
    counts = document.counts
    before, after = document.numbers[at - 1], document.numbers[at + 1]

    def likely(word: str) -> float:
        number = counts.number(word)
        first = counts.trigram_logprob(document.numbers[max(0, at - 2)], before, number)
        return first + counts.trigram_logprob(before, number, after)

    return likely("and") + CLEAR > likely("a")


def _article(counts: NgramModel, article: str, word: str) -> str:
    """Return the article that stands before `word`, where `article` hardly ever does; "": it may.

    A letter may name a thing, as in `from a to e`: so both what is spoken and what is counted have to say it.
    """
    if len(word) < LETTERS or not word.isalpha():
        return ""
    is_vowel = word[0] in VOWELS and not word.startswith(("eu", "one", "once", "ew"))
    is_consonant = word[0] in CONSONANTS or word.startswith(USED)
    other = "an" if article == "a" else "a"
    if not (is_vowel if other == "an" else is_consonant):
        return ""
    often = counts.pair(other, word)
    return other if often >= OFTEN and often - counts.pair(article, word) >= AHEAD else ""
