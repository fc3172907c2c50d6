from __future__ import annotations

import pytest

from tests.signatures.file.pages import EDITED, PAGE, RENAMED, events, repaired
from weave_fix.positions import split_lines
from weave_fix.records import Applicability
from weave_fix.signatures.file import line_numbers


def numbered(text: str, first: int, last: int, form: str, number: int | None = None) -> str:
    """Return the text with a gutter before its lines `first` to `last`, 0-based, half-open."""
    lines = split_lines(text)
    start = first + 1 if number is None else number
    gutter = [form.format(start + n, line) for n, line in enumerate(lines[first:last])]
    return "".join([*lines[:first], *gutter, *lines[last:]])


def page(body: str) -> str:
    return f"# Notes\n\nSome words on the weir.\n\n{body}\n\nThe end of the page.\n"


POEM = "The wheel goes round\nand no one knows\nwhat it has ground\nor where it goes"
UNCHANGED = [
    pytest.param(page("1. One\n2. Two\n3. Three\n4. Four\n5. Five"), id="ordered-list"),
    pytest.param(page("[1]: one.md\n[2]: two.md\n[3]: three.md\n[4]: four.md"), id="labels-of-links"),
    pytest.param(page("1) One\n2) Two\n3) Three\n4) Four"), id="ordered-list-with-brackets"),
    pytest.param(page("1: Lift the bar\n2: Turn the crank\n3: Lower the bar\n4: Rest"), id="steps-with-colons"),
    pytest.param(page("1 | a\n2 | b\n3 | c\n4 | d"), id="two-columns-from-one"),
    pytest.param(page("n | w\n--|--\n1 | a\n2 | b\n3 | c\n4 | d\n5 | e"), id="table-without-outer-bars"),
    pytest.param(page("| 1 | a |\n| 2 | b |\n| 3 | c |\n| 4 | d |"), id="table-with-outer-bars"),
    pytest.param(page("1991: start\n1992: more\n1993: most\n1994: end"), id="years"),
    pytest.param(
        page("1871: The mill is built.\n1872: It burns.\n1873: It is built again.\n1874: Flood."), id="chronicle"
    ),
    pytest.param(page("```\n1 | a\n2 | b\n3 | c\n4 | d\n```"), id="gutter-in-code"),
    pytest.param(page("```py\n10: a = 1\n11:\n12: b = 2\n13: c = 3\n```"), id="listing-with-numbers"),
    pytest.param(page("    1: a\n    2: b\n    3:\n    4: d"), id="indented-listing"),
    pytest.param(page("~~~\n  1\tLOAD\n  2\tADD\n  3\t\n  4\tSTORE\n~~~"), id="cat-n-shown-in-tildes"),
    pytest.param(page("9:00 | open\n10:00 | bread\n11:00 | cake\n12:00 | lunch"), id="times"),
    pytest.param(page("12 apples\n13 pears\n14 plums\n15 figs"), id="counted-things"),
    pytest.param(page("1 - one\n2 - two\n3 - three\n4 - four"), id="dashes"),
    pytest.param(page("7 | # a\n9 | # b\n11 | # c\n13 | # d"), id="numbers-that-rise-by-two"),
    pytest.param(page("7 | # a\n8 | # b\n9 | # c"), id="three-lines"),
    pytest.param(page("4 | # a\n3 | # b\n2 | # c\n1 | # d"), id="numbers-that-fall"),
    pytest.param(page("5\n6\n7\n8\n9"), id="numbers-alone"),
    pytest.param(page("1\n2\n\n3\n4"), id="numbers-and-a-blank-line"),
    pytest.param(page("line 1: a\nline 2: b\nline 3: c\nline 4: d"), id="named-numbers"),
    pytest.param(page("1: 8 points\n2: 5 points\n3: 3 points\n4: 1 point"), id="scores"),
    pytest.param(page("2;3;4\n3;4;5\n4;5;6\n5;6;7"), id="rows-of-values"),
    pytest.param(page("\n".join(f"{n}  {line}" for n, line in enumerate(POEM.split("\n"), 1))), id="numbered-verse"),
]


@pytest.mark.parametrize("text", UNCHANGED)
@pytest.mark.parametrize("base", [None, "# Notes\n", "same"])
def test_left_alone(text: str, base: str | None) -> None:
    assert not events(line_numbers, text, text if base == "same" else base)


def test_lines_that_a_person_numbered_are_not_repaired() -> None:
    before = page("\n".join(POEM.split("\n")))
    after = page("\n".join(f"{n}: {line}" for n, line in enumerate(POEM.split("\n"), 1)))
    assert repaired(line_numbers, after, before) == after
    code = "```\nopen\nturn\nclose\nrest\n```"
    listing = "```\n1: open\n2: turn\n3: close\n4: rest\n```"
    assert repaired(line_numbers, page(listing), page(code)) == page(listing)


FORMS = ["{} | {}", "{:>4}\t{}", "{}: {}", "{:>5}→{}", "L{}: {}", "[{}] | {}", "{:>3}│ {}"]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("lines", [(7, 12), (14, 29), (0, 42), (35, 47)])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_taken_off_with_a_base(form: str, lines: tuple[int, int], end: str) -> None:
    for wanted in (EDITED, RENAMED, PAGE + "One more line.\n"):
        sound = wanted.replace("\n", end)
        assert repaired(line_numbers, numbered(sound, *lines, form), PAGE) == sound


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("lines", [(7, 12), (14, 29), (0, 42), (35, 47)])
def test_taken_off_without_a_base_if_asked(form: str, lines: tuple[int, int]) -> None:
    text = numbered(EDITED, *lines, form)
    assert repaired(line_numbers, text) == text
    assert repaired(line_numbers, text, least=Applicability.UNSAFE) == EDITED


def test_spaces_that_are_the_lines_own_stay() -> None:
    sound = page("- One\n  and more\n- Two\n  and more\n\n  - Three")
    text = numbered(sound, 4, 10, "{:>4}\t{}")
    assert repaired(line_numbers, text, sound + "Last.\n") == sound


def test_a_tab_that_a_line_begins_with_is_its_own() -> None:
    sound = page("Which gives:\n\n    <h3>Bread</h3>\n\t<p>It is baked on Monday.</p>\n\nSee the list below.")
    text = numbered(sound, 6, 10, "{:>4}\t{}")
    assert repaired(line_numbers, text, sound + "Last.\n") == sound


def test_numbers_of_an_excerpt() -> None:
    text = numbered(EDITED, 14, 24, "{} | {}", number=3)
    assert repaired(line_numbers, text, PAGE) == EDITED


def test_a_viewer_that_takes_the_blanks_at_line_ends_away() -> None:
    text = numbered(EDITED, 5, 24, "{} | {}").replace(" | \n", " |\n")
    assert repaired(line_numbers, text, PAGE) == EDITED


def test_what_the_base_has_stays() -> None:
    text = numbered(PAGE, 5, 24, "{} | {}")
    assert not events(line_numbers, text + "More.\n", text)
    assert not events(line_numbers, text + "More.\n", PAGE, text)
    assert events(line_numbers, text, text, whole=True)


def test_two_lines_that_the_base_has_without_numbers() -> None:
    assert repaired(line_numbers, numbered(EDITED, 8, 10, "{} {}"), PAGE) == EDITED
    assert not events(line_numbers, numbered(EDITED, 8, 10, "{} {}"))
    prices = page("apples\npears\nplums")
    assert repaired(line_numbers, page("1 apples\n2 pears\n3 plums"), prices) == page("1 apples\n2 pears\n3 plums")
    years = page("1871 built\n1872 burnt")
    assert repaired(line_numbers, years, page("built\nburnt")) == years


@pytest.mark.parametrize("lost", ["?", "???", "\N{REPLACEMENT CHARACTER}"])
def test_a_gutter_whose_arrow_an_encoding_lost(lost: str) -> None:
    text = numbered(EDITED, 14, 29, "{:>5}" + lost + "{}")
    assert repaired(line_numbers, text, PAGE) == EDITED
    assert not events(line_numbers, text)
    assert not events(line_numbers, text, "# Another page\n")


def test_questions_that_a_person_numbered_stay() -> None:
    asked = page("1? The gate\n2? The crank\n3? The bar\n4? The wheel")
    assert not events(line_numbers, asked)
    assert not events(line_numbers, asked, page("Ask for the gate, the crank, the bar and the wheel."))
    code = page("```\n1? open\n2? turn\n3? close\n4? rest\n```")
    assert repaired(line_numbers, code, page("```\nopen\nturn\nclose\nrest\n```")) == code


@pytest.mark.parametrize("form", ["{} | {}", "{}: {}", "{:>5}→{}"])
def test_one_number_of_a_gutter_that_is_another_one(form: str) -> None:
    text = numbered(EDITED, 14, 29, form)
    wrong = text.replace(form.format(18, ""), form.format(47, ""))
    assert wrong != text
    assert repaired(line_numbers, wrong, PAGE) == EDITED
    assert wrong != repaired(line_numbers, wrong, least=Applicability.UNSAFE) != EDITED


def test_years_of_which_one_is_late_stay() -> None:
    years = page("1871: The mill is built.\n1879: It burns.\n1873: It is built again.\n1874: Flood.\n1875: Drought.")
    assert not events(line_numbers, years)
    before = page("The mill is built.\nIt burns.\nIt is built again.\nFlood.\nDrought.")
    assert repaired(line_numbers, years, before) == years
