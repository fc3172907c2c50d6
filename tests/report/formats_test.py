"""Each format against its schema or a real reader, with texts that are meant to break it."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from jsonschema import Draft202012Validator
from junitparser import JUnitXml

from tests.conftest import Repo
from tests.report import schemas
from tests.texts import DAMAGED, SOUND
from weave_fix.cli import main, parser
from weave_fix.records import Applicability, Candidate, Document, Edit, Evidence, FilePatch, Fix, decode, encode
from weave_fix.report.color import Colorizer
from weave_fix.report.findings import fingerprints
from weave_fix.report.registry import Report, discover, load, names
from weave_fix.signatures.catalogue import catalogue

ROOT = Path(__file__).parent.parent.parent
SCHEMA = json.loads((ROOT / "docs" / "format-json.schema.json").read_text(encoding="utf-8"))
AWKWARD = decode(b"\xff\x1b[2J\xe2\x80\xae\x00\r\n%0A::error::]]>&<\"' ,:\xe2\x82\xac")
PATHS = ["a.md", "docs/ä, b:c%20.md", decode(b"caf\xe9 <&>\n.md")]
SOURCE = "a" * 40 + ":a.md"


def patch(path: str, text: str, *fixes: tuple[str, str, Applicability]) -> FilePatch:
    """Return a patch with a fix for each `(before, after, applicability)`; only what is safe is applied."""
    applied: list[Fix] = []
    left: list[Fix] = []
    after = text
    for before, put, applicability in fixes:
        start = text.index(before)
        candidate = Candidate("duplicate_word", (Edit(start, start + len(before), before, put),), f"why {AWKWARD}")
        evidence = (Evidence("history", 4.5, SOURCE), Evidence("form", None))
        is_safe = applicability is Applicability.SAFE
        (applied if is_safe else left).append(Fix(candidate, evidence, applicability))
        after = after.replace(before, put, 1) if is_safe else after
    return FilePatch(Document(path, encode(text), text), tuple(applied), tuple(left), (), after)


def awkward() -> Report:
    text = f"é€𝄞 one two {AWKWARD} three\nfour five\n"
    fixes = [
        ("one", "1", Applicability.SAFE),
        ("two", AWKWARD, Applicability.SAFE),
        (AWKWARD, "", Applicability.UNSAFE),
        ("three\nfour", "3", Applicability.DISPLAY_ONLY),
    ]
    return Report([patch(path, text, *fixes) for path in PATHS] + [patch("clean.md", "x\n")], folder="/tmp/a b")


def written(name: str, report: Report) -> str:
    stream = io.StringIO()
    load(name).write(report, stream, Colorizer(False))
    return stream.getvalue()


def check(value: Any, schema: dict[str, Any]) -> None:
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(value)


REPORTS = [pytest.param(Report([]), id="nothing"), pytest.param(awkward(), id="awkward")]
SCHEMAS = {"json": SCHEMA, "sarif": schemas.SARIF, "rdjson": schemas.RDJSON, "gitlab": schemas.GITLAB}


@pytest.mark.parametrize("report", REPORTS)
@pytest.mark.parametrize("name", SCHEMAS)
def test_json_of_each_kind_is_what_its_schema_says(name: str, report: Report) -> None:
    text = written(name, report)
    assert text.isascii()
    check(json.loads(text), SCHEMAS[name])


@pytest.mark.parametrize("name", SCHEMAS)
@pytest.mark.parametrize("broken", [{}, {"runs": 1}, [{}], [{"path": 1}]], ids=str)
def test_the_schemas_refuse_what_is_none(name: str, broken: object) -> None:
    assert not Draft202012Validator(SCHEMAS[name]).is_valid(broken)


@pytest.mark.parametrize("name", sorted(set(SCHEMAS) - {"json"}))
def test_no_reader_of_strict_json_meets_a_lone_surrogate(name: str) -> None:
    assert not re.search(r"\\ud[89a-f]..(?!\\ud[c-f])|(?<!\\ud8..)\\ud[c-f]", written(name, awkward()))


def test_json_lines_are_the_objects_of_the_array() -> None:
    lines = written("jsonl", awkward()).split("\n")
    assert lines.pop() == ""
    assert [json.loads(line) for line in lines] == json.loads(written("json", awkward()))
    assert written("jsonl", Report([])) == ""


def test_sarif_names_a_rule_for_each_signature_and_results_find_theirs() -> None:
    (run,) = json.loads(written("sarif", awkward()))["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [*catalogue()]
    assert all(rule["help"]["text"] and rule["shortDescription"]["text"] for rule in rules)
    assert len(run["results"]) == 4 * len(PATHS)
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    assert run["originalUriBaseIds"] == {"SRCROOT": {"uri": "file:///tmp/a%20b/"}}
    uris = [result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in run["results"]]
    assert [decode(unquote(uri, "latin-1").encode("latin-1")) for uri in uris[::4]] == PATHS


def test_a_fix_of_sarif_makes_the_repair() -> None:
    (run,) = json.loads(written("sarif", awkward()))["runs"]
    first, second, third, fourth = run["results"][:4]
    assert [one["level"] for one in (first, second, third, fourth)] == ["error", "error", "warning", "note"]
    ((replacement,),) = [change["replacements"] for change in first["fixes"][0]["artifactChanges"]]
    region = replacement["deletedRegion"]
    line = awkward().patches[0].document.text.split("\n")[region["startLine"] - 1]
    assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == "one"
    assert replacement["insertedContent"] == {"text": "1"}
    assert "fixes" not in second, "bytes that are no UTF-8 cannot be written"
    assert third["fixes"][0]["description"] == {"text": "Unsafe repair"}
    assert "fixes" not in fourth


def test_columns_of_rdjson_count_bytes() -> None:
    diagnostics = json.loads(written("rdjson", awkward()))["diagnostics"]
    raw = awkward().patches[0].document.raw.split(b"\n")
    span = diagnostics[0]["location"]["range"]
    assert raw[0][span["start"]["column"] - 1 : span["end"]["column"] - 1] == b"one"
    assert diagnostics[0]["suggestions"] == [{"range": span, "text": "1"}]
    assert [one["severity"] for one in diagnostics[:4]] == ["ERROR", "ERROR", "WARNING", "INFO"]
    end = diagnostics[3]["location"]["range"]["end"]
    assert raw[end["line"] - 1][: end["column"] - 1] == b"four"


def test_a_fingerprint_stays_while_lines_move_and_is_never_there_twice() -> None:
    text = "a a x\n"
    once = Report([patch("a.md", text, ("a ", "", Applicability.SAFE))])
    moved = Report([patch("a.md", f"new\n\n{text}", ("a ", "", Applicability.SAFE))])
    assert fingerprints(once.findings()) == fingerprints(moved.findings())
    marks = [row["fingerprint"] for row in json.loads(written("gitlab", Report([*once.patches, *once.patches])))]
    assert len({*marks}) == 2


def parsed(line: str) -> tuple[str, dict[str, str], str]:
    """Read a workflow command as the runner of GitHub Actions does."""
    assert line.startswith("::")
    head, _, data = line[2:].partition("::")
    command, _, told = head.partition(" ")
    properties = dict(pair.partition("=")[::2] for pair in told.split(","))

    def plain(text: str, *codes: str) -> str:
        for code in codes:
            text = text.replace(code, unquote(code))
        return text.replace("%25", "%")

    return command, {k: plain(v, "%0D", "%0A", "%3A", "%2C") for k, v in properties.items()}, plain(data, "%0D", "%0A")


def test_workflow_commands_are_read_as_they_were_meant() -> None:
    lines = written("github", awkward()).split("\n")
    assert lines.pop() == ""
    assert len(lines) == 4 * len(PATHS)
    commands = [parsed(line) for line in lines]
    assert [command for command, _, _ in commands[:4]] == ["error", "error", "warning", "notice"]
    assert {told["title"] for _, told, _ in commands} == {"weave-fix: duplicate_word"}
    assert [told["file"] for _, told, _ in commands[::4]] == [*PATHS[:2], "caf\\xe9 <&>\\n.md"]
    assert (commands[0][1]["line"], commands[0][1]["col"], commands[0][1]["endColumn"]) == ("1", "5", "8")
    assert "col" not in commands[3][1], "columns of several lines are refused"
    assert "%0A::error::]]>&<" in commands[0][2]
    assert all("\x1b" not in line and "\r" not in line for line in lines)


def test_a_reader_of_junit_counts_the_same() -> None:
    suites = JUnitXml.fromstring(written("junit", awkward()).encode())
    (suite,) = suites
    cases = [*suite]
    assert len(cases) == 4 * len(PATHS) + 1
    assert (suites.tests, suites.failures, suite.failures) == (len(cases), 2 * len(PATHS), 2 * len(PATHS))
    failed = [case for case in cases if not case.is_passed]
    assert len(failed) == 2 * len(PATHS)
    assert failed[0].result[0].type == "duplicate_word"
    assert failed[0].result[0].message.startswith('why \\xff\\x1b[2J\\u202e\\x00\\r\\n%0A::error::]]>&<"')
    assert (cases[-1].name, cases[-1].is_passed) == ("clean.md", True)


def test_text_in_a_file_is_the_lines_without_colours() -> None:
    lines = written("text", awkward()).splitlines()
    assert len(lines) == 4 * len(PATHS)
    assert lines[0].startswith("a.md:1:5: duplicate_word: why")
    assert lines[0].endswith('"one" -> "1" (history aaaaaaa, form, safe)')
    assert "\x1b" not in "".join(lines)


def test_every_format_has_one_line_of_help_that_fits_and_that_help_and_readme_print() -> None:
    shown = parser().format_help()
    readme = (ROOT / "docs" / "usage.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `(\w+)` \| ([^|]+) \|$", readme, re.MULTILINE))
    for name, format_ in discover().items():
        assert len(format_.HELP) <= 80 - len("  episode  ")
        assert f"  {name:9}{format_.HELP}\n" in shown
        assert rows.pop(name) == format_.HELP
    assert not rows, "the page of usage has a format that does not exist"
    assert ", ".join(names()) in re.sub(r"\s+", " ", shown)


@pytest.fixture
def damaged(repo: Repo) -> Repo:
    repo.commit_files({"a.md": SOUND})
    repo.write("a.md", DAMAGED)
    repo.add()
    return repo


def test_several_formats_at_once(damaged: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--check", "-q", "--format", "sarif=out.sarif", "--format", "github", "--format", "diff=x.patch"]) == 1
    assert capsys.readouterr().out.startswith("::error file=a.md,line=20,endLine=20,col=33,")
    check(json.loads(damaged.read("out.sarif")), schemas.SARIF)
    damaged.git("apply", "--index", "x.patch")
    assert damaged.read("a.md") == SOUND.encode()


@pytest.mark.parametrize("name", names())
def test_each_format_into_a_file_is_what_standard_output_gets(
    damaged: Repo, capfdbinary: pytest.CaptureFixture[bytes], name: str
) -> None:
    assert main(["--check", "-q", "--format", name, "--output", "out"]) == 1
    assert capfdbinary.readouterr().out == b""
    into_file = damaged.read("out")
    assert main(["--check", "-q", "--format", name]) == 1
    shown = capfdbinary.readouterr().out
    if name == "text":
        assert (shown, into_file.startswith(b"a.md:20:33: ")) == (b"", True)
    else:
        assert re.sub(rb"#timestamp \d+", b"", shown) == re.sub(rb"#timestamp \d+", b"", into_file) != b""


def test_output_alone_takes_the_default(damaged: Repo) -> None:
    assert main(["--check", "-q", "--output", "x.patch"]) == 1
    assert damaged.read("x.patch").startswith(b"diff --git")
    assert main(["-q", "--output", "lines.txt"]) == 1
    assert damaged.read("lines.txt").startswith(b"a.md:20:33: ")
    assert damaged.read("a.md") == SOUND.encode()


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["--format", "json", "--format", "github"], "both go to standard output; write one as NAME=FILE"),
        (["--format", "json=a", "--format", "github=a"], "a: two formats cannot go into one file"),
        (["--format", "json=no/x.json"], "there is no folder"),
        (["--format", "json=x", "--output", "y"], "--output needs a --format without a file"),
    ],
)
def test_what_cannot_be_written_is_said_before_anything_is_repaired(
    damaged: Repo, capsys: pytest.CaptureFixture[str], args: list[str], words: str
) -> None:
    assert main(args) == 2
    assert words in capsys.readouterr().err
    assert damaged.read("a.md") == DAMAGED.encode()


def test_a_folder_in_the_place_of_the_file_is_said(damaged: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    damaged.path("out").mkdir()
    assert main(["--check", "-q", "--format", "json=out"]) == 2
    assert "out: cannot be written (Is a directory)" in capsys.readouterr().err


def test_a_device_is_written_to_and_stays(damaged: Repo) -> None:
    assert main(["--check", "-q", "--format", "json=/dev/null"]) == 1
    assert Path("/dev/null").is_char_device()


def test_a_link_stays_one(damaged: Repo) -> None:
    damaged.write("real.json", "old")
    damaged.path("link.json").symlink_to("real.json")
    assert main(["--check", "-q", "--format", "json=link.json"]) == 1
    assert damaged.path("link.json").is_symlink()
    check(json.loads(damaged.read("real.json")), SCHEMA)


def test_the_json_of_a_replay_is_described_too(damaged: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    damaged.commit()
    assert main(["--replay", "5", "--format", "json", "-q"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert rows
    check(rows, SCHEMA)
