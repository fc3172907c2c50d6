"""What is dismissed in passes over all tokens is just what would be dismissed one place at a time."""

from __future__ import annotations

from random import Random

import numpy as np  # noqa: F401  # arrays are made where it is loaded
import pytest

from weave_fix.evidence.language.candidates import candidates
from weave_fix.evidence.language.features import LanguageFeatures
from weave_fix.evidence.language.source import LanguageSource
from weave_fix.language.analyzed_document import AnalyzedDocument
from weave_fix.language.model_file import shipped
from weave_fix.records import Document
from weave_fix.vocabulary.lookup import EmptyVocabulary

READER = LanguageSource(shipped())
SENTENCES = (
    "The old mill stands beside the river, and its wheel has turned there for two hundred years.",
    "Anna, who keeps the books, asked whether the flour (forty sacks of it) had been paid for.",
    "Run `mill start --slowly` before you open the gate; then wait until the wheel turns.",
    "Nobody but the miller's daughter knew that the quernstone came from Brandlhof, far up the valley.",
    'It said: "closed for repairs", though the door was open and the lamp was lit.',
    "- stones, sieves and sacks\n- one rope of **forty** metres, see [the list](list.md)",
    "| part | made of |\n| --- | --- |\n| wheel | oak and iron |",
    "In the morning the gardener waters the beds, and in the evening she waters them again and again.",
    "What do you think, will it rain or will it not?",
    "Step by step they carried the sacks, the old, old sacks, to the loft above the stones.",
)


def damaged(seed: int) -> str:
    """Return a long text in which words were exchanged, doubled, and put in elsewhere."""
    rng = Random(seed)
    words = "\n\n".join(rng.choice(SENTENCES) for _ in range(90)).split(" ")
    for _ in range(60):
        at, kind = rng.randrange(1, len(words)), rng.randrange(4)
        if kind == 0:
            words[at - 1], words[at] = words[at], words[at - 1]
        elif kind == 1:
            words[at] += f" {words[at]}"
        elif kind == 2:
            words[at] += f" {rng.choice(words)}"
        else:
            words[at] = words[at].swapcase()
    return " ".join(words) + "\n"


@pytest.mark.parametrize("seed", range(4))
def test_nothing_is_dismissed_that_would_be_looked_at(seed: int) -> None:
    text = damaged(seed)
    every, some = (
        AnalyzedDocument(Document("a.md", text.encode(), text), READER.counts, EmptyVocabulary()) for _ in range(2)
    )
    every.__dict__["arrays"] = None
    assert some.arrays is not None
    found = [*candidates(some, LanguageFeatures(some))]
    assert found == [*candidates(every, LanguageFeatures(every))]
    assert {"adjacent_word_swap", "duplicate_word"} <= {idea.candidate.signature for idea in found}


def test_most_swaps_and_deletions_are_dismissed() -> None:
    text = damaged(1)
    document = AnalyzedDocument(Document("a.md", text.encode(), text), READER.counts, EmptyVocabulary())
    arrays = document.arrays
    assert arrays is not None
    words = document.words()
    times = [document.word_counts[token.text] for token in document.tokens]
    assert len(arrays.useful_swaps(8.0, -2.0, 0.5)) < 0.1 * len(words)
    assert len(arrays.useful_deletions(times, 6.0, -4.0, 3.5)) < 0.5 * len(words)


def test_a_short_text_needs_no_arrays() -> None:
    text = SENTENCES[0]
    document = AnalyzedDocument(Document("a.md", text.encode(), text), READER.counts, EmptyVocabulary())
    assert document.arrays is None
