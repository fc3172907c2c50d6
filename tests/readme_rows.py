"""The rows of the README's two tables of signatures, and what each says of its example."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tests.repaired_rows import NOTHING, SAFE, SHOWN, UNSAFE, Row
from weave_fix.signatures.file.registry import discover

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
_WORDS = README[README.index("| signature | undamaged |") : README.index("### Safe, unsafe, shown")]
_FILES = README[README.index("| signature | what happened |") : README.index("| signature | undamaged |")]
WORDS = re.findall(r"^\| `(\w+)` \| `(.+?)` \| `(.+?)` \| (.+) \|$", _WORDS, re.MULTILINE)
"""Signature, undamaged, damaged, and what undoes it, for each signature of words and spans."""
FILES = re.findall(r"^\| `(\w+)` \| (.+?) \| (.+?) \| (.+?) \|$", _FILES, re.MULTILINE)
"""Signature, what happened, and what becomes of it with history and in new text, for each signature of whole files."""

EXACT = {"put", "undone", "taken", "unwrapped", "the copy"}
"""How a cell begins that tells of a repair."""
IN_PART = {"invisible_characters": "Turn each cask once\N{NO-BREAK SPACE}a week.\n"}
"""What `--unsafe` makes of an example as a new file, where that is not all: there a no-break space may be meant."""


def sentences() -> Iterator[Row]:
    """Yield the examples of words and spans: what is named beside the history is enough for a new file too."""
    for name, sound, damaged, evidence in WORDS:
        kinds = set(re.findall(r"history|language|form", evidence))
        if evidence.startswith("nothing"):
            yield Row(f"readme-{name}-new", "", NOTHING, damaged)
            yield Row(f"readme-{name}-edited", "", NOTHING, damaged, base=sound)
            continue
        assert kinds, f"{name}: what undoes it?"
        if "history" in kinds:
            yield Row(f"readme-{name}-edited", name, SAFE, damaged, sound, sound)
        if kinds - {"history"}:
            yield Row(f"readme-{name}-new", name, SAFE, damaged, sound)


def files() -> Iterator[Row]:
    """Yield the examples of whole files, as edits of the undamaged text and as new files."""
    for name, _, with_history, in_new_text in FILES:
        sound, damaged = discover()[name].EXAMPLE
        new = with_history if in_new_text == "the same" else in_new_text
        for kind, cell, base in (("edited", with_history, sound), ("new", new, None)):
            wanted = _wanted(cell)
            text = IN_PART.get(name, sound) if wanted == UNSAFE else sound * (wanted == SAFE)
            yield Row(f"{name}-{kind}", name * (wanted != NOTHING), wanted, damaged, text, base)


def _wanted(cell: str) -> str:
    if any(cell.startswith(start) for start in EXACT):
        return SAFE
    wanted = cell.partition(",")[0]
    assert wanted in (UNSAFE, SHOWN, NOTHING), f"what is {cell!r}?"
    return wanted
