"""The sentences of front matter: values such as a description, or the title of a page."""

from __future__ import annotations

from weave_fix.patterns import lazy_pattern

ENOUGH = 5
"""Words from which on a value is a sentence, and no name or key."""
BETWEEN_COMMAS = 3
"""Words from one comma to the next, on average, under which a value is a list of keywords."""
KEY = lazy_pattern(r"[ \t]*(?:-[ \t]+)?(?P<key>[\w.-]{1,40}[ \t]*[:=](?:[ \t]+|\Z))?[\"']?")
INDENTED = lazy_pattern(r"[ \t]+(?![-#\s])")
WORD = lazy_pattern(r"(?<![^\s\"'(])[^\W\d_][\w'’-]*(?=[\s.,;:!?\"')]|\Z)")
NO_SENTENCE = lazy_pattern(r"[\[{&*!|>%@`#]")
"""What a list, an anchor, a block of lines and a comment begin with."""


def sentence_start(line: str, *, goes_on: bool) -> tuple[int, bool]:
    """Return where a sentence begins in a line of front matter, and whether it goes on from the line above.

    0-based, in characters; -1 where there is none. `goes_on` says whether one stands in the line above. A line with a
    backslash has none: what follows it may be an escape.
    """
    key = KEY.match(line)
    assert key is not None  # every part of it may be empty
    start = key.end()
    if "\\" in line or NO_SENTENCE.match(line, start):
        return -1, False
    indent = INDENTED.match(line)
    if goes_on and indent and not key["key"]:
        return indent.end(), True
    words = len(WORD.findall(line, start))
    is_list = words < BETWEEN_COMMAS * (1 + line.count(",", start))
    return (-1, False) if words < ENOUGH or is_list else (start, False)
