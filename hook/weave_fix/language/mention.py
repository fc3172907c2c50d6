"""Words that are shown and not used: quoted, set apart to speak of them, or no language at all."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from weave_fix.language.doubled import ARTICLES, PREPOSITIONS
from weave_fix.markdown.blocks import Kind
from weave_fix.patterns import lazy_pattern
from weave_fix.positions import widened
from weave_fix.records import Applicability

if TYPE_CHECKING:
    from weave_fix.language.analyzed_document import AnalyzedDocument
    from weave_fix.records import Edit

QUOTED = 5
"""Words in quotation marks up to which they may be there to be looked at, and not as what somebody says."""
MANUAL = lazy_pattern(r"[*_`]{0,3}\(\d[a-z]{0,4}\)")
"""The section of a manual, behind the name of a page of it."""
NEAR = 80
"""Characters at most between a quotation mark and its partner then."""
PAIRS = (
    ('"', '"'),
    ("\N{LEFT DOUBLE QUOTATION MARK}", "\N{RIGHT DOUBLE QUOTATION MARK}"),
    ("\N{LEFT SINGLE QUOTATION MARK}", "\N{RIGHT SINGLE QUOTATION MARK}"),
    ("\N{DOUBLE LOW-9 QUOTATION MARK}", "\N{LEFT DOUBLE QUOTATION MARK}"),
    ("\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}", "\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}"),
)
JOINTS = "-_"
CLOSES = lazy_pattern(r"[^\s_]_(?!\w)")
"""A low line that ends an emphasis."""
PROMPT = lazy_pattern(r"\s*(?:>>>|In \[\d{1,4}\]:) \S")
"""What an interpreter shows before a line of a program."""
ESCAPED = frozenset("bfnrt")
"""Letters that stand for a character behind a backslash, as in the strings of programs."""
LABEL_BEHIND = lazy_pattern(r"[ ]{3,}[A-Z]|[ ]{0,20}\t[ \t]{0,20}[A-Z]|(?: [A-Z]{2,}){1,3}:")
"""What stands behind a name at the beginning of a line, before what it is: `pevent    A library`, `swtch CHAR: it`."""
LETTER_APART = lazy_pattern(r"(?<!\w)\([^\W\d_]\)\Z")
"""The first letter of a word that is set in brackets: `(l)oaf`."""
OPTION = lazy_pattern(r"[ \t(\[\"',|/*_]-[A-Za-z]")
"""A hyphen with a letter, as the options of programs begin, from the character before it."""
DOTFILE = lazy_pattern(r"(?<![\w.)\]])\.[a-z][\w-]*")
"""A file whose name begins with a dot."""
HOST = lazy_pattern(r"[\w-]+(?:\.[\w-]+)*\.(?:com|dev|edu|gov|io|net|org)\b", re.IGNORECASE)
BOLD = "**"
COMMAND = 160
"""Characters in which the bold marks around a command stand, at most, on each side."""
AN_OPTION = lazy_pattern(r" --?[A-Za-z]")
MARKS = 3
"""Marks from which on what has more of them than letters is no language: `||--o{`."""
AT_HOST = lazy_pattern(r"(?<![\w./-])[\w-]+\.[a-z]{2,10}/\w")
"""A host with a path: `thi.ng/bread`."""
PARTS = 3
"""Parts with hyphens between them from which on they may be a name."""
HOLDING = ARTICLES | PREPOSITIONS | {"and", "or", "to"}
"""Parts of a compound that hold others together: `up-to-date`."""
OPENING = frozenset(opening for opening, _ in PAIRS) | frozenset("([{'`")
CLOSING = frozenset(closing for _, closing in PAIRS) | frozenset(")]}'`")
SINGLE = lazy_pattern(r"(?<![\w'])'([^'\n]{1,40})'(?!\w)")
CLOSED = lazy_pattern(r"(?<=[^\s'])'(?!\w)")
"""Where what stands in single quotation marks may end."""
FAR = 1000
"""Characters up to which it is looked for."""
SHOWN = lazy_pattern(r"(?<![\w*_])([*_])([^\W\d_]+)\1(?![\w*_])")
"""A word in italics."""
TYPOS = lazy_pattern(
    r"\b(?:typos?|misspell(?:ed|ings?)?|misspelt)\b(?:[^()\n]{0,30}[(:][^()\n]{0,100}|\s(?:for|in|of|on)\s)\Z",
    re.IGNORECASE,
)
"""What stands before a typo that is told of."""
ARROW = r"[\W_]{1,4}(?:\N{RIGHTWARDS ARROW}|\N{RIGHTWARDS DOUBLE ARROW}|[-=]>)[\W_]{1,4}"
CHANGED = lazy_pattern(rf"\b(([^\W\d_]{{3}})[^\W\d_]{{0,40}}){ARROW}(\2[^\W\d_]{{0,40}})")
"""A word that becomes one that begins as it does: `typoo -> typo`, `walk → walked`."""
HANDLE = lazy_pattern(r"(?<![\w])[@#$][\w/-]*\w")
FILE = lazy_pattern(
    r"[\w-]+\.(?:c|cfg|conf|cpp|cs|css|csv|go|h|html?|ini|java|jpe?g|js|json|jsx|lock|log|md|mjs|pdf|php|png|py|rb|rs|sh"
    r"|sql|svg|toml|tsx?|txt|xml|ya?ml|zip)\b"
)
HEXADECIMAL = lazy_pattern(r"(?:0x)?(?=[0-9a-fA-F]*[0-9])(?=[0-9a-fA-F]*[a-fA-F])[0-9a-fA-F]{6,}")
PATTERN = lazy_pattern(
    r"\\[dwsDWSB](?=[+*?{\]|)\\$])|\[\^|\[[a-zA-Z0-9]-[a-zA-Z0-9]|(?:a-z|A-Z|0-9)[^\s\]]{0,20}\]"
    r"|\.[*+]\?|\(\.[*+]\)|\^\.[*+]|[*+]\$|\(\?[:=!<]"
)
ENCODED = lazy_pattern(
    r"(?=(?:[A-Za-z+/]*[0-9]){2})(?=(?:[a-z0-9+/]*[A-Z]){2})(?=[A-Z0-9+/]*[a-z])[A-Za-z0-9+/]{12,}={0,2}"
)
# These three are searched for in runs of any length: none may read on to the end of a run from each of its characters.
DOTTED = lazy_pattern(r"(?<=[^\W\d_]{2})\.[^\W\d_][\w-]{1,100}\.[^\W\d_]{2}")
"""The dots of a name of three parts and more: `view.header.colour`."""
PADDED = lazy_pattern(r"[A-Za-z0-9+/]{6}={1,2}(?![\w=])")
PATH = lazy_pattern(r"(?:^|[\s(\"'*_])(?:\.{0,2}/|~/|[A-Za-z]:\\|\\\\)[\w.-]+|(?<![\w.-])[\w.-]+/[\w.-]+/[\w./-]")
NAMED = lazy_pattern(r"\w::\w|->\w|\w\(\)|-[a-zA-Z][\w-]{0,100}=|/[\w.-]{1,100}=\w")
HYPHENATED = lazy_pattern(r"[-\N{SOFT HYPHEN}]\n[ \t>]*[^\W\d_A-Z]|\.\.\.|\N{HORIZONTAL ELLIPSIS}")
"""A hyphen that cuts a word at the end of a line, or dots for what is left out of it."""
GOES_ON, BEGAN = lazy_pattern(r"\n[ \t]{0,20}([a-z]{1,20})\b"), lazy_pattern(r"\b([a-z]{1,20})\n[ \t]{0,20}\Z")
CUT = 42
"""Characters before a word in which one may begin that a line end cuts."""


def most_of_pair(edit: Edit, document: AnalyzedDocument) -> Applicability | None:
    """Return how far a repair may go at most that takes out the one mark of `edit`; None: nothing is wrong with it.

    Where a bracket or a quotation mark opens, its partner may be what is missing, or stand far away; where one closes,
    the same, but that fewer are lost there. Inside a word neither opens or closes anything.
    """
    if edit.before in "}])" and document.text[edit.start - 1 : edit.start] in ("", "\n"):
        return None  # where a line begins with it, code ends
    mark, before, after = (
        edit.before,
        document.text[edit.start - 1 : edit.start],
        document.text[edit.end : edit.end + 1],
    )
    if mark in OPENING and not before.isalnum() and not after.isspace() and after:
        return None if mark == "'" and _is_closed(document, edit.end) else Applicability.DISPLAY_ONLY
    if mark in CLOSING and not before.isspace() and before and not after.isalnum():
        return Applicability.DISPLAY_ONLY if mark in OPENING else Applicability.UNSAFE
    return Applicability.SAFE


def _is_closed(document: AnalyzedDocument, at: int) -> bool:
    """Whether a quotation that begins at offset `at` ends in its paragraph, be it on another line."""
    _, end = document.blocks.paragraph(at)
    return CLOSED.search(document.text, at, min(end, at + FAR)) is not None


def is_quoted(document: AnalyzedDocument, start: int, end: int) -> bool:
    """Whether the characters `start` to `end` stand among a few words that are set in quotation marks."""
    low, high = max(0, start - NEAR), min(len(document.text), end + NEAR)
    before, after = document.text[low:start], document.text[end:high]
    for opening, closing in PAIRS:
        at, to = before.rfind(opening), after.find(closing)
        if at < 0 or to < 0 or (opening == closing and not _opens(document, low + at, start)):
            continue
        inside = before[at + 1 :] + document.text[start:end] + after[:to]
        if opening not in inside and "\n\n" not in inside and len(inside.split()) <= QUOTED:
            return True
    line = document.blocks.line_at(start)
    return any(
        found.start() < start and end < found.end() and len(found[1].split()) <= QUOTED
        for found in SINGLE.finditer(document.text, line.start, line.end)
    )


def _opens(document: AnalyzedDocument, at: int, inside: int) -> bool:
    """Whether the straight quotation mark at `at` opens what stands at `inside`, and closes nothing."""
    paragraph, _ = document.blocks.paragraph(inside)
    return document.text.count(document.text[at], paragraph, at) % 2 == 0


def is_shown(document: AnalyzedDocument, start: int, end: int) -> bool:
    """Whether the characters `start` to `end` are of a word that may be there to be looked at.

    A single word in italics, one that becomes another, or one that is told of as a typo: `Mend typos (recieve)`,
    `a typo in recieve`.
    """
    line = document.blocks.line_at(start)
    low, high = max(line.start, start - 2 * NEAR), min(line.end, end + 2 * NEAR)
    if any(found.start() <= start and end <= found.end() for found in CHANGED.finditer(document.text, low, high)):
        return True
    if TYPOS.search(document.text, max(line.start, start - 2 * NEAR), start):
        return True
    return any(
        found.start() <= start and end <= found.end() and found[2].islower()
        for found in SHOWN.finditer(document.text, line.start, line.end)
    )


def is_cut(document: AnalyzedDocument, start: int, end: int) -> bool:
    """Whether the word of the characters `start` to `end` goes on in the next line, or began in the one before.

    With a hyphen, as words are cut at the end of a line, or without: `acces-`, `sible`. Or its end is left out: as in
    `combi...`.
    """
    text = document.text
    start, end = widened(text, start, end, NEAR, str.isalpha)
    if HYPHENATED.match(text, end):
        return True
    word, following, before = text[start:end], GOES_ON.match(text, end), BEGAN.search(text, max(0, start - CUT), start)
    goes_on = following is not None and document.counts.is_valid((word + following[1]).lower())
    return goes_on or (before is not None and document.counts.is_valid((before[1] + word).lower()))


def is_in_an_anchor(document: AnalyzedDocument, start: int, end: int) -> bool:
    """Whether the word of the characters `start` to `end` stands in a heading, or a link to it, whose anchor has it.

    The heading without the typo would have another anchor, and the link would lead nowhere.
    """
    if not document.holds("](#"):
        return False
    line = document.blocks.line_at(start)
    is_linked = line.kind is Kind.HEADING or document.text.find("](#", start, min(line.end, end + 2 * NEAR)) >= 0
    start, end = widened(document.text, start, end, NEAR, str.isalnum)
    return is_linked and document.text[start:end].lower() in document.anchor_words


def is_part_of_a_name(document: AnalyzedDocument, start: int, end: int) -> bool:
    """Whether the characters `start` to `end` are a part of a name of several: `log_handeler`, `py-fastr-reader`.

    Parts with low lines between them, one with a hyphen behind code, an option (`-march-map`), what is told of in
    columns or stands behind a backslash, or three and more with hyphens, none of which is a word that only holds
    others together, as in `up-to-date`; a file that a dot begins (`.prettierrc`), what an option is set to
    (`=rawlines`), what has a page of a manual (`**timerfd**(2)`), and a word whose first letter stands in brackets.
    """
    text, low, high = document.text, max(0, start - NEAR), min(len(document.text), end + NEAR)
    if document.holds("systemd-") and document.holds(
        f"systemd-{text[slice(*widened(text, start, end, NEAR, str.isalnum))]}"
    ):
        return True  # a part of systemd
    while start > low and (text[start - 1].isalnum() or text[start - 1] in JOINTS):
        start -= 1
    while end < high and (text[end].isalnum() or text[end] in JOINTS):
        end += 1
    if "_" in text[start:end].strip("_") or (text[start : start + 1] == "-" and text[start - 1 : start] == "`"):
        return True
    if text[start - 1 : start] == "=" or MANUAL.match(text, end) or LETTER_APART.search(text, max(0, start - 3), start):
        return True
    if text[start - 1 : start] == "\\" and text[start : start + 1] in ESCAPED:
        return True
    if LABEL_BEHIND.match(text, end) and not text[text.rfind("\n", 0, start) + 1 : start].strip(" \t>*+-"):
        return True
    if DOTFILE.match(text, start - 1) or (text[start : start + 1] == "-" and OPTION.match(text, max(0, start - 1))):
        return True
    if text[start:end].startswith("_") and not CLOSES.search(text, end - 1, min(end + NEAR, len(text))):
        return True
    parts = text[start:end].strip("-").lower().split("-")
    return len(parts) >= PARTS and HOLDING.isdisjoint(parts)


def _is_in_a_command(text: str, start: int, end: int) -> bool:
    """Whether the characters `start` to `end` stand between bold marks with an option: `**bake --oven rye,oats**`."""
    first, last = text.rfind(BOLD, max(0, start - COMMAND), start), text.find(BOLD, end, end + COMMAND)
    return 0 <= first < last and "\n" not in text[first:last] and AN_OPTION.search(text, first, last) is not None


def is_no_language(document: AnalyzedDocument, start: int, end: int) -> bool:
    """Whether the characters `start` to `end` stand in a handle, a name of a file, a number, a pattern or the like.

    Asked is what stands between white space there, as it is: one character too many makes none of these of a word.
    """
    text = document.text
    if PROMPT.match(text, document.blocks.line_at(start).start) or _is_in_a_command(text, start, end):
        return True
    while start and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    chunk = text[start:end].strip(".,;:!?\"'()[]*_`")
    if HANDLE.match(text[start:end].lstrip("(\"'[")):
        return True
    marks = sum(not char.isalnum() for char in chunk)
    if marks >= MARKS and 2 * marks > len(chunk):
        return True
    whole = (FILE, HEXADECIMAL, ENCODED, HOST)
    if "/" in chunk and any(map(FILE.fullmatch, chunk.split("/"))):
        return True
    return any(kind.fullmatch(chunk) for kind in whole) or any(
        kind.search(text[start:end]) for kind in (PATTERN, DOTTED, PADDED, PATH, NAMED, AT_HOST)
    )
