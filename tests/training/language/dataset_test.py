from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from weave_fix.edits import apply_edits
from weave_fix.language.ngram_model import shipped
from weave_fix.signatures.registry import discover
from weave_fix.training.language.dataset import Example, Misspellings, corrupt_text, examples
from weave_fix.vocabulary.lookup import EmptyVocabulary

SIGNATURES = [name for name, signature in discover().items() if signature.from_text is not None]
LINES = (
    "The gardener waters the beds in the morning, before the garden gets warm.",
    "After breakfast she carries the seedlings into the open and waters them once more.",
    "Nobody waters a seedling at noon, for the sun would burn the leaves.",
    "The seedlings that are left stay in the greenhouse until the nights are warmer.",
)
NONE = Misspellings({})
SOME = Misspellings({"wattered": "watered", "mornign": "morning", "seedlng": "seedling"})
TEXT = "".join(f"{line}\n\n" for line in LINES)


def test_a_third_of_the_lines_is_spoilt_and_each_damage_can_be_told() -> None:
    many = TEXT * 3
    spoilt, done = corrupt_text(many, SIGNATURES, NONE, Random(1))
    assert 2 <= len(done) <= 5
    assert spoilt != many
    for one in done:
        assert one.before != one.after
        assert one.signature in SIGNATURES


def test_a_typo_is_made_at_all_places_of_a_word_now_and_then() -> None:
    found: Counter[bool] = Counter()
    for seed in range(40):
        spoilt, done = corrupt_text(TEXT, ["swap_capitalization"], NONE, Random(seed))
        for one in done:
            if one.signature == "misspelled_word":
                found[one.after == spoilt] += 1
                assert len(one.after) == len(one.before)
                assert sum(a != b for a, b in zip(one.before, one.after, strict=True)) >= 2
    assert found[True] > 5
    assert not found[False], "it comes last"


@pytest.mark.parametrize("seed", range(6))
def test_an_idea_is_right_where_it_gives_back_the_text_before_the_damage(seed: int) -> None:
    rows = list(examples(TEXT * 3, SIGNATURES, shipped(), EmptyVocabulary(), NONE, Random(seed)))
    for row in rows:
        assert row.corruption in {"", *SIGNATURES}
        assert row.corruption or not row.right, "sound text has no right idea"
        text = row.extractor.document.text
        assert apply_edits(text, row.candidate.candidate.edits) != text
    assert any(row.right for row in rows)


def test_common_typos_are_made_where_a_word_has_one() -> None:
    typos = {"mornign": "morning", "seedlng": "seedling"}
    made = [corrupt_text(TEXT, ["misspelled_word"], Misspellings(typos), Random(seed))[0] for seed in range(40)]
    assert {typo for typo in typos for text in made if typo in text} == set(typos)
    unlisted = [corrupt_text(TEXT, ["misspelled_word"], NONE, Random(seed))[0] for seed in range(40)]
    assert made != unlisted


def test_a_typo_of_the_writer_is_undone_at_all_its_places() -> None:
    text = "The seedlng is here. Seedlng or not: the seedlng grows, in the mornign."
    done = SOME.correct(text)
    assert [text[one.start : one.end] for one in done] == ["seedlng", "seedlng", "Seedlng", "mornign"]
    assert {one.before for one in done} == {
        "The seedling is here. Seedlng or not: the seedling grows, in the mornign.",
        "The seedlng is here. Seedling or not: the seedlng grows, in the mornign.",
        "The seedlng is here. Seedlng or not: the seedlng grows, in the morning.",
    }


def test_a_typo_of_the_writer_is_no_sound_text() -> None:
    text = TEXT.replace("morning", "mornign")
    rows = {
        misspellings: [
            row
            for row in examples(text, SIGNATURES, shipped(), EmptyVocabulary(), misspellings, Random(1))
            if _is(row, text)
        ]
        for misspellings in (SOME, NONE)
    }
    damaged = [row for row in rows[SOME] if row.corruption]
    assert "morning" in {edit.after for row in damaged if row.right for edit in row.candidate.candidate.edits}
    assert {row.corruption for row in damaged} == {"misspelled_word"}
    assert not [row for row in rows[NONE] if row.corruption]


def _is(row: Example, text: str) -> bool:
    return row.extractor.document.text == text
