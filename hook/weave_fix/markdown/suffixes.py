"""Which names are those of Markdown files, and which are those of no file that git checks out."""

from __future__ import annotations

MARKDOWN = (".md", ".markdown", ".mdx", ".mkd")
MARKDOWN_PATHSPECS = tuple(f":(glob,icase)**/*{suffix}" for suffix in MARKDOWN)
IGNORABLE = dict.fromkeys([*range(0x200C, 0x2010), *range(0x202A, 0x202F), *range(0x206A, 0x2070), 0xFEFF])
"""Characters that a file system of macOS does not see in a name."""
LONGEST, LONGEST_NAME = 4096, 255
"""Characters of a path, and of one name in it, at most: no file system takes more."""


def is_markdown(path: str, include: tuple[str, ...] = ()) -> bool:
    """Tell whether the name ends as a Markdown file's does, in any case of letters.

    `include` has other endings that count too, in lower case.
    """
    return path.lower().endswith(MARKDOWN + include)


def why_never(path: str) -> str | None:
    """Return why a file of the repository cannot have this path, relative to the root, or None if it can.

    An index that git did not write may have such paths: inside of git's own folder, or outside of the repository.
    """
    names = path.split("/")
    if any(map(_is_gits, names)):
        return "lies in a folder of git's own; weave-fix leaves that alone"
    if {"", ".", ".."} & set(names) or len(path) > LONGEST or max(map(len, names)) > LONGEST_NAME:
        return "is no path that git could check out; `git reset` makes the index anew"
    return None


def _is_gits(name: str) -> bool:
    """Tell whether `name` is `.git`, or leads there on some file system; git refuses the same."""
    seen = name.translate(IGNORABLE).partition(":")[0].rstrip(" .").casefold()
    return seen in (".git", "git~1")
