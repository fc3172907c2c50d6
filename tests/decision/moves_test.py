from __future__ import annotations

import pytest

from tests.decision.examples import OURS
from weave_fix.decision import moves as conserving
from weave_fix.decision.moves import DOUBLED, DOUBT, HALF_MOVE, LOST, NEAR, PIECE, conserve, reject_half_moves
from weave_fix.diff.comparison import Comparison, compare
from weave_fix.evidence.scored import ScoredCandidate
from weave_fix.records import HISTORY, Applicability, Base, Candidate, Document, Edit, Evidence

MOVED = "A sentence that was moved to another place. "
BASE = f"# One\n\n{MOVED}It stood in the first part.\n\n# Two\n\nHere is the second part of it all.\n"
NOW = BASE.replace(MOVED, "").replace("Here is", f"{MOVED}Here is")
COMPARISON = compare(Document("a.md", NOW.encode(), NOW), Base(BASE, OURS, "a.md"))


def judged(start: int, before: str, after: str, score: float = 5.0) -> ScoredCandidate:
    assert NOW.startswith(before, start)
    candidate = Candidate("transpose_substrings", (Edit(start, start + len(before), before, after),), "")
    return ScoredCandidate(candidate, (Evidence(HISTORY, score),), Applicability.SAFE)


PUT_BACK = judged(NOW.index("It stood"), "", MOVED)
TAKE_AWAY = judged(NOW.index(MOVED), MOVED, "")
ELSEWHERE = judged(NOW.index("all.\n"), "all", "none")


def told(
    taken: list[ScoredCandidate], others: list[ScoredCandidate], comparison: Comparison = COMPARISON
) -> tuple[list[ScoredCandidate], list[str], str]:
    kept, refused, after = conserve(taken, [*taken, *others], comparison)
    assert {refusal.candidate for refusal in refused}.isdisjoint(one.candidate for one in kept)
    return kept, [refusal.reason for refusal in refused], after


def test_both_ends_of_a_move_are_undone_together() -> None:
    assert told([PUT_BACK, TAKE_AWAY], []) == ([PUT_BACK, TAKE_AWAY], [], BASE)


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        pytest.param(TAKE_AWAY, PUT_BACK, LOST, id="taken-away-and-not-put-back"),
        pytest.param(PUT_BACK, TAKE_AWAY, DOUBLED, id="put-back-and-not-taken-away"),
    ],
)
def test_one_end_alone_is_not_undone(one: ScoredCandidate, other: ScoredCandidate, reason: str) -> None:
    assert told([one, ELSEWHERE], []) == ([ELSEWHERE], [reason], NOW.replace("all.", "none."))
    doubtful = other._replace(evidence=(Evidence(HISTORY, DOUBT - 0.1),), applicability=None)
    assert told([one], [doubtful]) == ([], [reason], NOW)


@pytest.mark.parametrize(
    ("one", "other"),
    [pytest.param(TAKE_AWAY, PUT_BACK, id="taken-away"), pytest.param(PUT_BACK, TAKE_AWAY, id="put-back")],
)
def test_the_other_end_is_undone_as_well_where_it_is_proposed(one: ScoredCandidate, other: ScoredCandidate) -> None:
    doubtful = other._replace(evidence=(Evidence(HISTORY, DOUBT),), applicability=None)
    kept, reasons, after = told([one, ELSEWHERE], [doubtful])
    assert kept == sorted([one, doubtful, ELSEWHERE], key=lambda item: item.candidate.start)
    assert (reasons, after) == ([], BASE.replace("all.", "none."))


def test_of_two_other_ends_the_likelier_is_taken() -> None:
    narrow = judged(NOW.index("It stood"), "It stood in", f"{MOVED}It lay in", 1.0)
    likely = PUT_BACK._replace(evidence=(Evidence(HISTORY, 2.0),))
    kept, _, after = told([TAKE_AWAY], [narrow, likely])
    assert kept == [likely, TAKE_AWAY]
    assert after == BASE


def test_an_other_end_that_touches_what_is_taken_is_none() -> None:
    beside = judged(NOW.index("It stood"), "It stood", "It was")
    assert told([TAKE_AWAY, beside], [PUT_BACK])[:2] == ([beside], [LOST])


def test_text_that_did_not_move_may_go_and_come() -> None:
    foreign = "Words of another page that nobody knows here. "
    now = BASE.replace(MOVED, foreign)
    comparison = compare(Document("a.md", now.encode(), now), Base(BASE, OURS, "a.md"))
    start = now.index(foreign)
    candidate = Candidate("transpose_substrings", (Edit(start, start + len(foreign), foreign, MOVED),), "")
    one = ScoredCandidate(candidate, (Evidence(HISTORY, 3.0),), Applicability.SAFE)
    assert told([one], [], comparison) == ([one], [], BASE)


@pytest.mark.parametrize(
    "length", [pytest.param(PIECE - 1, id="too-short-to-follow"), pytest.param(PIECE, id="long-enough")]
)
def test_short_text_is_not_followed(length: int) -> None:
    moved = ("x" * PIECE)[:length]
    base = f"One {moved} two.\n\nThree four.\n"
    now = f"One  two.\n\nThree {moved} four.\n"
    comparison = compare(Document("a.md", now.encode(), now), Base(base, OURS, "a.md"))
    start = now.index(moved)
    candidate = Candidate("transpose_substrings", (Edit(start, start + length, moved, ""),), "")
    one = ScoredCandidate(candidate, (Evidence(HISTORY, 3.0),), Applicability.SAFE)
    assert told([one], [], comparison)[0] == ([one] if length < PIECE else [])


def test_nothing_taken_leaves_the_text() -> None:
    assert told([], [PUT_BACK]) == ([], [], NOW)


def test_no_more_ends_are_looked_for_than_some(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conserving, "SEARCHES", 0)
    assert told([PUT_BACK, TAKE_AWAY], []) == ([PUT_BACK, TAKE_AWAY], [], BASE), "what is whole stays whole"
    assert told([TAKE_AWAY, ELSEWHERE], [PUT_BACK]) == ([ELSEWHERE], [LOST], NOW.replace("all.", "none."))


def halves(base: str, now: str, before: str, after: str, score: float = 5.0) -> list[str]:
    comparison = compare(Document("a.md", now.encode(), now), Base(base, OURS, "a.md"))
    start = now.index(before)
    candidate = Candidate("duplicate_word", (Edit(start, start + len(before), before, after),), "")
    applicability = Applicability.SAFE if score > 0 else None
    one = ScoredCandidate(candidate, (Evidence(HISTORY, score),), applicability)
    kept, refused = reject_half_moves([one], comparison)
    assert (kept == [one]) is not bool(refused)
    return [refusal.reason for refusal in refused]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(" it", "", id="taken-away-and-not-put-back"),
        pytest.param("ask", "it ask", id="put-back-and-not-taken-away"),
    ],
)
def test_a_word_that_moved_is_not_undone_at_one_end(before: str, after: str) -> None:
    base, now = "Unless you it ask for today. Look here.\n", "Unless you ask for today. it Look here.\n"
    assert halves(base, now, before, after) == [HALF_MOVE]
    assert halves(base, now, before, after, -1.0) == [], "what nobody would undo needs no reason"


def test_a_word_that_moved_is_undone_at_both_ends_at_once() -> None:
    base, now = "Unless you it ask for today.\n", "Unless you ask it for today.\n"
    assert halves(base, now, "ask it", "it ask") == []


@pytest.mark.parametrize(("distance", "reasons"), [(NEAR - 20, [HALF_MOVE]), (NEAR + 20, [])])
def test_far_away_the_same_word_is_another_one(distance: int, reasons: list[str]) -> None:
    base = f"One odd word. {'x' * distance}. Two word.\n"
    now = f"One word. {'x' * distance}. Two odd word.\n"
    assert halves(base, now, " odd", "") == reasons
