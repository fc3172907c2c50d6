from __future__ import annotations

import pytest

from tests.signatures.file.pages import EDITED, PAGE, RENAMED, events, repaired
from weave_fix.records import Applicability
from weave_fix.signatures.file import wrapped_in_fence

NOTES = "# Notes\n\nThe gate opens at six.\n\n## Hours\n\n- Monday\n- Friday\n\nClosed in winter.\n"
SNIPPET = "## Title\n\nA sentence on the change.\n\n- one\n- two\n"


def wrapped(text: str, before: str = "", after: str = "", mark: str = "```", info: str = "markdown") -> str:
    return f"{before}{mark}{info}\n{text}{mark}\n{after}"


UNCHANGED = [
    pytest.param(NOTES, id="no-fence"),
    pytest.param("# Template\n\n" + wrapped(SNIPPET), id="template-below-a-heading"),
    pytest.param("Use this template:\n\n" + wrapped(SNIPPET), id="template-below-a-sentence"),
    pytest.param("Copy the lines below.\n\n" + wrapped(SNIPPET, info=""), id="template-without-a-language"),
    pytest.param(wrapped(SNIPPET) + "\n## And then\n\nMore words.\n", id="fence-first-then-a-section"),
    pytest.param("---\ntitle: A\n---\n\n" + wrapped(SNIPPET), id="front-matter-then-a-fence"),
    pytest.param(wrapped("make all\nmake test\nmake install\n", info="sh"), id="file-of-one-script"),
    pytest.param(wrapped("a\nb\nc\nd\n", info=""), id="file-of-one-listing"),
    pytest.param(wrapped("a\nb\nc\n", info="text"), id="file-of-one-text"),
    pytest.param(wrapped("graph TD\nA-->B\nB-->C\n", info="mermaid"), id="file-of-one-diagram"),
    pytest.param("# A\n\n```js\na()\n```\n\nText.\n\n```js\nb()\n```\n", id="fences-at-both-ends-below-a-heading"),
    pytest.param("```js\na()\n```\n\nText.\n\n```js\nb()\n```\n", id="fences-at-both-ends"),
    pytest.param("```\na\n```\n\n# Heading\n\n```\nb\n```\n", id="bare-fences-at-both-ends"),
    pytest.param("~~~\nlogo\n~~~\n\nText.\n\n~~~\nend\n~~~\n", id="tildes-at-both-ends"),
    pytest.param("[![badge](b.svg)](ci)\n\n" + wrapped(SNIPPET), id="badge-then-a-fence"),
    pytest.param("Here is a list:\n\n- a\n\n" + wrapped(SNIPPET) + "\n1. b\n\n## c\n", id="text-on-both-sides"),
    pytest.param("Here is how a change file looks:\n\n" + wrapped(SNIPPET), id="page-that-shows-a-form"),
    pytest.param("Here are the tags, fixed at last.\n\n" + wrapped("a\n", info=""), id="few-lines"),
    pytest.param("> ```markdown\n> # A\n> ```\n", id="quoted-fence"),
    pytest.param("`````\n" + wrapped(SNIPPET) + "`````\n", id="fence-shown-in-a-longer-fence"),
    pytest.param(wrapped("# A\n\nb\n") + "\n" + wrapped("# C\n\nd\n"), id="two-examples"),
    pytest.param("| a |\n|---|\n| b |\n\n" + wrapped(SNIPPET), id="table-then-a-fence"),
]
BEFORE = [
    "",
    "Here is the updated file:\n\n",
    "Sure! Below is the page with your change.\n\n",
    "I have gone through the text and corrected the names.\n\n**README.md**\n\n",
    "Hier ist die überarbeitete Fassung:\n\n",
    "Voici le fichier mis à jour :\n\n",
    "好的，以下是修改后的完整文件：\n\n",
]
AFTER = ["", "\nLet me know if you want anything else changed.\n", "\nWhat I changed:\n- the name\n- the date\n"]


@pytest.mark.parametrize("text", UNCHANGED)
@pytest.mark.parametrize("base", [None, "# Notes\n", "same", PAGE])
def test_left_alone(text: str, base: str | None) -> None:
    assert not events(wrapped_in_fence, text, text if base == "same" else base)


def test_page_cut_down_to_its_example() -> None:
    base = "# A\n\nWords on the form of a note.\n\n" + wrapped(NOTES) + "\nMore words, and more.\n"
    assert repaired(wrapped_in_fence, wrapped(NOTES), wrapped(NOTES) + "\nMore.\n") == wrapped(NOTES)
    assert repaired(wrapped_in_fence, base, base.replace("More words", "Other words")) == base


@pytest.mark.parametrize("before", BEFORE)
@pytest.mark.parametrize("after", AFTER)
@pytest.mark.parametrize(("mark", "info"), [("```", "markdown"), ("````", "md"), ("~~~", ""), ("```", "text")])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_unwrapped_with_a_base(before: str, after: str, mark: str, info: str, end: str) -> None:
    for wanted in (EDITED, RENAMED):
        text = wrapped(wanted, before, after, mark, info).replace("\n", end)
        assert repaired(wrapped_in_fence, text, PAGE) == wanted.replace("\n", end)


@pytest.mark.parametrize("before", BEFORE)
@pytest.mark.parametrize("text", [PAGE, NOTES])
def test_unwrapped_without_a_base_if_asked(before: str, text: str) -> None:
    damaged = wrapped(text, before)
    assert repaired(wrapped_in_fence, damaged) == damaged
    assert repaired(wrapped_in_fence, damaged, least=Applicability.UNSAFE) == text


def test_closing_words_alone_are_shown() -> None:
    (event,) = events(wrapped_in_fence, wrapped(NOTES, after="\nI kept the rest.\n"))
    assert event.applicability is Applicability.DISPLAY_ONLY


def test_unknown_words_before_a_whole_page_are_shown() -> None:
    (event,) = events(wrapped_in_fence, wrapped(PAGE, before="README.md, second try:\n\n"))
    assert event.applicability is Applicability.DISPLAY_ONLY


def test_a_base_without_a_last_line_end() -> None:
    wanted = EDITED.rstrip("\n")
    assert repaired(wrapped_in_fence, wrapped(wanted + "\n"), PAGE.rstrip("\n")) == wanted


def test_a_base_that_lacks_a_fence_of_its_own() -> None:
    base = PAGE.replace("mill open --slowly\n```\n", "mill open --slowly\n")
    wanted = base.replace("sixteen", "twenty")
    assert repaired(wrapped_in_fence, wrapped(wanted), base) == wanted


MORE = "".join(f"\n## Field {number}\n\nWhat grows on field {number}.\n\nWho reaps it.\n" for number in range(30))


def test_a_page_that_was_written_on_and_wrapped_is_unwrapped() -> None:
    assert repaired(wrapped_in_fence, wrapped(PAGE + MORE), PAGE) == PAGE + MORE


def test_a_page_of_which_a_part_was_written_anew_is_unwrapped() -> None:
    lines = PAGE.split("\n")
    wanted = "\n".join([*lines[: 3 * len(lines) // 4], "Nothing is left of the rest.", ""]) + MORE
    assert repaired(wrapped_in_fence, wrapped(wanted), PAGE) == wanted
    of_another = "Another page.\n\n" + wanted
    assert repaired(wrapped_in_fence, wrapped(of_another), PAGE) == wrapped(of_another)


@pytest.mark.parametrize(
    ("text", "base"),
    [
        pytest.param(wrapped(PAGE + MORE, info="text"), PAGE, id="a-listing-of-text"),
        pytest.param(
            wrapped("# Notes\n\nA few.\n" + MORE), "# Notes\n\nA few.\n", id="two-lines-that-any-page-may-have"
        ),
        pytest.param(wrapped(PAGE[len(PAGE) // 2 :] + MORE), PAGE, id="half-of-the-page-is-shown-in-a-longer-one"),
    ],
)
def test_a_longer_text_in_a_fence_that_is_not_the_page_stays(text: str, base: str) -> None:
    assert repaired(wrapped_in_fence, text, base) == text


@pytest.mark.parametrize("before", BEFORE)
@pytest.mark.parametrize("cut", [len(PAGE) // 2, len(PAGE) - 80])
def test_an_opening_whose_end_was_cut_off_goes(before: str, cut: int) -> None:
    text = f"{before}```markdown\n{PAGE[:cut]}"
    assert repaired(wrapped_in_fence, text, PAGE) == PAGE[:cut]
    assert not [event for event in events(wrapped_in_fence, text) if event.applicability is Applicability.SAFE]


@pytest.mark.parametrize(
    ("text", "base"),
    [
        pytest.param("```markdown\n" + NOTES.replace("## Hours", "```\n\n## Hours"), NOTES, id="a-part-is-shown"),
        pytest.param("```md\n# Other notes\n\nOf another year.\n", NOTES, id="another-page"),
        pytest.param("```markdown\n" + NOTES, "```markdown\n" + NOTES + "```\n", id="that-stood-there"),
        pytest.param("```sh\n" + NOTES, NOTES, id="a-fence-of-another-kind"),
        pytest.param("The gate opens at six.\n\n```markdown\n" + NOTES, NOTES, id="below-words-of-the-page"),
        pytest.param("```markdown\n# Notes\n\nAll is new here.\nAnd here.\nAnd there.\n", NOTES, id="written-anew"),
    ],
)
def test_an_opening_that_a_person_wrote_stays(text: str, base: str) -> None:
    assert repaired(wrapped_in_fence, text, base) == text
