from __future__ import annotations

from pathlib import Path

import pytest

from tests.language.small import TEXT, TYPOS, counted, packed
from weave_fix.markdown.masking import BLOCK, MASK
from weave_fix.training.language.corpus import read
from weave_fix.training.language.ngrams import LEAST, LEAST_COMMON, compound_counts, count, numbering, order, typos

FILES = {"text": TEXT, "typos": TYPOS}


def folder(tmp_path: Path, name: str) -> Path:
    made = tmp_path / name
    made.mkdir()
    return made


def test_the_same_texts_make_the_same_bytes(tmp_path: Path) -> None:
    assert packed(folder(tmp_path, "one"), **FILES) == packed(folder(tmp_path, "two"), **FILES)


def test_where_the_texts_stand_makes_no_difference(tmp_path: Path) -> None:
    parts = TEXT.split("\n\n")
    half = {"a": "\n\n".join(parts[:9]), "b": "\n\n".join(parts[9:])}
    assert packed(folder(tmp_path, "whole"), text=TEXT) == packed(folder(tmp_path, "halves"), **half)


def test_words_come_by_frequency_then_by_their_letters(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("b c a b c a b c a b d e e e\n", encoding="utf-8")
    words = order(read([tmp_path / "a.md"]))
    # A boundary stands before the only unit and behind it.
    assert words == [(BLOCK, LEAST + 2), ("b", 4), ("a", 3), ("c", 3), ("e", 3), (MASK, LEAST)]


def test_barrier_and_boundary_are_always_words(tmp_path: Path) -> None:
    counts = counted(tmp_path, text="one two one two one two\n")
    assert counts.number(MASK) < counts.size
    assert counts.number(BLOCK) < counts.size


def test_facts(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(TEXT, encoding="utf-8")
    stream = read([tmp_path / "a.md"])
    words = order(stream)
    sections, facts = count(stream, words)
    assert facts["tokens"] == len(stream.tokens)
    assert facts["words"] == len(words) == len(sections["numbers"]) // 4
    assert len(sections["word counts"]) == len(words) + 1, "one for all unknown words"
    assert facts["pairs"] > 0 < facts["triples"]
    assert facts["numbering"] == numbering(words) != numbering(words[::-1])
    back_off = facts["back-off"]
    assert back_off[0] == 1.0
    assert back_off == sorted(back_off, reverse=True)
    assert all(0 < share <= 1 for share in back_off)


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("recieve", "receive"),
        ("teh", "the"),
        ("adress", "address"),
        ("wich", "which"),
        ("helllo", "hello"),
        ("cet", "cat"),
    ],
)
def test_typos(word: str, other: str) -> None:
    assert other in set(typos(word))
    assert word in set(typos(other)), "a typo can be made both ways"


def test_two_typos_are_not_one() -> None:
    assert "kitchen" not in set(typos("kicthne"))


@pytest.mark.parametrize(
    ("often", "seldom", "doubtful"),
    [
        pytest.param(1700, 4, True, id="four-of-two-thousand"),
        pytest.param(300, 4, False, id="too-many-for-a-typo"),
    ],
)
def test_how_seldom_a_typo_has_to_be(tmp_path: Path, often: int, seldom: int, doubtful: bool) -> None:
    text = "\n\n".join([*(f"Take kitchen {n}" for n in range(often)), *(f"Take kithcen {n}" for n in range(seldom))])
    counts = counted(tmp_path, text=text)
    assert counts.is_likely_misspelling(counts.number("kithcen")) is doubtful
    assert not counts.is_likely_misspelling(counts.number("kitchen"))


def test_halves_are_counted_in_powers_of_two() -> None:
    words = [("mill", LEAST_COMMON), ("stone", LEAST_COMMON), ("wheel", LEAST_COMMON), ("race", LEAST_COMMON - 1)]
    words += [("millstone", 3), ("an", LEAST_COMMON), ("stoned", 9)]
    found = compound_counts(words, {"millwheel", "millrace", "wheelmill", "anmill"}, {"stonewheel"})
    assert [(both >> 4, both & 15) for both in found] == [
        (2, 1),  # millstone and millwheel; wheelmill; no half is as short as `an`, or as seldom as `race`
        (0, 1),  # millstone; stonewheel is two words run together
        (1, 1),  # wheelmill; millwheel
        *[(0, 0)] * 5,
    ]
