"""The tables that the test files of most signatures have, run for each signature.

A table is a list in `SIGNATURE_test.py` under a name that says what becomes of its rows: `UNCHANGED`, `REPAIRS`, ...
`-k NAME` runs those of one signature.
"""

from __future__ import annotations

from importlib import import_module

import pytest

from tests.signatures import comparisons
from weave_fix.signatures.registry import discover

ROW = ("name", *comparisons.ROW)


def rows(table: str) -> list[object]:
    """Return the rows of a table of each signature that has it, with the signature's name before them."""
    return [
        pytest.param(name, *row.values, id=f"{name}-{row.id}", marks=row.marks)
        for name in sorted(discover())
        for row in getattr(import_module(f"tests.signatures.{name}_test"), table, ())
    ]


@pytest.mark.parametrize(ROW, rows("UNCHANGED"))
def test_edits_stay(name: str, frame: comparisons.Frame, before: str, after: str) -> None:
    comparisons.assert_stays(frame, before, after)


@pytest.mark.xfail(strict=True, reason="taken for damage")
@pytest.mark.parametrize(ROW, rows("KNOWN_FAILURES"))
def test_edits_stay_that_do_not_yet(name: str, frame: comparisons.Frame, before: str, after: str) -> None:
    comparisons.assert_stays(frame, before, after)


@comparisons.alone_and_beside_an_edit
@pytest.mark.parametrize(ROW, rows("REPAIRS"))
def test_damage_is_undone(
    name: str, frame: comparisons.Frame, before: str, after: str, beside: comparisons.Frame
) -> None:
    comparisons.assert_undone(name, frame, before, after, beside)


@pytest.mark.xfail(strict=True, reason="not taken for damage that is sure")
@pytest.mark.parametrize(ROW, rows("KNOWN_MISSES"))
def test_damage_is_undone_that_is_not_yet(name: str, frame: comparisons.Frame, before: str, after: str) -> None:
    comparisons.assert_restored(frame, before, after, comparisons.edited)


@pytest.mark.parametrize(ROW, rows("LEFT_IN_ANOTHER_LANGUAGE"))
def test_damage_stays_that_only_a_reader_of_its_language_can_tell(
    name: str, frame: comparisons.Frame, before: str, after: str
) -> None:
    comparisons.assert_stays(frame, before, after)


@pytest.mark.parametrize(ROW, rows("UNDONE_ALONE_ONLY"))
def test_alone_damage_is_undone(name: str, frame: comparisons.Frame, before: str, after: str) -> None:
    comparisons.assert_undone(name, frame, before, after)


@pytest.mark.xfail(strict=True, reason="beside an edit it is not sure enough")
@pytest.mark.parametrize(ROW, rows("UNDONE_ALONE_ONLY"))
def test_beside_an_edit_it_is_not_undone_yet(name: str, frame: comparisons.Frame, before: str, after: str) -> None:
    comparisons.assert_restored(frame, before, after, comparisons.edited)


@pytest.mark.parametrize(("name", "base", "now"), rows("SAID_NO"))
def test_another_change_is_none_of_it(name: str, base: str, now: str) -> None:
    assert comparisons.undone(name, base, now) == []
