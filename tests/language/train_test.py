from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from weave_fix.language.train import Counts, main, markdown_files, units
from weave_fix.language.vocabulary import Vocabulary

PAGE = """---
title: frontword
---

# Heading words

The fence, the JavaScript fence and the Garden.
It goes on here.

- An item `codeword` here
- Another [link](targetword.md) there

| tableword |
|-----------|

<div>htmlword</div>

    indentedword

```
fencedword
```

> Quoted words, don't.
"""


def counted(*texts: str) -> Counts:
    counts = Counts()
    for text in texts:
        counts.add(text)
    return counts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("A b\nc.\n\nD", [["A", "b", "c", "."], ["D"]], id="a-paragraph-goes-over-lines"),
        pytest.param("# A\nb", [["A"], ["b"]], id="a-heading-ends-with-its-line"),
        pytest.param("- a\n  b\n- c", [["a", "b"], ["c"]], id="an-item-goes-over-lines"),
        pytest.param("> a\n> b", [["a", "b"]], id="a-quote"),
        pytest.param("a\n```\nb\n```\nc", [["a"], ["c"]], id="code-parts"),
        pytest.param("a `b c` d", [["a", "`", "d"]], id="inline-code-has-a-place"),
        pytest.param("[a](b.md) <c> https://d", [["[", "a", "]", "(", ")"]], id="targets-and-tags-have-none"),
        pytest.param("a\n\na\n\nb", [["a"], ["b"]], id="a-line-seen-before"),
        pytest.param("  a\t\n\n> b\n\na", [["a"], ["b"]], id="seen-before-with-other-space-around"),
        pytest.param("", [], id="empty"),
    ],
)
def test_units(text: str, expected: list[list[str]]) -> None:
    assert list(units(text, set())) == expected


def test_lines_are_counted_once_over_all_texts() -> None:
    counts = counted("Same line.\n\nFirst own.\n", "Same line.\n\nSecond own.\n")
    assert counts.words == Counter({"same": 1, "line": 1, "first": 1, "second": 1, "own": 2, ".": 3})


def test_only_prose_is_counted() -> None:
    counts = counted(PAGE)
    words = set(counts.words)
    assert {"heading", "fence", "item", "link", "quoted", "don't", "`"} <= words
    left_out = {"frontword", "codeword", "targetword", "tableword", "htmlword", "indentedword", "fencedword"}
    assert not words & left_out


def test_case_is_counted_inside_sentences_alone() -> None:
    counts = counted("The Oak. Oak trees, Oak and oak.\n")
    assert (counts.inside["oak"], counts.raised["oak"]) == (4 - 1, 2)
    assert "the" not in counts.inside


def test_spellings_have_a_capital_inside() -> None:
    counts = counted("JavaScript, HTML, English and iOS use McKay's eBPF.\n")
    assert set(counts.spellings) == {"JavaScript", "iOS", "McKay's", "eBPF"}


def test_pairs_begin_at_a_unit() -> None:
    counts = counted("# One\n\nTwo three\n")
    assert counts.pairs == Counter({("\n", "one"): 1, ("\n", "two"): 1, ("two", "three"): 1})


def test_the_most_frequent_are_kept_and_ties_fall_by_text(tmp_path: Path) -> None:
    counts = counted("b c a b c b\n")
    path = tmp_path / "v"
    path.write_bytes(counts.pack(2, 1))
    read = Vocabulary(path)
    assert [word for word in "abc" if read.count(word)] == ["b", "c"]
    assert read.pair("b", "c") > 0
    assert [pair for pair in ("ca", "ab", "cb") if read.pair(*pair)] == []
    counts = counted("b c a\n")
    path.write_bytes(counts.pack(2, 3))
    read = Vocabulary(path)
    assert [word for word in "abc" if read.count(word)] == ["a", "b"]
    assert [pair for pair in ("\nb", "bc", "ca") if read.pair(*pair)] == ["\nb", "ca"], (
        "a pair goes with its second word"
    )


@pytest.fixture
def folders(tmp_path: Path) -> list[Path]:
    one, two = tmp_path / "one", tmp_path / "two"
    for folder in (one, two / "deep", two / "drafts"):
        folder.mkdir(parents=True)
    (one / "a.md").write_text(PAGE, encoding="utf-8")
    (one / "b.MDX").write_bytes(b"Written in latin-1: \xfcber.\r\n\r\nThe Garden again.\r\n")
    (one / "c.txt").write_text("plainword\n", encoding="utf-8")
    (two / "deep" / "d.markdown").write_text(PAGE + "\nOne more: deepword. naïve, Ωmega\n", encoding="utf-8")
    (two / "drafts" / "e.mkd").write_text("A draftword.\n", encoding="utf-8")
    (two / "folder.md").mkdir()
    return [one, two]


def train(*args: str | Path, seed: str = "0") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "weave_fix.language.train", *map(str, args)]
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_the_same_folders_give_the_same_bytes(folders: list[Path], tmp_path: Path) -> None:
    made = []
    for seed, order in (("1", folders), ("2", folders), ("3", folders[::-1])):
        done = train(*order, "-o", tmp_path / seed, seed=seed)
        assert done.returncode == 0, done.stderr
        made.append((tmp_path / seed).read_bytes())
    assert made[0] == made[1] == made[2]
    read = Vocabulary(tmp_path / "1")
    assert [word for word in ("garden", "deepword", "naïve", "Ωmega", "draftword") if not read.count(word)] == []
    assert read.count("plainword") == 0
    assert read.count("garden") > read.count("deepword")


def test_paths_can_be_left_out(folders: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--without", "/drafts/", "--without", "a.md"]
    assert main([*map(str, folders), "-o", str(tmp_path / "v"), *options]) == 0
    read = Vocabulary(tmp_path / "v")
    assert read.count("draftword") == 0
    assert read.count("deepword") > 0
    assert "2 of 2 files" in capsys.readouterr().err


def test_words_and_pairs_are_bounded(folders: list[Path], tmp_path: Path) -> None:
    every, few = tmp_path / "every", tmp_path / "few"
    main([*map(str, folders), "-o", str(every)])
    main([*map(str, folders), "-o", str(few), "--words", "5", "--pairs", "3"])
    read = Vocabulary(few)
    assert few.stat().st_size < every.stat().st_size
    assert read.count("the") > 0
    assert read.count("deepword") == 0


def test_files_come_in_the_order_of_their_paths(folders: list[Path]) -> None:
    found = [path.name for path in markdown_files(folders[::-1])]
    assert found == ["a.md", "b.MDX", "d.markdown", "e.mkd"]


@pytest.mark.parametrize(
    ("args", "words"),
    [
        pytest.param(["missing", "-o", "v"], "no Markdown below missing", id="no-such-folder"),
        pytest.param(["empty", "other", "-o", "v"], "no Markdown below empty, other", id="no-markdown"),
        pytest.param(["full", "--without", "a", "-o", "v"], "no Markdown below full", id="all-left-out"),
        pytest.param(["-o", "v"], "FOLDER", id="no-folder-named"),
        pytest.param(["full"], "-o/--output", id="no-output-named"),
        pytest.param(["full", "-o", "lost/v"], "lost/v: there is no folder lost; make it first", id="nowhere-to-write"),
    ],
)
def test_wrong_use_is_told(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    args: list[str],
    words: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("empty").mkdir()
    Path("other").mkdir()
    Path("full").mkdir()
    Path("full/a.md").write_text("text\n", encoding="utf-8")
    with pytest.raises(SystemExit) as caught:
        main(args)
    assert caught.value.code == 2
    assert words in capsys.readouterr().err
    assert not Path("v").exists()
