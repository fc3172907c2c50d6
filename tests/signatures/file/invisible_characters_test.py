from __future__ import annotations

import pytest

from tests.signatures.file.trying import PAGE, classes, events, repaired
from weave_fix.records import Applicability
from weave_fix.signatures.file import invisible_characters
from weave_fix.signatures.file.invisible_characters import NO_WIDTH

MEANT = [
    pytest.param(
        "Est-ce vrai\u00a0? Oui\u00a0! Voici\u00a0: ceci\u202f; cela.",
        "Est-ce vrai ? Oui ! Voici : ceci ; cela.",
        id="french-punctuation",
    ),
    pytest.param("Il dit «\u00a0oui\u00a0».", "Il dit « oui ».", id="french-quotes"),
    pytest.param(
        "It weighs 10\u00a0kg and costs 5\u00a0€.", "It weighs 10 kg and costs 5 €.", id="a-number-and-its-unit"
    ),
    pytest.param("See fig.\u00a03 and Section\u00a02.", "See fig. 3 and Section 2.", id="before-a-number"),
    pytest.param("Dr.\u00a0Meyer and J.\u00a0R.\u00a0Smith", "Dr. Meyer and J. R. Smith", id="behind-a-title"),
    pytest.param("Platz\u00a0— dann", "Platz — dann", id="before-a-dash"),
    pytest.param("1\u00a0000\u00a0000", "1 000 000", id="groups-of-digits"),
    pytest.param("v\u00a0lese", "v lese", id="behind-a-one-letter-preposition"),
    pytest.param("👩\u200d💻 👨\u200d👩\u200d👧 🏳️\u200d🌈", "👩💻 👨👩👧 🏳️🌈", id="emoji-sequences"),
    pytest.param("می\u200cخواهم", "میخواهم", id="persian"),
    pytest.param("क्\u200dष और क्\u200cष", "क्ष और क्ष", id="devanagari"),
    pytest.param("ക്\u200d ന്\u200d", "ക് ന്", id="malayalam"),
    pytest.param("ภาษา\u200bไทย", "ภาษาไทย", id="thai"),
    pytest.param("ភាសា\u200bខ្មែរ", "ភាសាខ្មែរ", id="khmer"),
    pytest.param("עברית\u200f (abc)\u200e", "עברית (abc)", id="hebrew"),
    pytest.param("\u200eالعربية\u200f", "العربية", id="arabic"),
    pytest.param("这是**强调**\u200b文字", "这是**强调**文字", id="chinese-emphasis"),
    pytest.param("これは\u200b`コード`です", "これは`コード`です", id="japanese-code"),
    pytest.param(
        "Ask @\u200buser and GOV.\u200cUK, or #\u200b12.", "Ask @user and GOV.UK, or #12.", id="against-links"
    ),
    pytest.param("example\u200b.com", "example.com", id="against-a-link-of-a-domain"),
    pytest.param('```\n--8<--\u200b "a"\n```', None, id="in-a-fence-of-a-new-line"),
    pytest.param("Use `a\u200bb` here.", None, id="in-a-code-span-of-a-new-line"),
    pytest.param("One no-break\u00a0space only.", None, id="one-no-break-space"),
    pytest.param("A text without any.", None, id="none"),
    pytest.param("The year\u00a02020 is here\u00a0…", None, id="no-break-spaces-that-are-common"),
    pytest.param("a&nbsp;b &shy; &zwj;", "a b", id="by-name"),
]


@pytest.mark.parametrize(("text", "old"), MEANT)
def test_leaves_what_a_person_wrote(text: str, old: str | None) -> None:
    assert events(invisible_characters, f"{PAGE}\n{text}\n", f"{PAGE}\n{old}\n" if old else PAGE) == []
    assert events(invisible_characters, f"{PAGE}\n{text}\n") == []
    assert events(invisible_characters, f"{PAGE}\n{text}\n", f"{PAGE}\n{text}\n") == []


@pytest.mark.parametrize("char", NO_WIDTH, ids=lambda char: f"u-{ord(char):04x}")
@pytest.mark.parametrize("place", ["lower shelf", "label,", "year", "# The", "Rules\n", "once a"])
def test_takes_out_what_has_no_width(char: str, place: str) -> None:
    edited = PAGE.replace("Write down", "Note") + "\nA new line stands here.\n"
    for damaged in (edited.replace(place, place[:2] + char + place[2:]), edited.replace(place, place + char)):
        assert damaged != edited
        assert repaired(invisible_characters, damaged, PAGE) == edited


@pytest.mark.parametrize("char", ["\u00a0", "\u202f", "\u2007"])
def test_puts_a_space_back(char: str) -> None:
    edited = PAGE.replace("Write down", "Note")
    damaged = edited.replace("on the lower", f"on{char}the{char}lower").replace("a week", f"a{char}week")
    assert repaired(invisible_characters, damaged, PAGE) == edited


def test_puts_spaces_back_beside_numbers_where_others_prove_it() -> None:
    base = f"{PAGE}\nThere are 12 casks on the shelf.\n"
    damaged = base.replace("are 12 casks on the", "are\u00a012\u00a0casks on\u00a0the")
    assert repaired(invisible_characters, damaged, base) == base


def test_repairs_the_lines_of_a_person_as_well() -> None:
    wanted = f"{PAGE}\nA new line of a person stands here.\n"
    damaged = wanted.replace("of a", "of\u200b a").replace("lower", "lower\u200b")
    assert repaired(invisible_characters, damaged, PAGE) == wanted


def test_keeps_those_of_the_base() -> None:
    base = PAGE.replace("lower shelf", "lower\u00a0shelf").replace("label", "la\u00adbel")
    assert events(invisible_characters, base.replace("once", "twice"), base) == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("\ufeff# Title\n\nText\ufeff here.\n", id="a-byte-order-mark-inside"),
        pytest.param("Text\u200b of a chat.\n", id="a-zero-width-space"),
        pytest.param("It\u00a0is copied from\u00a0some other\u00a0page.\n", id="no-break-spaces"),
        pytest.param("Ein Wort mit\u00ad Trennstrich.\n", id="a-soft-hyphen"),
        pytest.param("A name\u202e of a file.\n", id="an-override"),
    ],
)
def test_a_new_file_waits_for_a_person(text: str) -> None:
    assert classes(invisible_characters, text) == [Applicability.UNSAFE]
    after = repaired(invisible_characters, text, None, Applicability.UNSAFE)
    assert events(invisible_characters, after) == []
    assert after.replace(" ", "") == text[:1] + "".join(char for char in text[1:] if char not in NO_WIDTH + "\u00a0 ")


@pytest.mark.parametrize("text", ["A very\u200blong\u200bname breaks.\n", "Ein Wort mit Trenn\u00adstrich.\n"])
def test_what_may_break_a_long_word_is_shown(text: str) -> None:
    assert classes(invisible_characters, text) == [Applicability.DISPLAY_ONLY]


def test_a_byte_order_mark_at_the_start_stays() -> None:
    assert events(invisible_characters, "\ufeff" + PAGE) == []
    assert events(invisible_characters, "\ufeff" + PAGE, PAGE) == []


def test_leaves_what_another_parent_holds() -> None:
    damaged = PAGE.replace("lower", "low\u200ber")
    assert events(invisible_characters, damaged, PAGE, others=[damaged]) == []


def test_is_one_event() -> None:
    (event,) = events(invisible_characters, PAGE.replace(" a ", "\u200b a "), PAGE)
    assert len(event.edits) == 3
    assert event.evidence == "history"


def test_its_example() -> None:
    sound, damaged = invisible_characters.EXAMPLE
    assert repaired(invisible_characters, damaged, sound) == sound
