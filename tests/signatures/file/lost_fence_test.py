from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.signatures.file.pages import EDITED, PAGE, RENAMED, events, repaired
from weave_fix import check_text
from weave_fix.records import Applicability
from weave_fix.signatures.file import lost_fence

CLOSING = "mill open --slowly\n```\n"
OPENING = "```sh\nmill status"


def page(body: str) -> str:
    return f"# Notes\n\nSome words on the weir.\n\n{body}\n\nThe end of the page is here, and it is a sentence.\n"


UNCHANGED = [
    pytest.param(page("```sh\na\n```"), id="code"),
    pytest.param(page("```\na\n```\n\nText.\n\n~~~\nb\n~~~"), id="back-ticks-and-tildes"),
    pytest.param(page("````md\n```js\na()\n```\n````"), id="fence-in-a-longer-fence"),
    pytest.param(page("```md\n~~~js\na()\n~~~\n```"), id="fence-in-another-kind-of-fence"),
    pytest.param(page("~~~\n```\na\n~~~"), id="lone-back-ticks-in-tildes"),
    pytest.param(page("Damaged:\n\n    ```sh\n    open door\n\nText."), id="a-lone-fence-in-indented-code"),
    pytest.param(page("````\n```\nnever closed\n````"), id="lone-fence-shown"),
    pytest.param(page("```markdown\n```js\na()\n```\nMore.\n```"), id="markdown-that-shows-a-fence"),
    pytest.param(page("- one\n\n  ```sh\n  a\n  ```\n\n- two"), id="code-in-a-list"),
    pytest.param(page("1. one\n   ```sh\n   a\n   ```\n2. two"), id="code-in-a-numbered-list"),
    pytest.param(page("> ```sh\n> a\n> ```"), id="code-in-a-quotation"),
    pytest.param(page("> ```sh\n> a\n\nText."), id="code-that-ends-with-its-quotation"),
    pytest.param(page("Write ```` ```sh ```` to open a block."), id="fence-in-a-code-span"),
    pytest.param(page("```sh `a` ```"), id="code-span-of-three-back-ticks"),
    pytest.param(page("```\n    ``` c\n    int x;\n    ```\n```"), id="indented-fences-in-code"),
    pytest.param(page("  ```sh\n  cat <<E\na\nE\n  ```"), id="fence-indented-by-two"),
    pytest.param(page("<!--\n```sh\nnever shown\n-->"), id="fence-in-a-comment"),
    pytest.param(page("<pre>```js\na()\n```</pre>"), id="back-ticks-in-html"),
    pytest.param(page("```\na\n``\nb\n```"), id="two-back-ticks-in-code"),
    pytest.param(page("```js\na\n```js-not-closed\nb\n```").replace("```js-", "` ``js-"), id="broken-marks-in-code"),
    pytest.param(
        page("```sh\nmill\n```{% endif %}\n\nText.\n\n```sh\nmill\n```"), id="fence-before-a-tag-of-a-template"
    ),
    pytest.param(page("~~~ruby\na\n~~~~~~"), id="longer-closing-fence"),
    pytest.param(page("```{.python}\na\n```"), id="attributes"),
    pytest.param(page("~~struck~~ and ~~~not~~~ a fence"), id="tildes-in-a-sentence"),
    pytest.param("Text.\n\n```sh\na\nb", id="cut-off-inside-of-code"),
]


@pytest.mark.parametrize("text", UNCHANGED)
@pytest.mark.parametrize("base", [None, "# Notes\n", "same"])
def test_left_alone(text: str, base: str | None) -> None:
    assert not events(lost_fence, text, text if base == "same" else base)


MEANT = [
    pytest.param(
        PAGE.replace(OPENING, "mill status").replace(CLOSING, "mill open --slowly\n"), id="both-fences-deleted"
    ),
    pytest.param(PAGE[: PAGE.index("```sh")] + PAGE[PAGE.index("| gate") :], id="code-deleted"),
    pytest.param(PAGE.replace("```", "~~~"), id="other-fences"),
    pytest.param(PAGE.replace("```sh", "```bash"), id="other-language"),
    pytest.param(PAGE.replace("```sh", "```"), id="language-deleted"),
    pytest.param(PAGE.replace(OPENING, "    mill status").replace(CLOSING, "    mill open --slowly\n"), id="indented"),
    pytest.param(PAGE.replace("mill open --slowly\n", "```\n\nThen:\n\n```sh\nmill open\n"), id="code-parted"),
]


@pytest.mark.parametrize("text", MEANT)
def test_what_a_person_did_stays(text: str) -> None:
    assert not events(lost_fence, text, PAGE)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("wanted", [PAGE, EDITED, RENAMED, PAGE.replace("--gate upper", "--gate lower")])
def test_put_back_from_the_base(wanted: str, end: str) -> None:
    for fence in (CLOSING, OPENING):
        line = "```\n" if fence is CLOSING else "```sh\n"
        text = (
            wanted.replace(line, "", 1) if fence is OPENING else wanted.replace(CLOSING, CLOSING.replace("```\n", ""))
        )
        assert repaired(lost_fence, text.replace("\n", end), PAGE) == wanted.replace("\n", end)


def test_put_back_beside_an_edit() -> None:
    wanted = PAGE.replace("mill open --slowly", "mill open --fast")
    assert repaired(lost_fence, wanted.replace("--fast\n```\n", "--fast\n"), PAGE) == wanted


def test_put_back_among_many() -> None:
    base = "# Runs\n\n" + "".join(f"Run {n}:\n\n```\nmill run {n}\n```\n\n" for n in range(9)) + "The end.\n"
    wanted = base.replace("mill run 7", "mill run 77")
    for n in range(9):
        block = f"mill run {'77' if n == 7 else n}\n```\n"
        assert repaired(lost_fence, wanted.replace(block, block[:-4]), base) == wanted


@pytest.mark.parametrize("base", [None, "# Notes\n"])
@pytest.mark.parametrize(
    ("body", "stops"),
    [
        ("```sh\na", True),
        ("```\na\n\n## Then\n\nMore words.", True),
        ("```sh\na\n\nMore words.\n\n```sh\nb\n```", False),
        ("a\n```\n\n```sh\nb\n```", False),
        ("- one\n\n  ```sh\n  a\n\n- two", False),
        ("~~~\na", True),
    ],
)
def test_shown_without_a_base(body: str, stops: bool, base: str | None) -> None:
    (event,) = events(lost_fence, page(body), base)
    assert event.applicability is Applicability.DISPLAY_ONLY
    assert event.stops is stops
    assert not event.edits


CLOSED = """# Wheels

Two of them turn the stones:

```js
let turns = 0;

// the upper wheel
function turn(wheel) {
  turns += wheel.size;
}

turn(upper);
```

Since `turn()` waits for nobody, the lower wheel has to be quick about it.

- Each turn is one bucket of water in the mill race.

Consider:

```js
turn(lower);
```
"""
LINES = "turn(upper);\n```\n"
SENTENCE = "Since `turn()` waits for nobody, the lower wheel has to be quick about it.\n"


def without_the_first_end(text: str, language: str = "js") -> str:
    """Return the page without the fence that closes the first block."""
    assert LINES in text
    return text.replace(LINES, "turn(upper);\n").replace("```js\nlet", f"```{language}\nlet")


@pytest.mark.parametrize("base", [None, "# Notes\n"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(
    "page",
    [
        CLOSED,
        CLOSED.replace("Consider:", "## Then\n\nAnd this is how the lower one is told:"),
        CLOSED.replace(SENTENCE, "## Why\n\n" + SENTENCE),
        CLOSED.replace("```", "~~~~"),
    ],
    ids=["lead-in", "sentence-below", "heading", "tildes"],
)
def test_closed_where_code_and_text_are_unlike(page: str, end: str, base: str | None) -> None:
    lost = page.replace("turn(upper);\n" + ("~~~~" if "~~~~" in page else "```") + "\n", "turn(upper);\n")
    assert lost != page
    assert repaired(lost_fence, lost.replace("\n", end), base) == page.replace("\n", end)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(without_the_first_end(CLOSED, "text"), id="no-language-of-code"),
        pytest.param(without_the_first_end(CLOSED).replace("Consider:\n\n```js", "Consider:\n\n```"), id="no-language"),
        pytest.param(without_the_first_end(CLOSED).replace(SENTENCE, f"/*\n\n{SENTENCE}"), id="open-comment"),
        pytest.param(without_the_first_end(CLOSED).replace("turn(upper);", "turn({"), id="open-bracket"),
        pytest.param(without_the_first_end(CLOSED).replace("turn(upper);", "print(`"), id="open-quotation"),
        pytest.param(without_the_first_end(CLOSED).replace("- Each", "turns = 3;\n\n- Each"), id="code-below"),
        pytest.param(without_the_first_end(CLOSED).replace("Consider:", "turns++;"), id="code-at-the-end"),
        pytest.param(without_the_first_end(CLOSED).replace(SENTENCE, "Then turn\n"), id="no-sentence"),
        pytest.param(without_the_first_end(CLOSED).replace("turn(upper);", "![turn](a.png)"), id="picture-above"),
        pytest.param(without_the_first_end(CLOSED).replace("turn(upper);", "**Upper**"), id="strong-text-above"),
        pytest.param(without_the_first_end(CLOSED).replace("\n\nSince", "\nSince"), id="no-blank-line"),
        pytest.param(
            without_the_first_end(CLOSED, "sh").replace(SENTENCE, f"# Upper\n\n{SENTENCE}"), id="comment-or-heading"
        ),
        pytest.param(without_the_first_end(CLOSED, "sh").replace("let turns = 0;", "cat <<E"), id="here-document"),
        pytest.param(CLOSED.replace("turn(lower);\n```\n", f"turn(lower);\n\n{SENTENCE}"), id="last-block"),
    ],
)
def test_shown_where_the_end_of_the_code_is_doubtful(text: str) -> None:
    assert [event.applicability for event in events(lost_fence, text, None)] == [Applicability.DISPLAY_ONLY]


def test_a_page_that_had_one_before() -> None:
    base = page("```sh\na")
    assert not events(lost_fence, base.replace("weir", "mill"), base)
    assert not events(lost_fence, base.replace("weir", "mill"), PAGE, base)
    assert events(lost_fence, base, base, whole=True)


KEYS = st.sampled_from(("```", "```sh", "~~~", "A door is open here, and so is the mill.", "- a list", "  ```", ""))


@given(st.lists(KEYS, min_size=3, max_size=16).map("\n".join))
@example("```sh\n```\n- a list\n  ~~~\n- a list\n~~~\n")
def test_fences_without_a_partner_stand_in_order(text: str) -> None:
    for finding in check_text(text, path="a.md"):
        ends = [(edit.start, edit.end) for edit in finding.edits]
        assert ends == sorted(ends)
        assert all(before[1] <= after[0] for before, after in pairwise(ends))
