"""A file is written all at once, or stays as it was."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path
from signal import SIGTERM

import pytest

from weave_fix.runtime.atomic_write import write_atomically
from weave_fix.runtime.signals import Stopped, stoppable


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda path: None, id="nothing"),
        pytest.param(lambda path: path.write_bytes(b"old"), id="file"),
        pytest.param(os.mkfifo, id="pipe"),
        pytest.param(lambda path: path.symlink_to("/dev/zero"), id="link-to-a-device"),
    ],
)
def test_a_file_takes_the_place_of_anything(tmp_path: Path, make: Callable[[Path], object]) -> None:
    file = tmp_path / "it"
    make(file)
    before = os.umask(0o027)
    write_atomically(file, b"new")
    os.umask(before)
    assert not file.is_symlink()
    assert os.listdir(tmp_path) == ["it"]
    assert file.read_bytes() == b"new"
    assert file.stat().st_mode & 0o777 == 0o640


def test_a_folder_stays_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    (tmp_path / "it").mkdir()
    with pytest.raises(OSError, match="it"):
        write_atomically(tmp_path / "it", b"new", flush=True)
    assert os.listdir(tmp_path) == ["it"]


def test_a_signal_waits_until_the_file_is_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.open

    def interrupted(*args: object) -> int:
        handle = real(*args)  # type: ignore[arg-type]  # as they come
        signal.raise_signal(SIGTERM)
        return handle

    monkeypatch.setattr(os, "open", interrupted)
    with pytest.raises(Stopped), stoppable():
        write_atomically(tmp_path / "it", b"new")
    assert os.listdir(tmp_path) == ["it"]
    assert (tmp_path / "it").read_bytes() == b"new"


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda path: path.write_bytes(b"old"), id="file"),
        pytest.param(lambda path: path.symlink_to("nowhere"), id="link-to-nothing"),
        pytest.param(lambda path: path.mkdir(), id="folder"),
    ],
)
def test_a_new_file_takes_the_place_of_nothing(tmp_path: Path, make: Callable[[Path], object]) -> None:
    file = tmp_path / "it"
    make(file)
    with pytest.raises(FileExistsError):
        write_atomically(file, b"new", new=True)
    assert os.listdir(tmp_path) == ["it"]
    assert file.is_symlink() or file.is_dir() or file.read_bytes() == b"old"


def test_a_new_file_has_its_mode(tmp_path: Path) -> None:
    before = os.umask(0o022)
    write_atomically(tmp_path / "it", b"new", mode=0o777, new=True)
    os.umask(before)
    assert (tmp_path / "it").stat().st_mode & 0o777 == 0o755
    assert (tmp_path / "it").read_bytes() == b"new"


@pytest.mark.parametrize("new", [False, True])
@pytest.mark.parametrize("step", ["prepare", "confirm"])
def test_what_fails_leaves_the_file_as_it_was(tmp_path: Path, step: str, new: bool) -> None:
    file = tmp_path / "it"
    if not new:
        file.write_bytes(b"old")

    def refuse(*_: object) -> None:
        raise ValueError("refused")

    with pytest.raises(ValueError, match="refused"):
        write_atomically(file, b"new", new=new, **{step: refuse})  # type: ignore[arg-type]  # one of the two
    assert [path.read_bytes() for path in tmp_path.iterdir()] == ([] if new else [b"old"])


def test_it_is_confirmed_when_all_is_written(tmp_path: Path) -> None:
    file = tmp_path / "it"
    file.write_bytes(b"old")
    seen: list[bytes] = []

    def look() -> None:
        seen.extend(sorted(path.read_bytes() for path in tmp_path.iterdir()))

    write_atomically(file, b"new", prepare=lambda handle: os.fchmod(handle, 0o600), confirm=look)
    assert seen == [b"new", b"old"]
    assert file.stat().st_mode & 0o777 == 0o600
