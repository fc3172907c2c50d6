from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from weave_fix.places import Places

SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 12)).map(lambda pair: (pair[0], sum(pair))), max_size=12)


@given(SPANS, st.integers(0, 40), st.integers(0, 10))
def test_what_touches_a_place_is_what_shares_a_place_with_it(
    spans: list[tuple[int, int]], start: int, size: int
) -> None:
    end = start + size
    places = Places(spans)
    expected = [number for number, (low, high) in enumerate(spans) if low <= end and start <= high]
    assert places.touching(start, end) == expected
    assert places.touch(start, end) is bool(expected)
