"""Words that nobody knows and that may be words all the same: names, acronyms, words made of others."""

from __future__ import annotations

import re
from math import log
from typing import TYPE_CHECKING

from weave_fix.language.suggest import suggest
from weave_fix.language.tokens import APOSTROPHES, TITLE, case, normalize
from weave_fix.patterns import lazy_pattern
from weave_fix.positions import widened
from weave_fix.records import Applicability
from weave_fix.vocabulary.lookup import MAX_WORD

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from weave_fix.language.analyzed_document import AnalyzedDocument
    from weave_fix.language.ngram_model import NgramModel
    from weave_fix.records import Edit

SHORT = 4
"""Letters up to which a word that nobody knows may well be one: `iff`, `thee`, `slat`."""
NAME = 0.8
"""Share of a word's places inside sentences where it has a capital, from which on it is a name."""
FAMOUS = 2000
"""Times from which on a name is so well known that one like it is a typo: `Kubernetes`, not `Sylvia`."""
FUNCTION = 50_000
"""Times from which on a word is one that holds sentences together; with one letter more (`txhe`) it is no name."""
ENDINGS = ("s", "y")
"""Letters that make a word of a word: `informations`, `falsey`."""
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
FORMS = ("ed", "er", "ers", "ing", "ly", "or", "ors", "s")
"""What makes another form, or one who does it, of a word: `sharded`, `matchers`, `lossily`."""
STEM = 4
"""Letters that the word in between has at least."""
USUAL = 100
"""Times that it stands at least."""
LONG_STEM = 6
"""Letters from which on it is hardly there by chance: `replay` in `replayability`."""
SELDOM, RARE = 20, 10
"""Times that it stands at least then, and if it is in the list of words."""
LONG_TERM = 8
"""Letters from which on a term is seldom one letter from another."""
DRAWN_OUT = lazy_pattern(r"([aeiouy])\1\1", re.IGNORECASE)
"""A vowel that is drawn out: `sooo`."""
REPEATED = lazy_pattern(r"([^\W\d_])\1\1", re.IGNORECASE)
ALIKE = frozenset(
    frozenset(pair)
    for pair in (
        *("ae", "ai", "ao", "ei", "eo", "eu", "ey", "io", "iu", "iy", "ou", "cs", "ck", "sz", "cz", "ks", "kq", "dt"),
        *("bp", "gj", "fv", "vw", "mn", "lr", "bv", "bd", "pq", "gq", "hn", "xz", "xc", "xs"),
    )
)
"""Letters that are taken for each other by their sound or by their looks."""
VOWELS = frozenset("aeiou")
MIDDLE = 6
"""Letters from which on a word has so long a middle that a typo in it makes no other word."""
EVERYDAY = 500
"""Times from which on everybody writes a word."""
LONG_WORD = 7
"""Letters from which on a word that nothing knows is hardly a name, if it is a typo of a usual one."""
VERY_LONG = 10
"""The same, where the word meant stands seldom: `interchangable`."""
AHEAD = 3.0
"""Logarithm of the times that the word meant is more frequent than any other one typo away."""
UNCOUNTED = frozenset(
    {"advice", "aircraft", "behalf", "equipment", "evidence", "feedback", "furniture", "hardware", "information"}
    | {"knowledge", "luggage", "machinery", "progress", "research", "software", "staff", "stuff", "traffic"}
)
"""Words that have no plural."""
OWNED = re.compile(r"(?:©|\([cC]\)|\b[cC]opyright\b)[^\n]*\Z")
"""What stands before the name of an owner."""
KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
EDGE = 1
"""Keys by which two rows of a keyboard may be shifted for their keys to touch."""


def may_be_a_word(edit: Edit, features: Mapping[str, float]) -> bool:
    """Whether what `edit` spells otherwise may be a word: `features` are those of
    `evidence.language.features.LanguageFeatures`.

    A name, with or without a number in it, a possessive, an acronym, a word made of another, a short rare word.
    """
    ends_a_word = features["right is letter"] != 1
    if features["digits in the word"]:
        # Nobody puts a digit between two letters.
        inside = features["left is letter"] == 1 and not ends_a_word
        return not (features["char is digit"] and inside and features["digits in the word"] == 1)
    if features["mixed case now"]:
        return False
    is_name = _is_rare_name(features)
    is_made = not edit.after and ends_a_word and edit.before in ENDINGS
    if is_name or is_made or edit.before in APOSTROPHES or features["upper now"]:
        return True
    return _is_short(edit, features)


def _is_rare_name(features: Mapping[str, float]) -> bool:
    return features["capitals then"] > NAME and features["rarest word then"] < log(FAMOUS)


def _is_short(edit: Edit, features: Mapping[str, float]) -> bool:
    """Whether a word is so short that it may well be one, and is no typo of one that everybody writes."""
    is_twice = features["doubled"] or features["letter twice"]
    is_typo = not is_twice and 1 in (features["letters too many"], features["letters lost"])
    is_function_word = is_typo and features["rarest word then"] > log(FUNCTION)
    is_short = edit.before.isalpha() and 0 < features["longest word now"] <= SHORT
    return is_short and not (is_function_word and features["longest word now"] == SHORT)


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


def is_odd_typo(word: str, other: str) -> bool:
    """Whether nobody writes `word` for `other` by a typo of the hand or the ear, as `hangry`, or `selectin`.

    A letter stands for one that is neither near on the keyboard nor like it, or the word ends as a protein's name does.
    """
    if word.endswith("in") and other.endswith(("ing", "ion")):
        return True
    word, other = word.lower(), other.lower()  # which may be longer: that of a dotted capital I is two characters
    if len(word) != len(other):
        return False
    differ = [(a, b) for a, b in zip(word, other, strict=True) if a != b]
    return len(differ) == 1 and frozenset(differ[0]) not in ALIKE and not _are_near(*differ[0])


def _are_near(first: str, second: str) -> bool:
    places = [
        (row, keys.index(letter)) for letter in (first, second) for row, keys in enumerate(KEYS) if letter in keys
    ]
    if len(places) != 2:
        return False
    (row, at), (other_row, other_at) = places
    return abs(row - other_row) <= EDGE and abs(at - other_at) <= EDGE


def is_turned(word: str, other: str) -> bool:
    """Whether two neighbouring letters of `word` stand the other way round in `other`, and nothing else differs."""
    differ = [at for at in range(len(word)) if word[at] != other[at : at + 1]] if len(word) == len(other) else []
    return len(differ) == 2 and differ[1] == differ[0] + 1 and sorted(word) == sorted(other)


def turns_a_function_word(word: str, other: str, counts: NgramModel) -> bool:
    """Whether `word` is one that holds sentences together, two of its letters turned: `teh`, `adn`.

    Not `sue`, which is a word by itself.
    """
    is_written_so = word[1:].islower() and len(word) > 2 and counts.count(other) > log(FUNCTION)
    return is_written_so and is_turned(word.lower(), other.lower()) and not counts.in_word_list(word.lower())


def is_common_typo(word: str, other: str, counts: NgramModel) -> bool:
    """Whether `word`, which is no word, is a common one with a typo in the middle that eyes and ears pass over.

    Two letters turned, as in `recieve`, or a vowel for another, as in `seperate`.
    """
    if not (word.islower() and counts.count(other) > log(EVERYDAY) and len(word) == len(other) >= MIDDLE):
        return False
    if counts.in_word_list(word) or is_compound(word, counts):
        return False
    if is_turned(word, other):
        return word[0] == other[0]
    differ = [at for at in range(len(word)) if word[at] != other[at]]
    inside = len(word) > MIDDLE and len(differ) == 1 and 1 < differ[0] < len(word) - 2
    is_vowel = inside and word[differ[0]] in VOWELS and other[differ[0]] in VOWELS
    is_made = is_well_formed(word, counts) or _is_derived(word, other, counts)
    return is_vowel and not is_made and _has_no_rival(other, _one_typo_away(word, counts), counts)


def is_plain_typo(word: str, other: str, counts: NgramModel) -> bool:
    """Whether a long word that nothing knows is one typo away from a usual word, `other`, and from no other.

    Not a word with an ending put on it, as `workerd`: it may be a name, or a form of another language.
    """
    is_long = len(word) >= LONG_WORD and word.islower() and word.isascii() and word.isalpha()
    if not is_long or word[0] != other[0] or word.startswith(other) or counts.in_word_list(word):
        return False
    if counts.count(other) < log(SELDOM if len(word) >= VERY_LONG else USUAL):
        return False
    near = _one_typo_away(word, counts)
    if not near or near[0] != other or is_well_formed(word, counts) or is_odd_typo(word, other):
        return False
    if _is_derived(word, other, counts) or is_compound(word, counts):
        return False
    return _has_no_rival(other, near, counts)


def _one_typo_away(word: str, counts: NgramModel) -> list[str]:
    """Return the known words one typo away from `word`, the most frequent first."""
    return [found for found, distance in suggest(word, counts) if distance == 1]


def _has_no_rival(word: str, near: Sequence[str], counts: NgramModel) -> bool:
    """Whether `word` is far more frequent than all others of `near`."""
    return all(counts.count(found) + AHEAD < counts.count(word) for found in near if found != word)


def _is_derived(word: str, other: str, counts: NgramModel) -> bool:
    """Whether `word` is a form of another that is known, and not `other` with one letter too few, as `commited` is."""
    if any(letter * 2 in other and word == other.replace(letter * 2, letter, 1) for letter in set(word)):
        return False
    stems = [word[: -len(end)] for end in FORMS if word.endswith(end)]
    stems += [f"{stem}e" for stem in stems] + [f"{word[:-1]}e"] * word.endswith(("ably", "ibly"))
    stems += [f"{word[:-3]}y"] * word.endswith(("ied", "ier", "ies", "ily"))
    return any(len(stem) >= STEM and counts.is_valid(stem) for stem in stems)


def _is_other_number(word: str, other: str) -> bool:
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


def _is_before_word(edit: Edit, start: int) -> bool:
    """Whether a letter before a word is too many, as it is not in names made so: `vcluster`, `ecommerce`."""
    return edit.start == start and len(edit.before) == 1 and not edit.after


def most_of_word(edit: Edit, features: Mapping[str, float], document: AnalyzedDocument) -> Applicability | None:
    """Return how far the repair of a word that nobody knows may go at most, if it takes what is written for a typo."""
    text = document.text
    start, end = widened(text, edit.start, edit.end, len(text), str.isalpha)
    word, other = text[start:end], text[start : edit.start] + edit.after + text[edit.end : end]
    if _is_meant(word, other, text[max(0, start - MAX_WORD) : start], document.counts):
        return None
    is_capital_inside = edit.before.isupper() and not edit.after and len(edit.before) == 1 and word[0] != edit.before
    if (_is_rare_name(features) and not is_capital_inside) or _is_short(edit, features):
        return Applicability.DISPLAY_ONLY
    if _may_be_a_term(word, other, document.counts):
        return Applicability.UNSAFE
    beside = text[edit.start - 1 : edit.start], text[edit.end : edit.end + 1]
    if edit.before in beside and not edit.after:
        # Nobody makes a word by a letter written twice: `untill` is no `un-till`.
        return Applicability.UNSAFE if is_spoken(word) else Applicability.SAFE
    if _may_be_article(edit, text, start, end, document.counts) or _is_before_word(edit, start):
        return Applicability.UNSAFE
    if _is_other_number(word.lower(), other.lower()) or _is_made_of(word, other, document.counts):
        return None
    if is_well_formed(word, document.counts) or is_odd_typo(word, other):
        return Applicability.DISPLAY_ONLY
    is_name = is_called_so(word, start, end, document) or _is_raised(word, other, start, document)
    return Applicability.UNSAFE if is_name else Applicability.SAFE


def _is_meant(word: str, other: str, before: str, counts: NgramModel) -> bool:
    """Whether a word that nobody knows is no typo of `other`; `before` is the text before it, a word's length of it.

    It is drawn out, an owner's name, who does what a verb says (`encrypter`), a plural (`middlewares`), the file of
    a program's settings (`babelrc`), or rhymes with the word before it (`easy peasy`).
    """
    is_doer = word.endswith("er") and other == f"{word[:-1]}d" and counts.is_valid(word[:-2].lower())
    is_plural = word == f"{other}s" and other[-1:] != "s" and other.lower() not in UNCOUNTED
    is_file = word.endswith("rc") and word.islower() and len(word) > SHORT
    is_rhyme = word[1:] == other and before.lower().endswith(f"{other} ")
    return (
        is_doer
        or is_plural
        or is_file
        or is_rhyme
        or OWNED.search(before) is not None
        or (is_drawn_out(word) and not is_drawn_out(other))
    )


def is_called_so(word: str, start: int, end: int, document: AnalyzedDocument) -> bool:
    """Whether the word of the characters `start` to `end` is a name: in code or a link, and with a capital as well."""
    return word.lower() in document.forms and document.is_named(start, end)


def _is_made_of(word: str, other: str, counts: NgramModel) -> bool:
    """Whether a word is made of known ones: two of them, one with a prefix, or of `other` with an ending.

    As `hovercards`, `rerendered`, `cheatsheets`, and one that does what `other` says: `inferencer`.
    """
    if is_compound(word, counts) or has_prefix(normalize(word), counts):
        return True
    if word == f"{other}s":
        return is_compound(other, counts, least=SHORT_PART, times=SELDOM)
    return word == f"{other}r" and other.endswith("e") and len(other) >= MIDDLE


def _may_be_a_term(word: str, other: str, counts: NgramModel) -> bool:
    """Whether a word is made of a known one, or stands beside it, as programs and their parts are named.

    With its first letter twice, as `mmapped`; with a capital behind it, as `cursesX`, or a letter and `s`, as
    `localns`; without the `s` that only the known one has, as `kwarg`; or short where another term is known, as
    `libgc` beside `libc`.
    """
    known = counts.count(other.lower())
    if known > log(FUNCTION):
        return False
    if (word[1:] == other and word[:1] == word[1:2]) or (word[:-1] == other and word[-1].isupper() and other.islower()):
        return True
    if word[-1:] == "s" != word[-2:-1] and f"{word[:-2]}s" == other and counts.is_valid(word[:-2].lower()):
        return True
    is_term = len(other) < LONG_TERM and known < log(USUAL) and not counts.in_word_list(other.lower())
    return is_term or f"{word}s" == other


def _may_be_article(edit: Edit, text: str, start: int, end: int, counts: NgramModel) -> bool:
    """Whether the letter that `edit` takes out of a word may be an article that lost its space: `createa list`."""
    rest = text[start : edit.start] + text[edit.end : end]
    is_at_edge = edit.end == end or edit.start == start
    return edit.before in ("a", "A") and not edit.after and is_at_edge and counts.is_valid(rest.lower())


def _is_raised(word: str, other: str, start: int, document: AnalyzedDocument) -> bool:
    """Whether a word at offset `start` has a capital inside a sentence, as a name has: `a Procfile` is no profile."""
    at = document.token_at(start)
    is_inside = not (document.begins_sentence(at) or document.is_title(at))
    return case(word) == TITLE and is_inside and document.counts.titlecase_share(other) < NAME


def respells_a_name(edit: Edit, text: str, counts: NgramModel) -> bool:
    """Whether a letter put in, taken out or replaced makes a name of a name: of `Terri` `Terrie`, or the other way."""
    letters = edit.before + edit.after
    if max(len(edit.before), len(edit.after)) != 1 or not (letters.isalpha() and letters.islower()):
        return False
    start, end = widened(text, edit.start, edit.end, MAX_WORD, str.isalpha)
    now, then = text[start:end], text[start : edit.start] + edit.after + text[edit.end : end]
    return all(word and case(word) == TITLE and _may_be_a_name(word, counts) for word in (now, then))


def _may_be_a_name(word: str, counts: NgramModel) -> bool:
    share = counts.titlecase_share(word)
    return share < 0 or (share > NAME and counts.count(word) < log(FAMOUS))
