"""The corpus of texts to leave alone is what it says it is."""

from __future__ import annotations

import re
import string
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from rapidfuzz.distance import DamerauLevenshtein

from tests.leave_alone import HERE, Damaged, Trap, damaged, pages, traps
from weave_fix.signatures.insert_spurious_html_xml_tag import ELEMENTS, TAG

# Chinese and Japanese have no spaces: two characters count as a word.
WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]{1,2}|[^\W\u3040-\u30ff\u3400-\u9fff]+")
ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LANGUAGES = (
    *("ar", "cs", "cy", "da", "de", "el", "eo", "es", "fi", "fr", "he", "hi", "hu", "id", "it", "ja", "ko", "la", "nl"),
    *("no", "pl", "pt", "ro", "ru", "sv", "tr", "vi", "zh"),
)
"""A trap in one of these has it at the head of its id; all others are English, or mixed."""

every_page = pytest.mark.parametrize("page", pages(), ids=lambda page: page.stem)
every_row = pytest.mark.parametrize("row", damaged(), ids=lambda row: row.id)


def words(text: str) -> list[str]:
    return WORD.findall(text)


def difference(row: Damaged) -> tuple[str, str]:
    """Return what stood at the place of the damage, and what stands there now, as small as can be."""
    before, after = row.text, row.damaged
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    end = 0
    while end < min(len(before), len(after)) - start and before[-1 - end] == after[-1 - end]:
        end += 1
    return before[start : len(before) - end], after[start : len(after) - end]


def replaced_word(row: Damaged) -> tuple[str, str]:
    """Return the one word that is another now, with what it was."""
    before, after = re.split(r"(\W+)", row.text), re.split(r"(\W+)", row.damaged)
    assert len(before) == len(after)
    (pair,) = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    return pair


def every_insertion(row: Damaged) -> set[str]:
    """Return each text that may have been put in; where it stands beside its like there is more than one."""
    size = len(row.damaged) - len(row.text)
    assert size > 0
    return {
        row.damaged[at : at + size]
        for at in range(len(row.text) + 1)
        if row.damaged[:at] + row.damaged[at + size :] == row.text
    }


def whitespace_lost(row: Damaged) -> bool:
    old, new = difference(row)
    return new == "" and len(old) == 1 and old.isspace()


def word_doubled(row: Damaged) -> bool:
    return any(text[-1] == " " and text[:-1] in row.text.split() for text in every_insertion(row))


def words_exchanged(row: Damaged) -> bool:
    before, after = row.text.split(), row.damaged.split()
    at = next(i for i, (old, new) in enumerate(zip(before, after, strict=True)) if old != new)
    exchanged = [*before[:at], before[at + 1], before[at], *before[at + 2 :]]
    return after == exchanged and re.findall(r"\s+", row.text) == re.findall(r"\s+", row.damaged)


def punctuation_put_in(row: Damaged) -> bool:
    return all(len(text) == 1 and text in string.punctuation for text in every_insertion(row))


def character_put_in(row: Damaged) -> bool:
    return all(text in set(string.ascii_letters + string.digits) for text in every_insertion(row))


def letters_shuffled(row: Damaged) -> bool:
    old, new = replaced_word(row)
    return len(old) > 4 and (old[0], old[-1]) == (new[0], new[-1]) and sorted(old) == sorted(new)


def case_flipped(row: Damaged) -> bool:
    old, new = difference(row)
    return len(old) == 1 and old.isascii() and old.swapcase() == new


def tag_put_in(row: Damaged) -> bool:
    tags = [tag for tag in map(TAG.fullmatch, every_insertion(row)) if tag is not None]
    return len(tags) == 1 and tags[0][1] not in ELEMENTS


def word_misspelled(row: Damaged) -> bool:
    old, new = replaced_word(row)
    return new.isalpha() and old.lower() != new.lower() and DamerauLevenshtein.distance(old, new) <= 2


SAYS = {
    "delete_whitespace_character": whitespace_lost,
    "duplicate_word": word_doubled,
    "adjacent_word_swap": words_exchanged,
    "insert_punctuation": punctuation_put_in,
    "insert_printable_ascii_character": character_put_in,
    "shuffle_word_middle": letters_shuffled,
    "swap_capitalization": case_flipped,
    "insert_spurious_html_xml_tag": tag_put_in,
    "misspelled_word": word_misspelled,
}


@every_page
def test_a_page_is_as_long_as_pages_are(page: Path) -> None:
    assert 250 <= len(words(page.read_text(encoding="utf-8"))) <= 600


@every_page
def test_a_page_has_the_form_of_a_text_file(page: Path) -> None:
    content = page.read_bytes()
    text = content.decode("utf-8")
    assert text == unicodedata.normalize("NFC", text)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert "\r" not in text
    assert "\N{REPLACEMENT CHARACTER}" not in text
    assert ID.fullmatch(page.stem)


@every_page
def test_a_page_has_a_heading(page: Path) -> None:
    assert re.search(r"^# \S|<h1", page.read_text(encoding="utf-8"), re.MULTILINE)


@every_page
def test_the_addresses_of_a_page_are_nobody_s(page: Path) -> None:
    hosts = re.findall(r"(?:https?://|[\w.+-]+@)([\w-]+(?:\.[\w-]+)+)", page.read_text(encoding="utf-8"))
    assert [host for host in hosts if not re.search(r"(^|\.)example\.(com|org|net)$|^127\.", host)] == []


def test_no_page_is_there_twice() -> None:
    lines = [line for page in pages() for line in set(page.read_text(encoding="utf-8").split("\n")) if len(line) > 60]
    assert [line for line, count in Counter(lines).items() if count > 1] == []


def test_there_are_pages_in_many_languages_and_manners() -> None:
    names = {page.stem.split("-")[0] for page in pages()}
    assert len(pages()) >= 50
    assert names >= {"german", "french", "spanish", "italian", "dutch", "portuguese", "polish", "russian"}
    assert names >= {"chinese", "japanese", "romanised", "verse", "dialect", "api", "change", "legal", "link"}


def test_the_rows_of_the_tables_have_names_and_texts_of_their_own() -> None:
    for rows in (traps(), damaged()):
        assert [name for name, count in Counter(row.id for row in rows).items() if count > 1] == []
        assert [text for text, count in Counter(row.text for row in rows).items() if count > 1] == []
        assert [row.id for row in rows if not ID.fullmatch(row.id)] == []


@pytest.mark.parametrize("name", ["traps.json", "damaged.json"])
def test_characters_that_cannot_be_seen_are_escaped(name: str) -> None:
    seen = (HERE / name).read_text(encoding="utf-8").replace("\n", "")
    assert {unicodedata.name(char) for char in seen if char != " " and unicodedata.category(char)[0] in "CZ"} == set()


def test_a_trap_is_short_and_has_its_reason() -> None:
    for trap in traps():
        assert isinstance(trap, Trap)
        assert trap.text == trap.text.strip()
        assert 4 <= len(trap.text) <= 200, trap.id
        assert trap.why
        assert trap.why != trap.text


def test_there_are_traps_enough_in_english_and_in_other_languages() -> None:
    heads = Counter(trap.id.split("-")[0] for trap in traps())
    foreign = sum(heads[language] for language in LANGUAGES)
    assert len(traps()) - foreign >= 250
    assert foreign >= 60
    assert [language for language in LANGUAGES if not heads[language]] == []


def test_the_damage_is_spread_over_all_signatures() -> None:
    counts = Counter(row.signature for row in damaged())
    assert set(counts) == set(SAYS)
    assert min(counts.values()) >= 15
    assert counts.total() >= 150


@every_row
def test_the_damage_is_what_its_signature_says(row: Damaged) -> None:
    assert row.id.startswith(row.signature.replace("_", "-") + "-")
    assert SAYS[row.signature](row)
    assert row.is_undone_by(row.text)
    assert not row.is_undone_by(row.damaged)


def test_a_repair_may_put_a_space_for_a_line_end_but_join_no_blocks() -> None:
    row = Damaged("a", "One two\nthree.\n\nFour.", "One twothree.\n\nFour.", "delete_whitespace_character")
    assert row.is_undone_by("One two three.\n\nFour.")
    assert not row.is_undone_by("One two\nthree. Four.")
