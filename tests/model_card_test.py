"""The model card says what the shipped file holds, and how its thresholds were set."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from weave_fix.language.model_file import SHIPPED, shipped
from weave_fix.training.language.classifier import FLOORS, rates_by_subtype

ROOT = Path(__file__).parent.parent
CARD = (ROOT / "docs" / "model.md").read_text(encoding="utf-8")
SECTIONS = {
    "words": r"words|words (offsets|sums|places)|numbers",
    "spellings": r"spellings|spellings \w+|spelling counts",
    "word statistics": r"word (counts|probabilities|back-off)|raised|upper|doubtful|halves",
    "letters": r"letters",
    "rare words": r"rare|rare \w+",
    "listed words": r"listed \w+",
    "rarer words": r"rarer \w+",
    "pairs and triples": r"ngrams",
    "decision": r"decision",
    "tagger": r"tagger .+",
    "decision with tagger": r"decision with tagger",
}
"""Which sections of the file each part of the card's table stands for."""
MOST_BYTES = 16 << 20
SOURCE = re.compile(r"\b[\w.-]+/[\w.-]+\b")


def sizes() -> dict[str, int]:
    """Return the bytes of each part of the shipped file, as the card's table names them."""
    model = shipped()
    found = dict.fromkeys(SECTIONS, 0)
    for name in model._sections:
        [part] = [part for part, pattern in SECTIONS.items() if re.fullmatch(pattern, name)]
        found[part] += len(model.section(name))
    return found


def test_the_file_is_small_enough_to_ship() -> None:
    assert SHIPPED.stat().st_size <= MOST_BYTES


@pytest.mark.parametrize("part", SECTIONS)
def test_the_card_has_the_size_of_each_part(part: str) -> None:
    row = re.search(rf"^\| {part} \| .+ \| ([\d,]+) \|$", CARD, re.MULTILINE)
    assert row is not None
    assert row[1] == f"{sizes()[part]:,}"


def test_the_card_counts_words_pairs_and_triples_as_the_file_does() -> None:
    facts = shipped().facts["counts"]
    for what in ("words", "pairs", "triples"):
        assert re.search(rf"\b{facts[what]:,} {what}\b", CARD), f"{facts[what]:,} {what}"
    assert f"{facts['tokens'] / 1e6:.1f} million tokens" in CARD
    assert f"{facts['listed']:,} words that" in CARD
    assert f"{facts['rarer']:,} words of longer lists" in CARD


def test_the_card_has_the_rates_and_floors_of_the_thresholds() -> None:
    rows = dict(re.findall(r"^\| `([\w ]+)` \| ([\d.]+ \| [\d.]+ \| [\d.]+) \|$", CARD, re.MULTILINE))
    assert {name: tuple(map(float, row.split(" | "))) for name, row in rows.items()} == rates_by_subtype()
    assert "at least {} to be safe, {} to be unsafe, and {} to be shown".format(*FLOORS) in CARD


def test_the_card_and_the_notice_name_the_same_sources() -> None:
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    listed = notice[notice.index("swiftlang/") : notice.index("The trees of the decision")]
    trained = CARD[CARD.index("## What it was trained on") : CARD.index("**Held out**")]
    assert set(SOURCE.findall(trained)) == set(SOURCE.findall(listed))
