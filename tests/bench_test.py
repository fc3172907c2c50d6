"""The benchmark, on a small clone with a history that is made on the spot."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from rapidfuzz.distance import Levenshtein

from bench import contest, edits, large, loading, measure, regimes, sandbox, score, speed, table, tools
from bench.__main__ import main
from bench.errors import BenchError
from weave_fix.training.history.human_edits import read

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.conftest import Repo

ROOT = Path(__file__).parents[1]
OPERATIONS = ("delete_whitespace_character", "insert_spurious_html_xml_tag", "substring2gibberish")
RESTORE_HEAD = "git checkout HEAD -- docs"

SENTENCES = """
The ferry leaves the island every morning at seven and comes back with the mail in the late afternoon.
Bread is baked in the old kiln behind the school, where the children can smell it during their lessons.
A lighthouse keeper writes down the weather four times a day and sends the figures to the harbour office.
When the storm of the year before had torn the roof from the boat shed, the whole village came to mend it.
There is a path along the cliffs which is closed in spring, so that the birds can raise their young in peace.
Visitors are asked to shut the gates behind them, because the sheep will walk into the gardens otherwise.
The library has two rooms and a stove; it is open on the days when somebody remembers to bring the key.
Most of the houses were built from the stones of the abbey, and some of the doors still carry its marks.
In the winter months the lamps are lit at three, and people carry their own lanterns to the meetings.
The well beside the church has never run dry, not even in the summer when the river could be crossed on foot.
If you want to see the seals you have to be at the northern beach before the tide turns, and keep very quiet.
An old map of the island hangs in the hall; it shows a village that nobody has ever been able to find.
The harbour master knows each of the boats by the sound of its engine and is rarely wrong about it.
From the hill one can count eleven other islands on a clear day, and in the haze it is sometimes twelve.
Every household has a share in the peat and may cut it for ten days in the month of May.
The schoolmistress plays the organ on Sundays, though she would rather have had a piano in her kitchen.
""".strip().splitlines()


def page(first: int, count: int = 16) -> list[str]:
    """Return a title and `count` sentences, a paragraph each."""
    return [f"# Page {first}", *(SENTENCES[(first + step) % len(SENTENCES)] for step in range(count))]


def text_of(lines: Sequence[str]) -> str:
    return "\n\n".join(lines) + "\n"


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a repository of four pages and a dozen commits, each of which rewrites two sentences of a page."""
    root = tmp_path_factory.mktemp("clone") / "island"
    pages = {f"guide/page{number}.md": page(4 * number) for number in range(4)}
    sandbox.build(root, [case(path, text_of(lines)) for path, lines in pages.items()])
    for turn in range(12):
        path = f"guide/page{turn % 4}.md"
        for offset in (0, 5):
            place = 1 + (turn + offset) % 16
            pages[path][place] = (
                pages[path][place].replace(" the ", " our ", 1).replace(" is ", " was ", 1) + " So it is."
            )
        (root / path).write_text(text_of(pages[path]), encoding="utf-8")
        sandbox.git(root, "commit", "--quiet", "--all", f"--message=Edit {turn}")
    return root


def case(path: str, head: str, staged: str | None = None, want: str | None = None, row: str = "a") -> regimes.Case:
    staged = head if staged is None else staged
    return regimes.Case(path, row, head, staged, staged if want is None else want)


def bench(clone: Path, result: Path, *options: str) -> dict[str, Any]:
    """Run the benchmark in this process and return what `--json` holds."""
    assert main([str(clone), "--json", str(result), "--no-peers", *options]) == 0
    loaded: dict[str, Any] = json.loads(result.read_text())
    return loaded


def plan(operations: tuple[str, ...] = OPERATIONS, per_operation: int = 4) -> regimes.Plan:
    return regimes.Plan(operations, per_operation, seed=1)


# Drawing human edits


def test_every_edit_is_a_commit_s_own_before_and_after(clone: Path) -> None:
    drawn = edits.draw(clone, 100, seed=1)
    assert len(drawn) == 12
    for edit in drawn:
        for revision, text in ((f"{edit.commit}^", edit.before), (edit.commit, edit.after)):
            shown = subprocess.run(
                ["git", "-C", str(clone), "show", f"{revision}:{edit.path}"], capture_output=True, check=True
            )
            assert shown.stdout.decode() == text


def test_a_seed_settles_the_draw(clone: Path) -> None:
    assert edits.draw(clone, 6, seed=1) == edits.draw(clone, 6, seed=1) == edits.draw(clone, 12, seed=1)[:6]
    assert edits.draw(clone, 6, seed=1) != edits.draw(clone, 6, seed=2)


def test_what_is_drawn_can_be_written_for_the_fit(clone: Path, tmp_path: Path) -> None:
    file = tmp_path / "edits.jsonl"
    assert main([str(clone), "--draw", str(file)]) == 0
    drawn = edits.draw(clone, 300, seed=7)
    assert [(edit.repository, edit.before, edit.after) for edit in read([file])] == [
        (clone.name, edit.before, edit.after) for edit in drawn
    ]


def test_no_file_gives_more_than_five_edits(repo: Repo) -> None:
    lines = page(0)
    for turn in range(9):
        lines[turn + 1] += " So it is."
        repo.commit_files({"page.md": text_of(lines)})
    assert len(edits.draw(repo.root, 100, seed=1)) == edits.EDITS_PER_PATH == 5


def test_modified_markdown_of_ordinary_commits_is_listed_and_nothing_else(repo: Repo) -> None:
    repo.commit_files(
        {"a.md": "1\n", "odd \n\u00fc.MARKDOWN": "1\n", "code.py": "1\n", "old.md": "1\n" * 50, "gone.md": "1\n"}
    )
    wanted = repo.commit_files({"a.md": "2\n", "odd \n\u00fc.MARKDOWN": "2\n", "code.py": "2\n", "new.md": "1\n"})
    repo.git("mv", "old.md", "renamed.md")
    repo.git("rm", "--quiet", "gone.md")
    repo.path("link.md").symlink_to("a.md")
    repo.add()
    repo.commit("Rename, remove, link")
    repo.git("checkout", "--quiet", "-b", "side")
    side = repo.commit_files({"new.md": "side\n"})
    repo.git("checkout", "--quiet", "main")
    repo.path("link.md").unlink()
    repo.path("link.md").symlink_to("new.md")
    repo.add()
    repo.commit("Turn the link elsewhere")
    repo.git("merge", "--quiet", "--no-commit", "side")
    repo.write("a.md", "3\n")
    repo.add()
    repo.commit("Merge")
    listed = sorted((change.commit, change.path) for change in edits.list_changes(repo.root))
    assert listed == sorted([(wanted, "a.md"), (wanted, "odd \n\u00fc.MARKDOWN"), (side, "new.md")])


CODE = "```\n" + "print('the bread is in the kiln')\n" * 60 + "```\n"
GERMAN = "Das Brot wird im alten Ofen hinter der Schule gebacken, wo die Kinder es riechen.\n\n" * 30
SOUND = text_of(page(0))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param(SOUND, SOUND.replace("ferry", "boat"), True, id="one-line"),
        pytest.param(SOUND, SOUND.replace("\n", "\r\n"), True, id="line-ends-turned"),
        pytest.param(SOUND, SOUND + "More.\n", False, id="only-added"),
        pytest.param(SOUND + "More.\n", SOUND, False, id="only-removed"),
        pytest.param(text_of(page(0, 48)), text_of(page(3, 48)).replace("the", "our"), False, id="too-many-lines"),
        pytest.param("# A\n", "# B\n", False, id="too-short"),
        pytest.param(SOUND * 40, SOUND.replace("ferry", "boat") * 40, False, id="too-long"),
        pytest.param(CODE, CODE.replace("bread", "cake", 1), False, id="code"),
        pytest.param(GERMAN, GERMAN.replace("Brot", "Korn", 1), False, id="not-english"),
    ],
)
def test_what_serves_as_a_human_edit(before: str, after: str, *, expected: bool) -> None:
    assert edits.serves(edits.HumanEdit("0" * 40, "a.md", before, after)) is expected


def test_a_text_that_is_not_utf8_is_passed_over(repo: Repo) -> None:
    repo.commit_files({"a.md": SOUND.encode() + b"\xff\n", "b.md": SOUND})
    repo.commit_files(
        {"a.md": SOUND.replace("ferry", "boat").encode() + b"\xff\n", "b.md": SOUND.replace("ferry", "boat")}
    )
    assert [edit.path for edit in edits.draw(repo.root, 9, seed=1)] == ["b.md"]


def test_a_missing_blob_is_passed_over(repo: Repo) -> None:
    with edits.BlobReader(repo.root) as blobs:
        first = repo.git("hash-object", "-w", "--stdin", stdin=b"one\n").strip()
        assert [blobs.read("1" * 40), blobs.read(first)] == [None, b"one\n"]


# Regimes


def test_history_damages_each_file_once_and_keeps_head(clone: Path) -> None:
    drawn = edits.draw(clone, 12, seed=1)
    cases = regimes.history(drawn, plan())
    assert [c.row for c in cases] == [operation for operation in OPERATIONS for _ in range(4)]
    assert len({c.path for c in cases}) == 12
    pairs = {(edit.before, edit.after) for edit in drawn}
    assert all((c.head, c.want) in pairs and c.staged != c.want for c in cases)
    assert all(Levenshtein.distance(c.staged, c.want) == 1 for c in cases[:4]), "one space, nothing else"


def test_an_operation_gets_the_same_damage_when_it_is_measured_alone(clone: Path) -> None:
    drawn = edits.draw(clone, 12, seed=1)
    alone = regimes.history(drawn, plan(OPERATIONS[1:2]))
    assert alone == [c for c in regimes.history(drawn, plan()) if c.row == OPERATIONS[1]]


def test_an_operation_without_a_place_gives_no_case_and_no_endless_search(clone: Path) -> None:
    drawn = [edits.HumanEdit("0" * 40, "a.md", "no number\n", "Not one number stands here, nowhere at all.\n")]
    number = ("random_number_replacement",)
    assert regimes.history(drawn, plan(number)) == []
    [lonely] = regimes.episode(drawn, plan(number))
    assert lonely.staged == lonely.want


def test_an_episode_has_three_to_ten_damages(clone: Path) -> None:
    drawn = edits.draw(clone, 12, seed=1)
    spaces = regimes.episode(drawn, plan(("delete_whitespace_character",)))
    assert len(spaces) == 12
    lost = [len(c.want) - len(c.staged) for c in spaces]
    assert min(lost) >= 3
    assert max(lost) <= 10
    assert len(set(lost)) > 1


def test_a_clean_edit_is_the_human_s(clone: Path) -> None:
    drawn = edits.draw(clone, 12, seed=1)
    cases = regimes.clean_edit(drawn, plan())
    assert [(c.head, c.staged, c.want) for c in cases] == [(edit.before, edit.after, edit.after) for edit in drawn]


@pytest.mark.parametrize("name", ["new", "episode-new", "clean-new"])
def test_a_new_file_is_not_in_head_which_holds_other_files_of_the_clone(clone: Path, name: str) -> None:
    drawn = edits.draw(clone, 12, seed=1)
    cases, others = regimes.REGIMES[name].cases(drawn, plan()), regimes.REGIMES[name].others(drawn, plan())
    path_of = {edit.before: edit.path for edit in drawn} | {edit.after: edit.path for edit in drawn}
    [other] = {path_of[text] for text in others.values()}
    judged = {path_of[c.want] for c in cases}
    assert judged == {f"guide/page{number}.md" for number in range(4)} - {other}
    assert {c.head for c in cases} == {None}
    assert others.keys().isdisjoint(c.path for c in cases)
    assert {c.row for c in cases} == (set(OPERATIONS) if name == "new" else {name})
    assert {c.staged == c.want for c in cases} == {name == "clean-new"}


def test_an_edited_file_stands_beside_no_other_file(clone: Path) -> None:
    drawn = edits.draw(clone, 12, seed=1)
    assert regimes.REGIMES["history"].others(drawn, plan()) == {}
    assert regimes.REGIMES["history"].cases(drawn, plan()) == regimes.history(drawn, plan())


# The sandbox


def test_head_and_index_hold_what_the_case_says(tmp_path: Path) -> None:
    odd = "a\r\nb\u2028c\x0c\ud800d"
    sandbox.build(tmp_path / "made", [case("docs/a.md", "head\r\n", odd.replace("\ud800", "\udcff"))])
    sandbox.copy(tmp_path / "made", tmp_path / "copy")
    for root in (tmp_path / "made", tmp_path / "copy"):
        for revision, expected in (("HEAD", b"head\r\n"), ("", "a\r\nb\u2028c\x0c".encode() + b"\xffd")):
            shown = subprocess.run(["git", "show", f"{revision}:docs/a.md"], cwd=root, capture_output=True, check=True)
            assert shown.stdout == expected
        state = subprocess.run(["git", "status", "--porcelain"], cwd=root, capture_output=True, check=True)
        assert state.stdout == b"M  docs/a.md\n"


def test_head_lacks_a_new_file_and_holds_the_others(tmp_path: Path) -> None:
    new = regimes.Case("docs/a.md", "a", None, "new\n", "new\n")
    sandbox.build(tmp_path / "made", [new], {"others/0.md": "other\n"})
    state = subprocess.run(["git", "status", "--porcelain"], cwd=tmp_path / "made", capture_output=True, check=True)
    assert state.stdout == b"A  docs/a.md\n"
    assert (tmp_path / "made/others/0.md").read_text() == "other\n"


def test_the_machine_s_git_configuration_reaches_no_sandbox(
    tmp_path: Path, sealed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hostile = "[core]\n\tautocrlf = true\n\thooksPath = /nowhere\n[commit]\n\tgpgSign = true\n"
    (sealed / "home/.gitconfig").write_text(hostile)
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "another"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "another/index"))
    sandbox.build(tmp_path / "made", [case("docs/a.md", "a\n", "a\r\n")])
    shown = measure.run(["git", "show", ":docs/a.md"], tmp_path / "made")
    assert (shown.status, shown.stdout) == (0, "a\r\n")


# Time and memory


def test_a_run_reports_status_streams_and_folder(tmp_path: Path) -> None:
    done = measure.run(["sh", "-c", "pwd; echo problem >&2; sleep 0.05; exit 3"], tmp_path)
    assert (done.status, Path(done.stdout.strip()).resolve(), done.stderr) == (3, tmp_path.resolve(), "problem\n")
    assert done.wall_s >= 0.05


def test_a_killed_command_has_the_signal_as_its_status(tmp_path: Path) -> None:
    assert measure.run(["sh", "-c", "kill -9 $$"], tmp_path).status == -9


def test_peak_memory_is_the_command_s_and_not_this_process_s(tmp_path: Path) -> None:
    ballast = bytearray(b"x") * (120 << 20)
    assert measure.run(["true"], tmp_path).peak_bytes < 40 << 20
    assert len(ballast) == 120 << 20


def test_peak_memory_counts_the_processes_that_the_command_starts(tmp_path: Path) -> None:
    hungry = f"{shlex.quote(sys.executable)} -c 'b = bytearray(b\"x\") * (60 << 20)'; true"
    assert 60 << 20 < measure.run(["sh", "-c", hungry], tmp_path).peak_bytes < 100 << 20


@pytest.mark.skipif(sys.platform != "linux", reason="no other platform pins a process to a core")
def test_a_command_can_be_given_a_single_core(tmp_path: Path) -> None:
    count = [sys.executable, "-c", "import os; print(len(os.sched_getaffinity(0)))"]
    assert measure.run(count, tmp_path, one_core=True).stdout == "1\n"
    assert measure.run(count, tmp_path).stdout == f"{len(os.sched_getaffinity(0))}\n"


def test_the_model_is_loaded_in_an_interpreter_of_its_own(tmp_path: Path) -> None:
    loaded = loading.measure_loading(tmp_path, 1)
    assert 0 < loaded.load_s < 60
    assert loaded.peak_bytes > 1 << 20
    assert loaded.file_bytes <= 16 << 20, "it comes with the package"


def test_a_model_that_cannot_be_loaded_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "SHIPPED", tmp_path / "no.model")
    with pytest.raises(BenchError, match="the model cannot be loaded"):
        loading.measure_loading(tmp_path, 1)


def test_a_command_that_is_not_installed_is_named(tmp_path: Path) -> None:
    with pytest.raises(BenchError, match=r"^no-such-tool: not installed"):
        measure.run(["no-such-tool"], tmp_path)


# Exactness


@pytest.mark.parametrize(
    ("want", "staged", "expected"),
    [
        pytest.param("a\nb\nc\n", "a\nx\nc\n", [(2, 2)], id="one-line"),
        pytest.param("a\nb\nc\n", "a\nx\ny\nc\n", [(2, 2), (3, 3)], id="line-break-put-in"),
        pytest.param("a\nb\nc\nd\n", "a\nd\n", [(1, 2)], id="lines-lost"),
        pytest.param("a\nb\nc\nd\ne\n", "x\nb\nc\nd\ny\n", [(1, 1), (5, 5)], id="swap-leaves-the-middle-alone"),
        pytest.param("a\n", "a\n", [], id="nothing"),
    ],
)
def test_damaged_lines(want: str, staged: str, expected: list[tuple[int, int]]) -> None:
    assert score.damaged_lines(want, staged) == expected


@pytest.mark.parametrize(
    ("first", "last", "seen"), [(3, 3, False), (4, 4, True), (1, 9, True), (6, 6, True), (7, 9, False)]
)
def test_a_finding_may_miss_by_one_line(first: int, last: int, *, seen: bool) -> None:
    want = "a\nb\nc\nd\ne\nf\ng\nh\n"
    damaged = case("docs/a.md", want, want.replace("e", "x"), want)
    assert score.saw(damaged, [tools.Finding("docs/a.md", first, last)]) is seen


@pytest.mark.parametrize(
    ("got", "exact", "closer", "worse", "changed"),
    [
        pytest.param("the bread is warm", 1, 1, 0, 1, id="restored"),
        pytest.param("thebrxad is warm", 0, 0, 0, 0, id="untouched"),
        pytest.param("the brxad is warm", 0, 1, 0, 1, id="half"),
        pytest.param("thebryad is warm", 0, 0, 0, 1, id="as-far-as-before"),
        pytest.param("thebrxad was cold", 0, 0, 1, 1, id="worse"),
        pytest.param("", 0, 0, 1, 1, id="emptied"),
    ],
)
def test_a_verdict(got: str, exact: int, closer: int, worse: int, changed: int) -> None:
    verdict = score.judge(case("docs/a.md", "", "thebrxad is warm", "the bread is warm"), got, [])
    row = score.tally([verdict])["a"]
    assert (row.n, row.exact, row.closer, row.worse, row.changed, row.seen) == (1, exact, closer, worse, changed, 0)
    assert (row.damage, row.left) == (2, Levenshtein.distance("the bread is warm", got))


TYPO = "They recieve it. The bread is warm, and the oven is old."
MENDED = TYPO.replace("recieve", "receive")


@pytest.mark.parametrize(
    ("got", "left"),
    [
        pytest.param(TYPO, 0, id="restored"),
        pytest.param(MENDED, 0, id="restored-and-the-writer-s-typo-mended"),
        pytest.param(MENDED.replace("The bread", "Thebread"), 1, id="only-the-typo-mended"),
        pytest.param(TYPO.replace("The bread", "Thebread").replace("oven", "ofen"), 2, id="harm-elsewhere"),
        pytest.param(MENDED.replace("oven", "ofen"), 1, id="restored-mended-and-harm-elsewhere"),
        pytest.param(TYPO.replace("The bread", "Thebread").replace("recieve", "relieve"), 2, id="another-word"),
    ],
)
def test_what_a_tool_does_to_the_sound_text_is_right_in_a_damaged_one(got: str, left: int) -> None:
    damaged = regimes.Case("docs/a.md", "a", None, TYPO.replace("The bread", "Thebread"), TYPO)
    verdict = score.judge(damaged, got, [], MENDED)
    assert (verdict.damage, verdict.left) == (1, left)
    assert score.judge(damaged, damaged.staged, [], MENDED).left == 1


def test_a_typo_that_is_mended_in_a_new_file_costs_a_tool_nothing(tmp_path: Path) -> None:
    mends, restores = "s/recieve/receive/", "s/Thebread/The bread/"
    damaged = regimes.Case("docs/a.md", "a", None, TYPO.replace("The bread", "Thebread"), TYPO)
    both, one = (tools.parse_tool(f"sed -i.old '{script}' docs/a.md") for script in (f"{mends};{restores}", mends))
    first, second = (entry.rows["a"] for entry in contest.hold("new", [damaged], [both, one], tmp_path).entries)
    assert (first.exact, first.left, first.places) == (1, 0, 2)
    assert (second.exact, second.worse, second.left, second.changed) == (0, 0, 1, 1)


def test_where_a_text_was_replaced() -> None:
    before, after = "one two three\n", "one too three four\n"
    done = score.replacements(before, after)
    for start, end, text in reversed(done):
        before = before[:start] + text + before[end:]
    assert (len(done), before) == (2, after)
    assert score.replacements(after, after) == []


def test_a_row_without_a_report_does_not_know_what_was_seen() -> None:
    reported = score.judge(case("docs/a.md", "a\n"), "a\n", [])
    unreported = score.judge(case("docs/a.md", "a\n"), "a\n", None)
    assert (score.tally([reported])["a"].seen, score.tally([unreported])["a"].seen) == (0, None)


def test_changes_are_shown_with_their_line_and_what_stands_around() -> None:
    assert score.changes("one\ntwo teh three four\n", "one\ntwo the three, four\n") == [
        "line 2: one\ntwo [-teh-]{+the+} three four\n",
        "line 2: one\ntwo teh three{+,+} four\n",
    ]


# Tools and tables


@pytest.mark.parametrize(
    ("output", "expected"),
    [
        pytest.param("", [], id="nothing-found"),
        pytest.param("[]", [], id="empty-array"),
        pytest.param('[{"path": "a.md", "line": 2, "end_line": 4}]', [("a.md", 2, 4)], id="weave-fix"),
        pytest.param('[{"path": "a.md", "line": 2}]', [("a.md", 2, 2)], id="array-without-an-end"),
        pytest.param("./docs/a.md:3: teh ==> the\n", [("docs/a.md", 3, 3)], id="codespell"),
        pytest.param("docs/a.md:3:8: `teh` -> `the`\nand more\n", [("docs/a.md", 3, 3)], id="typos"),
    ],
)
def test_a_report_is_read(output: str, expected: list[tuple[str, int, int]]) -> None:
    assert tools.read_report(output) == [tools.Finding(*finding) for finding in expected]


@pytest.mark.parametrize("output", ["[{", '[{"path": "a.md"}]', "[1]", '[{"path": "a.md", "line": "x"}]'])
def test_a_report_that_cannot_be_read_is_an_error(output: str) -> None:
    with pytest.raises(BenchError, match="the report cannot be read"):
        tools.read_report(output)


def row(**counts: int | None) -> score.Row:
    nothing = dict.fromkeys(
        ("n", "changed", "exact", "closer", "worse", "seen", "damage", "left", "places", "found"), 0
    )
    return score.Row(**{**nothing, "n": 1, "words": 1, **counts})  # type: ignore[arg-type]


def test_shares_and_their_mean() -> None:
    full = table.shares(row(n=4, changed=3, exact=1, closer=2, worse=1, seen=4, damage=50, left=10))
    expected = {"changed": 75, "exact": 25, "closer": 50, "worse": 25, "seen": 100, "left": 20, "places": 0, "found": 0}
    assert full == expected
    none = table.shares(row(seen=None))
    assert table.mean([full, none])["exact"] == 12.5, "each operation weighs the same"
    assert table.mean([full, none])["seen"] is None
    assert none["left"] is None


def test_places_and_findings_are_counted_in_a_hundred_thousand_words() -> None:
    cells = table.shares(row(n=10, words=40_000, places=2, found=3))
    assert (cells["places"], cells["found"]) == (5, 7.5)
    assert table.shares(row(found=None))["found"] is None


@pytest.mark.parametrize("peer", tools.PEERS, ids=lambda peer: peer.name)
def test_an_installed_peer_repairs_and_reports(peer: tools.Tool, tmp_path: Path) -> None:
    if peer not in tools.installed_peers():
        pytest.skip(f"{peer.name} is not installed")
    typo = case("docs/a.md", "Bread.\n", "Bread.\n\nThey recieve the bread.\n", "Bread.\n\nThey receive the bread.\n")
    sound = case("docs/b.md", "Bread.\n", "Warm bread.\n", row="b")
    [entry] = contest.hold("history", [typo, sound], [peer], tmp_path).entries
    assert entry.run.status in peer.expected
    assert [(row.exact, row.changed, row.seen) for row in entry.rows.values()] == [(1, 1, 1), (1, 0, 0)]


def test_a_peer_that_is_not_installed_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    assert tools.installed_peers() == ()
    (tmp_path / "typos").symlink_to(shutil.which("sh", path=os.defpath) or "/bin/sh")
    assert [peer.name for peer in tools.installed_peers()] == ["typos"]
    assert tools.installed_peers(tools.CHECKERS) == ()
    (tmp_path / "textlint").symlink_to(tmp_path / "typos")
    assert [peer.name for peer in tools.installed_peers(tools.CHECKERS)] == ["textlint"]


# The whole, with tools whose result is known


def test_a_tool_that_does_nothing_leaves_all_the_damage(clone: Path, tmp_path: Path) -> None:
    result = bench(clone, tmp_path / "r.json", "--tool", "true", "--ops", ",".join(OPERATIONS), "--per-op", "4")
    done = {name: regime["tools"]["true"] for name, regime in result["regimes"].items()}
    assert {name: (tool["status"], sum(row["n"] for row in tool["rows"].values())) for name, tool in done.items()} == {
        "history": (0, 12),
        "episode": (0, 12),
        "mixed": (0, 12),
        "clean-edit": (0, 12),
        "new": (0, 12),
        "episode-new": (0, 9),
        "clean-new": (0, 9),
    }
    for tool in done.values():
        for row in tool["rows"].values():
            assert (row["closer"], row["worse"], row["changed"], row["seen"]) == (0, 0, 0, None)
            assert row["left"] == row["damage"]
            assert (row["places"], row["found"]) == (0, None)
    assert done["history"]["rows"][OPERATIONS[0]]["damage"] == 4, "four spaces in four files"
    assert done["clean-edit"]["rows"]["clean-edit"]["exact"] == 12
    assert all(row["exact"] == 0 for row in done["history"]["rows"].values())


def test_a_tool_that_goes_back_to_head_undoes_the_human_too(clone: Path, tmp_path: Path) -> None:
    options = ("--tool", RESTORE_HEAD, "--regimes", "history,clean-edit", "--ops", OPERATIONS[0], "--per-op", "4")
    result = bench(clone, tmp_path / "r.json", *options)
    assert result["edits"] == 12
    history = result["regimes"]["history"]["tools"][RESTORE_HEAD]["rows"][OPERATIONS[0]]
    cases = regimes.history(edits.draw(clone, 300, seed=7), regimes.Plan(OPERATIONS[:1], 4, seed=7))
    left = [Levenshtein.distance(c.want, c.head or "") for c in cases]
    assert history == {
        "n": 4,
        "changed": 4,
        "exact": 0,
        "closer": 0,
        "worse": sum(edit > 1 for edit in left),
        "seen": None,
        "damage": 4,
        "left": sum(left),
        "words": sum(len(c.staged.split()) for c in cases),
        "places": sum(len(score.replacements(c.staged, c.head or "")) for c in cases),
        "found": None,
    }
    clean = result["regimes"]["clean-edit"]["tools"][RESTORE_HEAD]["rows"]["clean-edit"]
    assert (clean["n"], clean["changed"], clean["worse"], clean["damage"]) == (12, 12, 12, 0)


def test_a_tool_that_knows_the_answer_is_exact(clone: Path, tmp_path: Path) -> None:
    answers = regimes.history(edits.draw(clone, 300, seed=7), regimes.Plan(OPERATIONS, 3, seed=7))
    for answer in answers:
        path = tmp_path / answer.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(answer.want, encoding="utf-8")
    tool = f"cp -R {shlex.quote(str(tmp_path / 'docs'))} ."
    options = ("--tool", tool, "--tool", "true", "--regimes", "history", "--ops", ",".join(OPERATIONS), "--per-op", "3")
    result = bench(clone, tmp_path / "r.json", *options)
    rows = result["regimes"]["history"]["tools"][tool]["rows"]
    assert [(row["n"], row["exact"], row["closer"], row["left"]) for row in rows.values()] == [(3, 3, 3, 0)] * 3
    other = result["regimes"]["history"]["tools"]["true"]["rows"]
    assert [row["exact"] for row in other.values()] == [0, 0, 0], "each tool has a copy of its own"


def test_the_table_shows_what_was_changed_and_hides_control_characters(
    clone: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    spoil = tmp_path / "spoil"
    spoil.write_text("#!/bin/sh\nprintf '\\033[2J' >> docs/0.md\nexit 4\n")
    spoil.chmod(0o755)
    assert main([str(clone), "--no-peers", "--tool", str(spoil), "--regimes", "clean-edit", "--show", "3"]) == 0
    printed = capsys.readouterr()
    [row] = [line.split() for line in printed.out.splitlines() if line.startswith("clean-edit")]
    assert row == ["clean-edit", "12", "8.3", "-"]
    assert "changed docs/0.md\n  line 34: " in printed.out
    assert "{+\\x1b[2J+}" in printed.out
    assert "\x1b" not in printed.out
    assert f"bench: clean-edit: {spoil} ended with 4" in printed.err


def test_speed_alternates_the_tools_and_names_the_changed_files(
    clone: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(speed, "MANY_FILES", 15)
    monkeypatch.setattr(speed, "WHOLE_BYTES", 4_000)
    monkeypatch.setattr(speed, "LARGE_BYTES", 8_000)
    monkeypatch.setattr(speed, "SMALL_FILES", 20)
    monkeypatch.setattr(speed, "NEW_BYTES", (5_000,))
    monkeypatch.setattr(large, "COMMITS", 2)
    options = ("--speed", "--runs", "2", "--tool", "true", "--tool", RESTORE_HEAD, "--tool", "weave-fix")
    result = bench(clone, tmp_path / "r.json", *options)["speed"]
    sizes = [len(edit.after.encode()) for edit in edits.draw(clone, 300, seed=7)]
    near = sorted(sizes, key=lambda size: abs(size - 10_000))[: speed.PAGES]
    assert (result["one_file"]["files"], result["one_file"]["bytes"]) == (len(near), sum(near))
    assert (result["many"]["files"], result["many"]["bytes"]) == (15, sum(sizes) + sum(sizes[:3]))
    one, new, many, whole = (result[key]["tools"] for key in ("one_file", "new_file", "many", "whole"))
    assert (new["true"]["files_changed"], new["weave-fix"]["files_changed"]) == (0, 0)
    assert result["new_file"]["bytes"] == result["one_file"]["bytes"]
    assert 4_000 <= result["whole"]["bytes"] < 4_000 + max(sizes)
    assert [*whole] == ["weave-fix"], "the others look at what is staged alone"
    assert 4_000 < result["new_file_5"]["bytes"] <= 5_000
    assert [result[name]["files"] for name in ("several", "small")] == [10, 20]
    assert 8_000 <= result["whole_large"]["bytes"] < 8_000 + max(sizes)
    assert [[len(runs) for runs in costs.values()] for costs in result["large"].values()] == [[2] * 3] * 3
    assert len(result["small"]["tools"]["true"]["cpu_s"]) == 1
    assert {"alignment", "proposals"} <= {*result["one_file"]["stages"]}
    assert result["one_file"]["stages"]["git and files"][0] > 0
    assert result["loading"]["load_s"] > 0
    assert [len(one["true"]["wall_s"]), len(many["true"]["wall_s"])] == [2, 3]
    assert (one["true"]["files_changed"], many["true"]["files_changed"]) == (0, 0)
    assert (one[RESTORE_HEAD]["files_changed"], many[RESTORE_HEAD]["files_changed"]) == (speed.PAGES, 15)
    pairs = [mine / theirs for mine, theirs in zip(one[RESTORE_HEAD]["wall_s"], one["true"]["wall_s"], strict=True)]
    assert one[RESTORE_HEAD]["ratio_to"]["true"] == pytest.approx(sum(pairs) / 2)
    assert result["words"].pop("left_bytes") == 0
    assert all(seconds > 0 for seconds in result["words"].values())
    assert not (clone / ".git/weave-fix").exists(), "the clone is left as it is"
    assert [(name, cost["status"]) for name, cost in result["notes"].items()] == [
        ("no notes yet", [0]),
        ("past notes kept", [0]),
    ]
    for cost in result["notes"].values():
        over = [hook - bare for hook, bare in zip(cost["hook_s"], cost["bare_s"], strict=True)]
        assert len(over) == 2
        assert cost["over_s"] == pytest.approx(sum(over) / 2)


def test_a_quick_run_names_what_is_not_installed_and_times_a_part(
    clone: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(speed, "MANY_FILES", 20)
    monkeypatch.setattr(speed, "WHOLE_BYTES", 4_000)
    monkeypatch.setattr(speed, "LARGE_BYTES", 8_000)
    monkeypatch.setattr(speed, "SMALL_FILES", 30)
    monkeypatch.setattr(speed, "NEW_BYTES", (5_000,))
    checker = tmp_path / "bin" / "harper-cli"
    checker.parent.mkdir()
    checker.write_text('#!/bin/sh\ntest -f "$2"\n')
    checker.chmod(0o755)
    monkeypatch.setattr("bench.__main__.PEERS", ())
    monkeypatch.setattr("bench.__main__.installed_peers", lambda peers=(): tools.installed_peers(peers))
    monkeypatch.setenv("PATH", f"{checker.parent}{os.pathsep}{os.environ['PATH']}")
    result = tmp_path / "r.json"
    assert main([str(clone), "--json", str(result), "--speed", "--quick", "--tool", "true"]) == 0
    assert "textlint: not installed\n" in capsys.readouterr().out
    found = json.loads(result.read_text())["speed"]
    assert [*found["one_file"]["tools"]] == ["true", "harper-cli"]
    assert [*found["many"]["tools"]] == ["true"], "it repairs nothing"
    assert [found[name]["files"] for name in ("many", "small")] == [2, 3]
    assert len(found["one_file"]["tools"]["true"]["wall_s"]) == speed.QUICK_RUNS


def test_the_installed_command_restores_what_it_can_prove(clone: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bench", str(clone), "--no-peers", "--json", str(tmp_path / "r.json")]
    done = subprocess.run(
        [*command, "--ops", ",".join(OPERATIONS), "--per-op", "4"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    result = json.loads((tmp_path / "r.json").read_text())["regimes"]
    history = result["history"]["tools"]["weave-fix"]
    rows = history["rows"]
    assert history["status"] == 1, "something was repaired"
    assert sum(row["exact"] for row in rows.values()) >= 6
    assert sum(row["worse"] for row in rows.values()) == 0
    assert all(row["seen"] >= row["exact"] for row in rows.values()), "what was repaired was reported"
    clean = result["clean-edit"]["tools"]["weave-fix"]
    assert (clean["status"], clean["rows"]["clean-edit"]["changed"]) == (0, 0)


# Wrong use


@pytest.mark.parametrize(
    ("options", "message"),
    [
        pytest.param(["--ops", "no_such"], "'no_such' is no operation; there are ", id="operation"),
        pytest.param(["--regimes", "history,past"], "'past' is no regime; there are history", id="regime"),
        pytest.param(["--per-op", "0"], "0 is not at least 1", id="zero"),
        pytest.param(["--edits", "many"], "invalid", id="not-a-number"),
    ],
)
def test_wrong_options_end_with_status_2(
    clone: Path, options: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match=r"^2$"):
        main([str(clone), *options])
    assert message in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "message"),
    [
        pytest.param(["--tool", "no-such-tool --fix"], "'no-such-tool --fix': not installed", id="tool"),
        pytest.param(["--tool", "'open"], "No closing quotation; close the quotes", id="quotes"),
        pytest.param(["--tool", " "], "not installed", id="empty-tool"),
        pytest.param(["--json", "/no/such/folder/r.json"], "/no/such/folder/r.json: cannot be written", id="json"),
        pytest.param(["--ops", "random_number_replacement"], "none of these texts has a place for", id="no-place"),
    ],
)
def test_what_cannot_be_done_ends_with_status_2(
    clone: Path, options: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(clone), "--tool", "true", "--no-peers", "--regimes", "history", "--per-op", "1", *options]) == 2
    assert message in capsys.readouterr().err


def test_a_folder_without_a_history_ends_with_status_2(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    outside = repo.root.parent
    assert main([str(outside), "--tool", "true"]) == 2
    assert f"{outside}: no history can be read here: fatal: not a git repository" in capsys.readouterr().err
    assert main([str(repo.root), "--tool", "true"]) == 2
    assert f"{repo.root}: no history can be read here" in capsys.readouterr().err
    repo.commit_files({"a.md": "one\n"})
    repo.commit_files({"a.md": "two\n"})
    assert main([str(repo.root), "--tool", "true"]) == 2
    assert f"{repo.root}: none of its 1 changes to Markdown files" in capsys.readouterr().err
