"""The whole sentences at the outer ends of a span."""

from __future__ import annotations

import pytest

from weave_fix.markdown.sentences import outer_sentences

OWN = "The gate is painted every spring."


def last(text: str) -> str | None:
    """Return the sentence that the span from the `|` of `text` to its end finishes with, None where there is none."""
    start = text.index("|")
    whole = text.replace("|", "")
    found = [whole[a:b] for a, b in outer_sentences(whole, start, len(whole)) if b == len(whole)]
    return found[0] if found else None


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"It is |shut. {OWN}", id="behind-a-stop"),
        pytest.param(f"It is |shut\n\n{OWN}", id="behind-a-blank-line"),
        pytest.param(f"<p>It is |shut</p> {OWN}", id="behind-a-closing-tag"),
        pytest.param(f'It is |shut <a id="gate"> {OWN}', id="behind-a-tag-with-an-attribute"),
    ],
)
def test_a_sentence_begins_there(text: str) -> None:
    assert last(text) == OWN


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("It is |shut, and the gate is painted.", id="in-a-sentence"),
        pytest.param("It is |shut <b>and</b> the gate is painted.", id="small-letter-behind-a-tag"),
        pytest.param("Go from |Shut -> Painted and on to the gate.", id="arrow"),
    ],
)
def test_none_begins_there(text: str) -> None:
    assert last(text) is None
