"""Where a text may have lost a space: two words, or a mark and a word, stand together that are written apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weave_fix.language.tokens import APOSTROPHES, LOWER, MIXED, TITLE, UPPER, case, normalize
from weave_fix.language.word_formation import has_prefix
from weave_fix.markdown.masking import HIDDEN, MASK
from weave_fix.patterns import lazy_pattern
from weave_fix.signatures import _line_breaks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from weave_fix.language.analyzed_document import AnalyzedDocument

OPENING = frozenset("([\N{LEFT DOUBLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}")
CLOSING = frozenset(".,;:!?)")
ENDING = frozenset((")", "\N{RIGHT DOUBLE QUOTATION MARK}", '"', MASK))
"""What a sentence may end with before its stop, beside a word."""
DASHES = frozenset("\N{EM DASH}\N{EN DASH}")
SELDOM = 0.03
"""Share of a word's places inside sentences with a capital up to which one says that a sentence begins."""
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
SHORT_NAME = 3
"""Letters up to which a word is the name of something that has a number: `rfc1123`."""
DIGITS = lazy_pattern(r"([^\W\d_]{2,})(\d+)")
NUMBERED = lazy_pattern(r"(\d+)([^\W\d_]{4,})")
"""A number and a word that is no unit of measure."""
UNDERLINED = lazy_pattern(r"(?<=[^\W\d_])(?=_([^\W_]+)(?:[ ][^_\n]*[^\W_])?_(?!\w))")
"""Where words begin whose emphasis nobody sees, since the word before is glued to them."""


def places(document: AnalyzedDocument) -> list[int]:
    """Return the places in characters, 0-based, those inside words first; one may stand there twice."""
    found = [
        *_inside_words(document),
        *_before_code(document),
        *_line_breaks.behind_marks(document),
        *_before_emphasis(document),
    ]
    return found + [
        place
        for at in document.tokens_in_scope()
        if document.is_glued[at] and (place := _before(document, at)) is not None
    ]


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
    is_one_word = has_prefix(normalize(before.text + token.text), document.counts)  # a part of it is set off
    if is_one_word or not (before.text[-1].isalnum() and document.masked_text[start - 1] == HIDDEN):
        return None
    return _outside_marks(document, at)


def _is_next_quoted(document: AnalyzedDocument, at: int) -> bool:
    """Whether the quotation mark at token `at` opens behind a comma that stands behind another."""
    marks = [token.text for token in document.tokens[at - 2 : at + 1]]
    return (
        marks == ['"', ",", '"'] and document.tokens[at + 1].no_space_before and document.tokens[at - 1].no_space_before
    )


def _is_half_apart(document: AnalyzedDocument, at: int) -> bool:
    """Whether a dash stands apart on one side alone, in a text that sets such dashes apart on both."""
    dash = at if document.tokens[at].text in DASHES else at - 1
    if document.tokens[dash - 1].text.isdecimal():
        return False  # a version, or the first of two dates
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
        and inside.text not in SUFFIXES
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
            is_last or (last.case == UPPER and is_seldom_raised(document, at))
        )
    return last.text in ENDING or (last.text.isalnum() and (mark.text != ":" or last.number != document.counts.size))


def is_seldom_raised(document: AnalyzedDocument, at: int) -> bool:
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
        may_part = digits[1].islower() and len(digits[1]) > SHORT_NAME and document.knows(digits[1])
        return [len(digits[1])] if may_part else []
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
