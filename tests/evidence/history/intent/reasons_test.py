from __future__ import annotations

import pytest

from weave_fix.evidence.history.intent.reasons import (
    NEVER,
    PROMOTED,
    Intent,
    Policy,
    Reason,
    Verdict,
    combined,
    limit,
    weighed,
)
from weave_fix.records import Applicability

SAFE, UNSAFE, SHOWN = Applicability.SAFE, Applicability.UNSAFE, Applicability.DISPLAY_ONLY
MORE = PROMOTED + 0.1


def test_each_reason_has_words_of_its_own() -> None:
    texts = [reason.text for reason in Reason]
    assert len(set(texts)) == len(texts) == len(list(Reason.__members__))


@pytest.mark.parametrize(
    ("verdict", "fitted", "score", "found"),
    [
        pytest.param(Reason.WORD.intended, SAFE, 9.0, None, id="intended-however-sure"),
        pytest.param(Reason.SPLIT.broken, None, -9.0, SAFE, id="decisive-though-it-looks-like-an-edit"),
        pytest.param(Reason.SPLIT.open, None, -9.0, None, id="a-decisive-reason-that-is-open"),
        pytest.param(Reason.CUT.open, SAFE, 9.0, UNSAFE, id="open-goes-one-step-less-far"),
        pytest.param(Reason.CUT.open, SHOWN, 9.0, None, id="open-and-only-shown"),
        pytest.param(Reason.CUT.open, None, 9.0, None, id="open-and-an-edit"),
        pytest.param(Reason.CUT.broken, UNSAFE, MORE, SAFE, id="broken-is-promoted"),
        pytest.param(Reason.CUT.broken, UNSAFE, PROMOTED, UNSAFE, id="broken-and-hardly-likely"),
        pytest.param(Reason.CUT.broken, SHOWN, MORE, SHOWN, id="shown-is-not-promoted"),
        pytest.param(Reason.CUT.broken, None, MORE, None, id="broken-and-an-edit"),
        pytest.param(Reason.NOISE.broken, UNSAFE, MORE, UNSAFE, id="as-fitted-is-not-promoted"),
        pytest.param(Reason.NOISE.broken, SAFE, MORE, SAFE, id="as-fitted"),
        pytest.param(Reason.EXCHANGED.broken, UNSAFE, MORE, SAFE, id="neutral-is-as-usual"),
    ],
)
def test_limit(verdict: Verdict, fitted: Applicability | None, score: float, found: Applicability | None) -> None:
    assert limit(fitted, score, verdict) is found


@pytest.mark.parametrize("reason", Reason)
def test_high_log_odds_break_what_is_open_and_nothing_else(reason: Reason) -> None:
    assert weighed(reason.open, reason.needed) == reason.broken
    assert weighed(reason.open, reason.needed - 0.1).intent is not Intent.BROKEN
    assert weighed(reason.intended, NEVER) == reason.intended
    assert weighed(reason.broken, -NEVER).intent is (Intent.INTENDED if reason is Reason.REWORDED else Intent.BROKEN)


def test_another_wording_that_is_not_sure_is_intended() -> None:
    assert weighed(Reason.REWORDED.open, 2.5) == Reason.REWORDED.intended


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
