"""White space: two words joined, one split, or nothing but white space changed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from weave_fix.evidence.history.intent.letters import CLOSING, LETTERS, core, letters_at, letters_before
from weave_fix.evidence.history.intent.reasons import Reason
from weave_fix.patterns import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weave_fix.evidence.history.intent.passage import Passage
    from weave_fix.evidence.history.intent.reasons import Verdict

TARGET = lazy_pattern(r"\([^\s()]{1,400}\)")
"""The target of a link, without a title."""
MAX_LINK = 400
"""Characters of a link's text, at most."""
PAGE_BREAKS = "\x0b\x0c"
"""Vertical tab and form feed."""
SPACE_BEHIND = frozenset('.,;:!?)*_`"')
"""Marks behind which a space is lost."""
SPACE_BEFORE = frozenset('[(*_`"')
"""Marks before which a space is lost."""
ONE_LETTER_WORDS = ("a", "A", "I")
"""Whole words that are lost behind a mark like longer ones."""
COMPOUND_GAIN = 4.0
"""Nats by which two words have to be likelier than the known word that they make together."""
STRONG = "**"
MIN_BEHIND_DIGIT = 3
"""Letters of a word from which on nobody writes a digit directly before it, as before a unit."""

HELD_OPEN = lazy_pattern(r".*[^\W\d_]-|[*_~]+")
"""What a blank should never have stood behind: a person closed `pre- release` up, or `** important**`."""

OWN_SPACE = lazy_pattern(r"<(?:br|hr|img|ref|sub|sup|wbr)\b", re.IGNORECASE)
"""An element that needs no space before it, or breaks the line there: `old<br />`."""
BREAK = lazy_pattern(r"<br ?/?>\Z", re.IGNORECASE)


def white_space(passage: Passage) -> Verdict:
    """Return what can be said of a change of white space between the same chunks."""
    new, old = passage.edit.before, passage.edit.after
    if any(char in new and not passage.texts.is_in_base(char) for char in PAGE_BREAKS):
        return Reason.CONTROL.broken
    is_tab = "\t" in new and "\t" not in old and "\n" not in new + old
    return Reason.SPACE.open if is_tab else Reason.SPACE.intended


def _is_inside_a_link(passage: Passage) -> bool:
    """Whether a blank stands between the text of a link and its target: it is no link any more."""
    text, edit = passage.texts.document, passage.edit
    target = TARGET.match(text, edit.end)
    opens = text.rfind("[", max(0, edit.start - MAX_LINK), edit.start)
    if target is None or text[edit.start - 1 : edit.start] != "]" or opens < 0:
        return False
    label = text[opens : edit.start]
    return not passage.is_code and passage.texts.is_in_base(label + target[0]) and f"{label}:" not in text


def joined_or_split(passage: Passage) -> Verdict | None:
    """Return what can be said of two words that became one, or of one that became two; None for another change."""
    now, was = passage.now, passage.was
    if len(now) == 1 and len(was) == 2 and now[0] == "".join(was):
        return _joined(was[0], was[1], passage)
    if len(now) == 2 and len(was) == 1 and was[0] == "".join(now):
        if passage.edit.before == " " and not passage.edit.after and _is_inside_a_link(passage):
            return Reason.SPACE_IN_LINK.broken
        return _split(now, was[0], passage)
    return None


def _joined(first: str, second: str, passage: Passage) -> Verdict:
    if BREAK.search(f"{passage.left[-len('<br') :]} {first}"):
        return Reason.SPACE.intended
    if passage.is_code:
        return Reason.SPACE_IN_CODE.open
    if first[-1].isalnum() and second[0].isalnum():
        left, right = letters_before(first), letters_at(second)
        if left and right:
            return _joined_words(left, right, first, passage)
        return _joined_to_digit(left, right, first, second, passage)
    return _joined_to_mark(first, second, passage)


def _joined_to_digit(left: str, right: str, first: str, second: str, passage: Passage) -> Verdict:
    """One chunk ends, or the other begins, with a digit; `left` and `right` are the letters at the border."""
    vocabulary = passage.vocabulary
    if second[0].isdecimal() and not vocabulary.is_function_word(left):
        return Reason.NUMBER.intended
    is_glued = first[-1].isdecimal() and right == core(second) and vocabulary.is_plain(right)
    return Reason.JOINED.broken if is_glued and len(right) >= MIN_BEHIND_DIGIT else Reason.JOINED.open


def _joined_words(left: str, right: str, first: str, passage: Passage) -> Verdict:
    vocabulary, new = passage.vocabulary, left + right
    if passage.texts.is_repeated(new):
        return Reason.REPEATED.intended
    if not passage.in_language:
        return Reason.ANOTHER_LANGUAGE.intended
    is_told = any(vocabulary.is_particle(part) or len(part) == 1 for part in (left, right))
    if vocabulary.knows(new) and not is_told:
        return Reason.COMPOUND.intended
    if vocabulary.knows(new) and vocabulary.is_in_model(new):
        return Reason.COMPOUND.broken if passage.gain > COMPOUND_GAIN else Reason.COMPOUND.open
    if vocabulary.knows(new) or not (vocabulary.knows(left) and vocabulary.knows(right)):
        return Reason.JOINED.open
    return Reason.JOINED.broken if is_told else Reason.JOINED.open


def _joined_to_mark(first: str, second: str, passage: Passage) -> Verdict:
    vocabulary = passage.vocabulary
    if HELD_OPEN.fullmatch(first) or OWN_SPACE.match(second):
        return Reason.SPACE.intended
    if not passage.in_language:
        return Reason.SPACE.open
    word = letters_before(first.rstrip(CLOSING)).lower()
    is_long = (len(word) > 1 and len(letters_at(second)) > 1) or second in ONE_LETTER_WORDS
    if first[-1] in SPACE_BEHIND and is_long and vocabulary.is_plain(word) and vocabulary.knows(core(second)):
        return Reason.SPACE_LOST_BEHIND_MARK.broken
    if first[-1].isalpha() and second[0] in SPACE_BEFORE:
        is_told = vocabulary.is_particle(core(first)) or _opens_words(first, second, passage)
        return Reason.SPACE_LOST_BEFORE_MARK.broken if is_told else Reason.SPACE.open
    return Reason.SPACE.open


def _opens_words(first: str, second: str, passage: Passage) -> bool:
    """Whether a bracket or a quote was joined to a plain word of prose, and words of prose stand inside it."""
    word, inside = core(first), second[1:]
    if not (word.islower() and passage.vocabulary.is_plain(word)):
        return False
    if second[0] == "(":
        # A function's arguments end in the same chunk, or have a comma behind the first one.
        following = passage.right.split()[:1]
        return inside.isalpha() and bool(following) and all(map(passage.vocabulary.knows, (inside, core(following[0]))))
    if second.startswith(STRONG):
        # Emphasis in the middle of a word is of one word.
        return (
            STRONG not in second[len(STRONG) :]
            and inside[1:].isalpha()
            and passage.vocabulary.knows(inside[1:].lower())
        )
    return second[0] == '"' and len(core(second)) > 0 and core(second).isalpha()


def _split(now: Sequence[str], was: str, passage: Passage) -> Verdict:
    old, parts = core(was), [core(chunk) for chunk in now]
    if not LETTERS.fullmatch(old) or not all(parts):
        return Reason.SPACE.open
    is_compound = all(passage.vocabulary.stands_alone(part) for part in parts)
    is_told = passage.in_language and passage.vocabulary.is_plain(old) and not is_compound
    return Reason.SPLIT.broken if is_told else Reason.SPLIT.open
