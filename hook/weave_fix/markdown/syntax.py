"""How a text is read, by the suffix of its path: Markdown, or what is registered beside it.

A syntax says what stands where in a text, what of it is prose, how its lines are laid out, where its sentences end and
what its structure is. All that analyzes a document asks the syntax of its path.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from weave_fix.markdown.blocks import BlockMap
from weave_fix.markdown.layout import Layout
from weave_fix.markdown.masking import masked_text
from weave_fix.markdown.sentences import outer_sentences
from weave_fix.markdown.suffixes import MARKDOWN as MARKDOWN_SUFFIXES

if TYPE_CHECKING:
    from weave_fix.markdown.parts import Parts
    from weave_fix.markdown.structure import Structure


class Syntax(Protocol):
    """One kind of text file. Offsets are characters, 0-based; spans are half-open."""

    suffixes: tuple[str, ...]
    """Of the paths that it reads, in lower case."""

    def blocks(self, text: str) -> BlockMap:
        """Return what each line of `text` is, and what stands inside it."""

    def masked_text(self, text: str, blocks: BlockMap) -> str:
        """Return `text` with everything but prose masked, as long as `text`."""

    def layout(self, text: str, blocks: BlockMap) -> Layout:
        """Return how the lines of `text` are laid out."""

    def outer_sentences(self, text: str, start: int, end: int) -> list[tuple[int, int]]:
        """Return the whole sentences at the outer ends of a span."""

    def structure(self, text: str) -> Structure:
        """Return what a repair may not change of `text`."""

    def parts(self, text: str) -> Parts:
        """Return the structure of `text` in parts that can be compared one by one; none where it has no such parts."""


class MarkdownSyntax:
    """Markdown."""

    suffixes: tuple[str, ...] = MARKDOWN_SUFFIXES

    def blocks(self, text: str) -> BlockMap:
        """Return what each line of `text` is, and what stands inside it."""
        return _block_map(text)

    def masked_text(self, text: str, blocks: BlockMap) -> str:
        """Return `text` with everything but prose masked, as long as `text`."""
        return masked_text(text, blocks.lines, front_matter=True)

    def layout(self, text: str, blocks: BlockMap) -> Layout:
        """Return how the lines of `text` are laid out."""
        return Layout(text, blocks)

    def outer_sentences(self, text: str, start: int, end: int) -> list[tuple[int, int]]:
        """Return the whole sentences at the outer ends of a span."""
        return outer_sentences(text, start, end)

    def structure(self, text: str) -> Structure:
        """Return what a parser reads in `text`."""
        from weave_fix.markdown.structure import read

        return read(text)

    def parts(self, text: str) -> Parts:
        """Return the pieces of inline text, and what holds them."""
        from weave_fix.markdown.parts import parts

        return parts(text)


@lru_cache(maxsize=2)
def _block_map(text: str) -> BlockMap:
    """Read a text once: the signatures of whole files and those of words ask for it, and for its base."""
    return BlockMap(text)


MARKDOWN: Syntax = MarkdownSyntax()
SYNTAXES: list[Syntax] = [MARKDOWN]
"""All that are known; the first whose suffix a path has reads it."""


def syntax_of(path: str) -> Syntax:
    """Return the syntax of the file at `path`; Markdown where no other is known."""
    lowered = path.lower()
    return next((one for one in SYNTAXES if lowered.endswith(one.suffixes)), MARKDOWN)
