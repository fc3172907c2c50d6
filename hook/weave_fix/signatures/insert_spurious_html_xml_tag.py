"""A tag that means nothing was put in: an opening, a closing or an empty one."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from weave_fix.language.doubled import DETERMINERS, PREPOSITIONS
from weave_fix.markdown.blocks import Kind
from weave_fix.markdown.layout import PROSE
from weave_fix.markdown.masking import MASK
from weave_fix.patterns import lazy_pattern
from weave_fix.records import Candidate, Corruption, Edit
from weave_fix.signatures._diff_helpers import undo_each
from weave_fix.signatures.record import Signature

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator
    from random import Random

    from weave_fix.diff.comparison import Comparison, Hunk
    from weave_fix.language.analyzed_document import AnalyzedDocument
    from weave_fix.records import Site

TAG = lazy_pattern(r"</?([A-Za-z][\w-]*)/?>")
ANY_TAG = lazy_pattern(r"</?([A-Za-z][\w:-]*)(?:\s[^<>\n]{0,80})?/?>")
NAME = lazy_pattern(r"</?(\w+)")
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
GROUP = lazy_pattern(r"(?:\(\?P?|\\[gk])\Z")
"""What stands before the name of a group in a regular expression."""
NAME_BEFORE = lazy_pattern(r"(?:(?<!\w)[A-Z]|[A-Z0-9]{2}|_\w*|[a-z][A-Z]\w*)\Z")
"""The end of a name that a parameter stands behind: `C<name>`, `MAX<size>`, `my_list<item>`, `ItemList<item>`."""
PART_OF_PATH = lazy_pattern(r"(?:[/\\]|\w[-._=:])[\w.-]*\Z")
PATH_BEHIND = lazy_pattern(r"[\w.-]*(?:[/\\]|[-._=:]\w)")
"""What stands before and behind the part of a path that a name in angle brackets stands for."""
WORDS = ("acorn", "basket", "canyon", "dolphin", "falcon", "jungle", "kettle", "ladder", "orchid", "pencil", "quartz")

TYPES = frozenset(
    {"any", "bool", "boolean", "byte", "char", "double", "float", "int", "long", "never", "number", "object", "short"}
    | {"str", "string", "uint", "unknown", "void", "usize", "isize"}
    | {f"{kind}{bits}" for kind in "uif" for bits in (8, 16, 32, 64, 128)}
)
"""Types that stand as a parameter behind a name, as in `Vec<u8>`."""
INFLECTED = lazy_pattern(r"(?:s|ed|ing)\b")
"""What the form of a word ends with that a name in angle brackets stands for."""
CLOSING = frozenset("\"')]`\N{RIGHT DOUBLE QUOTATION MARK}")
KEYS = frozenset(
    {"alt", "cmd", "command", "control", "ctrl", "esc", "meta", "option", "shift", "space", "super", "tab"}
)
"""Keys, which are told of so: `<super>s`."""
VOID = frozenset({"br", "col", "embed", "hr", "img", "input", "link", "source", "track", "wbr"})
"""Elements that have no content, and no closing tag."""
OPEN = frozenset({"body", "colgroup", "dd", "dt", "head", "html", "li", "option", "p", "rp", "rt"})
OPEN |= {"tbody", "td", "tfoot", "th", "thead", "tr"}
"""Elements that end without a closing tag."""
LONGEST = 20
"""Characters of a determiner or preposition at most."""
OFTEN = 8
"""Times that a tag's name stands in a document that is about it."""
BEHIND_NAME = lazy_pattern(r"[A-Z][A-Z\d]\Z")
"""The end of a name in capitals."""
REACH = 300
"""Characters of the line in which the partner of a tag is looked for."""
MAX_NAMES = 100
"""Names of odd tags that the document is searched for; one with more is XML, and all of them were meant."""


def corrupt(text: str, site: Site, rng: Random, foreign: str) -> Corruption | None:
    """Put in `<word>`, `</word>` or `<word/>`."""
    tag = rng.choice(("<{}>", "</{}>", "<{}/>")).format(rng.choice(WORDS))
    return Corruption(text[: site.at] + tag + text[site.at :], site.at, site.at + len(tag))


def _explains(hunk: Hunk) -> bool:
    if hunk.old or not 3 <= len(hunk.new) <= 40:
        return False
    tags = (TAG.fullmatch(text) for _, text, _ in hunk.slides())
    return any(tag is not None and tag[1].lower() not in ELEMENTS for tag in tags)


def from_diff(comparison: Comparison) -> Iterator[Candidate]:
    """Yield the lone tags that the base does not have."""
    return undo_each(comparison, __name__, "a stray tag put in", _explains)


def from_text(document: AnalyzedDocument) -> Iterator[Candidate]:
    """Yield tags that HTML does not have and that touch a word, or that close what nothing opened.

    What begins with a capital is a type's parameter, as in `Vec<T>`, or a component.
    """
    if "<" not in document.text:
        return
    names: dict[str, bool] = {}
    opened = Counter(name.lower() for name in NAME.findall(document.text))
    times = Counter(tag[0] for tag in TAG.finditer(document.text))
    for tag in TAG.finditer(document.text):
        start, end = tag.span()
        if tag[1][0].isupper() or not document.in_scope(start, end):
            continue
        if tag[1].lower() in ELEMENTS:
            if opened[tag[1].lower()] < 2 and _is_stray(tag, document):
                yield _take_out(document, start, end)
        elif times[tag[0]] == 1 and _is_odd(tag, document):  # one that stands there again the page tells of
            if tag[1] not in names:
                if len(names) == MAX_NAMES:
                    return
                names[tag[1]] = document.text.count(tag[1]) < OFTEN
            if names[tag[1]] and not document.holds(f"<{tag[1]}" if tag[0][1] == "/" else f"</{tag[1]}"):
                yield _take_out(document, start, end)


def _is_odd(tag: re.Match[str], document: AnalyzedDocument) -> bool:
    """Whether a tag that HTML does not have touches a word, or closes something where no tag is expected."""
    start, end = tag.span()
    before, after = document.text[start - 1 : start].isalnum(), document.text[end : end + 1].isalnum()
    if "_" in tag[1] or ("/" not in (tag[0][1], tag[0][-2]) and _is_placeholder(tag, document)):
        return False
    if before and not after and not document.text[max(0, start - 2) : start - 1].isalnum():
        return False  # what a letter stands for: `c<name>`
    if before and not after and (tag[1] in TYPES or NAME_BEFORE.search(document.text, max(0, start - LONGEST), start)):
        return False
    if GROUP.search(document.text, max(0, start - len("(?P")), start) or _has_misspelled_partner(tag, document):
        return False
    if _is_among_others(tag, document) or _is_in_a_path(tag, document):
        return False
    if "-" in tag[1] and not (before or after):
        return False  # an element that somebody defined
    if document.masked_text[start] != MASK:
        return _is_odd_where_masked(tag, document)
    return before or after or tag[0][1] == "/"


def _is_placeholder(tag: re.Match[str], document: AnalyzedDocument) -> bool:
    """Whether a tag that opens is a key, or stands for a word, `<verb>ing`, or for what a quoted word ends with.

    Or for what parts two names: `LOAF1<space>LOAF2`.
    """
    start, end = tag.span()
    before, after = document.text[start - 1 : start].isalnum(), document.text[end : end + 1]
    if BEHIND_NAME.search(document.text, max(0, start - len("A1")), start) and after.isupper():
        return True
    is_inflected = INFLECTED.match(document.text, end) is not None
    return tag[1] in KEYS or is_inflected or (before and after in CLOSING)


def _is_in_a_path(tag: re.Match[str], document: AnalyzedDocument) -> bool:
    """Whether a tag stands for a part of a path or of a name: `lib/bread<version>/loaves`, `loaf-<name>.txt`."""
    start, end = document.chunk(*tag.span())
    before = document.text[start : tag.start()]
    if "://" in before or "](" in before:
        return False  # an address that a reader does not see
    return PART_OF_PATH.search(document.text, max(start, tag.start() - REACH), tag.start()) is not None or (
        PATH_BEHIND.match(document.text, tag.end(), min(end, tag.end() + REACH)) is not None
    )


def _is_among_others(tag: re.Match[str], document: AnalyzedDocument) -> bool:
    """Whether the line has other tags that HTML does not have, as a line of XML has: `<a side><loaf/>..</a>`."""
    line = document.blocks.line_at(tag.start())
    start, end = max(line.start, tag.start() - REACH), min(line.end, tag.end() + REACH)
    found = (other for other in ANY_TAG.finditer(document.text, start, end) if other.start() != tag.start())
    return any(other[1] != tag[1] and other[1].lower() not in ELEMENTS for other in found)


def _has_misspelled_partner(tag: re.Match[str], document: AnalyzedDocument) -> bool:
    """Whether a tag opens on the line what this one closes, or the other way round, by its letters: `<kbd>F1</kdb>`."""
    line = document.blocks.line_at(tag.start())
    is_closing = tag[0][1] == "/"
    start, end = max(line.start, tag.start() - REACH), min(line.end, tag.end() + REACH)
    first, last = (start, tag.start()) if is_closing else (tag.end(), end)
    partners = (found for found in TAG.finditer(document.text, first, last) if (found[0][1] == "/") != is_closing)
    return any(found[1] != tag[1] and sorted(found[1]) == sorted(tag[1]) for found in partners)


def _take_out(document: AnalyzedDocument, start: int, end: int) -> Candidate:
    """Return what takes the tag at `start` to `end` out, and one of two spaces that it stands between."""
    end += document.text[start - 1 : start] == " " == document.text[end : end + 1]
    edit = Edit(start, end, document.text[start:end], "")
    return Candidate("insert_spurious_html_xml_tag", (edit,), "a stray tag put in")


def _is_stray(tag: re.Match[str], document: AnalyzedDocument) -> bool:
    """Whether a tag of HTML, the only one of its name, stands inside a sentence, at a word.

    One that needs no partner has to stand inside a word.
    """
    (start, end), name, text = tag.span(), tag[1].lower(), document.text
    before, after = text[start - 1 : start], text[end : end + 1]
    line = document.blocks.line_at(start)
    inside = text[line.start : start].strip(" \t>*-+") and text[end : line.end].strip()
    if line.kind not in PROSE or document.masked_text[start] != MASK or not inside:
        return False
    if f"`{name}`" in text:
        return False
    if GROUP.search(document.text, max(0, start - len("(?P")), start) or _has_misspelled_partner(tag, document):
        return False
    if _is_among_others(tag, document) or _is_in_a_path(tag, document):
        return False
    is_closing = tag[0][1] == "/"
    if name in VOID and before == " " and after.islower() and _last_word(text, start) in DETERMINERS | PREPOSITIONS:
        return True
    if name in VOID or (name in OPEN and not is_closing):
        return before.isalpha() and after.islower() and document.knows(_word_around(text, start, end))
    # Behind a letter one that opens may be a placeholder: `prints E<code>`.
    return after.isalnum() or (is_closing and before.isalnum())


def _last_word(text: str, end: int) -> str:
    words = text[max(0, end - LONGEST) : end].split()
    return words[-1].lower() if words else ""


def _word_around(text: str, start: int, end: int) -> str:
    """Return the word that the characters `start` to `end` stand in, without them."""
    first, last = start, end
    while first and text[first - 1].isalpha():
        first -= 1
    while last < len(text) and text[last].isalpha():
        last += 1
    return text[first:start] + text[end:last]


def _is_odd_where_masked(tag: re.Match[str], document: AnalyzedDocument) -> bool:
    """Whether a tag stands where no tag can be meant, though nothing is read there.

    No address has one that closes, or is empty; no code has one inside a word; text does not begin with one.
    """
    if "/" not in (tag[0][1], tag[0][-2]):
        return False
    start, end = tag.span()
    kind = document.blocks.kind_at(start)
    before, after = document.text[start - 1 : start].isalnum(), document.text[end : end + 1].isalnum()
    return kind is Kind.TARGET or (kind is Kind.CODE and before and after) or (kind is Kind.HTML and after)


def is_sure(edit: Edit, document: AnalyzedDocument) -> bool:
    """Whether the tag is one of HTML's: those are proposed only where nobody can mean them."""
    tag = TAG.fullmatch(edit.before.strip())
    return tag is not None and tag[1].lower() in ELEMENTS


def skip_gain_filter(edit: Edit, document: AnalyzedDocument) -> bool:
    """A tag makes no word less likely."""
    return True


SIGNATURE = Signature(
    rank=5,
    example=("Close the lid before you shake.", "Close the lid bef</kettle>ore you shake."),
    corrupt=corrupt,
    from_diff=from_diff,
    from_text=from_text,
    evidence_kind="form",
    skip_gain_filter=skip_gain_filter,
    is_sure=is_sure,
    rates={"": (0.5, 1, 2)},
)
