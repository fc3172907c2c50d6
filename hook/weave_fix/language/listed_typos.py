"""Common misspellings, as the list of codespell has them (https://github.com/codespell-project/codespell)."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from weave_fix.runtime.regular_file import read_regular

LETTERS = 5
"""Letters that a word of the list has at least: a shorter one may be slang, `welp`, or of another language, `als`."""
VARIANTS = (
    ("s", ""),
    ("eable", "able"),
    ("able", "ible"),
    ("kable", "cable"),
    ("or", "er"),
    ("ors", "ers"),
    ("ical", "ically"),
    ("ey", "y"),
)
"""How words end that are written so, and how the list has them."""
OTHERS = frozenset({"mmaped", "mmaping"})
"""What is listed for a word that it is not: a file that `mmap` has mapped."""
LARGE = 1 << 24
"""Bytes that the list has at most."""


def listed_words(typo: str, *, letters: int = LETTERS) -> tuple[str, ...]:
    """Return what may be meant by a `typo` of `letters` letters or more, in lower case; nothing if it is not listed."""
    key = typo.lower()
    if len(key) < letters or not (key.isascii() and key.isalpha()):
        return ()
    line = _line(key.encode())
    words = line.partition(b"->")[2].decode("utf-8", "replace").split(",")
    return tuple(word.strip() for word in words if word.strip())


def listed_word(typo: str) -> str:
    """Return the one word that is meant by `typo`, in lower case; "" where there is none, or several may be.

    Not by a word that many write so on purpose (`datas`, `unparseable`, `collapsable`, `requestors`), nor by what may
    be a name, or a term of specialists (`transferrin`, `collectin`, `dependees`), or means another (`mmaped`).
    """
    words = () if typo.lower() in OTHERS else listed_words(typo)
    if len(words) != 1 or not (words[0].isascii() and words[0].isalpha() and words[0].islower()):
        return ""
    key, word = typo.lower(), words[0]
    is_variant = any(key.endswith(end) and key.removesuffix(end) + other == word for end, other in VARIANTS)
    return "" if is_variant or is_special_term(key, word) else word


def is_special_term(typo: str, word: str) -> bool:
    """Whether a listed `typo` of `word` ends as terms of specialists do: `transferrin`, `dependees`. In lower case."""
    return typo.endswith(("ee", "ees")) or (typo.endswith("in") and word.endswith(("ing", "ion")))


def _line(key: bytes) -> bytes:
    """Return the line that begins with `key` and an arrow; nothing where there is none.

    The list is in order, but for the case of its letters: `Amercia` stands behind `amensty`.
    """
    every, wanted = _every_line(), key + b"->"
    low, high = 0, len(every)
    while low < high:
        middle = (low + high) // 2
        start = every.rfind(b"\n", low, middle) + 1 or low
        end = every.find(b"\n", middle, high)
        line = every[start : high if end < 0 else end]
        if line.lower().startswith(wanted):
            return line
        if line.lower() < wanted:
            low = high if end < 0 else end + 1
        else:
            high = start
    return b""


@cache
def _every_line() -> bytes:
    """Return the list; without codespell there is none."""
    from importlib.util import find_spec

    found = find_spec("codespell_lib")
    if found is None or found.origin is None:
        return b""
    try:
        return read_regular(Path(found.origin).parent / "data" / "dictionary.txt", LARGE)
    except OSError:
        return b""
