"""What a path's suffix chooses, and that another syntax can stand beside Markdown."""

from __future__ import annotations

from collections import Counter

import pytest

from weave_fix import check_text, fix_text
from weave_fix.markdown import syntax
from weave_fix.markdown.blocks import BlockMap, Kind, Line
from weave_fix.markdown.layout import Layout
from weave_fix.markdown.masking import BLOCK
from weave_fix.markdown.parts import Parts
from weave_fix.markdown.structure import Structure
from weave_fix.markdown.syntax import MARKDOWN, MarkdownSyntax, Syntax, syntax_of


class PlainText:
    """Text without markup: a line is blank or prose, and nothing inside it is code."""

    suffixes: tuple[str, ...] = (".txt",)

    def blocks(self, text: str) -> BlockMap:
        found, start = [], 0
        for body in text.split("\n"):
            found.append(Line(start, start + len(body), Kind.PROSE if body.strip() else Kind.BLANK))
            start += len(body) + 1
        return BlockMap(text, found, inline=())

    def masked_text(self, text: str, blocks: BlockMap) -> str:
        parts = text.split("\n")
        return "".join(part + (" " if part.strip() else BLOCK) for part in parts)[: len(text)]

    def layout(self, text: str, blocks: BlockMap) -> Layout:
        return Layout(text, blocks)

    def outer_sentences(self, text: str, start: int, end: int) -> list[tuple[int, int]]:
        return MARKDOWN.outer_sentences(text, start, end)

    def structure(self, text: str) -> Structure:
        return Structure([], Counter())

    def parts(self, text: str) -> Parts:
        return Parts((), ())


@pytest.fixture
def plain(monkeypatch: pytest.MonkeyPatch) -> Syntax:
    made = PlainText()
    monkeypatch.setattr(syntax, "SYNTAXES", [*syntax.SYNTAXES, made])
    return made


@pytest.mark.parametrize("path", ["a.md", "docs/A.MDX", "a.markdown", "a.mkd", "a.txt", "README", ""])
def test_markdown_reads_what_nothing_else_does(path: str) -> None:
    assert syntax_of(path) is MARKDOWN
    assert isinstance(MARKDOWN, MarkdownSyntax)


def test_a_syntax_reads_the_paths_with_its_suffix(plain: Syntax) -> None:
    assert syntax_of("docs/NOTES.TXT") is plain
    assert syntax_of("docs/notes.txt.md") is MARKDOWN


INDENTED = "The page begins with a plain line.\n\n    We opened thewindow to let the smoke out.\n\nIt ends there.\n"
REPAIRED = INDENTED.replace("thewindow", "the window")


def test_a_text_is_read_in_its_own_syntax(plain: Syntax) -> None:
    # In Markdown the indented line is code, which the language model does not read.
    assert check_text(INDENTED, path="a.md") == []
    (found,) = check_text(INDENTED, path="a.txt")
    assert (found.line, found.signature, str(found.applicability)) == (3, "delete_whitespace_character", "safe")
    assert fix_text(INDENTED, path="a.txt") == REPAIRED


def test_an_edit_is_read_in_its_own_syntax(plain: Syntax) -> None:
    base = "The page begins with a plain line.\n\n# The old mill\n\nIt ends there.\n"
    damaged = base.replace("The old mill", "The old mi;ll")
    (found,) = check_text(damaged, base=base, path="a.txt")
    assert found.signature == "insert_punctuation"
    assert fix_text(damaged, base=base, path="a.txt") == base
