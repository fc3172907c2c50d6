"""Words that nobody knows and that may be words all the same: names, acronyms, words made of others."""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING

from weave_fix.language.tokens import APOSTROPHES, MAX_WORD, RAISED, case

if TYPE_CHECKING:
    from collections.abc import Mapping

    from weave_fix.data import Edit
    from weave_fix.language.counts import Counts

SHORT = 4
"""Letters up to which a word that nobody knows may well be one: `iff`, `thee`, `slat`."""
NAME = 0.8
"""Share of a word's places inside sentences where it has a capital, from which on it is a name."""
FAMOUS = 2000
"""Times from which on a name is so well known that one like it is a slip: `Kubernetes`, not `Sylvia`."""
FUNCTION = 50_000
"""Times from which on a word is one that holds sentences together; with one letter more (`txhe`) it is no name."""
ENDINGS = ("s", "y")
"""Letters that make a word of a word: `informations`, `falsey`."""


def may_be_a_word(edit: Edit, answers: Mapping[str, float]) -> bool:
    """Whether what `edit` spells otherwise may be a word: `answers` are those of `decide.wording.Wording`.

    A name, with or without a number in it, a possessive, an acronym, a word made of another, a short rare word.
    """
    ends_a_word = answers["right is letter"] != 1
    if answers["digits in the word"]:
        # Nobody puts a digit between two letters.
        inside = answers["left is letter"] == 1 and not ends_a_word
        return not (answers["char is digit"] and inside and answers["digits in the word"] == 1)
    if answers["mixed case now"]:
        return False
    is_name = answers["capitals then"] > NAME and answers["rarest word then"] < log(FAMOUS)
    is_made = not edit.after and ends_a_word and edit.before in ENDINGS
    if is_name or is_made or edit.before in APOSTROPHES or answers["upper now"]:
        return True
    is_function_word = answers["letters too many"] == 1 and answers["rarest word then"] > log(FUNCTION)
    is_short = edit.before.isalpha() and 0 < answers["longest word now"] <= SHORT
    return is_short and not (is_function_word and answers["longest word now"] == SHORT)


def respells_a_name(edit: Edit, text: str, counts: Counts) -> bool:
    """Whether a letter put in, taken out or replaced makes a name of a name: of `Terri` `Terrie`, or the other way."""
    letters = edit.before + edit.after
    if max(len(edit.before), len(edit.after)) != 1 or not (letters.isalpha() and letters.islower()):
        return False
    start, end = edit.start, edit.end
    while start > max(0, edit.start - MAX_WORD) and text[start - 1].isalpha():
        start -= 1
    while end < min(len(text), edit.end + MAX_WORD) and text[end].isalpha():
        end += 1
    now, then = text[start:end], text[start : edit.start] + edit.after + text[edit.end : end]
    return all(word and case(word) == RAISED and _may_be_a_name(word, counts) for word in (now, then))


def _may_be_a_name(word: str, counts: Counts) -> bool:
    share = counts.capitals(word)
    return share < 0 or (share > NAME and counts.count(word) < log(FAMOUS))
