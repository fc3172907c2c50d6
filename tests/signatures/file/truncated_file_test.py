from __future__ import annotations

import pytest

from tests.signatures.file.pages import EDITED, PAGE, RENAMED, events, repaired
from weave_fix.records import Applicability
from weave_fix.signatures.file import truncated_file


def page(body: str) -> str:
    return f"# Notes\n\nSome words on the weir.\n\nThe gate opens at six.\n\n{body}"


UNCHANGED = [
    pytest.param(page("The mill is closed in winter."), id="no-last-line-end"),
    pytest.param(page("The mill is closed in winter.  \n\n"), id="blanks-at-the-end"),
    pytest.param(page("See [the list](list.md)"), id="ends-with-a-link"),
    pytest.param(page("[list]: https://example.org/list"), id="ends-with-a-link-definition"),
    pytest.param(page("https://example.org/mill"), id="ends-with-an-address"),
    pytest.param(page("- rye\n- oats\n- wheat"), id="ends-with-a-list-of-words"),
    pytest.param(page("```sh\nmake all\n```"), id="ends-with-code"),
    pytest.param(page("| a | b |\n|---|---|\n| c | d |"), id="ends-with-a-table"),
    pytest.param(page("a | b\n--|--\nc | d"), id="ends-with-a-table-without-outer-bars"),
    pytest.param(page("## Prices"), id="ends-with-a-heading"),
    pytest.param(page("The mill has been made with care by the people of the parish"), id="ends-with-who-made-it"),
    pytest.param(page("Licensed to the parish under the terms of the valley"), id="ends-with-a-licence"),
    pytest.param(page("## Keywords\nwheel\nmill\nstone\ncopper"), id="ends-with-keywords"),
    pytest.param(page("**wheel** turns as one of these:\ncopper"), id="ends-with-an-answer"),
    pytest.param(page("The parish water"), id="ends-with-a-label"),
    pytest.param(
        page("- We grind rye.\n- We grind oats.\n\n## Done\n\n- The old wheel was mended\n- The new stone was put in"),
        id="ends-with-an-item-like-the-one-before",
    ),
    pytest.param(page("```sh\nmake all\n########"), id="ends-with-a-line-of-marks"),
    pytest.param(page("Yours, Anna"), id="ends-with-a-signature"),
    pytest.param(page("Run `make all`"), id="ends-with-a-code-span"),
    pytest.param(page("**Closed in winter**"), id="ends-with-bold-words"),
    pytest.param(page("<!-- end -->"), id="ends-with-a-comment"),
    pytest.param(page("</details>"), id="ends-with-a-tag"),
    pytest.param(page("![mill](mill.png)"), id="ends-with-a-picture"),
    pytest.param(page("What does it cost?"), id="ends-with-a-question"),
    pytest.param(page("(Thanks to the parish.)"), id="ends-in-brackets"),
    pytest.param(page("“It turns.”"), id="ends-with-a-quotation"),
    pytest.param(page("磨坊在冬天关闭"), id="chinese-without-a-mark"),
    pytest.param(page("水車は冬の間お休みです"), id="japanese-without-a-mark"),
    pytest.param("# Weir\n\n- one of wood\n- one of stone\n- one of clay", id="list-of-phrases"),
    pytest.param("Mill", id="one-word"),
    pytest.param(
        page("```sh\nmake all\n\nThe mill is closed in winter."), id="ends-with-a-sentence-behind-a-lost-fence"
    ),
    pytest.param("---\ntitle: Mill\n---", id="front-matter-alone"),
    pytest.param("The wheel goes round\nand no one knows\nwhat it has ground\nor where it goes\n", id="verse"),
]


@pytest.mark.parametrize("text", UNCHANGED)
@pytest.mark.parametrize("base", [None, "# Notes\n", "same"])
def test_left_alone(text: str, base: str | None) -> None:
    assert not events(truncated_file, text, text if base == "same" else base)


MEANT = [
    pytest.param(PAGE[: PAGE.index("\n## Who owns")], id="last-section-deleted"),
    pytest.param(PAGE[: PAGE.index("## How the wheel")].rstrip(), id="most-deleted-and-the-line-end"),
    pytest.param(PAGE[: PAGE.index(" In a dry year")] + "\n", id="cut-at-the-end-of-a-sentence"),
    pytest.param(PAGE[: PAGE.index(" In a dry year")], id="cut-at-the-end-of-a-sentence-without-a-line-end"),
    pytest.param(PAGE[: PAGE.index("- Oats")], id="last-item-deleted"),
    pytest.param(PAGE.replace(" Repairs are paid from the rent of the meadow.", ""), id="last-sentence-deleted"),
    pytest.param(PAGE.replace("meadow.", "mead"), id="last-word-changed"),
    pytest.param(PAGE[: PAGE.index(". In a dry year")], id="cut-before-a-stop"),
    pytest.param(PAGE.replace("meadow.\n", "meadows"), id="last-word-changed-and-the-line-end"),
    pytest.param(PAGE[: PAGE.index("| lower")], id="last-row-and-the-rest-deleted"),
    pytest.param(PAGE[: PAGE.index("## Who")] + "## Owner\n\nThe parish", id="last-section-written-anew"),
]


@pytest.mark.parametrize("text", MEANT)
@pytest.mark.parametrize("base", [PAGE, PAGE.rstrip("\n")])
def test_what_a_person_cut_stays_cut(text: str, base: str) -> None:
    assert repaired(truncated_file, text, base) == text


CUTS = [
    pytest.param("Then wait until the cha", id="inside-a-word"),
    pytest.param("Then wait until the ", id="between-words"),
    pytest.param("1. Lift the bar.\n2. Tu", id="inside-a-list"),
    pytest.param("```sh\nmill status --ga", id="inside-code"),
    pytest.param("```sh\nmill status --gate upper\n", id="between-lines-of-code"),
    pytest.param("| upper | 2", id="inside-a-table-row"),
    pytest.param("see [the li", id="inside-a-link"),
    pytest.param("see [the list](li", id="inside-a-target"),
    pytest.param("## What the mil", id="inside-a-heading"),
]


@pytest.mark.parametrize("cut", CUTS)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_put_back_from_the_base(cut: str, end: str) -> None:
    text = RENAMED[: RENAMED.index(cut) + len(cut)].replace("\n", end)
    assert repaired(truncated_file, text, PAGE) == RENAMED.replace("\n", end)


def test_a_tool_that_ends_the_line() -> None:
    text = RENAMED[: RENAMED.index("upper gate first") + 3] + "\n"
    assert repaired(truncated_file, text, PAGE) == RENAMED


def test_a_word_that_the_page_has_and_a_line_end_are_repaired_if_asked() -> None:
    text = PAGE[: PAGE.index("brings its corn")] + "bring\n"
    assert repaired(truncated_file, text, PAGE.replace("## Who", "## We bring\n\n## Who")) == text


@pytest.mark.parametrize(
    "end",
    [
        "Then turn the crank until the chan",
        "Then turn the crank until the",
        "Then see [the li",
        "Then see [the list](li",
        "Then run `mill op",
        "```sh\nmill op",
        "| a | b |\n|---|---|\n| c | d",
        "Then the miller takes the sacks to the barn",
        "- We grind rye.\n- We grind oats.\n\n## Done\n\n- The old wheel was mended.\n- The new stone was put in",
        "## How the whee",
    ],
)
@pytest.mark.parametrize("base", [None, PAGE])
def test_shown_without_a_base_that_goes_on(end: str, base: str | None) -> None:
    (event,) = events(truncated_file, page(end), base)
    assert event.applicability is Applicability.DISPLAY_ONLY
    assert event.places == ((len(page(end)), len(page(end))),)


def test_a_base_that_ends_so_and_other_parents() -> None:
    text = EDITED[: EDITED.index("brings its co") + 10]
    assert not events(truncated_file, text, PAGE, text)
    assert not events(truncated_file, text.replace("sixteen", "ten"), text)


def test_text_that_was_moved_up_is_not_missing() -> None:
    head, tail = PAGE.split("## What the miller earns")
    text = head.replace("## How the wheel is set", "## What the miller earns" + tail + "\n## How the wheel is set")
    text = text[: text.index("| lower") + 3]
    assert repaired(truncated_file, text, PAGE) == text


@pytest.mark.parametrize(
    ("cut", "applicability"),
    [
        pytest.param("Then see [the list](https://example.org/mill\n", Applicability.SAFE, id="inside-an-address"),
        pytest.param("Then see the list of the mill\n", Applicability.UNSAFE, id="behind-a-word-of-the-page"),
    ],
)
def test_a_line_end_behind_a_cut_inside_a_word(cut: str, applicability: Applicability) -> None:
    base = page(f"The mill is old.\n\n{cut.rstrip()}stones) and open the gate before noon.\n")
    (event,) = events(truncated_file, page(f"The mill is old.\n\n{cut}"), base)
    assert event.applicability is applicability


def test_what_is_missing_may_stand_elsewhere_as_well() -> None:
    rules = "".join(f"The miller opens the {n} gate of the old channel.\n\n" for n in ("upper", "lower"))
    base = page(f"{rules}## Winter\n\nHe shuts both, and then rests.\n\n{rules}")
    at = base.rindex("upper gate") + 3
    assert repaired(truncated_file, base[:at], base).rstrip() == base.rstrip()
    moved = page(f"{rules}## Winter\n\nHe shuts both, and then re")
    assert repaired(truncated_file, moved, page(f"## Winter\n\nHe shuts both, and then rests.\n\n{rules}")) == moved


QUOTED = page('The miller says that "closed" means *closed*, in every winter of his life.\n')


@pytest.mark.parametrize(("last", "half"), [("that ", "&quo"), ("that ", "&"), ("that ", "&#3"), ("means ", "\\")])
def test_cut_inside_what_another_tool_made_of_a_character(last: str, half: str) -> None:
    cut = QUOTED[: QUOTED.index(last) + len(last)] + half
    assert repaired(truncated_file, cut, QUOTED) == QUOTED


@pytest.mark.parametrize(("last", "end"), [("that ", "&amp"), ("that ", "&l"), ("means ", "\\\\"), ("that ", "he & I")])
def test_an_end_that_is_no_such_half_stays(last: str, end: str) -> None:
    cut = QUOTED[: QUOTED.index(last) + len(last)] + end
    assert repaired(truncated_file, cut, QUOTED) == cut
