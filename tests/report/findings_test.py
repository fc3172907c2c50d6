"""Places and quotations of repairs."""

from __future__ import annotations

import pytest

from weave_fix.records import Applicability, Candidate, Document, Edit, Evidence, FilePatch, Fix, Refusal
from weave_fix.report.findings import findings_of, refused_of, replaced
from weave_fix.report.quotation import quotation

EVIDENCE = Evidence("history", 4.5, "1a2b3c4" * 5 + "12345:docs/a.md")


def edit(text: str, start: int, before: str, after: str) -> Edit:
    assert text[start : start + len(before)] == before
    return Edit(start, start + len(before), before, after)


def repair(text: str, *edits: Edit, applicability: Applicability = Applicability.SAFE) -> Fix:
    return Fix(Candidate("swap_substrings", edits, "two spans exchanged"), (EVIDENCE,), applicability)


def patch(text: str, *applied: Fix, reported: tuple[Fix, ...] = (), refused: tuple[Refusal, ...] = ()) -> FilePatch:
    return FilePatch(Document.from_bytes("a.md", text.encode()), applied, reported, refused, text)


def test_places_count_from_one_and_the_end_is_exclusive() -> None:
    text = "one\ntwo three\nfour"
    (found,) = findings_of(patch(text, repair(text, edit(text, 8, "three\nfo", "3"))))
    assert (found.line, found.column, found.end_line, found.end_column) == (2, 5, 3, 3)
    assert (found.before, found.after, found.applied) == ("three\nfo", "3", True)


def test_an_excerpt_is_one_line_of_what_stands_around_a_finding() -> None:
    text = f"{'a' * 99}\nthe t\x1bhe {'b' * 99}"
    (found,) = findings_of(patch(text, repair(text, edit(text, 104, "t\x1bhe", "the"))))
    assert found.excerpt == f"\N{HORIZONTAL ELLIPSIS}{'a' * 55}\\nthe t\\x1bhe {'b' * 59}\N{HORIZONTAL ELLIPSIS}"


def test_an_excerpt_of_a_short_text_is_all_of_it_and_a_long_finding_is_shortened() -> None:
    (short,) = findings_of(patch("one two", repair("one two", edit("one two", 4, "two", "2"))))
    assert short.excerpt == "one two"
    text = f"<{'x' * 500}>"
    (long,) = findings_of(patch(text, repair(text, edit(text, 1, "x" * 500, ""))))
    assert long.excerpt == f"<{'x' * 32}\N{HORIZONTAL ELLIPSIS}{'x' * 31}>"


def test_lines_end_at_line_feed_alone() -> None:
    text = "a\N{LINE SEPARATOR}b\x85c\x0cd\r\ne"
    (found,) = findings_of(patch(text, repair(text, edit(text, 9, "e", "x"))))
    assert (found.line, found.column) == (2, 1)


def test_two_edits_are_one_finding_over_all_between() -> None:
    text = "the BB and the AA end"
    (found,) = findings_of(patch(text, repair(text, edit(text, 4, "BB", "AA"), edit(text, 15, "AA", "BB"))))
    assert (found.before, found.after) == ("BB and the AA", "AA and the BB")


def test_a_finding_without_a_repair_has_no_after() -> None:
    text = "half a sentence"
    shown = repair(text, edit(text, 5, "a", "one"), applicability=Applicability.DISPLAY_ONLY)
    (found,) = findings_of(patch(text, reported=(shown,)))
    assert (found.before, found.after, found.applied) == ("a", None, False)
    assert found.quotation == ("a", "one")


def test_applied_and_reported_come_in_the_order_of_the_text() -> None:
    text = "abc"
    first, second, third = (repair(text, edit(text, at, text[at], "x")) for at in range(3))
    found = findings_of(patch(text, first, third, reported=(second,)))
    assert [(finding.column, finding.applied) for finding in found] == [(1, True), (2, False), (3, True)]


def test_refusals_keep_their_reason_and_place() -> None:
    text = "one\ntwo"
    refusal = Refusal(repair(text, edit(text, 4, "two", "2")).candidate, "an edit")
    (refused,) = refused_of(patch(text, refused=(refusal,)))
    assert (refused.line, refused.column, refused.reason, refused.quotation) == (2, 1, "an edit", ("two", "2"))


@pytest.mark.parametrize(
    ("text", "edits", "seen"),
    [
        pytest.param(
            "I saw themusic now", [(9, "", " ")], ("themusic", "the music"), id="a lost space shows both words"
        ),
        pytest.param("a f:unction b", [(3, ":", "")], ("f:unction", "function"), id="inside a word"),
        pytest.param("sat an in it", [(4, "an in", "in an")], ("an in", "in an"), id="whole words already"),
        pytest.param("a  b", [(2, " ", "")], ("a\N{OPEN BOX}\N{OPEN BOX}b", "a b"), id="one space of two"),
        pytest.param(
            "x don\u2019t y", [(6, "t", "T")], ("don\u2019t", "don\u2019T"), id="an apostrophe does not end a word"
        ),
        pytest.param("a b\x1b[31m c", [(3, "\x1b[31m", "")], ("b\\x1b[31m", "b"), id="ESC from a file"),
        pytest.param("aXb cYd", [(1, "X", "x"), (5, "Y", "y")], ("aXb cYd", "axb cyd"), id="near edits are one piece"),
        pytest.param(
            "aXb and so on cYd",
            [(1, "X", "x"), (15, "Y", "y")],
            ("aXb \N{HORIZONTAL ELLIPSIS} cYd", "axb \N{HORIZONTAL ELLIPSIS} cyd"),
            id="far edits have an ellipsis between them",
        ),
    ],
)
def test_quotation(text: str, edits: list[tuple[int, str, str]], seen: tuple[str, str]) -> None:
    assert quotation(text, [edit(text, *one) for one in edits]) == seen


def test_a_long_span_is_shortened_in_its_middle() -> None:
    text = "begin " + "x" * 500 + " end"
    before, after = quotation(text, [edit(text, 6, "x" * 500, "short")])
    assert before == "x" * 32 + "\N{HORIZONTAL ELLIPSIS}" + "x" * 31
    assert after == "short"


def test_many_places_show_the_first_three() -> None:
    text = "teh ... " * 10
    before, after = quotation(text, [edit(text, 8 * i, "teh", "the") for i in range(10)])
    assert before.count("teh") == after.count("the") == 3
    assert before.endswith("teh \N{HORIZONTAL ELLIPSIS}")


def test_replaced_keeps_what_stands_between() -> None:
    text = "0123456789"
    assert replaced(text, 1, 9, [edit(text, 2, "23", "ab"), edit(text, 6, "", "-")]) == "1ab45-678"


def test_what_is_sure_but_cannot_be_repaired_has_no_text_after() -> None:
    edit = Edit(5, 5, "", " ")
    fix = Fix(Candidate("delete_whitespace_character", (edit,), "lost"), (), Applicability.SAFE)
    document = Document.from_bytes("a.md", b"I sawthe sea\n")
    [left] = findings_of(FilePatch(document, (), (fix,), (), document.text))
    [made] = findings_of(FilePatch(document, (fix,), (), (), "I saw the sea\n"))
    assert (left.applicability, left.after, left.applied) == (Applicability.SAFE, None, False)
    assert (made.after, made.applied) == (" ", True)
