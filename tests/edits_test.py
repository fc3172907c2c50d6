from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weave_fix.diff.align import MAX_SLIDE
from weave_fix.edits import FAR, MAX_RIVALS, apply_edits, apply_within, canonicalize, minimize, rank_overlapping
from weave_fix.errors import FaultError
from weave_fix.records import Candidate, Edit

TEXT = "The gardener waters the the beds in the morning, and then he rests in the shade of the old tree.\n"


def test_edits_are_made_inside_of_a_span() -> None:
    edits = [Edit(4, 6, "ef", "EF"), Edit(8, 8, "", "-")]
    assert apply_within("abcdefghijkl", 2, 9, edits) == "cdEFgh-i"
    assert apply_within("abcdef", 1, 3, ()) == "bc"


def test_an_edit_outside_of_the_span_is_a_fault() -> None:
    with pytest.raises(FaultError):
        apply_within("abcdef", 2, 4, [Edit(4, 5, "e", "E")])


def replace(text: str, before: str, after: str, signature: str = "misspelled_word") -> Candidate:
    start = text.index(before)
    return Candidate(signature, (Edit(start, start + len(before), before, after),), "")


@pytest.mark.parametrize(
    ("edit", "bare"),
    [
        pytest.param(Edit(4, 8, "txhe", "the"), Edit(5, 6, "x", ""), id="letter-too-many"),
        pytest.param(Edit(4, 8, "alll", "all"), Edit(5, 6, "l", ""), id="one-of-several"),
        pytest.param(Edit(4, 7, "teh", "the"), Edit(5, 7, "eh", "he"), id="exchanged"),
        pytest.param(Edit(4, 5, "a", "b"), Edit(4, 5, "a", "b"), id="nothing-alike"),
        pytest.param(Edit(4, 4, "", "b"), Edit(4, 4, "", "b"), id="put-in"),
        pytest.param(Edit(4, 7, "the", "the"), Edit(4, 4, "", ""), id="nothing"),
    ],
)
def test_an_edit_is_trimmed_to_what_differs(edit: Edit, bare: Edit) -> None:
    assert minimize(edit) == bare
    assert minimize(bare) == bare


def test_edits_that_come_to_the_same_have_one_leftmost() -> None:
    sound, at = TEXT.replace("the the", "the"), TEXT.index("the the")
    edits = [Edit(at, at + 4, "the ", ""), Edit(at + 4, at + 8, "the ", ""), Edit(at + 3, at + 7, " the", "")]
    assert {apply_edits(TEXT, [edit]) for edit in edits} == {sound}
    (first,) = {canonicalize(edit, TEXT) for edit in edits}
    assert apply_edits(TEXT, [first]) == sound
    assert canonicalize(Edit(at, at, "", "x"), TEXT) == Edit(at, at, "", "x")
    assert canonicalize(Edit(at, at + 3, "the", "the"), TEXT) == Edit(at, at, "", "")


def test_in_a_long_repetition_the_leftmost_is_no_farther_than_an_edit_slides() -> None:
    text = "old " * 1000
    first = canonicalize(Edit(2000, 2004, "old ", ""), text)
    assert first == Edit(2000 - MAX_SLIDE, 2004 - MAX_SLIDE, "old ", "")
    assert apply_edits(text, [first]) == text[4:]


def test_of_repairs_that_overlap_the_likeliest_leads() -> None:
    one, other, apart = (
        replace(TEXT, "waters", "wafers"),
        replace(TEXT, "waters", "waiters", "shuffle_word_middle"),
        replace(TEXT, "shade", "shake"),
    )
    assert rank_overlapping([one, other, apart], [1.0, 4.0, 2.0]) == [(1, 0, -3.0), (0, 0, 3.0), (0, 0, FAR)]
    assert rank_overlapping([one, one], [1.0, 4.0]) == [(1, 1, -3.0), (0, 0, 3.0)]


GIVEN = st.lists(
    st.tuples(st.integers(0, 20), st.integers(0, 4), st.sampled_from("ab"), st.integers(-3, 3).map(float)), max_size=12
)


@given(GIVEN)
def test_each_has_the_rank_that_a_comparison_with_all_others_gives(given: list[tuple[int, int, str, float]]) -> None:
    candidates = [Candidate(name, (Edit(at, at + size, "", ""),), "") for at, size, name, _ in given]
    gains = [gain for *_, gain in given]
    clusters: list[list[int]] = []
    for number in sorted(range(len(given)), key=lambda number: given[number][0]):
        if not clusters or given[number][0] > max(given[one][0] + given[one][1] for one in clusters[-1]):
            clusters.append([])
        clusters[-1].append(number)
    standings = rank_overlapping(candidates, gains)
    for cluster in clusters:
        for one in cluster:
            better = [other for other in cluster if gains[other] > gains[one]]
            best = max((gains[other] for other in cluster if other != one), default=-FAR)
            of_its_kind = sum(candidates[other].signature == candidates[one].signature for other in better)
            assert standings[one] == (len(better), of_its_kind, min(FAR, gains[one] - best))


def test_of_many_that_are_as_likely_only_some_have_a_rank() -> None:
    candidates = [Candidate("insert_punctuation", (Edit(at, at + 1, "", ""),), "") for at in range(3 * MAX_RIVALS)]
    ranks = [rank for rank, _, _ in rank_overlapping(candidates, [1.0] * len(candidates))]
    assert ranks == [0] * MAX_RIVALS + [MAX_RIVALS] * 2 * MAX_RIVALS
    likeliest = [rank for rank, _, _ in rank_overlapping(candidates, [1.0] * (len(candidates) - 1) + [2.0])]
    assert likeliest[-1] == 0
    assert likeliest.count(1) == MAX_RIVALS - 1
