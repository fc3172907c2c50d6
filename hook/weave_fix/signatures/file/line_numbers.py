"""Lines that begin with their number: the gutter of a viewer, copied with the text.

The numbers rise by one and all are written alike: `12 | `, `12: `, a tab or an arrow behind them. Where the base has the
lines without them, they are taken off. Without a base a person may have numbered the lines; a gutter it is where the
numbers also stand before blank lines or before the marks of Markdown.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from weave_fix.markdown.blocks import Kind
from weave_fix.records import Applicability, Edit
from weave_fix.signatures.file.registry import Event

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from weave_fix.signatures.file.context import FileContext

ORDER = 250
EXAMPLE = (
    "# Doors\n\nOpen the door.\n\nClose it again.\n",
    "1 | # Doors\n2 | \n3 | Open the door.\n4 | \n5 | Close it again.\n",
)

GUTTER = re.compile(
    r"([ \t]{0,8}\[?L?)(\d{1,6})(\]?(?:[ \t]{0,3}[|│┃→⟶:;¦]|[ \t]*\t|[-)](?=\t))[ \t]?|[ \t]{2,4}(?=\S)|[ \t]*$)"
)
"""What stands before the number, the number, and what parts it from the line; of a blank line all of it may be left."""
MARKUP = re.compile(r"#{1,6} |[-*+] |\d+[.)] |```|~~~|> |\||---$|<!--|!\[|\s{2,}\S")
LEAST = 4
"""Lines in a row from which on rising numbers are a gutter."""
PLAIN = 0.3
"""The share of the lines that are blank or begin with a mark of Markdown, from which on nobody numbered them."""


class Run(NamedTuple):
    """Lines `first` to `last`, 0-based, half-open, with what stands before each."""

    first: int
    last: int
    gutters: tuple[str, ...]


def is_possible(text: str) -> bool:
    """Tell whether two lines in a row begin with a number and a sign that parts it from the line."""
    return bool(
        re.search(r"^[ \t]{0,8}\[?L?\d{1,6}\]?[ \t]{0,4}[|│┃→⟶:;¦)\t -][^\n]*\n[ \t]{0,8}\[?L?\d", text, re.MULTILINE)
    )


def find(context: FileContext) -> Iterator[Event]:
    """Yield one event for each run of numbered lines."""
    for run in _runs(context.keys):
        lines = [
            key[len(gutter) :] for key, gutter in zip(context.keys[run.first : run.last], run.gutters, strict=True)
        ]
        numbered = context.keys[run.first : run.last]
        if not context.whole and sum(map(context.known, numbered)) > len(numbered) / 2:
            continue
        by_base = _stand_in_base(context, lines)
        if not by_base and not _is_plain(context, run, lines):
            continue
        applicability = Applicability.SAFE if by_base else Applicability.UNSAFE
        yield _event(context, run, applicability)


def _runs(keys: Sequence[str]) -> Iterator[Run]:
    """Yield the longest runs of lines whose numbers rise by one and are written alike."""
    first, gutters, number, form = 0, [""] * 0, 0, ""
    for at, key in enumerate([*keys, ""]):
        match = GUTTER.match(key)
        sign = match[3].strip(" ") if match else ""
        if match and gutters and int(match[2]) == number + 1 and sign in (form, ""):
            gutters.append(match[0])
            number += 1
            continue
        if len(gutters) >= LEAST:
            yield Run(first, first + len(gutters), tuple(gutters))
        if match and (sign or match[3]):
            first, gutters, number, form = at, [match[0]], int(match[2]), sign
        else:
            gutters = []


def _stand_in_base(context: FileContext, lines: Sequence[str]) -> bool:
    """Tell whether most of the lines stand in the base without a number, as they do here one below the other.

    What a person edited beside the gutter is not in the base; a run of which a half is, was not written by a person.
    """
    if context.base is None:
        return False
    worded = [line.rstrip() for line in lines if line.strip()]
    known = sum(line in context.base_stripped for line in worded)
    return bool(worded) and known >= max(2, len(worded) / 2)


def _is_plain(context: FileContext, run: Run, lines: Sequence[str]) -> bool:
    """Tell whether the text alone shows that a viewer wrote the numbers: outside of code, and before marks and blanks."""
    if context.base is not None and not context.whole and run.last - run.first < 2 * LEAST:
        return False
    if any(kind in (Kind.FENCED, Kind.INDENTED, Kind.FRONT) for kind in context.kinds[run.first : run.last]):
        return run.first == 0 and context.kinds[0] is not Kind.FENCED and _is_marked(lines)
    sign = run.gutters[0].strip()[-1:]
    return (
        _is_marked(lines)
        or sign in "│┃→⟶¦"
        or (sign.isdecimal() and "\t" in run.gutters[0])
        or (run.first > 0 and run.first + 1 == int(re.sub(r"\D", "", run.gutters[0])))
    )


def _is_marked(lines: Sequence[str]) -> bool:
    """Tell whether enough lines are blank or begin with a mark of Markdown."""
    return sum(not line.strip() or bool(MARKUP.match(line)) for line in lines) >= max(1, PLAIN * len(lines))


def _event(context: FileContext, run: Run, applicability: Applicability) -> Event:
    """Return the event that takes the gutter off."""
    edits = tuple(
        Edit(start, start + len(gutter), gutter, "")
        for start, gutter in zip(context.starts[run.first : run.last], run.gutters, strict=True)
    )
    message = f"{len(edits)} lines begin with their numbers; they were copied with the gutter of a viewer"
    evidence = "history" if applicability is Applicability.SAFE else "form"
    return Event(edits, (context.span(run.first, run.last),), message, applicability, evidence)
