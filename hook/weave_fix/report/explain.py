"""`--explain ID`: what a signature is, in the words of its module, how sure it is, and how to silence it."""

from __future__ import annotations

import inspect
import json
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING

from weave_fix.errors import WeaveFixError
from weave_fix.nearest import nearest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from weave_fix.signatures.catalogue import Entry

RATES = Path(__file__).parent / "rates.json"
"""How often signatures were wrong, as docs/model.md has it: on text held out by kind and class, and in commits."""
WIDTH = 100
SAFE = {
    "history": "a version before has the text, and no person could have written what stands there now",
    "language": "the language model finds the repaired text far likelier, and the repository does not know the words",
    "form": "the text is well formed only with the repair, or an exact check proves it",
}
"""What makes a repair safe, by the kind of evidence."""


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
    page = f"{signature}\n\n{inspect.cleandoc(entry.explanation)}\n\nUndamaged:\n{undamaged}\nDamaged:\n{damaged}"
    sections = (
        ("Safe, when", _safe(entry)),
        ("How often it is wrong", _wrong(entry)),
        ("To silence it", _silence(entry)),
    )
    return page + "".join(f"\n{title}:\n{text}" for title, text in sections)


def _safe(entry: Entry) -> str:
    """Return what makes a repair of this signature one that is made by default."""
    if not entry.can_be_safe:
        return "    Never: it is not repaired by default.\n"
    return "".join(f"    {kind}: {SAFE[kind]}\n" for kind in entry.evidence)


def _wrong(entry: Entry) -> str:
    """Return how often it spoke up about sound text, and how often a commit got a wrong repair of any signature."""
    rates = json.loads(RATES.read_text(encoding="utf-8"))
    rows = [row for kind, row in rates["on sound text"].items() if kind.split()[0] == entry.id]
    told = []
    if rows:
        safe, unsafe, shown = (sum(column) * 100_000 / rates["held out words"] for column in zip(*rows, strict=True))
        told.append(
            f"In 100,000 words of new text that nobody damaged: {safe:.1f} safe, {unsafe:.1f} up to unsafe and "
            f"{shown:.1f} up to shown, most of them typos of the writers."
        )
    told.append(
        f"All signatures together: {rates['wrong ones']} of {rates['safe findings']} safe findings in "
        f"{rates['commits']:,} commits that nobody damaged were wrong."
    )
    return fill(" ".join(told), WIDTH, initial_indent="    ", subsequent_indent="    ") + "\n"


def _silence(entry: Entry) -> str:
    ways = (
        (f"<!-- weave-fix: ignore {entry.id} -->", "above the paragraph, list, table or code block"),
        (f"<!-- weave-fix: off {entry.id} -->", "up to `<!-- weave-fix: on -->`"),
        (f'ignore = ["{entry.id}"]', "in the configuration, or --ignore on the command line"),
    )
    width = max(len(way) for way, _ in ways)
    return "".join(f"    {way:{width}}  {words}\n" for way, words in ways)


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
