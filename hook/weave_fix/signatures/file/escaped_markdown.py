"""An editor put backslashes before marks that were marks: emphasis, links and headings became plain characters.

With a base the backslashes are taken out where the base had the mark without. People escape single marks on purpose, so
the whole of it has to show that a program did it: marks that worked in the base, or underscores inside of code and
addresses, where a backslash is text. Without a base it is shown only where nearly every mark of a file is escaped.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from weave_fix.markdown.blocks import Kind
from weave_fix.markdown.markers import BOX, BULLET, HEADING, NUMBER
from weave_fix.patterns import lazy_pattern
from weave_fix.records import Applicability, Edit
from weave_fix.signatures.file._tokens import Pair, fresh_lines, paired_tokens
from weave_fix.signatures.file.registry import Event

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from weave_fix.signatures.file.context import FileContext

EXAMPLE = (
    "Read [the *rules*](rules.md) and **stay**.\n",
    "Read \\[the \\*rules\\*\\](rules.md) and \\*\\*stay\\*\\*.\n",
)
ORDER = 450
EVIDENCE = ("history", "form")
CAN_BE_SAFE = True

PUNCTUATION = r"[!-/:-@\[-`{-~]"
REFERENCES = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'"}
"""What another tool may have made of the characters beside: it must not keep the lines from being aligned."""
TOKEN = lazy_pattern(rf"{'|'.join(REFERENCES)}|\\+{PUNCTUATION}|[^\W_]+|[^\S\r\n]+|\r?\n|.", re.DOTALL)
BACKSLASH = lazy_pattern(r"\\")
ESCAPE = lazy_pattern(r"(?<!\\)\\[_*\[\]~#`]")
ACTIVE = lazy_pattern(
    r"(?<![\\*\w])(?P<stars>\*{1,3})(?=[^\s*])[^*\n]*[^\s*\\](?P=stars)(?![\w*])"
    r"|(?<![\\\w])(?P<lines>_{1,2})(?=[^\s_])[^_\n]*[^\s_\\](?P=lines)(?!\w)"
    r"|(?<!\\)!?\[[^\[\]\n]*(?:\n[^\[\]\n]+)?\](?=[(\[])|(?<!\\)\[\[[^\[\]\n]+\]\]|~~[^~\n]+~~"
    r"|(?<![`\\])(?P<ticks>`+)(?!`)[^`\n]+(?P=ticks)(?!`)"
    rf"|^[ \t>]*(?:{BULLET}(?=[ \t])(?:[ \t]{BOX})?|{HEADING}(?=[ \t])|{NUMBER}(?=[ \t]))",
    re.MULTILINE,
)
"""Marks that work: emphasis, links, struck and code, and what begins a list item or a heading."""
HALF_A_LINK = lazy_pattern(r"\\\[[^\[\]\n]*(?:\n[^\[\]\n]*)?[^\[\]\n\\]\]\((?:https?:|[\w./#-]+\))")
"""A link of which only the first bracket is escaped: it is no link, and does not show one either."""
MARKS = frozenset("_*[]~")
TALK = lazy_pattern(r"escap|backslash|literal|to write|markdown", re.IGNORECASE)
"""Words of a line that shows escapes on purpose."""
CODE = frozenset({Kind.FENCED, Kind.INDENTED, Kind.CODE, Kind.TARGET, Kind.FRONT})
NOT_PROSE = frozenset({Kind.FENCED, Kind.INDENTED, Kind.CODE, Kind.FRONT, Kind.HTML, Kind.TARGET})
PROVED = 4
"""Places that the base proves from which on the lines that a person wrote are repaired as well."""
SYSTEMATIC = 5
"""Escapes of a new file from which on, with hardly a mark left as it should be, a program made them."""


def is_possible(text: str) -> bool:
    """Whether punctuation is escaped anywhere in the text."""
    return "\\" in text and bool(re.search(rf"\\{PUNCTUATION}", text))


def find(context: FileContext) -> Iterator[Event]:
    """Yield one event for all the backslashes that the base has not, or one for a new file that is full of them."""
    pairs = [
        pair
        for pair in paired_tokens(context, TOKEN, _fold, BACKSLASH)
        if len(pair.new) > len(pair.old) and pair.new not in REFERENCES
    ]
    if pairs:
        applicability = _how_far(context, pairs)
        if applicability is not None:
            edits = [Edit(pair.start, pair.end, pair.new, pair.old) for pair in pairs]
            if applicability is Applicability.SAFE and len(pairs) >= PROVED:
                edits = sorted(edits + _in_other_lines(context, pairs))
            yield Event(
                tuple(edits),
                tuple((edit.start, edit.end) for edit in edits),
                "marks were escaped with backslashes: an editor took Markdown for plain text",
                applicability,
                "history",
            )
        return
    places = _systematic(context)
    if places:
        yield Event(
            (),
            tuple(places),
            "nearly every mark is escaped with a backslash: an editor took Markdown for plain text",
            Applicability.DISPLAY_ONLY,
            "form",
        )


def _fold(token: str) -> str:
    return REFERENCES.get(token) or (token[-1] if token[0] == "\\" else token)


def _how_far(context: FileContext, pairs: Sequence[Pair]) -> Applicability | None:
    """Return how far the repair may go by what the escaped characters were; None where a person may have escaped."""
    base = context.base or ""
    blocks, active = context.base_blocks, _places_of_marks(base)
    works = sum(pair.old_start in active for pair in pairs)
    works += sum(bool(HALF_A_LINK.match(context.text, pair.start)) for pair in pairs)
    in_code = [pair.old for pair in pairs if pair.old in MARKS and blocks.kind_at(pair.old_start) in CODE]
    in_span = any(pair.old == "_" and blocks.kind_at(pair.old_start) is Kind.CODE for pair in pairs)
    sure = works + in_code.count("_")
    if sure >= 2 or (sure and len(pairs) > 2) or in_span or len(in_code) > 2:
        return Applicability.SAFE
    kinds = {pair.old for pair in pairs}
    return Applicability.UNSAFE if len(pairs) > 2 and (kinds == {"_"} or len(kinds & MARKS) > 1) else None


def _in_other_lines(context: FileContext, pairs: Sequence[Pair]) -> list[Edit]:
    """Return the repairs of the lines that a person wrote, of marks that nobody escaped in this file before."""
    text, base = context.text, context.base or ""
    marks = {pair.old for pair in pairs} | MARKS
    marks = {mark for mark in marks if len(mark) == 1 and "\\" + mark not in base}
    known = {pair.end for pair in pairs}
    blocks, fresh = context.blocks, fresh_lines(context)
    return [
        Edit(match.start(), match.end(), match[0], match[0][-1])
        for match in re.finditer(rf"(?<!\\)\\{PUNCTUATION}", text)
        if match[0][-1] in marks
        and match.end() not in known
        and fresh[blocks.line_index(match.start())]
        and blocks.kind_at(match.start()) is not Kind.FENCED
    ]


def _places_of_marks(text: str) -> set[int]:
    """Return the offsets of the characters that are marks and work."""
    found: set[int] = set()
    for match in ACTIVE.finditer(text):
        width = len(match["stars"] or match["lines"] or match["ticks"] or "") or 2
        if match[0].lstrip(" \t>")[:1] in "*+-#0123456789" and not match["stars"]:
            found.update(range(match.start(), match.end()))
        else:
            found.update(range(match.start(), match.start() + width))
            found.update(range(match.end() - width, match.end()))
    return found


def _systematic(context: FileContext) -> list[tuple[int, int]]:
    """Return the escapes of the lines that no version before holds, where they are what a program makes."""
    text = context.text
    blocks, fresh = context.blocks, fresh_lines(context)
    talk = {blocks.line_index(match.start()) for match in TALK.finditer(text)}
    spans = [match.span() for match in ESCAPE.finditer(text)]
    spans = [
        (start, end)
        for start, end in spans
        if fresh[blocks.line_index(start)]
        and blocks.kind_at(start) not in NOT_PROSE
        and blocks.line_index(start) not in talk
    ]
    kinds = {text[end - 1] for _, end in spans}
    halves = sum(bool(HALF_A_LINK.match(text, start)) for start, _ in spans)
    if len(spans) < SYSTEMATIC or (len(kinds) < 2 and halves < 2):
        return []
    plain = sum(
        text[at] in kinds and fresh[blocks.line_index(at)] and blocks.kind_at(at) not in NOT_PROSE
        for at in _places_of_marks(text)
    )
    return spans if plain * 4 <= len(spans) else []
