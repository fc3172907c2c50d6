from __future__ import annotations

from typing import TYPE_CHECKING

from weave_fix.git import is_markdown

if TYPE_CHECKING:
    pass


def test_markdown_by_name() -> None:
    yes = ["a.md", "B.MD", "c.markdown", "d.Mdx", "e.mkd", ".md"]
    assert [name for name in [*yes, "a.txt", "md", "a.md.txt", "a.mdown", "a.md/"] if is_markdown(name)] == yes
