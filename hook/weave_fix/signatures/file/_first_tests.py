"""Of nearly every text these tests say that there is nothing to find, and no module of a signature is imported for it.

A test is given the text and the committed text, empty where there is none. It is `False` only where the signature would
find nothing: where it is not sure, the module is imported and looks for itself. A signature without a test is always
imported. Where a signature finds nothing but what stands in a line that has changed, its test is given these lines
alone.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from weave_fix.diff.align import shared_prefix, shared_suffix
from weave_fix.named_tuple import NamedTuple
from weave_fix.patterns import lazy_pattern
from weave_fix.positions import each_line

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


PREAMBLE = lazy_pattern(
    r"sure|certainly|of course|absolutely|ok|got it|great|no problem|understood|done|here|below|i['’ ]", re.IGNORECASE
)
OFFER = lazy_pattern(
    r"i hope|feel free|please|just|let me|would you|do you|want|shall i|should i|if you", re.IGNORECASE
)


class FirstTest(NamedTuple):
    """What is known of a signature without its module."""

    order: int
    """Its `ORDER`."""
    may_find: Callable[[str, str], object]
    is_local: bool = False
    """Whether what it finds always stands in a line that has changed."""


def changed_lines(text: str, base: str) -> str:
    """Return the lines of `text` from the first to the last one that is another in `base`."""
    (start, end), (base_start, base_end) = _unlike(text, base)
    old, new = base[base_start:base_end].split("\n"), text[start:end].split("\n")
    least = min(len(old), len(new))
    head = next((n for n in range(least) if old[n] != new[n]), least)
    tail = next((n for n in range(least - head) if old[-1 - n] != new[-1 - n]), least - head)
    return "\n".join(new[head : len(new) - tail])


def _unlike(text: str, base: str) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return the spans of `text` and of `base`, half-open, between the whole lines with which both begin and end."""
    start = text.rfind("\n", 0, shared_prefix(text, base)) + 1
    shared = min(shared_suffix(text, base), min(len(text), len(base)) - start)
    end = text.find("\n", len(text) - shared)
    end = len(text) if end < 0 else end
    return (start, end), (start, len(base) - (len(text) - end))


def _mojibake(text: str, base: str) -> object:
    # A sequence of UTF-8 is two characters at least, none of them ASCII.
    return not text.isascii() and _pattern(
        "[^\x00-\x7f]{2}|[\x80-\x9f鈥鈫鈮鈹鈺鈻锛銆茅眉枚盲脿脗脳艂谩铆贸窶ﾃ竄蝣窶竊傘]"
    ).search(text)


def _replacement_character(text: str, base: str) -> object:
    if "\ufffd" in text or (not base.isascii() and any(mark in text for mark in ("?", "\x1a", "ï¿½"))):
        return True
    if "?" in text and _pattern(r"n\?t|[a-z]\?(?:d|ll|m|re|ve)", re.IGNORECASE).search(text):
        return True
    # Of an ASCII text only what another tool had put in before can be lost: three quotes, or four blanks, and more.
    return text.count("?") > 2 and (
        len(_pattern(r"\?[\w/#.%&]").findall(text)) > 1 or len(_pattern(r"[a-z]\? [a-z]").findall(text)) > 3
    )


def _flipped_line_ends(text: str, base: str) -> object:
    return "\r" in text or "\r" in base


def _wrapped_in_fence(text: str, base: str) -> object:
    head, tail = text[:600], text[-1300:]
    if any(mark in head and mark in tail for mark in ("```", "~~~")):
        return True
    is_fence = "```" in head or "~~~" in head
    return is_fence and _pattern(r"[`~][ \t]*(?:markdown|md|mkd|gfm)", re.IGNORECASE).search(head)


def _line_numbers(text: str, base: str) -> object:
    return _pattern(r"^[ \t\[L]*\d+[^\d.\n][^\n]*\n[ \t\[L]*\d", re.MULTILINE).search(text)


def _pasted_diff(text: str, base: str) -> object:
    return text[:1] == "@" or any(mark in text for mark in ("\n@@ -", "\n+", "\n> ", "\n>\n", "\n>\r"))


def _conflict_markers(text: str, base: str) -> object:
    marks = ("<<<<<<<", ">>>>>>>", "> > > > > > >", "\\<\\<\\<", "\\>\\>\\>")
    return any(mark in text for mark in marks)


def _broken_front_matter(text: str, base: str) -> object:
    head = text[:3000].lstrip()
    return head[:1] in "-*_=\\—–―`~<" or _pattern(r"(?:#{1,6}[ \t]+)?[A-Za-z_][\w.-]{0,40}:").match(head)


def _escaped_markdown(text: str, base: str) -> object:
    return "\\" in text and _pattern(r"\\[!-/:-@\[-`{-~]").search(text)


def _html_entities(text: str, base: str) -> object:
    return "&" in text and _pattern(r"&#?\w{1,31};").search(text)


def _elided_block(text: str, base: str) -> object:
    from weave_fix.signatures.file._placeholder_hints import is_possible

    return is_possible(text)


def _truncated_file(text: str, base: str) -> object:
    body = text.rstrip()
    if not body or not (text[-1] != "\n" or body[-1].isalnum() or body[-1] in ",([" or "```" in text or "~~~" in text):
        return False
    # What ends as its base does has lost nothing there.
    return text[-1] != "\n" or "\r" in text or "\r" in base or not base.rstrip().endswith(body[-800:])


def _repeated_block(text: str, base: str) -> object:
    lines = [line for line in each_line(text) if len(line) > 24]
    return len(set(lines)) < len(lines)


def _lost_fence(text: str, base: str) -> object:
    if "```" not in text and "~~~" not in text:
        return False
    if "~~~" in text or "<!--" in text or "\r" in text:
        return True
    # Fences at the start of a line that open and close by turns, and hold no Markdown, all have a partner.
    fences = [line for line in text.split("\n") if "```" in line]
    opening = _pattern(r"```(?!(?:markdown|mdx?|mkd|gfm|rst)\b)[\w+#.-]*[ \t]*", re.IGNORECASE)
    closing = _pattern(r"```[ \t]*")
    return len(fences) % 2 or not (
        all(map(opening.fullmatch, fences[::2])) and all(map(closing.fullmatch, fences[1::2]))
    )


def _invisible_characters(text: str, base: str) -> object:
    return not text.isascii() and _pattern(
        "[\u00a0\u00ad\u180e\u2007\u200b-\u200f\u202a-\u202f\u2060-\u206f\ufeff]"
    ).search(text)


def _typographic_code(text: str, base: str) -> object:
    return not text.isascii() and any(mark in text for mark in "“”„‟″‘’‚‛′–—−…")


def _chat_leftover(text: str, base: str) -> object:
    hints = ("citeturn", "\ue202turn", "oaicite", "†", "[cite", "anguage model", "As an AI", "as an AI", "grok:render")
    if any(hint in text for hint in hints):
        return True
    first, last = text[:1500].strip("\ufeff \t\r\n"), text[-1500:].rstrip()
    return PREAMBLE.match(first) or OFFER.match(last.rsplit("\n", 1)[-1].strip())


def _missing_section(text: str, base: str) -> object:
    return base and has_lost_heading(text, base)


def has_lost_heading(text: str, base: str) -> bool:
    """Tell whether a line of a heading stands in `base`, its underline included, that does not stand in `text`."""
    (start, end), (base_start, base_end) = _unlike(text, base)
    lost = set(each_line(base[base_start:base_end])).difference(each_line(text[start:end]))
    lost = lost.difference(each_line(text)) if lost else lost
    if any(line.lstrip()[:1] == "#" for line in lost):
        return True
    # With the line before and the line behind.
    first, last = base.rfind("\n", 0, max(0, base_start - 1)) + 1, base.find("\n", base_end + 1)
    old = each_line(base[first : last if last >= 0 else len(base)] if lost else "")
    pairs = (pair for pair in pairwise(old) if lost.intersection(pair))
    return any(set(below.rstrip()) in ({"="}, {"-"}) for _, below in pairs)


@cache
def _pattern(expression: str, flags: int = 0) -> re.Pattern[str]:
    return re.compile(expression, flags)


FIRST_TESTS: Mapping[str, FirstTest] = {
    "mojibake": FirstTest(100, _mojibake),
    "replacement_character": FirstTest(120, _replacement_character, is_local=True),
    "flipped_line_ends": FirstTest(150, _flipped_line_ends),
    "wrapped_in_fence": FirstTest(200, _wrapped_in_fence),
    "line_numbers": FirstTest(250, _line_numbers),
    "pasted_diff": FirstTest(300, _pasted_diff),
    "conflict_markers": FirstTest(350, _conflict_markers),
    "broken_front_matter": FirstTest(400, _broken_front_matter),
    "escaped_markdown": FirstTest(450, _escaped_markdown, is_local=True),
    "html_entities": FirstTest(500, _html_entities, is_local=True),
    "elided_block": FirstTest(550, _elided_block, is_local=True),
    "truncated_file": FirstTest(600, _truncated_file),
    "repeated_block": FirstTest(650, _repeated_block),
    "lost_fence": FirstTest(700, _lost_fence),
    "invisible_characters": FirstTest(750, _invisible_characters, is_local=True),
    "typographic_code": FirstTest(800, _typographic_code, is_local=True),
    "chat_leftover": FirstTest(850, _chat_leftover),
    "missing_section": FirstTest(900, _missing_section),
}
"""By the signature's id."""
