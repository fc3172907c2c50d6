"""Only regular files of a bounded size are read."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from weave_fix.runtime.regular_file import (
    NotRegularError,
    TooLargeError,
    open_regular,
    open_to_change,
    read_regular,
)


def make_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        os.chdir(path.parent)  # a socket's whole path has to be short
        made.bind(path.name)


SPECIAL: list[object] = [
    pytest.param(os.mkfifo, id="pipe"),
    pytest.param(lambda path: path.symlink_to("/dev/zero"), id="link-to-a-device"),
    pytest.param(lambda path: path.mkdir(), id="folder"),
    pytest.param(make_socket, id="socket"),
]


@pytest.mark.parametrize("make", SPECIAL)
def test_what_is_no_regular_file_is_not_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: Callable[[Path], object]
) -> None:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "it"
    make(file)
    monkeypatch.setattr(os, "open", lambda *args: pytest.fail("it was opened"))
    for act in (read_regular, open_regular, open_to_change):
        with pytest.raises(NotRegularError) as caught:
            act(file, 10)
        assert (caught.value.filename, caught.value.strerror) == (str(file), "not a regular file")


def test_what_became_a_pipe_in_between_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "it"
    file.write_bytes(b"a file")
    real = os.open

    def replaced(*args: object) -> int:
        file.unlink()
        os.mkfifo(file)
        return real(*args)  # type: ignore[arg-type]  # as they come

    monkeypatch.setattr(os, "open", replaced)
    with pytest.raises(NotRegularError):
        read_regular(file, 10)


@pytest.mark.parametrize("size", [0, 1, 9, 10])
def test_as_much_as_may_be_is_read(tmp_path: Path, size: int) -> None:
    file = tmp_path / "it"
    file.write_bytes(bytes(size))
    assert read_regular(file, 10) == bytes(size)
    assert read_regular(str(file), 10) == bytes(size)
    (tmp_path / "link").symlink_to(file)
    assert read_regular(tmp_path / "link", 10) == bytes(size)


@pytest.mark.parametrize("size", [11, 1 << 40])
def test_more_is_refused(tmp_path: Path, size: int) -> None:
    file = tmp_path / "it"
    file.touch()
    os.truncate(file, size)
    for act in (read_regular, open_regular, open_to_change):
        with pytest.raises(TooLargeError, match="over 10 bytes"):
            act(file, 10)


@pytest.mark.skipif(not os.path.exists("/proc/self/maps"), reason="there is no /proc")
def test_a_file_that_hides_its_size_is_bounded_too() -> None:
    assert os.stat("/proc/self/maps").st_size == 0
    assert read_regular("/proc/self/maps", 1 << 24).count(b"\n") > 1
    with pytest.raises(TooLargeError):
        read_regular("/proc/self/maps", 10)


def test_a_link_is_not_followed_where_it_must_not_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"a")
    (tmp_path / "link").symlink_to("file")
    with pytest.raises(NotRegularError):
        read_regular(tmp_path / "link", 10, follow=False)
    assert read_regular(tmp_path / "file", 10, follow=False) == b"a"


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_regular(tmp_path / "lost", 10)
    with open_to_change(tmp_path / "made", 10) as file:
        file.write(b"a")
    assert read_regular(tmp_path / "made", 10) == b"a"
