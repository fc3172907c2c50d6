from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weave_fix.positions import LineIndex, each_line, split_lines, widened, with_line_ends_of

TEXTS = st.text(alphabet="ab \n\r\f\x1c\x85\u2028\u2029\udce4")


@given(TEXTS)
def test_lines_join_to_the_text_and_end_at_lf_alone(text: str) -> None:
    lines = split_lines(text)
    assert "".join(lines) == text
    assert all(line.endswith("\n") for line in lines[:-1])
    assert all("\n" not in line[:-1] and line for line in lines)
    raw = text.encode("utf-8", "surrogateescape")
    assert split_lines(raw) == [line.encode("utf-8", "surrogateescape") for line in lines]


@given(TEXTS)
def test_each_line_is_one_that_a_split_has(text: str) -> None:
    assert [*each_line(text)] == text.split("\n")


@given(TEXTS, st.data())
def test_position_is_where_counting_by_hand_ends(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    before = text[:offset]
    assert LineIndex(text).position(offset) == (before.count("\n") + 1, len(before) - before.rfind("\n"))


@pytest.mark.parametrize(
    ("text", "offset", "position"),
    [
        pytest.param("", 0, (1, 1), id="empty"),
        pytest.param("a\nb", 1, (1, 2), id="line-end-belongs-to-its-line"),
        pytest.param("a\nb", 2, (2, 1), id="first-of-a-line"),
        pytest.param("a\r\nb", 3, (2, 1), id="crlf"),
        pytest.param("a\n", 2, (2, 1), id="after-the-last-line-end"),
        pytest.param("a\u2028b\fc\x85d\n", 6, (1, 7), id="other-separators-are-text"),
        pytest.param("\N{GRINNING FACE}b", 1, (1, 2), id="characters-not-utf16-units"),
    ],
)
def test_positions(text: str, offset: int, position: tuple[int, int]) -> None:
    assert LineIndex(text).position(offset) == position


@pytest.mark.parametrize(
    ("model", "text", "result"),
    [
        pytest.param("a\r\nb\r\n", "c\nd\n", "c\r\nd\r\n", id="checkout-under-autocrlf"),
        pytest.param("a\nb\n", "c\r\nd\r\n", "c\nd\n", id="normalised-since"),
        pytest.param("a\r\nb\r\nc d\ne\r\n", "a\nb\n", "a\r\nb\r\n", id="one-damaged-line-end-does-not-count"),
        pytest.param("a\r\n", "c\r\nd\n", "c\r\nd\n", id="mixed-text-stays"),
        pytest.param("a\nb\n", "c\r\nd\n", "c\r\nd\n", id="mixed-text-stays-under-lf"),
        pytest.param("a\r\nb\n", "c\n", "c\n", id="no-majority-no-change"),
        pytest.param("a", "c\r\n", "c\r\n", id="a-model-without-lines-says-nothing"),
        pytest.param("a\r\n", "", "", id="empty"),
        pytest.param("a\r\n", "b\r\nc\r\n", "b\r\nc\r\n", id="already-the-same"),
        pytest.param("a\r\nb\nc\nd\n", "a\r\n", "a\r\n", id="more-lines-of-the-other-kind-were-added"),
        pytest.param("a\nb\r\nc\r\nd\r\n", "a\n", "a\n", id="more-lines-of-the-other-kind-were-added-to-lf"),
        pytest.param("a b\r\nc\nd\n", "a\r\nc d\r\n", "a\r\nc d\r\n", id="every-line-changed-and-mixed"),
        pytest.param("a\r\nb\r\nc\r\n", "a\nb\r\nc\n", "a\r\nb\r\nc\r\n", id="a-mixed-text-normalised-since"),
        pytest.param("\n\n\na\r\n", "\r\na\r\n", "\r\na\r\n", id="blank-lines-say-nothing"),
        pytest.param("a\r\nb\n", "a\r\nb\n", "a\r\nb\n", id="mixed-and-the-same"),
    ],
)
def test_line_ends(model: str, text: str, result: str) -> None:
    assert with_line_ends_of(model, text) == result


@pytest.mark.parametrize(
    ("start", "end", "reach", "result"),
    [
        pytest.param(5, 6, 9, (3, 8), id="to-the-ends-of-the-word"),
        pytest.param(5, 6, 1, (4, 7), id="no-further-than-the-reach"),
        pytest.param(0, 0, 9, (0, 2), id="at-the-start-of-the-text"),
        pytest.param(11, 11, 9, (9, 11), id="at-the-end-of-the-text"),
        pytest.param(2, 3, 9, (0, 8), id="words-on-both-sides"),
    ],
)
def test_a_span_is_widened(start: int, end: int, reach: int, result: tuple[int, int]) -> None:
    assert widened("ab cdefg hi", start, end, reach, str.isalpha) == result
