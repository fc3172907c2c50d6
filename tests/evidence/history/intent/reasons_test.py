from __future__ import annotations

import pytest

from weave_fix.evidence.history.intent.reasons import Policy, Reason, Verdict, combined, limit
from weave_fix.records import Applicability

SAFE, UNSAFE, SHOWN = Applicability.SAFE, Applicability.UNSAFE, Applicability.DISPLAY_ONLY


def test_each_reason_has_words_of_its_own() -> None:
    texts = [reason.text for reason in Reason]
    assert len(set(texts)) == len(texts) == len(list(Reason.__members__))


@pytest.mark.parametrize(
    ("verdict", "fitted", "found"),
    [
        pytest.param(Reason.WORD.intended, SAFE, None, id="intended-however-sure"),
        pytest.param(Reason.SPLIT.broken, None, SAFE, id="decisive-though-it-looks-like-an-edit"),
        pytest.param(Reason.SPLIT.open, None, None, id="a-decisive-reason-that-is-open"),
        pytest.param(Reason.CUT.open, SAFE, SAFE, id="open-as-fitted"),
        pytest.param(Reason.CUT.open, None, None, id="open-and-an-edit"),
        pytest.param(Reason.CUT.broken, UNSAFE, UNSAFE, id="broken-as-fitted"),
        pytest.param(Reason.CUT.broken, None, None, id="broken-and-an-edit"),
        pytest.param(Reason.WORD_PUT_IN.open, SHOWN, SHOWN, id="neutral-as-fitted"),
    ],
)
def test_limit(verdict: Verdict, fitted: Applicability | None, found: Applicability | None) -> None:
    assert limit(fitted, verdict) is found


@pytest.mark.parametrize(
    ("verdicts", "found"),
    [
        pytest.param([Reason.WORD.intended], Reason.WORD.intended, id="one"),
        pytest.param([Reason.WORD.intended, Reason.CUT.broken], Reason.CUT.broken, id="one-broken-part-is-enough"),
        pytest.param([Reason.CUT.open, Reason.WORD.intended], Reason.WORD.intended, id="the-least-holds"),
        pytest.param([Reason.CUT.broken, Reason.REPEATED.intended], Reason.REPEATED.intended, id="objection"),
        pytest.param(
            [Reason.DIGIT.intended, Reason.CUT.broken, Reason.OWN_SENTENCE.intended],
            Reason.OWN_SENTENCE.intended,
            id="objection-behind-another-intended-part",
        ),
        pytest.param([Reason.DIGIT.intended, Reason.REPEATED.intended], Reason.REPEATED.intended, id="objection-first"),
    ],
)
def test_combined(verdicts: list[Verdict], found: Verdict) -> None:
    assert combined(verdicts) == found
    assert combined(reversed(verdicts)) == found


def test_an_objection_is_never_broken() -> None:
    assert {reason.name for reason in Reason if reason.policy is Policy.OBJECTION} == {
        "ANOTHER_LANGUAGE",
        "OWN_WORD",
        "REPEATED",
        "OWN_SENTENCE",
    }
    assert not Reason.REPEATED.broken.is_decisive
