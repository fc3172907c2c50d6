from __future__ import annotations

import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weave_fix.markdown.blocks import BlockMap, Kind, lines, prose_spans

P, B, H, L, Q = Kind.PROSE, Kind.BLANK, Kind.HEADING, Kind.LIST, Kind.QUOTE
T, X, F, D, Y = Kind.TABLE, Kind.HTML, Kind.FENCED, Kind.INDENTED, Kind.FRONT

MARKDOWN = st.text(alphabet="ab #>-*|<`~\n\r\t1.:()[]\ufeff\f\u2028\udce4", max_size=80)


def kinds(text: str) -> list[Kind]:
    return [line.kind for line in lines(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", [B], id="empty"),
        pytest.param("text\n", [P, B], id="after-the-last-line-end-stands-an-empty-line"),
        pytest.param("text\r\n\r\ntext\r\n", [P, B, P, B], id="crlf"),
        pytest.param("a\u2028\u2028b\fc\x85d", [P], id="other-separators-are-text"),
        pytest.param(" \t\n\u3000", [B, B], id="white-space-is-blank"),
        pytest.param("# One\n###### Six\n#\n", [H, H, H, B], id="headings"),
        pytest.param("#tag\n####### Seven\n", [P, P, B], id="no-headings"),
        pytest.param("- a\n* b\n+ c\n1. d\n12) e\n  - f\n", [L, L, L, L, L, L, B], id="list-items"),
        pytest.param("-a\n1.a\n*a*\n1234567890. a\n", [P, P, P, P, B], id="no-list-items"),
        pytest.param("> quoted\n>also\n  > so\n", [Q, Q, Q, B], id="quotes"),
        pytest.param("| a | b |\n|---|---|\n| 1 | 2 |\n", [T, T, T, B], id="table"),
        pytest.param("a | b\n--- | :-:\n1 | 2\nend\n", [T, T, T, P, B], id="table-without-leading-pipes"),
        pytest.param("a or b\n| c |\nd | e\n", [P, T, T, B], id="a-row-without-a-pipe-in-front-in-a-table"),
        pytest.param("this | that\nand so on\n", [P, P, B], id="a-pipe-makes-no-table"),
        pytest.param("text\n---\nmore\n", [P, P, P, B], id="a-rule-makes-no-table"),
        pytest.param("<div>\n</div>\n<!-- x\n<br/>\n<p\n<?x\n", [X] * 6 + [B], id="html"),
        pytest.param("<https://example.org> says\n<me@example.org> too\n< 3\n", [P, P, P, B], id="an-autolink"),
        pytest.param("```\ncode\n\n# code\n```\ntext\n", [F, F, F, F, F, P, B], id="fence"),
        pytest.param("~~~ python\n```\n~~~\ntext\n", [F, F, F, P, B], id="tilde-fence-around-back-ticks"),
        pytest.param("````\n```\n````\ntext\n", [F, F, F, P, B], id="longer-fence-around-a-shorter"),
        pytest.param("```\ncode\n`````\ntext\n", [F, F, F, P, B], id="longer-end"),
        pytest.param("```\n``` x\n```\ntext\n", [F, F, F, P, B], id="an-end-carries-no-words"),
        pytest.param("```\n- ```\n```\ntext\n", [F, F, F, P, B], id="an-end-stands-in-no-list-item"),
        pytest.param("```\ncode\n\nrest\n", [F, F, F, F, F], id="unclosed-fence"),
        pytest.param(
            "- item\n\n  ```sh\n  code\n  ```\n\n  text\n", [L, B, F, F, F, B, P, B], id="fence-below-an-item"
        ),
        pytest.param("- ```sh\n  code\n  ```\n- next\n", [F, F, F, L, B], id="fence-inside-a-list-item"),
        pytest.param("> ```\n> code\n> ```\n> text\n", [F, F, F, Q, B], id="fence-inside-a-quote"),
        pytest.param("```one``` and two\ntext\n", [P, P, B], id="inline-code-of-three-back-ticks-is-no-fence"),
        pytest.param("``\ntext\n", [P, P, B], id="two-back-ticks-are-no-fence"),
        pytest.param("text\n\n    code\n    code\ntext\n", [P, B, D, D, P, B], id="indented-code"),
        pytest.param("text\n    text\n", [P, P, B], id="indented-only-after-a-blank-line"),
        pytest.param(
            "text\n\n    # a comment\n    code\n    # another\n", [P, B, D, D, D, B], id="comment-in-indented-code"
        ),
        pytest.param("\tcode\n", [D, B], id="a-tab-indents-at-the-top-of-the-text"),
        pytest.param("- a\n\n    - b\n", [L, B, L, B], id="an-indented-list-item-is-no-code"),
        pytest.param("---\na: b\n\n# c\n---\ntext\n", [Y, Y, Y, Y, Y, P, B], id="front-matter"),
        pytest.param("\ufeff---\r\na: b\r\n...\r\ntext\r\n", [Y, Y, Y, P, B], id="with-a-mark-crlf-and-dots"),
        pytest.param("---\n---\ntext\n", [Y, Y, P, B], id="empty-front-matter"),
        pytest.param("---\na: b\n---", [Y, Y, Y], id="front-matter-and-no-more"),
        pytest.param("\n---\na: b\n---\n", [B, P, P, P, B], id="front-matter-only-at-the-top"),
        pytest.param("---\n\ntext\n\nmore\n", [P, B, P, B, P, B], id="a-rule-at-the-top-is-no-front-matter"),
        pytest.param("---a\nb\n---\n", [P, P, P, B], id="nothing-may-follow-the-dashes"),
    ],
)
def test_kinds(text: str, expected: list[Kind]) -> None:
    assert kinds(text) == expected


@given(MARKDOWN)
def test_every_text_has_its_lines(text: str) -> None:
    found = lines(text)
    assert "\n".join(text[line.start : line.end] for line in found) == text
    assert [line.start for line in found] == [0, *[i + 1 for i, char in enumerate(text) if char == "\n"]]


def spots(text: str, kind: Kind) -> str:
    """Return `text` with every character that is not of `kind` made a dot."""
    blocks = BlockMap(text)
    return "".join(char if blocks.kind_at(offset) is kind else "." for offset, char in enumerate(text))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param("a `b` c", "..`b`..", id="one-back-tick"),
        pytest.param("``a ` b`` c", "``a ` b``..", id="a-back-tick-between-double-ones"),
        pytest.param("a `b c", "......", id="unclosed"),
        pytest.param("``a` b", "......", id="unequal-ends"),
        pytest.param("`a`` b`", "`a`` b`", id="a-longer-run-does-not-end-it"),
        pytest.param("`a\nb`", ".....", id="not-over-a-line-end"),
        pytest.param("a `` b", "......", id="two-back-ticks-hold-nothing"),
        pytest.param("| `a` |", "..`a`..", id="in-a-table"),
        pytest.param("# `a`", "..`a`", id="in-a-heading"),
    ],
)
def test_code_spans(text: str, code: str) -> None:
    assert spots(text, Kind.CODE) == code


@pytest.mark.parametrize(
    ("text", "target"),
    [
        pytest.param("[a](b.md) c", "....b.md...", id="link"),
        pytest.param("[a](b_(c)_d) e", "....b_(c)_d...", id="parentheses-in-the-target"),
        pytest.param('[a](b "c")', "....b.....", id="the-title-is-no-target"),
        pytest.param("![a](b.png)", ".....b.png.", id="image"),
        pytest.param("[a]: b.md", ".....b.md", id="reference"),
        pytest.param("<me@x.org> c", "<me@x.org>..", id="autolink"),
        pytest.param("see https://x.org/a_(b, c", "....https://x.org/a_(b,..", id="bare-address"),
        pytest.param("(https://x.org) c", ".https://x.org...", id="bare-address-in-parentheses"),
        pytest.param("[a]() b", ".......", id="empty-target"),
        pytest.param("[a] (b)", ".......", id="a-space-parts-text-and-target"),
        pytest.param("a < b > c", ".........", id="comparisons"),
    ],
)
def test_targets(text: str, target: str) -> None:
    assert spots(text, Kind.TARGET) == target


def test_inside_code_blocks_and_front_matter_nothing_else_stands() -> None:
    text = "---\na: <b>\n---\n\n    `c` <d>\n\n```\n`e` https://f\n```\n"
    blocks = BlockMap(text)
    assert {blocks.kind_at(text.index(word)) for word in ("<b>", "`c`", "<d>", "`e`", "https")} == {
        Kind.FRONT,
        Kind.INDENTED,
        Kind.FENCED,
    }


@given(MARKDOWN, st.data())
def test_an_offset_lies_in_its_line(text: str, data: st.DataObject) -> None:
    blocks = BlockMap(text)
    offset = data.draw(st.integers(0, len(text)))
    line = blocks.line_at(offset)
    assert line.start <= offset <= line.end
    assert blocks.line_index(offset) == text.count("\n", 0, offset)
    assert blocks.kind_at(offset) in (line.kind, Kind.CODE, Kind.TARGET)


@pytest.mark.parametrize(
    ("text", "offset", "paragraph"),
    [
        pytest.param("a\nb\n\nc\n", 0, "a\nb", id="from-its-first-line"),
        pytest.param("a\nb\n\nc\n", 2, "a\nb", id="from-its-last-line"),
        pytest.param("a\n \nb\nc\n", 4, "b\nc", id="white-space-ends-it"),
        pytest.param("a\n\nb", 3, "b", id="no-final-line-end"),
        pytest.param("a\r\n\r\nb\r\n", 0, "a\r", id="crlf"),
        pytest.param("```\na\n\nb\n```\n\nc", 4, "```\na\n\nb\n```", id="a-blank-line-in-a-fence-is-code"),
        pytest.param("", 0, "", id="empty"),
    ],
)
def test_paragraph(text: str, offset: int, paragraph: str) -> None:
    start, end = BlockMap(text).paragraph(offset)
    assert text[start:end] == paragraph


SENTENCE = "The old oak stands by the garden gate."


@pytest.mark.parametrize(
    ("text", "prose"),
    [
        pytest.param(SENTENCE, True, id="running-text"),
        pytest.param(f"- {SENTENCE}", True, id="list-item"),
        pytest.param(f"> {SENTENCE}", True, id="quote"),
        pytest.param("Too short to be prose here.", False, id="under-thirty-characters"),
        pytest.param("a=1; b=2; c=3; d=4; e=5; f=6; g=7", False, id="mostly-signs"),
        pytest.param(f"# {SENTENCE}", False, id="heading"),
        pytest.param(f"| {SENTENCE} |", False, id="table"),
        pytest.param(f"    {SENTENCE}", False, id="indented"),
        pytest.param(f"```\n{SENTENCE}\n```", False, id="fenced"),
        pytest.param(f"---\n{SENTENCE}\n---\n", False, id="front-matter"),
        pytest.param(f"<p>{SENTENCE}</p>", False, id="html"),
    ],
)
def test_prose_spans(text: str, prose: bool) -> None:
    whole = f"Short.\n\n{SENTENCE}\n\n"
    expected = [(8, 8 + len(SENTENCE))]
    if prose:
        expected.append((len(whole), len(whole) + len(text)))
    if text.startswith("---"):
        assert prose_spans(text) == []
    else:
        assert prose_spans(whole + text) == expected


def test_the_lines_of_a_map_are_those_of_the_text() -> None:
    text = "# Head\n\n- item\n\n    code\n| a | b |\n|---|---|\nlast"
    made, plain = BlockMap(text).lines, lines(text)
    assert [*made] == plain
    assert [made[at] for at in range(-len(plain), len(plain))] == plain + plain
    assert (made[2:5], made[-2:], made[5:2]) == (plain[2:5], plain[-2:], [])
    with pytest.raises(IndexError):
        made[len(plain)]


def test_a_map_of_many_lines_takes_little_memory() -> None:
    text = "a: b\n" * 20_000
    tracemalloc.start()
    try:
        made = BlockMap(text)
        held, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert held < 30 * len(made.lines)
