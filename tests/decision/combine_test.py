from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.decision.examples import OURS
from tests.texts import DAMAGED, SOUND
from weave_fix.diff.align import MAX_SLIDE
from weave_fix.diff.comparison import compare
from weave_fix.edits import slide_range
from weave_fix.evidence import ensemble
from weave_fix.evidence.history.candidates import candidates
from weave_fix.evidence.history.intent.reasons import limit
from weave_fix.evidence.history.source import score_candidates
from weave_fix.evidence.scored import ScoredCandidate
from weave_fix.records import HISTORY, Base, Candidate, Document, Edit, Evidence
from weave_fix.vocabulary.lookup import EmptyVocabulary

LONG = "".join(map(chr, range(0x100, 0x100 + 2 * MAX_SLIDE)))
"""Longer than an edit slides over, and nothing in it stands twice."""


@pytest.mark.parametrize(
    ("text", "edit", "found"),
    [
        pytest.param("abc", Edit(1, 2, "b", ""), (1, 2), id="nowhere-else"),
        pytest.param("abc", Edit(1, 2, "b", "x"), (1, 2), id="a-replacement-stays"),
        pytest.param("an an apple", Edit(0, 3, "an ", ""), (0, 7), id="one-of-two-words"),
        pytest.param("in an an apple", Edit(6, 9, "an ", ""), (1, 10), id="on-both-sides"),
        pytest.param("aab", Edit(1, 1, "", "a"), (0, 2), id="put-in-among-its-likes"),
        pytest.param("aab", Edit(3, 3, "", "c"), (3, 3), id="put-in-at-the-end"),
        pytest.param("aab", Edit(1, 1, "", ""), (1, 1), id="nothing-stays"),
        pytest.param("aab", Edit(0, 2, "aa", "aa"), (0, 2), id="the-same-stays"),
        pytest.param(
            "-" * 999, Edit(500, 501, "-", ""), (500 - MAX_SLIDE, 501 + MAX_SLIDE), id="no-farther-than-it-slides"
        ),
        pytest.param(
            LONG * 3, Edit(len(LONG), 2 * len(LONG), LONG, ""), (0, 3 * len(LONG)), id="over-one-more-of-itself"
        ),
    ],
)
def test_reach(text: str, edit: Edit, found: tuple[int, int]) -> None:
    assert slide_range(edit, text) == found


@given(st.text("ab ", max_size=12), st.data())
def test_every_place_where_an_edit_comes_to_the_same_is_in_its_reach(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    put = data.draw(st.text("ab ", max_size=2)) if start == end else ""
    if not put and start == end:
        return
    after = text[:start] + put + text[end:]
    low, high = slide_range(Edit(start, end, text[start:end], put), text)
    size = end - start
    if size:
        same = [at for at in range(len(after) + 1) if text[:at] + text[at + size :] == after]
    else:
        same = [at for at in range(len(text) + 1) if text[:at] + after[at : at + len(put)] + text[at:] == after]
    assert (low, high) == (same[0], same[-1] + size)


def test_the_extent_counts_both_sides_of_all_edits() -> None:
    candidate = Candidate("", (Edit(0, 2, "ab", "c"), Edit(5, 5, "", "def")), "")
    assert ScoredCandidate(candidate, (Evidence(HISTORY, 0),), None).extent == 6


def test_every_proposal_is_judged() -> None:
    comparison = compare(Document.from_bytes("a.md", DAMAGED.encode()), Base(SOUND, OURS, "a.md"))
    found = score_candidates(comparison, EmptyVocabulary())
    assert [one.candidate for one in found] == candidates(comparison)
    for one in found:
        fitted = ensemble.shipped().applicability(one.verdict.kind, one.score)
        assert one.applicability is limit(fitted, one.verdict)


def test_nothing_is_judged_where_nothing_differs() -> None:
    comparison = compare(Document.from_bytes("a.md", SOUND.encode()), Base(SOUND, OURS, "a.md"))
    assert score_candidates(comparison, EmptyVocabulary()) == []


class Counting(EmptyVocabulary):
    """Knows no word, and counts how often it was asked."""

    times = 0

    def known_among(self, words: Iterable[str]) -> set[str]:
        self.times += 1
        return super().known_among(words)


@pytest.mark.parametrize(
    ("now", "times"),
    [
        pytest.param(SOUND, 0, id="nothing-changed"),
        pytest.param(SOUND + "\nThe frobnicator is new here.\n", 0, id="a-new-word-in-what-a-person-wrote"),
        pytest.param(
            SOUND.replace("loop for shrinkage", "loop for shrxinkage"), 1, id="a-word-that-damage-may-have-made"
        ),
    ],
)
def test_the_repository_is_asked_only_where_something_may_be_damage(now: str, times: int) -> None:
    known = Counting()
    score_candidates(compare(Document.from_bytes("a.md", now.encode()), Base(SOUND, "", "")), known)
    assert known.times == times
