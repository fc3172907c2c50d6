"""The page of a signature."""

from __future__ import annotations

from inspect import cleandoc
from pathlib import Path

import pytest

from weave_fix.errors import WeaveFixError
from weave_fix.report.explain import explain, indented
from weave_fix.signatures import registry
from weave_fix.signatures.catalogue import catalogue
from weave_fix.signatures.file import registry as file_registry

FILES = (Path(__file__).parents[2] / "docs" / "files.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("signature", catalogue())
def test_every_signature_has_a_page(signature: str) -> None:
    page, entry = explain(signature), catalogue()[signature]
    assert page.startswith(f"{signature}\n\n{cleandoc(entry.explanation)}\n\nUndamaged:\n    ")
    assert f"\nDamaged:\n{indented(entry.example[1])}" in page


def test_they_are_the_signatures_of_both_kinds() -> None:
    assert list(catalogue()) == [*file_registry.discover(), *registry.discover()]


def test_what_cannot_be_seen_is_escaped() -> None:
    assert indented("a\u200bb\xa0c\r\n\ufffd\x1b[2J\n") == "    a\\u200bb\\xa0c\\r\n    \ufffd\\x1b[2J\n"


def test_a_typo_in_the_name_gets_the_name() -> None:
    with pytest.raises(WeaveFixError, match=r"no signature 'duplicate_words'; did you mean duplicate_word\?"):
        explain("duplicate_words")


def test_another_name_gets_all_names() -> None:
    with pytest.raises(WeaveFixError) as caught:
        explain("zzz")
    assert all(signature in str(caught.value) for signature in catalogue())


@pytest.mark.parametrize("signature", file_registry.discover())
def test_the_documentation_of_files_is_that_of_the_signatures(signature: str) -> None:
    entry = catalogue()[signature]
    undamaged, damaged = map(indented, entry.example)
    section = FILES.partition(f"\n## {signature}\n\n")[2].partition("\n## ")[0]
    assert cleandoc(entry.explanation) in section
    assert f"Undamaged:\n\n{undamaged}\nDamaged:\n\n{damaged}" in section


def test_the_documentation_has_no_other() -> None:
    assert [line[3:] for line in FILES.splitlines() if line.startswith("## ")] == list(file_registry.discover())
