from __future__ import annotations

import string

from weave_fix import characters


def test_they_are_those_of_the_standard_library_in_its_order() -> None:
    assert string.punctuation == characters.PUNCTUATION
    assert string.printable == characters.PRINTABLE
