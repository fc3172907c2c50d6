"""Several words in the place of several others: does the change cut a word open, or is it a person's wording?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from weave_fix.diff.align import shared_prefix
from weave_fix.evidence.history.intent.letter_case import has_capital, is_caps_lock_run
from weave_fix.evidence.history.intent.letters import (
    CLOSING_MARKS,
    LETTERS,
    STOPS,
    character_at,
    character_before,
    core,
    letters_at,
    letters_before,
    word_at,
)
from weave_fix.evidence.history.intent.own_sentences import takes_a_sentence
from weave_fix.evidence.history.intent.passage import MAX_CHUNK
from weave_fix.evidence.history.intent.reasons import Reason
from weave_fix.evidence.history.intent.vocabulary import SHORT, STUB
from weave_fix.evidence.history.intent.words import word_for_word
from weave_fix.markdown.markers import BULLET
from weave_fix.named_tuple import NamedTuple
from weave_fix.patterns import lazy_pattern

if TYPE_CHECKING:
    from weave_fix.evidence.history.intent.passage import Passage
    from weave_fix.evidence.history.intent.reasons import Verdict
    from weave_fix.evidence.history.intent.vocabulary import Vocabulary
    from weave_fix.records import Edit

MARKER = lazy_pattern(rf"[ \t]*{BULLET}")
STUTTER = lazy_pattern(r"([^\W\d_]{1,3})-\1", re.IGNORECASE)
"""How somebody is made to speak, as in `th-think`."""
SPACE = lazy_pattern(r"\s+")
"""White space between two chunks; where it changed, the change is more than single words."""
END_OF_PARAGRAPH = lazy_pattern(r"[ \t]*(?:\n[ \t]*(?:\n|\Z)|\Z)")
SEAM = 2
"""Letters that a cut word and the word that it was have to share at the border of the edit."""
MIN_REWORDED = 9
"""Characters of new text from which on another wording can be a span of other text."""
MIN_CUT_OFF = 3
"""Words, the one that was cut among them, from which on the rest of a paragraph was surely cut off."""
CUT_GAIN = 6.0
"""Nats by which the old text has to be likelier where two cut words make one that is known."""
ONE_LETTER_WORDS = "aAI"
"""Letters that are words of English by themselves."""
SURE, MAYBE, NOT_CUT = 2, 1, 0
"""How surely a word is cut open."""


def another_span(passage: Passage) -> Verdict:
    """Return what can be said of chunks in the place of others, of which one side has several."""
    edit, texts = passage.edit, passage.texts
    if takes_a_sentence(edit, texts, passage.vocabulary):
        return Reason.OWN_SENTENCE.intended
    if any(STUTTER.match(chunk) for chunk in set(passage.now).difference(passage.was)):
        return Reason.REWORDED.intended
    single = _words_one_by_one(passage)
    if single is not None:
        return single
    if not passage.in_language:
        return Reason.REWORDED.intended
    if is_caps_lock_run(passage.now, passage.was) and not passage.is_code:
        return Reason.CAPS_LOCK.broken
    if not edit.before and len(passage.now) == 1:
        return Reason.CUT_OFF.broken if _ends_inside_a_word(passage) else _text_taken_out_of_words(passage)
    return _span_in_language(passage)


def _span_in_language(passage: Passage) -> Verdict:
    """Return what can be said of a span in the model's language whose words have to be compared at their borders."""
    edit, texts = passage.edit, passage.texts
    now, was = " ".join(passage.now), " ".join(passage.was)
    cut = (
        _cut(_Border.of(now, was), passage.vocabulary),
        _cut(_Border.of(now[::-1], was[::-1], is_end=True), passage.vocabulary),
    )
    if SURE in cut:
        return Reason.CUT.open if texts.is_code(edit.start) else Reason.CUT.broken
    if MAYBE in cut:
        return Reason.MAYBE_CUT.open
    if _parts_exchanged(passage):
        return Reason.CUTS.broken
    return Reason.REWORDED.open if len(now) >= MIN_REWORDED else Reason.REWORDED.intended


def _words_one_by_one(passage: Passage) -> Verdict | None:
    """Return the least that is said of single words, where most words and all white space are the same."""
    now, was, edit = passage.now, passage.was, passage.edit
    if len(now) != len(was) or SPACE.findall(edit.before) != SPACE.findall(edit.after):
        return None
    pairs = [(new, old) for new, old in zip(now, was, strict=True) if new != old]
    if 2 * len(pairs) >= len(now) + 2:
        return None
    return min((word_for_word(new, old, passage) for new, old in pairs), key=lambda verdict: verdict.rank)


def _ends_inside_a_word(passage: Passage) -> bool:
    """Whether a paragraph ends inside the first of several words that the base has in that place."""
    text, (now, *more), was = passage.texts.document, passage.now, passage.was
    is_last = END_OF_PARAGRAPH.match(text, passage.edit.end) is not None
    if more or passage.edit.before or len(was) < MIN_CUT_OFF or not is_last or passage.is_code:
        return False
    is_piece = now.isalpha() and was[0] != now and was[0].startswith(now) and letters_at(was[0]) != now
    is_closed = was[-1].rstrip(CLOSING_MARKS).endswith(STOPS) and passage.left[-1:].isalnum()
    return is_piece and is_closed and passage.vocabulary.knows(letters_at(was[0]))


def _text_taken_out_of_words(passage: Passage) -> Verdict:
    """Return what can be said of text that was taken out between two places of one chunk."""
    edit, text = passage.edit, passage.texts.document
    broken = _broken_junction(passage)
    if broken is not None:
        return broken.open if passage.texts.is_code(edit.start) else broken.broken
    cuts_left = character_before(text, edit.start).isalpha() and edit.after[:1].isalpha()
    cuts_right = character_at(text, edit.end).isalpha() and edit.after[-1:].isalpha()
    return Reason.REWORDED.open if cuts_left or cuts_right else Reason.REWORDED.intended


def _broken_junction(passage: Passage) -> Reason | None:
    """Return why the word is none that is left where text was taken out; None where it may be one."""
    edit, text = passage.edit, passage.texts.document
    beside = character_before(text, edit.start), character_at(text, edit.end)
    left = letters_before(text[max(0, edit.start - MAX_CHUNK) : edit.start])
    right = letters_at(text[edit.end : edit.end + MAX_CHUNK])
    cuts_left = bool(left) and edit.after[:1].isalpha()
    cuts_right = bool(right) and edit.after[-1:].isalpha()
    if not (cuts_left or cuts_right):
        return None
    if not all(char.isalnum() or char.isspace() for char in "".join(beside)):
        is_stump = len(right) == 1 and right not in ONE_LETTER_WORDS and not passage.is_code
        return Reason.CUT if is_stump and _is_behind_marker(text, edit) else None
    if not passage.vocabulary.is_word(left + right):
        return Reason.CUT
    is_told = cuts_right and (cuts_left or beside[0].isspace())
    return Reason.CUTS if is_told and passage.gain > CUT_GAIN else None


def _is_behind_marker(text: str, edit: Edit) -> bool:
    """Whether words were taken out behind the marker of a list item, with the space that a list needs there."""
    line = text[text.rfind("\n", 0, edit.start) + 1 : edit.start]
    return edit.after[:1].isspace() and MARKER.fullmatch(line) is not None


def _parts_exchanged(passage: Passage) -> bool:
    """Whether both sides are the same letters, and the document has a word among them that nothing knows."""
    now, was = passage.now, passage.was
    if sorted("".join(now)) != sorted("".join(was)):
        return False
    new = {core(chunk) for chunk in now} - {core(chunk) for chunk in was}
    return any(LETTERS.fullmatch(word) and not passage.vocabulary.knows(word) for word in new)


class _Border(NamedTuple):
    """The words at one border of a change."""

    shared: str
    """The letters with which both words begin; at the end of a change, with which they end."""
    rest: str
    """The letters that the new word has besides."""
    new: str
    old: str
    is_whole: bool
    """Whether the new word has no digit or `_` beside these letters."""
    is_end: bool

    @classmethod
    def of(cls, now: str, was: str, *, is_end: bool = False) -> _Border:
        """Return the border where two texts part; at the end of a change both are given backwards."""
        end = shared_prefix(now, was)
        shared = letters_before(now[:end])
        rest, old_rest = letters_at(now[end:]), letters_at(was[end:])
        words = [shared, rest, shared + rest, shared + old_rest]
        if is_end:
            words = [word[::-1] for word in words]
        return cls(words[0], words[1], words[2], words[3], word_at(now[end:]) == rest, is_end)


def _cut(border: _Border, vocabulary: Vocabulary) -> int:
    """Return how surely the new word at a border is a piece of the old one with other text on it."""
    shared, rest, new, old = border.shared, border.rest, border.new, border.old
    if not shared or new == old:
        return NOT_CUT
    if old == shared and (len(shared) < SEAM or not border.is_end):
        # Words grow at their end on purpose, by an ending, and seldom at their beginning.
        has_grown = not vocabulary.knows(new) and vocabulary.knows(shared) and vocabulary.is_plain(old)
        return MAYBE if has_grown else NOT_CUT
    is_word = vocabulary.is_word(new) and (len(new) > 1 or new in ONE_LETTER_WORDS)
    if (is_word and border.is_whole) or not vocabulary.knows(old):
        return NOT_CUT
    if has_capital(new[1:]) and not new.isupper() and old[1:].islower():
        return SURE
    is_plain = vocabulary.is_plain(old)
    if is_plain and (len(shared) >= SEAM or len(new) <= STUB):
        return SURE
    if len(rest) > SHORT and vocabulary.knows(rest):
        return SURE
    is_stub = new == shared and old[1:].islower()
    return MAYBE if len(shared) > SEAM or (len(shared) == SEAM and is_stub) else NOT_CUT
