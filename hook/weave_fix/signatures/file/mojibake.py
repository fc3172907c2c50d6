"""UTF-8 was read as another encoding and saved again: an accent became two characters, a quotation mark three.

With a base the characters of the base are put through each misreading; where the result is what now stands there, the
characters of the base are put back. Without one, a run of characters is decoded backwards where that is exact in both
directions and ftfy finds what stands there less likely than what it comes to.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from weave_fix.edits import apply_edits
from weave_fix.markdown.blocks import BlockMap, Kind
from weave_fix.named_tuple import NamedTuple
from weave_fix.patterns import lazy_pattern
from weave_fix.records import Applicability, Edit
from weave_fix.signatures.file._codecs import (
    MULTI_BYTE,
    NOT_LATIN,
    SINGLE_BYTE,
    Misreading,
    decoded,
    misreadings,
    sequences,
)
from weave_fix.signatures.file._tokens import fresh_lines, paired_tokens
from weave_fix.signatures.file.context import FileContext
from weave_fix.signatures.file.registry import Event

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


EXAMPLE = ("The café’s door is open.\n", "The cafÃ©â€™s door is open.\n")
ORDER = 100
EVIDENCE = ("history", "form")
CAN_BE_SAFE = True

TOKEN = lazy_pattern(r"[^\x00-\x7f]+|[0-9A-Za-z_]+|[ \t]+|\r?\n|.", re.DOTALL)
NOT_ASCII = lazy_pattern(r"[^\x00-\x7f]")
RUN = lazy_pattern(r"[^\x00-\x7f]{2,}")
"""What any sequence of UTF-8 that was misread stands in, whatever the encoding: none has a character of ASCII."""
EAST_ASIAN = lazy_pattern("[鈥鈫鈮鈹鈺鈻锛銆茅眉枚盲脿脗脳艂谩铆贸窶ﾃ竄蝣窶竊傘]")
"""What the characters that are no ASCII in most Western texts become in Chinese and Japanese encodings."""
TALK = lazy_pattern(
    r"mojibake|encod|charset|character set|code ?page|cp-?\d{3}|windows-125|latin-?1|8859|utf-?8|unicode|garbled",
    re.IGNORECASE,
)
"""Words of a passage that may show on purpose what a misreading looks like."""
CODE = frozenset({Kind.FENCED, Kind.INDENTED, Kind.CODE})
LETTERS_AND_MARKS = lazy_pattern(
    "[\u00a0-\u017f\u0192\u0218-\u021b\u02c6\u02dc\u200b-\u200d\u2010-\u2027\u202f-\u203a\u2060\u20ac\u2122\u2190-\u21ff\u2200-\u22ff"
    "\u2500-\u25ff\u2600-\u27bf\ufeff]+"
)
"""Western letters, and marks and blanks, some of them not seen, that stand in texts of any language."""
SCRIPTS = lazy_pattern(
    "[\u0370-\u03ff]+|[\u0400-\u04ff]+|[\u05d0-\u05ea]+|[\u0600-\u06ff]+|[\u0900-\u0dff]+|[\u0e00-\u0e7f]+"
    "|[\u1e00-\u1eff\u00c0-\u01bf]+|[\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef]+|[\uac00-\ud7af]+|[\U0001f000-\U0001faff\ufe0f\u200d]+"
)
"""Runs of one script, and of emoji."""
UNPRINTED = dict.fromkeys(map(ord, "\u00a0\u00ad\ufeff\u200b\u200c\u200d\u2060\u3000\u202f"))
"""Blanks and marks that Python does not call printable, though texts hold them."""
PLAIN = str.maketrans(
    {
        "\N{LEFT SINGLE QUOTATION MARK}": "'",
        "\N{RIGHT SINGLE QUOTATION MARK}": "'",
        "\N{LEFT DOUBLE QUOTATION MARK}": '"',
        "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
        "\N{EN DASH}": "--",
        "\N{NO-BREAK SPACE}": " ",
        **dict.fromkeys("\N{ZERO WIDTH SPACE}\N{ZERO WIDTH NON-JOINER}\N{WORD JOINER}\N{SOFT HYPHEN}", ""),
    }
)
"""What other tools make of quotes, dashes and blanks, and what they made it of."""
ABOUT = 5
"""Such words in a page that is about them."""
NEAR = 300
"""Characters around a run in which such a word tells that it is shown."""
SAMPLE = 50
"""Places by which the encodings are chosen that may stand behind all of them."""
SURE = 3
"""Places of which a whole file of one misreading consists at the least."""


def is_possible(text: str) -> bool:
    """Whether anything in `text` is what UTF-8 becomes in another encoding."""
    return not text.isascii() and bool(_garbled().search(text) or EAST_ASIAN.search(text))


@cache
def _garbled() -> re.Pattern[str]:
    every = "|".join(sequences(codec).pattern.removesuffix("+") for codec in SINGLE_BYTE)
    # None begins with ASCII, where looking for each of them would take twenty times as long.
    return re.compile(f"(?=[^\x00-\x7f])(?:[\x80-\x9f]|{every})")


class _Place(NamedTuple):
    start: int
    before: str
    after: str

    @property
    def end(self) -> int:
        return self.start + len(self.before)


def find(context: FileContext) -> Iterator[Event]:
    """Yield the misreading of each kind that the base or the form proves."""
    if context.base is not None:
        lines = _whole_lines(context)
        if lines:
            yield _event(lines[1], lines[0], "history")
            return
    places, seen = _from_base(context)
    proved = Counter(seen).most_common(1)
    more = _from_form(context, proved[0][0] if proved else None, places)
    if places:
        misreading = proved[0][0]
        places = sorted(places + more[1])
        yield _event(_with_mark_of_the_base(context, places), misreading, "history")
    elif more[1] and more[0]:
        yield _event(more[1], more[0], "form")
        yield from _other_misreadings(context, more[1])


def _other_misreadings(context: FileContext, taken: Sequence[_Place]) -> Iterator[Event]:
    """Yield what the form proves beside the places `taken`: parts of a text may be misread in different ways."""
    for _ in SINGLE_BYTE:
        misreading, places = _from_form(_repaired(context, taken), None, taken)
        places = _beside(places, taken)
        if misreading is None or not places:
            return
        yield _event(places, misreading, "form")
        taken = sorted([*taken, *places])


def _beside(places: Sequence[_Place], taken: Sequence[_Place]) -> list[_Place]:
    """Return those of `places` that touch none of the places `taken`."""
    spans = sorted((place.start, place.end) for place in taken)
    starts = [start for start, _ in spans]

    def is_free(place: _Place) -> bool:
        at = bisect_left(starts, place.end) - 1
        return at < 0 or spans[at][1] <= place.start

    return list(filter(is_free, places))


def _repaired(context: FileContext, taken: Sequence[_Place]) -> FileContext:
    """Return the context with what the places come to, at the offsets that all else has now: their first and last
    characters, which stand beside other runs, and letters between them."""
    parts, last = [], 0
    for place in sorted(taken):
        inner = "x" * max(0, len(place.before) - 2)
        parts += [context.text[last : place.start], (place.after[:1] + inner + place.after[-1:])[: len(place.before)]]
        last = place.end
    text = "".join(parts) + context.text[last:]
    if len(text) != len(context.text):
        return context
    return FileContext(context.path, text, context.base, context.others, whole=context.whole)


def _event(places: Sequence[_Place], misreading: Misreading, evidence: str) -> Event:
    return Event(
        tuple(Edit(place.start, place.end, place.before, place.after) for place in places),
        tuple((place.start, place.end) for place in places),
        str(misreading),
        Applicability.SAFE,
        evidence,
    )


def _fold(token: str) -> str:
    return token if token.isascii() else "\x80"


def _from_base(context: FileContext) -> tuple[list[_Place], list[Misreading]]:
    """Return the runs that are what a misreading makes of the characters of the base there, and that misreading."""
    found: list[_Place] = []
    seen: list[Misreading] = []
    explain = _explainer()
    for pair in paired_tokens(context, TOKEN, _fold, NOT_ASCII):
        misreading = None if pair.new.isascii() else explain(pair.old, pair.new)
        if misreading:
            found.append(_Place(pair.start, pair.new, pair.old))
            seen.append(misreading)
    return found, seen


def _explainer() -> Callable[[str, str], Misreading | None]:
    """Return a function that tells which misreading makes the second text of the first; None where none does."""
    order = list(misreadings())
    known: dict[tuple[str, str], Misreading | None] = {}

    def explain(old: str, new: str) -> Misreading | None:
        if (old, new) not in known:
            known[old, new] = next((one for one in order if one.garble(old) == new), None)
            if one := known[old, new]:
                order.remove(one)
                order.insert(0, one)
        return known[old, new]

    return explain


def _with_mark_of_the_base(context: FileContext, places: list[_Place]) -> list[_Place]:
    """Take out a byte-order mark that came with the misreading, garbled or not."""
    if (context.base or "").startswith("\ufeff"):
        return places
    if context.text.startswith("\ufeff"):
        return [_Place(0, "\ufeff", ""), *places]
    if places[0].start == 0 and places[0].after.startswith("\ufeff"):
        return [places[0]._replace(after=places[0].after[1:]), *places[1:]]
    return places


def _whole_lines(context: FileContext) -> tuple[Misreading, list[_Place]] | None:
    """Return the lines that are what an East Asian encoding makes of lines of the base."""
    lines = {line for line in context.base_lines if not line.isascii()}.difference(context.lines)
    if not lines or not EAST_ASIAN.search(context.text):
        return None
    for codec in MULTI_BYTE:
        for handler in ("replace", "ignore"):
            garbled = {line.encode("utf-8", "surrogateescape").decode(codec, handler): line for line in lines}
            if not garbled.keys().isdisjoint(context.lines):
                misread = {line: garbled.get(line) or _backwards(line, codec) for line in set(context.lines)}
                return Misreading((codec,), handler), [
                    _Place(start, line, sound)
                    for line, start in zip(context.lines, context.starts, strict=False)
                    if (sound := misread[line]) is not None
                ]
    return None


def _backwards(line: str, codec: str) -> str | None:
    """Return what a line was before it was misread, where that is exact; None where it is not."""
    if line.isascii():
        return None
    try:
        sound = line.encode(codec).decode("utf-8")
        return sound if sound.encode("utf-8").decode(codec) == line else None
    except UnicodeError:
        return None


def _from_form(
    context: FileContext, proved: Misreading | None, taken: Sequence[_Place]
) -> tuple[Misreading | None, list[_Place]]:
    """Return the runs that decode backwards and are likelier so, and the misreading that does it."""
    runs = "\n".join(RUN.findall(context.text))
    codecs = [codec for codec in SINGLE_BYTE if sequences(codec).search(runs)]
    if proved:  # the same characters may come of several encodings
        known = {(place.after.lstrip("\ufeff"), place.before.lstrip("\ufeff")) for place in taken[:SAMPLE]}
        times = len(proved.codecs)
        codecs = [codec for codec in codecs if all(Misreading((codec,) * times).garble(a) == b for a, b in known)]
    best: tuple[int, int, Misreading | None, list[_Place]] = (0, 0, None, [])
    fresh = fresh_lines(context)
    for codec in codecs:
        spans = _spans(context, codec, fresh, taken)
        lazily = (span for span in spans if proved or _is_strong(context.text, span, codec))
        strong = list(islice(lazily, SURE))
        if len(strong) == SURE:
            strong = spans
        saved = sum(len(span.before) - len(span.after) for span in strong)
        if (len(strong), saved) > best[:2]:
            twice = any(_decode_all(span.before, codec)[1] > 1 for span in strong)
            best = len(strong), saved, Misreading((codec,) * (1 + twice)), strong
    meant = _without_what_is_shown(context, best[3], taken)
    return best[2], meant


def _spans(context: FileContext, codec: str, fresh: Sequence[bool], taken: Sequence[_Place]) -> list[_Place]:
    """Return the runs of the fresh lines that decode exactly, with what they come to."""
    text, covered = context.text, {place.start for place in taken}
    known: dict[str, str] = {}
    found = []
    for match in (each for run in RUN.finditer(text) for each in sequences(codec).finditer(text, *run.span())):
        if match.start() in covered or not fresh[bisect_right(context.starts, match.start()) - 1]:
            continue
        if _continues(text[match.start() - 1 : match.start()]) or _continues(text[match.end() : match.end() + 1]):
            continue
        garbled = match[0]
        if garbled not in known:
            sound, _ = _decode_all(garbled, codec)
            known[garbled] = sound if sound.translate(UNPRINTED).isprintable() else garbled
        if known[garbled] != garbled:
            found.append(_Place(match.start(), garbled, known[garbled]))
    return found


def _continues(char: str) -> bool:
    """Whether a character beside a run is a letter, but none of ASCII: then the run is part of a word."""
    return char.isalpha() and not char.isascii()


def _decode_all(garbled: str, codec: str) -> tuple[str, int]:
    """Return what a run comes to when it is decoded as often as it can be, and how often that is."""
    sound, times = garbled, 0
    while times < 3 and not sound.isascii() and sequences(codec).fullmatch(sound):
        once = decoded(sound, codec)
        if once is None:
            break
        sound, times = once, times + 1
    return sound, times


def _is_strong(text: str, place: _Place, codec: str) -> bool:
    """Whether a run is proof by itself that UTF-8 was misread."""
    from ftfy.badness import badness

    sound, length = place.after, len(place.before)
    if LETTERS_AND_MARKS.fullmatch(sound):
        if length >= 3 * len(sound):  # the three characters of a quotation mark or a dash are no text of any language
            return True
        left, right = max(0, place.start - 12), place.end + 12
        around = text[left : place.start], text[place.end : right]
        if codec in NOT_LATIN:
            beside = around[0][-1:] + around[1][:1]
            return len(sound) > 2 or any(char.isascii() and char.isalpha() for char in beside)
        now, then = (badness(around[0] + run + around[1]) for run in (place.before, sound))
        return now > then or _is_inside_a_word(around, codec, sound)
    if length >= 4 * len(sound):  # nor are the four of an emoji
        return True
    least = 3 if codec in NOT_LATIN else 2
    return len(sound) >= least and bool(SCRIPTS.fullmatch(sound)) and length >= 2 * len(sound)


def _is_inside_a_word(around: tuple[str, str], codec: str, sound: str) -> bool:
    """Whether a run that ftfy lets pass comes to a lower letter between two letters of ASCII, and is none itself."""
    left, right = around[0][-1:], around[1][:1]
    ascii_beside = left.isascii() and left.islower() and right.isascii() and right.islower()
    return ascii_beside and sound.isalpha() and sound.islower() and codec not in NOT_LATIN


def _without_what_is_shown(context: FileContext, places: list[_Place], taken: Sequence[_Place]) -> list[_Place]:
    """Leave out the runs that a writer may show: in code, and beside words on encodings, unless all is misread.

    A page with many such words is about encodings, and shows what it likes.
    """
    if not places:
        return places
    blocks = context.blocks
    talk = [match.start() for match in TALK.finditer(context.text)]
    total = len(places) + len(taken)
    proved = _restored_lines(context, places)
    kept = [
        place
        for place in places
        if blocks.line_index(place.start) in proved or not _is_shown(context.text, blocks, talk, place)
    ]
    shown = len(places) - len(kept)
    if len(talk) >= ABOUT:
        return [place for place in kept if blocks.line_index(place.start) in proved]
    return places if total - shown >= SURE and shown * 2 < total else kept


def _restored_lines(context: FileContext, places: Sequence[_Place]) -> set[int]:
    """Return the lines, 0-based, that are those of the base without the misreading, but for their quotes and blanks.

    A word processor that made the quotes typographic comes before the misreading of what it made.
    """
    if not context.base:
        return set()
    base = {line.translate(PLAIN) for line in context.base_lines}
    of_line: dict[int, list[_Place]] = {}
    for place in places:
        of_line.setdefault(bisect_right(context.starts, place.start) - 1, []).append(place)
    found = set()
    for number, inside in of_line.items():
        start = context.starts[number]
        edits = [Edit(place.start - start, place.end - start, place.before, place.after) for place in inside]
        if apply_edits(context.lines[number], edits).translate(PLAIN) in base:
            found.add(number)
    return found


def _is_shown(text: str, blocks: BlockMap, talk: Sequence[int], place: _Place) -> bool:
    start, end = blocks.paragraph(place.start)
    start, end = max(start, place.start - NEAR), min(end, place.end + NEAR)
    if bisect_left(talk, start) < bisect_left(talk, end):
        return True
    return blocks.kind_at(place.start) in CODE
