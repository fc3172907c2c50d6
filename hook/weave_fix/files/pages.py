"""The other Markdown pages of the repository, as the commit to be made has them, and where their links lead."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from weave_fix.files.discover import LIMIT
from weave_fix.markdown.blocks import Kind
from weave_fix.markdown.links import PagePaths, links_to_places
from weave_fix.markdown.suffixes import MARKDOWN
from weave_fix.markdown.syntax import syntax_of
from weave_fix.named_tuple import NamedTuple
from weave_fix.records import decode

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from weave_fix.git import Repository

MOST_PAGES = 5_000
"""Pages that are read at most, the first by path."""
MOST_BYTES = 20_000_000
"""Bytes of them that are read at most: 0.3 s."""
LISTING = 10_000_000
"""Bytes of git's list of the pages, some 80 a page."""
MOST_LOOKED_AT = 20
"""Pages with a link to one place that are looked at, until one is found that has it outside of code."""
IN_CODE = frozenset({Kind.FENCED, Kind.INDENTED, Kind.FRONT, Kind.CODE})


class _Found(NamedTuple):
    page: str
    target: str
    start: int
    """In bytes of the page."""


class OtherPages:
    """Which pages link to a section of another page."""

    def __init__(self, repository: Repository, texts: Mapping[str, bytes], commit: str | None = None) -> None:
        """`texts` are those of the files that are checked, by path; the others are in the index, or in `commit`."""
        self._repository = repository
        self._texts = texts
        self._commit = commit

    def linking(self, path: str, anchors: frozenset[str]) -> dict[str, str]:
        """Return those of `anchors`, in lower case, to which another page links in the page `path`, each with that
        page's path."""
        found = {}
        for anchor in sorted(anchors):
            others = (one for one in self._links.get(anchor, ()) if one.page != path)
            meant = [one for one in others if self._paths.page(one.target, one.page) == path]
            if page := next((one.page for one in meant[:MOST_LOOKED_AT] if self._is_link(one)), ""):
                found[anchor] = page
        return found

    @cached_property
    def _listed(self) -> dict[str, str]:
        """The blobs of the pages, by path."""
        if self._commit is None:
            return dict(self._repository.staged_markdown(LISTING))
        suffixes = frozenset(suffix[1:].encode() for suffix in MARKDOWN)
        blobs = self._repository.list_tree(self._commit, LISTING).blobs(suffixes, MOST_PAGES)
        return {blob.path: blob.oid for blob in blobs}

    @cached_property
    def _paths(self) -> PagePaths:
        return PagePaths([*self._listed, *self._texts])

    @cached_property
    def _links(self) -> dict[str, list[_Found]]:
        """The links of all pages to places in others, by anchor."""
        found: dict[str, list[_Found]] = {}
        for page, raw in self._pages():
            for link in links_to_places(raw):
                found.setdefault(link.anchor, []).append(_Found(page, link.target, link.start))
        return found

    def _pages(self) -> Iterator[tuple[str, bytes]]:
        yield from self._texts.items()
        wanted = [path for path in self._listed if path not in self._texts][:MOST_PAGES]
        left = MOST_BYTES
        blobs = self._repository.read_blobs_below([self._listed[path] for path in wanted], LIMIT)
        for path, (_, _, raw) in zip(wanted, blobs, strict=False):
            left -= len(raw or b"")
            if left < 0:
                return
            yield path, raw or b""

    def _is_link(self, one: _Found) -> bool:
        """Tell whether what looks like a link stands outside of code."""
        raw = self._texts.get(one.page)
        if raw is None:
            [(_, raw)] = self._repository.read_blobs([self._listed[one.page]])
        raw = raw or b""
        return syntax_of(one.page).blocks(decode(raw)).kind_at(len(decode(raw[: one.start]))) not in IN_CODE
