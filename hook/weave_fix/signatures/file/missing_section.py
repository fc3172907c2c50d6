"""A section is gone while a link still leads to it, of the page itself or of another page of the repository.

It is shown with the lines of the base that hold it: a person may have taken it out, and then the link is left over.
Other pages are read as the commit to be made has them, and only where a section is gone: 5,000 pages or 20 MB at most.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING
from urllib.parse import unquote

from weave_fix.markdown.blocks import FRONT_MATTER, Kind, lines
from weave_fix.named_tuple import NamedTuple
from weave_fix.patterns import lazy_pattern
from weave_fix.records import Applicability
from weave_fix.signatures.file._first_tests import has_lost_heading
from weave_fix.signatures.file.registry import Event

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from weave_fix.signatures.file.context import FileContext

EXAMPLE = (
    "[Rules](#rules)\n\nIt is cool.\n\n## Rules\n\nTurn each cask once a week.\n\n## Names\n\nThere are none.\n",
    "[Rules](#rules)\n\nIt is cool.\n\n## Names\n\nThere are none.\n",
)
ORDER = 900
EVIDENCE = ("history",)
CAN_BE_SAFE = False

LINK = lazy_pattern(r"\]\(#([^()\s]+)\)|\bhref=[\"']#([^\"'\s]+)[\"']|^ {0,3}\[[^\]\n]+\]:[ \t]*#(\S+)", re.MULTILINE)
ANCHOR = lazy_pattern(r"\b(?:id|name)=[\"']?([^\"'\s>]+)|\{[^{}\n]{0,80}#([\w:.-]+)|\{/\*([\w-]+)\*/\}")
HEADING = lazy_pattern(r"[ ]{0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*\Z")
UNDERLINE = lazy_pattern(r"(=+|-+)[ \t]*\r?\Z")
NOT_IN_A_SLUG = lazy_pattern(r"[^\w\- ]")
IN_CODE = frozenset({Kind.FENCED, Kind.INDENTED, Kind.FRONT})
GONE = 0.7
"""Share of the lines of a section that are nowhere in the text any more where the section is gone, and not renamed."""
MOST = 4
"""Sections and pages that a message names."""
THIS_PAGE = ""
"""Stands for the page itself among those that have a link."""


class _Section(NamedTuple):
    title: str
    slug: str
    ids: frozenset[str]
    """The anchors that the heading names itself, in lower case."""
    first: int
    """0-based line of the heading."""
    last: int
    """0-based line behind the section."""

    @property
    def anchors(self) -> frozenset[str]:
        """All that a link may name it by."""
        return self.ids | {self.slug}


def is_possible(text: str) -> bool:
    """True: another page may have the link, and what is gone shows in the base alone."""
    return True


def find(context: FileContext) -> Iterator[Event]:
    """Yield one event for all the sections of the base that are gone while links lead to them."""
    base = context.base
    if base is None or base == context.text or not has_lost_heading(context.text, base):
        return
    gone = list(_gone(context, base))
    links = _links(context.text) & _links(base)
    asked = frozenset(anchor for section, _ in gone for anchor in section.anchors) - links
    found = {**(context.linking(asked) if asked else {}), **dict.fromkeys(links, THIS_PAGE)}
    missing = [(section, at) for section, at in gone if section.anchors & found.keys()]
    if missing:
        pages = {found[anchor] for section, _ in missing for anchor in section.anchors & found.keys()}
        yield Event(
            (),
            tuple(sorted({(at, at) for _, at in missing})),
            _message([section for section, _ in missing], sorted(pages)),
            Applicability.DISPLAY_ONLY,
            "history",
        )


def _gone(context: FileContext, base: str) -> Iterator[tuple[_Section, int]]:
    """Yield the sections of the base that are gone, each with the offset in the text where it would stand."""
    sections = _sections(context.text)
    now = {anchor for section in sections for anchor in section.anchors}
    now |= {found.lower() for match in ANCHOR.finditer(context.text) for found in match.groups() if found}
    have = {line.strip() for line in context.lines}
    before = _sections(base)
    slugs = {section.slug for section in before}
    news = [context.starts[section.first] for section in sections if section.slug not in slugs]
    olds = [context.starts[section.first] for section in sections if section.slug in slugs]
    places = _places(context)
    for section in before:
        if not section.anchors & now and _is_gone(context.base_lines, section, have):
            at = places[section.first]
            # another heading in its place: renamed, rewritten, translated
            if _next(olds, at) <= _next(news, at):
                yield section, at


def _next(places: Sequence[int], at: int) -> float:
    """Return the first of the ascending places from `at` on; infinity where there is none."""
    number = bisect_left(places, at)
    return places[number] if number < len(places) else float("inf")


def _message(missing: Sequence[_Section], pages: Sequence[str]) -> str:
    named = [f"“{one.title}” (lines {one.first + 1} to {one.last} of the version before)" for one in missing[:MOST]]
    more = f" and {len(missing) - MOST} more" if len(missing) > MOST else ""
    verb = "is" if len(missing) == 1 else "are"
    if pages == [THIS_PAGE]:
        return f"{', '.join(named)}{more} {verb} gone, and a link still leads there"
    shown = [page or "this page" for page in pages[:MOST]]
    others = f" and {len(pages) - MOST} more" if len(pages) > MOST else ""
    return f"{', '.join(named)}{more} {verb} gone, and a link still leads there from {', '.join(shown)}{others}"


def _links(text: str) -> set[str]:
    return {unquote(found).lower() for match in LINK.finditer(text) for found in match.groups() if found}


def _sections(text: str) -> list[_Section]:
    """Return the sections of a text by their headings, as GitHub names them; those of one name are numbered."""
    front = FRONT_MATTER.match(text)
    headings: list[tuple[int, int, str]] = []
    found = lines(text)
    for number, line in enumerate(found):
        if line.kind in IN_CODE or (front and line.start < front.end()):
            continue
        body = text[line.start : line.end].rstrip("\r")
        if line.kind is Kind.HEADING and (match := HEADING.match(body)):
            headings.append((number, len(match[1]), match[2]))
        elif number and found[number - 1].kind is Kind.PROSE and UNDERLINE.match(body):
            title = text[found[number - 1].start : found[number - 1].end].strip()
            headings.append((number - 1, 1 if body[0] == "=" else 2, title))
    total = text.count("\n") + (not text.endswith("\n"))
    ends = [total] * len(headings)
    open_ones: list[int] = []
    for number, (first, level, _) in enumerate(headings):
        while open_ones and headings[open_ones[-1]][1] >= level:
            ends[open_ones.pop()] = first
        open_ones.append(number)
    seen: dict[str, int] = {}
    sections = []
    for (first, _, title), last in zip(headings, ends, strict=True):
        slug = _slug(title)
        seen[slug] = seen.get(slug, -1) + 1
        ids = {found.lower() for match in ANCHOR.finditer(title) for found in match.groups() if found}
        slug = f"{slug}-{seen[slug]}" if seen[slug] else slug
        sections.append(_Section(title, slug, frozenset(ids), first, last))
    return sections


def _slug(title: str) -> str:
    title = re.sub(r"\[([^\[\]]*)\]\([^()]*\)|<[^<>]*>|\{[^{}]*\}", r"\1", title)
    return NOT_IN_A_SLUG.sub("", title.strip().lower()).replace(" ", "-")


def _is_gone(base_lines: Sequence[str], section: _Section, have: set[str]) -> bool:
    """Whether hardly a line of a section is left, its heading not counted."""
    body = [line.strip() for line in base_lines[section.first + 1 : section.last] if line.strip()]
    return bool(body) and sum(line not in have for line in body) >= GONE * len(body)


def _places(context: FileContext) -> list[int]:
    """Return for each line of the base the offset in the text behind the last line that stood before it."""
    numbers = {line.strip(): number for number, line in enumerate(context.lines)}
    places, at = [], 0
    for line in context.base_lines:
        places.append(at)
        if line.strip() and (number := numbers.get(line.strip())) is not None:
            at = context.starts[number + 1]
    return places
