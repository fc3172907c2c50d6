"""The same word with other small and capital letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weave_fix.evidence.history.intent.letters import CLOSING_MARKS, LETTERS, QUOTES, STOPS, core
from weave_fix.evidence.history.intent.reasons import Reason
from weave_fix.evidence.history.intent.slips import is_capital_slip
from weave_fix.markdown.blocks import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weave_fix.evidence.history.intent.passage import Passage
    from weave_fix.evidence.history.intent.reasons import Verdict
    from weave_fix.evidence.history.intent.vocabulary import Vocabulary

PROSE = frozenset({Kind.PROSE, Kind.LIST, Kind.QUOTE})
"""Where a sentence begins with a capital; titles and tables have styles of their own."""
MIN_SPLIT = 5
"""Letters from which on a word is told that a capital splits."""
MIN_CASED = 3
"""Letters from which on a word's mixture of small and capital letters says something."""


def another_case(now: str, was: str, passage: Passage) -> Verdict:
    """Return what can be said of `now` in the place of `was`, which differ in case only."""
    new, old = core(now), core(was)
    places = [at for at, (one, other) in enumerate(zip(new, old, strict=False)) if one != other]
    if len(places) != 1 or len(new) != len(old):
        is_told = _is_caps_lock(new, old) and not (passage.is_code or _is_brand(new, passage.vocabulary))
        return Reason.CAPS_LOCK.broken if is_told else Reason.CASE.intended
    at = places[0]
    if at and splits_a_word(new, old, at, passage.vocabulary):
        is_here = passage.texts.is_repeated(new, any_case=False) or passage.vocabulary.is_cased_so_here(new)
        return Reason.CASE.intended if is_here else Reason.CAPITAL_IN_WORD.broken
    is_quoted = passage.now[0].startswith(tuple(QUOTES))
    if at and passage.is_code and is_capital_slip(new, old, at, passage):
        return Reason.CAPITAL_IN_WORD.broken
    if is_quoted or passage.is_code or passage.texts.is_repeated(new, any_case=False):
        return Reason.REPEATED.intended
    if at and has_capital(old[1:]) and not old.isupper():
        return Reason.CASE.intended
    vocabulary = passage.vocabulary
    if not vocabulary.is_plain(old.lower()) and not vocabulary.is_always_capital(old):
        return Reason.CASE.open if at else Reason.CASE.intended
    return _inner_letter(new, old, at, passage) if at else _first_letter(new, old, passage)


def is_caps_lock_run(now: Sequence[str], was: Sequence[str]) -> bool:
    """Whether chunks beside each other were typed with the caps lock on, as in `tHE LID`."""
    swapped = [chunk.swapcase() for chunk in was]
    return list(now) == swapped and any(map(_is_caps_lock, map(core, now), map(core, was)))


def splits_a_word(new: str, old: str, at: int, vocabulary: Vocabulary) -> bool:
    """Whether a capital at offset `at` splits a plain word into pieces that are none, as in `inClude` or `TyPeParams`.

    In `fileName` for `filename` both pieces are words: an identifier was written in another way.
    """
    if not (new[at].isupper() and LETTERS.fullmatch(new)):
        return False
    part, pieces = _part_around(old, at), (_part_around(new, at - 1), _part_around(new, at))
    if len(part) < MIN_SPLIT or not vocabulary.knows(part.lower()):
        return False
    return not all(vocabulary.stands_alone(piece.lower()) and len(piece) > 1 for piece in pieces)


def _part_around(word: str, at: int) -> str:
    """Return the part of an identifier in camel case around offset `at`: a capital begins a part."""
    start = next((n for n in range(at, 0, -1) if word[n].isupper() and not word[n - 1].isupper()), 0)
    end = next((n for n in range(at + 1, len(word)) if word[n].isupper() and not word[n - 1].isupper()), len(word))
    return word[start:end]


def has_capital(text: str) -> bool:
    """Whether a capital letter is among the characters of `text`."""
    return any(char.isupper() for char in text)


def _is_caps_lock(new: str, old: str) -> bool:
    """Whether a word is written like `hELLO`, whatever its first letter was."""
    is_word = bool(LETTERS.fullmatch(new)) and len(new) >= MIN_CASED and len(new) == len(old)
    return is_word and new[0].islower() and new[1:].isupper() and old[1:].islower()


def _is_brand(word: str, vocabulary: Vocabulary) -> bool:
    """Whether a word with one small letter before its capitals is a name, as `iOS` and `gRPC`."""
    return vocabulary.counts.mixed_case_count(word) > 0 or not vocabulary.is_plain(word.lower())


def _inner_letter(new: str, old: str, at: int, passage: Passage) -> Verdict:
    """One letter behind the first, at offset `at`, has another case."""
    if has_capital(old[1:]):
        return Reason.CASE.open
    vocabulary = passage.vocabulary
    if vocabulary.is_cased_so_here(new):
        return Reason.CASE.intended
    is_told = len(new) >= MIN_CASED or vocabulary.is_function_word(old)
    return Reason.CAPITAL_IN_WORD.broken if is_told and new[at].isupper() and old[1:].islower() else Reason.CASE.open


def _first_letter(new: str, old: str, passage: Passage) -> Verdict:
    if passage.texts.kind(passage.start) not in PROSE:
        return Reason.CASE.intended
    left = passage.left.rstrip()
    begins = not left or left.rstrip(CLOSING_MARKS).endswith(STOPS)
    if new[0].isupper():
        return _capital(new, passage, begins=begins)
    if begins:
        is_sure = left.endswith((".", "!", "?")) and passage.vocabulary.is_plain(new)
        return Reason.SENTENCE_WITHOUT_CAPITAL.broken if is_sure else Reason.SENTENCE_WITHOUT_CAPITAL.open
    return Reason.NAME_WITHOUT_CAPITAL.broken if passage.vocabulary.is_capital_name(old) else Reason.CASE.intended


def _capital(new: str, passage: Passage, *, begins: bool) -> Verdict:
    """The first letter is a capital now; `begins`: it follows the end of a sentence, or a colon."""
    if begins:
        return Reason.CASE.intended
    beside = passage.left.split()[-1:] + passage.right.split()[:1]
    is_among_small = len(beside) == 2 and all(word.islower() for word in beside)
    return (
        Reason.CAPITAL_FUNCTION_WORD.broken
        if is_among_small and passage.vocabulary.is_particle(new)
        else Reason.CASE.open
    )
