from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from weave_fix.evidence.history.intent.reasons import Reason, Verdict
from weave_fix.records import Applicability
from weave_fix.training.history.dataset import HumanEdit
from weave_fix.training.history.thresholds import (
    LEAST,
    MARGIN,
    UNSEEN,
    WRONG,
    Dataset,
    applicability,
    set_thresholds,
    table,
    without_slips,
)

COMMITS = 10_000
CUT, CASE = Reason.CUT.broken, Reason.CASE.open


def edits(count: int, files: int = 1) -> list[HumanEdit]:
    """Return the edits of `count` commits, each of so many files."""
    return [HumanEdit("a/b", "a", "b", f"{name}.md", f"c{number}") for number in range(count) for name in range(files)]


def sample(*rows: tuple[int, str, Verdict, bool]) -> Dataset:
    """Return a sample of rows (edit, damage, verdict, right) whose one answer is whether they are right."""
    return Dataset(
        np.array([[float(right)] for *_, right in rows], dtype=np.float32),
        [right for *_, right in rows],
        [right for *_, right in rows],
        [damage for _, damage, _, _ in rows],
        [verdict for _, _, verdict, _ in rows],
        [("", "") if damage else (f"old {number}", f"new {number}") for number, damage, _, _ in rows],
        [(number, 0 if not damage else 1) for number, damage, _, _ in rows],
        [number % 3 for number, _, _, _ in rows],
    )


@pytest.mark.parametrize("verdict", [CUT, CASE])
def test_so_many_undamaged_commits_may_be_touched_and_no_more(verdict: Verdict) -> None:
    clean = sample(*((number, "", verdict, False) for number in range(COMMITS)))
    scores = np.arange(COMMITS, dtype=float)
    limits = set_thresholds(clean, scores, edits(COMMITS))[verdict.kind]
    for name, wrong in WRONG.items():
        assert sum(scores >= limits[name]) == int(wrong * COMMITS / 1000)
    assert limits["safe"] == COMMITS - 1 + MARGIN


def test_the_files_of_a_commit_count_once() -> None:
    files = [(number, "", CUT, False) for number in range(2 * COMMITS)]
    scores = np.repeat(np.arange(COMMITS, dtype=float), 2)
    limits = set_thresholds(sample(*files), scores, edits(COMMITS, files=2))[CUT.kind]
    assert sum(scores >= limits["shown"]) == 2 * int(WRONG["shown"] * COMMITS / 1000)


def test_damaged_texts_and_what_is_intended_do_not_count() -> None:
    rows = [(0, "duplicate_word", CUT, True), (1, "", Reason.CUT.intended, False), (2, "", CUT, False)]
    limits = set_thresholds(sample(*rows), np.array([9.0, 8.0, 1.0]), edits(3))
    assert limits[CUT.kind] == {"safe": 1.0 + MARGIN, "unsafe": 1.0 + MARGIN, "shown": 1.0 + MARGIN}


def test_however_rare_a_kind_is_so_much_is_asked_for() -> None:
    limits = set_thresholds(sample((0, "", CUT, False)), np.array([-5.0]), edits(1))
    for reason in Reason:
        for verdict in (reason.open, reason.broken):
            unseen = {"safe": UNSEEN} if verdict == reason.open else {}
            assert limits[verdict.kind] == {**LEAST[verdict.intent], **unseen}


def test_a_slip_that_was_read_is_left_out() -> None:
    rows = [(0, "", CUT, False), (1, "", CUT, False), (1, "delete_substring", CUT, True)]
    every = sample(*rows)
    every.quotation[1] = ("recieve", "receive")
    made = edits(2)
    for quotation, kept in ((("recieve", "receive"), 2), (("they recieve", "they receive"), 2), (("a", "b"), 3)):
        left = without_slips(every, made, {("c1", "0.md"): [quotation]})
        assert len(left.right) == len(left.features) == kept
    assert len(without_slips(every, made, {("c0", "0.md"): [("recieve", "receive")]}).right) == 3


def shares(lines: Sequence[str]) -> dict[str, list[str]]:
    return {line.split("%")[0].rsplit(maxsplit=1)[0]: line.split()[-3:] for line in lines}


def test_the_table_says_in_how_many_texts_the_damage_was_undone() -> None:
    every = sample(
        (0, "insert_punctuation", CUT, True),
        (0, "insert_punctuation", CUT, False),
        (1, "insert_punctuation", CUT, True),
        (2, "", CUT, False),
        (3, "", CUT, False),
        (4, "", Reason.CUT.intended, False),
        (5, "duplicate_word", Reason.DOUBLED.broken, True),
    )
    limits = {verdict.kind: {"safe": 3.0, "unsafe": 2.0, "shown": 1.0} for verdict in (CUT, Reason.DOUBLED.broken)}
    found = shares(list(table(every, np.array([2.5, 9.0, 0.5, 3.0, -1.0, 9.0, -9.0]), limits)))
    assert found["insert_punctuation"] == ["0.0%", "50.0%", "50.0%"]
    assert found["(none: candidates touched)"] == ["33.3%"] * 3
    assert found["duplicate_word"] == ["100.0%"] * 3, "it is decisive"
    assert found["swap_capitalization"] == ["0.0%"] * 3


def test_a_change_goes_as_far_as_its_kind_and_its_verdict_let_it() -> None:
    limits = {CUT.kind: {"safe": 3.0, "unsafe": 2.0, "shown": 1.0}}
    levels = [applicability(CUT, score, limits) for score in (0.9, 1.0, 2.0, 3.0)]
    assert levels == [None, Applicability.DISPLAY_ONLY, Applicability.UNSAFE, Applicability.SAFE]
    assert applicability(Reason.CUT.intended, 9.0, limits) is None
