"""A printable character was put in, a letter in most cases; a line end, a tab and a form feed count as printable."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from weave_fix.characters import PRINTABLE
from weave_fix.language.compounds import FUNCTION_WORDS
from weave_fix.language.mention import most_of_pair
from weave_fix.language.plausible_words import may_be_a_word, min_shown, most_of_word
from weave_fix.language.tokens import APOSTROPHES, MIXED, NUMERONYM, TITLE, UPPER, normalize
from weave_fix.patterns import lazy_pattern
from weave_fix.positions import widened
from weave_fix.records import Applicability, Candidate, Corruption, Edit
from weave_fix.signatures._diff_helpers import is_mention, undo_each
from weave_fix.signatures.record import Signature
from weave_fix.vocabulary.lookup import MAX_WORD

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from random import Random

    from weave_fix.diff.comparison import Comparison, Hunk
    from weave_fix.language.analyzed_document import AnalyzedDocument
    from weave_fix.records import Site


def corrupt(text: str, site: Site, rng: Random, foreign: str) -> Corruption | None:
    """Put in one character of PRINTABLE."""
    return Corruption(text[: site.at] + rng.choice(PRINTABLE) + text[site.at :], site.at, site.at + 1)


def _explains(hunk: Hunk) -> bool:
    if hunk.old or len(hunk.new) != 1 or hunk.new not in PRINTABLE:
        return False
    # A digit more in a number is another number.
    beside = hunk.left_context[-1:] + hunk.right_context[:1]
    return not (hunk.new.isdecimal() and any(char.isdecimal() for char in beside)) and not is_mention(hunk)


def from_diff(comparison: Comparison) -> Iterator[Candidate]:
    """Yield the single characters that the base does not have."""
    return undo_each(comparison, __name__, "a character put in", _explains)


MESSAGE = "a character put in"
OF_ONE_LETTER = frozenset("aAI")
BEHIND = frozenset(",;:.!?")
"""Marks behind which white space follows, not a character."""
LED_WORD = lazy_pattern(r"[0-9][^\W\d_]{4,}")
"""A word behind a digit; shorter ones are written so: `4th`, `8bit`."""
LEADING = frozenset("bcegijknruvx")
"""Letters that make a name of a word: `vcluster`, `ecommerce`, `jconsole`."""
HALF = 4
"""Letters that each half of a compound has at least."""
INFLECTED = ("ed", "ing", "ly", "s")
"""What the name of something that comes in versions does not end with: `webpack4`."""
FAINT_NAME = 4.0
"""Log-odds from which on a letter of what may be a name or another word is reported."""
SHORTEST = 5
"""Letters beyond which a word has another one in it that is not there by chance."""
CONTROLS = frozenset("\f\v\r\t")
POSSESSIVE = lazy_pattern(r"['\N{RIGHT SINGLE QUOTATION MARK}]s\Z")
BINARY = lazy_pattern(r"[\x00\ud800-\udfff]")
"""A character that only data has, or a byte that is no UTF-8."""
ANY_CONTROL = lazy_pattern(r"[\f\v\r\t]")
CONTROL = lazy_pattern(r"(?<!\x0b)\x0b|(?<!\x0c)\x0c|(?<!\r)\r(?!\n)|(?<=\w)\t(?=\w)")
"""One that no text has inside a line; of several side by side the first, for to take out any of them is the same."""


def from_text(document: AnalyzedDocument) -> Iterator[Candidate]:
    """Yield the characters without which a word that nobody knows is known, and what no text has inside a line."""
    places = [*_inside_words(document), *_before_words(document), *_behind_marks(document), *_between_halves(document)]
    if "\n" in document.text:
        for start, end in document.paragraphs():
            # The line end is looked at too: a carriage return before it belongs to it.
            found = [control.start() for control in ANY_CONTROL.finditer(document.text, start, end + 1)]
            if found and BINARY.search(document.text, start, end):
                continue
            places += [place for place in found if CONTROL.match(document.text, place, end + 1)]
    for place in places:
        edit = Edit(place, place + 1, document.text[place], "")
        yield Candidate("insert_printable_ascii_character", (edit,), MESSAGE)


def _inside_words(document: AnalyzedDocument) -> Iterator[int]:
    for at in [*document.oov, *document.odd_case]:
        start, word = document.start(at), document.tokens[at].text
        if document.is_foreign(at):
            continue
        # Names have letters twice that words have once: `Webb`, `Stubbs`.
        may_be_name = document.tokens[at].case == TITLE and not document.begins_sentence(at)
        for place, char in enumerate(word):
            rest = word[:place] + word[place + 1 :]
            is_doubled = char in word[place + 1 : place + 2]
            if (char in APOSTROPHES and word[place + 1 :] in ("s", "d")) or (is_doubled and may_be_name):
                continue
            is_long = len(rest) > 1 or rest in OF_ONE_LETTER
            if char != word[place - 1 : place] and is_long and char.isascii() and document.knows(rest):
                yield start + place


def _before_words(document: AnalyzedDocument) -> Iterator[int]:
    """Yield the places of digits that stand before a word, nothing between."""
    unknown = (
        at
        for at in document.tokens_in_scope()
        if document.numbers[at] == document.counts.size and not document.tokens[at].is_alpha_start
    )
    found = [at for at in unknown if LED_WORD.fullmatch(document.tokens[at].text)]
    known = document.vocabulary.known_among({document.tokens[at].text for at in found}) if found else set()
    for at in found:
        word = document.tokens[at].text
        if word not in known and document.knows(word[1:]):
            yield document.start(at)


def _behind_marks(document: AnalyzedDocument) -> Iterator[int]:
    """Yield the places of letters and digits that stand alone between the mark behind a word and a white space."""
    tokens, glued = document.tokens, document.is_glued
    for at in document.tokens_in_scope():
        if not glued[at]:
            continue
        token, mark = tokens[at], tokens[at - 1]
        if len(token.text) > 1 or not (token.text.isalnum() and token.text.isascii()):
            continue
        is_word = (
            mark.text in BEHIND
            and mark.no_space_before
            and tokens[at - 2].is_alpha_start
            and len(tokens[at - 2].text) > 2
            and document.knows(tokens[at - 2].text)
        )
        if is_word and not tokens[at + 1].no_space_before and document.ends[at - 1] == document.start(at):
            yield document.start(at)


def _between_halves(document: AnalyzedDocument) -> Iterator[int]:
    for at in document.oov:
        for second in (at, at + 1):
            if _is_cut_in_two(document, second):
                yield document.ends[second - 1]
    levels, numbers, unknown = document.quantized_pairs, document.numbers, document.counts.size
    glued = document.is_glued
    for at in document.tokens_in_scope():
        is_usual = glued[at] or (levels[at] and numbers[at - 1] != unknown != numbers[at])
        if is_usual or not (document.is_word(at) and document.is_word(at - 1)):
            continue
        place = document.ends[at - 1]
        parts = document.tokens[at - 1].text, document.tokens[at].text
        is_stuttered = (
            document.tokens[at - 1].no_space_before
            and document.tokens[at + 1].no_space_before
            and document.tokens[at + 1].text == "-"
        )
        is_word = document.start(at) == place + 1 and document.knows("".join(parts)) and parts[1].islower()
        if is_word and not is_stuttered:
            yield place


def _is_cut_in_two(document: AnalyzedDocument, at: int) -> bool:
    """Whether token `at` and the one before it are one word but for a single white space between them."""
    if document.tokens[at].no_space_before or not (document.is_word(at) and document.is_word(at - 1)):
        return False
    joined = document.tokens[at - 1].text + document.tokens[at].text
    return (
        document.start(at) == document.ends[at - 1] + 1
        and joined[1:].islower()
        and document.counts.is_valid(normalize(joined))
    )


def skip_gain_filter(edit: Edit, document: AnalyzedDocument) -> bool:
    """Whether a character is one that no text has inside a line."""
    return edit.before in CONTROLS


def veto_safe(edit: Edit, features: Mapping[str, float]) -> bool:
    """Whether what is spelled so may be a word all the same."""
    return may_be_a_word(edit, features)


def max_applicability(edit: Edit, features: Mapping[str, float], document: AnalyzedDocument) -> Applicability | None:
    """Return how far a repair may go at most: a mark may lack its partner, and a word be well formed.

    A tab parts two words but where they are one.
    """
    if edit.before == "\t":
        start, end = widened(document.text, edit.start, edit.end, MAX_WORD, str.isalpha)
        if not document.knows(document.text[start : edit.start] + document.text[edit.end : end]):
            return None
    if edit.before.isalnum() and _is_of_a_name(edit, document):
        return None
    if edit.before == " " and _may_be_two(edit, document):
        return Applicability.UNSAFE
    most = most_of_word(edit, features, document) if edit.before.isalpha() else most_of_pair(edit, document)
    return Applicability.UNSAFE if most is Applicability.SAFE and _has_rival(edit, document) else most


def _may_be_two(edit: Edit, document: AnalyzedDocument) -> bool:
    """Whether two words beside a space are a compound that may be written so too: `peep hole`."""
    at = document.token_at(edit.start)
    halves = [normalize(token.text) for token in document.tokens[max(0, at - 1) : at + 1]]
    return all(len(half) >= HALF and half not in FUNCTION_WORDS and document.counts.is_valid(half) for half in halves)


def _is_of_a_name(edit: Edit, document: AnalyzedDocument) -> bool:
    """Whether a digit stands at the end of a name, which may be one of things or of versions: `Plan9`, `json5`.

    Or a letter of a name with a number, `A32`, `armv7l`, or a number between two letters, which counts those that are
    left out: `i18n`.
    """
    at = document.token_at(edit.start)
    token, word = document.tokens[at], POSSESSIVE.sub("", document.tokens[at].text)
    rest = word.replace(edit.before, "", 1)
    if edit.before.isdecimal():
        is_count = NUMERONYM.fullmatch(token.text) is not None
        may_be_name = token.case in (TITLE, UPPER, MIXED) or not (rest in FUNCTION_WORDS or rest.endswith(INFLECTED))
        return is_count or (may_be_name and word.endswith(edit.before) and len(word) > 1)
    return any(map(str.isdecimal, rest))


def _has_rival(edit: Edit, document: AnalyzedDocument) -> bool:
    """Whether a word is another one behind a single letter, which may be what is left of a prefix.

    `rexports` may be `re-exports` as well as `reports`; but nobody takes `casses` for what is left of another.
    """
    text = document.text
    if edit.before in (text[edit.start - 1 : edit.start], text[edit.end : edit.end + 1]):
        return False
    word = document.tokens[document.token_at(edit.start)].text
    return len(word) > SHORTEST and word.islower() and document.counts.is_valid(word[1:])


def min_reported(edit: Edit, document: AnalyzedDocument) -> float:
    """Return the log-odds that a repair needs to be reported where it is not safe.

    More for letters that names put before a word, for a word in capitals, for a `y` that makes another word, the last
    letter of a short one, which may be a term (`highp`), and where the word may be another one.
    """
    at = document.token_at(edit.start)
    word = document.tokens[at].text
    is_led = edit.start == document.start(at) and edit.before.lower() in LEADING and len(word) > 1
    is_made = edit.before.isalpha() and edit.end == document.ends[at] and (edit.before == "y" or len(word) <= SHORTEST)
    is_other = edit.start > document.start(at) and edit.before.isalpha() and _has_rival(edit, document)
    return FAINT_NAME if is_led or is_made or is_other or (word.isupper() and len(word) > 1) else -inf


SIGNATURE = Signature(
    rank=12,
    example=("Water the ferns in the morning.", "Water the ferns in the morQning."),
    corrupt=corrupt,
    from_diff=from_diff,
    from_text=from_text,
    skip_gain_filter=skip_gain_filter,
    max_applicability=max_applicability,
    min_reported=min_reported,
    min_shown=min_shown,
    veto_safe=veto_safe,
    is_spelling=True,
    rates={"": (2.2, 4, 8)},
    misspelling=0.5,
)
