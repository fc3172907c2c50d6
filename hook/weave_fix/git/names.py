"""Which names are those of Markdown files."""

from __future__ import annotations

MARKDOWN = (".md", ".markdown", ".mdx", ".mkd")
MARKDOWN_PATHSPECS = tuple(f":(glob,icase)**/*{suffix}" for suffix in MARKDOWN)


def is_markdown(path: str) -> bool:
    """Tell whether the name ends as a Markdown file's does, in any case of letters."""
    return path.lower().endswith(MARKDOWN)
