"""A merge that nobody finished: both sides stand in the text, between the markers.

Which side is right is for a person to say: the message names where each comes from, and what it has. Only where the
sides differ in nothing but white space do the markers go, and one side stays. Markers that a formatter joined to a
paragraph, or took for a heading or a quotation, are seen too.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from weave_fix.diff.align import shared_prefix
from weave_fix.markdown.blocks import Kind
from weave_fix.named_tuple import NamedTuple
from weave_fix.patterns import lazy_pattern
from weave_fix.records import Applicability, Edit
from weave_fix.signatures.file.registry import Event

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from weave_fix.signatures.file.context import FileContext

ORDER = 350
EVIDENCE = ("form",)
CAN_BE_SAFE = True
EXAMPLE = (
    "Open the door.\n",
    "<<<<<<< HEAD\nOpen the door.\n=======\nOpen the door slowly.\n>>>>>>> feature/door\n",
)

START = lazy_pattern(r"^(?:#{1,2} |[*-] )?(?:\\?<){7}(?!<)(?= \S|\\?$|[ \t]*$)")
BASE = lazy_pattern(r"^\|{7}(?: \S.*)?$")
MIDDLE = lazy_pattern(r"^={7}$")
END = lazy_pattern(r"^(?:(?:\\?>){7}(?!>)|(?:> ){6}>(?! ?>))(?= \S|[ \t]*$)")
OPENED = lazy_pattern(r"(?<!<)<{7}[ \n](?=\S)")
MIDST = lazy_pattern(r"(?<!\S)={7}(?!\S)")
CLOSED = lazy_pattern(r"(?<!\S)>{7}[ \n](?=\S)")
SHOWN = 40
"""Characters of a side's first line, and of its name, that a message shows."""
REACH = 3000
"""Characters of one side of a conflict that a formatter joined to a paragraph, at most."""
HEADING_RULE = lazy_pattern(r"^={3,}[ \t]*$")


class Conflict(NamedTuple):
    """The numbers of the lines with the marks, 0-based; -1 where there is none."""

    start: int
    base: int
    middle: int
    end: int


def is_possible(text: str) -> bool:
    """Tell whether there is a mark of a conflict."""
    return (
        "<<<<<<<" in text or ">>>>>>>" in text or "> > > > > > >" in text or "\\<\\<\\<" in text or "\\>\\>\\>" in text
    )


def find(context: FileContext) -> Iterator[Event]:
    """Yield one event for each conflict, and for each mark whose partner is gone."""
    seen: set[int] = set()
    for conflict in _conflicts(context):
        seen.add(conflict.start)
        lines = [number for number in conflict if number >= 0]
        if context.whole or not all(context.known(context.keys[number]) for number in lines):
            yield _event(context, conflict)
    yield from _joined(context, seen)


def _joined(context: FileContext, seen: set[int]) -> Iterator[Event]:
    """Yield one event for each conflict whose marks stand inside of lines."""
    end = 0
    for opened in OPENED.finditer(context.text):
        at = opened.start()
        number = bisect_right(context.starts, at) - 1
        key = context.keys[number]
        if (
            at < end
            or number in seen
            or not _is_text(context, number)
            or key.count("`", 0, at - context.starts[number]) % 2
        ):
            continue
        middle = MIDST.search(context.text, at, at + REACH)
        closed = middle and CLOSED.search(context.text, middle.end(), middle.end() + REACH)
        if closed and (context.whole or not context.known(key)):
            end = closed.end()
            yield _shown(
                ((at, end),), "a conflict of a merge stands inside of a paragraph; a formatter joined its lines"
            )


def _conflicts(context: FileContext) -> list[Conflict]:
    """Return the conflicts in order: a mark that opens one, and the marks up to the next that closes one."""
    found: list[Conflict] = []
    start = base = middle = -1
    for number, key in enumerate(context.keys):
        if not key or key[0] not in "<|=>#\\*-":
            continue
        if START.match(key) and _is_text(context, number):
            if start >= 0:
                found.append(Conflict(start, base, middle, -1))
            start, base, middle = number, -1, -1
        elif start >= 0 and middle < 0 and BASE.match(key):
            base = number
        elif start >= 0 and middle < 0 and (MIDDLE.match(key) or HEADING_RULE.match(key)):
            middle = number
        elif END.match(key) and (start >= 0 or _is_lone_end(context, number)):
            found.append(Conflict(start, base, middle, number))
            start = base = middle = -1
    if start >= 0:
        found.append(Conflict(start, base, middle, -1))
    return [conflict for conflict in found if _is_conflict(context, conflict)]


def _is_text(context: FileContext, number: int) -> bool:
    """Tell whether a line is no code: a page about merges shows conflicts in code, where nothing happened to it.

    In a code block that the base has without the marks, the marks came over the code.
    """
    if context.kinds[number] not in (Kind.FENCED, Kind.INDENTED):
        return True
    return context.base is not None and _came_over_code(context, number)


def _came_over_code(context: FileContext, number: int) -> bool:
    """Tell whether the lines around a mark in code stood in the base as one run, without it."""
    if number == 0 or context.known(context.keys[number]):
        return False
    above, below = context.keys[number - 1], context.keys[number + 1 : number + 2]
    return bool(below) and (above, below[0]) in context.base_pairs


def _is_lone_end(context: FileContext, number: int) -> bool:
    """Tell whether a closing mark without an opening one is the rest of a conflict, and no nested quotation."""
    key = context.keys[number]
    return key.startswith(">>>>>>> ") and context.kinds[number] not in (Kind.FENCED, Kind.INDENTED)


def _is_conflict(context: FileContext, conflict: Conflict) -> bool:
    """Tell whether the marks are those of a conflict: two of them, or one that names its side."""
    if conflict.start >= 0 and (conflict.middle >= 0 or conflict.end >= 0):
        return True
    number = max(conflict.start, conflict.end)
    return bool(re.match(r"(?:<{7}|>{7}) \S+(?: \S+){0,8}$", context.keys[number]))


def _event(context: FileContext, conflict: Conflict) -> Event:
    """Return the event: the marks go where both sides say the same, else it is shown."""
    places = tuple(context.span(number, number + 1) for number in conflict if number >= 0)
    if min(conflict.start, conflict.middle, conflict.end) < 0:
        return _shown(places, "a mark of a conflict is left in the text; a merge was resolved in part")
    first_end = conflict.base if conflict.base >= 0 else conflict.middle
    ours = context.lines[conflict.start + 1 : first_end]
    theirs = context.lines[conflict.middle + 1 : conflict.end]
    whole = (context.span(conflict.start, conflict.end + 1),)
    if "".join(ours).split() != "".join(theirs).split() or not ours:
        one = START.sub("", context.keys[conflict.start]).strip() or "one side"
        other = END.sub("", context.keys[conflict.end]).strip() or "the other"
        skipped = _alike(ours, theirs)
        sides = f"{one[:SHOWN]} has {_summary(ours, skipped)}, {other[:SHOWN]} has {_summary(theirs, skipped)}"
        return _shown(whole, f"a conflict of a merge stands in the text: {sides}; nobody has chosen a side")
    spans = (context.span(conflict.start, conflict.start + 1), context.span(first_end, conflict.end + 1))
    edits = tuple(Edit(start, end, context.text[start:end], "") for start, end in spans)
    message = "a conflict of a merge stands in the text, and its two sides say the same; nobody has resolved it"
    return Event(edits, whole, message, Applicability.SAFE, "form")


def _alike(ours: Sequence[str], theirs: Sequence[str]) -> int:
    """Return with how many characters both sides begin alike, cut off before a word of a long line."""
    first, second = "".join(ours).lstrip(), "".join(theirs).lstrip()
    alike = shared_prefix(first, second)
    start = first.rfind("\n", 0, alike) + 1
    return start if alike - start < SHOWN else max(start, first.rfind(" ", 0, alike - SHOWN // 2) + 1)


def _summary(side: Sequence[str], skipped: int) -> str:
    """Return what a side of a conflict has behind so many characters, and how many lines it has."""
    text = "".join(side).lstrip()
    first = text[skipped:].split("\n", 1)[0].strip()
    if not first:
        return "nothing" if not text else "nothing more"
    before = "\N{HORIZONTAL ELLIPSIS}" if skipped and text[skipped - 1 : skipped] != "\n" else ""
    shown = first if len(first) <= SHOWN else f"{first[:SHOWN]}\N{HORIZONTAL ELLIPSIS}"
    return f'"{before}{shown}"' if len(side) == 1 else f'"{before}{shown}" ({len(side)} lines)'


def _shown(places: tuple[tuple[int, int], ...], message: str) -> Event:
    return Event((), places, message, Applicability.DISPLAY_ONLY, "form", stops=True, keeps=True)
