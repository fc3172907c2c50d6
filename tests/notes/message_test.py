"""What stands in a message's file besides the message stays as it is, and trailers go where git reads them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.notes.writer import Writer, is_note
from weave_fix.git.trailers import with_trailers
from weave_fix.notes import KEY
from weave_fix.notes.cli import main
from weave_fix.notes.message import Habits, comment_for_git, habits, is_empty, misplaced_trailers, split, without

EDITED = Habits(b"#", strips=True, cuts=True, template=b"", ascii=False)
GIVEN = EDITED._replace(strips=False, cuts=False)
"""As with `git commit -m`: nothing is stripped."""
SCISSORS = "# ------------------------ >8 ------------------------\n# Do not modify or remove the line above.\n"
DIFF = "diff --git a/a.md b/a.md\n--- a/a.md\n+++ b/a.md\n@@ -1 +1 @@\n-Fixes: old\n+Signed-off-by: new\n"
ADDED = f"{KEY}: a.md:1 x: y"


def with_note(raw: str, habits: Habits = EDITED) -> str:
    message = split(raw.encode(), habits)
    return (with_trailers(message.text, [ADDED.encode()], comment_for_git(message)) + message.rest).decode()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("Subject\n", f"Subject\n\n{ADDED}\n", id="a subject alone"),
        pytest.param("Merge branch 'side'", f"Merge branch 'side'\n\n{ADDED}\n", id="no last line end, as in a merge"),
        pytest.param("Subject\n\nBody: text\nmore\n", f"Subject\n\nBody: text\nmore\n\n{ADDED}\n", id="a body"),
        pytest.param(
            "Subject\n\nSigned-off-by: A Writer <writer@example.org>\n",
            f"Subject\n\nSigned-off-by: A Writer <writer@example.org>\n{ADDED}\n",
            id="a sign-off before it",
        ),
        pytest.param(
            "Subject\n\nChange-Id: I1\n\n# Please enter\n#\tmodified: a.md\n",
            f"Subject\n\nChange-Id: I1\n{ADDED}\n\n# Please enter\n#\tmodified: a.md\n",
            id="comments below",
        ),
        pytest.param(
            "Subject\n\nAcked-by: A\n# inside\nAcked-by: B\n",
            f"Subject\n\nAcked-by: A\nAcked-by: B\n{ADDED}\n",
            id="a comment inside the block, which git takes out as it would later",
        ),
        pytest.param(
            f"Subject\n\nText\n---\nmore\n\n# On branch main\n{SCISSORS}{DIFF}",
            f"Subject\n\nText\n---\nmore\n\n{ADDED}\n\n# On branch main\n{SCISSORS}{DIFF}",
            id="a line of dashes, and scissors with a diff",
        ),
        pytest.param(f"Subject\n{SCISSORS}", f"Subject\n\n{ADDED}\n{SCISSORS}", id="scissors at once"),
        pytest.param(f"Subject\n\n{ADDED}\n", f"Subject\n\n{ADDED}\n", id="it is there already"),
    ],
)
def test_an_edited_message(before: str, after: str) -> None:
    assert with_note(before) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("Subject\n\n#7 is mended\n", f"Subject\n\n#7 is mended\n\n{ADDED}\n", id="no comment"),
        pytest.param(f"Subject\n\n{SCISSORS}text\n", f"Subject\n\n{SCISSORS}text\n\n{ADDED}\n", id="no scissors"),
    ],
)
def test_a_message_that_is_taken_as_it_is(before: str, after: str) -> None:
    assert with_note(before, GIVEN) == after


@pytest.mark.parametrize(
    "before",
    [
        "Subject\n\n; a comment\n",
        "Subject\n\n; --- a comment\n; ------------------------ >8 ------------------------\nx\n",
    ],
)
@pytest.mark.parametrize("comment", [b";", b""], ids=["configured", "chosen by git"])
def test_other_comments(before: str, comment: bytes) -> None:
    assert with_note(before, EDITED._replace(comment=comment)) == f"Subject\n\n{ADDED}\n" + before.removeprefix(
        "Subject\n"
    )


@given(st.binary(), st.booleans(), st.booleans(), st.sampled_from([b"#", b"", b"//"]))
def test_the_parts_are_the_whole(raw: bytes, strips: bool, cuts: bool, comment: bytes) -> None:
    message = split(raw, Habits(comment, strips, cuts, b"", ascii=False))
    assert message.text + message.rest == raw


@pytest.mark.parametrize(
    ("raw", "empty"),
    [
        ("", True),
        ("\n \n# a comment\n", True),
        ("\n\nSigned-off-by: A Writer <writer@example.org>\n# a comment\n", True),
        (f"{SCISSORS}{DIFF}", True),
        ("What and why:\n\n# a comment\n", True),
        ("Subject\n", False),
        ("What and why:\n\nThis\n", False),
    ],
)
def test_what_git_gives_up(raw: str, empty: bool) -> None:
    own = EDITED._replace(template=b"What and why:\n\n# help\n")
    assert is_empty(split(raw.encode(), own), own) is empty


def test_only_whole_trailers_are_taken_out() -> None:
    text = f"Subject\n\n{ADDED}\n{ADDED} more\nSigned-off-by: A\n".encode()
    assert without(text, {ADDED.encode()}) == f"Subject\n\n{ADDED} more\nSigned-off-by: A\n".encode()
    assert without(b"Subject\n\nx\n\n\n", {ADDED.encode()}) == b"Subject\n\nx\n\n\n"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(f"One\n\n{ADDED}\n\nTwo\n\n{ADDED} more\n", [ADDED], id="of the first of two messages"),
        pytest.param(f"One\n\nAcked-by: A\n{ADDED}\n\nTwo\n", [ADDED], id="beside another trailer"),
        pytest.param(f"One\n\n{ADDED}\n", [], id="where it belongs"),
        pytest.param(f"One\n\nIt read\n{ADDED}\nbefore.\n\nTwo\n", [], id="quoted in a text"),
        pytest.param(f"{ADDED}\n\nTwo\n", [], id="a subject"),
    ],
)
def test_trailers_that_git_does_not_read(text: str, found: list[str]) -> None:
    assert misplaced_trailers(text.encode(), f"{KEY}: ".encode()) == [line.encode() for line in found]


def test_the_habits_are_those_of_the_configuration(writer: Writer) -> None:
    settings = writer.opened().settings(r"^(core|commit|i18n)\.")
    assert habits(settings, {}, writer.root, b"Subject\n") == EDITED
    assert habits(settings, {"GIT_EDITOR": ":"}, writer.root, b"Subject\n") == GIVEN
    writer.write("template", "What\n")
    for key, value in (
        ("core.commentChar", "auto"),
        ("commit.template", "template"),
        ("commit.cleanup", "whitespace"),
        ("i18n.commitEncoding", "ISO-8859-1"),
    ):
        writer.git("config", key, value)
    settings = writer.opened().settings(r"^(core|commit|i18n)\.")
    assert habits(settings, {}, writer.root, b"") == Habits(
        b"", strips=False, cuts=True, template=b"What\n", ascii=True
    )
    assert habits({"commit.template": "/nowhere"}, {}, writer.root, b"") == EDITED


NOBODY = {"GIT_EDITOR": ":"}
STATUS = "# Please enter the message.\n#\n# Changes to be committed:\n#\tmodified:   a.md\n#\n"
OWN = SCISSORS + "# Everything below it will be ignored.\n"
"""Scissors as git writes them."""


@pytest.mark.parametrize(
    ("raw", "strips", "cuts"),
    [
        pytest.param("Subject\n", False, False, id="given"),
        pytest.param("Subject\n\n# One\n# Two\n", False, False, id="a body of headings"),
        pytest.param("Subject\n\n# One\n\n# Two\n", False, False, id="two paragraphs of headings"),
        pytest.param(f"Subject\n\n{SCISSORS}text\n", False, False, id="scissors in a text"),
        pytest.param("Subject\n# -- >8 --\n", False, False, id="no scissors"),
        pytest.param(f"Subject\n\n{STATUS}", True, True, id="git's comments"),
        pytest.param(f"\n{STATUS}", True, True, id="git's comments and no message"),
        pytest.param(f"Subject\n\n{STATUS}{OWN}", True, True, id="with an empty diff"),
        pytest.param(f"Subject\n\n{STATUS}{OWN}{DIFF}", True, True, id="with a diff"),
        pytest.param(f"Subject\n\n{STATUS}{OWN}Submodule sub 1..2:\n", True, True, id="with a submodule's log"),
        pytest.param(f"Subject\n\n{OWN}{STATUS}", False, True, id="scissors for the comments"),
        pytest.param(f"Subject\n\n# One\n\n{OWN}{STATUS}", False, True, id="a heading above them"),
        pytest.param(f"Subject\n\n{OWN}{STATUS}{OWN}{DIFF}", False, True, id="scissors twice"),
        pytest.param(
            f"Subject\n\n{SCISSORS}text\n\n{STATUS}{OWN}{DIFF}", False, True, id="scissors in a text and git's"
        ),
    ],
)
def test_an_editor_that_is_a_colon_shows_in_the_message(raw: str, strips: bool, cuts: bool, tmp_path: Path) -> None:
    found = habits({}, NOBODY, tmp_path, raw.encode())
    assert (found.strips, found.cuts) == (strips, cuts)
    for cleanup in ("verbatim", "whitespace", "scissors"):
        assert not habits({"commit.cleanup": cleanup}, NOBODY, tmp_path, raw.encode()).strips
    assert habits({"commit.cleanup": "strip"}, NOBODY, tmp_path, raw.encode()).strips


@pytest.mark.parametrize(("value", "cuts"), [("true", True), ("2", True), ("0", False), ("No", False)])
def test_a_verbose_commit_is_cut_whoever_wrote_its_message(value: str, cuts: bool, tmp_path: Path) -> None:
    assert habits({"commit.verbose": value}, NOBODY, tmp_path, b"Subject\n").cuts is cuts


@pytest.mark.parametrize(
    ("raw", "comment"),
    [
        pytest.param("Subject\n\n# One\n", b";", id="a heading that ends the message"),
        pytest.param("Subject\n\n# One\n; two\n", b";", id="a comment below a heading"),
        pytest.param("# One\n;@! two\n@ three\nSubject\n", b"!", id="the first that begins no line"),
        pytest.param("# One\n\nSigned-off-by: A\n", b"#", id="nothing else, so that git may give the commit up"),
        pytest.param("Subject\n\n# One\n\n" + STATUS.replace("#", ";"), b";", id="git's comments"),
        pytest.param(f"{SCISSORS}Subject\n" + (STATUS + OWN).replace("#", "@") + DIFF, b"@", id="git's scissors"),
        pytest.param("", b"#", id="nothing"),
    ],
)
def test_the_character_that_git_chose(raw: str, comment: bytes) -> None:
    auto = EDITED._replace(comment=b"")
    assert split(raw.encode(), auto).comment == comment


def test_nobodys_configured_trailers_are_added(writer: Writer, tmp_path: Path) -> None:
    for where in ("--global", "--local"):
        writer.git("config", where, "trailer.note.key", f"Note{where}")
        writer.git("config", where, "trailer.note.command", "echo added")
        writer.git("config", where, "trailer.separators", "#")
        writer.git("config", where, "trailer.ifexists", "replace")
    assert with_note("Subject\n\nAcked-by: A\n") == f"Subject\n\nAcked-by: A\n{ADDED}\n"


@pytest.mark.parametrize(
    ("options", "settings"),
    [
        pytest.param((), {}, id="an editor"),
        pytest.param(("-v",), {}, id="with the diff"),
    ],
)
def test_commits_without_trailers(
    writer: Writer, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...], settings: dict[str, str]
) -> None:
    plain, noted, note = with_and_without_a_note(writer, monkeypatch, options, settings)
    assert noted == f"{plain}\n\n{note}"


@pytest.mark.parametrize(
    ("options", "settings"),
    [
        pytest.param(("-v", "-s"), {}, id="with the diff and a sign-off"),
        pytest.param(("-s",), {"core.commentChar": ";"}, id="other comments"),
        pytest.param(("-v", "-s"), {"core.commentChar": "auto"}, id="chosen comments"),
        pytest.param(("-m", "Subject", "--trailer", "Acked-by: A"), {}, id="another trailer"),
        pytest.param(("-s",), {"commit.cleanup": "scissors"}, id="scissors for the comments"),
        pytest.param(("-s",), {"commit.cleanup": "whitespace", "commit.status": "false"}, id="comments kept"),
    ],
)
def test_commits_with_trailers_already(
    writer: Writer, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...], settings: dict[str, str]
) -> None:
    plain, noted, note = with_and_without_a_note(writer, monkeypatch, options, settings)
    assert noted == f"{plain}\n{note}"


HEADING = ("-m", "Subject", "-m", "# A heading")


@pytest.mark.parametrize("editor", [":", "true"])
@pytest.mark.parametrize(
    "settings",
    [
        pytest.param({}, id="as it comes"),
        pytest.param({"commit.verbose": "2", "commit.cleanup": "scissors"}, id="verbose, scissors"),
        pytest.param({"commit.cleanup": "verbatim", "commit.verbose": "true"}, id="verbatim, verbose"),
        pytest.param({"core.commentChar": ";"}, id="other comments"),
        pytest.param({"core.commentChar": "auto", "commit.verbose": "true"}, id="chosen comments, verbose"),
        pytest.param({"core.commentChar": "auto", "commit.cleanup": "scissors"}, id="chosen comments, scissors"),
        pytest.param({"core.commentChar": "auto", "commit.status": "false"}, id="chosen comments, no status"),
    ],
)
def test_git_reads_a_note_however_the_message_is_made(
    writer: Writer, monkeypatch: pytest.MonkeyPatch, editor: str, settings: dict[str, str]
) -> None:
    for key, value in settings.items():
        writer.git("config", key, value)
    monkeypatch.setenv("GIT_EDITOR", editor)
    writer.repair()
    writer.add("a.md")
    for options in (
        ("-m", "Subject"),
        ("-e", "-m", "Subject"),
        ("-v", "-e", "-s", "-m", "Subject"),
        ("--cleanup=scissors", "-e", "-s", "-m", "Subject"),
        HEADING,
        ("-v", "-e", "-s", *HEADING),
        ("-v", "-e", "--cleanup=scissors", *HEADING),
    ):
        writer.git("commit", "-q", "--no-verify", *options)
        plain, trailers = told(writer)
        writer.git("reset", "-q", "--soft", "HEAD~1")
        writer.git("commit", "-q", *options)
        noted, more = told(writer)
        assert [is_note(line.partition(": ")[2]) for line in more] == [False] * len(trailers) + [True], options
        assert more[:-1] == trailers, options
        assert [line for line in noted if line != more[-1]] == plain, options
        writer.git("reset", "-q", "--soft", "HEAD~1")


def told(writer: Writer) -> tuple[list[str], list[str]]:
    """Return the lines of HEAD's message that are not empty, and its trailers as git reads them."""
    message, trailers = (writer.git("log", "-1", f"--format={form}").split("\n") for form in ("%B", "%(trailers)"))
    return [line for line in message if line], [line for line in trailers if line]


@pytest.mark.parametrize("settings", [{}, {"core.commentChar": "auto"}, {"commit.verbose": "true"}])
def test_no_message_gets_no_note_though_the_editor_is_a_colon(
    writer: Writer, monkeypatch: pytest.MonkeyPatch, settings: dict[str, str]
) -> None:
    for key, value in settings.items():
        writer.git("config", key, value)
    monkeypatch.setenv("GIT_EDITOR", ":")
    writer.repair()
    writer.add("a.md")
    assert not writer.try_commit()
    writer.write(".git/template", "What and why:\n")
    writer.git("config", "commit.template", ".git/template")
    assert not writer.try_commit()
    assert writer.waiting() == ["a.md:20"]
    assert writer.try_commit("-m", "Change")
    assert len(writer.trailers()) == 1


def with_and_without_a_note(
    writer: Writer, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...], settings: dict[str, str]
) -> tuple[str, str, str]:
    """Commit twice with an editor that writes a subject; return both messages, and the trailer of the second."""
    for key, value in settings.items():
        writer.git("config", key, value)
    monkeypatch.setenv("GIT_EDITOR", "sed -i '1s/^/Subject/'")
    writer.git("commit", "-q", "--allow-empty", *options)
    plain = writer.git("log", "-1", "--format=%B").rstrip("\n")
    writer.repair()
    writer.add("a.md")
    writer.git("commit", "-q", *options)
    (value,) = writer.trailers()
    return plain, writer.git("log", "-1", "--format=%B").rstrip("\n"), f"{KEY}: {value}"


def test_another_encoding_of_messages_gets_ascii(writer: Writer) -> None:
    writer.git("config", "i18n.commitEncoding", "ISO-8859-1")
    writer.git("mv", "a.md", "\u00e4.md")
    writer.repair("\u00e4.md")
    writer.add("\u00e4.md")
    assert writer.try_commit(
        "-m", b"Gr\xfc\xdfe".decode("latin-1").encode("latin-1").decode("utf-8", "surrogateescape")
    )
    raw = writer.git_bytes("cat-file", "commit", "HEAD")
    assert b"Gr\xfc\xdfe\n\n" in raw
    assert rb"Weave-Orientation: \xe4.md:20 " in raw
    writer.edit("\u00e4.md", "leave a small loop for shrinkage", "leave a loop")
    assert writer.try_commit("--amend", "--no-edit")
    assert writer.trailers() == []


def test_the_locale_has_no_say_in_what_is_written(writer: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    writer.repair()
    writer.add("a.md")
    journal = writer.journal.file.read_text()
    writer.journal.file.write_text(journal.replace("ribbon", r"r\u00efbb\u2026n"))
    for name, value in (("LC_ALL", "POSIX"), ("PYTHONUTF8", "0"), ("PYTHONCOERCECLOCALE", "0")):
        monkeypatch.setenv(name, value)
    assert writer.try_commit("-m", "Change")
    (value,) = writer.trailers()
    assert '"f</r\u00efbb\u2026n>or" -> "for"' in value


def test_a_message_that_git_refuses_is_not_cut_short(writer: Writer) -> None:
    writer.repair()
    writer.add("a.md")
    writer.write("message", b"Subject\0 and more\n")
    assert main([str(writer.path("message"))]) == 0
    assert writer.read("message") == b"Subject\0 and more\n"
