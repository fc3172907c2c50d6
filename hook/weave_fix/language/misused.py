"""Words that English has, where it never has them: `a interface`, `rather then`, `does not exists`; and `dont`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weave_fix.language.doubled import ARTICLES, BEING, DETERMINERS, OPENERS, OWNERS, PREPOSITIONS, is_participle
from weave_fix.language.tokens import APOSTROPHES, LOWER
from weave_fix.markdown.layout import STOPS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from weave_fix.language.analyzed_document import AnalyzedDocument

OFTEN = 3.0
"""Logarithm of the times from which on a word stands beside another."""
AHEAD = 3.0
"""Logarithm of the times that it stands there more often than the one that is there."""
CLEAR = 1.0
"""Nats by which `a` has to be likelier than `and` for an `an` to be taken for one."""
VOWELS = frozenset("aeiou")
CONSONANTS = frozenset("bcdfgjklmnpqrtvwyz")
"""First letters that are spoken as consonants. Not `h`, `s` and `x`: `an hour`; and many write `an` before `s`, as for
`an sRGB value`."""
USED = ("ubi", "uni", "ura", "use", "usi", "usu", "ute", "uti", "uto")
"""What a word begins with that has a `u` and is spoken with a consonant."""
ONE = ("eu", "ew", "once", "one")
"""The same of words with other vowels."""
LETTERS = 3
"""Letters from which on a word is no symbol."""
CONTRACTED = frozenset(
    {"arent", "couldnt", "didnt", "doesnt", "dont", "hadnt", "hasnt", "havent", "isnt", "shouldnt", "theyre", "wasnt"}
    | {"thats", "theres", "werent", "whats", "wouldnt", "youre", "youve"}
)
"""Words that have lost an apostrophe and are no others then. Not `cant`, `lets`, `wont` and `weve`."""
MODALS = frozenset({"could", "might", "must", "should", "would"})
PARTICIPLES = frozenset({"been", "done", "given", "gone", "had", "known", "made", "seen", "taken", "told"})
HELPERS = MODALS | {"can", "cannot", "did", "do", "does", "will"}
"""Verbs that another stands behind, in the form that a dictionary has."""
BEFORE_A_VERB = HELPERS | {"not"}
NO_SUBJECTS = DETERMINERS | OPENERS | {"how", "never", "nor", "not", "only", "what", "when", "where", "why"}
"""Words behind which a verb that helps another stands before its subject, or is none: `the can`."""
SINGULAR = (
    *(("ies", "y"), ("sses", "ss"), ("shes", "sh"), ("ches", "ch"), ("xes", "x"), ("zzes", "zz"), ("oes", "o")),
    ("s", ""),
)
"""How a verb ends in the third person, and what stands there in the form that a dictionary has."""
BEFORE_ITS = frozenset({"by", "from", "in", "into", "of", "on", "through", "to", "via", "with", "within"})
"""Prepositions that `it's` does not stand behind, as it does where one ends a part of a sentence: `what it is for`."""
BEHIND_USED = frozenset({"by", "for", "to"})
NO_PARTICIPLES = frozenset({"feed", "indeed", "need", "seed", "speed"})
"""Words that end as participles do."""
MEASURES = frozenset({"fewer", "greater", "less", "more"})
NUMERALS = frozenset({"one", "two", "three", "four", "five", "ten", "half", "twice"})
"""What a thing is compared with by `more than`, besides digits."""
DEGREES = BEING | {"even", "far", "much"}
"""What a thing is said to be more of behind: `is faster`."""
COMPARED = ARTICLES | OWNERS | {"any", "these", "those", "usual"}
"""What stands behind `than`."""
CONDITIONS = frozenset(
    {"after", "although", "as", "because", "before", "if", "once", "since", "though", "unless", "until", "when"}
    | {"whenever", "where", "while"}
)
"""Words by which a part of a sentence says when the rest holds, which `then` may begin: `if it is larger then`."""
BEHIND_THERE = frozenset({"are", "is", "was", "were"})
BEHIND_THERE_IS = ARTICLES | {"also", "few", "many", "more", "no", "only", "other", "several", "some", "still", "two"}
"""What follows `there is`, and `they are` seldom: `what it is their are trying to do` is no `there`."""
BEFORE_A_CLAUSE = CONDITIONS | {",", "and", "but", "or", "so", "that"}
"""What a subject stands behind: `if its a flag`, but `gave its a try` has an `s` too many."""
SET_PHRASES = frozenset({"posteriori", "priori"})
"""Words with an `a` before them that is no article."""
FAR = 40
"""Tokens of a sentence that are looked at before a `then`."""


def misused(document: AnalyzedDocument) -> Iterator[tuple[int, str]]:
    """Yield the tokens in scope at which a word is that never stands there, with the word that does."""
    tokens, places = document.tokens, document.tokens_in_scope()
    texts = {tokens[at].text for at in places}
    asked = {text for text in texts if text[-1] == "s" or text in ASK or text.lower() in ASK}
    for at in places:
        if tokens[at].text in asked and (word := meant_at(document, at)):
            yield at, word


def meant_at(document: AnalyzedDocument, at: int) -> str:
    """Return the word that belongs at token `at`, by the words beside it in its sentence; "": the one that is there."""
    text = document.tokens[at].text
    key = text if text in ASK else text.lower()
    if not 0 < at < len(document.tokens) - 1:
        return ""
    if key not in ASK:
        is_helped = text[-1] == "s" and document.tokens[at - 1].text in BEFORE_A_VERB
        return _without_ending(document, at) if is_helped and text.islower() else ""
    if (key != text and not document.begins_sentence(at)) or not _stands_free(document, at):
        return ""
    word = ASK[key](document, at)
    return word[:1].upper() + word[1:] if text[0].isupper() else word


def _stands_free(document: AnalyzedDocument, at: int) -> bool:
    """Whether white space stands on both sides of token `at`, or the block's edge before it, and no code.

    More of it than one character behind the word, in its line, parts a key from what it means: `a    all of them`.
    """
    beside = document.numbers[at - 1], document.numbers[at + 1]
    is_glued = document.tokens[at].no_space_before and document.numbers[at - 1] != document.boundary
    is_free = not is_glued and not document.tokens[at + 1].no_space_before
    behind = document.text[document.ends[at] : document.start(at + 1)]
    is_key = len(behind) > 1 and "\n" not in behind
    return is_free and not is_key and document.numbers[at + 1] != document.boundary and document.mask not in beside


def _apostrophe(document: AnalyzedDocument, at: int) -> str:
    """Return the contraction with the apostrophe that its page has elsewhere, a straight one if it has both or none."""
    word = document.tokens[at].text.lower()
    ending = 1 if word.endswith(("nt", "s")) else 2
    straight, curly = APOSTROPHES[0], APOSTROPHES[1]
    mark = curly if document.holds(curly) and not document.holds(straight) else straight
    return f"{word[:-ending]}{mark}{word[-ending:]}"


def _article(document: AnalyzedDocument, at: int) -> str:
    """Return the article that stands before the next word, where the one at token `at` hardly ever does.

    A letter may name a thing, as in `from a to e`, and `Appendix a explains` it: so what is spoken and what is counted
    have to say it, and no name before it.
    """
    article, following = document.tokens[at].text.lower(), document.tokens[at + 1]
    word, other = following.text, "an" if article == "a" else "a"
    if len(word) < LETTERS or following.case != LOWER or not word.isalpha():
        return ""
    if article_before(word) != other or not _stands_oftener(document, (other, word), (article, word)):
        return ""
    before = document.tokens[at - 1]
    if before.text.lower() in DETERMINERS:
        return ""  # the name of something: `the a element`
    if is_participle(word) and document.tokens[at + 2].text in PREPOSITIONS:
        return ""  # the article is one word too many: `is a baked in it`
    if article == "an":
        return "" if _may_be_and(document, at) else other
    return other if document.begins_sentence(at) or before.case == LOWER else ""


def article_before(word: str) -> str:
    """Return the article that is spoken before a word in lower case; "" where its first letters do not say."""
    if word[0] in VOWELS and not word.startswith((*ONE, *USED)):
        return "an"
    return "a" if word[0] in CONSONANTS or word.startswith(USED) else ""


def _stands_oftener(document: AnalyzedDocument, pair: tuple[str, str], than: tuple[str, str]) -> bool:
    often = document.counts.pair(*pair)
    return often >= OFTEN and often - document.counts.pair(*than) >= AHEAD


def _may_be_and(document: AnalyzedDocument, at: int) -> bool:
    """Whether the `an` at token `at` is as likely an `and` that lost a letter as an `a`: `science an programming`."""
    counts = document.counts
    before, after = document.numbers[at - 1], document.numbers[at + 1]

    def likely(word: str) -> float:
        number = counts.number(word)
        first = counts.trigram_logprob(document.numbers[max(0, at - 2)], before, number)
        return first + counts.trigram_logprob(before, number, after)

    return likely("and") + CLEAR > likely("a")


def _its(document: AnalyzedDocument, at: int) -> str:
    after, following = _two_behind(document, at)
    is_it = after == "been" or (after in ARTICLES and _begins_a_clause(document, at))
    return "it's" if is_it and following not in SET_PHRASES else ""


def _two_behind(document: AnalyzedDocument, at: int) -> tuple[str, str]:
    return document.tokens[at + 1].text, document.tokens[min(at + 2, len(document.tokens) - 1)].text


def _begins_a_clause(document: AnalyzedDocument, at: int) -> bool:
    return document.begins_sentence(at) or document.tokens[at - 1].text.lower() in BEFORE_A_CLAUSE


def _it_is(document: AnalyzedDocument, at: int) -> str:
    word, before = document.tokens[at + 1].text, document.tokens[at - 1].text
    if word == "own":
        return "its"
    is_owner = before in BEFORE_ITS and _stands_oftener(document, ("its", word), (document.tokens[at].text, word))
    return "its" if is_owner else ""


def _without_ending(document: AnalyzedDocument, at: int) -> str:
    """Return what the verb at token `at` is without its `s`, where it stands behind one that helps it.

    As in `does not exists` and `should returns a value`. What a question begins with is followed by its subject, which
    may be several things: `will tests the user wrote be run?`.
    """
    tokens, before = document.tokens, document.tokens[at - 1].text
    is_denied = before == "not" and tokens[at - 2].text in HELPERS
    is_helped = before in HELPERS and document.tokens[at + 1].text in ARTICLES and _has_a_subject(document, at - 1)
    if not (is_denied or is_helped) or tokens[at].no_space_before or document.mask in document.numbers[at - 1 : at + 2]:
        return ""
    word = tokens[at].text
    bare = next(word.removesuffix(end) + more for end, more in SINGULAR if word.endswith(end))
    is_verb = document.counts.is_valid(bare) and _stands_oftener(document, (before, bare), (before, word))
    return bare if is_verb else ""


def _has_a_subject(document: AnalyzedDocument, at: int) -> bool:
    """Whether a thing stands right before the verb at token `at`, and no word that a question begins with."""
    before = document.tokens[at - 1]
    return before.case == LOWER and before.text not in NO_SUBJECTS and not document.begins_sentence(at)


def _led(document: AnalyzedDocument, at: int) -> str:
    is_led = document.tokens[at - 1].text in BEING and document.tokens[at + 1].text == "by"
    return "led" if is_led else ""


def _used(document: AnalyzedDocument, at: int) -> str:
    is_used = document.tokens[at - 1].text in {"be", "been", "being"} and document.tokens[at + 1].text in BEHIND_USED
    return "used" if is_used else ""


def _supposed(document: AnalyzedDocument, at: int) -> str:
    is_supposed = document.tokens[at - 1].text in BEING and document.tokens[at + 1].text == "to"
    return "supposed" if is_supposed else ""


def _there(document: AnalyzedDocument, at: int) -> str:
    after, following = _two_behind(document, at)
    is_there = after in BEHIND_THERE and following in BEHIND_THERE_IS
    return "there" if is_there and _begins_a_clause(document, at) else ""


def _have(document: AnalyzedDocument, at: int) -> str:
    after = document.tokens[at + 1].text
    is_done = after in PARTICIPLES or (after.endswith("ed") and after not in NO_PARTICIPLES)
    return "have" if document.tokens[at - 1].text in MODALS and is_done else ""


def _than(document: AnalyzedDocument, at: int) -> str:
    before, after = document.tokens[at - 1].text, document.tokens[at + 1].text
    is_number = after.isdecimal() or after in NUMERALS
    if before == "rather" or (before in MEASURES and is_number):
        return "than"
    is_compared = document.tokens[at - 2].text in DEGREES and after in COMPARED
    if not is_compared or not _stands_oftener(document, (before, "than"), (before, "then")):
        return ""
    return "" if _is_behind_a_condition(document, at) else "than"


def _is_behind_a_condition(document: AnalyzedDocument, at: int) -> bool:
    """Whether what is said before token `at` in its sentence is, or may be, what has to hold for the rest."""
    first, _ = document.block(at)
    for n in range(at - 1, max(first, at - FAR) - 1, -1):
        if document.tokens[n].text in STOPS:
            return False
        if document.tokens[n].text.lower() in CONDITIONS:
            return True
    return first < at - FAR


ASK: Mapping[str, Callable[[AnalyzedDocument, int], str]] = {
    **dict.fromkeys(CONTRACTED, _apostrophe),
    **{f"it{apostrophe}s": _it_is for apostrophe in APOSTROPHES},
    "a": _article,
    "an": _article,
    "its": _its,
    "lead": _led,
    "suppose": _supposed,
    "of": _have,
    "their": _there,
    "then": _than,
    "use": _used,
}
"""What is asked of a word where it stands."""
