"""What looks like damage and may be meant all the same: however likely its repair is, it is for a person to say."""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING

from weave_fix.language.tokens import APOSTROPHES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from weave_fix.data import Candidate, Edit

SHORT = 4
"""Letters up to which a word that nobody knows may well be one: `iff`, `thee`, `slat`."""
SPELLING = frozenset({"misspelled_word", "shuffle_word_middle", "insert_printable_ascii_character"})
DOUBLED = frozenset({"had", "that", "is", "do", "in", "on", "so", "no", "very", "really", "far", "her", "you", "it"})
"""Words that English has twice side by side; others that it may are those that were seen so, such as `blah blah`."""
OFTEN = 100
"""Times from which on a word would have been seen twice side by side if that were English."""
ADVERBS = frozenset({"also", "always", "better", "just", "never", "now", "often", "only", "soon", "still", "then"})
"""Words that stand before their verb or behind it, as the writer likes; and so does all that ends in -ly."""
NAME = 0.8
"""Share of a word's places inside sentences where it has a capital, from which on it is a name."""
FAMOUS = 2000
"""Times from which on a name is so well known that one like it is a slip: `Kubernetes`, not `Sylvia`."""
FUNCTION = 50_000
"""Times from which on a word is one that holds sentences together; with one letter more (`txhe`) it is no name."""
ENDINGS = ("s", "y")
"""Letters that make a word of a word: `informations`, `falsey`."""


def may_be_meant(candidate: Candidate, answers: Mapping[str, float]) -> bool:
    """Whether a repair from the text alone is for a person to say; `answers` are those of `wording.Wording`."""
    edit = candidate.edits[0]
    if candidate.signature in SPELLING:
        return _is_word(edit, answers)
    ask = {
        "duplicate_word": _is_said_twice,
        "insert_punctuation": _is_exclaimed,
        "delete_whitespace_character": _is_compound,
        "adjacent_word_swap": _is_style,
    }.get(candidate.signature)
    return ask is not None and ask(edit, answers)


def _is_said_twice(edit: Edit, answers: Mapping[str, float]) -> bool:
    """A word said twice on purpose: `very very`."""
    word = edit.before.strip().strip(".,;:!?)").lower()
    is_seen = answers["pair with itself"] > 0 or answers["rarest word now"] < log(OFTEN)
    return bool(answers["doubled word"]) and (word in DOUBLED or is_seen)


def _is_exclaimed(edit: Edit, answers: Mapping[str, float]) -> bool:
    """A mark that says how something is meant: `*and!*`."""
    return edit.before in ("!", "?") and answers["right is letter"] != 1


def _is_compound(edit: Edit, answers: Mapping[str, float]) -> bool:
    """Two words that a capital parts already: `outerHTML`."""
    return bool(answers["mixed case now"])


def _is_style(edit: Edit, answers: Mapping[str, float]) -> bool:
    """An adverb on the other side of its verb, or the name of a thing among others: `proposal A`."""
    return any(word in ADVERBS or word.endswith("ly") or word == "A" for word in edit.before.split())


def _is_word(edit: Edit, answers: Mapping[str, float]) -> bool:
    """A name, with or without a number in it, a possessive, an acronym, a word made of another, a short rare word."""
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
