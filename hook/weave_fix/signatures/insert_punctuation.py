"""A punctuation character was put in, beside a word or inside it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from weave_fix import characters
from weave_fix.language.contractions import OF_AN_OWNER, QUESTIONED
from weave_fix.language.doubled import ARTICLES, GRAMMAR, PREPOSITIONS
from weave_fix.language.foreign_words import has_foreign_words, words_near
from weave_fix.language.mention import most_of_pair
from weave_fix.language.word_formation import PREFIXES
from weave_fix.markdown.blocks import INLINE_CODE
from weave_fix.markdown.masking import HIDDEN
from weave_fix.patterns import lazy_pattern
from weave_fix.records import Applicability, Candidate, Corruption, Edit
from weave_fix.signatures._diff_helpers import is_mention, undo_each
from weave_fix.signatures.record import Signature

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from random import Random

    from weave_fix.diff.comparison import Comparison, Hunk
    from weave_fix.language.analyzed_document import AnalyzedDocument
    from weave_fix.records import Site

PROGRAM = lazy_pattern(r"!\[\[|!\[[^\]\n]{0,500}\][\[({]|(?m:^)[!?]>\s|<--?>")
"""Marks that programs read, as they begin: a page or a picture that is shown inside another, a box, and an arrow.

A picture's text is read so far only, since it is asked for at each mark."""
FAR = 24
FOLDED = lazy_pattern(r"\[![a-z]{2,20}\][+-]\Z")
"""A box that is folded away, up to the mark that says so; it has `FAR` characters at most."""
LETTERS_BEFORE = lazy_pattern(r"[^\W\d_]+\Z")
LETTERS_BEHIND = lazy_pattern(r"[^\W\d_]+")
FAINT, FAINT_HYPHEN, FAINT_CLAUSE = 0.5, 3.0, 2.5
"""Log-odds from which on a mark is reported, a hyphen, which people put into a word (`take-aways`), and a mark that may
begin a clause."""
LED_NAME = lazy_pattern(r"(?<![\w.)\]\"'`*])(?:\.(?=[^\W\d_])|_(?=[^\W_])|(?<=\()\*(?=[^\W_]))")
"""The mark before a name that begins with one: `.Site.Pages`, `.well-known`, `_vendor`, `(*Config)`."""
COMPARED = lazy_pattern(r"(?<![\w<>])[<>](?=[A-Za-z]{0,12}\d)")
"""What a version or a size is less or more than: `<IE11`."""
SMILEY = lazy_pattern(r"\s[:;][()](?=\s|\Z)")
"""A face, from the white space before it."""
BEHIND_PREFIX = lazy_pattern(rf"(?<![\w-])(?:{'|'.join(PREFIXES)})\Z", re.IGNORECASE)
ONE_OF_TWO = lazy_pattern(r"(?<!\w)[A-Z][|/&][A-Z](?!\w)")
"""Two letters, of which one is meant, `M|F`, or that stand for two words: `Q&A`."""
ANY_OF_THEM = lazy_pattern(
    r"[A-Z](?:_\*|\*(?=\s))|_\*|\)\*\w|[a-z](?:/(?:[A-Z]|e?s\b)|\?:)|\w(?:[!?]\)|!(?=:|\s[A-Z])|:\])|[\w)]?\|\s?\["
)
"""All names that begin alike, `SEEK_*`, a product, `f(a)*b`, two names, `MillDoor/Gate`, a name that may be left out,
`size?: number`, what is said in brackets, `(at once!)`, or aloud, `NEW! `, what brackets set off, `[new:]`, one or
more, `door/s`, and what parts links in a row, `English| [Dutch]`: from the character before the mark."""
IN_CALL = lazy_pattern(r"\w\([^()\s]{0,40}(?:,\s[^()\s]{1,40}){0,6}(?:,\s)?\Z")
"""What stands before an argument of a function: `read(path, `."""
SHOWN_AS = lazy_pattern(r"\[\[[^\[\]\n|]+\|?\Z")
"""A link to a page, up to the bar behind which it says how it is shown: `[[page|this page]]`."""
EDITORIAL = lazy_pattern(r"\{(?:\+\+|--|~~|==|>>)|(?:\+\+|--|~~|==|<<)\}")
"""What an editor's marks begin and end with, as CriticMarkup has them: `{++more++}`."""
NEGATED = lazy_pattern(r"(?<![^\s(\[*])(?:!(?=[^\W\d_])|\?(?=[A-Z]{2}))")
"""What programs negate, or ask for: `!print`, `?CURRENT`."""
SNAKE = lazy_pattern(r"(?<=[^\W\d_])_(?=[^\W\d_])")
"""The low line inside of a name: `door_bell`."""
PRIVATE = lazy_pattern(r"(?<=\w\.)_(?=[^\W\d_])")
"""The low line before a name that belongs to another: `self._stream`."""
LISTED = lazy_pattern(r"[.,]\n[ \t]{0,20}[\w.-]{1,40}(?:[ ]\([^()\n]{1,60}\))?:")
"""The end of what is said of one thing of a list, before the name of the next."""
OF_MANY = lazy_pattern(r"(?<=s)['\N{RIGHT SINGLE QUOTATION MARK}]\s+[^\W\d_]")
"""The apostrophe of those who own what follows: `the bakers' guild`."""
CLAUSE = lazy_pattern(r"(?<=[^\W\d_])[:;][ ]")
"""A mark behind a word that begins a clause or an explanation."""
SIGNED = lazy_pattern(r"\n~(?=[^\W\d_a-z])")
"""The sign before the name of a writer, from the line end before it."""
WORDS_OF_A_LETTER = frozenset({"a", "A", "I"})
CALL = 200
"""Characters in which it is looked for."""
LONG = 4000
"""Characters of a paragraph on each side in which a mark of emphasis has its partner."""
PART = lazy_pattern(r"([*_~])[^\W_]+\1[^\W_]")
"""A part of a word that is set off."""


def corrupt(text: str, site: Site, rng: Random, foreign: str) -> Corruption | None:
    """Put in one character of ASCII punctuation."""
    return Corruption(text[: site.at] + rng.choice(characters.PUNCTUATION) + text[site.at :], site.at, site.at + 1)


def _explains(hunk: Hunk) -> bool:
    return not hunk.old and len(hunk.new) == 1 and hunk.new in characters.PUNCTUATION and not is_mention(hunk)


def from_diff(comparison: Comparison) -> Iterator[Candidate]:
    """Yield the punctuation characters that the base does not have."""
    return undo_each(comparison, __name__, "a punctuation character put in", _explains)


MESSAGE = "a punctuation character put in"
PUNCTUATION = frozenset(characters.PUNCTUATION)
PARTNERS = {"(": ")", "[": "]", "{": "}", ")": "(", "]": "[", "}": "{"}
OPENING = frozenset("([{")
BEFORE_NAMES = frozenset("#@$^+:&%")
EMPHASIS = frozenset("*_~`")
EMPHASIZED = {
    "*": lazy_pattern(r"(?<![\\*])\*(?=[^\s*])|(?<=[^\s*\\])\*(?!\*)"),
    "_": lazy_pattern(r"(?<![\\\w])_(?=[^\s_])|(?<=[^\s_\\])_(?!\w)"),
}
"""Marks that may begin or end emphasis, beside which something stands."""
SIGNS = frozenset("#$%&+-/<=>@\\^|")
"""Marks that are no part of a sentence, and make a word of another with the word that they are glued to."""
MARKS = lazy_pattern(r"(?<![*_~`\\])([*_~])(?!\1)")


def from_text(document: AnalyzedDocument) -> Iterator[Candidate]:
    """Yield marks inside a word, marks that no word stands beside so, and marks of emphasis without a partner."""
    places = document.tokens_in_scope()
    shorthand = _shorthand(document) if any(document.tokens[at].text in SIGNS for at in places) else ()
    for at in places:
        token = document.tokens[at]
        if token.is_alpha_start:
            if (
                token.no_space_before
                and document.ends[at - 1] + 1 == document.start(at)
                and _are_one_word(document, at - 1, at)
            ):
                yield _take_out(document, document.ends[at - 1])
        elif token.text in PUNCTUATION and at not in shorthand and not _is_needed(document, at):
            inside = (
                document.tokens[at + 1].no_space_before
                and token.no_space_before
                and _are_one_word(document, at - 1, at + 1)
            )
            odd = document.unlikely_pairs[at] or document.unlikely_pairs[at + 1]
            if inside or (odd and not document.is_unlikely_pair(at - 1, at + 1)):
                yield _take_out(document, document.start(at))
    yield from _without_partner(document)


def _without_partner(document: AnalyzedDocument) -> Iterator[Candidate]:
    """Yield the marks of emphasis that stand at a word, where they are odd in number in their line and paragraph."""
    odd: dict[int, set[str]] = {}
    for start, end in document.paragraphs():
        for mark, found in _emphasis(document, start, end).items():
            if len(found) % 2:
                first, last = document.blocks.paragraph(start)
                if first not in odd:
                    marks = _emphasis(document, first, last).items()
                    odd[first] = {mark for mark, places in marks if len(places) % 2}
                if mark in odd[first]:
                    yield from (
                        _take_out(document, at)
                        for at, is_inside in found
                        if not (is_inside or PART.match(document.text, at))
                    )


def _emphasis(document: AnalyzedDocument, start: int, end: int) -> dict[str, list[tuple[int, bool]]]:
    """Return by mark where marks of emphasis stand at a word, and whether they stand inside one."""
    places: dict[str, list[tuple[int, bool]]] = {}
    for mark in MARKS.finditer(document.text, start, end):
        at = mark.start()
        beside = document.masked_text[at - 1 : at] if at else "", document.masked_text[at + 1 : at + 2]
        if document.masked_text[at] == HIDDEN and any(map(str.isalnum, beside)):
            places.setdefault(mark[0], []).append((at, all(map(str.isalnum, beside))))
    return places


def _shorthand(document: AnalyzedDocument) -> set[int]:
    """Return the tokens that are a sign beside a word that it stands beside so again, as in `w/ rice` or `#general`."""
    tokens = document.tokens
    found: dict[tuple[str, str], set[int]] = {}
    for at in range(1, len(tokens) - 1):
        if tokens[at].text in SIGNS:
            if tokens[at].no_space_before and tokens[at - 1].is_alpha_start:
                found.setdefault((tokens[at - 1].text, tokens[at].text), set()).add(at)
            if tokens[at + 1].no_space_before and tokens[at + 1].is_alpha_start:
                found.setdefault((tokens[at].text, tokens[at + 1].text), set()).add(at)
    return {at for places in found.values() if len(places) > 1 for at in places}


def _is_needed(document: AnalyzedDocument, at: int) -> bool:
    """Whether a mark is one of a kind that stands so on purpose.

    A bracket with a partner; the backslash that Markdown takes for a line break; a sign before a name, as in
    `#general`; what parts two letters, as in `n/a` or `i+n`, two names, as in `CR+LF`, or follows a letter, as in
    `n-th`; more than a number, `130+`; a revision, `HEAD@{1}`; and what some programs read: `![[page]]`,
    `[!tip]+ Title`, `!> Title`.
    """
    token, after = document.tokens[at], document.tokens[at + 1]
    mark, end = token.text, document.ends[at]
    if PROGRAM.match(document.text, end - 1) or FOLDED.search(document.text, max(0, end - FAR), end):
        return True
    if mark in BEFORE_NAMES and document.begins_word(at) and after.no_space_before:
        return True
    if mark == "@" and document.text.startswith("{", end):
        return True
    if mark == ">" and document.text.rfind("<", document.line_around(end, end)[0], end) >= 0:
        return True
    before = document.tokens[at - 1]
    if len(before.text) == 1 and (mark == "-" or (mark in "/:_" and len(after.text) == 1)):
        return True
    if token.no_space_before and after.no_space_before and _joins_names(document, at):
        return True
    if mark == "+" and before.text[-1].isdecimal() and token.no_space_before:
        return True
    if mark == "\\":
        return document.text[end : end + 1] in ("\n", "\r", "")
    first, last = document.block(at) if mark in PARTNERS else (at, at)
    beyond = range(at + 1, last) if mark in OPENING else range(at - 1, first - 1, -1)
    return next((other for n in beyond if (other := document.tokens[n].text) in (mark, PARTNERS[mark])), mark) != mark


def _joins_names(document: AnalyzedDocument, at: int) -> bool:
    """Whether the mark at token `at` joins two letters of which one stands elsewhere too, or two names with a plus."""
    before, mark, after = (document.tokens[n].text for n in range(at - 1, at + 2))
    if not (before.isalpha() and after.isalpha()):
        return False
    if len(before) == len(after) == 1:
        times = document.word_counts
        return times.get(after, 0) > 1 or (before not in WORDS_OF_A_LETTER and times.get(before, 0) > 1)
    return mark == "+" and before.isupper() and after.isupper()


def _are_one_word(document: AnalyzedDocument, first: int, second: int) -> bool:
    """Whether two tokens would be a known word if nothing stood between them."""
    if not (document.is_word(first) and document.is_word(second)):
        return False
    return document.knows(document.tokens[first].text + document.tokens[second].text)


def _take_out(document: AnalyzedDocument, place: int) -> Candidate:
    return Candidate("insert_punctuation", (Edit(place, place + 1, document.text[place], ""),), MESSAGE)


def skip_gain_filter(edit: Edit, document: AnalyzedDocument) -> bool:
    """Whether a mark is one of emphasis, or of code, which no word is less likely for."""
    return edit.before in EMPHASIS


def veto_safe(edit: Edit, features: Mapping[str, float]) -> bool:
    """Whether a mark says how something is meant: `*and!*`, `~late 2018`."""
    if edit.before == "~":
        return features["left is letter"] == 2
    return edit.before in ("!", "?") and features["right is letter"] != 1


def max_applicability(edit: Edit, features: Mapping[str, float], document: AnalyzedDocument) -> Applicability | None:
    """Return how far a repair may go at most: of a bracket or quotation mark the partner may be missing.

    A word that is said again in another form is written with a hyphen, `flim-flam`, as may be one with a prefix; other
    languages have more of them: `visitá-los`.
    """
    text = document.text
    if edit.before == "-":
        is_prefixed = BEHIND_PREFIX.search(text, max(0, edit.start - FAR), edit.start) is not None
        if is_prefixed or _is_said_again(text, edit):
            return None
    if COMPARED.match(text, edit.start) or SMILEY.match(text, edit.start - 2):
        return None
    if has_foreign_words(words_near(document, document.token_at(edit.start))):
        return None
    led = LED_NAME.match(text, edit.start)
    is_led = led is not None and document.tokens[document.token_at(edit.end)].text not in GRAMMAR
    if is_led or ONE_OF_TWO.match(text, max(0, edit.start - 1)) or ANY_OF_THEM.match(text, edit.start - 1):
        return None
    if edit.before in EMPHASIZED and _has_partner(edit, document):
        return None
    if edit.before == "?" and _is_for_an_apostrophe(text, edit, document):
        return None
    if SIGNED.match(text, edit.start - 1) or _is_of_a_form(text, edit, document):
        return None
    return most_of_pair(edit, document)


def _is_of_a_form(text: str, edit: Edit, document: AnalyzedDocument) -> bool:
    """Whether a mark belongs to a call, a link to a page, an editor's mark, or those who own what follows.

    Or to the name of something that belongs to another, what a program negates, or a list of names.
    """
    start = max(0, edit.start - CALL)
    if SNAKE.match(text, edit.start):
        halves = _letters_beside(text, edit)
        are_words = all(len(half) > 1 and document.knows(half) for half in halves)
        return are_words or not document.knows("".join(halves))
    return (
        IN_CALL.search(text, start, edit.start) is not None
        or (edit.before == "|" and SHOWN_AS.search(text, start, edit.start) is not None)
        or any(form.match(text, edit.start) for form in (OF_MANY, NEGATED, PRIVATE, LISTED))
        or any(EDITORIAL.match(text, max(0, edit.start - back)) for back in range(3))
    )


def _is_for_an_apostrophe(text: str, edit: Edit, document: AnalyzedDocument) -> bool:
    """Whether a question mark stands for the apostrophe of a word that is cut short, or of an owner: `don?t`."""
    found = (
        match
        for match in QUESTIONED.finditer(text, max(0, edit.start - FAR), edit.end + FAR)
        if match.start(match.lastindex or 0) == edit.start
    )
    match = next(found, None)
    owner = _letters_beside(text, edit)[0]
    return match is not None and (match.lastindex != OF_AN_OWNER or (len(owner) > 2 and document.knows(owner)))


def _is_said_again(text: str, edit: Edit) -> bool:
    """Whether the words on the two sides of a mark are alike but for a letter."""
    left, right = _letters_beside(text, edit)
    if not 1 < len(left) == len(right):
        return False
    return sum(map(str.__ne__, left.lower(), right.lower())) <= 1


def _letters_beside(text: str, edit: Edit) -> tuple[str, str]:
    """Return the letters right before and behind a mark, `FAR` of each at most."""
    left = LETTERS_BEFORE.search(text, max(0, edit.start - FAR), edit.start)
    right = LETTERS_BEHIND.match(text, edit.end, edit.end + FAR)
    return left[0] if left else "", right[0] if right else ""


def _has_partner(edit: Edit, document: AnalyzedDocument) -> bool:
    """Whether each mark of emphasis in the paragraph has its partner, be that beside another mark: `_as it is..._`."""
    if EMPHASIZED[edit.before].match(document.text, edit.start) is None:
        return False
    low, high = document.blocks.paragraph(edit.start)
    low, high = max(low, edit.start - LONG), min(high, edit.start + LONG)
    prose = INLINE_CODE.sub(" ", document.text[low:high])
    return len(EMPHASIZED[edit.before].findall(prose)) % 2 == 0


def min_reported(edit: Edit, document: AnalyzedDocument) -> float:
    """Return the log-odds that a repair needs to be reported where it is not safe.

    No clause begins behind a preposition or an article: `by: asking for it`.
    """
    if edit.before == "-":
        return FAINT_HYPHEN
    is_clause = CLAUSE.match(document.text, edit.start) is not None
    before = document.tokens[document.token_at(edit.start) - 1].text.lower()
    return FAINT_CLAUSE if is_clause and before not in PREPOSITIONS | ARTICLES else FAINT


SIGNATURE = Signature(
    rank=11,
    example=("Ring the bell before dinner.", "Ring the bell bef,ore dinner."),
    corrupt=corrupt,
    from_diff=from_diff,
    from_text=from_text,
    min_gain=8.0,
    skip_gain_filter=skip_gain_filter,
    max_applicability=max_applicability,
    min_reported=min_reported,
    veto_safe=veto_safe,
    rates={"": (0.2, 1.5, 5)},
)
