from __future__ import annotations

import pytest

from tests.signatures.file.pages import EDITED, PAGE, RENAMED, events, repaired
from weave_fix.records import Applicability
from weave_fix.signatures.file import conflict_markers

OURS = "The weir belongs to the parish."
THEIRS = "The weir belongs to the county."


def conflict(ours: str = OURS, theirs: str = THEIRS, base: str | None = None) -> str:
    middle = "" if base is None else f"||||||| merged common ancestors\n{base}\n"
    return f"<<<<<<< HEAD\n{ours}\n{middle}=======\n{theirs}\n>>>>>>> feature/weir\n"


def page(body: str) -> str:
    return f"# Notes\n\nSome words on the weir.\n\n{body}\n\nThe end of the page.\n"


UNCHANGED = [
    pytest.param(page(f"```\n{conflict()}```"), id="conflict-shown-in-a-fence"),
    pytest.param(page(f"```diff\n{conflict()}```"), id="conflict-shown-in-a-diff-fence"),
    pytest.param(page(f"~~~text\n{conflict(base=OURS)}~~~"), id="diff3-conflict-shown-in-tildes"),
    pytest.param(page("Shift twice: `1 <<<<<<< 2`, or <<<<<<<x."), id="arrows-closed-up-to-a-word"),
    pytest.param(page("Git writes `<<<<<<< HEAD`, `=======` and `>>>>>>> branch`."), id="marks-in-code-spans"),
    pytest.param(page("Look for `<<<<<<<` in the file."), id="mark-without-a-name-in-code"),
    pytest.param(page("The weir\n======="), id="heading-underlined-with-seven"),
    pytest.param(page("The weir\n========"), id="heading-underlined-with-eight"),
    pytest.param(page("> > > > > > > deep"), id="seven-quotations"),
    pytest.param(page(">>>>>> six deep"), id="six-closed-up"),
    pytest.param(page("<<<<<<<<<<<<"), id="row-of-arrows"),
    pytest.param(page(">>>>>>>>>>>>>"), id="row-of-arrows-to-the-right"),
    pytest.param(page("go <<<<<<< here >>>>>>> there"), id="arrows-inside-a-line"),
    pytest.param(page("x <<<<<<< 7"), id="shift-operator-repeated"),
    pytest.param(page("||||||| seven bars"), id="seven-bars"),
    pytest.param(page("|||||||\n|-|-|-|-|-|-|\n|1|2|3|4|5|6|"), id="empty-table-head"),
    pytest.param(page("- <<< guillemets >>>"), id="three-arrows"),
    pytest.param(page("<!-- conflict markers are searched for in CI -->"), id="words-about-markers"),
    pytest.param(page(">>>>>>>"), id="closing-mark-without-a-name"),
    pytest.param(page("1. Remove the line `<<<<<<< HEAD`.\n2. Remove `>>>>>>> main`."), id="list-of-steps"),
    pytest.param(page("    <<<<<<< HEAD\n    a\n    =======\n    b\n    >>>>>>> main"), id="indented-code"),
]

SHOWN = [
    pytest.param(page(conflict()), id="plain"),
    pytest.param(page(conflict(base="The weir belongs to nobody.")), id="diff3"),
    pytest.param(page(conflict(ours="")), id="one-side-empty"),
    pytest.param(page(conflict(ours="# The weir\n\n- one\n- two")), id="headings-and-lists"),
    pytest.param(
        page(conflict().replace("HEAD", "Updated upstream").replace("feature/weir", "Stashed changes")), id="stash"
    ),
    pytest.param(page(conflict()).replace("\n", "\r\n"), id="crlf"),
    pytest.param(page(" ".join(conflict().split("\n"))), id="joined-to-one-line"),
    pytest.param(page(f"<<<<<<< HEAD {OURS} =======\n{THEIRS} >>>>>>>\nfeature/weir"), id="wrapped-anew"),
    pytest.param(page(f"# <<<<<<< HEAD {OURS}\n\n{THEIRS}\n\n> > > > > > > feature/weir"), id="formatted"),
    pytest.param(page(conflict().replace("<", r"\<").replace(">", r"\>")), id="escaped"),
    pytest.param(page(f"<<<<<<< HEAD\n{OURS}"), id="opening-mark-left"),
    pytest.param(page(f"{OURS}\n>>>>>>> feature/weir"), id="closing-mark-left"),
    pytest.param(page(f"<<<<<<< HEAD\n{OURS}\n>>>>>>> 1a2b3c4d (Say whose weir it is)"), id="middle-lost"),
]


@pytest.mark.parametrize("text", UNCHANGED)
@pytest.mark.parametrize("base", [None, "# Notes\n", "same"])
def test_left_alone(text: str, base: str | None) -> None:
    assert not events(conflict_markers, text, text if base == "same" else base)


@pytest.mark.parametrize("text", SHOWN)
@pytest.mark.parametrize("base", [None, PAGE])
def test_shown_and_stopped(text: str, base: str | None) -> None:
    (event,) = events(conflict_markers, text, base)
    assert event.applicability is Applicability.DISPLAY_ONLY
    assert event.stops
    assert not event.edits


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [(OURS, OURS), (OURS, OURS + " "), (OURS, OURS.replace(" belongs", "\nbelongs"))],
    ids=["letter-for-letter", "white-space-at-the-end", "wrapped-otherwise"],
)
@pytest.mark.parametrize("ancestor", [None, "The weir belongs to nobody."])
@pytest.mark.parametrize("base", [None, PAGE])
def test_marks_go_where_both_sides_say_the_same(ours: str, theirs: str, ancestor: str | None, base: str | None) -> None:
    assert repaired(conflict_markers, page(conflict(ours, theirs, ancestor)), base) == page(ours + "\n")


def test_marks_over_code_that_the_base_has() -> None:
    text = EDITED.replace("mill open --slowly\n", conflict("mill open --slowly", "mill open"))
    (event,) = events(conflict_markers, text, PAGE)
    assert event.stops


def test_two_conflicts_are_two_events() -> None:
    assert len(events(conflict_markers, page(conflict() + "\nBetween.\n\n" + conflict()))) == 2


def test_what_the_base_has_is_found_in_a_whole_check_alone() -> None:
    text = page(conflict())
    assert not events(conflict_markers, text + "More.\n", text)
    assert not events(conflict_markers, text + "More.\n", RENAMED, text)
    assert events(conflict_markers, text + "More.\n", text, whole=True)


LONG = "The dry weir, which nobody has mended for years, is left open for"


@pytest.mark.parametrize(
    ("ours", "theirs", "said"),
    [
        ("It is open.", "It is shut.", 'HEAD has "It is open.", main has "It is shut."'),
        (f"{LONG} two days.", f"{LONG} ten days.", 'two days.", main has "…'),
        ("One\nTwo", "One", 'HEAD has "Two" (2 lines), main has nothing more'),
    ],
    ids=["short", "long-lines-that-begin-alike", "a-line-more"],
)
def test_the_message_says_what_each_side_has_and_where_it_is_from(ours: str, theirs: str, said: str) -> None:
    text = f"# Weir\n\n<<<<<<< HEAD\n{ours}\n=======\n{theirs}\n>>>>>>> main\n"
    (event,) = events(conflict_markers, text)
    assert said in event.message
