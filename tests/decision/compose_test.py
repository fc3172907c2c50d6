from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from weave_fix.decision.compose import compose
from weave_fix.edits import apply_edits
from weave_fix.records import Applicability, Candidate, Document, Edit, Evidence, FilePatch, Fix, Refusal, encode

ALPHABET = "ab \n\N{LATIN SMALL LETTER U WITH DIAERESIS}\udce4"
EVIDENCE = (Evidence("history", 3.0, "0:a.md"),)


def edit(text: str, start: int, before: str, after: str) -> Edit:
    assert text.startswith(before, start)
    return Edit(start, start + len(before), before, after)


def repair(name: str, *edits: Edit, applicability: Applicability = Applicability.SAFE) -> Fix:
    return Fix(Candidate(name, edits, f"as {name} says"), EVIDENCE, applicability)


def patch(text: str, applied: Sequence[Fix], reported: Sequence[Fix] = ()) -> FilePatch:
    edits = sorted((one for fix in applied for one in fix.candidate.edits), key=lambda one: one.start)
    document = Document("a.md", encode(text), text)
    return FilePatch(document, tuple(applied), tuple(reported), (), apply_edits(text, edits))


def edits_of(followed: FilePatch) -> list[Edit]:
    return sorted((one for fix in followed.applied for one in fix.candidate.edits), key=lambda one: one.start)


def told(repairs: Sequence[Fix]) -> list[tuple[str, list[tuple[int, str, str]]]]:
    return [(r.candidate.signature, [(e.start, e.before, e.after) for e in r.candidate.edits]) for r in repairs]


@st.composite
def patches(draw: st.DrawFn, text: str, name: str) -> FilePatch:
    """Draw a patch of `text`: repairs of one or two edits, of which each changes something, and reported ones."""
    repairs: dict[str, list[Edit]] = {}
    reported: list[Fix] = []
    at = 0
    while at <= len(text) and len(repairs) + len(reported) < 6:
        start = min(len(text), at + draw(st.integers(0, 4)))
        end = min(len(text), start + draw(st.integers(0, 3)))
        after = draw(st.text(alphabet=ALPHABET, max_size=3))
        if after != text[start:end]:
            one = edit(text, start, text[start:end], after)
            if draw(st.booleans()):
                repairs.setdefault(f"{name}{draw(st.integers(0, 2))}", []).append(one)
            else:
                reported.append(repair(f"{name} reported", one, applicability=Applicability.DISPLAY_ONLY))
        at = end + 1
    applied = sorted((repair(key, *edits) for key, edits in repairs.items()), key=lambda one: one.candidate.start)
    return patch(text, applied, reported)


@settings(max_examples=300)
@given(st.data())
def test_a_patch_that_follows_comes_to_the_same_as_one_after_the_other(data: st.DataObject) -> None:
    text = data.draw(st.text(alphabet=ALPHABET, max_size=24))
    first = data.draw(patches(text, "first"))
    second = data.draw(patches(first.text_after, "second"))
    followed = compose(first, second)
    assert followed.document is first.document
    assert followed.text_after == second.text_after
    edits = edits_of(followed)
    assert apply_edits(text, edits) == second.text_after  # asserts every text before, and that none overlap
    assert all(one.before != one.after for one in edits)
    for one in followed.applied:
        assert one.candidate.edits
        assert all(a.end < b.start for a, b in pairwise(one.candidate.edits))
    starts = [one.candidate.start for one in followed.applied]
    assert starts == sorted(starts)
    given = {one.candidate.signature for one in (*first.applied, *second.applied)}
    assert {one.candidate.signature for one in followed.applied} <= given
    for one in followed.unapplied:
        assert one.candidate.signature == "second reported"
        for wanted in one.candidate.edits:
            assert text[wanted.start : wanted.end] == wanted.before


TEXT = "The old fence needs paint and new boards.\n"


def test_repairs_that_lie_apart_stand_beside_each_other() -> None:
    first = patch(TEXT, [repair("one", edit(TEXT, 4, "old", "ancient"))])
    between = first.text_after
    second = patch(between, [repair("two", edit(between, between.index("new"), "new", "two"))])
    assert told(compose(first, second).applied) == [
        ("one", [(4, "old", "ancient")]),
        ("two", [(TEXT.index("new"), "new", "two")]),
    ]


def test_they_stand_in_order_of_place() -> None:
    first = patch(TEXT, [repair("late", edit(TEXT, 34, "boards", "b"))])
    second = patch(first.text_after, [repair("early", edit(TEXT, 0, "The", "An"))])
    assert [name for name, _ in told(compose(first, second).applied)] == ["early", "late"]


def test_what_is_joined_is_named_after_the_widest_and_no_surer_than_any() -> None:
    first = patch(TEXT, [repair("small", edit(TEXT, 4, "old", "odl"))])
    wide = repair("wide", edit(first.text_after, 5, "dl fence", "ak gate"), applicability=Applicability.UNSAFE)
    (joined,) = compose(first, patch(first.text_after, [wide])).applied
    assert told([joined]) == [("wide", [(4, "old fence", "oak gate")])]
    assert joined.applicability is Applicability.UNSAFE
    (joined,) = compose(
        patch(TEXT, [wide._replace(candidate=repair("wide", edit(TEXT, 4, "old fence", "oak")).candidate)]),
        patch("The oak" + TEXT[13:], [repair("small", edit("The oak", 4, "oak", "OAK"))]),
    ).applied
    assert joined.applicability is Applicability.UNSAFE


def test_a_repair_of_a_repair_is_one_repair_by_one_name() -> None:
    first = patch(TEXT, [repair("one", edit(TEXT, 4, "old", "odl"))])
    second = patch(first.text_after, [repair("two", edit(first.text_after, 5, "dl", "ak"))])
    assert told(compose(first, second).applied) == [("one", [(4, "old", "oak")])]


def test_a_repair_that_touches_two_joins_them() -> None:
    first = patch(TEXT, [repair("one", edit(TEXT, 4, "old", "new")), repair("two", edit(TEXT, 8, "fence", "gate"))])
    second = patch(first.text_after, [repair("three", edit(first.text_after, 6, "w g", "x-g"))])
    assert told(compose(first, second).applied) == [("two", [(4, "old fence", "nex-gate")])]


def test_what_is_joined_brings_its_far_half() -> None:
    one = repair("one", edit(TEXT, 4, "old", "new"))
    two = repair("two", edit(TEXT, 8, "fence", "gate"), edit(TEXT, 34, "boards", "planks"))
    first = patch(TEXT, [one, two])
    second = patch(first.text_after, [repair("three", edit(first.text_after, 6, "w g", "x-g"))])
    assert told(compose(first, second).applied) == [("two", [(4, "old fence", "nex-gate"), (34, "boards", "planks")])]


def test_the_far_half_of_a_pair_goes_with_it() -> None:
    first = patch(TEXT, [repair("swap", edit(TEXT, 4, "old", "boards"), edit(TEXT, 34, "boards", "old"))])
    second = patch(first.text_after, [repair("case", edit(first.text_after, 4, "b", "B"))])
    assert told(compose(first, second).applied) == [("swap", [(4, "old", "Boards"), (34, "boards", "old")])]


def test_what_is_taken_back_is_no_repair() -> None:
    first = patch(TEXT, [repair("one", edit(TEXT, 4, "old", "new"))])
    second = patch(first.text_after, [repair("two", edit(first.text_after, 4, "new", "old"))])
    followed = compose(first, second)
    assert followed.applied == ()
    assert not followed.changed


def test_what_lies_beyond_is_reported_at_its_first_place() -> None:
    first = patch(TEXT, [repair("one", edit(TEXT, 4, "old", "very old"))])
    between = first.text_after
    shown = repair("shown", edit(between, between.index("new"), "new", ""), applicability=Applicability.DISPLAY_ONLY)
    second = patch(between, [], [shown])
    assert told(compose(first, second).unapplied) == [("shown", [(TEXT.index("new"), "new", "")])]


@pytest.mark.parametrize(
    ("start", "before"), [pytest.param(10, "l", id="inside"), pytest.param(12, " fence", id="at-its-border")]
)
def test_what_lies_in_a_repair_is_not_reported(start: int, before: str) -> None:
    first = patch(TEXT, [repair("one", edit(TEXT, 4, "old", "very old"))], [repair("gone", edit(TEXT, 0, "The", "A"))])
    shown = repair("shown", edit(first.text_after, start, before, ""), applicability=Applicability.DISPLAY_ONLY)
    assert compose(first, patch(first.text_after, [], [shown])).unapplied == ()


def test_the_first_look_s_refusals_stay() -> None:
    refusal = Refusal(Candidate("no", (edit(TEXT, 0, "The", "A"),), ""), "an edit")
    first = patch(TEXT, [repair("one", edit(TEXT, 4, "old", "new"))])._replace(refused=(refusal,))
    assert compose(first, patch(first.text_after, [])).refused == (refusal,)
