from __future__ import annotations

import pytest

from tests.signatures.file.pages import EDITED, PAGE, RENAMED, events, repaired
from weave_fix.positions import split_lines
from weave_fix.records import Applicability
from weave_fix.signatures.file import repeated_block


def doubled(text: str, first: int, last: int, gap: str = "") -> str:
    lines = split_lines(text)
    return "".join([*lines[:last], gap, *lines[first:last], *lines[last:]])


def page(*blocks: str) -> str:
    return "# Notes\n\nSome words on the weir.\n\n" + "\n\n".join(blocks) + "\n\nThe end of the page.\n"


LONG = "The weir was built of oak, and the oak has stood in the water for a hundred and fifty years and more."
REFRAIN = (
    "Turn, wheel, turn, the sacks are high,\nturn, wheel, turn, the stones are dry,\n"
    "the miller sings, the miller sleeps,\nand what he ground the village keeps."
)
LICENCE = "```\nPermission is granted to anyone to use this text for any purpose, free of charge.\n```"
ROW = "| upper | 2.4 m | closed in winter, open in summer, and never painted |"
FORM = "**Name:**\n\n**Date of birth:**\n\n**Address:**"
UNCHANGED = [
    pytest.param(page(REFRAIN, REFRAIN), id="refrain-next-to-itself"),
    pytest.param(page(REFRAIN, "One verse.", REFRAIN), id="refrain"),
    pytest.param(page(LICENCE, LICENCE), id="code-twice"),
    pytest.param(page("```\n" + (LONG + "\n") * 4 + "```"), id="output-that-repeats-itself"),
    pytest.param(page(*["    " + LONG] * 3), id="indented-code"),
    pytest.param(page(f"| g | h | w |\n|---|---|---|\n{ROW}\n{ROW}\n{ROW}"), id="equal-rows-of-a-table"),
    pytest.param(page(FORM, FORM), id="form-with-two-entries"),
    pytest.param(page("Yes.\n\nNo.", "Yes.\n\nNo."), id="short-answers"),
    pytest.param(page(LONG, LONG.replace("oak", "elm")), id="parallel-paragraphs"),
    pytest.param(page("## Linux", LONG, "## Windows", LONG), id="one-note-in-two-sections"),
    pytest.param(page("- " + LONG, "Between.", "- " + LONG), id="item-in-two-lists"),
    pytest.param(page("## A\n\n### Example\n\nSee below.", "## B\n\n### Example\n\nSee below."), id="headings-alike"),
    pytest.param(page("No, no, no."), id="word-repeated"),
    pytest.param(page("---", "---", "---"), id="rules"),
    pytest.param(page("<br>\n<br>\n<br>"), id="line-breaks"),
    pytest.param(
        page(*["<td align='center'><span class='no'>no, not in this release of ours</span></td>"] * 4), id="cells"
    ),
    pytest.param(page("Ha!\n\nHa!\n\nHa!\n\nHa!"), id="laughter"),
    pytest.param(page("- [ ] water\n- [ ] corn", "- [ ] water\n- [ ] corn"), id="short-check-lists"),
    pytest.param(page("> Om mani padme hum.", "> Om mani padme hum."), id="mantra"),
    pytest.param(page("\n".join(f"{LONG[:40]} {n}" for n in range(9))), id="lines-that-count"),
    pytest.param(f"---\na: {LONG}\na: {LONG}\n---\nText.\n", id="front-matter"),
    pytest.param(page("\n".join(["+" + "-" * 60 + "+" + "-" * 60 + "+"] * 3)), id="lines-of-a-grid"),
]


@pytest.mark.parametrize("text", UNCHANGED)
@pytest.mark.parametrize("base", [None, "# Notes\n", "same"])
def test_left_alone(text: str, base: str | None) -> None:
    assert repaired(repeated_block, text, text if base == "same" else base, Applicability.UNSAFE) == text


def test_what_a_person_repeats_stays() -> None:
    for block in (REFRAIN, LICENCE, ROW, FORM):
        assert repaired(repeated_block, page(block, block), page(block)) == page(block, block)
    section = "## Linux\n\n" + LONG
    other = "## Windows\n\n" + LONG
    assert repaired(repeated_block, page(section, other), page(section)) == page(section, other)


BLOCKS = [
    pytest.param(8, 10, "\n", id="paragraph"),
    pytest.param(13, 19, "\n", id="paragraph-and-list"),
    pytest.param(11, 24, "\n", id="section-with-code"),
    pytest.param(25, 29, "\n", id="table-with-its-head-and-rule"),
    pytest.param(30, 37, "\n", id="section"),
    pytest.param(35, 37, "\n", id="list"),
    pytest.param(9, 14, "", id="from-inside-a-paragraph"),
    pytest.param(8, 37, "\n", id="most-of-the-page"),
]


@pytest.mark.parametrize(("first", "last", "gap"), BLOCKS)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_copy_goes_with_a_base(first: int, last: int, gap: str, end: str) -> None:
    if len("".join(split_lines(PAGE)[first:last])) < 120:
        pytest.skip("as short as what texts repeat")
    for wanted in (EDITED, RENAMED, PAGE + "\nOne more line.\n"):
        text = doubled(wanted, first, last, gap).replace("\n", end)
        assert repaired(repeated_block, text, PAGE) == wanted.replace("\n", end)


@pytest.mark.parametrize(("first", "last", "gap"), [block.values for block in BLOCKS if block.id != "list"])
def test_the_copy_goes_without_a_base_if_asked(first: int, last: int, gap: str) -> None:
    if len("".join(split_lines(PAGE)[first:last])) < 120:
        pytest.skip("as short as what texts repeat")
    text = doubled(EDITED, first, last, gap)
    assert repaired(repeated_block, text) == text
    assert repaired(repeated_block, text, least=Applicability.UNSAFE) == EDITED


def test_three_copies() -> None:
    assert repaired(repeated_block, page(LONG, LONG, LONG), page(LONG)) == page(LONG)


def test_section_pasted_at_another_place_is_repaired_if_asked() -> None:
    section = "".join(split_lines(PAGE)[30:38])
    text = PAGE.replace("## How the wheel", section + "## How the wheel")
    assert repaired(repeated_block, text, PAGE) == text
    assert repaired(repeated_block, text, PAGE, Applicability.UNSAFE) == PAGE


def test_parts_of_a_template_stay() -> None:
    def call(name: str, more: str) -> str:
        terms = "\n\n".join((LONG, LONG.upper(), LONG.lower()))
        return f"## {name}\n\nIt turns the {name}.\n\n### Who may\n\n{terms}\n\n### Returns\n\n{more}"

    base = page(*(call(name, f"The {name}.") for name in ("wheel", "stone", "sack")))
    text = page(*(call(name, f"The {name}.") for name in ("wheel", "stone", "sack", "door")))
    assert repaired(repeated_block, text, base, Applicability.UNSAFE) == text


NOTE = "> Closed on Sundays."


def test_a_line_of_the_copy_that_was_taken_out_elsewhere_is_no_matter() -> None:
    base = page(LONG, NOTE, LONG.upper(), "The stones are dressed in May.", NOTE)
    wanted = page(LONG, NOTE, LONG.upper(), "The stones are dressed in May.")
    text = page(LONG, NOTE, LONG.upper(), LONG, NOTE, LONG.upper(), "The stones are dressed in May.")
    assert repaired(repeated_block, text, base) == wanted


def test_lines_that_were_brought_together_stay() -> None:
    base = page(LONG, NOTE, "The stones are dressed in May.", LONG)
    text = page(LONG, NOTE, LONG, NOTE, "The stones are dressed in May.")
    assert repaired(repeated_block, text, base, Applicability.UNSAFE) == text


def test_moved_section_stays() -> None:
    lines = split_lines(PAGE)
    text = "".join([*lines[:11], *lines[30:38], *lines[11:30], *lines[38:]])
    assert not events(repeated_block, text, PAGE)


def test_what_the_base_has_stays() -> None:
    text = page(LONG, LONG)
    assert not events(repeated_block, text + "More.\n", text)
    assert not events(repeated_block, text + "More.\n", page(LONG), text)
    assert events(repeated_block, text, text, whole=True)
