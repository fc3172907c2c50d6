"""The marks of a diff stand before the lines: a patch was pasted in place of the text that it makes.

The marks go, and with them the headers and the lines that the diff takes out. Where the base has the lines without
their marks that is certain; without it a header or the form of the marks says so. Lists may begin with a plus, and a
quotation with an arrow: what stands behind the marks tells them apart, and where the run begins and ends.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from weave_fix.markdown.blocks import Kind
from weave_fix.markdown.markers import BULLET, HEADING, ITEM
from weave_fix.named_tuple import NamedTuple
from weave_fix.patterns import lazy_pattern
from weave_fix.records import Applicability
from weave_fix.signatures.file._changes import replace_lines
from weave_fix.signatures.file.registry import Event

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from weave_fix.signatures.file.context import FileContext

ORDER = 300
EVIDENCE = ("history", "form")
CAN_BE_SAFE = True
EXAMPLE = (
    "# Doors\n\nOpen the door.\nClose it again.\n",
    "@@ -1,4 +1,4 @@\n # Doors\n \n-Open a door.\n+Open the door.\n Close it again.\n",
)

HUNK = lazy_pattern(r"@@ -\d{1,9}(?:,(?P<old>\d{1,9}))? \+\d{1,9}(?:,(?P<new>\d{1,9}))? @@")
HEADER = lazy_pattern(
    r"diff --git |index [0-9a-f]{7,}\.\.|(?:---|\+\+\+) (?:[abiw]/|/dev/null)|new file mode|\\ No newline"
)
POSSIBLE = lazy_pattern(r"^(?:@@ -\d|[+-][^\n]*\n\+|> [^\n]*\n>[ \n\r])", re.MULTILINE)
NESTED = 2
"""Blanks that the continuation of a list item begins with, and no quotation."""
NEAR = 2
"""Lines below a quotation in which the code begins that it leads to."""
LEAST = 3
"""Lines in a row that begin with a mark, where no header stands before them."""
MARKUP = lazy_pattern(rf"{HEADING} |{ITEM} |```|~~~|\||\[[^\]]+\]:|$")
NUMBER = lazy_pattern(r"\+\+|\+[\s().-]*\d[\d\s().-]*$|\+\d+(?![\d.)])")
"""What begins with a plus and is no line of a diff: a fence of front matter, a telephone number, a vote."""
ARROW = lazy_pattern(r">(?: |$)")
HEADING_LINE = lazy_pattern(rf"{HEADING} ")
BEHIND_QUOTATION = lazy_pattern(r"#{1,6} |```|~~~|<")
MARKER = lazy_pattern(rf"[ ]*{BULLET} |\|(?=.*\|)")
"""What neighbours in a list or a table begin with alike."""
GLUED = lazy_pattern(r"\+(?:[^\W\d_]|#{1,6} )")
GLUED_SENTENCE = lazy_pattern(r"\+[^\W\d_].{40,}[.:!?]$")
FENCE = lazy_pattern(r"```|~~~")
OPEN_END = lazy_pattern(r"\w[ ,]?$")
TAKEN_OUT = lazy_pattern(r"-(?![-\s\d])")
SHOWN_DIFF = lazy_pattern(r"[\s>]*(?:`{3,}|~{3,})[^\n]*(?:diff|patch)", re.IGNORECASE)
CODE = (Kind.FENCED, Kind.INDENTED, Kind.FRONT)


class Run(NamedTuple):
    """Lines `first` to `last`, 0-based, half-open, of a diff."""

    first: int
    last: int
    kept: list[str]
    """The lines that the diff leaves or puts in, their marks taken off."""
    gone: list[str]
    """The lines that it takes out, their marks taken off."""
    has_header: bool = False


def is_possible(text: str) -> bool:
    """Tell whether there is the header of a hunk, or two lines in a row begin with a mark."""
    return bool(POSSIBLE.search(text))


def find(context: FileContext) -> Iterator[Event]:
    """Yield one event for each run of lines with marks."""
    at = 0
    while at < len(context.keys):
        run = _hunk(context, at) or _marked(context, at) or _arrows(context, at)
        if run is None:
            at += 1
            continue
        at = run.last
        keys = context.keys[run.first : run.last]
        if not context.whole and sum(map(context.known, keys)) > len(keys) / 2:
            continue
        applicability = _applicability(context, run)
        if applicability is None:
            continue
        edit = replace_lines(context, run.first, run.last, run.kept)
        message = f"{len(keys)} lines have the marks of a diff; a patch was pasted in place of its text"
        evidence = "history" if applicability is Applicability.SAFE and _stood_in_base(context, run) else "form"
        yield Event((edit,), (context.span(run.first, run.last),), message, applicability, evidence)


def _hunk(context: FileContext, first: int) -> Run | None:
    """Return the hunk whose header, or a header of whose file, stands at line `first`."""
    keys, at = context.keys, first
    while at < len(keys) and HEADER.match(keys[at]):
        at += 1
    match = HUNK.match(keys[at]) if at < len(keys) else None
    if match is None or context.kinds[at] in CODE:
        return None
    old, new = (int(match[side] or 1) for side in ("old", "new"))
    kept: list[str] = []
    gone: list[str] = []
    at += 1
    while at < len(keys):
        mark, line = keys[at][:1], keys[at][1:]
        if mark == "+" and new > 0:
            kept.append(line)
            new -= 1
        elif mark == "-" and old > 0 and _is_taken_out(context, keys[at], within=new > 0 or bool(gone)):
            gone.append(line)
            old -= 1
        elif mark in ("", " ") and old > 0 and new > 0:
            kept.append(line)
            old, new = old - 1, new - 1
        elif not HEADER.match(keys[at]):
            break
        at += 1
    return Run(first, at, kept, gone, has_header=True) if kept or gone else None


def _is_taken_out(context: FileContext, key: str, *, within: bool) -> bool:
    """Tell whether a line with a minus is one that a hunk takes out, and no list item behind the hunk."""
    if TAKEN_OUT.match(key):
        return True
    return within and not context.known(key)


def _marked(context: FileContext, first: int) -> Run | None:
    """Return the run of lines that begin with a plus, or with a minus and what the base has behind it."""
    keys, at = context.keys, first
    kept: list[str] = []
    gone: list[str] = []
    while at < len(keys):
        key = keys[at]
        is_number = NUMBER.match(key.rstrip()) and not (kept and key[1:].rstrip() in context.base_stripped)
        if (key.startswith("+") and not is_number) or key == "+":
            kept.append(key[1:])
        elif TAKEN_OUT.match(key) or (
            key.startswith("-") and not context.known(key) and key[1:] in context.base_stripped
        ):
            gone.append(key[1:])
        else:
            break
        at += 1
    if not kept or at - first < (2 if gone else LEAST) or context.kinds[first] is Kind.FRONT:
        return None
    worded = [line for line in kept if line.strip()]
    if all(line.startswith(" ") for line in worded) and sum(line[1:] in context.base_stripped for line in worded) >= 2:
        kept = [line.removeprefix(" ") for line in kept]  # a tool that puts a space behind the mark
        return Run(first, at, kept, gone) if any(MARKUP.match(line) for line in kept) else None
    return Run(first, at, kept, gone)


def _arrows(context: FileContext, first: int) -> Run | None:
    """Return the run of lines that an arrow makes a quotation of, though it begins or ends inside of a block."""
    keys, at = context.keys, first
    if not keys[first].startswith(">") or (first and keys[first - 1].startswith(">")):
        return None
    while at < len(keys) and ARROW.match(keys[at]):
        at += 1
    kept = [key[2:] for key in keys[first:at]]
    if at - first < LEAST or not any(line.strip() for line in kept) or (context.base is None and ">" in keys[first:at]):
        return None  # diff writes a space behind each mark, and a person none where nothing follows
    above = keys[first - 1].rstrip() if first else ""
    below = keys[at] if at < len(keys) else ""
    is_cut = _is_cut_in_base if context.base is not None else _is_cut_in_sentence
    is_torn = is_cut(context, above, kept, below) or (context.base is not None and _leads_to_code(context, first, at))
    return Run(first, at, kept, []) if is_torn else None


def _is_cut_in_base(context: FileContext, above: str, kept: Sequence[str], below: str) -> bool:
    """Tell whether a run begins or ends inside of a block of the base, or takes a heading in: no person quotes so."""
    worded = [line.rstrip() for line in kept if line.strip()]
    known = sum(line in context.base_stripped for line in worded)
    if known < max(2, 0.75 * len(worded)):
        return False
    if not HEADING_LINE.match(worded[0]) and _has_heading_inside(kept):
        return True  # a box of a page's layout is a quotation that begins with a heading, and people put text into it
    begins_inside = above and (above, kept[0]) in context.base_pairs and not HEADING_LINE.match(above)
    ends_inside = below and (kept[-1], below) in context.base_pairs and not BEHIND_QUOTATION.match(below)
    return bool((begins_inside and above[-1] not in ":.!?>") or ends_inside)


def _leads_to_code(context: FileContext, first: int, last: int) -> bool:
    """Tell whether lines of the base, `first` to `last`, became a quotation whose last one leads to code below it.

    Of 3,278 quotations that people wrote one line does so, and no longer one. A person writes no space behind the mark
    of an empty line.
    """
    keys = context.keys
    begin = next((key for key in keys[last : last + NEAR] if key.strip()), "")
    if not keys[last - 1].rstrip().endswith(":") or not FENCE.match(begin) or ">" in keys[first:last]:
        return False
    worded = [key[2:].rstrip() for key in keys[first:last] if key[2:].strip()]
    return len(worded) < last - first and all(line in context.base_stripped for line in worded)


def _is_cut_in_sentence(_: FileContext, above: str, kept: Sequence[str], below: str) -> bool:
    """Tell whether a run begins or ends inside of a sentence that goes on outside of it."""
    if below.startswith("</"):
        return False  # a quotation that stands in an element, as in a box that is folded away
    first, last = kept[0].lstrip(), kept[-1].rstrip()
    indent = kept[0][: len(kept[0]) - len(first)]
    is_indented = len(indent) >= NESTED and first and re.match(rf"{indent}\S|{ITEM} ", above)
    begins_inside = above and (is_indented or _goes_on(above, first)) and not above.startswith((">", "#", "|"))
    ends_inside = below and _goes_on(last, below)
    borders = ((above, kept[0]), (below, last))
    in_list = any((mark := MARKER.match(outer)) and inner.startswith(mark[0]) for outer, inner in borders)
    return bool(begins_inside or ends_inside or in_list or _has_heading_inside(kept))


def _goes_on(line: str, below: str) -> bool:
    """Tell whether a sentence goes on from one line to the next."""
    return bool(OPEN_END.search(line)) and (below[:1].islower() or line.rstrip().endswith(","))


def _has_heading_inside(kept: Sequence[str]) -> bool:
    """Tell whether there is a heading below other lines of a run; a note may begin with headings."""
    if any(line.startswith(("```", "~~~", "[!", "> ")) for line in kept):
        return False
    worded = [bool(HEADING_LINE.match(line)) for line in kept if line.strip()]
    return True in worded[worded.index(False) :] if False in worded else False


def _applicability(context: FileContext, run: Run) -> Applicability | None:
    """Return how far the marks may go by themselves; None where they may have been meant."""
    if context.kinds[run.first] in CODE:
        over_code = context.base is not None and _stood_in_base(context, run) and not _shows_diffs(context, run.first)
        return Applicability.UNSAFE if over_code else None
    if context.base is not None and (_stood_in_base(context, run) or _is_glued_to_text(context, run)):
        return Applicability.SAFE
    if run.has_header:
        return Applicability.UNSAFE
    keys = context.keys[run.first : run.last]
    closed_up = sum(re.match(r"[+>]\S", key) is not None for key in keys)
    is_indented = "+" in keys and not any(re.match(r"\+ ?\S", key) for key in keys)
    is_cut_out = keys[0].startswith(">")
    return Applicability.UNSAFE if closed_up or is_indented or is_cut_out else None


def _is_glued_to_text(context: FileContext, run: Run) -> bool:
    """Tell whether a plus stands right before each line of paragraphs, and alone on the lines between them.

    No text of 14,531 has that outside of code.
    """
    keys = context.keys[run.first : run.last]
    words = [key for key in keys if key != "+"]
    return all(map(GLUED.match, words)) and any(map(GLUED_SENTENCE.match, words)) and "+" in keys[1:-1]


def _shows_diffs(context: FileContext, number: int) -> bool:
    """Tell whether the fence above a line of code says that it shows a diff; what no fence opens may show one."""
    while number > 0 and context.kinds[number - 1] is Kind.FENCED:
        number -= 1
        if SHOWN_DIFF.match(context.keys[number]):
            return True
    return context.kinds[number] is not Kind.FENCED


def _stood_in_base(context: FileContext, run: Run) -> bool:
    """Tell whether at least a half of the lines of the diff stand in the base, two of them one below the other."""
    worded = [line.rstrip() for line in (*run.kept, *run.gone) if line.strip()]
    known = sum(line in context.base_stripped for line in worded)
    if any(line not in context.base_stripped for line in run.gone if line.strip()) and not run.has_header:
        return False
    follow = any(pair in context.base_pairs for pair in pairwise(run.kept)) or bool(run.gone)
    return bool(worded) and 2 * known >= len(worded) and (follow or run.has_header)
