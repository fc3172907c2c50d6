"""The Markdown structure of a text, and what a page shows of it that is no prose."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from weave_fix.markdown.blocks import FRONT_MATTER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

SURROGATE = re.compile("[\ud800-\udfff]")


TAGS = re.compile(r"<[^<>]*>")
COMMENT = "comment"
TAG = "tag"
CODE = frozenset({"code_inline", "fence"})


class Structure(NamedTuple):
    """What markdown-it-py reads in a text: CommonMark with tables and strikethrough; front matter is one token."""

    tokens: list[str]
    """The types of all block and inline tokens, in order."""
    pieces: Counter[tuple[str, str]]
    """Code, comments, tags, and the targets of links and images: each kind with its content, and how often it stands
    there. Indented code is left out: in a list nobody can tell it from text."""


def structure(text: str) -> list[str]:
    """Return the types of all block and inline tokens of `text`, in order."""
    return read(text).tokens


@lru_cache(maxsize=8)
def read(text: str) -> Structure:
    """Return the structure of `text`."""
    from markdown_it import MarkdownIt

    # An undecodable byte may stand in a link's target, which the parser encodes; to structure it is any other letter.
    text = SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text).removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")
    front = FRONT_MATTER.match(text)
    found, pieces = ["front_matter"] if front else [], Counter[tuple[str, str]]()
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    for token in parser.parse(text[front.end() :] if front else text):
        for part in (token, *(token.children or ())):
            found.append(_kind(part))
            pieces.update(_pieces(part))
    return Structure(found, pieces)


def _pieces(token: Token) -> Iterator[tuple[str, str]]:
    if token.type in CODE:
        yield token.type, token.content
    elif token.type in ("html_inline", "html_block"):
        yield from _comments_and_tags(token.content)
    for name in ("href", "src"):
        if name in token.attrs:
            yield name, str(token.attrs[name])


def _kind(token: Token) -> str:
    """Return the token's type, with what makes another element of it: a heading's level, a list without gaps."""
    return f"{token.type} {token.tag}{' hidden' if token.hidden else ''}"


def _comments_and_tags(html: str) -> Iterator[tuple[str, str]]:
    at = 0
    while at < len(html):
        start = html.find("<!--", at)
        end = -1 if start < 0 else html.find("-->", start + 4)
        if end < 0:  # what begins a comment that never ends is asked for once
            start = end = len(html)
        for match in TAGS.finditer(html, at, start):
            yield TAG, match[0]
        if end < len(html):
            yield COMMENT, html[start : end + 3]
        at = end + 3
