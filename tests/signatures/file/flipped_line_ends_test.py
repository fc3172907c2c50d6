from __future__ import annotations

import pytest

from tests.signatures.file.trying import PAGE, classes, events, repaired
from weave_fix.records import Applicability
from weave_fix.signatures.file import flipped_line_ends

WINDOWS = PAGE.replace("\n", "\r\n")
MIXED = PAGE.replace("\n", "\r\n", 3)
EDITED = PAGE.replace("once a week", "twice a week") + "- Close the door.\n"

MEANT = [
    pytest.param(PAGE, PAGE, {}, id="nothing-changed"),
    pytest.param(EDITED, PAGE, {}, id="an-edit"),
    pytest.param(WINDOWS, WINDOWS, {}, id="crlf-as-before"),
    pytest.param(EDITED.replace("\n", "\r\n"), WINDOWS, {}, id="crlf-as-before-with-an-edit"),
    pytest.param(MIXED, MIXED, {}, id="mixed-as-before"),
    pytest.param(PAGE, MIXED, {}, id="mixed-made-one-kind"),
    pytest.param(WINDOWS, MIXED, {}, id="mixed-made-crlf"),
    pytest.param(MIXED.replace("once", "twice"), MIXED, {}, id="mixed-as-before-with-an-edit"),
    pytest.param(WINDOWS, PAGE, {"line_ends": "crlf"}, id="git-is-told-crlf"),
    pytest.param(PAGE, WINDOWS, {"line_ends": "lf"}, id="git-is-told-lf"),
    pytest.param(EDITED, WINDOWS, {"line_ends": "lf"}, id="git-is-told-lf-and-an-edit"),
    pytest.param(WINDOWS, PAGE, {"line_ends": "auto"}, id="git-converts"),
    pytest.param(MIXED, PAGE, {"line_ends": "auto"}, id="git-converts-mixed"),
    pytest.param(WINDOWS, PAGE, {"others": [WINDOWS]}, id="another-parent-has-them"),
    pytest.param(MIXED, PAGE, {"others": [MIXED]}, id="another-parent-is-mixed"),
    pytest.param(PAGE, None, {}, id="a-new-file-of-lf"),
    pytest.param(WINDOWS, None, {}, id="a-new-file-of-crlf"),
    pytest.param(WINDOWS.rstrip(), None, {}, id="a-new-file-of-crlf-without-a-last-end"),
    pytest.param("A lone \r in the middle.\nAnother line.\n", None, {}, id="a-lone-cr"),
    pytest.param(
        "A lone \r in the middle.\nAnother line.\n", "A lone \r here.\nAnother line.\n", {}, id="a-lone-cr-stays"
    ),
    pytest.param("one line", "one line\r\n", {}, id="the-last-line-end-taken-away"),
    pytest.param("", PAGE, {}, id="emptied"),
    pytest.param(WINDOWS, "", {}, id="an-empty-base"),
    pytest.param(WINDOWS, "one line", {}, id="a-base-without-line-ends"),
    pytest.param("a\fb\u2028c\x85d\n", "a\fb\u2028c\x85e\n", {}, id="other-breaks"),
]


@pytest.mark.parametrize(("text", "base", "options"), MEANT)
def test_leaves_what_a_person_wrote(text: str, base: str | None, options: dict[str, object]) -> None:
    assert events(flipped_line_ends, text, base, **options) == []


DAMAGED = [
    pytest.param(PAGE, WINDOWS, PAGE, id="every-one-to-crlf"),
    pytest.param(PAGE, EDITED.replace("\n", "\r\n"), EDITED, id="to-crlf-beside-an-edit"),
    pytest.param(WINDOWS, EDITED, EDITED.replace("\n", "\r\n"), id="to-lf-beside-an-edit"),
    pytest.param(PAGE, MIXED, PAGE, id="some-to-crlf"),
    pytest.param(WINDOWS, MIXED.replace("once", "twice"), WINDOWS.replace("once", "twice"), id="some-to-lf"),
    pytest.param(WINDOWS, WINDOWS.replace("\r", "\r\r"), WINDOWS, id="cr-doubled"),
    pytest.param(PAGE, PAGE.replace("\n", "\r\r\n"), PAGE, id="cr-put-before-twice"),
    pytest.param(PAGE, PAGE + "A pasted line.\r\n", PAGE + "A pasted line.\n", id="one-pasted-line"),
    pytest.param(PAGE, WINDOWS.rstrip(), PAGE.rstrip(), id="without-a-last-line-end"),
    pytest.param("\ufeff" + PAGE, "\ufeff" + WINDOWS, "\ufeff" + PAGE, id="behind-a-byte-order-mark"),
]


@pytest.mark.parametrize(("base", "text", "wanted"), DAMAGED)
def test_puts_back_the_line_ends_of_the_base(base: str, text: str, wanted: str) -> None:
    assert repaired(flipped_line_ends, text, base) == wanted
    assert classes(flipped_line_ends, text, base) == [Applicability.SAFE]


def test_does_not_undo_by_itself_that_a_person_put_line_ends_in_order() -> None:
    assert classes(flipped_line_ends, PAGE, WINDOWS) == [Applicability.UNSAFE]
    assert repaired(flipped_line_ends, PAGE, WINDOWS, Applicability.UNSAFE) == WINDOWS


def test_puts_back_what_git_is_told_as_well() -> None:
    (event,) = events(flipped_line_ends, WINDOWS, PAGE, line_ends="lf")
    assert event.applicability is Applicability.SAFE


@pytest.mark.parametrize("options", [{}, {"base": MIXED, "whole": True}], ids=["new", "all-is-checked"])
def test_shows_mixed_line_ends(options: dict[str, object]) -> None:
    (event,) = events(flipped_line_ends, MIXED, **options)  # type: ignore[arg-type]
    assert event.applicability is Applicability.DISPLAY_ONLY
    assert not event.edits
    assert event.places == ((12, 14), (14, 16), (76, 78))


def test_is_one_event() -> None:
    (event,) = events(flipped_line_ends, WINDOWS, PAGE)
    assert len(event.edits) == PAGE.count("\n")
    assert event.message == "line ends became CRLF that were LF: a setting of an editor or of git"


def test_its_example() -> None:
    sound, damaged = flipped_line_ends.EXAMPLE
    assert repaired(flipped_line_ends, damaged, sound) == sound
