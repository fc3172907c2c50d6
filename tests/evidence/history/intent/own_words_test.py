"""A person's own word right beside a damaged one is never undone with the damage."""

from __future__ import annotations

import pytest

from tests.evidence.history.intent.looks import SURE, verdict
from weave_fix import fix_text
from weave_fix.evidence.history.intent.reasons import Intent, Reason

SOUND = "The ferry leaves at noon, and it is never late."

BESIDE = [
    pytest.param("The ferry l;eaves at ten, and it is never late.", id="a-mark-in-the-word-before"),
    pytest.param("The train le#aves at noon, and it is never late.", id="a-character-in-the-word-behind"),
    pytest.param("The ferry leaves atten, and it is never late.", id="the-space-before-it-lost"),
    pytest.param("The ferryarrives at noon, and it is never late.", id="the-space-before-it-lost-early"),
    pytest.param("The train leavse at noon, and it is never late.", id="letters-exchanged"),
    pytest.param("The ferry leaves at noon, and it is nev%&~er early.", id="noise-in-the-word-before"),
    pytest.param("The ferry le aves at ten, and it is never late.", id="a-space-put-in"),
]


@pytest.mark.parametrize("now", BESIDE)
def test_the_whole_is_intended(now: str) -> None:
    found = verdict(SOUND, now, score=SURE)
    assert found == (Intent.INTENDED, Reason.OWN_WORD)


@pytest.mark.parametrize("now", BESIDE)
def test_the_word_stays_whatever_becomes_of_the_damage(now: str) -> None:
    after = fix_text(now, base=SOUND)
    assert [word for word in ("ten", "train", "arrives", "early") if word in now] == [
        word for word in ("ten", "train", "arrives", "early") if word in after
    ]


@pytest.mark.parametrize(
    "now",
    [
        pytest.param("The ferry l;eaves at noon, and it is never late.", id="damage-alone"),
        pytest.param("The ferry leaves at nonn, and it is nver late.", id="two-damages"),
        pytest.param("The ferry leaf, and a pinch of salt never late.", id="a-foreign-span"),
    ],
)
def test_damage_without_such_a_word_is_looked_at_as_before(now: str) -> None:
    assert verdict(SOUND, now, score=SURE).reason is not Reason.OWN_WORD
