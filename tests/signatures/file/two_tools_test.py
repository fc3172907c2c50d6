"""What one tool did to a text that another tool had damaged before is undone, both of it."""

from __future__ import annotations

import pytest

from weave_fix.library import check_text, fix_text

SOUND = """\
# Casks

* A "dry" cask is filled & left for a day, with *care* and [a cloth](cloth.md).

More **words** on it, and *more* of them, so that whoever goes down at night need not ask what is in it.

```js
import { cask } from 'cellar/casks';
open(cask, "slowly");
```
"""
EDITED = SOUND.replace("left for a day", "left for two days")


def escaped(text: str) -> str:
    return text.replace("*", "\\*").replace("[", "\\[")


def referenced(text: str) -> str:
    return text.replace("&", "&amp;").replace('"dry"', "&quot;dry&quot;")


def typographic(text: str) -> str:
    return text.replace("'", "\N{RIGHT SINGLE QUOTATION MARK}").replace('"slowly"', "\u201cslowly\u201d")


TWICE = "More **words** on it, and *more* of them, so that whoever goes down at night need not ask what is in it.\n"


def pasted_twice(text: str) -> str:
    return text.replace(TWICE, f"{TWICE}\n{TWICE}")


def invisible(text: str) -> str:
    return text.replace(" on", "\N{ZERO WIDTH NON-JOINER} on").replace(" of", "\N{WORD JOINER} of")


def lossy(text: str) -> str:
    return "".join(char if char.isascii() else "\N{REPLACEMENT CHARACTER}" for char in text)


def asked(text: str) -> str:
    return "".join(char if char.isascii() else "?" for char in text)


def numbered(text: str) -> str:
    return "".join(f"{number:>4}\N{RIGHTWARDS ARROW}{line}" for number, line in enumerate(text.splitlines(True), 1))


def curled(text: str) -> str:
    return text.replace('"', "\u201d").replace("'", "\u2019").replace("--", "\u2013")


def fenced(text: str) -> str:
    return f"Here is the updated file:\n\n```markdown\n{text}```\n"


def misread(text: str) -> str:
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in text.encode())


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda text: referenced(escaped(text)), id="escapes, then references"),
        pytest.param(lambda text: escaped(referenced(text)), id="references, then escapes"),
        pytest.param(lambda text: misread(typographic(text)), id="typographic marks in code, then another encoding"),
        pytest.param(lambda text: typographic(text).replace("\n", "\r\n"), id="typographic marks, then line ends"),
        pytest.param(lambda text: escaped(pasted_twice(text)), id="a paragraph twice, then escapes"),
        pytest.param(lambda text: misread(invisible(text)), id="invisible characters, then another encoding"),
        pytest.param(lambda text: lossy(typographic(text)), id="typographic marks in code, then lost"),
        pytest.param(lambda text: asked(typographic(text)), id="typographic marks in code, then question marks"),
        pytest.param(lambda text: asked(numbered(text)), id="a gutter, then question marks"),
        pytest.param(lambda text: numbered(escaped(referenced(text))), id="escapes, references, a gutter"),
        pytest.param(lambda text: curled(fenced(text)), id="in a fence, then typographic marks"),
        pytest.param(lambda text: curled(fenced(text)).replace("\n", "\r\n"), id="and then other line ends"),
    ],
)
@pytest.mark.parametrize("text", [SOUND, EDITED], ids=["alone", "beside an edit"])
def test_both_are_undone(damage, text: str) -> None:  # type: ignore[no-untyped-def]
    assert fix_text(damage(text), base=SOUND) == text


def prose_only(text: str) -> str:
    prose, fence, code = text.partition("```js")
    return curled(prose) + fence + code


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param(curled(SOUND), prose_only(SOUND), id="no-fence-around-the-page"),
        pytest.param(fenced(prose_only(SOUND)), prose_only(SOUND), id="the-code-is-as-it-was"),
        pytest.param(
            fenced(curled(SOUND) + '\nSay "when".\n'), prose_only(SOUND) + '\nSay "when".\n', id="some-are-straight"
        ),
    ],
)
def test_typographic_marks_of_prose_may_be_meant(text: str, wanted: str) -> None:
    assert fix_text(text, base=SOUND) == wanted


def test_a_placeholder_that_was_escaped_is_one() -> None:
    page = SOUND + "\n## Taps\n\nA tap is *cleaned*.\nIt is dried [at once](dry.md).\n\n## Names\n\nNone *yet*.\n"
    elided = page.replace("A tap is *cleaned*.\nIt is dried [at once](dry.md).", "[... existing sections ...]")
    assert fix_text(escaped(elided).replace("...]", "...\\]"), base=page) == page


def test_a_misreading_that_a_person_shows_in_code_stays() -> None:
    shown = SOUND.replace('open(cask, "slowly");', 'open(cask, "â€™");  // the mark as it came in')
    assert fix_text(shown, base=SOUND) == shown


WIKI = (
    "# Notes\n\nWrite \\[\\[a name\\]\\] for a link, \\[\\[a name\\]\\] again.\n\n"
    + "1. See [[Casks]] and [[Taps|taps]].\n" * 4
)


def test_wiki_links_that_work_are_no_sign_of_a_program_that_escapes() -> None:
    assert [one for one in check_text(WIKI) if one.signature == "escaped_markdown"] == []


def test_references_in_coloured_code_are_meant() -> None:
    code = '<span style="color: red">&lt;b&gt;</span>\n{{ render &quot;a cask&quot; }} {{ open &quot;it&quot; }}\n'
    assert [one for one in check_text(f"# Code\n\nIt prints:\n\n{code}") if one.signature == "html_entities"] == []
