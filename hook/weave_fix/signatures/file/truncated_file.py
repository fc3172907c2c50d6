"""The end of the file is missing: it stops inside a word, a line, a code block, a table row or a link.

Where the base goes on from there, the rest is put back. A person who cuts a page short does it at the end of a
paragraph, and a page without a last line end is no damage by itself.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from weave_fix.markdown.blocks import Kind
from weave_fix.patterns import lazy_pattern
from weave_fix.records import Applicability, Edit
from weave_fix.signatures.file.registry import Event

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from weave_fix.signatures.file.context import FileContext

ORDER = 600
EVIDENCE = ("history", "form")
CAN_BE_SAFE = True
EXAMPLE = (
    "# Doors\n\nOpen the door.\n\nClose it again, and then turn the key twice to the left.\n",
    "# Doors\n\nOpen the door.\n\nClose it again, and then turn the k",
)

ANCHORS = (800, 400, 200, 100, 60, 40, 24)
"""Characters at the end of the text that are looked for in the base."""
LEAST = 20
"""Characters of what is put back, white space at its ends not counted: less is a change of the last words."""
PIECE = 36
"""Characters of the pieces of what is missing that are looked for in the text."""
DEFINITION = lazy_pattern(r"\s*(?:\[[^\]]+\]:|https?://)")
ENDS = lazy_pattern(
    r"[.!?:;。！？：；…‥」』）】》]['\"”’»)\]}*_~`>]*$|(?:---|\*\*\*|___|\||-->|/?>|```|~~~|\}\}|%\}|:::)$"
)
"""What a text ends with that nobody cut off."""
STOPS = lazy_pattern(r"\w{2}[.!?]$|[。！？]$")
HALF = lazy_pattern(r"(?:&#?\w{0,4}|\\)\Z")
REFERENCES = {'"': ("&quot;", "&#34;"), "'": ("&#39;", "&apos;"), "<": ("&lt;",), ">": ("&gt;",), "&": ("&amp;",)}
ESCAPED = frozenset("_*[]~#`<>()|")
"""What another tool may have made of a character, the mark that stands for the next one among it."""
SHORT, COMMON = 4, 2500
"""A word of so few letters that is not among the so many most frequent ones is more likely a piece of one."""
BEFORE_ANOTHER = lazy_pattern(
    r"the|a|an|of|to|and|or|from|as|are|were|be|been|which|these|if|when|we|our|your|their", re.IGNORECASE
)
"""Words that no sentence ends with, or hardly one."""
OPEN = lazy_pattern(
    r"\]\([^()\s]*$|(?<!\])\[[^\]\n]*$|<(?:!--|[a-z/])[^<>]*$|\{\{[^{}]*$|\{%[^{}]*$|(?<![:;])\([^()\n]*$",
    re.IGNORECASE,
)
"""A link, a tag, a comment, a directive or a bracket that is opened at the end of a line."""
IN_A_TARGET = lazy_pattern(r"\]\([^()\s]*$|\{\{[^{}\n]*$|\{%[^{}\n]*$")
"""The address of a link, or a directive, that nobody ends a text in."""
WORD = lazy_pattern(r"[^\W\d_]+$")
FEWEST = 4
"""Words of a last paragraph or item from which on it is a sentence, and no label."""
CLOSING = lazy_pattern(r"©|\([cC]\)|\b(?:[cC]opyright|[lL]icen[cs]ed?|[mM]ade (?:with|by|in))\b")
"""What pages close with, and no stop behind it."""
CASED = lazy_pattern(r"[A-Za-zÀ-ɏͰ-ԯ]")
"""Letters of scripts that end a sentence with a mark and part words by spaces."""


def is_possible(text: str) -> bool:
    """Tell whether the text ends without a line end, or with a word, or with a code fence open."""
    end = text.rstrip()
    if not end:
        return False
    return not text.endswith("\n") or end[-1].isalnum() or end[-1] in ",([" or "```" in text or "~~~" in text


def find(context: FileContext) -> Iterator[Event]:
    """Yield the event of the end that is missing."""
    body = context.text.rstrip()
    if not body:
        return
    if context.base is not None:
        event = _from_base(context, body, context.base)
        if event:
            yield event
            return
    last = context.keys[len(context.keys) - 1].rstrip()
    if context.text.endswith("\n") or not last or (not context.whole and _ends_so_before(context, last)):
        return
    if _is_cut_off(context, last):
        message = "the file ends inside a sentence; a write or an edit was cut off"
        place = (len(body), len(body))
        yield Event((), (place,), message, Applicability.DISPLAY_ONLY, "form", stops=False)


def _from_base(context: FileContext, body: str, base: str) -> Event | None:
    """Return the event that puts back what the base has behind the end of the text."""
    base = base.replace("\r\n", "\n")
    lean = body[-ANCHORS[0] :].replace("\r\n", "\n")
    at = _place_in(base, lean)
    if at is None and (half := _half_an_escape(base, lean)):
        body, lean = body[: len(body) - len(half)], lean[: len(lean) - len(half)]
        at = _place_in(base, lean)
    if at is None:
        return None
    rest = base[at:]
    if len(rest.strip()) < LEAST or _stands_elsewhere(context, rest):
        return None
    if any(other.rstrip().endswith(lean[-ANCHORS[-1] :]) for other in context.others):
        return None
    applicability = _how_sure(context, lean, rest, base)
    if applicability is None:
        return None
    end = len(context.text)
    after = rest.replace("\n", context.newline)
    edit = Edit(len(body), end, context.text[len(body) :], after)
    inside = "a word" if _cuts_word(lean, rest) else "a line" if not rest.startswith("\n") else "a block"
    message = f"the file ends inside {inside}; a write or an edit was cut off"
    return Event((edit,), ((len(body), end),), message, applicability, "history")


def _place_in(base: str, body: str) -> int | None:
    """Return where in the base the text that ends like `body` goes on; None where it is not there, or there twice."""
    for length in (n for n in ANCHORS if n <= len(body) or n == ANCHORS[-1]):
        tail = body[-length:]
        at = base.find(tail)
        if at >= 0:
            return at + len(tail) if base.find(tail, at + 1) < 0 else None
    return None


def _half_an_escape(base: str, body: str) -> str:
    """Return the half of a reference or an escape that the text ends with, of the character that the base has there."""
    match = HALF.search(body)
    at = _place_in(base, body[: match.start()]) if match else None
    if match is None or at is None:
        return ""
    char = base[at : at + 1]
    if match[0] == "\\":
        return "\\" if char in ESCAPED else ""
    return match[0] if any(reference.startswith(match[0]) for reference in REFERENCES.get(char, ())) else ""


def _stands_elsewhere(context: FileContext, rest: str) -> bool:
    """Tell whether what stood behind the end stands in the text: it was moved, and nothing is missing."""
    step = max(PIECE, len(rest) // 12)
    lines = (line for line in rest.split("\n") if len(line) >= PIECE)
    pieces = [rest[at : at + PIECE] for at in range(0, len(rest) - PIECE + 1, step)]
    pieces = [piece for piece in pieces if "\n" not in piece] or [line[:PIECE] for line in islice(lines, 6)]
    # Of a rest that is shorter than a piece every line counts.
    pieces = pieces or [line.strip() for line in rest.split("\n") if line.strip()]
    base = (context.base or "").replace("\r\n", "\n")
    text = context.text.replace("\r\n", "\n")
    return sum(text.count(piece) >= base.count(piece) for piece in pieces) >= 0.5 * len(pieces)


def _cuts_word(body: str, rest: str) -> bool:
    return body[-1].isalnum() and rest[0].isalnum()


def _how_sure(context: FileContext, body: str, rest: str, base: str) -> Applicability | None:
    """Return how far the repair may go; None where a person may have ended the text there."""
    is_open = not context.text.endswith("\n") and base.endswith("\n")
    if _cuts_word(body, rest):
        word = WORD.search(body)
        is_word = bool(word) and bool(re.search(rf"\b{re.escape(word[0])}\b", base)) if word else True
        is_word = is_word and not IN_A_TARGET.search(body)
        return Applicability.SAFE if is_open or not is_word else Applicability.UNSAFE
    line = rest.partition("\n")[0]
    if line.strip():
        if ENDS.search(body[-12:]) or DEFINITION.match(context.keys[-1]):
            return None
        is_ended = line[0] in ".!?" and not line[1:2].strip()  # a person may have left the mark out
        return Applicability.SAFE if is_open and not is_ended else Applicability.UNSAFE
    if context.kinds[len(context.kinds) - 1] is Kind.FENCED and _is_open(context):
        return Applicability.SAFE
    following = rest.lstrip("\n")
    runs_on = not rest.startswith("\n\n") and following[:1].islower() and not ENDS.search(body[-12:])
    return Applicability.UNSAFE if runs_on and context.kinds[-1] in (Kind.PROSE, Kind.LIST, Kind.QUOTE) else None


def _is_open(context: FileContext) -> bool:
    """Tell whether the code block at the end of the text is not closed there."""
    return not re.match(r"[ \t>]*(?:`{3,}|~{3,})[ \t]*$", context.text.rstrip().rpartition("\n")[2])


def _ends_so_before(context: FileContext, last: str) -> bool:
    """Tell whether a version that was committed before ends like the text, or has its last line."""
    return context.known(last) or any(
        text.rstrip().endswith(last[-ANCHORS[-1] :]) for text in (context.base or "", *context.others)
    )


def _is_cut_off(context: FileContext, last: str) -> bool:
    """Tell whether the form of the last line, which has no line end, shows that it is not all there."""
    kind = context.kinds[-1]
    if kind in (Kind.FENCED, Kind.FRONT):
        # Behind a fence that was lost further up, prose is taken for code.
        return kind is Kind.FENCED and _is_open(context) and bool(re.search(r"\w", last)) and not STOPS.search(last)
    if kind is Kind.TABLE:
        above = context.keys[-2].rstrip() if len(context.keys) > 1 else ""
        return above.endswith("|") and not last.endswith("|")
    if ENDS.search(last):
        return False
    above = context.keys[-2].rstrip() if len(context.keys) > 1 else ""
    if OPEN.search(last) or last.count("`") % 2 or (above.endswith("|") and context.kinds[-2] is Kind.TABLE):
        return True
    if kind is Kind.HTML:
        tag = re.match(r"\s*<(td|th|li|p|h[1-6]|summary)\b", last)
        return bool(tag) and f"</{tag[1]}" not in last if tag else False
    if kind is Kind.INDENTED or not CASED.match(last[-1:]):
        return False
    return _is_open_sentence(context, last, kind)


def _is_open_sentence(context: FileContext, last: str, kind: Kind) -> bool:
    """Tell whether the last paragraph breaks off inside a word or a sentence, in a text whose others do not."""
    if DEFINITION.match(last) or re.search(r"[/\\@.]", last.rsplit(maxsplit=1)[-1]):
        return False
    words = " ".join(_paragraph(context)).split()
    if _is_broken(context, words, kind) or BEFORE_ANOTHER.fullmatch(words[-1]):
        return True
    above = context.keys[-2].rstrip() if len(context.keys) > 1 else ""
    is_answer = above.endswith(":") and len(last.split()) < FEWEST
    is_answer = is_answer or len(words) <= 2 * len(_paragraph(context))  # keywords, a line each
    if kind is Kind.HEADING or len(words) < FEWEST or is_answer or CLOSING.search(last):
        return False
    ends = [context.keys[n].rstrip() for n in _last_lines(context, kind)]
    if kind is Kind.LIST and ends and context.kinds[-2] is Kind.LIST and not ENDS.search(ends[-1]):
        return False
    closed = sum(bool(ENDS.search(line)) for line in ends)
    return closed >= 0.5 * len(ends) and (len(ends) > 0 or (len(words) >= 8 and kind is Kind.PROSE))


def _paragraph(context: FileContext) -> list[str]:
    """Return the lines of the last paragraph or list item."""
    first = len(context.keys) - 1
    while first > 0 and context.kinds[first] is Kind.PROSE and context.kinds[first - 1] in (Kind.PROSE, Kind.LIST):
        first -= 1
    return context.keys[first:]


def _is_broken(context: FileContext, words: Sequence[str], kind: Kind) -> bool:
    """Tell whether the last word is none, in a paragraph of English that the text has no such word besides."""
    word = words[-1].lstrip("([*_\"'").rpartition("-")[2]
    if not word.isalpha() or not (word.islower() or kind is Kind.HEADING or (len(words) == 1 and word.istitle())):
        return False
    if len(word) > 2 and re.compile(rf"\b{re.escape(word)}\b").search(context.text, 0, len(context.text) - len(word)):
        return False
    from weave_fix.language.ngram_model import shipped

    model = shipped()
    folded = [other.strip(".,:;()*_\"'").lower() for other in words[:-1] if other[-1].isalnum()]
    if sum(number < model.size for number in model.numbers(folded)) < 0.7 * len(folded):
        return False
    if len(words) == 1:
        return len(context.keys) > 9 and (word.islower() or len(word) > 2) and model.number(word.lower()) > COMMON
    if len(word) == 1 and word not in "aixyn":
        return len(words) > 5
    number = model.number(word.lower())
    is_rare = len(word) <= SHORT and number > COMMON and (kind is not Kind.LIST or len(words) > 5 or len(word) <= 2)
    return number >= model.size or is_rare


def _last_lines(context: FileContext, kind: Kind) -> list[int]:
    """Return the numbers of the lines of this kind that end a paragraph or an item, that of the end left out."""
    kinds = context.kinds
    return [
        n
        for n in range(len(kinds) - 1)
        if kinds[n] is kind and len(context.keys[n].split()) >= 4 and kinds[n + 1] is not Kind.PROSE
    ]
