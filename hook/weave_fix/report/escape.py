"""Text from files and paths, made fit for one line of a terminal."""

from __future__ import annotations

from weave_fix.patterns import lazy_pattern

ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"
SURROGATE = lazy_pattern("[\ud800-\udfff]")
_NAMED = {"\n": "\\n", "\r": "\\r", "\t": "\\t", "\f": "\\f"}


def visible(text: str) -> str:
    r"""Return `text` with every character escaped that is not seen, or that steers a terminal.

    A byte that was not UTF-8 becomes `\xNN`, any other such character `\n`, `\x1b`, `\u202e`, `\U000e0001`.
    """
    # isprintable is false for control, format, surrogate, unassigned and separator characters, a plain space excepted:
    # so it covers C0, C1, line and paragraph separators, the bidirectional overrides and zero-width characters.
    return text if text.isprintable() else "".join(map(_escape, text))


def _escape(char: str) -> str:
    if char.isprintable():
        return char
    if char in _NAMED:
        return _NAMED[char]
    code = ord(char)
    if 0xDC80 <= code <= 0xDCFF:  # what `surrogateescape` made of a byte
        return f"\\x{code - 0xDC00:02x}"
    if code < 0x80:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def without_surrogates(text: str) -> str:
    """Return `text` with U+FFFD for each lone surrogate, which no reader of JSON or XML has to take."""
    return SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)


def shorten(text: str, limit: int) -> str:
    """Return `text` if it has at most `limit` characters, else its start and end with an ellipsis between them."""
    if len(text) <= limit:
        return text
    head = limit // 2
    return text[:head] + ELLIPSIS + text[len(text) - (limit - head - 1) :]
