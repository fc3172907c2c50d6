"""A fixed map from 60-bit keys to small numbers, in some 20 bits a key: the keys themselves are not kept.

Each key has three slots in a table of 16-bit numbers; the three together, by exclusive or, give a fingerprint of 11
bits and a level of 5. A key that was never put in passes for one in 2,048 lookups; a decision that weighs dozens of
answers outlives that. (A Bloomier filter, Chazelle et al. 2004, built as the xor filters of Graf and Lemire 2020.)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LEVEL_BITS = 5
MAX_LEVEL = (1 << LEVEL_BITS) - 1
"""The highest level; the lowest that is stored is 1, for 0 says that a key is not there."""
ROOM = 1.23
"""Slots for each key: below this the building fails (Botelho et al. 2007)."""
FIRST, SECOND, THIRD = 0x9E3779B97F4A7C15, 0xD6E8FEB86659FD93, 0xC2B2AE3D27D4EB4F
ALL = (1 << 64) - 1
HALF = (1 << 32) - 1
TOGETHER = 1 << 14
"""Keys that are looked up at a time: what is worked out on the way takes ten times their memory."""
FINGERPRINT = (1 << 11) - 1


class ApproximateMap:
    """Looks levels up in a table."""

    __slots__ = ("_seed", "_table", "_third")

    def __init__(self, table: memoryview, seed: int) -> None:
        """`table` holds 16-bit numbers, as many as `build_map` made; `seed` is the one that `build_map` found."""
        self._table = table
        self._third = len(table) // 3
        self._seed = seed

    def level(self, key: int) -> int:
        """Return the level of `key`, 0 where it is not known."""
        table, third = self._table, self._third
        x = (key ^ self._seed) * FIRST & ALL
        x = (x ^ x >> 32) * SECOND & ALL
        x ^= x >> 29
        y = x * THIRD & ALL
        value = (
            table[(x >> 32) * third >> 32]
            ^ table[third + ((x & HALF) * third >> 32)]
            ^ table[2 * third + ((y >> 32) * third >> 32)]
            ^ (y >> 16 & FINGERPRINT) << LEVEL_BITS
        )
        return value if value <= MAX_LEVEL else 0

    def levels(self, keys: NDArray[np.uint64]) -> NDArray[np.uint16]:
        """Return the levels of many keys at once."""
        import numpy as np

        table, found = np.frombuffer(self._table, np.uint16), np.empty(len(keys), np.uint16)
        for at in range(0, len(keys), TOGETHER):
            first, second, third, marks = _slots(keys[at : at + TOGETHER], self._third, self._seed)
            value = table[first] ^ table[second] ^ table[third] ^ marks
            found[at : at + TOGETHER] = np.where(value <= MAX_LEVEL, value, np.uint16(0))
        return found


def _slots(keys: NDArray[np.uint64], third: int, seed: int) -> tuple[NDArray[Any], ...]:
    """Return the three slots of each key, and its fingerprint in place."""
    import numpy as np

    def number(value: int) -> Any:
        return np.uint64(value)

    with np.errstate(over="ignore"):
        x = (keys ^ number(seed)) * number(FIRST)
        x = (x ^ x >> number(32)) * number(SECOND)
        x ^= x >> number(29)
        y = x * number(THIRD)
    marks = ((y >> number(16) & number(FINGERPRINT)) << number(LEVEL_BITS)).astype(np.uint16)
    parts = (x >> number(32), x & number(HALF), y >> number(32))
    a, b, c = ((part * number(third) >> number(32)) + number(n * third) for n, part in enumerate(parts))
    return a, b, c, marks


def build_map(keys: NDArray[np.uint64], levels: NDArray[np.uint16]) -> tuple[NDArray[np.uint16], int]:
    """Return a table for distinct `keys` with `levels` from 1 to `MAX_LEVEL`, and its seed.

    Slots that one key alone has are peeled off in rounds; in the opposite order each such slot is free to make its
    key's three come out right. ValueError where a key stands twice.
    """
    import numpy as np

    third = int(len(keys) * ROOM / 3) + 32
    for seed in range(1, 20):
        *slots, marks = _slots(keys, third, seed)
        rounds = _peel(np.stack(slots).astype(np.int64), 3 * third)
        if rounds is None:
            continue
        table = np.zeros(3 * third, np.uint16)
        wanted = levels.astype(np.uint16) ^ marks
        for numbers, owned in reversed(rounds):
            a, b, c = (part[numbers] for part in slots)
            table[owned] = wanted[numbers] ^ table[a] ^ table[b] ^ table[c] ^ table[owned]
        return table, seed
    raise ValueError(f"no table can be built for {len(keys)} keys; are they distinct?")


def _peel(slots: NDArray[np.int64], size: int) -> list[tuple[NDArray[np.int64], NDArray[np.int64]]] | None:
    """Return the rounds in which keys lose their slots, each as (numbers of keys, the slot that each one owns)."""
    import numpy as np

    numbers = np.tile(np.arange(slots.shape[1], dtype=np.int64), 3)
    degree = np.bincount(slots.ravel(), minlength=size)
    mixed = np.zeros(size, np.int64)
    np.bitwise_xor.at(mixed, slots.ravel(), numbers)
    rounds = []
    left = slots.shape[1]
    lone = np.flatnonzero(degree == 1)
    while len(lone):
        found, places = np.unique(mixed[lone], return_index=True)
        rounds.append((found, lone[places]))
        touched = slots[:, found].ravel()
        np.subtract.at(degree, touched, 1)
        np.bitwise_xor.at(mixed, touched, np.tile(found, 3))
        left -= len(found)
        touched = np.unique(touched)
        lone = touched[degree[touched] == 1]
    return None if left else rounds
