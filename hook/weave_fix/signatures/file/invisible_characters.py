"""Characters that cannot be seen came in: zero-width spaces, soft hyphens, no-break spaces, as web pages have them.

With a base they are taken out, and a space is put back for a no-break space. Scripts that need joiners and direction
marks keep them, and so do emoji; a no-break space stays before the punctuation of French and beside numbers, and a
zero-width space beside the marks of Chinese and Japanese text, where people write it so that emphasis works.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from weave_fix.markdown.blocks import Kind
from weave_fix.patterns import lazy_pattern
from weave_fix.records import Applicability, Edit
from weave_fix.signatures.file._tokens import fresh_lines, paired_tokens
from weave_fix.signatures.file.registry import Event

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from weave_fix.signatures.file.context import FileContext

EXAMPLE = (
    "Turn each cask once a week.\n",
    "Turn each\N{ZERO WIDTH SPACE} cask once\N{NO-BREAK SPACE}a week.\n",
)
ORDER = 750
EVIDENCE = ("history", "form")
CAN_BE_SAFE = True

NO_WIDTH = (
    "\N{ZERO WIDTH SPACE}\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}\N{WORD JOINER}\N{ZERO WIDTH NO-BREAK SPACE}"
    "\N{SOFT HYPHEN}\N{LEFT-TO-RIGHT MARK}\N{RIGHT-TO-LEFT MARK}\N{LEFT-TO-RIGHT EMBEDDING}\N{RIGHT-TO-LEFT EMBEDDING}"
    "\N{POP DIRECTIONAL FORMATTING}\N{LEFT-TO-RIGHT OVERRIDE}\N{RIGHT-TO-LEFT OVERRIDE}\N{LEFT-TO-RIGHT ISOLATE}"
    "\N{RIGHT-TO-LEFT ISOLATE}\N{FIRST STRONG ISOLATE}\N{POP DIRECTIONAL ISOLATE}\N{INVISIBLE TIMES}"
    "\N{INVISIBLE SEPARATOR}\N{INVISIBLE PLUS}\N{FUNCTION APPLICATION}\N{MONGOLIAN VOWEL SEPARATOR}"
)
DIRECTIONS = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
NEAR = 80
"""Characters around a direction mark in which a script that is written from the right makes use of it."""
NO_BREAK = "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{FIGURE SPACE}"
INVISIBLE = lazy_pattern(f"[{NO_WIDTH}{NO_BREAK}]")
TOKEN = lazy_pattern(
    rf"[{NO_WIDTH}]*(?:[^\W_][^\W_{NO_WIDTH}]*(?:[{NO_WIDTH}]+[^\W_]+)*|[ \t{NO_BREAK}]+|\r?\n|.)[{NO_WIDTH}]*"
    rf"|[{NO_WIDTH}]+",
    re.DOTALL,
)
"""A token with the characters of no width that stand in it or beside it."""
NEEDS_THEM = lazy_pattern(
    "[\u0590-\u08ff\u0900-\u0dff\u0e00-\u0eff\u0f00-\u109f\u1780-\u18af\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff]"
)
"""Hebrew, Arabic, the scripts of India and Southeast Asia, Tibetan and Mongolian."""
EMOJI = lazy_pattern(
    "[\u00a9\u00ae\u200d\u203c-\u2bff\u3030\u303d\u3297\u3299\ufe0e\ufe0f\u20e3\U0001f000-\U0001faff\U000e0020-\U000e007f]"
)
EAST_ASIAN = lazy_pattern("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]")
MARKUP = frozenset("*_~`[]()<>")
BEFORE_THESE, BEHIND_THESE = frozenset(":;!?»%€$£°—–"), frozenset("«—–")
"""Marks that a no-break space belongs to."""
IN_ADDRESSES = frozenset("@./#:")
"""What a character of no width is put beside so that no link or mention is made of a name."""
ABBREVIATION = lazy_pattern(r"\b(?:[A-Z]|Dr|Mr|Mrs|Ms|St|Nr|No|no|vol|fig|Fig|cf|p|pp|al|art|Art|z|d|u)\.\Z")
CODE = frozenset({Kind.FENCED, Kind.INDENTED, Kind.CODE})
SOLID = "\N{NO-BREAK SPACE}"
SEVERAL = 3
"""No-break spaces of a new file, between small words, from which on they were copied from a web page."""
BREAKS = frozenset("\u200b\xad")
"""Characters that say where a word can be broken."""


def is_possible(text: str) -> bool:
    """Whether one of the characters stands in the text."""
    return not text.isascii() and bool(INVISIBLE.search(text, 1))


def find(context: FileContext) -> Iterator[Event]:
    """Yield one event for what came with regard to the base, else one for the new lines."""
    edits = _from_base(context)
    more = _from_form(context, {edit.start for edit in edits}, {edit.before for edit in edits})
    if edits:
        proved = {edit.before for edit in edits}.difference(context.base or "")
        edits = sorted(edits + [edit for edit in more if edit.before in proved])
        more = [edit for edit in more if edit.before not in proved]
        yield _event(edits, Applicability.SAFE, "history")
    inside = [edit for edit in more if _may_break_a_word(context.text, edit)]
    beside = [edit for edit in more if not _may_break_a_word(context.text, edit)]
    if beside:
        yield _event(beside, Applicability.UNSAFE, "form")
    if inside:
        yield _event(inside, Applicability.DISPLAY_ONLY, "form")


def _may_break_a_word(text: str, edit: Edit) -> bool:
    """Whether a writer may have put it in to say where a long word can be broken."""
    left, right = text[edit.start - 1 : edit.start], text[edit.end : edit.end + 1]
    return edit.before in BREAKS and left.isalnum() and right.isalnum()


def _event(edits: Sequence[Edit], applicability: Applicability, evidence: str) -> Event:
    return Event(
        tuple(edits),
        tuple((edit.start, edit.end) for edit in edits),
        "characters that cannot be seen came in, as text copied from a web page or a chat has them",
        applicability,
        evidence,
    )


def _fold(token: str) -> str:
    return token if token.isascii() else INVISIBLE.sub(lambda match: " " if match[0] in NO_BREAK else "", token)


def _from_base(context: FileContext) -> list[Edit]:
    """Return the repairs of the characters that stand where the base has none, or a space."""
    found: list[Edit] = []
    for pair in paired_tokens(context, TOKEN, _fold, INVISIBLE):
        if INVISIBLE.search(pair.old):
            continue
        found += [
            _edit(context.text, pair.start + match.start())
            for match in INVISIBLE.finditer(pair.new)
            if not _is_needed(context.text, pair.start + match.start())
        ]
    if not any(_is_odd(context.text, edit.start) for edit in found):
        return []
    return found


def _edit(text: str, at: int) -> Edit:
    return Edit(at, at + 1, text[at], " " if text[at] in NO_BREAK else "")


def _is_needed(text: str, at: int) -> bool:
    """Whether the character at `at` does something in the text around it."""
    left, right = text[max(0, at - 2) : at], text[at + 1 : at + 3]
    if at == 0:
        return True
    if text[at] in NO_BREAK:
        return left[-1:] in BEHIND_THESE or right[:1] in BEFORE_THESE
    if text[at] in DIRECTIONS and NEEDS_THEM.search(text, max(0, at - NEAR), at + NEAR):
        return True
    if NEEDS_THEM.search(left + right) or EMOJI.search(left + right):
        return True
    if (right[:1].isalnum() and left[-1:] in IN_ADDRESSES) or (right[:1] in IN_ADDRESSES and right[1:].isalnum()):
        return True
    return bool(EAST_ASIAN.search(left + right)) and any(char in MARKUP for char in left + right)


def _is_odd(text: str, at: int) -> bool:
    """Whether nobody would put the character there: any of no width, and a no-break space between two words."""
    if text[at] not in NO_BREAK:
        return True
    left, right = text[max(0, at - 12) : at], text[at + 1 : at + 3]
    if not (left[-1:].isalpha() or left[-1:] in ",.") or not right[:1].isalpha():
        return False
    return len(right) > 1 and not (ABBREVIATION.search(left) or left[-2:-1].isspace())


def _from_form(context: FileContext, known: set[int], proved: set[str]) -> list[Edit]:
    """Return what may be taken out of the lines that no version before holds."""
    fresh, blocks, edits, spaces = fresh_lines(context), context.blocks, [], []
    number = 0
    for match in INVISIBLE.finditer(context.text, 1):
        at = match.start()
        while context.starts[number + 1] <= at:
            number += 1
        if at in known or not fresh[number] or _is_needed(context.text, at):
            continue
        if match[0] in proved or (match[0] not in NO_BREAK and blocks.kind_at(at) not in CODE):
            edits.append(_edit(context.text, at))
        elif match[0] == SOLID and _is_odd(context.text, at):
            spaces.append(_edit(context.text, at))
    if len(spaces) >= SEVERAL:
        edits = sorted(edits + spaces)
    return edits
