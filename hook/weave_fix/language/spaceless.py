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
CELL = lazy_pattern(r"(?<=\|)[ \t]{0,20}\w{1,40}(?:,\w{1,40}){1,20}[ \t]{0,20}(?=\|)")
"""A cell of a table that has words with commas alone between them: `| text,number |`."""
MANY = 2
"""Commas with nothing behind them up to which one may be a slip."""
PARAMETERS = lazy_pattern(r"\w\[[^\[\]]{0,60}\Z")
"""The parameters of a type, up to a comma: `Map[str,`."""
CLOSING = frozenset(")]}>")
SET_OFF = lazy_pattern(r"[(\[]{0,2}(?P<mark>[*_]{1,3})[\w=.-]{1,40}(?:,[\w=.-]{1,40}){1,20}(?P=mark)[)\].,:;]{0,3}")
"""Names with commas alone between them that are set off as one: `**rye,oats**`."""
THREE = lazy_pattern(r"[(\"']?[\w=.-]{1,40}(?:,[\w=.-]{1,40}){2,20}[*_)\].,:;\"']{0,4}")
"""Three names and more with commas alone between them: `rye,oats,all`."""
IN_QUOTES = lazy_pattern(r"([\"'])[\w=.-]{1,40},[\w=.-]{1,40}\1[).,:;]{0,3}")
FILES = lazy_pattern(r"[(:]?[\w/-]{1,40}\.\w{1,10}(?:,[\w/-]{1,40}(?:\.\w{1,10})?){1,20}[:).;]{0,2}")
"""Files with commas alone between them: `old.ac,new.in`."""
QUOTES = ("'", '"')
PAIR = lazy_pattern(r"\w{1,40}\s(?:pair|tuple)s?\b")
"""What stands behind the comma of a `key,value` pair."""
BEFORE_CODE, BEHIND_CODE = lazy_pattern(r"[^\W_]{1,40}`"), lazy_pattern(r"`[^\W_]{1,40}\Z")
"""A word that is glued to code on its other side too, as what a pattern leaves open: `` `<`name`>` ``."""
QUOTED_SO = lazy_pattern(r"`[^`'\s]{1,40}'(?!\w)")
"""A word in quotation marks as TeX has them, where back-ticks part nothing: `` `section' ``."""
FAR = 300
"""Characters on each side in which it is looked for."""
ARGUMENT = lazy_pattern(r"\((?:[a-z_]\w*\??[:,=)]|\))")
"""What a function is given, up to the end of its first name."""
EMPHASIS = ("*", "_", "`")
HEADING = lazy_pattern(r"#{1,6}[ \t]")
SHORTCODE = lazy_pattern(r"(?<!\S):[a-z0-9_+-]{1,40}:(?!\w)")
"""A picture by its name: `:bread:`."""
LETTERS_AND_DIGITS = lazy_pattern(r"[^\W\d_]\d+\Z")
"""The end of a name with a number: `http2`."""


def is_written_so(text: str, place: int) -> bool:
    """Whether what stands around offset `place` has no spaces because it is written without.

    A function and what it gets, by the name before the bracket, `MAX\\_OF(n)`, or by the first name inside it and
    that the one before is emphasized, `**turn**(times: number)`, or in a heading, `### turn(times)`; a part of a word
    that may be left out: `(re)start`; a part of a name: `SET_<NAME>`, `{old,new}_name`, `http2time`, `Set[int]`;
    names before a colon: `api,docs: mend it`; a `key,value` pair; a place by its parts: `(file:line)`; a picture by
    its name: `:bread:`; items with commas alone between them that are quoted, each or all, set off as one, three and
    more, or all that a cell of a table has; what may be given to a function: `read(path[,mode])`; a tag, or the target
    of a link. 0-based, in characters.
    """
    beside = text[place - 1 : place + 2]
    if "][" in beside or "](" in beside or text[place - 2 : place] == "[,":
        return True
    if TAG.match(text, place) or SHORTCODE.match(text, place - 1):
        return True
    before, behind = text[max(0, place - TIGHT) : place].split()[-1:], text[place : place + TIGHT].split()[:1]
    if not before or not behind or text[place - 1].isspace():
        return False
    left, right = before[0], behind[0]
    if right[0] == "(":
        is_call = left[-1] in EMPHASIS and ARGUMENT.match(right) is not None
        return is_call or left.isupper() or "_" in left or _is_in_a_heading(text, place)
    if not CLOSING.isdisjoint(left[-2:]) and "_" in (left[-1], right[0]):
        return True
    if left[-1] == ")":
        return "(" in left and right[0].isalpha()
    if right[0] == "[":
        return left[-1].isalnum() and "]" in text[place : place + TIGHT].partition("\n")[0]
    return _is_in_a_list_or_code(text, place, left, right)


def _is_in_a_list_or_code(text: str, place: int, left: str, right: str) -> bool:
    """Whether nothing is missing between `left` and `right`, what white space encloses, at a comma, code or a name."""
    if left[-1] == ",":
        return _is_item(text, place, left, right)
    if "`" in (left[-1], right[0]):
        is_between = BEFORE_CODE.match(right) if left[-1] == "`" else BEHIND_CODE.search(left)
        return bool(is_between or QUOTED_SO.search(text, max(0, place - FAR), place + FAR))
    is_place = left[0] == "(" and left[-1] == ":" and left[1:-1].islower() and right[0].islower()
    return is_place or right.startswith("_<") or (LETTERS_AND_DIGITS.search(left) is not None and right[0].isalpha())


def _is_in_a_heading(text: str, place: int) -> bool:
    """Whether a heading with a number sign goes on at offset `place`, as one that names a function does."""
    return HEADING.match(text, text.rfind("\n", 0, place) + 1) is not None


def _is_item(text: str, place: int, left: str, right: str) -> bool:
    """Whether nothing is missing behind a comma at the end of `left`, with `right` behind it."""
    is_quoted = left[-2:-1] in QUOTES and right[0] in QUOTES
    if is_quoted or PAIR.match(text, place) or PARAMETERS.search(left):
        return True
    if any(names.fullmatch(left + right) for names in (FILES, SET_OFF, THREE, IN_QUOTES)):
        return True
    low, high = max(0, place - TIGHT), place + TIGHT
    near = text[low:high]
    if left[-2:-1] == right[0] == "`":
        return near.count("`,`") > MANY
    if any(found.start() < place < found.end() for found in CELL.finditer(text, low, high)):
        return True
    return NAMES_AND_COLON.fullmatch(left + right) is not None or len(ITEMS.findall(near)) > near.count(", ") + MANY


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
