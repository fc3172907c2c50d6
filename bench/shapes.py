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


def taken_out(text: str) -> tuple[str | None, str]:
    """Return a base that has `text` in the middle of a sentence, and it without."""
    base, now = put_in(text)
    return now, base or ""


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
    "open-literals": _repeated("<pre>\na\n</p>"),
    "literals": _repeated("<pre>\na\n</pre>\n"),
    "code-elements": _repeated("a <code>b</code> <code>"),
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


def _rows(columns: int) -> Callable[[int], str]:
    """Return what makes a table of as many columns."""
    return _repeated("|" + " a |" * columns + "\n|" + "---|" * columns + "\n")


def _numbered(pattern: str) -> Callable[[int], str]:
    """Return what makes lines of a pattern with their number in it, 0 first."""
    return lambda size: "".join(line for line in map(pattern.format, range(size // (len(pattern.format(0))) + 1)))[
        :size
    ]


def _deep_front_matter(size: int) -> str:
    levels = min(200, size // 100)
    one = "".join(f"{' ' * level}k{level}:\n" for level in range(levels))
    return f"---\n{(one * (size // max(1, len(one)) + 1))[:size]}\n---\n"


def _flow_front_matter(size: int) -> str:
    return f"---\na: {'[{a: ' * (size // 5)}\n---\n"


def _mixed_line_ends(size: int) -> str:
    rng = Random(size)
    ends = ("\n", "\r\n", "\r", "\u2028", "\x85", "\x0b", "\x0c", "\n\r")
    return "".join(f"The mill is old{rng.choice(ends)}" for _ in range(size // 16))


def _numbers(size: int) -> str:
    rng = Random(size)
    return "".join(f"{rng.randint(1, 10**9)}{rng.choice(' ,.;-+/%')}" for _ in range(size // 9))[:size]


def _rewritten_words(size: int) -> str:
    rng = Random(size)
    words = ("river", "village", "music", "bridge", "the", "old", "teh", "recieve", "themusic", "wa ter", "an mill")
    return " ".join(rng.choices(words, k=size // 5))[:size]


HOSTILE: dict[str, Callable[[int], str]] = {
    "nested-footnotes": _numbered("[^{0}]: see [^{0}] and ^[a [^{0}]\n"),
    "link-definitions": _numbered("[a{0}]: https://example.org/{0} 'title'\n"),
    "one-link-definition-again-and-again": _repeated("[a]: /b\n"),
    "links-to-no-definition": _numbered("[mill {0}][] "),
    "wide-tables": _rows(2000),
    "tables-of-two-columns": _repeated("| a | b |\n|---|---|\n| 1 | 2 |\n\n"),
    "tables-that-lack-cells": _repeated("| a | b | c |\n|---|---|---|\n| 1 |\n| 1 | 2 | 3 | 4 |\n"),
    "escaped-pipes": _repeated("a \\| "),
    "pipes-in-a-row": lambda size: "| a |\n|---|\n" + "|" * size,
    "nested-comments": _repeated("<!-- <!-- a --> "),
    "comments": _repeated("<!-- a -->\n"),
    "comments-that-ignore": _repeated("<!-- weave-fix: off -->\nThe teh mill.\n\n"),
    "ignored-lines": _repeated("The teh mill. <!-- weave-fix: ignore -->\n"),
    "processing-instructions": _repeated("<?a "),
    "declarations": _repeated("<!A "),
    "cdata": _repeated("<![CDATA["),
    "closing-tags": _repeated("</div>"),
    "attributes-that-never-end": lambda size: "<a " + _repeated("b=c ")(size),
    "alternating-emphasis": _repeated("*_"),
    "emphasis-within-words": _repeated("a*b_c"),
    "triple-emphasis": _repeated("***a** b* "),
    "deep-front-matter": _deep_front_matter,
    "flow-front-matter": _flow_front_matter,
    "aliases-in-front-matter": lambda size: "---\n" + _numbered("a{0}: &a{0} [*a{0}, *a{0}]\n")(size) + "---\n",
    "equal-headings": _repeated("## The old mill\n\n"),
    "underlined-headings": _repeated("The old mill\n===\n"),
    "lines-underlined-again-and-again": _repeated("===\n---\n"),
    "contents-of-nothing": _numbered("- [Mill {0}](#mill-{0})\n"),
    "short-lines-with-one-typo": _repeated("The teh mill.\n"),
    "paragraphs-with-one-typo": _repeated("We recieve the bread.\n\n"),
    "list-with-one-typo": _repeated("- We recieve the bread by the the river.\n"),
    "words-with-typos": _rewritten_words,
    "mixed-line-ends": _mixed_line_ends,
    "line-separators": _repeated("The mill is old.\u2028"),
    "carriage-returns-and-line-feeds": _repeated("\r\n\n\r"),
    "many-marks-on-a-letter": _repeated("z\u0335\u0322\u0301\u0308\u0361 "),
    "right-to-left-words": _repeated("\u0645\u0631\u062d\u0628\u0627 \u0628\u0643 "),
    "directions-of-writing": _repeated("\u202ea\u2066b\u2069\u202c"),
    "joined-emoji": _repeated("\U0001f468\u200d\U0001f469\u200d\U0001f467"),
    "flags-and-skin": _repeated("\U0001f1e9\U0001f1ea\U0001f44d\U0001f3fd"),
    "variation-selectors": _repeated("a\ufe0f\ufe0e"),
    "soft-hyphens": _repeated("mu\u00adsic "),
    "hard-spaces": _repeated("the\u00a0mill\u2009is "),
    "full-width": _repeated("\uff34\uff48\uff45 "),
    "letters-of-two-scripts": _repeated("m\u0456ll \u043eld "),
    "dotted-capitals": _repeated("\u0130\u0130 \u01c5 \ufb03 \u1e9e "),
    "thai": _repeated("\u0e01\u0e32\u0e23\u0e17\u0e14\u0e2a\u0e2d\u0e1a"),
    "hangul": _repeated("\ud55c\uad6d\uc5b4 \uac00\ub098 "),
    "broken-bytes-among-words": _repeated("the mi\udce9ll \udcff\udcfe "),
    "misread-twice": _repeated("caf\u00c3\u0192\u00c2\u00a9 "),
    "numbers": _numbers,
    "versions": _numbered("v1.{0}.0-rc.{0}+b{0} "),
    "dates": _repeated("2024-03-01 01/02/2024 1st of May "),
    "long-addresses": _numbered("https://example.org/a{0}?b={0}&c=%20{0}#d{0}\n"),
    "one-long-address": lambda size: "https://example.org/" + _repeated("a/b-c_d.e?f=g&")(size),
    "addresses-in-angles": _repeated("<https://example.org/a> "),
    "parentheses": _repeated("("),
    "parentheses-in-a-link": lambda size: "[a](" + "(" * (size // 2) + ")" * (size // 2),
    "parentheses-that-nest": lambda size: "(a " * (size // 6) + "b) " * (size // 6),
    "quotation-marks-that-nest": _repeated("\u201cHe said \u2018no\u2019 "),
    "opening-quotation-marks": _repeated("\u201c"),
    "semicolons-among-words": _repeated("the mi;ll of; the "),
    "diff-of-a-diff": _repeated("+@@ -1,2 +1,2 @@\n+-the mill\n++the old mill\n- the river\n"),
    "git-headers": _numbered("diff --git a/m{0} b/m{0}\nindex 1..2 100644\n--- a/m{0}\n+++ b/m{0}\n"),
    "conflicts-in-three-ways": _repeated("<<<<<<< a\nx\n||||||| c\nz\n=======\ny\n>>>>>>> b\n"),
    "conflict-ends": _repeated(">>>>>>> b\n"),
    "fences-of-growing-length": lambda size: "".join("`" * (3 + n % 300) + "\n" for n in range(size // 150)),
    "indented-fences": _repeated(" ```\n  ~~~\n   ```\n"),
    "fences-in-quotes": _repeated("> ```\n> a\n\n"),
    "fences-in-lists": _repeated("- ```\n  a\n"),
    "inline-code-of-many-lengths": lambda size: "".join("`" * (n % 150) + "a" for n in range(size // 75)),
    "formulas-that-stay-open": _repeated("$a b "),
    "shown-formulas": _repeated("$$\na\n$$\n"),
    "containers": _repeated(":::note\n"),
    "templates": _repeated("{% if a %}{{ b }}"),
    "open-templates": _repeated("{{ {% "),
    "tasks": _repeated("- [ ] a\n- [x] b\n"),
    "ordered-list-that-jumps": lambda size: "".join(f"{n * 7919 % 1000}. a\n" for n in range(size // 7)),
    "indented-code": _repeated("    the mill\n\n"),
    "quotes-and-lists": _repeated("> - > - "),
    "quoted-lists-line-by-line": lambda size: "".join("> " * (n % 60) + "- a\n" for n in range(size // 64)),
    "lazy-lines": lambda size: "> a\n" + _repeated("b\n")(size),
    "definition-lists": _repeated("Mill\n: an old house\n"),
    "abbreviations": _numbered("*[A{0}]: a mill\n"),
    "initials": _repeated("A. B. C. e.g. i.e. "),
    "hyphens-at-line-ends": _repeated("the vil-\nlage of the \n"),
    "trailing-spaces": _repeated("a  \n"),
    "a-space-for-each-letter": _repeated("t h e m i l l "),
    "doubled-words": _repeated("the the mill mill "),
    "doubled-letters": _repeated("thhe miill "),
    "capitals-in-words": _repeated("tHe mIll "),
    "apostrophes-in-words": _repeated("it's dont' we'r'e "),
    "dots-between-letters": _repeated("a.b.c "),
    "line-numbers": lambda size: "".join(f"{n:5d}\tthe mill is old\n" for n in range(size // 22)),
    "escaped-control": _repeated("\x1b]8;;http://a\x07b\x1b]8;;\x07"),
    "json-lines": _repeated('{"a": "the old mill", "b": [1, 2]}\n'),
    "python": _repeated("def mill(a):\n    return a + 1\n\n"),
    "one-word-of-many-joined": _repeated("themilloftheriver"),
}
"""Shapes that aim at one part of the reading each: structure, marks, scripts, and damage that repeats."""
