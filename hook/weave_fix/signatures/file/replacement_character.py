"""Characters could not be decoded and became U+FFFD or a question mark.

With a base they are put back: each model of the loss (one mark a character, one a byte, one for all) must give exactly
what stands there. So is a line of the base in which U+FFFD stands for its blanks, quotes and dashes, which another tool
had made typographic before, or a question mark does, where several stand for quotes before a word. A question mark at
the end of a word may be a question; it is taken for a loss only where other places of the file prove one. These prove
it of text that was moved or copied as well. Without a base what was lost cannot be known: U+FFFD is shown, and so is a
question mark in the place of an apostrophe.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import islice
from typing import TYPE_CHECKING

from weave_fix.language.contractions import OF_AN_OWNER, QUESTIONED
from weave_fix.markdown.blocks import BlockMap, Kind
from weave_fix.patterns import lazy_pattern
from weave_fix.records import Applicability, Edit
from weave_fix.signatures.file._tokens import Pair, fresh_lines, paired_tokens
from weave_fix.signatures.file.registry import Event

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from weave_fix.signatures.file.context import FileContext

EXAMPLE = ("The café’s door is open.\n", "The caf\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}s door is open.\n")
ORDER = 120
EVIDENCE = ("history", "form")
CAN_BE_SAFE = True

LOST = "\N{REPLACEMENT CHARACTER}"
RUN = lazy_pattern(r"(?:[^\x00-\x7f]|\?|\x1a)+|[0-9A-Za-z_]+|[ \t]+|\r?\n|.", re.DOTALL)
"""A question mark may stand for a character of the base, so it goes with the characters that are no ASCII."""
MARKS = (LOST, "?", "ï¿½", "\x1a")
"""What is put for a character that cannot be decoded; the third is U+FFFD that was misread itself."""
MARK = lazy_pattern("|".join(map(re.escape, MARKS)))
CODE = frozenset({Kind.FENCED, Kind.INDENTED, Kind.CODE, Kind.FRONT, Kind.HTML})
TALK = lazy_pattern(r"fffd|replacement char|unicode|encod|decod|utf|charset|tofu|mojibake|garbled|glyph", re.IGNORECASE)
NEAR = 300
"""Characters around U+FFFD in which such a word tells that it is meant."""


RUNS = {LOST: lazy_pattern(f"{LOST}+"), "?": lazy_pattern(r"\?+")}
LIGHT = {mark: lazy_pattern(f"[{mark} '\"-]+") for mark in RUNS}
GAPS = ('"', "'", "--", "-", " ", '""', "''", "")
"""What tools make typographic, and what a blank that cannot be seen was put in for; nothing comes last."""
QUOTES = frozenset("\"'")
ASKED = lazy_pattern(r"[\w/#.%&]")
"""What stands behind no question mark, but in an address or a pattern; a quote may open there."""
RUN_LOST = lazy_pattern(r"(?:[^\x00-\x7f]|\?|\x1a)+")
BESIDE, LEAST_BESIDE = 8, 12
"""Characters on each side of what was lost by which its place is known again in another line, and on both at least."""
SMALL_WORD = lazy_pattern(
    r"(?<![\w-])(?:the|an?|of|to|and|or|from|with|as|are|is|were|by|that|which|our|your|their)\Z", re.IGNORECASE
)
SURE = 3
"""Places of U+FFFD from which on the whole file was damaged, what it says on encodings too."""


def is_possible(text: str) -> bool:
    """Whether one of the marks stands in the text."""
    return "?" in text or "\x1a" in text or (not text.isascii() and any(mark in text for mark in MARKS))


def find(context: FileContext) -> Iterator[Event]:
    """Yield one event for what the base has, and one for each U+FFFD that it has not."""
    pairs = _lost(context)
    pairs = sorted([*pairs, *_lost_blanks_and_quotes(context, pairs)], key=lambda pair: pair.start)
    pairs = sorted([*pairs, *_in_moved_text(context, pairs)], key=lambda pair: pair.start)
    if pairs:
        yield Event(
            tuple(Edit(pair.start, pair.end, pair.new, pair.old) for pair in pairs),
            tuple((pair.start, pair.end) for pair in pairs),
            "characters became replacement marks: the text was converted to an encoding that lacks them",
            Applicability.SAFE,
            "history",
        )
    places = _unknown(context, {at for pair in pairs for at in range(pair.start, pair.end)})
    if places:
        yield Event(
            (),
            tuple(places),
            "characters were lost when the text was decoded, and U+FFFD stands for them",
            Applicability.DISPLAY_ONLY,
            "form",
        )
    marks = _for_apostrophes(context, pairs)
    if marks:
        yield Event(
            (),
            tuple(marks),
            "characters were lost when the text was converted, and question marks stand for them",
            Applicability.DISPLAY_ONLY,
            "form",
        )


def _fold(token: str) -> str:
    return token if token.isascii() and token[0] not in "?\x1a" else LOST


def _lost(context: FileContext) -> list[Pair]:
    """Return the runs of the base whose characters became marks."""
    if context.base is None or context.base.isascii():
        return []
    found = [
        pair
        for pair in paired_tokens(context, RUN, _fold, MARK)
        if not pair.old.isascii() and _is_lost(pair.old, pair.new)
    ]
    sure = [pair for pair in found if not _may_ask(context, pair)]
    if sure:
        return found
    return []


def _in_moved_text(context: FileContext, known: Sequence[Pair]) -> list[Pair]:
    """Return what was lost in lines that a person moved or copied: the same stands before it and behind it in the base.

    It is looked for where others prove the loss, `known`.
    """
    marks = {mark for pair in known for mark in MARKS if mark in pair.new}
    if not marks:
        return []
    sound: dict[tuple[str, str], set[str]] = {}
    for line in context.base_keys:
        for match, *beside in _runs(line):
            sound.setdefault((beside[0], beside[1]), set()).add(match[0])
    taken = {pair.start for pair in known}
    found = []
    for number, line in enumerate(context.keys):
        if not any(mark in line for mark in marks) or context.known(line):
            continue
        for match, *beside in _runs(line):
            olds = sound.get((beside[0], beside[1]), set())
            start = context.starts[number] + match.start()
            if (
                len(olds) == 1
                and start not in taken
                and _is_lost(old := next(iter(olds)), match[0])
                and old != match[0]
            ):
                found.append(Pair(old, match[0], 0, start))
    return found


def _runs(line: str) -> Iterator[tuple[re.Match[str], str, str]]:
    """Yield the runs of a line that may have been lost, each with what stands on both sides, if that is enough."""
    folded, shift = RUN_LOST.sub(LOST, line), 0
    for match in RUN_LOST.finditer(line):
        at = match.start() - shift
        shift += len(match[0]) - 1
        left, right = folded[max(0, at - BESIDE) : at], folded[at + 1 : at + 1 + BESIDE]
        if len(left) + len(right) >= LEAST_BESIDE:
            yield match, left, right


def _lost_blanks_and_quotes(context: FileContext, known: Sequence[Pair]) -> list[Pair]:
    """Return what a mark stands for in lines that are else those of the base: a blank, a quote, a dash, or nothing.

    `known` is what was lost of the base's own characters.
    """
    if context.base is None:
        return []
    found = [pair for mark in (LOST, "?") for pair in _gaps_of(context, mark, known)]
    return sorted(found, key=lambda pair: pair.start)


def _gaps_of(context: FileContext, mark: str, known: Sequence[Pair]) -> list[Pair]:
    """Return what one mark stands for, where a person may not have put it in."""
    base = context.base or ""
    known = [pair for pair in known if mark in pair.new]
    more = context.text.count(mark) - base.count(mark)
    if (
        more <= sum(pair.new.count(mark) for pair in known)
        or (mark == LOST and mark in base)
        or (mark == "?" and not known and more < SURE)
    ):
        return []
    of_line: dict[int, list[Pair]] = {}
    for pair in known:
        of_line.setdefault(bisect_right(context.starts, pair.start) - 1, []).append(pair)
    light = LIGHT[mark]
    lines = {light.sub("", line): line for line in context.base_keys}
    found = []
    for number, key in enumerate(context.keys):
        if mark not in key or (mark == "?" and context.known(key)):
            continue
        sound, places = _with_known(key, of_line.get(number, ()), context.starts[number])
        if mark in sound and (old := lines.get(light.sub("", sound))):
            found += [pair._replace(start=places[pair.start]) for pair in _gaps(sound, old, mark)]
    if mark == LOST:
        # A single mark that stands for nothing may be a character that a person has put in.
        return found if len(found) + len(known) >= SURE else [pair for pair in found if pair.old]
    blanks = [pair for pair in found if not pair.old and not _may_ask(context, pair)]
    small = sum(_is_behind_small_word(context, pair) for pair in blanks)
    if not (known or _are_quotes(context, found) or (len(blanks) > SURE and small > 1)):
        return []
    found = [pair for pair in found if pair.old in QUOTES or not _may_ask(context, pair)]
    return found if len(blanks) >= SURE else [pair for pair in found if pair.old]


def _is_behind_small_word(context: FileContext, pair: Pair) -> bool:
    """Whether a mark stands behind a word that ends no sentence, and no question."""
    return SMALL_WORD.search(context.text, max(0, pair.start - 8), pair.start) is not None


def _are_quotes(context: FileContext, found: Sequence[Pair]) -> bool:
    """Whether several question marks stand for quotes, in lines where one of them stands before a word."""
    lines = [bisect_right(context.starts, pair.start) for pair in found]
    open_lines = {line for line, pair in zip(lines, found, strict=True) if ASKED.match(context.text, pair.end)}
    return sum(pair.old in QUOTES and line in open_lines for line, pair in zip(lines, found, strict=True)) >= SURE


def _with_known(line: str, known: Sequence[Pair], start: int) -> tuple[str, list[int]]:
    """Return a line that starts at `start` with what is known put back, and the place in the text of each character."""
    pieces, places, at = [""] * 0, [0] * 0, 0
    for pair in known:
        first, last = pair.start - start, pair.end - start
        pieces += [line[at:first], pair.old]
        places += [*range(start + at, start + first), *([pair.start] * len(pair.old))]
        at = last
    return "".join([*pieces, line[at:]]), [*places, *range(start + at, start + len(line))]


def _gaps(line: str, old: str, mark: str) -> list[Pair]:
    """Return the runs of the mark in a line, each with what the old line has there; none where the lines differ else.

    The places are those in the line.
    """
    found, at = [], 0
    last = 0
    runs = RUNS[mark]
    for match in runs.finditer(line):
        at += match.start() - last
        gaps = (match[0], *GAPS) if mark in old else GAPS
        gap = next((gap for gap in gaps if _goes_on(line, match.end(), old, at, gap, mark)), None)
        if gap is None:
            return []
        found.append(Pair(gap, match[0], 0, match.start()))
        at, last = at + len(gap), match.end()
    olds = iter(found)
    is_old = runs.sub(lambda match: next(olds).old, line) == old
    return [pair for pair in found if pair.old != pair.new] if is_old else []


def _goes_on(line: str, at: int, old: str, old_at: int, gap: str, mark: str) -> bool:
    """Tell whether the old line has the gap there, and behind it what the line has up to the next mark."""
    end = line.find(mark, at)
    piece = line[at : end if end >= 0 else None]
    return old.startswith(gap + piece, old_at) and (end >= 0 or old_at + len(gap) + len(piece) == len(old))


def _is_lost(old: str, new: str) -> bool:
    """Whether `new` is what one of the models of the loss makes of `old`."""
    marks = [mark for mark in MARKS if mark in new and mark not in old] or ["?"] * ("?" in new)
    return any(new in _models(old, mark) for mark in marks)


def _models(old: str, mark: str) -> Iterator[str]:
    yield "".join(char if char.isascii() else mark for char in old)
    yield "".join(char if char.isascii() else mark * len(char.encode("utf-8", "surrogateescape")) for char in old)
    yield "".join(char if char.isascii() else mark * (1 + (char > "\uffff")) for char in old)
    yield re.sub(r"[^\x00-\x7f]+", lambda _: mark, old)
    for codec in ("latin-1", "cp1252", "cp1251", "cp1250", "gbk", "cp932"):  # what these encodings have stays
        yield "".join(char if _has(codec, char) else mark for char in old)


def _has(codec: str, char: str) -> bool:
    try:
        char.encode(codec)
    except UnicodeEncodeError:
        return False
    return True


def _may_ask(context: FileContext, pair: Pair) -> bool:
    """Whether a person may have written these question marks: behind a word that ends there, for another mark."""
    if "?" not in pair.new or any(mark in pair.new for mark in MARKS if mark != "?"):
        return False
    if any(old.isalpha() for old in pair.old):
        return False
    left, right = context.text[pair.start - 1 : pair.start], context.text[pair.end : pair.end + 2]
    goes_on = right[:1].isalnum() or (right[:1] == " " and right[1:].islower())
    if not pair.old and right[:1] == " " and _is_behind_small_word(context, pair):
        return False
    return bool(left.strip()) and left not in ".,;:" and not goes_on


def _unknown(context: FileContext, known: set[int]) -> list[tuple[int, int]]:
    """Return where U+FFFD stands in prose of lines that no version before holds."""
    text = context.text
    if LOST not in text:
        return []
    blocks, fresh = context.blocks, fresh_lines(context)
    found = [match.span() for match in re.finditer(f"{LOST}+", text) if match.start() not in known]
    found = [(start, end) for start, end in found if fresh[blocks.line_index(start)]]
    plain = list(islice((span for span in found if not _is_meant(text, blocks, *span)), SURE))
    return found if len(plain) == SURE else plain


def _for_apostrophes(context: FileContext, known: Sequence[Pair]) -> list[tuple[int, int]]:
    """Return the question marks that stand for apostrophes in prose of lines that no version before holds.

    `the shop?s` alone may say that there are several shops or one.
    """
    if "?" not in context.text:
        return []
    blocks, fresh = context.blocks, fresh_lines(context)
    taken = {pair.start for pair in known}
    found = [
        match
        for match in QUESTIONED.finditer(context.text)
        if fresh[blocks.line_index(match.start())]
        and blocks.kind_at(match.start()) not in CODE
        and match.start(match.lastindex or 0) not in taken
    ]
    is_sure = any(match.lastindex != OF_AN_OWNER for match in found)
    return [match.span(match.lastindex or 0) for match in found] if is_sure else []


def _is_meant(text: str, blocks: BlockMap, start: int, end: int) -> bool:
    if blocks.kind_at(start) in CODE:
        return True
    first, last = blocks.paragraph(start)
    return bool(TALK.search(text, max(first, start - NEAR), min(last, end + NEAR)))
