from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from weave_fix.decide.alone_sample import labelled, spoil
from weave_fix.language.counts import shipped
from weave_fix.language.known import NoWords
from weave_fix.lines import apply_edits
from weave_fix.signatures import discover

SIGNATURES = [name for name, module in discover().items() if hasattr(module, "alone")]
LINES = (
    "The gardener waters the beds in the morning, before the garden gets warm.",
    "After breakfast she carries the seedlings into the open and waters them once more.",
    "Nobody waters a seedling at noon, for the sun would burn the leaves.",
    "The seedlings that are left stay in the greenhouse until the nights are warmer.",
)
TEXT = "".join(f"{line}\n\n" for line in LINES)


def test_a_third_of_the_lines_is_spoilt_and_each_damage_can_be_told() -> None:
    many = TEXT * 3
    spoilt, done = spoil(many, SIGNATURES, Random(1))
    assert 2 <= len(done) <= 5
    assert spoilt != many
    for one in done:
        assert one.before != one.after
        assert one.signature in SIGNATURES


def test_a_slip_is_made_at_all_places_of_a_word_now_and_then() -> None:
    found: Counter[bool] = Counter()
    for seed in range(40):
        spoilt, done = spoil(TEXT, ["swap_capitalization"], Random(seed))
        for one in done:
            if one.signature == "misspelled_word":
                found[one.after == spoilt] += 1
                assert len(one.after) == len(one.before)
                assert sum(a != b for a, b in zip(one.before, one.after, strict=True)) >= 2
    assert found[True] > 5
    assert not found[False], "it comes last"


@pytest.mark.parametrize("seed", range(6))
def test_an_idea_is_right_where_it_gives_back_the_text_before_the_damage(seed: int) -> None:
    rows = list(labelled(TEXT * 3, SIGNATURES, shipped(), NoWords(), Random(seed)))
    for row in rows:
        assert row.damage in {"", *SIGNATURES}
        assert row.damage or not row.right, "sound text has no right idea"
        text = row.wording.page.text
        assert apply_edits(text, row.idea.candidate.edits) != text
    assert any(row.right for row in rows)
