"""A space or a line end was taken out, so that two words run together."""

from __future__ import annotations

from math import inf, log
from typing import TYPE_CHECKING

from weave_fix.language.compounds import FUNCTION_WORDS, most_apart
from weave_fix.language.foreign_words import has_foreign_words, words_near
from weave_fix.language.mention import FILE
from weave_fix.language.spaceless import TIGHT, is_written_so, tight_brackets
from weave_fix.language.tokens import LOWER, PUNCTUATION_CLASSES, TITLE, normalize
from weave_fix.language.word_formation import is_latin_plural
from weave_fix.markdown.layout import STOPS
from weave_fix.patterns import lazy_pattern
from weave_fix.positions import widened
from weave_fix.records import Applicability, Candidate, Corruption, Edit
from weave_fix.signatures import _line_breaks, _lost_spaces
from weave_fix.signatures._diff_helpers import undo_each
from weave_fix.signatures.record import Signature

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from random import Random

    from weave_fix.diff.comparison import Comparison, Hunk
    from weave_fix.language.analyzed_document import AnalyzedDocument
    from weave_fix.records import Site

BESIDE_A_MARK = "delete_whitespace_character beside a mark"
BEHIND_A_STOP = "delete_whitespace_character behind a stop"
"""Kinds of this damage that nobody writes on purpose."""


def corrupt(text: str, site: Site, rng: Random, foreign: str) -> Corruption | None:
    """Take out one white-space character of the line, its end included."""
    spaces = [i for i in range(site.start, min(site.end + 1, len(text))) if text[i].isspace()]
    if not spaces:
        return None
    at = rng.choice(spaces)
    return Corruption(text[:at] + text[at + 1 :], at, at)


def _explains(hunk: Hunk) -> bool:
    return not hunk.new and hunk.old in (" ", "\n", "\t", "\r\n", "\N{NO-BREAK SPACE}")


def from_diff(comparison: Comparison) -> Iterator[Candidate]:
    """Yield the places where the base has one white space more."""
    return undo_each(comparison, __name__, "white space lost", _explains)


OPTION = lazy_pattern(r"(?<![\w-])--?\w[\w-]*[ =]\Z")
"""An option of a command, and what stands before its value."""
THRICE = 3
"""Times from which on a page writes a word so on purpose."""
COMMONEST = 300_000
"""Times from which on a word of three letters is `the` or `and`: no name begins so, as it may with `to` or `is`."""
BEGINS = 10_000
"""Times from which on a word is one that sentences begin with, and not the name of something behind a dot."""
SELDOM_FIRST = -1.2
"""Nats below which a word stands so seldom behind a full stop that no sentence is taken to begin with it."""
FAINT, FAINT_COMPOUND = 0.5, 2.5
"""Log-odds from which on a place inside a word is reported, and one inside what may be a compound."""
COORDINATE = 5
"""Letters of the name of a value at most."""
ARGUMENTS = lazy_pattern(r"[A-Z]{2},[A-Z]{2}")
"""What a function gets, by its names: `POS,WHENCE`."""
ATTRIBUTES = lazy_pattern(r"(?:\*\*?|__?)\{")
"""The end of emphasis, and attributes that are told of it: `__New__{ .note }`."""
BOLD_LABEL = lazy_pattern(r"[:.!?](?:\*\*?|__?)\w")
"""The end of a label that is set off, behind whose marks a space is lost, and not before them: `**Note:**Bake it`."""
SHORT_NAME = 3
"""Letters up to which a word may be the name of something that ends in a dot and another name: `js.Build`."""


def from_text(document: AnalyzedDocument) -> Iterator[Candidate]:
    """Yield places where two words, or a mark and a word, stand together that are written apart."""
    lost = {place: document.layout.separator(place) for place in _lost_spaces.places(document)}
    lost |= {place: document.layout.line_end(place) for place in _line_breaks.before_marks(document)}
    lost |= dict.fromkeys((*_line_breaks.between_lines(document), *_line_breaks.before_indentations(document)), "\n")
    for place, space in lost.items():
        yield Candidate("delete_whitespace_character", (Edit(place, place, "", space),), "white space lost")


def skip_gain_filter(edit: Edit, document: AnalyzedDocument) -> bool:
    """Whether a space belongs beside a mark or code, which makes no word likelier."""
    return not (document.text[edit.start - 1].isalnum() and document.text[edit.start].isalnum())


def subtype(features: Mapping[str, float]) -> str:
    """Return what the thresholds of a repair are called.

    Two words run together may be a compound, or a name such as `node1` and `types.Type`; a comma or code with no space
    beside it is none, nor is the beginning of a sentence behind a stop.
    """
    is_behind_a_stop = features["before is a mark"] == PUNCTUATION_CLASSES["."]
    is_before_a_word = features["right is letter"] == 1
    if is_behind_a_stop and is_before_a_word and features["capitals then"] < _lost_spaces.SELDOM:
        return BEHIND_A_STOP
    inside = features["left is letter"] == 1 and is_before_a_word
    is_blank_line = features["right is letter"] == 2
    is_name = (features["digits in the word"] or is_behind_a_stop) and not is_blank_line
    return "delete_whitespace_character" if inside or is_name else BESIDE_A_MARK


def veto_safe(edit: Edit, features: Mapping[str, float]) -> bool:
    """Whether a capital parts two words already: `outerHTML`, but not `theAPI`."""
    is_with_article = features["commonest part"] > log(COMMONEST) and features["shortest word then"] > 2
    return bool(features["mixed case now"]) and not is_with_article


def is_sure(edit: Edit, document: AnalyzedDocument) -> bool:
    """Whether a sentence ends at a stop and the next one begins there, by their words: `seconds.After that`."""
    at = document.token_at(edit.start)
    if edit.after != " " or document.start(at) != edit.start or at + 1 >= len(document.tokens):
        return False
    last, mark, first, following = document.tokens[at - 2 : at + 2]
    is_stop = (
        mark.text in STOPS
        and mark.no_space_before
        and first.no_space_before
        and not last.no_space_before
        and (last.case == LOWER or (last.case == TITLE and mark.text != "."))
    )
    is_begun = first.case == TITLE and not following.no_space_before and following.case == LOWER
    if not (
        is_stop
        and is_begun
        and len(last.text) > 2
        and document.knows(last.text)
        and _lost_spaces.is_seldom_raised(document, at)
    ):
        return False
    begins = document.counts.count(first.text) > log(BEGINS) and document.pmis[at + 1] > 0
    return mark.text != "." or (begins and not _may_be_dotted(document, at))


def _may_be_dotted(document: AnalyzedDocument, at: int) -> bool:
    """Whether the word of token `at`, behind a dot, may belong to a name with the one before it: `reflect.Value`.

    The page has more than one of its kind, or hardly any sentence begins with it.
    """
    last, first = document.tokens[at - 2].text, document.tokens[at].text
    return document.pmis[at] < SELDOM_FIRST or document.dotted[last, first[0]] > 1


def max_applicability(edit: Edit, features: Mapping[str, float], document: AnalyzedDocument) -> Applicability | None:
    """Return how far a repair may go at most.

    What is written without spaces stays (`spaceless`), as does a name behind a dot; what stands in brackets without any
    space may be the names of several things, `(host,port)`, and two words may be a term (`compounds`).
    """
    text, place = document.text, edit.start
    if edit.before == "" and text[place - 1 : place] == "." and text[place : place + 1].isupper():
        return _most_behind_a_dot(document, document.token_at(place))
    if edit.before == "" and (is_written_so(text, place) or text[place - 1] == "[" or ATTRIBUTES.match(text, place)):
        return None
    if edit.before == "" and text[place - 1 : place] in (",", ";") and (name := tight_brackets(text, place)):
        are_names = text[place - 2 : place - 1].isalnum() and text[place : place + 1].isalnum()
        return None if name.isalnum() or are_names else Applicability.UNSAFE
    if edit.before == "" and text[place - 1 : place] == "," and _may_be_coordinates(text, place, document):
        return Applicability.UNSAFE
    if edit.before == "" and BOLD_LABEL.match(text, place - 1):
        return None
    if edit.before == "" and ARGUMENTS.match(text, max(0, place - 3)):
        return None
    if edit.before == "" and _is_numbered(text, place):
        return Applicability.UNSAFE
    if edit.before or not _is_inside_a_word(text, place):
        return Applicability.SAFE
    is_foreign = has_foreign_words(words_near(document, document.token_at(place)))
    return None if is_foreign else _most_of_compound(place, document)


def _may_be_coordinates(text: str, place: int, document: AnalyzedDocument) -> bool:
    """Whether two short words beside a comma, one of them seldom seen, may be the names of two values: `lat,long`."""
    first, second = _halves(text, place - 1)[0], _halves(text, place)[1]
    are_short = 0 < len(first) <= COORDINATE and 0 < len(second) <= COORDINATE
    return are_short and any(document.counts.count(normalize(word)) == 0 for word in (first, second))


def _most_behind_a_dot(document: AnalyzedDocument, at: int) -> Applicability | None:
    """Return how far the repair may go at most that parts the word of token `at` from the dot before it."""
    last = document.tokens[at - 2].text
    if last.islower() and len(last) <= SHORT_NAME and document.counts.count(last) < log(BEGINS):
        return None
    return Applicability.UNSAFE if _may_be_dotted(document, at) else Applicability.SAFE


def _is_inside_a_word(text: str, place: int) -> bool:
    return text[place - 1 : place].isalpha() and text[place : place + 1].isalpha()


def _is_numbered(text: str, place: int) -> bool:
    """Whether a number stands at the end of a word that may be the name of something with versions: `node14`."""
    before, behind = text[place - 1 : place], text[place : place + 1]
    return before.isalpha() and behind.isdecimal() and _halves(text, place)[0] not in FUNCTION_WORDS


def _halves(text: str, place: int) -> tuple[str, str]:
    """Return the letters before and behind offset `place` of a word."""
    start, end = widened(text, place, place, len(text), str.isalpha)
    return text[start:place], text[place:end]


def _most_of_compound(place: int, document: AnalyzedDocument) -> Applicability | None:
    """Return how far the repair may go at most that parts the word around `place`, which may be a name or a term.

    Such is one that the page has thrice, or so in code, a link, front matter or with capitals (`MachinePool`), one that
    an option gets, and one that a file name follows.
    """
    text = document.text
    first, second = _halves(text, place)
    start, end, written = place - len(first), place + len(second), first + second
    is_used = document.word_counts.get(written, 0) >= THRICE or document.is_named(start, end)
    word = written.lower()
    if is_used or word in document.compound_names or is_latin_plural(word, document.counts):
        return None
    if OPTION.search(text, max(0, start - TIGHT), start) or FILE.match(text, end + 1):
        return None
    return most_apart(normalize(first), normalize(second), document.counts)


def min_reported(edit: Edit, document: AnalyzedDocument) -> float:
    """Return the log-odds that a repair needs to be reported where it is not safe.

    More inside a word that may be a term; in the middle of a line, for a line end; and for a stop that may part a name.
    """
    text, place = document.text, edit.start
    if edit.after == "\n" and text[place - 1 : place] != "\n":
        return FAINT
    if text[place - 1 : place] == "." and text[place : place + 1].isupper():
        return FAINT
    if _is_numbered(text, place):
        return FAINT_COMPOUND
    if not _is_inside_a_word(text, place):
        return -inf
    first, second = map(normalize, _halves(text, place))
    return -inf if most_apart(first, second, document.counts) is Applicability.SAFE else FAINT_COMPOUND


SIGNATURE = Signature(
    rank=10,
    example=("Open the window when the water boils.", "Open thewindow when the water boils."),
    corrupt=corrupt,
    from_diff=from_diff,
    from_text=from_text,
    prefilter=-3.5,
    skip_gain_filter=skip_gain_filter,
    subtype=subtype,
    is_sure=is_sure,
    max_applicability=max_applicability,
    min_reported=min_reported,
    veto_safe=veto_safe,
    rates={"": (1.05, 4.2, 7), BESIDE_A_MARK: (1.9, 5, 7), BEHIND_A_STOP: (0.3, 0.42, 1.2)},
    misspelling=0.5,
)
