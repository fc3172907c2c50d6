"""Front matter that was taken for text: joined to one line, its fence changed, made a heading or a rule.

Where the base has the front matter, its lines are put back, with the values that a person has changed since. Without
a base it is shown: where one value ended and the next began nobody can tell.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from weave_fix.markdown.blocks import FRONT_MATTER
from weave_fix.named_tuple import NamedTuple
from weave_fix.patterns import lazy_pattern
from weave_fix.positions import split_lines
from weave_fix.records import Applicability, Edit
from weave_fix.signatures.file.registry import Event

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from weave_fix.signatures.file.context import FileContext

ORDER = 400
EVIDENCE = ("history", "form")
CAN_BE_SAFE = True
EXAMPLE = (
    "---\ntitle: Doors\nlayout: page\n---\n\nOpen the door.\n",
    "- - -\n\n## title: Doors layout: page\n\nOpen the door.\n",
)

RULE = lazy_pattern(
    r"[ \t]*(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|=+|(?:\\-){3}|\\---|[—–―]+-?|`{3,}[a-z]*|~{3,}[a-z]*"
    r"|<hr ?/?>)[ \t]*"
)
"""What the fence of front matter becomes in an editor that takes it for text."""
HEADING = lazy_pattern(r"^#{1,6}[ \t]+")
ESCAPE = lazy_pattern(r"\\([!-/:-@\[-`{-~])")
KEY = lazy_pattern(r"[A-Za-z_][\w.-]{0,40}:")
KEYS = lazy_pattern(r"(?<!\S)[A-Za-z_][\w.-]{0,40}(?:\(s\))?:(?!\S)")
LONG_KEY = lazy_pattern(r"[A-Za-z_][\w.-]{0,40}(?: [\w().-]{1,20}){0,3}:(?!\S)")
FIRST_KEY = lazy_pattern(r"[A-Za-z_][\w.-]{0,40}(?: [\w()-]{1,20}){0,2}:(?!\S)")
LINE = lazy_pattern(r"[ \t]*(?:[A-Za-z_\"'][^:\n]*:(?: |$)|-(?: |$)|#|[\])}])")
"""What a line of front matter begins with, but for the further lines of a long value."""
NEW_LINE = lazy_pattern(r"[ \t]*(?:[A-Za-z_][\w.-]*:(?!\S)|- )")
TWO = lazy_pattern(r":[ \t]+(?:[^\s\"'#][^\"'#]*[ \t])?[A-Za-z_][\w.-]*:(?!\S)|\S[ \t]+-[ \t]+\S")
"""Two keys or two list items in one line: it cannot be said where the second one belongs."""
QUOTED = lazy_pattern(r'"[^"]*"')
BLOCK = frozenset({"|", ">", "|-", ">-", "|+", ">+"})
"""What stands behind the key of a value of several lines, and nothing behind it."""
USUAL = lazy_pattern(
    r"(?<![\w.-])(?:title|layout|date|authors?|description|permalink|tags|categor(?:y|ies)|slug|weight|draft|id|excerpt|image"
    r"|sidebar_position|sidebar_label|url|aliases|lang|redirect_from|published|ms\.\w+|keywords|summary):(?=\s)"
)
MARK = r"(-{3,}|\*{3,}|_{3,}|[—–―]-?)"
OPENED = lazy_pattern(rf"[ \t]*{MARK}[ \t]+(?=[A-Za-z_][\w.-]{{0,40}}:(?!\S))")
ENDED = lazy_pattern(rf"(?<=\S)[ \t]+{MARK}[ \t]*\Z")
"""A fence in the line of the first key, or of the last."""
MOST = 300
"""Lines that the start of the text is looked for front matter in, at most."""
LIKE = 0.6
"""The share of words that front matter and the start of the text have to have in common."""


class Head(NamedTuple):
    """The start of the text that is, or was, front matter."""

    opening: str
    """The line that the fence became; empty where there is none."""
    body: list[str]
    """The lines between the fences that are not blank, without the marks of a heading."""
    last: int
    """The number of its lines."""
    closing: str
    """The line that the closing fence became; empty where there is none."""
    is_apart: bool
    """Whether blank lines part the body from the fences."""


def is_possible(text: str) -> bool:
    """Tell whether the text begins with a rule, a heading or a line that has a key."""
    head = text[:3000].lstrip()
    return bool(RULE.match(head) or KEY.match(HEADING.sub("", head)))


def find(context: FileContext) -> Iterator[Event]:
    """Yield the event of the front matter that is none any more."""
    base = FRONT_MATTER.match(context.base or "")
    if context.base is not None and not context.whole:
        event = _from_base(context, split_lines(base[0].replace("\r\n", "\n"))) if base else None
        if event:
            yield event
            return
    head = _head(context, None)
    if head and not context.whole and all(map(context.known, head.body)):
        return
    if head and _looks_like_front_matter(context, head):
        message = "front matter stands in the text as a paragraph or a heading; an editor took it for text"
        yield Event((), (context.span(0, head.last),), message, Applicability.DISPLAY_ONLY, "form")


def _head(context: FileContext, old: str | None) -> Head | None:
    """Return the start of the text up to where front matter ended that reads `old`; None where it has none."""
    keys, lasts = _with_fences_apart(context.keys[:MOST])
    at = next((n for n, key in enumerate(keys) if key.strip()), len(keys))
    if at == len(keys):
        return None
    opening = keys[at] if RULE.fullmatch(keys[at]) else ""
    at += bool(opening)
    is_apart = at < len(keys) and not keys[at].strip()
    body: list[str] = []
    last, missing = 0, Counter((old or "").split())
    comments = {line.split()[0] for line in (old or "").split("\n") if line.lstrip()[:1] == "#"}
    for n in range(at, len(keys)):
        line = keys[n].strip()
        if RULE.fullmatch(line) and body:
            return Head(opening, body, lasts[n], line, is_apart)
        line = line if line.split(" ")[0] in comments else HEADING.sub("", line)
        own = line.split()
        is_apart_from_last = not keys[n - 1].strip() or HEADING.match(keys[n - 1].strip())
        is_new = bool(old is not None and is_apart_from_last and body and line)
        is_other = is_new and sum(missing[word] > 0 for word in own) < 0.5 * len(own)
        if is_other and not _goes_on(keys[n:], opening):
            break
        if line and old is None and body and not keys[n - 1].strip():
            break
        missing.subtract(own)
        if line:
            body.append(line)
            last = lasts[n]
    return Head(opening, body, last, "", is_apart) if body else None


def _with_fences_apart(lines: Sequence[str]) -> tuple[list[str], list[int]]:
    """Return the lines, each fence that stands in the line of a key apart from it, and how many lines end with each."""
    first = next((n for n, line in enumerate(lines) if line.strip()), 0)
    opened = OPENED.match(lines[first]) if lines else None
    is_open = opened or (lines and RULE.fullmatch(lines[first]))
    pieces: list[tuple[str, int]] = []
    for n, line in enumerate(lines):
        rest = line
        if opened and n == first:
            pieces.append((opened[1], n + 1))
            rest = line[opened.end() :]
        ended = ENDED.search(rest) if (is_open or n == first) and KEY.match(HEADING.sub("", rest.strip())) else None
        if ended:
            pieces += [(rest[: ended.start()], n + 1), (ended[1], n + 1)]
            pieces += [(line, k) for k, line in enumerate(lines[n + 1 :], n + 2)]
            break
        pieces.append((rest, n + 1))
    return [piece for piece, _ in pieces], [last for _, last in pieces]


def _goes_on(keys: Sequence[str], opening: str) -> bool:
    """Tell whether only lines of front matter follow, up to the one that closes what `opening` opens."""
    following = (key for key in keys[:20] if RULE.fullmatch(key) or (key.strip() and not NEW_LINE.match(key)))
    return bool(opening) and next(following, "").strip() == opening.strip()


def _from_base(context: FileContext, old: Sequence[str]) -> Event | None:
    """Return the event that puts the front matter of the base back; None where the text has it, or has left it out."""
    inner = "".join(old[1:-1])
    words = inner.split()
    own = FRONT_MATTER.match(context.text)
    if len(words) < 2 or (own and not _is_joined(split_lines(own[0])[1:-1], old[1:-1])):
        return None
    head = _head(context, inner)
    if head is None or any(other.startswith(context.text[: context.starts[head.last]]) for other in context.others):
        return None
    if head.opening.strip().startswith(("`", "~")):
        return None
    pieces = re.findall(r"(\s*)(\S+)", " ".join(head.body))
    known = set(words)
    plain = [ESCAPE.sub(r"\1", word) for _, word in pieces]
    now = [bare if bare in known else word for bare, (_, word) in zip(plain, pieces, strict=True)]
    if not head.opening and (now[0] != words[0] or not (head.closing or _is_joined(head.body, old[1:-1]))):
        return None
    from rapidfuzz.distance import Indel

    if Indel.normalized_similarity(_folded(words), _folded(now)) < LIKE and not _has_keys_of(now, old[1:-1]):
        return None
    lines = _with_values(inner, [gap for gap, _ in pieces], now)
    was = {line.rstrip("\r\n") for line in old}
    is_plain = all(
        line in was
        or (LINE.match(line) and not TWO.search(QUOTED.sub('""', line)))
        or (_is_block(above) and not KEYS.search(line))
        for above, line in pairwise(["", *lines])
    )
    after = context.newline.join([old[0].strip(), *lines, old[-1].strip(), ""])
    end = context.starts[head.last]
    edit = Edit(0, end, context.text[:end], after)
    if edit.before == edit.after:
        return None
    message = "the front matter is no front matter any more; an editor took it for text"
    is_plain = is_plain and (head.closing != "" or len(head.body) == 1 or now[-1] == words[-1])
    applicability = Applicability.SAFE if is_plain else Applicability.UNSAFE
    return Event((edit,), ((0, end),), message, applicability, "history")


def _is_joined(lines: Sequence[str], old: Sequence[str]) -> bool:
    """Tell whether a line holds two keys that stood on lines of their own."""
    keys = _keys(old)
    joined = (f" {' '.join(line.split())} " for line in lines if not line.startswith((" ", "\t", "#")))
    return any(sum(f" {key} " in line for key in keys) > 1 for line in joined)


def _keys(lines: Iterable[str]) -> list[str]:
    """Return what begins the lines that have a key of the outer level, each once."""
    return list(dict.fromkeys(match[0] for line in lines if (match := LONG_KEY.match(line))))


def _has_keys_of(now: Sequence[str], old: Sequence[str]) -> bool:
    """Tell whether the words hold most keys of the old lines, two at least, in their order, and no other."""
    left, found = QUOTED.sub('""', f" {' '.join(now)} "), 0
    keys, nested = _keys(old), {match[0] for line in old if line[:1] in (" ", "\t") for match in KEYS.finditer(line)}
    for key in keys:
        before, is_there, behind = left.partition(f" {key} ")
        if is_there:
            if (found == 0 and before.strip()) or not nested.issuperset(KEYS.findall(before)):
                return False
            left, found = f" {behind}", found + 1
    return found > 1 and 2 * found > len(keys) and nested.issuperset(KEYS.findall(left))


def _with_values(old: str, gaps_now: Sequence[str], now: Sequence[str]) -> list[str]:
    """Return the lines of the old front matter, of the words that stand in the text now.

    What stands between two words is what stood there; a key that is new begins a line, another new word goes on.
    """
    from rapidfuzz.distance import Indel

    pieces = re.findall(r"(\s*)(\S+)", old)
    pieces[0] = ("\n" + pieces[0][0], pieces[0][1])
    found: list[str] = []
    kept = ""  # the line end of words that went
    for code in Indel.opcodes(_folded(word for _, word in pieces), _folded(now)):
        gaps = [gap for gap, _ in pieces[code.src_start : code.src_end]]
        if code.tag == "delete":
            kept = kept or next((gap for gap in gaps if "\n" in gap), "")
            continue
        for n, word in enumerate(now[code.dest_start : code.dest_end]):
            if _is_block(" ".join(found[-3:])):
                gap = "\n  "
            elif code.tag == "equal":
                gap = kept if kept and "\n" not in gaps[n] else gaps[n]
            else:
                gap = kept or _gap_before(word, pieces, code.src_start, found) or gaps_now[code.dest_start + n]
            kept = ""
            found += [gap, word]
    end = old[len(old.rstrip()) :]
    end = end if found[-1].lower() == pieces[-1][1].lower() else end[end.find("\n") :]
    return ("".join(found) + end).split("\n")[1:-1]


def _is_block(line: str) -> bool:
    """Tell whether a line ends with the key of a value that begins below it, as `text: >` does."""
    words = line.split()[-2:]
    return len(words) > 1 and words[1] in BLOCK and KEY.fullmatch(words[0]) is not None


def _folded(words: Iterable[str]) -> list[str]:
    """Return the words, those of keys in lower case: a person may have changed their case."""
    return [word.lower() if KEY.fullmatch(word) else word for word in words]


def _gap_before(word: str, pieces: Sequence[tuple[str, str]], at: int, found: Sequence[str]) -> str:
    """Return the line end and the blanks before a new word that begins a line; empty where it goes on in one."""
    if word != "-" and not KEY.fullmatch(word):
        return "" if found else "\n"
    alike: list[int] = [
        n for n in (*range(at - 1, -1, -1), *range(at, len(pieces))) if pieces[n][1] == word and "\n" in pieces[n][0]
    ]
    if alike:
        now = _last_line([*zip(found[::2], found[1::2], strict=True)])
        return pieces[next((n for n in alike if _last_line(pieces[:n]) == now), alike[0])][0]
    is_nested = any(re.fullmatch(r"\n[ \t]+", gap) and KEY.fullmatch(other) for gap, other in pieces)
    if word != "-" and found and found[-1].endswith(":") and is_nested:
        return "\n  "
    is_new_line = at == len(pieces) or "\n" in pieces[at][0]
    return "\n" if not found or (is_new_line and word != "-") else ""


def _last_line(pieces: Sequence[tuple[str, str]]) -> list[str]:
    """Return the words up to the first key of the line that the pieces end with."""
    start = next((n for n in range(len(pieces) - 1, -1, -1) if "\n" in pieces[n][0]), 0)
    words = [word for _, word in pieces[start:]]
    return words[: next((n for n, word in enumerate(words, 1) if KEY.fullmatch(word)), 1)]


def _looks_like_front_matter(context: FileContext, head: Head) -> bool:
    """Tell whether the start of the text alone shows that it was front matter."""
    text = "\n".join(head.body)
    if not FIRST_KEY.match(text) or head.opening.strip().startswith(("`", "~")):
        return False
    usual = len(USUAL.findall(text))
    joined = any(len(USUAL.findall(line)) > 1 or len(KEYS.findall(line)) > 2 for line in head.body)
    if FRONT_MATTER.match(context.text):
        return (joined or len(KEYS.findall(text)) > 1) and head.is_apart and len(head.body) == 1
    if head.opening:
        is_rule = head.opening.strip() != "---"
        keys = len(KEYS.findall(text))
        is_broken = head.closing.strip() not in ("---", "...") or head.last < len(head.body) + 2
        if head.closing and is_broken and usual and len(head.body) > 1 and not is_rule:
            return all(map(LINE.match, head.body))
        is_one = len(head.body) == 1 and (keys > 1 or (usual > 0 and head.last > 1))
        return joined or (is_rule and (usual > 1 or is_one))
    is_list = len(head.body) > 1 and all(KEY.match(line) for line in head.body)
    return usual > 1 and head.closing != "" and is_list and head.last == len(head.body) + 1
