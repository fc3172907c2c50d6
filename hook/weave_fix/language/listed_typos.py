"""Common misspellings, as the list of codespell has them (https://github.com/codespell-project/codespell)."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

from weave_fix.runtime.regular_file import read_regular

LETTERS = 5
"""Letters that a word of the list has at least: a shorter one may be slang, `welp`, or of another language, `als`."""
PREFIX = 3
"""Letters by which a part of the list is found."""
VARIANTS = (("s", ""), ("eable", "able"), ("able", "ible"), ("ey", "y"))
"""How words end that are written so, and how the list has them."""
KEPT = 1000
"""Parts of the list that are kept at most, each 1 kB on average."""
LARGE = 1 << 24
"""Bytes that the list has at most."""


def listed_words(typo: str) -> tuple[str, ...]:
    """Return what may be meant by `typo`, in lower case; nothing where the list does not have it."""
    key = typo.lower()
    if len(key) < LETTERS or not (key.isascii() and key.isalpha()):
        return ()
    part = _part(key[:PREFIX].encode())
    start = part.find(f"\n{key}->".encode())
    if start < 0:
        return ()
    line = part[start + 1 : part.index(b"\n", start + 1)]
    return tuple(filter(None, (word.strip() for word in line.partition(b"->")[2].decode().split(","))))


def listed_word(typo: str) -> str:
    """Return the one word that is meant by `typo`, in lower case; "" where there is none, or several may be.

    Not by a word that many write so on purpose: `datas`, `unparseable`, `collapsable`, `falsey`.
    """
    words = listed_words(typo)
    if len(words) != 1 or not (words[0].isascii() and words[0].isalpha()):
        return ""
    key, word = typo.lower(), words[0]
    is_variant = any(key.endswith(end) and key.removesuffix(end) + other == word for end, other in VARIANTS)
    return "" if is_variant else word


@lru_cache(maxsize=KEPT)
def _part(prefix: bytes) -> bytes:
    """Return lines of the list, all those among them that begin with `prefix`, each between line ends."""
    every = _every_line()
    start, last = every.find(b"\n" + prefix), every.rfind(b"\n" + prefix)
    return b"" if start < 0 else every[start : every.index(b"\n", last + 1) + 1]


@cache
def _every_line() -> bytes:
    """Return the list, in lower case and with line ends around it; without codespell there is none."""
    found = find_spec("codespell_lib")
    if found is None or found.origin is None:
        return b"\n"
    try:
        return b"\n" + read_regular(Path(found.origin).parent / "data" / "dictionary.txt", LARGE).lower() + b"\n"
    except OSError:
        return b"\n"
