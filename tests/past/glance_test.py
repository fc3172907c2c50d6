"""The fast look passes over nothing that the hook would have repaired at once."""

from __future__ import annotations

from weave_fix.config import Config
from weave_fix.past.glance import CountsSource, glance
from weave_fix.records import Base, Document, encode
from weave_fix.runner import reader_of

PAGE = "# Looms\n\n{} to choose the colours for `loom` by changing the [settings of the loom](loom.md).\n"


def signatures(before: str, after: str) -> list[str]:
    """Return the signatures of what may be damage in a passage that was `before` and is `after`."""
    language = reader_of(Config(), None)
    assert language is not None
    base, now = PAGE.format(before), PAGE.format(after)
    found = glance(
        Document("a.md", encode(now), now),
        (Base(base, "0" * 40, "a.md"),),
        lambda fix: True,
        CountsSource(language),
        lambda path: "",
    )
    return [fix.candidate.signature for fix in found]


def test_words_exchanged_that_history_and_the_language_tell_together() -> None:
    assert signatures("It is possible", "is It possible") == ["adjacent_word_swap"]


def test_another_wording_is_none() -> None:
    assert signatures("It is possible", "You are free") == []
