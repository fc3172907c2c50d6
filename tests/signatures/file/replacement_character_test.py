from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.signatures.file.trying import PAGE, classes, events, repaired
from weave_fix.records import Applicability
from weave_fix.signatures.file import replacement_character

if TYPE_CHECKING:
    from collections.abc import Callable

SOUND = f"""{PAGE}
Das Café öffnet früh – “immer”, sagt Zoë. It’s free… naïve.
Is it? It is! a → b • c

Русский текст и кириллица. 日本語のテキスト。 🎉

Behind it stands plain text only.
"""
EDITED = SOUND.replace("once a week", "twice a week").replace("sagt Zoë", "meint Zoë").replace("Is it?", "Is it so?")

MEANT = [
    pytest.param("Is it open?", "Is it open…", id="a-question-for-an-ellipsis"),
    pytest.param("Is it open?", "Is it open—", id="a-question-for-a-dash"),
    pytest.param("Is it open?", "Is it open", id="a-question-mark-put-in"),
    pytest.param("开门吗?", "开门吗？", id="a-full-width-question-mark-made-narrow"),
    pytest.param("Why? Because.", "Why！ Because.", id="a-question-for-a-full-width-exclamation"),
    pytest.param("“Why?”", "“Why！”", id="a-question-inside-quotes"),
    pytest.param("What?? Really?", "What… Really…", id="several-questions"),
    pytest.param("A cafe is open?", "A café is open.", id="an-accent-taken-off"),
    pytest.param("See https://example.org/?q=a?b for é.", "See https://example.org/?q=a for é.", id="an-address"),
    pytest.param("Use `a ? b : c` for é.", "Use `a : c` for é.", id="an-operator"),
    pytest.param("Est-ce là? Oui.", "Est-ce là\u00a0? Oui.", id="french-space-taken-out"),
    pytest.param("The regex `colou?r` matches.", "The regex `colour` matches é.", id="a-pattern"),
    pytest.param("U+FFFD (\ufffd) is the replacement character.", None, id="named-by-its-number"),
    pytest.param("The replacement character \ufffd appears.", None, id="named"),
    pytest.param("Bytes that do not decode become \ufffd.", None, id="about-decoding"),
    pytest.param("It prints `\ufffd` then.", None, id="in-a-code-span"),
    pytest.param("```\nname: caf\ufffd\n```", None, id="in-a-fence"),
    pytest.param("    caf\ufffd", None, id="in-indented-code"),
    pytest.param("<p title='\ufffd'>x</p>", None, id="in-html"),
    pytest.param("Who knows?", None, id="a-question"),
    pytest.param("caf? and t?te", None, id="question-marks-without-a-base"),
    pytest.param("Name the file?s colour, or the files?", None, id="one-or-several"),
    pytest.param("It matches `don?t` and `they?re`.", None, id="patterns"),
    pytest.param("Ask https://example.org/can?t=1 or /fun?ve=2.", None, id="addresses"),
    pytest.param("*don?t* or n?t/ or a?re*", None, id="wildcards"),
    pytest.param("    don?t", None, id="question-mark-in-indented-code"),
    pytest.param("Invalid UTF-8 is shown as \ufffd\ufffd.", None, id="about-utf-8"),
    pytest.param("□ not done ■ done", None, id="squares"),
    pytest.param("□ not done", "☐ not done", id="a-square-for-a-ballot-box"),
    pytest.param("A box is a glyph such as \ufffd.", None, id="a-glyph"),
]


@pytest.mark.parametrize(("text", "old"), MEANT)
def test_leaves_what_a_person_wrote(text: str, old: str | None) -> None:
    assert events(replacement_character, f"{PAGE}\n{text}\n", f"{PAGE}\n{old}\n" if old else PAGE) == []
    assert events(replacement_character, f"{PAGE}\n{text}\n") == []
    assert events(replacement_character, f"{PAGE}\n{text}\n", f"{PAGE}\n{text}\n") == []


@pytest.mark.parametrize(
    ("text", "times"),
    [
        pytest.param("The baker doesn?t mind, and it?s his brother?s oven.", 3, id="several"),
        pytest.param("They?re open, but we won?t go.", 2, id="two-kinds"),
        pytest.param("Why don?t you go?", 1, id="in-a-question"),
    ],
)
def test_shows_question_marks_for_apostrophes(text: str, times: int) -> None:
    (event,) = events(replacement_character, f"{PAGE}\n{text}\n")
    assert (event.applicability, len(event.places)) == (Applicability.DISPLAY_ONLY, times)
    assert events(replacement_character, f"{PAGE}\n{text}\n", f"{PAGE}\n{text}\n") == []


def ascii_only(text: str) -> str:
    return text.encode("ascii", "replace").decode()


MODELS = [
    pytest.param(ascii_only, id="a-question-mark-each"),
    pytest.param(lambda text: text.encode("latin-1", "replace").decode("latin-1"), id="what-latin-1-lacks"),
    pytest.param(lambda text: text.encode("cp1252", "replace").decode("cp1252"), id="what-cp1252-lacks"),
    pytest.param(lambda text: text.encode().decode("ascii", "replace"), id="one-a-byte"),
    pytest.param(lambda text: "".join(char if char.isascii() else "\ufffd" for char in text), id="one-a-character"),
    pytest.param(lambda text: "".join(char if char.isascii() else "ï¿½" for char in text), id="u-fffd-misread"),
    pytest.param(lambda text: text.encode("cp1251", "replace").decode("cp1251"), id="what-cp1251-lacks"),
]


@pytest.mark.parametrize("damage", MODELS)
def test_puts_back_what_was_lost_beside_the_edits_of_a_person(damage: Callable[[str], str]) -> None:
    assert damage(EDITED) != EDITED
    assert repaired(replacement_character, damage(EDITED), SOUND) == EDITED


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("It’s free", "It?s free", id="inside-a-word"),
        pytest.param("one – two", "one ? two", id="between-spaces"),
        pytest.param("“one” two", "?one? two", id="before-a-word"),
        pytest.param("the café", "the caf?", id="a-letter-at-the-end"),
        pytest.param("• an item", "? an item", id="a-bullet"),
        pytest.param("It ends.\u00a0", "It ends.?", id="behind-a-full-stop"),
        pytest.param("users’ files", "users? files", id="before-a-small-letter"),
        pytest.param("wait…", "wait\ufffd", id="u-fffd-for-an-ellipsis"),
    ],
)
def test_puts_back_a_single_character(old: str, new: str) -> None:
    assert repaired(replacement_character, f"{PAGE}\n{new}\n", f"{PAGE}\n{old}\n") == f"{PAGE}\n{old}\n"


def test_shows_what_no_base_can_tell() -> None:
    text = f"{PAGE}\nThe caf\ufffd is open.\n"
    for base in (None, PAGE):
        assert classes(replacement_character, text, base) == [Applicability.DISPLAY_ONLY]
    (event,) = events(replacement_character, text)
    assert event.places == ((text.index("\ufffd"), text.index("\ufffd") + 1),)
    assert not event.edits


def test_shows_all_places_of_a_file_that_is_full_of_them() -> None:
    text = "The caf\ufffd.\n\nA t\ufffdte.\n\nThe r\ufffdle.\n\nIt decodes na\ufffdve bytes.\n"
    (event,) = events(replacement_character, text)
    assert len(event.places) == 4


def test_leaves_what_another_parent_holds() -> None:
    assert events(replacement_character, "A caf\ufffd.\n", "A café.\n", others=["A caf\ufffd.\n"]) == []


def test_its_example() -> None:
    sound, damaged = replacement_character.EXAMPLE
    assert repaired(replacement_character, damaged, sound) == sound


QUOTED = '# Gates\n\nIt\'s "open" -- mostly.\n\nThe gate opens at six.\n\n```js\nopen(\'gate\', "slow");\n```\n'


HEARD = """\
# The café

The café is open at noon.

It is loud in there.

Come in when you like.

Sit down in the yard.
"""


ASKED = """\
# The yard

The| gate is open and| the dog is out.

Nobody knows| where it went.

It came home| late in the evening.
"""


@pytest.mark.parametrize(
    ("text", "base"),
    [
        pytest.param(QUOTED.replace("'", "\ufffd").replace('"', "\ufffd"), QUOTED, id="quotes"),
        pytest.param(QUOTED.replace("--", "\ufffd"), QUOTED, id="a-dash"),
        pytest.param(QUOTED.replace("opens at", "opens\ufffdat"), QUOTED, id="a-blank"),
        pytest.param(QUOTED.replace(" ", "\ufffd "), QUOTED, id="put-in-before-many-blanks"),
        pytest.param(QUOTED.replace("'", "?").replace('"', "?"), QUOTED, id="quotes-as-question-marks"),
        pytest.param(
            QUOTED.replace("'", "???").replace('"', "???").replace("--", "???"), QUOTED, id="three-marks-for-a-quote"
        ),
        pytest.param(
            HEARD.replace(" in", "\u200b in").replace("é", "?").replace("\u200b", "?"), HEARD, id="both-as-marks"
        ),
        pytest.param(ASKED.replace("|", "?"), ASKED.replace("|", ""), id="in-the-middle-of-sentences"),
        pytest.param(
            HEARD.replace("noon", "\u200bnoon").replace("é", "\ufffd").replace("\u200b", "\ufffd"),
            HEARD,
            id="in-one-line",
        ),
    ],
)
def test_puts_back_what_another_tool_had_changed_before(text: str, base: str) -> None:
    assert repaired(replacement_character, text, base) == base


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(QUOTED.replace("at six", "at 5\ufffd"), id="in-words-of-a-person"),
        pytest.param(QUOTED.replace("six.", "six\ufffd."), id="a-single-one-may-be-a-lost-character"),
        pytest.param(QUOTED.replace("The gate", "The old\ufffdgate"), id="in-a-line-that-has-another-change"),
    ],
)
def test_leaves_a_mark_that_may_stand_for_what_the_base_lacks(text: str) -> None:
    assert repaired(replacement_character, text, QUOTED) == text


LOST_AND_ASKED = HEARD.replace("é", "?")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("loud in there.", "loud in there?", id="a-question"),
        pytest.param("Come in when you like.", "Come in? when you like.", id="one-mark-in-a-sentence"),
        pytest.param("Sit down in the yard.", "Sit down in the yard.?", id="behind-a-stop"),
    ],
)
def test_leaves_the_question_of_a_person_beside_lost_characters(old: str, new: str) -> None:
    assert repaired(replacement_character, LOST_AND_ASKED.replace(old, new), HEARD) == HEARD.replace(old, new)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(QUOTED.replace(" --", "?").replace("six.", "six?"), id="questions"),
        pytest.param(QUOTED.replace("gate opens", "gate? opens").replace("at six", "at? six"), id="doubts"),
        pytest.param(QUOTED.replace('"slow"', "?slow?"), id="two-places-alone"),
        pytest.param(QUOTED.replace("open('gate', ", "open(?, "), id="a-placeholder-of-a-query"),
    ],
)
def test_leaves_question_marks_that_nothing_proves(text: str) -> None:
    assert repaired(replacement_character, text, QUOTED) == text


def test_leaves_questions_in_the_middle_of_sentences() -> None:
    for text in (ASKED.replace("The|", "The").replace("|", "?"), ASKED.replace("|", " (?)")):
        assert repaired(replacement_character, text, ASKED.replace("|", "")) == text
    verse = "Who| what, where| when, how| why, red| green, blue| grey, one| two.\n"
    assert repaired(replacement_character, verse.replace("|", "?"), verse.replace("|", "")) == verse.replace("|", "?")
    fields = "```dart\nString| name;\nint| age;\nString| to;\nString| by;\nbool| is_old;\n```\n"
    assert repaired(replacement_character, fields.replace("|", "?"), fields.replace("|", "")) == fields.replace(
        "|", "?"
    )


def test_puts_back_what_was_lost_in_text_that_a_person_moved_or_copied() -> None:
    line = "The cellar’s door – the old one – is shut.\n"
    base = f"# Doors\n\n{line}\nThe café’s door is open.\n\nNobody knows why.\n"
    moved = base.replace(f"{line}\n", "") + f"\nStill: {line}"
    copied = f"---\ntitle: {line}---\n\n{base}"
    for wanted in (moved, copied):
        for mark in ("?", "\ufffd"):
            damaged = "".join(char if char.isascii() else mark for char in wanted)
            assert repaired(replacement_character, damaged, base) == wanted
    asked = base.replace("Nobody knows why.", "Is the cellar?s door the one?")
    assert repaired(replacement_character, ascii_only(asked), base) == asked
