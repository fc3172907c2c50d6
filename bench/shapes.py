"""Texts that are no prose, of any length: what a machine writes, what a key held down leaves, what one unit repeats."""

from __future__ import annotations

import json
from base64 import b64encode
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

COMMON = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于"
COMMON += "出就分对成会可主发年动同工也能下过子说产种面而方后多定行学"

SOUND = "The old bridge was closed for repairs in the autumn of that year.\n"
DAMAGED = SOUND.replace("bridge", "bri;dge")


def new(text: str) -> tuple[str | None, str]:
    """Return `text` as a file without a base."""
    return None, text + "\n"


def beside_damage(text: str) -> tuple[str | None, str]:
    """Return an edited text with damage in a paragraph above, below, and in the middle of the same line."""
    half = len(text) // 2
    base, now = (f"{part}\n{text[:half]} {part.strip()} {text[half:]}\n\n{part}" for part in (SOUND, DAMAGED))
    return base, now


def put_in(text: str) -> tuple[str | None, str]:
    """Return a base, and it with `text` put into the middle of a sentence."""
    return f"{SOUND}\n{SOUND}", f"{SOUND}\n{SOUND[:9]}{text}{SOUND[9:]}"


def _repeated(piece: str) -> Callable[[int], str]:
    return lambda size: (piece * (size // len(piece) + 1))[:size]


def _drawn(letters: str) -> Callable[[int], str]:
    return lambda size: "".join(Random(size).choices(letters, k=size))


def _base64(size: int) -> str:
    return b64encode(Random(size).randbytes(size)).decode()[:size]


def _json(size: int) -> str:
    rng = Random(size)
    names = ("alpha", "beta", "gamma", "value")
    items = [{"id": rng.randint(1, 99_999), "name": rng.choice(names), "ok": True} for _ in range(size // 40 + 1)]
    return json.dumps(items)[:size]


def _csv(size: int) -> str:
    rng = Random(size)
    rows = (f"{rng.randint(1, 9999)},{rng.choice(('red', 'green'))},{rng.random():.4f},item" for _ in range(size // 16))
    return "\n".join(rows)[:size]


def _unknown_words(size: int) -> str:
    rng = Random(size)
    words = ("".join(rng.choices("abcdefghijklmnopqrstuvwxyz", k=rng.randint(3, 9))) for _ in range(size // 4))
    return " ".join(words)[:size]


def _nested_list(size: int) -> str:
    lines = (f"{' ' * (2 * (level % 200))}- item\n" for level in range(size // 40 + 1))
    return "".join(lines)[:size]


def _log(size: int) -> str:
    rng = Random(size)
    rows = (
        f"2024-03-{rng.randint(1, 31):02}T10:{rng.randint(0, 59):02}:07Z INFO worker took {rng.random():.3f}s"
        for _ in range(size // 40 + 1)
    )
    return "\n".join(rows)[:size]


def _minified_html(size: int) -> str:
    rng = Random(size)
    parts = (
        f'<div class="c{rng.randint(1, 99)}"><a href=/p/{rng.randint(1, 9999)}>x</a></div>'
        for _ in range(size // 30 + 1)
    )
    return "".join(parts)[:size]


def _each_ascii_character(size: int) -> str:
    return "".join(chr(code) * (size // 127 + 1) for code in range(1, 128))[:size]


def _words_joined(size: int) -> str:
    rng = Random(size)
    return "".join(rng.choices(("river", "village", "music", "bridge", "the", "old"), k=size // 3 + 1))[:size]


SHAPES: dict[str, Callable[[int], str]] = {
    "repeated-word": _repeated("word "),
    "two-words": _repeated("old mill "),
    "letters-and-underscores": _repeated("a_"),
    "keys-and-values": _repeated("a: b\n"),
    "carriage-returns": lambda size: "\r" * size + "a",
    "link-in-brackets": lambda size: "](a" + _repeated("(a")(size),
    "link-targets": _repeated("]("),
    "struck-letters": _repeated("~~a"),
    "references": _repeated("]:"),
    "punctuation": _repeated("a,b;c.d!e?"),
    "tildes": _repeated("~"),
    "backticks": _repeated("`"),
    "json-in-one-line": _json,
    "csv": _csv,
    "unclosed-front-matter": lambda size: "---\n" + _repeated("title: thing\n")(size),
    "nested-quotes": _repeated("> "),
    "quotes": _repeated(">"),
    "base64": _base64,
    "dna": _drawn("acgt"),
    "chinese-without-marks": _drawn(COMMON),
    "unknown-words": _unknown_words,
    "empty-lines": _repeated("\n"),
}


MORE: dict[str, Callable[[int], str]] = {
    "spaces": _repeated(" "),
    "tabs": _repeated("\t"),
    "open-brackets": _repeated("["),
    "nested-images": _repeated("!["),
    "nested-links": _repeated("[a]("),
    "asterisks": _repeated("*"),
    "open-emphasis": _repeated("*a "),
    "strong-and-emphasis": _repeated("**a *b "),
    "underscores": _repeated("_"),
    "nested-lists": _nested_list,
    "markers-of-lists": _repeated("- "),
    "lists": _repeated("- a\n"),
    "numbered-lists": _repeated("1. a\n"),
    "headings": _repeated("# a\n"),
    "open-headings": _repeated("#"),
    "rules": _repeated("---\n"),
    "tables": _repeated("| a | b |\n"),
    "pipes": _repeated("|"),
    "footnotes": _repeated("[^1]: a\n"),
    "unclosed-everything": _repeated('**a _b `c [d](e <f $g "h (i {j ~~k '),
    "open-comments": _repeated("<!-- "),
    "open-tags": _repeated("<a "),
    "nested-tags": _repeated("<div>"),
    "less-than": _repeated("<"),
    "quoted-attributes": _repeated('<a b="'),
    "dollars": _repeated("$"),
    "formulas": _repeated("$a$ b"),
    "backslashes": _repeated("\\"),
    "addresses": _repeated("http://a.b/c "),
    "mail": _repeated("a@b.c "),
    "paths": _repeated("/a/b"),
    "dots": _repeated("."),
    "commas": _repeated(", "),
    "quotation-marks": _repeated('"a" '),
    "apostrophes": _repeated("'"),
    "dashes": _repeated("a-"),
    "digits": _repeated("1234567890 "),
    "capitals": _repeated("THE OLD MILL STANDS HERE. "),
    "camel-case": _repeated("theOldMill"),
    "one-letter": _repeated("a"),
    "one-letter-lines": _repeated("a\n"),
    "sentences": _repeated("The mill is old. "),
    "combining-characters": lambda size: "a" + "\u0301" * size,
    "letters-with-combining-characters": _repeated("e\u0301 "),
    "control-bytes": _repeated("\x01\x02\x1b[0m"),
    "null-bytes": _repeated("\0"),
    "separators": _repeated("a\u2028"),
    "wide-characters": _repeated("\U0001f600"),
    "right-to-left": _repeated("\u0627\u0644 "),
    "each-ascii-character": _each_ascii_character,
    "minified-html": _minified_html,
    "log": _log,
    "words-joined": _words_joined,
}
"""Shapes beside those of SHAPES: what nests, what stays open, and single characters."""


TRACES: dict[str, Callable[[int], str]] = {
    "conflict-openings": _repeated("<<<<<<< a\n"),
    "conflicts": _repeated("<<<<<<< a\nx\n=======\ny\n>>>>>>> b\n"),
    "hunk-headers": _repeated("@@ -1 +1 @@\n"),
    "hunks": _repeated("@@ -1 +1 @@\n-a\n+b\n"),
    "marked-lines": _repeated("+a\n-b\n"),
    "numbered-lines": lambda size: "".join(f"{n} | a\n" for n in range(size // 6)),
    "fences": _repeated("```\n"),
    "open-fences": _repeated("```sh\n~~~\n"),
    "fences-behind-quoted-text": _repeated("> " * 40 + "a```\n"),
    "unequal-fences": _repeated("a```\n````\n"),
    "entities": _repeated("&amp;"),
    "nested-entities": _repeated("&amp;#38;lt;"),
    "escapes": _repeated("\\*"),
    "invisible": _repeated("\u200b"),
    "replacements": _repeated("a\ufffd "),
    "question-marks": _repeated("?"),
    "misread-letters": _repeated("\u00c3\u00a9 "),
    "one-misread-run": _repeated("\u00c3\u00a9"),
    "misread-quotes": _repeated("\u00e2\u20ac\u2122a"),
    "misread-in-chinese": _repeated("\u9225"),
    "control-characters": _repeated("\x85"),
    "placeholders": _repeated("... (rest of the file unchanged) ...\n"),
    "ellipses": _repeated("...\n"),
    "links-into-the-page": _repeated("# a\n[a](#a)\n"),
    "front-matter": _repeated("---\na: b\n"),
    "typographic-code": _repeated("\u201ca\u201d`b`"),
    "chat": _repeated("Certainly! Here is the file:\n\n"),
    "tokens-of-a-chat": _repeated("<|im_end|>"),
    "one-long-line-again-and-again": _repeated("Open the door slowly, for the hinge is old and warped.\n"),
    "surrogates": _repeated("\udcff"),
}
"""Texts of nothing but what a tool leaves in a whole file."""
