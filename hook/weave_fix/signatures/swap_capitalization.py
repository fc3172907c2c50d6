"""The case of one letter was flipped."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from math import log
from typing import TYPE_CHECKING

from weave_fix.language.compounds import FUNCTION_WORDS
from weave_fix.language.tokens import APOSTROPHES, LOWER, MIXED, NUMERONYM, TITLE, UPPER, normalize
from weave_fix.language.word_formation import FUNCTION
from weave_fix.markdown.blocks import Kind
from weave_fix.markdown.layout import PROSE, STOPS
from weave_fix.markdown.masking import BLOCK
from weave_fix.patterns import lazy_pattern
from weave_fix.positions import widened
from weave_fix.records import Applicability, Candidate, Corruption, Edit
from weave_fix.signatures._diff_helpers import undo_each
from weave_fix.signatures.record import Signature
from weave_fix.vocabulary.lookup import MAX_WORD

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from random import Random

    from weave_fix.diff.comparison import Comparison, Hunk
    from weave_fix.language.analyzed_document import AnalyzedDocument
    from weave_fix.records import Site

IN_CODE = "swap_capitalization in code"
"""The kind of this damage in names that may well differ in nothing but case."""


def corrupt(text: str, site: Site, rng: Random, foreign: str) -> Corruption | None:
    """Flip the case of one ASCII letter of the line."""
    letters = [i for i in range(site.start, site.end) if text[i].isascii() and text[i].isalpha()]
    if not letters:
        return None
    at = rng.choice(letters)
    return Corruption(text[:at] + text[at].swapcase() + text[at + 1 :], at, at + 1)


def _explains(hunk: Hunk) -> bool:
    return len(hunk.old) == 1 and hunk.old.swapcase() == hunk.new


def from_diff(comparison: Comparison) -> Iterator[Candidate]:
    """Yield the letters that have the other case in the base."""
    return undo_each(comparison, __name__, "the case of a letter flipped", _explains)


MESSAGE = "the case of a letter flipped"
SELDOM = 0.1
"""Share of a word's places inside a sentence up to which it is not written so there."""
OPENING = frozenset("\"'([\N{LEFT DOUBLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}")
ENDING = frozenset((*STOPS, ":", BLOCK))
MOSTLY = 0.9
"""Share from which on it is."""
KNOWN = 3.0
"""Logarithm of the count from which on a word is known well enough to see that a letter inside it is flipped."""
MORE_OFTEN = 2
"""Times from which on the page tells how a name is written."""
LIKE_YOU = {"Your": "You", "Yours": "You", "Yourself": "You"}
"""Words that a contract writes with a capital as it does another."""
WRITTEN = PROSE | {Kind.CODE}
BRANDS = frozenset("eix")
"""Letters that names of things begin with, before their capital."""
LANGUAGES = frozenset("CDR")
"""Letters that are names of languages, and stand for these in names: `the useR's guide`."""
EXPLAINED = lazy_pattern(r"([A-Za-z]{2,12}) \(([^()\n]{2,120})\)")
"""A word, and brackets that say what its letters stand for."""
LEFT_OUT = frozenset({"a", "an", "and", "for", "in", "of", "on", "the", "to", "with"})
INITIALS = 8
"""Words that the letters of an acronym are looked for in, at most."""
SHORT_PARTS = frozenset({"as", "by", "db", "id", "is", "of", "on", "to", "ui", "up"})
"""Short words that names are made with: `groupBy`, `isOpen`, `onLine`, `keyUp`."""
LETTERS = 3
"""Letters from which on capitals that spell a word of the page are no chance."""
FAINT, FAINT_NAME, FAINT_ATTRIBUTE = 0.6, 2.0, 3.0
"""Log-odds from which on a letter is reported, one of what may be a term, `all unhealthy Nodes`, and one in code that
makes a name of two words of one in lower case, which may be an attribute: `onclick` beside `onClick`."""
SET_OFF = lazy_pattern(r"\w(?:\*\*|__|~~)\s+\Z")
"""The end of a label, or of what is struck out, and white space: `**Returns** A list`."""
FEW = 6
"""Characters that are looked at before a word."""
NEGATED = lazy_pattern(r"(?:DIS|IM|IN|IL|IR|MIS|NON|UN)([a-z]{5,})")
TYPOS = 2
"""Times up to which a word may be written wrong on one page."""


def from_text(document: AnalyzedDocument) -> Iterator[Candidate]:
    """Yield letters whose case makes their word one that is not written so, or not at such a place."""
    counts, tokens, numbers = document.counts, document.tokens, document.numbers
    shares = {number: counts.case_shares(number) for number in set(numbers)}
    seldom = {number for number, (raised, upper) in shares.items() if raised + upper < SELDOM} - {counts.size}
    mostly = {number for number, (raised, _) in shares.items() if raised > MOSTLY}
    names = _Names(document)
    for at in document.tokens_in_scope():
        how = tokens[at].case
        if how == LOWER:
            behind_a_stop = tokens[at - 1].text in STOPS and not (
                tokens[at].no_space_before or _is_short_form(document, at - 1)
            )
            is_i_e = tokens[at].text == "i" and tokens[at + 1].text == "."
            if behind_a_stop or (numbers[at] in mostly and not is_i_e):
                yield _flip(document, document.start(at))
        elif how == TITLE:
            # Scripts without cases are RAISED too.
            is_odd = numbers[at] in seldom and tokens[at].text[0].isupper()
            if is_odd and not (_may_be_raised(document, at) or LIKE_YOU.get(tokens[at].text, tokens[at].text) in names):
                yield _flip(document, document.start(at))
        elif how == MIXED or (how == UPPER and len(tokens[at].text) == 2):
            word = tokens[at].text
            if how == MIXED and _is_among_odd(document, at):
                continue
            if how == MIXED and _is_held_down(document, at):
                yield _flip(document, document.start(at) + 1)
                continue
            is_known = (
                counts.count_of(numbers[at]) >= KNOWN
                or counts.in_word_list(normalize(word))
                or _is_on_page(document, word)
            )
            for place in (
                _odd_letters(word)
                if is_known and not _is_negated(document, word) and not counts.mixed_case_count(word)
                else ()
            ):
                yield _flip(document, document.start(at) + place)
    yield from _in_names(document)


def _may_be_raised(document: AnalyzedDocument, at: int) -> bool:
    """Whether the word of token `at` may have a capital where it stands."""
    return _opens(document, at) or _is_in_title(document, at) or document.layout.begins_new_line(document.start(at))


def _is_in_title(document: AnalyzedDocument, at: int) -> bool:
    """Whether the words of the unit of token `at` have capitals, be that but the longer ones of a heading."""
    if document.is_title(at):
        return True
    if document.blocks.kind_at(document.start(at)) is not Kind.HEADING:
        return False
    first, last = document.block(at)
    words = [document.tokens[n].text for n in range(first, last) if n != at and document.is_word(n)]
    longer = [word for word in words if len(word) > LETTERS]
    return bool(longer) and all(word[0].isupper() for word in longer)


def _is_held_down(document: AnalyzedDocument, at: int) -> bool:
    """Whether the shift key was held too long at a word that everybody writes: `THe`."""
    word = document.tokens[at].text
    return (
        len(word) > 2
        and word[:2].isupper()
        and word[2:].islower()
        and document.counts.count_of(document.numbers[at]) > log(FUNCTION)
        and sum(document.counts.case_shares(document.numbers[at])) < SELDOM
    )


def _is_negated(document: AnalyzedDocument, word: str) -> bool:
    """Whether capitals lay stress on what makes a word its opposite: `INsensitive`."""
    negated = NEGATED.fullmatch(word)
    return negated is not None and document.counts.is_valid(negated[1])


def _is_among_odd(document: AnalyzedDocument, at: int) -> bool:
    """Whether a word beside token `at` is written as oddly: `pErFeCtLy CaLm` is meant."""
    near = [*document.tokens[max(0, at - 2) : at], *document.tokens[at + 1 : at + 3]]
    return any(token.case == MIXED and not document.counts.mixed_case_count(token.text) for token in near)


def _is_on_page(document: AnalyzedDocument, word: str) -> bool:
    """Whether the page writes a word in lower case too, or with a capital."""
    return bool(document.word_counts.get(word.lower(), 0) or document.word_counts.get(word.capitalize(), 0))


def _in_names(document: AnalyzedDocument) -> Iterator[Candidate]:
    """Yield letters inside words, in code too, that the page writes otherwise at other places: `tracKed`, `tracked`."""
    odd = [
        (word, at)
        for forms in document.forms.values()
        for word, times in forms.items()
        for at in (range(1, len(word)) if times == 1 else ())
        if forms.get(_flipped(word, at), 0) >= MORE_OFTEN and not _parts_words(document, word, at)
    ]
    places = document.places_of({word for word, _ in odd})
    for word, at in odd:
        start = places[word] + at
        is_prose = document.masked_text[start] == document.text[start]
        if is_prose and _parts_words(document, _flipped(word, at), at):
            continue  # in prose one may name the program `formbuilder`, and its parts `FormBuilder`
        if document.blocks.kind_at(start) in WRITTEN and document.in_scope(start, start + 1):
            yield _flip(document, start)


def _flipped(word: str, at: int) -> str:
    return word[:at] + word[at].swapcase() + word[at + 1 :]


def _parts_words(document: AnalyzedDocument, word: str, place: int) -> bool:
    """Whether the capital at `place` of a name parts two words, as in `mouseLeave`."""
    end = next((at for at in range(place + 1, len(word)) if word[at].isupper()), len(word))
    start = max((at for at in range(place) if word[at].isupper()), default=0)
    halves = word[start:place], word[place:end]
    return word[place].isupper() and all(
        (len(half) > 2 or half.lower() in SHORT_PARTS) and document.counts.is_valid(normalize(half)) for half in halves
    )


def _odd_letters(word: str) -> list[int]:
    """Return the letters of which one alone keeps a word from being all lower, all upper case, or raised."""
    bare = [place for place, char in enumerate(word) if char.isalpha()]
    upper = [place for place in bare if word[place].isupper()]
    found = []
    if upper[1:] == [] or (len(upper) == 2 and upper[0] == 0):
        found.append(upper[-1])
    if len(bare) - len(upper) == 1:
        found.append(next(place for place in bare if place not in upper))
    return found


def _is_short_form(document: AnalyzedDocument, at: int) -> bool:
    """Whether the stop at token `at` ends an abbreviation, as in `e.g.`, or a name such as `Node.`."""
    before = document.tokens[at - 1]
    return (
        not document.tokens[at].no_space_before
        or len(before.text) == 1
        or (before.no_space_before and document.tokens[at - 2].text in STOPS)
    )


class _Names:
    """The words that a page writes with a capital more often than a typo would, and than without.

    Where sentences begin says nothing.
    """

    def __init__(self, document: AnalyzedDocument) -> None:
        self._page = document

    def __contains__(self, word: str) -> bool:
        least = max(TYPOS, self._page.word_counts.get(word.lower(), 0))
        return self._page.word_counts[word] > least and self._inside[word] > least

    @cached_property
    def _inside(self) -> Counter[str]:
        """How often each word has a capital inside a sentence."""
        document = self._page
        return Counter(t.text for at, t in enumerate(document.tokens) if t.case == TITLE and not _opens(document, at))


def _opens(document: AnalyzedDocument, at: int) -> bool:
    """Whether a sentence, or a unit, may begin with token `at`."""
    if SET_OFF.search(document.text, max(0, document.start(at) - FEW), document.start(at)):
        return True
    at -= 1
    while document.tokens[at].text in OPENING and document.tokens[at].no_space_before:
        at -= 1
    return document.tokens[at].text in ENDING or document.tokens[at].text in OPENING


def _flip(document: AnalyzedDocument, start: int) -> Candidate:
    letter = document.text[start]
    return Candidate("swap_capitalization", (Edit(start, start + 1, letter, letter.swapcase()),), MESSAGE)


def skip_gain_filter(edit: Edit, document: AnalyzedDocument) -> bool:
    """A word is as likely with a letter flipped: the counts are of folded words."""
    return True


def subtype(features: Mapping[str, float]) -> str:
    """Return what the thresholds of a repair are called."""
    return IN_CODE if features["zone"] == Kind.CODE else "swap_capitalization"


def veto_safe(edit: Edit, features: Mapping[str, float]) -> bool:
    """Whether the letter stands in code: what is written there nobody but a person can be sure of."""
    return features["zone"] == Kind.CODE


def max_applicability(edit: Edit, features: Mapping[str, float], document: AnalyzedDocument) -> Applicability | None:
    """Return how far a repair may go at most: brands are written like `eBay`, and acronyms like `IoT`.

    Behind the apostrophe of `JS's` nothing tells of the case of the letter, a capital between two words makes a name
    of them (`FrontEnd`), what is written in capitals has a plural (`ORDERs`), and one behind a word may stand for a
    language.
    """
    at = document.token_at(edit.start)
    word = document.tokens[at].text
    place = edit.start - document.start(at)
    is_name = 0 < place < len(word) and _parts_words(document, word, place)
    are_many = place > 2 and word[place:] == "s" and word[:place].isupper()
    if is_name or are_many or NUMERONYM.fullmatch(word) or _spells_an_acronym(document, edit.start):
        return None
    is_brand = place == 1 and word[:1] in BRANDS and len(word) > 3 and edit.before.isupper()
    if 0 < place < len(word) and word[place - 1] in APOSTROPHES:
        return None
    is_acronym = edit.before.islower() and word[:place].isupper()
    if is_brand or is_acronym:
        return Applicability.DISPLAY_ONLY
    is_behind = place == len(word) - 1 and edit.before in LANGUAGES
    ends_a_word = is_behind and place > 2 and document.counts.count(word[:-1].lower()) > log(FUNCTION)
    return Applicability.UNSAFE if ends_a_word else Applicability.SAFE


def min_reported(edit: Edit, document: AnalyzedDocument) -> float:
    """Return the log-odds that a repair needs to be reported where it is not safe.

    More in code, where a word may be a name of two, and where one with a capital is a thing, which may be a term there.
    """
    at = document.token_at(edit.start)
    word, place = document.tokens[at].text, edit.start - document.start(at)
    if document.blocks.kind_at(edit.start) is Kind.CODE:
        start, end = widened(document.text, edit.start, edit.end, MAX_WORD, str.isalpha)
        name = _flipped(document.text[start:end], edit.start - start)
        return FAINT_ATTRIBUTE if _parts_words(document, name, edit.start - start) else FAINT_NAME
    if 0 < place < len(word):
        return FAINT_NAME if _parts_words(document, word, place) else FAINT
    return FAINT_NAME if word[0].isupper() and word.lower() not in FUNCTION_WORDS | {"one"} else FAINT


def is_sure(edit: Edit, document: AnalyzedDocument) -> bool:
    """Whether the second letter of a word that everybody writes has a capital like the first."""
    at = document.token_at(edit.start)
    is_second = edit.start == document.start(at) + 1 and document.tokens[at].case == MIXED
    return is_second and _is_held_down(document, at) and not _spells_an_acronym(document, edit.start)


def _spells_an_acronym(document: AnalyzedDocument, place: int) -> bool:
    """Whether the capitals around offset `place` spell what is explained so: `bim: Bread IMproved`.

    That is the word before the brackets that they stand in, or one that the page has.
    """
    start, end = document.line_around(place, place)
    explained = next((found for found in EXPLAINED.finditer(document.text, start, end) if place < found.end()), None)
    if explained is not None and place > explained.start(2):
        return "".join(filter(str.isupper, explained[2])) == explained[1].upper()
    at = document.token_at(place)
    first, last = at, at + 1
    while at - first < INITIALS and _has_initial(document, first - 1):
        first -= 1
    while last - at < INITIALS and _has_initial(document, last):
        last += 1
    spelled = ["".join(filter(str.isupper, token.text)) for token in document.tokens[first:last]]
    return any(
        len(word) >= LETTERS
        and (word.lower() in document.forms or word in document.word_counts or _is_on_page(document, word))
        for begin in range(at - first + 1)
        for end in range(at - first + 1, len(spelled) + 1)
        if (word := "".join(spelled[begin:end])) and end - begin > 1
    )


def _has_initial(document: AnalyzedDocument, at: int) -> bool:
    """Whether token `at` gives an acronym a letter, or is a short word that acronyms leave out; none is there beyond
    the ends of the text."""
    if not 0 <= at < len(document.tokens):
        return False
    word = document.tokens[at].text
    return word[:1].isupper() or word in LEFT_OUT or word[1:2].isupper() or word == "-"


SIGNATURE = Signature(
    rank=14,
    example=("The lamp stays on at night.", "The lamp stAys on at night."),
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
    is_spelling=True,
    rates={"": (0.15, 2.2, 5), IN_CODE: (0.02, 0.5, 1.5)},
)
