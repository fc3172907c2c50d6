"""A repair of one version is carried over to another only where the damage stands there as it came in."""

from __future__ import annotations

import re

import pytest

from weave_fix.edits import apply_edits
from weave_fix.past.carry import Carrier, follow
from weave_fix.records import Applicability, Candidate, Edit, Evidence, Fix

THEN = """\
# Socks

Wash the socks b<b>y hand and hang them on the line.

Fold them in pairs when they are dry, and put them into the drawer.
"""


def fix(*edits: Edit, event: bool = False) -> Fix:
    evidence = Evidence("history", None if event else 5.0)
    return Fix(Candidate("insert_spurious_html_xml_tag", edits, ""), (evidence,), Applicability.SAFE)


def taken_out(text: str, piece: str, put: str = "") -> Edit:
    """Return the edit that puts `put` in the place of `piece`."""
    start = text.index(piece)
    return Edit(start, start + len(piece), piece, put)


def carried(then: str, now: str, *edits: Edit, event: bool = False) -> str:
    """Return `now` with the edits of `then` carried over."""
    return apply_edits(now, Carrier(then, now).carry(fix(*edits, event=event)))


@pytest.mark.parametrize(
    "now",
    [
        pytest.param(THEN, id="the same text"),
        pytest.param("A new first line.\n\n" + THEN + "And a last one.\n", id="text put in around"),
        pytest.param(THEN.replace("Socks\n", "Stockings\n").replace("drawer", "basket"), id="edits elsewhere"),
        pytest.param(THEN.replace("on the line", "on a line in the sun"), id="an edit in the same line"),
        pytest.param("# Other\n\n" + "\n\n".join(reversed(THEN.split("\n\n"))), id="paragraphs that changed places"),
    ],
)
def test_it_is_carried_over_and_nothing_else_changes(now: str) -> None:
    assert carried(THEN, now, taken_out(THEN, "<b>")) == now.replace("<b>", "")


@pytest.mark.parametrize(
    "now",
    [
        pytest.param(THEN.replace("<b>", ""), id="repaired since"),
        pytest.param(THEN.replace("b<b>y", "with <b>the"), id="written anew"),
        pytest.param(THEN.replace("socks b<b>y", "things b<b>y"), id="an edit right beside it"),
        pytest.param("# Socks\n", id="taken out"),
        pytest.param("", id="an empty text"),
    ],
)
def test_it_is_left_where_the_place_has_changed(now: str) -> None:
    assert carried(THEN, now, taken_out(THEN, "<b>")) == now


def test_of_two_ends_of_a_move_both_are_carried_over_or_none() -> None:
    ends = taken_out(THEN, "<b>"), taken_out(THEN, "pairs", "threes")
    now = THEN.replace("in pairs when", "by colour when")
    assert carried(THEN, THEN, *ends) == THEN.replace("<b>", "").replace("pairs", "threes")
    assert carried(THEN, now, *ends) == now
    assert carried(THEN, now, *ends, event=True) == now.replace("<b>", ""), "of a whole file each counts by itself"


def test_an_end_that_was_lost_is_put_back_at_the_end_alone() -> None:
    cut = THEN[:-30]
    lost = Edit(len(cut), len(cut), "", THEN[-30:])
    edited = cut.replace("Wash", "Rinse")
    assert carried(cut, edited, lost) == THEN.replace("Wash", "Rinse")
    assert carried(cut, cut + " basket.\n", lost) == cut + " basket.\n", "somebody has written on"


def test_text_that_was_put_back_elsewhere_is_not_doubled() -> None:
    sentence = "Fold them in pairs when they are dry, and put them into the drawer.\n"
    then = THEN.replace(sentence, "Then they are ready, and they keep for years.\n")
    lost = Edit(then.index("Then they"), then.index("Then they"), "", sentence)
    assert sentence in carried(then, then, lost)
    now = sentence + "\nIt is good to know how to begin.\n\n" + then
    assert carried(then, now, lost) == now


def test_a_passage_pasted_twice_is_taken_out_once_though_the_other_was_edited() -> None:
    block = "".join(f"Line {number} of the passage that was pasted.\n" for number in range(6))
    then = f"# A\n\n{block}\n{block}\nThe end of the page, where nothing was pasted.\n"
    second = Edit(then.rindex(block), then.rindex(block) + len(block) + 1, block + "\n", "")
    now = then.replace("Line 2 of", "Line two of", 1)
    assert carried(then, now, second) == now.replace("\n" + block, "", 1)


def test_a_long_span_is_found_though_the_words_beside_it_were_edited() -> None:
    foreign = "er of the lake, where the boats lie on their sides until the water comes back in spri"
    then = THEN.replace("hand and hang them", f"ha{foreign}ng them")
    now = then.replace("them on the line", "em out in the sun")
    edit = taken_out(then, foreign, "nd and ha")
    assert carried(then, now, edit) == now.replace(foreign, "nd and ha")
    twice = f"{now}\n{foreign}\n"
    assert carried(then, twice, edit) == twice, "it stands in two places now"


def test_a_line_that_stands_once_is_found_though_the_next_paragraph_was_written_anew() -> None:
    then = THEN.replace("Fold them", "[rest of it unchanged]\n\nFold them")
    now = then.replace("Fold them in pairs", "Roll them up")
    edit = taken_out(then, "[rest of it unchanged]\n", "Peg the socks at the toes.\n")
    assert carried(then, now, edit) == now.replace("[rest of it unchanged]", "Peg the socks at the toes.")


def test_a_short_line_needs_the_lines_at_its_sides() -> None:
    then = THEN.replace("Fold them", "[...]\n\nFold them")
    now = then.replace("Fold them in pairs", "Roll them up")
    assert carried(then, now, taken_out(then, "[...]\n", "Peg the socks.\n")) == now


def test_a_copy_goes_though_the_other_one_and_the_line_beside_it_were_edited() -> None:
    block = "Hang the socks up by their toes, and never by the cuff, for the cuff is what wears out.\n"
    then = f"# Socks\n\n{block}\nTurn them.\n\n{block}\nFold them in pairs.\n"
    now = then.replace("by the cuff", "by the rib", 1).replace("Turn them.", "Turn them twice.")
    at = then.rindex(block)
    edit = Edit(at, at + len(block) + 1, block + "\n", "")
    assert carried(then, now, edit, event=True) == now.replace(f"{block}\n", "")


def test_whole_lines_are_found_though_a_line_was_put_in_behind_the_next_end_of_a_line() -> None:
    stub = "... the other steps stay the way they are in this version ...\n"
    then = THEN.replace("Fold them", f"{stub}\n- [ ] Fold them")
    now = then.replace("- [ ] Fold", "- [ ] Iron them\n- [ ] Fold")
    edit = taken_out(then, stub, "Turn them inside out, and shake the sand off.\n")
    assert carried(then, now, edit, event=True) == now.replace(stub, edit.after)
    joined = then.replace(f"{stub}\n", f"{stub}More of it.\n")
    assert carried(then, joined, edit, event=True) == joined, "the line behind it was written upon"


def test_a_lost_line_is_put_back_though_the_next_paragraph_was_written_anew() -> None:
    then = "# Socks\n\n```sh\nwash socks\n\nFold them in pairs when they are dry.\n"
    fence = Edit(then.index("\nFold"), then.index("\nFold"), "", "```\n")
    now = then.replace("Fold them in pairs", "> [!NOTE]\n> Fold the socks")
    assert carried(then, now, fence, event=True) == now.replace("wash socks\n", "wash socks\n```\n")
    edited = then.replace("wash socks\n", "wash socks --warm\n")
    assert carried(then, edited, fence, event=True) == edited, "the line before it was edited as well"


def test_of_many_places_each_is_carried_over_though_the_text_beside_it_was_edited() -> None:
    then = "Wash old socks &amp; scarves on Monday.\n\nThe line &amp; the pegs are in the shed.\n"
    edits = [Edit(found.start(), found.end(), "&amp;", "&") for found in re.finditer("&amp;", then)]
    now = then.replace("Wash old", "Rinse new").replace("on Monday", "at noon")
    assert carried(then, now, *edits, event=True) == now.replace("&amp;", "&")


def test_a_copy_goes_though_the_passage_itself_was_edited() -> None:
    passage = "Press the key again to approve the place. Type yes and press enter to add it to the path.\n"
    then = f"# A\n\n{passage}\nMore of the page.\n\n{passage}\nThe end of the page.\n"
    copy = Edit(then.rindex(passage), then.rindex(passage) + len(passage), passage, "")
    now = then.replace(
        "Press the key again to approve the place. Type yes", "Press return to approve the place. Type y", 1
    )
    assert carried(then, now, copy) == now.replace(passage, "")
    moved = then.replace(passage, "", 1)
    assert carried(then, moved, copy) == moved, "what was a copy is the only one now"


def test_places_follow_the_edits_before_and_inside_them() -> None:
    edits = [Edit(2, 2, "", "xxx"), Edit(6, 8, "ab", "")]
    assert follow([(0, 2), (3, 5), (5, 9), (9, 9)], edits) == [(0, 5), (6, 8), (8, 10), (10, 10)]
