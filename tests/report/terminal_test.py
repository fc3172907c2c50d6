"""The lines on standard error."""

from __future__ import annotations

import io

import pytest

from weave_fix.records import Applicability, Evidence
from weave_fix.report.color import Colorizer, wanted
from weave_fix.report.findings import Finding, Refused
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


def test_a_repair_is_one_line() -> None:
    assert told("adjacent") == 'docs/a.md:6:13 adjacent_word_swap "an in" -> "in an" (history 1a2b3c4, safe)'


def test_verbose_adds_the_message_to_a_repair() -> None:
    line = told("adjacent", verbose=True)
    assert line == 'docs/a.md:6:13 adjacent_word_swap "an in" -> "in an" a\\x1bword (history 1a2b3c4, safe)'


def test_a_finding_without_a_repair_is_left_for_a_person() -> None:
    line = one_line(finding(Applicability.DISPLAY_ONLY, after=None))
    found, left = line.split(" needs review: ")
    assert found == 'docs/a.md:6:13 adjacent_word_swap "an in" was "in an"'
    assert left == "a\\x1bword (history 1a2b3c4, shown)\n"


def test_a_foreign_span_names_its_file() -> None:
    line = one_line(finding(origin="docs/b\n.md"))
    assert line.endswith(" (history 1a2b3c4, safe, text of docs/b\\n.md)\n")


def test_a_path_cannot_start_a_line_of_its_own() -> None:
    assert one_line(finding(path="x\n\x1b[2Jweave-fix: error: no.md")).startswith(
        "x\\n\\x1b[2Jweave-fix: error: no.md:6:13 "
    )


@pytest.mark.parametrize(
    ("kind", "plain", "quiet", "verbose"),
    [
        ("docs/a.md", True, False, True),
        ("refused: both stood there", False, False, True),
        ("skipped: over 10 MB", False, False, True),
        ("d.md: merged", True, False, True),
        ("2 changed Markdown files", True, False, True),
        ("weave-fix: warning: e.md: vanished", True, True, True),
    ],
)
def test_quiet_and_verbose(kind: str, plain: bool, quiet: bool, verbose: bool) -> None:
    assert [bool(told(kind)), bool(told(kind, quiet=True)), bool(told(kind, verbose=True))] == [plain, quiet, verbose]


@pytest.mark.parametrize(
    ("tally", "check", "line"),
    [
        pytest.param(Summary(), False, "0 changed Markdown files: nothing found.", id="nothing to read"),
        pytest.param(Summary(files=1), False, "1 changed Markdown file: nothing found.", id="one file, singular"),
        pytest.param(
            Summary(files=9, repairs=3, repaired_files=2),
            False,
            "9 changed Markdown files: 3 repairs made in 2 files.",
            id="repairs made",
        ),
        pytest.param(
            Summary(files=9, repairs=1, repaired_files=1, left=2, unsafe=4),
            True,
            "9 changed Markdown files: 1 repair to make in 1 file, 4 more with --unsafe, 2 findings need review.",
            id="everything, checked only",
        ),
        pytest.param(
            Summary(files=1, left=1), True, "1 changed Markdown file: 1 finding needs review.", id="only shown"
        ),
        pytest.param(
            Summary(files=4, repairs=1, repaired_files=1, present=2, kept=3, unwritten=1),
            False,
            "4 changed Markdown files: 1 repair made in 1 file, 2 repairs in the working tree already, "
            "3 repairs kept as a patch, 1 repair not written.",
            id="what became of repairs",
        ),
        pytest.param(
            Summary(files=3, unseen=1, alone=1),
            False,
            "3 changed Markdown files: nothing found in 2 of them. 1 file left alone, --verbose says why.",
            id="one left alone",
        ),
        pytest.param(
            Summary(files=1, failed=2, alone=1),
            False,
            "1 changed Markdown file: nothing found. 2 files not looked at because of the errors above. "
            "1 file left alone, --verbose says why.",
            id="others left alone",
        ),
        pytest.param(
            Summary(files=1, unseen=1, failed=1),
            False,
            "No changed Markdown file was looked at. 1 file not looked at because of the errors above.",
            id="nothing looked at",
        ),
    ],
)
def test_summary(tally: Summary, check: bool, line: str) -> None:
    stream = io.StringIO()
    TerminalReporter(stream, Colorizer(False)).summary(tally, check=check)
    first, *rest = stream.getvalue().splitlines()
    assert first == line
    assert bool(rest) is (bool(tally.repairs) and not check)


def test_colour_is_only_around_the_same_words() -> None:
    colored = told("adjacent", color=True)
    assert "\x1b[36madjacent_word_swap\x1b[0m" in colored
    for code in ("\x1b[0m", "\x1b[1m", "\x1b[2m", "\x1b[31m", "\x1b[32m", "\x1b[36m"):
        colored = colored.replace(code, "")
    assert colored == told("adjacent")


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
