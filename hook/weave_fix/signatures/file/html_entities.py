"""Text was escaped as for HTML, once or twice: quotation marks and angle brackets became character references.

With a base its characters are put back. People write references for angle brackets and ampersands on purpose, so those
alone prove nothing in prose; nobody writes them for the quotation marks of prose, nor in code, where they are text.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from typing import TYPE_CHECKING

from weave_fix.markdown.blocks import BlockMap, Kind
from weave_fix.patterns import lazy_pattern
from weave_fix.records import Applicability, Edit
from weave_fix.signatures.file._tokens import Pair, fresh_lines, paired_tokens
from weave_fix.signatures.file.registry import Event

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from weave_fix.signatures.file.context import FileContext

EXAMPLE = (
    "It's \"open\" if a < b, isn't it?\n",
    "It&#39;s &quot;open&quot; if a &lt; b, isn&#39;t it?\n",
)
ORDER = 500
EVIDENCE = ("history", "form")
CAN_BE_SAFE = True

REFERENCE = r"&(?:amp;)*(?:[a-zA-Z][a-zA-Z0-9]{1,30}|\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6});"
TOKEN = lazy_pattern(rf"{REFERENCE}|[0-9A-Za-z]+|[^\S\r\n]+|\r?\n|.", re.DOTALL)
AMPERSAND = lazy_pattern("&")
QUOTE = lazy_pattern(r"&(?:amp;)*(?:quot|apos|\#0*39|\#0*34|\#[xX]0*2[27]);")
"""References of the straight quotation marks: what escapes text for HTML makes them, and hardly a person does."""
IN_A_WORD = lazy_pattern(r"(?<=[a-z])&(?:amp;)*(?:apos|\#0*39|\#[xX]0*27);(?=[a-z])")
TWICE = lazy_pattern(r"&amp;(?:amp|lt|gt|quot|apos|nbsp|\#\d+|\#[xX][0-9a-fA-F]+);")
"""References whose ampersand was escaped as well."""
ESCAPED = lazy_pattern(r"&(?:amp;)*(?:amp|lt|gt|quot|apos|\#0*3[49]|\#0*6[02]|\#0*38|\#[xX]0*(?:2[267]|3[cCeE]));")
RAW = lazy_pattern(r"[\"']|&(?!\#?\w+;)|<|(?<!^)>", re.MULTILINE)
CODE = frozenset({Kind.FENCED, Kind.INDENTED, Kind.CODE})
NOT_PROSE = frozenset({*CODE, Kind.FRONT, Kind.HTML, Kind.TARGET})
TALK = lazy_pattern(r"escap|entit|html|xml|character reference", re.IGNORECASE)
NEAR = 200
"""Characters around a reference in which such a word tells that it is shown."""
FAR = 3000
"""Characters before a reference in which the tag that begins such code is looked for."""
WHOLE = 8
"""Quotation marks of a new file from which on, with none left as it should be, all of it was escaped."""
HALF_A_TAG = lazy_pattern(r"</?[a-z][a-z0-9]{0,10}\Z")
"""A tag whose end was escaped, and not its start: it is no tag, and does not show one either."""
TAG = lazy_pattern(r"[a-z][a-z0-9]{0,10}\b")
BORDER = "|"
"""The border of two cells: people write a reference for one that is none."""
FEW = 3
"""Places below which angle brackets alone are left."""


def is_possible(text: str) -> bool:
    """Whether there is a character reference in the text."""
    return "&" in text and bool(re.search(REFERENCE, text))


def find(context: FileContext) -> Iterator[Event]:
    """Yield one event for the references that the base has not, else one for those of the new lines."""
    pairs = [
        pair
        for pair in paired_tokens(context, TOKEN, _fold, AMPERSAND)
        if pair.new[0] == "&" and len(pair.new) > len(pair.old) and pair.old != BORDER
    ]
    if pairs:
        edits = [Edit(pair.start, pair.end, pair.new, pair.old) for pair in pairs]
        applicability = _how_far(context, pairs)
        if applicability is Applicability.SAFE:
            more = _in_other_lines(context, pairs)
            if len(pairs) < FEW:  # what nobody writes but a program is as good as proved
                in_word = any(IN_A_WORD.match(context.text, edit.start) for edit in edits)
                more = [edit for edit in more if in_word and IN_A_WORD.match(context.text, edit.start)]
            edits = sorted(edits + more)
        if applicability is not None:
            yield _event(edits, applicability, "history")
        return
    yield from _from_form(context)


def _event(edits: Sequence[Edit], applicability: Applicability, evidence: str) -> Event:
    return Event(
        () if applicability is Applicability.DISPLAY_ONLY else tuple(edits),
        tuple((edit.start, edit.end) for edit in edits),
        "characters became character references: the text was escaped as if it were put into HTML",
        applicability,
        evidence,
    )


def _fold(token: str) -> str:
    """Return the character of a reference that was escaped any number of times, and everything else as it is."""
    if token[0] == "&" and len(token) > 1:
        once = "&" + token[1:].replace("amp;", "")
        return html.unescape(once) if len(once) > 1 else once
    return token


def _unescaped(reference: str, times: int) -> str:
    for _ in range(times):
        reference = html.unescape(reference)
    return reference


def _how_far(context: FileContext, pairs: Sequence[Pair]) -> Applicability | None:
    """Return how far the repair may go; None where a person may have written the references."""
    base = context.base or ""
    blocks = context.base_blocks
    kinds = [blocks.kind_at(pair.old_start) for pair in pairs]
    quoted = [kind for pair, kind in zip(pairs, kinds, strict=True) if pair.old in ('"', "'")]
    quotes = len(quoted) - quoted.count(Kind.HTML) + quoted.count(Kind.HTML) // FEW
    in_code = sum(kind in CODE for kind in kinds)
    twice = sum(pair.old.startswith("&") and len(pair.old) > 1 for pair in pairs)
    idle = sum(_needs_none(base, pair) for pair in pairs)
    ends = (pair.start for pair in pairs if pair.old == ">")
    half = any(HALF_A_TAG.search(context.text, max(0, end - 40), end) for end in ends) or _has_lone_ends(context, pairs)
    if quotes or in_code or twice or half or idle >= 2 or _has_none_left(context, pairs):
        return Applicability.SAFE
    return Applicability.UNSAFE if len(pairs) >= FEW else None


def _has_lone_ends(context: FileContext, pairs: Sequence[Pair]) -> bool:
    """Whether the end of an element stands without its start, which was escaped, where the base has both."""
    starts = (TAG.match(context.text, pair.end) for pair in pairs if pair.old == "<")
    for name in {start[0] for start in starts if start}:
        pattern = re.compile(rf"<(/?){re.escape(name)}\b")
        now, then = (Counter(pattern.findall(text)) for text in (context.text, context.base or ""))
        if then[""] == then["/"] and now[""] < now["/"]:
            return True
    return False


def _has_none_left(context: FileContext, pairs: Sequence[Pair]) -> bool:
    """Whether characters beyond ASCII were replaced wherever they stood, letters or several of them."""
    beyond = [pair.old for pair in pairs if not pair.old.isascii()]
    many = len(beyond) >= FEW and (len(set(beyond)) > 1 or beyond[0].isalpha())
    return many and not any(char in context.text for char in set(beyond))


def _needs_none(base: str, pair: Pair) -> bool:
    """Whether the character stands alone between spaces, or in an arrow, where no text needs a reference."""
    left, right = base[pair.old_start - 1 : pair.old_start], base[pair.old_start + 1 : pair.old_start + 2]
    return pair.old in "<>&" and (left.isspace() or (pair.old == ">" and left in "-=")) and right.isspace()


def _in_other_lines(context: FileContext, pairs: Sequence[Pair]) -> list[Edit]:
    """Return the repairs of the lines that a person wrote: of characters that are escaped nowhere in the base."""
    base = context.base or ""
    before = {html.unescape(reference) for reference in re.findall(REFERENCE, base)}
    marks = ({pair.old for pair in pairs if len(pair.old) == 1} | set("\"'<>&")) - before
    levels = Counter(pair.new.count("amp;") - (pair.old == "&") for pair in pairs)
    times = 1 + levels.most_common(1)[0][0]
    known, text = {pair.start for pair in pairs}, context.text
    blocks, fresh = context.blocks, fresh_lines(context)
    return [
        Edit(match.start(), match.end(), match[0], _unescaped(match[0], times))
        for match in re.finditer(REFERENCE, text)
        if _unescaped(match[0], times) in marks
        and match.start() not in known
        and fresh[blocks.line_index(match.start())]
    ]


def _from_form(context: FileContext) -> Iterator[Event]:
    """Yield what of the new lines is escaped: shown, and undone where all of a file is."""
    text = context.text
    blocks, fresh, tagged = context.blocks, fresh_lines(context), _lines_between_tags(context)

    def is_prose(at: int) -> bool:
        number = blocks.line_index(at)
        return fresh[number] and not tagged[number] and blocks.kind_at(at) not in NOT_PROSE

    signs = [m for pattern in (QUOTE, TWICE) for m in pattern.finditer(text) if is_prose(m.start())]
    signs = [m for m in signs if not (_is_shown(text, m.start()) or _is_generated(text, blocks, m.start()))]
    if len(signs) < 2 and not any(IN_A_WORD.match(text, m.start()) for m in signs):
        return
    times = 1 + min(m[0].count("amp;") for m in signs)
    found = [m for m in ESCAPED.finditer(text) if is_prose(m.start())]
    edits = [Edit(m.start(), m.end(), m[0], _unescaped(m[0], times)) for m in found]
    raw = any(is_prose(m.start()) for m in RAW.finditer(text))
    lines = {blocks.line_index(m.start()) for m in signs}
    whole = all(fresh) and not raw and len(signs) >= WHOLE and len(lines) >= WHOLE // 2
    yield _event(edits, Applicability.SAFE if whole else Applicability.DISPLAY_ONLY, "form")


def _lines_between_tags(context: FileContext) -> list[bool]:
    """Tell of each line of the text whether it follows a line of tags without a blank line: such text is HTML."""
    found: list[bool] = []
    for key, kind in zip(context.keys, context.kinds, strict=True):
        goes_on = bool(found and found[-1] and key.strip())
        found.append(kind is Kind.HTML or (goes_on and kind is Kind.PROSE))
    return found


def _is_generated(text: str, blocks: BlockMap, at: int) -> bool:
    """Whether a reference stands in a row of a table, or between tags of code, where programs write documentation."""
    line = blocks.line_at(at)
    before = text[line.start : at]
    return line.kind is Kind.TABLE or before.rfind("<code>") > before.rfind("</code>")


def _is_shown(text: str, at: int) -> bool:
    """Whether a reference stands near words on references, or in code that is written as HTML or coloured by it."""
    before, start, end = text[max(0, at - FAR) : at], max(0, at - NEAR), at + NEAR
    if TALK.search(text, start, end) or text.find("<span style=", start, end) >= 0:
        return True
    return before.rfind("<pre") > before.rfind("</pre")
