"""What tells whether a text holds a note."""

from __future__ import annotations

import pytest

from tests.patches import patch_of
from weave_fix.notes.records import WIDEST, digest, entries_of, read
from weave_fix.notes.trailer import LEFT
from weave_fix.records import Applicability, Candidate, Edit, FilePatch, Fix

FILLER = "".join(f"Line {n} of a text that goes on.\n" for n in range(30))


def test_a_repair_is_held_by_the_repaired_text_alone() -> None:
    text = f"{FILLER}We heard themusic of it.\n{FILLER}"
    at = text.index("themusic") + 3
    patch = patch_of(text, [(at, at, " ")])
    (entry,) = entries_of(patch, "head", ["parent"])
    assert (entry.note.path, entry.note.line, entry.head, entry.bases) == ("a.md", 31, "head", (digest("parent"),))
    assert entry.find(patch.text_after) == at
    assert entry.find(text) is None
    assert entry.find("We heard the music of it.") == len("We heard the")


@pytest.mark.parametrize("twice", ["the same ", "the same words again and again "])
def test_what_stands_twice_is_told_apart_by_what_is_beside_it(twice: str) -> None:
    before = f"One {twice}{'x' * 20} end of one. Two {twice}{'x' * 20} end of two.\n"
    text = before.replace("end of two", "enQd of two")
    at = text.index("enQd") + 2
    (entry,) = entries_of(patch_of(text, [(at, at + 1, "")]), "", [])
    assert entry.find(before) == at
    assert entry.find(before.replace("end of two", "finish")) is None


def test_a_piece_has_a_bound() -> None:
    text = "a" * 5000
    (entry,) = entries_of(patch_of(text, [(2000, 2001, "b"), (2001, 2001, "")][:1]), "", [])
    assert all(len(piece) <= 2 * WIDEST + 1 for piece in entry.pieces)
    (entry,) = entries_of(patch_of(text, [(2000, 2001, "aa")]), "", [])
    assert len(entry.pieces[0]) == 2 * WIDEST + 2


def test_a_repair_of_several_spans_needs_all_of_them() -> None:
    text = f"lower field\n{FILLER}upper field\n"
    other = text.index("upper")
    patch = patch_of(text, [(0, 5, "upper"), (other, other + 5, "lower")])
    both = Fix(
        Candidate("swap_substrings", tuple(e for one in patch.applied for e in one.candidate.edits), ""),
        (),
        Applicability.SAFE,
    )
    (entry,) = entries_of(patch._replace(applied=(both,)), "", [])
    assert entry.find(patch.text_after) == 0
    assert entry.find(patch.text_after.replace("lower field", "field")) is None


def test_line_ends_of_a_checkout_are_no_difference() -> None:
    text = "One\r\nheard themusic\r\nof it\r\n"
    at = text.index("themusic") + 3
    (entry,) = entries_of(patch_of(text, [(at, at, " ")]), "", [])
    assert entry.find("One\nheard the music\nof it\n") == len("One\nheard the")
    assert entry.note.line == 2
    assert read(b"a\r\n\xff\n") == "a\n\udcff\n"


def found(text: str, start: int, end: int, after: str, applicability: Applicability) -> FilePatch:
    fix = Fix(Candidate("delete_substring", (Edit(start, end, text[start:end], after),), "lost"), (), applicability)
    return patch_of(text, [(0, 0, "# Title\n\n")])._replace(unapplied=(fix,))


def test_a_finding_is_held_by_the_text_that_it_is_about() -> None:
    text = f"{FILLER}The first froe pears were lost.\n"
    at = text.index("froe")
    patch = found(text, at, at, "rest", Applicability.DISPLAY_ONLY)
    _, entry = entries_of(patch, "", [], every=True)
    assert (entry.note.message, entry.note.applicability, entry.note.line) == (LEFT, Applicability.DISPLAY_ONLY, 33)
    assert entry.find(patch.text_after) is not None
    assert entry.find(patch.text_after.replace("froe", "frost came, and the")) is None


def test_a_finding_that_a_parent_has_already_is_not_of_this_commit() -> None:
    text = f"{FILLER}The first froe pears were lost.\n"
    at = text.index("froe")
    patch = found(text, at, at, "rest", Applicability.UNSAFE)
    assert len(entries_of(patch, "", [FILLER], every=True)) == 2
    assert len(entries_of(patch, "", [FILLER, text], every=True)) == 1


def test_what_is_only_found_has_no_entry_by_default() -> None:
    text = f"{FILLER}The first froe pears were lost.\n"
    patch = found(text, text.index("froe"), text.index("froe"), "rest", Applicability.DISPLAY_ONLY)
    (entry,) = entries_of(patch, "", [])
    assert entry.note.message != LEFT
