"""The whole file stands in a code fence: the answer of a chat, saved as it came.

A sentence before the fence and a few after it are the chat's as well. Where the base has the lines without the fence,
it goes, and they go with it, also where its end was lost, or the page was written on. A page that shows Markdown in a
fence has a heading or a text of its own around it.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from weave_fix.markdown.markers import ITEM
from weave_fix.named_tuple import NamedTuple
from weave_fix.patterns import lazy_pattern
from weave_fix.records import Applicability, Edit
from weave_fix.signatures.file.registry import Event

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from weave_fix.signatures.file.context import FileContext

ORDER = 200
EVIDENCE = ("history", "form")
CAN_BE_SAFE = True
EXAMPLE = (
    "# Doors\n\nOpen the door.\n\nClose it again.\n",
    "```markdown\n# Doors\n\nOpen the door.\n\nClose it again.\n```\n",
)

OPENING = lazy_pattern(
    r"(`{3,}|~{3,})[ \t]*(?:(markdown|md|mdx|mkd|gfm)|text|txt|plain|plaintext)?[ \t]*", re.IGNORECASE
)
NAMED = lazy_pattern(r"^(?:`{3,}|~{3,})[ \t]*(?:markdown|md|mdx|mkd|gfm)[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
BARE = lazy_pattern(r"[ \t]{0,3}(`{3,}|~{3,})[ \t]*")
FENCE = lazy_pattern(rf"[ \t]*(?:>[ \t]?){{0,9}}(?:{ITEM}[ \t]+)?(`{{3,}}|~{{3,}})[ \t]*([^`]*)$")
STRUCTURE = lazy_pattern(r"[ \t]*(?:#{1,6}[ \t]|```|~~~|\||---[ \t]*$|<!?[a-z-])", re.IGNORECASE)
MOST_BEFORE, MOST_AFTER = 500, 1200
"""Characters of what a chat says before and after a file, at most."""
PREFACE = lazy_pattern(
    r"(?:sure|certainly|of course|absolutely|great|ok(?:ay)?|got it|understood|done|no problem|yes"
    r"|as (?:you )?requested|here(?:'s|’s| is| are)|below is"
    r"|i(?:'ve|’ve| have)|this is the|the (?:full|complete|updated|revised|corrected)"
    r"|(?:full|complete|updated|revised|corrected)\b"
    r"|hier (?:ist|sind)|natürlich|gerne?\b|klar\b|unten|voici|bien sûr|ci-dessous|d'accord|aquí (?:está|tiene)|claro"
    r"|por supuesto|a continuación|aqui está|segue|com certeza|ecco|certo|certamente|di seguito|hier is|natuurlijk"
    r"|вот|конечно|ниже|以下是|好的|当然|這是|这是|下面是|こちら|以下が|以下は|はい|承知|다음은|네[,. ]|물론)",
    re.IGNORECASE,
)
ANSWER = lazy_pattern(
    r"^(?:sure|certainly|of course|absolutely|got it|understood|no problem)[!,.]"
    r"|(?:updat|revis|correct|complet|modif|fix|improv|rewrit|edit|final|polish|translat|full|chang(?:ed|es)\b|version|appl|cleaned"
    r"|aktualisier|überarbeit|korrigier|vollständig|geändert|mis à jour|corrig|révis|actualiz|revisad|atualiz|aggiornat"
    r"|bijgewerkt|обновл|исправл|полн|更新|修改|完整|修正|最新|全文|수정|업데이트)",
    re.IGNORECASE,
)

LEAST_OF_PAGE = 8
"""Lines with words of a base that is told by its lines, however much was written besides."""
ALMOST_ALL, MOST = 0.9, 0.7
"""The share of the base's lines that stand in the fence then, and where the fence begins as the base does."""

MESSAGE = "the whole file stands in a code fence; the answer of a chat was saved as it came"


class Wrapping(NamedTuple):
    """The numbers of the lines of the fence, 0-based."""

    opening: int
    closing: int
    is_named: bool
    """Whether the fence says that it holds Markdown."""
    is_balanced: bool
    """Whether every fence inside of it is closed."""


def is_possible(text: str) -> bool:
    """Tell whether a fence opens near the start of the text, and names Markdown or may be closed near its end."""
    head, tail = text[: MOST_BEFORE + 100], text[-MOST_AFTER - 100 :]
    return ("```" in head and "```" in tail) or ("~~~" in head and "~~~" in tail) or bool(NAMED.search(head))


def find(context: FileContext) -> Iterator[Event]:
    """Yield the event of the file that stands in a fence."""
    wrapping = _wrapping(context)
    if wrapping is None:
        yield from _from_an_opening(context)
        return
    before, after = context.keys[: wrapping.opening], context.keys[wrapping.closing + 1 :]
    inner = context.keys[wrapping.opening + 1 : wrapping.closing]
    if context.base is not None and not context.whole:
        if _stood_in_base(context, before, inner, after, is_named=wrapping.is_named):
            yield _event(context, wrapping, Applicability.SAFE, "history")
            return
        if event := next(_from_an_opening(context), None):
            yield event
            return
        first = next((key for key in context.base_keys if key.strip()), "")
        if OPENING.fullmatch(first) or context.known(context.keys[wrapping.opening]):
            return
    applicability = _by_form(wrapping, before, inner, after)
    if applicability is not None:
        yield _event(context, wrapping, applicability, "form")


def _from_an_opening(context: FileContext) -> Iterator[Event]:
    """Yield the event of a fence before what the base begins with that nothing closes: its end was cut off."""
    opening = next((n for n, key in enumerate(context.keys[:12]) if NAMED.fullmatch(key)), None)
    if context.base is None or context.whole or opening is None or context.starts[opening] > MOST_BEFORE:
        return
    inner = [key.rstrip() for key in context.keys[opening + 1 :]]
    sides = inner, context.base_keys
    first, first_of_base = (next((key.rstrip() for key in keys if key.strip()), "") for keys in sides)
    fences, of_base = (Counter(key.strip() for key in keys if FENCE.match(key)) for keys in sides)
    # A fence that is not the page's own closes the one before it, and shows a part of the page.
    is_own = first == first_of_base and not fences - of_base and not context.known(context.keys[opening])
    if not is_own or any(key.rstrip() in context.base_stripped for key in context.keys[:opening] if key.strip()):
        return
    worded = [key for key in inner if key]
    if 2 * sum(key in context.base_stripped for key in worded) >= len(worded) > 1:
        end = context.starts[opening + 1]
        yield Event((Edit(0, end, context.text[:end], ""),), ((0, end),), MESSAGE, Applicability.SAFE, "history")


def _wrapping(context: FileContext) -> Wrapping | None:
    """Return the fence that all of the file stands in but a few words before and after it."""
    opening = next((n for n, key in enumerate(context.keys[:12]) if BARE.match(key)), None)
    if opening is None or context.starts[opening] > MOST_BEFORE:
        return None
    match = OPENING.fullmatch(context.keys[opening])
    if match is None:
        return None
    for closing in range(len(context.keys) - 1, opening, -1):
        if len(context.text) - context.starts[closing] > MOST_AFTER:
            return None
        bare = BARE.fullmatch(context.keys[closing])
        if bare and bare[1].startswith(match[1]):
            return Wrapping(opening, closing, bool(match[2]), _is_balanced(context.keys[opening + 1 : closing]))
        if FENCE.match(context.keys[closing]):
            return None
    return None


def _is_balanced(lines: Sequence[str]) -> bool:
    """Tell whether every fence among the lines is closed, those that name a language opening one."""
    mark = ""
    for line in lines:
        match = FENCE.match(line)
        if not match:
            continue
        if not mark:
            mark = match[1]
        elif match[1].startswith(mark) and not match[2].strip():
            mark = ""
        elif match[1].startswith(mark):
            return False
    return not mark


def _stood_in_base(
    context: FileContext, before: Sequence[str], inner: Sequence[str], after: Sequence[str], *, is_named: bool
) -> bool:
    """Tell whether the lines in the fence are those of the base, which has no such fence and words around it.

    Half of them are, or they are the whole base, written on, and the fence says that it holds Markdown.
    """
    worded = {line.rstrip() for line in inner if line.strip()}
    stood = {line for line in context.base_stripped if line}
    first = next((key for key in context.base_keys if key.strip()), "")
    shared = len(worded & stood)
    begins_alike = next((line.rstrip() for line in inner if line.strip()), "") == first.rstrip()
    share = MOST if begins_alike else ALMOST_ALL
    is_whole_base = is_named and len(stood) >= LEAST_OF_PAGE and shared >= share * len(stood)
    is_mostly_base = shared >= 0.5 * len(worded) and shared >= 0.4 * len(stood)
    if OPENING.fullmatch(first) or not shared or not (is_whole_base or is_mostly_base):
        return False
    words = [line.rstrip() for line in (*before, *after) if line.strip()]
    return not any(line in stood or STRUCTURE.match(line) for line in words)


def _by_form(
    wrapping: Wrapping, before: Sequence[str], inner: Sequence[str], after: Sequence[str]
) -> Applicability | None:
    """Return how sure the text alone makes it that the fence is nobody's wish; None where it may be one."""
    worded = [line for line in inner if line.strip()]
    if len(worded) < 3 or any(STRUCTURE.match(line) for line in (*before, *after)):
        return None
    preface, closing = " ".join(" ".join(before).split()), " ".join(" ".join(after).split())
    is_document = worded[0].startswith(("# ", "---", "+++"))
    if not wrapping.is_named and not (is_document and wrapping.is_balanced):
        return None
    if preface and not (PREFACE.match(preface) and ANSWER.search(preface)):
        is_shown = wrapping.is_named and is_document and len(worded) >= 8 and preface.endswith((":", "："))
        return Applicability.DISPLAY_ONLY if is_shown and not closing else None
    if not wrapping.is_balanced:
        is_one = not any(match and match[2] for match in map(OPENING.fullmatch, inner))
        return Applicability.DISPLAY_ONLY if is_one and is_document else None
    if closing and not preface:
        return Applicability.DISPLAY_ONLY
    return Applicability.UNSAFE


def _event(context: FileContext, wrapping: Wrapping, applicability: Applicability, evidence: str) -> Event:
    """Return the event that takes the fence off, and all that stands before and after it."""
    start, end = context.starts[wrapping.opening + 1], context.starts[wrapping.closing]
    if context.base and not context.base.endswith("\n") and context.text.startswith("\n", end - 1):
        end -= 1 + context.text.startswith("\r\n", end - 2)
    text, length = context.text, len(context.text)
    opening, closing = Edit(0, start, text[:start], ""), Edit(end, length, text[end:], "")
    edits = () if applicability is Applicability.DISPLAY_ONLY else (opening, closing)
    return Event(edits, ((0, length),), MESSAGE, applicability, evidence)
