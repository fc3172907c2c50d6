"""The bench damages real histories ten commits ago and has them searched."""

from __future__ import annotations

import json

import pytest

from bench import deep
from bench.__main__ import main
from bench.errors import BenchError
from tests.conftest import Repo
from tests.texts import SOUND

WORDS = ["needle", "wool", "thread", "warp", "hole", "fabric", "sock", "line", "side", "ends", "knitting", "stitches"]
SAID = ["fine", "soft", "strong", "even", "small", "thick", "warm", "clear", "far", "loose", "firm", "short"]
"""What the writer says of each, in an edit of its own."""


def history(repo: Repo, commits: int) -> None:
    """Commit a text, and `commits` edits of it in different lines."""
    text = SOUND
    repo.commit_files({"docs/a.md": text})
    for word, said in list(zip(WORDS, SAID, strict=True))[:commits]:
        text = text.replace(f" {word}", f" {said} {word}", 1)
        repo.commit_files({"docs/a.md": text})


def test_old_damage_is_put_in_searched_and_counted(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    history(repo, 12)
    out = repo.root.parent / "out.json"
    args = ["--deep", "2", "--ops", "insert_spurious_html_xml_tag,substring2gibberish", "--no-peers"]
    assert main([str(repo.root), *args, "--show", "9", "--json", str(out)]) == 0
    counts = json.loads(out.read_text())["deep"]
    keys = "n", "exact", "at_once", "both", "known", "known_exact"
    assert counts["counts"]["insert_spurious_html_xml_tag"] == dict.fromkeys(keys, 1)
    assert counts["clean_files"] == 2
    assert counts["clean_changes"] == 0
    assert counts["versions"] == 13
    assert "| insert_spurious_html_xml_tag | 1 | 1 | 0 | 0 | 1 | 1 |" in capsys.readouterr().out


def test_a_line_that_was_written_and_damaged_in_one_commit_is_not_known() -> None:
    texts = "One line.\nA line.\n", "One line.\nA line that was edited.\n"
    for before, known in ((texts[1], True), (texts[0], False)):
        versions = before, texts[1]
        broken = before, texts[1].replace("edited", "deited")
        assert deep.is_known(deep.Case("a.md", "shuffle_word_middle", versions, broken)) is known
        assert not deep.is_known(deep.Case("a.md", deep.NUMBER, versions, broken))


def test_a_clone_without_a_long_history_will_not_do(repo: Repo) -> None:
    history(repo, 5)
    with pytest.raises(BenchError, match="12 versions in a row"):
        deep.measure_deep(repo.root, ("duplicate_word",), 1, 7, repo.root.parent)
