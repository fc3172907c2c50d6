"""How far a long run is, on a terminal: a line that is written over, and taken away before others are written."""

from __future__ import annotations

from contextlib import suppress
from time import monotonic
from typing import IO, TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

T = TypeVar("T")

AFTER = 2.0
"""Seconds that a run takes before it tells how far it is."""
BETWEEN = 0.1
"""Seconds between two looks of the line."""
CLEAR = "\r\x1b[K"


def told(
    items: Iterable[T], total: int, what: str, stream: IO[str], clock: Callable[[], float] = monotonic
) -> Iterator[T]:
    """Yield the items, `total` of them, and write to the terminal `stream` how many there were; `what` they are.

    At the end, however that comes, the line is taken away. The caller prints nothing before.
    """
    start = clock()
    drawn, last = False, 0.0
    try:
        for number, item in enumerate(items, 1):
            now = clock()
            if now - start >= AFTER and now - last >= BETWEEN and number < total:
                _write(stream, f"{CLEAR}weave-fix: {number} of {total} {what}")
                drawn, last = True, now
            yield item
    finally:
        if drawn:
            _write(stream, CLEAR)


def _write(stream: IO[str], text: str) -> None:
    with suppress(OSError, ValueError):
        stream.write(text)
        stream.flush()
