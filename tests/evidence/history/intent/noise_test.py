from __future__ import annotations

import pytest

from tests.evidence.history.intent.looks import verdict
from weave_fix.evidence.history.intent.noise import is_random
from weave_fix.evidence.history.intent.reasons import Intent, Reason

NOISE = [
    pytest.param(
        "See `before` / `beforeEach` in the list.",
        "See `be%jO.jv?W$`beforeEach` in the list.",
        id="over-the-end-of-code",
    ),
    pytest.param(
        "To do this, each keeper asks for the key of the hive there.",
        "To do this,4K</ .(GWY&?37fY+dN,f]jg)i-R*tPS)p'IE =V.@nCj6TRKb there.",
        id="long-with-a-pair-of-code",
    ),
    pytest.param("- **Weekly guidance:** it is free", "- **Weekly guiRH6'Dn3jE%P};it is free", id="over-bold-marks"),
]
MEANT = [
    pytest.param(
        "- Issue: [mill/loaves#0000](https://example.org/mill/issues/0000)",
        "- Issue: [mill/loaves#4711](https://example.org/mill/issues/0000)",
        id="number-behind-a-sign",
    ),
    pytest.param("It is loaves#17 on the list.", "It is loaves#2048 on the list.", id="number-of-an-issue"),
    pytest.param("The password is `letmein-2`.", "The password is `RH6'Dn3jE%P};`.", id="password"),
    pytest.param("It matches `[a-z]+`.", "It matches `^(?:R[0-9]|Q#{2})$`.", id="pattern"),
    pytest.param("Call `reset(a)` now.", "Call `reset(&a[0..2])` now.", id="argument"),
    pytest.param("Set `mask=none` first.", "Set `mask=0xF3|0x1C` first.", id="number"),
]


@pytest.mark.parametrize(("before", "after"), [row.values for row in NOISE], ids=[row.id for row in NOISE])
def test_noise_over_code_and_markup_is_told_where_it_cuts_a_word(before: str, after: str) -> None:
    assert verdict(before, after) == Reason.NOISE.broken


@pytest.mark.parametrize(("before", "after"), [row.values for row in MEANT], ids=[row.id for row in MEANT])
def test_code_is_no_noise(before: str, after: str) -> None:
    assert verdict(before, after).intent is not Intent.BROKEN


def test_code_without_words_is_not_random() -> None:
    assert not is_random("x[i]=={a:1}?b:'c'=>d[2]&&e(f)||g;h()")
    assert not is_random("2U</b>.)FVZ&?21eX")
