"""What is too long, and too different, to be aligned word by word counts as one change."""

from __future__ import annotations

from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Indel

from weave_fix.diff.align import MAX_CELLS, TOKEN, ChangedRange, align, rewritten

WORDS = ("mill", "river", "wheel", "stone", "flour", "gate", "roof", "sack", "oak", "rope")
MANY = 11_000
"""Words with a space behind each: more than the root of `MAX_CELLS` tokens."""


def words(seed: int, many: int = MANY) -> str:
    rng = Random(seed)
    return "".join(rng.choice(WORDS) + (" " if number % 12 else "\n") for number in range(1, many + 1)) + "\n"


def test_a_long_rewritten_passage_is_one_change() -> None:
    head, tail = "The mill is old and stands beside the river.\n\n", "\nIt is open in the summer.\n"
    old, new = head + words(1) + tail, head + words(2) + tail
    assert (2 * MANY) ** 2 > MAX_CELLS
    (block,) = rewritten(old, new)
    assert align(old, new) == [block]
    assert new[: block.new_start] == head
    assert old[block.old_end :] == new[block.new_end :] == tail


def test_a_short_one_is_compared_word_by_word() -> None:
    old, new = words(1, 2000), words(2, 2000)
    assert rewritten(old, new) == []
    assert len(align(old, new)) > 500


def test_a_long_text_with_a_small_change_is_compared_word_by_word() -> None:
    old = words(1)
    new = old.replace("mill river", "mill rvier", 1)
    assert old != new
    assert rewritten(old, new) == []
    (change,) = align(old, new)
    assert new[change.new_start : change.new_end] == "rvier"


@pytest.mark.parametrize(("old", "new"), [("", ""), ("one\n", "one\n"), ("", "two\n"), ("one\n", "")])
def test_of_little_nothing_is_rewritten(old: str, new: str) -> None:
    assert rewritten(old, new) == []
    assert align(old, new) == ([] if old == new else [ChangedRange(0, len(old), 0, len(new))])


@given(st.text("ab ,", max_size=30), st.text("ab ,", max_size=30))
def test_one_line_differs_by_no_more_tokens_than_it_has_to(old: str, new: str) -> None:
    spans = align(old, new)
    differing = sum(
        len(TOKEN.findall(text, start, end))
        for span in spans
        for text, start, end in ((old, span.old_start, span.old_end), (new, span.new_start, span.new_end))
    )
    assert differing == Indel.distance(TOKEN.findall(old), TOKEN.findall(new))
    kept = [old[a.old_end : b.old_start] for a, b in pairwise(spans)]
    assert kept == [new[a.new_end : b.new_start] for a, b in pairwise(spans)]
