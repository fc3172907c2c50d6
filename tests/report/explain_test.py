"""The page of a signature."""

from __future__ import annotations

import pytest

from weave_fix.errors import WeaveFixError
from weave_fix.report.explain import explain
from weave_fix.signatures.registry import discover


@pytest.mark.parametrize("signature", discover())
def test_every_signature_has_a_page(signature: str) -> None:
    page = explain(signature, discover())
    sound, damaged = discover()[signature].example
    assert page.startswith(f"{signature}\n\n")
    assert f"Undamaged:\n    {sound}\n" in page
    assert f"Damaged:\n    {damaged}\n" in page


def test_a_slip_in_the_name_gets_the_name() -> None:
    with pytest.raises(WeaveFixError, match=r"no signature 'duplicate_words'; did you mean duplicate_word\?"):
        explain("duplicate_words", discover())


def test_another_name_gets_all_names() -> None:
    with pytest.raises(WeaveFixError) as caught:
        explain("zzz", discover())
    assert all(signature in str(caught.value) for signature in discover())
