"""What a line of Markdown begins with: the markers of lists, tasks, headings and quotes.

All expressions that know such a marker are here, or are put together from the parts at the top.
"""

from __future__ import annotations

import re
from functools import lru_cache

from weave_fix.patterns import lazy_pattern

BULLET = "[-*+]"
NUMBER = r"\d{1,9}[.)]"
"""Of an ordered list; CommonMark allows nine digits."""
SHORT_NUMBER = r"\d{1,3}[.)]"
"""Of a list as people write it: with four digits it is a year at the end of a sentence."""
ITEM = f"(?:{BULLET}|{NUMBER})"
SHORT_ITEM = f"(?:{BULLET}|{SHORT_NUMBER})"
BOX = r"\[[ xX]\]"
"""Of a task, behind its bullet."""
HEADING = r"\#{1,6}"

LIST_ITEM = lazy_pattern(rf"\s*{ITEM}\s")
LINE_MARKER = lazy_pattern(
    rf"([ \t>]*)(?:(?P<task>{BULLET} {BOX})|(?P<bullet>{BULLET})|(?P<number>{SHORT_NUMBER})|(?P<heading>#{{2,6}}))"
)
"""The marker that a line begins with, of a task, a list item or a heading, and what stands before it; the space behind
it may be lost."""
ITEM_OR_QUOTE = lazy_pattern(rf"(?P<indent>[ \t]*)(?P<mark>{BULLET}|>|{SHORT_NUMBER})[ ]")
"""What a list item or a line of a quote begins with."""
ITEM_INDENT = lazy_pattern(rf"[ ]*(?:{SHORT_ITEM}[ ]+)?")
"""What stands before the words of a line: as many characters as the lines that go on with it are indented."""
STAR_ITEM = lazy_pattern(r"\s*\*[ ]")
"""What a list item begins with whose asterisk is no emphasis."""
RUN_ON = lazy_pattern(rf"(?<=\S)(?={SHORT_ITEM}[ ]{{1,4}}(?:{BOX}[ ])?[A-Z`\[*_]|>[ ]\w)")
"""Where a list item, or a line of a quote, begins behind the last word of the line before."""
RUN_ON_MARK = lazy_pattern(r"[-*+>\d]")
"""What stands where `RUN_ON` matches: to search for a character is faster than to look at each place."""
PREFIX = lazy_pattern(
    rf"""
    \ufeff?[ \t]*(?P<quote>(?:>[ \t]?)*)[ \t]*
    (?P<item>{ITEM}[ \t]+(?:{BOX}[ \t]+)?)?
    (?P<heading>{HEADING}(?:[ \t]+|\Z))?
    (?P<note>\[\^[^\]]+\]:|\[![A-Z]+\])?
    """,
    re.VERBOSE,
)
"""What stands before the prose of a line."""


@lru_cache(maxsize=256)
def like_marker(marker: str) -> re.Pattern[str] | None:
    """Return what the other lines with such a marker begin with; None where `marker` is none."""
    found = LINE_MARKER.fullmatch(marker)
    if found is None:
        return None
    kinds = {"number": SHORT_NUMBER, "task": f"{BULLET} {BOX}", "heading": "#{2,6}"}
    own = kinds.get(found.lastgroup or "", re.escape(marker[len(found[1]) :]))
    before = r"[ \t]*" if found[1].isspace() else re.escape(found[1])
    return re.compile(("" if found["heading"] else before) + own + r"[ \t]+\S")
