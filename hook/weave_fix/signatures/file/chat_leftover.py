"""The answer of a chat was saved with what belongs to the chat: citation marks, a line before, an offer behind.

Where the base shows that it came new it is taken out: marks of citations anywhere, a sentence where it stands alone, at
the top before what was the first line, at the end behind what was the last. All else is shown and stops the commit.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from weave_fix.markdown.blocks import BlockMap, Kind
from weave_fix.patterns import lazy_pattern
from weave_fix.records import Applicability, Edit
from weave_fix.signatures.file._tokens import fresh_lines
from weave_fix.signatures.file.registry import Event

if TYPE_CHECKING:
    from collections.abc import Iterator

    from weave_fix.signatures.file.context import FileContext

EXAMPLE = (
    "# The cellar\n\nIt is cool.\n",
    "Here is the updated file:\n\n# The cellar\n\nIt is cool.citeturn0search1\n",
)
ORDER = 850
EVIDENCE = ("history", "form")
CAN_BE_SAFE = True

HINTS = ("citeturn", "\ue202turn", "oaicite", "†", "[cite", "anguage model", "As an AI", "as an AI", "grok:render")
CITATION = lazy_pattern(
    r"\ue200[a-z_]+(?:\ue202[^\ue200-\ue202\n]{1,80})+\ue201"
    r"|cite(?:turn\d+[a-z]+\d+)+"
    r"|:contentReference\[oaicite:\d+\](?:\{index=\d+\})?|\[oaicite:\d+\](?:\{index=\d+\})?"
    r"|【\d+(?::\d+)?†[^】\n]{0,80}】"
    r"|\[cite_start\]|\[cite_end\]|\[cite:\s?\d+(?:[,-]\s?\d+)*\]"
    r"|<grok:render\b[^>\n]{0,300}>(?:[^<\n]{0,300}(?:<argument\b[^>\n]{0,80}>[^<\n]{0,80}</argument>)?){0,3}</grok:render>"
)
CODE = frozenset({Kind.FENCED, Kind.INDENTED, Kind.CODE})
TALK = lazy_pattern(
    r"chatgpt|chat ?bot|openai|gemini|citations?[- ](?:mark|token|tag)|artifact|left ?over|private use", re.IGNORECASE
)
"""Words of a line that tells of such marks."""
SHOWN = lazy_pattern(r"(?:such as|like|e\.g\.,?|the|called|[:(\"“'])\s*[\"“'(]*\Z", re.IGNORECASE)
"""What stands before a mark that is shown."""
_THING = (
    r"(?:file|version|document|markdown|readme|content|text|code|draft|page|section|article|snippet|changelog|guide)s?"
)
_WORK = (
    r"(?:updated|revised|corrected|complete|full|improved|rewritten|modified|final|requested|edited|fixed|cleaned[- ]up"
    r"|refined|polished|reformatted|formatted|translated)"
)
_DO = (
    r"(?:update|add|create|generate|convert|turn|write|expand|adjust|include|draft|apply|make|format|provide|proceed"
    r"|continue|split|translate|commit|refine|revise|rewrite)"
)
PREAMBLE = lazy_pattern(
    r"(?:(?:sure|certainly|of course|absolutely|okay|ok|got it|great|no problem|understood|done)(?: thing)?[!,.:]?\s+)?"
    rf"(?:here(?:['’]s| is| are)|below is|below are)\s+(?:the|your|an?)\s+(?:[\w-]+\s+){{0,3}}?{_WORK}\b"
    rf"[^.\n]{{0,60}}\b{_THING}\b(?:\.\w+)?[^.\n]{{0,80}}[:.]\s*\Z"
    r"|(?:sure|certainly|of course|absolutely)[!,.]\s+(?:here(?:['’]s| is| are)|below is|i['’]ve|i have)\b"
    r"[^\n]{0,160}[:.]\s*\Z"
    r"|i(?:['’]ve| have)\s+(?:updated|revised|rewritten|corrected|fixed)\s+(?:the|your)\s+[^.\n]{0,60}"
    rf"{_THING}\b[^\n]{{0,120}}[:.]\s*\Z",
    re.IGNORECASE,
)
_POLITE = (
    r"(?:(?:i hope (?:this|that) helps"
    r"|feel free to ask(?: me)?(?: if you have (?:any )?(?:more |further |other )?questions)?)[!.]?\s+)?"
    r"(?:please\s+|just\s+)?"
)
_WISH = r"you(?:['’]d| would)?\s+(?:want|like|need|prefer)"
OFFER = lazy_pattern(
    rf"{_POLITE}(?:"
    rf"let me know (?:if|whether|how|which)\s+(?:{_WISH}\b|there(?:['’]s| is| are) any|i should\b)[^\n]{{0,120}}"
    r"(?:me to|chang|adjust|tweak|modif|further|expand|refine|revis|version|format)"
    rf"|(?:would you like|do you want|want|shall i|should i)\b(?: me to)?\s*(?:also\s+)?{_DO}\b[^\n]{{0,200}}\?"
    rf"|if {_WISH}\b[^\n,]{{0,60}},? i can (?:also )?{_DO}\b[^\n]{{3,200}}"
    r"|i hope (?:this|that) helps[!.]?\s+(?:please\s+)?feel free to ask\b"
    r")[^\n]{0,160}\Z",
    re.IGNORECASE,
)
SURELY = lazy_pattern(
    rf"{_POLITE}(?:would you like me to|do you want me to|want me to|shall i|should i"
    rf"|let me know (?:if|whether)\s+{_WISH}\s+(?:me to (?:adjust|change|modify|refine|revise|tweak|expand|make)"
    r"|(?:any |some )?(?:other |further |more |additional )?"
    r"(?:changes|adjustments|modifications|revisions|tweaks|edits))"
    rf"|if {_WISH}\b|i hope (?:this|that) helps[!.]?\s+(?:please\s+)?feel free to ask\b)",
    re.IGNORECASE,
)
"""Offers that only somebody makes who works for the reader."""
SELF = lazy_pattern(
    r"(?:(?:i['’]m sorry|sorry|i apologi[sz]e)[^.\n]{0,40},?\s+(?:but\s+)?)?"
    r"(?:as an? (?:ai|artificial intelligence)(?: language)? (?:model|assistant)\b|as a large language model\b"
    r"|i(?:['’]m| am) (?:just )?(?:an ai|a large|an artificial)\b[^.\n]{0,20}(?:model|assistant)\b)",
    re.IGNORECASE,
)
"""A sentence in which the writer calls itself a model."""
RULE = lazy_pattern(r"(?:-{3,}|\*{3,}|_{3,})\s*\Z")
EDGE = 1500
"""Characters of both ends of a text in which a first and a last line are looked for."""


def is_possible(text: str) -> bool:
    """Whether one of the marks stands in the text, or it begins or ends as an answer does."""
    if any(hint in text for hint in HINTS):
        return True
    first, last = text[:EDGE].strip("\ufeff \t\r\n"), text[-EDGE:].rstrip()
    return bool(PREAMBLE.match(first.split("\n", 1)[0]) or OFFER.match(last.rsplit("\n", 1)[-1].strip()))


def find(context: FileContext) -> Iterator[Event]:
    """Yield one event for what can be taken out, and one for what a person has to look at."""
    fresh = fresh_lines(context)
    blocks = context.blocks
    edits, shown = _citations(context, blocks, fresh)
    for from_line, to_line, safe in _sentences(context, blocks, fresh):
        start, end = context.starts[from_line], context.starts[to_line]
        if safe:
            edits.append(Edit(start, end, context.text[start:end], ""))
        else:
            shown.append((start, end))
    if edits:
        edits.sort()
        yield Event(
            tuple(edits),
            tuple((edit.start, edit.end) for edit in edits),
            "words of a chat came in: its answer was saved with what belongs to the conversation",
            Applicability.SAFE,
            "history",
        )
    if shown:
        yield Event(
            (),
            tuple(sorted(shown)),
            "words of a chat stand in the text: its answer was saved with what belongs to the conversation",
            Applicability.DISPLAY_ONLY,
            "form",
            stops=True,
        )


def _citations(context: FileContext, blocks: BlockMap, fresh: list[bool]) -> tuple[list[Edit], list[tuple[int, int]]]:
    """Return what takes the new citation marks out, and where those stand that have no base."""
    text, base = context.text, context.base
    edits: list[Edit] = []
    shown: list[tuple[int, int]] = []
    talk: dict[int, bool] = {}
    for match in CITATION.finditer(text) if any(hint in text for hint in HINTS) else ():
        line = blocks.line_index(match.start())
        if not fresh[line] or blocks.kind_at(match.start()) in CODE:
            continue
        if line not in talk:
            talk[line] = bool(TALK.search(CITATION.sub("", text[blocks.lines[line].start : blocks.lines[line].end])))
        if talk[line]:
            continue
        if SHOWN.search(text, max(blocks.lines[line].start, match.start() - 20), match.start()):
            continue
        if base is None or match[0] in base:
            shown.append(match.span())
            continue
        start = match.start()
        if text[start - 1 : start] == " " and (text[match.end() : match.end() + 1] or "\n") in " \n\r.,;:)":
            start -= 1
        if edits and start < edits[-1].end:
            start = match.start()
        edits.append(Edit(start, match.end(), text[start : match.end()], ""))
    return edits, shown


def _sentences(context: FileContext, blocks: BlockMap, fresh: list[bool]) -> Iterator[tuple[int, int, bool]]:
    """Yield the lines of a chat, with the blank lines that go with them: from, to before, whether they may go."""
    lines = context.lines
    full = [number for number, line in enumerate(lines) if line.strip("\ufeff \t\r\n")]
    if not full:
        return
    top, end = full[0], full[-1]
    has_base = context.base is not None and bool(context.base.strip())
    known = {line.strip("\ufeff \t\r\n") for line in context.base_lines}
    if fresh[top] and PREAMBLE.match(lines[top].strip("\ufeff \t\r\n")) and len(full) > 1:
        following = lines[full[1]].strip()
        alone = full[1] > top + 1 or following.startswith(("#", "---"))
        yield top, full[1], has_base and alone and (following.startswith(("#", "---", "```")) or following in known)
    if fresh[end] and end > full[0] + 1 and OFFER.match(lines[end].strip()) and blocks.lines[end].kind is Kind.PROSE:
        last = full[-2]
        if len(full) > 2 and RULE.match(lines[last].strip()) and fresh[last] and last > full[-3] + 1:
            last = full[-3]
        if end > full[-2] + 1:
            first = last + 1 + _blank_lines_behind(context, lines[last], end - last - 1)
            yield first, len(lines), has_base and bool(SURELY.match(lines[end].strip()))
    if "anguage model" not in context.text and " AI " not in context.text:
        return
    for place, number in enumerate(full):
        if not fresh[number] or blocks.lines[number].kind is not Kind.PROSE or not SELF.match(lines[number].strip()):
            continue
        alone = _stands_alone(lines, number)
        behind = full[place + 1] if place + 1 < len(full) else len(lines)
        yield number, behind if alone else number + 1, has_base and alone


def _blank_lines_behind(context: FileContext, line: str, most: int) -> int:
    """Return how many blank lines the base has at its end, if it ends with `line`."""
    base = (context.base or "").rstrip("\r\n \t")
    if not base or base.rsplit("\n", 1)[-1].strip() != line.strip():
        return 0
    return min(most, (context.base or "")[len(base) :].count("\n") - 1) if (context.base or "").endswith("\n") else 0


def _stands_alone(lines: list[str], number: int) -> bool:
    """Whether a line is a paragraph by itself."""
    around = lines[max(0, number - 1) : number] + lines[number + 1 : number + 2]
    return all(not line.strip() for line in around)
