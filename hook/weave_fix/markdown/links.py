"""Links that lead to a place in another page, and the page that each of them means."""

from __future__ import annotations

import re
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from weave_fix.markdown.suffixes import MARKDOWN
from weave_fix.named_tuple import NamedTuple
from weave_fix.patterns import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

TARGET = rb"([^\s()<>\"'#]{1,400})#([^\s()<>\"']{1,400})"
LINKS = (
    re.compile(rb"\](?:\(|:[ \t]{0,8})<?" + TARGET),
    re.compile(rb"\bhref=[\"']" + TARGET),
)
"""An inline link or a definition, and one of HTML: the page as it is written, and the anchor."""
SCHEME = lazy_pattern(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
BUILT = (".html", ".htm")
"""What a site has in the place of a page's suffix."""
OF_A_FOLDER = ("index", "readme", "_index")
"""Names of pages that a site shows for their folder, in lower case."""


class Link(NamedTuple):
    """A link to a place in another page, as it is written."""

    target: str
    """The page: a path or an address, not decoded."""
    anchor: str
    """Decoded, in lower case."""
    start: int
    """Where it stands, in bytes."""


def links_to_places(raw: bytes) -> Iterator[Link]:
    """Yield the links of a page, given as its bytes, that lead to a place in a page which they name."""
    if b"#" not in raw:
        return
    for pattern in LINKS:
        for match in pattern.finditer(raw):
            target, anchor = (part.decode("utf-8", "surrogateescape") for part in match.groups())
            yield Link(target, unquote(anchor).lower(), match.start())


class PagePaths:
    """Knows which page of a repository a link means: a path, or an address as sites write it."""

    def __init__(self, paths: Iterable[str]) -> None:
        """`paths` are those of all Markdown pages, relative to the root."""
        self._paths = set(paths)
        self._by_stem: dict[str, list[str]] = {}
        """The pages by their paths without suffix, and those of a folder by the folder too."""
        self._by_name: dict[str, list[str]] = {}
        """Those paths by their last part."""
        for path in sorted(self._paths):
            for stem in _stems(path):
                self._by_stem.setdefault(stem, []).append(path)
                self._by_name.setdefault(stem.rpartition("/")[2], []).append(stem)

    def page(self, target: str, source: str) -> str | None:
        """Return the path of the page that `target`, in a link of the page `source`, means.

        None for an address elsewhere, for what leads out of the repository, and where it may be two pages. Without a
        Markdown suffix it is an address of a site, and one that starts at a root may start at any folder.
        """
        if SCHEME.match(target):
            return None
        decoded = unquote(target.partition("?")[0])
        is_absolute = decoded.startswith("/")
        path = normpath(decoded.lstrip("/") or ".") if is_absolute else normpath(join(dirname(source), decoded))
        if path in self._paths:
            return path
        if path.startswith("..") or (path.lower().endswith(MARKDOWN) and not is_absolute):
            return None
        stem = _without_suffix(path)
        found = self._by_stem.get(stem, [])
        if not found and is_absolute:
            stems = self._by_name.get(stem.rpartition("/")[2], [])
            found = [page for one in stems if one.endswith(f"/{stem}") for page in self._by_stem[one]]
        return found[0] if len(found) == 1 else None


def _stems(path: str) -> list[str]:
    stem = _without_suffix(path)
    folder, _, name = stem.rpartition("/")
    return [stem, folder] if folder and name.lower() in OF_A_FOLDER else [stem]


def _without_suffix(path: str) -> str:
    lower = path.lower()
    return next((path[: -len(suffix)] for suffix in (*MARKDOWN, *BUILT) if lower.endswith(suffix)), path)
