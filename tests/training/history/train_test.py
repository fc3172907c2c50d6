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
from weave_fix.evidence.history.intent.reasons import Reason
from weave_fix.signatures.registry import discover
from weave_fix.training.export import export
from weave_fix.training.history import train as fit
from weave_fix.training.history.human_edits import read
from weave_fix.training.history.train import LeaveOneOutVocabulary, train

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
    assert set(made.thresholds) == {verdict.kind for reason in Reason for verdict in (reason.open, reason.broken)}
    for limits in made.thresholds.values():
        assert limits["safe"] >= limits["unsafe"] >= limits["shown"]
    assert "24 edits, " in done.stderr
    shares = {line.split()[0]: line.split()[-3:] for line in done.stdout.splitlines()}
    assert set(discover()) <= set(shares)
    assert shares["damage"] == ["safe", "unsafe", "shown"]
    assert float(shares["insert_spurious_html_xml_tag"][0].rstrip("%")) > 50, "something was learned"
    assert shares["(none:"] == ["0.0%"] * 3, "of 24 edits not one may be touched"


def test_a_repository_knows_the_words_of_its_other_files() -> None:
    words = LeaveOneOutVocabulary({"both": 2, "own": 1, "other": 1}, frozenset({"both", "own"}))
    assert words.known_among(["both", "own", "other", "none"]) == {"both", "other"}


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
