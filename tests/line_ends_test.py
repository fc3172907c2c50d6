"""Line ends stay as they are, whichever the index and the working tree have, and one run is enough."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import Repo
from tests.texts import BOTH, DAMAGED, EDITED, SOUND
from weave_fix.cli import main
from weave_fix.positions import LINE_ENDS, as_it_is, split_lines, with_crlf, with_lf

Ends = Callable[[str], str]


def every_third(text: str) -> str:
    """Return `text`, whose line ends are LF, with each third CRLF."""
    return "".join(with_crlf(line) if n % 3 == 0 else line for n, line in enumerate(split_lines(text)))


def all_but_every_third(text: str) -> str:
    """Return `text`, whose line ends are LF, with two of three CRLF."""
    return "".join(line if n % 3 == 0 else with_crlf(line) for n, line in enumerate(split_lines(text)))


UNIFORM = [pytest.param(with_lf, id="LF"), pytest.param(with_crlf, id="CRLF")]
MIXED = [pytest.param(every_third, id="a third CRLF"), pytest.param(all_but_every_third, id="two thirds CRLF")]


def stage(repo: Repo, text: str) -> None:
    """Stage these very bytes as `a.md`."""
    oid = repo.git("hash-object", "-w", "--stdin", stdin=text.encode()).strip()
    repo.git("update-index", "--add", "--cacheinfo", f"100644,{oid},a.md")


def commit(repo: Repo, text: str) -> None:
    stage(repo, text)
    repo.git("commit", "-q", "--no-verify", "-m", "Base")


@pytest.fixture
def plain(repo: Repo, autocrlf: str) -> Repo:
    repo.git("config", "core.autocrlf", autocrlf)
    repo.git("config", "core.safecrlf", "false")
    return repo


@pytest.mark.parametrize("autocrlf", ["false", "true"])
@pytest.mark.parametrize("worktree", UNIFORM)
@pytest.mark.parametrize("index", UNIFORM + MIXED)
class TestStaged:
    def test_every_other_byte_stays(self, plain: Repo, index: Ends, worktree: Ends, autocrlf: str) -> None:
        commit(plain, index(SOUND))
        stage(plain, index(BOTH))
        plain.write("a.md", worktree(BOTH))
        assert main(["--quiet"]) == 1
        assert plain.read("a.md") == worktree(EDITED).encode()
        plain.add()
        # Without autocrlf the line ends of the working tree are staged now: all of them differ from the base.
        is_flipped = autocrlf == "false" and index in (with_lf, with_crlf) and index is not worktree
        assert main(["--quiet", "--strict"]) == is_flipped
        assert plain.read("a.md") == (index if is_flipped else worktree)(EDITED).encode()

    def test_beside_an_unstaged_edit(self, plain: Repo, index: Ends, worktree: Ends, autocrlf: str) -> None:
        commit(plain, index(SOUND))
        stage(plain, index(BOTH))
        plain.write("a.md", worktree(f"First.\n{BOTH}") + "last\n")
        assert main(["--quiet"]) == 1
        assert plain.read("a.md") == (worktree(f"First.\n{EDITED}") + "last\n").encode()


@pytest.mark.parametrize("autocrlf", ["false", "true"])
@pytest.mark.parametrize("args", [[], ["a.md"]], ids=["staged", "named"])
@pytest.mark.parametrize("before", UNIFORM + MIXED)
@pytest.mark.parametrize("after", MIXED)
def test_a_mixed_file_rests_after_one_run(
    plain: Repo, before: Ends, after: Ends, args: list[str], autocrlf: str
) -> None:
    commit(plain, before(SOUND))
    stage(plain, after(BOTH))
    plain.write("a.md", after(BOTH))
    assert main(["--quiet", *args]) == 1
    repaired = plain.read("a.md")
    assert with_lf(repaired.decode()) == EDITED
    if before is after:
        assert repaired == after(EDITED).encode()
    plain.add()
    assert main(["--quiet", *args]) == 0
    assert plain.read("a.md") == repaired


FEW = "The old mill stands at the end of the village.\r\nTake the narrow road to the wooden bridge"


@pytest.mark.parametrize("autocrlf", ["false", "true"])
@pytest.mark.parametrize("end", ["", "\r\n", "\r\nThe water runs clear.\r\nIt is cold.\r\n"])
@pytest.mark.parametrize("args", [[], ["a.md"]], ids=["staged", "named"])
def test_a_repair_that_takes_out_the_last_lone_lf(plain: Repo, end: str, args: list[str], autocrlf: str) -> None:
    commit(plain, FEW + end)
    damaged = FEW.replace("bridge", "bri\ndge") + end
    stage(plain, damaged)
    plain.write("a.md", damaged)
    assert main(["--quiet", *args]) == 1
    assert plain.read("a.md") == (FEW + end).encode()


@pytest.mark.parametrize("autocrlf", ["false"])
@pytest.mark.parametrize(("base", "added"), [(with_crlf, with_lf), (with_lf, with_crlf)], ids=["LF", "CRLF"])
@pytest.mark.parametrize("args", [[], ["a.md"]], ids=["staged", "named"])
def test_more_lines_of_the_other_kind_get_that_of_the_base(
    plain: Repo, base: Ends, added: Ends, args: list[str], autocrlf: str, capsys: pytest.CaptureFixture[str]
) -> None:
    more = added("\n".join(re.findall(r"\w+ \w+ \w+", SOUND)) + "\n")
    commit(plain, base(SOUND))
    stage(plain, base(DAMAGED) + more)
    plain.write("a.md", base(DAMAGED) + more)
    assert main(["--language", "none", *args]) == 1
    assert capsys.readouterr().err.count("a.md:") == 2
    assert plain.read("a.md") == base(SOUND + with_lf(more)).encode()


TEXTS = st.lists(st.sampled_from(["a themusic b", "themusic", "", "c"]), max_size=6).flatmap(
    lambda lines: st.lists(st.sampled_from(["\n", "\r\n"]), min_size=len(lines), max_size=len(lines)).map(
        lambda ends: "".join(line + end for line, end in zip(lines, ends, strict=True))
    )
)


@given(text=TEXTS, checkout=st.sampled_from(LINE_ENDS))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_working_tree_takes_the_repair_and_nothing_else(repo: Repo, text: str, checkout: Ends) -> None:
    from tests.patches import replacing
    from weave_fix.git import Repository
    from weave_fix.patch.write import write_repairs

    before = checkout(text)
    repo.write("a.md", before)
    opened = Repository.discover(repo.root)
    after = text.replace("themusic", "the music")
    written = write_repairs([(replacing(text, after), "index")], opened, repo.root)
    assert not written.failures
    assert repo.read("a.md").decode() == before.replace("themusic", "the music")
    assert [one.kind for one in written.outcomes] == (["written"] if after != text else [])


def test_the_three_ways() -> None:
    assert [ends("a\r\nb\nc") for ends in (as_it_is, with_crlf, with_lf)] == ["a\r\nb\nc", "a\r\nb\r\nc", "a\nb\nc"]
