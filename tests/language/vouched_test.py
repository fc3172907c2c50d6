"""Words of the repository that are taken for typos all the same."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from weave_fix.language.ngram_model import shipped
from weave_fix.language.vouched import Vouched


class Repository:
    """Has each word in so many files."""

    def __init__(self, times: int) -> None:
        self._times = times

    def known_among(self, words: Iterable[str]) -> set[str]:
        return set(words)

    def files(self, word: str) -> int:
        return self._times


@pytest.mark.parametrize(
    ("word", "files", "is_known"),
    [
        pytest.param("sheduled", 2, False, id="like-a-common-word"),
        pytest.param("sheduled", 3, True, id="written-in-three-files"),
        pytest.param("compatability", 2, False, id="listed"),
        pytest.param("compatability", 3, True, id="listed-and-written-in-three-files"),
        pytest.param("rerendered", 1, True, id="well-formed"),
        pytest.param("kubectl", 1, True, id="like-no-word"),
    ],
)
def test_what_the_repository_knows(word: str, files: int, *, is_known: bool) -> None:
    assert (word in Vouched(Repository(files), shipped()).known_among([word])) is is_known
