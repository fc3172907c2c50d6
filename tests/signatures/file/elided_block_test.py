from __future__ import annotations

import pytest

from tests.signatures.file.pages import EDITED, PAGE, RENAMED, events, repaired
from weave_fix.positions import split_lines
from weave_fix.records import Applicability
from weave_fix.signatures.file import elided_block


def elided(text: str, first: int, last: int, placeholder: str) -> str:
    lines = split_lines(text)
    return "".join([*lines[:first], placeholder + "\n", *lines[last:]])


def page(body: str) -> str:
    return f"# Notes\n\nSome words on the weir.\n\n{body}\n\nThe end of the page.\n"


PLACEHOLDERS = [
    "... (rest of the document unchanged) ...",
    "<!-- existing content -->",
    "[... remaining sections unchanged ...]",
    "[Remaining sections omitted for brevity]",
    "(The rest of this section stays as it was.)",
    "*(unchanged content above and below omitted)*",
    "_… previous paragraphs remain unchanged …_",
    "// ... existing text ...",
    "/* rest of the file */",
    "{/* ... remaining content stays the same ... */}",
    "# ... rest of the list ...",
    "<!-- ... all other sections kept as is ... -->",
    "> [... original text continues ...]",
    "**[rest of the table unchanged]**",
    "--- remaining lines omitted ---",
    "The remaining sections stay unchanged.",
    "All other content remains the same.",
    "... (truncated for brevity; rest of the file is identical)",
    "<!-- Rest der Datei bleibt unverändert -->",
    "[... übriger Text gekürzt ...]",
    "<!-- le reste du document reste inchangé -->",
    "[... sections restantes inchangées ...]",
    "(el resto del documento permanece igual)",
    "[... il resto del testo rimane invariato ...]",
    "<!-- o resto do arquivo permanece inalterado -->",
    "(остальной текст без изменений)",
    "<!-- 其余内容保持不变 -->",
    "（以下省略、そのまま）",
    "[나머지 내용은 동일]",
    "[Insert existing content here]",
    "<!-- 现有内容 -->",
    "<!-- contenuto esistente -->",
    "(Sections 3-7 remain unchanged)",
]
UNCHANGED = [
    pytest.param(page("```js\n// ... existing code ...\nrun();\n```"), id="shortened-code"),
    pytest.param(page("```\n[... rest of the output omitted ...]\n```"), id="shortened-output"),
    pytest.param(page("    # ... rest of the file unchanged"), id="shortened-indented-code"),
    pytest.param(page("..."), id="three-dots"),
    pytest.param(page("[...]"), id="dots-in-brackets"),
    pytest.param(page("> First words [...] last words."), id="shortened-quotation"),
    pytest.param(page("(same as above)"), id="same-as-above"),
    pytest.param(page("*(see the section above)*"), id="see-above"),
    pytest.param(page("<!-- more -->"), id="mark-of-a-summary"),
    pytest.param(page("<!-- toc -->\n<!-- tocstop -->"), id="marks-of-a-table-of-contents"),
    pytest.param(page("<!-- prettier-ignore -->"), id="comment-for-a-tool"),
    pytest.param(page("<!-- The rest of this page is made by a script. -->"), id="comment-that-says-more"),
    pytest.param(page("[Existing users](users.md)"), id="link-with-such-a-word"),
    pytest.param(page("## Existing content"), id="heading"),
    pytest.param(page("**Remaining work**"), id="bold-heading"),
    pytest.param(page("(The original text is in German.)"), id="remark-on-a-translation"),
    pytest.param(page("The rest of the meadow belongs to the parish."), id="sentence-with-such-words"),
    pytest.param(page("- All other options remain unchanged."), id="entry-of-a-changelog"),
    pytest.param(page("*The previous miller stayed here.*"), id="emphasis"),
    pytest.param(page("Write `... rest of the file unchanged ...` at the end."), id="placeholder-in-a-code-span"),
    pytest.param(page('"... the rest is silence."'), id="quotation-with-dots"),
    pytest.param(page("(continued)"), id="one-word-in-brackets"),
    pytest.param(page("| ... | ... |"), id="row-of-dots"),
    pytest.param(page("We left the old gate in its place,\nthe existing files."), id="end-of-a-wrapped-sentence"),
    pytest.param("---\nnote: '(rest of the page omitted)'\n---\n\nText.\n", id="front-matter"),
    pytest.param(page("*Same file, other lines.*"), id="emphasis-with-two-parts"),
    pytest.param(page("<!-- section: existing -->"), id="comment-that-names-a-section"),
    pytest.param(page("(see the rest of this section)"), id="pointer-in-brackets"),
    pytest.param(page("- [ ] keep existing files"), id="task"),
    pytest.param(page("_Same rules, same prices._"), id="same-same"),
]


@pytest.mark.parametrize("text", UNCHANGED)
@pytest.mark.parametrize("base", [None, "# Notes\n", "same"])
def test_left_alone(text: str, base: str | None) -> None:
    assert not events(elided_block, text, text if base == "same" else base)


SHORTENED = [
    pytest.param("```\none\ntwo\nthree\n```", "```\none\n...\n```", id="code-by-dots"),
    pytest.param("```\none\ntwo\nthree\n```", "```\none\n# ... rest of the file ...\n```", id="code-by-words"),
    pytest.param("> One.\n> Two.\n> Three.", "> One.\n> [...]", id="quotation"),
    pytest.param("- one\n- two\n- three", "- one\n- ...", id="list-by-dots"),
    pytest.param("One.\n\nTwo.\n\nThree.", "One.", id="paragraphs-deleted"),
    pytest.param("One.\n\nTwo.\n\nThree.", "One.\n\n(See the page on gates for more.)", id="replaced-by-a-pointer"),
]


@pytest.mark.parametrize(("before", "after"), SHORTENED)
def test_what_a_person_shortened_stays(before: str, after: str) -> None:
    assert repaired(elided_block, page(after), page(before)) == page(after)


@pytest.mark.parametrize("placeholder", PLACEHOLDERS)
def test_put_back_from_the_base(placeholder: str) -> None:
    assert repaired(elided_block, elided(EDITED, 13, 24, placeholder), PAGE) == EDITED
    assert repaired(elided_block, elided(RENAMED, 30, 41, placeholder), PAGE) == RENAMED


@pytest.mark.parametrize("placeholder", PLACEHOLDERS)
def test_shown_without_a_base(placeholder: str) -> None:
    (event,) = events(elided_block, elided(EDITED, 13, 24, placeholder))
    assert event.applicability is Applicability.DISPLAY_ONLY
    assert event.stops


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("lines", [(8, 24), (11, 30), (25, 38), (6, 41), (20, 41)])
def test_line_ends_and_places(end: str, lines: tuple[int, int]) -> None:
    wanted = PAGE.replace("title: The mill", "title: Our mill")
    text = elided(wanted, *lines, PLACEHOLDERS[0]).replace("\n", end)
    assert repaired(elided_block, text, PAGE) == wanted.replace("\n", end)


def test_what_a_person_wrote_beside_it_stays() -> None:
    own = "The lower gate stays shut in winter.\n\n"
    damaged = elided(PAGE, 30, 41, own + PLACEHOLDERS[2])
    wanted = PAGE.replace("## What the miller earns", own + "## What the miller earns")
    assert repaired(elided_block, damaged, PAGE) == wanted
    edited = PAGE.replace("four villages, and", "five villages, and")
    damaged = elided(edited, 10, 24, PLACEHOLDERS[3])
    assert repaired(elided_block, damaged, PAGE) == edited


def test_two_placeholders_in_one_change_are_shown() -> None:
    text = f"{PLACEHOLDERS[0]}\n\n## A section of my own\n\nWith its text.\n\n{PLACEHOLDERS[1]}\n"
    found = events(elided_block, text, PAGE)
    assert [event.applicability for event in found] == [Applicability.DISPLAY_ONLY] * 2


def test_dots_alone_are_repaired_if_asked() -> None:
    text = elided(EDITED, 11, 19, "...")
    assert repaired(elided_block, text, PAGE) == text
    assert repaired(elided_block, text, PAGE, Applicability.UNSAFE) == EDITED


def test_moved_text_is_not_put_back() -> None:
    moved = "".join(split_lines(PAGE)[30:37])
    text = elided(PAGE, 30, 37, PLACEHOLDERS[0]) + "\n" + moved
    (event,) = events(elided_block, text, PAGE)
    assert not event.edits


def test_what_the_base_has_stays() -> None:
    text = elided(PAGE, 13, 24, PLACEHOLDERS[0])
    assert not events(elided_block, text + "More.\n", text)
    assert not events(elided_block, text + "More.\n", PAGE, text)
    assert events(elided_block, text, text, whole=True)


def parish(headings: str) -> str:
    body = "".join(f"## {heading}\n\nTo be written by the parish.\n\n" for heading in headings.split())
    return page(f"{body}## End\n\nThe lower gate stays shut.")


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_base_without_a_last_line_end(end: str) -> None:
    base = PAGE.rstrip("\n").replace("\n", end)
    last = len(split_lines(PAGE))
    text = elided(PAGE, last - 9, last, PLACEHOLDERS[0]).replace("\n", end)
    assert repaired(elided_block, text, base) == base


def test_lines_that_come_again_are_put_back_with_the_others() -> None:
    base = parish("Gates Wheels Stones Sacks")
    lines = split_lines(base)
    # Of each `To be written` one is left, which may be the first one or the last one of those that went.
    text = elided(base, lines.index("## Gates\n"), lines.index("## Sacks\n"), PLACEHOLDERS[0])
    assert repaired(elided_block, text, base) == base
    left = elided(base, lines.index("## Gates\n"), lines.index("## Sacks\n") + 2, PLACEHOLDERS[0])
    assert repaired(elided_block, left, base) == base


def test_what_a_person_took_out_behind_it_stays_out() -> None:
    base = parish("Gates Wheels Stones Sacks")
    short = base.replace("## End\n\nThe lower gate stays shut.\n\n", "")
    lines = split_lines(short)
    text = elided(short, lines.index("## Gates\n"), lines.index("## Stones\n"), PLACEHOLDERS[0])
    assert repaired(elided_block, text, base) == short


def test_lines_that_stand_elsewhere_as_well_are_put_back() -> None:
    rows = "".join(f"<div>\n<p>\n\nThe {name} gate.\n\n</p>\n</div>\n" for name in ("upper", "lower", "old"))
    base = page(rows)
    lines = split_lines(base)
    at = lines.index("The lower gate.\n")
    text = elided(base, at - 3, at + 4, PLACEHOLDERS[0])
    assert repaired(elided_block, text, base) == base
