"""The page of a signature."""

from __future__ import annotations

import json
import re
from inspect import cleandoc
from pathlib import Path

import pytest

from weave_fix.errors import WeaveFixError
from weave_fix.report.explain import RATES, explain, indented
from weave_fix.signatures import registry
from weave_fix.signatures.catalogue import catalogue
from weave_fix.signatures.file import registry as file_registry

ROOT = Path(__file__).parents[2]
FILES = (ROOT / "docs" / "files.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("signature", catalogue())
def test_every_signature_has_a_page(signature: str) -> None:
    page, entry = explain(signature), catalogue()[signature]
    assert page.startswith(f"{signature}\n\n{cleandoc(entry.explanation)}\n\nUndamaged:\n    ")
    assert f"\nDamaged:\n{indented(entry.example[1])}" in page


@pytest.mark.parametrize("signature", catalogue())
def test_every_page_says_how_sure_it_is_and_how_to_silence_it(signature: str) -> None:
    page, entry = explain(signature), catalogue()[signature]
    safe = page.partition("\nSafe, when:\n")[2].partition("\n\n")[0]
    kinds = [line.split(":")[0].strip() for line in safe.splitlines()]
    assert kinds == (list(entry.evidence) if entry.can_be_safe else ["Never"])
    assert f"\n    <!-- weave-fix: ignore {signature} -->  " in page
    assert f'\n    ignore = ["{signature}"]  ' in page
    assert max(map(len, page.partition("\nSafe, when:\n")[2].splitlines())) <= 120


def test_the_figures_are_those_of_the_model_card() -> None:
    card = (ROOT / "docs" / "model.md").read_text(encoding="utf-8")
    rates = json.loads(RATES.read_text(encoding="utf-8"))
    rows = re.findall(r"^\| ([\w ]+) \| \d+(?: \| [\d.]+){3} \| (\d+), (\d+), (\d+) \|$", card, re.MULTILINE)
    assert {kind: list(map(int, counts)) for kind, *counts in rows} == rates["on sound text"]
    assert f"Of {rates['held out words']:,} words held out" in card
    assert f"repositories, {rates['commits']:,} of them" in card
    right = rates["safe findings"] - rates["wrong ones"]
    assert f"So {right} of {rates['safe findings']} safe findings" in card


def test_a_page_has_the_figures_of_its_signature() -> None:
    assert "0.2 safe" in " ".join(explain("insert_punctuation").split())
    assert "new text that nobody damaged" not in " ".join(explain("mojibake").split())
    assert "0 of 547 safe findings in 10,322 commits" in " ".join(explain("mojibake").split())


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
