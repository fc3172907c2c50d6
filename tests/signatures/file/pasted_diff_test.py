from __future__ import annotations

import pytest

from tests.signatures.file.pages import EDITED, PAGE, RENAMED, events, repaired
from weave_fix.positions import split_lines
from weave_fix.records import Applicability
from weave_fix.signatures.file import pasted_diff
from weave_fix.signatures.file.context import FileContext


def marked(text: str, first: int, last: int, mark: str = "+", head: str = "") -> str:
    lines = split_lines(text)
    return "".join([*lines[:first], head, *(mark + line for line in lines[first:last]), *lines[last:]])


def page(body: str) -> str:
    return f"# Notes\n\nSome words on the weir.\n\n{body}\n\nThe end of the page.\n"


DIFF = "@@ -1,3 +1,3 @@\n The weir.\n-It is of wood.\n+It is of stone.\n It is old."
UNCHANGED = [
    pytest.param(page(f"```diff\n{DIFF}\n```"), id="diff-in-a-diff-fence"),
    pytest.param(page(f"```\n{DIFF}\n```"), id="diff-in-a-bare-fence"),
    pytest.param(page("```js\n- old()\n+ new()\n+ more()\n+ most()\n```"), id="marks-in-code"),
    pytest.param(page("    +a\n    +b\n    +c\n    +d"), id="marks-in-indented-code"),
    pytest.param(page("+ one\n+ two\n+ three\n+ four"), id="list-with-pluses"),
    pytest.param(page("- one\n- two\n+ three\n+ four"), id="two-lists"),
    pytest.param(page("+ one\n  + two\n  + three\n+ four"), id="nested-list-with-pluses"),
    pytest.param(page("+ # Title\n+\n+ text\n+ more"), id="list-of-pluses-with-an-empty-item"),
    pytest.param(page("+49 30 1234\n+49 30 1235\n+49 30 1236"), id="telephone-numbers"),
    pytest.param(page("+1 for this\n+1 from me\n+1"), id="votes"),
    pytest.param("+++\ntitle = 'A'\ndate = 2020\n+++\n\nText.\n", id="toml-front-matter"),
    pytest.param(page("+++\n+++\n+++"), id="rows-of-pluses"),
    pytest.param(page("> one\n> two\n> three"), id="quotation"),
    pytest.param(page("> One.\n>\n> Two.\n>\n> Three."), id="quotation-of-paragraphs"),
    pytest.param(page("He said:\n> One.\n> \n> Two."), id="quotation-below-its-sentence"),
    pytest.param(page("> ## A note\n> \n> Text of it.\n> More."), id="note-with-a-heading"),
    pytest.param(page("> [!NOTE]\n> Text of it.\n> \n> # shell comment"), id="alert"),
    pytest.param(page("-1 one\n-2 two\n-3 three"), id="negative-numbers"),
    pytest.param(page("---\n\n-- a dash\n-- another"), id="rules-and-dashes"),
    pytest.param(page("- [ ] one\n- [x] two\n- [ ] three"), id="tasks"),
    pytest.param(page("A hunk begins with `@@ -1,3 +1,3 @@`."), id="hunk-header-in-a-code-span"),
    pytest.param(page("@@ is a decorator\n@@ too"), id="two-at-signs"),
    pytest.param(page("+plus one word"), id="one-line"),
    pytest.param(page("> a\n> b"), id="two-quoted-lines"),
    pytest.param(page("a + b\n+ c\n+ d"), id="sum-over-lines"),
]


@pytest.mark.parametrize("text", UNCHANGED)
@pytest.mark.parametrize("base", [None, "# Notes\n", "same"])
def test_left_alone(text: str, base: str | None) -> None:
    assert not events(pasted_diff, text, text if base == "same" else base)


MEANT = [
    pytest.param("One.\n\nTwo.\n\nThree.", "> One.\n> \n> Two.\n> \n> Three.", id="paragraphs-quoted"),
    pytest.param("One.\n\n## Two\n\nThree.", "One.\n\n> ## Two\n> \n> Three.", id="section-made-a-note"),
    pytest.param("Said he:\nOne.\nTwo.\nThree.", "Said he:\n> One.\n> Two.\n> Three.", id="quoted-below-its-sentence"),
    pytest.param("One.\nTwo.\nThree.", "+ One.\n+ Two.\n+ Three.", id="lines-made-a-list"),
    pytest.param("- One.\n- Two.\n- Three.", "+ One.\n+ Two.\n+ Three.", id="bullets-changed"),
    pytest.param("```\na\nb\nc\n```", "```diff\n+a\n+b\n+c\n```", id="code-made-a-diff"),
    pytest.param("```\na\nb\nc\n```", "```\n+a\n+b\n+c\n```", id="code-marked"),
    pytest.param("```\n# a\nb\n```", "> ```\n> # a\n> b\n> ```", id="code-quoted"),
    pytest.param(
        "> ## Tools\n{: .box}\nTake a saw.\n\nTake a file too.\n\n## Planes\n\n* one\n* two",
        "> ## Tools\n> Take a saw.\n>\n> Take a file too.\n>\n> ### Planes\n>\n> * one\n> * two\n{: .box}",
        id="text-put-into-a-box",
    ),
    pytest.param("One.\nTwo.\nThree.", "- One.\n- Two.\n+ Three.", id="lists-of-two-kinds"),
    pytest.param("One.\n\nRun:\n\n```\na\n```", "> One.\n>\n> Run:\n\n```\na\n```", id="note-above-code-by-hand"),
    pytest.param("One.\n\nRun:\n\nA tool.", "> One.\n> \n> Run:\n\nA tool.", id="note-above-a-paragraph"),
    pytest.param("One.\n\nRun it.\n\n```\na\n```", "> One.\n> \n> Run it.\n\n```\na\n```", id="note-that-has-ended"),
    pytest.param("Run:\n\n```\na\n```", "> A note.\n> \n> Run:\n\n```\na\n```", id="note-of-another-text"),
]


@pytest.mark.parametrize(("before", "after"), MEANT)
def test_what_a_person_did_stays(before: str, after: str) -> None:
    assert repaired(pasted_diff, page(after), page(before)) == page(after)


@pytest.mark.parametrize("lines", [(8, 10), (7, 14), (15, 20), (35, 47), (0, 20)])
@pytest.mark.parametrize("head", ["", "@@ -9,4 +9,4 @@\n"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_taken_off_with_a_base(lines: tuple[int, int], head: str, end: str) -> None:
    head = head.replace("9,4", f"9,{lines[1] - lines[0]}")
    if not head and lines[1] - lines[0] < 3:
        pytest.skip("two lines without a header show nothing")
    for wanted in (EDITED, RENAMED, PAGE + "One more line.\n"):
        text = marked(wanted, *lines, head=head).replace("\n", end)
        assert repaired(pasted_diff, text, PAGE) == wanted.replace("\n", end)


@pytest.mark.parametrize("lines", [(7, 14), (15, 20), (35, 47)])
def test_taken_off_without_a_base_if_asked(lines: tuple[int, int]) -> None:
    text = marked(EDITED, *lines)
    assert repaired(pasted_diff, text) == text
    assert repaired(pasted_diff, text, least=Applicability.UNSAFE) == EDITED


@pytest.mark.parametrize("lines", [(9, 14), (8, 13), (14, 18), (36, 42)])
def test_arrows_that_begin_or_end_inside_of_a_block(lines: tuple[int, int]) -> None:
    assert repaired(pasted_diff, marked(EDITED, *lines, "> "), PAGE) == EDITED


NEW_TEXT = """## The race

Water runs in from above, and it leaves the wheel by a ditch of its own.

Nobody has ever seen it run dry.
"""


def test_pluses_right_before_what_the_same_edit_wrote() -> None:
    before, after = page("One."), page(f"One.\n\n{NEW_TEXT}")
    assert repaired(pasted_diff, after.replace(NEW_TEXT, marked(NEW_TEXT, 0, 5)), before) == after


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(marked(NEW_TEXT, 0, 5, "+ "), id="list"),
        pytest.param(marked(NEW_TEXT, 0, 5).replace("\n+\n", "\n"), id="no-plus-alone"),
        pytest.param("+One\n+\n+Two\n", id="no-sentence"),
    ],
)
def test_other_pluses_in_what_an_edit_wrote(text: str) -> None:
    now = page(f"One.\n\n{text}")
    assert repaired(pasted_diff, now, page("One.")) == now


@pytest.mark.parametrize("fence", ["```", "~~~"])
def test_arrows_before_lines_that_lead_to_code(fence: str) -> None:
    sound = page(f"Water runs in from above.\n\nClose the gate with:\n\n{fence}sh\nmill close\n{fence}")
    text = sound.replace("Water", "> Water").replace("\n\nClose", "\n> \n> Close")
    assert repaired(pasted_diff, text, sound) == sound
    assert repaired(pasted_diff, text) == text


def test_arrows_inside_of_a_list_item_or_over_two_sections_without_a_base() -> None:
    item = "1. Fill the cask to the brim and wait until the wood is tight.\n"
    text = f"# Casks\n\n{item}>    Pour it out again, and do\n>    not let it dry.\n> \n> 2. Close it.\n"
    assert len(list(pasted_diff.find(FileContext("a.md", text)))) == 1
    sections = "# Casks\n\n> ## Filling\n> \n> Fill it.\n> \n> ## Closing\n\nClose it.\n"
    assert len(list(pasted_diff.find(FileContext("a.md", sections)))) == 1
    folded = f"# Casks\n\n<details>\n\n{sections[9 : sections.index('Close')].rstrip()}\n> \n</details>\n"
    assert "> ## Closing" in folded
    assert list(pasted_diff.find(FileContext("a.md", folded))) == []
    quoted = "# Casks\n\n1. Fill it:\n\n> ## A note\n> \n> Fill it to the brim.\n> Then wait.\n"
    assert list(pasted_diff.find(FileContext("a.md", quoted))) == []


def test_arrows_inside_of_a_sentence_without_a_base() -> None:
    text = marked(PAGE, 9, 12, "> ")
    assert repaired(pasted_diff, text) == text
    assert repaired(pasted_diff, text, least=Applicability.UNSAFE) == PAGE


OLD = "# Weir\n\nThe weir.\nIt is of wood.\nIt is old.\n\n- One\n- Two\n\nThe end.\n"
NEW = OLD.replace("of wood", "of stone")
PATCHES = [
    pytest.param("@@ -3,3 +3,3 @@\n The weir.\n-It is of wood.\n+It is of stone.\n It is old.\n", id="hunk"),
    pytest.param(
        "diff --git a/w.md b/w.md\nindex 1234567..89abcde 100644\n--- a/w.md\n+++ b/w.md\n"
        "@@ -3,3 +3,3 @@ # Weir\n The weir.\n-It is of wood.\n+It is of stone.\n It is old.\n",
        id="whole-patch",
    ),
    pytest.param("The weir.\n-It is of wood.\n+It is of stone.\nIt is old.\n", id="two-marked-lines"),
]


@pytest.mark.parametrize("patch", PATCHES)
def test_lines_that_the_diff_takes_out_go(patch: str) -> None:
    text = NEW.replace("The weir.\nIt is of stone.\nIt is old.\n", patch)
    assert repaired(pasted_diff, text, OLD) == NEW
    assert repaired(pasted_diff, text, least=Applicability.UNSAFE) == NEW


def test_a_line_of_the_base_that_begins_with_a_number() -> None:
    base = "# Weir\n\nThe weir.\nIt has lost some\n40% of its wood.\nIt is old.\n"
    text = "# Weir\n\n+The weir.\n+It has lost some\n+40% of its wood.\n+It is old.\n"
    assert repaired(pasted_diff, text, base) == base
    assert repaired(pasted_diff, "The votes:\n\n+1\n+40% more\n+2\n", "The votes:\n") == (
        "The votes:\n\n+1\n+40% more\n+2\n"
    )


def test_list_behind_a_hunk_stays() -> None:
    text = "# Weir\n\n@@ -3,4 +3,4 @@\n+The weir.\n+It is of stone.\n+It is old.\n+\n- One\n- Two\n\nThe end.\n"
    assert repaired(pasted_diff, text, OLD) == NEW
    assert repaired(pasted_diff, text, least=Applicability.UNSAFE) == NEW


def test_a_space_behind_each_mark() -> None:
    text = marked(EDITED, 14, 21, "+ ").replace("+ \n", "+\n")
    assert repaired(pasted_diff, text, PAGE) == EDITED


def test_what_the_base_has_stays() -> None:
    text = marked(PAGE, 7, 14)
    assert not events(pasted_diff, text + "More.\n", text)
    assert not events(pasted_diff, text + "More.\n", PAGE, text)
    assert events(pasted_diff, text, text, whole=True)
