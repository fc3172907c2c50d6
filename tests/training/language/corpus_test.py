from __future__ import annotations

import os
from pathlib import Path

import pytest

from weave_fix.errors import WeaveFixError
from weave_fix.markdown.masking import BLOCK, MASK
from weave_fix.training.language.corpus import (
    Stream,
    blocks,
    known_misspellings,
    listed_words,
    markdown_files,
    rarer_words,
    read,
)


def written(tmp_path: Path, *texts: str) -> Stream:
    """Return the stream of files with these texts."""
    paths = []
    for number, text in enumerate(texts):
        paths.append(tmp_path / f"{number}.md")
        paths[-1].write_bytes(text.encode("utf-8", "surrogateescape"))
    return read(paths)


def tokens(stream: Stream) -> list[str]:
    """Return the tokens, glued ones behind a tilde, a slash for each boundary."""
    found = (("~" if code & 1 else "") + stream.surfaces[code >> 1] for code in stream.tokens)
    return ["/" if token == BLOCK else token for token in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("# Head\n\nOne two.\nThree", [["Head"], ["One", " two", ".", " Three"]], id="paragraph"),
        pytest.param("- one\n- two", [["one"], ["two"]], id="list"),
        pytest.param("| a | b |\n|---|---|\n| c | d |", [["a"], ["b"], ["c"], ["d"]], id="table"),
        pytest.param("```\ncode\n```\n", [], id="code-alone"),
        pytest.param("", [], id="empty"),
        pytest.param("<!-- a -->\n\n---\n", [], id="comment-and-rule"),
    ],
)
def test_units(text: str, found: list[list[str]]) -> None:
    assert list(blocks(text)) == found


def test_a_list_has_a_word_a_line(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    first.write_text("Anna\nmill's\nmill\n\n", encoding="utf-8")
    second.write_text("  caf\N{LATIN SMALL LETTER E WITH ACUTE}\nmill\ntwo words\n2nd\n", encoding="utf-8")
    assert listed_words([first, second]) == {"anna", "mill", "caf\N{LATIN SMALL LETTER E WITH ACUTE}"}
    assert listed_words([]) == frozenset()


@pytest.mark.parametrize("content", [None, b"caf\xe9\n"])
def test_a_list_that_cannot_be_read_is_named(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "list"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(WeaveFixError, match="list: this is no list of words"):
        listed_words([path])


def test_a_list_of_typos_says_what_is_meant(tmp_path: Path) -> None:
    path = tmp_path / "typos"
    path.write_text("teh->the\nAlot->a lot\nclas->class, may be a name\nfrom->form, fro,\n1nd->2nd\nword\n->x\n")
    assert known_misspellings([path]) == {"teh": "the", "alot": "a lot"}
    assert known_misspellings([]) == {}


@pytest.mark.parametrize("content", [None, b"caf\xe9->x\n"])
def test_a_list_of_typos_that_cannot_be_read_is_named(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "typos"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(WeaveFixError, match="typos: this is no list of misspellings"):
        known_misspellings([path])


def test_of_the_longest_lists_only_what_would_be_taken_for_a_typo_is_kept(tmp_path: Path) -> None:
    rarer, rarest, typos = (tmp_path / name for name in ("rarer", "rarest", "typos"))
    rarer.write_text("Steek\nwich\n", encoding="utf-8")
    rarest.write_text("lanternal\nlanters\nlints\nquagmiry\nreciever\n", encoding="utf-8")
    typos.write_text("wich->which\nreciever->receiver\nlanters->lanterns, may be a name\n", encoding="utf-8")
    common = frozenset({"lantern", "lanterns", "lint", "receiver", "which"})
    assert rarer_words([rarer], [rarest], common, [typos]) == {"steek"}
    assert rarer_words([rarer], [rarest], common | {"lanternals"}, [typos]) == {"steek", "lanternal"}
    assert rarer_words([rarer], [rarest], common, []) == {"steek", "wich", "lanters", "reciever"}


def test_units_stand_between_boundaries(tmp_path: Path) -> None:
    assert tokens(written(tmp_path, "# Head\n\nOne two.\n")) == ["/", "~Head", "/", "~One", "two", "~.", "/"]
    assert tokens(written(tmp_path, "Run `x`, now\n")) == ["/", "~Run", MASK, "~,", "now", "/"]


def test_a_surface_is_numbered_once_however_it_is_glued(tmp_path: Path) -> None:
    stream = written(tmp_path, "a, a , A\n")
    assert sorted(stream.surfaces) == sorted([BLOCK, "a", ",", "A"])
    assert stream.surfaces[0] == BLOCK


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        pytest.param(("One two.\n\nOne two.\n",), ["One two ."], id="in-one-file"),
        pytest.param(("One two.\n", "# One two.\n"), ["One two ."], id="in-another-file-and-as-another-kind"),
        pytest.param(("One\ntwo.\n", "One two.\n"), ["One two ."], id="wrapped-otherwise"),
        pytest.param(("One two.\n", "One two!\n"), ["One two .", "One two !"], id="another-mark-is-another-unit"),
        pytest.param(("One two.\n", "One Two.\n"), ["One two .", "One Two ."], id="another-case-too"),
    ],
)
def test_a_unit_that_stood_before_is_left_out(tmp_path: Path, texts: tuple[str, ...], found: list[str]) -> None:
    stream = " ".join(tokens(written(tmp_path, *texts))).replace("~", "")
    assert [unit.strip() for unit in stream.split("/") if unit.strip()] == found


def test_nothing_makes_a_stream_of_one_boundary(tmp_path: Path) -> None:
    assert tokens(read([])) == ["/"]
    assert tokens(written(tmp_path, "")) == ["/"]


def test_bytes_that_are_no_text_are_read(tmp_path: Path) -> None:
    assert tokens(written(tmp_path, "a \udce4 b\n")) == ["/", "~a", "\udce4", "b", "/"]


def test_files_below_folders_in_the_order_of_their_paths(tmp_path: Path) -> None:
    for name in ("b/z.md", "b/a.MD", "a.markdown", "c.mdx", "c.txt", "md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    (tmp_path / "folder.md").mkdir()
    assert [str(path.relative_to(tmp_path)) for path in markdown_files([tmp_path])] == [
        "a.markdown",
        "b/a.MD",
        "b/z.md",
        "c.mdx",
    ]


def test_progress_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    written(tmp_path, "One.\n", "Two.\n")
    assert capsys.readouterr().err.startswith("2 of 2 files, ")


def test_a_list_that_is_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "list")
    for take in (listed_words, known_misspellings):
        with pytest.raises(WeaveFixError, match=r"list: this is no list of .*not a regular file"):
            take([tmp_path / "list"])
    with pytest.raises(OSError, match="not a regular file"):
        read([tmp_path / "list"])
