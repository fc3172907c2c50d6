"""The same word with other punctuation around it, or with one character more or less inside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weave_fix.evidence.history.intent.letters import (
    APOSTROPHES,
    LETTERS,
    OPENING,
    character_at,
    character_before,
    core,
    is_compound,
    letters_at,
    one_more,
)
from weave_fix.evidence.history.intent.reasons import Reason
from weave_fix.markdown.blocks import Kind
from weave_fix.markdown.markers import BULLET
from weave_fix.patterns import lazy_pattern

if TYPE_CHECKING:
    from weave_fix.evidence.history.intent.passage import Passage
    from weave_fix.evidence.history.intent.reasons import Verdict

MARKER = lazy_pattern(BULLET)
SCHEME = lazy_pattern(r"\bhttps?://")
MAX_PARAGRAPH = 4000
"""Characters of a paragraph in which brackets and quotes are counted."""
ITEM = 4
"""Characters of what stands in brackets up to which it may be the number of an item."""
PAIRS = ("()", "[]", "{}", "\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}")
"""Marks that open and close."""
TWINS = '`"'
"""Marks that open and close alike."""
NEVER_LEADING = frozenset(",;!?%^)}]=&+|")
"""Marks that nobody writes directly before a word."""
NEVER_BEFORE_MARKER = frozenset(",;?%^}]=&")
"""Marks that nobody writes directly before the marker of a list item: the item would be none."""
NEVER_TRAILING = frozenset("^~\\=@&<")
"""Marks that nobody writes directly behind a word of prose."""
NEVER_INSIDE = frozenset(',;!?#$%^=+~|"<>{}[]()\\*`')
"""Marks that nobody writes between two letters of prose."""
STOPPING = frozenset(";!?")
"""Marks that end a clause."""
UNFINISHED = frozenset(
    {"a", "an", "the", "and", "or", "but", "to", "of", "from", "into", "than", "our", "your", "their", "its", "my"}
)
"""Words behind which a clause goes on."""
STOP_GAIN = 4.0
"""Nats by which a sentence has to be likelier without a mark that ends a clause behind one of them."""
LETTERS_OF_ENDINGS = frozenset("sdnrty")
"""Letters that people write behind a closing mark, as in `*page*s`."""
BEHIND_EMPHASIS = frozenset('*"\N{RIGHT DOUBLE QUOTATION MARK})]')
"""Marks behind which no letter stands, but for an ending."""
JOINING = frozenset("._-/'")
"""Marks inside versions, paths and names."""
USUAL_MARKS = frozenset(".,;:!?*_`")
"""Marks that people put in and take out all the time."""
CONTRACTIONS = frozenset(
    {"s", "t", "d", "m", "n", "em", "im", "er", "re", "ve", "ll", "all", "am", "tis", "twas", "clock"}
)
"""What stands behind an apostrophe inside a word of English."""
VERBS = frozenset({"d", "ll", "m", "re", "ve"})
"""What is left of a verb behind an apostrophe."""
BEFORE_APOSTROPHE = frozenset({"o", "d", "l", "y", "ma", "qu", "j", "c", "m", "n", "s", "e"})
"""What stands before an apostrophe in names and in words of other languages, as in `O'Hara` or `d'accord`."""
ELISION_GAIN = 1.0
"""Nats by which a frequent word has to be likelier than one of another language, which has an apostrophe."""
CONTRACTED = frozenset({"here", "how", "that", "there", "what", "where", "who"})
"""Words that nobody makes a plural of, so that `'s` behind them is a contraction."""
MIN_EMPHASIZED = 4
"""Letters of a word from which on neither a letter behind its closing mark nor a `_` before it is of a name."""
MIN_DIGIT_BEFORE = 4
"""Letters of a word from which on nobody writes a digit directly before it."""
MIN_DOTTED = 4
"""Letters from which on a word with a full stop in it is no abbreviation."""


def another_punctuation(now: str, was: str, passage: Passage) -> Verdict:
    """Return what can be said of a word whose punctuation was changed."""
    added, lost = one_more(now, was), one_more(was, now)
    if added is not None:
        return _mark_put_in(now, added, passage)
    if lost is not None and _has_lost_its_partner(was, lost, passage):
        return Reason.PARTNER_LOST.broken
    return Reason.PUNCTUATION.intended


def _has_lost_its_partner(was: str, lost: int, passage: Passage) -> bool:
    """Whether the mark at offset `lost` of the chunk `was` was taken out, and its partner left.

    A bracket may be taken out before an item's number or letter, as `(a)` becomes `a)`. A back-tick that is lost makes
    code of what stands behind it, up to the next one.
    """
    char, letters = was[lost], was[lost + 1 : was.find(")", lost)]
    if char == "(" and len(letters) < ITEM and _begins_item(passage):
        return False
    if char == "`" and "``" in was:
        return False
    return _is_unbalanced(char, passage, more=False)


def _mark_put_in(now: str, at: int, passage: Passage) -> Verdict:
    char, letters = now[at], LETTERS.search(now)
    if _is_unbalanced(char, passage, more=True):
        return Reason.PARTNER_MISSING.broken
    if char in USUAL_MARKS and _is_before_contraction(now, at) and not passage.is_code:
        return Reason.CHARACTER_IN_WORD.broken
    if letters and passage.vocabulary.is_plain(letters[0].lower()):
        if char in NEVER_LEADING and at + 1 == letters.start():
            return Reason.MARK_BEFORE_WORD.intended if passage.is_code else Reason.MARK_BEFORE_WORD.open
        is_last = at == len(now) - 1 and character_before(now, at).isalpha()
        if is_last and char in NEVER_TRAILING and not passage.is_code:
            return Reason.MARK_BEHIND_WORD.broken
        if is_last and char == "_" and not passage.is_code and _is_only_one(char, passage):
            return Reason.MARK_BEHIND_WORD.broken
        if is_last and char in STOPPING and letters[0] in UNFINISHED and _stops_a_clause(passage):
            return Reason.MARK_BEHIND_WORD.broken
        if at == 0 and char == "_" and _begins_no_emphasis(now, passage):
            return Reason.MARK_BEFORE_WORD.broken
    return Reason.PUNCTUATION.intended if char in USUAL_MARKS else Reason.PUNCTUATION.open


def _stops_a_clause(passage: Passage) -> bool:
    """Whether the sentence goes on behind the mark, and is much likelier without it."""
    goes_on = passage.left[-1:].isalnum() and passage.right[:1].islower()
    return goes_on and passage.in_language and not passage.is_code and passage.gain > STOP_GAIN


def _begins_no_emphasis(now: str, passage: Passage) -> bool:
    """Whether the `_` before a frequent word of a sentence has no partner, and makes no name that stands elsewhere."""
    word, vocabulary = now[1:], passage.vocabulary
    is_frequent = len(word) >= MIN_EMPHASIZED and word.isalpha() and word.islower() and vocabulary.is_frequent(word)
    is_inside = passage.left[-1:].isalpha() and passage.right[:1].islower()
    is_name = passage.texts.is_in_base(now) or vocabulary.is_of_project(now) or passage.texts.document.count(now) > 1
    return is_frequent and is_inside and not is_name and not passage.is_code and _is_only_one("_", passage)


def is_letter_behind_mark(now: str, was: str, passage: Passage) -> bool:
    """Whether a letter that is no ending was put in behind the mark that closes the plain word of the chunk `was`."""
    if one_more(now, was) != len(was) or now[-1].lower() in LETTERS_OF_ENDINGS or was[-1] not in BEHIND_EMPHASIS:
        return False
    word = was[:-1].lstrip(OPENING)
    is_plain = len(word) >= MIN_EMPHASIZED and word.islower() and passage.vocabulary.is_plain(word)
    return is_plain and passage.in_language and not passage.is_code


def _is_before_contraction(now: str, at: int) -> bool:
    """Whether the mark at offset `at` stands between a word and the `'ll` that belongs to it."""
    is_apostrophe = character_at(now, at + 1) in tuple(APOSTROPHES)
    return is_apostrophe and character_before(now, at).isalpha() and letters_at(now[at + 2 :]) in VERBS


def _begins_item(passage: Passage) -> bool:
    """Whether the change stands where a line, a sentence or a part of one begins."""
    left = passage.texts.document[max(0, passage.start - ITEM) : passage.start].rstrip(" ")
    return not left or left[-1] in "\n.,:;!?-*+"


def _is_unbalanced(char: str, passage: Passage, *, more: bool) -> bool:
    """Whether a bracket or quote lacks its partner in the paragraph now, and the base has one less, or one more."""
    start, end = passage.texts.paragraph(passage.start)
    change = 1 if more else -1
    is_code = passage.is_code and not (char == "`" and passage.texts.kind(passage.start) is Kind.CODE)
    if end - start > MAX_PARAGRAPH or is_code or passage.texts.surplus(char) != change:
        return False
    paragraph = passage.texts.document[start:end]
    if char in TWINS:
        return paragraph.count(char) % 2 == 1
    pair = next((pair for pair in PAIRS if char in pair), "")
    if not pair:
        return False
    depth = paragraph.count(pair[0]) - paragraph.count(pair[1])
    return depth == (change if char == pair[0] else -change)


def _is_only_one(char: str, passage: Passage) -> bool:
    """Whether the paragraph has a mark once, and so no emphasis that it ends."""
    start, end = passage.texts.paragraph(passage.start)
    return end - start <= MAX_PARAGRAPH and passage.texts.document.count(char, start, end) == 1


def character_put_in(now: str, was: str, at: int, passage: Passage) -> Verdict:
    """Return what can be said of a digit or a mark that was put in at offset `at` of the chunk `now`."""
    char, left, right = now[at], character_before(now, at), character_at(now, at + 1)
    word = core(was)
    if at == 0 and char in NEVER_BEFORE_MARKER and _is_marker(was, passage):
        return Reason.MARK_BEFORE_MARKER.broken
    if any(scheme.start() < at < scheme.end() for scheme in SCHEME.finditer(was)) and not char.isalnum():
        return Reason.CHARACTER_IN_WORD.broken
    if not (LETTERS.fullmatch(word) or is_compound(word)):
        is_inside = left.isalnum() and right.isalnum() and not char.isalnum() and char not in JOINING
        return Reason.WORD.open if is_inside else Reason.WORD.intended
    if left.isalpha() and right.isalpha():
        return _inside_word(now, word, at, passage)
    return _digit(now, word, at, passage) if char.isdecimal() else another_punctuation(now, was, passage)


def _is_marker(was: str, passage: Passage) -> bool:
    """Whether the chunk `was` began a list item, in a list that has another one with the same marker beside it."""
    text, start = passage.texts.document, passage.start
    line = text.rfind("\n", 0, start) + 1
    if MARKER.fullmatch(was) is None or passage.is_code or text[line:start].strip(" "):
        return False
    above = text[text.rfind("\n", 0, max(0, line - 1)) + 1 : line]
    below = text[text.find("\n", start) + 1 :][: start - line + len(was) + 1]
    return any(beside.startswith(f"{text[line:start]}{was} ") for beside in (above, below))


def _inside_word(now: str, word: str, at: int, passage: Passage) -> Verdict:
    char, vocabulary = now[at], passage.vocabulary
    if passage.is_code or not (vocabulary.knows(word) or vocabulary.knows(word.lower())):
        return Reason.CHARACTER_IN_WORD.open
    if char in NEVER_INSIDE or char.isdecimal():
        return Reason.CHARACTER_IN_WORD.broken
    if char in APOSTROPHES and word.islower() and vocabulary.is_plain(word) and now[at + 1 :].islower():
        behind = letters_at(now[at + 1 :])
        is_english = vocabulary.is_frequent(word) and passage.in_language and passage.gain > ELISION_GAIN
        is_contraction = behind in CONTRACTIONS or (now[:at] in BEFORE_APOSTROPHE and not is_english)
        return Reason.WORD.intended if is_contraction else Reason.CHARACTER_IN_WORD.broken
    if char in APOSTROPHES or not word[1:].islower():
        return Reason.WORD.intended
    if char == "." and not (
        len(word) >= MIN_DOTTED and at > 1 and now[at - 2 : at].isalpha() and now[at + 1 : at + 3].isalpha()
    ):
        return Reason.ABBREVIATION.intended
    if vocabulary.is_particle(word) and word.islower() and char != "/":
        return Reason.CHARACTER_IN_WORD.broken
    halves = LETTERS.findall(now[:at])[-1:] + LETTERS.findall(now[at + 1 :])[:1]
    is_compound = len(halves) < 2 or all(vocabulary.stands_alone(half) for half in halves)
    return Reason.COMPOUND.intended if is_compound else Reason.CHARACTER_IN_WORD.broken


def _digit(now: str, word: str, at: int, passage: Passage) -> Verdict:
    """A digit glued to a word of prose: nobody begins a longer word with one, or ends a function word so."""
    if passage.is_code or len(word) == 1:
        return Reason.DIGIT.intended
    is_before = at < now.index(word[-1])
    is_told = len(word) >= MIN_DIGIT_BEFORE if is_before else passage.vocabulary.is_function_word(word)
    is_plain = word.islower() and passage.vocabulary.is_plain(word)
    return Reason.DIGIT_BESIDE_WORD.broken if is_told and is_plain else Reason.DIGIT.intended


def character_lost(now: str, was: str, at: int, passage: Passage) -> Verdict:
    """Return what can be said of a mark that was taken out at offset `at` of the chunk `was`."""
    new = core(now)
    if passage.is_code or not new.isalpha() or not _is_contraction(was, at):
        return Reason.PUNCTUATION.intended
    is_told = not passage.vocabulary.is_listed(new) and not passage.texts.is_repeated(new)
    return Reason.APOSTROPHE_LOST.broken if is_told else Reason.PUNCTUATION.intended


def _is_contraction(was: str, at: int) -> bool:
    """Whether the mark at offset `at` of the chunk `was` is the apostrophe of `don't`, and not of `the PDF's`."""
    stem, ending = core(was[:at]), core(was[at + 1 :])
    if was[at] not in APOSTROPHES or not (stem.isalpha() and ending.isalpha()):
        return False
    return ending.lower() != "s" or stem.lower() in CONTRACTED
