"""A slip in a word of code, or in a name, that the document still has as it was.

A word of code may be any, and a name too. But whoever gives another name to something writes a word, and writes it
wherever it stands. Where a link leads is left: a file's name may have a slip in it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from weave_fix.diff.align import shared_prefix, shared_suffix
from weave_fix.evidence.history.intent.letters import differing_runs, is_typo
from weave_fix.markdown.blocks import Kind

if TYPE_CHECKING:
    from weave_fix.evidence.history.intent.passage import Passage
    from weave_fix.evidence.history.intent.vocabulary import Vocabulary

ADDRESS = "://"
MIN_SLIP = 5
"""Letters from which on a word with a typo is hardly an abbreviation of it."""
NAME_SHARE = 0.85
"""Share of a word's places inside sentences where it has a capital, from which on it is the name of a person."""
MIN_PART = 3
"""Letters from which on a part of an identifier, behind a capital, may be a word."""


def is_slip(now: str, was: str, passage: Passage) -> bool:
    """Whether one letter inside a word of the chunk `was` was put in, lost or exchanged with its neighbour, here alone.

    The word is a plain one, by itself or between the `_` and the marks of an identifier; with the slip nobody knows it.
    """
    new, old = _identifiers(now, was)
    if not passage.in_language or _leads_somewhere(now, passage) or not _is_only_one(new, old, passage):
        return False
    slip, word = (run.lower() if run[1:].islower() else run for run in differing_runs(new, old))
    vocabulary = passage.vocabulary
    is_plain = len(word) >= MIN_SLIP and word.isascii() and vocabulary.is_plain(word)
    if old[0].isupper() and vocabulary.counts.titlecase_share(old) > NAME_SHARE:
        return False  # people have names that are alike
    if not is_plain or not slip.islower() or slip[0] != word[0] or slip[-1] != word[-1]:
        return False
    return is_typo(slip, word) and not _is_word(slip, vocabulary)


def is_capital_slip(now: str, was: str, at: int, passage: Passage) -> bool:
    """Whether one letter of the chunk `was`, at offset `at`, became a capital here alone, and begins no other word.

    It stands behind a small letter of the same word.
    """
    new, old = _identifiers(now, was)
    is_capital = now[at].isupper() and now[at - 1].islower()
    if not is_capital or _leads_somewhere(now, passage) or not _is_only_one(new, old, passage):
        return False
    behind = next((n for n in range(at + 1, len(now)) if not now[n].islower()), len(now))
    part, vocabulary = now[at:behind].lower(), passage.vocabulary
    is_part = behind - at >= MIN_PART and vocabulary.knows(part)
    return not is_part and not vocabulary.is_cased_so_here(new)


def _leads_somewhere(now: str, passage: Passage) -> bool:
    return ADDRESS in now or passage.texts.kind(passage.edit.start) is Kind.TARGET


def _is_only_one(new: str, old: str, passage: Passage) -> bool:
    return bool(new and old) and passage.texts.is_only_slip(new, old)


def _is_word(word: str, vocabulary: Vocabulary) -> bool:
    return vocabulary.knows(word) or vocabulary.is_listed(word)


def _identifiers(now: str, was: str) -> tuple[str, str]:
    """Return both chunks from the first to the last character of the identifiers in which they differ."""
    start = shared_prefix(now, was)
    end = shared_suffix(now[start:], was[start:])
    while start and _is_of_identifier(now[start - 1]):
        start -= 1
    while end and _is_of_identifier(now[len(now) - end]):
        end -= 1
    return now[start : len(now) - end], was[start : len(was) - end]


def _is_of_identifier(char: str) -> bool:
    return char.isalnum() or char == "_"
