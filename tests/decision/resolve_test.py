from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from weave_fix.decision.resolve import LEAD, NUMBER, TIE, resolve
from weave_fix.diff.comparison import compare
from weave_fix.edits import slide_range
from weave_fix.evidence.scored import ScoredCandidate
from weave_fix.records import HISTORY, LANGUAGE, Applicability, Base, Candidate, Claim, Document, Edit, Evidence

SAFE, UNSAFE, SHOWN = Applicability.SAFE, Applicability.UNSAFE, Applicability.DISPLAY_ONLY
TEXT = "One cat sat on the mat by the door.\nTwo dogs slept in 12 beds, in an an arbour.\nThe end.\n"
COMPARISON = compare(Document.from_bytes("a.md", TEXT.encode()), Base(TEXT + "More.\n", "0" * 40, "a.md"))


def judged(
    score: float,
    applicability: Applicability | None,
    *replacements: tuple[str, str],
    name: str = "transpose_substrings",
) -> ScoredCandidate:
    """Return a judged candidate to replace texts that stand once in TEXT."""
    edits = [Edit(TEXT.index(old), TEXT.index(old) + len(old), old, new) for old, new in replacements]
    assert all(TEXT.count(old) == 1 for old, _ in replacements)
    candidate = Candidate(name, tuple(edits), "", claims=(Claim(name, ""),))
    return ScoredCandidate(candidate, (Evidence(HISTORY, score),), applicability)


def of_language(one: ScoredCandidate) -> ScoredCandidate:
    return one._replace(evidence=(Evidence(LANGUAGE, one.score),))


def chosen(*every: ScoredCandidate) -> list[tuple[str, Applicability | None]]:
    taken, refused = resolve(every, COMPARISON)
    assert sorted([one.candidate for one in taken] + [one.candidate for one in refused]) == sorted(
        one.candidate for one in every
    ), "each is taken, or refused with a reason"
    return [(one.candidate.edits[0].before, one.applicability) for one in taken]


def reason(candidate: Candidate, *every: ScoredCandidate) -> str:
    return next(refusal.reason for refusal in resolve(every, COMPARISON)[1] if refusal.candidate == candidate)


def test_what_does_not_overlap_is_taken_in_order() -> None:
    late, early = judged(3, SAFE, ("dogs", "cats")), judged(1, SHOWN, ("cat", "dog"))
    assert chosen(late, early) == [("cat", SHOWN), ("dogs", SAFE)]


def test_of_repairs_from_the_text_alone_the_likelier_wins_whatever_its_class() -> None:
    surer = of_language(judged(1, SAFE, ("cat sat", "mat sat")))
    likelier = of_language(judged(1.1 + TIE, UNSAFE, ("sat", "lay")))
    assert chosen(surer, likelier) == [("sat", UNSAFE)]
    assert chosen(surer, likelier._replace(evidence=(Evidence(LANGUAGE, 1),))) == []
    assert reason(surer.candidate, surer, likelier) == "another repair of the place is as likely"
    assert chosen(surer, likelier._replace(evidence=(Evidence(HISTORY, likelier.score),))) == [("cat sat", SAFE)]


def test_what_is_too_doubtful_to_report_still_keeps_others_from_its_place() -> None:
    faint = of_language(judged(1, UNSAFE, ("sat", "lay")))._replace(is_faint=True)
    other = of_language(judged(0.5 + TIE, SAFE, ("cat sat", "mat sat")))
    assert chosen(faint, other) == []
    assert reason(faint.candidate, faint) == "too doubtful to report (log-odds 1.0)"
    assert chosen(faint, of_language(judged(2 + TIE, SAFE, ("cat sat", "mat sat")))) == [("cat sat", SAFE)]


def test_the_surer_class_wins() -> None:
    part, whole = judged(2, SAFE, ("sat", "lay")), judged(1.9, UNSAFE, ("cat sat on", "dog lay under"))
    assert chosen(whole, part) == [("sat", SAFE)]
    assert reason(whole.candidate, whole, part) == "overlaps a repair of higher confidence"


def test_of_one_class_the_one_that_explains_more_wins() -> None:
    part, whole = judged(2 + LEAD, SAFE, ("sat", "lay")), judged(2, SAFE, ("cat sat on", "dog lay under"))
    assert chosen(part, whole) == [("cat sat on", SAFE)]
    assert reason(part.candidate, part, whole) == "overlaps a repair of higher confidence"


def test_what_the_language_says_first_and_history_as_well_explains_what_changed() -> None:
    history = judged(2, SAFE, ("sat", "lay"))
    both = judged(2, SAFE, ("cat sat on", "dog lay under"))._replace(
        evidence=(Evidence(LANGUAGE, 2), Evidence(HISTORY, 1))
    )
    assert chosen(history, both) == [("cat sat on", SAFE)]
    assert chosen(history, both._replace(evidence=both.evidence[:1])) == [("sat", SAFE)]
    likely = of_language(judged(2, SAFE, ("sat", "stood")))
    assert chosen(both, likely) == [("cat sat on", SAFE)]


def test_but_not_where_a_part_is_surer_by_the_lead() -> None:
    part, whole = judged(2.1 + LEAD, SAFE, ("sat", "lay")), judged(2, SAFE, ("cat sat on", "dog lay under"))
    assert chosen(part, whole) == [("sat", SAFE)]
    assert reason(whole.candidate, part, whole) == "a part of it is damage, the rest looks like an edit"


def test_a_surer_one_that_explains_more_just_overlaps() -> None:
    whole, part = judged(3 + LEAD, SAFE, ("cat sat on", "dog lay under")), judged(2, SAFE, ("sat", "lay"))
    assert chosen(whole, part) == [("cat sat on", SAFE)]
    assert reason(part.candidate, whole, part) == "overlaps a repair of higher confidence"


def test_a_surer_part_of_another_class_does_not_refuse_the_whole() -> None:
    part, whole = judged(9, UNSAFE, ("sat", "lay")), judged(2, SAFE, ("cat sat on", "dog lay under"))
    assert chosen(part, whole) == [("cat sat on", SAFE)]


@pytest.mark.parametrize(
    ("first", "second", "both"),
    [
        pytest.param(("cat", "dog"), (" sat", " lay"), False, id="meeting-at-a-border"),
        pytest.param(("cat ", "dog "), ("sat", "lay"), False, id="meeting-behind-a-space"),
        pytest.param(("cat", "dog"), ("sat", "lay"), True, id="a-space-between"),
        pytest.param(("an an", "an"), ("arbour", "armour"), True, id="a-replacement-does-not-slide"),
        pytest.param(("an an a", "an a"), ("rbour", "rmour"), False, id="but-meets"),
    ],
)
def test_two_that_touch_overlap(first: tuple[str, str], second: tuple[str, str], both: bool) -> None:
    assert len(chosen(judged(2, SAFE, first), judged(2, SAFE, second))) == 1 + both


def test_what_slides_to_another_overlaps_it() -> None:
    at = TEXT.index("an an ")
    first = Candidate("transpose_substrings", (Edit(at, at + 3, "an ", ""),), "")
    second = Candidate("transpose_substrings", (Edit(at + 3, at + 6, "an ", ""),), "")
    far = Candidate("transpose_substrings", (Edit(at + 6, at + 7, "a", "A"),), "")
    every = [ScoredCandidate(one, (Evidence(HISTORY, 2),), SAFE) for one in (first, second, far)]
    assert len(resolve(every[:2], COMPARISON)[0]) == 1
    assert len(resolve([every[0], every[2]], COMPARISON)[0]) == 1, "it reaches the place of the far one"
    assert slide_range(first.edits[0], TEXT) == slide_range(second.edits[0], TEXT) == (at - 2, at + 7)


def test_a_pair_leaves_room_between_its_edits() -> None:
    pair = judged(2, SAFE, ("cat", "dogs"), ("dogs", "cat"))
    assert chosen(pair, judged(2, SAFE, ("mat", "rug"))) == [("cat", SAFE), ("mat", SAFE)]
    assert len(chosen(pair, judged(2, SAFE, ("Two dogs", "A dog")))) == 1


def test_what_is_no_damage_is_refused_with_its_odds() -> None:
    edit = judged(-1.53, None, ("cat", "dog"))
    assert chosen(edit) == []
    assert reason(edit.candidate, edit) == "looks like an edit (log-odds -1.5)"


@pytest.mark.parametrize(
    ("beside", "becomes"),
    [
        pytest.param([], UNSAFE, id="alone"),
        pytest.param([judged(2, SAFE, ("dogs", "cats"))], SAFE, id="beside-a-safe-repair"),
        pytest.param([judged(2, SAFE, ("mat", "rug"))], UNSAFE, id="in-another-line"),
        pytest.param([judged(2, SAFE, ("door.\nTwo", "gate.\nSome"))], SAFE, id="that-only-ends-in-the-line"),
        pytest.param([judged(2, SAFE, ("arbour.\nThe", "arch.\nAn"))], SAFE, id="that-only-begins-in-it"),
        pytest.param([judged(2, SAFE, ("cat", "end"), ("end", "cat"))], UNSAFE, id="a-pair-around-the-line"),
        pytest.param([judged(1, UNSAFE, ("dogs", "cats"))], UNSAFE, id="beside-an-unsafe-one"),
        pytest.param([judged(2, SAFE, ("arbour", "arch"), name=NUMBER)], UNSAFE, id="beside-another-number"),
    ],
)
def test_a_number_is_safe_only_beside_damage(beside: list[ScoredCandidate], becomes: Applicability) -> None:
    taken, _ = resolve([judged(9, SAFE, ("12", "13"), name=NUMBER), *beside], COMPARISON)
    assert {one.candidate.edits[0].before: one.applicability for one in taken}["12"] is becomes
    assert all(one.applicability is SAFE for one in taken if one.candidate.signature != NUMBER and one.score == 2)


@st.composite
def proposals(draw: st.DrawFn) -> list[ScoredCandidate]:
    found = {}
    for _ in range(draw(st.integers(0, 8))):
        start = draw(st.integers(0, 40))
        end = start + draw(st.integers(1, 9))
        edit = Edit(start, end, TEXT[start:end], draw(st.sampled_from(("", "\0", "\0" * 9))))
        candidate = Candidate("transpose_substrings", (edit,), "")
        applicability = draw(st.sampled_from((None, SHOWN, UNSAFE, SAFE)))
        found[candidate] = ScoredCandidate(candidate, (Evidence(HISTORY, draw(st.floats(-9, 9))),), applicability)
    return list(found.values())


@settings(max_examples=200)
@given(proposals())
def test_taken_is_what_stands_apart_and_nothing_is_left_without_a_reason(every: list[ScoredCandidate]) -> None:
    taken, refused = resolve(every, COMPARISON)
    places = [slide_range(edit, TEXT) for one in taken for edit in one.candidate.edits]
    assert all(a[1] < b[0] or b[1] < a[0] for i, a in enumerate(places) for b in places[:i])
    assert sorted([one.candidate for one in taken] + [one.candidate for one in refused]) == sorted(
        one.candidate for one in every
    )
    found = [one for one in every if one.applicability is not None]
    assert bool(taken) is bool(found)
    if found:
        assert max(one.applicability or 0 for one in taken) == max(one.applicability or 0 for one in found)
