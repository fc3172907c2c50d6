"""What holds for every signature of whole files that looks at single characters, whatever the text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.signatures.file.trying import PAGE, events, repaired
from weave_fix.records import Applicability
from weave_fix.signatures.file import (
    chat_leftover,
    escaped_markdown,
    flipped_line_ends,
    html_entities,
    invisible_characters,
    missing_section,
    mojibake,
    replacement_character,
    typographic_code,
)
from weave_fix.signatures.file.registry import discover

SIGNATURES = [
    mojibake,
    replacement_character,
    flipped_line_ends,
    escaped_markdown,
    html_entities,
    invisible_characters,
    typographic_code,
    chat_leftover,
    missing_section,
]
every_signature = pytest.mark.parametrize("signature", SIGNATURES, ids=lambda one: one.__name__.rpartition(".")[2])
PIECES = st.sampled_from(
    [
        *[
            "a",
            "é",
            "’",
            "“",
            "”",
            "–",
            "…",
            "?",
            "!",
            "�",
            "\u200b",
            "\xa0",
            "�",
            "\r",
            "\t",
            "#",
            "*",
            "_",
            "~",
            "[",
            "]",
            "(",
            ")",
            "<",
            ">",
            "&",
            "'",
            '"',
            "`",
            "\\",
            "|",
            "-",
            "1",
        ],
        *(
            "\n",
            "\n\n",
            "```\n",
            "    ",
            "Ã©",
            "â€™",
            "├⌐",
            "&lt;",
            "&amp;quot;",
            "&#39;",
            "\\_",
            "\\[a](",
            "](#a)",
            "## a\n",
        ),
        *("[oaicite:1]", "Here is the updated file:\n\n", "word ", "cask ", "--", "日本", "🎉", "\ufeff"),
    ]
)
TEXTS = st.lists(PIECES, max_size=60).map("".join)


@every_signature
@given(text=TEXTS, base=st.none() | TEXTS)
@settings(max_examples=60, deadline=None)
def test_edits_fit_and_a_second_run_repairs_nothing(signature: object, text: str, base: str | None) -> None:
    repaired(signature, text, base)  # type: ignore[arg-type]


@every_signature
@given(text=TEXTS)
@settings(max_examples=40, deadline=None)
def test_finds_nothing_in_what_the_base_holds(signature: object, text: str) -> None:
    assert events(signature, text, text) == []  # type: ignore[arg-type]


@every_signature
def test_finds_nothing_in_plain_text(signature: object) -> None:
    for text in ("", "\n", "word", PAGE):
        for base in (None, "", PAGE):
            assert not [
                event
                for event in events(signature, text, base)  # type: ignore[arg-type]
                if event.applicability > Applicability.DISPLAY_ONLY
            ]


@every_signature
def test_is_discovered_in_its_place(signature: object) -> None:
    assert signature in discover().values()
    assert signature.__doc__
