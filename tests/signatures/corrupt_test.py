from __future__ import annotations

from collections import Counter
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.signatures.pages import FOREIGN, GERMAN, UNWRAPPED, WRAPPED
from weave_fix.markdown.blocks import prose_spans
from weave_fix.records import Corruption, decode, encode
from weave_fix.signatures.corrupt import corrupt
from weave_fix.signatures.registry import discover

SEEDS = range(24)
SIGNATURES = list(discover())
PAGES = [
    pytest.param(UNWRAPPED, id="one-line-a-paragraph"),
    pytest.param(WRAPPED, id="wrapped-lines"),
    pytest.param(WRAPPED.replace("\n", "\r\n"), id="crlf"),
    pytest.param("\ufeff" + WRAPPED, id="byte-order-mark"),
    pytest.param(GERMAN, id="german"),
    pytest.param(UNWRAPPED.rstrip("\n"), id="no-final-line-end"),
    pytest.param(decode(UNWRAPPED.encode().replace(b"internal", b"int\xe9rne")), id="not-utf8"),
]

# Line ends of three kinds, digits, letters that grow when their case is flipped, marks, bytes that are not UTF-8.
ALPHABET = "abc de fg. H\n\n\r\t1\N{SUPERSCRIPT TWO}\N{LATIN SMALL LETTER SHARP S}#`|<>\u2028\udce4\N{GRINNING FACE}"


def everything(text: str, signature: str, foreign: str = FOREIGN) -> list[Corruption | None]:
    return [corrupt(text, signature, Random(seed), foreign) for seed in SEEDS]


@pytest.mark.parametrize("signature", SIGNATURES)
@pytest.mark.parametrize("page", PAGES)
def test_the_same_seed_does_the_same(page: str, signature: str) -> None:
    first = everything(page, signature)
    assert first == everything(page, signature)
    assert len({done.text for done in first if done}) > 1


@pytest.mark.parametrize("signature", SIGNATURES)
@pytest.mark.parametrize("page", PAGES)
def test_damage_begins_in_prose_and_is_where_it_is_said_to_be(page: str, signature: str) -> None:
    spans = prose_spans(page)
    for done in filter(None, everything(page, signature)):
        assert any(start <= done.start <= end for start, end in spans)
        assert page.startswith(done.text[: done.start])
        assert page.endswith(done.text[done.end :])
        assert done.text != page
        assert decode(encode(done.text)) == done.text


@pytest.mark.parametrize("signature", SIGNATURES)
def test_only_the_spans_named_are_damaged(signature: str) -> None:
    start = UNWRAPPED.index("A route has")
    end = UNWRAPPED.index("\n", start)
    done = [corrupt(UNWRAPPED, signature, Random(seed), FOREIGN, [(start, end)]) for seed in SEEDS]
    places = [one.start for one in done if one]
    assert places
    assert all(start <= place <= end for place in places)


def test_a_longer_line_is_damaged_more_often() -> None:
    short, long = "Thirty characters of running text.", "A line of ten times as much. " * 12
    text = f"{short}\n\n{long}\n"
    done = [corrupt(text, "insert_spurious_html_xml_tag", Random(seed)) for seed in range(200)]
    hits = Counter(one.start > len(short) for one in done if one)
    assert hits[True] > 5 * hits[False] > 0


@pytest.mark.parametrize("signature", SIGNATURES)
@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("\n\n\n", id="blank-lines"),
        pytest.param("```\na line of code that is long enough to be prose\n```\n", id="code"),
        pytest.param("| a table | with cells | that are | long enough |\n|---|---|---|---|\n", id="table"),
        pytest.param("# A heading that is long enough to be a line of prose\n", id="heading"),
        pytest.param("---\ntitle: a line that is long enough to be prose\n---\n", id="front-matter"),
        pytest.param("Too short.\n", id="short-line"),
        pytest.param("1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22\n", id="numbers"),
    ],
)
def test_a_text_without_prose_is_not_damaged(text: str, signature: str) -> None:
    assert everything(text, signature) == [None] * len(SEEDS)


def test_an_operation_that_leaves_the_text_as_it_was_did_nothing() -> None:
    spans = [(0, 60)]
    same = "a" * 60
    for signature in ("adjacent_substring_swap", "swap_substrings", "shuffle_word_middle"):
        assert {corrupt(same, signature, Random(seed), FOREIGN, spans) for seed in SEEDS} == {None}


def test_a_foreign_text_is_needed_for_a_foreign_span_alone() -> None:
    assert [signature for signature in SIGNATURES if not any(everything(UNWRAPPED, signature, foreign=""))] == [
        "transpose_substrings"
    ]


def test_an_unknown_operation_is_named() -> None:
    with pytest.raises(KeyError, match="misspell"):
        corrupt(UNWRAPPED, "misspell", Random(1))


@given(
    text=st.text(ALPHABET, min_size=1, max_size=120),
    foreign=st.text(ALPHABET, max_size=40),
    signature=st.sampled_from(SIGNATURES),
    seed=st.integers(0, 2**32 - 1),
)
@settings(max_examples=400, deadline=None)
def test_any_text_is_damaged_where_it_is_said_to_be(text: str, foreign: str, signature: str, seed: int) -> None:
    spans, start = [], 0
    for line in text.split("\n"):
        if line:
            spans.append((start, start + len(line)))
        start += len(line) + 1
    done = corrupt(text, signature, Random(seed), foreign, spans)
    if done is None:
        return
    assert done.text != text
    assert 0 <= done.start <= done.end <= len(done.text)
    assert text.startswith(done.text[: done.start])
    assert text.endswith(done.text[done.end :])
    assert len(text) >= done.start + len(done.text) - done.end
