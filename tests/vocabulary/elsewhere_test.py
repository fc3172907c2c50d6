from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from weave_fix.records import Base
from weave_fix.vocabulary.elsewhere import WordsElsewhere
from weave_fix.vocabulary.lookup import EmptyVocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable

COMMIT = "0" * 40


class Counted(EmptyVocabulary):
    """Knows words by the files that they stand in."""

    def __init__(self, **files: int) -> None:
        self._files = files

    def known_among(self, words: Iterable[str]) -> set[str]:
        return set(words) & set(self._files)

    def files(self, word: str) -> int:
        return self._files.get(word, 0)


@pytest.mark.parametrize(
    ("text", "known", "files"),
    [
        pytest.param("The tothe mill.", set(), 0, id="of-this-file-alone"),
        pytest.param("The old mill.", {"tothe"}, 1, id="of-another-file"),
    ],
)
def test_a_file_does_not_vouch_for_its_own_words(text: str, known: set[str], files: int) -> None:
    words = WordsElsewhere(Counted(tothe=1), [Base(text, COMMIT, "a.md")])
    assert words.known_among(["tothe", "none"]) == known
    assert words.files("tothe") == files


def test_a_word_that_other_files_have_as_well_is_known() -> None:
    words = WordsElsewhere(Counted(axle=3), [Base("The axle.", COMMIT, "a.md")])
    assert words.known_among(["axle"]) == {"axle"}
    assert words.files("axle") == 2
