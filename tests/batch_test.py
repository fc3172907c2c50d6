"""Many texts: each gets one row, whatever is wrong with it, and whatever becomes of the worker that has it."""

from __future__ import annotations

import json
import os
import signal
import time
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

pytest.importorskip("fsspec", reason="the extra `scale` is not installed")
pq = pytest.importorskip("pyarrow.parquet", reason="the extra `scale` is not installed")

from weave_fix.batch import read  # noqa: E402  # needs what was looked for above
from weave_fix.batch.__main__ import main  # noqa: E402
from weave_fix.batch.read import shares_of, texts_of  # noqa: E402

SOUND = "The people of the valley listen to the music and eat bread by the river.\n"
DAMAGED = SOUND.replace("the music", "the the music")


def rows_of(folder: Path) -> list[dict[str, Any]]:
    assert [path for path in folder.iterdir() if path.suffix != ".parquet"] == []
    return [row for part in sorted(folder.iterdir()) for row in pq.read_table(part).to_pylist()]


def lines(*values: object) -> str:
    return "".join(json.dumps(value) + "\n" for value in values)


def test_a_folder_has_a_row_for_each_markdown_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "texts"
    (source / "below").mkdir(parents=True)
    (source / "a.md").write_text(SOUND)
    (source / "below" / "b.md").write_text(DAMAGED)
    (source / "c.txt").write_text(DAMAGED)
    (source / "d.md").write_bytes(b"caf\xe9 " + DAMAGED.encode())
    os.mkfifo(source / "e.md")
    assert main([str(source), str(tmp_path / "found")]) == 0
    a, b, d, e = sorted(rows_of(tmp_path / "found"), key=lambda row: row["name"][-4:])
    assert (a["findings"], a["error"]) == ([], None)
    assert [(one["signature"], one["line"], one["applied"]) for one in b["findings"]] == [("duplicate_word", 1, True)]
    assert d["error"] is None
    assert e["error"] == "cannot be read (not a regular file)"
    assert "4 texts checked" in capsys.readouterr().out


def test_one_bad_text_is_a_row_with_an_error(tmp_path: Path) -> None:
    source = tmp_path / "texts.jsonl"
    source.write_text(lines({"text": DAMAGED}, {"other": 1}, 5) + "{\n\n" + lines({"text": "\ud800"}, {"text": SOUND}))
    assert main([str(source), str(tmp_path / "found"), "--workers", "1"]) == 0
    rows = rows_of(tmp_path / "found")
    assert [row["error"] is not None for row in rows] == [False, True, True, True, True, False]
    assert [len(row["findings"]) for row in rows] == [1, 0, 0, 0, 0, 0]
    assert rows[1]["error"] == "there is no text in text"


def test_how_far_a_finding_goes_is_named_as_in_the_reports(tmp_path: Path) -> None:
    conflict = f"# Bread\n\n<<<<<<< HEAD\n{SOUND}=======\n{SOUND.replace('river', 'road')}>>>>>>> side\n"
    source = tmp_path / "texts.jsonl"
    source.write_text(lines({"text": conflict}, {"text": DAMAGED}))
    assert main([str(source), str(tmp_path / "found"), "--workers", "1"]) == 0
    found = [{one["applicability"] for one in row["findings"]} for row in rows_of(tmp_path / "found")]
    assert found == [{"shown"}, {"safe"}]


def test_each_line_belongs_to_one_share(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = tmp_path / "texts.jsonl"
    source.write_text(lines(*({"text": "a" * (number % 23)} for number in range(60))))
    for block in (1, 7, 13, 64, 10_000):
        monkeypatch.setattr(read, "BLOCK", block)
        found = [text for share in shares_of(str(source)) for text in texts_of(share, "text")]
        assert [len(text.text) for text in found] == [number % 23 for number in range(60)]
        assert found == sorted(found, key=lambda text: text.position)


def test_a_column_of_parquet(tmp_path: Path) -> None:
    import pyarrow as pa

    source = tmp_path / "texts.parquet"
    pq.write_table(pa.table({"body": [SOUND, None, DAMAGED]}), source, row_group_size=2)
    assert main([str(source), str(tmp_path / "found"), "--column", "body"]) == 0
    rows = rows_of(tmp_path / "found")
    assert [(row["position"], len(row["findings"]), row["error"] is None) for row in rows] == [
        (0, 0, True),
        (1, 0, False),
        (2, 1, True),
    ]
    assert main([str(source), str(tmp_path / "none")]) == 2


def test_a_row_group_is_read_in_shares(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import pyarrow as pa

    source = tmp_path / "texts.parquet"
    pq.write_table(pa.table({"text": [str(number) for number in range(25)]}), source, row_group_size=10)
    monkeypatch.setattr(read, "ROWS", 4)
    monkeypatch.setattr(read, "BATCH", 3)
    shares = [*shares_of(str(source))]
    found = [text for share in shares for text in texts_of(share, "text")]
    assert [share.number for share in shares] == [*range(8)]
    assert [(text.position, text.text) for text in found] == [(number, str(number)) for number in range(25)]


def test_several_files_are_named_by_a_pattern(tmp_path: Path) -> None:
    for name, text in (("a", SOUND), ("b", DAMAGED)):
        (tmp_path / f"{name}.jsonl").write_text(lines({"text": text}))
    assert main([str(tmp_path / "*.jsonl"), str(tmp_path / "found")]) == 0
    assert [(row["name"][-7:], len(row["findings"])) for row in rows_of(tmp_path / "found")] == [
        ("a.jsonl", 0),
        ("b.jsonl", 1),
    ]


def test_paths_of_another_file_system() -> None:
    import fsspec

    memory = fsspec.filesystem("memory")
    memory.pipe({"/texts/a.md": SOUND.encode(), "/texts/b.md": DAMAGED.encode()})
    memory.pipe("/lines.jsonl", lines({"text": DAMAGED}, {"text": SOUND}).encode())
    for source, findings in (("memory://texts", [0, 1]), ("memory://lines.jsonl", [1, 0])):
        found = f"memory://found-of-{source[9:14]}"
        assert main([source, found, "--workers", "1"]) == 0  # other processes have a memory of their own
        assert [path.rsplit("/", 1)[1] for path in memory.ls(found, detail=False)] == ["part-000000.parquet"]
        rows = pq.read_table(f"{found}/part-000000.parquet", filesystem=memory).to_pylist()
        assert [len(row["findings"]) for row in rows] == findings
        assert rows[0]["name"].startswith("memory://")


@pytest.mark.parametrize(
    ("source", "said"),
    [
        pytest.param("nothing", "there is no such file or folder", id="nothing"),
        pytest.param("pipe.jsonl", "is not a regular file", id="a-pipe"),
        pytest.param("a.parquet", "Parquet", id="no-parquet"),
        pytest.param("a.csv", "is no folder, and no .jsonl or .parquet file", id="another-kind"),
        pytest.param("unknown://a.jsonl", "Protocol not known", id="an-unknown-file-system"),
    ],
)
def test_what_cannot_be_read_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], source: str, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    os.mkfifo("pipe.jsonl")
    for name in ("a.parquet", "a.csv"):
        Path(name).write_text(SOUND)
    assert main([source, "found"]) == 2
    assert said in capsys.readouterr().err


def test_parts_of_another_run_are_not_mixed_in(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "texts.jsonl"
    source.write_text(lines({"text": SOUND}))
    arguments = [str(source), str(tmp_path / "found"), "--workers", "1"]
    assert [main(arguments), main(arguments)] == [0, 2]
    assert "has the parts of another run" in capsys.readouterr().err
    assert len(rows_of(tmp_path / "found")) == 1


def test_a_scheduler_that_does_not_answer_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("distributed", reason="the extra `scale` is not installed")
    source = tmp_path / "texts.jsonl"
    source.write_text(lines({"text": SOUND}))
    assert main([str(source), str(tmp_path / "found"), "--engine", "dask", "--scheduler", "nonsense"]) == 2
    assert "nonsense: no scheduler of Dask answers" in capsys.readouterr().err


def test_a_worker_that_is_killed_loses_and_doubles_no_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    distributed = pytest.importorskip("distributed", reason="the extra `scale` is not installed")
    source = tmp_path / "texts.jsonl"
    source.write_text(lines(*({"text": f"# Text {number}\n\n{DAMAGED}"} for number in range(200))))
    monkeypatch.setattr(read, "BLOCK", 1500)
    found = tmp_path / "found"
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50
    ) as cluster:
        address = cluster.scheduler_address
        statuses: list[int] = []
        arguments = [str(source), str(found), "--engine", "dask", "--scheduler", address]
        work = Thread(target=lambda: statuses.append(main(arguments)))
        work.start()
        while work.is_alive() and not (found.is_dir() and any(found.glob("part-*"))):
            time.sleep(0.01)
        victim = next(iter(cluster.workers.values())).pid
        done = len(list(found.glob("part-*")))
        os.kill(victim, signal.SIGKILL)
        work.join()
    assert statuses == [0]
    assert 0 < done < len(list(found.glob("part-*")))
    rows = [row for part in sorted(found.glob("part-*")) for row in pq.read_table(part).to_pylist()]
    assert len({row["position"] for row in rows}) == len(rows) == 200
    assert all(len(row["findings"]) == 1 for row in rows)
