"""A diff as a program writes it is applied to the very bytes, whatever the lines look like."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bench.bend import straight
from tests.apply_diff.texts import patched
from weave_fix.apply_diff.hunks import PatchError
from weave_fix.apply_diff.parse import parse

LINES = st.sampled_from(
    [
        *("a", "b", "- a", "-- a", "+ b", "", " ", "  a", "-", "+", "a\r", "\x0b", "\x85"),
        *("@@", "@@ -1 +1 @@", "--- a", "+++ b", "...", "```", "```diff", "\\ No newline", "-- ", "2.39"),
        *("=======", "<<<<<<< SEARCH", "*** Begin Patch", "#endblock", "diff --git a/a b/b", "rename from a"),
    ]
)
TEXTS = st.tuples(st.lists(LINES, max_size=12), st.sampled_from(["\n", ""])).map(lambda p: "\n".join(p[0]) + p[1])


@given(TEXTS, TEXTS)
def test_a_diff_of_any_two_texts(before: str, after: str) -> None:
    case = straight(before, after)
    if before == after or not before:
        return
    assert patched(before, case.diff) == after


@given(st.binary(max_size=300))
def test_any_bytes_are_a_patch_or_are_said_to_be_none(raw: bytes) -> None:
    try:
        parse(raw)
    except PatchError:
        return


@given(st.lists(LINES, max_size=12).map("\n".join), TEXTS)
def test_any_lines_end_in_a_text_or_a_refusal(patch: str, text: str) -> None:
    try:
        assert isinstance(patched(text, patch), (str, list))
    except PatchError:
        return
