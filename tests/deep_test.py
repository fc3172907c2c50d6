"""--deep: what HEAD has lost is put back from the past of a file, its other branches, the stash and the reflog."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.conftest import Repo
from tests.texts import DAMAGED, SOUND
from weave_fix.cli import main

EDITS = [
    ("usually good for years", "usually good for another ten years"),
    ("the needle", "the blunt needle"),
]
CUT = "turn round, leave a small loop for shrinkage, and come back beside the first line."


def grown(text: str, number: int) -> str:
    """Return the text with `number` more parts, as people write on."""
    return text + "".join(
        f"\n## Part {part}\n\nA paragraph that somebody wrote about the {part}th thing.\n" for part in range(number)
    )


def deep(capsys: pytest.CaptureFixture[str], *args: str) -> list[dict[str, Any]]:
    """Return the findings of a run with --deep that changes nothing."""
    capsys.readouterr()
    main(["--check", "--format", "json", "--quiet", *args])
    out, err = capsys.readouterr()
    assert err == ""
    found: list[dict[str, Any]] = json.loads(out)
    return found


@pytest.fixture
def old(repo: Repo) -> Repo:
    """Return a repository whose file was damaged in its second commit and edited nine times since."""
    repo.commit_files({"docs/a.md": SOUND})
    repo.commit_files({"docs/a.md": DAMAGED})
    for number in range(9):
        repo.commit_files({"docs/a.md": grown(DAMAGED.replace(*EDITS[0]), number)})
    return repo


def test_old_damage_is_repaired_and_every_later_edit_stays(old: Repo) -> None:
    assert main(["--scope", "all", "--language", "none", "docs/a.md", "--deep"]) == 1
    assert old.read("docs/a.md").decode() == grown(SOUND.replace(*EDITS[0]), 8)


def test_without_the_flag_it_stays(old: Repo) -> None:
    assert main(["--scope", "all", "--language", "none", "docs/a.md"]) == 0
    assert main(["--language", "none", "docs/a.md", "--deep"]) == 0, "without --scope all HEAD's text is not checked"


def test_the_evidence_names_the_version_in_which_it_was_whole(old: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    (row,) = deep(capsys, "--scope", "all", "docs/a.md", "--deep")
    whole = old.git("rev-list", "--reverse", "HEAD").split()[0]
    assert (row["line"], row["before"], row["after"]) == (20, "</ribbon>", "")
    assert {"history": f"{whole}:docs/a.md"}.items() <= {one["kind"]: one["source"] for one in row["evidence"]}.items()


def test_only_as_many_versions_are_searched_as_are_named(old: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    args = ["--scope", "all", "--language", "none", "docs/a.md"]
    assert deep(capsys, *args, "--deep", "8") == []
    assert len(deep(capsys, *args, "--deep", "9")) == 1, "as many as came after the damage"


def test_a_renaming_is_not_counted_as_a_version(old: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    old.git("mv", "docs/a.md", "docs/b.md")
    old.git("commit", "--quiet", "--message=Rename")
    args = ["--scope", "all", "--language", "none", "docs/b.md"]
    assert deep(capsys, *args, "--deep", "8") == []
    assert len(deep(capsys, *args, "--deep", "9")) == 1


def test_fifty_edits_since_are_no_obstacle_by_default(repo: Repo) -> None:
    repo.commit_files({"a.md": SOUND})
    repo.commit_files({"a.md": DAMAGED})
    for number in range(50):
        repo.commit_files({"a.md": grown(DAMAGED, number + 1)})
    assert main(["--scope", "all", "--language", "none", "a.md", "--deep"]) == 1
    assert repo.read("a.md").decode() == grown(SOUND, 50)


def test_a_person_s_own_edits_are_left_alone(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    text = SOUND
    repo.commit_files({"a.md": text})
    for edit in EDITS:
        text = text.replace(*edit)
        repo.commit_files({"a.md": text})
    assert deep(capsys, "--scope", "all", "a.md", "--deep") == []


def test_damage_that_was_edited_since_is_left(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    repo.commit_files({"a.md": SOUND})
    repo.commit_files({"a.md": DAMAGED})
    repo.commit_files({"a.md": DAMAGED.replace("loop f</ribbon>or shrinkage", "loop f</ribbon>or wool that shrinks")})
    assert deep(capsys, "--scope", "all", "--language", "none", "a.md", "--deep") == []


def test_edits_of_today_are_judged_beside(old: Repo) -> None:
    text = grown(DAMAGED.replace(*EDITS[0]), 8).replace(*EDITS[1]).replace("Part 3", "Section 3")
    old.write("docs/a.md", text.replace("The threads across", "The thre</gravel>ads across"))
    assert main(["--scope", "all", "docs/a.md", "--deep"]) == 1
    assert old.read("docs/a.md").decode() == text.replace("</ribbon>", "")


def test_renames_are_followed(old: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    old.git("mv", "docs/a.md", "b.md")
    old.commit()
    old.commit_files({"b.md": grown(DAMAGED.replace(*EDITS[0]), 12)})
    (row,) = deep(capsys, "--scope", "all", "b.md", "--deep")
    assert row["evidence"][0]["source"].endswith(":docs/a.md")


def test_what_a_merged_branch_brought_in_is_found(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    repo.commit_files({"a.md": SOUND})
    repo.git("checkout", "--quiet", "-b", "side")
    repo.commit_files({"a.md": DAMAGED})
    repo.git("checkout", "--quiet", "main")
    repo.git("mv", "a.md", "b.md")
    repo.commit()
    repo.commit_files({"b.md": SOUND.replace(*EDITS[0])})
    repo.git("merge", "--quiet", "--no-ff", "-m", "Merge", "side")
    assert repo.read("b.md").decode() == DAMAGED.replace(*EDITS[0])
    (row,) = deep(capsys, "--scope", "all", "b.md", "--deep")
    assert (row["before"], row["after"]) == ("</ribbon>", "")


def test_what_the_merge_itself_brought_in_is_found(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    first = repo.commit_files({"a.md": SOUND})
    repo.git("checkout", "--quiet", "-b", "side")
    repo.commit_files({"a.md": SOUND.replace(*EDITS[1])})
    repo.git("checkout", "--quiet", "main")
    repo.commit_files({"a.md": SOUND.replace(*EDITS[0])})
    repo.git("merge", "--quiet", "--no-commit", "side")
    repo.commit_files({"a.md": DAMAGED.replace(*EDITS[0]).replace(*EDITS[1])})
    repo.commit_files({"a.md": grown(DAMAGED.replace(*EDITS[0]).replace(*EDITS[1]), 2)})
    assert len(deep(capsys, "--scope", "all", "a.md", "--deep")) == 1
    assert main(["--since", first, "--quiet"]) == 1


TAIL = SOUND[SOUND.index(CUT) + 200 :]


def test_a_file_cut_off_long_ago_gets_its_end_back(repo: Repo) -> None:
    cut = SOUND[: -len(TAIL)]
    repo.commit_files({"a.md": SOUND})
    repo.commit_files({"a.md": cut})
    repo.commit_files({"a.md": cut.replace(*EDITS[0])})
    assert main(["--scope", "all", "a.md", "--deep"]) == 1
    assert repo.read("a.md").decode() == SOUND.replace(*EDITS[0])


def test_line_ends_flipped_long_ago_are_put_back_in_later_lines_too(repo: Repo) -> None:
    repo.git("config", "core.autocrlf", "false")
    repo.commit_files({"a.md": SOUND})
    for text in (SOUND, SOUND.replace(*EDITS[0]), grown(SOUND.replace(*EDITS[0]), 2)):
        repo.commit_files({"a.md": text.replace("\n", "\r\n")})
    assert main(["--scope", "all", "a.md", "--deep"]) == 1
    assert repo.read("a.md").decode() == grown(SOUND.replace(*EDITS[0]), 2)


def test_line_ends_that_were_seen_to_since_are_left(repo: Repo) -> None:
    repo.git("config", "core.autocrlf", "false")
    repo.commit_files({"a.md": SOUND})
    repo.commit_files({"a.md": SOUND.replace("\n", "\r\n")})
    mixed = SOUND.replace("\n", "\r\n").replace("\r\n", "\n", 3)
    repo.commit_files({"a.md": mixed})
    main(["--scope", "all", "a.md", "--deep"])
    assert repo.read("a.md").decode() == mixed


FENCED = "# Doors\n\n```sh\nopen door\n```\n\nClose it again when the last guest has gone.\n"


def test_a_fence_comes_back_though_the_paragraph_below_was_written_anew(repo: Repo) -> None:
    lost = FENCED.replace("door\n```\n", "door\n")
    repo.commit_files({"a.md": FENCED})
    repo.commit_files({"a.md": lost})
    anew = [text.replace("Close it again when", "> [!NOTE]\n> Lock it when") for text in (FENCED, lost)]
    repo.commit_files({"a.md": anew[1]})
    assert main(["--scope", "all", "--language", "none", "a.md", "--deep"]) == 1
    assert repo.read("a.md").decode() == anew[0]


def test_a_block_pasted_twice_goes_though_one_of_both_was_edited_since(repo: Repo) -> None:
    block = "".join(f"{number}. Take the board number {number} from the stack.\n" for number in range(1, 8))
    once = f"# Shelf\n\n{block}\nThen call somebody who holds the other end.\n"
    twice = once.replace(block, f"{block}\n{block}")
    repo.commit_files({"a.md": once})
    repo.commit_files({"a.md": twice})
    repo.commit_files({"a.md": twice.replace("the board number 3 from", "the third board from", 1)})
    assert main(["--scope", "all", "--language", "none", "a.md", "--deep"]) == 1
    assert repo.read("a.md").decode() == once.replace("the board number 3 from", "the third board from")


def test_a_block_pasted_twice_goes_though_words_in_both_are_repaired_too(repo: Repo) -> None:
    block = "".join(f"{number}. You recieve the board number {number} from the stack.\n" for number in range(1, 8))
    once = f"# Shelf\n\n{block}\nThen call somebody who holds the other end.\n"
    twice = once.replace(block, f"{block}\n{block}")
    edit = ("the board number 3 from", "the third board from", 1)
    for text in (once, twice, twice.replace(*edit)):
        repo.commit_files({"a.md": text})
    assert main(["--scope", "all", "a.md", "--deep"]) == 1
    assert repo.read("a.md").decode() == once.replace(*edit).replace("recieve", "receive")


STEPS = """\
# Branches

1. Push the branch to your fork, and wait until the machine has looked at it:

    ```sh
    git push fork branch
    ```

1. You're ready to ask for a look at the branch in your fork, and at the words that go with it.
"""


def test_a_fence_in_a_list_item_comes_back(repo: Repo) -> None:
    lost = STEPS.replace("branch\n    ```\n", "branch\n")
    assert lost != STEPS
    for text in (STEPS, lost, lost.replace("your fork, and wait", "your own fork, and wait")):
        repo.commit_files({"a.md": text})
    assert main(["--scope", "all", "--language", "none", "a.md", "--deep"]) == 1
    assert repo.read("a.md").decode() == STEPS.replace("your fork, and wait", "your own fork, and wait")


def test_the_label_of_a_reference_comes_back_though_its_definition_is_far_away(repo: Repo) -> None:
    filler = "".join(f"The wool of sheep number {number} is soft.\n\n" for number in range(40))
    sound = f"# Wool\n\nSee [the list of sheep][2] first.\n\n{filler}[2]: sheep.md\n"
    repo.commit_files({"a.md": sound})
    repo.commit_files({"a.md": sound.replace("sheep][2]", "sheep][41]")})
    repo.commit_files({"a.md": sound.replace("sheep][2]", "sheep][41]").replace("number 7 is", "number 7 was")})
    main(["--deep", "--scope", "all", "--no-notes", "a.md"])
    assert repo.read("a.md").decode() == sound.replace("number 7 is", "number 7 was")


def test_what_the_language_alone_tells_is_found_in_old_commits(repo: Repo) -> None:
    sound = grown(SOUND, 2) + "\n- [ ] Support for one more thread\n"
    repo.commit_files({"a.md": sound})
    repo.commit_files({"a.md": sound.replace("Support for", "Srpoput for").replace(*EDITS[1])})
    repo.commit_files({"a.md": sound.replace("Support for", "Srpoput for").replace(*EDITS[1]).replace(*EDITS[0])})
    assert main(["--scope", "all", "a.md", "--deep"]) == 1
    assert repo.read("a.md").decode() == sound.replace(*EDITS[1]).replace(*EDITS[0])


def test_what_an_old_commit_s_judgement_calls_unsafe_needs_the_flag(repo: Repo) -> None:
    sound = SOUND + "\nThe keeper of the page should write a `lamp.md` for each lamp.\n"
    unsure = sound.replace("should write", "`lamp.md` should write")
    repo.commit_files({"a.md": sound})
    repo.commit_files({"a.md": unsure})
    repo.commit_files({"a.md": unsure.replace(*EDITS[0])})
    main(["--scope", "all", "a.md", "--deep"])
    assert repo.read("a.md").decode() == unsure.replace(*EDITS[0])
    assert main(["--scope", "all", "a.md", "--deep", "--unsafe"]) == 1
    assert repo.read("a.md").decode() == sound.replace(*EDITS[0])


def test_a_word_that_comes_back_with_its_passage_is_no_new_one(repo: Repo) -> None:
    sound = SOUND.replace("usually good", "usually goodd")
    start = sound.index("goodd") - 40
    repo.commit_files({"a.md": sound})
    repo.commit_files({"a.md": sound[:start]})
    assert main(["--scope", "all", "a.md", "--deep"]) == 1
    assert repo.read("a.md").decode() == sound


@pytest.mark.parametrize("place", ["branch", "stash", "reflog"])
def test_other_branches_the_stash_and_the_reflog_are_asked(
    repo: Repo, capsys: pytest.CaptureFixture[str], place: str
) -> None:
    """The text was never whole in the history of HEAD."""
    sound = SOUND + "\nWe put it beside the dialog box of the day and keep the lamp on until the ferry leaves.\n"
    lost = sound.replace("lamp on", "lampon")
    repo.commit_files({"a.md": SOUND, "b.md": "# B\n"})
    repo.write("a.md", sound)
    if place == "stash":
        repo.git("stash", "--quiet")
    else:
        repo.git("checkout", "--quiet", "-b", "side")
        repo.commit_files({"a.md": sound})
        repo.git("checkout", "--quiet", "main")
    if place == "reflog":
        repo.git("branch", "--quiet", "-D", "side")
    repo.write("a.md", lost)
    without = deep(capsys, "a.md")
    assert "safe" not in [row["applicability"] for row in without], "else nothing has to be asked"
    (row,) = deep(capsys, "a.md", "--deep")
    assert row["applicability"] == "safe"
    assert row["evidence"][0]["source"].endswith(":a.md")
    assert main(["a.md", "--deep"]) == 1
    assert repo.read("a.md").decode() == sound


@pytest.fixture
def elsewhere(repo: Repo) -> Repo:
    """Return a repository whose branch `side` has a section, of which `main` committed a part only and wrote on."""
    whole = f"{SOUND}\n{SECTION}"
    repo.commit_files({"a.md": SOUND})
    repo.git("checkout", "--quiet", "-b", "side")
    repo.commit_files({"a.md": whole})
    repo.git("checkout", "--quiet", "main")
    repo.commit_files({"a.md": whole.replace(CAFE, "caf\N{REPLACEMENT CHARACTER}")})
    repo.commit_files({"a.md": repo.read("a.md").decode().replace(*EDITS[0])})
    return repo


CAFE = "caf\N{LATIN SMALL LETTER E WITH ACUTE}"
SECTION = f"## The evening\n\nWe meet in the {CAFE} behind the chapel, and bring our needles along.\n"


def test_committed_damage_that_was_never_whole_here_is_repaired_from_another_branch(
    elsewhere: Repo, capsys: pytest.CaptureFixture[str]
) -> None:
    assert deep(capsys, "a.md", "--deep") == [], "without --scope all HEAD's text is not checked"
    (row,) = deep(capsys, "--scope", "all", "a.md", "--deep")
    side = elsewhere.git("rev-parse", "side").strip()
    assert {"history": f"{side}:a.md"}.items() <= {one["kind"]: one["source"] for one in row["evidence"]}.items()
    assert main(["--scope", "all", "a.md", "--deep"]) == 1
    assert elsewhere.read("a.md").decode() == f"{SOUND}\n{SECTION}".replace(*EDITS[0])


def test_what_another_branch_words_otherwise_is_left(elsewhere: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    elsewhere.git("checkout", "--quiet", "side")
    other = SECTION.replace(
        "We meet in the caf\N{LATIN SMALL LETTER E WITH ACUTE} behind the chapel", "All meet at the mill"
    )
    elsewhere.commit_files({"a.md": f"{SOUND}\n{other}".replace("the needle", "a darning needle")})
    elsewhere.git("checkout", "--quiet", "main")
    elsewhere.git("reflog", "expire", "--expire=now", "--all")
    assert {row["applicability"] for row in deep(capsys, "--scope", "all", "a.md", "--deep")} == {"shown"}


def test_a_shallow_clone_says_where_it_ends(
    old: Repo, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shallow = Repo(old.root.parent / "shallow")
    old.git("clone", "--quiet", "--depth=3", old.root.as_uri(), str(shallow.root))
    monkeypatch.chdir(shallow.root)
    assert main(["--scope", "all", "--language", "none", "docs/a.md", "--deep"]) == 0
    assert "warning: the search of the past ends where this shallow clone does" in capsys.readouterr().err


def test_a_partial_clone_passes_over_what_it_lacks(
    old: Repo, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    partial = Repo(old.root.parent / "partial")
    old.git("config", "uploadpack.allowFilter", "true")
    old.git("clone", "--quiet", "--no-local", "--filter=blob:none", old.root.as_uri(), str(partial.root))
    old.root.rename(old.root.with_name("gone"))
    monkeypatch.chdir(partial.root)
    assert main(["--scope", "all", "--language", "none", "docs/a.md", "--deep"]) == 0
    assert "this partial clone lacks 10 versions of the files" in capsys.readouterr().err


def test_a_search_out_of_time_says_where_it_stopped(old: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    args = ["--scope", "all", "--language", "none", "docs/a.md", "--deep", "--deep-seconds", "0.0000001"]
    assert main(args) == 0
    assert "--deep-seconds gives it more" in capsys.readouterr().err


@pytest.mark.parametrize(
    "args",
    [
        ["--deep", "docs/a.md"],
        ["--deep", "--", "docs/a.md"],
        ["--deep", "50", "docs/a.md"],
        ["--deep=50", "docs/a.md"],
        ["docs/a.md", "--deep"],
        ["--deep", "docs"],
        ["--deep", "--quiet", "docs/a.md"],
    ],
)
def test_a_path_behind_the_flag_is_a_path(old: Repo, capsys: pytest.CaptureFixture[str], args: list[str]) -> None:
    assert len(deep(capsys, "--scope", "all", *args)) == 1


def test_a_path_that_is_not_there_is_said_to_be_missing(old: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--scope", "all", "--deep", "docs/none.md"]) == 2
    assert "docs/none.md" in capsys.readouterr().err


@pytest.mark.parametrize("word", ["0", "-1", "x", "1.5", "9" * 30])
def test_a_bad_number_of_versions_is_refused(repo: Repo, capsys: pytest.CaptureFixture[str], word: str) -> None:
    with pytest.raises(SystemExit) as ended:
        main([f"--deep={word}"])
    assert ended.value.code == 2
    assert "is no number of versions; give 1 or more" in capsys.readouterr().err


@pytest.mark.parametrize("word", ["0", "-1", "x", "1e5", "nan", "inf", "1.2.3"])
def test_a_bad_number_of_seconds_is_refused(repo: Repo, capsys: pytest.CaptureFixture[str], word: str) -> None:
    with pytest.raises(SystemExit) as ended:
        main([f"--deep-seconds={word}"])
    assert ended.value.code == 2
    assert "is no number of seconds; give more than 0" in capsys.readouterr().err


def test_it_needs_a_repository(
    sealed: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(sealed)
    (sealed / "a.md").write_text(SOUND)
    assert main(["a.md", "--deep"]) == 2
    assert "no git repository here whose history --deep could search" in capsys.readouterr().err


def test_a_repository_without_a_commit_has_no_past(repo: Repo) -> None:
    repo.write("a.md", SOUND)
    repo.add()
    assert main(["--deep"]) == 0
