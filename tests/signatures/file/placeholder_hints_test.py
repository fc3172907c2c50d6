from __future__ import annotations

import pytest

from weave_fix.signatures.file import _placeholder_hints as hints


@pytest.mark.parametrize(
    ("text", "is_possible"),
    [
        pytest.param("The mill stands beside the river.", False, id="prose"),
        pytest.param("...", True, id="dots"),
        pytest.param("<!-- Same as before -->", True, id="a word that stands in brackets alone"),
        pytest.param("- // AYNI", True, id="a capital I for a dotless one"),
        pytest.param("# [REST of it]", True, id="capitals"),
        pytest.param("# [其余]", True, id="another script"),
        pytest.param("Take the text (as it is) there.", False, id="brackets inside a sentence"),
    ],
)
def test_a_text_that_may_hold_a_placeholder(text: str, is_possible: bool) -> None:
    assert hints.is_possible(text) is is_possible


@pytest.mark.parametrize("word", [*hints.ENGLISH, *hints.OTHERS, *hints.WITHOUT_SPACES])
def test_each_word_is_seen_in_either_case(word: str) -> None:
    assert hints.is_possible(f"[{word}]")
    assert hints.is_possible(f"[{word.upper()}]")
