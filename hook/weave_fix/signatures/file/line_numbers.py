"""Lines that begin with their number: the gutter of a viewer, copied with the text.

The numbers rise by one and all are written alike: a bar, a colon, a tab or an arrow behind them. Where the base has
the lines without them, they are taken off, also where an encoding lost the arrow, or one of the numbers was changed. A
person may number lines too; a gutter it is where the numbers also stand before blank lines or before the marks of
Markdown, or are those of the lines in their file.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from weave_fix.markdown.blocks import Kind
from weave_fix.markdown.markers import HEADING, ITEM
from weave_fix.named_tuple import NamedTuple
from weave_fix.patterns import lazy_pattern
from weave_fix.records import Applicability, Edit
from weave_fix.signatures.file.registry import Event

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from weave_fix.signatures.file.context import FileContext

ORDER = 250
EVIDENCE = ("history", "form")
CAN_BE_SAFE = True
EXAMPLE = (
    "# Doors\n\nOpen the door.\n\nClose it again.\n",
    "1 | # Doors\n2 | \n3 | Open the door.\n4 | \n5 | Close it again.\n",
)

GUTTER = lazy_pattern(
    r"(?!\[\d{1,6}\]:[ \t])[ \t]{0,8}\[?L?(?P<number>\d{1,6})"
    r"(?P<sign>\]? {0,3}[|│┃→⟶:;¦]|\?{1,3}|\uFFFD{1,3}|[ ]*\t|[-)](?=\t)\t|[ \t]{2,4}(?=\S)|[ \t]*$)"
)
"""What stands before a line: its number, and what parts it from the line, all of which a blank line may lack. The label
of a link is none: `[1]: door.md`."""
VIEWERS = "│┃→⟶¦\t"
"""Signs that viewers write behind numbers, and people do not."""
LOST = "?\N{REPLACEMENT CHARACTER}"
"""What stands for such a sign that an encoding lost; only the base tells it from a question mark."""
MARKUP = lazy_pattern(rf"{HEADING} |{ITEM} |```|~~~|> |\||---$|<!--|!\[|\s{{2,}}\S")
FEW = lazy_pattern(r"[ \t]{0,6}(\d{1,3})(?: ?[|:│→]? |\t)(?=\S)")
"""The gutter of a few lines, which the base alone can tell from numbers that mean something."""
LEAST = 4
"""Lines in a row from which on rising numbers are a gutter."""
PLAIN = lazy_pattern(r"&#?\w{1,8};|[^0-9A-Za-z]+")
"""What tools put in the place of marks and of characters beyond ASCII, and those themselves."""
LEAST_PLAIN = 12
"""Letters and digits of ASCII that are enough to tell a line by."""
POSSIBLE = lazy_pattern(
    r"^[ \t]{0,8}\[?L?\d{1,6}\]?[ \t]{0,4}[|│┃→⟶:;¦)\t ?\uFFFD-][^\n]*\n[ \t]{0,8}\[?L?\d", re.MULTILINE
)


class Run(NamedTuple):
    """Lines `first` to `last`, 0-based, half-open, with what stands before each."""

    first: int
    last: int
    number: int
    """That of the first line, as it is written."""
    gutters: tuple[str, ...]
    is_regular: bool = True
    """Whether no number among them is another one than it should be."""


def is_possible(text: str) -> bool:
    """Tell whether two lines in a row begin with a number and a sign that parts it from the line."""
    return bool(POSSIBLE.search(text))


def find(context: FileContext) -> Iterator[Event]:
    """Yield one event for each run of numbered lines."""
    last = 0
    for run in _runs(context.keys, has_base=context.base is not None):
        numbered = context.keys[run.first : run.last]
        if not context.whole and sum(map(context.known, numbered)) > len(numbered) / 2:
            continue
        lines = [key[len(gutter) :] for key, gutter in zip(numbered, run.gutters, strict=True)]
        plain, is_lost = _is_plain(context, run, lines), run.gutters[0][-1] in LOST
        if _stand_in_base(context, lines):
            is_sure = plain or (is_lost and context.kinds[run.first] is not Kind.FENCED)
            yield _event(context, run, Applicability.SAFE if is_sure else Applicability.UNSAFE, "history")
        elif plain and run.is_regular and not is_lost:
            yield _event(context, run, Applicability.UNSAFE, "form")
        else:
            continue
        last = run.last
    if context.base is not None and not context.whole and not last:
        for run in _few(context):
            if context.kinds[run.first] is not Kind.FENCED:
                yield _event(context, run, Applicability.SAFE, "history")


def _few(context: FileContext) -> Iterator[Run]:
    """Yield the runs of few lines, with a space alone behind the number, that stand so in the base without it."""
    matches = [FEW.match(key) for key in context.keys]
    lines = [key[match.end() :] if match else "" for key, match in zip(context.keys, matches, strict=True)]
    numbers = [int(match[1]) if match else 0 for match in matches]
    first = 0
    while first < len(lines):
        last = first + 1
        while last < len(lines) and numbers[last] == numbers[last - 1] + 1 and lines[last]:
            if (lines[last - 1], lines[last]) not in context.base_pairs:
                break
            last += 1
        if last - first > 1 and numbers[first] > 1 and not any(map(context.known, context.keys[first:last])):
            gutters = tuple(match[0] for match in matches[first:last] if match)
            yield Run(first, last, numbers[first], gutters)
        first = last


def _runs(keys: Sequence[str], *, has_base: bool) -> Iterator[Run]:
    """Yield the longest runs of lines whose numbers rise by one and are written alike.

    Where a base can prove it, a single number may be another one, and those behind it go on as if it were not.
    """
    first, gutters, number, form, is_regular = 0, [""] * 0, 0, "", True
    for at, key in enumerate([*keys, "-"]):
        match = GUTTER.match(key)
        sign = match["sign"].strip(" ") if match else ""
        if match and gutters and sign in (form, ""):
            is_next = int(match["number"]) == number + 1
            if is_next or (has_base and _goes_on(keys[at + 1 : at + 2], number, form)):
                gutters.append(match[0])
                number, is_regular = number + 1, is_regular and is_next
                continue
        if len(gutters) >= LEAST:
            with_space = gutters if form in ("→", "⟶", "\t") else _with_space(gutters, keys[first:at])
            yield Run(first, at, number - len(gutters) + 1, tuple(with_space), is_regular)
        gutters, is_regular = [], True
        if match and match["sign"] and match.end() < len(key) + bool(sign):
            first, gutters, number, form = at, [match[0]], int(match["number"]), sign


def _goes_on(following: Sequence[str], number: int, form: str) -> bool:
    """Tell whether the next line has the number after the next one of a gutter."""
    match = GUTTER.match(following[0]) if following else None
    return match is not None and int(match["number"]) == number + 2 and match["sign"].strip(" ") in (form, "")


def _with_space(gutters: Sequence[str], keys: Sequence[str]) -> tuple[str, ...]:
    """Return the gutters with the space behind them, where one stands before every line that is not blank."""
    rests = [key[len(gutter) :] for gutter, key in zip(gutters, keys, strict=True)]
    if all(rest.startswith(" ") for rest in rests if rest.strip()):
        return tuple(g + " " * rest.startswith(" ") for g, rest in zip(gutters, rests, strict=True))
    return tuple(gutters)


def _stand_in_base(context: FileContext, lines: Sequence[str]) -> bool:
    """Tell whether at least a half of the lines stand in the base without a number; a person edited the others.

    Another tool may have escaped their marks, or lost what is no ASCII.
    """
    if context.base is None:
        return False
    worded = [line.rstrip() for line in lines if line.strip()]
    known = sum(line in context.base_stripped for line in worded)
    if 0 < known < len(worded) / 2:
        plain = {PLAIN.sub("", line) for line in context.base_stripped}
        known = sum(len(line) >= LEAST_PLAIN and line in plain for line in (PLAIN.sub("", line) for line in worded))
    return bool(worded) and known >= max(2, len(worded) / 2)


def _is_plain(context: FileContext, run: Run, lines: Sequence[str]) -> bool:
    """Tell whether the form of the lines alone shows that a viewer wrote the numbers.

    It numbers blank lines and marks of Markdown, begins with the number that the line has in its file, writes signs of
    its own. Lines of code are numbered on purpose.
    """
    viewer = run.gutters[0].strip(" ")[-1]
    kinds = context.kinds[run.first : run.last]
    if Kind.INDENTED in kinds and viewer not in VIEWERS:
        kinds = [Kind.FENCED if kind is Kind.INDENTED else kind for kind in kinds]
    if kinds[0] is Kind.FENCED or 2 * kinds.count(Kind.FENCED) > len(kinds):
        return run.first == 0 and _is_marked(lines)
    if kinds[0] is Kind.FRONT:
        return viewer in VIEWERS or context.base is not None
    return _is_marked(lines) or viewer in VIEWERS or run.number == run.first + 1 > 1


def _is_marked(lines: Sequence[str]) -> bool:
    """Tell whether a line is blank, or begins with a mark of Markdown."""
    return any(not line.strip() or MARKUP.match(line) for line in lines)


def _event(context: FileContext, run: Run, applicability: Applicability, evidence: str) -> Event:
    """Return the event that takes the gutter off."""
    edits = tuple(
        Edit(start, start + len(gutter), gutter, "")
        for start, gutter in zip(context.starts[run.first : run.last], run.gutters, strict=False)
    )
    message = f"{len(edits)} lines begin with their numbers; they were copied with the gutter of a viewer"
    return Event(edits, (context.span(run.first, run.last),), message, applicability, evidence)
