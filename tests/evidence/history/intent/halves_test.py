"""Halves of a span that changed places go home where their borders cut words; what people move stays."""

from __future__ import annotations

import pytest

from tests.evidence.history.intent.looks import page
from weave_fix import fix_text
from weave_fix.diff.align import shared_prefix, shared_suffix
from weave_fix.evidence.history.intent.halves import exchanges_halves
from weave_fix.records import Edit

TEXT = (
    "The keeper goes round the hives before sunrise and looks into each of them. Whatever the\n"
    "night has brought is written down, and what it has taken away is written down as well.\n"
)
ROWS = "| alder north | stays green |\n| alder south | goes brown |\n| alder west | is felled |\n"


def turned(text: str, first: str, second: str) -> str:
    """Return `text` with two spans, which stand next to each other in it, the other way round."""
    assert text.count(first + second) == 1
    return text.replace(first + second, second + first)


def is_told(was: str, now: str) -> bool:
    """Tell what is said of the one edit that leads from `now`, inside a page, back to `was`."""
    start = shared_prefix(was, now)
    end = shared_suffix(was[start:], now[start:])
    edit = Edit(start, len(now) - end, now[start : len(now) - end], was[start : len(was) - end])
    return exchanges_halves([edit], now)


CUT = [
    pytest.param("ves before sunrise a", "nd looks into each o", id="all-three-borders"),
    pytest.param("hives before sunr", "ise and looks into ea", id="two-borders"),
    pytest.param("them. Whatever the\nnig", "ht has brought is wri", id="over-a-line-end"),
]
MOVED = [
    pytest.param("before sunrise ", "and looks into each of them", id="clauses"),
    pytest.param(" before sunrise", " and looks into each of them", id="clauses-with-their-blanks"),
    pytest.param("is written down, and what", " it has taken away ", id="words"),
    pytest.param("hives before sunr", "ise and looks ", id="one-border"),
    pytest.param("ore s", "unrise a", id="short"),
]


@pytest.mark.parametrize(("first", "second"), CUT)
def test_halves_with_cut_borders_are_told(first: str, second: str) -> None:
    assert is_told(page(TEXT), page(turned(TEXT, first, second)))


@pytest.mark.parametrize(("first", "second"), MOVED)
def test_what_people_move_is_not(first: str, second: str) -> None:
    assert not is_told(page(TEXT), page(turned(TEXT, first, second)))


def test_lines_that_begin_alike_are_not_cut() -> None:
    first, second, third = ROWS.splitlines(keepends=True)
    for now in (second + first + third, first + third + second, third + first + second):
        assert not is_told(page(ROWS), page(now))


def test_a_script_without_blanks_between_words_is_not_cut() -> None:
    text = "\N{CJK UNIFIED IDEOGRAPH-6C34}" * 9 + " " + "\N{CJK UNIFIED IDEOGRAPH-5C71}" * 30 + " " + "x" * 3
    assert not is_told(page(text), page(turned(text, text[3:16], text[16:30])))


def test_halves_that_were_edited_besides_are_not_told() -> None:
    now = turned(TEXT, "ves before sunrise a", "nd looks into each o").replace("sunrise", "sunset")
    assert not is_told(page(TEXT), page(now))


def test_edits_of_both_ends_are_one_exchange() -> None:
    now = page(turned(TEXT, "ves before sunrise a", "nd looks into each o"))
    start = now.index("nd looks into each o")
    second = start + len("nd looks into each o") + len("ves before sunrise a")
    edits = [Edit(start, start + 20, "nd looks into each o", ""), Edit(second, second, "", "nd looks into each o")]
    assert exchanges_halves(edits, now)


def test_words_that_are_whole_by_chance_do_not_keep_the_damage() -> None:
    was = page(
        "The page is kept next to the list of tools.\n\n"
        "Because most visitors read in small groups, the list does not name\n"
        "all of them, and asks for more when the `max` is met."
    )
    now = turned(was, " list of tools.\n\nBecause most visitors read i", "n small groups, the list doe")
    assert "next to then small groups, the list doe list of tools." in now
    assert fix_text(now, base=was) == was


def test_a_clause_that_a_person_moved_stays() -> None:
    was = page("The keeper goes round the hives before sunrise and looks into each of them with a lamp in her hand.")
    now = turned(was, " before sunrise", " and looks into each of them")
    assert fix_text(now, base=was) == now
