from __future__ import annotations

from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from weave_fix.errors import WeaveFixError
from weave_fix.language import tagger as module
from weave_fix.language.model_file import Model, pack, shipped
from weave_fix.language.ngram_model import shipped as shipped_counts
from weave_fix.language.tagger import CLASSES, Tagger, Window
from weave_fix.language.token_cache import Token
from weave_fix.language.tokens import PIECE

TEXT = "The old mill stands beside the river, and Anna sells the flour that it grinds to whoever comes in the morning."


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger(shipped(), shipped_counts())


def tokens(text: str) -> list[Token]:
    return shipped_counts().token_cache.read(PIECE.findall(text))


@pytest.mark.parametrize(("first", "last"), [(0, 1), (0, 23), (7, 9), (21, 23), (0, 3), (12, 23)])
def test_tokens_in_question_score_as_when_all_are_asked_for(tagger: Tagger, first: int, last: int) -> None:
    words = tokens(TEXT)
    assert len(words) == 23
    (everything,) = tagger.scores([Window(words, 0, len(words))])
    (some,) = tagger.scores([Window(words, first, last)])
    assert len(some) == last - first
    assert np.allclose(np.reshape(some, (-1, CLASSES)), np.reshape(everything[first:last], (-1, CLASSES)), atol=1e-4)


@pytest.mark.parametrize("together", [1, 2, 64])
def test_windows_score_as_each_by_itself(tagger: Tagger, together: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "TOGETHER", together)
    windows = [
        Window(tokens(TEXT), 3, 9),
        Window(tokens(TEXT.replace("river", "rivre")), 3, 9),
        Window(tokens("Anna sells"), 0, 2),
        Window(tokens(TEXT), 3, 9),
    ]
    singly = [Tagger(shipped(), shipped_counts()).scores([window])[0] for window in windows]
    for found, alone in zip(Tagger(shipped(), shipped_counts()).scores(windows), singly, strict=True):
        assert np.allclose(found, alone, atol=1e-4)
    assert not np.allclose(singly[0], singly[1], atol=1e-2)


def test_a_window_is_known_by_all_that_its_scores_depend_on() -> None:
    tagger = Tagger(shipped(), shipped_counts())
    windows = [
        Window(tokens(TEXT), 3, 9),
        Window(tokens(TEXT), 4, 10),
        Window(tokens(TEXT.replace("river,", "river ,")), 3, 9),
        Window(tokens(TEXT.replace("mill", "Mill")), 3, 9),
    ]
    first = tagger.scores(windows)
    assert tagger.scores(windows[::-1]) == first[::-1]
    for one, other in combinations(first, 2):
        assert not np.allclose(one, other, atol=1e-3)


def test_scores_are_forgotten_once_they_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_KEPT", 2)
    tagger = Tagger(shipped(), shipped_counts())
    windows = [Window(tokens(TEXT), at, at + 1) for at in range(6)]
    assert np.allclose(tagger.scores(windows), [tagger.scores([window])[0] for window in windows], atol=1e-4)


def test_scores_are_logarithms_of_probabilities(tagger: Tagger) -> None:
    (scores,) = tagger.scores([Window(tokens(TEXT), 0, 23)])
    assert np.allclose(np.exp(scores).sum(axis=1), 1, atol=1e-4)


@pytest.mark.parametrize("numbering", ["0011223344556677", None])
def test_a_tagger_that_numbers_words_otherwise_is_refused(numbering: str | None, tmp_path: Path) -> None:
    path = tmp_path / "mixed.model"
    facts = shipped().facts
    path.write_bytes(pack({}, facts | {"tagger": facts["tagger"] | {"numbering": numbering}}))
    with pytest.raises(WeaveFixError, match=r"mixed\.model: .*train it again"):
        Tagger(Model(path), shipped_counts())


def test_no_windows_have_no_scores(tagger: Tagger) -> None:
    assert tagger.scores([]) == []
