from __future__ import annotations

import numpy as np
import pytest

from tests import leave_alone
from weave_fix.language.tagger import CLASSES, CORRECT, suffix_bucket
from weave_fix.language.tokens import case, normalize
from weave_fix.training.language import batches as module
from weave_fix.training.language import corruption
from weave_fix.training.language.batches import BUCKETS, WINDOW, WORDS, Batches
from weave_fix.training.language.corpus import Stream, read
from weave_fix.training.language.ngrams import order

PAGES = [page for page in leave_alone.pages() if page.stem not in {"german", "french", "russian", "chinese"}][:12]


@pytest.fixture(scope="module")
def stream() -> Stream:
    return read(PAGES)


@pytest.fixture(scope="module")
def ranks(stream: Stream) -> dict[str, int]:
    return {word: rank for rank, (word, _) in enumerate(order(stream))}


def test_a_batch_has_numbers_of_the_table_of_cases_and_of_labels(stream: Stream, ranks: dict[str, int]) -> None:
    words, cases, labels = Batches(stream, ranks, 1, 6)[0]
    assert words.shape == cases.shape == labels.shape == (6, WINDOW)
    assert words.min() >= 0
    assert words.max() < WORDS + BUCKETS
    assert cases.max() < 10
    assert labels.max() < CLASSES
    assert (labels == CORRECT).mean() > 0.8


def test_a_step_draws_the_same_whatever_was_drawn_before(stream: Stream, ranks: dict[str, int]) -> None:
    one, other = Batches(stream, ranks, 1, 4), Batches(stream, ranks, 1, 4)
    first, second = one[0], one[1]
    again = other[1], other[0]
    for drawn, once_more in ((second, again[0]), (first, again[1])):
        for number in range(3):
            assert np.array_equal(drawn[number], once_more[number])
    assert not np.array_equal(first[0], second[0])
    assert not np.array_equal(first[0], Batches(stream, ranks, 2, 4)[0][0])


def test_sound_windows_are_the_stream_as_the_tagger_reads_it(
    stream: Stream, ranks: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(corruption, "CLEAN", 1.1)
    monkeypatch.setattr(module, "WORDS", 50)
    surfaces, tokens = stream
    texts = [surfaces[code >> 1] for code in tokens]
    words, cases, labels = Batches(stream, ranks, 1, 1)[3]
    coded = [
        (
            ranks[normalize(t)] if ranks.get(normalize(t), 50) < 50 else 50 + suffix_bucket(t, BUCKETS),
            2 * case(t) + (code & 1),
        )
        for t, code in zip(texts, tokens, strict=True)
    ]
    drawn = list(zip(words[0].tolist(), cases[0].tolist(), strict=True))
    assert any(drawn == coded[at : at + WINDOW] for at in range(len(coded)))
    assert not labels.any()
