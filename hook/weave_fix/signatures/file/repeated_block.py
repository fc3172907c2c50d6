"""A paragraph, a list, a section or a table stands twice, letter for letter: it was pasted twice.

Where the base has it once, the copy goes. Without a base it goes if asked, where the two stand next to each other.
Code, rows of a table, refrains and the parts of a form are repeated on purpose.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from weave_fix.markdown.blocks import Kind
from weave_fix.named_tuple import NamedTuple
from weave_fix.patterns import lazy_pattern
from weave_fix.records import Applicability, Edit
from weave_fix.signatures.file._changes import replace_lines
from weave_fix.signatures.file.registry import Event

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from weave_fix.signatures.file.context import FileContext

ORDER = 650
EVIDENCE = ("history", "form")
CAN_BE_SAFE = True
PARAGRAPH = "Open the door slowly, for the hinge is old and the wood has warped in the damp of so many winters.\n"
EXAMPLE = (
    f"# Doors\n\n{PARAGRAPH}\nClose it again.\n",
    f"# Doors\n\n{PARAGRAPH}\n{PARAGRAPH}\nClose it again.\n",
)

LEAST = 90
"""Characters of a block, line ends not counted and most of them letters: a sentence and more."""
LEAST_APART = 250
"""Characters of a block that stands apart from its copy."""
OLD_SHARE = 4
"""Into so many parts, and one of them is the most that lines which stood as often before may be of a block."""
VERSE = 48
"""Characters of a line up to which paragraphs of such lines are verse, and may have a refrain."""
CODE = (Kind.FENCED, Kind.INDENTED)
HEADING = lazy_pattern(r" {0,3}#{1,6}\s")
COPIES = 2


class Copy(NamedTuple):
    """Lines `first` to `last`, 0-based, half-open, that stand so `distance` lines above as well."""

    first: int
    last: int
    distance: int


def is_possible(text: str) -> bool:
    """Tell whether a line of some length stands twice."""
    seen: set[str] = set()
    for line in text.split("\n"):
        if len(line) > 24:
            if line in seen:
                return True
            seen.add(line)
    return False


def find(context: FileContext) -> Iterator[Event]:
    """Yield one event for each block that stands twice."""
    end = 0
    for copy in _copies(context.keys):
        if copy.first - copy.distance < end:
            continue
        event = _event(context, copy)
        if event:
            end = copy.last
            yield event
    event = _at_end(context) if not end else None
    if event:
        yield event


def _at_end(context: FileContext) -> Event | None:
    """Return the event of a block that was pasted once more behind a last line without a line end."""
    text = context.text
    last = context.lines[-1] if context.lines else ""
    before = text.rfind(last, 0, len(text) - len(last)) if last and not last.endswith("\n") else -1
    size = len(text) - len(last) - before
    block = text[-size:]
    if before < 0 or size < LEAST or not text.endswith(block, 0, -size) or "\n" not in block:
        return None
    if context.base is not None and not context.whole and (block * 2 in context.base or block[:-1] not in context.base):
        return None
    start = len(text) - size
    message = "the last lines stand twice; they were pasted twice"
    has_base = context.base is not None and not context.whole
    applicability, evidence = (Applicability.SAFE, "history") if has_base else (Applicability.UNSAFE, "form")
    return Event((Edit(start, len(text), block, ""),), ((start, len(text)),), message, applicability, evidence)


def _copies(keys: Sequence[str]) -> list[Copy]:
    """Return the runs of lines that stand above as well, in order; those that are longest on their distance."""
    last_seen: dict[str, int] = {}
    done: dict[int, int] = {}
    found = []
    for at, key in enumerate(keys):
        if not key.strip():
            continue
        before = last_seen.get(key)
        last_seen[key] = at
        if before is None or at < done.get(at - before, 0):
            continue
        distance = at - before
        first, last, floor = at, at + 1, max(distance, done.get(distance, 0))
        while first > floor and keys[first - 1] == keys[first - 1 - distance]:
            first -= 1
        while last < len(keys) and keys[last] == keys[last - distance]:
            last += 1
        done[distance] = last
        found.append(Copy(first, last, distance))
    return sorted(found)


def _event(context: FileContext, copy: Copy) -> Event | None:
    """Return the event that takes a copy out; None where it may have been meant."""
    size = copy.last - copy.first
    gap = context.keys[copy.last - copy.distance : copy.first]
    if "=======" in gap:
        return None  # the two sides of a conflict
    is_next = size >= copy.distance or not any(line.strip() for line in gap)
    span = _next(copy, len(gap)) if is_next else (copy.first, copy.last)
    block = context.keys[span[0] : span[1]]
    if not _is_block(context, span, block, is_next=is_next):
        return None
    if context.base is not None and not context.whole:
        applicability = _by_base(context, block, is_next=is_next)
    else:
        applicability = Applicability.UNSAFE if is_next else None
    if applicability is None:
        return None
    inserted = span if is_next else _apart(context, copy)
    if inserted is None:
        return None
    span = inserted
    edit = replace_lines(context, *span, [])
    where = "next to itself" if is_next else "twice"
    message = f"a block of {sum(bool(line.strip()) for line in block)} lines stands {where}; it was pasted twice"
    evidence = "history" if context.base is not None else "form"
    return Event((edit,), (context.span(*span),), message, applicability, evidence)


def _next(copy: Copy, gap: int) -> tuple[int, int]:
    """Return the lines to take out of a block that follows itself: all copies, with the blank lines between."""
    times = max(1, (copy.last - copy.first) // copy.distance)
    first = copy.last - times * copy.distance
    return (first, copy.last) if copy.last - copy.first >= copy.distance else (copy.first - gap, copy.last)


def _is_block(context: FileContext, span: tuple[int, int], block: Sequence[str], *, is_next: bool) -> bool:
    """Tell whether lines are more than what texts repeat: code, rows, verse, a sentence."""
    pairs = zip(context.kinds[span[0] : span[1]], block, strict=True)
    kinds = [kind for kind, line in pairs if line.strip()]
    worded = [line.strip() for line in block if line.strip()]
    letters = sum(map(str.isalpha, "".join(worded)))
    if letters < (LEAST if is_next else LEAST_APART) * 0.7 or len(set(worded)) < len(worded) / 2:
        return False
    is_indented = Kind.LIST not in kinds and all(line.startswith(("    ", "\t")) for line in block if line.strip())
    if is_indented or all(kind in CODE for kind in kinds):
        return False
    if not is_next and not (len(worded) > 3 and (Kind.HEADING in kinds or _has_text(kinds, worded))):
        return False
    if all(kind is Kind.TABLE for kind in kinds) or Kind.FRONT in kinds:
        return len(set(worded)) > 2
    if all(kind in (Kind.HTML, *CODE) for kind in kinds):
        return False
    return not (all(kind is Kind.PROSE for kind in kinds) and max(map(len, worded)) <= VERSE)


def _has_text(kinds: Sequence[Kind], worded: Sequence[str]) -> bool:
    """Tell whether there are lines of running text, and not only items."""
    return sum(kind is Kind.PROSE and len(line) > 60 for kind, line in zip(kinds, worded, strict=True)) > 1


def _by_base(context: FileContext, block: Sequence[str], *, is_next: bool) -> Applicability | None:
    """Return how far the copy may go by itself, by how often its lines stand in the base.

    Next to itself a block is a copy though a line of it was taken out elsewhere.
    """
    worded = Counter(line for line in block if line.strip())
    old = [line for line in worded if context.key_counts[line] <= context.base_key_counts[line]]
    if old and not (is_next and sum(map(len, old)) * OLD_SHARE < sum(map(len, worded))):
        return None
    if context.others and any(line in context.other_keys for line in worded):
        return None
    if not is_next:
        return None if _is_part_of_template(context, block) else Applicability.UNSAFE
    known = sum(line in context.base_key_counts for line in worded)
    is_long = len(worded) >= 3 and sum(map(len, worded)) >= LEAST_APART
    return Applicability.SAFE if 2 * known >= len(worded) or is_long else Applicability.UNSAFE


def _is_part_of_template(context: FileContext, block: Sequence[str]) -> bool:
    """Whether all headings of a block stand more often than its two copies explain, as `### Returns` does."""
    headings = [line for line in block if HEADING.match(line)]
    return bool(headings) and all(context.key_counts[line] > COPIES for line in headings)


def _apart(context: FileContext, copy: Copy) -> tuple[int, int] | None:
    """Return the lines to take out of a text that has a block twice: those that the base does not have there."""
    if context.base is None:
        return None
    size, skipped = copy.last - copy.first, 0
    while not context.keys[copy.first + skipped].strip():
        skipped += 1
    for first in (copy.first + skipped, copy.first + skipped - copy.distance):
        last = first + size - skipped
        for change in context.changes:
            if change.new_start <= first and last <= change.new_end and change.old_start == change.old_end:
                while last < change.new_end and not context.keys[last].strip():
                    last += 1
                return first, last
    return None
