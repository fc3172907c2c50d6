from __future__ import annotations

import pytest

from tests.evidence.history.intent.looks import is_left, verdict
from weave_fix.evidence.history.intent.reasons import Reason

TABLE = "| Size | Price | Stock |\n|---|---|---|\n| small | 2.50 | 3 |\n| large | 4.00 | 1 |"


def test_a_row_that_lost_a_border_is_broken() -> None:
    assert verdict(TABLE, TABLE.replace("2.50 | 3", "2.50  3")) == Reason.BORDER_LOST.broken


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            TABLE, TABLE.replace(" | 3", " 3").replace(" | 1", " 1").replace(" | Stock", " Stock"), id="column"
        ),
        pytest.param("Either 2 | 3 or 4 fit.", "Either 2  3 or 4 fit.", id="no-table"),
        pytest.param(
            TABLE.replace("2.50 | 3", "2.50 | 3 | old"),
            TABLE.replace("2.50 | 3", "2.50 | 3  old"),
            id="one-too-many-before",
        ),
        pytest.param(TABLE.replace("2.50", "2 \\| 50"), TABLE.replace("2.50", "2 \\ 50"), id="escaped-bar"),
    ],
)
def test_a_border_taken_out_on_purpose_is_intended(before: str, after: str) -> None:
    assert is_left(verdict(before, after))
