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
    assert counts["counts"]["insert_spurious_html_xml_tag"] == {"n": 1, "exact": 1, "at_once": 1, "both": 1}
    assert counts["clean_files"] == 2
    assert counts["clean_changes"] == 0
    assert counts["versions"] == 13
    assert "| insert_spurious_html_xml_tag | 1 | 1 | 0 | 0 | 1 | 1 |" in capsys.readouterr().out


def test_a_clone_without_a_long_history_will_not_do(repo: Repo) -> None:
    history(repo, 5)
    with pytest.raises(BenchError, match="12 versions in a row"):
        deep.measure_deep(repo.root, ("duplicate_word",), 1, 7, repo.root.parent)
