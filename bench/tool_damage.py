"""Damage a text as editors, agents and tools do: one function for each signature of whole files that they leave.

Each takes a text and a source of chance, and returns the damaged text, or None where it has nothing to act on.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from weave_fix.markdown.blocks import FRONT_MATTER, Kind, lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from random import Random

    Operation = Callable[[str, Random], str | None]

SHORTEST = 12
"""Lines of a text."""
TRIES = 40
"""Runs of lines that are tried."""
MOST = 0.6
"""The largest share of a text's lines that is touched where a part is meant."""
SHOWN_ALONE = frozenset({"conflict_markers"})
"""What no tool can undo: which side is right is a person's to say."""
PLACEHOLDERS = (
    "... the rest of the document stays the same ...",
    "<!-- rest of the page unchanged -->",
    "[... existing sections ...]",
    "(remaining content unchanged)",
    "*(The other sections are unchanged.)*",
    "<!-- ... existing content ... -->",
)
OPENINGS = ("Here is the updated file:", "Sure, here is the revised document:", "Below is the corrected version:")
ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"}
GUTTERS = ("{} | {}", "{:>4}\t{}", "{}: {}", "{:>5}\N{RIGHTWARDS ARROW}{}")
DASHES = {"--": "\N{EN DASH}", "'": "\N{RIGHT SINGLE QUOTATION MARK}", '"': "\N{RIGHT DOUBLE QUOTATION MARK}"}
INVISIBLE = ("\N{ZERO WIDTH SPACE}", "\N{ZERO WIDTH NON-JOINER}", "\N{SOFT HYPHEN}", "\N{WORD JOINER}")


def damage_as_tool(text: str, operation: str, rng: Random) -> str | None:
    """Return `text` with what the tool operation does to it; None where it can do nothing.

    Raises KeyError for an operation that is none of `TOOL_OPERATIONS`.
    """
    damaged = TOOL_OPERATIONS[operation](text, rng) if text.count("\n") >= SHORTEST else None
    return damaged if damaged != text else None


def _truncated_file(text: str, rng: Random) -> str | None:
    last = len(text) - 60
    words = [match for match in re.finditer(r"[^\W\d_]{4,}", text) if len(text) // 3 < match.start() < last]
    if not words:
        return None
    word = rng.choice(words)
    return text[: rng.randrange(word.start() + 1, word.end())]


def _elided_block(text: str, rng: Random) -> str | None:
    return _rewritten(text, rng, range(6, 60), lambda chosen: [rng.choice(PLACEHOLDERS) + "\n"])


def _mojibake(text: str, rng: Random) -> str | None:
    share = rng.choice((1.0, 0.5))
    return "".join(_misread(line) if not line.isascii() and rng.random() < share else line for line in _split(text))


def _misread(line: str) -> str:
    """Read UTF-8 as Windows does: what cp1252 lacks becomes a control character."""
    return "".join(
        bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in line.encode("utf-8", "surrogateescape")
    )


def _replacement_character(text: str, rng: Random) -> str | None:
    return re.sub(r"[^\x00-\x7f]", rng.choice(("\N{REPLACEMENT CHARACTER}", "?")), text)


def _html_entities(text: str, rng: Random) -> str | None:
    return _in_prose(text, r"(?<=[\w ,.)])[&<>'\"](?=[\w ])", lambda match: ENTITIES[match[0]])


def _escaped_markdown(text: str, rng: Random) -> str | None:
    return _in_prose(text, r"(?<!\\)[_*\[\]~](?![(\]])", lambda match: "\\" + match[0])


def _broken_front_matter(text: str, rng: Random) -> str | None:
    front = FRONT_MATTER.match(text)
    if front is None:
        return None
    joined = " ".join(line.strip() for line in front[0].strip().split("\n")[1:-1])
    forms = ("- - -\n\n## {}\n", "***\n\n{}\n\n***\n", "---\n\n{}\n\n---\n")
    return rng.choice(forms).format(joined) + text[front.end() :]


def _conflict_markers(text: str, rng: Random) -> str | None:
    def conflict(chosen: list[str]) -> list[str]:
        theirs = "".join(chosen).replace(" ", " now ", 1)
        return ["<<<<<<< HEAD\n", *chosen, "=======\n", theirs, ">>>>>>> topic\n"]

    return _rewritten(text, rng, range(1, 8), conflict)


def _pasted_diff(text: str, rng: Random) -> str | None:
    mark = rng.choice(("+", "+", "> "))
    with_head = mark == "+" and rng.random() < 0.5

    def pasted(chosen: list[str]) -> list[str]:
        head = f"@@ -{len(chosen)},{len(chosen)} +{len(chosen)},{len(chosen)} @@\n" if with_head else ""
        return [head, *(mark + line for line in chosen)]

    return _rewritten(text, rng, range(3, 15), pasted)


def _line_numbers(text: str, rng: Random) -> str | None:
    form, first = rng.choice(GUTTERS), rng.randrange(1, 200)
    return _rewritten(
        text, rng, range(4, 30), lambda chosen: [form.format(first + n, line) for n, line in enumerate(chosen)]
    )


def _wrapped_in_fence(text: str, rng: Random) -> str | None:
    opening = f"{rng.choice(OPENINGS)}\n\n" if rng.random() < 0.5 else ""
    return f"{opening}```markdown\n{text}{'' if text.endswith(chr(10)) else chr(10)}```\n"


def _repeated_block(text: str, rng: Random) -> str | None:
    def twice(chosen: list[str]) -> list[str] | None:
        return [*chosen, "\n", *chosen] if sum(map(len, chosen)) >= 120 else None

    return _rewritten(text, rng, range(3, 20), twice)


def _lost_fence(text: str, rng: Random) -> str | None:
    split, found = _split(text), _kinds(text)
    fences = [
        number
        for number in range(1, len(split) - 1)
        if found[number] is Kind.FENCED and found[number + 1] is not Kind.FENCED and found[number - 1] is Kind.FENCED
    ]
    if not fences:
        return None
    gone = rng.choice(fences)
    return "".join([*split[:gone], *split[gone + 1 :]])


def _flipped_line_ends(text: str, rng: Random) -> str | None:
    return None if "\r" in text else text.replace("\n", "\r\n")


def _invisible_characters(text: str, rng: Random) -> str | None:
    share, put = 12 / max(text.count(" "), 1), rng.choice(("\N{NO-BREAK SPACE}", *INVISIBLE))

    def change(match: re.Match[str]) -> str:
        if rng.random() > share:
            return match[0]
        return put if put.isspace() else put + match[0]

    return _in_prose(text, r"(?<=\w) (?=\w)", change)


def _typographic_code(text: str, rng: Random) -> str | None:
    found = zip(_split(text), _kinds(text), strict=False)
    return "".join(
        re.sub(r"--|'|\"", lambda match: DASHES[match[0]], line)
        if kind is Kind.FENCED and not line.lstrip().startswith(("```", "~~~"))
        else line
        for line, kind in found
    )


def _split(text: str) -> list[str]:
    """Return the lines with their ends, split at LF alone."""
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def _kinds(text: str) -> list[Kind]:
    return [line.kind for line in lines(text)]


def _rewritten(text: str, rng: Random, sizes: range, rewrite: Callable[[list[str]], list[str] | None]) -> str | None:
    """Return `text` with a run of lines outside code and front matter rewritten; None where there is none."""
    split, found = _split(text), _kinds(text)
    for _ in range(TRIES):
        size = rng.choice(sizes)
        if size > MOST * len(split):
            continue
        first = rng.randrange(len(split) - size)
        last = first + size
        inside = found[first:last]
        is_free = not {Kind.FENCED, Kind.FRONT}.intersection(inside) and Kind.BLANK not in (inside[0], inside[-1])
        new = rewrite(split[first:last]) if is_free else None
        if new is not None:
            return "".join([*split[:first], *new, *split[last:]])
    return None


def _in_prose(text: str, pattern: str, change: Callable[[re.Match[str]], str]) -> str:
    """Return `text` with the matches outside code blocks and front matter changed."""
    return "".join(
        line if kind in (Kind.FENCED, Kind.FRONT) else re.sub(pattern, change, line)
        for line, kind in zip(_split(text), _kinds(text), strict=False)
    )


def _operations() -> Iterator[tuple[str, Operation]]:
    for function in (
        *(_truncated_file, _elided_block, _mojibake, _replacement_character, _html_entities, _escaped_markdown),
        *(_broken_front_matter, _conflict_markers, _pasted_diff, _line_numbers, _wrapped_in_fence, _repeated_block),
        *(_lost_fence, _flipped_line_ends, _invisible_characters, _typographic_code),
    ):
        yield function.__name__.removeprefix("_"), function


TOOL_OPERATIONS: dict[str, Operation] = dict(_operations())
"""By the id of the signature that sees it."""
