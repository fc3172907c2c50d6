"""What is broken: JSON with other values in it, bytes cut, grown or exchanged; the same for the same generator."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from random import Random

ODD: tuple[Any, ...] = (
    *(None, True, "", "x", [], {}, [[]], [1, 2], {"a": 1}, -1, 0, 1, 3, 10**6, 2**31, 2**63, 2**64, 10**30),
    *(
        float("nan"),
        float("inf"),
        -1e308,
        1e308,
        1e-320,
        -0.5,
        "n" * 10_000,
        [0] * 1000,
        [-1] * 32,
        [float("nan")] * 32,
    ),
)
"""What stands in the place of a value."""


def deep(levels: int) -> Any:
    """Return lists inside of one another."""
    made: Any = []
    for _ in range(levels):
        made = [made]
    return made


def _leaves(value: Any) -> Iterator[tuple[Any, Any]]:
    """Yield each container inside of `value`, with the key or place of each of its items."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in list(items):
        yield value, key
        yield from _leaves(item)


def alter(value: Any, rng: Random) -> None:
    """Alter one place inside of `value`, which is changed."""
    holder, key = rng.choice(list(_leaves(value)))
    how = rng.randrange(6)
    if how == 0:
        del holder[key]
    elif how == 1 and isinstance(holder[key], int | float):
        holder[key] = holder[key] * rng.choice((-1, 2, 0.5, 1000)) + rng.choice((-1, 0, 1))
    elif how == 2 and isinstance(holder, dict):
        holder[rng.choice(("", "x", "\ud800", "n" * 5000))] = holder.pop(key)
    else:
        holder[key] = rng.choice(ODD)


def spoil(raw: bytes, rng: Random) -> bytes:
    """Return `raw` cut, grown, or with other bytes in it."""
    at = rng.randrange(len(raw) + 1)
    some = rng.choice((1, 2, 3, 4, 8, 64))
    how: tuple[Callable[[], bytes], ...] = (
        lambda: raw[:at],
        lambda: raw[:-some],
        lambda: raw[some:],
        lambda: raw + rng.randbytes(some),
        lambda: raw * 2,
        lambda: b"",
        lambda: bytes(len(raw)),
        lambda: b"\xff" * len(raw),
        lambda: rng.randbytes(len(raw)),
        lambda: raw[:at] + rng.randbytes(some) + raw[at + some :],
        lambda: raw[::-1],
        lambda: raw[at:] + raw[:at],
    )
    return rng.choice(how)()
