"""A space or a line end was taken out, so that two words run together."""

from __future__ import annotations

import re
from math import inf, log
from typing import TYPE_CHECKING

from weave_fix.language.compounds import most_apart
from weave_fix.language.mention import FILE
from weave_fix.language.plausible_words import is_latin_plural
from weave_fix.language.spaceless import TIGHT, is_written_so, tight_brackets
from weave_fix.language.tokens import APOSTROPHES, LOWER, MIXED, PUNCTUATION_CLASSES, TITLE, UPPER, case, normalize
from weave_fix.markdown.layout import STOPS
from weave_fix.markdown.masking import HIDDEN, MASK
from weave_fix.positions import widened
from weave_fix.records import Applicability, Candidate, Corruption, Edit
from weave_fix.signatures import _line_breaks
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


OPENING = frozenset("([\N{LEFT DOUBLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}")
CLOSING = frozenset(".,;:!?)")
ENDING = frozenset((")", "\N{RIGHT DOUBLE QUOTATION MARK}", '"', MASK))
"""What a sentence may end with before its stop, beside a word."""
DASHES = frozenset("\N{EM DASH}\N{EN DASH}")
SELDOM = 0.03
"""Share of a word's places inside sentences with a capital up to which one says that a sentence begins."""
OPTION = re.compile(r"(?<![\w-])--?\w[\w-]*[ =]\Z")
"""An option of a command, and what stands before its value."""
THRICE = 3
"""Times from which on a page writes a word so on purpose."""
PREFIX = 3
"""Letters in brackets up to which they may be a part of the word behind them: `(de)serialize`."""
OPENED, CLOSED = frozenset("{<&"), frozenset("}>;")
"""What a placeholder, a tag or a dash by its name begins and ends with: those stand beside letters on purpose."""
SUFFIXES = frozenset({"able", "ed", "er", "ers", "es", "ing", "ish", "like", "ly", "nd", "ness", "rd", "st", "th"})
"""What a name in code is given to make a word of it."""
SPLITS = 3
"""Ways to split a word that are offered at most."""
SHORT = {"a": 1, "i": 1}
USUAL = 7.5
"""Natural logarithm of the count that a word of two letters must have to be one half of a split."""
COMMONEST = 300_000
"""Times from which on a word of three letters is `the` or `and`: no name begins so, as it may with `to` or `is`."""
BEGINS = 10_000
"""Times from which on a word is one that sentences begin with, and not the name of something behind a dot."""
SELDOM_FIRST = -1.2
"""Nats below which a word stands so seldom behind a full stop that no sentence is taken to begin with it."""
FAINT, FAINT_COMPOUND = 0.5, 2.0
"""Log-odds from which on a place inside a word is reported, and one inside what may be a compound."""
DIGITS = re.compile(r"([^\W\d_]{2,})(\d+)")
NUMBERED = re.compile(r"(\d+)([^\W\d_]{4,})")
"""A number and a word that is no unit of measure."""
UNDERLINED = re.compile(r"(?<=[^\W\d_])(?=_([^\W_]+)(?:[ ][^_\n]*[^\W_])?_(?!\w))")
"""Where words begin whose emphasis nobody sees, since the word before is glued to them."""


def from_text(document: AnalyzedDocument) -> Iterator[Candidate]:
    """Yield places where two words, or a mark and a word, stand together that are written apart."""
    places = [
        *_inside_words(document),
        *_before_code(document),
        *_line_breaks.behind_marks(document),
        *_before_emphasis(document),
    ]
    places += [
        place
        for at in document.tokens_in_scope()
        if document.tokens[at].no_space_before and (place := _before(document, at)) is not None
    ]
    lost = {place: document.layout.separator(place) for place in places}
    lost |= {place: document.layout.line_end(place) for place in _line_breaks.before_marks(document)}
    lost |= dict.fromkeys((*_line_breaks.between_lines(document), *_line_breaks.before_indentations(document)), "\n")
    for place, space in lost.items():
        yield Candidate("delete_whitespace_character", (Edit(place, place, "", space),), "white space lost")


def _inside_words(document: AnalyzedDocument) -> Iterator[int]:
    """Yield where words that nobody knows fall into known ones, and a number ends that a word is glued to."""
    for at in [*document.oov, *document.possible_compounds]:
        if not document.is_foreign(at):
            yield from (document.start(at) + cut for cut in _splits(document, at, document.tokens[at].text))
    for at in document.tokens_in_scope():
        if (
            (word := document.tokens[at].text)[0].isdecimal()
            and (run := NUMBERED.fullmatch(word))
            and document.knows(run[2])
        ):
            yield document.start(at) + len(run[1])


def _before(document: AnalyzedDocument, at: int) -> int | None:
    """Return where a space may be lost between the glued token `at` and the one before; None where none is."""
    token, before = document.tokens[at], document.tokens[at - 1]
    if document.numbers[at - 1] == document.boundary:
        return None
    start = document.start(at)
    if token.text in DASHES or before.text in DASHES:
        return start if _is_half_apart(document, at) else None
    if not token.text[0].isalnum():
        opens = (token.text in OPENING and _opens_behind_a_word(document, at)) or _is_next_quoted(document, at)
        return start if opens else None
    if before.text == MASK:
        is_ending = token.text in SUFFIXES or len(token.text) == 1
        return None if is_ending or document.text[start - 1] in CLOSED else start
    if before.text in CLOSING:
        return _outside_marks(document, at) if _is_stopped(document, at) else None
    return (
        _outside_marks(document, at)
        if before.text[-1].isalnum() and document.masked_text[start - 1] == HIDDEN
        else None
    )


def _is_next_quoted(document: AnalyzedDocument, at: int) -> bool:
    """Whether the quotation mark at token `at` opens behind a comma that stands behind another."""
    marks = [token.text for token in document.tokens[at - 2 : at + 1]]
    return (
        marks == ['"', ",", '"'] and document.tokens[at + 1].no_space_before and document.tokens[at - 1].no_space_before
    )


def _is_half_apart(document: AnalyzedDocument, at: int) -> bool:
    """Whether a dash stands apart on one side alone, in a text that sets such dashes apart on both."""
    dash = at if document.tokens[at].text in DASHES else at - 1
    is_glued = document.tokens[dash].no_space_before, document.tokens[dash + 1].no_space_before
    return is_glued[0] != is_glued[1] and document.holds(f" {document.tokens[dash].text} ")


def _opens_behind_a_word(document: AnalyzedDocument, at: int) -> bool:
    """Whether the bracket or quotation mark at token `at` opens behind a known word or a sentence, and is no call."""
    before, inside = document.tokens[at - 1], document.tokens[at + 1]
    if before.text == "." and document.tokens[at - 2].case == LOWER:
        return inside.case == TITLE
    is_known = before.is_alpha_start and before.case != MIXED and document.knows(before.text)
    is_name = before.no_space_before and document.tokens[at - 2].text in ("-", ".", "_")
    return (
        is_known
        and not is_name
        and (inside.is_alpha_start or inside.text == MASK)
        and not _is_in_brackets(document, at + 1)
    )


def _is_stopped(document: AnalyzedDocument, at: int) -> bool:
    """Whether a sentence, or a part of one, ends before the word of token `at`, which is no part of a name."""
    mark, last = document.tokens[at - 1], document.tokens[at - 2]
    is_symbol = len(last.text) == 1 == len(document.tokens[at].text)
    if is_symbol or not document.is_word(at) or _is_in_brackets(document, at - 2):
        return False
    if mark.text == ".":
        is_last = last.text in ENDING or (
            last.case == LOWER and not (last.no_space_before and document.tokens[at - 3].text == ".")
        )
        return case(document.tokens[at].text) == TITLE and (
            is_last or (last.case == UPPER and _is_seldom_raised(document, at))
        )
    return last.text in ENDING or (last.text.isalnum() and (mark.text != ":" or last.number != document.counts.size))


def _is_seldom_raised(document: AnalyzedDocument, at: int) -> bool:
    """Whether token `at` is a known word that has no capital inside sentences."""
    token = document.tokens[at]
    return document.counts.is_valid(normalize(token.text)) and sum(document.counts.case_shares(token.number)) < SELDOM


def _is_in_brackets(document: AnalyzedDocument, at: int) -> bool:
    """Whether token `at` may be a part of the word beside it, put in brackets: `(de)serialize`, `team(s)`."""
    near = [token.text for token in document.tokens[at - 1 : at + 2]]
    if near[:1] != ["("] or near[2:] != [")"] or len(near[1]) > PREFIX:
        return False
    return near[1].islower() or (len(near[1]) > 1 and near[1].istitle())


def _before_code(document: AnalyzedDocument) -> Iterator[int]:
    """Yield the places between a word and code that is glued to it, and in a list between a comma and code."""
    for at in [at for at, number in enumerate(document.numbers) if number == document.mask]:
        if document.tokens[at].no_space_before and (document.is_word(at - 1) or _is_next_of_a_list(document, at)):
            place = document.ends[at - 1]
            if (
                document.masked_text[place] in (MASK, HIDDEN)
                and document.text[place] not in OPENED
                and document.in_scope(place, place)
            ):
                yield place


def _is_next_of_a_list(document: AnalyzedDocument, at: int) -> bool:
    """Whether the code at token `at` stands behind a comma, and other code of its unit behind a comma and a space."""
    if document.tokens[at - 1].text != ",":
        return False
    start, end = document.unit_around(at)
    return document.text.find(", `", start, end) >= 0


def _before_emphasis(document: AnalyzedDocument) -> Iterator[int]:
    for start, end in document.paragraphs() if "_" in document.text else ():
        if document.text.find("_", start, end) < 0:
            continue
        for found in UNDERLINED.finditer(document.text, start, end):
            if document.masked_text[found.start()] == "_" and document.knows(found[1]):
                yield found.start()


def _splits(document: AnalyzedDocument, at: int, word: str) -> list[int]:
    """Return where a word that nobody knows falls into two that are known, the likeliest places first.

    Known is too what the page itself writes so, as `Ember` in `modernEmber`.
    """
    counts = document.counts
    found: list[tuple[float, int]] = []
    if digits := DIGITS.fullmatch(word):
        return [len(digits[1])] if document.knows(digits[1]) else []
    for cut in range(1, len(word)):
        if word[cut] in APOSTROPHES or not all(_is_half(document, half) for half in (word[:cut], word[cut:])):
            continue
        first, second = (counts.number(normalize(half)) for half in (word[:cut], word[cut:]))
        likelihood = counts.trigram_logprob(document.numbers[at - 1], document.numbers[at - 1], first)
        found.append((likelihood + counts.trigram_logprob(document.numbers[at - 1], first, second), cut))
    return [cut for _, cut in sorted(found, reverse=True)[:SPLITS]]


def _is_half(document: AnalyzedDocument, half: str) -> bool:
    """Whether a piece of a word is a word, without the sign of a possessive."""
    key = normalize(half)
    if len(key) == 1:
        return key in SHORT
    if len(key) == 2:
        return document.counts.count(key) >= USUAL
    bare = key.removesuffix("'").removesuffix("'s")
    return any(
        document.counts.number(word) < document.counts.size for word in (key, bare)
    ) or document.is_document_word(half)


def _outside_marks(document: AnalyzedDocument, at: int) -> int:
    """Return where a space belongs between token `at` and the one before, which nothing but masked marks parts."""
    left, right = document.ends[at - 1], document.start(at)
    marks = document.text[left:right]
    if marks[:1] in ("", "[", "!"):
        return left
    if marks[-1] in ")]":
        return right
    opened = document.text.count(marks, document.unit_around(at)[0], left)
    return left if opened % 2 == 0 else right


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
    if is_behind_a_stop and is_before_a_word and features["capitals then"] < SELDOM:
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
        is_stop and is_begun and len(last.text) > 2 and document.knows(last.text) and _is_seldom_raised(document, at)
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
        return Applicability.UNSAFE if _may_be_dotted(document, document.token_at(place)) else Applicability.SAFE
    if edit.before == "" and text[place - 1 : place] in (",", ";") and (name := tight_brackets(text, place)):
        return None if name.isalnum() else Applicability.UNSAFE
    if edit.before == "" and is_written_so(text, place):
        return None
    if edit.before or not _is_inside_a_word(text, place):
        return Applicability.SAFE
    return _most_of_compound(place, document)


def _is_inside_a_word(text: str, place: int) -> bool:
    return text[place - 1 : place].isalpha() and text[place : place + 1].isalpha()


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
