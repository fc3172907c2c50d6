from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.conftest import Repo, nobody
from tests.selections import failures, read, reasons, texts
from weave_fix.config import Config
from weave_fix.errors import WeaveFixError
from weave_fix.files.select import Inputs, select
from weave_fix.git import Repository

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class TestBadNames:
    @pytest.fixture
    def good(self, repo: Repo) -> Repo:
        repo.commit_files({"good.md": "good\n"})
        repo.write("good.md", "better\n")
        return repo

    def failed(self, good: Repo, *names: str) -> dict[str, str]:
        inputs = read(good.root, *names, "good.md")
        assert [item.document.path for item in inputs.documents] == ["good.md"]
        return failures(inputs)

    @pytest.mark.parametrize("name", ["gone.md", "good.md/x.md", "no/where.md", "-gone.md"])
    def test_missing(self, good: Repo, name: str) -> None:
        message = f"{name}: no such file; check its spelling, and the folder you are in"
        assert self.failed(good, name) == {name: message}

    def test_a_name_that_cannot_be(self, good: Repo) -> None:
        assert "cannot be read" in self.failed(good, "x" * 300)["x" * 300]

    @pytest.mark.parametrize("name", ["../other.md", "/", "..", "../repo2"])
    def test_outside_the_repository(self, good: Repo, name: str) -> None:
        good.root.parent.joinpath("other.md").write_text("other\n")
        good.root.parent.joinpath("repo2").mkdir()
        assert f"lies outside the repository {good.root}" in self.failed(good, name)[name]

    def test_outside_through_a_linked_folder(self, good: Repo) -> None:
        outside = good.root.parent / "outside"
        outside.mkdir()
        (outside / "a.md").write_text("a\n")
        good.path("link").symlink_to(outside)
        assert "outside the repository" in self.failed(good, "link/a.md")["link/a.md"]

    def test_inside_through_a_linked_folder(self, good: Repo) -> None:
        good.write("real/a.md", "a\n")
        good.path("link").symlink_to("real")
        assert list(texts(read(good.root, "link/a.md"))) == ["real/a.md"]

    def test_a_link_named(self, good: Repo) -> None:
        good.path("link.md").symlink_to("good.md")
        inputs = read(good.root, "link.md", "good.md")
        assert reasons(inputs) == {"link.md": "a symbolic link; name the file that it leads to"}
        assert len(inputs.documents) == 1

    def test_a_pipe_is_not_waited_for(self, good: Repo) -> None:
        os.mkfifo(good.path("pipe.md"))
        assert reasons(read(good.root, "pipe.md")) == {"pipe.md": "neither a file nor a folder"}

    @pytest.mark.parametrize("name", ["inner", "inner/a.md", "inner/deep", "inner/deep/b.md"])
    def test_inside_another_repository(self, good: Repo, name: str) -> None:
        good.git("init", "-q", "inner")
        good.write("inner/a.md", "a\n")
        good.write("inner/deep/b.md", "b\n")
        inputs = read(good.root, name, "good.md")
        assert reasons(inputs) == {name: "belongs to another repository inside this one; run weave-fix there"}
        assert [item.document.path for item in inputs.documents] == ["good.md"]

    @pytest.mark.parametrize("name", ["a.md", "."])
    def test_vanished_while_reading(self, good: Repo, name: str) -> None:
        class Slow(Repository):
            """Somebody deletes a file between the listing and the reading."""

            def read_blobs_below(
                self, specs: Iterable[str], limit: int | None
            ) -> Iterator[tuple[str, int | None, bytes | None]]:
                good.path("a.md").unlink()
                return super().read_blobs_below(specs, limit)

        good.write("a.md", "a\n")
        opened = Repository.discover(good.root)
        assert opened is not None
        slow = Slow(opened.root, opened.git_dir, opened.head())
        inputs = select(Config(paths=(name, "good.md")), slow, {}, good.root)
        assert failures(inputs) == {"a.md": "a.md: vanished while weave-fix was reading; run weave-fix again"}
        assert [item.document.path for item in inputs.documents] == ["good.md"]

    def test_unreadable(self) -> None:
        # In a folder of its own: what pytest gives is closed to everybody else, and this test acts as somebody else.
        with tempfile.TemporaryDirectory() as folder:
            os.chmod(folder, 0o755)
            for name in ("bad.md", "good.md", "closed/a.md"):
                Path(folder, name).parent.mkdir(exist_ok=True)
                Path(folder, name).write_text("a\n")
            Path(folder, "bad.md").chmod(0)
            Path(folder, "closed").chmod(0)
            with nobody():
                inputs = select(Config(paths=("bad.md", "good.md", "closed", ".")), None, {}, Path(folder))
            Path(folder, "closed").chmod(0o755)
        assert [item.document.path for item in inputs.documents] == ["good.md"]
        assert all("cannot be read (Permission denied); make it readable" in str(f) for f in inputs.failures)
        assert len(inputs.failures) == 3


class TestClosedFolders:
    """Folders of a repository that may not be looked into: the others are, and each is an error with its name."""

    @pytest.fixture(autouse=True)
    def home(self, sealed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Keep git from what the superuser alone may read."""
        monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
        for name in ("HOME", "XDG_CONFIG_HOME"):
            monkeypatch.setenv(name, "/")

    def read(self, modes: dict[str, int], *names: str) -> Inputs:
        """Select in a repository whose folders have the given modes."""
        # In a folder of its own: what pytest gives is closed to everybody else, and this test acts as somebody else.
        with tempfile.TemporaryDirectory() as top:
            repo = Repo(Path(top))
            repo.git("init", "-q", "--template=", ".")
            for name in ("gone.md", "good.md", "closed/a.md", "closed/deep/b.md", "open/c.md"):
                repo.write(name, "a\n")
            repo.add()
            repo.path("gone.md").unlink()
            repo.write("closed/new.md", "a\n")
            repo.write("closed/d.txt", "a\n")
            if os.geteuid() == 0:
                for folder, _, files in os.walk(top):
                    for path in (folder, *(os.path.join(folder, file) for file in files)):
                        os.chown(path, 65534, 65534)
            os.chmod(top, 0o755)
            for name, mode in modes.items():
                repo.path(name).chmod(mode)
            with nobody():
                inputs = read(Path(top), *names)
            for name in reversed(modes):
                repo.path(name).chmod(0o755)
        return inputs

    def paths(self, inputs: Inputs) -> list[str]:
        return [item.document.path for item in inputs.documents]

    @pytest.mark.parametrize(
        ("mode", "found"),
        [
            pytest.param(0, [], id="closed"),
            pytest.param(0o444, [], id="to be listed, but not to be entered"),
            pytest.param(0o111, ["closed/a.md", "closed/deep/b.md"], id="to be entered, but not to be listed"),
        ],
    )
    def test_one(self, mode: int, found: list[str]) -> None:
        inputs = self.read({"closed": mode}, ".")
        assert self.paths(inputs) == [*found, "good.md", "open/c.md"]
        assert failures(inputs) == {
            "closed": "closed: cannot be read (Permission denied); make it readable, or leave it out"
        }
        assert reasons(inputs) == {"gone.md": "not in the working tree"}

    def test_one_in_another(self) -> None:
        inputs = self.read({"closed/deep": 0}, "closed", "open")
        assert self.paths(inputs) == ["closed/a.md", "closed/new.md", "open/c.md"]
        assert list(failures(inputs)) == ["closed/deep"]

    def test_one_named(self) -> None:
        inputs = self.read({"closed": 0}, "closed", "closed/a.md", "good.md")
        assert self.paths(inputs) == ["good.md"]
        assert list(failures(inputs)) == ["closed", "closed/a.md"]


class TestWithoutRepository:
    def test_named_files_have_no_history(self, sealed: Path) -> None:
        (sealed / "docs/deep").mkdir(parents=True)
        for name in ("docs/b.md", "docs/a.txt", "docs/deep/A.MD", "c.txt", "d.md"):
            (sealed / name).write_text("x\n")
        inputs = read(sealed, "docs", "./c.txt", "./d.md", str(sealed / "d.md"))
        assert [(s.document.path, s.bases, s.source) for s in inputs.documents] == [
            ("docs/b.md", (), "worktree"),
            ("docs/deep/A.MD", (), "worktree"),
            ("./d.md", (), "worktree"),
            (str(sealed / "d.md"), (), "worktree"),
        ]
        assert list(reasons(inputs)) == ["./c.txt"]
        assert reasons(inputs)["./c.txt"].startswith("not Markdown by its name")

    def test_unfit_files(self, sealed: Path) -> None:
        (sealed / "a.md").write_text("a\n")
        (sealed / "nul.md").write_bytes(b"\x00")
        (sealed / "link.md").symlink_to("a.md")
        inputs = read(sealed, "gone.md", "nul.md", ".")
        assert [s.document.path for s in inputs.documents] == ["a.md"]
        assert sorted(reasons(inputs)) == ["link.md", "nul.md"]
        assert "no such file" in failures(inputs)["gone.md"]

    def test_nothing_named(self, sealed: Path) -> None:
        with pytest.raises(WeaveFixError, match="no git repository here; run weave-fix inside one, or name the files"):
            read(sealed)

    def test_a_base_means_nothing(self, sealed: Path) -> None:
        with pytest.raises(WeaveFixError, match="--base HEAD"):
            read(sealed, "a.md", base="HEAD")
