"""Words that nobody knows and that may be words all the same: names, acronyms, words made of others."""

from __future__ import annotations

from math import inf, log
from typing import TYPE_CHECKING

from weave_fix.language.doubled import GRAMMAR
from weave_fix.language.listed_typos import listed_word, listed_words
from weave_fix.language.suggest import suggest
from weave_fix.language.tokens import APOSTROPHES, MIXED, TITLE, case, normalize
from weave_fix.language.typos import MIDDLE, is_odd_typo, is_turned
from weave_fix.language.word_formation import (
    FUNCTION,
    LONG_WORD,
    SELDOM,
    SHORT_PART,
    USUAL,
    has_prefix,
    is_compound,
    is_drawn_out,
    is_other_number,
    is_spoken,
    is_well_formed,
)
from weave_fix.patterns import lazy_pattern
from weave_fix.positions import widened
from weave_fix.records import Applicability
from weave_fix.vocabulary.lookup import MAX_WORD

if TYPE_CHECKING:
    from collections.abc import Mapping

    from weave_fix.language.analyzed_document import AnalyzedDocument
    from weave_fix.language.ngram_model import NgramModel
    from weave_fix.records import Edit

SHORT = 4
"""Letters up to which a word that nobody knows may well be one: `iff`, `thee`, `slat`."""
NAME = 0.8
"""Share of a word's places inside sentences where it has a capital, from which on it is a name."""
FAMOUS = 2000
"""Times from which on a name is so well known that one like it is a typo: `Kubernetes`, not `Sylvia`."""
ENDINGS = ("s", "y")
"""Letters that make a word of a word: `informations`, `falsey`."""
LONG_TERM = 8
"""Letters from which on a term is seldom one letter from another."""
DOUBTFUL = 1.8
"""Log-odds from which on one that may well be a word or a name, and is no common typo, is shown: of those below, more
than half are words."""
PARTED = ("down", "off", "out", "over", "up")
"""Words behind a verb that may have lost the space before them: `timedout`."""
UNCOUNTED = frozenset(
    {"advice", "aircraft", "behalf", "equipment", "evidence", "feedback", "furniture", "hardware", "information"}
    | {"knowledge", "luggage", "machinery", "progress", "research", "software", "staff", "stuff", "traffic"}
)
"""Words that have no plural."""
CAMEL_CASE = lazy_pattern(r"([a-z]{3,})([A-Z][a-z]+)")
"""Two words as programs join them: `useId`."""
OF_A_PROGRAM = lazy_pattern(r"(?:lib|py)[a-z]{2,}")
"""The name of a library, or of a program for Python: `libxc`, `pyolite`."""
CALLED = lazy_pattern(
    r"([a-z]{3,})(?:api|args?|cmd|db|dirs?|env|fd|files?|ids?|img|info|io|len|list|msgs?|names?|num|path|ptr|size|str|type|"
    r"ui|uri|urls?)"
)
"""What programs call a thing by: `doorid`, `basedb`, `refname`, `applymsg`."""
DOUBLE_NAME = lazy_pattern(r"\b[A-Z][a-z]+[-\N{EN DASH}]\Z")
"""What stands before the second of two names: `Hay-Leibler`."""
OWNED = lazy_pattern(r"(?:©|\([cC]\)|\b[cC]opyright\b)[^\n]*\Z")
"""What stands before the name of an owner."""


def word_around(edit: Edit, text: str) -> tuple[int, int, str, str]:
    """Return the span of the letters around an edit, with them, and with what becomes of them."""
    start, end = widened(text, edit.start, edit.end, MAX_WORD, str.isalpha)
    return start, end, text[start:end], text[start : edit.start] + edit.after + text[edit.end : end]


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


def is_little_known_name(word: str, counts: NgramModel) -> bool:
    """Whether a known word is a name, and none that everybody knows: `Benjamin`, of `benjamn`."""
    return counts.titlecase_share(word) > NAME and counts.count(word) < log(FAMOUS)


def _is_short(edit: Edit, features: Mapping[str, float]) -> bool:
    """Whether a word is so short that it may well be one, and is no typo of one that everybody writes."""
    is_twice = features["doubled"] or features["letter twice"]
    is_typo = not is_twice and 1 in (features["letters too many"], features["letters lost"])
    is_function_word = is_typo and features["rarest word then"] > log(FUNCTION)
    is_short = edit.before.isalpha() and 0 < features["longest word now"] <= SHORT
    return is_short and not (is_function_word and features["longest word now"] == SHORT)


def _is_before_word(edit: Edit, start: int) -> bool:
    """Whether a letter before a word is too many, as it is not in names made so: `vcluster`, `ecommerce`."""
    return edit.start == start and len(edit.before) == 1 and not edit.after


def most_of_word(edit: Edit, features: Mapping[str, float], document: AnalyzedDocument) -> Applicability | None:
    """Return how far the repair of a word that nobody knows may go at most, if it takes what is written for a typo."""
    text = document.text
    start, end, word, other = word_around(edit, text)
    is_meant = is_meant_word(word, other, text[max(0, start - MAX_WORD) : start], document.counts)
    if is_meant or _is_many(word, other, document) or _is_camel_case(word, other):
        return None
    is_capital_inside = edit.before.isupper() and not edit.after and len(edit.before) == 1 and word[0] != edit.before
    if (_is_rare_name(features) and not is_capital_inside) or _is_short(edit, features):
        return None if _is_in_a_name(word, start, document) else Applicability.DISPLAY_ONLY
    meant = listed_words(word)
    is_other = bool(meant) and other.lower() not in meant
    is_written_so = (f"{word}s" == other and not other.endswith("ss")) or (
        word.islower() and word in document.raised_words
    )
    if (is_other and len(meant) == 1) or (is_written_so and not meant):
        return None
    if is_other or may_be_a_term(word, other, document.counts):
        return Applicability.UNSAFE
    beside = text[edit.start - 1 : edit.start], text[edit.end : edit.end + 1]
    if edit.before in beside and not edit.after:
        # Nobody makes a word by a letter written twice: `untill` is no `un-till`.
        return Applicability.UNSAFE if is_spoken(word) else Applicability.SAFE
    if is_other_number(word.lower(), other.lower()) or _is_made_of(word, other, document.counts):
        return None
    is_rare = not meant and document.counts.in_word_list(word.lower())
    if is_rare or is_well_formed(word, document.counts) or is_odd_typo(word, other):
        return Applicability.DISPLAY_ONLY
    if _may_be_article(edit, text, start, end, document.counts) or _is_before_word(edit, start):
        return Applicability.UNSAFE
    is_name = document.is_named(start, end) or _is_raised(word, other, start, document)
    is_doubtful = is_name or has_rival_on_page(word, other, document)
    return Applicability.UNSAFE if is_doubtful else Applicability.SAFE


def _is_camel_case(word: str, other: str) -> bool:
    """Whether a capital that `other` lacks may part a name or count it: as in `doorBName`, `doorName`, or `doorB`.

    Or begin a part of a word of which `other` has hardly a letter: `MiBytes`, `minutes`.
    """
    capitals, others = ([char for char in name[1:] if char.isupper()] for name in (word, other))
    is_part = len(capitals) > len(others) > 0 and not other.isupper()
    is_counted = word[:-1] == other and other.islower() and word[-1].isupper() and other not in GRAMMAR
    is_another = case(word) == MIXED and other.islower() and sum(map(str.__ne__, word.lower(), other)) > 1
    return is_part or is_counted or (is_another and len(word) == len(other))


def _is_in_a_name(word: str, start: int, document: AnalyzedDocument) -> bool:
    """Whether a word at offset `start` is the first of two with capitals, as people and places have: `Jonatan Ekel`."""
    at = document.token_at(start)
    name = document.tokens[at + 1]
    is_two = case(word) == case(name.text) == TITLE and not name.no_space_before
    return is_two and not is_usual(name.text, document.counts)


def is_usual(word: str, counts: NgramModel) -> bool:
    """Whether a word is one that people write without a capital, or a name that everybody knows."""
    key = normalize(word)
    return counts.count(key) > 0 and (counts.titlecase_share(key) < NAME or counts.count(key) > log(FAMOUS))


def _is_called_by_two(word: str, counts: NgramModel) -> bool:
    """Whether a word is one that everybody writes and a short name behind it, as programs call things: `doorid`."""
    found = CALLED.fullmatch(word)
    return found is not None and counts.count(found[1]) > log(USUAL) and not listed_words(word)


def is_meant_word(word: str, other: str, before: str, counts: NgramModel) -> bool:
    """Whether a word that nobody knows is no typo of `other`; `before` is the text before it, a word's length of it.

    It is drawn out, an owner's name, who does what a verb says (`encrypter`) or has it done (`invokee`, `debuggee`),
    what is done to something (`offlined`), a plural (`middlewares`, `tunables`), is like what `other` is (`mergy`), a
    verb with what belongs to it (`timedout`), the file of a program's settings (`babelrc`), the name of a program
    (`libxc`), two words as programs join them (`useId`, `doorid`), the second of two names, as in `Hay-Leibler`, or
    rhymes with the word before it (`easy peasy`).
    """
    is_doer = word.endswith("er") and other == f"{word[:-1]}d" and counts.is_valid(word[:-2].lower())
    verb = word.lower().removesuffix("s").removesuffix("e")
    verbs = (verb, verb[:-1], verb[:-2] if verb[-2:-1] == verb[-3:-2] else verb)
    is_done_to = verb[-1:] == "e" != verb[-2:-1] and any(map(counts.is_valid, verbs))
    is_done = word == f"{other}d" and other.endswith("e")
    is_named_so = word.endswith(("ables", "ibles")) and counts.is_valid(word[:-1].lower())
    is_plural = word == f"{other}s" and other[-1:] != "s" and other.lower() not in UNCOUNTED
    is_file = word.endswith("rc") and word.islower() and len(word) > SHORT
    halves = CAMEL_CASE.fullmatch(word)
    is_camel_case = halves is not None and all(counts.is_valid(half.lower()) for half in halves.groups())
    is_program = OF_A_PROGRAM.fullmatch(word) is not None and not listed_words(word)
    is_surname = word.istitle() and DOUBLE_NAME.search(before) is not None
    is_like = word.endswith("y") and other == f"{word[:-1]}e"
    is_parted = not listed_words(word) and any(
        word.endswith(end) and counts.count(word.removesuffix(end)) > log(USUAL) and len(word) >= LONG_WORD
        for end in PARTED
    )
    is_rhyme = word[1:] == other and before.lower().endswith(f"{other} ")
    return (
        is_doer
        or is_done_to
        or is_done
        or is_named_so
        or is_plural
        or is_camel_case
        or is_program
        or is_surname
        or is_file
        or is_like
        or is_parted
        or is_rhyme
        or _is_called_by_two(word, counts)
        or OWNED.search(before) is not None
        or (is_drawn_out(word) and not is_drawn_out(other))
    )


def _is_many(word: str, other: str, document: AnalyzedDocument) -> bool:
    """Whether a word is the plural of one that stands on the page, whatever else it may be: `mboxes`."""
    if not (word.endswith("s") and other.endswith("s")):
        return False
    singles = (word[:-1], word[:-2]) if word.endswith("es") else (word[:-1],)
    return any(len(single) > 2 and document.word_counts.get(single, 0) > 0 for single in singles)


def min_shown(edit: Edit, document: AnalyzedDocument) -> float:
    """Return the log-odds that the repair of a word needs to be reported where it may be no more than shown."""
    _, _, word, other = word_around(edit, document.text)
    return -inf if listed_words(word) or is_turned(word, other) else DOUBTFUL


def has_rival_on_page(word: str, other: str, document: AnalyzedDocument) -> bool:
    """Whether another known word than `other` is one typo away from `word`, and stands on the page as that does not.

    Not where everybody knows `word` for a typo of `other`, unless that is a word that lost two letters.
    """
    words = document.word_counts
    if any(words.get(form) for form in (other, other.lower(), other.removesuffix("s"))):
        return False
    if _has_lost_two(word.lower(), words):
        return True
    if other.lower() in listed_words(word):
        return False
    near = (found for found, distance in suggest(word.lower(), document.counts) if distance == 1)
    return any(words.get(found) or words.get(found.removesuffix("s")) for found in near if found != other.lower())


def _has_lost_two(word: str, words: Mapping[str, int]) -> bool:
    """Whether a word of the page, or its singular, is `word` and two letters: `expection`, `expectation`."""
    long = {other.lower().removesuffix("s") for other in words if len(word) + 2 <= len(other) <= len(word) + 3}
    longer = (other for other in long if len(other) == len(word) + 2 and other[0] == word[0] and other[-1] == word[-1])
    return any(other[:at] + other[at + 2 :] == word for other in longer for at in range(1, len(word)))


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


def may_be_a_term(word: str, other: str, counts: NgramModel) -> bool:
    """Whether a word is made of a known one, or stands beside it, as programs and their parts are named.

    With its first letter twice, as `mmapped`; with a capital behind it, as `cursesX`, or a letter and `s`, as
    `localns`; or short where another term is known, as `libgc` beside `libc`.
    """
    known = counts.count(other.lower())
    if known > log(FUNCTION):
        return False
    is_term = len(other) < LONG_TERM and known < log(USUAL) and not counts.in_word_list(other.lower())
    if is_term or (f"{word}s" == other and not other.endswith("ss")):
        return True
    return listed_word(word) != other.lower() and _is_made_of_known(word, other, counts)


def _is_made_of_known(word: str, other: str, counts: NgramModel) -> bool:
    """Whether a word is `other` with its first letter twice, a capital behind it, or a letter before its last `s`."""
    if (word[1:] == other and word[:1] == word[1:2]) or (word[:-1] == other and word[-1].isupper() and other.islower()):
        return True
    is_longer = word[-1:] == "s" != word[-2:-1] and f"{word[:-2]}s" == other
    return is_longer and counts.is_valid(word[:-2].lower())


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
    _, _, now, then = word_around(edit, text)
    return all(word and case(word) == TITLE and _may_be_a_name(word, counts) for word in (now, then))


def _may_be_a_name(word: str, counts: NgramModel) -> bool:
    share = counts.titlecase_share(word)
    return share < 0 or (share > NAME and counts.count(word) < log(FAMOUS))
