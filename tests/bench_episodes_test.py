"""What an episode prints is read back by `--apply` to the same bytes, for damaged files of every kind."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench import episodes
from bench.edits import HumanEdit
from bench.episodes import ReadBack, measure_episodes, render_episodes
from tests.bench_tool_damage_test import PAGE

EDITED = PAGE.replace("no more than that", "not a word more than that")


def test_the_episodes_of_damaged_files_are_read_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(episodes, "SHARE", 5)
    done = measure_episodes([HumanEdit("c", "a.md", PAGE, EDITED)], 15, 5, tmp_path)
    assert done.others == []
    assert done.counts["same"] == done.counts["files"] == 15
    assert done.counts["repaired"] > 9
    assert "15 damaged files" in render_episodes(done, 1)


def test_what_was_not_read_back_is_counted_and_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = episodes._weave

    def broken(root: Path, *arguments: str) -> str:
        """Lose the last action."""
        if "--apply" in arguments:
            episode = (root / "episode").read_text(encoding="utf-8")
            (root / "episode").write_text(episode[: episode.rindex("#startblock type: action")], encoding="utf-8")
        return said(root, *arguments)

    monkeypatch.setattr(episodes, "_weave", broken)
    done: ReadBack = measure_episodes([HumanEdit("c", "a.md", PAGE, EDITED)], 2, 5, tmp_path)
    assert done.counts["same"] < 2
    assert len(done.others) == 2 - done.counts["same"]
