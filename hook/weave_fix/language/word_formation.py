"""How words are made of others: compounds, prefixes and suffixes, forms and plurals."""

from __future__ import annotations

import re
from math import log
from typing import TYPE_CHECKING

from weave_fix.language.tokens import normalize
from weave_fix.patterns import lazy_pattern

if TYPE_CHECKING:
    from weave_fix.language.ngram_model import NgramModel

FUNCTION = 50_000
"""Times from which on a word is one that holds sentences together; with one letter more (`txhe`) it is no name."""
PREFIXES = (
    *("anti", "auto", "co", "counter", "cross", "de", "dis", "hyper", "inter", "mega", "meta", "micro", "mini", "mis"),
    *("multi", "non", "out", "over", "post", "pre", "pseudo", "re", "self", "semi", "sub", "super", "trans", "ultra"),
    *("un", "under"),
)
SUFFIXES = (
    "ability",
    "able",
    "dom",
    "esque",
    "hood",
    "ish",
    "ism",
    "ist",
    "like",
    "ness",
    "proof",
    "ship",
    "ward",
    "wise",
)
"""What is put before and behind a word to make another of it. Not `-ed`, `-ing` and `-er`: most typos of those have a
letter once that belongs there twice, as `transfered`."""
DOINGS = ("ation", "ations")
"""What makes a thing of a verb, be the verb a rare one: `transpilations`."""
PART, SHORT_PART = 4, 3
"""Letters that each half of a compound has at least, and of one that is known but for its plural."""
HALF_ENDINGS = frozenset({"able", "less", "like", "with"})
"""What words end with that is no second half of a compound."""
LATIN = (("um", "a"), ("on", "a"), ("us", "i"), ("is", "es"), ("ix", "ices"), ("ex", "ices"))
"""Ends of words in the singular and in the plural, as Latin and Greek have them."""
FORMS = ("ed", "ee", "ees", "er", "ers", "ing", "ly", "or", "ors", "s")
"""What makes another form, or one who does it, of a word: `sharded`, `matchers`, `lossily`."""
STEM = 4
"""Letters that the word in between has at least."""
USUAL = 100
"""Times that it stands at least."""
LONG_STEM = 6
"""Letters from which on it is hardly there by chance: `replay` in `replayability`."""
SELDOM, RARE = 20, 10
"""Times that it stands at least then, and if it is in the list of words."""
DRAWN_OUT = lazy_pattern(r"([aeiouy])\1\1", re.IGNORECASE)
"""A vowel that is drawn out: `sooo`."""
REPEATED = lazy_pattern(r"([^\W\d_])\1\1", re.IGNORECASE)
VOWELS = frozenset("aeiou")
LONG_WORD = 7
"""Letters from which on a word that nothing knows is hardly a name, if it is a typo of a usual one."""


def is_drawn_out(word: str) -> bool:
    """Whether a vowel stands in a word three times in a row, as when somebody speaks: `Pleeease`."""
    return DRAWN_OUT.search(word) is not None


def is_spoken(word: str) -> bool:
    """Whether a letter stands three times in a row as when somebody speaks: `sooo`, `hmmm`, not `discusssing`."""
    found = REPEATED.search(word)
    return found is not None and (len(word) < LONG_WORD or found[1] in VOWELS or found.end() == len(word))


def is_well_formed(word: str, counts: NgramModel) -> bool:
    """Whether a word is made of another in a way that words are made, or has a letter three times in a row."""
    key = normalize(word)
    if is_spoken(key) or has_prefix(key, counts):
        return True
    if any(counts.is_valid(stem) for end in DOINGS if key.endswith(end) for stem in _verbs(key[: -len(end)])):
        return True
    if key.endswith("able") and len(key) == SHORT_PART + len("able"):
        return counts.count(key[:SHORT_PART]) > log(USUAL)  # of a short verb, as `setable`
    return any(_is_stem(key[: -len(end)], counts) for end in SUFFIXES if key.endswith(end))


def has_prefix(word: str, counts: NgramModel) -> bool:
    """Whether a folded word is a known one behind a prefix: `rerendered`."""
    return any(_is_stem(word[len(start) :], counts) for start in PREFIXES if word.startswith(start))


def _is_stem(stem: str, counts: NgramModel) -> bool:
    is_long = len(stem) >= LONG_STEM
    least = RARE if is_long and counts.in_word_list(stem) else SELDOM if is_long else USUAL
    return len(stem) >= STEM and counts.count(stem) > log(least) and counts.is_valid(stem)


def is_compound(word: str, counts: NgramModel, *, least: int = PART, times: int = USUAL) -> bool:
    """Whether a word falls into two known ones of `least` letters that stand `times` times: `hovercards`."""
    key = normalize(word)
    halves = ((key[:cut], key[cut:]) for cut in range(least, len(key) - least + 1))
    return any(
        second not in HALF_ENDINGS
        and all(counts.count(half) > log(times) and counts.is_valid(half) for half in (first, second))
        for first, second in halves
    )


def _verbs(stem: str) -> tuple[str, ...]:
    return (stem, f"{stem}e") if len(stem) >= STEM else ()


def is_derived(word: str, other: str, counts: NgramModel) -> bool:
    """Whether `word` is a form of another that is known, and not `other` with one letter too few, as `commited` is."""
    if any(letter * 2 in other and word == other.replace(letter * 2, letter, 1) for letter in set(word)):
        return False
    stems = [word[: -len(end)] for end in FORMS if word.endswith(end)]
    stems += [f"{stem}e" for stem in stems] + [f"{word[:-1]}e"] * word.endswith(("ably", "ibly"))
    stems += [f"{word[:-3]}y"] * word.endswith(("ied", "ier", "ies", "ily"))
    return any(len(stem) >= STEM and counts.is_valid(stem) for stem in stems)


def is_other_number(word: str, other: str) -> bool:
    """Whether one word is the plural of the other as Latin and Greek have it: `metadatum`, `metadata`."""
    pairs = ((word, other), (other, word))
    return any(
        one.endswith(single) and many == one.removesuffix(single) + plural
        for one, many in pairs
        for single, plural in LATIN
    )


def is_latin_plural(word: str, counts: NgramModel) -> bool:
    """Whether a folded word is the plural of a known one as Latin and Greek have it: `fora` of `forum`."""
    return any(
        word.endswith(plural) and counts.is_valid(word.removesuffix(plural) + single) for single, plural in LATIN
    )
