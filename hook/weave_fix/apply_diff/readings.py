"""What a hunk may mean: its lines by their marks, and what the file's own text says of lines without them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weave_fix.apply_diff.hunks import ADD, KEEP, MARKS, REMOVE, Line, Lines, changes
from weave_fix.apply_diff.run_together import parted
from weave_fix.apply_diff.unified import ELISIONS, hunks_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from weave_fix.apply_diff.hunks import Hunk
    from weave_fix.apply_diff.lines import TextLines


def by_marks(hunk: Hunk, file: TextLines, *, unmarked: bool = False) -> Iterator[Lines]:
    """Yield the lines that `hunk` means by its marks, and what it means if those that stay have lost their blank.

    `unmarked` says that other hunks have lines without a mark.
    """
    yield hunk.lines
    for as_text in (False, True):
        lines = _without_marks(hunk, file, as_text=as_text, proven=unmarked)
        if lines and lines != hunk.lines:
            yield lines


def split_at_dots(hunk: Hunk, file: TextLines) -> list[Hunk]:
    """Return the parts of `hunk` where a line ` ...` that stays, and is none of the file, stands for lines left out."""
    raws = [raw[1:] if _is_elision(raw, file) else raw for raw in hunk.raw]
    if raws == list(hunk.raw):
        return [hunk]
    parts = list(hunks_of("@@", hunk.at, [(hunk.at, raw) for raw in raws]))
    if parts:
        parts[0] = parts[0]._replace(start=hunk.start, heading=hunk.heading)
        parts[-1] = parts[-1]._replace(ends_with_newline=hunk.ends_with_newline)
    return parts or [hunk]


def _is_elision(raw: str, file: TextLines) -> bool:
    return raw.startswith(KEEP) and raw.strip() in ELISIONS and not (file.has(raw) or file.has(raw[1:]))


def with_parted(hunk: Hunk, file: TextLines) -> tuple[Lines, ...]:
    """Return what `hunk` may mean if lines of it have run together: one thing, or several that nothing tells apart."""
    return tuple(filter(changes, parted(hunk, file)))


def has_unmarked(hunk: Hunk) -> bool:
    """Tell whether a line of `hunk` that is not blank has no mark."""
    return any(raw.strip() and raw[0] not in MARKS for raw in hunk.raw)


def _without_marks(hunk: Hunk, file: TextLines, *, as_text: bool, proven: bool) -> Lines | None:
    """Return the lines if those that stay have lost the blank before them; None if that is not so.

    `- item` is then no line taken out but an item of a list that stays: it stands in the file with its dash. Where
    other lines have their blank, or ` other` is put in beside it, the dash may as well be a mark: None. With `as_text`
    each line stays that stands in the file with its dash or plus, even if it stands there without it as well. `proven`
    says that blanks are lost.
    """
    lines: list[Line] = []
    marked = doubtful = False
    # Blank lines at the end may stand behind the diff.
    raws = hunk.raw[: max((number for number, raw in enumerate(hunk.raw, start=1) if raw), default=0)]
    for number, raw in enumerate(raws):
        text = raw[1:]
        if raw.startswith(ADD):
            stays = as_text and file.has(raw)
            lines.append(Line(KEEP, raw) if stays else Line(ADD, text))
            doubtful = doubtful or stays
        elif raw.startswith(REMOVE) and (not file.has(raw) or (file.has(text) and not as_text)):
            lines.append(Line(REMOVE, text))
            proven = True
        elif raw.startswith(REMOVE):
            lines.append(Line(KEEP, raw))
            if text.startswith(" ") and any(one.startswith(ADD + " ") for one in raws[number + 1 : number + 2]):
                return None
            doubtful = True
        else:
            marked = marked or (raw.startswith(KEEP) and bool(text.strip()) and not file.has(raw))
            proven = proven or (bool(raw.strip()) and not raw.startswith(KEEP))
            lines.append(Line(KEEP, raw))
    return None if doubtful and (marked or not proven) else tuple(lines)
