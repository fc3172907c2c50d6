"""What is prose in a Markdown text, and where its units part."""

from __future__ import annotations

import sys
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.leave_alone import pages
from weave_fix.language.tokens import TOKEN
from weave_fix.markdown import masking
from weave_fix.markdown.blocks import lines_of
from weave_fix.markdown.masking import BLOCK, HIDDEN, MASK, masked_phrase, masked_text
from weave_fix.records import decode

SHOWN = str.maketrans({MASK: "#", BLOCK: "/", HIDDEN: "~"})
"""A barrier, a boundary and what is masked, as the tables write them; no row has these signs in its prose."""
ODD = [
    "\r\n",
    "\n",
    "\n\n",
    "\u2028",
    "\x0c",
    "\udce4",
    MASK,
    BLOCK,
    HIDDEN,
    "```",
    "~~~",
    "`",
    "``",
    "\\",
    "\t",
    "    ",
]
MARKS = [
    "- ",
    "1. ",
    "> ",
    "# ",
    "|",
    "|-|",
    "---",
    "<!--",
    "-->",
    "<",
    ">",
    "[",
    "](",
    ")",
    "![",
    "[^1]",
    "]:",
    "{{",
    "}}",
]
MARKS += ["{%", "{", "}", "$", "$$", "*", "**", "***", "_", "~~", "&amp;", "a@b.c", "https://a.b", "www.", "\ufeff"]
TEXTS = st.lists(
    st.one_of(st.sampled_from([*ODD, *MARKS, "word", " ", "a", "Über"]), st.text(max_size=5)), max_size=30
).map("".join)


def shown(text: str) -> str:
    """Return the view of `text` with signs in the place of what cannot be seen."""
    return masked_text(text).translate(SHOWN)


@given(TEXTS)
@example("")
@example("<!-- never closed\n\n- so")
@example("---\r\na: b\r\n---\r\n\r\ntext\r\n")
@example("```\nnever closed\n")
def test_a_view_is_as_long_as_its_text_and_what_is_kept_stands_where_it_stood(text: str) -> None:
    seen = masked_text(text)
    assert len(seen) == len(text)
    for char, now in zip(text, seen, strict=True):
        assert now in (char, MASK, BLOCK, HIDDEN, " ")
        assert now != "\n"


@given(TEXTS)
def test_only_comments_and_line_ends_become_white_space(text: str) -> None:
    if "<!--" not in text:
        for char, now in zip(text, masked_text(text), strict=True):
            assert now != " " or char in " \n"


@given(st.lists(st.sampled_from(["word", "Über", "it's", "3", "end."]), min_size=1, max_size=12), st.data())
def test_plain_lines_are_kept_whole_and_joined(words: list[str], data: st.DataObject) -> None:
    text = "Plain"
    for word in words:
        text += data.draw(st.sampled_from([" ", "\n"])) + word
    assert masked_text(text).replace("/", " ") == text.replace("\n", " ")


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        pytest.param("See `a b` now", "See #~~~~ now", id="code-span"),
        pytest.param("See ``a ` b`` now", "See #~~~~~~~~ now", id="code-span-with-a-back-tick"),
        pytest.param("See `a\nb` now", "See #~~~~ now", id="code-span-over-a-line-end"),
        pytest.param("See ``` a `` b ``` now", "See #~~~~~~~~~~~~~ now", id="a-shorter-run-does-not-close"),
        pytest.param("See ``` a `` b `` now", "See ``` a #~~~~~~ now", id="a-longer-run-does-not-open"),
        pytest.param("a\n\n```py\nx = 1\n```\n\nb", "a  ~~~~~ ~~~~~ ~~~ /b", id="fence"),
        pytest.param("a\n\n~~~\nx\n~~~\nb", "a  ~~~ ~ ~~~/b", id="fence-of-tildes"),
        pytest.param("<pre>\na *b*\n\n</pre>\nc", "~~~~~ ~~~~~  ~~~~~~/c", id="text-as-it-is"),
        pytest.param("<pre>\na\n\nb", "~~~~~/a /b", id="text-as-it-is-that-never-ends"),
        pytest.param("a <code>b c</code> d", "a #~~~~~~~~~~~~~~~ d", id="code-of-html"),
        pytest.param("a\n\n    code\n\nb", "a  ~~~~~~~~ /b", id="indented-code"),
        pytest.param("---\nt: x\n---\n\nBody", "~~~ ~~~~ ~~~ /Body", id="front-matter"),
        pytest.param("a <br/> b", "a #~~~~ b", id="element"),
        pytest.param("a<b>c</b>d", "a#~~c#~~~d", id="elements-inside-a-word"),
        pytest.param("a <i b <c", "a <i b <c", id="what-closes-nowhere-is-no-element"),
        pytest.param("</div>\n\nb", "~~~~~~ /b", id="line-of-html"),
        pytest.param("a <!-- c\nd --> e", "a        ~~~~~~e", id="comment-over-a-line-end"),
        pytest.param("a <!-- c", "a       ", id="comment-that-never-closes"),
        pytest.param("a <your-name> b", "a #~~~~~~~~~~ b", id="placeholder"),
        pytest.param("see <https://a.b> so", "see #~~~~~~~~~~~~ so", id="autolink"),
        pytest.param("mail <a@b.c> so", "mail #~~~~~~ so", id="autolink-of-mail"),
        pytest.param("see https://a.b/c so", "see #~~~~~~~~~~~~ so", id="address"),
        pytest.param("see www.a.b so", "see #~~~~~~ so", id="address-without-scheme"),
        pytest.param("to a.b+c@d.ef now", "to #~~~~~~~~~ now", id="mail"),
        pytest.param("1 < 2 > 0", "1 < 2 > 0", id="signs-of-order-are-no-html"),
        pytest.param('[text](b.md "t") x', "~text~~~~~~~~~~~ x", id="link-target"),
        pytest.param("[a](b_(c)) x", "~a~~~~~~~~ x", id="brackets-in-a-target"),
        pytest.param("![alt](b.png) x", "~~alt~~~~~~~~ x", id="image"),
        pytest.param("[![i](j)](k) x", "~~~i~~~~~~~~ x", id="image-inside-a-link"),
        pytest.param("[a][b] c", "~a~~~~ c", id="reference-of-a-link"),
        pytest.param("[a *b* c](d)", "~a ~b~ c~~~~", id="emphasis-inside-a-link"),
        pytest.param("[a [b c", "[a [b c", id="brackets-that-close-nowhere"),
        pytest.param("[b]: https://x 'y'\n\nz", "~~~~~~~~~~~~~~~~~~ /z", id="reference-definition"),
        pytest.param("So[^1] it.\n\n[^1]: A note", "So~~~~ it. /~~~~~ A note", id="footnote-and-its-text"),
        pytest.param("a $x+y$ b, $5 or $6", "a #~~~~ b, $5 or $6", id="mathematics-but-no-prices"),
        pytest.param("$$\nx\n$$\n\ny", "#~~~~~~ /y", id="mathematics-in-a-block"),
        pytest.param("a {{ x }} b {% if %} c", "a #~~~~~~ b #~~~~~~~ c", id="templates"),
        pytest.param("a {{ b {{ c }} d", "a {{ b #~~~~~~ d", id="a-template-begins-at-its-last-opening"),
        pytest.param("a {props.b} c", "a #~~~~~~~~ c", id="jsx-expression"),
        pytest.param("A <Tab n={1}> b", "A #~~~~~~~~~~ b", id="jsx-element"),
        pytest.param("a &amp; b &#169; c", "a #~~~~ b #~~~~~ c", id="character-references"),
        pytest.param("> [!NOTE]\n> text", "~~~~~~~~~ ~~text", id="head-of-an-alert"),
        pytest.param("|a|\n|-|\n|`b\\|c` d|", "/a//~~~//#~~~~~ d/", id="code-with-a-bar-in-a-cell"),
        pytest.param("a\n\n***\n\nb", "a  ~~~ /b", id="rule"),
        pytest.param("\ufeff# A", "~~~A", id="byte-order-mark"),
    ],
)
def test_what_is_no_prose_is_masked(text: str, seen: str) -> None:
    assert shown(text) == seen


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        pytest.param("a *b* **c** ***d*** e", "a ~b~ ~~c~~ ~~~d~~~ e", id="asterisks"),
        pytest.param("a _b_ __c__ d", "a ~b~ ~~c~~ d", id="underscores"),
        pytest.param("snake_case a_b_c", "snake_case a_b_c", id="underscores-inside-a-word-stay"),
        pytest.param("*a*b c**d**e", "~a~b c~~d~~e", id="inside-a-word"),
        pytest.param("a * b * c", "a * b * c", id="an-asterisk-between-spaces-stays"),
        pytest.param("~~a~~ b", "~~a~~ b", id="struck-out"),
        pytest.param(r"a\*b \[c", "a~~b ~[c", id="back-slashes"),
    ],
)
def test_what_a_reader_does_not_see_stands_between_words_as_if_it_were_not_there(text: str, seen: str) -> None:
    assert shown(text) == seen


@pytest.mark.parametrize(
    ("text", "units"),
    [
        pytest.param("one\ntwo\n\nthree", ["one two", "three"], id="paragraphs-of-wrapped-lines"),
        pytest.param("one\r\ntwo\r\n\r\nthree\r\n", ["one two", "three"], id="line-ends-as-on-windows"),
        pytest.param("a\u2028b\x0cc", ["a b c"], id="odd-line-ends-part-nothing"),
        pytest.param("- one\n- two\n  more\n- three", ["one", "two more", "three"], id="list-items"),
        pytest.param("1. one\n2) two", ["one", "two"], id="numbered-items"),
        pytest.param("- [ ] one\n- [x] two", ["one", "two"], id="tasks"),
        pytest.param("Text\n- one", ["Text", "one"], id="list-below-a-paragraph"),
        pytest.param("# Head\nText", ["Head", "Text"], id="heading"),
        pytest.param("Head\n====\nText", ["Head", "Text"], id="underlined-heading"),
        pytest.param("| a | b |\n|---|---|\n| c d | e |", ["a", "b", "c d", "e"], id="table-cells"),
        pytest.param("a | b\n--- | ---\nc | d", ["a", "b", "c", "d"], id="table-without-outer-bars"),
        pytest.param("Text\n\n> one\n> two\n\nText", ["Text", "one two", "Text"], id="quote"),
        pytest.param("> one\n\n> two", ["one", "two"], id="two-quotes"),
        pytest.param("> one\n>> two\n>> more", ["one", "two more"], id="quote-inside-a-quote"),
        pytest.param("> one\ntwo", ["one two"], id="a-quote-goes-on-without-its-mark"),
        pytest.param("one\n```\nx\n```\ntwo", ["one", "two"], id="code-parts"),
        pytest.param("one\n***\ntwo", ["one", "two"], id="a-rule-parts"),
        pytest.param("one `\n\n` two", ["one `", "` two"], id="no-code-span-crosses-a-paragraph"),
        pytest.param("one *two\n\nthree* four", ["one two", "three four"], id="nor-has-emphasis-to-end-in-it"),
        pytest.param("one [two\n\nthree](b) four", ["one [two", "three](b) four"], id="nor-does-a-link"),
    ],
)
def test_units(text: str, units: list[str]) -> None:
    parts = (" ".join(part.replace(HIDDEN, "").split()) for part in masked_text(text).split(BLOCK))
    assert [part for part in parts if part] == units


@pytest.mark.parametrize("words", ["one two", "`a`, two", "one\n(`` b ` ``)", "`a` `b`", "one `two"])
def test_words_of_a_unit_look_by_themselves_as_they_do_in_it(words: str) -> None:
    text = f"So {words} so."
    assert masked_phrase(words) == masked_text(text)[3 : 3 + len(words)]


@pytest.mark.parametrize("path", pages(), ids=lambda path: path.stem)
def test_every_word_that_is_seen_in_a_page_stands_in_it(path: Path) -> None:
    text = decode(path.read_bytes())
    seen = masked_text(text)
    assert len(seen) == len(text)
    found = list(TOKEN.finditer(seen))
    assert len(found) > 100
    assert all(token[0] in (MASK, BLOCK, HIDDEN) or text.startswith(token[0], token.start()) for token in found)


@given(
    st.lists(
        st.sampled_from(
            ["a", "b2", " ", "\n", "\n\n", *"`*_~[](){}<>!$&;@.\\|#-:/^", "![", "[![", "](u)", "**", "$$", BLOCK]
        )
    )
)
@example(["a", "\n\n", "_", "b2", "_"])
@example(["[![", "a", "](u)", "](u)", "\n\n", "[", "[", "a", "](u)", "](u)"])
def test_a_view_is_the_same_in_pieces(pieces: list[str]) -> None:
    text = "".join(pieces)
    whole = masked_text(text, front_matter=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(masking, "PIECE", 1)
        assert masked_text(text, front_matter=True) == whole


def test_of_a_long_view_there_are_two_copies_while_it_is_made() -> None:
    text = "One word.\n\nTwo words\n\n" * 10_000
    tracemalloc.start()
    try:
        view = masked_text(text, lines_of(text))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(view) == len(text)
    assert peak < 3 * sys.getsizeof(view)
