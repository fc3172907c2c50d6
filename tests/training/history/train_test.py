from __future__ import annotations

import json
import lzma
import os
import subprocess
import sys
from pathlib import Path
from random import Random

import numpy as np
import pytest

from tests.language.small import packed
from weave_fix.evidence.ensemble import Ensemble
from weave_fix.evidence.history.features import names
from weave_fix.signatures.registry import discover
from weave_fix.training.export import export
from weave_fix.training.history import train as fit
from weave_fix.training.history.dataset import HumanEdit
from weave_fix.training.history.train import (
    LEVELS,
    TOUCHED,
    Dataset,
    LeaveOneOutVocabulary,
    read,
    set_thresholds,
    table,
    train,
)

NUMBER = "random_number_replacement"

SUBJECTS = (
    "The gardener",
    "Our neighbour",
    "The old miller",
    "A careful reader",
    "The night train",
    "Every lighthouse",
)
VERBS = ("waters", "remembers", "repairs", "carries", "watches over", "counts", "describes", "paints")
OBJECTS = (
    "the quiet harbour",
    "a row of 12 pear trees",
    "the wooden bridge",
    "an unfinished letter",
    "the morning post",
)
ENDS = ("before the winter comes", "as soon as the rain stops", "without saying a word", "in less than 40 minutes")
CHANGES = (
    ("quiet", "busy"),
    ("old", "young"),
    ("winter", "autumn"),
    ("12", "14"),
    ("letter", "poem"),
    ("wooden", "iron"),
)


def sentence(rng: Random) -> str:
    return " ".join(rng.choice(part) for part in (SUBJECTS, VERBS, OBJECTS, ENDS)) + "."


def edits(repositories: int, each: int) -> list[dict[str, str]]:
    """Return edits as a person makes them: words replaced, a sentence put in."""
    rng = Random(11)
    made = []
    for number in range(repositories * each):
        paragraphs = ["\n".join(sentence(rng) for _ in range(4)) for _ in range(3)]
        before = "# Notes\n\n" + "\n\n".join(paragraphs) + "\n"
        after = before
        for old, new in rng.sample(CHANGES, 4):
            after = after.replace(old, new, 1)
        at = after.index("\n", after.index("\n\n") + 2) + 1
        after = after[:at] + sentence(rng) + "\n" + after[at:]
        made.append({"repo": f"someone/book{number % repositories}", "before": before, "after": after})
    return made


# Threads that wait for each other by turning in circles crawl where the tests share few cores.
def fitted(*args: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "weave_fix.training.history.train", *map(str, args)]
    done = subprocess.run(
        command, env={**os.environ, "OMP_NUM_THREADS": "1"}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done


def test_it_fits_trees_that_the_decision_reads_and_the_same_ones_again(tmp_path: Path) -> None:
    plain, packed = tmp_path / "a.jsonl", tmp_path / "b.jsonl.xz"
    lines = [json.dumps(case) for case in edits(3, 8)]
    plain.write_text("\n".join(lines[:10]) + "\n", encoding="utf-8")
    packed.write_bytes(lzma.compress("\n".join(lines[10:]).encode()))
    one, two = tmp_path / "one.json", tmp_path / "two.json"
    done = fitted(plain, packed, "-o", one, "--seed", "4")
    fitted(plain, packed, "-o", two, "--seed", "4")
    assert one.read_bytes() == two.read_bytes()
    made = Ensemble(one.read_bytes(), one)
    assert made.names == names()
    assert set(made.thresholds) == set(discover())
    for limits in made.thresholds.values():
        assert limits["safe"] >= limits["unsafe"] >= limits["shown"]
    assert "24 edits, " in done.stderr
    shares = {line.split()[0]: line.split()[-3:] for line in done.stdout.splitlines()}
    assert set(discover()) <= set(shares)
    assert shares["damage"] == list(LEVELS)
    assert float(shares["insert_spurious_html_xml_tag"][0].rstrip("%")) > 50, "something was learned"
    assert shares["(none:"] == ["0.0%"] * 3, "of 24 edits not one in two hundred may be touched"


def test_edits_are_read_in_order_with_any_line_end_in_them(tmp_path: Path) -> None:
    path = tmp_path / "e.jsonl"
    cases = [{"repo": "a/b", "before": "x\r\ny\u2028\x85\n", "after": str(number), "more": 1} for number in range(3)]
    path.write_text("".join(json.dumps(case, ensure_ascii=False) + "\n" for case in cases), encoding="utf-8")
    assert read([path, path]) == [HumanEdit("a/b", "x\r\ny\u2028\x85\n", str(number)) for number in (0, 1, 2, 0, 1, 2)]


def test_a_repository_knows_the_words_of_its_other_files() -> None:
    words = LeaveOneOutVocabulary({"both": 2, "own": 1, "other": 1}, frozenset({"both", "own"}))
    assert words.known_among(["both", "own", "other", "none"]) == {"both", "other"}


def sample(*rows: tuple[int, str, str, bool]) -> Dataset:
    """Return a sample of rows (edit, damage, signature, right) whose one answer is whether they are right."""
    return Dataset(
        np.array([[float(right)] for *_, right in rows], dtype=np.float32),
        [right for *_, right in rows],
        [right for *_, right in rows],
        [damage for _, damage, _, _ in rows],
        [signature for _, _, signature, _ in rows],
        [(number, 0 if not damage else 1) for number, damage, _, _ in rows],
        [number % 3 for number, _, _, _ in rows],
    )


def test_thresholds_let_so_many_undamaged_commits_be_touched_and_no_more() -> None:
    commits = 1000
    clean = [(number, "", "insert_punctuation", False) for number in range(commits)]
    scores = np.arange(commits, dtype=float) / 100
    # A second candidate of a commit, a damaged text and a number do not count.
    more = [(5, "", "insert_punctuation", False), (6, "insert_punctuation", "insert_punctuation", True)]
    numbers = [(number, "", NUMBER, False) for number in range(100)]
    every = sample(*clean, *more, *numbers)
    of_numbers = np.arange(100, dtype=float) / 10
    limits = set_thresholds(every, np.concatenate([scores, [3.0, 99.0], of_numbers]), commits)
    found = limits["insert_punctuation"]
    highest = scores.copy()
    highest[5] = 3.0
    for name, share in TOUCHED["meant"].items():
        assert sum(highest >= found[name]) == int(share * commits)
    assert limits["duplicate_word"] == found
    assert sum(of_numbers >= limits[NUMBER]["safe"]) == TOUCHED["numbers"]["safe"] * commits
    assert set(limits) == set(discover())


def test_thresholds_hold_where_few_commits_have_any_candidate() -> None:
    clean = sample((0, "", "insert_punctuation", False), (1, "", NUMBER, False))
    limits = set_thresholds(clean, np.array([2.0, -1.0]), 1000)
    assert set(limits["insert_punctuation"].values()) == {2.01}
    assert set(limits[NUMBER].values()) == {-0.99}
    assert set(limits["swap_substrings"].values()) == {0.01}, "there is none to learn from"


def test_each_group_of_signatures_has_thresholds_of_its_own() -> None:
    assert {one.history_group for one in discover().values()} == set(TOUCHED)
    every = sample(*((0, "", signature, False) for signature in discover()))
    scores = np.array([float(list(TOUCHED).index(discover()[signature].history_group)) for signature in discover()])
    limits = set_thresholds(every, scores, 1)
    assert {signature: of["safe"] for signature, of in limits.items()} == {
        signature: score + 0.01 for signature, score in zip(discover(), scores, strict=True)
    }


def test_the_table_says_in_how_many_texts_the_damage_was_undone() -> None:
    every = sample(
        (0, "insert_punctuation", "insert_punctuation", True),
        (0, "insert_punctuation", "transpose_substrings", False),
        (1, "insert_punctuation", "insert_punctuation", True),
        (2, "", "insert_punctuation", False),
        (3, "", "insert_punctuation", False),
    )
    limits = {name: {"safe": 3.0, "unsafe": 2.0, "shown": 1.0} for name in discover()}
    lines = {
        line.split("%")[0].rsplit(maxsplit=1)[0]: line.split()
        for line in table(every, np.array([2.5, 9.0, 0.5, 3.0, -1.0]), limits)
    }
    assert lines["insert_punctuation"][-3:] == ["0.0%", "50.0%", "50.0%"]
    assert lines["(none: candidates touched)"][-3:] == ["50.0%", "50.0%", "50.0%"]
    assert lines["swap_capitalization"][-3:] == ["0.0%"] * 3


def test_what_is_exported_scores_as_what_was_fitted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fit, "ROUNDS", 20)
    monkeypatch.setitem(fit.PARAMETERS, "num_threads", 1)
    rng = np.random.default_rng(3)
    answers = rng.normal(size=(600, 5)).astype(np.float32)
    right = (answers[:, 0] + answers[:, 1] * answers[:, 2] > 0.3).tolist()
    booster = train(answers, right, ["some damage"] * 600)
    path = tmp_path / "ensemble.model"
    path.write_bytes(export(booster, list("abcde"), {}))
    made = Ensemble(path.read_bytes(), path)
    assert made.names == list("abcde")
    expected = booster.predict(answers, raw_score=True)
    found = [made.predict(row.tolist()) for row in answers]
    # Thresholds and leaves are written with six digits.
    assert np.mean(np.abs(found - expected) < 1e-3) > 0.99
    assert np.corrcoef(found, np.array(right))[0, 1] > 0.5


def test_a_model_can_be_held_out_with_its_repositories(tmp_path: Path) -> None:
    cases, words = tmp_path / "e.jsonl", tmp_path / "other.model"
    cases.write_text("\n".join(json.dumps(case) for case in edits(3, 2)), encoding="utf-8")
    words.write_bytes(packed(tmp_path, text="the the the the the"))
    folds = [(["book0", "book2"], words)]
    other = fit.collect(read([cases]), folds, 1)
    shipped = fit.collect(read([cases]), [], 1)
    by_edit = {
        number: {fold for (n, _), fold in zip(other.run, other.fold, strict=True) if n == number} for number in range(6)
    }
    assert all(len(found) == 1 for found in by_edit.values())
    assert [by_edit[number] == {0} for number in (0, 2, 3, 5)] == [True] * 4
    count = names().index("rarest word now")
    ours = [i for i, (number, _) in enumerate(other.run) if number % 3 == 1]
    theirs = [i for i, (number, _) in enumerate(shipped.run) if number % 3 == 1]
    assert np.array_equal(other.features[ours], shipped.features[theirs])
    assert other.features[:, count].mean() < shipped.features[:, count].mean()
