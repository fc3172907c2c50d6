from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from weave_fix.decide.alone_sample import Labelled, Slips, labelled, spoil
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
NONE = Slips({})
SOME = Slips({"wattered": "watered", "mornign": "morning", "seedlng": "seedling"})
TEXT = "".join(f"{line}\n\n" for line in LINES)


def test_a_third_of_the_lines_is_spoilt_and_each_damage_can_be_told() -> None:
    many = TEXT * 3
    spoilt, done = spoil(many, SIGNATURES, NONE, Random(1))
    assert 2 <= len(done) <= 5
    assert spoilt != many
    for one in done:
        assert one.before != one.after
        assert one.signature in SIGNATURES


def test_a_slip_is_made_at_all_places_of_a_word_now_and_then() -> None:
    found: Counter[bool] = Counter()
    for seed in range(40):
        spoilt, done = spoil(TEXT, ["swap_capitalization"], NONE, Random(seed))
        for one in done:
            if one.signature == "misspelled_word":
                found[one.after == spoilt] += 1
                assert len(one.after) == len(one.before)
                assert sum(a != b for a, b in zip(one.before, one.after, strict=True)) >= 2
    assert found[True] > 5
    assert not found[False], "it comes last"


@pytest.mark.parametrize("seed", range(6))
def test_an_idea_is_right_where_it_gives_back_the_text_before_the_damage(seed: int) -> None:
    rows = list(labelled(TEXT * 3, SIGNATURES, shipped(), NoWords(), NONE, Random(seed)))
    for row in rows:
        assert row.damage in {"", *SIGNATURES}
        assert row.damage or not row.right, "sound text has no right idea"
        text = row.wording.page.text
        assert apply_edits(text, row.idea.candidate.edits) != text
    assert any(row.right for row in rows)


def test_common_slips_are_made_where_a_word_has_one() -> None:
    slips = {"mornign": "morning", "seedlng": "seedling"}
    made = [spoil(TEXT, ["misspelled_word"], Slips(slips), Random(seed))[0] for seed in range(40)]
    assert {slip for slip in slips for text in made if slip in text} == set(slips)
    unlisted = [spoil(TEXT, ["misspelled_word"], NONE, Random(seed))[0] for seed in range(40)]
    assert made != unlisted


def test_a_slip_of_the_writer_is_undone_at_all_its_places() -> None:
    text = "The seedlng is here. Seedlng or not: the seedlng grows, in the mornign."
    done = SOME.undo(text)
    assert [text[one.start : one.end] for one in done] == ["seedlng", "seedlng", "Seedlng", "mornign"]
    assert {one.before for one in done} == {
        "The seedling is here. Seedlng or not: the seedling grows, in the mornign.",
        "The seedlng is here. Seedling or not: the seedlng grows, in the mornign.",
        "The seedlng is here. Seedlng or not: the seedlng grows, in the morning.",
    }


def test_a_slip_of_the_writer_is_no_sound_text() -> None:
    text = TEXT.replace("morning", "mornign")
    rows = {
        slips: [row for row in labelled(text, SIGNATURES, shipped(), NoWords(), slips, Random(1)) if _is(row, text)]
        for slips in (SOME, NONE)
    }
    damaged = [row for row in rows[SOME] if row.damage]
    assert "morning" in {edit.after for row in damaged if row.right for edit in row.idea.candidate.edits}
    assert {row.damage for row in damaged} == {"misspelled_word"}
    assert not [row for row in rows[NONE] if row.damage]


def _is(row: Labelled, text: str) -> bool:
    return row.wording.page.text == text
