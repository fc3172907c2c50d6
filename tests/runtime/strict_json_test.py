from __future__ import annotations

import pytest

from weave_fix.runtime.strict_json import is_count, is_number, loads


def test_json_is_read() -> None:
    assert loads(b'{"a": [1, -2.5, null, true, "\\u00e9"]}') == {"a": [1, -2.5, None, True, "\u00e9"]}


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"\xff", id="no text"),
        pytest.param(b"[NaN]", id="no number"),
        pytest.param(b"[Infinity]", id="infinity"),
        pytest.param(b"[-Infinity]", id="negative infinity"),
        pytest.param(b"[" * 100_000, id="deep lists"),
        pytest.param(b'{"a":' * 100_000, id="deep objects"),
    ],
)
def test_what_is_no_json_is_a_value_error(raw: bytes) -> None:
    with pytest.raises(ValueError, match=r".+"):
        loads(raw)


@pytest.mark.parametrize("value", [0, -3, 2.5, 10, -10.0])
def test_numbers(value: object) -> None:
    assert is_number(value, 10)


@pytest.mark.parametrize("value", [True, None, "1", [1], 10.1, -11, float("nan"), float("inf"), 10**400])
def test_no_numbers(value: object) -> None:
    assert not is_number(value, 10)


def test_counts() -> None:
    assert [is_count(value, 10) for value in (0, 10, 11, -1, 1.0, True, "1", None)] == [True, True, *[False] * 6]
