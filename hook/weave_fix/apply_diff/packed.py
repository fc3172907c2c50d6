"""What a patch is handed over in: JSON, a list of Python or a program that holds one, or one line with `\\n` in it."""

from __future__ import annotations

import ast
import json
import re
from typing import TYPE_CHECKING

from weave_fix.apply_diff import edit_calls, episode
from weave_fix.apply_diff.hunks import PatchError
from weave_fix.patterns import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Callable

    Opens = Callable[[str], object]
    """Tells whether a text holds what begins a patch."""

PROGRAM = lazy_pattern(rf"^[ \t]*{episode.LIST}[ \t]*(?::[^=\n]{{1,80}})?=", re.MULTILINE)
FENCED = lazy_pattern(r"^(`{3,20}|~{3,20})(?:json|python|py)?[ \t\r]*\n(.*?)^\1[ \t\r]*$", re.MULTILINE | re.DOTALL)
BARE_QUOTE = lazy_pattern(r'(?<!\\)"')


def unpacked(text: str, opens: Opens) -> str:
    """Return the patch that `text` holds, or `text`; PatchError for JSON that is none."""
    found = _unpacked(text, opens)
    if found is not None:
        return found
    if text.lstrip()[:1] in ("[", '"', "{") and _json(text) is not None:
        raise PatchError("is JSON, but no list of lines; give the diff itself")
    if not opens(text):
        inner = [found for fence in FENCED.finditer(text) if (found := _unpacked(fence[2], opens)) is not None]
        if len(inner) == 1:
            return inner[0]
    return _with_line_ends(text)


def _unpacked(text: str, opens: Opens) -> str | None:
    """Return what a value of JSON or Python holds: the call of an edit tool, one string, or a list of them."""
    if text.lstrip()[:1] in ("[", '"', "'", "{"):
        value = _json(text)
        if value is None:
            value = _python(text)
        if calls := edit_calls.blocks(value):
            return calls
        if isinstance(value, dict):  # such as the answer of a model that was asked for an object
            values = [strings for strings in map(_strings, value.values()) if any(map(opens, strings))]
            value = values[0] if len(values) == 1 else None
        strings = _strings(value)
        return episode.joined(strings) if strings else None
    if PROGRAM.search(text) and episode.OPENING not in text and _is_program(text):
        return f"{episode.OPENING} {episode.ACTION}\n{text.rstrip()}\n{episode.CLOSING}\n"
    return None


def _json(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _python(text: str) -> object:
    try:
        return ast.literal_eval(text.strip())
    except (*episode.UNREADABLE, TypeError):
        return None


def _is_program(text: str) -> bool:
    try:
        ast.parse(text)
    except episode.UNREADABLE:
        return False
    return True


def _strings(value: object) -> list[str]:
    """Return the strings of a value, none if it holds something else."""
    values = value if isinstance(value, list) else [value]
    strings = [one for one in values if isinstance(one, str)]
    return strings if len(strings) == len(values) else []


def _with_line_ends(text: str) -> str:
    r"""Return a text of one line with a line end for each `\n` in it, as a string of a program has them."""
    line = text.strip()
    if "\n" in line or r"\n" not in line:
        return text
    value = _json('"' + BARE_QUOTE.sub(r"\"", line) + '"')
    return value if isinstance(value, str) else text
