"""What each of many repairs changes of a page by itself is what a look at it alone shows, and takes a few looks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tests.markdown.structure_test import LINES
from tests.patches import patch_of
from weave_fix.edits import apply_edits
from weave_fix.markdown import parts, structure
from weave_fix.markdown.syntax import MARKDOWN
from weave_fix.patch import alone
from weave_fix.patch.alone import LOOKS, changes_alone
from weave_fix.patch.verify import _is_same_page as is_same_page
from weave_fix.patch.verify import drop_structure_changes, structure_problem
from weave_fix.records import Edit, FilePatch

PUT_IN = ("*", "`", "_", "[", "]", "](", "x", " ", "<b>", "<!--", "-->", "|", "~~", "\\", "\n", "ab\ncd", "]:", "&amp;")
TEXT = "".join(f"Paragraph {n} of\nthe *page*, with `code {n}` and a [link](a{n}.md).\n\n" for n in range(40))


def edits_of(text: str, places: list[tuple[int, int, str]]) -> list[list[Edit]]:
    """Return edits that do not overlap, at the places (distance, length, what is put in)."""
    found, at = [], 0
    for distance, length, after in places:
        start = at + distance
        end = min(len(text), start + length)
        if start > len(text):
            break
        found.append([Edit(start, end, text[start:end], after)])
        at = end + 1
    return found


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from(LINES), min_size=1, max_size=40),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 4), st.sampled_from(("", *PUT_IN))), min_size=1, max_size=12),
    st.sampled_from(("\n", "\r\n", "\r")),
)
def test_a_repair_changes_what_it_would_change_alone(
    lines: list[str], places: list[tuple[int, int, str]], end: str
) -> None:
    text = end.join(lines)
    repairs = edits_of(text, places)
    for edits, change in zip(repairs, changes_alone(text, repairs, MARKDOWN), strict=True):
        if change is not None:
            whole = structure_problem(text, apply_edits(text, edits), ()) is None
            lost = any(kind == structure.COMMENT for kind, _ in change.before.pieces - change.after.pieces)
            assert (is_same_page(*change) and not lost) == whole


def test_repairs_in_the_same_paragraph_are_told_apart() -> None:
    text = "The *old* mill `stands by the river` bank, it is said.\n"
    first, second = text.index("`"), text.rindex("`")
    places = ((first, "`"), (second, "`"), (text.index("mill"), "m"))
    changes = changes_alone(text, [[Edit(at, at + 1, before, "")] for at, before in places], MARKDOWN)
    assert [change is not None and is_same_page(*change) for change in changes] == [False, False, True]
    assert None not in changes


@pytest.mark.parametrize(
    ("text", "at", "after"),
    [
        pytest.param("One day.\n", 0, "#", id="begins-a-line"),
        pytest.param("- One day.\n", 1, "x", id="before-the-first-letter"),
        pytest.param("One day.\n", 3, "\n", id="ends-a-line"),
        pytest.param("[one] : day\n", 5, "]:", id="makes-a-definition"),
        pytest.param("```\none day\n```\n", 7, "x", id="in-code"),
        pytest.param("---\none: day\n---\n", 7, "x", id="in-front-matter"),
        pytest.param("<div>\none day\n</div>\n", 9, "x", id="in-a-block-of-tags"),
    ],
)
def test_what_is_in_no_paragraph_or_may_change_more_is_not_known(text: str, at: int, after: str) -> None:
    assert changes_alone(text, [[Edit(at, at, "", after)]], MARKDOWN) == [None]


def dense(paragraphs: int) -> FilePatch:
    """Return a patch with three repairs in each paragraph; one more changes the structure."""
    text = TEXT[: TEXT.index(f"Paragraph {paragraphs} ")] if paragraphs < 40 else TEXT
    places = [at for at in range(len(text)) if text.startswith(("aragraph", "age", "ink"), at)]
    return patch_of(text, [(at, at + 1, "xy") for at in places] + [(len(text) - 2, len(text) - 2, " *x*")])


def test_as_many_texts_are_parsed_for_many_repairs_as_for_few(monkeypatch: pytest.MonkeyPatch) -> None:
    lines: list[int] = []

    def counted(some: Sequence[str], _: dict[str, Any]) -> list[Any]:
        lines.append(len(some) - 1)
        return MarkdownIt("commonmark").parse("\n".join(some))

    def parsed(paragraphs: int) -> int:
        patch = dense(paragraphs)
        structure._last_parsed.clear()
        lines.clear()
        kept = drop_structure_changes(patch, [])
        assert len(kept.applied) == len(patch.applied) - 1
        return sum(lines)

    monkeypatch.setattr(structure, "tokens_of", counted)
    monkeypatch.setattr(parts, "tokens_of", counted)
    assert parsed(40) <= 2.3 * parsed(20)
    assert parsed(40) <= (LOOKS + 4) * TEXT.count("\n")


def test_what_takes_too_many_texts_is_looked_at_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alone, "LOOKS", 1)
    patch = dense(20)
    changes = changes_alone(patch.document.text, [one.candidate.edits for one in patch.applied], MARKDOWN)
    assert changes.count(None) == len(changes)
    assert len(drop_structure_changes(patch, []).applied) == len(patch.applied) - 1
