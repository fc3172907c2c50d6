"""A tag that means nothing was put in: an opening, a closing or an empty one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from weave_fix.data import Candidate, Damage, Edit
from weave_fix.language.prose import BARRIER
from weave_fix.markdown import Kind
from weave_fix.signatures import undo_each

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from weave_fix.data import Place
    from weave_fix.history import Change, Trial
    from weave_fix.language.page import Page

EXAMPLE = ("Close the lid before you shake.", "Close the lid bef</kettle>ore you shake.")
RANK = 5
WITNESS = "form"
TAG = re.compile(r"</?([A-Za-z][\w-]*)/?>")
# fmt: off
ELEMENTS = frozenset({
    "a", "abbr", "address", "article", "aside", "audio", "b", "bdi", "bdo", "blockquote", "body", "br", "button",
    "caption", "center", "cite", "code", "col", "colgroup", "data", "dd", "del", "details", "dfn", "div", "dl", "dt",
    "em", "embed", "figcaption", "figure", "font", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "head",
    "header", "hr", "html", "i", "iframe", "img", "input", "ins", "kbd", "label", "li", "link", "main", "mark",
    "nav", "ol", "option", "p", "picture", "pre", "progress", "q", "rp", "rt", "ruby", "s", "samp", "script",
    "section", "select", "small", "source", "span", "strong", "style", "sub", "summary", "sup", "svg", "table",
    "tbody", "td", "template", "textarea", "tfoot", "th", "thead", "time", "title", "tr", "track", "tt", "u", "ul",
    "var", "video", "wbr",
})
# fmt: on
"""HTML has these: whoever puts one in means it."""
WORDS = ("acorn", "basket", "canyon", "dolphin", "falcon", "jungle", "kettle", "ladder", "orchid", "pencil", "quartz")

TYPES = frozenset(
    {"any", "bool", "boolean", "byte", "char", "double", "float", "int", "long", "never", "number", "object", "short"}
    | {"str", "string", "uint", "unknown", "void", "usize", "isize"}
    | {f"{kind}{bits}" for kind in "uif" for bits in (8, 16, 32, 64, 128)}
)
"""Types that stand as a parameter behind a name, as in `Vec<u8>`."""
OFTEN = 8
"""Times that a tag's name stands in a document that is about it."""
MAX_NAMES = 100
"""Names of odd tags that the document is searched for; one with more is XML, and all of them were meant."""


def damage(text: str, place: Place, rng: Random, foreign: str) -> Damage | None:
    """Put in `<word>`, `</word>` or `<word/>`."""
    tag = rng.choice(("<{}>", "</{}>", "<{}/>")).format(rng.choice(WORDS))
    return Damage(text[: place.at] + tag + text[place.at :], place.at, place.at + len(tag))


def _explains(change: Change) -> bool:
    if change.old or not 3 <= len(change.new) <= 40:
        return False
    tags = (TAG.fullmatch(text) for _, text, _ in change.slides())
    return any(tag is not None and tag[1].lower() not in ELEMENTS for tag in tags)


def candidates(trial: Trial) -> Iterator[Candidate]:
    """Yield the lone tags that the base does not have."""
    return undo_each(trial, __name__, "a stray tag put in", _explains)


def alone(page: Page) -> Iterator[Candidate]:
    """Yield tags that HTML does not have and that touch a word, or that close what nothing opened.

    What begins with a capital is a type's parameter, as in `Vec<T>`, or a component.
    """
    if "<" not in page.text:
        return
    names: dict[str, bool] = {}
    for tag in TAG.finditer(page.text):
        start, end = tag.span()
        if tag[1].lower() in ELEMENTS or tag[1][0].isupper() or not page.on_trial(start, end):
            continue
        before, after = page.text[start - 1 : start].isalnum(), page.text[end : end + 1].isalnum()
        if before and not after and tag[1] in TYPES:
            continue
        touches = before or after
        is_odd = touches or tag[0][1] == "/" if page.view[start] == BARRIER else _is_odd_where_masked(tag, page)
        if not is_odd:
            continue
        if tag[1] not in names:
            if len(names) == MAX_NAMES:
                return
            names[tag[1]] = page.text.count(tag[1]) < OFTEN
        if names[tag[1]] and not page.holds(f"<{tag[1]}" if tag[0][1] == "/" else f"</{tag[1]}"):
            yield Candidate("insert_spurious_html_xml_tag", (Edit(start, end, tag[0], ""),), "a stray tag put in")


def _is_odd_where_masked(tag: re.Match[str], page: Page) -> bool:
    """Whether a tag stands where no tag can be meant, though nothing is read there.

    No address has one that closes, or is empty; no code has one inside a word; text does not begin with one.
    """
    if "/" not in (tag[0][1], tag[0][-2]):
        return False
    start, end = tag.span()
    kind = page.zones.at(start)
    before, after = page.text[start - 1 : start].isalnum(), page.text[end : end + 1].isalnum()
    return kind is Kind.TARGET or (kind is Kind.CODE and before and after) or (kind is Kind.HTML and after)


def is_formal(edit: Edit, page: Page) -> bool:
    """A tag makes no word less likely."""
    return True
