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
    is_typo,
    mixes_scripts,
    one_more,
)
from weave_fix.evidence.history.intent.noise import is_noise_in_word
from weave_fix.evidence.history.intent.punctuation import (
    another_punctuation,
    character_lost,
    character_put_in,
    is_letter_behind_mark,
)
from weave_fix.evidence.history.intent.reasons import Reason
from weave_fix.evidence.history.intent.references import loses_definition
from weave_fix.evidence.history.intent.slips import is_slip
from weave_fix.language.confused import are_confused

if TYPE_CHECKING:
    from weave_fix.evidence.history.intent.passage import Passage
    from weave_fix.evidence.history.intent.reasons import Verdict

MIN_SHUFFLED = 4
"""Letters of a word that can be shuffled between its first and its last one."""
MIN_TURNED = 4
"""Letters of a name that stand elsewhere in it, from which on it is no other name: people have names that are alike."""
MIN_TYPO = 4
"""Letters from which on a word with a typo is surely no other word; of function words shorter ones are."""
MIN_ONE_OFF = 6
"""Letters from which on a word with one wrong letter looks misspelled."""
_CALENDAR = """
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday
    January February March April May June July August September October November December
"""
OF_THE_CALENDAR = frozenset(_CALENDAR.split())
"""Names of days and months; people have names that are alike."""
WORDS_OF_A_LETTER = "aio"
"""Letters that are words by themselves, or stand for one."""
MIN_CUT = 5
"""Letters of a word of which one letter is no abbreviation."""
MIN_STUMP, MIN_CUT_LETTERS = 3, 3
"""Letters that are left of a word whose end or beginning was cut off, and letters that were cut off, at least."""
MIN_TWO_TYPOS = 9
"""Letters from which on a word with two typos in it looks misspelled."""
MIN_HOLED = 7
"""Letters from which on a word is told with letters missing in its middle."""
CONFUSED_GAIN = 3.0
"""Nats by which the old word has to be likelier in its sentence than one that is often taken for it. In 190 places
where people exchanged two such words in real commits none that was right reached it, forms of verbs aside."""


def word_for_word(now: str, was: str, passage: Passage) -> Verdict:
    """Return what can be said of the chunk `now` in the place of `was`."""
    new, old = core(now), core(was)
    if loses_definition(now, was, passage):
        return Reason.DEFINITION_LOST.broken
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
            return Reason.MISSPELLED.broken if is_slip(now, was, passage) else Reason.WORD_IN_CODE.intended
        return another_word(new, old, passage, is_whole=new == core(now))
    if is_letter_behind_mark(now, was, passage):
        return Reason.LETTER_BEHIND_MARK.broken
    if is_noise_in_word(now, was) and not passage.is_code:
        return Reason.NOISE_IN_WORD.broken
    return Reason.WORD.intended


def another_word(new: str, old: str, passage: Passage, *, is_whole: bool) -> Verdict:
    """Return what can be said of one word of letters in the place of another.

    `is_whole`: the word is not a part of a longer one, as of a compound.
    """
    vocabulary = passage.vocabulary
    if mixes_scripts(new, old) and vocabulary.is_plain(old):
        return Reason.OTHER_SCRIPT.broken
    if vocabulary.knows(new) or vocabulary.is_written_so(new):
        return _known_word(new, old, passage)
    if is_anagram(new, old):
        begins = not passage.left.strip() or passage.left.rstrip().endswith(STOPS)
        is_name = new[0].isupper() and not begins and old not in OF_THE_CALENDAR
        if is_name and not _is_shuffled_name(new, old, passage):
            return Reason.NAME.intended
        is_of_language = vocabulary.counts.count(old) > 0 or vocabulary.is_listed(old)
        if len(new) >= MIN_SHUFFLED and is_of_language:
            return Reason.SHUFFLED.broken
    if not vocabulary.is_plain(old):
        return Reason.MISSPELLED.broken if is_slip(new, old, passage) else Reason.NAME.intended
    if not passage.in_language:
        return Reason.WORD_OF_ANOTHER_LANGUAGE.intended
    is_particle = is_whole and vocabulary.is_particle(old) and not vocabulary.is_listed(new)
    if passage.texts.is_repeated(new) and not (is_particle and is_typo(new, old)):
        return Reason.REPEATED.intended
    return _misspelled(new, old, passage, is_whole=is_whole)


def _is_shuffled_name(new: str, old: str, passage: Passage) -> bool:
    """Whether a name has many of its letters turned here alone, and stands as it was elsewhere in the document."""
    turned = sum(a != b for a, b in zip(new, old, strict=True))
    return turned >= MIN_TURNED and passage.texts.is_only_slip(new, old)


def _known_word(new: str, old: str, passage: Passage) -> Verdict:
    """Return what can be said of a word that is known, and that may be a typo all the same."""
    if are_confused(new, old):
        is_wrong = passage.in_language and passage.gain > CONFUSED_GAIN
        return Reason.CONFUSED.broken if is_wrong else Reason.WORD.intended
    if _is_first_letter(new, old, passage):
        return Reason.CUT.broken
    is_near = is_typo(new, old) or has_hole(new, old, end=1, least=MIN_STUMP)
    is_rare = is_near and _is_rare_word(new, passage) and passage.vocabulary.is_frequent(old)
    return Reason.RARE_WORD.open if is_rare else Reason.WORD.intended


def _is_first_letter(new: str, old: str, passage: Passage) -> bool:
    """Whether one letter in prose is what is left of a long plain word."""
    is_letter = len(new) == 1 and new.islower() and new not in WORDS_OF_A_LETTER
    return is_letter and len(old) >= MIN_CUT and old[0] == new and passage.in_language and not passage.is_code


def _is_rare_word(word: str, passage: Passage) -> bool:
    """Whether only a list of words has `word`: no text of the model, and nothing of the repository."""
    vocabulary = passage.vocabulary
    return not vocabulary.is_in_model(word) and word.islower() and not vocabulary.is_of_project(word)


def _has_two_typos(new: str, old: str) -> bool:
    """Whether two letters inside a word were put in, lost, replaced or exchanged: an ending is another form."""
    from rapidfuzz.distance import OSA

    return new[0] == old[0] and new[-3:] == old[-3:] and OSA.distance(new, old) <= 2


def _misspelled(new: str, old: str, passage: Passage, *, is_whole: bool) -> Verdict:
    """Return whether a word that nothing knows is the plain word `old` with a typo in it."""
    vocabulary = passage.vocabulary
    if is_whole and vocabulary.is_particle(old) and not vocabulary.is_listed(new) and is_typo(new, old):
        return Reason.FUNCTION_WORD.broken
    is_short_one = is_whole and vocabulary.is_function_word(old) and not vocabulary.is_listed(new)
    if (len(old) >= MIN_TYPO or is_short_one) and is_typo(new, old):
        return Reason.MISSPELLED.broken
    if len(old) >= MIN_HOLED and has_hole(new, old):
        return Reason.LETTERS_MISSING.broken
    if len(old) - len(new) >= MIN_CUT_LETTERS and len(new) >= MIN_STUMP and (old.startswith(new) or old.endswith(new)):
        return Reason.CUT.open
    if len(old) >= MIN_ONE_OFF and is_one_letter_off(new, old) and vocabulary.is_frequent(old):
        return Reason.MAYBE_MISSPELLED.open
    if len(old) >= MIN_TWO_TYPOS and _has_two_typos(new, old) and vocabulary.is_frequent(old):
        return Reason.MAYBE_MISSPELLED.open
    return Reason.NOISE_IN_WORD.broken if is_noise_in_word(new, old) else Reason.WORD.intended
