"""The lines on standard error."""

from __future__ import annotations

import io

import pytest

from weave_fix.records import Applicability, Edit, Evidence
from weave_fix.report.color import Colorizer, wanted
from weave_fix.report.findings import Finding, Refused
from weave_fix.report.quotation import marked, plain
from weave_fix.report.terminal import Summary, TerminalReporter

HISTORY = Evidence("history", 4.5, "1a2b3c4" * 5 + "12345:docs/a.md")


def finding(
    applicability: Applicability = Applicability.SAFE,
    after: str | None = "in an",
    path: str = "docs/a.md",
    origin: str = "",
) -> Finding:
    return Finding(
        path=path,
        line=6,
        column=13,
        end_line=6,
        end_column=18,
        signature="adjacent_word_swap",
        message="a\x1bword",
        applicability=applicability,
        evidence=(HISTORY,),
        before="an in",
        after=after,
        origin=origin,
        quotation=("an in", "in an"),
        applied=True,
    )


def told(kind: str, *, color: bool = False, **flags: bool) -> str:
    stream = io.StringIO()
    reporter = TerminalReporter(stream, Colorizer(color), **flags)
    reporter.finding(finding())
    reporter.refusal(Refused("b.md", 1, 2, "duplicate_word", ("the the", "the"), "both stood there"))
    reporter.skip("c.md", "over 10 MB")
    reporter.note("d.md: merged")
    reporter.summary(Summary(files=2, repairs=1, repaired_files=1), check=False)
    reporter.error("warning", "e.md: vanished")
    return "\n".join(line for line in stream.getvalue().splitlines() if kind in line)


def one_line(made: Finding) -> str:
    stream = io.StringIO()
    TerminalReporter(stream, Colorizer(False)).finding(made)
    return stream.getvalue()


LINE = r'docs/a.md:6:13: adjacent_word_swap: a\x1bword: "an in" -> "in an" (history 1a2b3c4, safe)'


def test_a_repair_is_one_line() -> None:
    assert told("adjacent") == told("adjacent", verbose=True) == told("adjacent", debug=True) == LINE


def test_what_needs_review_says_what_to_do() -> None:
    line = one_line(finding(Applicability.DISPLAY_ONLY, after=None)._replace(applied=False))
    found, left = line.split("; needs review: ")
    assert found == r'docs/a.md:6:13: adjacent_word_swap: a\x1bword: "an in" should perhaps be "in an"'
    assert left == "correct it by hand, or mark it as right (history 1a2b3c4, shown)\n"


def test_what_is_not_made_says_which_flag_makes_it() -> None:
    line = one_line(finding(Applicability.UNSAFE)._replace(applied=False))
    assert line.endswith('"an in" -> "in an"; --unsafe repairs it (history 1a2b3c4, unsafe)\n')


def test_what_stops_a_commit_says_so() -> None:
    made = finding(Applicability.DISPLAY_ONLY, after=None)._replace(applied=False, stops=True, quotation=("x", "x"))
    line = one_line(made)
    assert '"x"; needs review: see what belongs there, or mark it as right (history' in line
    assert line.endswith("shown, stops the commit)\n")


def test_a_foreign_span_names_its_file() -> None:
    line = one_line(finding(origin="docs/b\n.md"))
    assert line.endswith(" (history 1a2b3c4, safe, text of docs/b\\n.md)\n")


def test_a_path_cannot_start_a_line_of_its_own() -> None:
    assert one_line(finding(path="x\n\x1b[2Jweave-fix: error: no.md")).startswith(
        "x\\n\\x1b[2Jweave-fix: error: no.md:6:13: "
    )


@pytest.mark.parametrize(
    ("kind", "plain", "quiet", "verbose", "debug"),
    [
        ("docs/a.md", True, False, True, True),
        ("refused: both stood there", False, False, False, True),
        ("skipped: over 10 MB", False, False, True, True),
        ("d.md: merged", True, False, True, True),
        ("2 Markdown files checked", True, False, True, True),
        ("weave-fix: warning: e.md: vanished", True, True, True, True),
    ],
)
def test_quiet_verbose_and_debug(kind: str, plain: bool, quiet: bool, verbose: bool, debug: bool) -> None:
    found = [told(kind), told(kind, quiet=True), told(kind, verbose=True), told(kind, verbose=True, debug=True)]
    assert list(map(bool, found)) == [plain, quiet, verbose, debug]


@pytest.mark.parametrize(
    ("tally", "check", "line"),
    [
        pytest.param(Summary(), False, "0 Markdown files checked: nothing found.", id="nothing to read"),
        pytest.param(
            Summary(is_nothing_staged=True),
            True,
            "No staged Markdown differs from its base. To check other files, name them or a folder: `weave-fix .`",
            id="nothing is staged",
        ),
        pytest.param(Summary(files=1), False, "1 Markdown file checked: nothing found.", id="one file, singular"),
        pytest.param(
            Summary(files=9, repairs=3, repaired_files=2),
            False,
            "9 Markdown files checked: 3 repairs made in 2 files.",
            id="repairs made",
        ),
        pytest.param(
            Summary(files=9, repairs=1, repaired_files=1, left=2, left_files=1, unsafe=4),
            True,
            "9 Markdown files checked: 1 repair to make in 1 file, 4 more with --unsafe, "
            "2 findings need review in 1 file.",
            id="everything, checked only",
        ),
        pytest.param(
            Summary(files=1, left=1, left_files=1),
            True,
            "1 Markdown file checked: 1 finding needs review in 1 file.",
            id="only shown",
        ),
        pytest.param(
            Summary(files=4, repairs=1, repaired_files=1, present=2, kept=3, unwritten=1),
            False,
            "4 Markdown files checked: 1 repair made in 1 file, 2 repairs in the working tree already, "
            "3 repairs kept as a patch, 1 repair not written.",
            id="what became of repairs",
        ),
        pytest.param(
            Summary(files=2, alone=1),
            False,
            "2 Markdown files checked: nothing found. 1 file left alone, --verbose says why.",
            id="one left alone",
        ),
        pytest.param(
            Summary(files=1, failed=2, alone=1),
            False,
            "1 Markdown file checked: nothing found. 2 files not looked at because of the errors above. "
            "1 file left alone, --verbose says why.",
            id="others left alone",
        ),
        pytest.param(
            Summary(failed=1),
            False,
            "No Markdown file was looked at. 1 file not looked at because of the errors above.",
            id="nothing looked at",
        ),
    ],
)
def test_summary(tally: Summary, check: bool, line: str) -> None:
    stream = io.StringIO()
    TerminalReporter(stream, Colorizer(False)).summary(tally, check=check)
    first, *rest = stream.getvalue().splitlines()
    assert first == line
    assert [line.split()[0] for line in rest] == ["Look"] * (bool(tally.repairs) and not check) + ["What"] * bool(
        tally.left
    )


def test_colour_is_only_around_the_same_words() -> None:
    colored = told("adjacent", color=True)
    assert "\x1b[36madjacent_word_swap\x1b[0m" in colored
    for code in ("\x1b[0m", "\x1b[1m", "\x1b[2m", "\x1b[31m", "\x1b[32m", "\x1b[36m"):
        colored = colored.replace(code, "")
    assert colored == told("adjacent")


@pytest.mark.parametrize(
    ("text", "edit", "old", "new"),
    [
        pytest.param("we recieve it", (6, "ie", "ei"), '"rec<r>ie</>ve"', '"rec<g>ei</>ve"', id="letters"),
        pytest.param("the recieve", (4, "recieve", "receive"), '"rec<r>ie</>ve"', '"rec<g>ei</>ve"', id="a whole word"),
        pytest.param("a  b", (2, " ", ""), '"a␣<R>␣</>b"', '"a b"', id="a blank that would not be seen"),
        pytest.param("ab c", (1, "", "\n"), '"ab"', '"a<g>\\n</>b"', id="a line end"),
        pytest.param(r"a\nb c", (1, r"\n", "x"), r'"a<r>\\n</>b"', '"a<g>x</>b"', id="the two characters of one"),
    ],
)
def test_the_characters_that_change_are_coloured(text: str, edit: tuple[int, str, str], old: str, new: str) -> None:
    at, before, after = edit
    assert text[at:].startswith(before)
    marks = marked(text, [Edit(at, at + len(before), before, after)])
    stream = io.StringIO()
    made = finding()._replace(marks=marks, quotation=(plain(marks[0]), plain(marks[1])))
    TerminalReporter(stream, Colorizer(True)).finding(made)
    line = stream.getvalue()
    for code, name in {"31": "<r>", "32": "<g>", "7;31": "<R>", "7;32": "<G>", "0": "</>"}.items():
        line = line.replace(f"\x1b[{code}m", name)
    assert f": {old} -> {new} " in line


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("choice", "stream", "environ", "colors"),
    [
        pytest.param("auto", Terminal(), {}, True, id="a terminal"),
        pytest.param("auto", io.StringIO(), {}, False, id="a pipe"),
        pytest.param("auto", Terminal(), {"NO_COLOR": "1"}, False, id="NO_COLOR"),
        pytest.param("auto", Terminal(), {"NO_COLOR": ""}, True, id="NO_COLOR that is empty says nothing"),
        pytest.param("auto", Terminal(), {"TERM": "dumb"}, False, id="a terminal without colours"),
        pytest.param("never", Terminal(), {}, False, id="never"),
        pytest.param("always", io.StringIO(), {"NO_COLOR": "1"}, True, id="the flag goes before NO_COLOR"),
    ],
)
def test_when_to_colour(choice: str, stream: io.StringIO, environ: dict[str, str], colors: bool) -> None:
    assert wanted(choice, stream, environ) is colors
