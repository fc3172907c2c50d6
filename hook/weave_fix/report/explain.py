"""`--explain ID`: what a signature is, in the words of its module."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING

from weave_fix.errors import WeaveFixError
from weave_fix.nearest import nearest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from weave_fix.signatures.catalogue import Entry


def explain(signature: str) -> str:
    """Return the page of `signature` as text.

    WeaveFixError, with the nearest id, where there is none of that name.
    """
    from weave_fix.signatures.catalogue import catalogue

    known = catalogue()
    entry = known.get(signature)
    if entry is None:
        hint = nearest(signature, list(known), "there are")
        raise WeaveFixError(f"--explain: there is no signature {signature!r}; {hint}")
    undamaged, damaged = map(indented, entry.example)
    return f"{signature}\n\n{inspect.cleandoc(entry.explanation)}\n\nUndamaged:\n{undamaged}\nDamaged:\n{damaged}"


def indented(text: str) -> str:
    """Return the lines of `text` as a block of code of Markdown, characters that cannot be seen as escapes."""
    return "".join(f"    {_visible(line)}".rstrip() + "\n" for line in text.rstrip("\n").split("\n"))


def _visible(line: str) -> str:
    return "".join(char if char.isprintable() else repr(char)[1:-1] for char in line)


def listing(signatures: Mapping[str, Entry]) -> str:
    """Return a line for each signature: id, family, whether it can be repaired by default, evidence, what it is."""
    rows = [("signature", "family", "safe", "evidence", "what happened")]
    for entry in signatures.values():
        safe = "yes" if entry.can_be_safe else "no"
        rows.append((entry.id, entry.family, safe, ", ".join(entry.evidence), entry.summary))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)][:-1]
    padded = ([word.ljust(width) for word, width in zip(row, widths, strict=False)] + [row[-1]] for row in rows)
    return "".join("  ".join(row) + "\n" for row in padded)
