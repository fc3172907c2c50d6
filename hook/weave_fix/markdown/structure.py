"""The Markdown structure of a text, and what a page shows of it that is no prose."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, deque
from functools import cache
from hashlib import blake2b
from itertools import pairwise
from sys import intern
from typing import TYPE_CHECKING, Any

from weave_fix.markdown.blocks import FRONT_MATTER
from weave_fix.named_tuple import NamedTuple
from weave_fix.patterns import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

    _Links = dict[str, Any]
    _Rule = Callable[[StateInline, bool], bool]

SURROGATE = lazy_pattern("[\ud800-\udfff]")
LINE_END = lazy_pattern(r"\r\n?|\n")
DEFINITION = "]:"
"""Stands in each line that says where a link by its name leads."""
KEPT = 4
"""Texts whose structures are kept."""
BESIDE = 2
"""Blocks on each side of a change that are parsed again with it."""
APART = 10
"""Lines from which on two changes are at two places."""
MOST_PLACES = 100
"""Places at which a text is changed at most before all of it is parsed: each takes a pass over its lines."""
LONG = 100_000
"""Characters of a page from which on less memory is worth a little more time."""
TAGS = lazy_pattern(r"<[^<>]*>")
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
    share: float = 1.0
    """Of the page, that the block of a token has on average; 1: it is one block. About so much is parsed anew for a
    change at one place."""


def structure(text: str) -> list[str]:
    """Return the types of all block and inline tokens of `text`, in order."""
    return read(text).tokens


def read(text: str) -> Structure:
    """Return the structure of `text`."""
    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
    found = _read.get(digest)
    if found is None:
        found = _parsed(text)
        if len(_read) >= KEPT:
            del _read[next(iter(_read))]
    else:
        del _read[digest]
    _read[digest] = found
    return found


_read: dict[bytes, Structure] = {}
"""The structures of the texts that were read last, by their digests: the texts themselves may be large."""


def _parsed(text: str) -> Structure:
    front, lines = front_and_lines(text)
    blocks = next(filter(None, (page.with_lines(lines) for page in _last_parsed)), None)
    if blocks is None:
        _last_parsed.append(_Parsed.of(lines))
        blocks = _last_parsed[-1].blocks
    found, pieces = ["front_matter"] if front else [], Counter[tuple[str, str]]()
    for block in blocks:
        found += block.tokens
        pieces.update(block.pieces)
    sizes = [len(block.tokens) for block in blocks]
    return Structure(found, pieces, sum(size * size for size in sizes) / max(1, sum(sizes)) ** 2)


def front_and_lines(text: str) -> tuple[str, list[str]]:
    """Return the front matter of a text, and the lines behind it as the parser gets them."""
    # An undecodable byte may stand in a link's target, which the parser encodes; to structure it is any other letter.
    text = SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text).removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")
    front = FRONT_MATTER.match(text)
    return (front[0], LINE_END.split(text[front.end() :])) if front else ("", LINE_END.split(text))


class _Block(NamedTuple):
    """A block that no other one holds: a paragraph, a whole list."""

    tokens: list[str]
    pieces: list[tuple[str, str]]


class _Parsed:
    """The blocks of one text, and those of texts that differ from it at few places, for which little is parsed.

    What a block is depends on its own lines and on the first one behind it, and links on what is defined anywhere.
    """

    def __init__(self, lines: Sequence[str], starts: list[int], blocks: list[_Block], references: _Links) -> None:
        """Take the `lines` with the `blocks` that they are, each of which begins in one of `starts`."""
        self._lines = lines
        self._starts = starts
        self.blocks = blocks
        self._references = references

    @classmethod
    def of(cls, lines: Sequence[str]) -> _Parsed:
        """Parse these lines."""
        known: _Links = {}
        return cls(lines, *_parse(lines, known), known.get("references", {}))

    def with_lines(self, lines: Sequence[str]) -> list[_Block] | None:
        """Return the blocks of a text with these lines; None where all of it has to be parsed.

        At the most half of it is parsed.
        """
        page, most = self, len(lines) // 2
        for now in self._on_the_way(lines):
            changed = page._with_change(now, most)
            if changed is None:
                return None
            page, parsed = changed
            most -= parsed
        return page.blocks

    def _on_the_way(self, lines: Sequence[str]) -> Iterator[Sequence[str]]:
        """Yield what these lines are once one place after the other is changed; `lines` where they are too many."""
        old = self._lines
        if len(lines) == len(old):
            differ = [n for n in range(len(old)) if old[n] != lines[n]]
            firsts = [n for before, n in pairwise([-APART, *differ]) if n - before >= APART]
            if 1 < len(firsts) <= MOST_PLACES:
                yield from ([*lines[:end], *old[end:]] for end in (*firsts[1:], len(old)))
                return
        yield lines

    def _with_change(self, lines: Sequence[str], most: int) -> tuple[_Parsed, int] | None:
        """Return the text with these lines, which differ at one place, and how many lines were parsed for it.

        None where all of it has to be parsed, or more than `most` lines.
        """
        old, starts = self._lines, self._starts
        least = min(len(old), len(lines))
        head = next((n for n in range(least) if old[n] != lines[n]), least)
        tail = next((n for n in range(least - head) if old[-1 - n] != lines[-1 - n]), least - head)
        first = max(0, bisect_right(starts, head) - 1 - BESIDE)
        behind = bisect_left(starts, len(old) - tail)
        last, shift = behind + BESIDE, len(lines) - len(old)
        start = starts[first] if first else 0
        end = starts[last] if last < len(starts) else len(old)
        part = [*lines[start : end + shift]]
        if len(part) > most or not self._defines_the_same(old[start:end], part):
            return None
        part += [""] if last < len(starts) else []  # its last line has an end
        found, blocks = _parse(part, {"references": dict(self._references)})
        if last < len(starts):
            # Where two blocks behind the change begin and are as they were, so is all that follows.
            is_same = [at + start - shift for at in found[-BESIDE:]] == starts[behind:last]
            if not is_same or blocks[-BESIDE:] != self.blocks[behind:last]:
                return None
        begun = [*starts[:first], *(at + start for at in found), *(at + shift for at in starts[last:])]
        made = [*self.blocks[:first], *blocks, *self.blocks[last:]]
        return _Parsed(lines, begun, made, self._references), len(part)

    def _defines_the_same(self, old: Sequence[str], new: Sequence[str]) -> bool:
        """Whether links by their names lead where they did once the lines `old` are `new`."""
        if not any(DEFINITION in line for line in (*old, *new)):
            return True
        found = []
        for lines in (old, new):
            known: _Links = {"references": dict(self._references)}
            _parse(lines, known)
            again = [(one["label"], one["href"], one["title"]) for one in known.get("duplicate_refs", ())]
            found.append((again, len(known["references"])))
        return found[0] == found[1]


_last_parsed: deque[_Parsed] = deque(maxlen=2)
"""The texts that were parsed last as a whole: one as it was, and one with all its repairs; each is looked at alone."""


@cache
def _parser() -> MarkdownIt:
    """Return what parses Markdown."""
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import image, link

    made = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    made.inline.ruler.at("link", _where_a_label_may_end(link))
    made.inline.ruler.at("image", _where_a_label_may_end(image))
    return made


def _where_a_label_may_end(rule: _Rule) -> _Rule:
    """Return the rule, which is not asked behind the last `]`: there is no label, but it reads on for each bracket."""
    src, last = "", -1

    def asked(state: StateInline, silent: bool) -> bool:
        nonlocal src, last
        if state.src is not src:
            src, last = state.src, state.src.rfind("]")
        return state.pos < last and rule(state, silent)

    return asked


@cache
def _outliner() -> MarkdownIt:
    """Return what parses blocks alone."""
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).disable(["inline", "text_join"])


def tokens_of(lines: Sequence[str], links: dict[str, Any]) -> Iterator[Token]:
    """Yield the tokens of Markdown in order; `links` gets what the lines define, see `_parse`.

    Of a long page what stands inside of each is parsed as it comes, and forgotten with it: that is most of it.
    """
    text = "\n".join(lines)
    if len(text) < LONG:
        yield from _parser().parse(text, links)
        return
    left = deque(_outliner().parse(text, links))
    while left:
        token = left.popleft()
        if token.type == "inline":
            token.children = _parser().parseInline(token.content, links)[0].children
        yield token


def _parse(lines: Sequence[str], links: _Links) -> tuple[list[int], list[_Block]]:
    """Return the line that each block begins in, and the blocks.

    `links` gets what the lines define: `references` by their labels, and what is in there already as `duplicate_refs`.
    """
    starts: list[int] = []
    blocks: list[_Block] = []
    for token in tokens_of(lines, links):
        if not token.level and token.nesting >= 0:
            assert token.map is not None  # only what ends a block has none
            starts.append(token.map[0])
            blocks.append(_Block([], []))
        for part in (token, *(token.children or ())):
            blocks[-1].tokens.append(kind_of(part))
            blocks[-1].pieces.extend(pieces_of(part))
    return starts, blocks


def pieces_of(token: Token) -> Iterator[tuple[str, str]]:
    """Yield what a token shows that is no prose, each with its kind."""
    if token.type in CODE:
        yield token.type, token.content
    elif token.type in ("html_inline", "html_block"):
        yield from _comments_and_tags(token.content)
    for name in ("href", "src"):
        if name in token.attrs:
            yield name, str(token.attrs[name])


def kind_of(token: Token) -> str:
    """Return the token's type, with what makes another element of it: a heading's level, a list without gaps."""
    # One text for all tokens of a kind: a page of a megabyte has 30,000.
    return intern(f"{token.type} {token.tag}{' hidden' if token.hidden else ''}")


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
