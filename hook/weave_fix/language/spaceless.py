"""What is written without spaces, though words and marks stand side by side."""

from __future__ import annotations

from weave_fix.patterns import lazy_pattern

TIGHT = 60
"""Characters on each side that are looked at."""
TAG = lazy_pattern(r"[*_]{0,3}</?[a-zA-Z]")
BRACKETS = (("(", ")"), ("[", "]"), ("{", "}"))
NAMES_AND_COLON = lazy_pattern(r"[*_`]{0,3}[\w.-]+(?:,[\w.-]+)+[*_`]{0,3}:[*_`]{0,3}")
"""Names with commas alone between them, and a colon: `api,docs:`."""
ITEMS = lazy_pattern(r"(?<=\w),(?=\w)")
QUOTES = ("'", '"')
PAIR = lazy_pattern(r"\w{1,40}\s(?:pair|tuple)s?\b")
"""What stands behind the comma of a `key,value` pair."""
QUOTED_SO = lazy_pattern(r"`[^`'\s]{1,40}'(?!\w)")
"""A word in quotation marks as TeX has them, where back-ticks part nothing: `` `section' ``."""
FAR = 300
"""Characters on each side in which it is looked for."""
ARGUMENT = lazy_pattern(r"\((?:[a-z_]\w*\??[:,=)]|\))")
"""What a function is given, up to the end of its first name."""
EMPHASIS = ("*", "_", "`")
SHORTCODE = lazy_pattern(r"(?<!\S):[a-z0-9_+-]{1,40}:(?!\w)")
"""A picture by its name: `:bread:`."""
LETTERS_AND_DIGITS = lazy_pattern(r"[^\W\d_]\d+\Z")
"""The end of a name with a number: `http2`."""


def is_written_so(text: str, place: int) -> bool:
    """Whether what stands around offset `place` has no spaces because it is written without.

    A function and what it gets, by the name before the bracket, `MAX\\_OF(n)`, or by the first name inside it and that
    the one before is emphasized, `**turn**(times: number)`; a part of a word that may be left out: `(re)start`; a part
    of a name: `SET_<NAME>`, `http2time`, `Set[int]`; names before a colon: `api,docs: mend it`; a `key,value` pair; a
    picture by its name: `:bread:`; items that are quoted, or three and more, with commas alone between them; a tag, or
    the target of a link. 0-based, in characters.
    """
    if "][" in text[place - 1 : place + 2] or TAG.match(text, place) or SHORTCODE.match(text, place - 1):
        return True
    before, behind = text[max(0, place - TIGHT) : place].split()[-1:], text[place : place + TIGHT].split()[:1]
    if not before or not behind or text[place - 1].isspace():
        return False
    left, right = before[0], behind[0]
    if right[0] == "(":
        is_call = left[-1] in EMPHASIS and ARGUMENT.match(right) is not None
        return is_call or left.isupper() or "_" in left
    if left[-1] == ")":
        return "(" in left and right[0].isalpha()
    if left[-1] == ",":
        is_quoted = left[-2:-1] in QUOTES and right[0] in QUOTES
        if is_quoted or PAIR.match(text, place):
            return True
        near = text[max(0, place - TIGHT) : place + TIGHT]
        return NAMES_AND_COLON.fullmatch(left + right) is not None or len(ITEMS.findall(near)) > near.count(", ") + 2
    if right[0] == "[":
        return left[-1].isalnum() and "]" in right
    if "`" in (left[-1], right[0]):
        return QUOTED_SO.search(text, max(0, place - FAR), place + FAR) is not None
    return right.startswith("_<") or (LETTERS_AND_DIGITS.search(left) is not None and right[0].isalpha())


def tight_brackets(text: str, place: int) -> str:
    """Return the character before the brackets around offset `place` of a chunk, which is what white space encloses.

    A space: the chunk begins with them; empty: there are none.
    """
    start, end = max(0, place - TIGHT), place + TIGHT
    before, behind = text[start:place].split()[-1:], text[place:end].split()[:1]
    for opening, closing in BRACKETS if before and behind else ():
        at = before[0].rfind(opening)
        if at > before[0].rfind(closing) and closing in behind[0]:
            return before[0][at - 1] if at else " "
    return ""
