"""Where code ends that no fence closes: told only where code and text are unlike each other beyond doubt."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from weave_fix.patterns import lazy_pattern
from weave_fix.signatures.file._fences import TEXT, WORDS, fence_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weave_fix.signatures.file._fences import Lone

# fmt: off
LANGUAGES = frozenset({
    "c", "c++", "cpp", "cs", "csharp", "css", "go", "java", "javascript", "js", "json", "json5", "jsx", "kotlin",
    "less", "mjs", "rs", "rust", "scala", "scss", "sql", "swift", "ts", "tsx", "typescript",
})
"""Languages of code that no running text stands in, comments left out."""
WITH_HASH = frozenset({"bash", "php", "py", "python", "r", "rb", "ruby", "sh", "shell", "zsh"})
"""The same, of which comments begin as a heading does."""
FUNCTION_WORDS = frozenset({
    "a", "an", "and", "are", "as", "at", "be", "by", "can", "for", "from", "has", "have", "if", "in", "is", "it", "not",
    "of", "on", "or", "that", "the", "this", "to", "use", "was", "we", "were", "which", "will", "with", "you",
})
# fmt: on
NAME = lazy_pattern(r"[\w+-]+")
HEADING = lazy_pattern(r"#{1,6} \S")
ITEM = lazy_pattern(r"(?:[-*+]|\d+[.)])\s+")
COMMENT = lazy_pattern(r"\s*(?://|#|/\*| \*)")
MARKUP = lazy_pattern(r"[<!|>\[:*_(]|\{\{|#{1,6} |-+ |--|\w+:? [a-z]+ [a-z]+ |[A-Z]\w* [a-z]")
"""How a line of text or markup may begin, and code need not."""
CODE_END = lazy_pattern(r"[;{}()\],]$")
PLAIN = lazy_pattern(r"[*_(\"'`\[]*[^\W\d_]+(?:['\N{RIGHT SINGLE QUOTATION MARK}-][^\W\d_]+)*[*_)\"'`\],.:;!?]*")
"""A word with the marks around it."""
BEGIN = lazy_pattern(r"[*_(\"'`\[]*[A-Z]|code")
"""How a sentence begins; it may do so with code."""
END = lazy_pattern(r"[.:!?][*_)\"'`\]]*$")
LINK = lazy_pattern(r"\]\([^)]*\)")
CODE_SPAN = lazy_pattern(r"`[^`\n]*`")
LEAD_IN = lazy_pattern(r"[A-Z][\w' -]*:")
"""A short line that leads to the next code."""
PAIRS = (("(", ")"), ("[", "]"), ("{", "}"), ("/*", "*/"))
CODE, TEXT_KIND, HEADING_KIND = range(3)
LEAST, FEW = 4, 7
"""Words of a sentence at least, and words up to which one of them need be a function word; else two."""


def code_end(keys: Sequence[str], lone: Lone) -> int | None:
    """Return the 0-based line before which the block that `lone` opens has to be closed; None where nobody can tell.

    The next fence names a language, so that it opens another block: text stands between, and code above it. All of the
    first paragraphs are code, all of the others text, and what is open in the code is closed in it.
    """
    language = _language(keys[lone.line], lone.line)
    body = range(lone.line + 1, lone.until)
    if lone.to_end or not language or any(fence_at(keys[number], number) for number in body):
        return None
    numbered = [list(group) for filled, group in groupby(body, lambda number: bool(keys[number].strip())) if filled]
    paragraphs = [[keys[number] for number in group] for group in numbered]
    kinds = [_kind(paragraph) for paragraph in paragraphs]
    first = next((at for at, kind in enumerate(kinds) if kind != CODE), 0)
    if not first or not _are_text(kinds[first:], paragraphs[-1], is_hash=language in WITH_HASH):
        return None
    return numbered[first - 1][-1] + 1 if _are_code(paragraphs[:first], is_hash=language in WITH_HASH) else None


def _language(line: str, number: int) -> str:
    """Return the language that a fence names, if it is one of those above and stands in no list or quotation."""
    fence = fence_at(line, number)
    if fence is None or fence.quote or fence.indent:
        return ""
    name = NAME.match(fence.info)
    language = name[0].lower() if name else ""
    return language if language in LANGUAGES or language in WITH_HASH else ""


def _kind(paragraph: Sequence[str]) -> int:
    first = paragraph[0]
    if len(paragraph) == 1 and HEADING.match(first):
        return HEADING_KIND
    is_item = ITEM.match(first) is not None
    if not is_item and any(line[0] in " \t" for line in paragraph):
        return CODE
    return TEXT_KIND if _is_sentence(" ".join([ITEM.sub("", first, count=1), *paragraph[1:]])) else CODE


def _is_sentence(text: str) -> bool:
    text = CODE_SPAN.sub("code", LINK.sub("]", text))
    words = text.split()
    if len(words) < LEAST or not BEGIN.match(text) or not END.search(text) or any(mark in text for mark in "{};="):
        return False
    plain = [word for word in words if PLAIN.fullmatch(word)]
    function_words = FUNCTION_WORDS.intersection(word.strip('*_(),.:;!?"').lower() for word in plain)
    return 5 * len(plain) >= 4 * len(words) and len(function_words) >= (1 if len(words) <= FEW else 2)


def _are_text(kinds: Sequence[int], last: Sequence[str], *, is_hash: bool) -> bool:
    """Tell whether paragraphs of these kinds are text; the `last` may be a short line that leads to the next code."""
    begin, *others = kinds
    if others and TEXT_KIND in kinds and others[-1] == CODE and LEAD_IN.fullmatch(" ".join(last)):
        others.pop()
    if begin == HEADING_KIND and (is_hash or others[:1] != [TEXT_KIND]):
        return False
    return CODE not in others


def _are_code(paragraphs: Sequence[Sequence[str]], *, is_hash: bool) -> bool:
    """Tell whether paragraphs are code without doubt, and all of it."""
    lines = [line for paragraph in paragraphs for line in paragraph]
    if any(MARKUP.match(line) and not (is_hash and line[0] == "#") for line in lines):
        return False
    if any((TEXT.match(line) or WORDS.match(line.lstrip())) and not COMMENT.match(line) for line in lines):
        return False
    if not all(
        COMMENT.match(last) or CODE_END.search(last) for last in (paragraph[-1] for paragraph in paragraphs[1:])
    ):
        return False
    code = "\n".join(lines)
    is_here_document = is_hash and "<<" in code
    odd = any(code.count(mark) % 2 for mark in ('"""', "'''", "`"))
    pairs = all(code.count(opening) == code.count(closing) for opening, closing in PAIRS)
    return pairs and not odd and not is_here_document
