"""A word processor made quotation marks and dashes in code typographic, and so the code does not run.

With a base they are put back: in fences, in indented code, in code spans. People write typographic marks in the strings
and comments of code on purpose; so marks that delimit a string or begin an option have to prove that it was not them.
Where the whole page stood in a code fence, and no mark of it was left as it was, those of its prose are put back too.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from weave_fix.markdown.blocks import INLINE_CODE, BlockMap, Kind
from weave_fix.patterns import lazy_pattern
from weave_fix.records import Applicability, Edit
from weave_fix.signatures.file._tokens import Pair, fresh_lines, paired_tokens
from weave_fix.signatures.file.registry import Event

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from weave_fix.signatures.file.context import FileContext

EXAMPLE = (
    'Turn it:\n\n```sh\ncellar turn --cask "12"\n```\n',
    "Turn it:\n\n```sh\ncellar turn –cask “12”\n```\n",
)
ORDER = 800
EVIDENCE = ("history", "form")
CAN_BE_SAFE = True

DOUBLE, SINGLE, DASHES = "“”„‟″", "‘’‚‛′", "–—−"
ELLIPSIS = "…"
MARK = lazy_pattern(f"[{DOUBLE}{SINGLE}{DASHES}…]")
RUN = lazy_pattern(rf"[-{DASHES}]+|[{DOUBLE}{SINGLE}…]")
TOKEN = lazy_pattern(rf"[-{DASHES}]+|\.\.\.|[^\W_]+|[^\S\r\n]+|\r?\n|.", re.DOTALL)
CODE = frozenset({Kind.FENCED, Kind.INDENTED, Kind.CODE})
BLOCK = frozenset({Kind.FENCED, Kind.INDENTED})
COMMENT = lazy_pattern(r"(?:^|\s)(?://|/\*|\*\s|#\s|<!--|--\s|;;|#\|)")
"""What begins a comment, or is a line of one."""
OPENS = lazy_pattern(rf"(?:^|[=(:,\[{{<+|!])[ \t]*[{DOUBLE}{SINGLE}](?=\S)")
CLOSES = lazy_pattern(rf"(?<=[^\s{DOUBLE}{SINGLE}])[{DOUBLE}{SINGLE}](?=[ \t]*(?:[)\],;}}:>|+]|$))")
ARGUMENT = lazy_pattern(rf"(?<=[\w=] )[{DOUBLE}{SINGLE}](?=[^\s{DOUBLE}{SINGLE}])|(?<=\S)[{DOUBLE}](?= [-|&>\w])")
"""A mark that may open or close an argument of a command, or quote a word of prose."""
OPTION = lazy_pattern(rf"(?:^|(?<=[\s\[(=|`'\"]))[{DASHES}]+(?=[a-zA-Z])|(?<=[a-z])[{DASHES}](?=[;)])")
"""A dash that was the two hyphens of an option, or of a decrement."""
INFO = lazy_pattern(r"\s*(?:>\s?)*(?:`{3,}|~{3,})[ {.]*([\w+-]*)")
IN_A_SPAN = lazy_pattern(rf"(?:^`+|\s)[{DASHES}]{{1,2}}[a-z]|[=(\[{{,:][{DOUBLE}{SINGLE}]\w")
"""An option or a string of a code span."""
NOBODYS = lazy_pattern(
    rf"[{DASHES}]>|[{DASHES}]-|-[{DASHES}]"
    r"|(?<!\w)(?:“[^“”\n]{1,80}“|”[^“”\n]{1,80}”|’[^‘’\n]{1,80}’)(?!\w)"
)
"""Arrows and rules of which only a part is a dash, and one and the same mark before and behind a phrase."""
PLAIN = frozenset({"", "text", "txt", "md", "markdown", "plain", "plaintext", "mermaid", "diff", "none", "console"})
"""Fences that may hold prose."""
UNNAMED = frozenset({"", "console", "diff"})
"""Those of them that mostly hold code, or the messages of a program, which quote."""
IN_BRACKETS = lazy_pattern(rf"(?:(?<=[=(\[{{])|(?<=[=(\[{{] ))[{DOUBLE}{SINGLE}](?=\S)")
LONG = 4000
"""Characters of a line from which on it was made by a machine, and is not looked into."""
SEVERAL = 3
"""Marks inside of words and comments from which on, with no straight one left, all of the code was changed."""
WRAPPED = "wrapped_in_fence"
"""What a whole page is code for, to a tool that it was pasted into."""
FEW = 20
"""Replaced marks for each one that is left straight, at least, where all were replaced."""
CONTRACTION = lazy_pattern(r"(?<=[a-z])['’](?=(?:s|t|re|ve|ll|d|m)\b)")


def is_possible(text: str) -> bool:
    """Whether a typographic mark and code stand in the text."""
    return (
        not text.isascii()
        and ("`" in text or "~~~" in text or "    " in text or "\t" in text)
        and bool(MARK.search(text))
    )


def find(context: FileContext) -> Iterator[Event]:
    """Yield one event for the marks that the base has straight, else one for those of new code."""
    edits = _from_base(context)
    if edits and ELLIPSIS in (context.base or ""):  # its writer uses the character, for text that is left out
        edits = [edit for edit in edits if edit.before != ELLIPSIS]
    if edits:
        yield Event(
            tuple(edits),
            tuple((edit.start, edit.end) for edit in edits),
            "straight marks in code became typographic: a word processor or a chat replaced them",
            Applicability.SAFE,
            "history",
        )
        return
    places = _from_form(context)
    if places:
        yield Event(
            (),
            tuple(places),
            "typographic marks stand in code where only straight ones work: a word processor or a chat put them",
            Applicability.DISPLAY_ONLY,
            "form",
        )


def _fold(token: str) -> str:
    if token[0] in "-–—−":
        return "-"
    if token in DOUBLE:
        return '"'
    if token in SINGLE:
        return "'"
    return "..." if token == "…" else token


def _from_base(context: FileContext) -> list[Edit]:
    """Return the repairs of marks of code that were straight in the base; none where a person may have changed them."""
    pairs = [
        pair for pair in paired_tokens(context, TOKEN, _fold, MARK) if MARK.search(pair.new) and pair.old.isascii()
    ]
    if not pairs:
        return []
    base = context.base_blocks
    in_code = [pair for pair in pairs if base.kind_at(pair.old_start) in CODE]
    works = any(_works(context, base, pair) for pair in in_code)
    if WRAPPED in context.undone and _are_everywhere(context, pairs, works=works):
        return sorted(_edits(pairs) + _in_other_lines(context, pairs, frozenset(Kind)))
    if not works:
        return _edits(in_code) if len(in_code) >= SEVERAL and not _has_straight_ones(context) else []
    return sorted(_edits(in_code) + _in_other_lines(context, in_code, CODE))


def _edits(pairs: Sequence[Pair]) -> list[Edit]:
    return [Edit(pair.start, pair.end, pair.new, pair.old) for pair in pairs]


def _are_everywhere(context: FileContext, pairs: Sequence[Pair], *, works: bool) -> bool:
    """Whether each mark of a whole page was replaced, those that do something or that nobody writes so among them.

    `works` says that one of `pairs` was a mark of code that did something.
    """
    straight = context.text.count("'") + context.text.count('"')
    return len(pairs) >= SEVERAL and FEW * straight < len(pairs) and (works or bool(NOBODYS.search(context.text)))


def _works(context: FileContext, base: BlockMap, pair: Pair) -> bool:
    """Whether the straight mark does something: it delimits a string, or begins an option.

    What it does in a comment shows only that the rest of the line is as it was.
    """
    line = base.line_at(pair.old_start)
    if line.end - line.start >= LONG:
        return False
    before, after = base.text[line.start : pair.old_start], base.text[pair.old_start + len(pair.old) : line.end]
    comment = base.kind_at(pair.old_start) is not Kind.CODE and COMMENT.search(before)
    if pair.old in "\"'":
        if comment or (before[-1:].isalnum() and after[:1].isalnum()):
            start = context.text.rfind("\n", 0, pair.start) + 1
            end = context.text.find("\n", pair.end)
            now = context.text[start : end if end >= 0 else None]
            return before.count('"') % 2 == 0 and _folded(now) == _folded(base.text[line.start : line.end])
        return before.count("'" if pair.old == '"' else '"') % 2 == 0
    if comment:
        return False
    if pair.old[0] == "-":
        loose = not before[-1:].strip() and not after[:1].strip()
        return after[:1].isalpha() if len(pair.old) == 1 else not loose
    return after[:1].isalpha() or after.startswith(("[", "{", "("))


def _folded(line: str) -> str:
    return "".join(map(_fold, TOKEN.findall(line.rstrip("\r"))))


def _in_other_lines(context: FileContext, pairs: Sequence[Pair], kinds: frozenset[Kind]) -> list[Edit]:
    """Return the repairs of what a person wrote in text of these kinds, of marks that the base does not have there."""
    base, blocks, fresh = context.base_blocks, context.blocks, fresh_lines(context)
    known, straight = {pair.start for pair in pairs}, {pair.new: pair.old for pair in pairs}
    meant = {match[0] for match in MARK.finditer(base.text) if base.kind_at(match.start()) in kinds}
    return [
        Edit(match.start(), match.end(), match[0], straight[match[0]])
        for match in RUN.finditer(context.text)
        if match[0] in straight
        and meant.isdisjoint(match[0])
        and match.start() not in known
        and fresh[blocks.line_index(match.start())]
        and blocks.kind_at(match.start()) in kinds
    ]


def _has_straight_ones(context: FileContext) -> bool:
    text, blocks = context.text, context.blocks
    return any(
        line.kind in BLOCK and ("'" in text[line.start : line.end] or '"' in text[line.start : line.end])
        for line in blocks.lines
    )


def _from_form(context: FileContext) -> list[tuple[int, int]]:
    """Return the marks of code in lines that no version before holds, where one of them should work."""
    text = context.text
    blocks, fresh = context.blocks, fresh_lines(context)
    proved, language = False, ""
    comments: set[int] = set()
    places: list[tuple[int, int]] = []
    for number, line in enumerate(blocks.lines):
        body = text[line.start : line.end]
        if line.kind is Kind.FENCED and (fence := INFO.match(body)):
            language = fence[1].lower()
            continue
        if body.isascii() or number >= len(fresh) or not fresh[number]:
            continue
        if line.kind not in BLOCK:
            spans = [match.span() for match in INLINE_CODE.finditer(body) if IN_A_SPAN.search(match[0])]
            places += [
                (line.start + mark.start(), line.start + mark.end())
                for start, end in spans
                for mark in MARK.finditer(body, start, end)
            ]
            proved = proved or bool(spans)
            continue
        marks = [mark for mark in MARK.finditer(body) if mark[0] != "…"]
        in_fence = line.kind is Kind.FENCED
        proved = proved or bool(NOBODYS.search(body))
        if len(body) < LONG and any(_should_work(body, mark, language, in_fence=in_fence) for mark in marks):
            proved = True
        places += [(line.start + mark.start(), line.start + mark.end()) for mark in marks]
        if comment := COMMENT.search(body):
            comments.update(line.start + mark.start() for mark in marks if mark.start() >= comment.end())
    return places if proved or _is_odd(text, blocks, comments) else []


def _should_work(body: str, mark: re.Match[str], language: str, *, in_fence: bool) -> bool:
    """Whether a mark stands where code has a straight one that does something."""
    before = body[: mark.start()]
    if mark[0] in DASHES:
        return language not in PLAIN - UNNAMED and bool(OPTION.match(body, mark.start()))
    if COMMENT.search(before) or before.count('"') % 2 or before.count("'") % 2 or before.count("`") % 2:
        return False
    if language in UNNAMED:
        return in_fence and bool(IN_BRACKETS.match(body, mark.start()))
    first = mark.start() - (len(before) - len(before.rstrip()))
    opens = OPENS.match(body, max(0, first - 1)) or (not before.strip() and OPENS.match(body))
    if opens or CLOSES.match(body, mark.start()):
        return language not in PLAIN and in_fence
    return language not in PLAIN and bool(ARGUMENT.match(body, mark.start()))


def _is_odd(text: str, blocks: BlockMap, comments: set[int]) -> bool:
    """Whether contractions are typographic in comments of code alone, in a text whose prose writes them straight."""
    found = list(CONTRACTION.finditer(text))
    curly = [match.start() for match in found if match[0] == "’"]
    straight = [match.start() for match in found if match[0] == "'"]
    if not curly or not comments.issuperset(curly):
        return False
    return bool(straight) and all(blocks.kind_at(at) not in CODE for at in straight)
