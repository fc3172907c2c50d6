"""Sentences of a Markdown text, as far as an edit needs them: where one begins, and where it ends."""

from __future__ import annotations

from weave_fix.markdown.markers import ITEM
from weave_fix.patterns import lazy_pattern

MAX_SENTENCE = 600
"""Characters up to which the end of a sentence is looked for."""
SHORTEST = 12
"""Characters from which on a sentence stands for itself."""
BOUNDARY = lazy_pattern(
    r"(?<=[.!?])[\"')\]*_\N{RIGHT DOUBLE QUOTATION MARK}]*\s+|"
    r"(?<=[\w\"/]>)[ \t]+(?=[A-Z])|"
    rf"\n[ \t\r]*\n\s*|\n(?=[ \t]*(?:{ITEM}|[>#])\s)"
)
"""What stands between two sentences, paragraphs or list items; a sentence may begin behind a tag."""
END = lazy_pattern(r"[.!?][\"')\]*_\N{RIGHT DOUBLE QUOTATION MARK}]*(?=\s|\Z)|(?=\n[ \t\r]*\n)|(?=\s*\Z)")


def outer_sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the whole sentences of `text` at the outer ends of the span from `start` to `end`, as half-open spans.

    The last one begins inside the span and may end behind it; the first one ends inside the span and may begin before
    it. All offsets are characters, 0-based.
    """
    found = []
    begins = [match.end() for match in BOUNDARY.finditer(text, start, end)]
    if begins:
        stop = END.search(text, max(begins[-1], end - 1), min(len(text), end + MAX_SENTENCE))
        if stop is not None and stop.end() - begins[-1] >= SHORTEST:
            found.append((begins[-1], stop.end()))
        elif len(begins) > 1 and not text[begins[-1] : end].strip():
            found.append((begins[-2], begins[-1]))
        first = begins[0]
        before = [match.end() for match in BOUNDARY.finditer(text, max(0, start - MAX_SENTENCE), start)]
        opening = before[-1] if before else (0 if start <= MAX_SENTENCE else -1)
        if opening >= 0 and first - opening >= SHORTEST:
            found.append((opening, first))
    return found
