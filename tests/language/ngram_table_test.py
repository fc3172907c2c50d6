from __future__ import annotations

from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from weave_fix.language.ngram_table import LEVEL_BITS, MAX_LEVEL, ApproximateMap, build_map

KEYS = st.dictionaries(st.integers(0, (1 << 60) - 1), st.integers(1, MAX_LEVEL), max_size=300)


def made(levels: dict[int, int]) -> ApproximateMap:
    table, seed = build_map(np.array([*levels], np.uint64), np.array([*levels.values()], np.uint16))
    return ApproximateMap(memoryview(table.tobytes()).cast("H"), seed)


@settings(deadline=None)
@given(KEYS)
def test_every_key_gives_its_level_in_bulk_and_singly(levels: dict[int, int]) -> None:
    found = made(levels)
    assert {key: found.level(key) for key in levels} == levels
    assert found.levels(np.array([*levels], np.uint64)).tolist() == [*levels.values()]


@settings(deadline=None)
@given(KEYS, st.lists(st.integers(0, (1 << 60) - 1), min_size=1, max_size=50))
def test_what_was_never_put_in_gets_one_answer_in_bulk_and_singly(levels: dict[int, int], others: list[int]) -> None:
    found = made(levels)
    single = [found.level(key) for key in others]
    assert found.levels(np.array(others, np.uint64)).tolist() == single
    assert all(0 <= level <= MAX_LEVEL for level in single)


def test_a_key_that_was_never_put_in_is_rarely_taken_for_one() -> None:
    rng = Random(1)
    keys = rng.sample(range(1 << 60), 20_000)
    found = made({key: 1 + key % MAX_LEVEL for key in keys[:10_000]})
    taken = sum(found.level(key) > 0 for key in keys[10_000:])
    # One in 2,048 is 5 of these.
    assert taken < 25


def test_keys_side_by_side_do_not_get_in_each_other_s_way() -> None:
    levels = {first << 20 | second: 1 + (first + second) % MAX_LEVEL for first in range(40) for second in range(40)}
    found = made(levels)
    assert {key: found.level(key) for key in levels} == levels


def test_the_same_keys_make_the_same_table() -> None:
    keys, levels = np.arange(5000, dtype=np.uint64), np.full(5000, 7, np.uint16)
    (one, first), (two, second) = build_map(keys, levels), build_map(keys, levels)
    assert (one.tobytes(), first) == (two.tobytes(), second)


def test_a_key_takes_some_twenty_bits() -> None:
    table, _ = build_map(np.arange(50_000, dtype=np.uint64), np.full(50_000, 3, np.uint16))
    assert table.nbytes * 8 / 50_000 < 16 * 1.25


def test_an_empty_table_knows_nothing() -> None:
    assert made({}).levels(np.arange(10, dtype=np.uint64)).tolist() == [0] * 10


def test_a_key_that_stands_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="3 keys; are they distinct"):
        build_map(np.array([5, 9, 5], np.uint64), np.array([1, 2, 3], np.uint16))


def test_levels_fit_their_bits() -> None:
    assert MAX_LEVEL == 2**LEVEL_BITS - 1
