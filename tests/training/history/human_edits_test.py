from __future__ import annotations

import json
import lzma
from pathlib import Path

import pytest

from weave_fix.training.history.dataset import HumanEdit
from weave_fix.training.history.human_edits import read, read_verdicts


def test_edits_are_read_in_order_with_any_line_end_in_them(tmp_path: Path) -> None:
    path = tmp_path / "e.jsonl"
    cases = [{"repo": "a/b", "before": "x\r\ny\u2028\x85\n", "after": str(number), "more": 1} for number in range(3)]
    path.write_text("".join(json.dumps(case, ensure_ascii=False) + "\n" for case in cases), encoding="utf-8")
    assert read([path, path]) == [HumanEdit("a/b", "x\r\ny\u2028\x85\n", str(number)) for number in (0, 1, 2, 0, 1, 2)]


def test_of_a_whole_commit_each_file_that_it_changes_is_read(tmp_path: Path) -> None:
    path = tmp_path / "c.jsonl.xz"
    files = [
        {"path": "a.md", "old_path": "a.md", "before": "Old.\n", "after": "New.\n"},
        {"path": "added.md", "old_path": "added.md", "before": None, "after": "New.\n"},
        {"path": "moved.md", "old_path": "b.md", "before": "Same.\n", "after": "Same.\n"},
        {"path": "docs/c.md", "old_path": "c.md", "before": "One.\n", "after": "Two.\n"},
    ]
    case = {"repo": "a/b", "commit": "0f" * 20, "subject": "Write", "files": files}
    path.write_bytes(lzma.compress(json.dumps(case).encode()))
    assert read([path]) == [
        HumanEdit("a/b", "Old.\n", "New.\n", "a.md", "0f" * 20),
        HumanEdit("a/b", "One.\n", "Two.\n", "docs/c.md", "0f" * 20),
    ]


def test_a_file_that_is_missing_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"gone\.jsonl"):
        read([tmp_path / "gone.jsonl"])


def test_of_the_findings_that_were_read_the_right_ones_are_slips(tmp_path: Path) -> None:
    path = tmp_path / "v.jsonl"
    found = [("a.md", "teh", "the", True), ("a.md", "Hugo", "Hexo", False), ("a.md", "a a", "a", True)]
    lines = [
        json.dumps({"commit": "1f", "path": name, "before": before, "after": after, "right": right})
        for name, before, after, right in found
    ]
    path.write_text("\n".join(lines) + "\n")
    assert read_verdicts(path) == {("1f", "a.md"): [("teh", "the"), ("a a", "a")]}
