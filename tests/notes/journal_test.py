"""The journal survives crashes, garbage and company."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.mutations import alter, spoil
from tests.notes.writer import Writer
from weave_fix.notes import journal as module
from weave_fix.notes import match
from weave_fix.notes.cli import main
from weave_fix.notes.journal import Journal, state_of
from weave_fix.notes.records import Entry
from weave_fix.notes.trailer import LEFT
from weave_fix.records import Applicability, Note


def entry(number: int = 1, path: str = "a.md", message: str = '"a" -> "b"') -> Entry:
    note = Note(path, number, "adjacent_word_swap", message, Applicability.SAFE)
    return Entry(note, (f"piece {number} \udce9",), 2, "1a2b", (7, 8))


def kept(journal: Journal) -> list[Entry]:
    return list(journal.read().entries.values())


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(tmp_path / "weave-fix")


def test_what_is_added_is_read(journal: Journal) -> None:
    assert kept(journal) == []
    journal.add([entry(1), entry(2)])
    journal.add([entry(3)])
    assert kept(journal) == [entry(1), entry(2), entry(3)]


def test_the_same_thing_is_kept_once(journal: Journal) -> None:
    journal.add([entry(1), entry(2)])
    size = journal.file.stat().st_size
    journal.add([entry(1), entry(2)])
    assert journal.file.stat().st_size == size
    journal.add([entry(1)._replace(head="3c4d")])
    assert kept(journal) == [entry(2), entry(1)._replace(head="3c4d")]


def test_a_new_look_at_a_file_takes_the_place_of_what_was_only_reported_there(journal: Journal) -> None:
    journal.add([entry(1, message=LEFT), entry(2), entry(3, "b.md", LEFT)])
    journal.add([entry(4, message=LEFT)])
    assert kept(journal) == [entry(2), entry(3, "b.md", LEFT), entry(4, message=LEFT)]


def test_what_became_of_entries(journal: Journal) -> None:
    one, two, three = entry(1), entry(2), entry(3)
    journal.add([one, two, three])
    journal.mark({one.key: "value"}, [], [two.key], seen="")
    assert kept(journal) == [one._replace(value="value"), three]
    journal.mark({}, [one.key, "unknown"], seen="undone")
    state = journal.read()
    assert list(state.entries.values()) == [one._replace(value="value", committed=True), three]
    assert (state.waiting, state.seen) == ([three], "undone")
    journal.mark({one.key: "again"}, aged=[three.key], seen="undone")
    assert journal.read().waiting == [one._replace(value="again"), three._replace(age=1)]
    journal.mark({}, [], [one.key, three.key], seen="undone")
    assert not journal.file.exists()


def test_drop(journal: Journal) -> None:
    journal.add([entry(1), entry(2), entry(3)])
    journal.mark({entry(1).key: "value"}, [entry(1).key], seen="")
    assert journal.drop() == 2
    assert kept(journal) == []
    assert journal.drop() == 0


@given(st.data())
def test_a_crash_in_the_middle_of_a_write(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    journal = Journal(tmp_path_factory.mktemp("crash"))
    journal.add([entry(1)])
    whole = journal.file.read_bytes()
    journal.add([entry(2), entry(3)])
    cut = data.draw(st.integers(len(whole), journal.file.stat().st_size))
    with journal.file.open("rb+") as file:
        file.truncate(cut)
    before = kept(journal)
    assert before == [entry(1), entry(2), entry(3)][: len(before)]
    assert before
    assert journal.quarantine_corrupt() is None
    journal.add([entry(4)])
    assert kept(journal) == [*before, entry(4)]


@pytest.mark.parametrize(
    "garbage",
    [
        pytest.param(b"\0\0\0\n", id="NUL bytes"),
        pytest.param(b"\xff\xfe\n", id="no UTF-8"),
        pytest.param(b'{"note":\n', id="half a line"),
        pytest.param(b"[]\n", id="no object"),
        pytest.param(b'{"note":{"note":["a.md",1,"x","m",9]}}\n', id="fields missing"),
        pytest.param(b'{"gone":7}\n', id="a number for a list"),
        pytest.param(b"[" * 100_000 + b"\n", id="deeper than can be read"),
    ],
)
def test_garbage_is_set_aside_and_the_rest_kept(journal: Journal, garbage: bytes) -> None:
    journal.add([entry(1)])
    raw = journal.file.read_bytes() + garbage
    journal.file.write_bytes(raw)
    journal.add([entry(2)])
    raw = journal.file.read_bytes()
    assert journal.read().broken
    aside = journal.quarantine_corrupt()
    assert aside is not None
    assert aside.read_bytes() == raw
    assert not journal.read().broken
    assert kept(journal) == [entry(1), entry(2)]
    assert journal.quarantine_corrupt() is None


@pytest.mark.parametrize(
    ("signature", "message"),
    [("x: y\nSigned-off-by", "y"), ("x", "y\n\nSigned-off-by: someone")],
    ids=["id", "message"],
)
def test_a_forged_journal_forges_no_trailer(journal: Journal, signature: str, message: str) -> None:
    journal.add([entry()._replace(note=entry().note._replace(signature=signature, message=message))])
    assert kept(journal) == []
    assert journal.read().broken


@given(st.binary())
def test_any_bytes_are_read(raw: bytes) -> None:
    state_of(raw)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=3),
)


@given(st.data())
def test_any_value_in_the_place_of_another_is_read(data: st.DataObject) -> None:
    row = module._row(entry())
    key = data.draw(st.sampled_from([*row]))
    if key == "note":
        row["note"][data.draw(st.integers(0, 4))] = data.draw(ANYTHING)
    else:
        row[key] = data.draw(ANYTHING)
    state = state_of(module._line({"note": row}) + module._line({"offered": {entry().key: data.draw(ANYTHING)}}))
    for one in state.entries.values():
        assert f"{one.note.message}{one.value}".isprintable()
        os.fsencode(one.note.path)
        one.find("a text with piece 1 \udce9 in it")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param('"a.md"', r'"\ud800"', id="a path that no file has"),
        pytest.param('"a.md"', r'"a\u0000.md"', id="a path with NUL"),
        pytest.param('"a.md"', '"../a.md"', id="a path outside"),
        pytest.param('"a.md"', '"/etc/passwd"', id="an absolute path"),
        pytest.param('"a.md",20', '"a.md",1e999', id="an infinite line"),
        pytest.param('"pieces":["', r'"pieces":["\ud800', id="a text that no file has"),
        pytest.param('"head":"', '"head":"--output=lost ', id="a revision that is none"),
        pytest.param('"head":"', '"head":"' + "a" * 3_000_000, id="a revision that is long"),
        pytest.param('"value":"', r'"value":"a\n\nSigned-off-by: someone', id="a value of several lines"),
    ],
)
def test_a_note_that_was_altered_is_set_aside_and_the_others_reach_the_commit(
    writer: Writer, capsys: pytest.CaptureFixture[str], old: str, new: str
) -> None:
    writer.repair()
    writer.add("a.md")
    line = writer.journal.file.read_text()
    assert line.count(old) == 1
    writer.journal.file.write_text(line.replace(old, new) + line)
    writer.write("message", "Subject\n")
    assert main(["message"]) == 0
    assert "was set aside there; the rest is kept" in capsys.readouterr().err
    assert writer.read("message").startswith(b"Subject\n\nWeave-Orientation: a.md:20 ")
    assert writer.read("message").count(b"\n") == 3
    assert not writer.path("lost").exists()


@pytest.mark.parametrize("seed", range(40))
def test_a_journal_that_nobody_wrote_is_no_fault(writer: Writer, capsys: pytest.CaptureFixture[str], seed: int) -> None:
    writer.repair()
    writer.add("a.md")
    rng = Random(seed)
    others = ({"offered": {"x": "y"}}, {"settled": ["x"]}, {"gone": ["x"]}, {"waited": ["x"]}, {"seen": "abc"})
    raw = writer.journal.file.read_bytes() + module._line(rng.choice(others))
    if seed % 4:
        rows = [json.loads(line) for line in raw.splitlines()]
        alter(rows, rng)
        raw = b"".join(module._line(row) for row in rows)
    else:
        raw = spoil(raw, rng)
    for act, expected in ((["--pending"], 0), (["message"], 0)):
        writer.journal.file.write_bytes(raw)
        writer.write("message", "Subject\n")
        assert main(act) == expected
        assert "this is a bug" not in capsys.readouterr().err
    lines = writer.read("message").splitlines()
    assert lines[0] == b"Subject"
    assert all(not line or line.startswith(b"Weave-Orientation: ") for line in lines[1:])


def test_a_broken_journal_fails_no_commit(writer: Writer) -> None:
    writer.repair()
    writer.add("a.md")
    file = writer.journal.file
    file.write_bytes(b"garbage\n" + file.read_bytes())
    said = writer.run("commit", "-m", "Change")
    assert "weave-fix: warning: " in said
    assert "could not be read and was set aside there; the rest is kept" in said
    assert len(writer.trailers()) == 1
    (aside,) = file.parent.glob("*.broken")
    assert aside.read_bytes().startswith(b"garbage\n")


def test_a_journal_that_cannot_be_read_fails_no_commit(writer: Writer) -> None:
    writer.repair()
    writer.add("a.md")
    writer.journal.file.unlink()
    writer.journal.file.symlink_to(writer.journal.file.name)
    said = writer.run("commit", "-m", "Change")
    assert "weave-fix: warning: no notes in this commit's message: " in said
    assert writer.git("log", "-1", "--format=%B").strip() == "Change"


def test_a_fault_fails_no_commit(
    writer: Writer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    writer.repair()
    writer.add("a.md")
    writer.write("message", "Subject\n")
    monkeypatch.setattr(match, "match", None)
    assert main(["message"]) == 0
    assert "warning: no notes in this commit's message: TypeError: " in capsys.readouterr().err
    assert writer.read("message") == b"Subject\n"
    assert len(writer.journal.read().waiting) == 1


def test_many_writers_at_once(journal: Journal) -> None:
    code = """
import sys
from pathlib import Path
from tests.notes.journal_test import entry
from weave_fix.notes.journal import Journal
for number in range(20):
    Journal(Path(sys.argv[1])).add([entry(int(sys.argv[2]) * 100 + number)])
"""
    root = Path(__file__).parents[2]
    environ = {**os.environ, "PYTHONPATH": str(root)}
    started = [
        subprocess.Popen([sys.executable, "-c", code, str(journal.folder), str(number)], env=environ)
        for number in range(3)
    ]
    assert [one.wait() for one in started] == [0, 0, 0]
    assert sorted(one.note.line for one in kept(journal)) == [n * 100 + m for n in range(3) for m in range(20)]


def test_it_does_not_grow_for_ever(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "REMEMBERED", 3)
    monkeypatch.setattr(module, "LARGE", 1000)
    for number in range(20):
        journal.add([entry(number)])
        journal.mark({entry(number).key: "value"}, [entry(number).key], seen=str(number))
    assert [one.note.line for one in kept(journal)] == [17, 18, 19]
    assert journal.read().seen == "19"
    for number in range(50):
        journal.add([entry(99)._replace(head=str(number))])
    assert journal.file.stat().st_size < 3000
    monkeypatch.setattr(module, "MOST", 5)
    journal.add([entry(number) for number in range(200, 210)])
    assert [one.note.line for one in kept(journal)] == list(range(205, 210))
