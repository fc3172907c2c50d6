from __future__ import annotations

import pytest

from tests.signatures.file.trying import PAGE, classes, events, repaired
from weave_fix.records import Applicability
from weave_fix.signatures.file import mojibake
from weave_fix.signatures.file._codecs import Misreading, decoded, misreadings

SOUND = """# Menü

Das Café öffnet früh – “immer”, sagt Zoë. It’s free… naïve, résumé.

Русский текст и кириллица.

- Ærø, Łódź, Škoda, coöperate
- 日本語のテキスト、中文。
- 5 × 3 → 15 · 20 °C § 4 🎉
"""
EDITED = SOUND.replace("It’s free…", "It’s free of charge…").replace("- 5 ×", "- Another line\n- 5 ×")

MEANT = [
    pytest.param("Das Café öffnet früh, sagt Zoë.", id="german"),
    pytest.param(
        "« Déjà vu\u00a0», dit-elle\u00a0: « à bientôt\u00a0»… « été\u00a0»", id="french-quotes-behind-an-accent"
    ),
    pytest.param("A INFORMAÇÃO É «LIÇÃO» E NÃO… SÃO “JOSÉ”", id="portuguese-capitals"),
    pytest.param("„Å“ är en bokstav, och „Ä” också.", id="a-capital-between-quotes"),
    pytest.param("Er weiß” nicht, was „Spaß“ ist, und „Maß“…", id="sharp-s-before-a-quote"),
    pytest.param("Съешь ещё этих «булок». Класс «Г», класс «В»… Я — «Я»!", id="cyrillic-capital-before-a-mark"),
    pytest.param("Рёбра, Сёмга, Рєп.", id="cyrillic-words-that-hold-a-sequence"),
    pytest.param("Ο Γιάννης λέει «Ω»… «Β»", id="greek-capital-before-a-mark"),
    pytest.param("│ tree ├── src └── docs ┌──┐ █▓▒░", id="box-drawing"),
    pytest.param("(╯°□°)╯︵ ┻━┻ ಠ_ಠ", id="kaomoji"),
    pytest.param("Mojibake turns é into Ã© and ’ into â€™.", id="an-article-on-mojibake"),
    pytest.param("If UTF-8 is read as Latin-1 you see cafÃ©.", id="a-sentence-on-encodings"),
    pytest.param("Set the charset, otherwise GrÃ¼ÃŸe appears.", id="advice-on-a-charset"),
    pytest.param("You see `Ã©` where a letter should be.", id="in-a-code-span-alone"),
    pytest.param("```\nexpected: é\ngot: Ã©\n```", id="in-a-fence-below-the-sound-one"),
    pytest.param('```py\nfix = {"Ã©": "é", "Ã¨": "è"}\n```', id="a-table-in-code"),
    pytest.param("```py\n# encoding trouble\nprint('cafÃ©')\n```", id="in-code-about-encodings"),
    pytest.param("Damaged:\n\n    The cafÃ©â€™s door is open.", id="an-example-in-indented-code"),
    pytest.param("Damaged:\n\n```text\nThe cafÃ©â€™s door is open.\n```", id="an-example-in-a-fence"),
    pytest.param("Tiếng Việt: ÂM NHẠC, Ấ, Ầ. Việt Nam", id="vietnamese"),
    pytest.param("Româna: Â, Î. ROMÂNĂ ÎN ȚARĂ", id="romanian-capitals"),
    pytest.param("x² ± 3 µm, ½ Å… 10 Å; ×² ÷", id="measures"),
    pytest.param("Ÿ, Œuvre, œuf, cœur", id="ligatures"),
    pytest.param("日本語のテキスト、中文。한국어", id="east-asian"),
    pytest.param("鈥 is a character; 茅台 is a brand, 锛 too.", id="rare-chinese-characters"),
    pytest.param("हिन्दी ไทย עברית العربية", id="other-scripts"),
    pytest.param("🎉 👩‍💻 ✅ ❤️", id="emoji"),
    pytest.param("Bytes \udce9 that are no UTF-8", id="a-lone-surrogate"),
]


@pytest.mark.parametrize("text", MEANT)
def test_leaves_what_a_person_wrote(text: str) -> None:
    assert events(mojibake, f"{PAGE}\n{text}\n") == []
    assert events(mojibake, f"{PAGE}\n{text}\n", PAGE) == []
    assert events(mojibake, f"{PAGE}\n{text}\n", f"{PAGE}\n{text}\n") == []


@pytest.mark.parametrize("misreading", misreadings(), ids=lambda one: f"{'-'.join(one.codecs)}-{one.handler}")
def test_puts_back_the_whole_file_beside_the_edits_of_a_person(misreading: Misreading) -> None:
    assert repaired(mojibake, misreading.garble(EDITED), SOUND) == EDITED


@pytest.mark.parametrize("codec", ["cp1252", "latin-1", "mac_roman", "cp437", "cp850", "cp1251", "cp1250"])
@pytest.mark.parametrize("times", [1, 2])
def test_decodes_a_new_file(codec: str, times: int) -> None:
    assert repaired(mojibake, Misreading((codec,) * times).garble(SOUND)) == SOUND


@pytest.mark.parametrize("codec", ["cp1252", "latin-1", "mac_roman", "cp437", "cp1251"])
@pytest.mark.parametrize(
    "word",
    ["don’t", "“quoted”", "one – two", "wait…", "café", "naïve", "Müller", "Привет", "日本語", "→", "🎉"],
)
def test_decodes_a_single_word_of_a_sound_file(codec: str, word: str) -> None:
    garbled = f"{SOUND}\nHere {Misreading((codec,)).garble(word)} stands.\n"
    assert repaired(mojibake, garbled) == f"{SOUND}\nHere {word} stands.\n"
    assert repaired(mojibake, garbled, SOUND) == f"{SOUND}\nHere {word} stands.\n"
    assert repaired(mojibake, garbled, f"{SOUND}\nHere {word} stands.\n") == f"{SOUND}\nHere {word} stands.\n"


@pytest.mark.parametrize("codec", ["gbk", "cp932"])
def test_puts_back_lines_that_an_east_asian_encoding_took_apart(codec: str) -> None:
    base = f"{PAGE}\nIt’s a “café”.\n"
    garbled = "".join(line.encode().decode(codec, "replace") for line in base.splitlines(keepends=True))
    assert repaired(mojibake, garbled.replace("once a week", "twice a week"), base) == base.replace("once", "twice")


@pytest.mark.parametrize("part", ["Café", "Русский текст", "🎉", "Łódź"])
def test_puts_back_one_place_of_many(part: str) -> None:
    garbled = EDITED.replace(part, Misreading(("cp1252",)).garble(part))
    assert repaired(mojibake, garbled, SOUND) == EDITED


def test_repairs_the_line_that_a_person_wrote_beside_what_the_base_proves() -> None:
    base = f"{PAGE}\nDas Café öffnet früh.\n"
    wanted = f"{base}\nEin neuer Satz über Bäume.\n"
    assert repaired(mojibake, Misreading(("mac_roman",)).garble(wanted), base) == wanted


@pytest.mark.parametrize("mark", ["\ufeff", "ï»¿"])
def test_takes_out_a_byte_order_mark_that_the_base_has_not(mark: str) -> None:
    assert repaired(mojibake, mark + Misreading(("cp1252",)).garble(SOUND), SOUND) == SOUND


def test_keeps_the_byte_order_mark_of_the_base() -> None:
    assert repaired(mojibake, Misreading(("cp1252",)).garble("\ufeff" + SOUND), "\ufeff" + SOUND) == "\ufeff" + SOUND


def test_leaves_what_another_parent_holds() -> None:
    garbled = Misreading(("cp1252",)).garble(SOUND)
    assert events(mojibake, garbled, SOUND, others=[garbled]) == []


def test_judges_what_stands_in_the_base_where_all_is_checked() -> None:
    garbled = Misreading(("cp1252",)).garble(SOUND)
    assert events(mojibake, garbled, garbled) == []
    assert [event.applicability for event in events(mojibake, garbled, garbled, whole=True)] == [Applicability.SAFE]


def test_is_one_event_and_names_the_encoding() -> None:
    (event,) = events(mojibake, Misreading(("cp1252",)).garble(SOUND), SOUND)
    assert event.message == "UTF-8 was read as Windows-1252 and saved again"
    assert event.evidence == "history"
    assert len(event.edits) == len(event.places) > 10


def test_its_example() -> None:
    sound, damaged = mojibake.EXAMPLE
    assert repaired(mojibake, damaged) == sound
    assert classes(mojibake, damaged, sound) == [Applicability.SAFE]


@pytest.mark.parametrize("text", ["Ã", "Ã(", "â€", "\x80"])
def test_decodes_nothing_that_is_no_whole_sequence(text: str) -> None:
    assert decoded(text, "cp1252") is None


@pytest.mark.parametrize("text", ["â€™├⌐", "├⌐â€™", "Sie sagt â€™├⌐ und ├⌐.", "â€™ ├⌐ тест РїС€"])
def test_undoes_parts_that_were_misread_in_different_ways(text: str) -> None:
    after = repaired(mojibake, text)
    assert "’" in after
    assert "é" in after
