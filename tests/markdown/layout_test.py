from __future__ import annotations

import pytest

from weave_fix.markdown.blocks import BlockMap
from weave_fix.markdown.layout import Layout


def layout(text: str) -> Layout:
    return Layout(text, BlockMap(text))


WRAPPED = """\
The controller reads four sensors every ten
seconds and opens the roof vents when the air
is warmer than the threshold that was set on
the card by the gardener. It keeps the readings
of the last day there as well.
"""


@pytest.mark.parametrize(
    ("text", "behind", "space"),
    [
        pytest.param(WRAPPED.replace("ten\nsec", "tensec"), "every ten", "\n", id="a-line-end-was-lost"),
        pytest.param(WRAPPED.replace("the roof", "theroof"), "the", " ", id="a-space-was-lost"),
        pytest.param(
            WRAPPED.replace("\n", " ").replace("ten sec", "tensec"), "every ten", " ", id="no-lines-are-wrapped"
        ),
        pytest.param("Onetwo.", "One", " ", id="a-line-alone"),
        pytest.param(
            WRAPPED.replace("the roof", "theroof").replace("the air", "the air outside the house"),
            "the",
            " ",
            id="a-line-that-does-not-end-where-lines-end",
        ),
        pytest.param(
            "".join(f"> {line}\n" for line in WRAPPED.replace("air\nis", "airis").splitlines()),
            "the air",
            "\n> ",
            id="in-a-quote-with-its-mark",
        ),
    ],
)
def test_which_white_space_belongs_between_two_words(text: str, behind: str, space: str) -> None:
    place = text.index(behind) + len(behind)
    assert layout(text).separator(place) == space


@pytest.mark.parametrize(
    ("before", "after", "lines"),
    [
        pytest.param("- one\n-", "two\n- three\n", 2, id="list"),
        pytest.param("- one\n  * in\n-", "two\n", 1, id="another-mark-is-another-list"),
        pytest.param("- one\n  -", "two\n- three\n", 2, id="another-depth"),
        pytest.param("1. one\n2.", "two\n3. three\n", 2, id="numbers"),
        pytest.param("- [x] one\n- [ ]", "two\n", 1, id="tasks"),
        pytest.param("## One\n\nText.\n\n###", "Two\n", 1, id="headings-of-all-levels"),
        pytest.param("> - one\n> -", "two\n", 1, id="in-a-quote"),
        pytest.param("Some words.\n\n-", "two\n", 0, id="nobody-has-it"),
        pytest.param("```\n- one\n```\n\n-", "two\n", 0, id="code-has-it"),
        pytest.param("- one\n\nPlain", "text.\n", -1, id="no-mark"),
        pytest.param("```\n- one\n-", "two\n```\n", -1, id="in-code"),
    ],
)
def test_lines_nearby_have_the_mark_and_a_space(before: str, after: str, lines: int) -> None:
    assert layout(before + after).marked_beside(len(before)) == lines


LONG = f"{'It was a long way home and back again. ' * 9}\n"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"{LONG}\n{WRAPPED}", id="the-paragraph-tells"),
        pytest.param(f"{WRAPPED}\n" * 6 + f"{LONG}{LONG}\n" + WRAPPED[:89], id="few-lines-are-not-wrapped"),
    ],
)
def test_lines_are_as_long_as_most_beside_them(text: str) -> None:
    place = text.rindex("\nsec")
    assert layout(text[:place] + text[place + 1 :]).separator(place) == "\n"


LINED = """\
The mill stands beside the river and grinds all that the farmers of the valley bring there.
Anna bought it from her uncle.
He had let the wheel rot and the roof fall in, for he was old, and the money was spent.
She mended all of it within a year, by herself.
Nobody helped her.
"""
WIDE = """\
The controller reads four sensors every ten seconds
and opens the roof vents, when the air
is warmer than the threshold that was set on it
by the gardener, who keeps the readings
of the last day on the card there as well

and the next morning, when it is cool,
reads them out aloud before breakfast, to whoever
wants to hear them at so early an hour
of the day.
"""


@pytest.mark.parametrize(
    ("text", "behind", "space"),
    [
        pytest.param(LINED.replace("uncle.\nHe", "uncle.He"), "uncle.", "\n", id="sentences-begin-lines"),
        pytest.param(LINED.replace("and the", "andthe"), "in, for he was old, and", " ", id="inside-a-sentence"),
        pytest.param(LINED.replace("\n", " ").replace("uncle. He", "uncle.He"), "uncle.", " ", id="sentences-do-not"),
        pytest.param(WIDE.replace("air\nis", "airis"), "the air", "\n", id="longer-than-any-line-nearby"),
        pytest.param(
            WIDE.replace("air\nis", "airis").replace("cool,", "cool, " + "and the wind has gone down " * 4),
            "the air",
            " ",
            id="as-long-as-another",
        ),
    ],
)
def test_where_a_line_end_belongs_though_the_next_word_would_fit(text: str, behind: str, space: str) -> None:
    place = text.index(behind) + len(behind)
    assert layout(text).separator(place) == space


@pytest.mark.parametrize(
    ("before", "after", "put"),
    [
        pytest.param("- one", "- Two\n- three\n", "\n", id="list"),
        pytest.param("  * one", "* Two\n", "\n  ", id="as-deep-as-the-line"),
        pytest.param("It is so", "- Two\n- three\n", "\n", id="the-line-below-is-one"),
        pytest.param("1. one", "2. Two\n", "\n", id="numbers"),
        pytest.param("> one", "> two\n", "\n", id="quote"),
        pytest.param("- one", "* Two\n", "", id="another-mark"),
        pytest.param("It is so", "- Two\n", "", id="no-list"),
        pytest.param("- one", "two\n", "", id="no-mark"),
    ],
)
def test_which_line_end_belongs_before_a_mark(before: str, after: str, put: str) -> None:
    assert layout(before + after).line_end(len(before)) == put


@pytest.mark.parametrize(
    ("before", "after", "lines"),
    [
        pytest.param("- one", "- Two\n- three\n", 1, id="list"),
        pytest.param("1. one\n2. two", "3. Three\n4. four\n", 2, id="numbers"),
        pytest.param("> one", "> two\n", 0, id="nobody-but-its-own-line"),
        pytest.param("- one", "two\n", -1, id="no-mark"),
    ],
)
def test_lines_nearby_begin_with_the_mark(before: str, after: str, lines: int) -> None:
    assert layout(before + after).begun_beside(len(before)) == lines


@pytest.mark.parametrize(
    ("before", "after", "lines"),
    [
        pytest.param("# A\n\nText.\n\n## B\n\nText.\n", "## C\n\nText.\n", 1, id="heading"),
        pytest.param("Text.\n## B\n\nText.\n", "## C\n\nText.\n", -1, id="another-heading-stands-close-too"),
        pytest.param("One.\n\nTwo.\n\nThree.\n", "Four.\n\nFive.\n", 3, id="paragraphs-of-one-line"),
        pytest.param("One.\nTwo.\n\nThree.\n", "Four.\n", -1, id="another-paragraph-has-two-lines"),
        pytest.param("One.\n\nTwo.\n", "Three.\nFour.\n", -1, id="the-paragraph-goes-on"),
        pytest.param("# One\n", "Two.\n\nThree.\n", -1, id="below-a-heading"),
        pytest.param("One.\n\nTwo.\n\n", "Three.\n", -1, id="behind-a-blank-line"),
        pytest.param("One.\n\nTwo.\n\n- Three\n", "- four\n", -1, id="list-items"),
        pytest.param("", "One.\n\nTwo.\n", -1, id="the-first-line"),
    ],
)
def test_lines_that_stand_behind_a_blank_line_as_this_one_does_not(before: str, after: str, lines: int) -> None:
    assert layout(before + after).parted_beside(len(before)) == lines


@pytest.mark.parametrize(
    ("text", "place", "begins"),
    [
        pytest.param("The mill is old,\nAnd so am I,\nas all men know.\n", "And", True, id="second"),
        pytest.param("> The mill is old,\n> And so am I.\n", "And", True, id="in-a-quote"),
        pytest.param("- The mill\n  And I.\n", "And", True, id="in-an-item"),
        pytest.param("The old mill stands by the river, and so stand the house,\nAnd I.\n", "And", True, id="verse"),
        pytest.param("the old mill stands by the river, and so stand the house,\nAnd I.\n", "And", False, id="full"),
        pytest.param("The mill And I,\nAs all men know.\n", "And", False, id="inside"),
    ],
)
def test_a_line_that_the_one_above_had_room_for_is_a_new_one(text: str, place: str, begins: bool) -> None:
    assert layout(text).begins_new_line(text.index(place)) is begins
