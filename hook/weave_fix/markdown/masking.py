"""The prose of a Markdown text as a stream of tokens, the same for training and for judging.

A *view* is the text with everything that is no prose masked, character for character, so that offsets into the view
are offsets into the text. What a reader does not see (emphasis marks, brackets of links and their targets) is
`HIDDEN`: it stands between two words as if it were not there. What a reader sees but what is no language (code, HTML,
addresses, mathematics) becomes one `MASK`: a token with neighbours, over which nothing is ever compared. Headings,
list items, table cells, quotes and paragraphs are *units*, parted by `BLOCK`; the lines of a unit are joined.
"""

from __future__ import annotations

import re
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from weave_fix.markdown.blocks import Kind, lines_of
from weave_fix.markdown.front_matter import sentence_start
from weave_fix.markdown.markers import PREFIX
from weave_fix.patterns import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from weave_fix.markdown.blocks import Line

MASK = "\ue000"
BLOCK = "\ue001"
HIDDEN = "\ue002"

HIDDEN_KINDS = frozenset({Kind.FENCED, Kind.INDENTED, Kind.FRONT, Kind.HTML, Kind.BLANK})
"""Lines that hold no prose."""
PARAGRAPH = frozenset({Kind.PROSE, Kind.LIST, Kind.QUOTE})
"""Lines that a line of plain text goes on with."""
CELL = lazy_pattern(r"(?<!\\)\|")
"""What parts the cells of a table; one behind a backslash is a character of its cell, in code too."""
TABLE_RULE = frozenset("|-: \t\r")
PIECE = 50_000
"""Characters from which on a view is made piece by piece: patterns that are seen through one after the other hold
several copies of it."""
COMMENT = lazy_pattern(r"<!--.*?(?:-->|\Z)", re.DOTALL)
LITERAL = lazy_pattern(r"^[ \t>]{0,12}<(pre|script|style|textarea)(?:\s[^<>\n]{0,200})?>", re.MULTILINE)
"""The elements of HTML whose text is no Markdown, where a line begins with them."""
REFERENCE = lazy_pattern(r" {0,3}\[(?!\^)[^\]]+\]:\s*\S+")
RULE = lazy_pattern(r"[\s>]*[-=*_:~+^.]{2,}\s*\Z")

_CODE = lazy_pattern("(?<!`)(`+)(?!`)[^\ue001]+?(?<!`)\\1(?!`)")
_SEEN_AS_ONE: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("`", _CODE),
    ("</", lazy_pattern(r"<(code|kbd|samp|tt|var)>[^<\ue001]*</\1>")),
    ("<", lazy_pattern(r"<(?=[a-zA-Z/!?])[^<>\ue001]*>")),
    ("://", lazy_pattern(r"(?:https?|ftp|file)://[^\s<>)\]\ue001]*")),
    ("{", lazy_pattern(r"\{\{(?:[^{\ue001]|\{(?!\{))*?\}\}|\{%(?:[^{\ue001]|\{(?!%))*?%\}|\{[^{}\ue001]*\}")),
    ("$", lazy_pattern(r"\$(?:\$[^$\ue001]+\$|(?![\s$])[^$\ue001]{0,200}?(?<![\s\\]))\$(?!\w)")),
    ("&", lazy_pattern(r"&(?:[a-zA-Z]{2,12}|\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6});")),
    ("@", lazy_pattern(r"(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.-]+")),
    ("www.", lazy_pattern(r"www\.[^\s<>)\]\ue001]+")),
)
"""Code, addresses, HTML and placeholders, templates and JSX, mathematics, character references; each with a string
that it cannot be without, which is looked for first. None looks beyond where the next of its kind opens, nor begins
inside a run of its own characters: a text of openings alone would take the square of its length."""
_LINK = lazy_pattern(
    r"(?P<open>!?\[)(?P<text>[^\[\]\ue001]*)"
    r"(?P<target>\](?:\((?:[^()\ue001]|\([^()\ue001]*\))*\)|\[[^\[\]\ue001]*\]))"
)
_NOTE = lazy_pattern(r"\[\^[^\[\]\s\ue001]+\]")
_EMPHASIS = lazy_pattern(
    r"\*\*{0,2}(?:(?=\S)|(?<=[^\s*]\*)|(?<=[^\s*]\*\*)|(?<=[^\s*]\*\*\*))"
    r"|__{0,2}(?:(?<=\W_)(?=[^\s_])|(?<=\W__)(?=[^\s_])|(?!\w))|~~|\\(?=[^\w\s])"
)
"""Each of its branches begins with a character and no repetition: so the text is searched for these characters."""


def masked_text(text: str, found: Sequence[Line] | None = None, *, front_matter: bool = False) -> str:
    """Return the view of `text`: as long as `text`, everything but prose masked.

    `found` are its lines, where they were looked for already. With `front_matter` its sentences are prose.
    """
    if "<!--" in text:
        text, found = COMMENT.sub(lambda m: _blank(m[0]), text), None
    if (without := _without_literal(text)) != text:
        text, found = without, None
    pieces = [*map(_seen_as_one, _pieces(text, lines_of(text) if found is None else found, front_matter))]
    # A badge is an image inside a link: once the image is seen through, so is the link.
    times = 1 + any("[![" in piece for piece in pieces)
    for at, piece in enumerate(pieces):
        pieces[at] = _seen_through(piece, times)
    return "".join(pieces)


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


def _without_literal(text: str) -> str:
    """Return `text` with what stands as it is between the tags of HTML, such as `<pre>`, blank."""
    parts, end, is_open = list[str](), 0, set[str]()
    for tag in LITERAL.finditer(text) if "</" in text else ():
        if tag.start() < end or tag[1] in is_open:
            continue
        close = text.find(f"</{tag[1]}>", tag.end())
        if close < 0:
            is_open.add(tag[1])  # and so is each one behind it
        else:
            parts += (text[end : tag.end()], _blank(text[tag.end() : close]))
            end = close
    return "".join([*parts, text[end:]])


def _seen_as_one(masked: str) -> str:
    for sign, pattern in _SEEN_AS_ONE:
        if sign in masked:
            masked = pattern.sub(_mask, masked)
    return masked


def _seen_through(masked: str, times: int) -> str:
    """Return the view without the marks of links, which are looked for so many `times`, notes and emphasis."""
    if "[" in masked:
        for _ in range(times):
            masked = _LINK.sub(_link, masked)
        masked = _NOTE.sub(_hide, masked)
    if "*" in masked or "_" in masked or "~~" in masked or "\\" in masked:
        masked = _EMPHASIS.sub(_hide, masked)
    return masked


def masked_phrase(text: str) -> str:
    """Return the view of some words of a unit, if nothing of them but code is masked."""
    words = text.replace("\n", " ")
    return _CODE.sub(_mask, words) if "`" in words else words


def _mask(match: re.Match[str]) -> str:
    return MASK + HIDDEN * (len(match[0]) - 1)


def _link(match: re.Match[str]) -> str:
    return HIDDEN * len(match["open"]) + match["text"] + HIDDEN * len(match["target"])


def _hide(match: re.Match[str]) -> str:
    return HIDDEN * len(match[0])


def _pieces(text: str, found: Sequence[Line], front_matter: bool) -> Iterator[str]:
    """Yield `text` with its lines joined to units, and what is no prose by the kind of its line masked.

    It comes in pieces of some `PIECE` characters, to save memory. Each but the first begins with a `BLOCK`, and stands
    behind a character that ends nothing that is masked: so what is masked in a piece does not depend on the others.
    """
    size, last = 0, ""
    parts: list[str] = []
    for joint, body in _lines(text, found, front_matter):
        if joint == BLOCK and size >= PIECE and (last.isalnum() or last in (" ", HIDDEN)):
            yield "".join(parts)
            size, parts = 0, []
        parts += (joint, body)
        size += len(body)
        last = (body or joint)[-1:]
    yield "".join(parts)


def _lines(text: str, found: Sequence[Line], front_matter: bool) -> Iterator[tuple[str, str]]:
    """Yield the lines, each behind what parts it from the one before: nothing before the first, a space or `BLOCK`."""
    front = _front_matter(text, found) if front_matter and found and found[0].kind is Kind.FRONT else []
    yield from front
    previous, depth = Kind.BLANK, 0
    for start, end, kind in islice(found, len(front), None):
        # The line end before this line belongs to what it parts; a page begins with a boundary of its own.
        joint, block = (" ", BLOCK) if start else ("", "")
        if kind in HIDDEN_KINDS:
            yield joint, HIDDEN * (end - start)
            previous = kind
            continue
        body = text[start:end]
        if kind is Kind.PROSE and body[0].isalpha():
            yield joint if previous in PARAGRAPH else block, body
            previous, depth = kind, 0
            continue
        if RULE.match(body) or REFERENCE.match(body):
            yield joint, HIDDEN * len(body)
            previous = Kind.BLANK
            continue
        if kind is Kind.TABLE:
            yield block, HIDDEN * len(body) if set(body) <= TABLE_RULE else CELL.sub(BLOCK, body)
            previous = kind
            continue
        prefix = PREFIX.match(body)
        assert prefix is not None  # every part of it may be empty
        quotes = prefix["quote"].count(">")
        begins = previous is not kind if kind is not Kind.PROSE else previous not in PARAGRAPH
        is_unit = begins or prefix["item"] or prefix["heading"] or prefix["note"] or quotes > depth
        yield block if is_unit else joint, HIDDEN * prefix.end() + body[prefix.end() :]
        previous, depth = (Kind.BLANK if kind is Kind.HEADING else kind), quotes


def _front_matter(text: str, found: Sequence[Line]) -> list[tuple[str, str]]:
    """Return the lines of front matter as `_lines` has them, with everything but sentences masked."""
    parts: list[tuple[str, str]] = []
    goes_on = False
    for line in takewhile(lambda line: line.kind is Kind.FRONT, found):
        body = text[line.start : line.end]
        start, is_same = sentence_start(body, goes_on=goes_on)
        goes_on = start >= 0
        joint = BLOCK if goes_on and not is_same else " "
        parts.append((joint if parts else "", HIDDEN * start + body[start:] if goes_on else HIDDEN * len(body)))
    return parts
