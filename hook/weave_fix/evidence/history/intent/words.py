"""One chunk in the place of another: letters, case, punctuation, or a character inside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weave_fix.evidence.history.intent.letter_case import another_case
from weave_fix.evidence.history.intent.letters import (
    LETTERS,
    STOPS,
    core,
    differing_runs,
    has_hole,
    is_anagram,
    is_one_letter_off,
    is_slip,
    one_more,
)
from weave_fix.evidence.history.intent.noise import is_noise_in_word
from weave_fix.evidence.history.intent.punctuation import another_punctuation, character_lost, character_put_in
from weave_fix.evidence.history.intent.reasons import Reason

if TYPE_CHECKING:
    from weave_fix.evidence.history.intent.passage import Passage
    from weave_fix.evidence.history.intent.reasons import Verdict

MIN_SHUFFLED = 4
"""Letters of a word that can be shuffled between its first and its last one."""
MIN_SLIP = 4
"""Letters from which on a word with a typo is surely no other word; of function words shorter ones are."""
MIN_ONE_OFF = 6
"""Letters from which on a word with one wrong letter looks misspelled."""
MIN_HOLED = 7
"""Letters from which on a word is told with letters missing in its middle."""


def word_for_word(now: str, was: str, passage: Passage) -> Verdict:
    """Return what can be said of the chunk `now` in the place of `was`."""
    new, old = core(now), core(was)
    if now.casefold() == was.casefold():
        return another_case(now, was, passage)
    if new == old:
        return another_punctuation(now, was, passage)
    if new.casefold() == old.casefold() and now.replace(new, "", 1) == was.replace(old, "", 1):
        return another_case(new, old, passage)
    added, lost = one_more(now, was), one_more(was, now)
    if added is not None and not now[added].isalpha():
        return character_put_in(now, was, added, passage)
    if lost is not None and not was[lost].isalnum():
        return character_lost(now, was, lost, passage)
    return _other_letters(now, was, passage)


def _other_letters(now: str, was: str, passage: Passage) -> Verdict:
    new, old = differing_runs(now, was)
    if LETTERS.fullmatch(new) and LETTERS.fullmatch(old):
        if new.casefold() == old.casefold():
            return another_case(new, old, passage)
        if passage.is_code:
            return Reason.WORD_IN_CODE.intended
        return another_word(new, old, passage, is_whole=new == core(now))
    if is_noise_in_word(now, was) and not passage.is_code:
        return Reason.NOISE_IN_WORD.broken
    return Reason.WORD.intended


def another_word(new: str, old: str, passage: Passage, *, is_whole: bool) -> Verdict:
    """Return what can be said of one word of letters in the place of another.

    `is_whole`: the word is not a part of a longer one, as of a compound.
    """
    vocabulary = passage.vocabulary
    if vocabulary.knows(new) or vocabulary.is_written_so(new):
        return Reason.WORD.intended
    if is_anagram(new, old):
        if new[0].isupper() and passage.left.strip() and not passage.left.rstrip().endswith(STOPS):
            return Reason.NAME.intended
        is_of_language = vocabulary.counts.count(old) > 0 or vocabulary.is_listed(old)
        if len(new) >= MIN_SHUFFLED and is_of_language:
            return Reason.SHUFFLED.broken
    if not vocabulary.is_plain(old):
        return Reason.NAME.intended
    if not passage.in_language:
        return Reason.WORD_OF_ANOTHER_LANGUAGE.intended
    if passage.texts.is_repeated(new):
        return Reason.REPEATED.intended
    return _misspelled(new, old, passage, is_whole=is_whole)


def _misspelled(new: str, old: str, passage: Passage, *, is_whole: bool) -> Verdict:
    """Return whether a word that nothing knows is the plain word `old` with a typo in it."""
    vocabulary = passage.vocabulary
    is_short_one = is_whole and vocabulary.is_function_word(old) and not vocabulary.is_listed(new)
    if (len(old) >= MIN_SLIP or is_short_one) and is_slip(new, old):
        return Reason.MISSPELLED.broken
    if len(old) >= MIN_HOLED and has_hole(new, old):
        return Reason.LETTERS_MISSING.broken
    if len(old) >= MIN_ONE_OFF and is_one_letter_off(new, old) and vocabulary.is_frequent(old):
        return Reason.MAYBE_MISSPELLED.open
    return Reason.NOISE_IN_WORD.broken if is_noise_in_word(new, old) else Reason.WORD.intended
