"""The Markdown structure of a text, as a list of token types."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from weave_fix.markdown.blocks import FRONT_MATTER

if TYPE_CHECKING:
    from markdown_it.token import Token

SURROGATE = re.compile("[\ud800-\udfff]")


@lru_cache(maxsize=8)
def structure(text: str) -> list[str]:
    """Return the types of all block and inline tokens of `text` in order, as markdown-it-py reads it.

    CommonMark with tables and strikethrough; front matter is one token.
    """
    from markdown_it import MarkdownIt

    # An undecodable byte may stand in a link's target, which the parser encodes; to structure it is any other letter.
    text = SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text).removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")
    front = FRONT_MATTER.match(text)
    found = ["front_matter"] if front else []
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    for token in parser.parse(text[front.end() :] if front else text):
        found.append(_kind(token))
        found += [_kind(child) for child in token.children or ()]
    return found


def _kind(token: Token) -> str:
    """Return the token's type, with what makes another element of it: a heading's level, a list without gaps."""
    return f"{token.type} {token.tag}{' hidden' if token.hidden else ''}"
