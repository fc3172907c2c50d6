"""`--interactive` on a pseudo-terminal, through the installed command."""

from __future__ import annotations

import os
import pty
import select
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Repo

ROWS = ["The kettle stands by the stove.", "The lamp is on all night.", "The road is long and dry."]
SOUND = "# Rooms\n\n" + "\n\n".join(ROWS) + "\n"
DAMAGED = SOUND.replace("kettle", "ke</falcon>ttle").replace("lamp is", "la</falcon>mp is").replace("road is", "roadis")
PROMPT = b",?] "


@pytest.fixture
def rooms(repo: Repo) -> Repo:
    repo.commit_files({"a.md": SOUND})
    repo.write("a.md", DAMAGED)
    return repo


class Terminal:
    """The command on a pseudo-terminal."""

    def __init__(self, *flags: str) -> None:
        self.child, self.terminal = pty.fork()
        if self.child == 0:
            os.execv(sys.executable, [sys.executable, "-m", "weave_fix", "-i", "--color", "never", *flags])
        self.said = b""

    def answer(self, *answers: str) -> None:
        """Wait for each question and answer it."""
        for answer in answers:
            self.wait(PROMPT)
            os.write(self.terminal, f"{answer}\n".encode())

    def wait(self, wanted: bytes) -> bytes:
        """Read until `wanted` comes, and return what came before; fail where nothing comes for a minute."""
        while wanted not in self.said and self._read():
            pass
        before, found, self.said = self.said.partition(wanted)
        assert found, before
        return before

    def _read(self) -> bool:
        assert select.select([self.terminal], [], [], 60)[0], self.said
        try:
            more = os.read(self.terminal, 4096)
        except OSError:  # the other end is closed
            return False
        self.said += more
        return bool(more)

    def end(self) -> tuple[int, str]:
        """Wait for the end, and return the exit status and what was said since the last wait."""
        while self._read():
            pass
        status = os.waitpid(self.child, 0)[1]
        os.close(self.terminal)
        return os.waitstatus_to_exitcode(status), self.said.decode().replace("\r\n", "\n")


def go(*answers: str, flags: tuple[str, ...] = ("a.md",)) -> tuple[int, str]:
    terminal = Terminal(*flags)
    terminal.answer(*answers)
    return terminal.end()


def with_rows(*rows: str) -> bytes:
    return ("# Rooms\n\n" + "\n\n".join(rows) + "\n").encode()


BROKEN = DAMAGED.rstrip("\n").split("\n\n")[1:]


@pytest.mark.parametrize(
    ("answers", "rows", "status"),
    [
        pytest.param(["y", "n", "y"], [ROWS[0], BROKEN[1], ROWS[2]], 1, id="yes and no"),
        pytest.param(["n", "n", "n"], BROKEN, 0, id="no to all"),
        pytest.param(["a", "n"], [ROWS[0], ROWS[1], BROKEN[2]], 1, id="all of a signature"),
        pytest.param(["y", "q"], [ROWS[0], *BROKEN[1:]], 1, id="the end leaves the rest"),
        pytest.param(["q"], BROKEN, 1, id="the end at once"),
        pytest.param(["y", "u", "n", "y", "n"], [BROKEN[0], ROWS[1], BROKEN[2]], 1, id="one taken back"),
        pytest.param(["a", "u", "n", "n", "y"], [*BROKEN[:2], ROWS[2]], 1, id="all of a signature taken back"),
        pytest.param(["x", "y", "?", "n", "u", "y", "n"], [*ROWS[:2], BROKEN[2]], 1, id="another answer gets help"),
    ],
)
def test_answers(rooms: Repo, answers: list[str], rows: list[str], status: int) -> None:
    assert go(*answers)[0] == status
    assert rooms.read("a.md") == with_rows(*rows)


def test_a_question_shows_the_lines_and_the_evidence(rooms: Repo) -> None:
    terminal = Terminal("a.md")
    said = terminal.wait(b"Make this repair").decode().replace("\r\n", "\n")
    assert said.startswith("a.md:3:7: insert_spurious_html_xml_tag: a stray tag put in: ")
    assert "(history " in said
    assert "\n-The ke</falcon>ttle stands by the stove.\n+The kettle stands by the stove.\n" in said
    terminal.answer("q")
    _, said = terminal.end()
    assert "1 Markdown file checked: 3 findings need review in 1 file." in said


def test_a_comment_is_written_above_the_block_and_holds(rooms: Repo) -> None:
    assert go("i", "y", "y")[0] == 1
    comment = "<!-- weave-fix: ignore insert_spurious_html_xml_tag -->\n"
    assert rooms.read("a.md") == with_rows(comment + BROKEN[0], *ROWS[1:])
    done = subprocess.run([sys.executable, "-m", "weave_fix", "--check", "a.md"], capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (0, b"")


def editor(folder: Path, script: str) -> str:
    file = folder / "my editor"
    file.write_text(f"#!/bin/sh\n{script}\n")
    file.chmod(file.stat().st_mode | stat.S_IXUSR)
    return f"'{file}'"


def test_lines_are_edited_with_the_repair_made(rooms: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_EDITOR", editor(tmp_path, 'sed -i.bak "s/The kettle/A kettle/" "$1"'))
    assert go("e", "y", "y")[0] == 1
    assert rooms.read("a.md") == with_rows("A kettle stands by the stove.", *ROWS[1:])


def test_an_editor_that_fails_changes_nothing(rooms: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_EDITOR", "false")
    terminal = Terminal("a.md")
    terminal.wait(b"Make this")
    terminal.answer("e")
    assert b"weave-fix: error: the editor 'false' ended with 1; nothing was changed\r\n" in terminal.wait(b"Make this")
    terminal.answer("y", "q")
    assert terminal.end()[0] == 1
    assert rooms.read("a.md") == with_rows(ROWS[0], *BROKEN[1:])


def test_an_interrupt_leaves_everything_as_it_was(rooms: Repo) -> None:
    terminal = Terminal("a.md")
    terminal.answer("y", "y")
    terminal.wait(PROMPT)
    os.kill(terminal.child, signal.SIGINT)
    assert terminal.end()[0] == 130
    assert rooms.read("a.md") == DAMAGED.encode()


def test_the_end_of_the_input_writes_what_was_decided(rooms: Repo) -> None:
    terminal = Terminal("a.md")
    terminal.answer("y")
    terminal.wait(PROMPT)
    os.write(terminal.terminal, b"\x04")
    assert terminal.end()[0] == 1
    assert rooms.read("a.md") == with_rows(ROWS[0], *BROKEN[1:])


def test_what_is_staged_is_repaired_beside_an_unstaged_edit(rooms: Repo) -> None:
    rooms.add()
    edited = DAMAGED.replace("# Rooms", "# All rooms")
    rooms.write("a.md", edited)
    assert go("y", "n", "n", flags=("--no-notes",))[0] == 1
    assert rooms.read("a.md") == edited.replace("</falcon>", "", 1).encode()


@pytest.mark.parametrize(
    ("flags", "words"),
    [
        (["-i", "a.md"], "--interactive needs a terminal"),
        (["-i", "--check", "a.md"], "--check does not go with --interactive"),
    ],
)
def test_wrong_use(rooms: Repo, flags: list[str], words: str) -> None:
    command = [sys.executable, "-m", "weave_fix", *flags]
    done = subprocess.run(command, input="y\n", capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert words in done.stderr
    assert rooms.read("a.md") == DAMAGED.encode()


def test_a_repair_that_is_refused_never_comes_back(rooms: Repo) -> None:
    assert go("n!", "y", "y")[0] == 1
    assert rooms.read("a.md") == with_rows(BROKEN[0], *ROWS[1:])
    rooms.write("a.md", b"# A line more\n\n" + rooms.read("a.md"))
    done = subprocess.run([sys.executable, "-m", "weave_fix", "--check", "a.md"], capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (0, b"")
    assert len(rooms.read(".weave-fix-rejected.jsonl").splitlines()) == 1


def test_a_word_goes_into_the_words_file(repo: Repo) -> None:
    text = "# Rooms\n\nWe recieve the parcel on Monday, and the lamp is on all night.\n"
    repo.write("a.md", text)
    repo.write("words.txt", "oven\n")
    status, said = go("w", flags=("--words-file", "words.txt", "a.md"))
    assert (status, repo.read("words.txt"), repo.read("a.md")) == (0, b"oven\nrecieve\n", text.encode())
    assert "words.txt: added recieve\n" in said


def test_without_a_words_file_it_says_how_to_name_one(rooms: Repo) -> None:
    terminal = Terminal("a.md")
    assert b",w," not in terminal.wait(b",?] ")
    os.write(terminal.terminal, b"w\n")
    assert b"There is no words file; name one: " in terminal.wait(PROMPT)
    os.write(terminal.terminal, b"q\n")
    assert terminal.end()[0] == 1
