from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.evidence.history.intent.looks import passage_of, whole_edit
from weave_fix.evidence.history.intent.passage import CONTEXT, widened
from weave_fix.records import Edit


@pytest.mark.parametrize(
    ("before", "after", "now", "was"),
    [
        pytest.param("a lid here", "a lad here", ["lad"], ["lid"], id="letter"),
        pytest.param("a lid here", "a lidhere", ["lidhere"], ["lid", "here"], id="space-lost"),
        pytest.param("a lid here", "a l id here", ["l", "id"], ["lid"], id="space-put-in"),
        pytest.param("a lid here", "a big lid here", ["big"], [], id="word-put-in"),
        pytest.param("a big lid here", "a lid here", [], ["big"], id="word-taken-out"),
        pytest.param("a lid here", "a lid  here", [], [], id="white-space"),
        pytest.param("of the lid", "of the of the lid", ["the", "of"], [], id="slides-to-whole-words"),
        pytest.param("a (lid) here", "a (lid here", ["(lid"], ["(lid)"], id="bracket"),
        pytest.param("it is one", "one it is", ["one", "it", "is"], ["it", "is", "one"], id="moved"),
    ],
)
def test_an_edit_is_widened_to_whole_words(before: str, after: str, now: list[str], was: list[str]) -> None:
    passage = passage_of(before, after)
    assert (passage.now, passage.was) == (now, was)


def test_the_context_is_cut_at_the_words() -> None:
    passage = passage_of("We take the old lid off.", "We take the new lid off.")
    assert passage.left.endswith("We take the")
    assert passage.right.startswith("lid off.")
    assert max(len(passage.left), len(passage.right)) <= CONTEXT
    assert passage.texts.document[passage.start :].startswith("new lid")


@pytest.mark.parametrize("edit", [Edit(0, 0, "", ""), Edit(3, 3, "", ""), Edit(0, 1, "a", ""), Edit(3, 3, "", "b")])
@pytest.mark.parametrize("text", ["", "a", "abc", "abc d"])
def test_no_edit_at_an_end_of_the_text_raises(edit: Edit, text: str) -> None:
    chunks = widened(edit, text)
    assert chunks.start >= 0


@given(st.text("ab .", max_size=12), st.text("ab .", max_size=12))
def test_both_sides_are_what_differs_in_whole_words(base: str, now: str) -> None:
    edit = whole_edit(base, now)
    chunks = widened(edit, now)
    for side in (chunks.now, chunks.was):
        assert all(chunk and not chunk.isspace() for chunk in side)
    old, new = base.split(), now.split()
    kept = len(new) - len(chunks.now)
    assert kept == len(old) - len(chunks.was)
    assert any(
        new[:at] + new[at + len(chunks.now) :] == old[:at] + old[at + len(chunks.was) :] for at in range(kept + 1)
    )
