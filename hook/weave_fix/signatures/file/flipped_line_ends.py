"""Every line end of the file changed between LF and CRLF, or those of some lines: the setting of an editor or of git.

A base whose line ends are all of one kind gets them back. From CRLF to LF with no other change is what a person does
who puts line ends in order, and is not undone without `--unsafe`. What git is told of the file's line ends goes first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from weave_fix.patterns import lazy_pattern
from weave_fix.records import Applicability, Edit
from weave_fix.signatures.file.registry import Event

if TYPE_CHECKING:
    from collections.abc import Iterator

    from weave_fix.signatures.file.context import FileContext

EXAMPLE = ("Turn a cask.\nWrite it down.\n", "Turn a cask.\r\nWrite it down.\r\n")
ORDER = 150
EVIDENCE = ("history", "form")
CAN_BE_SAFE = True

LINE_END = lazy_pattern(r"(?<!\r)\r*\n")
NAMES = {"\n": "LF", "\r\n": "CRLF", "\r\r\n": "CR CRLF"}


def is_possible(text: str) -> bool:
    """Whether the text has a line end at all: without CR it may have lost those of its base."""
    return "\n" in text


def find(context: FileContext) -> Iterator[Event]:
    """Yield one event for all line ends that are not of the kind that the base has throughout."""
    text, base = context.text, context.committed
    if "\r" not in text and "\r" not in (base or ""):
        return
    kinds = set(LINE_END.findall(text))
    if context.line_ends == "auto" or kinds == {{"lf": "\n", "crlf": "\r\n"}.get(context.line_ends)}:
        return
    before = set(LINE_END.findall(base or ""))
    if base is None or (context.whole and before == kinds):
        if len(kinds) > 1 and not any(set(LINE_END.findall(other)) == kinds for other in context.others):
            yield _event(_edits(text, _usual(text)), shown=True)
        return
    if len(before) != 1 or any(set(LINE_END.findall(other)) >= kinds for other in context.others):
        return
    (kind,) = before
    edits = _edits(text, kind)
    if edits and kind in ("\n", "\r\n"):
        tidied = kinds == {"\n"} and text == LINE_END.sub("\n", base)
        yield _event(edits, safe=not tidied)


def _usual(text: str) -> str:
    """Return the kind of line end that most lines have."""
    windows = text.count("\r\n")
    return "\r\n" if windows * 2 > text.count("\n") else "\n"


def _edits(text: str, kind: str) -> tuple[Edit, ...]:
    """Return the edits that make every line end `kind`."""
    return tuple(
        Edit(match.start(), match.end() - 1, match[0][:-1], kind[:-1])
        for match in LINE_END.finditer(text)
        if match[0] != kind
    )


def _event(edits: tuple[Edit, ...], *, safe: bool = False, shown: bool = False) -> Event:
    places = tuple((edit.start, edit.end + 1) for edit in edits)
    if shown:
        return Event((), places, "lines end in LF and in CRLF in one file", Applicability.DISPLAY_ONLY, "form")
    came, stood = (side + "\n" for side in edits[0][2:])
    message = (
        f"line ends became {NAMES.get(came, 'CR CRLF')} that were {NAMES[stood]}: a setting of an editor or of git"
    )
    return Event(edits, places, message, Applicability.SAFE if safe else Applicability.UNSAFE, "history")
